"""What a document says of itself on its first and last pages, with the words that say it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.front_matter.printed_dates import dates_in
from ingest.front_matter.revision_history import newest_issue
from ingest.front_matter.revision_marks import Mark, as_label, marks_in
from ingest.front_matter.said import Said
from ingest.front_matter.title_labels import Labelled, labelled_values
from ingest.front_matter.title_text import maker_in, title_of
from ingest.front_matter.validity import amended, firmware_range, serial_range
from ingest.naming import manual_and_revision
from store.contents import Block

__all__ = ["Described", "Said", "described"]

# Without pages, this many blocks are a document's front, and these its first pages.
_FRONT_BLOCKS = 12
_FIRST_BLOCKS = 40
# A line of a title page is short; what is longer is text, and speaks of other things too.
_LONGEST_LINE = 120
_LONGEST_IMPRINT_LINE = 80
_DATE_AND_LITTLE_MORE = 24
# A file without paragraphs is one block; what it says of itself stands at its beginning.
_LONGEST_TEXT = 3000


@dataclass(frozen=True, slots=True)
class Described:
    """What a document says of itself; None is what it does not say, or not beyond doubt.

    `effective` is a date as YYYY-MM-DD; where only a month is printed, its first day. `amends` is
    the number or title of the section that a bulletin amends, `amends_manual` the manual as the
    bulletin names it.
    """

    title: Said | None = None
    maker: Said | None = None
    document_number: Said | None = None
    revision: Said | None = None
    effective: Said | None = None
    serial_from: Said | None = None
    serial_to: Said | None = None
    firmware_from: Said | None = None
    firmware_to: Said | None = None
    amends: Said | None = None
    amends_manual: Said | None = None


def described(blocks: Sequence[Block], metadata: Mapping[str, str], *, file: str) -> Described:
    """Return what the document says of itself on its first two pages and its last.

    `metadata` is the file's own (title, author): its dates are those of a file, and not looked at.
    `file` is its name, which decides where the document prints several labels.
    """
    front, others = _looked_at(blocks)
    known = {key.lstrip("/").casefold(): value.strip() for key, value in metadata.items() if value}
    labelled = [*labelled_values(front), *labelled_values(others)]
    texts = [(text, block.page) for block in [*front, *others] for text in _texts(block)]
    revision, line = _revision([*front], [*others], labelled, known, file)
    serial_from, serial_to = serial_range(texts)
    firmware_from, firmware_to = firmware_range(texts)
    amends, amends_manual = amended(texts)
    return Described(
        title=title_of(front, known, file),
        maker=_maker(labelled) or maker_in(front, others, known),
        document_number=_document_number(labelled),
        revision=revision,
        effective=_effective(front, others, labelled, revision, line),
        serial_from=serial_from,
        serial_to=serial_to,
        firmware_from=firmware_from,
        firmware_to=firmware_to,
        amends=amends,
        amends_manual=amends_manual,
    )


def _looked_at(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The title page's blocks, and those of the second page and the last."""
    pages = [block.page for block in blocks if block.page is not None]
    if not pages:
        return list(blocks[:_FRONT_BLOCKS]), list(blocks[_FRONT_BLOCKS:_FIRST_BLOCKS])
    last = max(pages)
    return (
        [block for block in blocks if block.page == 1],
        [block for block in blocks if block.page != 1 and block.page in (2, last)],
    )


def _texts(block: Block) -> Iterator[str]:
    if block.kind == "table":
        for row in block.rows:
            yield from (cell[:_LONGEST_TEXT] for cell in row)
    elif block.kind != "figure":
        yield block.text[:_LONGEST_TEXT]


def _lines(blocks: Sequence[Block], kinds: Sequence[str], longest: int) -> Iterator[Block]:
    return (b for b in blocks if b.kind in kinds and len(b.text) <= longest)


