"""The question as it was typed: made safe to search for, and what kind of answer it wants."""

import re
import unicodedata

from store.errors import QuestionRejected

# Past this it is a pasted document and no question. A pasted log of a few pages still goes through.
LONGEST_QUESTION = 20_000
# What is searched for. Encoders read some 256 tokens and every keyword costs a lookup, so the rest
# of a pasted log would only blur what its beginning asks.
LONGEST_SEARCHED = 1_000

_HOW = re.compile(
    r"\bhow\s+(?:do|does|did|to|can|could|should|must|shall|would|is|are|may|might)\b"
    r"|\b(?:procedures?|steps?|instructions?|step[- ]by[- ]step)\b"
    r"|\bwie\s+(?!viele?s?\b|viel\b|hoch\b|gro(?:ß|ss)\b|oft\b|lange?\b|stark\b|fest\b|schwer\b|weit\b"
    r"|schnell\b|hei(?:ß|ss)t?\b|h(?:ä|ae)ufig\b|tief\b|breit\b|dick\b|warm\b|kalt\b|alt\b|laut\b)\w"
    r"|\b(?:vorgehen|vorgehensweise|arbeitsschritte?|schritte?|anleitung|ablauf)\b"
    r"|\b(?:comment|c[oó]mo|hoe)\b",
    re.IGNORECASE,
)
# "How do I know that …" asks for a sign, not for a procedure.
_TELLING = re.compile(
    r"\bhow\s+(?:do|can|could|would)\s+(?:i|we|you)\s+(?:know|tell|recogni[sz]e|see|notice)\b"
    r"|\bhow\s+(?:is|are)\s+\S+\s+called\b|\bwie\s+(?:erkenne|merke|sehe|heißt|heissen)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"\bhow\s+(?:much|many|tight|long|often|high|low|far|fast|hot|cold|deep|wide|thick|heavy|big|large"
    r"|warm|strong|loud|old|hard)\b"
    r"|\b(?:torques?|pressures?|temperatures?|tensions?|speeds?|voltages?|currents?|clearances?|intervals?"
    r"|capacity|capacities|volumes?|weights?|dimensions?|tolerances?|limits?|size|value|rating|setting)\b"
    r"|\bwie\s+(?:viele?|hoch|gro(?:ß|ss)|oft|lange|stark|fest|schwer|weit|schnell|hei(?:ß|ss)|h(?:ä|ae)ufig"
    r"|tief|breit|dick|warm|kalt)\b"
    r"|\w*(?:drehmoment|anziehmoment|druck|temperatur|spannung|drehzahl|geschwindigkeit|intervall|menge"
    r"|gewicht|abstand|toleranz|spiel|strom|durchmesser|einstellwert)e?s?\b",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(
    r"\b(?:what|which|who|whom|where|when|why|how|is|are|do|does|can|must|should|may|was|welche[rsnm]?"
    r"|wer|wo|wann|warum|weshalb|wie|ist|sind|kann|darf|muss|soll)\b|\?",
    re.IGNORECASE,
)


def checked_question(text: str) -> str:
    """Return the question without control characters and outer or doubled spaces.

    Raises QuestionRejected if nothing that could be asked is left, or if it is a whole document.
    """
    kept = "".join(
        " " if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") else letter
        for letter in text
        # Invisible marks turn the reading direction of what is shown around them.
        if unicodedata.category(letter) != "Cf"
    )
    question = " ".join(kept.split())
    if not any(letter.isalnum() for letter in question):
        raise QuestionRejected("There is no question: type what you want to know.")
    if len(question) > LONGEST_QUESTION:
        raise QuestionRejected(
            f"The question has {len(question):,} characters: ask in at most {LONGEST_QUESTION:,}."
        )
    return question


def searched_part(question: str) -> str:
    """Return what of a checked question is searched for: its beginning, cut between words."""
    if len(question) <= LONGEST_SEARCHED:
        return question
    cut = question[:LONGEST_SEARCHED]
    return cut.rsplit(" ", 1)[0] if " " in cut else cut


def asks_how(question: str) -> bool:
    """Whether the whole procedure answers, rather than one sentence of it."""
    return _HOW.search(question) is not None and _TELLING.search(question) is None


def asks_figure(question: str) -> bool:
    """Whether a figure with its unit answers."""
    return _FIGURE.search(question) is not None


def is_keywords(question: str) -> bool:
    """Whether it is no sentence but a few words, as typed into a search box."""
    return _QUESTION_WORD.search(question) is None
