"""What a question measures or counts, and the units that its answer can have, by language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from answer.asking import ASKING, words_of
from answer.figures import EVERY, TIMES, unit_of
from answer.language import language_of
from store.keywords import asks_sign


@dataclass(frozen=True, slots=True)
class _Measure:
    """Units, and how a language asks for what has them; "" where it has no words for that here."""

    units: str
    en: str = ""
    de: str = ""
    it: str = ""
    fr: str = ""
    es: str = ""


# The first that a question fits counts. A question in any language may fit the English and German
# words, for keywords do not tell theirs; its own language's come before these.
_MEASURES = (
    # A chain is long in metres, a wait in minutes. Of a torque, too, it is asked how often.
    _Measure(
        "mm cm m µm in. ft",
        en=r"\bhow\s+(?:long|short)\b(?:\s+\S+){1,6}?\s+be\b"
        r"(?!\s+(?!(?:at|in|on|then|when|without)\b)\w+(?:ed|t|n)\b)",
    ),
    _Measure(f"mm cm m µm in. ft {TIMES}", de=r"\bwie\s+lang\b"),
    _Measure(
        f"{TIMES} {EVERY}",
        en=r"\bhow\s+often\b|\bwhen\s+(?:do|must|should)\s+(?:i|we|you)\b"
        r"|\bwhen\s+(?:do(?:es)?|is|are|must|should|has|have)\b.*\b(?:chang|replac|renew|servic"
        r"|check|inspect|clean|greas|lubricat|re-?tight|tight)\w*",
        de=r"\bwie\s+(?:oft|h(?:ä|ae)ufig)\b|\bwann\b",
        it=r"\bogni\s+quant[oie]\b|\bquando\s+(?:devo|deve|si\s+deve|bisogna|va|vanno)\b"
        r"|\bquanto\s+spesso\b",
        fr=r"\btous\s+les\s+combien\b|\bquand\s+(?:dois|doit|faut|est-ce)"
        r"|\b(?:à\s+)?quelle\s+fréquence\s+(?:dois|doit|faut)",
        es=r"\bcada\s+cu[aá]nt[oa]s?\b|\bcu[aá]ndo\s+(?:debo|debe|hay)\b"
        r"|\bcon\s+qué\s+frecuencia\s+(?:debo|debe|hay|se)\b",
    ),
    _Measure(
        TIMES,
        en=r"\bhow\s+(?:long|old)\b|\b(?:\w+ing|warm-?up|idle|cycle)\s+time\b",
        de=r"\bwie\s+(?:lange|alt)\b|\bwelche[rn]?\s+[a-zäöüß]{3,}(?<!uhr)(?<!jahres)zeit\b",
        it=r"\bquanto\s+tempo\b|\bper\s+quanto\b|\bquanto\s+dura\b",
        fr=r"\bcombien\s+de\s+temps\b",
        es=r"\bcu[aá]nto\s+tiempo\b|\bcu[aá]nto\s+(?:dura|tarda)\b",
    ),
    _Measure(
        "Nm Ncm kNm lbft lbin ozin kgfm kgfcm",
        # Of a belt it may be a force or a deflection.
        en=r"newton\s?met(?:er|re)|\btorque|\bnm\b"
        r"|\bhow\s+tight(?:ly)?\b.*\b(?:screw|bolt|nut|stud)s?\b",
        de=r"drehmoment|anziehmoment|\bwie\s+fest\b.*(?:schraube|mutter|bolzen)",
        it=r"\bcoppia\b(?=\s+(?:di|max|massima|per|del))|\bserraggio\b",
        fr=r"\bcouple\b|\bserrage\b",
        es=r"\bpar\s+(?:de\s+)?(?:apriete|torsión)\b|\btorsión\b",
    ),
    _Measure(
        "%",
        en=r"concentration|percent|humidity",
        de=r"konzentration|prozent|\bwie\s+feucht\b|feucht(?:e|igkeit)\b",
        it=r"\bumidità\b",
    ),
    _Measure(
        "Hz kHz MHz GHz",
        en=r"frequen[cz]|\bhertz\b|\bhz\b",
        fr=r"\bfréquence\b",
        es=r"\bfrecuencia\b",
    ),
    _Measure(
        "mm cm m µm in.",
        en=r"deflection|\bgap\b|clearance|diameter|\bhow\s+(?:deep|wide|thick|far|high)\b",
        de=r"\bspalt|abstand|spiel\b|durchbiegung|durchmesser|\bwie\s+(?:tief|breit|dick|weit)\b",
        it=r"\bdistanza\b|\bdiametro\b|\blunghezza\b|\blarghezza\b|\baltezza\b|\bgioco\b"
        r"|\bquanto\s+(?:(?:deve|devono)\s+essere\s+)?(?:lung|larg|alt[oaie]\b|spess[oa]\b|profond)",
        fr=r"\bdistance\b|\bdiamètre\b|\blongueur\b|\blargeur\b|\bhauteur\b|\bépaisseur\b",
        es=r"\bdistancia\b|\bdiámetro\b|\blongitud\b|\banchura\b|\baltura\b|\bholgura\b|\bespesor\b",
    ),
    _Measure(
        "Nm Ncm kNm N kN daN mm Hz bar lbft lbin V",
        en=r"\bhow\s+(?:tight|strong|hard)\b|\btension",
        de=r"\bwie\s+(?:fest|stark|stramm)\b|spannung\b",
        # Of a belt or of a current.
        it=r"\btension[ei]\b",
        fr=r"\btension\b",
        es=r"\btensión\b",
    ),
    _Measure(f"{TIMES} {EVERY}", en=r"interval"),
    _Measure(
        "°C °F K",
        en=r"temperature?|\bhow\s+(?:hot|cold|warm)\b",
        de=r"\bwie\s+(?:hei(?:ß|ss)|warm|kalt)\b",
        fr=r"\btempérature",
    ),
    # Sound has a pressure, too, and what is turned on a lathe is a bar.
    _Measure(
        "dB",
        en=r"\bhow\s+(?:loud|noisy)\b|\bnoise\s+level|\bsound\s+(?:power|pressure)",
        de=r"\bwie\s+laut\b|schall(?:druck|leistung)|lärmpegel",
    ),
    _Measure(
        "bar mbar Pa hPa kPa MPa psi kgf/cm2 atm mmHg inHg inH2O mH2O",
        en=r"\bpressure|(?<!\ba\s)(?<!\bthe\s)(?<!\beach\s)\bbar\b(?!\s+(?:feed|stock))",
        de=r"druck\b",
        it=r"\bpression[ei]\b",
        fr=r"\bpressions?\b",
        es=r"\bpresi[oó]n\b",
    ),
    _Measure(
        "rpm m/s m/min mm/s mm/min mm/rev",
        en=r"\bspeed|\bhow\s+fast\b|\brpm\b",
        de=r"drehzahl|geschwindigkeit|\bwie\s+schnell\b",
        it=r"\bvelocità\b|\bquanti\s+giri\b",
        fr=r"\bvitesse\b",
        es=r"\bvelocidad\b",
    ),
    # Before the volume and the current that are parts of its German name.
    _Measure(
        "l/min l/h l/s m3/min m3/h cfm gpm",
        en=r"\bflow\s*rate|\bvolume\s+flow|\bair\s+consumption",
        de=r"volumenstrom\b|durchfluss\b|förder(?:menge|strom)\b|luft(?:menge|verbrauch)\b",
    ),
    _Measure("mm2 cm2", en=r"\bcross[- ]section", de=r"querschnitt"),
    _Measure("Ω kΩ MΩ", en=r"\bresistance\b", de=r"\bwiderstand\b|widerstandswert"),
    _Measure(
        "l ml cl gal qt pt m3 g kg oz cm3",
        en=r"\bhow\s+much\b.*\b(?:oil|grease|coolant|water|fluid)|capacity|volume"
        r"|\bfits?\s+in(?:to)?\b",
        de=r"wie\s*viele?\b.*(?:öl|fett|wasser)|füllmenge|ölmenge",
        it=r"\bquant[oa]\s+(?:olio|grasso|acqua|liquido|refrigerante)\b|\bcapacità\b",
        fr=r"\bcombien\s+d(?:e\s+|['\u2019])(?:huile|graisse|eau|liquide)\b|\bcontenance\b",
        es=r"\bcu[aá]nt[oa]\s+(?:aceite|grasa|agua|líquido|refrigerante)\b|\bcapacidad\b",
    ),
    _Measure(
        "kg g t lb oz kN N",
        en=r"weigh|heav|\b(?:(?:what|which|rated|permissible|max(?:imum|\.)?)\s+load"
        r"|load\s+(?:limit|capacity))\b",
        de=r"\bgewicht|\bschwer",
        it=r"\bpes[oa]\b|\bpesano\b",
        fr=r"\bpoids\b|\bpèsen?t?\b",
        es=r"\bpes[oa]\b|\bpesan\b",
    ),
    _Measure("V mV kV", en=r"voltage|\bvolts?\b", it=r"\bvoltaggio\b", es=r"\bvoltaje\b"),
    _Measure(
        "A mA",
        en=r"\bcurrent\b|\bamps?\b",
        de=r"strom\b",
        it=r"\bassorbimento\b|\bmilliamp|\bamper",
        fr=r"\bampères?\b",
        es=r"\bamper",
    ),
    _Measure(
        "W kW MW kVA hp PS",
        de=r"leistungsaufnahme|anschluss(?:wert|leistung)\b|(?:nenn|motor|heiz)leistung\b",
        it=r"\bpotenza\b",
        fr=r"\bpuissance\b",
        es=r"\bpotencia\b",
    ),
    _Measure(
        "",
        en=r"\bhow\s+(?:much|many|low|big|large|loud)\b"
        r"|\b(?:dimension|tolerance|limit|size|value|rating|setting)s?\b",
        de=r"\bwie\s*viele?\b|\bwie\s+(?:hoch|gro(?:ß|ss))\b|menge\b|einstellwert",
        it=r"\bquant[oaie]\b|\bvalor[ei]\b|\blimit[ei]\b|\bdimension[ei]\b",
        fr=r"\bcombien\b|\bvaleurs?\b|\bréglage\b",
        es=r"\bcu[aá]nt[oa]s?\b|\bvalor(?:es)?\b|\blímites?\b|\bajuste\b",
    ),
)  # fmt: skip


def _compiled(*languages: str) -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    """The measures with the words of these languages, in their order."""
    rows = (
        ("|".join(filter(None, (getattr(row, code) for code in languages))), row.units)
        for row in _MEASURES
    )
    return tuple(
        (re.compile(pattern, re.IGNORECASE), words_of(units)) for pattern, units in rows if pattern
    )


_EVERYWHERE = _compiled("en", "de")
_OWN = {code: _compiled(code) for code in ("it", "fr", "es")}
# "… when the pressure is not reached": no pressure is asked for.
_CONDITION = re.compile(
    r"(?<=\w)\s+(?:when|if|while|wenn|falls|sobald)\b[^,?]*|^(?:when|if|while|wenn|falls)\b[^,?]*,",
    re.IGNORECASE,
)
# What a trouble comes from, or what to do about it.
_CAUSE = re.compile(
    r"\bwhy\b|\bwhat(?:['’]s|\s+is)\s+(?:broken|wrong|faulty|the\s+(?:cause|reason|matter))\b"
    r"|\bwhat\s+c(?:an|ould)\s+(?:it|that|this)\s+be\b|\bwarum\b|\bweshalb\b|\bworan\s+liegt'?s?\b"
    r"|\bwas\s+ist\s+(?:kaputt|defekt|los)\b"
    r"|\bwhat\s+(?:then|now|next|to\s+(?:do|check)"
    r"|(?:do|can|should|must)\s+(?:i|we|you|one)\s+(?:do|check|inspect|try|look\s+(?:at|for))(?!\s+before\b))\b"
    r"|\bwhat\s+(?:should|must|can)\s+be\s+done\b|\bwhat\s+(?:are\s+)?(?:the\s+)?recommended\s+actions\b"
    r"|\bwas\s+(?:(?:kann|soll|muss)\s+(?:ich|man)\s+)?(?:tun|machen|prüfen)\b"
    r"|\bwas\s+(?:nun|dann|jetzt|(?:mache|tue)\s+ich)\b",
    re.IGNORECASE,
)
# "How many newton metres …": the unit itself is asked for, or another of its kind. Times are left
# out: they are written out ("weekly"). So is what ends in a unit ("… in decibels?").
_COUNTED = re.compile(
    r"\b(?:how\s+many|wie\s?viele?|in(?=\s+[^\s?]{2,}(?:\s+[^\s?]+)?\W*$))\s+(\S+)(?:\s+(\S+))?",
    re.IGNORECASE,
)
# Machines have these, too.
_PARTS_TOO = words_of("bars meters metres")
# What may follow a unit that is counted; a noun makes parts of it ("litre cans", "V belts").
_AFTER_UNIT = words_of(
    "of is are was does do did can could may might must should shall will would in at to for per "
    "a an the on by from when has have i you we it goes go ist sind hat haben darf dürfen muss "
    "müssen kann können soll sollen wird werden bekommt braucht im am auf je pro der die das den "
    "dem bei von fit fits"
)
_KINDS = tuple(
    words_of(kind)
    for kind in (
        "Nm kNm Ncm lbft lbin ozin kgfm kgfcm",
        "N kN MN daN lbf kgf",
        "µm mm cm m km in.",
        "ml cl l gal qt pt cm3 m3",
        "mg g kg t lb oz",
        "mV V kV",
        "mA A",
        "W kW MW kVA",
        "mAh Ah",
        "Wh kWh",
        "MB GB TB",
        "bar mbar Pa hPa kPa MPa psi kgf/cm2 atm mmHg inHg inH2O mH2O",
        "Ω kΩ MΩ",
        "Hz kHz MHz GHz",
        "dB",
        "m/s m/min mm/s mm/min",
    )
)
# "How many litres a minute": a flow, and no volume.
_FLOWING, _FLOWS = words_of("l m3"), words_of("l/min l/h l/s m3/min m3/h cfm gpm")
_BY_TIME = re.compile(
    r"\s+(?:an?|per|each|pro|je|in der|al|all['\u2019]|par|à l['\u2019]|por)\s*"
    r"(?:min|hour|h\b|stunde|ora\b|heure|hora)",
    re.IGNORECASE,
)


def asks_cause(question: str) -> bool:
    """Whether it is asked what a trouble comes from, or what to do about it."""
    return _CAUSE.search(question) is not None


def asks_figure(question: str) -> bool:
    """Whether a figure with its unit answers."""
    return _measure(question) is not None


def units_wanted(question: str) -> frozenset[str]:
    """Return the units that the answer can have; empty where any may be, or none is asked for."""
    return units_counted(question) or _measure(question) or frozenset()


def units_counted(question: str) -> frozenset[str]:
    """Return the units of the kind that is counted ("how many litres"); empty where none is."""
    for counted, after_unit in counting(question):
        one, two = (word.strip("?.,;:") for word in counted.groups(""))
        if one.casefold() in _PARTS_TOO:
            return frozenset()
        unit = unit_of(f"{one} {two}")
        if unit is None and (not two or two.casefold() in after_unit):
            unit = unit_of(one)
        kind = next((kind for kind in _KINDS if unit in kind), frozenset())
        return _FLOWS if kind & _FLOWING and _BY_TIME.match(question, counted.end(1)) else kind
    return frozenset()


def counting(question: str) -> Iterator[tuple[re.Match[str], frozenset[str]]]:
    """Yield what is counted in a question, with the words that may stand after its unit."""
    if (counted := _COUNTED.search(question)) is not None:
        yield counted, _AFTER_UNIT
    asking = ASKING.get(language_of(question))
    if asking is None or asking.counted is None:
        return
    if (counted := asking.counted.search(question)) is not None:
        yield counted, asking.after_unit


def _measure(question: str) -> frozenset[str] | None:
    # The sign of a speed is no speed, and why the voltage is too high, or what then, no voltage.
    if asks_sign(question) or asks_cause(question):
        return None
    rows = (*_OWN.get(language_of(question), ()), *_EVERYWHERE)
    wanted = _CONDITION.sub("", question) or question
    return next((units for asks, units in rows if asks.search(wanted)), None)
