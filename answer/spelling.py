"""Misspelt words of a question: what the manuals call them.

Only words that no manual in scope knows, and no dictionary of the language either, are touched.
"""

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from answer.asking import ASKING, Asking, words_of
from answer.figures import unit_of
from answer.german_forms import forms_of, verb_prefix
from answer.language import QuestionLanguage
from store import keywords
from store.dictionaries import dictionary
from store.encoders import DEFAULT_ENCODER, EncoderFiles
from store.vocabulary import Vocabulary

# Shorter ones are abbreviations as often as words, and everything is near them.
_SHORTEST = 4
# Romance words change their endings: what is alike up to these is another form, and no slip.
_INFLECTED = frozenset(("it", "fr", "es"))
_ENDING = 3
_WORD = re.compile(r"[^\W\d_]+")
# "motion.switchkins" and "EtherCAT" are names.
_NAME = re.compile(r"\w[._]\w|[^\W\d_A-Z][A-Z]")
_PREFIXES = words_of("de re un non pre over under sub super inter anti counter mis dis out up down")
# British and American: an adaptor is an adapter, wherever it was printed.
_BRITISH = (
    ("or", "er"), ("our", "or"), ("re", "er"), ("ise", "ize"), ("isation", "ization"),
    ("yse", "yze"), ("ogue", "og"), ("lled", "led"), ("lling", "ling"), ("gramme", "gram"),
)  # fmt: skip
# Workshop words that no dictionary here has.
_WORKSHOP = words_of("swarf circlip torx tacho busbar runout deburr megger millimetre centimetre")


@functools.lru_cache(maxsize=1)
def everyday_words() -> frozenset[str]:
    """Return the words that the default encoder has a token of their own for: plain English."""
    tokens = EncoderFiles(DEFAULT_ENCODER).tokenizer.get_vocab()
    return frozenset(token for token in tokens if token.isalpha())


def warm_up(languages: Iterable[str]) -> None:
    """Read now what tells words of these languages, so that the first question need not wait."""
    everyday_words()
    for language in {"en", *(code.split("-")[0] for code in languages)}:
        dictionary(language)


def corrections(
    question: str,
    vocabulary: Vocabulary,
    language: QuestionLanguage,
    *,
    own: Vocabulary | None = None,
) -> dict[str, str]:
    """Return the nearest word of the manuals for each word of the question that seems misspelt.

    What is a word of any manual is none; what is meant is one of the manuals in the question's own
    language, whose words are `own`, where there are any: "Frequenz" is no slip of "frequent".

    Damerau-Levenshtein distance 1, or 2 in long words, and the same first letter; among words
    equally near that which most chunks hold. Umlauts typed otherwise need none of this: both ways
    to write them have their keywords, see `store.keywords`. In a language that we know no asking
    of (see `answer.asking`) nothing is a slip.
    """
    if not vocabulary.chunks or language not in ASKING:
        return {}
    meant = own if own is not None and own.chunks else vocabulary
    found: dict[str, str] = {}
    tokens = question.split()
    # German nouns have capitals, and some people give all words one.
    plain = language != "de" and sum(token[0].isupper() for token in tokens) <= len(tokens) / 2
    for place, token in enumerate(tokens):
        # A code or a figure with its unit.
        if any(letter.isdigit() for letter in token) or _NAME.search(token):
            continue
        if plain and place > 0 and token[0].isupper():
            continue
        for typed in _WORD.findall(token):
            word = unicodedata.normalize("NFKC", typed).lower()
            # A unit is searched for in all its spellings.
            if language == "en" and not vocabulary.knows(word) and not unit_of(word):
                printed = next(filter(meant.knows, _spelled_elsewhere(word)), None)
                if printed is not None:
                    found[typed] = printed
            if typed in found or _is_known(word, vocabulary, language):
                continue
            nearest = _nearest(word, meant, language)
            if nearest is not None:
                found[typed] = nearest
    return found


def corrected(question: str, changes: dict[str, str]) -> str:
    """Return the question with the words changed, capitals kept where a word begins with one."""

    def change(match: re.Match[str]) -> str:
        new = changes.get(match.group())
        if new is None:
            return match.group()
        return new.capitalize() if match.group()[0].isupper() else new

    return _WORD.sub(change, question)


def _is_known(word: str, vocabulary: Vocabulary, language: QuestionLanguage) -> bool:
    if len(word) < _SHORTEST or vocabulary.knows(word) or _is_word(word, language):
        return True
    if language == "en" and _is_compound(word, vocabulary):
        return True
    if language == "de" and any(map(vocabulary.knows, forms_of(word))):
        return True
    terms = keywords.terms(word, language)
    # A stop word has none; another form of a known word shares its stem.
    return not terms or any(vocabulary.document_frequency(term) for term in terms)


