"""A chosen piece of a passage, and the citation and notices that go with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answer.evidence import Evidence
from answer.passages import is_table, labelled_row, row_quote
from answer.sentences import Span
from store.contents import shown_at
from store.values import Citation, NoticeLevel, NoticeShown, Place, Table

_LEVELS: tuple[NoticeLevel, ...] = ("danger", "warning", "caution", "notice")
# Two pieces of one passage become one quote only while it stays readable at arm's length.
_LONGEST_UNION = 900


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim piece of a passage: `passage.text[start:end]`, or the table rows of `rows`.

    `columns` are those that the question asks for, where it names some; the rows are read out with
    these alone, and shown whole. `introduction` is where the line stands that announces the list
    which the piece is of, where other items stand between them.
    """

    evidence: Evidence
    start: int = 0
    end: int = 0
    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    introduction: Span | None = None

    @property
    def text(self) -> str:
        """The piece word for word; rows one a line, their cells divided by ` | `."""
        passage = self.evidence.passage
        if self.rows:
            return "\n".join(row_quote(passage, index) for index in self.rows)
        return "\n".join(self._pieces)

    @property
    def _pieces(self) -> list[str]:
        spans = [*filter(None, [self.introduction]), (self.start, self.end)]
        return [self.evidence.passage.text[start:end] for start, end in spans]

    @property
    def readable(self) -> str:
        """The piece as it is read out of its context: rows with their columns' labels."""
        if self.rows:
            passage = self.evidence.passage
            return "\n".join(labelled_row(passage, index, self.columns) for index in self.rows)
        return self.text

    @property
    def places(self) -> tuple[Place, ...]:
        """Where the piece stands, as narrowly as is known."""
        passage = self.evidence.passage
        own = () if self.rows else _by_page(passage.places_between(self.start, self.end))
        if not own or self.introduction is None:
            return own or self.around
        pages = {place.page for place in own}
        announced = passage.places_between(*self.introduction)
        return _by_page([*(place for place in announced if place.page in pages), *own])

    @property
    def around(self) -> tuple[Place, ...]:
        """The places of the rows, or of the found chunk that the piece is of, else of all of the
        passage: a warning there belongs to the piece.
        """
        passage, hit = self.evidence.passage, self.evidence.hit
        if self.rows:
            places = [
                place
                for index in self.rows
                if index < len(passage.row_places)
                for place in passage.row_places[index]
            ]
            return _by_page(places) or hit.places or passage.places
        found = " ".join(hit.text.split())
        if all(" ".join(piece.split()) in found for piece in self._pieces):
            return hit.places or passage.places
        return passage.places or hit.places

    def union(self, other: "Quote") -> "Quote":
        """Return one piece that holds both, or this one where that would be too long to read."""
        if self.rows or other.rows:
            rows = tuple(sorted({*self.rows, *other.rows}))
            same = self.columns == other.columns
            return Quote(self.evidence, rows=rows, columns=self.columns if same else ())
        start, end = min(self.start, other.start), max(self.end, other.end)
        if end - start > max(_LONGEST_UNION, self.end - self.start):
            return self
        return Quote(self.evidence, start, end)

    def citation(self, marker: int) -> Citation:
        """Return the source of this piece, under its marker."""
        hit, passage, places = self.evidence.hit, self.evidence.passage, self.places
        shown = is_table(passage) and self.rows
        return Citation(
            marker=marker,
            manual=hit.manual,
            title=self.evidence.title,
            revision=hit.revision,
            revision_id=hit.revision_id,
            effective=self.evidence.effective,
            file=hit.file,
            page=places[0].page if places else hit.page,
            page_label=places[0].page_label if places else hit.page_label,
            section=passage.section,
            kind=passage.kind,
            quote=self.text,
            table=Table(
                header=passage.header, rows=tuple(passage.rows[index] for index in self.rows)
            )
            if shown
            else None,
            places=places,
            by_ocr=any(place.page in self.evidence.by_ocr for place in places),
        )


def notices_shown(sources: Iterable[tuple[int, Quote]]) -> tuple[NoticeShown, ...]:
    """Return the notices that belong to the pieces cited: the gravest first, each text once.

    A row that is quoted may stand on another page than the chunk that was found.
    """
    seen: set[str] = set()
    found: list[tuple[int, int, NoticeShown]] = []
    for marker, quote in sources:
        evidence = quote.evidence
        for notice in shown_at(evidence.notices, evidence.hit.section, quote.around):
            words = " ".join(notice.text.split())
            if words in seen:
                continue
            seen.add(words)
            shown = NoticeShown(level=notice.level, text=notice.text, marker=marker)
            found.append((_LEVELS.index(notice.level), len(found), shown))
    return tuple(shown for _, _, shown in sorted(found, key=lambda entry: entry[:2]))


def _by_page(places: Sequence[Place]) -> tuple[Place, ...]:
    """One place for each page, with the boxes of all."""
    pages: dict[int, list[Place]] = {}
    for place in places:
        pages.setdefault(place.page, []).append(place)
    return tuple(
        Place(
            page=page,
            page_label=group[0].page_label,
            boxes=tuple(dict.fromkeys(box for place in group for box in place.boxes)),
        )
        for page, group in sorted(pages.items())
    )
