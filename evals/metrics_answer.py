"""Metrics of one answer: refused rightly, right pages cited, facts, words, notices.

Each is defined for some questions only, and its rate is the mean over those.
"""

from collections.abc import Mapping, Sequence
from itertools import chain

from evals.metrics_boxes import box_agreement
from evals.metrics_facts import facts_found, token_f1
from evals.metrics_ranking import relevant_items
from evals.run import AnswerGiven, CitationGiven
from evals.suite import Case, Expected
from store.section_names import comparable_section
from store.values import Answer, Box, Citation

MEANINGS = {
    "answered": "answerable questions that were not refused",
    "refusal_precision": "refused rightly, of all that were refused",
    "refusal_recall": "refused rightly, of all that cannot be answered",
    "citation_page": "answers whose first source stands in an expected place",
    "citation_precision": "cited pages that are expected ones",
    "citation_recall": "expected pages that are cited",
    "box_overlap": "marked boxes and expected ones: intersection over union",
    "box_covered": "expected boxes: the share of them that is marked",
    "facts": "expected facts that the answer holds",
    "token_f1": "words shared with the expected answer (F1)",
    "notices": "expected safety notices that are shown",
}
NAMES = tuple(MEANINGS)


def answer_given(case: Case, answer: Answer, languages: Mapping[str, Sequence[str]]) -> AnswerGiven:
    """Return what was answered with its metrics; `languages` are those of files, by name."""
    cited = tuple(
        CitationGiven(
            **citation.model_dump(include=set(CitationGiven.model_fields) - {"right"}),
            right=any(place.is_met_by(citation) for place in case.expected),
        )
        for citation in answer.citations
    )
    of_files = (languages.get(citation.file, ()) for citation in answer.citations)
    spoken = dict.fromkeys([case.language, *chain.from_iterable(of_files)])
    place = _best_place(case, answer, tuple(language for language in spoken if language))
    facts = place.facts if place else ()
    found = facts_found(facts, answer.text, tuple(filter(None, spoken)))
    return AnswerGiven(
        id=answer.id,
        outcome=answer.outcome,
        text=answer.text,
        understood=answer.understood,
        model=answer.model,
        fallback=answer.fallback,
        citations=cited,
        notices=tuple(f"{notice.level}: {notice.text}" for notice in answer.notices),
        facts_found=found,
        facts_missing=tuple(fact for fact in facts if fact not in found),
        metrics=_metrics(case, answer, cited, place, found),
        timings_ms=answer.timings_ms,
        tokens=answer.tokens.model_dump() if answer.tokens else {},
    )


def failed_metrics(case: Case) -> dict[str, float]:
    """Return the metrics of a question whose answer failed: a failure never makes a rate better."""
    return {"answered": 0.0} if case.answerable else {"refusal_recall": 0.0}


def _best_place(case: Case, answer: Answer, languages: Sequence[str]) -> Expected | None:
    """Where several places answer, the one whose facts and words the answer holds best."""

    def agreement(place: Expected) -> tuple[float, float]:
        found = facts_found(place.facts, answer.text, languages)
        return len(found) / max(len(place.facts), 1), token_f1(place.answer, answer.text)

    return max(case.expected, key=agreement, default=None)


def _metrics(
    case: Case,
    answer: Answer,
    cited: Sequence[CitationGiven],
    place: Expected | None,
    found: Sequence[str],
) -> dict[str, float]:
    refused = answer.outcome == "refused"
    if not case.answerable:
        return {"refusal_recall": float(refused)} | ({"refusal_precision": 1.0} if refused else {})
    if refused:
        return {"answered": 0.0, "refusal_precision": 0.0}
    metrics = {"answered": 1.0}
    if case.is_ranked:
        metrics["citation_page"] = float(bool(cited) and cited[0].right)
        metrics |= _citation_metrics(case, answer.citations, cited)
    boxes = [one for one in case.expected if one.boxes]
    if boxes:
        agreements = [box_agreement(one.boxes, _marked(answer.citations, one)) for one in boxes]
        metrics["box_overlap"], metrics["box_covered"] = max(agreements)
    if place is not None and place.facts:
        metrics["facts"] = len(found) / len(place.facts)
    if place is not None and place.answer:
        metrics["token_f1"] = token_f1(place.answer, answer.text)
    wanted = [notice for one in case.expected[:1] for notice in one.notices]
    if wanted:
        metrics["notices"] = sum(_is_shown(notice, answer) for notice in wanted) / len(wanted)
    return metrics


def _citation_metrics(
    case: Case, citations: Sequence[Citation], cited: Sequence[CitationGiven]
) -> dict[str, float]:
    """Precision over the distinct pages (or sections) cited, recall over the relevant items.

    A source over several pages counts as one: it is right if one of them is.
    """
    pages: dict[tuple[object, ...], bool] = {}
    for one in cited:
        where = (one.manual, one.revision, one.page or one.section)
        pages[where] = pages.get(where, False) or one.right
    items = relevant_items(case.expected)
    found = {
        number
        for number, item in enumerate(items)
        for citation in citations
        if case.expected[item.place].is_met_by(citation)
        and (
            item.page in {there.page for there in citation.places}
            or item.section in {comparable_section(heading) for heading in citation.section}
        )
    }
    return {
        **({"citation_precision": sum(pages.values()) / len(pages)} if pages else {}),
        **({"citation_recall": len(found) / len(items)} if items else {}),
    }


def _marked(citations: Sequence[Citation], place: Expected) -> dict[int, list[Box]]:
    marked: dict[int, list[Box]] = {}
    for citation in citations:
        if not place.is_met_by(citation):
            continue
        for there in citation.places:
            marked.setdefault(there.page, []).extend(there.boxes)
    return marked


def _is_shown(wanted: str, answer: Answer) -> bool:
    """Whether a notice is shown: by its level's name alone, else word for word."""
    words = " ".join(wanted.split()).casefold()
    return any(
        words == notice.level or words in " ".join(notice.text.split()).casefold()
        for notice in answer.notices
    )
