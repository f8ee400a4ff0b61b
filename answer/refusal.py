"""When nothing that was found answers: several weak signals together, never one threshold.

Similarity alone cannot tell: the best wrong passage scores above the worst right one. So it is
asked first what cannot be argued away (a code that stands nowhere), then how much of the question
the passages speak of at all, and similarity only decides between.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.evidence import Evidence
from answer.identifiers import Identifier, identifiers, mentions
from answer.language import QuestionLanguage, comparable, words_of
from answer.passages import holds_figure, whole_text
from answer.question import asks_how, searched_part, units_wanted
from store import keywords
from store.values import Searched

# How many of the best passages speak for the rest.
TOP = 5
# Share of the question's content terms that the top passages of one manual hold together: from
# here on the subject is there. Below, the best passage must be similar or hold most by itself.
GOOD_COVERAGE = 0.75
# Share of the terms that the best single passage must hold then …
LEAST_IN_ONE = 0.5
# … and the cosine that makes up for it: a paraphrase shares meaning and few words.
LIKE_ENOUGH = 0.45
# Where question and manual differ in language only similarity and codes can speak.
LIKE_ENOUGH_ACROSS = 0.25
# Only figures answer questions that want nothing but these: torques, weights, temperatures and
# voltages. (Times are written out, "tight" may be "by hand", "current", "speed" have two senses.)
_NO_OTHER_ANSWER = words_of("Nm Ncm kNm lbft lbin kg g t lb kN N °C °F K V mV kV")
# Manuals listed in a refusal before it says how many more there are.
_LISTED = 6

# Words of asking, not of the subject; the stemmer's stop words do not hold them.
_ASKING = {
    "en": "mean means need please tell show find give use used using want know get make long much "
    "many machine manual question happen happens does explain",
    "de": "bedeutet bedeuten brauche bitte zeig zeige finde gib benutze verwende will möchte weiß "
    "mache machen tun maschine handbuch frage passiert erkläre viel viele lange gibt",
}


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against an answer. Shares are from 0 to 1, None where none can be had."""

    passages: int
    missing: tuple[Identifier, ...]
    coverage: float | None
    coverage_of_best: float | None
    cosine: float | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer: the codes that stand nowhere, or nothing on the subject."""

    missing: tuple[str, ...] = ()


def refusal(
    question: str, evidence: Sequence[Evidence], language: QuestionLanguage
) -> Refusal | None:
    """Return why the question has no answer in the evidence (best first), or None if it may."""
    found = signals(question, evidence, language)
    if not found.passages:
        return Refusal(tuple(code.printed for code in identifiers(question)))
    if found.missing:
        return Refusal(tuple(code.printed for code in found.missing))
    if _lacks_figure(question, evidence[:TOP]):
        return Refusal()
    cosine = found.cosine if found.cosine is not None else 0.0
    if found.coverage is None or found.coverage_of_best is None:
        # A code that was found is the same in all languages.
        return None if identifiers(question) or cosine >= LIKE_ENOUGH_ACROSS else Refusal()
    if found.coverage >= GOOD_COVERAGE:
        return None
    enough = found.coverage_of_best >= LEAST_IN_ONE or cosine >= LIKE_ENOUGH
    return None if enough else Refusal()


def _lacks_figure(question: str, evidence: Sequence[Evidence]) -> bool:
    """Whether a figure is asked for whose unit stands in none of the passages."""
    wanted = units_wanted(question)
    if asks_how(question) or not wanted or not wanted <= _NO_OTHER_ANSWER:
        return False
    return not any(holds_figure(whole_text(one), one, wanted) for one in evidence)


def signals(question: str, evidence: Sequence[Evidence], language: QuestionLanguage) -> Signals:
    """Return what `refusal` decides by, for suites to calibrate its constants with."""
    question = searched_part(question)
    texts = [whole_text(one) for one in evidence]
    missing = tuple(
        code for code in identifiers(question) if not any(mentions(text, code) for text in texts)
    )
    cosines = [one.cosine for one in evidence[:TOP] if one.cosine is not None]
    shares: list[frozenset[int]] = []
    of_manual: dict[str, frozenset[int]] = {}
    wanted: frozenset[int] = frozenset()
    for one, text in zip(evidence[:TOP], texts[:TOP], strict=True):
        if comparable(one.hit.language, language):
            terms = subject_terms(question, one.hit.language)
            wanted |= terms
            shares.append(terms & keywords.terms(text, one.hit.language))
            # A belt in one manual and a lathe in another are no belt of the lathe.
            of_manual[one.hit.manual] = of_manual.get(one.hit.manual, frozenset()) | shares[-1]
    return Signals(
        passages=len(evidence),
        missing=missing,
        coverage=max(map(len, of_manual.values())) / len(wanted) if wanted else None,
        coverage_of_best=max(map(len, shares)) / len(wanted) if wanted else None,
        cosine=max(cosines) if cosines else None,
    )


def subject_terms(question: str, language: str) -> frozenset[int]:
    """Return the stemmed terms of what is asked about, without the words of asking."""
    terms = keywords.terms(re.sub(r"[^\w\s.,/-]", " ", question), language)
    return terms - keywords.terms(_ASKING.get(language.split("-")[0], ""), language)


def refusal_text(
    refused: Refusal,
    searched: Searched,
    language: QuestionLanguage,
    near_codes: Sequence[str] = (),
) -> str:
    """Return what a technician reads: that nothing answers, what is missing, what was looked in.

    Codes that are near to a missing one are named: it may be misread or misprinted.
    """
    german = language == "de"
    if not searched.manuals:
        return (
            "Für diese Auswahl gilt kein Handbuch: es konnte in nichts gesucht werden."
            if german
            else "No manual in force fits this choice: there was nothing to look in."
        )
    names = searched.revisions or searched.manuals
    listed = ", ".join(names[:_LISTED])
    if more := len(names) - _LISTED if len(names) > _LISTED else 0:
        listed += f" und {more} weiteren" if german else f" and {more} more"
    missing, near = ", ".join(refused.missing), ", ".join(near_codes)
    if german:
        codes = f" {missing} kommt darin nicht vor." if missing else ""
        codes += f" Am nächsten kommen: {near}." if missing and near else ""
        return f"Kein gültiges Handbuch beantwortet das.{codes} Gesucht wurde in: {listed}."
    codes = f" {missing} does not stand in any of them." if missing else ""
    codes += f" The nearest codes are {near}." if missing and near else ""
    return f"No manual in force answers this.{codes} Looked in: {listed}."
