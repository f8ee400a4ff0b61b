"""From a parser's rendering back to the words that stand on the page."""

import re
import unicodedata
from itertools import pairwise

from ingest.formats.symbols import plain_signs
from ingest.notices import apart_from_notices

_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~<>])")
_MARKS = re.compile(r"([\\`*])")
# A rule near a line makes a parser strike it out.
_EMPHASIS = re.compile(r"(?<!\\)(?:\*+|`+|~~)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
# What a font without a map of its own calls by Windows' numbers: 0x92 is an apostrophe.
_WINDOWS = {
    code: sign
    for code in range(0x80, 0xA0)
    if (sign := bytes([code]).decode("cp1252", errors="ignore"))
}
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_SPACE = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f]+")
# Symbol fonts give bullets as control characters or from the private use area.
_DOTS = (
    "\\u2022\\u25cf\\u25a0\\u25aa\\u25fc\\u25fe\\u26ab\\u2b24\\uf0b7\\uf0a7\\uf06c\\uf0d8\\uf076"
)
_BULLETS = re.compile(f"^(?:[\\s\\x00-\\x08\\x0e-\\x1f{_DOTS}]+|\\u00c2\\s+)")

# Inside a paragraph that swallowed a list: "… one. **2** Two", "… one Â two".
_INNER_STEP = re.compile(r"\s(?=\*\*\d{1,2}[.)]?\*\*\s)")
# "1.Open it; 2.Turn it": some manuals set no space behind a step's number.
_GLUED_STEP = re.compile(r"(?<!\S)(\d{1,2})[.)](?=[^\W\d_a-z]\w)")
_LEAST_COUNTED = 2
# Some manuals set no space behind a bullet: "… one. •Two".
_INNER_BULLET = re.compile(
    f"\\s(?=(?:\\*\\*)?(?:[{_DOTS}\\u00c2]\\s|[{_DOTS}](?=[^\\W\\d_a-z]\\w)))"
)


def plain(text: str) -> str:
    """Return one line of readable text: ligatures as letters, signs of symbol fonts as signs."""
    if not text.isascii():
        text = _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
        text = plain_signs(text.translate(_WINDOWS))
    return _SPACE.sub(" ", _CONTROL.sub("", text).replace("\n", " ")).strip()


def without_markup(text: str) -> str:
    """Return the text of LiteParse's Markdown paragraph: emphasis gone, escapes undone."""
    bare = _EMPHASIS.sub("", text)
    return plain(_ESCAPED.sub(r"\1", bare))


def as_markup(text: str) -> str:
    """Return plain text as LiteParse's Markdown would write it: `without_markup` undoes it."""
    return _MARKS.sub(r"\\\1", text)


def without_bullet(text: str) -> str:
    """Return the text without a bullet that its font hid in its first character."""
    return _BULLETS.sub("", text)


def code_lines(lines: list[str]) -> str:
    """Return a listing as it stands, line breaks and indentation kept."""
    return "\n".join(_CONTROL.sub("", line).rstrip() for line in lines).strip("\n")


def _counted(raw: str) -> list[str]:
    """The steps that a text counts from 1 on without a space behind their numbers, spaced."""
    starts: list[int] = []
    for step in _GLUED_STEP.finditer(raw):
        if int(step[1]) == len(starts) + 1:
            starts.append(step.start())
    if len(starts) < _LEAST_COUNTED:
        return [raw]
    parts = [raw[begin:end] for begin, end in pairwise((0, *starts, len(raw)))]
    return [_GLUED_STEP.sub(r"\1. ", part, count=1).strip() for part in parts]


def bulleted(raw: str) -> list[str]:
    """Return Markdown text cut into the items, each behind its bullet, run together in it."""
    return _INNER_BULLET.split(raw)


def pieces(raw: str) -> list[str]:
    """Return a Markdown paragraph cut into the steps, bullets and notices run together in it."""
    return [
        told
        for step in _INNER_STEP.split(raw)
        for counted in _counted(step)
        for item in bulleted(counted)
        for told in apart_from_notices(item)
        if told.strip()
    ]
