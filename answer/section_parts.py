"""Parts of a section that answer together: what a code means, its causes and its remedies."""

from collections.abc import Sequence

from answer.evidence import DEFINES, Evidence
from answer.identifiers import identifiers, mentions
from answer.passages import is_table
from answer.subject import subject_terms
from store import keywords

# With the lead: meaning, description, causes and remedies.
_MOST_PARTS = 4


def parts(question: str, lead: Evidence, candidates: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return the lead with the other parts of its section that were found, as printed.

    That is the section that a code asked for heads, or what follows a lead that only says the
    question again. The lead stands alone where the question names its part ("error 064: causes").
    """
    section = _headed(question, lead)
    if section:
        if _names_part(question, lead, section):
            return (lead,)
        found = [one for one in candidates if one.hit.score > DEFINES]
    elif _repeats(question, lead):
        section = lead.passage.section
        last = lead.passage.order + _MOST_PARTS
        found = [one for one in candidates if lead.passage.order <= one.passage.order < last]
    else:
        return (lead,)
    within = [one for one in found if one is lead or _is_within(section, lead, one)]
    return tuple(sorted(within[:_MOST_PARTS], key=lambda one: one.passage.order))


def defines_elsewhere(question: str, lead: Evidence, other: Evidence) -> bool:
    """Return whether a passage defines a code asked for, and not within the lead's own section."""
    section = _headed(question, lead)
    within = bool(section) and _is_within(section, lead, other)
    return other.hit.score > DEFINES and not within


def defines_code(question: str, lead: Evidence) -> bool:
    """Return whether a passage is all that a section tells which a code asked for heads.

    What an alarm means and what to do about it is told in a few sentences, and is no answer in
    part. Not where the question names its part ("error 064: causes").
    """
    section = lead.passage.section
    codes = [code for code in identifiers(question) if code.is_certain]
    if not section or not any(mentions(section[-1], code) for code in codes):
        return False
    return not _names_part(question, lead, section)


def _is_within(section: Sequence[str], lead: Evidence, other: Evidence) -> bool:
    same = other.hit.revision_id == lead.hit.revision_id
    return same and other.passage.section[: len(section)] == section


def _repeats(question: str, evidence: Evidence) -> bool:
    """Whether a passage is hardly more than a heading in the words of the question."""
    said = keywords.terms(evidence.passage.text, evidence.hit.language)
    asked = keywords.terms(question, evidence.hit.language)
    return not is_table(evidence.passage) and said <= asked


def _headed(question: str, evidence: Evidence) -> tuple[str, ...]:
    """The path to the heading that holds a code asked for, if it defines that; else empty."""
    if evidence.hit.score <= DEFINES:
        return ()
    codes = identifiers(question)
    section = evidence.passage.section
    for depth, heading in enumerate(section, 1):
        if any(mentions(heading, code) for code in codes):
            return section[:depth]
    return ()


def _names_part(question: str, lead: Evidence, section: Sequence[str]) -> bool:
    """Whether what is asked beside the code stands in the headings below it, or in the lead."""
    language = lead.hit.language
    asked = subject_terms(question, language) - keywords.terms(" ".join(section), language)
    below = " ".join(lead.passage.section[len(section) :])
    return bool(asked & keywords.terms(f"{below}\n{lead.passage.text}", language))
