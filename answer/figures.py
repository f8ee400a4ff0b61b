"""Figures with their units, in one spelling, so that two texts can be compared by them."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from store.spelled_out import DIAMETER_SIGN

# Languages that write 1,500.5; the others of our manuals write 1.500,5.
_POINT_IS_DECIMAL = frozenset(("en", "zh", "ja", "ko", "he", "th"))

# A line or two a unit: the spelling that we compare by, then the others; `_` is a space inside one.
_SPELLINGS = """
Nm N·m N⋅m N•m N∙m N.m N*m N-m N-M Newtonmeter
Nm newton-metres newton-meters newton_metres newton_meters
kNm kN·m kN.m
Ncm N·cm N.cm
N
kN kilonewton kilonewtons Kilonewton
MN
daN
lbft lb-ft lb·ft lb/ft lbf·ft lbf-ft ft-lb ft-lbs ft·lb ft_lb ft_lbs ft._lbs
lbft LB-FT LB/FT FT-LB FT-LBS foot-pounds
lbin lb-in lb·in lb/in in-lb in-lbs in·lb in_lbs in._lbs
lbin LB-IN LB/IN IN-LB IN-LBS inch-pounds
ozin oz-in oz·in oz.in in-oz in·oz ozf·in
kgfm kgf·m kgf.m kgf-m kgf*m kg·m kg-m kgm mkp kpm
kgfcm kgf·cm kgf.cm kgf-cm kgf*cm kg·cm kg-cm kgcm
lbf LBF pounds-force pound-force
kgf kp kilopond
bar Bar BAR bars
mbar
Pa pascals pascal Pascal
kPa kilopascals Kilopascal
MPa
hPa
psi PSI psig PSIG psia PSIA psid
kgf/cm2 kg/cm2 kp/cm2
atm
mH2O mWS mWC mca m.c.a.
mmHg torr Torr
inHg in.Hg
inH2O inWC in.WC in.H2O
mm millimetres millimeters Millimeter millimetri millimètres milímetros
cm centimetri centimètres centímetros
m metres meters metre Meter metri mètres mètre metros
km
µm μm um microns
nm
in. inch inches Zoll " ″
mil mils
ft feet
mm2
cm2
m2
cm3 ccm cc
m3
mm3
l L ltr litre litres liter liters Liter litri litro litros
ml mL
cl
gal gallon gallons
qt qts quart quarts
pt pint pints
l/min L/min lpm
m3/h
m3/min
l/s L/s
cfm CFM scfm SCFM
gpm GPM
l/h
m/s
m/min
mm/s
mm/min
mm/rev mm/U
m/s2
g
kg kilos kilograms Kilo Kilogramm chili chilogrammi kilogrammes kilogramos
mg
t
lb lbs
oz ounces ounce
kg/h
t/h
°C degC °_C deg_C deg._C degrees_C oC o_C Celsius degrees_Celsius
°F degF °_F deg_F deg._F degrees_F oF o_F Fahrenheit degrees_Fahrenheit
K
° deg degrees degree Grad
% percent Prozent
V volts volt Volt VAC VDC
mV
kV
A amps amp amperes Ampere
mA milliampere milliampère milliampères miliamperios
W watts Watt
kW KW
MW
mW
kVA
hp HP
PS cv
BTU/h BTU/hr Btu/h
kJ
Ah
mAh
Wh watt-hours watt_hours Wattstunden
kWh
Ω ohm ohms Ohm
kΩ
MΩ
Hz
kHz
MHz
GHz
rpm RPM min-1 1/min U/min r/min rev/min
ppm
lx lux
mPas mPa·s mPa.s mPa*s cP
µF μF uF
nF
pF
mH
Mbit/s Mbps
kbit/s kbps
dB dB(A) dBA decibels decibel Dezibel
MB megabytes
GB gigabytes Gigabyte
TB terabytes
ms
s sec secs seconds second Sek Sekunden Sekunde secondi secondo secondes seconde segundos segundo
min mins minutes minute Minuten Minute minuti minuto minutos
h hrs hours hour Std Stunden Stunde Betriebsstunden heures heure horas ore ora
days day Tage Tagen Tag giorni giorno jours jour días día
weeks week Wochen Woche settimane settimana semaines semaine semanas semana
months month Monate Monaten Monat mesi mese mois meses
years year Jahre Jahren Jahr anni anno années année años año
mm2/s cSt
"""
TIMES = "h min s ms days weeks months years"
"""The units of times; manuals write them out, or say "weekly"."""
EVERY = "every"
"""What stands for such words ("weekly", "every day") among the units of an answer."""

_UNITS = {
    unicodedata.normalize("NFKC", spelling.replace("_", " ")): line.split()[0]
    for line in _SPELLINGS.strip().splitlines()
    for spelling in line.split()
}
# Words for units are written small or large; of symbols the case tells Mm from mm.
_WORDED = {spelling.casefold(): unit for spelling, unit in _UNITS.items() if len(spelling) > 3}
_NUMBER = r"\d{1,3}(?:[ '\u2019]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*"
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
# In "5 –10 °C" the dash stands between two numbers, and is no sign.
_FIGURE = re.compile(
    r"(?<!\w)(?<!\d[.,])(?P<sign>(?<![^\s(\[|])(?<!\d )[-\u2212\u2013](?=\d))?"
    rf"(?P<number>{_NUMBER})"
    # Many manuals print "225 F".
    rf"(?:[ -]?(?P<unit>{_UNIT})(?![A-Za-z])| ?(?P<degrees>[CF])(?![\w-]))?"
)
_NUMBER_THEN_MORE = re.compile(
    r"\s*(?:-|\u2013|\u2014|to|bis|and|und|or|oder|\.{2,3}|…|±|\+/-|/|x|\u00d7)\s*", re.IGNORECASE
)
COUNTS = {
    "en": "two three four five six seven eight nine ten eleven twelve",
    "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "it": "due tre quattro cinque sei sette otto nove dieci undici dodici",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce",
}
"""The words for numbers from two on, by language."""
_WORDS_IN = {
    language: {word: str(value) for value, word in enumerate(words.split(), 2)}
    for language, words in COUNTS.items()
}
_WORDS = {**_WORDS_IN["en"], **_WORDS_IN["de"], "twice": "2", "zweimal": "2", "dreimal": "3"}
# Some of the others' are other words elsewhere: "due to", "once", "sept.".
_WORDS_IN = {language: _WORDS | words for language, words in _WORDS_IN.items()}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as printed, its value in one spelling, and its unit ("" where none stands there)."""

    printed: str
    value: str
    unit: str


