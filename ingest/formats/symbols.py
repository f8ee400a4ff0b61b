"""Signs of symbol fonts as plain signs, and characters that nobody sees taken out.

One table for all readers: the same bullet is U+F0B7 in a PDF, `w:sym` in a DOCX and `·` in a slide.
"""

import re

_GREEK = dict(
    zip(
        "ABGDEZHQIKLMNXOPRSTUFCYWabgdezhqiklmnxoprstufcyw",
        "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψω",
        strict=True,
    )
)
# Code points as Adobe's Symbol and Microsoft's Wingdings encodings number them.
_SYMBOL = {
    **{ord(latin): greek for latin, greek in _GREEK.items()},
    0x2D: "−",
    0x4A: "ϑ",
    0x56: "ς",
    0x6A: "φ",
    0x76: "ϖ",
    0xA2: "′",
    0xA3: "≤",
    0xA5: "∞",
    0xAB: "↔",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xB0: "°",
    0xB1: "±",
    0xB2: "″",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBA: "≡",
    0xBB: "≈",
    0xBC: "…",
    0xC5: "⊕",
    0xC6: "∅",
    0xD0: "∠",
    0xD1: "∇",
    0xD2: "®",
    0xD3: "©",
    0xD4: "™",
    0xD6: "√",
    0xD7: "·",
    0xDB: "⇔",
    0xDC: "⇐",
    0xDD: "⇑",
    0xDE: "⇒",
    0xDF: "⇓",
    0xE2: "®",
    0xE3: "©",
    0xE4: "™",
    0xE5: "∑",
}
_WINGDINGS = {
    0x22: "✂",
    0x28: "☎",
    0x2A: "✉",
    0x46: "☞",
    0x49: "✋",
    0x4E: "☠",
    0x52: "☼",
    0x54: "❄",
    0x6C: "•",
    0x6E: "•",
    0x6F: "☐",
    0x71: "☐",
    0x72: "☐",
    0x73: "•",
    0x74: "•",
    0x75: "•",
    0x76: "•",
    0x77: "•",
    **{0x81 + number: chr(0x2460 + number) for number in range(10)},
    **{0x8C + number: chr(0x2776 + number) for number in range(10)},
    0x9E: "•",
    0x9F: "•",
    0xA0: "•",
    0xA1: "○",
    0xA7: "•",
    0xA8: "☐",
    0xAB: "★",
    # A diamond with a question mark.
    0xB4: "◇",
    0xD8: "→",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xE7: "←",
    0xE8: "→",
    0xE9: "↑",
    0xEA: "↓",
    0xEF: "←",
    0xF0: "→",
    0xF1: "↑",
    0xF2: "↓",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"}
_WINGDINGS_2.update(dict.fromkeys((0x95, 0x96, 0x97, 0x98, 0xA0, 0xA1), "•"))
# All others of this font are triangles and bent arrows: manuals set them as bullets.
_WINGDINGS_3 = dict.fromkeys(range(0x21, 0x7F), "•")
_WINGDINGS_3.update({0x66: "←", 0x67: "→", 0x68: "↑", 0x69: "↓", 0x70: "▲", 0x71: "▼"})
_WINGDINGS_3.update({0x74: "←", 0x75: "→", 0x7D: "→", 0x84: "→"})
_WEBDINGS = {0x33: "◀", 0x34: "▶", 0x35: "▲", 0x36: "▼", 0x61: "✓", 0x69: "\u2139", 0x72: "✗"}
_WEBDINGS.update({0x67: "•", 0x6E: "•", 0x3D: "•", 0x78: "⚠", 0x7E: "⚡"})
_FONTS = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings2": _WINGDINGS_2,
    "wingdings3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
}
# Which font a lone private character came from is not known: what manuals print with each.
_LIKELY = {
    **{code: _SYMBOL[code] for code in (0x44, 0x57, 0x61, 0x62, 0x64, 0x6A, 0x6D, 0x70)},
    **{code: sign for code, sign in _SYMBOL.items() if 0xA2 <= code < 0xE0},
    **{code: _WINGDINGS[code] for code in (0x6C, 0x6E, 0x6F, 0x71, 0x72, 0x75, 0x76, 0x77)},
    **{code: _WINGDINGS[code] for code in (0xA7, 0xA8, 0xD8, 0xE0, 0xE8, 0xF0)},
    **{code: _WINGDINGS[code] for code in (0xFB, 0xFC, 0xFD, 0xFE)},
}
# The size behind a font's name, as old converters wrote it: "Wingdings083.313".
_SIZE = re.compile(r"0\d+(?:\.\d+)?$")
_PRIVATE = re.compile("[\uf000-\uf0ff]+")
_INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u206f\u180e\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
# A soft hyphen only says where a word may be divided: at a line's end the word goes on below.
_SOFT_HYPHEN = re.compile("\u00ad(?:[ \t]*\r?\n[ \t]*)?")
_BULLETS_AS_TYPED = frozenset("•●■▪◦‣·○◆➢➤►❖o§-–—*")
# Bullets that say something: a point to check, or one that has been.
CHECK_MARKS = "☐☑☒✓✔✗✘"
_MARKS_KEPT = frozenset(CHECK_MARKS + "→⇒")


def plain_signs(text: str, font: str = "") -> str:
    """Return the text with the signs of symbol fonts as Unicode writes them: `•`, `→`, `✓`, `☐`.

    With `font` the name of a symbol font (`Symbol`, `Wingdings`, `ABCDEF+Wingdings-Regular`) every
    character is one of its signs; without, only those of the private use area U+F000 to U+F0FF
    are, and what no table knows is left out there.
    """
    table = _FONTS.get(_family(font))
    if table is not None:
        return "".join(_sign(char, table) for char in text)
    if not _PRIVATE.search(text):
        return text
    return _PRIVATE.sub(_private, text)


def bullet_sign(text: str, font: str = "") -> str:
    """Return what a list's bullet says: `•`, or the check box, tick or arrow that it is."""
    sign = plain_signs(text.strip(), font)
    return sign if sign in _MARKS_KEPT and sign not in _BULLETS_AS_TYPED else "•"


def without_invisible(text: str) -> tuple[str, int]:
    """Return the text as it is seen, and how many characters of it could not be seen.

    Zero-width characters, direction marks and tag characters are taken out and counted; soft
    hyphens are taken out, the word that one divides at a line's end is joined, and neither counts.
    """
    if text.isascii():
        return text, 0
    text = _SOFT_HYPHEN.sub("", text)
    seen = _INVISIBLE.sub("", text)
    return seen, len(text) - len(seen)


def _family(font: str) -> str:
    name = font.rpartition("+")[2].casefold().replace(" ", "").replace("-regular", "")
    name = name.removesuffix("mt").removesuffix("ps").replace("-", "")
    name = _SIZE.sub("", name)
    return "symbol" if name.startswith("symbol") else name


def _sign(char: str, table: dict[int, str]) -> str:
    code = ord(char)
    private = 0xF000 <= code <= 0xF0FF
    sign = table.get(code - 0xF000 if private else code)
    if sign is not None:
        return sign
    if private:
        return chr(code - 0xF000) if table is _SYMBOL and 0x20 <= code - 0xF000 < 0x7F else ""
    return char


def _private(match: re.Match[str]) -> str:
    codes = [ord(char) - 0xF000 for char in match.group()]
    if len(codes) > 1 and all(0x20 <= code < 0x7F for code in codes):
        # Several in a row are words: a text font whose letters were numbered as a symbol font's.
        return "".join(map(chr, codes))
    return "".join(_LIKELY.get(code, "") for code in codes)
