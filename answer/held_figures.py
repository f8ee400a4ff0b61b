"""Which figures a passage holds, and in which units."""

import re

from answer.evidence import Evidence
from answer.figures import EVERY, figures, unit_of, units_named
from answer.identifiers import without_identifiers
from answer.passages import is_table, labelled_cells, whole_text
from answer.repetitions import TIMES, counts_repetitions, repetitions

# Manuals write intervals out, too: "weekly", "alle zwei Wochen", "cada dos semanas".
_COUNT = (
    r"two|three|four|five|six|zwei|drei|vier|fünf|sechs|due|tre|quattro|cinque|sei|deux|trois|quatre"
    r"|cinq|dos|tres|cuatro|cinco|seis"
)
_TIME = (
    r"shifts?|hours?|days?|weeks?|months?|years?|schicht(?:en)?|stunden?|tag(?:en?)?|wochen?"
    r"|monat(?:en?)?|jahr(?:en?)?|turn[oi]|or[ae]|giorn[oi]|settiman[ae]|mes[ei]|ann[oi]|postes?"
    r"|heures?|jours?|semaines?|mois|ans?|années?|turnos?|horas?|días?|semanas?|mes(?:es)?|años?"
)
_INTERVAL = re.compile(
    r"\b(?:daily|weekly|(?:bi)?monthly|quarterly|yearly|(?:semi)?annually|täglich|wöchentlich|monatlich"
    r"|jährlich|giornalmente|quotidianamente|settimanalmente|mensilmente|annualmente"
    r"|quotidiennement|hebdomadairement|mensuellement|annuellement|diariamente|semanalmente"
    r"|mensualmente|anualmente|(?:every|each|once\s+an?|jede[nmrs]?|einmal\s+(?:pro|je|im|in\s+der)"
    rf"|ogni|chaque|cada|una\s+volta\s+all?['’a]?|une\s+fois\s+par|una\s+vez\s+(?:al?|por))\s+(?:la\s+)?"
    rf"(?:{_TIME})|(?:every|alle|ogni|tou(?:te)?s\s+les|cada)\s+(?:(?:{_COUNT})\s+)?(?:{_TIME}))\b",
    re.IGNORECASE,
)
# "3M" in a plan's cell: each 3 months.
_CODED_INTERVAL = re.compile(r"\d{1,2}\s?[DWMY]")
# "a 36 mm strap wrench" says how wide a tool is, and nothing of how tight it is to be pulled.
_TOOL_SIZE = re.compile(
    r"\b\d+(?:[.,]\d+)?[ -]?mm\b[ -]*(?:[^\W\d_]+[ -]+){0,2}"
    r"(?:wrench|spanner|key|socket|screwdriver|\w*schlüssel|\w*inbus)\b"
    r"|\w*(?:schlüssel|inbus)\s+(?:\w+\s+)?\d+(?:[.,]\d+)?\s?mm\b",
    re.IGNORECASE,
)
# A cell of so many words is a value, and such a sign is a tick.
_VALUE_WORDS = 3
_WORD = re.compile(r"[^\W\d_]{2,}")
_TICKS = frozenset(("x", "•", "●", "■", "✓", "✔", "√", "✕", "✗"))


def holds_figure(text: str, evidence: Evidence, units: frozenset[str]) -> bool:
    """Return whether a piece of the evidence has a figure in one of the units, or in any if none.

    An interval that is written out ("weekly") counts where one is asked for. A table's figure may
    lack its unit, which may stand elsewhere: the one of a value, not of a sentence in a cell
    ("1. The motor will not start").
    """
    if holds_number(text, evidence, units) or (EVERY in units and _INTERVAL.search(text)):
        return True
    if not is_table(evidence.passage):
        return False
    cells = [cell.strip() for cell in re.split(r"\||\n", text)]
    if EVERY in units and any(map(_CODED_INTERVAL.fullmatch, cells)):
        return True
    language = evidence.hit.language
    values = [cell for cell in cells if len(_WORD.findall(cell)) <= _VALUE_WORDS]
    bare = (one for cell in values for one in figures(without_identifiers(cell), language))
    return any(not figure.unit for figure in bare)


def holds_number(text: str, evidence: Evidence, units: frozenset[str]) -> bool:
    """Return whether a text has a number with one of the units, or with any if none is wanted."""
    text = _TOOL_SIZE.sub(" ", text) if "Nm" in units else text
    found = figures(without_identifiers(text), evidence.hit.language)
    return any(figure.unit and (not units or figure.unit in units) for figure in found)


def rows_with_figure(
    evidence: Evidence, units: frozenset[str], *, told: bool = False
) -> frozenset[int]:
    """Return the rows of a table that have a figure in one of the units, or in any if none.

    What a column's heading or a cell of the row names is the unit of the figures there: 1217 under
    "Size (mm)" are no kilograms. The heading of a column that is but ticked counts as a cell: so a
    plan says its intervals. A figure without a unit counts, too, where its cell is a value and no
    sentence ("1. The motor will not start"), unless it has to be `told`: it may stand elsewhere.
    """
    found = set[int]()
    language = evidence.hit.language
    for row in range(len(evidence.passage.rows)):
        cells = labelled_cells(evidence.passage, row)
        cells += [(label, "") for cell, label in cells if cell.strip().casefold() in _TICKS]
        if EVERY in units and any(
            _INTERVAL.search(cell) or _CODED_INTERVAL.fullmatch(cell.strip()) for cell, _ in cells
        ):
            found.add(row)
        beside = frozenset(unit for cell, _ in cells if (unit := unit_of(cell.strip("[]() "))))
        for cell, label in cells:
            named = units_named(label) or beside
            is_value = len(_WORD.findall(cell)) <= _VALUE_WORDS
            for figure in figures(without_identifiers(cell), language):
                if not figure.unit and not is_value:
                    continue
                own = frozenset((figure.unit,)) if figure.unit else named
                if own & units or not (told or (own and units)):
                    found.add(row)
    return frozenset(found)


def holds_unit(evidence: Evidence, units: frozenset[str]) -> bool:
    """Return whether the evidence has a figure in one of the units, or a table that names one."""
    text = whole_text(evidence)
    found = figures(without_identifiers(text), evidence.hit.language)
    named = is_table(evidence.passage) and bool(units_named(text) & units)
    return named or any(figure.unit in units for figure in found)


def measures(evidence: Evidence, text: str, row: int | None = None) -> frozenset[tuple[str, str]]:
    """Return value and unit of each figure of a piece of the evidence that has a unit, and how
    often it says that something happens.

    In a table's row the column's heading may name it: 2 under "HP" are 2 hp.
    """
    language, passage = evidence.hit.language, evidence.passage
    found = {(one.value, one.unit) for one in figures(text, language) if one.unit}
    found.update((count, TIMES) for count in repetitions(text))
    if row is not None:
        for cell, label in labelled_cells(passage, row):
            bare = {one.value for one in figures(cell, language) if not one.unit}
            named = units_named(label) | ({TIMES} if counts_repetitions(label) else set())
            found.update((value, unit) for value in bare for unit in named)
    return frozenset(found)