def _is_word(word: str, *languages: str) -> bool:
    """Whether it is a word in one of the languages, or in English, which all borrow from."""
    if word in everyday_words() or word in _WORKSHOP:
        return True
    return any(word in dictionary(language) for language in ("en", *languages))


def _is_compound(word: str, vocabulary: Vocabulary) -> bool:
    """Whether two words make one: derating, which the manual hyphenates, and headlamp."""
    for at in range(2, len(word) - _SHORTEST + 1):
        first, second = word[:at], word[at:]
        if first in _PREFIXES and (vocabulary.knows(second) or _is_word(second)):
            return True
        if at >= _SHORTEST and first in everyday_words() and second in everyday_words():
            return True
    return False


def _spelled_elsewhere(word: str) -> list[str]:
    """How the word is spelt on the other side of the Atlantic, right or not."""
    pairs = (*_BRITISH, *((other, one) for one, other in _BRITISH))
    stems = [(word, "")] + [(word.removesuffix(end), end) for end in ("s", "d") if word[-1:] == end]
    return [
        stem.removesuffix(here) + there + end
        for stem, end in stems
        for here, there in pairs
        if stem.endswith(here) and len(stem) - len(here) >= _SHORTEST - 1
    ]


def doubled(word: str) -> list[str]:
    """Return the words that this one is with one letter doubled, or a double one single."""
    more = {word[:at] + word[at - 1 :] for at in range(1, len(word) + 1)}
    less = {word[:at] + word[at + 1 :] for at in range(1, len(word)) if word[at] == word[at - 1]}
    return sorted(more | less)


def exchanged(word: str) -> list[str]:
    """Return the words that this one is with two neighbouring letters the other way round."""
    pairs = range(1, len(word))
    others = {word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :] for at in pairs}
    return sorted(others - {word})


def _nearest(word: str, vocabulary: Vocabulary, language: QuestionLanguage) -> str | None:
    # The commonest slips of all: "realy" is no "ready", "wats" do not wait, and "deit" is no debit.
    single_or_double = doubled(word)
    meant = next(filter(vocabulary.knows, (*single_or_double, *exchanged(word))), None)
    if meant is not None or any(_is_word(one, language) for one in single_or_double):
        return meant
    asking = ASKING[language]
    slips = sum(len(word) >= letters for letters in asking.slips_from)
    near: dict[str, int] = {}
    # In a short word a letter may be missing; with another letter it is another word.
    longer_only = not slips and language == "en"
    allowed = slips or int(longer_only)
    shortest = len(word) + 1 if longer_only else len(word) - slips
    for length in range(shortest, len(word) + allowed + 1):
        known = [
            other for other in vocabulary.of_length(length) if _plain(other[0]) == _plain(word[0])
        ]
        for other, distance, _ in process.extract(
            word, known, scorer=OSA.distance, score_cutoff=allowed, limit=None
        ):
            if language == "de" and _turns_verb(word, other):
                continue
            if language in _INFLECTED and _inflects(word, other):
                continue
            # A stop word would say nothing to the keyword lane.
            if keywords.terms(other, language):
                near[other] = int(distance)
    found = min(
        near,
        key=lambda other: (near[other], -vocabulary.frequency(other), other),
        default=None,
    )
    # "shuold" is no word of the subject, which the answer would have to have. Two letters changed
    # places: with other letters it may be a word of its own (while, whine).
    if found is None or near[found] > 1:
        return _turned(word, asking) or found
    return found


def _turned(word: str, asking: Asking) -> str | None:
    """The word of asking that this one is with two letters changed places."""
    near = (one for one in sorted(asking.mistyped.split()) if OSA.distance(word, one) == 1)
    return next((one for one in near if sorted(one) == sorted(word)), None)


def _inflects(word: str, other: str) -> bool:
    """Whether two words differ in their endings alone: "quadro" is no slip of "quadri"."""
    pairs = zip(word, other, strict=False)
    same = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))
    return same >= _SHORTEST - 1 and max(len(word), len(other)) - same <= _ENDING


def _turns_verb(word: str, other: str) -> bool:
    """Whether another verb's prefix would stand before it: "angezogen" is no slip of "abgezogen".

    Such words differ in two letters at most, and say the opposite.
    """
    one, two = verb_prefix(word), verb_prefix(other)
    return bool(one and two) and one != two


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
