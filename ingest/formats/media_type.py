"""What a file is, told by its content and never by its name."""

import re
import zipfile
import zlib
from pathlib import Path, PurePath

from ingest.formats.text_encoding import decoded
from store.errors import FileRejected

IMAGES = ("png", "jpeg", "tiff", "webp", "bmp", "gif")
SEVERAL = ("zip", "eml")
"""Media types that hold further documents: see `ingest.formats.archive.parts`."""

_SIGNATURE_BYTES = 4096
_MOST_CONTENT_TYPES = 4_000_000
_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)
_REFUSED = (
    (b"{\\rtf", "It is a rich text file (RTF): save it as DOCX."),
    (b"MZ", "It is a program for Windows, not a manual."),
    (b"\x7fELF", "It is a program, not a manual."),
    (b"\xcf\xfa\xed\xfe", "It is a program, not a manual."),
    (b"\xca\xfe\xba\xbe", "It is a program, not a manual."),
    (b"%!PS", "It is a PostScript file: save it as PDF."),
    (b"7z\xbc\xaf\x27\x1c", "It is a 7-Zip archive: pack it as ZIP."),
    (b"Rar!", "It is a RAR archive: pack it as ZIP."),
    (b"\x1f\x8b", "It is a gzip archive: pack it as ZIP."),
    (b"BZh", "It is a bzip2 archive: pack it as ZIP."),
    (b"\xfd7zXZ", "It is an xz archive: pack it as ZIP."),
    (b"\0\0\0\x0cjP  ", "It is a JPEG 2000 picture: save it as PNG or PDF."),
    (b"SQLite format 3", "It is a database, not a manual."),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Streams that tell an OLE file's kind; their names stand in its directory as UTF-16.
_OLE_KINDS = (
    ("EncryptedPackage", "It is encrypted: save a copy without a password and ingest that."),
    ("WordDocument", "It is an old binary Word file (DOC): save it as DOCX."),
    ("PowerPoint Document", "It is an old binary PowerPoint file (PPT): save it as PPTX."),
    ("Workbook", "It is an old binary Excel file (XLS): save it as XLSX."),
    ("Book", "It is an old binary Excel file (XLS): save it as XLSX."),
    ("__properties_version1.0", "It is an Outlook message (MSG): save it as EML."),
)
_OFFICE = (
    (rb"wordprocessingml\.(?:document|template)\.main|ms-word\.\w+\.macroEnabled\w*\.main", "docx"),
    (rb"presentationml\.\w+\.main|ms-powerpoint\.\w+\.macroEnabled\w*\.main", "pptx"),
    (rb"spreadsheetml\.(?:sheet|template)\.main|ms-excel\.\w+\.macroEnabled\w*\.main", "xlsx"),
)
_BINARY_WORKBOOK = b"ms-excel.sheet.binary.macroEnabled.main"
_BY_MIMETYPE = (
    (b"opendocument.text", "It is an OpenDocument text: save it as DOCX."),
    (b"opendocument.spreadsheet", "It is an OpenDocument spreadsheet: save it as XLSX."),
    (b"opendocument.presentation", "It is an OpenDocument presentation: save it as PPTX."),
    (b"epub", "It is an e-book (EPUB): save it as PDF or HTML."),
)
_PROLOGUE = re.compile(r"^(?:\s|<\?xml[^>]*\?>|<!--.*?-->)*", re.DOTALL)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"<(?:title|meta|h[1-6]|div|p|table|article|section|main|ul|ol|dl|span|center|font|pre|style"
    r"|script|link|header|nav|aside|img|a|b|strong|em)(?:\s[^<]*)?>",
    re.IGNORECASE,
)
_HEADER_LINE = re.compile(r"^([A-Za-z][A-Za-z0-9-]*):(?:\s|$)|^[ \t]+\S")
_MAIL_HEADERS = frozenset(
    [
        "from",
        "to",
        "subject",
        "date",
        "mime-version",
        "received",
        "message-id",
        "return-path",
        "delivered-to",
    ]
)
_MARKDOWN_NAMES = (".md", ".markdown", ".mdown", ".mkd")
# What a name's ending promises; pictures are one kind, and text may be called anything.
_PROMISED = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".pptx": "pptx",
    ".pptm": "pptx",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".html": "html",
    ".htm": "html",
    ".eml": "eml",
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp", ".gif"), "picture"),
}
_SPOKEN = {
    "pdf": "a PDF",
    "docx": "a Word document",
    "pptx": "a presentation",
    "xlsx": "a workbook",
    "html": "a web page",
    "md": "plain text",
    "txt": "plain text",
    "eml": "an e-mail",
    "picture": "a picture",
}


