"""Bytes to text, for files that do not say how they are encoded."""

import codecs
import re

from store.errors import FileRejected

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)"""
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# What a terminal or a page break leaves in a text; more than this share is no text.
_CONTROL_SHARE = 0.01


def decoded(content: bytes, *, declared: str | None = None) -> str:
    """Return the text of these bytes: by their mark, as declared, as UTF-8, else as Windows-1252.

    Raises FileRejected where they are no text in any of these.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _text(content[len(mark) :] if encoding == "utf-8" else content, encoding)
    for name in filter(None, (declared, "utf-8")):
        try:
            return _checked(content.decode(name))
        except (UnicodeDecodeError, LookupError):
            continue
    if content.count(0) * 4 > len(content):
        # Windows programs leave out the mark now and then; every second byte is zero.
        return _text(content, "utf-16-le" if content[1:2] == b"\0" else "utf-16-be")
    return _checked(content.decode("cp1252", "replace"))


def declared_encoding(content: bytes) -> str | None:
    """Return the encoding that an HTML or XML file names in its first bytes."""
    match = _DECLARED.search(content[:2048].replace(b"\n", b" "))
    return match.group(1).decode("ascii", "replace") if match else None


def _text(content: bytes, encoding: str) -> str:
    return _checked(content.decode(encoding, "replace"))


def _checked(text: str) -> str:
    odd = len(_CONTROL.findall(text)) + text.count("\ufffd")
    if odd > _CONTROL_SHARE * len(text):
        raise FileRejected(
            "It is binary data of a kind that is not read here: "
            "save it as PDF, or in an Office format such as DOCX."
        )
    return text
