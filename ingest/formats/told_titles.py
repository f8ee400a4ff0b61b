"""Titles that tell: a sentence set as one, a line of one, or the head of what goes on below."""

import re

from ingest.notices import sentence_after_signal_word

_BROKEN = re.compile(r"[^\W\d_]{3,}[.!?]\s+[A-ZÀ-ÖØ-Þ]\w*\s+\w")
# "Step 1: Plug it in.", "A. Front view.", "IV. Parts."
_COUNTED_TITLE = re.compile(r"(?:\w+\s+\d|[A-Z]{1,5}[.)]\s)")
# What goes on a sentence: "minutes before …", "15 minutes before …"; not "1. Open it".
_GOES_ON = re.compile(r"[^\W\d_A-Z]|\d+\s[a-zà-öø-ÿ]")
_PREPOSITION = re.compile(r"\s(?:of|for|to|by|at|from|with|von|mit|für|bei|pour|avec|para)$")
# "(Pr 6) is the speed": no title begins in brackets and goes on as a sentence.
_BRACKETED = re.compile(r"\([^()]+\)\s+[a-zà-öø-ÿ]")
# "The parts are as shown in the figure below:"
_INTRODUCES = re.compile(
    r"\b(?:below|as follows|following|unten|wie folgt|folgende[nrms]?|nachstehend\w*|ci-dessous"
    r"|comme suit|suivante?s?|seguente|seguenti|siguientes?|a continuación)\s?[:：]$",
    re.IGNORECASE,
)


def introduces(title: str) -> bool:
    """Return whether a title says that what it is about comes below: it is a line of text.

    "To switch off, do one of the following:" names a procedure.
    """
    return _INTRODUCES.search(title) is not None and not title.startswith("To ")


def tells(title: str) -> bool:
    """Return whether a title is a sentence, or a line of text in which one ends or begins."""
    return _is_sentence(title) or _is_broken(title) or _BRACKETED.match(title) is not None


def leads_into(title: str, below: str) -> bool:
    """Return whether a title ends in a word that what stands below it must follow."""
    return bool(_PREPOSITION.search(title) and _GOES_ON.match(below))


def _is_sentence(text: str) -> bool:
    """Whether a title is one sentence: not "Step 1: Plug it in.", nor a notice to be told apart."""
    apart = _COUNTED_TITLE.match(text) or sentence_after_signal_word(text)
    return text.endswith((".", "!")) and not apart


def _is_broken(text: str) -> bool:
    """Whether a sentence ends within a title and another begins: it is a line of text.

    None ends with the number of a chapter: "VIII. Care of the pump".
    """
    counted = _COUNTED_TITLE.match(text)
    told = text[counted.end() :] if counted else text
    return bool(_BROKEN.search(told)) and not sentence_after_signal_word(text)
