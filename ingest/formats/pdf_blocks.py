"""LiteParse's layout blocks as the blocks of this house: headings, steps, tables, listings."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from liteparse import LayoutBlock, LayoutCell, ParsedPage

from ingest.formats.boxes import bounding_box
from ingest.formats.callouts import without_callouts
from ingest.formats.captions_below import with_captions_below
from ingest.formats.carried_sentences import carries_on, joined
from ingest.formats.check_lists import checked_points
from ingest.formats.dotted_steps import dotted_steps, with_titles
from ingest.formats.furniture import RunningHeads
from ingest.formats.line_ends import with_line_ends
from ingest.formats.lines import blocks_of_lines, lines_within
from ingest.formats.no_tables import is_running_text, points_of, reach_of
from ingest.formats.parted_headings import parted, runs_on_into, with_whole_titles
from ingest.formats.plain_text import (
    bulleted,
    code_lines,
    pieces,
    plain,
    without_bullet,
    without_markup,
)
from ingest.formats.symbols import bullet_sign
from ingest.formats.tables import is_row, with_header
from ingest.formats.title_levels import TitleLevels
from ingest.formats.told_titles import introduces, leads_into, tells
from ingest.headings import (
    is_caption,
    is_left_open,
    is_listed_title,
    level_of,
    number_of,
    reads_as_heading,
    with_spaced_number,
)
from store.contents import Block
from store.values import Box

# "1 Open", "2) Close", "3. Turn", and LiteParse's "**4** Press".
_STEP = re.compile(r"^(?:\*\*)?(\d{1,2})(?:[.)])?(?:\*\*)?[.)]?\s+(?=\S)")
# A heading of so many words that goes on below it, or ends in a full stop, is text.
_LONG_HEADING = 6
# A title has so many letters at least, save where one sign is a word: 2E80 begins CJK.
_LEAST_LETTERS, _IDEOGRAPHS = 3, "\u2e80"
_BESIDE_LETTERS = "()[] .°²³·"
# Beside the arrows of a flow chart.
_ANSWERS = re.compile(r"(?:\s*\b(?:yes|no|ja|nein|oui|non|sì|sí|si)\b)+\s*", re.IGNORECASE)
# "a. Tighten to 140 N·m", "b) Release the brake.": with a figure or a full stop no title.
_LETTERED_STEP = re.compile(r"([a-z])[.)]\s+(?=\S.*(?:\d|\.$))")
# One that goes on below it is none either.
_LETTERED = re.compile(r"([a-z])[.)]\s+(?=\S)")
# Points of lists, and Word's arrowheads; squares adorn titles, too.
_ROUND = frozenset("\u2022\u25cf\u26ab\u2b24\uf0d8\uf076")
_PRINTED_STEP = re.compile(r"^\*\*\d{1,2}[.)]?\*\*\s|^\d{1,2}[.)]\s+\S")


def blocks_of(
    page: ParsedPage, heads: RunningHeads, titles: TitleLevels | None = None
) -> tuple[Block, ...]:
    """Return a page's blocks in reading order, its running heads left out.

    `titles` tells numbered titles from steps that are set as large.
    """
    titles = titles or TitleLevels()
    return tuple(joined(list(_blocks_of(page, heads, titles)), page))


def with_shared_titles(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, with one title for alarms that follow each other without a word between.

    What is told below the last of them is told of all.
    """
    held: Block | None = None
    for block in blocks:
        listed = block.kind == "heading" and is_listed_title(block.text)
        if held is not None and listed and block.level == held.level:
            box = bounding_box((held.box, block.box))
            held = replace(held, text=f"{held.text} / {block.text}", box=box)
            continue
        if held is not None:
            yield held
        held = block if listed else None
        if not listed:
            yield block
    if held is not None:
        yield held


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


def _blocks_of(page: ParsedPage, heads: RunningHeads, titles: TitleLevels) -> Iterator[Block]:
    shown = [
        heads.without(block, page)
        for block in with_line_ends(page.blocks or (), page)
        if not heads.is_one(block, page)
    ]
    shown = [
        replace(block, kind="paragraph") if titles.is_text(block, page) else block
        for block in with_whole_titles(without_callouts(shown), page)
    ]
    layout = [
        part
        for block, following in zip_longest(shown, shown[1:])
        for whole in parted(block, following, page)
        for point in checked_points(whole, page)
        for part in dotted_steps(point, page)
    ]
    layout = with_captions_below(with_titles(layout))
    for position, block in enumerate(layout):
        following = layout[position + 1] if position + 1 < len(layout) else None
        above = without_markup(layout[position - 1].text or "") if position else ""
        if block.kind == "heading" and is_left_open(above):
            block = replace(block, kind="paragraph")
        if block.kind == "table":
            others = [_box(other) for other in layout if other is not block]
            yield from _table(block, page, [box for box in others if box is not None])
        else:
            yield from _converted(block, following, page.page_num, titles)


def _converted(
    block: LayoutBlock, following: LayoutBlock | None, page: int, titles: TitleLevels
) -> Iterator[Block]:
    box = _box(block)
    if block.kind in ("code", "grid_fallback"):
        text = code_lines(block.lines or [])
        if text.strip():
            yield Block("code", text, page, box)
    elif block.kind == "figure":
        yield Block("figure", "", page, box)
    elif block.kind == "heading":
        yield from _heading(block, following, page, titles)
    elif block.kind == "list_item":
        yield from _list_item(block, page)
    elif block.kind == "paragraph":
        yield from _paragraph(block, page)


