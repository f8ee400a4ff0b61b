"""When nothing that was found answers: several weak signals together, never one threshold.

Similarity alone cannot tell: the best wrong passage scores above the worst right one. So it is
asked first what cannot be argued away (a code of a kind that the manuals list and that stands
nowhere, a torque where there is none), then how likely the signals together make it that there is
no answer. Their weights are fitted to suites by `millwright eval calibrate-refusal`.
"""

import functools
import itertools
import logging
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answer.evidence import DEFINES, Evidence
from answer.held_figures import holds_figure, holds_unit
from answer.identifiers import Identifier, identifiers
from answer.language import QuestionLanguage, words_of
from answer.measures import units_counted, units_wanted
from answer.passages import whole_text
from answer.phrases import line
from answer.question import asks_how
from answer.senses import Senses
from answer.signals import TOP, Frequencies, Signals, signals
from store.identifiers import identifier_key
from store.settings import Settings
from store.values import Searched

logger = logging.getLogger(__name__)

# What the signals weigh, fitted to the suites in data/ by `millwright eval calibrate-refusal`.
FITTED_WEIGHTS: Mapping[str, float] = {
    "coverage": -0.501,
    "coverage_of_hit": -6.545,
    "unknown": -1.824,
    "cosine": -2.818,
    "cosine_of_first": 1.137,
    "margin": -1.014,
    "missing": 4.519,
    "no_figure": 0.195,
    "length": -3.735,
    "bias": 6.171,
}
# The same where words have no senses: without the second encoder, or with another one.
FITTED_WITHOUT_SENSES: Mapping[str, float] = {
    "coverage": -0.575,
    "coverage_of_hit": -3.285,
    "unknown": -1.387,
    "cosine": -2.918,
    "cosine_of_first": 0.639,
    "margin": -1.426,
    "missing": 5.701,
    "no_figure": 0.367,
    "length": -2.537,
    "bias": 3.125,
}
# Where question and manual differ in language only likeness, the sense of words and codes speak. Of
# 206 questions with an answer likeness keeps 195; it tells no near miss from them (3 of 10 are
# refused), nor, by itself, all that no manual is about.
LIKE_ENOUGH_ACROSS = 0.18
_SENSED_ENOUGH_ACROSS = 0.62
_LIKENESS_AND_SENSE = 1.5
# Only figures answer questions that want nothing but these: torques, weights, temperatures and
# voltages. (Times are written out, a belt may be tight "by hand", "current", "speed" have two
# senses.)
_NO_OTHER_ANSWER = words_of(
    "Nm Ncm kNm lbft lbin ozin kgfm kgfcm kg g t lb oz kN N °C °F K V mV kV"
)
# Where, when and by whom something is done is no such figure, nor is a thing that is called by what
# it measures: a torque wrench, a temperature sensor.
_ASKS_ELSE = re.compile(
    r"^\W*(?:where|when|who|(?:can|may|should)\s+(?:i|we|one)|wo|wann|wer|(?:kann|darf|soll)\s+"
    r"(?:ich|man|wir)|dove|quando|chi|o[uù]|quand|qui|d[oó]nde|cu[aá]ndo|qui[eé]n)\b"
    r"|\b(?:torque|temperature|voltage|weight|force)[\s-]\s?(?:wrench|spanner|screwdriver|sensor"
    r"|probe|switch|gauge|regulator|relay|meter|indicator|converter|limiter|set\b)"
    r"|(?:drehmoment|temperatur|spannungs?|gewichts?|kraft)[\s-]?(?:schlüssel|schluessel|fühler"
    r"|fuehler|sensor|schalter|wächter|waechter|regler|anzeige|messer|wandler|prüfer|pruefer)",
    re.IGNORECASE,
)
# What a screw's torque may be instead of a figure.
_BY_HAND = re.compile(
    r"\b(?:hand|finger)[- ]?tight|\bby hand\b|\bhandfest|\bvon hand\b", re.IGNORECASE
)
# Manuals listed in a refusal before it says how many more there are, and near codes.
_LISTED = 6
_NEAR_LISTED = 3

NearCodes = Mapping[Identifier, tuple[str, ...]]
"""Of each code that no manual searched has, those that they define and that are nearest to it."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer: the codes that stand nowhere, or nothing on the subject."""

    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """That a question is refused, and why; or, with no refusal, that it is answered."""

    refusal: Refusal | None


def refusal(
    question: str,
    evidence: Sequence[Evidence],
    language: QuestionLanguage,
    *,
    near_codes: NearCodes | None = None,
    frequencies: Frequencies | None = None,
    senses: Senses | None = None,
    settings: Settings,
) -> Refusal | None:
    """Return why the question has no answer in the evidence (best first), or None if it may.

    It has none where the risk that the weighted signals tell is at least the settings' threshold;
    the place that defines a code asked for always answers.
    """
    found = signals(question, evidence, language, frequencies, senses)
    decided = without_weighing(question, evidence, found, near_codes)
    if decided is not None:
        return decided.refusal
    if not is_too_risky(found, settings, senses):
        return None
    return Refusal(tuple(code.printed for code in found.nowhere))


