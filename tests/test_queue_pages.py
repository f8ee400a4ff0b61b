"""Handing manuals in, and what becomes of them: the pages in a real Chromium."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Dialog, FilePayload, Route, expect

from tests.tablet import Tablet, assert_layout, press, served, unfold


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("serve") / "log.txt", "--queue") as url:
        yield url


def test_the_queue_tells_what_failed_and_what_can_be_done(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/queue")
    archive = page.locator("[class*=st-key-archive_]")
    running = archive.locator("[class*=st-key-job_card_]").filter(has_text="p7.pdf")
    expect(archive.get_by_text("plant manuals.zip/<b>broken</b>.pdf")).to_be_visible()
    expect(page.locator(".mw-job").first).to_contain_text("plant manuals.zipUnpacked")
    mail = page.locator("[class*=st-key-job_card_]").filter(has_text="new press.eml").first
    expect(mail.locator(".mw-job")).to_contain_text("In as a draft: waits for release")
    expect(mail.locator(".mw-job")).to_contain_text(re.compile(r"Revision D\s*1 passage$"))
    again = page.locator(".mw-job").filter(has_text="press again.pdf")
    expect(again).to_contain_text(
        re.compile(r"hpx-160-service\S*Revision C\s*This file was here already")
    )
    scan = page.locator(".mw-job").filter(has_text="old saw.pdf")
    expect(scan).to_contain_text("48 of 120 scanned pages")
    expect(scan.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "40")
    assert_layout(tablet, "queue")
    crane = page.locator("[class*=st-key-job_card_]").filter(has_text="crane.docx")
    compressor = page.locator("[class*=st-key-job_card_]").filter(has_text="compressor.pdf")
    expect(running).to_contain_text("Answers by keyword, meaning follows")
    expect(compressor).to_contain_text("It is not tried again by itself")
    expect(crane).to_contain_text("2 attempts; next try at 05 Jan 2026 09:30 UTC")
    press(page, "Dismiss", within=compressor)
    expect(compressor).to_have_count(0)
    press(page, "Retry", within=crane)
    expect(crane.locator(".mw-job-done")).to_contain_text("120 pages · 480 passages")
    press(page, "Cancel", within=running)
    expect(running).to_contain_text("Cancelled")
    mail.get_by_role("link", name="Open, to release it").click()
    expect(page.locator(".mw-manual-title")).to_contain_text("HPX-160")


def test_uploads_show_progress_and_why_a_file_failed(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/manuals")
    unfold(page, "Add manuals or new revisions")
    page.get_by_label("Files").set_input_files(
        [
            FilePayload(name=name, mimeType="application/pdf", buffer=content)
            for name, content in (
                ("手册 <b>.pdf", b"%PDF-1.7 x"),
                ("broken.pdf", b"hello"),
                ("empty.pdf", b""),
            )
        ]
    )
    expect(page.locator(".mw-chosen li")).to_have_text(["手册 <b>.pdf", "broken.pdf", "empty.pdf"])
    page.get_by_label("Revision").fill("D")
    page.get_by_label("Effective from").fill("2026-02-01")
    assert_layout(tablet, "upload")
    page.get_by_role("button", name="Add to Millwright").click()
    jobs = page.locator(".mw-job")
    good = jobs.filter(has_text="手册 <b>.pdf")
    expect(good).to_contain_text("Answers by keyword, meaning follows")
    expect(good).to_contain_text(re.compile(r"\d+ of 480 passages · \d+ passages a second"))
    expect(jobs.filter(has_text="broken.pdf").last).to_contain_text(
        "broken.pdf is not a PDF, though its name says so."
    )
    expect(page.locator(".mw-line-problem")).to_contain_text("empty.pdf is empty")
    expect(good.first).to_contain_text("Revision D")
    expect(good.first).to_contain_text("120 pages · 480 passages")


def test_the_browser_asks_before_a_page_is_left_that_still_sends_files(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/manuals")
    unfold(page, "Add manuals or new revisions")
    held: list[Route] = []
    asked: list[str] = []

    def hold(route: Route) -> None:
        held.append(route)

    def on_its_way() -> Route:
        for _ in range(300):
            if held:
                break
            page.wait_for_timeout(50)
        return held.pop()

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.route("**/api/manuals", hold)
    page.get_by_label("Files").set_input_files(
        [
            FilePayload(name=f"p{number}.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7 x")
            for number in (1, 2)
        ]
    )
    page.get_by_role("button", name="Add to Millwright").click()
    first = on_its_way()
    with page.expect_event("dialog"):
        page.close(run_before_unload=True)
    first.continue_()
    on_its_way().continue_()
    expect(page.locator(".mw-sending")).to_contain_text("2 files are in the queue")
    # Nothing is asked once all of them are sent.
    page.goto("/queue")
    expect(page.locator(".mw-job").filter(has_text="p2.pdf")).to_have_count(1)
    assert asked == ["beforeunload"]
