"""Keywords of texts, for BM25: the same normalisation on both sides, then Qdrant's stemmer."""

import functools
import re
import unicodedata
from collections.abc import Sequence

import qdrant_edge
from qdrant_edge import Bm25, Bm25Config

from store.index import SparseVector
from store.shared_words import completed
from store.spelled_out import ABOVE_ZERO, BELOW_ZERO, DIAMETER_SIGN

_LANGUAGES = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
# What a word weighs that was not asked for itself.
_BESIDE = 0.5
# A chunk's usual length in stemmed words; BM25 measures each chunk's length against it.
_AVERAGE_LENGTH = 100.0
# AL-204, AL 204 and E-4304 are to be found as AL204 and E4304, and the other way round.
_CODE = re.compile(r"\b([A-Za-z]{1,4})[-_. ](\d{2,6}[A-Za-z]?)\b")
# "Over Voltage", "under-frequency" and "overtemperature": each manual writes them in its own way.
_LIMIT = re.compile(
    r"\b(over|under)(?:-(?=[a-z]{4})|\s(?=(?:current|frequency|load|power|pressure|speed|temp"
    r"|travel|torque|voltage)))([a-z]+)",
    re.IGNORECASE,
)
# Drawings and menus abbreviate the sense of rotation, and people do not: one word for each.
_ROTATION = (
    (re.compile(r"\b(?:ccw|acw|(?:counter|anti)[- ]?clockwise)\b", re.IGNORECASE), "anticlockwise"),
    (re.compile(r"\bcw\b", re.IGNORECASE), "clockwise"),
)
# "speed > 0" says in signs what people ask in words: BM25 reads no signs.
_SIGNS = {"en": ("positive", "negative"), "de": ("positiv", "negativ")}
_SIGN_ASKED = re.compile(
    r"\bsign of\b|\b(?:what|which) sign\b|\bvorzeichen\b"
    r"|\bpositive? (?:or|oder) negative?\b|\bnegative? (?:or|oder) positive?\b",
    re.IGNORECASE,
)
# Units as people write them, and as manuals do: a question brings in what it did not say.
_UNITS = tuple(
    (re.compile(rf"(?<![^\W\d_])(?:{spellings})(?![^\W_])", re.IGNORECASE), short)
    for spellings, short in (
        (r"newton[- ]?met(?:er|re)s?|N[.·⋅•∙*-] ?m", "Nm"),
        (r"(?:degrees?|deg\.?|grad) ?(?:C|celsius)", "C"),
        (r"(?:degrees?|deg\.?|grad) ?(?:F|fahrenheit)", "F"),
        (r"pounds? per square inch", "psi"),
        (r"(?:revolutions|turns) per minute|rev/min|umdrehungen pro minute", "rpm"),
    )
)
# Troubles as people tell them, and the word of manuals for them.
_TROUBLES = (
    (
        re.compile(
            r"\b(?:runs?|running|ran|gets?|getting|got|becomes?)\s+(?:too\s+|so\s+|very\s+)?hot\b"
            r"|\btoo\s+hot\b",
            re.IGNORECASE,
        ),
        "overheats",
    ),
    (
        re.compile(
            r"\b(?:wird|werden|läuft|laufen)\s+(?:\S+\s+)?hei(?:ß|ss)\b|\bzu\s+hei(?:ß|ss)\b",
            re.IGNORECASE,
        ),
        "überhitzt Überhitzung",
    ),
    # What German manuals call "Reinigung", a workshop does not.
    (
        re.compile(
            r"\b(?:ab|aus)?(?:ge)?(?:putz|wisch)(?:e|en|t)?\b|\bsauber\s*mach\w*", re.IGNORECASE
        ),
        "reinigen Reinigung",
    ),
)
# Measures as people ask for them, and what manuals call them: "how heavy" is the row "Weight".
_MEASURES = tuple(
    (re.compile(pattern, re.IGNORECASE), names)
    for pattern, names in (
        (r"\bhow\s+heavy\b|\bhow\s+much\b.*\bweighs?\b", "weight mass"),
        (r"\bhow\s+tight(?:ly)?\b.*\b(?:screw|bolt|nut|stud)s?\b", "torque"),
        (r"\bhow\s+wide\b", "width"),
        (r"\bhow\s+deep\b", "depth"),
        (r"\bhow\s+(?:much|many)\b.*\b(?:holds?|contains?|fits?)\b", "capacity"),
        (r"\bwie\s+schwer\b|\bwiegt\b|\bwiegen\b", "Gewicht Masse"),
        (r"\bwie\s+fest\b.*(?:schraube|mutter|bolzen)", "Drehmoment Anzugsmoment Anzugsdrehmoment"),
        # Half of the makers call it the one, half the other.
        (r"\b\w*drehmoment", "Anzugsmoment Anziehmoment Drehmoment"),
        (r"\ban(?:zugs|zieh)moment", "Drehmoment Anzugsdrehmoment Anziehdrehmoment"),
        (r"\bwie\s+breit\b", "Breite"),
        (r"\bwie\s+tief\b", "Tiefe"),
        (r"\bwie\s*viele?\b.*\b(?:fasst|passt|passen|enthält)\b", "Füllmenge Inhalt"),
        (r"\bp[eè]sen?t?\b", "poids masse"),
        (r"\bcombien\b.*\bconti(?:ent|ennent)\b", "capacité contenance"),
        (r"\bquanto\s+pesano?\b|\bcu[aá]nto\s+pesan?\b", "peso"),
    )
)
_GLUED = re.compile(r"(?<![\w.,-])(\d+(?:[.,]\d+)?)(Nm|bar|mbar|psi|rpm|mm|kg|kN|Hz|kHz|MPa|kPa)\b")
_TRANSLITERATION = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@functools.lru_cache(maxsize=32)
def _encoder(language: str, average: float = _AVERAGE_LENGTH) -> Bm25:
    name = _LANGUAGES.get(language)
    if name is None:
        return Bm25(Bm25Config(avg_len=average, lowercase=True, ascii_folding=True))
    return Bm25(Bm25Config(avg_len=average, language=name, lowercase=True))


