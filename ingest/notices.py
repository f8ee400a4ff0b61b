"""Safety notices: the signal words of a level, and telling a notice from a sentence."""

import re
import unicodedata

from store.values import NoticeLevel

# ANSI Z535.6 and ISO 3864-2 name four levels; the words are those that manuals print: in English,
# German, French, Italian, Spanish; Portuguese, Dutch; Danish, Norwegian, Swedish, Finnish; Polish,
# Czech, Slovak, Slovene, Croatian; Hungarian, Romanian, Turkish; Latvian, Lithuanian; Greek;
# Russian, Ukrainian and Bulgarian.
_PRINTED: dict[NoticeLevel, str] = {
    "danger": "danger|gefahr|lebensgefahr|pericolo|peligro|perigo|gevaar|fare|fara|vaara"
    "|niebezpieczeństwo|nebezpečí|nebezpečenstvo|nevarnost|opasnost|veszély|pericol|tehlike"
    "|bīstami|pavojus|κίνδυνος|опасность|опасно|небезпека|опасност",
    "warning": "warning|warnung|avertissement|avvertenza|avvertimento|advertencia|advertência"
    "|waarschuwing|advarsel|varning|varoitus|ostrzeżenie|varování|výstraha|varovanie|opozorilo"
    "|upozorenje|figyelmeztetés|avertisment|avertizare|uyarı|uyari|brīdinājums|įspėjimas"
    "|προειδοποίηση|предупреждение|попередження",
    "caution": "caution|vorsicht|attention|prudence|mise en garde|attenzione|precauzione"
    "|precaución|atención|cuidado|atenção|voorzichtig|let op|forsigtig|forsiktig|försiktighet"
    "|huomio|przestroga|uwaga|upozornění|upozornenie|pozor|oprez|vigyázat|figyelem|atenție"
    "|precauție|dikkat|ikaz|uzmanību|dėmesio|προσοχή|осторожно|внимание|обережно|увага",
    # "Achtung": the standards' German word for damage to property. Manuals older than the
    # standards say it of injuries too: those print no "Vorsicht" (see `ingest.sections`).
    "notice": "notice|note|important|hinweis|hinweise|anmerkung|achtung|wichtig|avis|remarque"
    "|avviso|nota|aviso|importante|opmerking|bemærk|merk|huomautus|wskazówka|poznámka|opomba"
    "|napomena|megjegyzés|notă|примечание|примітка|забележка",
}


def _bare(word: str) -> str:
    """The word as words are compared: no case, no accents, single spaces."""
    letters = unicodedata.normalize("NFD", " ".join(word.casefold().split()))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


