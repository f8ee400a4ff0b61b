"""Headings compared: the same section, however it is numbered or spelled."""

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"^(?:[A-Z]\.)?\d+(?:\.\d+)*\.?(?=\s|$)")


def comparable_section(heading: str) -> str:
    """Return a heading without case, numbering and outer spaces."""
    return heading.strip().lstrip("0123456789.").strip().casefold()


def stands_in(section: Sequence[str], named: str) -> bool:
    """Return whether a path of headings leads through the section of that number or name."""
    wanted = named.strip()
    number = _NUMBER.match(wanted)
    bare = comparable_section(wanted)
    for heading in section:
        if bare and comparable_section(heading) == bare:
            return True
        printed = _NUMBER.match(heading.strip())
        if number and not bare and printed and printed[0].strip(".") == number[0].strip("."):
            return True
    return False
