"""What the model wrote against the passages it cites: figures, identifiers, words, denials."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.citation import Quote
from answer.evidence import Evidence
from answer.figures import Figure, figures, units_named
from answer.identifiers import Identifier, identifiers, mentions, without_identifiers
from answer.language import comparable, words_of
from answer.passages import about, is_table, units, whole_text
from store import keywords

# Share of a sentence's content words that must stand in the passages cited. Models rephrase, so
# asking for all would show nothing; below a half most of the sentence comes from elsewhere.
LEAST_OVERLAP = 0.5
# Share of a step's content words that one sentence must have to count as telling it.
STEP_TOLD = 0.5
_MARKERS = re.compile(r"\s*\[\s*\d+(?:\s*[,;]\s*\d+)*\s*\]")
_LIST_NUMBER = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|[-*\u2022])\s+")
_DENIALS = words_of(
    """
    no not never none neither nor without cannot don't doesn't mustn't shouldn't can't won't avoid
    forbidden prohibited kein keine keinen keinem keiner keines nicht nie niemals ohne verboten
    weder unzulässig
    """
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence may be shown, and why not."""

    supported: bool
    reason: str


def verified(sentence: str, cited: Sequence[Evidence], language: str) -> Verdict:
    """Return whether the cited passages bear the sentence out; `language` is the sentence's own.

    Every figure with its unit and every identifier must stand in a cited passage, a figure beside
    what it belongs to, most content words too, and nothing denied may be affirmed or the reverse.
    Where passage and sentence differ in language, words cannot be compared: the reason says so.
    """
    plain = plain_sentence(sentence)
    if cited and comparable(cited[0].hit.language, language):
        # A French answer from a French manual writes its figures as that manual does.
        language = cited[0].hit.language
    if not cited:
        return Verdict(False, "it cites no passage")
    if not re.search(r"\w", plain):
        return Verdict(False, "it says nothing")
    for identifier in identifiers(plain):
        if not any(mentions(whole_text(evidence), identifier) for evidence in cited):
            return Verdict(False, f"{identifier.printed} does not stand in the passage cited")
    for figure in figures(without_identifiers(plain), language):
        if not any(_holds(whole_text(evidence), figure, evidence) for evidence in cited):
            return Verdict(False, f"{_shown(figure)} does not stand in the passage cited")
        if not any(_belongs(plain, figure, evidence, language) for evidence in cited):
            return Verdict(False, f"{_shown(figure)} stands in the passage, but for something else")
    return _words(plain, cited, language)


def plain_sentence(sentence: str) -> str:
    """Return a sentence without its markers and list number, which are no figures of it."""
    return _LIST_NUMBER.sub("", _MARKERS.sub("", sentence)).strip()


def left_out(steps: Quote, shown: Sequence[str], language: str) -> bool:
    """Whether a step of a procedure is missing from the sentences shown.

    A step counts as told if one sentence shares enough of its words. Across languages words cannot
    be compared: then there must at least be as many sentences as steps.
    """
    lines = [line for line in steps.text.splitlines() if _LIST_NUMBER.match(line)]
    passage = steps.evidence.hit.language
    if not comparable(passage, language):
        return len(shown) < len(lines)
    told = [keywords.terms(plain_sentence(sentence), passage) for sentence in shown]
    for line in lines:
        step = keywords.terms(plain_sentence(line), passage)
        if step and max((len(step & one) / len(step) for one in told), default=0.0) < STEP_TOLD:
            return True
    return False


def _words(plain: str, cited: Sequence[Evidence], language: str) -> Verdict:
    same = [evidence for evidence in cited if comparable(evidence.hit.language, language)]
    if not same:
        return Verdict(True, "figures and identifiers found; the passage is in another language")
    share = max(_overlap(plain, evidence) for evidence in same)
    if share < LEAST_OVERLAP:
        return Verdict(False, f"only {share:.0%} of its words stand in the passage cited")
    if not any(_same_denial(plain, evidence) for evidence in same):
        return Verdict(False, "it denies what the passage says, or the reverse")
    return Verdict(True, "found in the passage cited")