def without_weighing(
    question: str,
    evidence: Sequence[Evidence],
    found: Signals,
    near_codes: NearCodes | None = None,
) -> Decision | None:
    """Return what is beyond argument, whatever the signals weigh; None where they have to tell.

    A code that stands nowhere, or a figure whose unit does, is refused; the place that defines a
    code that was asked for answers. Across languages nothing but likeness and codes can speak.
    """
    if not found.passages:
        return Decision(Refusal(tuple(code.printed for code in identifiers(question))))
    lost = tuple(
        code.printed
        for code in found.nowhere
        if code.is_certain or _has_siblings(code, (near_codes or {}).get(code, ()))
    )
    if lost:
        return Decision(Refusal(lost))
    if _lacks_figure(question, evidence[:TOP]):
        return Decision(Refusal())
    if evidence[0].hit.score > DEFINES:
        return Decision(None)
    if not found.values:
        # A code that was found is the same in all languages.
        enough = bool(identifiers(question)) or _is_about(found)
        return Decision(None if enough else Refusal())
    return None


def is_too_risky(found: Signals, settings: Settings, senses: Senses | None) -> bool:
    """Return whether the signals, weighed as the settings say, tell against an answer."""
    weights, threshold = _weighing(settings, senses)
    return risk(found, weights) >= threshold


def _is_about(found: Signals) -> bool:
    """Whether passages in another language are about what is asked."""
    likeness = found.cosine or 0.0
    together = _LIKENESS_AND_SENSE * likeness + (found.sensed or 0.0)
    return likeness >= LIKE_ENOUGH_ACROSS and (
        found.sensed is None or together >= _SENSED_ENOUGH_ACROSS
    )


def _has_siblings(code: Identifier, near: Sequence[str]) -> bool:
    """Whether the manuals list others of its kind: OL7 beside OL1 and OL2 is a code, surely.

    Not where they go on from it: beside F1-01 and F1-02, F1 is their group.
    """
    if not code.is_letters_and_number or code.is_plain or not near:
        return False
    key = code.keys[0]
    return not any(identifier_key(one).startswith(key) for one in near)


def _weighing(settings: Settings, senses: Senses | None) -> tuple[Mapping[str, float], float]:
    """What the signals weigh, and from which risk on a question is refused.

    Both are the settings' own, unless those weights are of other signals.
    """
    fitted = FITTED_WEIGHTS if senses is not None else FITTED_WITHOUT_SENSES
    own = dict(settings.refusal_weights)
    if own and own.keys() != fitted.keys():
        _tell_once()
        return fitted, Settings.model_fields["refusal_threshold"].default
    return own or fitted, settings.refusal_threshold


@functools.cache
def _tell_once() -> None:
    logger.warning(
        "The refusal_weights set are of signals that an earlier version looked at. They and their "
        "threshold do not count: run `millwright eval calibrate-refusal --write` anew."
    )


def risk(found: Signals, weights: Mapping[str, float]) -> float:
    """Return how likely there is no answer, from 0 to 1: a logistic model of the signals."""
    total = weights.get("bias", 0.0) + sum(
        weights.get(name, 0.0) * value for name, value in found.values.items()
    )
    return 1 / (1 + math.exp(-total))


def _lacks_figure(question: str, evidence: Sequence[Evidence]) -> bool:
    """Whether a figure is asked for whose unit stands in none of the passages."""
    counted = units_counted(question)
    if counted:
        return not any(holds_unit(one, counted) for one in evidence)
    wanted = units_wanted(question)
    if asks_how(question) or not wanted or not wanted <= _NO_OTHER_ANSWER:
        return False
    if _ASKS_ELSE.search(question):
        return False
    texts = [whole_text(one) for one in evidence]
    if "Nm" in wanted and any(map(_BY_HAND.search, texts)):
        return False
    return not any(
        holds_figure(text, one, wanted) for one, text in zip(evidence, texts, strict=True)
    )


def refusal_text(
    refused: Refusal,
    searched: Searched,
    language: QuestionLanguage,
    near_codes: NearCodes | None = None,
) -> str:
    """Return what a technician reads: that nothing answers, what is missing, what was looked in.

    Codes that are near to a missing one are named: it may be misread or misprinted.
    """
    if not searched.manuals:
        return line("nothing_searched", language)
    names = searched.revisions or searched.manuals
    listed = ", ".join(names[:_LISTED])
    if len(names) > _LISTED:
        listed += line("more", language, more=len(names) - _LISTED)
    codes = ""
    if refused.missing:
        codes = line("missing", language, missing=", ".join(refused.missing))
        near = dict.fromkeys(itertools.chain.from_iterable((near_codes or {}).values()))
        if near:
            listed_codes = ", ".join(tuple(near)[:_NEAR_LISTED])
            codes += line("nearest_codes", language, near=listed_codes)
    return line("refused", language, codes=codes, listed=listed)