def one_spelling(text: str) -> str:
    """Return the text with one kind of space, minus and micro sign, without raised digits, and
    without the signs of diameters that stand at numbers.
    """
    return DIAMETER_SIGN.sub(" ", unicodedata.normalize("NFKC", text).replace("\u2212", "-"))


def number_value(token: str, language: str) -> str:
    """Return a number's value in English spelling without separators: `1.500,50` (de) is `1500.5`.

    What is no number (a chapter like 3.4.2, a code with leading zeros) comes back as it is.
    """
    digits = re.sub(r"[ '\u2019]", "", token)
    marks = [letter for letter in digits if letter in ".,"]
    if not marks:
        return digits if len(digits) > 1 and digits[0] == "0" else str(int(digits))
    if len(set(marks)) == 2:
        decimal = marks[-1]
        if marks.count(decimal) > 1:
            return digits
        return _plain(digits.replace("," if decimal == "." else ".", "").replace(decimal, "."))
    whole, *groups = digits.split(marks[0])
    in_threes = all(len(group) == 3 for group in groups) and 0 < len(whole) <= 3
    if len(groups) > 1:
        return str(int(whole + "".join(groups))) if in_threes and whole[0] != "0" else digits
    grouping = "," if language in _POINT_IS_DECIMAL else "."
    if marks[0] == grouping and in_threes and whole[0] != "0":
        return str(int(whole + groups[0]))
    return _plain(f"{whole}.{groups[0]}")


def figures(text: str, language: str) -> tuple[Figure, ...]:
    """Return all figures of a text; in `40 to 50 Nm` and `45 ± 5 Nm` both numbers have the unit."""
    text = one_spelling(text)
    found: list[Figure] = []
    follower: tuple[int, str] | None = None
    for match in reversed(list(_FIGURE.finditer(text))):
        unit = _UNITS.get(match["unit"] or "", "")
        if match["degrees"]:
            unit = f"°{match['degrees']}"
        if not unit and follower and _NUMBER_THEN_MORE.fullmatch(text[match.end() : follower[0]]):
            unit = follower[1]
        follower = (match.start(), unit)
        sign = "-" if match["sign"] else ""
        value = sign + number_value(match["number"], language)
        found.append(Figure(sign + match["number"], value, unit))
    counts = _WORDS_IN.get(language, _WORDS)
    words = [word for word in re.findall(r"[^\W\d_]+", text.lower()) if word in counts]
    return (*reversed(found), *(Figure(word, counts[word], "") for word in words))


def without_units(text: str) -> str:
    """Return the text with its figures' numbers alone: "208" for "208 V". Times stay, as manuals
    write them out.
    """

    def number(match: re.Match[str]) -> str:
        unit = _UNITS.get(match["unit"] or "")
        return match.group() if unit is None or unit in TIMES.split() else match["number"]

    return _FIGURE.sub(number, one_spelling(text))


def is_unit(token: str) -> bool:
    """Whether a token is a unit's spelling, like `min-1` or `m3`."""
    return one_spelling(token) in _UNITS


def unit_of(words: str) -> str | None:
    """Return the unit that a few words are the name of ("newton metres"), None if they are none."""
    spelt = one_spelling(words)
    return _UNITS.get(spelt) or _WORDED.get(spelt.casefold())


def units_named(text: str) -> frozenset[str]:
    """Return the units that stand in a text by themselves, as in a table's header `Torque [Nm]`."""
    tokens = re.split(r"[\s\[\](),;:]+", one_spelling(text))
    return frozenset(_UNITS[token] for token in tokens if token in _UNITS)


def _plain(number: str) -> str:
    value = format(Decimal(number), "f")
    return value.rstrip("0").rstrip(".") if "." in value else value
