"""Labels of a drawing left of an upright rule do not run into the sentences right of it."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from ingest.formats.pdf_parser import parse
from tests.ruled_pages import blocks_read, page_of

LABELS = (
    (712, "Power Supply"),
    (690, "Molded"),
    (679, "Circuit"),
    (668, "Breaker"),
    (640, "Fuse"),
    (600, "Magnetic"),
    (589, "Contactor"),
    (540, "Line Choke"),
)
NAMES = [label for _, label in LABELS]
TEXT = (
    ("Power:", "Make sure that the voltage is right, to avoid damaging the", "drive."),
    (
        "Breaker or fuse:",
        "A breaker must be installed between the source and the",
        "drive, and fuses with it.",
    ),
    ("Contactor:", "Do not use a contactor as the switch to run and stop the", "drive."),
    ("Reactor:", "With a strong supply, a reactor in the line betters the power", "factor."),
)
RULE = 204.0


def _diagram(canvas: Canvas, *, crossed: bool = False) -> None:
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(72, 770, "Section 6 Peripheral devices")
    canvas.setFont("Helvetica", 10)
    canvas.drawString(72, 750, "Follow these rules when you choose the devices around the drive.")
    y = 715.0
    for title, *lines in TEXT:
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(212, y, title)
        canvas.setFont("Helvetica", 10)
        for number, line in enumerate(lines):
            y -= 19 if number == 0 else 12
            canvas.drawString(226, y, line if number else f"\u2022 {line}")
        y -= 14
    canvas.setFont("Helvetica-Bold", 11)
    for height, label in LABELS:
        canvas.drawCentredString(125, height, label)
    canvas.line(RULE, 725, RULE, 380)
    if crossed:
        canvas.line(72, 725, 540, 725)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(72, 340, "The next drawing shows the terminals.")


def _mixed(texts: list[str]) -> list[str]:
    """Texts that hold words of both sides."""
    sentences = [line for _, *lines in TEXT for line in lines]
    return [
        text
        for text in texts
        if any(label in text for label in NAMES) and any(line in text for line in sentences)
    ]


def test_the_parser_alone_reads_over_the_rule(tmp_path: Path) -> None:
    """The control: once it keeps the sides apart, they need not be read again."""
    path = tmp_path / "manual.pdf"
    path.write_bytes(page_of(_diagram))
    blocks = parse(path, 1, extract_blocks=True, extract_vector_graphics=True).pages[0].blocks
    assert _mixed([block.text or "" for block in blocks or ()])


def test_sentences_are_whole_and_labels_stand_behind_them(tmp_path: Path) -> None:
    blocks = blocks_read(tmp_path, page_of(_diagram))
    texts = [block.text for block in blocks]
    assert _mixed(texts) == []
    everything = " ".join(texts)
    assert all(" ".join(lines) in everything for _, *lines in TEXT)
    assert everything.index("factor.") < everything.index(NAMES[0])
    assert everything.count(NAMES[-1]) == 1
    assert texts[-1] == "The next drawing shows the terminals."


def test_no_label_is_a_heading_and_no_heading_stands_above_the_chapter(tmp_path: Path) -> None:
    blocks = blocks_read(tmp_path, page_of(_diagram))
    headings = [block for block in blocks if block.kind == "heading"]
    assert not {block.text for block in headings} & set(NAMES)
    assert all((block.level or 0) > (headings[0].level or 0) for block in headings[1:])


def test_a_rule_that_others_touch_is_a_tables(tmp_path: Path) -> None:
    ruled = [block.text for block in blocks_read(tmp_path, page_of(_crossed))]
    assert _mixed(ruled)


def _crossed(canvas: Canvas) -> None:
    _diagram(canvas, crossed=True)
