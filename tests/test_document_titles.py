"""The title of a document: what its first page prints, or else its metadata says."""

import pytest

from ingest.front_matter.title_page import described
from store.contents import Block


def test_a_kind_of_document_alone_is_no_title() -> None:
    blocks = [Block("heading", "Betriebsanleitung", 1, level=1)]
    assert described(blocks, {}, file="a.pdf").title is None
    blocks.insert(0, Block("paragraph", "Kessling GmbH", 1))
    assert described(blocks, {}, file="a.pdf").title is None
    blocks.append(Block("heading", "Kompressor SK 22", 1, level=2))
    found = described(blocks, {}, file="a.pdf").title
    assert found is not None
    assert found.value == "Betriebsanleitung Kompressor SK 22"


@pytest.mark.parametrize(
    "kind",
    [
        "Technisches Handbuch",
        "Montage- und Betriebsanleitung",
        "Original-Betriebsanleitung",
        "Installation, Operation & Maintenance Manual",
        "Translation of the original instructions",
        "Manuel d'utilisation et d'entretien",
        "Manuale d'uso e manutenzione",
        "Manual de instrucciones",
        "MANUAL DE INSTALAÇÃO, OPERAÇÃO E MANUTENÇÃO",
        "Betriebsanleitung / Operating manual",
    ],
)
def test_what_a_manual_is_of_stands_below_its_kind_and_its_date(kind: str) -> None:
    blocks = [
        Block("heading", kind, 1, level=1),
        Block("paragraph", "Stand 03/2025 - Version 1.0", 1),
        Block("figure", "", 1),
        Block("heading", "Vakuumheber SH 4", 1, level=1),
        Block("heading", "Weitere Dokumente", 1, level=2),
    ]
    found = described(blocks, {}, file="a.pdf").title
    assert found is not None
    assert found.value == f"{kind} Vakuumheber SH 4"
    text = [blocks[0], Block("paragraph", "Read this first.", 1), *blocks[3:]]
    below_text = described(text, {}, file="a.pdf").title
    assert below_text is None


def test_a_title_in_metadata_beats_a_greeting_and_not_a_word_processors_name() -> None:
    blocks = [Block("heading", "Congratulations, you and your AirPump", 1, level=1)]
    found = described(blocks, {"/Title": "AirPump User's Guide"}, file="a.pdf").title
    assert found is not None
    assert (found.value, found.page) == ("AirPump User's Guide", None)
    for left_by_a_program in ("Microsoft Word - pump.docx", "Title"):
        assert described([], {"title": left_by_a_program}, file="a.pdf").title is None


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft Word - MT-03 MANUAL TÉCNICO FB.doc",
        r"(Microsoft Word - MT-03 MANUAL T\311CNICO FB.doc)",
        "Microsoft Office Word - MT-03 MANUAL TÉCNICO FB",
    ],
)
def test_a_manual_that_a_word_processor_printed_is_called_by_its_file(title: str) -> None:
    found = described([], {"/Title": title}, file="a.pdf").title
    assert found is not None
    assert found.value == "MT-03 MANUAL TÉCNICO FB"


def test_an_address_is_no_title_however_large_it_is_set() -> None:
    blocks = [
        Block("heading", "P-5 Series User Manual", 1, level=5),
        Block("heading", "www.pump.example", 1, level=3),
    ]
    found = described(blocks, {}, file="a.pdf").title
    assert found is not None
    assert found.value == "P-5 Series User Manual"
    assert described([], {"/Title": "sales@pump.example"}, file="a.pdf").title is None


def test_a_page_in_mid_text_has_no_title() -> None:
    blocks = [Block("heading", word, 1, level=1) for word in ("NAME", "SYNOPSIS", "OPTIONS")]
    assert described(blocks, {}, file="a.pdf").title is None
