"""What a question is about: its words without those of asking."""

import re

from answer.asking import ASKING
from answer.figures import figures, without_units
from store import keywords
from store.vocabulary import words_in


def subject_terms(question: str, language: str) -> frozenset[int]:
    """Return the stemmed terms of what is asked about, without the words of asking.

    Of "208 V" the number counts: the unit is no subject, and stands nowhere as a word of its own
    where the manual prints "208V", or has it in a table under "Volts".
    """
    asked = without_units(question)
    terms = keywords.terms(re.sub(r"[^\w\s.,/-]", " ", asked), language)
    # The stemmer's stop words do not hold all words of asking.
    asking = ASKING.get(language.split("-")[0])
    if asking is None:
        return terms
    return terms - keywords.terms(" ".join((asking.words, *asking.question_words)), language)


def terms_held(text: str, language: str) -> frozenset[int]:
    """Return the stemmed terms that a text has, with the numbers of its figures: "208V" is 208."""
    numbers = {figure.printed for figure in figures(text, language) if figure.unit}
    held = keywords.terms(text, language)
    return held | keywords.terms(" ".join(sorted(numbers)), language) if numbers else held


def subject_words(question: str, language: str) -> list[str]:
    """Return the words of what is asked about, in order and in lower case, each once."""
    return [
        word
        for word in dict.fromkeys(words_in(without_units(question)))
        if keywords.stem(word, language) is not None and subject_terms(word, language)
    ]
