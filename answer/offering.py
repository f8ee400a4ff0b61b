"""What other machines' manuals say where the machine's own do not answer: offered, not given."""

from collections.abc import Sequence

from answer.evidence import Evidence
from answer.quote import quotes
from answer.sentence_likeness import SentenceLikeness
from store.values import Hit

# Manuals that a refusal offers.
_OFFERED = 3


def of_each_manual(
    words: str, found: Sequence[Evidence], alike: SentenceLikeness
) -> tuple[Hit, ...]:
    """Return the first hit of each manual, a few at most, on the page of what answers there: a
    table spans several.
    """
    first: dict[str, Evidence] = {}
    for one in found:
        first.setdefault(one.hit.manual, one)
    hits: list[Hit] = []
    for one in tuple(first.values())[:_OFFERED]:
        quoted = quotes(words, [one], alike)
        source = quoted[0].citation(1) if quoted else one.hit
        hits.append(
            one.hit.model_copy(update={"page": source.page, "page_label": source.page_label})
        )
    return tuple(hits)
