"""What came of a question, in a word and in a line."""

from evals.run import OUR_SYSTEM, CaseResult


def is_right(result: CaseResult) -> bool:
    """Return whether an answer is one to be wished for.

    Refused where nothing answers; else answered with a source in an expected place first, or, where
    the case names no place, with all of its facts.
    """
    if result.answer is None:
        return False
    metrics = result.answer.metrics
    if not result.answerable:
        return bool(metrics.get("refusal_recall"))
    if result.is_ranked:
        return bool(metrics.get("citation_page"))
    return bool(metrics.get("answered")) and metrics.get("facts", 1.0) == 1.0


def answer_line(result: CaseResult) -> str:
    """Return in a few words what came of a question: `quoted, page 9` or `refused`."""
    answer = result.answer
    if answer is None or answer.outcome is None:
        return "failed"
    if not answer.citations:
        return answer.outcome
    first = answer.citations[0]
    where = f"page {first.page}" if first.page else " > ".join(first.section[-1:])
    return f"{answer.outcome}, {first.manual} {where}"


def is_failed(result: CaseResult) -> bool:
    """Return whether a person should look at a question.

    It failed, its answer is not right, or, where none was asked for, no right hit is among five.
    """
    if result.error is not None:
        return True
    if result.answer is not None:
        return not is_right(result)
    ranking = result.ranks.get(OUR_SYSTEM)
    if ranking is None or not result.is_ranked:
        return False
    return not any(hit.right for hit in ranking.hits[:5])