def normalized(text: str, language: str) -> str:
    """Return the text as BM25 shall read it: one spelling for codes, limits, umlauts, turns, and
    compounds in full.
    """
    text = DIAMETER_SIGN.sub(" ", unicodedata.normalize("NFKC", text))
    for spellings, word in _ROTATION:
        text = spellings.sub(word, text)
    above, below = _SIGNS.get(language, ("", ""))
    signs = [word for sign, word in ((ABOVE_ZERO, above), (BELOW_ZERO, below)) if sign.search(text)]
    codes_of = [pair for pair in _CODE.findall(text) if not _is_function_word(pair[0], language)]
    joined = [a + b for a, b in (*codes_of, *_LIMIT.findall(text))]
    codes = " ".join([*joined, *signs])
    if language == "de":
        whole = completed(text)
        # The stemmer knows umlauts, so "ue" in place of "ü" is brought in beside, never instead.
        spelled = [
            word.lower().translate(_TRANSLITERATION)
            for word in (*text.split(), *whole)
            if re.search("[äöüßÄÖÜ]", word)
        ]
        codes = " ".join([codes, *whole, *spelled])
    return f"{text} {codes}" if codes.strip() else text


def _is_function_word(letters: str, language: str) -> bool:
    """Whether letters before a number are a word that says nothing: "at 208 V" holds no AT208.

    In capitals, and one letter in any case, they may be a code's all the same.
    """
    return len(letters) > 1 and not letters.isupper() and stem(letters, language) is None


def document_vector(text: str, language: str, *, average: float = _AVERAGE_LENGTH) -> SparseVector:
    """Return BM25's document side of a text in a language (ISO 639-1; others go unstemmed).

    `average` is the usual length of such texts, in stemmed words.
    """
    return _vector(_encoder(language, average).embed_document(normalized(text, language)))


def query_vector(
    text: str, language: str, *, spoken: str | None = None, beside: Sequence[str] = ()
) -> SparseVector:
    """Return BM25's query side of a text; empty where it holds stop words only.

    Words `beside` it are looked for, too, and count half as much as its own.
    `spoken` is the language of the text itself: in a manual of another language its stop words
    are rare, and would weigh like subjects.
    """
    if spoken is not None and spoken != language:
        text = " ".join(word for word in text.split() if terms(word, spoken))
    if asks_sign(text):
        text = " ".join((text, *_SIGNS.get(language, ())))
    asked = _vector(_encoder(language).embed_query(normalized(_as_printed(text), language)))
    half = dict.fromkeys(terms(" ".join(beside), language), _BESIDE) if beside else {}
    weights = half | dict(zip(asked.indices, asked.values, strict=True))
    return SparseVector(tuple(sorted(weights)), tuple(weights[term] for term in sorted(weights)))


def _as_printed(question: str) -> str:
    """The question with its troubles, and its units apart from numbers, as manuals write them."""
    short = [word for spelled, word in _UNITS if spelled.search(question)]
    short += manuals_words(question)
    parted = [part for glued in _GLUED.findall(question) for part in glued]
    return " ".join((question, *short, *parted))


def measures_named(question: str) -> list[str]:
    """Return what manuals call the measures that a question asks for: weight, of how heavy."""
    return [names for asked, names in _MEASURES if asked.search(question)]


def manuals_words(question: str) -> list[str]:
    """Return what manuals call the troubles, the work and the measures of a question."""
    told = [words for said, words in _TROUBLES if said.search(question)]
    return [*told, *measures_named(question)]


def asks_sign(question: str) -> bool:
    """Return whether it is asked if something is positive or negative, not how much it is."""
    return _SIGN_ASKED.search(question) is not None


def terms(text: str, language: str) -> frozenset[int]:
    """Return the hashes of a text's stemmed content words, for counting which ones two share."""
    return frozenset(_encoder(language).embed_query(normalized(text, language)).indices)


def stem(word: str, language: str) -> int | None:
    """Return the term of a single word; None for one that says nothing of a subject, an article
    or a pronoun.
    """
    return next(iter(_encoder(language).embed_query(word).indices), None)


def _vector(sparse: qdrant_edge.SparseVector) -> SparseVector:
    pairs = sorted(zip(sparse.indices, sparse.values, strict=True))
    return SparseVector(tuple(i for i, _ in pairs), tuple(v for _, v in pairs))