# Capitals are often printed without their accents, and always in Greek.
_WORDS: dict[NoticeLevel, tuple[str, ...]] = {
    level: tuple(dict.fromkeys(w for word in told.split("|") for w in (word, _bare(word))))
    for level, told in _PRINTED.items()
}
_LEVELS: dict[str, NoticeLevel] = {
    _bare(word): level for level, words in _WORDS.items() for word in words
}
# Parsers give an accent as a sign of its own.
_ALTERNATIVES = "|".join(
    word.replace("ó", "(?:ó|o\u0301?)").replace(" ", r"\s+")
    for word in sorted((w for words in _WORDS.values() for w in words), key=len, reverse=True)
)
_WORD = rf"(?:{_ALTERNATIVES})"
_SIGNS = r"\s⚠☠❗⚡!¡△▲\u26a0\ufe0f*•■►▶|"
# A scan's bullet is read as a sign that looks like it.
_OPEN = rf"[{_SIGNS}@©®\[(（【«<]*"
# Printed in two languages, the first says the level: "WARNING / AVERTISSEMENT", "WARNING / 警告".
_OTHER_SCRIPT = r"[^\W\d_A-Za-z\u00aa-\u024f]{1,12}"
_SAID = rf"(?P<word>{_WORD})s?(?:\s*/\s*(?:{_WORD}s?|{_OTHER_SCRIPT}))*"
# "!!! SAFETY WARNING !!!": without its signs or a colon it may be a section's title.
_SAFETY = "safety\\s+"
_NUMBERED = r"(?:\s*(?P<number>\d{1,2}))?"
_ALONE = re.compile(
    rf"^{_OPEN}(?:(?:(?<=!)|(?<=!\s)){_SAFETY})?{_SAID}[{_SIGNS}\])）】»>:：.–—-]*$", re.IGNORECASE
)
# Set where a signal word stands, a sign for danger says that one is due, and not which (ISO 7010).
_ALERTS = frozenset(("!", "\u26a0", "\u26a0\ufe0f", "\u2757"))
_ALERT: NoticeLevel = "caution"
_AFTER_ALERT = re.compile(r"^(?:!|\u26a0\ufe0f?|\u2757)\s+[A-ZÀ-ÖØ-Þ][\w-]*(?:,?\s+[\w-]+){3}")
# In front of its own text a signal word is set off: by a colon, a dash, an exclamation mark or
# brackets, or in capitals. "Warning lights are red" is a sentence.
_SET_OFF = re.compile(
    rf"^{_OPEN}(?:{_SAFETY})?{_SAID}{_NUMBERED}[\])）】»>*]*(?:\s*[:：!–—¡]|\s-\s)[{_SIGNS}\])）】:：–—-]*(?=\S)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    rf"^[{_SIGNS}]*[\[(（【«]\s*{_SAID}\s*[!:：]?\s*[\])）】»]\s*(?=\S)", re.IGNORECASE
)
_ANYHOW = re.compile(rf"^{_OPEN}{_SAID}[{_SIGNS}\])）】»>:：.–—-]+(?=\S)", re.IGNORECASE)
_CAPITALS = re.compile(rf"^{_OPEN}{_SAID}[{_SIGNS}–—-]+(?=\S)", re.IGNORECASE)
# What explains a signal word is no notice: "WARNING indicates a hazard that can kill". Nor is a
# thing called by one: "CAUTION labels".
_THIS = r"(?:this|diese[rs]?|cet?(?:te)?|quest[oa]|est[ea]|the|das|der|die|le|la|il|el)"
_SIGN = (
    r"(?:signal\s?word|signalwort|symbole?|simbol[oi]|símbolo|mot|parola|palabra|indica(?:ción|zione)"
    r"|indication|hinweis|mention|menzione|(?:safety\s+)?message)"
)
_QUOTE = "[\"'«»\u2018-\u201f]"
# It calls the word by its name, or says what it does.
_MEANING = (
    rf"{_QUOTE}\s*{_WORD}\s*!?\s*{_QUOTE}|"
    rf"(?:{_THIS}\s+)?(?:{_SIGN}\s+)?"
    r"(?:indicates|means(?!\s+of)|denotes|identifies|signifies|stands\s+for|refers\s+to|appears|"
    r"is\s+used|steht\s+für|bedeutet|(?:kenn|be)zeichnet|weist\s+(?:auf|Sie)|"
    r"warnt\s+vor|signifie|désigne|avertit|indique\s+(?:une?|que)|segnala|señala|indica)\b"
)
_SAYS_MEANING = re.compile(rf"^[\s:：–—•-]*(?:{_MEANING})", re.IGNORECASE)
EXPLAINS = re.compile(
    rf"^[\s:：–—•-]*(?:{_MEANING})|"
    # "Zeigt das Manometer mehr als 10 bar, …" warns.
    rf"^[\s:：–—-]*(?:{_THIS}\s+)?{_SIGN}\s+(?:shows?|zeigt|montre|mostra|muestra|advierte)\b|"
    rf"^[\s:：–—-]*(?:{_THIS}\s+)?(?:{_SIGN}\s+)?"
    r"(?:stands?\s+for|indicates?|means|denotes?|identif\w+|signif\w+|refers\s+to|alerts?|"
    r"describes?|marks|is\s+used|warns|steht\s+für|bedeutet|(?:kenn|be)zeichnet|weist|warnt\s+vor|"
    r"indique|signale|désigne|avertit|indica|segnala|señala|identifica)",
    re.IGNORECASE,
)
# A sentence behind a colon warns of them: "WARNING: Plates are hot", not "Warning: lights of …".
_THING = re.compile(
    r"(?:lights?|lamps?|labels?|signs?|symbols?|messages?|notices?|plates?|boards?|codes?)\b",
    re.IGNORECASE,
)
# What comes of not minding a warning, whatever it is.
UNHEEDED = (
    r"(?:bei\s+)?(?:(?:die\s+)?(?:nicht\s?beachtung|mi(?:ss|ß)achtung)|"
    r"failure\s+to\s+\w+|ignoring|disregard(?:ing)?|non-?(?:observance|compliance)|"
    r"le\s+non[- ]respect|la\s+mancata\s+osservanza|(?:la\s+inobservancia|el\s+incumplimiento))"
)
_FOLLOWS = re.compile(rf"^{_OPEN}{_SAID}[{_SIGNS}\])）】»>:：.–—-]+{UNHEEDED}\b", re.IGNORECASE)
# "Attention: Spare Parts Department" is an address.
_ADDRESSEE = re.compile(r"^(?:[A-ZÄÖÜ][\w.&-]*[\s,]*){1,6}$")

