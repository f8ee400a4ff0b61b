"""Warnings and folded parts as the dialects of Markdown write them, in the one form that is read.

MkDocs writes `!!! warning`, Docusaurus `:::warning`, kramdown `{: .warning}`, GitHub
`> [!WARNING]`: each becomes a quotation whose first line is the signal word. So does a box of
another kind that a signal word is printed over; what others say stays text.
"""

import re
from collections.abc import Sequence

from ingest.notices import leading_signal_word, signal_word_alone

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
# GitHub's alerts: the level stands in brackets on the first line of a quotation.
_ALERT = re.compile(r"^(\s*>\s*)\[!(\w+)\]\s*$")
_INDENTED_BOX = re.compile(r'^( *)(?:!!!|\?\?\?\+?)\s*([\w-]+(?: +[\w-]+)*)\s*(?:"(.*)")?\s*$')
_FENCED_BOX = re.compile(r"^( *):{3,}\s*\{?([A-Za-z][\w-]*)\}?\s*(?:\[(.*)\]|(.*))$")
_END_OF_BOX = re.compile(r"^ *:{3,}\s*$")
_ATTRIBUTES = re.compile(r"^ *\{:([^{}]*)\}\s*$")
_ATTRIBUTES_BEHIND = re.compile(r"(?<=\S)\s*\{:\s*[.#][^{}]*\}\s*$")
_QUOTE = re.compile(r"^ {0,3}> ?")
_CLASS_WORDS = re.compile(r"[^\W\d_]+")
_MARKUP = re.compile(r"[*_`>#\s]+")
# HTML of which CommonMark reads the inside as Markdown, where an empty line stands in it.
_HTML_BOX = re.compile(
    r"^( {0,3}<(details|div|section|article|aside|main|center|figure)\b)([^>]*>.*)$"
)


def in_one_dialect(lines: Sequence[str]) -> list[str]:
    """Return the lines with every box that warns as a quotation which begins with its level."""
    return _with_attributes(_with_boxes(list(lines)))


def _with_boxes(lines: list[str]) -> list[str]:
    found: list[str] = []
    ends = _ends_of_boxes(lines)
    position = 0
    while position < len(lines):
        line = lines[position]
        position += 1
        if mark := _FENCE.match(line):
            end = _end_of_listing(lines, position, mark.group(1))
            found.extend([line, *lines[position:end]])
            position = end
        elif box := _INDENTED_BOX.match(line):
            inside, position = _indented(lines, position, len(box.group(1)))
            told = _box(box.group(2), box.group(3) or "", _with_boxes(inside))
            found.extend(box.group(1) + part for part in told)
        elif (box := _FENCED_BOX.match(line)) and (end := ends.get(position - 1, 0)):
            title = box.group(3) or box.group(4) or ""
            inside = [line.removeprefix(box.group(1)) for line in lines[position:end]]
            told = _box(box.group(2), title, _with_boxes(inside))
            found.extend(box.group(1) + part for part in told)
            position = end + 1
        else:
            found.append(_opened(_ALERT.sub(r"\1**\2:**", line), lines, position))
    return found


def _end_of_listing(lines: Sequence[str], position: int, fence: str) -> int:
    for end in range(position, len(lines)):
        if lines[end].strip().startswith(fence) and not lines[end].strip(" `~"):
            return end + 1
    return len(lines)


def _ends_of_boxes(lines: Sequence[str]) -> dict[int, int]:
    """The lines that close fenced boxes by those that open them; what nothing closes is no box."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    for position, line in enumerate(lines):
        if _END_OF_BOX.match(line):
            if opened:
                ends[opened.pop()] = position
        elif _FENCED_BOX.match(line):
            opened.append(position)
    return ends


def _indented(lines: Sequence[str], position: int, indent: int) -> tuple[list[str], int]:
    """The lines that stand further in than a box's own, brought back, and where they end."""
    end = position
    while end < len(lines):
        line = lines[end].expandtabs(4)
        if line.strip() and len(line) - len(line.lstrip()) < indent + 2:
            break
        end += 1
    inside = [line.expandtabs(4) for line in lines[position:end]]
    own = min((len(line) - len(line.lstrip()) for line in inside if line.strip()), default=0)
    return [line[own:] for line in inside], end


def _box(kinds: str, title: str, inside: Sequence[str]) -> list[str]:
    title = title.strip()
    level = next((word for word in (*kinds.split(), title) if signal_word_alone(word)), "")
    if not level:
        return ["", *([f"**{title}**", ""] if title else []), *inside, ""]
    # Printed in the manual's own language, the title is the signal word.
    word = title if signal_word_alone(title) or leading_signal_word(title) else level.upper()
    first = word if leading_signal_word(word) else f"{word.rstrip(' :!')}:"
    named = [f"**{title}**", ""] if title and word != title else []
    return _quoted([f"**{first}**", "", *named, *inside])


def _quoted(lines: Sequence[str]) -> list[str]:
    return ["", *(f"> {line}".rstrip() for line in lines), ""]


def _opened(line: str, lines: Sequence[str], position: int) -> str:
    """An element of HTML, marked where what stands in it is Markdown."""
    line = line.replace("<summary>", '<summary markdown="span">')
    box = _HTML_BOX.match(line)
    if box is None or "markdown" in box.group(3).partition(">")[0]:
        return line
    empty_below = position < len(lines) and not lines[position].strip()
    if box.group(2) != "details" and not empty_below:
        return line
    return f'{box.group(1)} markdown="1"{box.group(3)}'


def _with_attributes(lines: Sequence[str]) -> list[str]:
    """The lines without kramdown's lists of attributes; a block that one calls a warning is one."""
    found: list[str] = []
    block: list[str] = []
    position = 0
    while position < len(lines):
        line = lines[position]
        position += 1
        mark = _FENCE.match(line)
        if line.strip() and not mark:
            block.append(line)
            continue
        found.extend(_attributed(block))
        block = []
        end = _end_of_listing(lines, position, mark.group(1)) if mark else position
        found.extend([line, *lines[position:end]])
        position = end
    return [*found, *_attributed(block)]


def _attributed(block: Sequence[str]) -> list[str]:
    text = [_ATTRIBUTES_BEHIND.sub("", line) for line in block if not _ATTRIBUTES.match(line)]
    said = " ".join(match.group(1) for line in block if (match := _ATTRIBUTES.match(line)))
    classes = [word for word in said.split() if word.startswith(".")]
    words = _CLASS_WORDS.findall(" ".join(classes))
    level = next((word for word in words if signal_word_alone(word)), "")
    if not level or not text or any(line.startswith("#") for line in text):
        return text
    bare = [_QUOTE.sub("", line) for line in text]
    announced = leading_signal_word(_MARKUP.sub(" ", bare[0]).strip())
    return _quoted(bare if announced else [f"**{level.upper()}:**", "", *bare])
