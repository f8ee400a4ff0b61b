"""The pages as a document owner meets them: a real Chromium over the fake service."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.fake_manuals import BELT_QUOTE, HOSTILE_TEXT
from tests.tablet import Tablet, assert_layout, fill, press, served, unfold

PRESS = "/manual?manual=hpx-160-service"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("serve") / "log.txt", "--many", "480", "--queue") as url:
        yield url


def card(page: Page, title: str) -> Locator:
    """Return the card of a manual in the overview."""
    return page.locator("[class*=st-key-manual_card_]").filter(has_text=title)


def revision(page: Page, label: str) -> Locator:
    """Return a revision on its manual's page."""
    named = page.locator(".mw-revision-name b").get_by_text(f"Revision {label}", exact=True)
    return page.locator("[class*=st-key-revision_]").filter(has=named)


def test_an_overview_of_hundreds_shows_what_its_owner_must_know(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/manuals")
    expect(page.get_by_text("485 manuals", exact=True)).to_be_visible()
    cards = page.locator("[class*=st-key-manual_card_]")
    expect(cards).to_have_count(20)
    first = card(page, "HPX-160 Hydraulic Press")
    expect(first).to_contain_text("Hallmann Pressen GmbH·HP-160-SM-07·English")
    expect(first.locator(".mw-chip")).to_have_text(["Press 4", "Press 5"])
    expect(first.locator(".mw-state")).to_have_text(
        ["in force", "draft, waiting for release", "superseded"]
    )
    expect(first).to_contain_text("answers by keyword; 1,204 of 4,534 found by meaning")
    expect(card(page, "Service bulletin")).to_contain_text(
        "amends hpx-160-service § 5.3 Drive belt"
    )
    scan = card(page, "CL-450")
    expect(scan.locator(".mw-grave")).to_have_text("12 of 20 pages without text")
    assert scan.evaluate("e => getComputedStyle(e).borderLeftColor") == "rgb(179, 0, 27)"
    assert card(page, "FB-20").locator(".mw-grave").count() == 0, "3 of 40 are few"
    assert_layout(tablet, "overview")


def test_the_overview_is_searched_and_paged_through(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/manuals")
    cards = page.locator("[class*=st-key-manual_card_]")
    press(page, "Next")
    expect(page.locator(".mw-turned")).to_have_text("21 to 40 of 485")
    fill(page, "Search", "northfield cp-123")
    expect(cards).to_have_count(1)
    expect(cards).to_contain_text("Coolant pump CP-123")
    fill(page, "Search", "")
    page.get_by_role("combobox", name="Show").click()
    page.get_by_role("option", name="More than a tenth without text").click()
    expect(cards).to_have_count(1)
    cards.get_by_role("link", name="Open").click()
    expect(page.locator(".mw-manual-title")).to_contain_text("CL-450 Lathe")
    page.get_by_role("link", name="All manuals").click()
    expect(page.get_by_text("1 manual of 485")).to_be_visible()
    fill(page, "Search", "no such thing")
    expect(page.get_by_text("No manual is like that")).to_be_visible()


def test_text_of_documents_is_shown_and_never_obeyed(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/manuals")
    fill(page, "Search", "手册")
    # A click while the list is still drawn anew goes to whatever stands there then.
    expect(page.locator("[class*=st-key-manual_card_]")).to_have_count(1)
    hostile = card(page, "手册")
    expect(hostile.locator(".mw-manual-title")).to_have_text(HOSTILE_TEXT)
    hostile.get_by_role("link", name="Open").click()
    kept = revision(page, "~1~")
    expect(kept.locator(".mw-remark")).to_have_text(HOSTILE_TEXT)
    expect(kept.locator(".mw-file")).to_have_text(HOSTILE_TEXT)
    press(page, "Delete", within=kept)
    expect(kept.locator(".mw-line-problem")).to_contain_text(HOSTILE_TEXT)
    kept.get_by_role("link", name="Look at pages").click()
    expect(page.locator(".mw-manual-title")).to_have_text(HOSTILE_TEXT)
    expect(page.locator(".mw-framed img")).to_be_visible()
    assert page.evaluate("window.broken") is None


def test_what_was_read_from_a_document_is_confirmed_and_released(tablet: Tablet) -> None:
    page = tablet.page
    page.goto(PRESS)
    draft = revision(page, "D")
    expect(draft.locator(".mw-described li")).to_have_text(
        [
            "revision D (“Rev. D” on page 1)",
            "in force from 2026-02-01 (“Valid from 1 February 2026” on page 2)",
            "serial numbers 2000.. (“for machines from serial no. 2000” on page 2)",
        ]
    )
    hidden = "Hidden text was left out: 318 characters that nobody sees."
    expect(draft.get_by_text("318 characters")).to_have_text([hidden])
    expect(draft.locator(".mw-count")).to_have_text(["T5 text", "C1 contents"])
    press(page, "Confirm", within=draft)
    expect(page.locator(".mw-line-good")).to_contain_text("Revision D is confirmed.")
    expect(draft.locator(".mw-described")).to_have_count(0)
    press(page, "Release", within=draft)
    fill(page, "Your name", "M. Weber")
    press(page, "Release it")
    problem = draft.locator(".mw-line-problem")
    expect(problem).to_contain_text("M. Weber handed in revision D")
    expect(page.get_by_label("Your name")).to_have_value("M. Weber")
    fill(page, "Your name", "A. Kaya")
    press(page, "Release it")
    expect(draft.locator(".mw-state")).to_have_text("in force")
    expect(draft).to_contain_text("Released byA. Kaya")


def test_a_revision_is_withdrawn_restored_and_its_history_shown(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/manual?manual=pump-001")
    kept = revision(page, "2")
    press(page, "Withdraw", within=kept)
    fill(page, "Your name", "A. Kaya")
    fill(page, "Why", "wrong <b>torque</b>")
    press(page, "Withdraw it")
    expect(kept.locator(".mw-state")).to_have_text("withdrawn")
    expect(page.locator(".mw-line-good")).to_have_text(
        "Revision 2 is withdrawn. No revision of pump-001 answers now."
    )
    press(page, "Restore", within=kept)
    expect(page.get_by_label("Your name")).to_have_value("A. Kaya")
    press(page, "Restore it")
    expect(kept.locator(".mw-state")).to_have_text("draft, waiting for release")
    expect(page.locator(".mw-line-good")).to_contain_text("answers when somebody releases it again")
    unfold(page, "History: who did what")
    rows = page.locator(".mw-events tbody tr")
    expect(rows.nth(0)).to_contain_text("A. KayaRevision 2 restored")
    expect(rows.nth(1)).to_contain_text("A. KayaRevision 2 withdrawnwrong <b>torque</b>")


def test_a_revision_is_changed_and_nothing_typed_is_lost(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/manual?manual=pump-003")
    kept = revision(page, "2")
    press(page, "Change", within=kept)
    expect(page.get_by_label("Maker")).to_have_value("Northfield Pumps")
    fill(page, "Maker", "Northfield Ltd")
    fill(page, "For serial numbers", "2000..1000")
    press(page, "Save the changes")
    expect(kept.locator(".mw-line-problem")).to_contain_text("ends before it starts")
    expect(page.get_by_label("Maker")).to_have_value("Northfield Ltd")
    assert_layout(tablet, "change")
    fill(page, "For serial numbers", "1000..2000")
    press(page, "Save the changes")
    expect(kept.locator(".mw-facts")).to_contain_text("serial numbers 1000 to 2000")
    expect(page.locator(".mw-manual-head")).to_contain_text("Northfield Ltd")


def test_deleting_wants_the_label_and_says_what_goes(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/manual?manual=pump-002")
    kept = revision(page, "1")
    press(page, "Delete", within=kept)
    expect(kept).to_contain_text("the original file pump-002 rev 1.pdf, its 482 passages")
    press(page, "Delete for good")
    expect(kept.locator(".mw-line-problem").last).to_contain_text("Nothing was deleted")
    fill(page, "Label of the revision", "1")
    press(page, "Delete for good")
    expect(page.locator(".mw-line-good")).to_have_text(
        "Revision 1 of pump-002 is deleted. Revision 2 answers now."
    )
    expect(page.locator(".mw-revision")).to_have_count(1)


def test_pages_are_looked_at_with_what_was_read_of_them(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/contents?manual=hpx-160-service&revision=C&page=4")
    expect(page.locator(".mw-outcome")).to_have_text("Page 2 (PDF page 4)Ttext")
    read = page.locator(".mw-read")
    expect(read).to_have_count(3)
    expect(read.nth(1)).to_contain_text("list item")
    expect(read.nth(1).locator(".mw-quote")).to_have_text(BELT_QUOTE)
    frames = page.locator(".mw-frame")
    expect(frames).to_have_text(["1", "2", "3"])
    image, frame = page.locator(".mw-framed img").bounding_box(), frames.nth(1).bounding_box()
    assert image is not None
    assert frame is not None
    # The belt's box, from 200 to 252 of the 842 points of the page.
    assert (frame["y"] - image["y"]) / image["height"] == pytest.approx(200 / 842, abs=0.01)
    assert_layout(tablet, "contents")
    press(page, "Next")
    expect(page.locator(".mw-outcome")).to_contain_text("Page 3 (PDF page 5)")
    page.wait_for_url("**page=5")


def test_gaps_are_seen_at_once_and_tapped_to(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/contents?manual=fb-20&revision=2024-11")
    expect(page.locator(".mw-cell")).to_have_count(40)
    expect(page.locator(".mw-cell-gap span")).to_have_text(["2", "7", "8", "31"])
    expect(page.locator(".mw-cell-gap b")).to_have_text(["E", "!", "!", "!"])
    page.get_by_role("button", name="Page 8: failed").click()
    outcome = page.locator(".mw-outcome")
    expect(outcome).to_contain_text("failed OCR language data is missing.")
    expect(page.get_by_text("Nothing of this page can be found.")).to_be_visible()
    press(page, "Next page without text")
    expect(outcome).to_contain_text("PDF page 31")
    field = page.get_by_label("Go to page")
    expect(field).to_have_value("31")
    field.fill("12")
    field.press("Enter")
    expect(outcome).to_contain_text("PDF page 12")
    page.reload()
    expect(outcome).to_contain_text("PDF page 12")


def test_a_document_without_pages_is_shown_by_section(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/contents?manual=sb-2025-07&revision=2025-07")
    expect(page.locator(".mw-read .mw-quote")).to_have_text(
        ["Torque the tensioner screws to 26 Nm instead of 24 Nm.", "Use new M8 screws, 10.9."]
    )
    expect(page.locator(".mw-read .mw-section").first).to_contain_text("Belt tension")
    page.goto("/contents?manual=sb-2025-07&revision=9")
    expect(page.locator(".mw-line-problem")).to_contain_text("There is no revision 9")


def test_changed_numbers_come_first_and_both_pages_open(tablet: Tablet) -> None:
    page = tablet.page
    page.goto(PRESS)
    page.get_by_role("button", name="Show what changed").click()
    expect(page.locator(".mw-heading")).to_have_text(
        [
            "Changed numbers (2)",
            "Changed sections (1)",
            "New sections (1)",
            "Sections gone (1)",
            "Sections moved (1)",
        ]
    )
    first = page.locator(".mw-change").first
    expect(first.locator(".mw-numbers")).to_have_text("24 Nm→26 Nm")
    expect(first.locator(".mw-sentence")).to_have_text(
        [
            "BeforeTighten the two tensioner screws (M8, 8.8) evenly to 24 Nm.",
            "NowTighten the two tensioner screws (M8, 8.8) evenly to 26 Nm.",
        ]
    )
    expect(page.locator(".mw-ins").last).to_contain_text(HOSTILE_TEXT)
    new = page.locator("details")
    new.locator("summary").click()
    expect(new).to_contain_text("Switch remote service off before you open the guard.")
    assert_layout(tablet, "compare")
    page.get_by_role("button", name="Page 3 now").first.click()
    opened = page.get_by_role("dialog")
    expect(opened.locator(".mw-viewed-page")).to_contain_text("PDF page 5 of 6")
    press(page, "Close")
    expect(opened).to_be_hidden()
