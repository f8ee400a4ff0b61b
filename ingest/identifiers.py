"""Fault codes, parameters and part numbers of a manual, and the place that defines each."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from ingest.headings import labelled_code, number_of
from ingest.identifier_patterns import (
    DEFAULT_PATTERNS,
    KINDS,
    IdentifierPattern,
    compiled,
    found_in,
    kind_said,
)
from ingest.named_numbers import entries, named_numbers
from store.contents import Chunk, Identifier, Passage
from store.identifiers import identifier_key, shown_key

__all__ = ["DEFAULT_PATTERNS", "IdentifierPattern", "compiled", "identifiers"]

_CODE_COLUMN = re.compile(
    r"(?<![^\W_])(?:code|kode|codice|código|alarm|allarm|fault|error|erreur|fehler|störung|meldung"
    r"|message|défaut|param|parám|no\.?|nr\.?|n[°º]|num(?:ber|mer|éro|ero)|part|teil|artikel"
    r"|bestell|référence|id)",
    re.IGNORECASE,
)
# What a display shows stands in front of what it means and what to do about it.
_REMEDIES = (
    r"cause|remedy|action|solution|troubleshoot|ursache|abhilfe|ma(?:ß|ss)nahme|be(?:heb|seitig)ung"
    r"|lösung|remède|rimedio|solución|what\sto\sdo"
)
_REMEDY = re.compile(_REMEDIES, re.IGNORECASE)
# "No." counts the parts of a figure, too: among these columns it numbers messages or parameters.
_TOLD = re.compile(
    rf"meaning|default|range|bedeutung|bereich|signifi[ck]a|plage|causa|{_REMEDIES}", re.IGNORECASE
)
_DISPLAY = re.compile(
    r"display|shown|indicat|anzeige|panel|keypad|affich|visualizz|pantalla", re.IGNORECASE
)
_MOST_SHOWN = 0.6
_HEXADECIMAL = re.compile(r"\d{1,6}|[0-9a-f]{2}|[0-9A-F]{2}|[A-Za-z]{2}")
# "oH2 (blinking)", "oPE01 *": how it is shown, or a note on it.
_BESIDE_CODE = re.compile(r"\s*(?:\([^()]*\)|\*+)$")
_LONGEST_HEADER = 24
_NUMBERED = re.compile(
    r"(?:no\.?|nr\.?|n[°º]|number|nummer|code|kode|codice|código|numéro|numero)$", re.IGNORECASE
)
_CODE = re.compile(r"(?<![^\W_])[ck]ode$", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"\d{1,6}")
# E01 and W21 are too short to be codes anywhere; in a column of codes they are.
_LETTERED_NUMBER = re.compile(r"[A-Z]{1,4}[-. ]?\d{1,5}[A-Za-z]?")
_WHOLE_CODE = re.compile(r"(?=\S*\d)[A-Z0-9][\w./-]{2,29}")
_BETWEEN_CODES = re.compile(r"(?:[\s,;/&+|()–-]|\b(?:and|or|to|und|oder|bis|et|ou|e|o|y|a)\b)*")
# How well a place defines a code, best first; only the best of a code's places define it.
_HEADED_COLUMN, _FIRST_COLUMN, _OTHER_COLUMN = 3, 2, 1
_ELSEWHERE = re.compile(
    r"\b(?:see|siehe|vgl\.?|vedi|vedere|voir|véase|ver|zie|cf\.?)(?:\s+\S+)?$", re.IGNORECASE
)
# Passages of a section that is about the code in its heading; a longer one has other subjects, too.
_LONGEST_SECTION = 8


@dataclass(frozen=True, slots=True)
class _Place:
    """An identifier where it stands, with how well that place defines it (0: it is a mention)."""

    identifier: Identifier
    rank: int


def identifiers(
    passages: Sequence[Passage],
    chunks: Sequence[Chunk],
    patterns: Sequence[IdentifierPattern] | None = None,
) -> list[Identifier]:
    """Return the identifiers of a manual in reading order, each once a chunk or table row.

    A code is defined by the row whose first cell it is, or by the heading whose subject it is. A
    column headed "Code", "Alarm" or "No." is surer than another; several places may define a code,
    and all others mention it. Bare numbers are codes in a column whose heading says what they are.
    """
    known = compiled(DEFAULT_PATTERNS) if patterns is None else patterns
    by_passage: dict[str, list[Chunk]] = {}
    for chunk in chunks:
        by_passage.setdefault(chunk.passage, []).append(chunk)
    places: list[_Place] = []
    headings = _Headings(passages, known)
    for passage in passages:
        within = by_passage.get(passage.id)
        if not within:
            continue
        places.extend(headings.places(passage, within[0]))
        if passage.rows:
            places.extend(_of_rows(passage, within, known))
        else:
            for chunk in within:
                places.extend(
                    _place(found, passage, chunk, None, _FIRST_COLUMN)
                    for found in entries(passage.section, chunk.text)
                )
                places.extend(_mentions(chunk.text, passage, chunk, None, known))
    return _decided(places)


def _decided(places: Sequence[_Place]) -> list[Identifier]:
    """Each identifier once a place; it defines where no place of the same key does better."""
    best: dict[str, int] = {}
    where: dict[tuple[str, str, int | None], _Place] = {}
    for place in places:
        key = place.identifier.key
        best[key] = max(best.get(key, 0), place.rank)
        at = (key, place.identifier.chunk, place.identifier.row)
        if at not in where or where[at].rank < place.rank:
            where[at] = place
    return [
        replace(place.identifier, defines=place.rank > 0 and place.rank == best[key])
        for (key, _, _), place in where.items()
    ]


def _place(
    found: tuple[str, str, str], passage: Passage, chunk: Chunk, row: int | None, rank: int = 0
) -> _Place:
    kind, code, key = found
    return _Place(Identifier(kind, code, key, passage.id, chunk.id, row, False), rank)


def _mentions(
    text: str,
    passage: Passage,
    chunk: Chunk,
    row: int | None,
    patterns: Sequence[IdentifierPattern],
) -> Iterator[_Place]:
    for found in found_in(text, patterns):
        key = identifier_key(found.code)
        if key:
            yield _place((found.kind, found.code, key), passage, chunk, row)


class _Headings:
    """The headings of a manual as they are read, with the codes that each one's section defines."""

    def __init__(self, passages: Sequence[Passage], patterns: Sequence[IdentifierPattern]) -> None:
        self._patterns = patterns
        self._met: set[tuple[str, ...]] = set()
        self._long = Counter(
            passage.section[:depth]
            for passage in passages
            for depth in range(1, len(passage.section) + 1)
        )

    def places(self, passage: Passage, chunk: Chunk) -> Iterator[_Place]:
        """The codes of a passage's own heading where it is met for the first time, and of those
        whose section it goes on with: "Cause" and "Remedy" under "Code 204", or a table.
        """
        for depth in range(1, len(passage.section) + 1):
            heading = passage.section[:depth]
            is_new = depth == len(passage.section) and heading not in self._met
            if is_new:
                self._met.add(heading)
            elif self._long[heading] > _LONGEST_SECTION:
                continue
            for found, rank in _of_heading(heading, self._patterns):
                if is_new or (rank and found[0] != "part"):
                    yield _place(found, passage, chunk, None, rank)