# Run together with what stands before it: "… 20 ms. Note: the motor …".
_INNER = re.compile(rf"(?<=[.;:)!?…])\s+(?=(?:{_ALTERNATIVES})s?\s?\d?\s?[:：])", re.IGNORECASE)
# Called out in capitals, it needs no colon: "… of the gate. ATTENTION! This parameter …". Where no
# sentence ends before it, one begins behind it.
_CALLED = "|".join(
    word.upper().replace("Ó", "(?:Ó|O\u0301?)").replace(" ", r"\s+")
    for word in sorted((w for words in _WORDS.values() for w in words), key=len, reverse=True)
)
# A hazard needs but a colon: "… to 30 Nm. CAUTION: Use no oil."
_HAZARDS = "|".join(
    word.upper().replace("Ó", "(?:Ó|O\u0301?)").replace(" ", r"\s+")
    for level, words in _WORDS.items()
    for word in words
    if level != "notice"
)
_INNER_CALL = re.compile(
    rf"(?<=[.;:)!?…])\s+(?=(?:{_CALLED})\s?!|(?:{_HAZARDS})\s?:\s+[A-ZÀ-ÖØ-Þ])"
    rf"|(?<=\w)\s+(?=(?:{_CALLED})\s?!+:?\s+[A-ZÀ-ÖØ-Þ])"
    r"|(?<=\w[.;)])\s+(?=(?:!|\u26a0\ufe0f?|\u2757)\s+[A-ZÀ-ÖØ-Þ])"
)
# "Make certain that the switch is off. Turn the shaft …": no message of a machine says so much.
_SENTENCES = re.compile(r"\w{2}[.!]\s+[A-ZÀ-ÖØ-Þ]")
_CALLED_FIRST = re.compile(rf"^{_OPEN}(?:{_CALLED})\s?[!:：]")
# A cell that says less, and no sentence, is a state or the name of a message: "WARNING! Overload".
_LEAST_TOLD = 4

# Where a signal word within a notice may stand: at the head of a line, or of a sentence.
_PARTS = re.compile(r"\n|(?<=[.;:)!?…])\s+")
GRAVEST_FIRST: tuple[NoticeLevel, ...] = ("danger", "warning", "caution", "notice")


def apart_from_notices(text: str) -> list[str]:
    """Return a text cut before each signal word that announces a notice in its middle."""
    return [part for told in _INNER.split(text) for part in apart_from_calls(told)]


def apart_from_calls(text: str) -> list[str]:
    """Return a text cut before each signal word that is called out: in capitals, with a "!"."""
    return _INNER_CALL.split(text)


