"""Pieces that are no answer in part: a procedure told in sentences, a list."""

import itertools
from collections.abc import Sequence
from dataclasses import replace

from answer.citation import Quote
from answer.identifiers import Identifier, identifiers, mentions
from answer.lists import announces, introduction, is_labelled, items, lists
from answer.passages import step_spans
from answer.sentences import Span

LONGEST_PIECE = 700
"""Characters of a piece that goes on from its best sentence."""

# Where no steps are numbered, a passage this long comes whole …
_WHOLE_PASSAGE = 900
# … and of a longer one LONGEST_PIECE, and with the rest of a list that it begins or ends in, so
# many characters.
_LONGEST_LIST = 2000
# What stands around a sentence comes with it up to so many characters in all: some four lines.
_CONTEXT = 300
_STOPS = (".", "!", "?", "\u3002")
# What a sentence is about stands among so many words: "The alarm E102 means …".
_FIRST_WORDS = 3


def onward(best: Quote, spans: Sequence[Span]) -> Quote:
    """A procedure told in sentences: the whole passage, or from the best sentence on."""
    if spans[-1][1] - spans[0][0] <= _WHOLE_PASSAGE:
        return Quote(best.evidence, spans[0][0], spans[-1][1])
    text = best.evidence.passage.text
    if is_labelled(text, spans, best.start):
        return _whole_item(best, spans)
    ends = [end for _, end in spans if best.end <= end <= best.start + LONGEST_PIECE]
    start, end = best.start, max(ends, default=best.end)
    for first, last in lists(text, spans):
        if first < end and start < last and max(end, last) - min(start, first) <= _LONGEST_LIST:
            start, end = min(start, first), max(end, last)
    return Quote(best.evidence, start, end)


def in_context(question: str, best: Quote, spans: Sequence[Span]) -> Quote:
    """Of a short passage all, of a longer one the sentences that follow a piece.

    An item of a list stands for itself: its neighbours are about other things, and so is what
    stands below another code than the one that is asked for. Warnings stand above the answer
    already.
    """
    text = best.evidence.passage.text
    spans = _of_same_code(question, best, spans)
    within = zip(spans, items(text, spans), strict=True)
    if any(item and best.start <= a and b <= best.end for (a, b), item in within):
        return _whole_item(best, spans)
    warned = "\n".join(" ".join(notice.text.split()) for notice in best.evidence.notices)
    around = [(a, b) for a, b in spans if " ".join(text[a:b].split()) not in warned]
    if around and around[-1][1] - around[0][0] <= _CONTEXT:
        return Quote(best.evidence, min(best.start, around[0][0]), max(best.end, around[-1][1]))
    ends = [
        end
        for _, end in around
        # What a colon announces would be missing.
        if best.end <= end <= best.start + _CONTEXT and not text[:end].endswith(":")
    ]
    return Quote(best.evidence, best.start, max(ends, default=best.end))


def _whole_item(best: Quote, spans: Sequence[Span]) -> Quote:
    """A piece with what stands between its last item and the next one: it is told of the item.

    A step comes with all of a short procedure.
    """
    text = best.evidence.passage.text
    for first, last in step_spans(best.evidence.passage):
        if first <= best.start and best.end <= last <= first + _CONTEXT:
            return Quote(best.evidence, first, last)
    behind = [
        (span, item)
        for span, item in zip(spans, items(text, spans), strict=True)
        if span[0] >= best.end
    ]
    told = list(
        itertools.takewhile(lambda one: not one[1] and _is_told(text[slice(*one[0])]), behind)
    )
    end = told[-1][0][1] if told and len(told) < len(behind) else best.end
    whole = end <= best.start + _CONTEXT and not announces(text[best.end : end])
    return Quote(best.evidence, best.start, end if whole else best.end)


def _is_told(sentence: str) -> bool:
    """Whether it is a sentence and no title: that ends otherwise, or stands in capitals."""
    return sentence.endswith(_STOPS) and not sentence.isupper()


def introduced(piece: Quote, spans: Sequence[Span], *, whole: bool) -> Quote:
    """A piece that begins with an item of a list, with the line that announces the list.

    With `whole` with the points between the two as well: what is to be done has an order.
    """
    text = piece.evidence.passage.text
    line = introduction(text, spans, piece.start)
    if line is None:
        return piece
    whole = whole and not is_labelled(text, spans, piece.start)
    if whole and piece.end - line[0] > _LONGEST_LIST:
        return piece
    if whole or not text[line[1] : piece.start].strip():
        return replace(piece, start=line[0])
    return replace(piece, introduction=line)


def _of_same_code(question: str, best: Quote, spans: Sequence[Span]) -> Sequence[Span]:
    """The spans around a piece as far as none of them begins with a code that is not asked for."""
    codes = identifiers(question)
    if not codes:
        return spans
    text = best.evidence.passage.text
    others = [start for start, end in spans if _begins_with_other(text[start:end], codes)]
    first = best.start if any(start < best.start for start in others) else 0
    last = min((start for start in others if start >= best.end), default=len(text))
    return [span for span in spans if first <= span[0] < last]


def _begins_with_other(sentence: str, codes: Sequence[Identifier]) -> bool:
    begins = " ".join(sentence.split()[:_FIRST_WORDS])
    other = any(code.is_certain for code in identifiers(begins))
    return other and not any(mentions(begins, code) for code in codes)


def whole_list(best: Quote, spans: Sequence[Span]) -> Quote:
    """The list that a piece begins in, where it is short: its heading names what was asked for."""
    for first, last in lists(best.evidence.passage.text, spans):
        if first <= best.start < last and last - first <= _WHOLE_PASSAGE:
            return Quote(best.evidence, first, max(last, best.end))
    return best


def with_list_below(best: Quote, spans: Sequence[Span]) -> Quote:
    """A piece that ends in a trouble's title in capitals, or in the list below one, with that list.

    "MACHINE CANNOT BE POWERED ON." says nothing without what is to be checked.
    """
    text = best.evidence.passage.text
    for first, last in lists(text, spans):
        title = max((span for span in spans if span[1] <= first), default=None)
        if title is None or not text[title[0] : title[1]].isupper():
            continue
        if best.start <= title[0] and title[1] <= best.end <= last <= first + _WHOLE_PASSAGE:
            return Quote(best.evidence, best.start, last)
    return best
