"""Accents set over their letters, as TeX's older fonts do, read as the letters they make."""

import unicodedata
from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.spacing_accents import on_letters
from tests.pdf_files import blocks_of, drawn, pdf

_SIGNS = dict(zip("\u0301\u0300\u0302\u0308\u0303\u0327", "´`ˆ¨˜¸", strict=True))


def _set(canvas: Canvas, y: float, text: str, font: str, size: int, gap: int) -> None:
    """Draw a line in one go, each accent over the letter behind it, each space as a gap."""
    parts, run = [], ""
    for char in text:
        parted = unicodedata.normalize("NFD", char)
        letter, accent = parted[:1], parted[1:]
        if accent:
            sign = _SIGNS[accent]
            width, letters = (1000 * stringWidth(each, font, 1) for each in (sign, letter))
            off = (letters - width) / 2
            code = sign.encode("cp1252")[0]
            parts.append(f"({run}) {-off:.0f} (\\{code:03o}) {width + off:.0f}")
            run = letter
        elif char == " ":
            parts.append(f"({run}) -{gap}")
            run = ""
        else:
            run += char
    canvas.setFont(font, size)
    canvas.addLiteral(f"BT 1 0 0 1 72 {y} Tm [{' '.join(parts)} ({run})] TJ ET")


def _french(canvas: Canvas) -> None:
    # So far apart, the parser loses the `t´` of the title when it is asked for colours, too.
    _set(canvas, 700, "2.5 Montage du téléviseur", "Helvetica-Bold", 14, 700)
    _set(canvas, 660, "La fréquence est réglée à 5 V, où ça ne façon être sinusoïdale.", *_BODY)
    _set(canvas, 640, "Le générateur mesure l'âge de la tension très précisément.", *_BODY)


def _german(canvas: Canvas) -> None:
    _set(canvas, 700, "Den Ölstand prüfen: für jede Lücke 5 mm.", *_BODY)
    _set(canvas, 686, "Vor dem Öffnen abkühlen lassen.", *_BODY)


def _spanish(canvas: Canvas) -> None:
    _set(canvas, 700, "La señal de alimentación dura un año: véase la página 3.", *_BODY)


_BODY = ("Helvetica", 10, 300)


def test_accents_stand_on_their_letters(tmp_path: Path) -> None:
    title, *text = (block.text for block in blocks_of(tmp_path, drawn(_french)))
    assert title == "2.5 Montage du téléviseur"
    assert " ".join(text) == (
        "La fréquence est réglée à 5 V, où ça ne façon être sinusoïdale. "
        "Le générateur mesure l'âge de la tension très précisément."
    )
    (german,) = blocks_of(tmp_path, drawn(_german))
    assert german.text == (
        "Den Ölstand prüfen: für jede Lücke 5 mm. Vor dem Öffnen abkühlen lassen."
    )
    (spanish,) = blocks_of(tmp_path, drawn(_spanish))
    assert spanish.text == "La señal de alimentación dura un año: véase la página 3."


def test_signs_that_are_no_accents_stay(tmp_path: Path) -> None:
    english = (
        "It´s not the pump´s fault: don´t open ´auto´ or ¨manual¨.",
        "See the ˜10 bar line of Schr¨oder´s pump.",
    )
    italian = (
        "L´acqua dell´impianto è più calda: l´olio dell´altra unità và cambiato.",
        "Un´ora dopo l´avvio la pressione è bassa perché c´è aria.",
    )
    for lines in (english, italian):
        text = " ".join(block.text for block in blocks_of(tmp_path, pdf([lines])))
        assert text == " ".join(lines)


@pytest.mark.parametrize(
    ("apart", "read"),
    [
        ("mat´ eriel `axis` foo` est", "matériel `axis` foo` est"),
        ("L'´ electricit´ e, opto-´ electrique", "L'électricité, opto-électrique"),
        ("Emetteur-r´ ´ ecepteur", "Emetteur-récepteur"),
        ("C¸ a marche, C¸a aussi", "Ça marche, Ça aussi"),
        ("*CHAPTER 2. EXPERIENCES ´*", "*CHAPTER 2. EXPERIENCES *"),
        ("GEN´ ERATEUR CARRE´ 5", "GENÉRATEUR CARRE 5"),
        ("so¨ıd c´ıclico", "soïd cíclico"),
    ],
)
def test_accents_of_wide_and_capital_letters(apart: str, read: str) -> None:
    assert on_letters(apart) == read
