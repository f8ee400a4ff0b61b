"""What of a manual can be found, and where it is said to stand."""

import re
from pathlib import Path

import pytest

from ingest.passages import Identity
from ingest.reading import Reading, read
from store.contents import CONTENTS
from store.encoders import DEFAULT_ENCODER, EncoderFiles
from store.errors import FileRejected
from tests.pdf_files import Page, encrypted, pdf, without_pages

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
PDFS = sorted(path.name for path in SAMPLES.glob("*.pdf"))
ENCODER = EncoderFiles(DEFAULT_ENCODER)


def reading_of(path: Path, *, max_pages: int = 5000, manual: str = "manual") -> Reading:
    return read(
        path,
        Identity(manual, "sha"),
        ENCODER.count_tokens,
        max_tokens=ENCODER.max_tokens,
        max_pages=max_pages,
    )


def written(folder: Path, content: bytes, name: str = "manual.pdf") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def whole_text(reading: Reading) -> str:
    return "\n".join(chunk.text for chunk in reading.chunks)


@pytest.mark.parametrize("name", PDFS)
def test_no_chunk_is_longer_than_the_encoder_reads(name: str) -> None:
    reading = reading_of(SAMPLES / name)
    lengths = ENCODER.count_tokens([chunk.indexed_text for chunk in reading.chunks])
    assert max(lengths) + 2 <= ENCODER.max_tokens


@pytest.mark.parametrize("name", PDFS)
def test_every_chunk_knows_its_pages_and_boxes(name: str) -> None:
    reading = reading_of(SAMPLES / name)
    numbers = {page.number for page in reading.pages}
    for chunk in reading.chunks:
        assert chunk.places
        assert {place.page for place in chunk.places} <= numbers
        assert all(place.boxes for place in chunk.places)


@pytest.mark.parametrize("name", PDFS)
def test_contents_and_index_are_apart_from_what_is_said(name: str) -> None:
    reading = reading_of(SAMPLES / name)
    contents = {page.number for page in reading.pages if page.outcome == "contents"}
    assert contents
    listed = [chunk for chunk in reading.chunks if chunk.kind == CONTENTS]
    said = [chunk for chunk in reading.chunks if chunk.kind != CONTENTS]
    assert {place.page for chunk in listed for place in chunk.places} == contents
    assert not contents & {place.page for chunk in said for place in chunk.places}
    assert not {chunk.id for chunk in listed} & {code.chunk for code in reading.identifiers}
    assert not re.search(r"(\. ){5}|\.{6}", whole_text(reading))


@pytest.mark.parametrize("name", PDFS)
def test_all_words_of_a_passage_are_in_its_chunks(name: str) -> None:
    reading = reading_of(SAMPLES / name)
    for passage in reading.passages:
        found = " ".join(chunk.text for chunk in reading.chunks if chunk.passage == passage.id)
        assert set(passage.text.split()) <= set(found.split())


def test_printed_labels_differ_from_pdf_pages() -> None:
    reading = reading_of(SAMPLES / "SC-75_Compressor_Manual.pdf")
    labels = [page.label for page in reading.pages]
    assert labels[:3] == ["i", "ii", "iii"]
    assert labels[3] == "1"


def test_running_heads_are_not_found(tmp_path: Path) -> None:
    pages: list[Page] = [
        [(f"{n} Chapter {n}", 20), f"Body text number {n} about valves."] for n in range(1, 6)
    ]
    reading = reading_of(written(tmp_path, pdf(pages, head="ACME Press 9000 Manual")))
    assert "ACME" not in whole_text(reading)
    assert "Body text number 3 about valves." in whole_text(reading)


def test_a_heading_stands_in_the_path_of_what_follows(tmp_path: Path) -> None:
    content = pdf(
        [
            [
                ("4 Maintenance", 20),
                "Keep it clean.",
                ("4.2 Drive belt", 16),
                "Deflection is 8 mm at 75 N.",
                ("5 Faults", 20),
                "See the list.",
            ]
        ]
    )
    reading = reading_of(written(tmp_path, content))
    sections = {chunk.text: chunk.section for chunk in reading.chunks}
    assert sections["Deflection is 8 mm at 75 N."] == ("4 Maintenance", "4.2 Drive belt")
    assert sections["See the list."] == ("5 Faults",)


def test_a_procedure_over_two_pages_is_one_passage() -> None:
    reading = reading_of(SAMPLES / "SC-75_Compressor_Manual.pdf")
    procedure = next(
        p for p in reading.passages if "Tensioning the drive belt" in " > ".join(p.section)
    )
    assert procedure.kind == "procedure"
    assert {place.page for place in procedure.places} == {10, 11}
    steps = re.findall(r"^(\d+)\. ", procedure.text, re.MULTILINE)
    assert steps == [str(number) for number in range(1, len(steps) + 1)]
    assert len(steps) >= 14


def test_a_long_table_is_split_between_rows_with_its_header_repeated() -> None:
    reading = reading_of(SAMPLES / "CL-450_Lathe_Manual.pdf")
    alarms = [c for c in reading.chunks if c.rows and c.section[-1].endswith("Alarm list")]
    assert len(alarms) > 5
    for chunk in alarms:
        assert re.search(r"^Code \| ", chunk.text, re.MULTILINE), chunk.text
    codes = re.findall(r"^(AL-\d+) \|", "\n".join(chunk.text for chunk in alarms), re.MULTILINE)
    assert len(codes) == len(set(codes)) >= 60


