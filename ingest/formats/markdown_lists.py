"""Lists of Markdown as CommonMark nests them, written as Python-Markdown nests them.

CommonMark nests what stands below an item's own text, be that two, three or four columns in, and
begins a new list where the kind of marker changes. Python-Markdown wants four columns and an empty
line: else steps run together in one item.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_ITEM = re.compile(r"^( *)([-*+]|\d{1,9}[.)])( +)(?=\S)")
_FENCE = re.compile(r"^ *(`{3,}|~{3,})")
_STEP = 4
# More columns than this are a listing, not a list.
_MOST_INDENT = 3
# A wider gap after the marker is the indent of a listing in the item.
_WIDEST_GAP = 4


def nested_lists(lines: Sequence[str]) -> list[str]:
    """Return the lines with their lists set in four columns a level, kinds of list apart."""
    writer = _Lists()
    return [written for line in lines for written in writer.written(line)]


@dataclass(slots=True)
class _Lists:
    # Of each item that is open: the column of its text, and the kind of its marker.
    open: list[tuple[int, str]] = field(default_factory=list)
    fence: str = ""
    # By how much the listing that is open moves to the right.
    shift: int = 0
    after_empty: bool = True
    # The item has a second paragraph, and its last line would take the next item in.
    paragraphs: bool = False

    def written(self, raw: str) -> Iterator[str]:
        line = raw.expandtabs(_STEP) if raw.startswith(("\t", " ")) else raw
        mark = _FENCE.match(line)
        if self.fence:
            if mark and mark.group(1).startswith(self.fence) and line.strip() == mark.group(1):
                self.fence = ""
            yield _moved(line, self.shift)
            return
        if not line.strip():
            self.after_empty = True
            yield line
            return
        yield from self._text(line, fence=mark.group(1) if mark else "")
        self.after_empty = False

    def _text(self, line: str, *, fence: str) -> Iterator[str]:
        indent = len(line) - len(line.lstrip())
        item = _ITEM.match(line)
        if item and not fence and indent - self._column(indent) <= _MOST_INDENT:
            yield from self._item(line, item)
            return
        if self.after_empty or fence or line.startswith("#"):
            self._close(indent)
            self.paragraphs = bool(self.open)
        depth = sum(column <= indent for column, _ in self.open)
        shift = _STEP * depth - self.open[depth - 1][0] if depth else 0
        self.fence, self.shift = fence, shift
        yield _moved(line, shift)

    def _item(self, line: str, item: re.Match[str]) -> Iterator[str]:
        indent, marker, gap = len(item.group(1)), item.group(2), len(item.group(3))
        kind = marker[-1] if marker[0].isdigit() else "-"
        before = self._close(indent)
        if not self.after_empty and (self.paragraphs or (before and before != kind)):
            yield ""
        self.paragraphs = False
        yield f"{' ' * (_STEP * len(self.open))}{marker} {line[item.end() :]}"
        self.open.append((indent + len(marker) + (gap if gap <= _WIDEST_GAP else 1), kind))

    def _column(self, indent: int) -> int:
        return max((column for column, _ in self.open if column <= indent), default=0)

    def _close(self, indent: int) -> str:
        """Close the items whose text begins further in; the kind of the last, beside this one."""
        kind = ""
        while self.open and self.open[-1][0] > indent:
            kind = self.open.pop()[1]
        return kind


def _moved(line: str, by: int) -> str:
    blank = len(line) - len(line.lstrip(" "))
    return f"{' ' * max(blank + by, 0)}{line.lstrip(' ')}"
