"""PDF to blocks: parsed by LiteParse, scans read by OCR, hidden text out, ruled tables by lines."""

import tempfile
from collections.abc import Container, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

from liteparse import LiteParse, ParsedPage, ParseError, ParseResult

from ingest.formats.boxes import centre_within
from ingest.formats.budgets import Limits
from ingest.formats.cell_words import Word
from ingest.formats.contents_lists import contents_pages
from ingest.formats.crops import Crop
from ingest.formats.divided_pages import with_divided_columns
from ingest.formats.divided_words import with_whole_words
from ingest.formats.document import ContentsPage, Document, PageRead
from ingest.formats.framed_notices import with_framed_notices
from ingest.formats.furniture import RunningHeads
from ingest.formats.hidden_text import Shown, without_hidden_text
from ingest.formats.labelled_steps import with_steps
from ingest.formats.leftovers import with_leftovers
from ingest.formats.listed_pages import listed
from ingest.formats.notice_lines import with_notice_lines
from ingest.formats.ocr import OnScan, Scans, dpi_within, read_scans, tell_nobody
from ingest.formats.ocr_suspects import suspects
from ingest.formats.page_outcomes import not_arrived, remarks, why_nothing
from ingest.formats.pdf_blocks import blocks_of, with_shared_titles
from ingest.formats.pdf_parser import collector_paused, parse
from ingest.formats.printed_numbers import with_printed_labels
from ingest.formats.prose_around_figures import with_prose_around_figures
from ingest.formats.refining import Refining
from ingest.formats.rows_below import with_rows_below
from ingest.formats.ruled_columns import with_ruled_columns
from ingest.formats.ruled_tables import with_ruled_tables
from ingest.formats.run_colours import pages_with_white_text, with_own_colours
from ingest.formats.said_already import said_once
from ingest.formats.side_headings import with_side_headings
from ingest.formats.spacing_accents import Lettered, accents_stand_apart, with_accented_letters
from ingest.formats.strewn_tables import without_strewn_tables
from ingest.formats.symbol_fonts import with_signs
from ingest.formats.symbols import plain_signs
from ingest.formats.text_columns import with_text_columns
from ingest.formats.title_levels import TitleLevels
from ingest.formats.title_prints import TitlePrints
from ingest.formats.torn_words import with_joined_words
from ingest.formats.turned_pages import as_shown, text_upright
from ingest.formats.whole_pages import whole_pages
from store.contents import Block
from store.errors import FileRejected
from store.values import Box

# A page's image in which white letters are looked for: a letter is four pixels high.
_LOOK_DPI = 72.0


@collector_paused()
def read_pdf(
    path: Path,
    *,
    max_pages: int | None = None,
    limits: Limits | None = None,
    language: str | None = None,
    on_scan: OnScan = tell_nobody,
) -> Document:
    """Return the blocks and pages of a PDF.

    `language` is what its owner says of it (ISO 639-1): scanned pages are read in it, and `on_scan`
    is told of each. Every page has its outcome: `text`, `ocr`, `contents`, `empty`, `figure` (a
    picture or drawing in which nothing could be read) or `failed`, which says why.

    Raises FileRejected with the reason when it is encrypted, damaged beyond reading, has no page,
    more pages than allowed, or nothing that could be read.
    """
    allowed = limits or Limits()
    most = max_pages or allowed.max_pages
    with tempfile.TemporaryDirectory(prefix="millwright-turned-") as folder:
        return _read_pdf(path, most, allowed, language, Path(folder), on_scan)