def _of_heading(
    path: Sequence[str], patterns: Sequence[IdentifierPattern]
) -> Iterator[tuple[tuple[str, str, str], int]]:
    """The codes of a section's own heading: the only one, or the one it begins with, is defined.

    None is that stands elsewhere: "Overload (see alarm 204)". What a labelled number is, its label
    says, or the headings above it.
    """
    *around, heading = path
    if labelled := labelled_code(heading):
        label, number = labelled
        if said := next(filter(None, map(kind_said, (label, *reversed(around)))), None):
            yield (said[0], number, identifier_key(f"{said[1]} {number}")), _HEADED_COLUMN
            return
    codes = [found for found in found_in(heading, patterns) if identifier_key(found.code)]
    for found in codes:
        before = heading[: found.start].strip()
        begins = not before or (bool(number_of(heading)) and not re.search(r"[^\W\d_]{2}", before))
        # A machine's name looks like a part number, and many headings bear it.
        subject = begins or (len(codes) == 1 and found.kind != "part")
        rank = _HEADED_COLUMN if subject and not _ELSEWHERE.search(before) else 0
        yield (found.kind, found.code, identifier_key(found.code)), rank


def _of_rows(
    passage: Passage, chunks: Sequence[Chunk], patterns: Sequence[IdentifierPattern]
) -> Iterator[_Place]:
    holding = {row: chunk for chunk in reversed(chunks) for row in chunk.rows}
    if passage.caption:
        yield from _mentions(passage.caption, passage, chunks[0], None, patterns)
    headers = [_header(passage, column) for column in range(max(map(len, passage.rows)))]
    kinds = [_number_kind(passage, headers, column) for column in range(len(headers))]
    shown = _shown_codes(passage, headers)
    named = named_numbers(passage, kinds[0])
    for number, row in enumerate(passage.rows):
        chunk = holding.get(number, chunks[0])
        for column, cell in enumerate(row):
            if column and cell == row[column - 1]:
                continue
            if not column and (key := shown.get(cell.strip())):
                found = ("fault", _BESIDE_CODE.sub("", cell.strip()), key)
                yield _place(found, passage, chunk, number, _HEADED_COLUMN)
                continue
            if not column and (numbered := named.get(cell.strip())):
                yield _place(numbered, passage, chunk, number, _FIRST_COLUMN)
                continue
            rank = _rank(headers, column)
            defined = _codes_of_cell(cell, kinds[column], patterns) if rank else []
            for found in defined:
                yield _place(found, passage, chunk, number, rank)
            if not defined:
                yield from _mentions(cell, passage, chunk, number, patterns)


