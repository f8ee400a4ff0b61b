"""Sentences and items that say what something is: "End play - an axial clearance between …"."""

import re
from collections.abc import Iterable, Sequence

from answer.evidence import Evidence
from answer.identifiers import identifiers
from answer.measures import asks_figure
from answer.passages import is_table, units
from answer.question import asks_what_it_is
from answer.subject import subject_terms
from store import keywords
from store.section_names import comparable_section

# A name, then a dash, a colon, or a verb and what kind of thing it is: "is cancelled" is a state.
# Glossaries print "BUS BAR-A heavy copper bar".
_NAMED = re.compile(
    r"^\W*(?P<name>[^.!?;:\n]{2,60}?)"
    r"(?:\s*[:=]\s|\s[-\u2013\u2014]\s|[\u2013\u2014]|(?-i:(?<=[A-Z)])-\s?(?=[A-Z][a-z ]))"
    r"|\s(?:means|refers\s+to|denotes|stands\s+for|bedeutet|bezeichnet|steht\s+für|signifie"
    r"|désigne|significa|designa)[,\s]"
    r"|\s(?:is|are)\s+(?:an?|the|one\s+of|used|called)\s"
    r"|\s(?:ist|sind)\s+(?:eine?|der|die|das)\s|\s(?:est|sont)\s+(?:une?|l[ea]s?|des)\s"
    r"|\s(?:è|sono)\s+(?:un[ao]?|il|la|lo|i|gli|le|dei|delle)\s"
    r"|\s(?:es|son)\s+(?:una?|el|la|los|las)\s)",
    re.IGNORECASE,
)
# "What is voltage drop?" asks what that is, "what is the voltage drop?" how large it is.
_OF_A_KIND = re.compile(r"^\W*what(?:['\u2019]?s|\s+is|\s+are)\s+(?!the\b|its\b|your\b)", re.I)


def asks_definition(question: str) -> bool:
    """Return whether it is asked what something is, and no figure of it; not of a code, which the
    place that defines it tells.
    """
    figure = asks_figure(question) and _OF_A_KIND.match(question) is None
    return asks_what_it_is(question) and not figure and not identifiers(question)


def defines(question: str, text: str, language: str) -> bool:
    """Return whether a sentence or item begins with what is asked about, and says what it is."""
    named = _NAMED.match(text)
    return named is not None and _is_asked(question, named["name"], language)


def tells_what_it_is(
    question: str, section: Sequence[str], texts: Iterable[str], language: str
) -> bool:
    """Return whether a section is called just what is asked about, or one of its texts defines it.

    False where it is not asked what something is.
    """
    if not asks_definition(question):
        return False
    if section and _is_asked(question, comparable_section(section[-1]), language):
        return True
    return any(defines(question, text, language) for text in texts)


def passage_tells(question: str, evidence: Evidence) -> bool:
    """Return whether a passage tells what is asked about; a table does not."""
    passage, language = evidence.passage, evidence.hit.language
    told = not is_table(passage)
    return told and tells_what_it_is(question, passage.section, units(passage), language)


def _is_asked(question: str, name: str, language: str) -> bool:
    asked = subject_terms(question, language)
    return bool(asked) and asked == keywords.terms(name, language)
