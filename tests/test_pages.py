"""The pages as a technician meets them: a real Chromium, and where it matters two sizes."""

import base64
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from reportlab.lib.pagesizes import A4

from store.values import Box
from tests.fake_service import (
    BELT_BOX,
    BELT_QUOTE,
    CAUTION,
    DANGER,
    HOSTILE_TEXT,
    NEXT_BOX,
    TABLE_BOX,
)
from tests.tablet import SIZES, Chromium, Tablet, assert_large_enough, held, served, wait_until

MARKER_INK = (255, 238, 130)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("serve") / "log.txt") as url:
        yield url


@pytest.fixture
def tablet(tablet: Tablet) -> Tablet:
    """A tablet held sideways, for what looks the same whichever way it is held."""
    return visiting(tablet)


@pytest.fixture(params=list(SIZES))
def either_way(
    request: pytest.FixtureRequest, browser: Chromium, address: str, tmp_path: Path
) -> Iterator[Tablet]:
    """A tablet held sideways, and one held upright."""
    with held(browser, address, SIZES[request.param], tmp_path) as held_so:
        yield visiting(held_so)


def visiting(tablet: Tablet) -> Tablet:
    """Warm up what the first visit loads, so that a busy machine does not eat into the waits."""
    tablet.page.goto("/")
    expect(tablet.page.get_by_label("Your question")).to_be_visible()
    return tablet


def shown_image(image: Locator) -> Image.Image:
    """Return the whole picture that is on the page, also what of it is scrolled away."""
    expect(image).to_be_visible()
    drawn = image.evaluate(
        """async image => {
          while (!image.complete || !image.naturalWidth) {
            await new Promise((resume) => setTimeout(resume, 20));
          }
          const canvas = document.createElement("canvas");
          [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
          canvas.getContext("2d").drawImage(image, 0, 0);
          return canvas.toDataURL("image/png").split(",")[1];
        }"""
    )
    return Image.open(io.BytesIO(base64.b64decode(drawn))).convert("RGB")


def on_screen(page: Page) -> Image.Image:
    """Return what is in sight."""
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def marked(image: Image.Image) -> bool:
    """Return whether a place on the picture is marked."""
    colours = image.getcolors(maxcolors=1 << 24) or []
    return any(count > 200 and colour == MARKER_INK for count, colour in colours)


def wait_for_mark(image: Locator, box: Box) -> None:
    """Wait for the page on which this very place is marked: a picture takes a moment."""

    def there() -> bool:
        page = shown_image(image)
        scale = page.width / A4[0]
        # At the right edge, where no print is.
        corner = (round((box[2] - 6) * scale), round((box[3] - 6) * scale))
        return page.getpixel(corner) == MARKER_INK

    wait_until(there, seconds=15)


def test_a_question_is_answered_with_its_notices_and_sources(either_way: Tablet) -> None:
    tablet, page = either_way, either_way.page
    tablet.ask("How tight should the drive belt be?")
    expect(page.locator(".mw-notice")).to_have_text([f"DANGER{DANGER}", f"CAUTION{CAUTION}"])
    card = page.locator(".mw-card").first
    expect(card.locator(".mw-quote")).to_have_text(BELT_QUOTE)
    expect(card.locator(".mw-page-label")).to_have_text("Page 2")
    expect(card).to_contain_text("HPX-160 Hydraulic Press, Service Manual")
    expect(card).to_contain_text("Revision C")
    expect(card.locator(".mw-section")).to_have_text(
        re.compile(r"5 Maintenance.*5\.3 Drive belt.*5\.3\.2 Tensioning")
    )
    table = page.locator(".mw-card").nth(1).locator("table")
    expect(table.locator("th")).to_have_text(
        ["Belt", "Width", "Frequency, new", "Frequency, run in"]
    )
    last = table.locator("tbody tr").first.locator("td").last
    expect(last).to_have_text("55-59 Hz")
    expect(last).to_have_css("white-space", "pre")
    wait_for_mark(page.locator(".st-key-page_beside img"), BELT_BOX)
    notice, quote = page.locator(".mw-notice").first, page.locator(".mw-quote").first
    top = notice.bounding_box()
    below = quote.bounding_box()
    assert top is not None
    assert below is not None
    assert top["y"] < below["y"]
    assert_large_enough(page)
    tablet.picture("answer")


