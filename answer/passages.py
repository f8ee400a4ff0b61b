"""A passage as text to search in: its sentences or rows, and everything that it is about."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from answer.evidence import Evidence
from answer.sentences import Span, is_list_item, sentence_spans
from store.contents import Passage

_STEP = re.compile(
    r"[ \t]*(?:(?:step|schritt)\s*)?\(?(\d{1,2})(?:\.\)|[.):])[ \t]+\S"
    r"|[ \t]*(?:step|schritt)\s+(\d{1,2})\b",
    re.I,
)
# "b. Remove the drain plug", "(c) Wipe it": manuals letter their steps, too.
_LETTERED = re.compile(r"[ \t]*\(?([a-z])[.)][ \t]+\S")
_NOT_A_STEP = re.compile(r"[ \t]*(?:\d+\.\d|$)")
_BULLETS = "-\u2013\u2014\u2022\u25aa\u25cf\u00b7\u2023"
_SIGNAL_WORD = re.compile(r"[^\W\d_]{4,}(?:\s[^\W\d_]+){0,2}[!:]?")
# A sentence that ends so says nothing by itself: what it announces comes after it.
_ANNOUNCES = re.compile(
    r"(?:[:\uff1a]|\b(?:following|as follows|wie folgt|folgende[mnrs]?)\b[^.!?]{0,40}[.]?)\s*$",
    re.IGNORECASE,
)
# So many units follow a sentence that only announces them, if they are no list.
_MOST_ANNOUNCED = 4


def is_table(passage: Passage) -> bool:
    """Whether the passage is quoted by rows."""
    return bool(passage.rows)


def units(passage: Passage) -> tuple[str, ...]:
    """Return what the passage is quoted by: its table rows, else its sentences, steps and lines."""
    if is_table(passage):
        return tuple(row_quote(passage, index) for index in range(len(passage.rows)))
    return tuple(passage.text[start:end] for start, end in unit_spans(passage))


def unit_spans(passage: Passage) -> tuple[Span, ...]:
    """Return where in `passage.text` each sentence stands; of a listing, each line."""
    if passage.kind != "code":
        return sentence_spans(passage.text)
    spans, start = [], 0
    for line in passage.text.splitlines(keepends=True):
        if line.strip():
            spans.append((start, start + len(line.rstrip())))
        start += len(line)
    return tuple(spans)


def quotable_spans(passage: Passage) -> tuple[Span, ...]:
    """Return the spans of the units that say more than the headings over them, if any does.

    A word in capitals on a line of its own is the signal word of what stands below it.
    """
    spans = unit_spans(passage)
    headings = {_bare(heading) for heading in passage.section}
    telling = (
        span
        for span in spans
        if _bare(unit := passage.text[span[0] : span[1]]) not in headings
        and not (_SIGNAL_WORD.fullmatch(unit) and unit.isupper())
    )
    return tuple(telling) or spans


def step_spans(passage: Passage) -> tuple[Span, ...]:
    """Return where each run of numbered or lettered steps stands, from the first to the end of the
    last; what is lettered within a numbered run belongs to it, or to its last step.

    Such a step with what it announces ("(5) Change it as follows:") is a run of its own, too.
    """
    if is_table(passage):
        return ()
    text = passage.text
    lines = text.splitlines(keepends=True)
    numbers = [_number(line) for line in lines]
    letters = [
        ord(found[1]) - ord("a") + 1 if not number and (found := _LETTERED.match(line)) else 0
        for line, number in zip(lines, numbers, strict=True)
    ]
    numbered = _runs(lines, numbers)
    spans = {(run[0][0], run[-1][1]): run[-1] for run in numbered}
    for steps in _runs(lines, letters):
        start, end = steps[0][0], steps[-1][1]
        if any(first <= start and end <= last for first, last in spans):
            continue
        over = [one for one in spans if one[1] <= start and not text[one[1] : start].strip()]
        for one in over:
            last = spans.pop(one)
            spans[one[0], end] = last
            if _ANNOUNCES.search(text[last[0] : last[1]]):
                spans[last[0], end] = last
        if not over:
            spans[start, end] = steps[-1]
    return tuple(sorted(spans))


def _number(line: str) -> int:
    found = None if _NOT_A_STEP.match(line) else _STEP.match(line)
    return int(found[1] or found[2]) if found is not None else 0


def _runs(lines: Sequence[str], counted: Sequence[int]) -> list[list[Span]]:
    """The steps of lines that count on; indented lines and bullets belong to the step above."""
    runs: list[list[Span]] = []
    previous, start = 0, 0
    for line, number in zip(lines, counted, strict=True):
        end = start + len(line.rstrip())
        if number:
            first = start + len(line) - len(line.lstrip())
            if runs and previous < number <= previous + 2:
                runs[-1].append((first, end))
            else:
                runs.append([(first, end)])
            previous = number
        elif runs and line.strip() and (line[:1].isspace() or line.lstrip()[:1] in _BULLETS):
            runs[-1][-1] = (runs[-1][-1][0], end)
        start += len(line)
    return [run for run in runs if len(run) > 1]


def announced_end(text: str, piece: Span, spans: Sequence[Span], longest: int) -> int:
    """Return where a piece ends with what it announces ("… as follows:"), if it does.

    A list comes whole, of sentences a few; together they have at most `longest` characters.
    """
    start, end = piece
    if not _ANNOUNCES.search(text[start:end]):
        return end
    listed = False
    for count, (first, last) in enumerate([span for span in spans if span[0] >= end]):
        item = is_list_item(text[first:last])
        listed = listed or (item and not count)
        # A list ends with the line of its last item.
        over = "\n" in text[end:first] and not item if listed else count == _MOST_ANNOUNCED
        if over or last - start > longest:
            break
        end = last
    return end


def row_quote(passage: Passage, index: int) -> str:
    """Return one row's cells as printed; a merged cell once."""
    return " | ".join(cell for cell, _ in labelled_cells(passage, index))


