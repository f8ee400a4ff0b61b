"""The sample manuals as web page, Markdown, typed text and e-mail."""

import html
from collections.abc import Sequence
from email.message import EmailMessage

from grids import one_header, spans
from markup import Block, Bullets, Grid, Heading, Notice, Paragraph, Steps

# One line of text between blanks: more than any cell of the samples' tables has.
_GAP = 3


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
