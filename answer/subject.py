"""What a question is about: its words without those of asking."""

import functools
import re
from collections.abc import Mapping

from answer.asking import ASKING
from answer.figures import figures, without_units
from answer.repetitions import counted_in_digits, repetitions
from store import keywords
from store.vocabulary import words_in

# Of 725 questions half the weight brings the page first for 526 instead of 524, and takes none from
# the first five; with a quarter it takes two.
_LIGHT = 0.5


def subject_terms(question: str, language: str) -> frozenset[int]:
    """Return the stemmed terms of what is asked about, without the words of asking.

    Of "208 V" the number counts: the unit is no subject, and stands nowhere as a word of its own
    where the manual prints "208V", or has it in a table under "Volts".
    """
    asked = counted_in_digits(without_units(question))
    terms = keywords.terms(re.sub(r"[^\w\s.,/-]", " ", asked), language)
    # The stemmer's stop words do not hold all words of asking.
    asking = ASKING.get(language.split("-")[0])
    if asking is None:
        return terms
    return terms - keywords.terms(" ".join((asking.words, *asking.question_words)), language)


@functools.cache
def weights_of_talking(language: str) -> Mapping[int, float]:
    """Return what the stemmed terms of talking weigh, as a share: they say little of what is asked
    about.

    They are rare in a manual, and would weigh like its subjects: "how tight do the screws *go*" is
    not answered by what does not "go beyond".
    """
    asking = ASKING.get(language.split("-")[0])
    if asking is None:
        return {}
    return dict.fromkeys(keywords.terms(asking.light, language), _LIGHT)


def terms_held(text: str, language: str) -> frozenset[int]:
    """Return the stemmed terms that a text has, with the numbers of its figures and counts: "208V"
    is 208, "3x" is 3.
    """
    numbers = {figure.printed for figure in figures(text, language) if figure.unit}
    numbers |= repetitions(text)
    held = keywords.terms(text, language)
    return held | keywords.terms(" ".join(sorted(numbers)), language) if numbers else held


def subject_words(question: str, language: str) -> list[str]:
    """Return the words of what is asked about, in order and in lower case, each once."""
    return [
        word
        for word in dict.fromkeys(words_in(without_units(question)))
        if keywords.stem(word, language) is not None and subject_terms(word, language)
    ]