def media_type(path: Path, name: str = "") -> str:
    """Return what the file is: `pdf`, `docx`, `pptx`, `xlsx`, `html`, `md`, `txt`, `eml`, `zip`, or
    one of IMAGES.

    Only Markdown and plain text cannot be told apart by content: there `name` decides, the name
    that the file was sent under, else the path's own. Raises FileRejected for anything else, saying
    what it is and what to do.
    """
    with path.open("rb") as file:
        start = file.read(_SIGNATURE_BYTES)
    if not start:
        raise FileRejected("It is empty.")
    for signature, sentence in _REFUSED:
        # Two letters are not much of a signature: a text may begin with them.
        if start.startswith(signature) and (len(signature) > 3 or b"\0" in start):
            raise FileRejected(sentence)
    if start.startswith(_OLE):
        raise FileRejected(_ole_kind(path))
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_kind(path)
    picture = _picture(start)
    if picture:
        return picture
    if b"%PDF-" in start[:1024]:
        return "pdf"
    return _text_kind(start, name or path.name)


def misnamed(kind: str, name: str) -> str | None:
    """Return a sentence where a name's ending says another kind of file than it is."""
    is_one = "picture" if kind in IMAGES else kind
    promised = _PROMISED.get(PurePath(name.lower()).suffix)
    if promised in (None, is_one):
        return None
    return (
        f"It is named as {_SPOKEN[str(promised)]}, but is {_SPOKEN[is_one]}, and was read as that."
    )


def _picture(start: bytes) -> str | None:
    for signature, kind in _PICTURES:
        if start.startswith(signature):
            return kind
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return "webp"
    # Two letters again: the header's size, one of a few, tells a bitmap from a text.
    if start.startswith(b"BM") and start[14:18] in (b"\x0c\0\0\0", b"\x28\0\0\0", b"\x6c\0\0\0"):
        return "bmp"
    if start.startswith(b"BM") and start[14:18] == b"\x7c\0\0\0":
        return "bmp"
    if start[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        raise FileRejected("It is a picture of a phone (HEIC or AVIF): save it as JPEG or PNG.")
    return None


def _ole_kind(path: Path) -> str:
    content = path.read_bytes()
    for stream, sentence in _OLE_KINDS:
        if stream.encode("utf-16-le") + b"\0\0" in content:
            return sentence
    return "It is an old binary Office file: save it as DOCX, PPTX, XLSX or PDF."


def _zip_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
            types = (
                _start_of(packed, "[Content_Types].xml") if "[Content_Types].xml" in names else b""
            )
            mimetype = _start_of(packed, "mimetype") if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
        raise FileRejected(
            "It is a ZIP or an Office file that is cut off or damaged: send it again."
        ) from error
    for word, sentence in _BY_MIMETYPE:
        if word in mimetype:
            raise FileRejected(sentence)
    if _BINARY_WORKBOOK in types:
        raise FileRejected("It is a binary workbook (XLSB): save it as XLSX.")
    for pattern, kind in _OFFICE:
        if re.search(pattern, types):
            return kind
    if types:
        raise FileRejected("It is an Office file, but no document, slides or workbook.")
    return "zip"


def _start_of(packed: zipfile.ZipFile, name: str) -> bytes:
    with packed.open(name) as part:
        return part.read(_MOST_CONTENT_TYPES)


def _text_kind(start: bytes, name: str) -> str:
    # Cut at the last whole line, so that no character is cut in two.
    whole = start[: start.rfind(b"\n") + 1] if len(start) == _SIGNATURE_BYTES else start
    text = decoded(whole or start).lstrip("\ufeff")
    markdown = name.lower().endswith(_MARKDOWN_NAMES)
    prologue = _PROLOGUE.match(text)
    inside = text[prologue.end() :] if prologue else text
    if _PAGE.match(inside) or (_PAGE.search(text[:1024]) and inside.startswith("<")):
        return "html"
    if _FRAGMENT.match(inside) and not markdown:
        return "html"
    if inside.startswith("<") and text.lstrip().startswith("<?xml"):
        raise FileRejected("It is an XML file: save what it shows as PDF or HTML.")
    if inside[:4].lower() == "<svg":
        raise FileRejected("It is a drawing (SVG): save it as PDF or PNG.")
    if _is_mail(text):
        return "eml"
    return "md" if markdown else "txt"


def _is_mail(text: str) -> bool:
    lines = text.lstrip("\r\n").splitlines()
    if lines and lines[0].startswith("From "):
        lines = lines[1:]
    found: set[str] = set()
    for line in lines:
        match = _HEADER_LINE.match(line)
        if match is None:
            break
        if match.group(1):
            found.add(match.group(1).lower())
    return len(found & _MAIL_HEADERS) >= 2 and bool(found & {"from", "received", "mime-version"})