def labelled_row(passage: Passage, index: int, columns: Collection[int] = ()) -> str:
    """Return one row to be read without its table: `Thread: M12; Torque: 85 Nm`.

    What stands alone in its row bears no label: it heads the rows below, and is of no column.
    Of some columns alone where they are given, if the row has a cell there.
    """
    cells = labelled_cells(_of_columns(passage, columns), index) if columns else ()
    return "; ".join(
        f"{label}: {cell}" if label and label != cell else cell
        for cell, label in cells or labelled_cells(passage, index)
    )


def _of_columns(passage: Passage, columns: Collection[int]) -> Passage:
    """The passage with some columns of its table alone."""

    def cut(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(row[n] for n in sorted(columns) if n < len(row)) for row in rows)

    return replace(passage, header=cut(passage.header), rows=cut(passage.rows))


def header_text(passage: Passage) -> str:
    """Return all header cells of a table as one text."""
    return " ".join(cell for line in passage.header for cell in line)


def about(evidence: Evidence) -> str:
    """Return what the passage is about beside its own words: title, machines, headings, caption."""
    parts: Sequence[str] = (
        evidence.title,
        *evidence.hit.machines,
        *evidence.passage.section,
        evidence.passage.caption,
        header_text(evidence.passage),
    )
    return "\n".join(parts)


def whole_text(evidence: Evidence) -> str:
    """Return everything that an answer from this passage may rest on."""
    passage = evidence.passage
    return "\n".join((about(evidence), passage.text, *units(passage)))


def merged(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return one evidence for each passage, best first, with the rows of all its hits."""
    first: dict[str, Evidence] = {}
    for one in evidence:
        known = first.get(one.passage.id)
        if known is None:
            first[one.passage.id] = one
            continue
        rows = (*known.rows, *(row for row in one.rows if row not in known.rows))
        first[one.passage.id] = replace(
            known,
            rows=rows,
            cosine=_larger(known.cosine, one.cosine),
            keyword=_larger(known.keyword, one.keyword),
        )
    return tuple(first.values())


def _bare(text: str) -> str:
    """Letters and figures alone, so that punctuation and case make no difference."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _larger(one: float | None, other: float | None) -> float | None:
    known = [score for score in (one, other) if score is not None]
    return max(known) if known else None


def labelled_cells(passage: Passage, index: int) -> list[tuple[str, str]]:
    """Return a row's cells, each with its column's label; one over several columns comes once."""
    cells: list[tuple[str, str]] = []
    row = passage.rows[index]
    if len(row) > 1 and row[0].strip() and {*row} <= {row[0], ""}:
        return [(row[0], "")]
    for column, cell in enumerate(row):
        if not cell.strip() or (column and cell == row[column - 1] and len(cell) > 12):
            continue
        labels = [line[column] for line in passage.header if column < len(line)]
        label = " ".join(dict.fromkeys(part.strip() for part in labels if part.strip()))
        cells.append((cell, label))
    return cells
