"""Rows of a ledger that is ruled after every second of them are read one by one."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.pdf_files import drawn, table_in

LEFT, COLUMNS = 72.0, (72.0, 172.0, 252.0, 332.0, 432.0)


def ledger(parts: Sequence[Sequence[Sequence[str]]], label: str = "") -> bytes:
    """A table with a rule below each part; a cell's lines stand 11 points below each other.

    The signs of a label stand one below the other in a cell to the left of all parts but the first.
    """

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        y = 720.0
        canvas.line(COLUMNS[0], y, COLUMNS[-1], y)
        for part in parts:
            height = 11.0 * max(map(len, part)) + 3
            for x, lines in zip(COLUMNS, part, strict=False):
                room = (height - 3 - 11.0 * len(lines)) / 2
                for number, line in enumerate(lines):
                    canvas.drawString(x + 4, y - room - 10 - 11 * number, line)
            y -= height
            canvas.line(COLUMNS[0], y, COLUMNS[-1], y)
        for x in COLUMNS:
            canvas.line(x, 720, x, y)
        if label:
            canvas.rect(40, y, COLUMNS[0] - 40, 695 - y)
            canvas.rect(40, 695, COLUMNS[0] - 40, 25)
        for number, sign in enumerate(label):
            canvas.drawString(50, 672 - 11 * number, sign)

    return drawn(draw)


HEAD = (("MODEL", "NO."), ("RATED", "AMPS"), ("FUSE", "AMPS"), ("PART", "NO."))


def test_models_between_two_rules_are_rows_and_broken_text_is_none(tmp_path: Path) -> None:
    content = ledger(
        [
            HEAD,
            (("KL-305", "KL-302"), ("4.8", "6.4"), ("10", "20"), ("501", "502")),
            (("KL-306", "KL-307"), ("9.6", "16"), ("20", "30"), ("N/A",)),
            (("KL-308", "KL-309"), ("24", "32"), ("50", "(1)"), ("503", "504")),
            (("KL-310",), ("48",), ("100",), ("505",)),
        ],
        "230V",
    )
    table, _ = table_in(tmp_path, content)
    assert table.header == (("", "MODEL NO.", "RATED AMPS", "FUSE AMPS", "PART NO."),)
    assert {row[0] for row in table.rows} == {"2 3 0 V"}
    assert tuple(row[1:] for row in table.rows) == (
        ("KL-305", "4.8", "10", "501"),
        ("KL-302", "6.4", "20", "502"),
        ("KL-306", "9.6", "20", "N/A"),
        ("KL-307", "16", "30", "N/A"),
        ("KL-308", "24", "50", "503"),
        ("KL-309", "32", "(1)", "504"),
        ("KL-310", "48", "100", "505"),
    )
    broken = ledger(
        [
            (("Item",), ("Limit",), ("Limit",), ("Remark",)),
            (("Ambient", "heat"), ("10 to", "40 C"), ("50 to", "104 F"), ("with the", "door shut")),
            (("Supply",), ("24 V",), ("24 V",), ("direct",)),
            (("Humidity", "of air"), ("20 to", "90 %"), ("20 to", "90 %"), ("no dew", "on it")),
            (("Height", "of site"), ("0 to", "900 m"), ("0 to", "3000 ft"), ("less", "above")),
        ]
    )
    table, _ = table_in(tmp_path, broken)
    rows = [row[0] for row in table.rows]
    assert {"Ambient heat", "Humidity of air"} <= set(rows)