def _list_item(block: LayoutBlock, page: int) -> Iterator[Block]:
    """The item, and each that a parser ran together with it."""
    box = _box(block)
    # A symbol font's bullet arrives as whatever letter it borrowed: printed as a dot.
    marker = block.marker or ""
    marker = plain(marker) if block.ordered else bullet_sign(marker)
    for number, item in enumerate(bulleted(block.text or "")):
        if text := without_bullet(without_markup(without_bullet(item))):
            sign = "•" if number else marker
            yield Block("list_item", text, page, box, level=block.level or 0, marker=sign)


def _heading(
    block: LayoutBlock, following: LayoutBlock | None, page: int, titles: TitleLevels
) -> Iterator[Block]:
    text = with_spaced_number(plain(block.text or ""))
    if not text or text.isdigit():
        # A chapter's number, set large and apart from its title.
        return
    if is_caption(text) or _is_label(text):
        yield Block("paragraph", text, page, _box(block))
        return
    if not _ROUND.isdisjoint((text[0], (block.text or "")[0])):
        yield from _list_item(replace(block, marker="•", level=0), page)
        return
    lettered = _LETTERED_STEP.match(text)
    if len(text.split()) > _LONG_HEADING and _goes_on(text, block, following):
        lettered = lettered or _LETTERED.match(text)
    if lettered:
        marker = f"{lettered.group(1)}."
        yield Block("list_item", text[lettered.end() :], page, _box(block), marker=marker)
        return
    if is_listed_title(text):
        yield Block("heading", text, page, _box(block), level=block.level or 1)
        return
    number = number_of(text)
    # Steps set larger than the text look like headings. They carry one plain number, and they
    # are sentences: they end as one, run on into the next block, or are long.
    if len(number) == 1 and number[0].isdigit() and text[0].isdigit():
        runs_on = runs_on_into(following)
        level = block.level or 1
        if level >= 4:
            level = titles.of(block) or 0
        if text.endswith(".") or introduces(text) or runs_on or len(text) > 70 or not level:
            yield from _step(text, page, _box(block))
            return
        block = replace(block, level=level)
    # "… chemicals near this" / "appliance.": the end of a sentence, however it is set.
    ends = text[:1].islower() and text.endswith(".")
    long = len(text.split()) >= _LONG_HEADING
    told = tells(text) or _goes_on(text, block, following)
    if (not number and (ends or (long and told) or introduces(text))) or is_left_open(text):
        yield Block("paragraph", text, page, _box(block))
        return
    yield Block("heading", text, page, _box(block), level=block.level or 1)


def _is_label(text: str) -> bool:
    """Whether a title says no word and bears no number: "Hz" at an axis, "t", "(PE)"; not "I/O".

    Nor does one that answers the question of a flow chart say any: "YES".
    """
    if _ANSWERS.fullmatch(text):
        return True
    letters = [sign for sign in text if sign not in _BESIDE_LETTERS]
    return len(letters) < _LEAST_LETTERS and all(
        letter.isalpha() and letter < _IDEOGRAPHS for letter in letters
    )


def _goes_on(text: str, block: LayoutBlock, following: LayoutBlock | None) -> bool:
    if following is None or following.kind != "paragraph":
        return False
    below = without_markup(following.text or "")
    if leads_into(text, below):
        return True
    return below[:1].islower() and carries_on(text, _box(block), below, _box(following))


def _paragraph(block: LayoutBlock, page: int) -> Iterator[Block]:
    raw = block.text or ""
    bold = block.bold or (raw.startswith("**") and raw.endswith("**"))
    for piece in pieces(raw):
        yield from _piece(piece, page, _box(block), bold=bold)


def _piece(raw: str, page: int, box: Box | None, *, bold: bool) -> Iterator[Block]:
    text = without_markup(raw)
    if not text:
        return
    if _PRINTED_STEP.match(raw):
        yield from _step(text, page, box)
        return
    if reads_as_heading(text, bold=bold):
        yield Block("heading", with_spaced_number(text), page, box, level=level_of(text))
        return
    bare = without_bullet(without_markup(without_bullet(raw)))
    if bare and bare != text:
        yield Block("list_item", bare, page, box, marker="•")
        return
    yield Block("paragraph", text, page, box)


def _step(text: str, page: int, box: Box | None) -> Iterator[Block]:
    match = _STEP.match(text)
    marker = f"{match.group(1)}." if match else ""
    yield Block("list_item", text[match.end() :] if match else text, page, box, marker=marker)


def _table(block: LayoutBlock, page: ParsedPage, others: Sequence[Box]) -> Iterator[Block]:
    box = _box(block)
    if points := points_of(block, page):
        yield from points
        return
    if box is not None and is_running_text(block, page):
        lines = lines_within(page, reach_of(box, page), outside=others)
        if lines:
            yield from blocks_of_lines(lines, page.page_num)
            return
    cells = list(block.rows or [])
    rows = [tuple(plain(cell.text) for cell in row) for row in cells]
    header = [tuple(plain(cell.text) for cell in block.header)] if block.header else []
    if block.header and is_row(header[0], rows):
        cells.insert(0, block.header)
        rows.insert(0, header.pop())
    header, rows, taken = with_header(header, rows)
    if not rows:
        text = " ".join(cell for row in header for cell in row if cell)
        if text:
            yield Block("paragraph", text, page.page_num, box)
        return
    boxes = tuple(bounding_box(_box(cell) for cell in row) for row in cells[taken:])
    text = "\n".join(" | ".join(row) for row in [*header, *rows])
    yield Block(
        "table",
        text,
        page.page_num,
        box,
        header=tuple(header),
        rows=tuple(rows),
        row_boxes=boxes,
    )
