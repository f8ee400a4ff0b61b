"""Sentences that a parser cut at the end of a line, where what follows looks different."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from liteparse import ParsedPage

from ingest.formats.boxes import bounding_box
from ingest.formats.lines import lines_within
from ingest.headings import is_caption
from ingest.notices import leading_signal_word, signal_word_alone
from store.contents import Block
from store.values import Box

_SENTENCE_ENDS = (*".!?:;\u2026", *"\u3002\uff01\uff1f\uff1a\uff1b")
_CLOSING = ")]\"'\u201c\u201d\u2019\u00bb\u00ab"
# What goes on in words: "shock, or …", not "status=01" or "git clone https://…".
_WORDS = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*[,;.:]?(?:\s+\S|$)")
# What a listing ends its lines with.
_UNFINISHED = re.compile(r"[\\=|{(]$")
# Points between a line and the next of its paragraph, and how far they are set in.
_OVERLAP, _LINE_GAP, _WIDE_GAP, _SET_IN = -3.0, 6.0, 12.0, 3.0
# Points that a line is high in two boxes, which the parser cut in it.
_CUT = -16.0
# Of the width of what follows: a line that ends before has room left, and is one by itself.
_FILLED = 0.75
# A letter is so wide in print of 10 points, in the mean.
_LETTER = 5.0
# Behind "2.)" or "b." the lines of an item are set in by its width, and little more.
_LABEL = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])[.)]+\s")
_LABEL_WIDTH = 30.0
# Below the first line of an entry, its others are set in by so much; a paragraph begins further in.
_HANGING = 16.0
# What begins anew though it is no item to the parser: "2.) When", "001: Disable", "Default = 10".
_BEGINS = re.compile(
    r"\(?\w{1,4}[.)]|[\w./ -]{1,24}[:=\uff1a]|[^\w(\"\u201c\u201e]|[\u2460-\u24ff]"
)
# So many words make a sentence; fewer are a label, a title or a value.
_LEAST_WORDS = 7


def joined(blocks: Sequence[Block], page: ParsedPage) -> Iterator[Block]:
    """Yield a page's blocks, each with the lines of its sentence that the parser set apart.

    A sign beside a paragraph has its place in the parser's order amid the lines.
    """
    held: Block | None = None
    figures: list[Block] = []
    for block in blocks:
        if held is not None and block.kind == "figure":
            figures.append(block)
            continue
        if held is not None and _runs_on(held, block, blocks, page):
            around = bounding_box((held.box, block.box))
            held = replace(held, text=f"{held.text} {block.text}", box=around)
            continue
        if held is not None:
            yield held
        yield from figures
        figures.clear()
        held = block
    if held is not None:
        yield held
    yield from figures


def carries_on(text: str, box: Box | None, following: str, below: Box | None) -> bool:
    """Return whether a line of prose is filled, and goes on in small letters right below it.

    A warning is often set bold up to the end of its first line: the parser parts it there.
    """
    if box is None or below is None or not _WORDS.match(following) or _UNFINISHED.search(text):
        return False
    filled = box[2] - box[0] >= _FILLED * (below[2] - below[0])
    # A sentence that goes on in small letters is no label: its lines may be set wide apart, and
    # where the parser cut it in a line, that line's height is in both boxes.
    prose = following[:1].islower() and len(text.split()) >= _LEAST_WORDS and box[1] < below[1]
    between = (_CUT, _WIDE_GAP) if prose else (_OVERLAP, _LINE_GAP)
    further = _LABEL_WIDTH if _is_labelled(text) else _HANGING if prose else 0.0
    return filled and _is_beneath(box, below, further, between=between)


def ends_before(following: str, text: str) -> bool:
    """Return whether a text is whole, and what follows is another sentence.

    "… use of warning labels etc.)" is whole, unless what follows goes on in small letters.
    """
    bare = text if following[:1].islower() else text.rstrip(_CLOSING)
    return bare.endswith(_SENTENCE_ENDS)


def has_no_room(box: Box, word: str, margin: float) -> bool:
    """Return whether a line could not have held one more word before the margin on its right."""
    return box[2] + _LETTER * (len(word) + 1) >= margin - _SET_IN


def _runs_on(item: Block, block: Block, beside: Sequence[Block], page: ParsedPage) -> bool:
    """Whether a paragraph goes on with the sentence that the block above it has begun."""
    if ends_before(block.text, item.text):
        return False
    if block.kind != "paragraph" or item.kind not in ("list_item", "paragraph"):
        return False
    in_small = block.text[:1].islower()
    if in_small and (
        item.kind == "list_item" or carries_on(item.text, item.box, block.text, block.box)
    ):
        return True
    closes = _closes(item.text, block.text)
    last = _last_line(page, item) if closes or not in_small else None
    return last is not None and _goes_on_with_a_name(item, last, block, beside, closes=closes)


def _last_line(page: ParsedPage, block: Block) -> Box | None:
    lines = [] if block.box is None else lines_within(page, block.box)
    return max((line.box for line in lines), key=lambda box: box[3], default=None)


def _closes(text: str, following: str) -> bool:
    """Whether what follows closes a bracket that a text has left open."""
    opened = text.count("(") > text.count(")")
    return opened and 0 <= following.find(")") < (following.find("(") % (len(following) + 1))


def _goes_on_with_a_name(
    item: Block, last: Box, block: Block, beside: Sequence[Block], *, closes: bool
) -> bool:
    """Whether a sentence fills its last line, and goes on below it with a capital or a figure.

    "… if the input terminal is" / "OFF, the frequency is set by the keypad." One that `closes` the
    bracket above it may begin with any sign, and stand further below.
    """
    box, below = item.box, block.box
    if box is None or below is None or len(item.text.split()) < _LEAST_WORDS:
        return False
    if item.text[-1] in _CLOSING:
        # "… the light glows steadily (not in sleep)" is as often a title as half a sentence.
        return False
    begins = _BEGINS.match(block.text) is not None and not closes
    if begins or _UNFINISHED.search(item.text) or is_caption(block.text):
        return False
    if leading_signal_word(block.text) or signal_word_alone(block.text):
        return False
    column = [one.box for one in beside if one.box and abs(one.box[0] - box[0]) <= _LABEL_WIDTH]
    margin = max(right for _, _, right, _ in column)
    word = block.text.split(maxsplit=1)[0]
    labelled = item.kind == "list_item" or _is_labelled(item.text)
    further = _LABEL_WIDTH if labelled else _HANGING
    between = (_OVERLAP, _WIDE_GAP if closes else _LINE_GAP)
    return has_no_room(last, word, margin) and _is_beneath(box, below, further, between=between)


def _is_labelled(text: str) -> bool:
    return bool(_LABEL.match(text))


def _is_beneath(
    box: Box,
    below: Box,
    further: float,
    *,
    between: tuple[float, float] = (_OVERLAP, _LINE_GAP),
) -> bool:
    """Whether a line stands right below another one, and begins where that one's text does.

    It may begin so many points `further` in. `between` are those from the one to the other, at
    least and at most.
    """
    set_in = -_SET_IN <= below[0] - box[0] <= _SET_IN + further
    return between[0] <= below[1] - box[3] <= between[1] and set_in