def test_a_follow_up_says_how_it_was_understood_and_can_be_asked_alone(either_way: Tablet) -> None:
    tablet, page = either_way, either_way.page
    tablet.ask("How tight should the drive belt be?")
    expect(page.locator(".mw-quote").first).to_have_text(BELT_QUOTE)
    expect(page.get_by_text("Understood as:")).to_have_count(0)
    tablet.ask("and on the belt of the other side?")
    said = page.get_by_text("Understood as: How tight should the drive belt be?: and on the")
    expect(said).to_be_visible()
    assert_large_enough(page)
    alone = page.get_by_role("button", name="New topic: ask it alone")
    alone.click()
    expect(page.get_by_text("Understood as:")).to_have_count(0)
    tablet.ask("How wide is the blet guard?")
    expect(page.get_by_text("Understood as: How wide is the belt guard?")).to_be_visible()
    expect(alone).to_have_count(0)
    tablet.ask("belt")
    expect(page.locator(".mw-quote").first).to_have_text(BELT_QUOTE)


def test_a_card_opens_the_page_with_the_place_marked(either_way: Tablet) -> None:
    tablet, page = either_way, either_way.page
    tablet.ask("belt")
    page.get_by_role("button", name="Open the page").first.click()
    opened = page.get_by_role("dialog")
    label, image = opened.locator(".mw-viewed-page"), opened.locator("img")
    expect(label).to_have_text("Page 2PDF page 4 of 6")
    wait_for_mark(image, BELT_BOX)
    size = image.bounding_box()
    assert size is not None
    assert size["width"] > 0.9 * (page.viewport_size or {"width": 0})["width"]
    assert_large_enough(page)
    expect(opened.get_by_role("button", name="Close")).to_be_in_viewport()
    assert on_screen(page).getpixel((4, 4)) == (244, 246, 248), "nothing shines through"
    tablet.picture("page")
    opened.get_by_role("button", name="Next").click()
    expect(label).to_have_text("Page 3PDF page 5 of 6")
    wait_for_mark(image, NEXT_BOX)
    opened.get_by_role("button", name="Next").click()
    expect(label).to_have_text("PDF page 6of 6")
    expect(opened.get_by_role("button", name="Next")).to_be_disabled()
    opened.get_by_role("button", name="Previous").click()
    expect(label).to_have_text("Page 3PDF page 5 of 6")
    opened.get_by_role("button", name="Close").click()
    expect(opened).to_be_hidden()
    expect(page.locator(".mw-quote").first).to_have_text(BELT_QUOTE)


def test_an_opened_page_shows_a_place_far_down(either_way: Tablet) -> None:
    tablet, page = either_way, either_way.page
    tablet.ask("belt")
    page.get_by_role("button", name="Open the page").nth(1).click()
    pane = page.locator(".st-key-opened_page")
    expect(pane.locator("img")).to_be_visible()
    box, screen = pane.bounding_box(), page.viewport_size
    assert box is not None
    assert screen is not None
    assert box["y"] + box["height"] <= screen["height"], "it scrolls within the screen"
    wait_for_mark(pane.locator("img"), TABLE_BOX)
    # On the screen, not somewhere on the page: the mark was scrolled to.
    wait_until(lambda: marked(on_screen(page)), seconds=10)


def test_an_answer_by_a_model_carries_numbered_sources(tablet: Tablet) -> None:
    page = tablet.page
    tablet.ask("model belt")
    expect(page.get_by_text("Word for word")).to_have_count(0)
    answer = page.locator(".st-key-whole .mw-answer")
    expect(answer).to_contain_text("Tighten both tensioner screws evenly to 24 Nm 1.")
    expect(answer.locator(".mw-marker")).to_have_text(["1", "1", "2", "1"])
    tablet.picture("model")


def test_text_of_others_is_shown_and_never_obeyed(tablet: Tablet) -> None:
    page = tablet.page
    tablet.ask("hostile <b>question</b> *2* ~3~")
    expect(page.locator(".mw-notice-text")).to_have_text(HOSTILE_TEXT)
    expect(page.locator(".st-key-whole .mw-answer")).to_contain_text(HOSTILE_TEXT)
    card = page.locator(".st-key-whole .mw-card").first
    expect(card.locator(".mw-card-title b")).to_have_text(HOSTILE_TEXT)
    expect(card.locator(".mw-section")).to_have_text(HOSTILE_TEXT)
    expect(card.locator("td")).to_have_text(HOSTILE_TEXT)
    expect(card.locator(".mw-page-label")).to_have_text("Page <i>4</i>")
    page.get_by_role("button", name="Open the page").first.click()
    expect(page.get_by_role("dialog").locator(".mw-viewed-title")).to_contain_text(HOSTILE_TEXT)
    page.get_by_role("button", name="Close").click()
    page.get_by_role("link", name="Manuals").click()
    expect(page.locator(".mw-manual-title").last).to_have_text(HOSTILE_TEXT)
    assert page.evaluate("window.broken") is None
    tablet.picture("hostile")


