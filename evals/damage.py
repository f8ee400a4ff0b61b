"""Files that do harm: sound ones of every format, damaged in every way, and bombs."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from email.message import EmailMessage
from pathlib import Path

from evals.made_manuals import made_manual

Damage = Callable[[bytes, random.Random], bytes]

_LAUGHS = 9
_DEEP = 20_000
_STREAM_MB = 400
_ENTRIES = 20_000


def sound_files(pdfs: Sequence[Path]) -> dict[str, bytes]:
    """Return a sound file of every format that is read, by name."""
    files = {path.name: path.read_bytes() for path in pdfs}
    html = made_manual(6, seed=1)
    lines = ["# Pump P-7", *(f"{n}. Tighten bolt {n} with {n * 3} Nm." for n in range(1, 40))]
    files["page.html"] = html.encode()
    files["notes.md"] = "\n\n".join(lines).encode()
    files["notes.txt"] = "\n".join(lines).encode()
    files["manual.docx"] = _docx(lines)
    files["slides.pptx"] = _pptx(lines)
    files["codes.xlsx"] = _xlsx(lines)
    files["scan.png"] = _picture(lines[:6])
    files["mail.eml"] = _mail(lines, {"notes.txt": files["notes.txt"]})
    files["parts.zip"] = zip_of({name: files[name] for name in ("page.html", "notes.md")})
    return files


def damaged_files(count: int, pdfs: Sequence[Path], *, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield so many damaged files with names that tell what was done; the same for a seed."""
    chance = random.Random(seed)
    sound = sorted(sound_files(pdfs).items())
    ways = sorted(_DAMAGES.items())
    for number in range(count):
        name, content = sound[number % len(sound)]
        way, damage = chance.choice(ways)
        yield f"{number:03}-{way}-{name}", damage(content, chance)


def bombs() -> Iterator[tuple[str, bytes]]:
    """Yield files that are small and grow without end where nobody counts."""
    zeros = bytes(1_000_000)
    yield "bomb.zip", zip_of({f"{n}.txt": zeros * 100 for n in range(3)})
    nested = zip_of({"page.html": made_manual(2, seed=2).encode()})
    for _ in range(6):
        nested = zip_of({"inner.zip": nested})
    yield "nested.zip", nested
    yield "entries.zip", zip_of({f"{n}.txt": b"x" for n in range(_ENTRIES)})
    yield "laughs.docx", _laughing_docx()
    yield "stream.pdf", _pdf(_deflated_zeros(_STREAM_MB), "[0 0 595 842]")
    yield "page.pdf", _pdf(zlib.compress(b"BT /F1 12 Tf 10 10 Td (25 Nm) Tj ET"), "[0 0 1e7 1e7]")
    yield "image.pdf", _pdf_with_image(60_000, 60_000)
    yield "pixels.png", _png_of(60_000, 60_000)
    opened, closed = "<div>" * _DEEP, "</div>" * _DEEP
    yield "deep.html", f"<html><body>{opened}25 Nm{closed}</body></html>".encode()
    yield "wide.html", f"<html><body><table><tr>{'<td>1' * 300_000}</table></body></html>".encode()
    yield "deep.md", ("> " * 5000 + "25 Nm\n").encode()


def zip_of(entries: dict[str, bytes]) -> bytes:
    """Return a ZIP of these entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return buffer.getvalue()


def _flipped(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(max(1, len(content) // chance.choice((50, 500, 5000)))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut_off(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(1, len(content))]


def _with_garbage(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + chance.randbytes(chance.choice((1, 100, 20_000))) + content[at:]


def _swapped(content: bytes, chance: random.Random) -> bytes:
    size = max(1, len(content) // 8)
    blocks = [content[start : start + size] for start in range(0, len(content), size)]
    chance.shuffle(blocks)
    return b"".join(blocks)


def _hollowed(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    length = chance.randrange(1, max(2, len(content) // 4))
    return (content[:start] + bytes(length) + content[start + length :])[: len(content)]


_DAMAGES: dict[str, Damage] = {
    "flipped": _flipped,
    "cut": _cut_off,
    "garbage": _with_garbage,
    "swapped": _swapped,
    "hollowed": _hollowed,
}


def _docx(lines: Sequence[str]) -> bytes:
    from docx import Document

    document = Document()
    document.add_heading("Pump P-7", 1)
    for line in lines:
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _pptx(lines: Sequence[str]) -> bytes:
    from pptx import Presentation

    slides = Presentation()
    for line in lines[:5]:
        slide = slides.slides.add_slide(slides.slide_layouts[1])
        slide.shapes.title.text = "Pump P-7"
        slide.placeholders[1].text = line
    buffer = io.BytesIO()
    slides.save(buffer)
    return buffer.getvalue()


def _xlsx(lines: Sequence[str]) -> bytes:
    from openpyxl import Workbook

    workbook = Workbook()
    sheet = workbook.create_sheet()
    sheet.append(["Code", "Remedy"])
    for number, line in enumerate(lines):
        sheet.append([f"E{number:03}", line])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _picture(lines: Sequence[str]) -> bytes:
    from PIL import Image, ImageDraw

    picture = Image.new("L", (1240, 500), 255)
    drawing = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        drawing.text((60, 40 + number * 60), line, fill=0, font_size=36)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def _mail(lines: Sequence[str], attached: dict[str, bytes]) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Bulletin for pump P-7"
    message["From"] = "service@maker.example"
    message.set_content("\n".join(lines))
    for name, content in attached.items():
        message.add_attachment(content, maintype="text", subtype="plain", filename=name)
    return bytes(message)


def _laughing_docx() -> bytes:
    entities = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(_LAUGHS)
    )
    body = f"<w:p><w:r><w:t>&l{_LAUGHS - 1};</w:t></w:r></w:p>"
    document = (
        f'<?xml version="1.0"?><!DOCTYPE d [{entities}]><w:document xmlns:w="http://schemas.'
        f'openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    )
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_docx(["text"]))) as sound,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for entry in sound.namelist():
            changed = document.encode() if entry == "word/document.xml" else sound.read(entry)
            packed.writestr(entry, changed)
    return buffer.getvalue()


def _deflated_zeros(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    blank = b" " * 1_000_000
    return b"".join([*(packer.compress(blank) for _ in range(megabytes)), packer.flush()])


def _pdf(stream: bytes, box: str, more: str = "", image: bytes = b"") -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox{box}/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>"
        f"{more}>>>>".encode(),
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *([image] if image else []),
    ]
    body = b"%PDF-1.5\n"
    for number, content in enumerate(objects, 1):
        body += b"%d 0 obj%b endobj\n" % (number, content)
    return body + b"trailer<</Root 1 0 R/Size %d>>\n%%%%EOF" % (len(objects) + 1)


def _pdf_with_image(width: int, height: int) -> bytes:
    bits = _deflated_zeros(width * height // 8 // 1_000_000)
    head = (
        f"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 1"
        f"/ColorSpace/DeviceGray/Filter/FlateDecode/Length {len(bits)}>>stream\n"
    )
    draw = zlib.compress(b"q 595 0 0 842 0 0 cm /Im Do Q")
    image = head.encode() + bits + b"\nendstream"
    return _pdf(draw, "[0 0 595 842]", "/XObject<</Im 6 0 R>>", image)


def _png_of(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    pixels = _deflated_zeros(width * height // 8 // 1_000_000)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body