def test_a_row_too_long_for_a_chunk_is_several_with_its_first_cell(tmp_path: Path) -> None:
    remedy = " ".join(f"Check contact number {n} of the relay board." for n in range(120))
    html = (
        "<html><body><h1>Faults</h1><table><tr><th>Code</th><th>Remedy</th></tr>"
        f"<tr><td>E4304</td><td>{remedy}</td></tr></table></body></html>"
    )
    reading = reading_of(written(tmp_path, html.encode(), "faults.html"))
    assert len(reading.chunks) > 3
    assert all("E4304 | " in chunk.text for chunk in reading.chunks)
    assert all("Code | Remedy" in chunk.text for chunk in reading.chunks)
    assert "number 119 of" in whole_text(reading)


def test_notices_carry_their_level_and_section() -> None:
    reading = reading_of(SAMPLES / "SC-75_Compressor_Manual.pdf")
    belt = [n for n in reading.notices if n.section[-1].startswith("5.2.1")]
    assert [notice.level for notice in belt] == ["warning"]
    assert "Lock the isolator with a padlock" in belt[0].text


def test_german_notices_and_language_are_recognised() -> None:
    reading = reading_of(SAMPLES / "FB-30_Betriebsanleitung.pdf")
    assert reading.language == "de"
    assert {"danger", "warning", "caution", "notice"} <= {n.level for n in reading.notices}


def test_the_same_bulletin_under_two_manuals_does_not_collide(tmp_path: Path) -> None:
    path = written(tmp_path, pdf([[("Bulletin", 20), "Replace the seal."]]))
    one, two = reading_of(path, manual="press"), reading_of(path, manual="lathe")
    assert {c.id for c in one.chunks}.isdisjoint(c.id for c in two.chunks)
    assert [c.id for c in one.chunks] == [c.id for c in reading_of(path, manual="press").chunks]


def test_all_pages_of_a_long_book_arrive(tmp_path: Path) -> None:
    pages = [
        [f"The marker of sheet {number} is M{number:05}.", "Valves open slowly.", "Oil is warm."]
        for number in range(1, 2001)
    ]
    reading = reading_of(written(tmp_path, pdf(pages)))
    assert len(reading.pages) == 2000
    assert "M02000" in whole_text(reading)


def test_html_keeps_steps_merged_cells_captions_and_hides_what_is_hidden(tmp_path: Path) -> None:
    html = """<!doctype html><html><head><title>Pump P-5</title><script>alert(1)</script></head>
    <body><nav>Menu</nav><h1>Pump</h1><h2>Starting</h2><ol><li>Open valve V1.</li>
    <li>Press START.</li></ol><p style="display: none">secret</p>
    <table><tr><th colspan="2">Torque</th><th>Unit</th></tr><tr><td>M8</td><td>25</td><td>Nm</td>
    </tr></table><pre>SET 1815
  ON</pre><figure><img src="http://192.0.2.1/x.png"><figcaption>Figure 2 The valve</figcaption>
    </figure></body></html>"""
    reading = reading_of(written(tmp_path, html.encode(), "pump.html"))
    text = whole_text(reading)
    assert "1. Open valve V1.\n2. Press START." in text
    assert "SET 1815\n  ON" in text
    assert "Figure 2 The valve" in text
    assert "M8 | 25 | Nm" in text
    assert "secret" not in text
    assert "alert" not in text
    assert reading.title == "Pump P-5"
    assert all(chunk.places == () for chunk in reading.chunks)


@pytest.mark.parametrize("heading", ["Aplicação", "Introduction", "www.pump.example"])
def test_a_chapter_or_an_address_is_no_title(tmp_path: Path, heading: str) -> None:
    text = f"# {heading}\n\nThe pump moves clean water.\n\n# Design\n\nIt has one rotor."
    assert reading_of(written(tmp_path, text.encode(), "pump.md")).title == ""


def test_a_sites_lists_of_its_pages_are_no_text_of_the_manual(tmp_path: Path) -> None:
    links = "".join(
        f'<li><a href="{name}.html">{name}</a></li>' for name in ("Lid", "Fan", "Board")
    )
    html = f"""<html><body><div class="page-sidebar open"><ul>{links}</ul></div>
    <h2>Lubrication<a class="anchor" href="#lubrication">#</a></h2><p>Use grease G-26.</p>
    <div class="sidebar">Open the <a href="lid.html">lid</a> by two fingers only.</div>
    <ul class="parts">{links}</ul></body></html>"""
    reading = reading_of(written(tmp_path, html.encode(), "printer.html"))
    text = whole_text(reading)
    assert text.count("Fan") == 1
    assert "Open the lid by two fingers only." in text
    assert {passage.section for passage in reading.passages} == {("Lubrication",)}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "It is empty."),
        (b"%PDF-1.7\n" + b"garbage " * 50, "cannot be read as a PDF"),
        (without_pages(), "no pages"),
        (encrypted(pdf([["Secret torque 45 Nm."]])), "encrypted"),
        (pdf([[]]), "Its only page holds no text"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, content: bytes, sentence: str) -> None:
    with pytest.raises(FileRejected, match=sentence):
        reading_of(written(tmp_path, content))


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRejected, match="7 pages; the limit is 5"):
        reading_of(written(tmp_path, pdf([["text"]] * 7)), max_pages=5)


def test_a_truncated_pdf_gives_whole_pages_or_a_reason(tmp_path: Path) -> None:
    whole = (SAMPLES / "SC-75_Compressor_Manual.pdf").read_bytes()
    for share in (0.2, 0.5, 0.8, 0.95):
        path = written(tmp_path, whole[: int(len(whole) * share)])
        try:
            reading = reading_of(path)
        except FileRejected:
            continue
        silent = [page.number for page in reading.pages if page.outcome == "failed"]
        assert len(reading.pages) == 15
        assert not silent or reading.remarks
