"""The path of headings that each block stands under."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ingest.headings import BOLD_TITLE, PartKind, number_of, part_of, step_of
from ingest.notices import signal_word_alone

# Of a title over warnings.
_MOST_WORDS = 3
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading that is open, the level at which it was set, and what it says that it is."""

    text: str
    level: int
    number: tuple[str, ...] = ()
    part: PartKind | None = None
    step: int | None = None

    @property
    def is_bare(self) -> bool:
        """Whether nothing but its size says what it belongs to."""
        return not self.number and self.part is None


_Path = tuple[_Heading, ...]


@dataclass
class HeadingPath:
    """The headings above the current place, outermost first."""

    _open: _Path = ()
    # Of each sequence of numbers set alike the last one, and what that stood under.
    _counted: dict[tuple[int, tuple[str, ...]], tuple[int, _Path]] = field(default_factory=dict)
    # Of each kind of part the last one's ordinal, what that stood under, and its level there.
    _parts: dict[PartKind, tuple[str, _Path, int]] = field(default_factory=dict)

    @property
    def path(self) -> tuple[str, ...]:
        """Return the headings as printed, outermost first."""
        return tuple(heading.text for heading in self._open)

    @property
    def scope(self) -> tuple[str, ...]:
        """Return the path without bold titles: what warns in one part warns in its neighbours."""
        return tuple(heading.text for heading in self._open if heading.level < BOLD_TITLE)

    def enter(self, text: str, level: int) -> None:
        """Go under a heading: what it says that it is decides what it belongs to, else its level.

        Parts called alike ("Section 11", "Section 12") stand side by side, whatever their size and
        whatever was opened between the two. So do a number and the next one, set alike.
        """
        part, number, step = part_of(text), number_of(text), step_of(text)
        if part is not None:
            kind, ordinal = part
            under = self._above_part(kind, ordinal, level)
            _, before, known = self._parts.get(kind, ("", (), level))
            # One that its parser took for smaller than the last one holds as much as that.
            level = min(level, known) if under == before else level
            self._parts[kind] = ordinal, under, level
            self._go_under(under, _Heading(text, level, (ordinal,), kind))
        elif number:
            under = self._above_number(number, level)
            # A numbered heading set smaller than what stands below it must not close it.
            if number[-1].isdigit():
                self._counted[level, number[:-1]] = int(number[-1]), under
            self._go_under(under, _Heading(text, level, number))
        elif step is not None:
            self._go_under(self._above_step(step, level), _Heading(text, level, step=step))
        else:
            self._open = (
                *_closed(self._open, lambda outer: outer.level < level),
                _Heading(text, level),
            )

    def _go_under(self, under: _Path, heading: _Heading) -> None:
        depth = max(heading.level, under[-1].level + 1) if under else heading.level
        self._open = (*under, replace(heading, level=depth))

    def _above_number(self, number: tuple[str, ...], level: int) -> _Path:
        last, under = self._counted.get((level, number[:-1]), (None, ()))
        if last is not None and number[-1] == str(last + 1):
            return under
        return _closed(self._open, lambda outer: _holds_number(outer, number, level))

    def _above_part(self, kind: PartKind, ordinal: str, level: int) -> _Path:
        open_now = [heading.part for heading in self._open]
        last, under, _ = self._parts.get(kind, ("", (), level))
        if kind in open_now:
            found = self._open[: open_now.index(kind)]
        elif _follows(last, ordinal) and self._is_open(under):
            found = under
        elif kind == "appendix" and (beside := self._above_chapters()) is not None:
            found = beside
        else:
            return _closed(self._open, lambda outer: _holds_part(outer, kind, ordinal, level))
        # The first of them may have stood under what is set smaller than this one.
        return _closed(found, lambda outer: outer.level < level or not _yields(outer, kind))

    def _above_chapters(self) -> _Path | None:
        """What the chapters of the manual stand under: the appendices stand beside them."""
        for kind in ("chapter", "section"):
            _, under, _ = self._parts.get(kind, ("", (), 0))
            if kind in self._parts and self._is_open(under):
                return under
        counted = [under for (_, above), (_, under) in self._counted.items() if not above]
        return min(filter(self._is_open, counted), key=len, default=None)

    def _is_open(self, under: _Path) -> bool:
        """Whether the parts of a path are open still: another chapter counts its sections anew."""
        return all(heading in self._open for heading in under if heading.part)

    def _above_step(self, step: int, level: int) -> _Path:
        """Under the section that the steps are of, however large they are set."""
        steps = [number for number, heading in enumerate(self._open) if heading.step]
        if step > 1 and steps:
            return self._open[: steps[-1]]
        return _closed(self._open, lambda outer: not outer.is_bare or outer.level < level)


def _closed(path: _Path, holds: Callable[[_Heading], bool]) -> _Path:
    """The path up to the innermost heading that holds what comes."""
    while path and not holds(path[-1]):
        path = path[:-1]
    return path


def _holds_number(outer: _Heading, number: tuple[str, ...], level: int) -> bool:
    above = outer.number
    if outer.part is not None and len(number) == 1:
        # Each chapter, section and appendix may count its titles from 1.
        return outer.level < level
    if above and number[: len(above)] == above:
        return len(above) < len(number)
    # An appendix that bears a letter may count its sections from 1.1.
    lettered = outer.part is not None and not above[0].isdigit() and number[0].isdigit()
    # An unnumbered heading holds a numbered one only if it is set larger: a part's title. One over
    # warnings holds these, however large it is set.
    return (not above or lettered) and outer.level < level and not _is_over_warnings(outer)


def _is_over_warnings(heading: _Heading) -> bool:
    """Whether a title says no more than that warnings follow: "R290 warning", "Warnings"."""
    words = heading.text.split()
    if not heading.is_bare or len(words) > _MOST_WORDS:
        return False
    return signal_word_alone(words[-1]) not in (None, "notice")


def _holds_part(outer: _Heading, kind: PartKind, ordinal: str, level: int) -> bool:
    if kind == "appendix" and outer.number and outer.part != "outer":
        # It stands beside chapters, whether they say that they are chapters or bear a number.
        return False
    if outer.part is None and outer.number and ordinal.isdigit():
        return False
    return outer.level < level


def _yields(outer: _Heading, kind: PartKind) -> bool:
    """Whether a part that is set as large closes a heading: appendices may be the whole book's."""
    return outer.is_bare or (kind == "appendix" and outer.part == "outer")


def _follows(last: str, ordinal: str) -> bool:
    if last.isdigit():
        return ordinal == str(int(last) + 1)
    if last in _ROMAN and ordinal in _ROMAN:
        return _ROMAN.index(ordinal) == _ROMAN.index(last) + 1
    return len(last) == len(ordinal) == 1 and ord(ordinal) == ord(last) + 1
