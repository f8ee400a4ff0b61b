"""What speaks for and against an answer, each from 0 to 1: what refusal decides by."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from answer.evidence import Evidence
from answer.identifiers import Identifier, identifiers, mentions
from answer.language import QuestionLanguage, comparable
from answer.passages import holds_figure, whole_text
from answer.question import asks_figure, asks_how, searched_part, units_wanted
from store import keywords
from store.vocabulary import Vocabulary

# How many of the best passages speak for the rest.
TOP = 5
# Passages whose figures may be the one that is asked for.
_FIGURED = 3
# From here on a question has many words of its own.
_MANY_TERMS = 12

Frequencies = Callable[[str], Vocabulary]
"""The words of what is searched, in one language (ISO 639-1)."""

# Words of asking, not of the subject; the stemmer's stop words do not hold them.
_ASKING = {
    "en": "mean means need please tell show find give use used using want know get make long much "
    "many machine manual question happen happens does explain",
    "de": "bedeutet bedeuten brauche bitte zeig zeige finde gib benutze verwende will möchte weiß "
    "mache machen tun maschine handbuch frage passiert erkläre viel viele lange gibt",
}


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against an answer.

    `values` are by name, empty where question and first hit share no language or the question has
    no words: `coverage` of the question's words, weighed by how rare they are, by the passages of
    one manual together; `coverage_of_best` by one passage, `coverage_of_hit` by one chunk;
    `unknown`, the share that stands in no manual; `rarest`, how rare the rarest word is that the
    best passage lacks; `cosine` and `cosine_of_first`, the likeness of the best and of the first
    hit; `margin` of the first hit over the last looked at; `missing`, 1 where a code is lacking;
    `no_figure`, 1 where a figure is asked for and none stands there; `length` of the question.

    `missing` are the codes that the passages lack, `nowhere` those of them that stand in nothing
    that was searched.
    """

    passages: int
    missing: tuple[Identifier, ...]
    nowhere: tuple[Identifier, ...]
    cosine: float | None
    values: Mapping[str, float] = field(default_factory=dict)


def signals(
    question: str,
    evidence: Sequence[Evidence],
    language: QuestionLanguage,
    frequencies: Frequencies | None = None,
) -> Signals:
    """Return what speaks for and against an answer from the evidence, best first.

    Without `frequencies` all words of the question weigh alike.
    """
    question = searched_part(question)
    texts = [whole_text(one) for one in evidence]
    codes = identifiers(question)
    languages = dict.fromkeys(one.hit.language for one in evidence)
    known = [frequencies(language) for language in languages] if frequencies else []
    lacking = [code for code in codes if not any(mentions(text, code) for text in texts)]
    nowhere = tuple(code for code in lacking if not _stands_elsewhere(code, known))
    # What is a code beyond doubt, or a bolt, has to stand where the answer is.
    missing = tuple(code for code in lacking if code in nowhere or code.is_certain or code.is_plain)
    cosines = [one.cosine for one in evidence[:TOP] if one.cosine is not None]
    cosine = max(cosines) if cosines else None
    shared = [
        (one, text)
        for one, text in zip(evidence[:TOP], texts, strict=False)
        if comparable(one.hit.language, language)
    ]
    if not shared or shared[0][0] is not evidence[0]:
        return Signals(len(evidence), missing, nowhere, cosine)
    spoken = shared[0][0].hit.language
    weights = _weights(
        frozenset().union(*(subject_terms(question, one.hit.language) for one, _ in shared)),
        frequencies(spoken) if frequencies is not None else None,
    )
    if not weights.of:
        return Signals(len(evidence), missing, nowhere, cosine)
    held = [keywords.terms(text, one.hit.language) for one, text in shared]
    by_manual: dict[str, frozenset[int]] = {}
    for (one, _), terms in zip(shared, held, strict=True):
        # A belt in one manual and a lathe in another are no belt of the lathe.
        by_manual[one.hit.manual] = by_manual.get(one.hit.manual, frozenset()) | terms
    hits = [
        keywords.terms("\n".join((one.hit.text, *one.hit.section)), one.hit.language)
        for one, _ in shared
    ]
    best = max(held, key=weights.share)
    figure = asks_figure(question) and not asks_how(question)
    wanted = units_wanted(question)
    figured = any(holds_figure(text, one, wanted) for one, text in shared[:_FIGURED])
    return Signals(
        passages=len(evidence),
        missing=missing,
        nowhere=nowhere,
        cosine=cosine,
        values={
            "coverage": max(map(weights.share, by_manual.values())),
            "coverage_of_best": weights.share(best),
            "coverage_of_hit": max(map(weights.share, hits)),
            "unknown": weights.unknown,
            "rarest": weights.rarest_without(best),
            "cosine": max(cosine or 0.0, 0.0),
            "cosine_of_first": max(evidence[0].cosine or 0.0, 0.0),
            "margin": min(evidence[0].hit.score - evidence[:TOP][-1].hit.score, 1.0),
            "missing": float(bool(missing)),
            "no_figure": float(figure and not figured),
            "length": min(len(weights.of), _MANY_TERMS) / _MANY_TERMS,
        },
    )


def _stands_elsewhere(code: Identifier, known: Sequence[Vocabulary]) -> bool:
    """Whether a code is a word of what was searched, beyond the best passages.

    A bare number stands everywhere, as anything.
    """
    if code.is_number:
        return False
    terms = keywords.terms("".join(code.runs), "en")
    return any(words.document_frequency(term) for words in known for term in terms)


@dataclass(frozen=True, slots=True)
class _Weights:
    """The question's terms by their inverse document frequency, the largest being `largest`."""

    of: Mapping[int, float]
    largest: float
    unknown: float

    def share(self, terms: Collection[int]) -> float:
        """The share of the question's weight that these terms hold."""
        return sum(weight for term, weight in self.of.items() if term in terms) / sum(
            self.of.values()
        )

    def rarest_without(self, terms: Collection[int]) -> float:
        left = [weight for term, weight in self.of.items() if term not in terms]
        return max(left, default=0.0) / self.largest


def _weights(terms: Collection[int], vocabulary: Vocabulary | None) -> _Weights:
    if vocabulary is None or not vocabulary.chunks:
        return _Weights(dict.fromkeys(terms, 1.0), 1.0, 0.0)
    of = {term: vocabulary.rarity(term) for term in terms}
    unknown = sum(of[term] for term in terms if not vocabulary.document_frequency(term))
    return _Weights(of, vocabulary.rarity(None), unknown / (sum(of.values()) or 1.0))


def subject_terms(question: str, language: str) -> frozenset[int]:
    """Return the stemmed terms of what is asked about, without the words of asking."""
    terms = keywords.terms(re.sub(r"[^\w\s.,/-]", " ", question), language)
    return terms - keywords.terms(_ASKING.get(language.split("-")[0], ""), language)
