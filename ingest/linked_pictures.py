"""Pictures of an archive that its pages and texts show: figures of these, and no manuals."""

import posixpath
import re
import urllib.parse
from collections.abc import Iterator, Sequence

from ingest.formats.archive import Part
from ingest.formats.media_type import IMAGES, media_type
from ingest.formats.text_encoding import decoded
from store.errors import FileRejected

_TEXTS = ("md", "html")
# A drawing for the browser: shown by pages, and nothing that is read by itself.
_DRAWINGS = (".svg",)
# A page is looked through as far as this, in bytes.
_LOOKED_THROUGH = 20_000_000
_LINKS = (
    re.compile(r"""(?:src|href|poster)\s*=\s*(?:"([^"<>]{1,500})"|'([^'<>]{1,500})')""", re.I),
    # Markdown's ![picture](path "title") and [name]: path
    re.compile(r"\]\(\s*(?:<([^<>\n]{1,500})>|([^()\s<>]{1,500}))"),
    re.compile(r"^ {0,3}\[[^\]\n]{1,200}\]:\s*<?()([^\s<>]{1,500})", re.MULTILINE),
)
_SET = re.compile(r"""srcset\s*=\s*["']([^"'<>]{1,4000})["']""", re.I)


def linked_pictures(found: Sequence[Part]) -> frozenset[int]:
    """Return the positions of the pictures that a Markdown or HTML file among the parts links to.

    A picture that a manifest names is a document of its own, whoever links to it.
    """
    pictures = {
        _key(part.name): position
        for position, part in enumerate(found)
        if part.path is not None and part.options is None and is_picture(part)
    }
    linked: set[int] = set()
    for part in found:
        if not pictures or part.path is None or _kind(part) not in _TEXTS:
            continue
        with part.path.open("rb") as file:
            text = decoded(file.read(_LOOKED_THROUGH))
        for target in _targets(text):
            linked.update(_meant(target, posixpath.dirname(part.name), pictures))
    return frozenset(linked)


def is_picture(part: Part) -> bool:
    """Return whether a part is a picture, or a drawing for the browser."""
    return _kind(part) in IMAGES or part.name.casefold().endswith(_DRAWINGS)


def _kind(part: Part) -> str:
    try:
        return media_type(part.path, part.name) if part.path is not None else ""
    except FileRejected:
        return ""


def _targets(text: str) -> Iterator[str]:
    for pattern in _LINKS:
        for match in pattern.finditer(text):
            yield match.group(1) or match.group(2)
    for match in _SET.finditer(text):
        for choice in match.group(1).split(","):
            yield from choice.split()[:1]


def _meant(target: str, folder: str, pictures: dict[str, int]) -> Iterator[int]:
    try:
        link = urllib.parse.urlsplit(target.strip().replace("\\", "/"))
    except ValueError:
        return
    if link.scheme or link.netloc or not link.path:
        return
    path = urllib.parse.unquote(link.path)
    if not path.startswith("/"):
        meant = pictures.get(_key(posixpath.join(folder, path)))
        if meant is not None:
            yield meant
        return
    # From the site's root, which may be any folder of the archive.
    ending = _key(path)
    for name, position in pictures.items():
        if f"/{name}".endswith(f"/{ending}"):
            yield position


def _key(name: str) -> str:
    """A name as links are compared: they are often typed on systems that know no case."""
    return posixpath.normpath(name).lstrip("/").casefold()
