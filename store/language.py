"""Which language a text is in, told by its most frequent words."""

import re
from collections import defaultdict
from collections.abc import Collection

# The words that stand in most texts of a language: those that it shares with others, too.
_FREQUENT = {
    "cs": "je na se že pro nebo při před po jsou není musí který která pokud jako podle",
    "da": "og er det at en af på til for med ikke den der som eller de før når hvis må ved skal",
    "de": "der die das und ist nicht mit für auf ein eine den dem des zu bei wird werden sind"
    " oder von im in nach vor sich wenn",
    "en": "the and of to is are for with this that from be on it as or not by you in at if an",
    "es": "el los las que una para con por del es se no en al su como más está de la un lo"
    " antes si",
    "fi": "ja on ei se että kun tai ovat ole voi ennen jos jälkeen sekä mukaan käytä niin joka",
    "fr": "le la les des est une dans pour que sur avec par pas du ne sont au vous de un et en"
    " ou il si cette avant",
    "hu": "az és nem van egy hogy meg vagy ha kell után előtt csak legyen esetén lehet",
    "it": "il la che di per un una con del della non sono si nel alla gli le da in al"
    " dei delle prima se questo",
    "nl": "de het een van en is op te voor met niet zijn aan dat deze door bij in of om als wordt",
    "no": "og er det en av på til for med ikke den som eller de før når hvis må ved skal fra",
    "pl": "na do nie się jest że po przed jeśli lub oraz przez są może od za ten tak dla",
    "pt": "de que do da em um uma para com não os as no na por se ou dos das ao são"
    " antes está pelo",
    "ro": "și de la în cu pe nu este sau se din pentru un să sunt dacă înainte după care al",
    "sv": "och är det att en av på till för med inte den som eller de innan när om måste vid"
    " ska från ett",
    "tr": "ve bir bu için ile da de olarak veya değil önce sonra ise gibi kadar olan",
}
FREQUENT_WORDS = {code: frozenset(words.split()) for code, words in _FREQUENT.items()}
_LANGUAGES: dict[str, list[str]] = {}
for _code, _words in _FREQUENT.items():
    for _frequent in _words.split():
        _LANGUAGES.setdefault(_frequent, []).append(_code)
# Those that have letters of their own; \u0370 to \u03ff are Greek, and so on.
_LETTERS = {"el": "[\u0370-\u03ff]", "ru": "[\u0400-\u04ff]", "ar": "[\u0600-\u06ff]"}
# The languages that are told.
KNOWN = frozenset((*_FREQUENT, *_LETTERS))
# `AL-204` is a code and no Spanish.
_WORD = re.compile(r"[^\W\d_]+(?![-\d_]*\d)")


def language_by_letters(text: str) -> str | None:
    """Return the language whose own letters are most of a text's letters; None for Latin ones."""
    for code, letters in _LETTERS.items():
        if 2 * len(re.findall(letters, text)) > sum(map(str.isalpha, text)):
            return code
    return None


def language_scores(text: str, *, once: bool = False) -> dict[str, float]:
    """Return how much of a text tells each language (ISO 639-1), about the frequent words of it.

    A word that n languages share counts for each a square of n less: `de` alone tells little. With
    `once` it counts once, however often it stands there: a page of addresses is full of `com`. A
    text in Greek, Russian or Arabic letters has all its words counted for that.
    """
    words: Collection[str] = _WORD.findall(text.casefold())
    if once:
        words = set(words)
    lettered = language_by_letters(text)
    if lettered is not None:
        return {lettered: float(len(words))}
    score: defaultdict[str, float] = defaultdict(float)
    for word in words:
        languages = _LANGUAGES.get(word, ())
        for code in languages:
            score[code] += 1 / len(languages) ** 2
    return score


def language_of(text: str, *, default: str = "en") -> str:
    """Return the ISO 639-1 code of the language whose frequent words the text uses most.

    Greek, Russian and Arabic are told by their letters.
    """
    score = language_scores(text)
    return max(score, key=lambda code: score[code]) if score else default
