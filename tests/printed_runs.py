"""Pages on which runs of text are printed, and the blocks that are read of them."""

import io
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.pdf import read_pdf
from store.contents import Block

Run = tuple[float, float, str, int, str]
"""Where a run of text stands (from the left, from the bottom), its font, its size, the text."""


def drawn(*runs: Run) -> bytes:
    """Return a PDF of one page with these runs."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True, pageCompression=0)
    for x, y, font, size, text in runs:
        canvas.setFont(font, size)
        canvas.drawString(x, y, text)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def blocks_in(folder: Path, content: bytes) -> tuple[Block, ...]:
    """Return what is read of a PDF, written into the folder."""
    path = folder / "manual.pdf"
    path.write_bytes(content)
    return read_pdf(path).blocks


BODY = [
    (
        72.0,
        640.0 - 16 * n,
        "Helvetica",
        11,
        f"Sentence {n} of the text says how a belt is fitted to the pulleys of the press.",
    )
    for n in range(12)
]
