"""The sample manuals in the other formats that manuals come in: what a reader makes of each.

Nothing of it is stored. Office files are written by the libraries that write them for others;
merged header cells are merged where the format has that, and else each column bears all its words.
"""

import html
import io
import re
from collections.abc import Callable, Iterator, Sequence
from email.message import EmailMessage
from typing import Any

from document import WORDS, Manual
from layout import render
from markup import Block, Bullets, Grid, Heading, Notice, Paragraph, Steps, read

Row = tuple[str, ...]
# One line of text between blanks: more than any cell of the samples' tables has.
_GAP = 3


def blocks_of(manual: Manual) -> tuple[Block, ...]:
    """Return a manual's blocks with their numbers filled in, figures and page breaks left out."""
    numbers = render(manual)[1].numbers
    kept: list[Block] = []
    for text in (manual.front, manual.text):
        kept.extend(_numbered(block, numbers, manual.language) for block in read(text))
    return tuple(block for block in kept if not hasattr(block, "name") and _says(block))


def _says(block: Block) -> bool:
    return isinstance(block, Heading | Paragraph | Notice | Steps | Bullets | Grid)


def _numbered(block: Block, numbers: dict[str, str], language: str) -> Block:
    def shown(text: str) -> str:
        filled = re.sub(r"\[\[(.+?)\]\]", lambda found: numbers[found[1]], text)
        return re.sub(r"<[^>]{1,9}>", "", filled.replace("--", "\u2013"))

    match block:
        case Heading():
            return Heading(block.level, f"{numbers[block.title]} {block.title}".strip())
        case Paragraph():
            return Paragraph(shown(block.text))
        case Notice():
            return Notice(block.word, shown(block.text))
        case Steps():
            return Steps(block.first, tuple(map(shown, block.items)))
        case Bullets():
            return Bullets(tuple(map(shown, block.items)))
        case Grid():
            caption = f"{WORDS[language]['table']} {numbers[block.caption]}: {block.caption}"
            header = tuple(tuple(map(shown, row)) for row in block.header)
            rows = tuple(tuple(map(shown, row)) for row in block.rows)
            return Grid(caption, block.widths, header, rows)
        case _:
            return block


def spans(grid: Grid) -> Iterator[tuple[int, int, int, int]]:
    """Yield row, column, height and width of each header cell that is joined to others."""
    for y, row in enumerate(grid.header):
        for x, cell in enumerate(row):
            if cell in ("<", "^"):
                continue
            width = 1
            while x + width < len(row) and row[x + width] == "<":
                width += 1
            height = 1
            while y + height < len(grid.header) and grid.header[y + height][x] == "^":
                height += 1
            if width > 1 or height > 1:
                yield y, x, height, width


def cells(grid: Grid) -> list[Row]:
    """Return all rows, with nothing in what a merged cell covers."""
    return [tuple("" if cell in ("<", "^") else cell for cell in row) for row in grid.header] + [
        *grid.rows
    ]


def one_header(grid: Grid) -> Row:
    """Return the header as one row, for formats that merge nothing: each column's words."""
    words: list[str] = []
    for x in range(len(grid.widths)):
        column = []
        for y, row in enumerate(grid.header):
            left = x
            while row[left] == "<":
                left -= 1
            if row[left] != "^" and (not y or row[left] not in column):
                column.append(row[left])
        words.append(" ".join(column))
    return tuple(words)


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


def html_of(title: str, blocks: Sequence[Block]) -> bytes:
    """Return a web page."""
    body = "\n".join(_html(block) for block in blocks)
    head = f"<head><meta charset='utf-8'><title>{title}</title></head>"
    return f"<!doctype html><html>{head}<body><h1>{title}</h1>{body}</body></html>".encode()