def _revision(
    front: Sequence[Block],
    others: Sequence[Block],
    labelled: Sequence[Labelled],
    metadata: Mapping[str, str],
    file: str,
) -> tuple[Said | None, str]:
    """The revision's label, and the line it stands in if it is set among other words."""
    on_front = {block.page for block in front}
    at_labels = [
        (Said(label, found.words, found.page), found.words)
        for found in labelled
        if found.field == "revision" and found.page in on_front and (label := as_label(found.value))
    ]
    imprint = [
        block
        for block in _lines(others, ("heading", "paragraph"), _LONGEST_IMPRINT_LINE)
        if not block.text.endswith(".")
    ]
    history = newest_issue([*front, *others])
    tiers = (
        at_labels,
        _marked(_lines(front, ("heading",), _LONGEST_LINE)),
        _marked(b for b in _lines(front, ("paragraph",), _LONGEST_LINE) if not _of_another(b)),
        _marked(imprint),
        [(history.label, "")] if history else [],
        _marked([Block("heading", metadata.get("title", "")[:_LONGEST_LINE])]),
    )
    named = manual_and_revision(file)[1]
    for tier in tiers:
        labels = {said.value.casefold() for said, _ in tier}
        if len(labels) > 1 and named is not None:
            # Where a page prints several, the file's name may say which one is its own.
            tier = [found for found in tier if found[0].value.casefold() == named.casefold()]
            labels = {said.value.casefold() for said, _ in tier}
        if len(labels) == 1:
            return tier[0]
        if labels:
            return None, ""
    return None, ""


def _of_another(block: Block) -> bool:
    """Whether a line speaks of another document's revision: that of the manual it amends."""
    return any(amended([(block.text, None)]))


def _marked(blocks: Iterator[Block] | Sequence[Block]) -> list[tuple[Said, str]]:
    """The surest kind of revision marks in lines."""
    found: list[tuple[Mark, Block]] = [(m, block) for block in blocks for m in marks_in(block.text)]
    surest = min((mark.rank for mark, _ in found), default=0)
    return [
        (Said(mark.label, mark.words, block.page), block.text)
        for mark, block in found
        if mark.rank == surest
    ]


def _effective(
    front: Sequence[Block],
    others: Sequence[Block],
    labelled: Sequence[Labelled],
    revision: Said | None,
    line: str,
) -> Said | None:
    on_front = {block.page for block in front}
    at_labels = [
        (found, dates[0])
        for found in labelled
        if found.field == "effective" and len(dates := list(dates_in(found.value))) == 1
    ]
    for group in (
        [pair for pair in at_labels if pair[0].page in on_front],
        [pair for pair in at_labels if pair[0].page not in on_front],
    ):
        days = {date.date for _, date in group}
        if len(days) == 1:
            return Said(days.pop().isoformat(), group[0][0].words, group[0][0].page)
        if days:
            return None
    beside = list(dates_in(line)) if revision else []
    if revision and len(beside) == 1:
        return Said(beside[0].date.isoformat(), line.strip(), revision.page)
    alone = [
        (date, block)
        for block in _lines(front, ("heading", "paragraph"), _LONGEST_LINE)
        for date in dates_in(block.text)
        if block.text.strip() == date.words
    ]
    if len({date.date for date, _ in alone}) == 1:
        date, block = alone[0]
        return Said(date.date.isoformat(), date.words, block.page)
    return _issued([*front, *others], revision)


def _issued(blocks: Sequence[Block], revision: Said | None) -> Said | None:
    """The date that a history of revisions gives, or that stands right behind the label."""
    history = newest_issue(blocks)
    if history and revision and history.label.value == revision.value:
        return history.date
    if revision is None:
        return None
    behind = re.compile(rf"(?<![\w.])[vV]?{re.escape(revision.value)}\)?,?\s")
    for block in blocks:
        for match in behind.finditer(block.text[:_LONGEST_TEXT]):
            rest = block.text[match.end() : match.end() + _DATE_AND_LITTLE_MORE]
            date = next(dates_in(rest), None)
            if date is not None and date.start == 0:
                words = f"{match.group().strip()} {date.words}"
                return Said(date.date.isoformat(), words, block.page)
    return None


def _document_number(labelled: Sequence[Labelled]) -> Said | None:
    numbers = {
        found.value.split()[0].rstrip(".,;"): found
        for found in reversed(labelled)
        if found.field == "document_number" and any(c.isdigit() for c in found.value.split()[0])
    }
    if len(numbers) != 1:
        return None
    value, found = numbers.popitem()
    return Said(value, found.words, found.page)


def _maker(labelled: Sequence[Labelled]) -> Said | None:
    makers = {found.value: found for found in labelled if found.field == "maker"}
    if len(makers) != 1:
        return None
    value, found = makers.popitem()
    return Said(value, found.words, found.page)
