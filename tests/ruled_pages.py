"""Pages with several ruled tables, drawn for a test."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table, TableStyle

from ingest.formats.pdf import read_pdf
from store.contents import Block

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
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def blocks_read(folder: Path, content: bytes) -> tuple[Block, ...]:
    """Return what a PDF is read as, figures left out."""
    path = folder / "manual.pdf"
    path.write_bytes(content)
    return tuple(block for block in read_pdf(path).blocks if block.kind != "figure")
