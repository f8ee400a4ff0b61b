"""The question as it was typed: made safe to search for, and what kind of answer it wants."""

import re
import unicodedata
from typing import Literal

from answer.asking import ASKING
from answer.language import language_of
from store.errors import QuestionRejected
from store.vocabulary import words_in

# Past this it is a pasted document and no question. A pasted log of a few pages still goes through.
LONGEST_QUESTION = 20_000
# What is searched for. Encoders read some 256 tokens and every keyword costs a lookup, so the rest
# of a pasted log would only blur what its beginning asks.
LONGEST_SEARCHED = 1_000

_HOW = re.compile(
    r"\bhow\s+(?:do|does|did|to|can|could|should|must|shall|would|is|are|may|might)\b"
    r"|\b(?:procedures?|steps?|instructions?|step[- ]by[- ]step)\b"
    r"|\bwie\s+(?!viele?s?\b|viel\b|hoch\b|gro(?:ß|ss)\b|oft\b|lange?\b|stark\b|fest\b|schwer\b|weit\b"
    r"|schnell\b|hei(?:ß|ss)t?\b|h(?:ä|ae)ufig\b|tief\b|breit\b|dick\b|warm\b|kalt\b|alt\b|laute?t?\b"
    # "Wie feucht darf …": of what it is, however it is, the verb comes second.
    r"|lauten\b|[^\W\d_]+\s+(?:ist|sind|darf|dürfen|muss|muß|müssen|soll|sollen|wird|werden)\b)\w"
    r"|\b(?:vorgehen|vorgehensweise|arbeitsschritte?|schritte?|anleitung|ablauf)\b"
    r"|\b(?:comment|c[oó]mo|hoe)\b",
    re.IGNORECASE,
)
# "Filter wechseln" is typed for "Wie wechsle ich den Filter?".
_TASK = re.compile(
    r"\s[a-zäöüß]*(?:wechseln|tauschen|setzen|stellen|bauen|reinigen|schmieren|fetten|spannen|starten"
    r"|füllen|fuellen|prüfen|pruefen|lüften|lueften|kalibrieren|justieren|leeren|montieren|lösen"
    r"|loesen|quittieren|schalten|legen|rüsten|ruesten|richten|nehmen|fahren|löschen|loeschen|ändern"
    r"|aendern|schlie(?:ß|ss)en|putzen|ölen|oelen|einlernen|abschmieren|anziehen)\W*$"
)
# "How do I know that …" asks for a sign, not for a procedure.
_TELLING = re.compile(
    r"\bhow\s+(?:do|can|could|would)\s+(?:i|we|you)\s+(?:know|tell|recogni[sz]e|see|notice)\b"
    r"|\bhow\s+(?:is|are)\s+\S+\s+called\b|\bwie\s+(?:erkenne|merke|sehe|heißt|heissen)\b",
    re.IGNORECASE,
)
# "May I …", "how long can we …", "is it safe to …": what forbids it is the answer. Not "what can I
# do".
_LEAVE = re.compile(
    r"\b(?:may|can|could)\s+(?:i|we|you|one)\b|\b(?:is|are)\b.*\b(?:allowed|permitted|safe)\s+to\b"
    r"|\b(?:darf|dürfen|kann|können)\s+(?:ich|wir|man)\b|\bist\s+es\s+(?:erlaubt|zulässig)\b"
    r"|^\W*(?:darf|dürfen)\b",
    re.IGNORECASE,
)
_WHAT = re.compile(
    r"\W*(?:(?:at|by|for|from|in|on|to|with|ab|an|auf|aus|bei|bis|für|mit|nach|um|unter|von|zu)\s+)?"
    r"(?:what|which|where|when|why|who|welche\w*|was|wer|wo\w*|wann|warum|weshalb)\b",
    re.IGNORECASE,
)
# "What is the feed hold?": what its section says first.
_WHAT_IT_IS = re.compile(
    r"\W*(?:what(?:['’]?s|\s+(?:is|are))|was\s+(?:ist|sind)|qu['’]est[- ]ce\s+que?|c['’]est\s+quoi"
    r"|(?:che\s+)?cos['’]?\s?[eè]|cosa\s+sono|qu[eé]\s+(?:es|son))\b",
    re.IGNORECASE,
)
# "On which page is …": where something stands, not what it says.
_PAGE = re.compile(
    r"\b(?:which|what)\s+pages?\b|\bpage\s+numbers?\b|\b(?:table\s+of\s+contents|index\s+entr(?:y|ies))\b"
    r"|\bwelche[rn]?\s+seiten?\b|\bseitenzahl|\b(?:inhalts|stichwort)verzeichnis",
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


def asks_page(question: str) -> bool:
    """Return whether it is asked on which page something stands, as contents and indexes tell."""
    return _PAGE.search(question) is not None or _asks(question, "page")


def asks_how(question: str) -> bool:
    """Whether the whole procedure answers, rather than one sentence of it."""
    if _QUESTION_WORD.search(question.rstrip("?! ")) is None and _TASK.search(question):
        return True
    how = _HOW.search(question) is not None or _asks(question, "how")
    return how and _TELLING.search(question) is None and not _asks(question, "how_told")


def asks_leave(question: str) -> bool:
    """Whether it is asked if, or how far, something may be done: what forbids it answers."""
    asked = _LEAVE.search(question) is not None and _WHAT.match(question) is None
    return asked and not asks_how(question)


def asks_what_it_is(question: str) -> bool:
    """Whether it is asked what something is: where it is introduced answers."""
    return _WHAT_IT_IS.match(question) is not None


def states_trouble(question: str) -> bool:
    """Whether it is a sentence that asks nothing: what happened, "the pump does not start"."""
    return not (question.endswith("?") or is_keywords(question) or _QUESTION_WORD.match(question))


def _asks(question: str, what: Literal["how", "how_told", "page"]) -> bool:
    """Whether a question asks for this in a language of its own, see `Asking`."""
    asking = ASKING.get(language_of(question))
    pattern: re.Pattern[str] | None = getattr(asking, what, None)
    return pattern is not None and pattern.search(question) is not None


def is_keywords(question: str) -> bool:
    """Whether it is no sentence but a few words, as typed into a search box."""
    asking = ASKING.get(language_of(question))
    own = asking.question_words if asking is not None else frozenset()
    return _QUESTION_WORD.search(question) is None and own.isdisjoint(words_in(question))
