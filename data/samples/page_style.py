"""The measures, colours and styles of a page, and the small sums made with them."""

from collections.abc import Sequence
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 62.0, 62.0, 78.0, 72.0
MEASURE = WIDTH - LEFT - RIGHT

UMLAUTS = str.maketrans("äöüß", "aous")
INK, GREY = HexColor("#1b1b1b"), HexColor("#6a6a6a")


def text_style(
    size: float, lead: float, *, bold: bool = False, color: Color = INK
) -> ParagraphStyle:
    font = "Helvetica-Bold" if bold else "Helvetica"
    return ParagraphStyle(
        f"{size}{bold}",
        fontName=font,
        fontSize=size,
        leading=lead,
        textColor=color,
        alignment=TA_LEFT,
    )


BODY = text_style(10, 14)
CELL, CELL_HEAD = text_style(9, 11.5), text_style(9, 11.5, bold=True)
CAPTION = text_style(9, 12, bold=True, color=HexColor("#333333"))
ENTRY, LETTER = text_style(9.5, 13), text_style(12, 16, bold=True)


def height_of(flowable: Flowable, width: float) -> float:
    return float(flowable.wrap(width, 10_000)[1])


def merged_cells(header: Sequence[Sequence[str]]) -> list[Any]:
    """Return the SPAN commands of header cells that are joined by `<` and `^`."""
    spans: list[Any] = []
    for row, cells in enumerate(header):
        for column, cell in enumerate(cells):
            right, down = column, row
            while right + 1 < len(cells) and cells[right + 1] == "<":
                right += 1
            while down + 1 < len(header) and header[down + 1][column] == "^":
                down += 1
            if cell not in "<^" and (right, down) != (column, row):
                spans.append(("SPAN", (column, row), (right, down)))
    return spans


def alphabetic(term: str) -> str:
    return term.lower().translate(UMLAUTS)


def roman_numeral(number: int) -> str:
    text = ""
    for value, letters in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        text += letters * (number // value)
        number %= value
    return text
