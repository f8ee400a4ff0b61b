"""Which language a question is in: what its words are compared in, and what we answer in."""

import functools
import re
from collections.abc import Sequence

from answer.asking import ASKING, words_of
from store.language import FREQUENT_WORDS, KNOWN, language_by_letters

__all__ = ["QuestionLanguage", "comparable", "language_of", "words_of"]

QuestionLanguage = str
"""An ISO 639-1 code: one of those that `store.language` tells."""

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
# Words of English or German that other languages have as well, and letters that stand on drawings
# (DE: drive end): none of them tells another language by itself.
_PLAIN_ENGLISH = FREQUENT_WORDS["en"] | _ENGLISH
_PLAIN_GERMAN = FREQUENT_WORDS["de"] | _GERMAN
_LOOK_ALIKES = words_of(
    """
    al come comment con da de die do dove du el en er es est et fan fra ha hat hoe il in ja kan la
    le les lo ma main man me med mi ne no nu on op os over par per plus por pour sans se si sin so
    son sono sur till to uma un van var y
    """
)
_ALSO_OURS = _PLAIN_ENGLISH | _PLAIN_GERMAN | _LOOK_ALIKES
# Whoever reads one of these reads the other.
_ALIKE = (frozenset(("da", "no")),)
# Languages with letters that are German beside no others.
_WITH_UMLAUTS = frozenset(("sv", "fi", "hu", "tr"))
_LEAST_LETTERS = 4


def comparable(passage: str, question: str) -> bool:
    """Whether the words of a passage and of a question or sentence can be compared.

    False only where we know that the languages differ: a passage in one that `language_of` never
    tells may be in the question's own, and is compared word by word.
    """
    known = passage.split("-")[0].lower()
    return (
        known not in KNOWN or known == question or any({known, question} <= two for two in _ALIKE)
    )


@functools.lru_cache(maxsize=256)
def language_of(question: str, hint: str | None = None) -> QuestionLanguage:
    """Return the language that a question or a sentence reads as, "en" where nothing tells.

    `hint` is the language asked for, or that of the manuals: it decides where the words do not
    ("E4304"), or where they tell two languages equally.
    """
    lettered = language_by_letters(question)
    if lettered is not None:
        return lettered
    hinted = (hint or "").split("-")[0].lower()
    words = re.findall(r"[^\W\d_]+", question.lower())
    foreign = _neither(words, hinted)
    if foreign is not None:
        return foreign
    german = sum(word in _GERMAN for word in words)
    english = sum(word in _ENGLISH for word in words)
    if german == english:
        # Keywords alone ("Förderband Geschwindigkeit") still show it by their letters.
        german_letters = re.search("[äöüß]", question.lower()) is not None
        if german_letters and hinted not in _WITH_UMLAUTS:
            return "de"
        return hinted if hinted in KNOWN else "en"
    return "de" if german > english else "en"


def _neither(words: Sequence[str], hinted: str) -> str | None:
    """The language neither English nor German that most words tell; None where none does.

    Words that it shares with English count for neither, and the same of German. One word alone
    tells a language only if it is long or the hint says so.
    """
    counts: dict[str, int] = {}
    for code, spoken in _SPOKEN.items():
        own = [word for word in words if word in spoken]
        alone = [word for word in own if word not in _ALSO_OURS]
        english = sum(word in _ENGLISH and word not in spoken for word in words)
        german = sum(word in _GERMAN and word not in spoken for word in words)
        sure = len(own) > 1 or code == hinted or any(len(w) >= _LEAST_LETTERS for w in alone)
        told = (alone and sure) or _begins(words, own, code)
        if told and len(own) > max(english, german):
            counts[code] = len(own)
    most = max(counts.values(), default=0)
    likeliest = [code for code, count in counts.items() if count == most]
    return hinted if hinted in likeliest else next(iter(likeliest), None)


def _begins(words: Sequence[str], own: Sequence[str], code: str) -> bool:
    """Whether a question begins as one of a language: "Come resetto il …", not "Come in"."""
    asking = ASKING.get(code)
    if asking is None or asking.question_words.isdisjoint({*words[:1]} - _PLAIN_ENGLISH):
        return False
    return len(set(own) - _PLAIN_ENGLISH) > 1


def _spoken(code: str) -> frozenset[str]:
    asking = ASKING.get(code)
    own = asking.question_words | asking.telling if asking is not None else frozenset()
    return FREQUENT_WORDS[code] | own


# Languages whose asking we know come first: Spanish before Portuguese where as much tells both.
_SPOKEN = {
    code: _spoken(code)
    for code in (*ASKING, *sorted(FREQUENT_WORDS.keys() - ASKING.keys()))
    if code not in ("en", "de")
}
