"""The question as it was typed: made safe to search for, and what kind of answer it wants."""

import re
import unicodedata

from answer.figures import unit_of
from answer.language import words_of
from store.errors import QuestionRejected
from store.keywords import asks_sign

# Past this it is a pasted document and no question. A pasted log of a few pages still goes through.
LONGEST_QUESTION = 20_000
# What is searched for. Encoders read some 256 tokens and every keyword costs a lookup, so the rest
# of a pasted log would only blur what its beginning asks.
LONGEST_SEARCHED = 1_000

_HOW = re.compile(
    r"\bhow\s+(?:do|does|did|to|can|could|should|must|shall|would|is|are|may|might)\b"
    r"|\b(?:procedures?|steps?|instructions?|step[- ]by[- ]step)\b"
    r"|\bwie\s+(?!viele?s?\b|viel\b|hoch\b|gro(?:ß|ss)\b|oft\b|lange?\b|stark\b|fest\b|schwer\b|weit\b"
    r"|schnell\b|hei(?:ß|ss)t?\b|h(?:ä|ae)ufig\b|tief\b|breit\b|dick\b|warm\b|kalt\b|alt\b|laut\b)\w"
    r"|\b(?:vorgehen|vorgehensweise|arbeitsschritte?|schritte?|anleitung|ablauf)\b"
    r"|\b(?:comment|c[oó]mo|hoe)\b",
    re.IGNORECASE,
)
# "Filter wechseln" is typed for "Wie wechsle ich den Filter?".
_TASK = re.compile(
    r"\s[a-zäöüß]*(?:wechseln|tauschen|setzen|stellen|bauen|reinigen|schmieren|fetten|spannen|starten"
    r"|füllen|fuellen|prüfen|pruefen|lüften|lueften|kalibrieren|justieren|leeren|montieren|lösen"
    r"|loesen|quittieren|schalten|legen|rüsten|ruesten|richten|nehmen|fahren|löschen|loeschen|ändern"
    r"|aendern|schlie(?:ß|ss)en|putzen|ölen|oelen|einlernen|abschmieren|anziehen)\W*$"
)
# "How do I know that …" asks for a sign, not for a procedure.
_TELLING = re.compile(
    r"\bhow\s+(?:do|can|could|would)\s+(?:i|we|you)\s+(?:know|tell|recogni[sz]e|see|notice)\b"
    r"|\bhow\s+(?:is|are)\s+\S+\s+called\b|\bwie\s+(?:erkenne|merke|sehe|heißt|heissen)\b",
    re.IGNORECASE,
)
# What a question measures, and the units its answer can have; the first that matches counts.
_MEASURES: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), words_of(units))
    for pattern, units in (
        # A chain is long in metres, a wait in minutes. Of a torque, too, it is asked how often.
        (r"\bhow\s+long\b(?:\s+\S+){1,6}?\s+be\b(?!\s+\w+(?:ed|t|n)\b)", "mm cm m µm in. ft"),
        (r"\bwie\s+lang\b", "mm cm m µm in. ft h min s ms days weeks months years"),
        (r"\bhow\s+(?:often|long|old)\b|\bwhen\s+(?:do|must|should)\s+(?:i|we|you)\b"
         r"|\bwie\s+(?:oft|lange|h(?:ä|ae)ufig|alt)\b|\bwann\b",
         "h min s ms days weeks months years"),
        (r"newton\s?met(?:er|re)|\btorque|drehmoment|anziehmoment|\bnm\b", "Nm Ncm kNm lbft lbin"),
        (r"frequen[cz]|\bhertz\b|\bhz\b", "Hz kHz"),
        (r"deflection|\bgap\b|clearance|\bspalt|abstand|spiel\b|durchbiegung|diameter|durchmesser"
         r"|\bhow\s+(?:deep|wide|thick|far|high)\b|\bwie\s+(?:tief|breit|dick|weit)\b",
         "mm cm m µm in."),
        (r"\bhow\s+(?:tight|strong|hard)\b|\btension|\bwie\s+(?:fest|stark|stramm)\b|spannung\b",
         "Nm Ncm kNm N kN daN mm Hz bar lbft lbin V"),
        (r"interval", "h min s ms days weeks months years"),
        (r"temperature?|\bhow\s+(?:hot|cold|warm)\b|\bwie\s+(?:hei(?:ß|ss)|warm|kalt)\b",
         "°C °F K"),
        (r"\bpressure|druck\b|\bbar\b", "bar mbar Pa kPa MPa psi"),
        (r"\bspeed|drehzahl|geschwindigkeit|\bhow\s+fast\b|\bwie\s+schnell\b|\brpm\b",
         "rpm m/s m/min mm/s mm/min mm/rev"),
        (r"\bhow\s+much\b.*\b(?:oil|grease|coolant|water|fluid)|capacity|volume|wie\s*viele?\b.*(?:öl|fett"
         r"|wasser)|füllmenge|ölmenge|\bfits?\s+in(?:to)?\b", "l ml cl gal m3 g kg cm3"),
        (r"weigh|heav|\bgewicht|\bschwer|\b(?:(?:what|which|rated|permissible|max(?:imum|\.)?)\s+load"
         r"|load\s+(?:limit|capacity))\b", "kg g t lb kN N"),
        (r"voltage|\bvolts?\b", "V mV kV"),
        (r"\bcurrent\b|\bamps?\b|strom\b", "A mA"),
        (r"concentration|konzentration|percent|prozent|humidity", "%"),
        (r"\bhow\s+(?:much|many|low|big|large|loud)\b|\bwie\s*viele?\b|\bwie\s+(?:hoch|gro(?:ß|ss))\b"
         r"|\b(?:dimension|tolerance|limit|size|value|rating|setting)s?\b|menge\b|einstellwert",
         ""),
    )
)  # fmt: skip
# "… when the pressure is not reached": no pressure is asked for.
_CONDITION = re.compile(
    r"(?<=\w)\s+(?:when|if|while|wenn|falls|sobald)\b[^,?]*|^(?:when|if|while|wenn|falls)\b[^,?]*,",
    re.IGNORECASE,
)
# "On which page is …": where something stands, not what it says.
_PAGE = re.compile(
    r"\b(?:which|what)\s+pages?\b|\bpage\s+numbers?\b|\b(?:table\s+of\s+contents|index\s+entr(?:y|ies))\b"
    r"|\bwelche[rn]?\s+seiten?\b|\bseitenzahl|\b(?:inhalts|stichwort)verzeichnis",
    re.IGNORECASE,
)
# "How many newton metres …": the unit itself is asked for, or another of its kind. Times are left
# out: they are written out ("weekly").
_COUNTED = re.compile(r"\b(?:how\s+many|wie\s?viele?)\s+(\S+)(?:\s+(\S+))?", re.IGNORECASE)
# Machines have these, too.
_PARTS_TOO = words_of("bars meters metres")
# What may follow a unit that is counted; a noun makes parts of it ("litre cans", "V belts").
_AFTER_UNIT = words_of(
    "of is are was does do did can could may might must should shall will would in at to for per "
    "a an the on by from when has have i you we it goes go ist sind hat haben darf dürfen muss "
    "müssen kann können soll sollen wird werden bekommt braucht im am auf je pro der die das den "
    "dem bei von"
)
_KINDS = tuple(
    words_of(kind)
    for kind in (
        "Nm kNm Ncm lbft lbin",
        "N kN MN daN",
        "µm mm cm m km in.",
        "ml cl l gal cm3 m3",
        "mg g kg t lb",
        "mV V kV",
        "mA A",
        "W kW MW kVA",
        "mAh Ah",
        "Wh kWh",
        "MB GB TB",
        "bar mbar Pa kPa MPa psi",
        "Ω kΩ MΩ",
        "Hz kHz MHz",
    )
)
# "How many litres a minute": a flow, and no volume.
_FLOWING, _FLOWS = words_of("l m3"), words_of("l/min l/h m3/min m3/h")
_BY_TIME = re.compile(r"\s+(?:an?|per|each|pro|je|in der)\s+(?:min|hour|h\b|stunde)", re.IGNORECASE)
_QUESTION_WORD = re.compile(
    r"\b(?:what|which|who|whom|where|when|why|how|is|are|do|does|can|must|should|may|was|welche[rsnm]?"
    r"|wer|wo|wann|warum|weshalb|wie|ist|sind|kann|darf|muss|soll)\b|\?",
    re.IGNORECASE,
)


