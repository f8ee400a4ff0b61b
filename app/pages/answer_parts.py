"""The lines of a quoted answer that stand between its quotations: for which machines each is."""

import re

from store.values import Answer

_MARKER = re.compile(r"\[(\d{1,3})\]")
_WORDS_TO_KNOW_A_QUOTE_BY = 4


def lines_before(answer: Answer) -> dict[int, str]:
    """Return by marker what a quoted answer says before that quotation, such as `For serial
    numbers from 2000:`. Quotations stand on cards of their own, these lines nowhere else.
    """
    quotes = {citation.marker: citation.quote for citation in answer.citations}
    found: dict[int, str] = {}
    start = 0
    for match in _MARKER.finditer(answer.text):
        marker = int(match[1])
        if marker not in quotes:
            continue
        before = _before_quote(answer.text[start : match.start()], quotes[marker])
        if before:
            found[marker] = before
        start = match.end()
    return found


def _before_quote(segment: str, quote: str) -> str:
    words = quote.split()[:_WORDS_TO_KNOW_A_QUOTE_BY]
    begins = re.search(r"\s+".join(map(re.escape, words)), segment) if words else None
    if begins is not None:
        return segment[: begins.start()].strip()
    # A table reads otherwise in running text: what introduces it is a line that ends in a colon.
    first, _, rest = segment.strip().partition("\n")
    return first.strip() if rest and first.rstrip().endswith(":") else ""
