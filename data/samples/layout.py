"""Set a manual's blocks as PDF pages: headings, tables, notices, contents, index, page labels.

A manual is set repeatedly until the page numbers in its contents and index no longer move.
"""

from xml.sax.saxutils import escape

from document import Entry, Manual, Places
from figures import FIGURES
from markup import Heading, read
from page_style import (
    BOTTOM,
    ENTRY,
    GREY,
    HEIGHT,
    INK,
    LEFT,
    LETTER,
    RIGHT,
    WIDTH,
    alphabetic,
    text_style,
)
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import white
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph
from setter import Setter


def render(manual: Manual) -> tuple[bytes, Places]:
    """Return the PDF of a manual and the places in it; the same bytes every time."""
    before = Places()
    for _ in range(6):
        setter = Book(manual, before)
        content = setter.set()
        if setter.places == before:
            return content, before
        before = setter.places
    raise RuntimeError(f"{manual.file}: page numbers do not settle")


class Book(Setter):
    """Sets a whole manual: title page, front matter, contents, text and index."""

    def set(self) -> bytes:
        canvas, manual = self.canvas, self.manual
        canvas.setTitle(f"{manual.title} ({self.words['revision']} {manual.revision})")
        canvas.setAuthor(manual.maker)
        canvas.setSubject(manual.document)
        self._title_page()
        self.running_head = self.words["document"] + " " + manual.document
        self._blocks(read(manual.front), front=True)
        self._contents()
        self._blocks(read(manual.text), front=False)
        self._index()
        canvas.showPage()
        canvas.save()
        return self.buffer.getvalue()

    def _title_page(self) -> None:
        canvas, manual, words = self.canvas, self.manual, self.words
        self._start_labels(roman=True)
        self._new_page(bare=True)
        canvas.setFillColor(self.accent)
        canvas.rect(0, HEIGHT - 150, WIDTH, 150, stroke=0, fill=1)
        canvas.setFillColor(white)
        canvas.setFont("Helvetica-Bold", 15)
        canvas.drawString(LEFT, HEIGHT - 92, manual.maker)
        canvas.setFillColor(INK)
        self.y = HEIGHT - 195
        self._place(
            Paragraph(escape(manual.title), text_style(30, 36, bold=True)), before=0, after=8
        )
        self._place(
            Paragraph(escape(manual.subtitle), text_style(14, 19, color=GREY)), before=0, after=26
        )
        emblem: Drawing = FIGURES[manual.emblem](self.accent)
        emblem.drawOn(canvas, (WIDTH - emblem.width) / 2, 250)
        facts = (
            (words["machine"], manual.machine),
            (words["document"], manual.document),
            (words["revision"], manual.revision),
            (words["date"], manual.effective),
        )
        for n, (name, value) in enumerate(facts):
            canvas.setFont("Helvetica", 10.5)
            canvas.drawString(LEFT, 170 - n * 17, name)
            canvas.setFont("Helvetica-Bold", 10.5)
            canvas.drawString(LEFT + 120, 170 - n * 17, value)
        canvas.setFont("Helvetica", 10.5)
        canvas.drawString(LEFT, 88, words["language"])

    def _contents(self) -> None:
        self.running_head = self.words["contents"]
        self._new_page()
        self._place(
            Paragraph(self.words["contents"], text_style(20, 25, bold=True, color=self.accent)),
            before=0,
            after=14,
        )
        for n, entry in enumerate(self.before.entries):
            if entry.level <= self.manual.contents_depth:
                self._contents_line(entry, f"at{n}")

    def _contents_line(self, entry: Entry, key: str) -> None:
        height = 20.0 if entry.level == 1 else 14.5
        if self.y - height < BOTTOM:
            self._new_page()
        self.y -= height
        font, size = ("Helvetica-Bold", 10.5) if entry.level == 1 else ("Helvetica", 9.5)
        x = LEFT + (0, 16, 42)[entry.level - 1]
        text = f"{entry.number}  {entry.title}" if entry.number else entry.title
        canvas = self.canvas
        canvas.setFillColor(INK)
        canvas.setFont(font, size)
        canvas.drawString(x, self.y, text)
        canvas.drawRightString(WIDTH - RIGHT, self.y, entry.label)
        start = x + stringWidth(text, font, size) + 6
        end = WIDTH - RIGHT - stringWidth(entry.label, font, size) - 6
        dots = " ." * int((end - start) / stringWidth(" .", "Helvetica", size))
        canvas.setFont("Helvetica", size)
        canvas.drawRightString(end, self.y, dots)
        canvas.linkRect("", key, (x, self.y - 3, WIDTH - RIGHT, self.y + size), Border="[0 0 0]")

    def _index(self) -> None:
        title = self.words["index"]
        self.running_head = title
        if self.manual.labels == "chapter":
            self._start_labels(roman=False, prefix="Index-")
        self._new_page()
        heading = Paragraph(title, text_style(20, 25, bold=True, color=self.accent))
        self.places.numbers[title] = ""
        self._heading(Heading(1, title), heading)
        letter = ""
        for term in sorted(self.places.terms, key=alphabetic):
            first = alphabetic(term)[0].upper()
            if first != letter:
                letter = first
                if self.y - 44 < BOTTOM:
                    self._new_page()
                self._place(Paragraph(letter, LETTER), before=8, after=2)
            labels = ", ".join(self.places.terms[term])
            self._place(
                Paragraph(f"{escape(term)}\u2002{labels}", ENTRY), before=0, after=1, indent=6
            )
