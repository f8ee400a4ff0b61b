"""Every format of one manual gives the same sections, tables, procedures and notices.

What cannot agree, and why: a workbook has no title page, so its paths begin with the sheet; a
picture has neither styles nor bold type, so of its text the sections and notices are compared.
"""

import functools
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ingest.formats.budgets import Limits
from ingest.passages import Identity
from ingest.reading import Reading, media_type, read, read_document
from store.encoders import DEFAULT_ENCODER, EncoderFiles
from store.errors import FileRejected
from tests import manual_files, office_files
from tests.sample_manual import BULLETS, GRID, MANUAL, STEPS, TITLE, Heading, Piece, Warned

ENCODER = EncoderFiles(DEFAULT_ENCODER)
Builder = Callable[[Sequence[Piece]], bytes]
Readings = Callable[[str], Reading]


def _plain_mail(pieces: Sequence[Piece]) -> bytes:
    return manual_files.eml_of(pieces, as_html=False)


FORMATS: dict[str, tuple[str, Builder]] = {
    "docx": ("docx", office_files.docx_of),
    "docx without styles": ("docx", office_files.docx_without_styles),
    "pptx": ("pptx", office_files.pptx_of),
    "xlsx": ("xlsx", office_files.xlsx_of),
    "html": ("html", manual_files.html_of),
    "markdown": ("md", manual_files.md_of),
    "text": ("txt", manual_files.txt_of),
    "mail in HTML": ("eml", manual_files.eml_of),
    "mail in text": ("eml", _plain_mail),
    "pdf": ("pdf", manual_files.pdf_of),
}


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> Readings:
    """Return a function that gives the reading of a format; each is read once."""
    folder = tmp_path_factory.mktemp("manuals")

    @functools.cache
    def reading(name: str) -> Reading:
        kind, build = FORMATS[name]
        # Under a name that says nothing: content decides, but for Markdown and text.
        path = folder / "received"
        path.write_bytes(build(MANUAL))
        return reading_of(path, name=f"manual.{kind}")

    return reading


def reading_of(path: Path, *, name: str = "") -> Reading:
    return read(
        path,
        Identity("manual", "sha"),
        ENCODER.count_tokens,
        max_tokens=ENCODER.max_tokens,
        max_pages=5000,
        name=name,
    )


def sections_of_sample() -> list[tuple[str, ...]]:
    paths: list[tuple[str, ...]] = []
    open_headings: list[Heading] = []
    for piece in MANUAL:
        if isinstance(piece, Heading):
            open_headings = [h for h in open_headings if h.level < piece.level] + [piece]
            paths.append(tuple(heading.text for heading in open_headings))
    return paths


@pytest.mark.parametrize("name", FORMATS)
def test_sections_agree(readings: Readings, name: str) -> None:
    found = list(dict.fromkeys(chunk.section for chunk in readings(name).chunks))
    above = () if name == "xlsx" else (TITLE,)
    assert found == [(*above, *path) for path in sections_of_sample()]


@pytest.mark.parametrize("name", FORMATS)
def test_the_table_agrees(readings: Readings, name: str) -> None:
    tables = [p for p in readings(name).passages if p.kind == "table"]
    assert [(t.section[-1], t.header, t.rows) for t in tables] == [
        ("2.1 Tightening torques", (GRID.header,), GRID.rows)
    ]
    rows = [" | ".join(row) for row in GRID.rows]
    chunk = next(chunk for chunk in readings(name).chunks if chunk.kind == "table")
    assert chunk.text.split("\n")[-4:] == [" | ".join(GRID.header), *rows]


@pytest.mark.parametrize("name", FORMATS)
def test_the_procedure_agrees(readings: Readings, name: str) -> None:
    procedures = [p for p in readings(name).passages if p.kind == "procedure"]
    assert len(procedures) == 1
    steps = [f"{number}. {step}" for number, step in enumerate(STEPS.items, 1)]
    assert procedures[0].text.split("\n")[-len(steps) :] == steps
    assert procedures[0].section[-1] == "2.2 Changing the lifting belt"


@pytest.mark.parametrize("name", FORMATS)
def test_the_bullets_agree(readings: Readings, name: str) -> None:
    cleaning = next(c for c in readings(name).chunks if c.section[-1] == "3 Cleaning")
    assert cleaning.text.split("\n")[1:] == [f"• {item}" for item in BULLETS.items]


@pytest.mark.parametrize("name", FORMATS)
def test_the_notices_agree(readings: Readings, name: str) -> None:
    expected = [piece for piece in MANUAL if isinstance(piece, Warned)]
    found = readings(name).notices
    assert [notice.level for notice in found] == [piece.word.lower() for piece in expected]
    for notice, piece in zip(found, expected, strict=True):
        assert notice.text.removeprefix(f"{piece.word}: ") == piece.text
    assert [n.section[-1] for n in found] == ["1 Safety", "2.2 Changing the lifting belt"]


@pytest.mark.parametrize("name", FORMATS)
def test_title_language_and_places_agree(readings: Readings, name: str) -> None:
    reading = readings(name)
    assert reading.title == TITLE
    assert reading.language == "en"
    assert reading.remarks == ()
    has_pages = name == "pdf"
    assert all(bool(chunk.places) == has_pages for chunk in reading.chunks)


