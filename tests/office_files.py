"""Office files written for a test, by the libraries that write them for others."""

import io
from collections.abc import Callable, Sequence
from typing import IO, Protocol

import docx
import openpyxl
from docx.document import Document as WordDocument
from lxml import etree
from pptx import Presentation
from pptx.util import Inches

from tests.sample_manual import (
    TITLE,
    Bullets,
    Grid,
    Heading,
    Piece,
    Steps,
    Text,
    Warned,
)

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


class Saves(Protocol):
    """A document of any library that writes itself into a stream."""

    def save(self, stream: IO[bytes], /) -> None:
        """Write it."""


def saved(document: Saves) -> bytes:
    """Return what a document of any of these libraries saves."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def word_file(change: Callable[[WordDocument], None]) -> bytes:
    """Return a DOCX to which the test has done what it wants."""
    document = docx.Document()
    change(document)
    return saved(document)


def docx_of(pieces: Sequence[Piece]) -> bytes:
    """Return the manual as a Word document with styles; a notice stands in a frame."""
    document = docx.Document()
    document.add_heading(TITLE, level=0)
    for piece in pieces:
        match piece:
            case Heading():
                document.add_heading(piece.text, level=piece.level)
            case Text():
                document.add_paragraph(piece.text)
            case Warned():
                frame = document.add_table(1, 1).cell(0, 0)
                frame.paragraphs[0].text = piece.word
                frame.add_paragraph(piece.text)
            case Steps() | Bullets():
                style = "List Number" if isinstance(piece, Steps) else "List Bullet"
                for item in piece.items:
                    document.add_paragraph(item, style=style)
            case Grid():
                rows = [piece.header, *piece.rows]
                table = document.add_table(len(rows), len(piece.header))
                for y, row in enumerate(rows):
                    for x, text in enumerate(row):
                        table.cell(y, x).text = text
    return saved(document)


def docx_without_styles(pieces: Sequence[Piece]) -> bytes:
    """Return the manual as people type it: bold lines for headings, typed numbers and bullets."""
    document = docx.Document()

    def bold(text: str, points: int) -> None:
        run = document.add_paragraph().add_run(text)
        run.bold = True
        run.font.size = points * 12700

    bold(TITLE, 20)
    for piece in pieces:
        match piece:
            case Heading():
                bold(piece.text, 14)
            case Text():
                document.add_paragraph(piece.text)
            case Warned():
                document.add_paragraph(f"{piece.word}: {piece.text}")
            case Steps():
                for number, item in enumerate(piece.items, 1):
                    document.add_paragraph(f"{number}. {item}")
            case Bullets():
                for item in piece.items:
                    document.add_paragraph(f"- {item}")
            case Grid():
                rows = [piece.header, *piece.rows]
                table = document.add_table(len(rows), len(piece.header))
                for y, row in enumerate(rows):
                    for x, text in enumerate(row):
                        table.cell(y, x).text = text
    return saved(document)


def pptx_of(pieces: Sequence[Piece]) -> bytes:
    """Return the manual as slides, one for each heading; lists stand in the layout's body."""
    deck = Presentation()
    deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text = TITLE
    slide = None
    top = 0.0
    for piece in pieces:
        if isinstance(piece, Heading):
            slide = deck.slides.add_slide(deck.slide_layouts[1])
            slide.shapes.title.text = piece.text
            top = 1.5
            continue
        assert slide is not None
        body = slide.placeholders[1]
        match piece:
            case Text() | Warned():
                box = slide.shapes.add_textbox(Inches(1), Inches(top), Inches(8), Inches(0.5))
                box.text_frame.text = piece.text
                if isinstance(piece, Warned):
                    box.text_frame.text = f"{piece.word}\n{piece.text}"
            case Steps() | Bullets():
                body.top, body.left = Inches(top), Inches(1)
                body.width, body.height = Inches(8), Inches(2)
                body.text_frame.text = "\n".join(piece.items)
                for paragraph in body.text_frame.paragraphs if isinstance(piece, Steps) else ():
                    properties = paragraph._p.get_or_add_pPr()
                    etree.SubElement(properties, _A + "buAutoNum", type="arabicPeriod")
            case Grid():
                rows = [piece.header, *piece.rows]
                frame = slide.shapes.add_table(
                    len(rows), len(piece.header), Inches(1), Inches(top), Inches(8), Inches(2)
                )
                for y, row in enumerate(rows):
                    for x, text in enumerate(row):
                        frame.table.cell(y, x).text = text
        top += 1
    return saved(deck)


def xlsx_of(pieces: Sequence[Piece]) -> bytes:
    """Return the manual as a workbook, a sheet for each chapter; a section's name fills a cell."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = TITLE
    sheet = None
    for piece in pieces:
        if isinstance(piece, Heading) and piece.level == 1:
            sheet = book.create_sheet(piece.text)
            continue
        assert sheet is not None
        match piece:
            case Heading() | Text():
                sheet.append([piece.text])
            case Warned():
                sheet.append([f"{piece.word}: {piece.text}"])
            case Steps():
                for number, item in enumerate(piece.items, 1):
                    sheet.append([number, item])
            case Bullets():
                for item in piece.items:
                    sheet.append([f"• {item}"])
            case Grid():
                for row in (piece.header, *piece.rows):
                    sheet.append(list(row))
        sheet.append([])
        # openpyxl forgets an empty row at the end: say where the next one goes.
        sheet._current_row += 0
    return saved(book)
