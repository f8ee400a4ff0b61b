"""The numbers of steps on a scanned page, read again beside their steps' first words.

OCR takes a narrow column of "1." to "9." for a block of its own and reads it as "ON" or "oa", if
at all. So a mark that stands before a line is looked for in the picture, moved to where a space
would leave it, and read there.
"""

import io
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from liteparse import LayoutBlock, LiteParse, ParsedPage, ParseError, TextItem
from PIL import Image

from ingest.formats.boxes import centre_within
from ingest.formats.layout_boxes import layout_box
from ingest.formats.ocr_items import is_read, item_box, item_words
from ingest.formats.scan_marks import MARK_WIDTH, Mark, column_of, marks_of

# Of the narrowest number in a column.
_AS_WIDE = 0.8
# In heights of running text: how much is read along with a mark, the white between them, the
# distance of lines, and the white on all sides.
_READ_ALONG = 16.0
_MOVED_GAP = 0.45
_PITCH = 2.4
_MARGIN = 4.0
_NUMBER = re.compile(r"^\(?(\d{1,2})(?:(\s?[.)])\s*|\s+)(?=[^\W\d_]|$)")
# A mark of another kind, legible as such: a step of a step, a code, a letter.
_OTHER_MARK = re.compile(
    r"^\W?(\d{1,2}(?:\.\d{1,2})+|[^\W\d_]{1,3}-?\d{1,4}|[^\W\d_][.)]|\d{3,4})(?!\w)"
)

Recognise = Callable[[Path, int], Mapping[int, Sequence[TextItem]]]


@dataclass(frozen=True, slots=True)
class _Told:
    """What marks are: numbers of steps with their dot, and marks of another kind as printed."""

    numbers: Mapping[Mark, str]
    others: Mapping[Mark, str]


def with_steps(
    path: Path, pages: Sequence[ParsedPage], dpi: float, recognise: Recognise
) -> list[ParsedPage]:
    """Return pages that OCR read with the numbers of their steps where it did not read those.

    `dpi` is what pictures are looked at in; `recognise` reads the pages of a PDF, of which it is
    told how many there are, by number.
    """
    numbers = [page.page_num for page in pages if page.text_items]
    if not numbers:
        return list(pages)
    try:
        shots = LiteParse(dpi=dpi, quiet=True, ocr_enabled=False).screenshot(
            path, page_numbers=numbers
        )
    except ParseError:
        return list(pages)
    pictures = {shot.page_num: shot.image_bytes for shot in shots}
    marks: dict[int, list[Mark]] = {}
    strips: list[Image.Image] = []
    for page in pages:
        if page.page_num not in pictures:
            continue
        with Image.open(io.BytesIO(pictures[page.page_num])) as image:
            picture = image.convert("L")
        found = marks_of(page.text_items, picture, dpi / 72)
        if found:
            marks[page.page_num] = found
            strips.append(_strip(found, picture, dpi / 72))
    if not strips:
        return list(pages)
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "steps.pdf"
        strips[0].save(copy, save_all=True, append_images=strips[1:], resolution=dpi)
        read = recognise(copy, len(strips))
    told = {
        number: _told(marks[number], read.get(place, ()))
        for place, number in enumerate(marks, start=1)
    }
    return [_mended(page, told[page.page_num]) if page.page_num in told else page for page in pages]


def _strip(marks: Sequence[Mark], picture: Image.Image, scale: float) -> Image.Image:
    """A picture of the marks, each a space before the first words of its line."""
    body = _body(marks)
    margin, pitch = round(_MARGIN * body * scale), _PITCH * body * scale
    width = round((_READ_ALONG + MARK_WIDTH[1] + 1) * body * scale) + 2 * margin
    strip = Image.new("L", (width, round(pitch * len(marks)) + 2 * margin), 255)
    around = 0.25 * body
    for number, mark in enumerate(marks):
        end = min(mark.text[2] + around, mark.text[0] + _READ_ALONG * body)
        x = margin
        for left, right in ((mark.box[0], mark.box[2]), (mark.text[0], end)):
            area = (left - 0.1 * body, mark.box[1] - around, right, mark.box[3] + around)
            x0, y0, x1, y1 = (round(edge * scale) for edge in area)
            piece = picture.crop((x0, y0, x1, y1))
            strip.paste(piece, (x, round(margin + number * pitch)))
            x += piece.width + round(_MOVED_GAP * body * scale)
    return strip


def _body(marks: Sequence[Mark]) -> float:
    return median(mark.text[3] - mark.text[1] for mark in marks)


