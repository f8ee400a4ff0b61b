"""PDF bytes written for a test: what stands on each page is in the test itself."""

import io
from collections.abc import Sequence
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

Line = tuple[str, int] | str
"""A line of body text, or a text and its font size: what is larger than 12 is a heading."""
Page = Sequence[Line]


def pdf(pages: Sequence[Page], *, head: str = "") -> bytes:
    """Return a PDF with these lines on each page, a running head on all of them."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for lines in pages:
        if head:
            canvas.setFont("Helvetica", 9)
            canvas.drawString(72, 815, head)
        y = 740.0
        for line in lines:
            text, size = (line, 12) if isinstance(line, str) else line
            canvas.setFont("Helvetica-Bold" if size > 12 else "Helvetica", size)
            canvas.drawString(72, y, text)
            y -= size * 2.2
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def encrypted(content: bytes) -> bytes:
    """Return the PDF locked with a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt("secret")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def without_pages() -> bytes:
    """Return a PDF that is whole and has no page."""
    buffer = io.BytesIO()
    PdfWriter().write(buffer)
    return buffer.getvalue()


def of_images(folder: Path, *, pages: int = 2) -> bytes:
    """Return a PDF whose pages are pictures, as a scanner writes them."""
    from PIL import Image, ImageDraw

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for number in range(pages):
        picture = Image.new("L", (600, 800), 255)
        ImageDraw.Draw(picture).rectangle((100, 100, 400, 300 + number), fill=0)
        path = folder / f"scan{number}.png"
        picture.save(path)
        canvas.drawImage(str(path), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
