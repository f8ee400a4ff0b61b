"""PDF to blocks, through LiteParse: headings, lists, tables with cells, listings, figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from liteparse import LayoutBlock, LayoutCell, LiteParse, ParsedPage, ParseError, ParseResult

from ingest.boxes import bounding_box
from ingest.document import Document, PageRead
from ingest.furniture import RunningHeads, contents_pages
from ingest.headings import is_caption, number_of, reads_as_heading
from ingest.plain_text import code_lines, plain, without_bullet, without_markup
from ingest.tables import prose_in_columns, with_header
from store.errors import FileRejected
from store.values import Block, Box

# "1 Open", "2) Close", "3. Turn", and LiteParse's "**4** Press".
_STEP = re.compile(r"^(?:\*\*)?(\d{1,2})(?:[.)])?(?:\*\*)?[.)]?\s+(?=\S)")
_PRINTED_STEP = re.compile(r"^\*\*\d{1,2}[.)]?\*\*\s|^\d{1,2}[.)]\s+\S")


def read_pdf(path: Path, *, max_pages: int) -> Document:
    """Return the blocks and pages of a PDF.

    Raises FileRejected with the reason when it is encrypted, damaged beyond reading, has no page,
    more than `max_pages`, or nothing but images.
    """
    result = _parse(path, max_pages)
    if result.total_pages > max_pages:
        raise FileRejected(
            f"It has {result.total_pages} pages; the limit is {max_pages} (setting max_pages)."
        )
    heads = RunningHeads(result.pages)
    contents = contents_pages(result.pages)
    blocks: list[Block] = []
    pages: list[PageRead] = []
    for page in result.pages:
        found = () if page.page_num in contents else tuple(_blocks_of(page, heads))
        blocks.extend(found)
        pages.append(PageRead(page.page_num, page.page_label, _outcome(page, found, contents)))
    pages = _scans_told(path, pages)
    remarks = _remarks(result)
    pages.extend(
        PageRead(number, None, "failed")
        for number in range(1, result.total_pages + 1)
        if number not in {page.page_num for page in result.pages}
    )
    if not blocks:
        raise FileRejected(_why_nothing(pages))
    return Document(tuple(blocks), tuple(sorted(pages, key=lambda p: p.number)), remarks)


def _parse(path: Path, max_pages: int) -> ParseResult:
    parser = LiteParse(
        extract_blocks=True,
        extract_links=False,
        # Its own rule takes a first line that differs by numbers only for a running head, and
        # with it the code of a fault or the name of a parameter: ours is stricter.
        keep_headers_footers=True,
        ocr_enabled=False,
        continue_on_page_error=True,
        # Left alone it stops at 1,000 pages without a word.
        max_pages=max_pages,
        quiet=True,
    )
    try:
        result = parser.parse(path)
    except (ParseError, ValueError, OSError) as error:
        raise FileRejected(_why_unreadable(str(error))) from error
    if result.total_pages == 0:
        raise FileRejected("It has no pages.")
    return result


def _why_unreadable(reason: str) -> str:
    if re.search("password|encrypt", reason, re.IGNORECASE):
        return "It is encrypted: save a copy without a password and ingest that."
    if re.search("no pages|zero pages|page count", reason, re.IGNORECASE):
        return "It has no pages."
    return f"It cannot be read as a PDF, so it is damaged or not one ({plain(reason)[:160]})."


def _scans_told(path: Path, pages: Sequence[PageRead]) -> list[PageRead]:
    """The pages, with those that gave nothing looked at again: blank, or a picture of text?"""
    empty = [page.number for page in pages if page.outcome == "empty"]
    if not empty:
        return list(pages)
    only_these = LiteParse(
        target_pages=",".join(map(str, empty)), ocr_enabled=False, quiet=True, max_pages=len(empty)
    )
    try:
        looked_at = only_these.is_complex(path)
    except ParseError:
        return list(pages)
    scans = {
        page.page_number
        for page in looked_at
        if page.full_page_image or page.image_block_count or page.is_garbled
    }
    return [replace(page, outcome="image") if page.number in scans else page for page in pages]


def _remarks(result: ParseResult) -> tuple[str, ...]:
    remarks = [
        f"Page {error.page_num} could not be read: {plain(error.message)[:120]}."
        for error in result.page_errors
    ]
    failed = {error.page_num for error in result.page_errors}
    missing = result.total_pages - len(result.pages) - len(failed)
    if missing > 0:
        remarks.append(f"{missing} of {result.total_pages} pages did not arrive from the parser.")
    return tuple(remarks)


def _why_nothing(pages: Sequence[PageRead]) -> str:
    if any(page.outcome == "image" for page in pages):
        return (
            f"Its {len(pages)} pages are images without text; reading scans (OCR) is not "
            "switched on yet: it comes with its language data in a later version."
        )
    return f"None of its {len(pages)} pages holds text."


def _outcome(page: ParsedPage, found: Sequence[Block], contents: frozenset[int]) -> str:
    if page.page_num in contents:
        return "contents"
    if any(block.kind != "figure" for block in found):
        return "text"
    if found or any(block.kind == "figure" for block in page.blocks or ()):
        return "image"
    return "empty"


def _box(block: LayoutBlock | LayoutCell) -> Box | None:
    area = block.bbox
    if area is None:
        return None
    return (
        round(area.x, 1),
        round(area.y, 1),
        round(area.x + area.width, 1),
        round(area.y + area.height, 1),
    )


def _blocks_of(page: ParsedPage, heads: RunningHeads) -> Iterator[Block]:
    layout = [block for block in page.blocks or () if not heads.is_one(block, page)]
    for position, block in enumerate(layout):
        following = layout[position + 1] if position + 1 < len(layout) else None
        yield from _converted(block, following, page.page_num)


def _converted(block: LayoutBlock, following: LayoutBlock | None, page: int) -> Iterator[Block]:
    box = _box(block)
    if block.kind == "table":
        yield from _table(block, page)
    elif block.kind in ("code", "grid_fallback"):
        text = code_lines(block.lines or [])
        if text.strip():
            yield Block("code", text, page, box)
    elif block.kind == "figure":
        yield Block("figure", "", page, box)
    elif block.kind == "heading":
        yield from _heading(block, following, page)
    elif block.kind == "list_item":
        text = without_bullet(without_markup(block.text or ""))
        if text:
            # A symbol font's bullet arrives as whatever letter it borrowed: printed as a dot.
            marker = plain(block.marker or "") if block.ordered else "•"
            yield Block("list_item", text, page, box, level=block.level or 0, marker=marker)
    elif block.kind == "paragraph":
        yield from _paragraph(block, page)


def _heading(block: LayoutBlock, following: LayoutBlock | None, page: int) -> Iterator[Block]:
    text = plain(block.text or "")
    if not text or text.isdigit():
        # A chapter's number, set large and apart from its title.
        return
    if is_caption(text):
        yield Block("paragraph", text, page, _box(block))
        return
    number = number_of(text)
    # Steps set larger than the text look like headings. They carry one plain number, and they
    # are sentences: they end as one, run on into the next block, or are long.
    if len(number) == 1 and number[0].isdigit() and text[0].isdigit():
        runs_on = following is not None and (following.text or "")[:1].islower()
        if text.endswith(".") or runs_on or len(text) > 70 or (block.level or 1) >= 4:
            yield from _step(text, page, _box(block))
            return
    yield Block("heading", text, page, _box(block), level=block.level or 1)


def _paragraph(block: LayoutBlock, page: int) -> Iterator[Block]:
    raw = block.text or ""
    text = without_markup(raw)
    if not text:
        return
    if _PRINTED_STEP.match(raw):
        yield from _step(text, page, _box(block))
        return
    bold = block.bold or (raw.startswith("**") and raw.endswith("**"))
    if reads_as_heading(text, bold=bold):
        yield Block("heading", text, page, _box(block), level=len(number_of(text)) + 1)
        return
    bare = without_bullet(text)
    if bare and bare != text:
        yield Block("list_item", bare, page, _box(block), marker="•")
        return
    yield Block("paragraph", text, page, _box(block))


def _step(text: str, page: int, box: Box | None) -> Iterator[Block]:
    match = _STEP.match(text)
    marker = f"{match.group(1)}." if match else ""
    yield Block("list_item", text[match.end() :] if match else text, page, box, marker=marker)


def _table(block: LayoutBlock, page: int) -> Iterator[Block]:
    box = _box(block)
    header = [tuple(plain(cell.text) for cell in block.header)] if block.header else []
    rows = [tuple(plain(cell.text) for cell in row) for row in block.rows or []]
    prose = prose_in_columns([*header, *rows])
    if prose is not None:
        heading, text = prose
        if heading:
            yield Block("heading", heading, page, box, level=len(number_of(heading)) + 1)
        if text:
            yield Block("paragraph", text, page, box)
        return
    header, rows, taken = with_header(header, rows)
    if not rows:
        text = " ".join(cell for row in header for cell in row if cell)
        if text:
            yield Block("paragraph", text, page, box)
        return
    if len(rows[0]) == 1 and not header:
        # One column is a frame around text or a listing, not a table.
        yield Block("code", "\n".join(row[0] for row in rows), page, box)
        return
    boxes = tuple(bounding_box(_box(cell) for cell in row) for row in (block.rows or [])[taken:])
    text = "\n".join(" | ".join(row) for row in [*header, *rows])
    yield Block("table", text, page, box, header=tuple(header), rows=tuple(rows), row_boxes=boxes)
