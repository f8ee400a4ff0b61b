"""Accents printed as signs of their own, put onto their letters: `fr´equence` is *fréquence*.

TeX's older fonts (OT1) have no letters with accents: an acute and an e are set over each other,
and a PDF's text then holds the two side by side. No question is spelt so.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from liteparse import LayoutBlock, LayoutCell, ParsedPage, TextItem

Lettered = Callable[[Sequence[ParsedPage]], list[ParsedPage]]

# Which letters each accent stands on, and Unicode's sign for it behind a letter. Not the acute
# before s and t: these are apostrophes of a writer who took the wrong key ("it´s").
_STANDS_ON = {
    "´": ("aeiouycn", "\u0301"),
    "`": ("aeiou", "\u0300"),
    "ˆ": ("aeiou", "\u0302"),
    "¨": ("aeiouy", "\u0308"),
    "˜": ("ano", "\u0303"),
    "˚": ("au", "\u030a"),
    "ˇ": ("cdenrstz", "\u030c"),
    "¸": ("cst", "\u0327"),
    "˝": ("ou", "\u030b"),
}
_ACCENTS = "".join(_STANDS_ON)
# Two of them are letters to Unicode.
_LETTER = rf"[^\W\d_{_ACCENTS}]"
_PAIR = "|".join(
    f"{re.escape(accent)}[{letters}{letters.upper()}{'ı' if 'i' in letters else ''}]"
    for accent, (letters, _) in _STANDS_ON.items()
)
# A backtick before a word opens a listing or a quote: an accent stands within words, behind an
# apostrophe, or on one of a letter (`à`).
_TOGETHER = re.compile(rf"(?!`(?<!{_LETTER}`)(?<!['’]`)\w\w)(?:{_PAIR})")
_INSIDE = re.compile(rf"(?<={_LETTER})(?:{_PAIR})")
# In letters that are set wide the accent stands apart: "mat´ eriel". A backtick there ends a quote.
_NO_BACKTICK = _ACCENTS.replace("`", "")
_BEFORE = rf"(?:(?<={_LETTER})|(?<=['’/(-]))"
_APART = re.compile(
    rf"{_BEFORE}([{_NO_BACKTICK}]) +(?=[a-zı])|(?<=[A-Z])([{_NO_BACKTICK}]) +(?=[A-Z]{{2}})"
)
_AT_END = re.compile(rf"{_BEFORE}[{_ACCENTS}]$")
_CEDILLA_BEHIND = re.compile("([Cc])¸ ?")
# Over a capital it comes at the end of its word or line, and nothing says whose it is.
_LONE = re.compile(rf"(?<![^\s*])[{_ACCENTS}](?![^\s*])|(?<=[A-Z])[{_NO_BACKTICK}](?!\w| [A-Z])")
_ACCENTED = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017e]")

_LEAST_PAIRS = 3
_TO_ACCENTED = 4
# How far the tops of two runs of one line differ, in points.
_ONE_LINE = 1.0


def accents_stand_apart(pages: Iterable[ParsedPage]) -> bool:
    """Return whether these pages print accents as signs of their own, and not now and then.

    Writers take an acute for an apostrophe, too ("l´acqua"): their other accents stand on letters.
    """
    pairs: list[str] = []
    accented = 0
    for page in pages:
        pairs.extend(_INSIDE.findall(page.text))
        accented += len(_ACCENTED.findall(page.text))
    other = any(not pair.startswith("´") for pair in pairs)
    return other and len(pairs) >= _LEAST_PAIRS and len(pairs) > _TO_ACCENTED * accented


def with_accented_letters(pages: Sequence[ParsedPage]) -> list[ParsedPage]:
    """Return pages of a document that prints accents apart with each accent on its letter."""
    return [_page(page) for page in pages]


def on_letters(text: str) -> str:
    """Return text of such a document with each accent on its letter; a lone one is left out."""
    if text.isascii() and "`" not in text:
        return text
    text = _LONE.sub("", _CEDILLA_BEHIND.sub(r"¸\1", text))
    text = _APART.sub(lambda apart: apart[0][0], text)
    return _TOGETHER.sub(_composed, text)


def _composed(match: re.Match[str]) -> str:
    accent, letter = match[0][0], match[0][1]
    base = "i" if letter == "ı" else letter
    return unicodedata.normalize("NFC", base + _STANDS_ON[accent][1])


def _page(page: ParsedPage) -> ParsedPage:
    return replace(
        page,
        text="\n".join(map(on_letters, page.text.split("\n"))),
        text_items=[_item(item) for item in _joined(page.text_items)],
        blocks=[_block(block) for block in page.blocks or ()],
    )


def _joined(items: Iterable[TextItem]) -> list[TextItem]:
    """The runs, those made one that a parser parted between an accent and its letter."""
    joined: list[TextItem] = []
    for item in items:
        if joined and _is_parted(joined[-1], item):
            before = joined[-1]
            joined[-1] = replace(
                before,
                text=before.text + item.text,
                width=max(before.x + before.width, item.x + item.width) - before.x,
                words=[*before.words, *item.words],
            )
        else:
            joined.append(item)
    return joined


def _is_parted(before: TextItem, item: TextItem) -> bool:
    # The letter begins where its accent does: under it.
    return (
        abs(before.y - item.y) <= _ONE_LINE
        and before.x < item.x <= before.x + before.width
        and bool(_AT_END.search(before.text))
    )


def _item(item: TextItem) -> TextItem:
    words = [replace(word, text=on_letters(word.text)) for word in item.words]
    return replace(item, text=on_letters(item.text), words=words)


def _block(block: LayoutBlock) -> LayoutBlock:
    return replace(
        block,
        text=None if block.text is None else on_letters(block.text),
        lines=None if block.lines is None else [on_letters(line) for line in block.lines],
        header=None if block.header is None else [_cell(cell) for cell in block.header],
        rows=None if block.rows is None else [[_cell(cell) for cell in row] for row in block.rows],
    )


def _cell(cell: LayoutCell) -> LayoutCell:
    return replace(cell, text=on_letters(cell.text))
