"""German words in the form that the manuals have: "gestartet" finds "starten", "leer fahren"
"leerfahren".

The stemmer takes off endings only, so a participle and its infinitive are two words to the index.
A form counts only if it stands in the manuals, so none has to be told from what merely looks so.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from store import keywords
from store.vocabulary import Vocabulary

_WORD = re.compile(r"[^\W\d_]+")
# What stands before a verb and parts from it; "ge" comes between.
_PARTING = (
    "ab|an|auf|aus|bei|durch|ein|fest|fort|her|heraus|herunter|hinein|hin|hoch|leer|los|mit|nach|"
    "um|unter|vor|weg|weiter|wieder|zu|zurück|zusammen"
)
# And what stands there and does not part. Of two that fit, the longer one is it.
_PREFIX = "|".join(sorted(f"{_PARTING}|be|ent|er|ver|zer".split("|"), key=len, reverse=True))
_PREFIXED = re.compile(rf"({_PREFIX})[^\W\d_]{{3}}")
_PARTICIPLE = re.compile(rf"({_PARTING})?(ge)?(.{{2,}}t)(?:e[nmrs]?)?")
# "Nachgeladen", not "Gefahren", which is no form of "fahren" more often than it is one.
_STRONG = re.compile(rf"({_PARTING})ge(.{{2,}}en)")
_INFINITIVE = re.compile(rf"({_PARTING})?(.{{2,}}?)e?n")
_IN_PARTS = re.compile(
    r"\bn[ei]hm(?:en|e|t|st)?\b(?P<between>[^.,;:?!]*?)\b(?P<where>in|außer)\s+betrieb\b"
    r"|\b(?P<there>in|außer)\s+betrieb\s+(?:zu\s+)?(?:genommen|nehmen|nehme|nimmt|nahm)\b",
    re.IGNORECASE,
)
# Shorter ones look like forms of too many words.
_SHORTEST = 6
# Parts of a joined word: "zu" and "rück" are none.
_SHORTEST_PART = 3


def other_forms(question: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the manuals' words that a German question has in another form, or in two parts.

    Participles and third persons for infinitives and the other way round, plurals in -ien and
    their singulars.
    """
    words = [word.lower() for word in _WORD.findall(question)]
    found: dict[str, None] = {}
    for word in dict.fromkeys(words):
        if len(word) >= _SHORTEST and keywords.stem(word, "de") is not None:
            asked = keywords.terms(word, "de")
            found.update(
                (form, None)
                for form in forms_of(word)
                if vocabulary.knows(form) and not asked & keywords.terms(form, "de")
            )
    for one, two in pairwise(words):
        if min(len(one), len(two)) >= _SHORTEST_PART and vocabulary.knows(one + two):
            found[one + two] = None
    return tuple(found)


def in_one_word(question: str) -> str:
    """Return the question with the noun that manuals have for a verb of several words: "Wie nehme
    ich die Presse in Betrieb?" is about "Inbetriebnahme".
    """
    return _IN_PARTS.sub(_noun, question)


def _noun(match: re.Match[str]) -> str:
    where = match["where"] or match["there"]
    noun = "Inbetriebnahme" if where.lower() == "in" else "Außerbetriebnahme"
    return f"{match['between'] or ''}{noun}"


def verb_prefix(word: str) -> str:
    """Return what a German verb or its noun may begin with ("an", "ab"), "" where nothing does."""
    found = _PREFIXED.match(word)
    return found[1] if found else ""


def forms_of(word: str) -> Iterator[str]:
    """Yield what other forms of a word in lower case would look like, if it is one that has them.

    Most are no words at all: look for them in a vocabulary.
    """
    if participle := _PARTICIPLE.fullmatch(word):
        before, _, stem = participle.groups("")
        bare = stem.removesuffix("t")
        for begins in dict.fromkeys((before, word[: participle.start(3)])):
            yield from (f"{begins}{bare}n", f"{begins}{bare}en")
    if infinitive := _INFINITIVE.fullmatch(word):
        before, stem = infinitive.groups("")
        for between in ("ge", ""):
            yield from (f"{before}{between}{stem}t", f"{before}{between}{stem}et")
        if before:
            yield f"{before}ge{stem}en"
    if strong := _STRONG.fullmatch(word):
        yield strong[1] + strong[2]
    if word.endswith("ien"):
        yield from (word.removesuffix("ien"), f"{word.removesuffix('en')}um")
    if word.endswith("ium"):
        yield f"{word.removesuffix('um')}en"
    yield f"{word}ien"
