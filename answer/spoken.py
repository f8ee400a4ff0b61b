"""Which language keywords are in that do not tell it: the manuals know the words, or plain English
does.
"""

from collections.abc import Mapping

from answer.language import QuestionLanguage, language_of
from answer.spelling import everyday_words
from store.language import KNOWN
from store.vocabulary import Vocabulary, words_in

# Shorter words are abbreviations as often, and many languages have them.
_LEAST_LETTERS = 4
_TOLD = ("en", "de")


def manuals_language(question: str, vocabularies: Mapping[str, Vocabulary]) -> str | None:
    """Return the language of manuals to take a question's words in where they do not tell it.

    It is one but English whose manuals know most of the words, and more of them than
    are plain English. A code without words is in the manuals' language if all are in that one.
    None where nothing of this holds. `vocabularies` are what is searched, by language.
    """
    foreign = [code for code in vocabularies if code != "en" and code in KNOWN]
    if not foreign:
        return None
    words = _long_words(question)
    if not words:
        return foreign[0] if len(vocabularies) == 1 else None
    known = {code: sum(map(vocabulary.knows, words)) for code, vocabulary in vocabularies.items()}
    best = max(foreign, key=lambda code: known[code])
    others = [count for code, count in known.items() if code != best]
    return best if known[best] > max(_plain_english(words), *others, 0) else None


def spoken_to_german(question: str, language: QuestionLanguage) -> QuestionLanguage:
    """Return the language of a question where German manuals are searched.

    `language` is what its words told: keywords alone do not tell.
    """
    if language in ("de", *KNOWN.difference(_TOLD)) or language_of(question, "de") != "de":
        return language
    words = _long_words(question)
    return "en" if 2 * _plain_english(words) >= len(words) else "de"


def _long_words(text: str) -> list[str]:
    return [word for word in words_in(text) if len(word) >= _LEAST_LETTERS]


def _plain_english(words: list[str]) -> int:
    return sum(word in everyday_words() for word in words)