def _html(block: Block) -> str:
    match block:
        case Heading():
            return f"<h{block.level + 1}>{html.escape(block.title)}</h{block.level + 1}>"
        case Paragraph():
            return f"<p>{html.escape(block.text)}</p>"
        case Notice():
            return f"<p><b>{block.word}:</b> {html.escape(block.text)}</p>"
        case Steps() | Bullets():
            name = "ol" if isinstance(block, Steps) else "ul"
            items = "".join(f"<li>{html.escape(item)}</li>" for item in block.items)
            return f"<{name}>{items}</{name}>"
        case Grid():
            joined = {(y, x): (height, width) for y, x, height, width in spans(block)}
            head = ""
            for y, row in enumerate(block.header):
                head += "<tr>"
                for x, cell in enumerate(row):
                    height, width = joined.get((y, x), (1, 1))
                    if cell not in ("<", "^"):
                        head += f"<th rowspan={height} colspan={width}>{html.escape(cell)}</th>"
                head += "</tr>"
            rows = "".join(
                f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>"
                for row in block.rows
            )
            caption = f"<caption>{html.escape(block.caption)}</caption>"
            return f"<table>{caption}<thead>{head}</thead><tbody>{rows}</tbody></table>"
        case _:
            return ""


def md_of(title: str, blocks: Sequence[Block]) -> bytes:
    """Return Markdown with pipe tables."""
    lines = [f"# {title}"]
    for block in blocks:
        match block:
            case Heading():
                lines.append(f"{'#' * (block.level + 1)} {block.title}")
            case Grid():
                rows = [one_header(block), ("---",) * len(block.widths), *block.rows]
                lines += [block.caption, "\n".join(f"| {' | '.join(row)} |" for row in rows)]
            case _:
                lines.append(_typed(block))
    return "\n\n".join(lines).encode()


def txt_of(title: str, blocks: Sequence[Block]) -> bytes:
    """Return a text as it is typed; a table's columns are set with blanks."""
    return "\n\n".join([f"{title}\n{'=' * len(title)}", *map(_typed, blocks)]).encode()


def _typed(block: Block) -> str:
    match block:
        case Heading():
            return block.title
        case Paragraph():
            return block.text
        case Notice():
            return f"{block.word}: {block.text}"
        case Steps():
            return "\n".join(f"{n}. {item}" for n, item in enumerate(block.items, block.first))
        case Bullets():
            return "\n".join(f"- {item}" for item in block.items)
        case Grid():
            rows = [one_header(block), *block.rows]
            widths = [max(map(len, column)) + _GAP for column in zip(*rows, strict=True)]
            lines = (
                "".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
                for row in rows
            )
            return "\n\n".join([block.caption, "\n".join(line.rstrip() for line in lines)])
        case _:
            return ""


def _mail(title: str, blocks: Sequence[Block]) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = title
    message["From"] = "Service <service@example.com>"
    message["To"] = "plant@example.com"
    message.set_content("\n\n".join(map(_typed, blocks)))
    return message


def plain_eml_of(title: str, blocks: Sequence[Block]) -> bytes:
    """Return an e-mail in plain text."""
    return _mail(title, blocks).as_bytes()


def eml_of(title: str, blocks: Sequence[Block]) -> bytes:
    """Return an e-mail in HTML, with its plain text beside it."""
    message = _mail(title, blocks)
    message.add_alternative(html_of(title, blocks).decode(), subtype="html")
    return message.as_bytes()


def _saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


Builder = Callable[[str, Sequence[Block]], bytes]
FORMATS: dict[str, tuple[str, Builder]] = {
    "DOCX": ("docx", docx_of),
    "PPTX": ("pptx", pptx_of),
    "XLSX": ("xlsx", xlsx_of),
    "HTML": ("html", html_of),
    "Markdown": ("md", md_of),
    "plain text": ("txt", txt_of),
    "e-mail in HTML": ("eml", eml_of),
    "e-mail in text": ("eml", plain_eml_of),
}
"""What a format is called, its file name's ending, and what writes it."""
