"""The condition of a question or a sentence: "if the lamp blinks", "wenn der Druck fällt"."""

import re

_CLAUSE = re.compile(
    r"\b(?:if|when|while|whenever|in\s+case(?:\s+of)?|wenn|falls|sobald|im\s+falle"
    r"|si|lorsqu['e’]|quand|en\s+cas\s+d['e’]|se|quando|in\s+caso\s+di|cuando|en\s+caso\s+de)"
    r"(?=\W|$)\s*([^,;:?.]+)",
    re.IGNORECASE,
)
# "When must it …?" asks for a time, "When it leaks, what must I do?" does not.
_ASKS_WHEN = re.compile(r"\W*(?:when|wann|quand|quando|cu[aá]ndo)\b[^,]*\?$", re.IGNORECASE)
# Behind another comma it goes on with what to do.
_COMMA = re.compile(r",(?!\s*(?:or|and|oder|und|ou|et|o|e|y)\b)", re.IGNORECASE)
_STOPS = ".!?:;\u3002"


def condition(text: str) -> str:
    """Return what the text says holds in its case; empty where it names no condition."""
    if _ASKS_WHEN.match(text):
        return ""
    return " ".join(found[1] for found in _CLAUSE.finditer(text))


def asks_when(question: str) -> bool:
    """Return whether it is asked in which case something happens: what names its case answers."""
    return _ASKS_WHEN.match(question) is not None


def is_case(line: str) -> bool:
    """Return whether a line names a case and not what to do then: a title ("If it leaks")."""
    clause = _CLAUSE.match(line)
    if clause is None or line.rstrip()[-1:] in _STOPS:
        return False
    return _COMMA.search(line[clause.end() :]) is None
