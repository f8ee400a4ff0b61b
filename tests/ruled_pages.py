"""Pages with several ruled tables, drawn for a test."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table, TableStyle

from store.contents import Block
from tests import pdf_files

Rows = Sequence[Sequence[str]]


def drawn(
    canvas: Canvas, rows: Rows, left: float, top: float, widths: Sequence[float], *spans: Any
) -> float:
    """Draw a ruled table and return where it ends."""
    style = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), *spans])
    table = Table([list(row) for row in rows], colWidths=list(widths), style=style)
    _, height = table.wrap(500, 700)
    table.drawOn(canvas, left, top - height)
    return float(top - height)


def page_of(draw: Callable[[Canvas], None]) -> bytes:
    """Return a PDF of the one page that a function draws."""
    return pdf_files.drawn(draw)


def blocks_read(folder: Path, content: bytes) -> tuple[Block, ...]:
    """Return what a PDF is read as, figures left out."""
    return tuple(block for block in pdf_files.blocks_of(folder, content) if block.kind != "figure")
