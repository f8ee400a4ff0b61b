"""Headings are told from what was printed with them, and letters of symbol fonts read as signs."""

import io
import re
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.printed_runs import BODY, Run, blocks_in, drawn


def test_a_number_glued_to_its_heading_is_set_apart(tmp_path: Path) -> None:
    found = blocks_in(tmp_path, drawn((72, 700, "Helvetica-Bold", 15, "1.10Ports"), *BODY))
    assert (found[0].kind, found[0].text) == ("heading", "1.10 Ports")


def test_a_sentence_below_a_heading_is_no_part_of_it(tmp_path: Path) -> None:
    found = blocks_in(
        tmp_path,
        drawn(
            (72, 700, "Helvetica-Bold", 13, "5.1.3 Read the speed of the motor"),
            (93, 684, "Helvetica-Bold", 13, "The read command is as follows:"),
            *BODY,
        ),
    )
    assert [block.text for block in found[:2]] == [
        "5.1.3 Read the speed of the motor",
        "The read command is as follows:",
    ]
    assert found[1].kind == "paragraph"


def test_a_sentence_set_as_the_heading_above_it_is_whole_and_no_part_of_it(tmp_path: Path) -> None:
    found = blocks_in(
        tmp_path,
        drawn(
            (72, 700, "Helvetica-Bold", 9, "5.4"),
            (117, 700, "Helvetica-Bold", 9, "QUICK RELEASE"),
            (
                72,
                687,
                "Helvetica-Bold",
                9,
                "When the belt slips, the red lever is to be",
            ),
            (72, 677, "Helvetica", 9, "pulled. The pulleys go on to turn for a minute, even so."),
            *BODY,
        ),
    )
    assert [(block.kind, block.text) for block in found[:2]] == [
        ("heading", "5.4 QUICK RELEASE"),
        (
            "paragraph",
            "When the belt slips, the red lever is to be pulled. "
            "The pulleys go on to turn for a minute, even so.",
        ),
    ]


def test_a_running_head_is_cut_out_of_the_sentence_that_goes_on_below_it(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for number in range(1, 6):
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, 784, f"Press 9000 V2.9, 28 Jun 2026, {number} / 5")
        if number == 3:
            for line in range(5):
                canvas.drawString(72, 770 - 14 * line, "and goes on with the valve of the press in")
        else:
            canvas.drawString(72, 600, f"Page {number} tells of one valve more.")
        canvas.showPage()
    canvas.save()
    text = " ".join(block.text for block in blocks_in(tmp_path, buffer.getvalue()))
    assert "Press 9000" not in text
    assert text.count("and goes on with the valve") == 5


def test_letters_of_a_symbol_font_are_the_signs_that_they_print(tmp_path: Path) -> None:
    content = drawn(
        (72, 700, "Courier", 11, "\xfc"),
        (90, 700, "Helvetica", 11, "The guard is shut before the press starts."),
        *BODY,
    )
    content = re.sub(rb"/BaseFont /Courier\b", b"/BaseFont /Wingdings", content)
    text = " ".join(f"{block.marker} {block.text}" for block in blocks_in(tmp_path, content))
    assert "\u2713 The guard is shut" in text
    assert "\xfc" not in text


def test_words_behind_a_sign_are_not_read_in_its_font(tmp_path: Path) -> None:
    content = drawn(
        (72, 700, "Symbol", 11, "\u2022"),
        (79, 700, "Helvetica", 11, "Hoses are free of kinks at 6 bar"),
        (72, 670, "Courier", 11, "\xfc"),
        (80, 670, "Helvetica", 11, "The guard is shut before the press starts."),
        *BODY,
    )
    content = re.sub(rb"/BaseFont /Courier\b", b"/BaseFont /Wingdings", content)
    text = " ".join(f"{block.marker} {block.text}" for block in blocks_in(tmp_path, content))
    assert text.count("Hoses are free of kinks at 6 bar") == 1
    assert re.search("\u2713 ?The guard is shut before", text)
    assert not re.search("[\u0370-\u03ff\xfc]", text)


def test_ticks_and_boxes_begin_points_of_a_list(tmp_path: Path) -> None:
    content = drawn(
        (72, 720, "Helvetica", 11, "Before the press is started, check that"),
        (72, 700, "ZapfDingbats", 11, "\u2714"),
        (86, 700, "Helvetica", 11, "the guard door is closed"),
        (72, 684, "ZapfDingbats", 11, "\u2714"),
        (86, 684, "Helvetica", 11, "the hoses are free of kinks"),
        (72, 660, "Helvetica", 11, "Then press"),
        (132, 660, "ZapfDingbats", 11, "\u2714"),
        (146, 660, "Helvetica", 11, "to confirm."),
        *BODY,
    )
    blocks = blocks_in(tmp_path, content)
    points = [block for block in blocks if block.marker == "\u2714"]
    assert [block.text for block in points] == [
        "the guard door is closed",
        "the hoses are free of kinks",
    ]
    assert any("Then press \u2714 to confirm." in block.text for block in blocks)