def test_a_refusal_says_what_was_searched_and_what_is_near(tablet: Tablet) -> None:
    page = tablet.page
    tablet.ask("Where is the coffee machine?")
    refusal = page.locator(".mw-refusal")
    expect(refusal).to_contain_text("No answer in the manuals")
    expect(refusal).to_contain_text("Looked in 2 revisions in force")
    expect(refusal.locator("li")).to_have_text(["hpx-160-service C", "fb-20 2024-11"])
    expect(page.locator(".mw-card")).to_have_count(3)
    listed = page.locator(".mw-card").last
    expect(listed.locator(".mw-quote")).to_have_text("Table 3 Codes")
    expect(listed.locator("th, td")).to_have_text(
        ["Code", "Meaning", "F-12", "Slip", "F-14", "Phase <b>lost</b>"]
    )
    page.get_by_role("button", name="Open the page").first.click()
    expect(page.get_by_role("dialog").locator(".mw-viewed-page b")).to_have_text("Page 2")
    tablet.picture("refusal")
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    tablet.ask("Où est la machine à café ?")
    expect(refusal.locator(".mw-headline")).to_have_text("Aucune réponse dans les manuels")
    expect(page.get_by_text("Sections les plus proches")).to_be_visible()


def test_a_model_that_is_down_is_said_in_one_line(tablet: Tablet) -> None:
    tablet.ask("belt, model down")
    expect(tablet.page.locator(".mw-line")).to_have_text(
        "The language model did not answer within 20 seconds."
    )
    expect(tablet.page.locator(".mw-quote").first).to_have_text(BELT_QUOTE)


def test_a_source_without_pages_is_shown_by_its_section(tablet: Tablet) -> None:
    tablet.ask("bulletin")
    expect(tablet.page.locator(".mw-section")).to_contain_text("5.3 Drive belt")
    expect(tablet.page.get_by_role("button", name="Open the page")).to_have_count(0)


def test_what_cannot_be_answered_is_one_sentence(tablet: Tablet) -> None:
    for question, sentence in (
        ("", "The question is empty: say what you want to know."),
        ("belt " * 500, "The question is too long to be one: 2,000 characters at most."),
        ("belt break", "The catalog cannot be read."),
    ):
        tablet.ask(question)
        expect(tablet.page.locator(".mw-line-problem")).to_have_text(sentence)


def test_a_link_names_machine_and_question(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/?machine=Press%205")
    expect(page.locator(".mw-welcome")).to_contain_text("looks in the manuals of Press 5")
    page.goto("/?machine=press%205&q=belt")
    expect(page.locator(".st-key-whole .mw-quote").first).to_have_text(BELT_QUOTE)
    expect(page.get_by_role("combobox")).to_have_value("Press 5")
    tablet.ask("model belt")
    expect(page.locator(".st-key-whole .mw-answer")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Your question")).to_have_value("belt")
    expect(page.locator(".st-key-whole .mw-answer")).to_have_count(0)
    page.get_by_role("link", name="Manuals").click()
    expect(page.locator(".mw-manual").first).to_be_visible()
    page.get_by_role("link", name="Ask").click()
    expect(page.get_by_role("combobox")).to_have_value("Press 5")
    expect(page.locator(".st-key-whole .mw-quote").first).to_have_text(BELT_QUOTE)


def test_a_machine_is_picked_by_touch(either_way: Tablet) -> None:
    tablet, page = either_way, either_way.page
    page.get_by_role("combobox").click()
    assert_large_enough(page)
    page.get_by_role("option", name="Line 2 conveyor").click()
    tablet.ask("belt")
    expect(page.locator(".mw-quote").first).to_be_visible()
    page.wait_for_url("**/?q=belt&machine=Line+2+conveyor")


def test_feedback_is_thanked_for(tablet: Tablet) -> None:
    tablet.ask("belt")
    tablet.page.get_by_role("button", name="No", exact=True).click()
    expect(tablet.page.locator(".mw-line-good")).to_contain_text("Thank you")