def _told(marks: Sequence[Mark], items: Sequence[TextItem]) -> _Told:
    """What the marks are: numbers as they were read, else as the next ones leave no other.

    Among marks of another kind, and without a dot, a number has to count on.
    """
    body = _body(marks)
    margin, pitch = _MARGIN * body, _PITCH * body
    read: dict[Mark, int] = {}
    bare: set[Mark] = set()
    others: dict[Mark, str] = {}
    for place, mark in enumerate(marks):
        middle = margin + place * pitch + (mark.text[3] - mark.text[1]) / 2 + 0.25 * body
        row = [item for item in items if abs(item.y + item.height / 2 - middle) < pitch / 2]
        row.sort(key=lambda item: item.x)
        text = " ".join(item.text.strip() for item in row).strip()
        found = _NUMBER.match(text)
        if found is not None:
            read[mark] = int(found[1])
            if found[2] is None:
                bare.add(mark)
        elif (other := _OTHER_MARK.match(text)) is not None:
            others[mark] = other[1]
    columns = {mark: column_of(mark, marks, body) for mark in marks}
    sure = {
        mark: number
        for mark, number in read.items()
        if _counts_on(mark, columns[mark], read)
        or not (mark in bare or any(beside in others for beside in columns[mark]))
    }
    numbers = {
        mark: sure.get(mark) or _counted(mark, columns[mark], sure)
        for mark in marks
        if mark not in others and (mark in sure or mark not in read)
    }
    return _Told({mark: f"{number}." for mark, number in numbers.items() if number}, others)


def _counts_on(mark: Mark, column: Sequence[Mark], read: Mapping[Mark, int]) -> bool:
    """Whether a number is one more than the one read above it, or one less than the next."""
    numbered = [other for other in column if other in read]
    place = numbered.index(mark)
    above = read[numbered[place - 1]] if place else None
    below = read[numbered[place + 1]] if place + 1 < len(numbered) else None
    return above == read[mark] - 1 or below == read[mark] + 1


def _counted(mark: Mark, column: Sequence[Mark], read: Mapping[Mark, int]) -> int | None:
    """The number of a mark that was not read: one before a number that was, as far as that goes.

    None where the number above says otherwise, unless a list begins there, and for one that is
    narrower than any number of its column: a bullet.
    """
    place = column.index(mark)
    narrowest = min((_width(other) for other in column if other in read), default=math.inf)
    after = next((n for n in range(place, len(column)) if column[n] in read), None)
    if _width(mark) < _AS_WIDE * narrowest or after is None:
        return None
    number = read[column[after]] - (after - place)
    before = next((n for n in range(place, -1, -1) if column[n] in read), None)
    if number < 1 or (
        before is not None and number not in (1, read[column[before]] + place - before)
    ):
        return None
    return number


def _width(mark: Mark) -> float:
    return mark.box[2] - mark.box[0]


def _mended(page: ParsedPage, told: _Told) -> ParsedPage:
    words = [word for item in page.text_items if is_read(item) for word in item_words(item)]
    # What OCR read as such a mark where it stood goes before what the strip says of it.
    put_back = {
        **told.numbers,
        **{
            mark: text
            for mark, text in told.others.items()
            if not any(_stands_at(w, mark) and _OTHER_MARK.match(w.text) for w in words)
        },
    }
    if not put_back:
        return page
    kept = [left for item in page.text_items if (left := _without(item, list(put_back)))]
    added = [
        TextItem(text, x=x0, y=y0, width=x1 - x0, height=y1 - y0, confidence=1.0)
        for (x0, y0, x1, y1), text in ((mark.box, text) for mark, text in put_back.items())
    ]
    # The parser may have made a table of the steps and their numbers: of two columns.
    blocks = [block for block in page.blocks or () if not _holds_any(block, list(told.numbers))]
    return replace(page, text_items=[*kept, *added], blocks=blocks)


def _holds_any(block: LayoutBlock, marks: Sequence[Mark]) -> bool:
    box = layout_box(block)
    return (
        block.kind == "table"
        and box is not None
        and any(centre_within(mark.text, box) or centre_within(mark.box, box) for mark in marks)
    )


def _without(item: TextItem, marks: Sequence[Mark]) -> TextItem | None:
    """An item without those words of it that stand where marks do."""
    words = item_words(item)
    kept = [word for word in words if not any(_stands_at(word, mark) for mark in marks)]
    if len(kept) == len(words):
        return item
    if not kept:
        return None
    x0, y0 = min(word.x for word in kept), min(word.y for word in kept)
    return replace(
        item,
        text=" ".join(word.text for word in kept),
        x=x0,
        y=y0,
        width=max(word.x + word.width for word in kept) - x0,
        height=max(word.y + word.height for word in kept) - y0,
        words=[w for w in item.words if any((w.x, w.y) == (k.x, k.y) for k in kept)],
    )


def _stands_at(word: TextItem, mark: Mark) -> bool:
    x0, y0, x1, y1 = item_box(word)
    beside = mark.box[0] - 1 <= (x0 + x1) / 2 <= (mark.box[2] + mark.text[0]) / 2
    shared = min(y1, mark.box[3]) - max(y0, mark.box[1])
    return beside and shared > 0.5 * min(y1 - y0, mark.box[3] - mark.box[1])
