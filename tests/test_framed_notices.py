"""A notice printed in a frame arrives whole, and ends where its frame ends."""

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.framed_notices import with_framed_notices
from ingest.formats.pdf import read_pdf
from ingest.formats.pdf_parser import parse
from ingest.sections import Run, runs
from store.contents import Block

_HEIGHT = A4[1]


class Sheet:
    """A page on which text and frames are put by points from its top left."""

    def __init__(self) -> None:
        self._buffer = io.BytesIO()
        self.canvas = Canvas(self._buffer, pagesize=A4, invariant=True)
        self.put("6 Wartung", 72, 60, size=16, bold=True)
        self.put("Die Presse wird jede Woche gereinigt, bevor sie wieder anläuft.", 72, 90)

    def put(self, text: str, x: float, y: float, *, size: float = 10, bold: bool = False) -> None:
        self.canvas.setFillColor("black")
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(x, _HEIGHT - y, text)

    def box(self, x: float, y: float, right: float, bottom: float, colour: str = "") -> None:
        if colour:
            self.canvas.setFillColor(colour)
        self.canvas.setStrokeColor("black")
        self.canvas.rect(
            x,
            _HEIGHT - bottom,
            right - x,
            bottom - y,
            stroke=int(not colour),
            fill=int(bool(colour)),
        )

    def rule(self, x: float, y: float, right: float) -> None:
        self.canvas.line(x, _HEIGHT - y, right, _HEIGHT - y)

    def pictogram(self, x: float, y: float) -> None:
        picture = ImageReader(Image.effect_noise((60, 60), 90))
        self.canvas.drawImage(picture, x, _HEIGHT - y - 36, 36, 36)

    def standard_notice(self, y: float, word: str, title: str, text: str, *, measure: str) -> float:
        """A notice as ISO 3864 has it: pictogram, a bar with the signal word, title, text."""
        bottom = y + 122
        self.box(128, y, 520, y + 30, "orange")
        for cell in ((72, y, 128, bottom), (128, y, 520, y + 30), (128, y + 30, 520, bottom)):
            self.box(*cell)
        self.put(word, 134, y + 20, size=16, bold=True)
        self.put(title, 134, y + 46, bold=True)
        self.pictogram(82, y + 46)
        self.put(text, 134, y + 71)
        self.put("\N{BULLET}", 138, y + 98)
        self.put(measure, 156, y + 98)
        return bottom

    def saved(self, folder: Path) -> Path:
        self.canvas.save()
        path = folder / "manual.pdf"
        path.write_bytes(self._buffer.getvalue())
        return path

    def read(self, folder: Path) -> list[Run]:
        return list(runs(read_pdf(self.saved(folder)).blocks))


def notices(found: Sequence[Run]) -> list[Block]:
    return [block for run in found for block in run.blocks if block.kind == "notice"]


def others(found: Sequence[Run]) -> str:
    return "\n".join(b.text for run in found for b in run.blocks if b.kind != "notice")


def test_title_consequence_and_measures_are_one_notice(tmp_path: Path) -> None:
    sheet = Sheet()
    end = sheet.standard_notice(
        110, "GEFAHR", "Tod durch Quetschen", "Der Stempel senkt sich von selbst.",
        measure="Stempel vor dem Reinigen mit dem Bolzen sichern.",
    )  # fmt: skip
    end = sheet.standard_notice(
        end + 12, "HINWEIS", "Schaden am Werkzeug", "Harte Späne zerkratzen den Stempel.",
        measure="Nur mit dem Pinsel reinigen.",
    )  # fmt: skip
    sheet.put("Danach den Tisch mit einem Lappen abwischen, bis er trocken ist.", 72, end + 14)
    found = sheet.read(tmp_path)
    assert [(block.notice, block.text) for block in notices(found)] == [
        (
            "danger",
            "GEFAHR\nTod durch Quetschen\nDer Stempel senkt sich von selbst.\n"
            "• Stempel vor dem Reinigen mit dem Bolzen sichern.",
        ),
        (
            "notice",
            "HINWEIS\nSchaden am Werkzeug\nHarte Späne zerkratzen den Stempel.\n"
            "• Nur mit dem Pinsel reinigen.",
        ),
    ]
    assert {run.section for run in found} == {("6 Wartung",)}
    assert "Danach den Tisch" in others(found)


