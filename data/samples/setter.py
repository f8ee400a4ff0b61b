"""Set blocks on PDF pages: headings, paragraphs, lists, tables, notices, figures, page labels."""

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from document import SIGNALS, WORDS, Entry, Manual, Places
from figures import FIGURES
from markup import Block, Bullets, Figure, Grid, Heading, Notice, PageBreak, Steps
from page_style import (
    BODY,
    BOTTOM,
    CAPTION,
    CELL,
    CELL_HEAD,
    GREY,
    HEIGHT,
    INK,
    LEFT,
    MEASURE,
    RIGHT,
    TOP,
    WIDTH,
    height_of,
    merged_cells,
    roman_numeral,
    text_style,
)
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Table, TableStyle


class Setter:
    """Places one manual's blocks on a canvas, from top to bottom, page by page."""

    def __init__(self, manual: Manual, before: Places) -> None:
        self.manual = manual
        self.before = before
        self.places = Places()
        self.words = WORDS[manual.language]
        self.accent = HexColor(manual.accent)
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=A4, invariant=1, pageCompression=1)
        self.page = 0
        self.label = ""
        self.prefix = ""
        self.in_label = 0
        self.roman = True
        self.running_head = ""
        self.y = 0.0
        self.counters = [0, 0, 0]
        self.captions = {"table": 0, "figure": 0}
        self.unmarked: tuple[str, ...] = ()
        self.waiting: list[tuple[Heading, Flowable]] = []

    # Pages

    def _start_labels(self, *, roman: bool, prefix: str = "") -> None:
        self.roman, self.prefix, self.in_label = roman, prefix, 0
        style = "ROMAN_LOWER" if roman else "ARABIC"
        self.canvas.addPageLabel(self.page, style=style, start=1, prefix=prefix or None)

    def _new_page(self, *, bare: bool = False) -> None:
        if self.page:
            self.canvas.showPage()
        self.page += 1
        self.in_label += 1
        self.label = roman_numeral(self.in_label) if self.roman else f"{self.prefix}{self.in_label}"
        self.y = HEIGHT - TOP
        if not bare:
            self._head_and_foot()

    def _head_and_foot(self) -> None:
        canvas, manual = self.canvas, self.manual
        canvas.setStrokeColor(self.accent)
        canvas.setLineWidth(0.8)
        canvas.line(LEFT, HEIGHT - 56, WIDTH - RIGHT, HEIGHT - 56)
        canvas.line(LEFT, 50, WIDTH - RIGHT, 50)
        canvas.setFillColor(GREY)
        canvas.setFont("Helvetica", 8)
        inner, outer = (LEFT, WIDTH - RIGHT) if self.page % 2 else (WIDTH - RIGHT, LEFT)
        revision = f"{manual.document} · {self.words['revision']} {manual.revision}"
        self._put(inner, HEIGHT - 50, f"{manual.maker} {manual.machine}")
        self._put(outer, HEIGHT - 50, self.running_head)
        self._put(inner, 38, revision)
        canvas.setFont("Helvetica-Bold", 9)
        canvas.setFillColor(INK)
        self._put(outer, 38, self.label)

    def _put(self, x: float, y: float, text: str) -> None:
        if x > WIDTH / 2:
            self.canvas.drawRightString(x, y, text)
        else:
            self.canvas.drawString(x, y, text)

    # Flowables

    def _place(
        self,
        flowable: Flowable,
        *,
        before: float,
        after: float,
        indent: float = 0,
        whole: bool = False,
    ) -> None:
        """Draw a flowable with the headings that wait for it; split it where the page ends."""
        needed = sum(height_of(heading, MEASURE) + 22 for _, heading in self.waiting)
        total = height_of(flowable, MEASURE - indent)
        least = total if whole else min(total, 58)
        if self.y - needed - before - least < BOTTOM:
            self._new_page()
        waiting, self.waiting = self.waiting, []
        for heading, set_heading in waiting:
            self._heading(heading, set_heading)
        self._draw(flowable, before=before, indent=indent)
        self.y -= after

    def _draw(self, flowable: Flowable, *, before: float, indent: float) -> None:
        at_top = self.y >= HEIGHT - TOP - 0.5
        self.y -= 0 if at_top else before
        height = height_of(flowable, MEASURE - indent)
        if height <= self.y - BOTTOM + 0.5:
            flowable.drawOn(self.canvas, LEFT + indent, self.y - height)
            # Index entries point at the page where a block begins.
            self._marked(self.unmarked)
            self.unmarked = ()
            self.y -= height
            return
        parts = flowable.split(MEASURE - indent, self.y - BOTTOM)
        if len(parts) < 2:
            self._new_page()
            self._draw(flowable, before=0, indent=indent)
            return
        self._draw(parts[0], before=0, indent=indent)
        self._new_page()
        for part in parts[1:]:
            self._draw(part, before=0, indent=indent)

    def _marked(self, terms: Sequence[str]) -> None:
        for term in terms:
            labels = self.places.terms.setdefault(term, [])
            if self.label not in labels:
                labels.append(self.label)

    # Blocks

    def _blocks(self, blocks: Iterable[Block], *, front: bool) -> None:
        for block in blocks:
            self.unmarked = () if isinstance(block, Heading) else block.terms
            if isinstance(block, Heading):
                self._wait(block, front=front)
            elif isinstance(block, PageBreak):
                self._new_page()
            elif isinstance(block, Notice):
                self._place(self._notice(block), before=4, after=10, whole=True)
            elif isinstance(block, Steps):
                self._list(block.items, [f"{block.first + n}." for n in range(len(block.items))])
            elif isinstance(block, Bullets):
                self._list(block.items, ["\u2022"] * len(block.items))
            elif isinstance(block, Grid):
                self._grid(block)
            elif isinstance(block, Figure):
                self._figure(block)
            else:
                self._place(self._paragraph(block.text, BODY), before=0, after=7)

    def _paragraph(self, text: str, style: ParagraphStyle) -> Paragraph:
        return Paragraph(self._inline(text), style)

    def _inline(self, text: str) -> str:
        return re.sub(r"\[\[(.+?)\]\]", self._number, text).replace("--", "\u2013")

    def _number(self, found: re.Match[str]) -> str:
        if self.before.numbers and found[1] not in self.before.numbers:
            raise ValueError(f"{self.manual.file}: nothing bears the title {found[1]!r}")
        return self.before.numbers.get(found[1], "0")

    def _wait(self, heading: Heading, *, front: bool) -> None:
        """Number a heading and hold it back until the block that follows it is placed."""
        level = heading.level
        if front:
            number = ""
        else:
            self.counters[level - 1] += 1
            self.counters[level:] = [0] * (3 - level)
            number = ".".join(map(str, self.counters[:level]))
        if heading.title in self.places.numbers:
            raise ValueError(f"{self.manual.file}: two headings {heading.title!r}")
        self.places.numbers[heading.title] = number
        size, lead = ((20, 25), (14, 18), (11.5, 15))[level - 1]
        style = text_style(size, lead, bold=True, color=self.accent if level == 1 else INK)
        shown = escape(f"{number}  {heading.title}" if number else heading.title)
        if level == 1:
            self.captions = {"table": 0, "figure": 0}
            self.running_head = f"{number}  {heading.title}" if number else heading.title
            self._chapter_labels(front=front)
            self._new_page()
        self.waiting.append((heading, Paragraph(shown, style)))

    def _chapter_labels(self, *, front: bool) -> None:
        if front:
            return
        if self.manual.labels == "chapter":
            self._start_labels(roman=False, prefix=f"{self.counters[0]}-")
        elif self.roman:
            self._start_labels(roman=False)

    def _heading(self, heading: Heading, flowable: Flowable) -> None:
        before, after = ((0, 12), (12, 5), (8, 4))[heading.level - 1]
        self._draw(flowable, before=before, indent=0)
        number = self.places.numbers[heading.title]
        entry = Entry(heading.level, number, heading.title, self.label, self.page)
        key = f"at{len(self.places.entries)}"
        self.canvas.bookmarkHorizontal(key, 0, self.y + 30)
        shown = f"{number} {heading.title}".strip()
        self.canvas.addOutlineEntry(shown, key, heading.level - 1, closed=heading.level > 1)
        self.places.entries.append(entry)
        self._marked(heading.terms)
        if heading.level == 1:
            self.canvas.setStrokeColor(self.accent)
            self.canvas.setLineWidth(1.6)
            self.canvas.line(LEFT, self.y - 5, LEFT + 90, self.y - 5)
        self.y -= after

    def _list(self, items: Sequence[str], marks: Sequence[str]) -> None:
        first = 0
        for mark, item in zip(marks, items, strict=True):
            style = ParagraphStyle("item", parent=BODY, leftIndent=22, bulletIndent=4)
            self._place(
                Paragraph(self._inline(item), style, bulletText=mark), before=0, after=4, whole=True
            )
            first = first or self.page
        self.y -= 4
        if marks[0] != "\u2022":
            self.places.steps.append((first, self.page))

    def _notice(self, notice: Notice) -> Table:
        strong = HexColor(SIGNALS[notice.word])
        word = text_style(11, 14, bold=True, color=strong)
        rows = [[Paragraph(notice.word, word)], [self._paragraph(notice.text, BODY)]]
        look: list[Any] = [
            ("LINEBEFORE", (0, 0), (0, -1), 6, strong),
            ("LEFTPADDING", (0, 0), (-1, -1), 14),
            ("RIGHTPADDING", (0, 0), (-1, -1), 12),
            ("TOPPADDING", (0, 0), (0, 0), 7),
            ("BOTTOMPADDING", (0, 0), (0, 0), 1),
            ("TOPPADDING", (0, 1), (0, 1), 1),
            ("BOTTOMPADDING", (0, 1), (0, 1), 9),
        ]
        return Table(rows, colWidths=[MEASURE], style=TableStyle(look))

    def _caption(self, kind: str, caption: str) -> Paragraph:
        self.captions[kind] += 1
        number = f"{self.counters[0]}-{self.captions[kind]}"
        self.places.numbers.setdefault(caption, number)
        return Paragraph(f"{self.words[kind]} {number}\u2002{escape(caption)}", CAPTION)

    def _grid(self, grid: Grid) -> None:
        caption = self._caption("table", grid.caption)
        headers = len(grid.header)
        look: list[Any] = [
            ("GRID", (0, 0), (-1, -1), 0.6, HexColor("#555555")),
            ("BACKGROUND", (0, 0), (-1, headers - 1), HexColor("#e3e6ea")),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("VALIGN", (0, 0), (-1, headers - 1), "MIDDLE"),
            *((side, (0, 0), (-1, -1), 4.5) for side in ("LEFTPADDING", "RIGHTPADDING")),
            *((side, (0, 0), (-1, -1), 3) for side in ("TOPPADDING", "BOTTOMPADDING")),
            *merged_cells(grid.header),
        ]
        cells = [
            [
                self._paragraph("" if cell in "<^" else cell, CELL_HEAD if n < headers else CELL)
                for cell in row
            ]
            for n, row in enumerate((*grid.header, *grid.rows))
        ]
        widths = [MEASURE * width / sum(grid.widths) for width in grid.widths]
        table = Table(cells, colWidths=widths, repeatRows=headers, style=TableStyle(look))
        tall = height_of(table, MEASURE)
        # A table of less than half a page stays in one piece.
        room = height_of(caption, MEASURE) + (tall if tall < HEIGHT * 0.45 else 110)
        waiting = sum(height_of(heading, MEASURE) + 22 for _, heading in self.waiting)
        if self.y - room - waiting - 14 < BOTTOM:
            self._new_page()
        self._place(caption, before=6, after=4)
        self._place(table, before=0, after=14)

    def _figure(self, figure: Figure) -> None:
        drawing: Drawing = FIGURES[figure.name](self.accent)
        caption = self._caption("figure", figure.caption)
        if self.y - drawing.height - 34 < BOTTOM:
            self._new_page()
        indent = (MEASURE - drawing.width) / 2
        self._place(drawing, before=6, after=6, indent=indent, whole=True)
        self._place(caption, before=0, after=14)

    # Title page, contents, index
