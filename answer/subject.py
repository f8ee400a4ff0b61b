"""What a question is about: its words without those of asking."""

import re

from store import keywords
from store.vocabulary import words_in

# Words of asking, not of the subject; the stemmer's stop words do not hold them.
_ASKING = {
    "en": "mean means need please tell show find give use used using want know get make long much "
    "many machine manual question happen happens does explain",
    "de": "bedeutet bedeuten brauche bitte zeig zeige finde gib benutze verwende will möchte weiß "
    "mache machen tun maschine handbuch frage passiert erkläre viel viele lange gibt",
}


def subject_terms(question: str, language: str) -> frozenset[int]:
    """Return the stemmed terms of what is asked about, without the words of asking."""
    terms = keywords.terms(re.sub(r"[^\w\s.,/-]", " ", question), language)
    return terms - keywords.terms(_ASKING.get(language.split("-")[0], ""), language)


def subject_words(question: str, language: str) -> list[str]:
    """Return the words of what is asked about, in order and in lower case, each once."""
    return [
        word
        for word in dict.fromkeys(words_in(question))
        if keywords.stem(word, language) is not None and subject_terms(word, language)
    ]