def checked_question(text: str) -> str:
    """Return the question without control characters and outer or doubled spaces.

    Raises QuestionRejected if nothing that could be asked is left, or if it is a whole document.
    """
    kept = "".join(
        " " if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") else letter
        for letter in text
        # Invisible marks turn the reading direction of what is shown around them.
        if unicodedata.category(letter) != "Cf"
    )
    question = " ".join(kept.split())
    if not any(letter.isalnum() for letter in question):
        raise QuestionRejected("There is no question: type what you want to know.")
    if len(question) > LONGEST_QUESTION:
        raise QuestionRejected(
            f"The question has {len(question):,} characters: ask in at most {LONGEST_QUESTION:,}."
        )
    return question


def searched_part(question: str) -> str:
    """Return what of a checked question is searched for: its beginning, cut between words."""
    if len(question) <= LONGEST_SEARCHED:
        return question
    cut = question[:LONGEST_SEARCHED]
    return cut.rsplit(" ", 1)[0] if " " in cut else cut


def asks_page(question: str) -> bool:
    """Return whether it is asked on which page something stands, as contents and indexes tell."""
    return _PAGE.search(question) is not None


def asks_how(question: str) -> bool:
    """Whether the whole procedure answers, rather than one sentence of it."""
    if _QUESTION_WORD.search(question.rstrip("?! ")) is None and _TASK.search(question):
        return True
    return _HOW.search(question) is not None and _TELLING.search(question) is None


def asks_figure(question: str) -> bool:
    """Whether a figure with its unit answers."""
    return _measure(question) is not None


def units_wanted(question: str) -> frozenset[str]:
    """Return the units that the answer can have; empty where any may be, or none is asked for."""
    return units_counted(question) or _measure(question) or frozenset()


def units_counted(question: str) -> frozenset[str]:
    """Return the units of the kind that is counted ("how many litres"); empty where none is."""
    counted = _COUNTED.search(question)
    if counted is None:
        return frozenset()
    one, two = (word.strip("?.,;:") for word in counted.groups(""))
    if one.casefold() in _PARTS_TOO:
        return frozenset()
    unit = unit_of(f"{one} {two}")
    if unit is None and (not two or two.casefold() in _AFTER_UNIT):
        unit = unit_of(one)
    kind = next((kind for kind in _KINDS if unit in kind), frozenset())
    return _FLOWS if kind & _FLOWING and _BY_TIME.match(question, counted.end(1)) else kind


def _measure(question: str) -> frozenset[str] | None:
    # The sign of a speed is no speed.
    if asks_sign(question):
        return None
    question = _CONDITION.sub("", question) or question
    return next((units for asks, units in _MEASURES if asks.search(question)), None)


def is_keywords(question: str) -> bool:
    """Whether it is no sentence but a few words, as typed into a search box."""
    return _QUESTION_WORD.search(question) is None