def _shown_codes(passage: Passage, headers: Sequence[str]) -> dict[str, str]:
    """The cells of a first column that are short codes of faults, with their keys.

    So short a word is a code only among others, in a table that tells what to do, or of faults.
    Bare numbers beside it, figures as hexadecimal as b7 (`be`, `0f`) and two letters are as well.
    """
    about = " ".join((passage.caption, *passage.section[-1:], *headers))
    faults = any(kind == "fault" and pattern.search(about) for kind, _, pattern in KINDS)
    headed = _DISPLAY.search(headers[0]) or _CODE_COLUMN.search(headers[0])
    if not headed or not (faults or _REMEDY.search(" ".join(headers[1:]))):
        return {}
    rows = passage.rows[len(_heads(passage)) - len(passage.header) :]
    cells = {cell: _BESIDE_CODE.sub("", cell) for row in rows if row and (cell := row[0].strip())}
    keys = {cell: key for cell, code in cells.items() if (key := shown_key(code))}
    codes = sum(cell in keys or bool(_HEXADECIMAL.fullmatch(code)) for cell, code in cells.items())
    return keys if len(keys) > 1 and codes >= _MOST_SHOWN * len(cells) else {}


def _heads(passage: Passage) -> Sequence[Sequence[str]]:
    """The rows that name a table's columns; else those merged over all of them at its head."""
    merged = takewhile(lambda row: len(set(filter(None, row))) == 1, passage.rows)
    return passage.header or tuple(merged)


def _header(passage: Passage, column: int) -> str:
    return " ".join(dict.fromkeys(row[column] for row in _heads(passage) if column < len(row)))


def _rank(headers: Sequence[str], column: int) -> int:
    headed = bool(_CODE_COLUMN.search(headers[column]))
    if column == 0:
        return _HEADED_COLUMN if headed else _FIRST_COLUMN
    return _OTHER_COLUMN if headed else 0


def _number_kind(passage: Passage, headers: Sequence[str], column: int) -> tuple[str, str] | None:
    """What the bare numbers of a column are, and the word said with them: "alarm" 204."""
    header = headers[column].strip()
    # "Format of the parameters" is above values; so is "Parameter", but for a first column.
    if len(header) <= _LONGEST_HEADER and (column == 0 or _NUMBERED.search(header)):
        for kind, word, pattern in KINDS:
            if pattern.match(header):
                return kind, word
    counts = _CODE_COLUMN.search(header) and any(_TOLD.search(other) for other in headers)
    if column == 0 and counts:
        *around, own = passage.section or ("",)
        for about in (f"{passage.caption} {own}", " ".join(headers[1:]), " ".join(around)):
            if said := kind_said(about):
                # Who asks for "query code 17" means the number that the column calls so.
                as_code = said[0] == "parameter" and _CODE.search(header)
                return (said[0], "code") if as_code else said
    return None


def _codes_of_cell(
    cell: str, kind: tuple[str, str] | None, patterns: Sequence[IdentifierPattern]
) -> list[tuple[str, str, str]]:
    """The codes (kind, as printed, key) if the cell holds codes and nothing else."""
    text = cell.strip()
    if kind and kind[1] and _BARE_NUMBER.fullmatch(text):
        return [(kind[0], text, identifier_key(f"{kind[1]} {text}"))]
    if kind and kind[1] and _LETTERED_NUMBER.fullmatch(text):
        return [(kind[0], text, identifier_key(text))]
    if kind and kind[0] == "part" and _WHOLE_CODE.fullmatch(text):
        return [("part", text, identifier_key(text))]
    found = sorted(found_in(text, patterns), key=lambda f: f.start)
    rest, end = "", 0
    for code in found:
        rest += text[end : code.start] + " "
        end = code.end
    if not found or not _BETWEEN_CODES.fullmatch(rest + text[end:]):
        return []
    said = [(code.kind, code.code, identifier_key(code.code)) for code in found]
    return [code for code in said if code[2]]
