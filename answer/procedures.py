"""The numbered steps of a passage that fit a question."""

from collections.abc import Sequence

from answer.citation import Quote
from answer.evidence import Evidence
from answer.passages import step_spans
from answer.sentences import Span
from answer.unit_scores import Wanted
from store import keywords


def procedure(question: str, evidence: Evidence) -> Quote | None:
    """Return the numbered steps of a passage that fit the question best, or None without any."""
    steps = best_steps(evidence, Wanted(question))
    return Quote(evidence, *steps) if steps is not None else None


def best_steps(evidence: Evidence, wanted: Wanted) -> Span | None:
    """Return where the numbered steps stand that fit best, from the first to the end of the last;
    None without any.
    """
    procedures = step_spans(evidence.passage)
    if not procedures:
        return None
    text, language = evidence.passage.text, evidence.hit.language
    terms = wanted.terms(language)
    pieces = [text[start:end] for start, end in procedures]
    held = [float(len(terms & keywords.terms(piece, language))) for piece in pieces]
    if not any(held):
        held = likeness(wanted, pieces, evidence) or held
    best = procedures[held.index(max(held))]
    # A step that says it all with what it announces: what stands before it need not be read.
    within = [
        span
        for span, count in zip(procedures, held, strict=True)
        if best[0] <= span[0] and span[1] <= best[1] and count == max(held)
    ]
    return within[-1]


def likeness(wanted: Wanted, texts: Sequence[str], evidence: Evidence) -> list[float]:
    """Return how alike texts are to what is wanted, from 0 to 1; empty where nothing tells."""
    if wanted.alike is None:
        return []
    found = wanted.alike.of(wanted.text, texts, evidence.hit.language, rows=False)
    return [] if found is None else [min(max(float(one), 0.0), 1.0) for one in found]
