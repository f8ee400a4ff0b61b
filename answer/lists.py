"""Lists in a passage: which sentences are items, and what announces them."""

import itertools
import operator
import re
from collections.abc import Iterator, Sequence

from answer.sentences import Span, is_list_item

# A sentence that ends so says nothing by itself: what it announces comes after it.
_ANNOUNCES = re.compile(
    r"(?:[:\uff1a]|\b(?:following|as follows|wie folgt|folgende[mnrs]?)\b[^.!?]{0,80}[.]?)\s*$",
    re.IGNORECASE,
)
# "Shutter sound: Play a tone …": what menus, modes and lamps are explained in.
_LABELLED = re.compile(
    r"(?!(?:notes?|important|tips?|warning|caution|danger|attention|hinweis|wichtig|tipp|warnung"
    r"|vorsicht|gefahr|achtung|nota|remarque|avertissement|avvertenza|attenzione|advertencia"
    r"|atención|precaución)\b)[^\W\d_][^\n.:!?\uff1a]{1,50}[:\uff1a]\s+\S",
    re.IGNORECASE,
)
_MARK = re.compile(r"\s*(\W|\(?\w{1,3}[.)])")
# So many units follow a sentence that only announces them, if they are no list.
_MOST_ANNOUNCED = 4
# What announces an item is a line or two.
_LONGEST_INTRODUCTION = 250
# So few words ("Shooting methods:") are a title within a list, and say less than what announces it.
_TITLE = 3


def announces(sentence: str) -> bool:
    """Return whether a sentence ends in a colon, "the following" or the like."""
    return _ANNOUNCES.search(sentence) is not None


def items(text: str, spans: Sequence[Span]) -> tuple[bool, ...]:
    """Return whether each sentence is an item: it begins with a bullet, a number or, below what
    announces a list, with a name and a colon.
    """
    found: list[bool] = []
    announced = False
    for start, end in spans:
        sentence = text[start:end]
        begins = not text[text.rfind("\n", 0, start) + 1 : start].strip()
        labelled = announced and begins and _LABELLED.match(sentence) is not None
        found.append(is_list_item(sentence) or labelled)
        announced = announced or announces(sentence)
    return tuple(found)


def is_labelled(text: str, spans: Sequence[Span], start: int) -> bool:
    """Return whether the sentence at `start` is an item by its name and colon alone."""
    if _LABELLED.match(text, start) is None or is_list_item(text[start:]):
        return False
    listed = zip(spans, items(text, spans), strict=True)
    return any(item and span[0] == start for span, item in listed)


def lists(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield from where to where each list with bullets or numbers goes."""
    marked = ((span, is_list_item(text[span[0] : span[1]])) for span in spans)
    for listed, run in itertools.groupby(marked, key=operator.itemgetter(1)):
        if listed:
            whole = [span for span, _ in run]
            yield whole[0][0], whole[-1][1]


def introduction(text: str, spans: Sequence[Span], start: int) -> Span | None:
    """Return what announces the list that an item at `start` is of, or None.

    Between the two stand other items and what is told of them; it may be an item with another mark.
    """
    listed = items(text, spans)
    at = next((place for place, span in enumerate(spans) if span[0] == start), None)
    if at is None or not listed[at]:
        return None
    title = None
    for place in reversed(range(at)):
        first, end = spans[place]
        said = text[first:end]
        if not announces(said) or (listed[place] and _mark(said) == _mark(text[start:])):
            continue
        if not any(listed[place + 1 : place + 3]) or end - first > _LONGEST_INTRODUCTION:
            break
        if len(said.split()) > _TITLE:
            return first, end
        title = title or (first, end)
    return title


def _mark(item: str) -> str:
    """The kind of mark that an item begins with: its bullet, or that it is a number."""
    found = _MARK.match(item)
    return "" if found is None else found[1] if not found[1][:1].isalnum() else "1"


def announced_end(text: str, piece: Span, spans: Sequence[Span], longest: int) -> int:
    """Return where a piece ends with what it announces ("… as follows:"), if it does.

    A list comes whole, of sentences a few; together they have at most `longest` characters.
    """
    start, end = piece
    if not announces(text[start:end]):
        return end
    listed = False
    for count, (first, last) in enumerate([span for span in spans if span[0] >= end]):
        item = is_list_item(text[first:last])
        listed = listed or (item and not count)
        # A list ends with the line of its last item.
        over = "\n" in text[end:first] and not item if listed else count == _MOST_ANNOUNCED
        if over or last - start > longest:
            break
        end = last
    return end
