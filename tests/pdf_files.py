"""PDF bytes written for a test: what stands on each page is in the test itself."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

import reportlab
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table, TableStyle

from ingest.formats.pdf import read_pdf
from store.contents import Block

FONT_FILE = str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")

Line = tuple[str, int] | str
"""A line of body text, or a text and its font size: what is larger than 12 is a heading."""
Page = Sequence[Line]


def drawn(*pages: Callable[[Canvas], None]) -> bytes:
    """Return a PDF of A4 pages, each as its function draws it."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def blocks_of(folder: Path, content: bytes) -> tuple[Block, ...]:
    """Return what is read of a PDF."""
    path = folder / "manual.pdf"
    path.write_bytes(content)
    return read_pdf(path).blocks


def table_in(folder: Path, content: bytes) -> tuple[Block, list[str]]:
    """Return the one table that is read of a PDF, and the texts around it."""
    blocks = blocks_of(folder, content)
    (table,) = [block for block in blocks if block.kind == "table"]
    return table, [block.text for block in blocks if block.kind != "table"]


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


def scanned(pages: Sequence[Sequence[str]], *, dpi: int = 200) -> bytes:
    """Return a PDF of pictures of these lines, as a scanner writes it: no letter in it is text."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for lines in pages:
        _draw_scan(canvas, lines, dpi)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def with_scans(text: Sequence[str], scan: Sequence[str]) -> bytes:
    """Return a PDF with a page of text and a scanned page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for number, line in enumerate(text):
        canvas.drawString(72, 740 - number * 24, line)
    canvas.showPage()
    _draw_scan(canvas, scan, 200)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw_scan(canvas: Canvas, lines: Sequence[str], dpi: int) -> None:
    from PIL import Image, ImageDraw, ImageFont

    scale = dpi / 72
    picture = Image.new("L", (int(A4[0] * scale), int(A4[1] * scale)), 255)
    font = ImageFont.truetype(FONT_FILE, int(11 * scale))
    for number, line in enumerate(lines):
        ImageDraw.Draw(picture).text((72 * scale, (72 + number * 24) * scale), line, 0, font)
    canvas.drawImage(ImageReader(picture), 0, 0, *A4)


def scanned_rows(
    rows: Sequence[Sequence[str]], starts: Sequence[float], *, pitch: float = 15
) -> bytes:
    """Return a PDF of one scanned page: rows of texts that begin at these points from the left."""
    from PIL import Image, ImageDraw, ImageFont

    scale = 200 / 72
    picture = Image.new("L", (int(A4[0] * scale), int(A4[1] * scale)), 255)
    font = ImageFont.truetype(FONT_FILE, int(10 * scale))
    for number, row in enumerate(rows):
        for x, text in zip(starts, row, strict=False):
            place = (x * scale, (100 + pitch * number) * scale)
            ImageDraw.Draw(picture).text(place, text, 0, font)
    buffer = io.BytesIO()
    picture.save(buffer, "PDF", resolution=200)
    return buffer.getvalue()


def garbled(lines: Sequence[str]) -> bytes:
    """Return a PDF that prints these lines, but whose font has no way back from glyph to letter."""
    name = "Glyphs"
    pdfmetrics.registerFont(TTFont(name, FONT_FILE, asciiReadable=0))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    canvas.setFont(name, 12)
    for number, line in enumerate(lines):
        canvas.drawString(72, 740 - number * 24, line)
    canvas.showPage()
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(buffer))
    resources = cast(DictionaryObject, writer.pages[0]["/Resources"])
    for font in cast(DictionaryObject, resources["/Font"]).values():
        cast(DictionaryObject, font.get_object()).pop("/ToUnicode", None)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def ruled(
    cells: Sequence[Sequence[str]],
    spans: Sequence[tuple[tuple[int, int], tuple[int, int]]] = (),
    *,
    lines: Sequence[str] = ("GRID",),
    shaded: bool = False,
) -> bytes:
    """Return a PDF with one ruled table between two sentences; spans are (column, row) pairs.

    `lines` is what reportlab draws of its grid. `shaded`, each line of text in a cell stands on a
    light area of its own, and these meet, as some word processors print it.
    """
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    canvas.drawString(72, 760, "Sentence above the table.")
    look: list[Any] = [
        *((line, (0, 0), (-1, -1), 0.5, "black") for line in lines),
        *(("SPAN", *span) for span in spans),
    ]
    table = Table([list(row) for row in cells], style=TableStyle(look))
    width, height = table.wrap(450, 600)
    if shaded:
        canvas.setFillColorRGB(0.9, 0.9, 0.9)
        for top in range(int(height) // 12):
            canvas.rect(74, 738 - 12 * (top + 1), width - 4, 12, stroke=0, fill=1)
        canvas.setFillColor("black")
    table.drawOn(canvas, 72, 740 - height)
    canvas.drawString(72, 700 - height, "Sentence below the table.")
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def with_hidden_text() -> bytes:
    """Return a PDF with two sentences that can be seen, and several that cannot."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    canvas.drawString(72, 760, "Visible torque is 45 Nm.")
    canvas.setFillColor("white")
    canvas.drawString(72, 730, "White says 99 Nm.")
    canvas.setFillColor("black")
    invisible = canvas.beginText(72, 700)
    invisible.setTextRenderMode(3)
    invisible.textLine("Invisible says 98 Nm.")
    invisible.setTextRenderMode(0)
    canvas.drawText(invisible)
    canvas.setFont("Helvetica", 0.5)
    canvas.drawString(72, 670, "Tiny says 97 Nm.")
    canvas.setFont("Helvetica", 12)
    canvas.drawString(800, 640, "Outside says 96 Nm.")
    canvas.setFillAlpha(0)
    canvas.drawString(72, 610, "Transparent says 95 Nm.")
    canvas.setFillAlpha(1)
    canvas.setFillColor("navy")
    canvas.rect(70, 555, 300, 20, fill=1, stroke=0)
    canvas.setFillColor("white")
    canvas.drawString(72, 560, "White on a dark bar is seen.")
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()
