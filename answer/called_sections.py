"""What a section is called, against what is asked: its name can be the question, or the answer."""

from answer.evidence import Evidence
from answer.lists import announces
from answer.measures import asks_cause, asks_figure
from answer.question import asks_what_it_is, is_keywords, states_trouble
from answer.sentences import is_list_item
from answer.subject import subject_terms, terms_held
from store import keywords
from store.section_names import comparable_section


def says_all(asked: frozenset[int], evidence: Evidence) -> bool:
    """Return whether a section's own headings say all that is asked about: others only name it.

    "Remove the tool release piston" is a step of much other work.
    """
    titles = " ".join(evidence.passage.section[-2:])
    return bool(asked) and asked <= terms_held(titles, evidence.hit.language)


def is_named(question: str, evidence: Evidence) -> bool:
    """Return whether the question holds all words of this section's heading ("Causes")."""
    if not evidence.passage.section:
        return False
    language = evidence.hit.language
    heading = keywords.terms(evidence.passage.section[-1], language)
    return bool(heading) and heading <= keywords.terms(question, language)


def introduces(question: str, evidence: Evidence) -> bool:
    """Return whether it is asked what this section's heading names ("What is the feed hold?")."""
    if not evidence.passage.section or not asks_what_it_is(question) or asks_figure(question):
        return False
    language = evidence.hit.language
    asked = subject_terms(question, language)
    return bool(asked) and asked <= terms_held(evidence.passage.section[-1], language)


def announces_list(question: str, evidence: Evidence) -> bool:
    """Return whether this section's heading announces a list of what is asked for ("The pressure
    changes in the following situations:"): it holds at least half of the heading's words.
    """
    section, language = evidence.passage.section, evidence.hit.language
    if not section or not announces(section[-1]) or not is_list_item(evidence.passage.text):
        return False
    heading = terms_held(section[-1], language)
    return len(heading & keywords.terms(question, language)) * 2 >= len(heading)


def is_trouble(question: str, evidence: Evidence) -> bool:
    """Return whether what this section is called happened, or it is asked why or what to do."""
    if not evidence.passage.section or not (asks_cause(question) or states_trouble(question)):
        return False
    language = evidence.hit.language
    heading = keywords.terms(comparable_section(evidence.passage.section[-1]), language)
    return len(heading) > 1 and heading <= keywords.terms(question, language)


def lists_checks(question: str, evidence: Evidence) -> bool:
    """Return whether a passage is a list and nothing else, below what it is that happened.

    Which of a trouble's checks helps, nobody knows who only sees the trouble.
    """
    if evidence.passage.kind != "list_item" or not evidence.passage.section:
        return False
    if not (asks_cause(question) or states_trouble(question)):
        return False
    language = evidence.hit.language
    heading = terms_held(evidence.passage.section[-1], language)
    return bool(heading & keywords.terms(question, language))


def names_section(question: str, evidence: Evidence) -> bool:
    """Return whether the question is just the name of this section ("drive belt replacement")."""
    if not is_keywords(question) or not evidence.passage.section:
        return False
    language = evidence.hit.language
    terms = keywords.terms(question, language)
    return bool(terms) and terms <= keywords.terms(evidence.passage.section[-1], language)
