"""A notice is whole however its lines hang behind its signal word, or stand in bold below it."""

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.pdf import read_pdf
from ingest.sections import runs
from tests.pdf_files import blocks_of, drawn

# How far a line begins from the left (0: it is centred) and from the top, in points, its font, and
# its words.
_Line = tuple[float, float, str, str]


def read(folder: Path, *lines: _Line) -> list[tuple[str, str]]:
    """The level of each notice, or the kind of other text, and its words in one line."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(61, A4[1] - 70, "3.4 Setting up")
        for left, top, font, text in lines:
            canvas.setFont(font, 10)
            if left:
                canvas.drawString(left, A4[1] - top, text)
            else:
                canvas.drawCentredString(A4[0] / 2, A4[1] - top, text)

    found = [block for run in runs(blocks_of(folder, drawn(draw))) for block in run.blocks]
    return [(block.notice or block.kind, block.text.replace("\n", " / ")) for block in found]


BESIDE = [
    "Always press the red button on the loader before you reach with your",
    "arm into its magazine. The slide can move at once and can crush the",
    "hand.",
]
AFTER = [
    "Only who was trained on the loader may set the magazine, the slide and the lift of it. While",
    "it is set, keep away from these places:",
]


def test_a_notice_ends_where_its_lines_hang_no_more_behind_its_word(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        (115, 110, "Helvetica", "The chapter on the magazine says how the loader is set."),
        (61, 160, "Helvetica-BoldOblique", "WARNING:"),
        *((151, 160 + 12 * n, "Helvetica-Oblique", text) for n, text in enumerate(BESIDE)),
        *((115, 200 + 12 * n, "Helvetica", text) for n, text in enumerate(AFTER)),
    )
    assert told[1:] == [
        ("warning", f"WARNING: {' '.join(BESIDE)}"),
        ("paragraph", " ".join(AFTER)),
    ]


def test_lines_in_bold_below_their_word_are_its_notice(tmp_path: Path) -> None:
    bold = "Helvetica-Bold"
    told = read(
        tmp_path,
        (72, 110, "Helvetica", "The lamp of the loader is seen from all sides of the cell."),
        (270, 150, bold, "WARNING"),
        (115, 172, bold, "Do not touch the rails of the loader until its supply is off and the"),
        (115, 185, bold, '"LIVE" lamp is dark. The rails stay live and can kill whoever holds'),
        (115, 198, bold, "them."),
        (115, 222, bold, "Do not draw a plug of the loader while its lamp is lit."),
        (270, 262, bold, "CAUTION"),
        (115, 284, bold, "Know the cell well before you choose one of the resets of a loader. It"),
        (115, 297, bold, "has to be empty for either."),
        (140, 310, bold, "11 = Reset with the magazine (held contact)"),
        (140, 323, bold, "12 = Reset without the magazine (pressed contact)"),
        (115, 336, bold, "Either may let the slide run. The loader or a hand may be crushed."),
        (72, 380, "Helvetica", "The key is kept by the foreman."),
    )
    assert told[1:] == [
        (
            "warning",
            "WARNING / Do not touch the rails of the loader until its supply is off and the "
            '"LIVE" lamp is dark. The rails stay live and can kill whoever holds them. '
            "Do not draw a plug of the loader while its lamp is lit.",
        ),
        (
            "caution",
            "CAUTION / Know the cell well before you choose one of the resets of a loader. It has "
            "to be empty for either. / 11 = Reset with the magazine (held contact) "
            "12 = Reset without the magazine (pressed contact) / "
            "Either may let the slide run. The loader or a hand may be crushed.",
        ),
        ("paragraph", "The key is kept by the foreman."),
    ]


def test_centred_lines_in_bold_below_their_word_are_its_notice(tmp_path: Path) -> None:
    bold = "Helvetica-Bold"
    told = read(
        tmp_path,
        (72, 110, "Helvetica", "On a cold day the display of the loader says at its first start:"),
        (0, 150, bold, "!!!WARNING!!!"),
        (0, 162, bold, "THE LOADER IS COLD, RUN IT WITHOUT A PART BEFORE IT LIFTS ONE"),
        (0, 174, bold, "OR A SEAL WILL BURST"),
        (0, 186, bold, "PRESS OK TO CONTINUE"),
        (
            72,
            202,
            "Helvetica",
            "It says so once, and is cleared by any of the keys of the display.",
        ),
    )
    assert told[1] == (
        "warning",
        "!!!WARNING!!! / THE LOADER IS COLD, RUN IT WITHOUT A PART BEFORE IT LIFTS ONE "
        "OR A SEAL WILL BURST PRESS OK TO CONTINUE",
    )


def test_lines_in_bold_go_on_with_the_sentence_that_their_word_begins(tmp_path: Path) -> None:
    bold = "Helvetica-Bold"
    told = read(
        tmp_path,
        (61, 100, "Helvetica", "A fault is reset by the button of the unit."),
        # A sign stands left of the first line, and the others are set in behind it.
        (
            103,
            140,
            bold,
            "CAUTION: The first channel of the unit with four, and the first and fifth",
        ),
        (111, 153, bold, "Channel of that with eight, must be in use before all the"),
        (111, 166, bold, "others!"),
        (61, 193, bold, "Caution: Each unit is fed with one voltage only, either 230 V or"),
        (61, 206, bold, "24 V. Both at one unit are not allowed."),
        (61, 226, bold, "Band of control"),
        (61, 239, "Helvetica", "The band of control says how much the output changes."),
    )
    assert told[1:3] == [
        (
            "caution",
            "CAUTION: The first channel of the unit with four, and the first and fifth Channel of "
            "that with eight, must be in use before all the others!",
        ),
        (
            "caution",
            "Caution: Each unit is fed with one voltage only, either 230 V or 24 V. Both at one "
            "unit are not allowed.",
        ),
    ]


def test_a_line_in_bold_below_a_word_with_a_colon_is_its_notice(tmp_path: Path) -> None:
    bold = "Helvetica-Bold"
    told = read(
        tmp_path,
        (61, 100, "Helvetica", "The band and the time of the control can be set freely then."),
        (61, 113, bold, "Attention:"),
        (61, 126, bold, "Only who knows control engineering well may change this setting!"),
        (78, 146, bold, "Band of control"),
        (78, 159, "Helvetica", "The band of control says how much the output changes."),
    )
    assert told[1:] == [
        (
            "caution",
            "Attention: / Only who knows control engineering well may change this setting!",
        ),
        ("paragraph", "Band of control"),
        ("paragraph", "The band of control says how much the output changes."),
    ]


def test_the_first_line_of_a_notice_in_bold_may_be_set_in(tmp_path: Path) -> None:
    bold = "Helvetica-Bold"
    told = read(
        tmp_path,
        (
            72,
            110,
            "Helvetica",
            "The rail is warmed with the lamp until the sleeve lies close to it.",
        ),
        (270, 150, bold, "CAUTION"),
        (130, 173, bold, "Do not warm the rail above 150 °C: its grease burns. Do not"),
        (108, 186, bold, "go on once the sleeve lies close to the rail. More heat does not make"),
        (108, 199, bold, "it any closer."),
        (72, 222, bold, "Hot-air lamp"),
        (
            94,
            245,
            "Helvetica",
            "The hot-air lamp is safe beside the paint shop, for nothing glows in it.",
        ),
        (72, 257, "Helvetica", "It takes four minutes to warm up."),
    )
    assert told[1:] == [
        (
            "caution",
            "CAUTION / Do not warm the rail above 150 °C: its grease burns. Do not go on once the "
            "sleeve lies close to the rail. More heat does not make it any closer.",
        ),
        (
            "paragraph",
            "The hot-air lamp is safe beside the paint shop, for nothing glows in it. "
            "It takes four minutes to warm up.",
        ),
    ]
    *_, below = runs(read_pdf(tmp_path / "manual.pdf").blocks)
    assert below.section[-1] == "Hot-air lamp"
