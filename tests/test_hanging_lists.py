"""Messages that count up on the left, their meanings in a column, are a table without rules."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.pdf_files import blocks_of, drawn, table_in

HEIGHT = 842.0
MESSAGES = (
    ("201 Belt Too Slow", ("The belt has not reached its speed within", "the time of setting 12.")),
    ("202 Guard Open", ("A guard was opened while the belt ran.", "Close it and press START.")),
    ("203 Reserved", ("",)),
    ("204 Low Oil", ("The oil is low or a line leaks. Fill it up to", "the mark on the glass.")),
    ("205 Drive Hot", ("Same as 204.",)),
    (
        "206 Encoder of",
        ("The cable of the encoder broke, or its", "plug is loose. Push it in."),
    ),
)


def _messages(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 10)
    canvas.drawString(90, HEIGHT - 80, "The panel shows the last twenty messages.")
    top = 110.0
    for name, lines in MESSAGES:
        canvas.drawString(90, HEIGHT - top, name)
        for number, line in enumerate(lines):
            canvas.drawString(198, HEIGHT - top, line)
            if number and name.endswith(" of"):
                canvas.drawString(94, HEIGHT - top, "Belt Missing")
            top += 13
        top += 10


def test_each_message_stands_beside_all_of_its_meaning(tmp_path: Path) -> None:
    table, around = table_in(tmp_path, drawn(_messages))
    assert table.rows == (
        ("201 Belt Too Slow", " ".join(MESSAGES[0][1])),
        ("202 Guard Open", " ".join(MESSAGES[1][1])),
        ("203 Reserved", ""),
        ("204 Low Oil", " ".join(MESSAGES[3][1])),
        ("205 Drive Hot", "Same as 204."),
        ("206 Encoder of Belt Missing", " ".join(MESSAGES[5][1])),
    )
    assert around == ["The panel shows the last twenty messages."]


def test_causes_and_remedies_beside_each_other_are_columns_of_their_own(tmp_path: Path) -> None:
    told = (
        ("201 Belt Slow", ("The belt has not", "reached its speed."), ("Check its load", "first.")),
        ("202 Guard Open", ("A guard was open", "while it ran."), ("Close it and press", "START.")),
        ("203 Low Oil", ("The oil is low or", "a line leaks."), ("Fill it up to the", "mark.")),
    )

    def columns(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for top, row in zip((110, 146, 182), told, strict=True):
            number, name = row[0].split(maxsplit=1)
            canvas.drawString(60, HEIGHT - top, number)
            canvas.drawString(90, HEIGHT - top, name)
            for x, lines in zip((170, 330), row[1:], strict=True):
                for below, line in enumerate(lines):
                    canvas.drawString(x, HEIGHT - top - 13 * below, line)

    table, _ = table_in(tmp_path, drawn(columns))
    assert table.rows == tuple((name, " ".join(why), " ".join(what)) for name, why, what in told)


def test_two_columns_of_prose_are_none(tmp_path: Path) -> None:
    def prose(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for number in range(12):
            canvas.drawString(60, HEIGHT - 80 - 13 * number, "In spring the belt is cleaned of")
            canvas.drawString(320, HEIGHT - 80 - 13 * number, "all dust, and its rollers are oiled")

    assert not [block for block in blocks_of(tmp_path, drawn(prose)) if block.kind == "table"]