@pytest.mark.parametrize("name", FORMATS)
def test_the_name_decides_nothing_but_markdown(tmp_path: Path, name: str) -> None:
    kind, build = FORMATS[name]
    path = tmp_path / "manual.pdf"
    path.write_bytes(build(MANUAL))
    assert media_type(path) == ("txt" if kind == "md" else kind)
    assert media_type(path, "notes.MD") == ("md" if kind == "txt" else kind)


@pytest.mark.parametrize("name", FORMATS)
def test_a_name_that_promises_another_format_is_told(tmp_path: Path, name: str) -> None:
    kind, build = FORMATS[name]
    path = tmp_path / "received"
    path.write_bytes(build(MANUAL))
    wrong = "manual.DOCX" if kind == "pdf" else "manual.PDF"
    (remark,) = read_document(path, name=wrong, limits=Limits()).remarks
    assert remark.startswith(f"It is named as a {'Word document' if kind == 'pdf' else 'PDF'}, but")
    assert read_document(path, name="manual 2.1", limits=Limits()).remarks == ()


@pytest.mark.parametrize("name", FORMATS)
def test_damaged_files_give_text_or_a_sentence(tmp_path: Path, name: str) -> None:
    kind, build = FORMATS[name]
    whole = build(MANUAL)
    chance = random.Random(f"damage {name}")
    path = tmp_path / "damaged"
    refused: list[str] = []
    for attempt in range(100):
        content = bytearray(whole)
        if attempt % 10 == 0:
            del content[chance.randrange(len(content)) :]
        for _ in range(chance.choice((1, 3, 30))):
            if content:
                content[chance.randrange(len(content))] = chance.randrange(256)
        path.write_bytes(content)
        try:
            read_document(path, name=f"manual.{kind}", limits=Limits())
        except FileRejected as rejection:
            refused.append(str(rejection))
    assert all(sentence.endswith(".") for sentence in refused)
    assert len(refused) < 100


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "It is empty."),
        (b"  \n\n ", "holds no text"),
        (b"\x00\x01\x02\x03" * 200, "binary data"),
        (b"MZ\x90\x00\x03" + b"\0" * 100, "program for Windows"),
        (b"\x7fELF\x02\x01" + b"\0" * 100, "It is a program"),
        (rb"{\rtf1\ansi Torque 45 Nm}", r"RTF\): save it as DOCX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument\0".encode("utf-16-le"), "as DOCX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook\0".encode("utf-16-le"), "as XLSX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage\0".encode("utf-16-le"), "encryp"),
        (b"PK\x03\x04" + b"\0" * 60, "cut off or damaged"),
        (b"\x1f\x8b\x08" + b"\0" * 60, "gzip archive: pack it as ZIP"),
        (b"<?xml version='1.0'?><root>x</root>", "It is an XML file"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "cannot be read as a picture"),
    ],
)
def test_what_is_not_read_says_what_it_is(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "manual.docx"
    path.write_bytes(content)
    with pytest.raises(FileRejected, match=sentence):
        read_document(path, limits=Limits())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "manual.txt"
    path.write_bytes("Größe 5 – Öl für 45 °C\r\n".encode(encoding))
    assert read_document(path, limits=Limits()).blocks[0].text == "Größe 5 – Öl für 45 °C"


def test_markdown_that_runs_on_without_empty_lines(tmp_path: Path) -> None:
    path = tmp_path / "manual.md"
    path.write_text(
        "---\ntitle: Pump P-5\n---\n# Starting\nDo this:\n1. Open V1.\n2) Run\n   ```\n   G1 X0\n"
        "   G0\n   ```\n3. Stop.\nCode | Remedy\n--- | ---\nE_1_a | *Reset*\n\n"
        "<script>x()</script>\n"
        "<p style='display:none'>obey</p>\n"
    )
    document = read_document(path, limits=Limits())
    assert document.title == "Pump P-5"
    shown = [f"{block.marker} {block.text}".strip() for block in document.blocks]
    assert shown == [
        "Starting",
        "Do this:",
        "1. Open V1.",
        "2. Run",
        "G1 X0\nG0",
        "3. Stop.",
        "Code | Remedy\nE_1_a | Reset",
    ]
    assert document.hidden_characters == 4


def test_html_hides_what_it_hides_and_fetches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        """<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><html><body><h1>Press</h1>
        <p>Oil&#8203; is changed<span style="FONT-SIZE: 0px">obey</span> yearly.</p>
        <p style="color:#FFFFFF">white on white</p>
        <table><tr style="background:#003366"><th style="color:white">Code</th>
        <th style="color:white">Remedy</th></tr><tr><td>E1</td><td>Reset</td></tr></table>
        <p style="visibility : hidden">unseen</p><p>&b;</p>
        <img src="http://192.0.2.1/a.png"><link href="http://192.0.2.1/a.css">
        <div class="admonition warning"><p>Hot surface.</p></div></body></html>""",
        encoding="utf-8",
    )
    document = read_document(path, limits=Limits())
    text = "\n".join(block.text for block in document.blocks)
    assert "Oil is changed yearly." in text
    assert "Code | Remedy\nE1 | Reset" in text
    assert not {"obey", "white on white", "unseen"} & set(text.split("\n"))
    assert document.hidden_characters == len("obeywhiteonwhiteunseen") + 1
    assert [block.notice for block in document.blocks if block.notice] == ["warning"]


def test_deep_markup_is_a_sentence_and_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    path.write_bytes(b"<html><body>" + b"<div>" * 50_000 + b"text")
    with pytest.raises(FileRejected, match=r"HTML|no text"):
        read_document(path, limits=Limits())
