"""What speaks for and against an answer, each from 0 to 1: what refusal decides by."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from answer.evidence import Evidence
from answer.held_figures import holds_figure
from answer.identifiers import Identifier, identifiers, mentions
from answer.language import QuestionLanguage, comparable
from answer.measures import asks_figure, units_wanted
from answer.passages import whole_text
from answer.question import asks_how, searched_part
from answer.senses import Senses
from answer.subject import subject_terms, subject_words, terms_held
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


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against an answer.

    `values` are by name, empty where question and first hit share no language or the question has
    no words: `coverage` of the question's words, weighed by how rare they are, by the best passage
    and its manual's title, `coverage_of_hit` by the best chunk and that, where a word of like sense
    counts in part; `unknown`, the share that stands in no manual; `cosine` and `cosine_of_first`,
    the likeness of the best and of the first hit; `margin` of the first hit over the last looked
    at; `missing`, 1 where a code is lacking; `no_figure`, 1 where a figure is asked for and none
    stands there; `length` of the question.

    `missing` are the codes that the passages lack, `nowhere` those of them that stand in nothing
    that was searched. Where there are no values, `cosine` and `sensed` are those of the passages in
    other languages than the question's: likeness, and the share of its words by their sense.
    """

    passages: int
    missing: tuple[Identifier, ...]
    nowhere: tuple[Identifier, ...]
    cosine: float | None
    values: Mapping[str, float] = field(default_factory=dict)
    sensed: float | None = None


def signals(
    question: str,
    evidence: Sequence[Evidence],
    language: QuestionLanguage,
    frequencies: Frequencies | None = None,
    senses: Senses | None = None,
) -> Signals:
    """Return what speaks for and against an answer from the evidence, best first.

    Without `frequencies` all words of the question weigh alike, without `senses` none counts but
    where it stands.
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
    shared = [
        (one, text)
        for one, text in zip(evidence[:TOP], texts, strict=False)
        if comparable(one.hit.language, language)
    ]
    if not shared or shared[0][0] is not evidence[0]:
        foreign = [one for one in evidence[:TOP] if not comparable(one.hit.language, language)]
        # Likeness in the question's own language is of another encoder, and on another scale.
        across = max((one.cosine for one in foreign if one.cosine is not None), default=None)
        sensed = _sensed(question, foreign, language, senses)
        return Signals(len(evidence), missing, nowhere, across, sensed=sensed)
    cosines = [one.cosine for one in evidence[:TOP] if one.cosine is not None]
    cosine = max(cosines) if cosines else None
    spoken = shared[0][0].hit.language
    weights = _weights(
        frozenset().union(*(subject_terms(question, one.hit.language) for one, _ in shared)),
        frequencies(spoken) if frequencies is not None else None,
    )
    if not weights.of:
        return Signals(len(evidence), missing, nowhere, cosine)
    asked = _Asked(
        senses, {one.hit.language: subject_words(question, one.hit.language) for one, _ in shared}
    )

    def share(one: Evidence, *texts: str) -> float:
        # A question names its machine, and the passage that answers need not.
        said = "\n".join((*texts, one.title, *one.hit.machines))
        return weights.share(asked.held(said, one.hit.language))

    covered = [share(one, text) for one, text in shared]
    hits = [share(one, one.hit.text, *one.hit.section) for one, _ in shared]
    figure = asks_figure(question) and not asks_how(question)
    wanted = units_wanted(question)
    figured = any(holds_figure(text, one, wanted) for one, text in shared[:_FIGURED])
    return Signals(
        passages=len(evidence),
        missing=missing,
        nowhere=nowhere,
        cosine=cosine,
        values={
            "coverage": max(covered),
            "coverage_of_hit": max(hits),
            "unknown": weights.unknown,
            "cosine": max(cosine or 0.0, 0.0),
            "cosine_of_first": max(evidence[0].cosine or 0.0, 0.0),
            "margin": min(evidence[0].hit.score - evidence[:TOP][-1].hit.score, 1.0),
            "missing": float(bool(missing)),
            "no_figure": float(figure and not figured),
            "length": min(len(weights.of), _MANY_TERMS) / _MANY_TERMS,
        },
    )


def _sensed(
    question: str, foreign: Sequence[Evidence], language: QuestionLanguage, senses: Senses | None
) -> float | None:
    """How far the question's words stand by their sense, each where it does best."""
    words = subject_words(question, language)
    if senses is None or not words or not foreign:
        return None
    texts = ["\n".join((one.hit.text, *one.hit.section)) for one in foreign]
    return float(senses.held(words, texts).max(axis=0).mean())


def _stands_elsewhere(code: Identifier, known: Sequence[Vocabulary]) -> bool:
    """Whether a code is a word of what was searched, beyond the best passages.

    A bare number stands everywhere, as anything.
    """
    if code.is_number:
        return False
    terms = keywords.terms("".join(code.runs), "en")
    return any(words.document_frequency(term) for words in known for term in terms)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The words of a question, by the language that they are read in."""

    senses: Senses | None
    words: Mapping[str, Sequence[str]]

    def held(self, text: str, language: str) -> Mapping[int, float]:
        """How far a text has each term of the question: 1 where it stands, less by its sense."""
        found = dict.fromkeys(terms_held(text, language), 1.0)
        if self.senses is not None:
            words = self.words[language]
            (held,) = self.senses.held(words, [text])
            for word, likeness in zip(words, held, strict=True):
                for term in keywords.terms(word, language):
                    found.setdefault(term, float(likeness))
        return found


@dataclass(frozen=True, slots=True)
class _Weights:
    """The question's terms by their inverse document frequency; `unknown` is the share of those
    that stand nowhere.
    """

    of: Mapping[int, float]
    unknown: float

    def share(self, held: Mapping[int, float]) -> float:
        """The share of the question's weight that a text has."""
        won = sum(weight * held.get(term, 0.0) for term, weight in self.of.items())
        return won / sum(self.of.values())


def _weights(terms: Collection[int], vocabulary: Vocabulary | None) -> _Weights:
    if vocabulary is None or not vocabulary.chunks:
        return _Weights(dict.fromkeys(terms, 1.0), 0.0)
    of = {term: vocabulary.rarity(term) for term in terms}
    unknown = sum(of[term] for term in terms if not vocabulary.document_frequency(term))
    return _Weights(of, unknown / (sum(of.values()) or 1.0))
