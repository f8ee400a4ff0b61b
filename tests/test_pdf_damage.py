"""A damaged page costs that page; a PDF made to exhaust the machine ends in a sentence."""

import io
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NullObject

from ingest.child import read_in_child
from ingest.formats.pdf import read_pdf
from ingest.orders import Bounds, ReadingOrder
from store.encoders import DEFAULT_ENCODER
from store.errors import FileRejected
from tests.pdf_files import pdf, scanned


def written(folder: Path, content: bytes) -> Path:
    path = folder / "manual.pdf"
    path.write_bytes(content)
    return path


def of_objects(*objects: bytes) -> bytes:
    """Return a PDF of these objects, numbered from 1; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(content), content)


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
ONE_PAGE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
WORDS = b"BT /F1 12 Tf 72 700 Td (The torque is 45 Nm.) Tj ET"


def huge_page() -> bytes:
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2000000 2000000] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>"
    )
    return of_objects(CATALOG, ONE_PAGE, page, stream(WORDS), FONT)


def huge_picture() -> bytes:
    """A page with a picture that says it has ten thousand million pixels, and has none."""
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /XObject << /Im1 5 0 R >> >> >>"
    )
    picture = stream(
        zlib.compress(bytes(1000)),
        b"/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 "
        b"/ColorSpace /DeviceRGB /Filter /FlateDecode",
    )
    show = b"q 595 0 0 842 0 0 cm /Im1 Do Q"
    return of_objects(CATALOG, ONE_PAGE, page, stream(show), picture)


def deep_tree(depth: int = 20_000) -> bytes:
    branches = [
        b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (n - 1, n + 1)
        for n in range(3, depth + 3)
    ]
    page = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] >>" % (depth + 2)
    return of_objects(CATALOG, ONE_PAGE, *branches, page)


def inflating(gigabytes: int = 2) -> bytes:
    """A page whose drawing commands are two megabytes packed, and gigabytes of spaces unpacked."""
    packer = zlib.compressobj(9)
    spaces = b" " * 2**20
    packed = b"".join(packer.compress(spaces) for _ in range(gigabytes * 1024)) + packer.flush()
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    return of_objects(CATALOG, ONE_PAGE, page, stream(packed, b"/Filter /FlateDecode"))


def test_a_page_that_fails_leaves_the_others_in(tmp_path: Path) -> None:
    lines = [[f"Sentence {number} about valves."] for number in (1, 2, 3)]
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(lines))))
    tree = writer.root_object["/Pages"].get_object()
    assert isinstance(tree, DictionaryObject)
    kids = tree["/Kids"]
    assert isinstance(kids, ArrayObject)
    kids[1] = NullObject()
    path = tmp_path / "manual.pdf"
    writer.write(path)
    document = read_pdf(path)
    assert [(page.number, page.outcome) for page in document.pages] == [
        (1, "text"),
        (2, "failed"),
        (3, "text"),
    ]
    assert [block.text for block in document.blocks] == [
        "Sentence 1 about valves.",
        "Sentence 3 about valves.",
    ]
    assert document.remarks[0].startswith("Page 2 could not be read: ")


def test_text_is_read_while_scans_are_and_pages_stay_in_order(tmp_path: Path) -> None:
    writer = PdfWriter()
    for part in (
        scanned([["A first scan of words."]]),
        pdf([["Words."]]),
        scanned([["Last scan."]]),
    ):
        writer.append(PdfReader(io.BytesIO(part)))
    path = tmp_path / "manual.pdf"
    writer.write(path)
    document = read_pdf(path)
    assert [page.outcome for page in document.pages] == ["ocr", "text", "ocr"]
    assert [block.page for block in document.blocks] == [1, 2, 3]


@pytest.mark.parametrize("bomb", [huge_page, huge_picture, deep_tree, inflating])
def test_a_bomb_ends_in_a_sentence_or_in_part(tmp_path: Path, bomb: Callable[[], bytes]) -> None:
    """Read as the service reads: by a child that may take a minute and 1 GB."""
    path = written(tmp_path, bomb())
    order = ReadingOrder(path, "manual", "sha", DEFAULT_ENCODER, None, path.name)
    bounds = Bounds(60, 1024)
    if bomb is huge_page:
        reading = read_in_child(order, bounds=bounds, look=lambda: None)
        assert "The torque is 45 Nm." in reading.chunks[0].text
        return
    with pytest.raises(FileRejected, match=r"^(?!.*crashed)[A-Z][^\n]+\.$"):
        read_in_child(order, bounds=bounds, look=lambda: None)


def test_the_ocr_engines_chatter_stays_off_standard_error(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    # Dots over letters of no language known here: the engine remarks on each page of them.
    path = written(tmp_path, scanned([["äöü ÄÖÜ ëïÿ âêîôû ñõã " * 2] * 12]))
    assert read_pdf(path, language="en").pages[0].outcome == "ocr"
    assert capfd.readouterr().err == ""
