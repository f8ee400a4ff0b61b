"""The small markup in which the sample manuals are written, and its blocks.

Blocks are separated by blank lines; the first line says what a block is:

    = Chapter / == Section / === Subsection
    ! WARNING              a notice; its text follows
    1. Step                a procedure, numbered on from the number given
    - Item                 a list
    table: Caption         then `w` column widths, `h` header rows and rows, cells set apart by |;
                           a header cell `<` joins the one to its left, `^` the one above
    figure: name | Caption
    index: term, term      index entries for the block that follows
    pagebreak

Everything else is a paragraph. Indented lines continue the line before. `[[Title]]` is replaced by
the number of the heading, table or figure of that title.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    level: int
    title: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    text: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Notice:
    word: str
    text: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Steps:
    first: int
    items: tuple[str, ...]
    terms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]
    terms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grid:
    caption: str
    widths: tuple[float, ...]
    header: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    terms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    name: str
    caption: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True)
class PageBreak:
    terms: tuple[str, ...] = ()


Block = Heading | Paragraph | Notice | Steps | Bullets | Grid | Figure | PageBreak

_STEP = re.compile(r"(\d+)\. ")


def read(text: str) -> Iterator[Block]:
    """Yield the blocks of a manual's text in order; raise ValueError for a block it cannot read."""
    terms: tuple[str, ...] = ()
    for chunk in re.split(r"\n\s*\n", text.strip()):
        lines = _joined(chunk)
        if lines[0].startswith("index: "):
            terms = tuple(term.strip() for term in lines.pop(0)[7:].split(","))
            if not lines:
                continue
        yield _block(lines, terms)
        terms = ()


def _joined(chunk: str) -> list[str]:
    """Join indented lines to the line they continue."""
    lines: list[str] = []
    for line in chunk.splitlines():
        if line.startswith("  ") and lines:
            lines[-1] += " " + line.strip()
        else:
            lines.append(line.rstrip())
    return lines


def _block(lines: list[str], terms: tuple[str, ...]) -> Block:
    first = lines[0]
    if first == "pagebreak":
        return PageBreak(terms)
    if heading := re.fullmatch(r"(={1,3}) (.+)", first):
        return Heading(len(heading[1]), heading[2], terms)
    if first.startswith("! "):
        return Notice(first[2:], " ".join(lines[1:]), terms)
    if step := _STEP.match(first):
        return Steps(int(step[1]), tuple(_STEP.sub("", line, count=1) for line in lines), terms)
    if first.startswith("- "):
        return Bullets(tuple(line.removeprefix("- ") for line in lines), terms)
    if first.startswith("figure: "):
        name, caption = first[8:].split(" | ")
        return Figure(name, caption, terms)
    if first.startswith("table: "):
        return _grid(first[7:], lines[1:], terms)
    return Paragraph(" ".join(lines), terms)


def _grid(caption: str, lines: list[str], terms: tuple[str, ...]) -> Grid:
    widths = tuple(float(width) for width in lines[0].removeprefix("w ").split())
    header = [line[2:] for line in lines[1:] if line.startswith("h ")]
    cells = [
        tuple(cell.strip() for cell in line.split("|"))
        for line in [*header, *lines[1 + len(header) :]]
    ]
    for row in cells:
        if len(row) != len(widths):
            raise ValueError(
                f"table {caption!r}: {len(row)} cells for {len(widths)} columns: {row}"
            )
    return Grid(caption, widths, tuple(cells[: len(header)]), tuple(cells[len(header) :]), terms)