def _shown(figure: Figure) -> str:
    return f"{figure.printed} {figure.unit}".strip()


def _holds(text: str, figure: Figure, evidence: Evidence) -> bool:
    """Whether a text has the figure with its unit; in tables the unit may stand in the header."""
    elsewhere = units_named(about(evidence)) | units_named(evidence.passage.text)
    return any(
        figure.unit == other.unit
        or not figure.unit
        or (not other.unit and figure.unit in elsewhere)
        for other in figures(without_identifiers(text), evidence.hit.language)
        if other.value == figure.value
    )


def _belongs(plain: str, figure: Figure, evidence: Evidence, language: str) -> bool:
    """Whether the figure stands in the sentence or row that this sentence is about.

    Every number of a table stands somewhere in it, and `M8: 25 Nm. M12: 85 Nm.` holds both: a
    figure is borne out only by a unit of text that names the identifiers beside it or, without
    any, by the unit that shares most words, as far as such a unit has a figure of that measure.
    """
    if not _holds(whole_text(evidence), figure, evidence):
        return False
    alike = [f for f in figures(without_identifiers(plain), language) if f.unit == figure.unit]
    pieces = [
        piece for piece in units(evidence.passage) if _has_measure(piece, figure.unit, evidence)
    ]
    if not pieces:
        return True
    right = [_holds(piece, figure, evidence) for piece in pieces]
    named = _naming(identifiers(plain), pieces)
    if any(named):
        return any(is_named and holds for is_named, holds in zip(named, right, strict=True))
    if len({one.value for one in alike}) > 1:
        return True
    shared = [
        len(_letter_terms(plain, evidence) & _letter_terms(piece, evidence)) for piece in pieces
    ]
    return not any(right) or max(
        count for count, holds in zip(shared, right, strict=True) if holds
    ) == max(shared)


def _naming(codes: Sequence[Identifier], pieces: Sequence[str]) -> list[bool]:
    return [any(mentions(piece, code) for code in codes) for piece in pieces]


def _has_measure(piece: str, unit: str, evidence: Evidence) -> bool:
    found = figures(without_identifiers(piece), evidence.hit.language)
    return any(
        figure.unit == unit or (is_table(evidence.passage) and not figure.unit) for figure in found
    )


def _letter_terms(text: str, evidence: Evidence) -> frozenset[int]:
    words = re.sub(r"\d+", " ", without_identifiers(text))
    return keywords.terms(words, evidence.hit.language)


def _overlap(plain: str, evidence: Evidence) -> float:
    """Share of a sentence's content words, codes and numbers apart, that the passage has.

    Of a table only the rows count that hold the codes named: no row lends another its words.
    """
    said = _letter_terms(plain, evidence)
    if not said:
        return 1.0
    text, codes = whole_text(evidence), identifiers(plain)
    if is_table(evidence.passage) and codes:
        pieces = units(evidence.passage)
        named = [
            piece for piece, holds in zip(pieces, _naming(codes, pieces), strict=True) if holds
        ]
        text = "\n".join((about(evidence), *named)) if named else text
    return len(said & _letter_terms(text, evidence)) / len(said)


def _same_denial(plain: str, evidence: Evidence) -> bool:
    """Whether the unit nearest to the sentence denies as the sentence does; ties count as yes."""
    said = _letter_terms(plain, evidence)
    nearness: dict[bool, int] = {}
    for piece in units(evidence.passage):
        shared = len(said & _letter_terms(piece, evidence))
        denies = _denies(piece)
        nearness[denies] = max(nearness.get(denies, 0), shared)
    own = _denies(plain)
    return nearness.get(own, 0) >= nearness.get(not own, 0)


def _denies(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?", text.lower().replace("\u2019", "'"))
    return any(word in _DENIALS for word in words)
