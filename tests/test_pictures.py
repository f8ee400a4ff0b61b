"""Pictures of pages: what OCR reads of them, where it stands, and what is refused unread."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from ingest.formats.budgets import Limits
from ingest.formats.document import Document
from ingest.formats.media_type import IMAGES, media_type
from ingest.formats.symbols import plain_signs, without_invisible
from ingest.reading import read_document
from store.errors import FileRejected
from tests.manual_files import picture_of, pictures_of

LINES = (
    "WARNING: Hot surface. Wear gloves.",
    "",
    "The lifting table is greased every 250 hours.",
    "",
    "1. Open the valve.",
    "2. Close the drain.",
)


def read_picture(folder: Path, content: bytes, limits: Limits | None = None) -> Document:
    path = folder / "received"
    path.write_bytes(content)
    return read_document(path, limits=limits or Limits())


@pytest.mark.parametrize("kind", IMAGES)
def test_pictures_of_pages_are_read_with_their_places(tmp_path: Path, kind: str) -> None:
    content = picture_of(LINES, form=kind.upper())
    (tmp_path / "received").write_bytes(content)
    assert media_type(tmp_path / "received") == kind
    document = read_picture(tmp_path, content)
    texts = [f"{block.marker} {block.text}".strip() for block in document.blocks]
    assert texts == [line for line in LINES if line]
    assert [page.number for page in document.pages] == [1]
    for block in document.blocks:
        assert block.page == 1
        assert block.box is not None
        # Drawn an inch from the left of an A4 page.
        assert 65 < block.box[0] < 80
        assert block.box[2] < 595


def test_each_picture_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    names = ("alpha", "bravo", "delta")
    pages = [[f"The marker of this sheet is {name}."] for name in names]
    document = read_picture(tmp_path, pictures_of(pages, form="TIFF"))
    assert [(block.page, block.text) for block in document.blocks] == [
        (number, f"The marker of this sheet is {name}.") for number, name in enumerate(names, 1)
    ]
    with pytest.raises(FileRejected, match="3 pages; the limit is 2"):
        read_picture(tmp_path, pictures_of(pages, form="TIFF"), Limits(max_pages=2))


def test_a_picture_taken_sideways_is_read_upright(tmp_path: Path) -> None:
    with Image.open(io.BytesIO(picture_of(LINES))) as upright:
        turned = upright.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6
    buffer = io.BytesIO()
    turned.save(buffer, "JPEG", exif=exif, dpi=(200, 200), quality=92)
    assert read_picture(tmp_path, buffer.getvalue()).blocks[0].text == LINES[0]


def test_a_picture_on_a_clear_ground_is_read_as_on_paper(tmp_path: Path) -> None:
    with Image.open(io.BytesIO(picture_of(LINES))) as drawn:
        ink = drawn.convert("L").point(lambda value: 255 - value)
    clear = Image.new("RGBA", ink.size, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), mask=ink)
    buffer = io.BytesIO()
    clear.save(buffer, "PNG", dpi=(200, 200))
    assert read_picture(tmp_path, buffer.getvalue()).blocks[0].text == LINES[0]


def test_a_picture_of_too_many_pixels_is_refused_by_its_header(tmp_path: Path) -> None:
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + header
    content = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk
    content += struct.pack(">I", zlib.crc32(chunk)) + struct.pack(">I", 0) + b"IDAT" + b"\0" * 8
    with pytest.raises(FileRejected, match=r"more than 100,000,000 pixels \(setting max_pixels\)"):
        read_picture(tmp_path, content)


@pytest.mark.parametrize("kind", IMAGES)
def test_a_damaged_picture_is_a_sentence(tmp_path: Path, kind: str) -> None:
    whole = picture_of(LINES, form=kind.upper(), dpi=80)
    with pytest.raises(FileRejected, match=r"cannot be read as a picture"):
        read_picture(tmp_path, whole[: min(len(whole) // 3, 300)])


@pytest.mark.parametrize(
    ("text", "font", "shown"),
    [
        ("\uf0b7 Open", "", "• Open"),
        ("\uf0e0 Press \uf0fc", "", "→ Press ✓"),
        ("\uf0a8 \uf0fe", "Wingdings", "☐ ☑"),
        ("\u00b7", "ABCDEF+SymbolMT", "•"),
        ("m", "Symbol", "μ"),
        ("\u00fc", "Wingdings-Regular", "✓"),
        ("l", "Wingdings083.313", "•"),
        ("X", "HFKGSP+Wingdings3", "•"),
        ("g", "Wingdings3", "→"),
        ("\uf054\uf06f\uf072\uf071\uf075\uf065", "", "Torque"),
        ("45\uf0b0C \uf0b15", "", "45°C ±5"),
        ("Größe ü", "Arial", "Größe ü"),
    ],
)
def test_signs_of_symbol_fonts(text: str, font: str, shown: str) -> None:
    assert plain_signs(text, font) == shown


def test_what_cannot_be_seen_is_counted() -> None:
    assert without_invisible("Dreh\u00ad\nmoment\u200b 45\u2060 Nm") == ("Drehmoment 45 Nm", 2)
    assert without_invisible("obey\U000e0041\U000e0042") == ("obey", 2)
    assert without_invisible("plain") == ("plain", 0)
