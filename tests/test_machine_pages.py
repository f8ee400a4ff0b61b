"""Machines as their owner and a technician meet them: the pages in a real Chromium."""

import re
from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.fake_answers import FOR_NEWER, FOR_OLDER
from tests.fake_manuals import BELT_QUOTE
from tests.tablet import Tablet, assert_layout, fill, press, served, settled, unfold


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("serve") / "log.txt", "--many", "480") as url:
        yield url


def test_machines_are_edited_taken_from_a_csv_and_given_as_one(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/machines")
    press_4 = page.locator("[class*=st-key-machine_row_]").filter(has_text="P-004")
    expect(press_4).to_contain_text("Serial number1042")
    expect(press_4.locator(".mw-chip")).to_have_text(["Press 4", "the big press"])
    press(page, "Edit", within=press_4)
    fill(page, "Location", "Hall 3")
    assert_layout(tablet, "machines")
    press(page, "Save")
    expect(press_4).to_contain_text("LocationHall 3")
    unfold(page, "Take machines from a CSV file")
    chosen = page.locator("input[type=file]")
    for name, content, said in (
        ("wrong.csv", b"id,colour\nM1,red\n", "Unknown column 'colour'"),
        ("right.csv", b"id,serial,aliases\nM1,77,Mill;Mill one\n", "1 machine taken over."),
    ):
        chosen.set_input_files([FilePayload(name=name, mimeType="text/csv", buffer=content)])
        expect(page.get_by_text(name)).to_be_visible()
        press(page, "Take them over")
        expect(page.locator(".mw-line").filter(has_text=said)).to_be_visible()
    added = page.locator("[class*=st-key-machine_row_]").filter(has_text="M1")
    expect(added).to_contain_text("Serial number77")
    expect(added.locator(".mw-remark")).to_have_text("No manual names it: look at its type.")
    expect(press_4.locator(".mw-remark")).to_have_count(0)
    press(page, "Add a machine")
    fill(page, "Id", "p-004")
    press(page, "Save")
    expect(page.get_by_text("There is a machine p-004 already: edit that one.")).to_be_visible()
    press(page, "Leave it")
    with page.expect_download() as download:
        press(page, "Download as CSV")
    text = download.value.path().read_text("utf-8-sig")
    assert "M1,Mill; Mill one,,77,," in text
    press(page, "Edit", within=added)
    press(page, "Remove")
    expect(added).to_have_count(0)


def pick(page: Page, machine: str) -> None:
    """Pick a machine, again where the page was drawn anew under the open list and closed it."""
    box = page.get_by_role("combobox", name="Machine")
    for _ in range(3):
        box.click()
        page.get_by_role("option", name=machine).click()
        with suppress(AssertionError):
            expect(box).to_have_value(re.compile(re.escape(machine)), timeout=4000)
            return
    raise AssertionError(f"{machine} could not be picked.")


def test_a_machine_is_picked_by_what_is_known_of_it(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/?machine=press+4&q=belt")
    serial = page.get_by_label("Serial number")
    expect(page.get_by_role("combobox", name="Machine")).to_have_value(
        re.compile("P-004 · Press 4 · Hall")
    )
    expect(serial).to_be_disabled()
    expect(serial).to_have_attribute("placeholder", "1042")
    expect(page.locator(".st-key-whole .mw-quote").first).to_have_text(BELT_QUOTE)
    # A list that opens while the page is still being drawn closes again, whatever was picked.
    settled(page)
    pick(page, "CV-02")
    expect(serial).to_be_enabled()
    serial.fill("2044")
    tablet.ask("belt")
    page.wait_for_url("**/?q=belt&machine=CV-02&serial=2044")
    page.reload()
    expect(serial).to_have_value("2044")


def test_an_answer_names_the_machines_of_each_part_and_is_kept(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/?q=variants")
    parts = page.locator(".st-key-whole .mw-part")
    expect(parts).to_have_text([FOR_OLDER, FOR_NEWER])
    kept = page.get_by_role("link", name="Link to this answer")
    address = kept.get_attribute("href") or ""
    page.goto(f"/{address}")
    expect(page.locator(".mw-line-info")).to_contain_text("This is a kept answer")
    expect(page.locator(".mw-line-info")).to_contain_text("It was asked: variants")
    expect(parts).to_have_text([FOR_OLDER, FOR_NEWER])
    assert_layout(tablet, "kept")
    tablet.ask("belt")
    expect(page.locator(".mw-line-info")).to_have_count(0)
    page.goto("/?answer=unknown")
    expect(page.locator(".mw-line-problem")).to_have_text("No answer unknown is kept here.")
