"""Numbers of messages that stand before their names, under a heading that says what they number.

"120 Low air pressure" is a table's cell, or begins an entry of a list under "Alarms".
"""

import re
from collections.abc import Iterator, Sequence

from ingest.identifier_patterns import kind_said
from store.contents import Passage
from store.identifiers import identifier_key

_NAMED = re.compile(r"(\d{2,5})\s(?=[^\W\d_]*[A-ZÄÖÜ])")
# So many cells of a column, and this share of them, are numbered, each with a name of its own:
# "10 A" and "16 A" are quantities.
_LEAST, _SHARE = 3, 0.6

# "120 LOW AIR PRESSURE - Air pressure dropped", "113 (M) SHUTTLE FAULT: Tool changer": an entry.
_ENTRY = re.compile(
    r"^(?P<code>\d{2,5})\s(?:\(\w\)\s)?(?=[A-ZÄÖÜ][^a-zß-ÿ\n]{3,80}(?:\s[-–—]|:)\s)", re.MULTILINE
)


def entries(section: Sequence[str], text: str) -> Iterator[tuple[str, str, str]]:
    """Yield the codes (kind, as printed, key) that entries of a list in a section begin with."""
    if said := kind_said(" ".join(section[-1:])):
        for code in _ENTRY.findall(text):
            yield said[0], code, identifier_key(f"{said[1]} {code}")


def named_numbers(
    passage: Passage, said: tuple[str, str] | None
) -> dict[str, tuple[str, str, str]]:
    """Return the codes (kind, as printed, key) of the cells of a first column that name messages.

    `said` is what the column's heading says that its numbers are; else the heading above the table
    must say it.
    """
    kind = said or kind_said(" ".join((passage.caption, *passage.section[-1:])))
    cells = [row[0].strip() for row in passage.rows if row]
    found = {cell: match[1] for cell in cells if (match := _NAMED.match(cell))}
    names = {cell.removeprefix(number).strip() for cell, number in found.items()}
    if kind is None or not kind[1] or len(names) < max(_LEAST, _SHARE * len({*cells} - {""})):
        return {}
    return {
        cell: (kind[0], number, key)
        for cell, number in found.items()
        if (key := identifier_key(f"{kind[1]} {number}"))
    }
