"""Which language a question is in, as far as our own sentences need to know."""

import re
from typing import Literal, get_args

QuestionLanguage = Literal["en", "de"]


def words_of(text: str) -> frozenset[str]:
    """Return the words of a list that is written as one text."""
    return frozenset(text.split())


# Words that stand in most questions of one language and in none of the other's.
_GERMAN = words_of(
    """
    aber alle als an auf aus bei bedeutet beim bin bis darf das dem den der des die dies
    diese dieser dieses durch ein eine einem einen einer eines für gibt habe hat ich ist
    kann kein keine macht mache man mit muss müssen nach nicht oder ohne sein sich sind
    soll sollte tun und vom von vor wann warum was welche welchem welchen welcher welches
    wenn wer werden wie wird wo wofür womit wozu zu zum zur über fehler störung
    """
)
_ENGLISH = words_of(
    """
    a about after all an and any are at be before by can could did do does for from has
    have how i if into is it its mean means must my need not of on or our shall should
    that the their then there these this to was what when where which who why with without
    would you your
    """
)


def comparable(passage: str, question: str) -> bool:
    """Whether the words of a passage and of a question or sentence can be compared.

    False only where we know that the languages differ: others than German and English are not told
    apart by `language_of`, and their passages are compared word by word as if they did not.
    """
    known = passage.split("-")[0].lower()
    return known not in get_args(QuestionLanguage) or known == question


def language_of(question: str, hint: str | None = None) -> QuestionLanguage:
    """Return "de" for a question that reads as German, "en" for every other one.

    `hint` is the language asked for, and decides where the words do not ("E4304").
    """
    words = re.findall(r"[^\W\d_]+", question.lower())
    german = sum(word in _GERMAN for word in words)
    english = sum(word in _ENGLISH for word in words)
    if german == english:
        # Keywords alone ("Förderband Geschwindigkeit") still show it by their letters.
        german_letters = re.search("[äöüß]", question.lower()) is not None
        return "de" if german_letters or (hint or "").lower().startswith("de") else "en"
    return "de" if german > english else "en"
