"""Headings and captions as manuals print them in five languages."""

import pytest

from ingest.headings import is_caption, number_of, reads_as_heading
from ingest.sections import runs
from store.contents import Block


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Chapitre 4 Entretien", ("4",)),
        ("Capitolo 3.2 Manutenzione", ("3", "2")),
        ("Capítulo 7 Averías", ("7",)),
        ("CAPITULO 7 Averías", ("7",)),
        ("Sezione 2 Sicurezza", ("2",)),
        ("Abschnitt 5.1 Wartung", ("5", "1")),
        ("Annexe A.2 Schémas", ("A", "2")),
        ("Anexo 1 Piezas", ("1",)),
    ],
)
def test_chapters_are_numbered_in_all_languages(text: str, number: tuple[str, ...]) -> None:
    assert number_of(text) == number
    assert reads_as_heading(text, bold=True) or len(number) > 1


@pytest.mark.parametrize("word", ["Chapitre", "Capitolo", "Capítulo", "Kapitel", "Chapter"])
def test_a_chapter_number_alone_joins_its_title(word: str) -> None:
    blocks = (
        Block("heading", f"{word} 3", 1, None, level=1),
        Block("heading", "Pompe", 1, None, level=2),
        Block("paragraph", "Texte.", 1, None),
    )
    (run,) = runs(blocks)
    assert run.section == (f"{word} 3 Pompe",)


@pytest.mark.parametrize(
    "text",
    [
        *("Tableau 3 Couples", "Tabella 3-1 Coppie", "Tabla 2", "Tab. 4", "Figure 7", "Figura A.2"),
        *("Abb. 4 Ventil", "Fig. 12", "Tableau n° 5", "Table IV Torques", "Tabelle B: Farben"),
    ],
)
def test_captions_in_all_languages(text: str) -> None:
    assert is_caption(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Table of contents",
            "Figure out which valve leaks.",
            "Tables are read by row.",
            "Bilder",
        ),
        *("Bilder", "Tabellen", "Figures show the front.", "Tablas de averías"),
    ],
)
def test_words_that_only_begin_like_captions(text: str) -> None:
    assert not is_caption(text)
