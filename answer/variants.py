"""Revisions in force side by side, for different machines: an answer from each, never a mixture."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from answer.language import QuestionLanguage, language_of
from answer.respond import event
from answer.wording import applies_line
from store.manual_values import StoredRevision
from store.values import Answer, AnswerEvent, Citation, NoticeShown, Outcome

_MARKER = re.compile(r"\[(\d+)\]")


def side_by_side(
    revisions: Sequence[StoredRevision], manual: str, language: str
) -> tuple[StoredRevision, ...]:
    """Return the revisions of a manual of which each answers for other machines, newest first.

    Empty where there is one only.
    """
    found = [r for r in revisions if (r.manual, r.language) == (manual, language)]
    if len(found) < 2:
        return ()
    return tuple(sorted(found, key=lambda r: (r.effective, r.revision), reverse=True))


def unmixed(
    revisions: Sequence[StoredRevision], chosen: StoredRevision
) -> tuple[StoredRevision, ...]:
    """Return the revisions without those that stand beside the chosen one."""
    others = side_by_side(revisions, chosen.manual, chosen.language)
    return tuple(r for r in revisions if r.edition == chosen.edition or r not in others)


def first_of_each(revisions: Sequence[StoredRevision]) -> frozenset[str]:
    """Return the editions of which no two stand side by side: the newest of each group."""
    groups: dict[tuple[str, str], list[StoredRevision]] = defaultdict(list)
    for revision in revisions:
        groups[revision.manual, revision.language].append(revision)
    return frozenset(
        max(group, key=lambda r: (r.effective, r.revision)).edition for group in groups.values()
    )


def labelled(
    answers: Sequence[tuple[StoredRevision, Answer]],
) -> Iterator[AnswerEvent]:
    """Yield one answer made of several, each under a line that says which machines it is for.

    Where none of them cites the manual in question, it is the first one as it stands.
    """
    if not any(_cites(answer, revision) for revision, answer in answers):
        yield from _events(answers[0][1])
        return
    language: QuestionLanguage = language_of(answers[0][1].question, answers[0][1].scope.language)
    first = answers[0][1]
    parts: list[str] = []
    citations: list[Citation] = []
    notices: list[NoticeShown] = []
    for revision, answer in answers:
        shift = len(citations)
        siblings = [other for other, _ in answers if other.id != revision.id]
        line = applies_line(revision, siblings, language)
        parts.append(f"{line}\n{_shifted(answer.text, shift)}")
        citations.extend(
            citation.model_copy(
                update={
                    "marker": citation.marker + shift,
                    "introduction": citation.introduction if number else line,
                }
            )
            for number, citation in enumerate(answer.citations)
        )
        seen = {" ".join(notice.text.split()) for notice in notices}
        notices.extend(
            notice.model_copy(update={"marker": notice.marker + shift})
            for notice in answer.notices
            if " ".join(notice.text.split()) not in seen
        )
    levels = ("danger", "warning", "caution", "notice")
    yield from _events(
        first.model_copy(
            update={
                "outcome": _outcome([answer for _, answer in answers]),
                "text": "\n\n".join(parts),
                "citations": tuple(citations),
                "notices": tuple(sorted(notices, key=lambda n: levels.index(n.level))),
                "checks": tuple(check for _, answer in answers for check in answer.checks),
                "fallback": next((a.fallback for _, a in answers if a.fallback), None),
                "timings_ms": {
                    **first.timings_ms,
                    "answer": sum(a.timings_ms.get("answer", 0.0) for _, a in answers),
                },
            }
        )
    )


def _shifted(text: str, by: int) -> str:
    return _MARKER.sub(lambda match: f"[{int(match[1]) + by}]", text)


def _cites(answer: Answer, revision: StoredRevision) -> bool:
    return any(
        (citation.manual, citation.revision) == (revision.manual, revision.revision)
        for citation in answer.citations
    )


def _outcome(answers: Sequence[Answer]) -> Outcome:
    """`answered` only where the model wrote all that is not refused."""
    outcomes = {answer.outcome for answer in answers} - {"refused"}
    if not outcomes:
        return "refused"
    return "answered" if outcomes == {"answered"} else "quoted"


def _events(answer: Answer) -> Iterator[AnswerEvent]:
    for notice in answer.notices:
        yield event("notice", notice)
    if answer.text and answer.outcome != "refused":
        markers = sorted({int(number) for number in _MARKER.findall(answer.text)})
        yield AnswerEvent(event="sentence", data={"text": answer.text, "markers": markers})
    for citation in answer.citations:
        yield event("citation", citation)
    yield event("done", answer)
