"""The sample manuals as they were written: their tables, and the files that hold them."""

import importlib
import io
import re
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# What is packed into the ZIP: itself a ZIP inside.
_PACKED = "DOCX"


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """A table as it was written: merged header cells are repeated, as readers repeat them."""

    header: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A manual in one of the formats: what that is called, a name for the file, and its bytes."""

    format: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class WrittenManual:
    """A sample manual: its PDF's name, its tables, and the same text in other formats."""

    pdf: str
    tables: tuple[WrittenTable, ...]
    others: tuple[WrittenFile, ...]


def written_manuals(samples: Path) -> Iterator[WrittenManual]:
    """Yield the sample manuals, from the scripts that write them."""
    sys.path.insert(0, str(samples))
    try:
        build, markup, layout, formats = (
            importlib.import_module(name) for name in ("build", "markup", "layout", "other_formats")
        )
    finally:
        sys.path.remove(str(samples))
    for manual in build.MANUALS:
        numbers = layout.render(manual)[1].numbers
        tables = tuple(
            WrittenTable(_unmerged(block.header, numbers), _unmerged(block.rows, numbers))
            for text in (manual.front, manual.text)
            for block in markup.read(text)
            if isinstance(block, markup.Grid)
        )
        yield WrittenManual(manual.file, tables, tuple(_others(manual, formats)))


def _others(manual: Any, formats: Any) -> Iterator[WrittenFile]:
    blocks = formats.blocks_of(manual)
    for name, (ending, builder) in formats.FORMATS.items():
        file = WrittenFile(name, f"{manual.manual}.{ending}", builder(manual.title, blocks))
        yield file
        if name == _PACKED:
            packed = io.BytesIO()
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(file.name, file.content)
            yield WrittenFile(f"ZIP of {name}", f"{manual.manual}.zip", packed.getvalue())


def _unmerged(
    rows: Sequence[Sequence[str]], numbers: dict[str, str]
) -> tuple[tuple[str, ...], ...]:
    """Cells as printed; `<` joins a header cell to the one on its left, `^` to the one above."""
    out: list[tuple[str, ...]] = []
    for row in rows:
        line: list[str] = []
        for column, cell in enumerate(row):
            if cell == "<" and line:
                line.append(line[-1])
            elif cell == "^" and out:
                line.append(out[-1][column])
            else:
                line.append(re.sub(r"\[\[(.+?)\]\]", lambda m: numbers[m[1]], cell))
        out.append(tuple(line))
    return tuple(out)
