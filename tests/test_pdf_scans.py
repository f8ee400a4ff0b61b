"""Scanned and broken pages are read; each page says what became of it."""

import socket
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from ingest.formats.budgets import Limits
from ingest.formats.ocr import dpi_within
from ingest.formats.ocr_languages import ocr_languages, tessdata
from ingest.formats.pdf import read_pdf
from ingest.formats.pdf_parser import parse
from store.errors import FileRejected
from tests.pdf_files import garbled, pdf, scanned, with_scans

ENGLISH = (
    "4.2 Drive belt",
    "Press the belt with your thumb in its middle.",
    "1. Lock the isolator with a padlock.",
    "2. Loosen the four screws of the motor plate.",
    "WARNING",
    "The fan starts without notice.",
)
GERMAN = (
    "Die Gurtspannung beträgt 320 N je Millimeter.",
    "Größere Kräfte führen zu Schäden an den Lagern.",
)


def written(folder: Path, content: bytes) -> Path:
    path = folder / "manual.pdf"
    path.write_bytes(content)
    return path


def test_an_english_scan_gives_headings_steps_and_notices(tmp_path: Path) -> None:
    document = read_pdf(written(tmp_path, scanned([ENGLISH])), language="en")
    steps = [(b.marker, b.text) for b in document.blocks if b.kind == "list_item"]
    assert [page.outcome for page in document.pages] == ["ocr"]
    assert steps == [
        ("1.", "Lock the isolator with a padlock."),
        ("2.", "Loosen the four screws of the motor plate."),
    ]
    texts = [block.text for block in document.blocks]
    assert "Press the belt with your thumb in its middle." in texts
    assert "WARNING" in texts
    assert all(block.box is not None for block in document.blocks)


@pytest.mark.parametrize("language", ["de", None])
def test_a_german_scan_is_read_with_its_umlauts(tmp_path: Path, language: str | None) -> None:
    document = read_pdf(written(tmp_path, scanned([GERMAN])), language=language)
    text = " ".join(block.text for block in document.blocks)
    assert "Die Gurtspannung beträgt 320 N" in text
    assert "Größere Kräfte führen zu Schäden" in text


def test_only_the_scanned_page_of_a_mixed_file_is_read_by_ocr(tmp_path: Path) -> None:
    content = with_scans(["The oil is changed after 2000 hours."], ["Use 12 litres of oil."])
    document = read_pdf(written(tmp_path, content))
    assert [page.outcome for page in document.pages] == ["text", "ocr"]
    assert [(b.page, b.text) for b in document.blocks] == [
        (1, "The oil is changed after 2000 hours."),
        (2, "Use 12 litres of oil."),
    ]


def test_a_page_of_broken_glyphs_counts_as_scanned(tmp_path: Path) -> None:
    lines = [
        "The spindle bearing is greased every 2000 hours.",
        "Use 12 g of grease for each bearing.",
    ]
    path = written(tmp_path, garbled(lines))
    raw = "".join(item.text for item in parse(path, 1).pages[0].text_items)
    assert "bearing" not in raw
    document = read_pdf(path)
    assert [page.outcome for page in document.pages] == ["ocr"]
    assert "greased every 2000 hours" in " ".join(block.text for block in document.blocks)


def test_each_page_says_what_became_of_it(tmp_path: Path) -> None:
    writer = PdfWriter()
    for part in (pdf([["Words."], []]), scanned([["A scan of one line of words."], []])):
        path = written(tmp_path, part)
        writer.append(PdfReader(path))
    target = tmp_path / "all.pdf"
    writer.write(target)
    pages = read_pdf(target).pages
    assert [(page.number, page.outcome) for page in pages] == [
        (1, "text"),
        (2, "empty"),
        (3, "ocr"),
        (4, "figure"),
    ]


def test_a_picture_without_letters_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileRejected, match="is a picture in which OCR found no text"):
        read_pdf(written(tmp_path, scanned([[]])))


def test_a_language_without_data_is_an_error_and_no_download(tmp_path: Path) -> None:
    folder = tmp_path / "tessdata"
    folder.mkdir()
    limits = Limits(tessdata=folder, ocr_languages=("fra",))
    with pytest.raises(FileRejected, match=r"no fra\.traineddata"):
        read_pdf(written(tmp_path, scanned([ENGLISH])), limits=limits)
    assert not list(folder.iterdir())


def test_reading_a_scan_fetches_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The OCR engine is native code, which the guard of the tests does not see: a proxy does."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as proxy:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = proxy.accept()
                    with connection:
                        asked.append(connection.recv(200))

        threading.Thread(target=serve, daemon=True).start()
        for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.getsockname()[1]}")
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        path = written(tmp_path, scanned([ENGLISH]))
        assert read_pdf(path).pages[0].outcome == "ocr"
        assert asked == []
        # Told to read in a language without data, the engine itself would fetch it.
        with pytest.raises(FileRejected):
            parse(path, 1, ocr_enabled=True, ocr_language="fra", tessdata_path=str(tmp_path))
        assert asked


def test_the_owners_language_is_read_alone() -> None:
    folder = tessdata(Limits())
    assert ocr_languages(Limits(), folder, "de") == "deu"
    assert ocr_languages(Limits(), folder, "fr") == "eng+deu"
    assert ocr_languages(Limits(), folder, None) == "eng+deu"


def test_a_huge_page_is_rasterised_within_the_budget(tmp_path: Path) -> None:
    page = parse(written(tmp_path, pdf([["Words."]])), 1).pages[0]
    page.width = page.height = 14_400.0
    dpi = dpi_within(page, 200, 4_000_000)
    assert (page.width / 72 * dpi) * (page.height / 72 * dpi) <= 4_000_000.1