def _read_pdf(
    path: Path,
    most: int,
    limits: Limits,
    language: str | None,
    copies: Path,
    on_scan: OnScan,
) -> Document:
    with ThreadPoolExecutor(1, "colours") as beside:
        white = beside.submit(pages_with_white_text, path)
        result = whole_pages(path, most)
    if result.total_pages > most:
        raise FileRejected(
            f"It has {result.total_pages} pages; the limit is {most} (setting max_pages)."
        )
    upright = text_upright(
        path, result.pages, copies, lambda copy, numbers: whole_pages(copy, most, numbers)
    )
    path = upright.path

    def cropped(number: int, crop: Crop) -> ParseResult:
        return whole_pages(path, most, [number], crop_box=crop)

    refining = Refining()
    set_apart = refining.of(
        "Headings beside the text",
        list(upright.pages),
        lambda pages: with_side_headings(pages, cropped),
    )
    set_apart = refining.of(
        "Labels of drawings beside the text",
        set_apart,
        lambda pages: with_divided_columns(pages, cropped),
    )
    set_apart = refining.of(
        "Columns of text between rules",
        set_apart,
        lambda pages: with_ruled_columns(pages, cropped),
    )
    set_apart = refining.of(
        "Two columns of text",
        set_apart,
        lambda pages: with_text_columns(pages, cropped),
    )
    coloured = with_own_colours(path, set_apart, white.result())
    lettered: Lettered = with_accented_letters if accents_stand_apart(coloured) else list
    every = [with_signs(page) for page in lettered(coloured)]
    look = suspects(path, every)
    scanned = {page.page_num for page in look.scans}
    printed = [page for page in every if page.page_num not in scanned]

    def shown_of(pages: Sequence[ParsedPage], file: Path) -> Shown:
        return without_hidden_text(pages, lambda numbers: _images(file, pages, numbers, limits))

    with ThreadPoolExecutor(1, "ocr") as beside:
        # OCR is native and slow: the text pages' tables are put together in the meantime.
        reading = beside.submit(
            read_scans,
            path,
            every,
            look.scans,
            limits,
            copies,
            language=language,
            on_scan=on_scan,
        )
        shown = shown_of(printed, path)
        plain_pages = [
            refining.of(f"The text of page {page.page_num}", page, without_strewn_tables)
            for page in shown.pages
        ]
        ruled = refining.of(
            "Ruled tables",
            plain_pages,
            lambda pages: with_ruled_tables(
                pages, lambda numbers: _words(path, numbers, shown.hidden, lettered)
            ),
        )
        whole = [
            refining.of(f"The rows below a table of page {page.page_num}", page, with_rows_below)
            for page in ruled
        ]
        whole = [
            refining.of(f"The steps of page {page.page_num}", page, with_steps) for page in whole
        ]
        whole = [
            refining.of(f"The notices of page {page.page_num}", page, with_notice_lines)
            for page in whole
        ]
        scans = reading.result()
        # A scan may hide text, too, beside the picture that OCR read.
        unread = [page for page in look.scans if page.page_num not in scans.read]
        seen = shown_of([*scans.read.values(), *unread], scans.path)
        pages = sorted([*whole, *seen.pages], key=lambda page: page.page_num)
        blocks, contents, told = _read(pages, scans, look.pictures, refining)
        blocks, contents = refining.of(
            "Words divided at the ends of lines",
            (blocks, contents),
            lambda read: with_whole_words(*read, pages),
        )
        blocks, contents = refining.of(
            "Words torn apart by their spacing",
            (blocks, contents),
            lambda read: with_joined_words(*read),
        )
    told.extend(not_arrived(result))
    if not blocks:
        raise FileRejected(why_nothing(told))
    by_number = tuple(sorted(told, key=lambda page: page.number))
    hidden = shown.characters + seen.characters
    turns, as_read = (upright.turns, scans.turns), {page.page_num: page for page in pages}
    return Document(
        tuple(as_shown(blocks, turns, as_read)),
        by_number,
        tuple(
            replace(page, lines=tuple(as_shown(page.lines, turns, as_read))) for page in contents
        ),
        (*remarks(told), *refining.remarks()),
        hidden_characters=hidden,
    )


def _read(
    pages: Sequence[ParsedPage], scans: Scans, pictures: Container[int], refining: Refining
) -> tuple[list[Block], list[ContentsPage], list[PageRead]]:
    prints = TitlePrints(pages)
    pages = [prints.with_titles(page) for page in with_printed_labels(pages)]
    heads = RunningHeads(pages)
    contents = contents_pages(pages)
    titles = TitleLevels(pages)
    blocks: list[Block] = []
    lists: list[ContentsPage] = []
    told: list[PageRead] = []
    for page in pages:
        number = page.page_num
        found: Sequence[Block] = ()
        if number in contents:
            lists.append(listed(page, contents[number], heads))
        else:
            found = blocks_of(page, heads, titles)
            if number not in scans.read:
                found = refining.of(
                    f"The text around pictures of page {number}",
                    found,
                    partial(with_prose_around_figures, page, heads=heads),
                )
                found = refining.of(
                    f"The text beside tables of page {number}",
                    found,
                    partial(with_leftovers, page, heads=heads),
                )
                found = refining.of(
                    f"Notices in frames of page {number}", found, partial(with_framed_notices, page)
                )
        blocks.extend(said_once(with_shared_titles(found)))
        if number in scans.failed:
            told.append(PageRead(number, page.page_label, "failed", scans.failed[number]))
            continue
        outcome = "contents" if number in contents else _outcome(page, found, scans, pictures)
        told.append(PageRead(number, page.page_label, outcome))
    return blocks, lists, told


def _outcome(
    page: ParsedPage, found: Sequence[Block], scans: Scans, pictures: Container[int]
) -> str:
    if any(block.kind != "figure" for block in found):
        return "ocr" if page.page_num in scans.read else "text"
    figure = found or any(block.kind == "figure" for block in page.blocks or ())
    return "figure" if figure or page.page_num in pictures else "empty"


def _words(
    path: Path, numbers: Sequence[int], hidden: Mapping[int, Sequence[Box]], lettered: Lettered
) -> dict[int, tuple[Word, ...]]:
    """The words of pages with their boxes; a second, quick parse, for few pages."""
    parsed = parse(path, numbers[-1], numbers, emit_word_boxes=True).pages
    return {
        page.page_num: tuple(
            word for word in _page_words(page) if not _is_hidden(word, hidden, page.page_num)
        )
        for page in lettered(parsed)
    }


def _page_words(page: ParsedPage) -> list[Word]:
    return [
        Word(
            plain_signs(word.text, item.font_name or ""),
            (word.x, word.y, word.x + word.width, word.y + word.height),
        )
        for item in page.text_items
        for word in item.words
    ]


def _is_hidden(word: Word, hidden: Mapping[int, Sequence[Box]], page: int) -> bool:
    return any(centre_within(word.box, box) for box in hidden.get(page, ()))


def _images(
    path: Path, pages: Sequence[ParsedPage], numbers: Sequence[int], limits: Limits
) -> dict[int, bytes]:
    """Pages as PNG by their numbers; a page that cannot be drawn is left out."""
    largest = [page for page in pages if page.page_num in set(numbers)]
    dpi = min(dpi_within(page, _LOOK_DPI, limits.max_pixels) for page in largest)
    try:
        shots = LiteParse(dpi=dpi, quiet=True, ocr_enabled=False).screenshot(
            path, page_numbers=list(numbers)
        )
    except ParseError:
        return {}
    return {shot.page_num: shot.image_bytes for shot in shots}
