"""The question as people ask it, made one that the manuals can be searched for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from answer.compounds import compounds_of
from answer.follow_up import standalone
from answer.german_forms import in_one_word, other_forms
from answer.glossary import Glossary, Widened
from answer.language import QuestionLanguage
from answer.repetitions import otherwise_counted
from answer.spelling import corrected, corrections
from answer.spoken import spoken_to_german
from store.vocabulary import Vocabulary

__all__ = ["Understood", "standalone", "understood"]


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it is searched for."""

    text: str
    """For the dense lane: a sentence, its words spelled right, the manuals' terms behind it."""
    keywords: str
    """For the keyword lane: words as typed and all that stands for them."""
    forms: tuple[str, ...]
    """For the keyword lane, to count less: the manuals' forms of the question's words."""
    note: str | None
    """What to show, where the question was changed; None where it was not."""


def understood(
    question: str,
    history: Sequence[str] = (),
    *,
    vocabulary: Vocabulary | None = None,
    own: Vocabulary | None = None,
    german: Vocabulary | None = None,
    in_compounds: bool = True,
    glossary: Glossary | None = None,
    language: QuestionLanguage = "en",
    machines: Collection[str] = (),
) -> Understood:
    """Return how a question is understood after those before it (oldest first).

    `vocabulary` holds the words of what is searched, `own` those of the manuals in the question's
    language and `german` those of the German manuals in it; without the first, nothing is
    corrected, and without the last no other forms and, `in_compounds`, no compounds of words are
    brought in. What is added goes to the keyword lane, which weighs words by how rare they
    are. A few milliseconds at most.
    """
    alone = standalone(question, history, machines)
    if german is not None and german.chunks:
        english = own if language == "en" else None
        language = spoken_to_german(alone, language, german=german, english=english)
    changes = corrections(alone, vocabulary, language, own=own) if vocabulary is not None else {}
    if glossary is not None:
        # The plant's own words are spelt as they should be, however near to one of the manuals'.
        named = glossary.named(alone)
        changes = {typed: meant for typed, meant in changes.items() if typed not in named}
    spelled = corrected(alone, changes)
    widened = glossary.widened(spelled) if glossary is not None else Widened()
    asked = german if language == "de" else None
    compounds = compounds_of(spelled, asked) if asked is not None and in_compounds else ()
    text = _with(spelled, widened.manual_terms)
    counts = otherwise_counted(spelled, language)
    terms = (*changes.values(), *widened.manual_terms, *widened.synonyms)
    added = dict.fromkeys((*terms, *compounds, *counts))
    worded = in_one_word if asked is not None else str
    return Understood(
        text=worded(text),
        keywords=" ".join((worded(alone), *added)),
        forms=other_forms(spelled, asked) if asked is not None else (),
        note=text if text != question else None,
    )


def _with(question: str, terms: Sequence[str]) -> str:
    return f"{question} ({', '.join(terms)})" if terms else question
