"""A manifest: a CSV that says which file is which revision of which manual."""

import csv
import datetime
from dataclasses import dataclass
from pathlib import Path

from ingest.formats.text_encoding import decoded
from store.csv_rows import csv_rows
from store.errors import FileRejected, MillwrightError
from store.manual_values import IngestOptions

COLUMNS = (
    "file", "manual", "title", "machines", "revision", "language", "effective",
    "maker", "document_number", "serials", "firmware", "amends",
)  # fmt: skip

_MOST_TOLD = 20
_AS_THEY_STAND = tuple(name for name in COLUMNS if name not in ("file", "machines", "effective"))


class ManifestError(MillwrightError):
    """A manifest cannot be read; the message names its file and line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a manifest."""

    path: Path
    options: IngestOptions


def is_manifest(path: Path) -> bool:
    """Return whether a file has the heading of a manifest: `file` and other columns of one."""
    if path.suffix.lower() != ".csv":
        return False
    try:
        names = csv_rows(decoded(path.read_bytes())).fieldnames or ()
    except (OSError, FileRejected, csv.Error):
        return False
    named = {name.strip() for name in names}
    return "file" in named and len(named & set(COLUMNS)) > 1


def read_manifest(path: Path) -> tuple[Entry, ...]:
    """Return the files of a manifest in its order; names are relative to its folder.

    Only `file` must be filled; machines are separated by `;`, dates are YYYY-MM-DD. Raises
    ManifestError for what is missing, unknown or malformed, each line that is: a slip here puts a
    wrong revision in force, so nothing of it is taken in then.
    """
    try:
        text = decoded(path.read_bytes())
    except (OSError, FileRejected) as error:
        raise ManifestError(f"The manifest {path} cannot be read: {error}") from error
    reader = csv_rows(text)
    try:
        return _entries(path, reader)
    except csv.Error as error:
        raise ManifestError(
            f"{path.name}, line {reader.line_num + 1}: {error}; is there a quotation mark that is "
            "not closed?"
        ) from error


def _entries(path: Path, reader: "csv.DictReader[str]") -> tuple[Entry, ...]:
    names = [name.strip() for name in reader.fieldnames or ()]
    unknown = [name for name in names if name not in COLUMNS]
    if "file" not in names or unknown:
        raise ManifestError(
            f"{path.name}: "
            + (f"unknown column {unknown[0]!r}" if unknown else "the column 'file' is missing")
            + f"; columns are {', '.join(COLUMNS)}."
        )
    entries: list[Entry] = []
    problems: list[str] = []
    for row in reader:
        where = f"{path.name}, line {reader.line_num}"
        if None in row or None in row.values():
            problems.append(f"{where}: it has not as many fields as the heading.")
            continue
        values = {str(name).strip(): str(value).strip() for name, value in row.items()}
        try:
            entries.append(_entry(path.parent, where, values))
        except ManifestError as error:
            problems.append(str(error))
    if problems:
        more = [f"And {len(problems) - _MOST_TOLD} more."] if len(problems) > _MOST_TOLD else []
        raise ManifestError("\n".join((*problems[:_MOST_TOLD], *more)))
    if not entries:
        raise ManifestError(f"{path.name}: it names no file.")
    return tuple(entries)


def _entry(folder: Path, where: str, values: dict[str, str]) -> Entry:
    if not values["file"]:
        raise ManifestError(f"{where}: the file is missing.")
    path = folder / values["file"]
    if not path.is_file():
        raise ManifestError(f"{where}: there is no file {values['file']}.")
    try:
        effective = values.get("effective")
        date = datetime.date.fromisoformat(effective) if effective else None
    except ValueError as error:
        raise ManifestError(
            f"{where}: {values['effective']!r} is no date; write it as 2026-03-31."
        ) from error
    machines = (machine.strip() for machine in values.get("machines", "").split(";"))
    said = {name: value for name, value in values.items() if value}
    said = {name: said[name] for name in _AS_THEY_STAND if name in said}
    try:
        options = IngestOptions.model_validate(
            {**said, "machines": tuple(filter(None, machines)), "effective": date}
        )
    except FileRejected as error:
        raise ManifestError(f"{where}: {error}") from error
    return Entry(path, options)
