"""How well the sentences or rows of a passage fit what is looked for."""

import functools
import itertools
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from answer.conditions import asks_when, condition
from answer.counted import counted_noun, says_how_many
from answer.definitions import asks_definition, defines
from answer.denial import forbids
from answer.evidence import Evidence
from answer.held_figures import holds_figure, measures, rows_with_figure
from answer.identifiers import identifiers, mentions
from answer.passages import about, is_step, is_table
from answer.question import asks_leave
from answer.sentence_likeness import SentenceLikeness
from answer.subject import weights_of_talking
from store import keywords

# What a figure with its unit weighs when the question asks for one, as a share of all terms.
_FIGURE_BONUS = 0.35
# An identifier asked for outweighs all words together.
_IDENTIFIER_WEIGHT = 2.0
# A figure that the question names ("at 16 kHz", "the 2 HP motor") tells which piece it is about; so
# many of them count.
_NAMED_FIGURE, _MOST_NAMED = 0.4, 2
# What forbids is the answer to a question for leave, where it speaks of the same.
_FORBIDS_BONUS = 0.2
# What says what a thing is, where that is asked.
TELLS_WHAT = 0.5
# What is said for the case that the question names, as a share of that case's words.
_CONDITION_BONUS = 0.3
# … and of what names any case, where it is asked when something happens.
_ANY_CASE = 0.5
# What is said of which parts do not, or what only points at a figure, is the answer to a question
# for which ones only where nothing else fits as well.
_POINTLESS = 0.15
_NEGATES = re.compile(
    r"\b(?:not|never|no longer|cannot|n't|nicht|nie(?:mals)?|keine?[mnrs]?)\b", re.IGNORECASE
)
_ASKS_WHICH = re.compile(r"^\W*(?:which|what|who|where|welche[mnrs]?|was|wer|wo)\b", re.IGNORECASE)
_POINTS = re.compile(
    r"\b(?:following|below)\b.{0,40}\b(?:figures?|illustrations?|pictures?|overview|tables?)\b"
    r"|\bfolgende\w*\b.{0,40}\b(?:abbildung|grafik|bild|übersicht|tabelle)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: the words of a question, or of a sentence that needs its source.

    `alike` compares sentences with it.
    """

    text: str
    figure: bool = False
    units: frozenset[str] = frozenset()
    alike: SentenceLikeness | None = None

    def terms(self, language: str) -> frozenset[int]:
        """Return the stemmed content words as a manual of that language would hold them."""
        named = keywords.manuals_words(self.text)
        return keywords.terms(" ".join((self.text, *named)), language)


class UnitScores:
    """How well units of one passage fit what is wanted, as a share of the wanted terms' weight.

    A term weighs the more, the fewer units hold it (inverse document frequency within the passage);
    one that the headings say already decides nothing between the units, and weighs half, as does
    a word of talking.
    """

    def __init__(
        self,
        wanted: Wanted,
        evidence: Evidence,
        texts: tuple[str, ...],
        heads: tuple[str, ...] = (),
    ) -> None:
        """`heads` are what stands over each unit and is said of it, where anything does."""
        language = evidence.hit.language
        headed = tuple(map("\n".join, zip(heads, texts, strict=True))) if heads else texts
        self._held = _terms_of_all(headed, language)
        terms = wanted.terms(language)
        frequency = Counter(term for held in self._held for term in held & terms)
        said = keywords.terms(about(evidence), language)
        light = weights_of_talking(language)
        self._weights = {
            term: math.log(1 + len(texts) / (0.5 + frequency[term]))
            * (0.5 if term in said else 1)
            * light.get(term, 1.0)
            for term in terms
        }
        self._total = sum(self._weights.values()) or 1.0
        codes = identifiers(wanted.text)
        self._codes = [
            {number for number, code in enumerate(codes) if mentions(text, code)} for text in texts
        ]
        in_rows = is_table(evidence.passage)
        figured = rows_with_figure(evidence, wanted.units) if in_rows and wanted.figure else ()
        self._figures = [
            wanted.figure
            and (number in figured if in_rows else holds_figure(text, evidence, wanted.units))
            for number, text in enumerate(texts)
        ]
        noun = counted_noun(wanted.text)
        counting = [bool(noun) and says_how_many(t, noun, language, row=in_rows) for t in texts]
        # Another figure is none of what is counted.
        self._figures = counting if any(counting) else self._figures
        self._steps = [not in_rows and is_step(text) for text in texts]
        named = measures(evidence, wanted.text)
        rows = range(len(texts)) if in_rows else itertools.repeat(None)
        self._named = [
            named & measures(evidence, text, row) if named else named
            for text, row in zip(texts, rows, strict=False)
        ]
        self._cases = [0.0] * len(texts)
        case = keywords.terms(condition(wanted.text), language) & self._weights.keys()
        if case and not in_rows:
            whole = sum(self._weights[term] for term in case)
            named_cases = _terms_of_all(tuple(map(condition, texts)), language)
            self._cases = [
                sum(self._weights[term] for term in case & named_case) / whole
                for named_case in named_cases
            ]
        elif asks_when(wanted.text) and not in_rows:
            self._cases = [_ANY_CASE if condition(text) else 0.0 for text in texts]
        leave = asks_leave(wanted.text)
        self._forbidden = [
            leave and forbids(text) and (figured or not wanted.figure)
            for text, figured in zip(texts, self._figures, strict=True)
        ]
        what = asks_definition(wanted.text) and not in_rows
        self._defines = [what and defines(wanted.text, text, language) for text in texts]
        which = _ASKS_WHICH.match(wanted.text) and not _NEGATES.search(wanted.text)
        alike = wanted.alike
        added = alike.of(wanted.text, headed, language, rows=in_rows) if alike is not None else None
        self._alike = [0.0] * len(texts) if added is None else [float(one) for one in added]
        self._pointless = [
            bool((which and _NEGATES.search(text)) or _POINTS.search(text)) for text in texts
        ]

    def of(self, indices: Sequence[int]) -> float:
        """Return the score of these units together; all words of a question alone give 1."""
        figured = [index for index in indices if self._figures[index]]
        # The figure of one step belongs to nothing that another one names.
        apart = bool(figured) and all(self._steps[index] for index in figured)
        held = frozenset[int]().union(*(self._held[i] for i in (figured if apart else indices)))
        score = sum(self._weights[term] for term in held & self._weights.keys()) / self._total
        codes = set[int]().union(*(self._codes[index] for index in indices))
        figure = _FIGURE_BONUS if figured else 0.0
        forbidden = _FORBIDS_BONUS if any(self._forbidden[index] for index in indices) else 0.0
        named = frozenset[tuple[str, str]]().union(*(self._named[index] for index in indices))
        # What holds no word of the question makes nothing to the point.
        telling = [index for index in indices if self._held[index] & self._weights.keys()]
        pointless = _POINTLESS if all(self._pointless[i] for i in telling or indices) else 0.0
        keys = _IDENTIFIER_WEIGHT * len(codes) + _NAMED_FIGURE * min(len(named), _MOST_NAMED)
        alike = max((self._alike[index] for index in indices), default=0.0)
        case = _CONDITION_BONUS * max((self._cases[index] for index in indices), default=0.0)
        defined = TELLS_WHAT if any(self._defines[index] for index in indices) else 0.0
        return score + alike + keys + figure + forbidden + case + defined - pointless


@functools.lru_cache(maxsize=256)
def _terms_of_all(texts: tuple[str, ...], language: str) -> tuple[frozenset[int], ...]:
    return tuple(keywords.terms(text, language) for text in texts)
