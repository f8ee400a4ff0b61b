"""The sample manuals as Office files, by the libraries that write them for others."""

import io
import re
from collections.abc import Sequence
from typing import Any

from grids import Row, cells, spans
from markup import Block, Bullets, Grid, Heading, Notice, Paragraph, Steps


def docx_of(title: str, blocks: Sequence[Block]) -> bytes:
    """Return a Word document with styles."""
    import docx

    document = docx.Document()
    document.add_heading(title, level=0)
    for block in blocks:
        match block:
            case Heading():
                document.add_heading(block.title, level=block.level)
            case Paragraph():
                document.add_paragraph(block.text)
            case Notice():
                document.add_paragraph(f"{block.word}: {block.text}")
            case Steps() | Bullets():
                style = "List Number" if isinstance(block, Steps) else "List Bullet"
                for item in block.items:
                    document.add_paragraph(item, style=style)
            case Grid():
                document.add_paragraph(block.caption, style="Caption")
                rows = cells(block)
                table = document.add_table(len(rows), len(block.widths))
                _fill(table, rows, block)
    return _saved(document)


def pptx_of(title: str, blocks: Sequence[Block]) -> bytes:
    """Return slides: one for each heading, and one for each table."""
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text = title
    heading = ""
    for block in blocks:
        match block:
            case Heading():
                heading = block.title
            case Grid():
                slide = deck.slides.add_slide(deck.slide_layouts[5])
                slide.shapes.title.text = heading
                rows = cells(block)
                area = Inches(0.5), Inches(1.5), Inches(9), Inches(5)
                table = slide.shapes.add_table(len(rows), len(block.widths), *area).table
                _fill(table, rows, block)
            case Paragraph() | Notice():
                slide = deck.slides.add_slide(deck.slide_layouts[5])
                slide.shapes.title.text = heading
                box = slide.shapes.add_textbox(Inches(1), Inches(2), Inches(8), Inches(2))
                box.text_frame.text = block.text
            case Steps() | Bullets():
                slide = deck.slides.add_slide(deck.slide_layouts[1])
                slide.shapes.title.text = heading
                slide.placeholders[1].text_frame.text = "\n".join(block.items)
    return _saved(deck)


def _fill(table: Any, rows: Sequence[Row], grid: Grid) -> None:
    """Word's and PowerPoint's tables take their cells and their merged cells alike."""
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            if text:
                table.cell(y, x).text = text
    for y, x, height, width in spans(grid):
        table.cell(y, x).merge(table.cell(y + height - 1, x + width - 1))


def xlsx_of(title: str, blocks: Sequence[Block]) -> bytes:
    """Return a workbook with a sheet for each chapter; figures in cells are kept as text."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = title
    sheet: Any = None
    row = 1
    for block in blocks:
        if sheet is None or (isinstance(block, Heading) and block.level == 1):
            name = block.title if isinstance(block, Heading) else title
            sheet, row = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", name)[:31]), 1
            continue
        match block:
            case Heading():
                lines: list[Row] = [(block.title,)]
            case Paragraph():
                lines = [(block.text,)]
            case Notice():
                lines = [(f"{block.word}: {block.text}",)]
            case Steps():
                lines = [(f"{n}.", item) for n, item in enumerate(block.items, block.first)]
            case Bullets():
                lines = [(f"\u2022 {item}",) for item in block.items]
            case Grid():
                sheet.cell(row, 1, block.caption)
                row += 2
                lines = cells(block)
                for y, x, height, width in spans(block):
                    sheet.merge_cells(
                        start_row=row + y,
                        start_column=x + 1,
                        end_row=row + y + height - 1,
                        end_column=x + width,
                    )
            case _:
                lines = []
        for line in lines:
            for x, text in enumerate(line, 1):
                if text:
                    sheet.cell(row, x, text)
            row += 1
        row += 1
    return _saved(book)


def _saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