def test_sentences_and_lettered_steps_in_large_print_are_no_headings(tmp_path: Path) -> None:
    told = (
        "Cylinder head",
        "You can go on with the parameters of the application.",
        "a. Tighten to 140 Nm",
        "A. Front view.",
        "c) Go to the list of all settings with",
        "d) Setting how tight the belt of the arm is",
    )
    runs: list[Run] = []
    for number, line in enumerate(told):
        top = 780.0 - 125 * number
        runs.append((72.0, top, "Helvetica-Bold", 18, line))
        below = [BODY[n][4] for n in range(4)]
        if line.endswith("with"):
            below[0] = below[0].lower()
        runs += [(72.0, top - 40 - 16 * n, "Helvetica", 11, text) for n, text in enumerate(below)]
    blocks = blocks_in(tmp_path, drawn(*runs))
    kinds = {block.text: (block.kind, block.marker) for block in blocks}
    assert kinds["Cylinder head"] == kinds["A. Front view."] == ("heading", "")
    assert kinds["d) Setting how tight the belt of the arm is"] == ("heading", "")
    assert kinds[told[1]] == ("paragraph", "")
    assert kinds["Tighten to 140 Nm"] == ("list_item", "a.")
    (step,) = [text for text in kinds if text.startswith("Go to the list of all settings with")]
    assert kinds[step] == ("list_item", "c.")


def test_a_chapter_that_begins_below_a_running_head_is_none(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for chapter in ("Mounting", "Wiring", "Care", "5 Technical parameters"):
        canvas.setFont("Helvetica", 9)
        canvas.drawString(72, 815, "Receiver RL, user manual")
        is_heading = chapter[0].isdigit()
        canvas.setFont("Helvetica-Bold" if is_heading else "Helvetica", 16 if is_heading else 11)
        canvas.drawString(72, 783 if is_heading else 788, chapter)
        for x, y, font, size, line in BODY:
            canvas.setFont(font, size)
            canvas.drawString(x, y + 80, line)
        canvas.showPage()
    canvas.save()
    blocks = blocks_in(tmp_path, buffer.getvalue())
    assert [b.text for b in blocks if b.kind == "heading"] == ["5 Technical parameters"]
    assert not [b for b in blocks if b.text in ("Mounting", "Wiring", "Care")]
    assert not [b for b in blocks if b.text.startswith("Receiver")]


def test_labels_of_a_drawing_are_no_headings_and_names_and_codes_are(tmp_path: Path) -> None:
    large = ["Hz", "t", "(PE)", "°C", "NO YES", "I/O", "TM2", "Fan"]
    runs = [(72.0, 430.0 - 40 * n, "Helvetica-Bold", 15, text) for n, text in enumerate(large)]
    below = [(72.0, 415.0 - 40 * n, "Helvetica", 11, BODY[0][4]) for n in range(len(large))]
    found = blocks_in(tmp_path, drawn(*BODY, *runs, *below))
    assert [block.text for block in found if block.kind == "heading"] == ["I/O", "TM2", "Fan"]
    assert all(any(text in block.text for block in found) for text in large)


def test_numbered_titles_of_a_low_level_are_no_steps(tmp_path: Path) -> None:
    titles = [
        (72, 800, "Helvetica-Bold", 26, "Ground power unit"),
        (72, 770, "Helvetica-Bold", 22, "Book two"),
        (72, 744, "Helvetica-Bold", 19, "Maintenance"),
        (72, 718, "Helvetica-Bold", 17, "Removal"),
        (72, 690, "Helvetica-Bold", 14, "1. Electrical box"),
        (90, 672, "Helvetica-Bold", 12, "a. Plugs"),
    ]
    more = [
        (72, 420, "Helvetica-Bold", 14, "2. Radiator"),
        (90, 402, "Helvetica-Bold", 12, "a. Coolant"),
        (90, 360, "Helvetica-Bold", 12, "b. Hoses"),
    ]
    text = [
        (
            90.0,
            y,
            "Helvetica",
            10,
            "Pull the plugs off the box, and mark each wire with tape.",
        )
        for y in (656.0, 386.0, 344.0)
    ]
    body = [(x, y - 10, font, 10, words) for x, y, font, _, words in BODY]
    found = blocks_in(tmp_path, drawn(*titles, *more, *text, *body))
    headings = [block.text for block in found if block.kind == "heading"]
    assert "1. Electrical box" in headings
    assert "2. Radiator" in headings