def notices_in_cell(cell: str, *, among_data: bool = True) -> list[tuple[NoticeLevel, str]]:
    """Return the hazards that a cell calls out, each from its signal word on.

    Among data, a cell that begins with "WARNING:" names a kind of message, unless it goes on for
    sentences.
    """
    found: list[tuple[NoticeLevel, str]] = []
    for position, part in enumerate(apart_from_notices(cell)):
        called = _CALLED_FIRST.match(part)
        level = leading_signal_word(part) if called or not among_data else None
        if level is None:
            continue
        told = part[called.end() :] if called else part
        names = among_data and position == 0 and called and called.group().endswith(":")
        if names and not _SENTENCES.search(told):
            continue
        hazard = level != "notice" or is_achtung(part)
        words = told.split()
        if hazard and (len(words) >= _LEAST_TOLD or (len(words) > 1 and part.endswith("."))):
            found.append((level, part))
    return found


def signal_word_alone(text: str) -> NoticeLevel | None:
    """Return the level if the text is a signal word, or a sign for one, and nothing else."""
    if text.strip() in _ALERTS:
        return _ALERT
    match = _ALONE.match(text)
    return _LEVELS[_bare(match["word"])] if match else None


def leading_signal_word(text: str) -> NoticeLevel | None:
    """Return the level if the text begins with a signal word that is set off from its sentence."""
    if _ALONE.match(text):
        return None
    match = _SET_OFF.match(text) or _BRACKETED.match(text)
    if match is None:
        match = _CAPITALS.match(text)
        # A parser's capitals count, not the pattern's: that one reads any case.
        if match is None or not match["word"].isupper():
            return _ALERT if _AFTER_ALERT.match(text) else None
    level = _LEVELS[_bare(match["word"])]
    rest = text[match.end() :]
    # "Note 2:" counts notes; "Warning 204:" is a message of the machine.
    if match.groupdict().get("number") and level != "notice":
        return None
    if _explains(match, rest) or (_bare(match["word"]) == "attention" and _ADDRESSEE.match(rest)):
        return None
    return level


def _explains(called: re.Match[str], rest: str) -> bool:
    """Whether a signal word is explained behind it, or names a thing: "CAUTION labels"."""
    told = rest[:1].isupper() and any(sign in called.group() for sign in ":：!")
    thing = _THING.match(rest) is not None and not told
    return thing or EXPLAINS.match(rest) is not None


def gravest_within(text: str, level: NoticeLevel) -> NoticeLevel:
    """Return the gravest level that a notice of that level announces: at its head, or within.

    "Notes: 1. … 2. … CAUTION - … Otherwise injury may result." is a caution.
    """
    told = [
        signal_word_alone(part) if part.isupper() else leading_signal_word(part)
        for part in _PARTS.split(text)
    ]
    graver = (one for one in told if one is not None)
    return min((level, *graver), key=GRAVEST_FIRST.index)


def explains_signal_word(text: str) -> bool:
    """Return whether what stands below a signal word says what it means, as in a legend."""
    return _SAYS_MEANING.match(text) is not None


def tells_only_what_follows(text: str) -> bool:
    """Return whether a notice begins with what comes of not minding it, and names no hazard."""
    return _FOLLOWS.match(text) is not None


def without_signal_word(text: str) -> str:
    """Return a notice's text without a first line that only says its level."""
    first, _, rest = text.partition("\n")
    return rest if rest and signal_word_alone(first) else text


def sentence_after_signal_word(heading: str) -> NoticeLevel | None:
    """Return the level if what was set as a heading is a notice: a signal word and a sentence.

    A hazard named after the word is one too ("DANGER: High voltage"); notes are not, a section
    may well be called "Note: units".
    """
    match = _ANYHOW.match(heading)
    if match is None:
        return None
    level = _LEVELS[_bare(match["word"])]
    rest = heading[match.end() :]
    if not rest[:1].isupper() or _explains(match, rest):
        return None
    if rest.endswith((".", "!")) or len(rest) > 60:
        return level
    return level if level != "notice" and _SET_OFF.match(heading) else None


def is_achtung(text: str) -> bool:
    """Return whether a notice is announced by the German "Achtung", whose level depends."""
    match = _ANYHOW.match(text) or _ALONE.match(text)
    return match is not None and _bare(match["word"]) == "achtung"
