"""Which language keywords are in that do not tell it: the one whose manuals, or whose dictionary,
have most of the words.
"""

from collections.abc import Mapping

from answer.language import QuestionLanguage, language_of
from answer.spelling import corrections, doubled, everyday_words, exchanged
from store.dictionaries import dictionary
from store.language import KNOWN
from store.vocabulary import Vocabulary, words_in

# Shorter words are abbreviations as often, and many languages have them.
_LEAST_LETTERS = 4
_TOLD = ("en", "de")


def manuals_language(question: str, vocabularies: Mapping[str, Vocabulary]) -> str | None:
    """Return the language of manuals to take a question's words in where they do not tell it.

    It is one but English that has more of the words than any other one, among its manuals or in
    its dictionary, and than English has. A code without words is in the manuals' language if all
    are in that one. None where nothing of this holds. `vocabularies` are what is searched, by
    language.
    """
    foreign = [code for code in vocabularies if code != "en" and code in KNOWN]
    if not foreign:
        return None
    words = _long_words(question)
    if not words:
        return foreign[0] if len(vocabularies) == 1 else None
    known = {
        code: sum(_is_of(word, code, vocabularies.get(code)) for word in words)
        for code in {"en", *vocabularies}
    }
    best = max(foreign, key=lambda code: known[code])
    others = [count for code, count in known.items() if code != best]
    return best if known[best] > max(others) else None


def spoken_to_german(
    question: str,
    language: QuestionLanguage,
    *,
    german: Vocabulary | None = None,
    english: Vocabulary | None = None,
) -> QuestionLanguage:
    """Return the language of a question where German manuals are searched.

    `language` is what its words told: keywords alone do not tell. They are in the language that has
    more of them, or whose manuals have more of what may be misspelt. `german` and `english` are
    the words of the manuals in either. Where all that is the same, they are English if half of
    them are.
    """
    if language in ("de", *KNOWN.difference(_TOLD)) or language_of(question, "de") != "de":
        return language
    words = _long_words(question)
    ours = (("en", english), ("de", german))
    in_english, in_german = (sum(_is_of(word, *one) for word in words) for one in ours)
    if in_english == in_german and 2 * in_english < len(words):
        in_english, in_german = (
            len(corrections(question, known, code)) if known is not None else 0
            for code, known in ours
        )
        return "en" if in_english > in_german else "de"
    return "en" if in_english >= in_german else "de"


def _long_words(text: str) -> list[str]:
    return [word for word in words_in(text) if len(word) >= _LEAST_LETTERS]


def _is_of(word: str, language: str, vocabulary: Vocabulary | None) -> bool:
    """Whether a language has a word, or one that it is a common slip of: "meassure", "soudn"."""
    return any(
        (vocabulary is not None and vocabulary.knows(spelt))
        or spelt in dictionary(language)
        or (language == "en" and spelt in everyday_words())
        for spelt in (word, *doubled(word), *exchanged(word))
    )
