"""The sample manuals in the other formats that manuals come in: what a reader makes of each.

Nothing of it is stored. Merged header cells are merged where the format has that, and else each
column bears all its words.
"""

import re
from collections.abc import Callable, Sequence

from document import WORDS, Manual
from layout import render
from markup import Block, Bullets, Grid, Heading, Notice, Paragraph, Steps, read
from office_formats import docx_of, pptx_of, xlsx_of
from text_formats import eml_of, html_of, md_of, plain_eml_of, txt_of

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
