"""Which warnings are shown with what stands below the section that they stand in."""

from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from answer.respond import respond
from ingest.reading import Reading
from store.contents import Notice, shown_at
from store.rows import notice_of
from store.values import Answer, Place
from tests.evidence_builders import SEARCHED, notice, scope, settings, table_evidence
from tests.pdf_files import Line, drawn
from tests.readings import BODY, CHAPTER, NAME, reading_from, reading_of, section_of

WARNING = ["WARNING: Lock the main switch before the cabinet is opened."]


def shown(reading: Reading, words: str) -> list[str]:
    section = section_of(reading, words)
    return [notice.text for notice in reading.notices if notice.is_shown_in(section)]


def chapter(before: int) -> list[list[Line]]:
    """A chapter of lines with a warning after so many of them, and a section below it."""
    lines: list[Line] = [f"{number}: {BODY}" for number in range(22)]
    gap: Line = ("", 12)
    warning = [gap, *WARNING, gap]
    first: list[Line] = [("5 Functions", CHAPTER), *lines[:before], *warning, *lines[before:]]
    below: list[Line] = [("5.1 Direction", NAME), "C00 says which way the motor turns."]
    return [first, below, [("6 Care", CHAPTER), "Wipe it once a week."]]


@pytest.mark.parametrize("before", [0, 4])
def test_a_warning_at_the_head_of_a_chapter_is_one_of_all_its_sections(
    tmp_path: Path, before: int
) -> None:
    reading = reading_of(tmp_path, *chapter(before))
    assert shown(reading, "which way") == shown(reading, BODY) == WARNING
    assert shown(reading, "Wipe it") == []


def test_a_warning_amid_the_text_of_a_chapter_is_one_of_that_text(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, *chapter(19))
    assert shown(reading, BODY) == WARNING
    assert shown(reading, "which way") == []


def test_a_warning_kept_before_its_reach_was_told_is_one_of_all_sections_below() -> None:
    kept = {"level": "danger", "text": "Hot.", "section": ["5 Oven"], "order": 0, "places": []}
    assert notice_of(kept).is_shown_in(("5 Oven", "5.1 Door"))
    assert not notice_of(kept | {"holds_below": False}).is_shown_in(("5 Oven", "5.1 Door"))


@pytest.mark.parametrize(("tables", "told"), [(3, 5), (6, 4)])
def test_of_many_warnings_in_tables_those_of_the_page_are_shown(tables: int, told: int) -> None:
    here, section = Place(page=2, page_label="2", boxes=()), ("4 Parameters",)
    above = Notice("danger", "Lock the switch.", section, 0, (Place(page=1, page_label="1"),))
    amid = [
        Notice(
            "warning",
            f"Parameter {number} moves the arm.",
            section,
            number,
            (Place(page=page, page_label=str(page), boxes=()),),
            in_table=True,
        )
        for number, page in enumerate([2, 2, *range(3, tables + 1)])
    ]
    beside = Notice("caution", "Mind the lid.", section, 9, (Place(page=9, page_label="9"),))
    shown_here = shown_at([above, *amid, beside], section, [here])
    assert shown_here[0] == above
    assert shown_here[-1] == beside
    assert len(shown_here) == told


def test_a_warning_framed_amid_the_rows_of_a_table_is_known_from_one_below_it(
    tmp_path: Path,
) -> None:
    told = "The arm may start by itself. See that nobody is near."
    edges, heights = (72, 132, 252, 460), (100, 120, 140, 160, 180, 200)
    rows = (("Code", "Name", "Range"), ("P7", "Restart", "0 to 1"), ("P8", "Pause", "5 s"))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for y in heights:
            canvas.line(edges[0], 842 - y, edges[-1], 842 - y)
        for x in edges:
            for top, bottom in ((100, 140), (140, 180), (180, 200)):
                if x != edges[2] or top != 140:
                    canvas.line(x, 842 - top, x, 842 - bottom)
        for y, row in zip((100, 120, 180), rows, strict=True):
            for x, text in zip(edges, row, strict=False):
                canvas.drawString(x + 4, 842 - y - 14, text)
        for y, text in ((140, "DANGER"), (160, told), (260, "WARNING: Lock the main switch.")):
            canvas.drawString(136, 842 - y - 14, text)

    reading = reading_from(tmp_path, drawn(draw))
    found = {notice.text: notice.in_table for notice in reading.notices}
    assert found == {told: True, "WARNING: Lock the main switch.": False}


def test_of_many_warnings_in_a_table_those_on_the_page_of_the_row_quoted_come() -> None:
    rows = [[f"AL-{200 + number}", f"Axis {number} stuck"] for number in range(10)]
    faults = ("7 Faults", "7.1 Alarm list")
    warnings = [
        replace(
            notice("danger", f"Axis on page {page} may crush a hand.", section=faults),
            places=(Place(page=page, boxes=()),),
            in_table=True,
        )
        for page in range(30, 35)
    ]
    table = table_evidence([["Code", "Meaning"]], rows, found=range(10), notices=warnings)
    assert table.hit.places[0].page == 30
    *_, last = respond(
        "What does AL205 mean?",
        scope=scope(),
        evidence=[table],
        searched=SEARCHED,
        nearest=(table.hit,),
        model=None,
        settings=settings(),
        timings_ms={},
    )
    final = Answer.model_validate(last.data)
    assert final.citations[0].page == 32
    assert [one.text for one in final.notices] == ["Axis on page 32 may crush a hand."]