def test_a_shaded_frame_is_one_and_what_stands_beside_it_is_not_in_it(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.box(150, 120, 520, 210, "#f4f4f4")
    sheet.box(150, 120, 153, 210, "orange")
    sheet.put("To lift", 72, 130)
    sheet.put("the crane", 72, 142)
    sheet.put("WARNING", 190, 138, bold=True)
    sheet.put("A falling jib can cause severe injury.", 190, 154)
    sheet.put("\N{BULLET}", 196, 178)
    sheet.put("Lock the jib before you lift the crane.", 210, 178)
    sheet.put("1. Fix the hook to the eye on top of the crane.", 150, 222)
    sheet.put("2. Lift the crane by the width of a hand.", 150, 236)
    found = sheet.read(tmp_path)
    (notice,) = notices(found)
    assert notice.text.split("\n") == [
        "WARNING", "A falling jib can cause severe injury.",
        "• Lock the jib before you lift the crane.",
    ]  # fmt: skip
    assert all(words in others(found) for words in ("To lift", "the crane", "Fix the hook"))


def test_the_frame_of_a_page_is_no_frame_of_a_notice(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.box(40, 100, 560, 800)
    sheet.put("CAUTION", 72, 130, bold=True)
    sheet.put("The guide rails are sharp at both of their ends.", 72, 143)
    for line in range(12):
        sheet.put(f"Grease guide rail number {line} once in each week.", 72, 200 + 40 * line)
    found = sheet.read(tmp_path)
    assert all("Grease" not in block.text for block in notices(found))


def test_a_cell_of_a_table_is_no_frame_of_a_notice(tmp_path: Path) -> None:
    sheet = Sheet()
    rows = [("Code", "Remedy"), ("E31", "NOTE: let the belt cool."), ("E32", "Clean the lens.")]
    for number, row in enumerate(rows):
        for x, text in zip((72, 172), row, strict=True):
            sheet.box(x, 120 + 24 * number, x + (100 if x == 72 else 300), 144 + 24 * number)
            sheet.put(text, x + 6, 136 + 24 * number)
    found = sheet.read(tmp_path)
    tables = [block for run in found for block in run.blocks if block.kind == "table"]
    assert [(*table.header, *table.rows) for table in tables] == [tuple(rows)]


def test_rows_that_a_parser_made_of_a_frame_are_its_notice(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.box(120, 120, 520, 170, "#f4f4f4")
    sheet.put("CAUTION", 160, 136, bold=True)
    sheet.put("A hot lamp burns your hand.", 160, 152)
    sheet.put("Lamp", 130, 200)
    sheet.put("24 V", 260, 200)
    (page,) = parse(
        sheet.saved(tmp_path), 1, extract_blocks=True, extract_vector_graphics=True
    ).pages
    torn = Block(
        "table",
        "CAUTION | \nA hot lamp | burns your hand.\nLamp | 24 V",
        1,
        (130, 126, 500, 202),
        rows=(("CAUTION", ""), ("A hot lamp", "burns your hand."), ("Lamp", "24 V")),
        row_boxes=((130, 126, 500, 138), (130, 142, 500, 154), (130, 190, 500, 202)),
    )
    notice, table = with_framed_notices(page, [torn])
    assert (notice.notice, notice.text) == ("caution", "CAUTION\nA hot lamp burns your hand.")
    assert (table.rows, table.text) == ((("Lamp", "24 V"),), "Lamp | 24 V")


def test_a_rule_above_a_notice_and_one_below_it_are_its_frame(tmp_path: Path) -> None:
    sheet = Sheet()
    points = ["Den Riemen auflegen.", "Beim Spannen auf die Kerbe achten."]
    measures = ["Nur bei stehender Welle spannen.", "Die Haube danach schließen."]
    for y, text in zip((110, 122, 170, 182, 200, 212), (*points, *measures, *points), strict=True):
        sheet.put("\N{BULLET}", 152, y)
        sheet.put(text, 162, y)
    sheet.put("Einbauen", 72, 110, bold=True)
    sheet.rule(150, 132, 520)
    sheet.put("VORSICHT!", 152, 144, bold=True)
    sheet.put("Ein laufender Riemen zieht die Finger ein.", 152, 157)
    sheet.rule(150, 188, 520)
    found = sheet.read(tmp_path)
    (notice,) = notices(found)
    assert (notice.notice, notice.text.replace("!\n", "! ")) == (
        "caution",
        "VORSICHT! Ein laufender Riemen zieht die Finger ein.\n"
        "• Nur bei stehender Welle spannen.\n• Die Haube danach schließen.",
    )
    assert others(found).count("Kerbe") == 2


def test_the_rule_of_a_running_head_is_no_frame_of_a_notice(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.rule(72, 100, 520)
    sheet.put("WARNING!", 72, 126, bold=True)
    sheet.put("The hot plate burns your hand.", 72, 139)
    for line in range(4):
        sheet.put(
            f"Wipe plate number {line} with a dry cloth, then let it cool.", 72, 170 + 24 * line
        )
    sheet.rule(72, 250, 520)
    sheet.put("Plate", 72, 262)
    sheet.rule(72, 268, 520)
    found = sheet.read(tmp_path)
    assert [one.text for one in notices(found)] == ["WARNING!\nThe hot plate burns your hand."]


def test_a_block_whose_box_reaches_over_the_next_line_is_parted_by_a_frame(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.box(120, 120, 520, 190, "#f4f4f4")
    sheet.put("Only an electrician opens the box.", 122, 110)
    sheet.put("DANGER!", 122, 136, bold=True)
    sheet.put("Death by electric shock!", 122, 149, bold=True)
    sheet.put("Parts are live for a minute.", 122, 162)
    sheet.put("Wait until the lamp is dark.", 122, 175)
    (page,) = parse(
        sheet.saved(tmp_path), 1, extract_blocks=True, extract_vector_graphics=True
    ).pages
    text = "Only an electrician opens the box. DANGER! Death by electric shock!"
    torn = Block("paragraph", text, 1, (122, 100, 400, 164))
    rest = "Parts are live for a minute. Wait until the lamp is dark."
    before, notice = with_framed_notices(
        page, [torn, Block("paragraph", rest, 1, (122, 152, 400, 178))]
    )
    assert before.text == "Only an electrician opens the box."
    assert (notice.notice, notice.text.replace("\n", " ")) == (
        "danger", f"DANGER! Death by electric shock! {rest}",
    )  # fmt: skip
