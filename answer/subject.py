"""What a question is about: its words without those of asking."""

import re

from answer.asking import ASKING
from store import keywords
from store.vocabulary import words_in


def subject_terms(question: str, language: str) -> frozenset[int]:
    """Return the stemmed terms of what is asked about, without the words of asking."""
    terms = keywords.terms(re.sub(r"[^\w\s.,/-]", " ", question), language)
    # The stemmer's stop words do not hold all words of asking.
    asking = ASKING.get(language.split("-")[0])
    return terms - keywords.terms(asking.words, language) if asking is not None else terms


def subject_words(question: str, language: str) -> list[str]:
    """Return the words of what is asked about, in order and in lower case, each once."""
    return [
        word
        for word in dict.fromkeys(words_in(question))
        if keywords.stem(word, language) is not None and subject_terms(word, language)
    ]
