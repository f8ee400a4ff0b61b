"""Which machines of a manual a revision is for: ranges of serial numbers and of firmware."""

import re
from dataclasses import dataclass

from store.errors import FileRejected

_ENDS = re.compile(r"\s*(?:\.\.\.?|…|–|\s-\s|\s(?:to|bis|through)\s)\s*")
_ENDS_OF_DIGITS = re.compile(r"^\s*(\d+)\s*-\s*(\d+)\s*$")
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_Key = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Range:
    """From one serial number or version to another, both within; None is open."""

    start: str | None = None
    end: str | None = None

    @classmethod
    def parse(cls, text: str | None) -> "Range":
        """Return the range that a text says: `1000..1999`, `2.1..`, `..A-500`, or one number.

        `1000-1999`, `1000 – 1999` and `1000 to 1999` are read too. None and "" are everything.
        Raises FileRejected for a range that ends before it starts.
        """
        bare = (text or "").strip()
        if not bare:
            return cls()
        digits = _ENDS_OF_DIGITS.match(bare)
        ends = digits.groups() if digits else _ENDS.split(bare)
        if len(ends) == 1:
            return cls(bare, bare)
        start, end = (str(ends[0]).strip() or None, str(ends[1]).strip() or None)
        if len(ends) > 2 or (start is None and end is None):
            raise FileRejected(f"{bare!r} is no range: write it as 1000..1999, 2000.. or ..1999.")
        if start is not None and end is not None and key(start) > key(end):
            raise FileRejected(f"The range {bare!r} ends before it starts.")
        return cls(start, end)

    @property
    def everything(self) -> bool:
        """Whether the range leaves nothing out."""
        return self.start is None and self.end is None

    def holds(self, value: str) -> bool:
        """Return whether a serial number or version lies within, for certain."""
        return self.tells_of(value) and self._reaches(value)

    def may_hold(self, value: str) -> bool:
        """Return whether one lies within, or is written so that nobody can tell."""
        return not self.tells_of(value) or self._reaches(value)

    def tells_of(self, value: str) -> bool:
        """Return whether a value is written as the range's ends are: A12 says nothing of 1..20."""
        return all(_alike(end, value) for end in (self.start, self.end) if end is not None)

    def contains(self, other: "Range") -> bool:
        """Return whether all of another range lies within this one."""
        return _not_after(self.start, other.start) and _not_before(self.end, other.end)

    def _reaches(self, value: str) -> bool:
        return (self.start is None or key(self.start) <= key(value)) and (
            self.end is None or key(value) <= key(self.end)
        )

    def __str__(self) -> str:
        """The range as it is stored and shown; "" is everything."""
        if self.everything:
            return ""
        if self.start == self.end:
            return str(self.start)
        return f"{self.start or ''}..{self.end or ''}"


@dataclass(frozen=True, slots=True)
class Applies:
    """The machines that a revision is for: those within both ranges."""

    serials: Range = Range()
    firmware: Range = Range()

    @classmethod
    def parse(cls, serials: str | None, firmware: str | None) -> "Applies":
        """Return what two texts say; raises FileRejected."""
        return cls(Range.parse(serials), Range.parse(firmware))

    @property
    def to_all(self) -> bool:
        """Whether it is for every machine of its manual."""
        return self.serials.everything and self.firmware.everything

    def may_hold(self, serial: str | None, firmware: str | None) -> bool:
        """Return whether a machine, as far as it is known, may be one of those."""
        return (serial is None or self.serials.may_hold(serial)) and (
            firmware is None or self.firmware.may_hold(firmware)
        )

    def surely_holds(self, serial: str | None, firmware: str | None) -> bool:
        """Return whether a machine, as far as it is known, is one of those for certain."""
        known_serial = self.serials.everything or (
            serial is not None and self.serials.holds(serial)
        )
        known_firmware = self.firmware.everything or (
            firmware is not None and self.firmware.holds(firmware)
        )
        return known_serial and known_firmware

    def contains(self, other: "Applies") -> bool:
        """Return whether every machine of the other is one of those."""
        return self.serials.contains(other.serials) and self.firmware.contains(other.firmware)


def key(value: str) -> _Key:
    """Return what sorts serial numbers and versions as people count: A9 before A10, 1.9 < 1.10."""
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in _PARTS.findall(value.casefold())
    )


def later_label(label: str, other: str) -> bool:
    """Return whether a revision's label counts on from another of the same kind: C from B,
    1.0.9 from 1.0.0. Labels of different kinds say nothing.
    """
    one, two = key(label), key(other)
    numbers = all(kind == 0 for kind, _, _ in (*one, *two))
    letters = len(one) == len(two) == 1 and len(label.strip()) == len(other.strip()) == 1
    return bool(one and two) and (numbers or letters) and one > two


def _alike(one: str, other: str) -> bool:
    """Whether two serial numbers can be compared: each has digits where the other has them."""
    pairs = list(zip(key(one), key(other), strict=False))
    return bool(pairs) and all(mine[0] == theirs[0] for mine, theirs in pairs)


def _not_after(start: str | None, other: str | None) -> bool:
    if start is None or other is None:
        return start is None
    return _alike(start, other) and key(start) <= key(other)


def _not_before(end: str | None, other: str | None) -> bool:
    if end is None or other is None:
        return end is None
    return _alike(end, other) and key(end) >= key(other)
