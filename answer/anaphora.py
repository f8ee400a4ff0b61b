"""Sentences that lean on the one before: "It then goes out.", "In this case …"."""

import re
from collections.abc import Sequence

from answer.citation import Quote
from answer.lists import announces, items
from answer.sentences import Span

_LEANS = re.compile(
    r"\W*(?:(?:it|they|this|that|these|those|otherwise|therefore|thus|then|however|alternatively"
    r"|doing so|if (?:so|not|it|they|this|that|these)|in (?:this|that|such an?|these) cases?)\b"
    r"|(?:[^\W\d_]+\s+){1,2}also\b"
    r"|(?:es|sie|dies|diese[rmns]?|dadurch|dann|danach|dabei|daher|deshalb|andernfalls|ansonsten"
    r"|sonst|in (?:diesem|solchen|diesen) (?:fall|fällen))\b|(?:[^\W\d_]+\s+){1,2}auch\b"
    r"|(?:il|elle|ils|elles|cela|ceci|ces|cette|sinon|dans ce cas|questo|questa|questi|queste"
    r"|altrimenti|in (?:questo|tal) caso|esto|este|esta|estos|estas|en (?:este|ese|tal) caso"
    r"|de lo contrario)\b)",
    re.IGNORECASE,
)
# What a sentence leans on comes with it up to so many characters.
_LONGEST = 250


def with_antecedent(piece: Quote, spans: Sequence[Span]) -> Quote:
    """A piece that leans on the sentence before it, with that sentence."""
    text = piece.evidence.passage.text
    listed = dict(zip(spans, items(text, spans), strict=True))
    before = max((span for span in spans if span[1] <= piece.start), default=None)
    if before is None or not _LEANS.match(text[piece.start : piece.end]):
        return piece
    itself = next((span for span in spans if span[0] == piece.start), before)
    said = text[before[0] : before[1]]
    if listed[itself] or len(said) > _LONGEST or announces(said):
        return piece
    return Quote(piece.evidence, before[0], piece.end)
