"""The sample manual in formats of text, as PDF and as a picture of a page."""

import html
import io
from collections.abc import Sequence
from email.message import EmailMessage

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

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


def html_of(pieces: Sequence[Piece], *, title: bool = True) -> bytes:
    """Return the manual as a page; a notice is a box with a class."""
    lines = [f"<h1>{TITLE}</h1>"] if title else []
    for piece in pieces:
        match piece:
            case Heading():
                lines.append(f"<h{piece.level + 1}>{piece.text}</h{piece.level + 1}>")
            case Text():
                lines.append(f"<p>{html.escape(piece.text)}</p>")
            case Warned():
                lines.append(
                    f'<div class="{piece.word.lower()}"><p>{piece.word}</p>'
                    f"<p>{piece.text}</p></div>"
                )
            case Steps() | Bullets():
                name = "ol" if isinstance(piece, Steps) else "ul"
                items = "".join(f"<li>{item}</li>" for item in piece.items)
                lines.append(f"<{name}>{items}</{name}>")
            case Grid():
                head = "".join(f"<th>{cell}</th>" for cell in piece.header)
                body = "".join(
                    "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"
                    for row in piece.rows
                )
                lines.append(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")
    body = "\n".join(lines)
    head = f"<head><meta charset='utf-8'><title>{TITLE}</title></head>"
    return f"<!doctype html><html>{head}<body>{body}</body></html>".encode()


def md_of(pieces: Sequence[Piece]) -> bytes:
    """Return the manual as Markdown; a notice is an alert as GitHub writes it."""
    lines = [f"# {TITLE}"]
    for piece in pieces:
        match piece:
            case Heading():
                lines.append(f"{'#' * (piece.level + 1)} {piece.text}")
            case Text():
                lines.append(piece.text)
            case Warned():
                lines.append(f"> [!{piece.word}]\n> {piece.text}")
            case Steps():
                lines.append("\n".join(f"{n}. {item}" for n, item in enumerate(piece.items, 1)))
            case Bullets():
                lines.append("\n".join(f"- {item}" for item in piece.items))
            case Grid():
                rows = [piece.header, ("---",) * len(piece.header), *piece.rows]
                lines.append("\n".join(f"| {' | '.join(row)} |" for row in rows))
    return "\n\n".join(lines).encode()


def txt_of(pieces: Sequence[Piece]) -> bytes:
    """Return the manual as it is typed; a table's columns are set with blanks."""
    return f"{TITLE}\n{'=' * len(TITLE)}\n\n{_typed(pieces)}\n".encode()


def _typed(pieces: Sequence[Piece]) -> str:
    lines: list[str] = []
    for piece in pieces:
        match piece:
            case Heading() | Text():
                lines.append(piece.text)
            case Warned():
                lines.append(f"{piece.word}: {piece.text}")
            case Steps():
                lines.append("\n".join(f"{n}. {item}" for n, item in enumerate(piece.items, 1)))
            case Bullets():
                lines.append("\n".join(f"- {item}" for item in piece.items))
            case Grid():
                rows = [piece.header, *piece.rows]
                lines.append("\n".join("".join(f"{c:<20}" for c in row).rstrip() for row in rows))
    return "\n\n".join(lines)


def eml_of(pieces: Sequence[Piece], *, as_html: bool = True) -> bytes:
    """Return the manual as an e-mail whose subject is its title."""
    message = EmailMessage()
    message["Subject"] = TITLE
    message["From"] = "Service <service@example.com>"
    message["To"] = "plant@example.com"
    message["Date"] = "Mon, 02 Mar 2026 08:00:00 +0100"
    message.set_content(_typed(pieces))
    if as_html:
        message.add_alternative(html_of(pieces, title=False).decode(), subtype="html")
    return message.as_bytes()


def pdf_of(pieces: Sequence[Piece]) -> bytes:
    """Return the manual as a PDF with a title, two sizes of headings and a ruled table."""
    body = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=13, spaceAfter=8)
    bold = {
        level: ParagraphStyle(f"h{level}", body, fontName="Helvetica-Bold", fontSize=size)
        for level, size in ((0, 22), (1, 17), (2, 13))
    }
    for style in bold.values():
        style.leading, style.spaceBefore = style.fontSize * 1.3, 12
    story: list[Flowable] = [Paragraph(TITLE, bold[0])]
    for piece in pieces:
        match piece:
            case Heading():
                story.append(Paragraph(piece.text, bold[piece.level]))
            case Text():
                story.append(Paragraph(piece.text, body))
            case Warned():
                story.append(Paragraph(f"<b>{piece.word}:</b> {piece.text}", body))
            case Steps():
                story += [Paragraph(f"{n}. {t}", body) for n, t in enumerate(piece.items, 1)]
            case Bullets():
                story += [Paragraph(t, body, bulletText="•") for t in piece.items]
            case Grid():
                grid = Table([list(piece.header), *map(list, piece.rows)], hAlign="LEFT")
                grid.setStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
                story += [grid, Spacer(1, 12)]
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4, invariant=1).build(story)
    return buffer.getvalue()


def picture_of(lines: Sequence[str], *, form: str = "PNG", dpi: int = 200) -> bytes:
    """Return a picture of an A4 page with these lines on it, as a scanner would save it."""
    return pictures_of([lines], form=form, dpi=dpi)


def pictures_of(pages: Sequence[Sequence[str]], *, form: str, dpi: int = 200) -> bytes:
    """Return a file of several pictures of pages, where the format has them."""
    drawn: list[Image.Image] = []
    font = ImageFont.load_default(size=dpi / 72 * 12)
    for lines in pages:
        page = Image.new("L", (int(8.27 * dpi), int(11.69 * dpi)), 255)
        pen = ImageDraw.Draw(page)
        for number, line in enumerate(lines):
            pen.text((dpi, dpi * (1 + number * 0.35)), line, font=font, fill=0)
        drawn.append(page)
    buffer = io.BytesIO()
    more = {"save_all": True, "append_images": drawn[1:]} if len(drawn) > 1 else {}
    drawn[0].save(buffer, form, dpi=(dpi, dpi), **more)
    return buffer.getvalue()
