"""The form that files come in by, in a real Chromium, while nothing else is on its way in."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import FilePayload, expect

from tests.tablet import Tablet, fill, press, served, unfold


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("serve") / "log.txt") as url:
        yield url


def test_an_upload_says_who_for_which_machines_and_waits_as_a_draft(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/manuals")
    unfold(page, "Add manuals or new revisions")
    for ending in (".pdf", ".docx", ".pptx", ".xlsx", ".html", ".md", ".txt", ".eml", ".zip"):
        assert ending in (page.get_by_label("Files").get_attribute("accept") or "")
    file = FilePayload(name="new press.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7 x")
    page.get_by_label("Files").set_input_files([file])
    page.get_by_label("Your name").fill("M. Weber")
    page.get_by_label("For serial numbers").fill("3000..2000")
    page.get_by_label("Keep it as a draft").check()
    press(page, "Add to Millwright")
    expect(page.locator(".mw-line-problem")).to_contain_text("new press.pdf")
    expect(page.get_by_label("For serial numbers")).to_have_value("3000..2000")
    fill(page, "Search", "conveyor")
    expect(page.locator(".mw-heading").last).to_have_text(re.compile("^1 manual"))
    expect(page.locator(".mw-line-problem")).to_contain_text("new press.pdf")
    page.get_by_label("For serial numbers").fill("3000..")
    page.get_by_label("Files").set_input_files([file])
    press(page, "Add to Millwright")
    job = page.locator(".mw-job").filter(has_text="new press.pdf")
    expect(job).to_contain_text("In as a draft: waits for release")
    expect(page.locator(".mw-line-problem")).to_have_count(0)
    expect(page.locator(".mw-heading").first).to_have_text("Handed in on this visit")
    expect(page.locator(".mw-sending")).to_have_text("1 file is in the queue: see below.")
    form, below = page.locator(".mw-upload").bounding_box(), job.bounding_box()
    assert form is not None
    assert below is not None
    assert below["y"] >= form["y"] + form["height"], "above it, each job would move the form"
    expect(page.get_by_label("Your name")).to_have_value("M. Weber")


def test_a_revision_is_added_from_its_manuals_page(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/manual?manual=hpx-160-service")
    page.get_by_role("link", name="Add a revision").click()
    manual = page.get_by_label("Manual id")
    expect(manual).to_have_value("hpx-160-service")
    file = FilePayload(name="press F.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7 x")
    page.get_by_label("Files").set_input_files([file])
    press(page, "Add to Millwright")
    expect(page.locator(".mw-job").filter(has_text="press F.pdf")).to_contain_text("Revision")
    # What is added next may be of another manual.
    expect(manual).to_have_value("")
