"""The table of a document's own revisions: its newest row is the document at hand."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.front_matter.printed_dates import PrintedDate, dates_in
from ingest.front_matter.revision_marks import as_label
from ingest.front_matter.said import Said
from ingest.front_matter.title_labels import field_of
from store.contents import Block

_NAMED_HISTORY = re.compile(
    r"\b(?:revision(?:s|\shistory)?|versions?\s(?:notes|history)|change\s(?:history|log)|history|editions?|issues"
    r"|änderungs(?:historie|verlauf)|ausgaben|revisionen|historique|révisions|storico|revisioni"
    r"|historial|revisiones)\b",
    re.IGNORECASE,
)
# Its title stands this many blocks above it at most.
_REACH = 3


@dataclass(frozen=True, slots=True)
class Issue:
    """A row of the history: the revision's label and its date."""

    label: Said
    date: Said


def newest_issue(blocks: Sequence[Block]) -> Issue | None:
    """Return the newest row of a history of revisions; None without one, or if in doubt.

    A history may run on over several tables, and a title may head all columns of one.
    """
    issues: list[tuple[datetime.date, Issue]] = []
    for position, block in enumerate(blocks):
        if block.kind != "table" or not block.rows:
            continue
        titles = [b.text for b in blocks[max(0, position - _REACH) : position]]
        titles += [row[0] for row in block.header[:-1] if row]
        fields = [field_of(cell) for cell in block.header[-1]] if block.header else []
        is_named = any(_NAMED_HISTORY.search(text) for text in titles if len(text) <= 80)
        if {"revision", "effective"} <= set(fields) or is_named:
            newest = _newest(block, fields)
            if newest is not None:
                issues.append(newest)
    return max(issues, key=lambda issue: issue[0])[1] if issues else None


def _newest(table: Block, fields: Sequence[str | None]) -> tuple[datetime.date, Issue] | None:
    column = fields.index("revision") if "revision" in fields else 0
    rows: list[tuple[PrintedDate, str, str]] = []
    for row in table.rows:
        label = as_label(row[column]) if column < len(row) else None
        dates = [
            date
            for index, cell in enumerate(row)
            if index != column
            for date in dates_in(cell)
            if date.words == cell.strip()
        ]
        if label is None or len(dates) != 1:
            return None
        rows.append((dates[0], label, " | ".join(cell for cell in row if cell)))
    newest = max(row[0].date for row in rows)
    named = [row for row in rows if row[0].date == newest]
    # What a label brought may fill several rows; two labels of one date leave it open.
    if len({label for _, label, _ in named}) != 1:
        return None
    date, label, words = named[0]
    said = Said(date.date.isoformat(), words, table.page)
    return date.date, Issue(Said(label, words, table.page), said)
