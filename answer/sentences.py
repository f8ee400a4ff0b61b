"""Sentences of technical text: never torn at "3.5 mm", "Fig. 3", "approx. 45 Nm" or "z. B."."""

import re

from answer.language import words_of

# A full stop after these ends no sentence if a figure follows ("Fig. 3"); else not ("No. Stop.").
_BEFORE_FIGURES = words_of(
    """
    abb abs anm art bd bild ch chap fig figs item kap no nos nr par para pos ref s sec
    sect st std step tab vol p pp pg seite
    """
)
# A full stop after these ends a sentence only if the text says so in no other way.
_ABBREVIATIONS = words_of(
    """
    approx bzw ca cf dia e.g eg evtl ggf i.e ie incl inkl max med mind min resp sog temp
    typ u.a usw vgl vs z.b d.h o.ä bsp dr mr mrs prof temp.
    """
)
_GERMAN_MONTHS = words_of(
    """
    januar februar märz april mai juni juli august september oktober november dezember
    """
)
_TERMINATOR = re.compile(
    r"[.!?]+[\"'\u201d\u2019\u00bb)\]]*(?:\s*\[\d+(?:\s*,\s*\d+)*\])*(?=\s|$)|[\u3002\uff01\uff1f]+[」』”]*"
    # Some converters of PDFs lose the space behind it: "… of the rules.These …".
    r"|(?<=[^\W\d_A-Z]{3})[.!?](?=[A-ZÄÖÜ][a-zäöüß]*[ ,])"
)
_LAST_WORD = re.compile(r"(?:[^\W\d_]\.)*[^\W_]+$")
_LIST_ITEM = re.compile(
    r"\s*(?:[-\u2013\u2014\u2022\u25aa\u25cf\u25e6*\u00b7\u2023]\s|\(?\d{1,3}(?:\.\)|[.)])\s|\(?[a-zA-Z][.)]\s|(?:step|schritt)\s+\d)",
    re.I,
)
# "1.) … 2.) …" within a line: no sentence has such a mark in its middle.
_RUN_IN_ITEM = re.compile(r"(?<=\S)\s(?=\d{1,2}\.\)\s)")
# "… 0 to 9 A. (Default 7 A) Next …": said of what stands before it. One that is not closed yet is
# still being written.
_AFTERTHOUGHT = re.compile(r"(?:[ \t]+\((?!\w{1,3}\))[^()\n]{1,80}(?:\)[.;,]?(?=\s|$)|$))+")
_ITEM_NUMBER = re.compile(r"(?:^|\s)\d{1,2}$")
_LINE_NUMBER = re.compile(r"(?:^|\n)\s*\(?\d{1,3}$")

Span = tuple[int, int]


def sentence_spans(text: str) -> tuple[Span, ...]:
    """Return where each sentence begins and ends; what lies between them is white space only."""
    items = (found.start() for found in _RUN_IN_ITEM.finditer(text))
    ends = sorted({*_stops(text), *_line_ends(text), *items, len(text)})
    spans: list[Span] = []
    start = 0
    for end in ends:
        piece = text[start:end]
        if stripped := piece.strip():
            first = start + piece.index(stripped)
            spans.append((first, first + len(stripped)))
        start = end
    return tuple(spans)


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences, each a verbatim piece of the text, in order; nothing is lost."""
    return tuple(text[start:end] for start, end in sentence_spans(text))


def is_list_item(line: str) -> bool:
    """Whether a line begins with a bullet or a number."""
    return _LIST_ITEM.match(line) is not None


def _stops(text: str) -> list[int]:
    return [
        after.end() if (after := _AFTERTHOUGHT.match(text, found.end())) else found.end()
        for found in _TERMINATOR.finditer(text)
        if _ends_here(text, found)
    ]


def _ends_here(text: str, found: re.Match[str]) -> bool:
    mark = found.group()
    if not mark.startswith(".") or mark.startswith(".."):
        # An ellipsis in mid-sentence is followed by a small letter or a figure ("10 ... 12 bar").
        return not mark.startswith("..") or _begins_sentence(text[found.end() :], figures=False)
    before, after = text[: found.start()], text[found.end() :]
    if not after.strip():
        return True
    if _LINE_NUMBER.search(before) or (mark == ".)" and _ITEM_NUMBER.search(before)):
        return False
    if not _begins_sentence(after, figures=True):
        return False
    word = _LAST_WORD.search(before)
    if word is None:
        return True
    return not _is_abbreviation(word.group(), before[: word.start()], after.lstrip())


def _begins_sentence(after: str, *, figures: bool) -> bool:
    rest = after.lstrip().lstrip("\"'“„«([")
    if not rest:
        return True
    return not rest[0].islower() and (figures or not rest[0].isdigit())


def _is_abbreviation(word: str, before: str, after: str) -> bool:
    lower = word.lower()
    if lower in _ABBREVIATIONS:
        return True
    if lower in _BEFORE_FIGURES:
        return re.match(r"[(\[]?(?:\d|[A-Za-z]{0,3}-?\d|[IVX]+\b)", after) is not None
    if word.isdigit():
        return re.match(r"\w+", after.lower()) is not None and after.lower().startswith(
            tuple(_GERMAN_MONTHS)
        )
    if len(word) == 1:
        # "z. B. Öl", "i. d. R.": a capital ends the abbreviation that a small letter began.
        return word.islower() or re.search(r"(?:^|\s)[a-zäöü]\.\s?$", before) is not None
    return False


def _line_ends(text: str) -> list[int]:
    """A line break separates, unless the line goes on with a small letter (a wrapped line)."""
    ends = []
    for found in re.finditer(r"[ \t]*\n\s*", text):
        after = text[found.end() :]
        blank = found.group().count("\n") > 1
        wrapped = after[:1].islower() and not is_list_item(after)
        if blank or not wrapped:
            ends.append(found.end())
    return ends
