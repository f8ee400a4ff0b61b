"""A passage as text to search in: its sentences or rows, and everything that it is about."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from answer.evidence import Evidence
from answer.lists import announces
from answer.sentences import Span, is_list_item, sentence_spans
from store.contents import Passage
from store.group_rows import group_rows, heading_text, is_counted_title

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
# "Indoor unit", and no "Power supply units.", which a glossary has behind its headings.
_LABEL = re.compile(r"\W*[^\W\d_]+(?:[\s-]+[^\W\d_]+){0,2}:?")
# Items of a list come whole up to so many characters.
_LONGEST_ITEM = 350
# Longer cells do not say the same in two columns by chance: one is merged over both. So is one
# under the same label twice.
_LONGEST_VALUE = 12
_LEAST_COLUMNS = 3


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
    return _whole_items(passage.text, tuple(telling) or spans)


def _whole_items(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans, with the sentences of one item as one: its second says nothing without its first.

    What is set in below an item that ends no sentence belongs to it, too: it says what that names.
    """
    found: list[Span] = []
    for start, end in spans:
        first, last = found[-1] if found else (start, start)
        item = bool(found) and is_list_item(text[first:last])
        whole = item and "\n" not in text[last:start]
        named = item and not whole and _is_named_by(text, found[-1], start)
        if (whole or named) and end - first <= _LONGEST_ITEM:
            found[-1] = (first, end)
        else:
            found.append((start, end))
    return tuple(found)


def _is_named_by(text: str, item: Span, start: int) -> bool:
    """Whether a line is set in below an item that only names something: "Soft start fail"."""
    above, below = (_indent(text, place) for place in (item[0], start))
    last = text[item[0] : item[1]].splitlines()[0].rstrip()
    return below > above and not last.endswith((".", "!", "?", ":", "\uff1a"))


def _indent(text: str, start: int) -> int:
    return start - (text.rfind("\n", 0, start) + 1)


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
            if announces(text[last[0] : last[1]]):
                spans[last[0], end] = last
        if not over:
            spans[start, end] = steps[-1]
    return tuple(sorted(spans))


def is_step(text: str) -> bool:
    """Whether a sentence begins with the number of a step."""
    return _number(text) > 0


def _number(line: str) -> int:
    found = None if _NOT_A_STEP.match(line) else _STEP.match(line)
    return int(found[1] or found[2]) if found is not None else 0


def _runs(lines: Sequence[str], counted: Sequence[int]) -> list[list[Span]]:
    """The steps of lines that count on; indented lines and bullets belong to the step above, also
    where they count anew.
    """
    runs: list[list[Span]] = []
    previous, start = 0, 0
    # How far the steps of the last run are set in, and the count of what is set in further.
    depth, within = 0, 0
    for line, number in zip(lines, counted, strict=True):
        end = start + len(line.rstrip())
        indent = len(line) - len(line.lstrip())
        if runs and number == within + 1 and indent > depth:
            within = number
            runs[-1][-1] = (runs[-1][-1][0], end)
        elif number:
            first = start + indent
            within = 0
            if runs and previous < number <= previous + 2:
                runs[-1].append((first, end))
            else:
                runs.append([(first, end)])
                depth = indent
            previous = number
        elif runs and line.strip() and (line[:1].isspace() or line.lstrip()[:1] in _BULLETS):
            runs[-1][-1] = (runs[-1][-1][0], end)
        start += len(line)
    return [run for run in runs if len(run) > 1]


def row_quote(passage: Passage, index: int) -> str:
    """Return one row's cells as printed; a merged cell once."""
    return " | ".join(cell for cell, _ in labelled_cells(passage, index))


def labelled_row(passage: Passage, index: int, columns: Collection[int] = ()) -> str:
    """Return one row to be read without its table: `Thread: M12; Torque: 85 Nm`.

    A title over the rows below bears no label: it is of no column. Of some columns alone where they
    are given, if the row has a cell there.
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


def is_label(passage: Passage) -> bool:
    """Whether a passage is but a name, as a cover has them ("Indoor unit"): it answers nothing."""
    return (
        passage.kind not in ("table", "code") and _LABEL.fullmatch(passage.text.strip()) is not None
    )


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
    if is_counted_title(row):
        return [(heading_text(row), "")]
    last = ""
    named = _column_names(passage, index)
    for column, cell in enumerate(row):
        labels = [line[column] for line in named if column < len(line)]
        label = " ".join(dict.fromkeys(part.strip() for part in labels if part.strip()))
        again = column > 0 and cell == row[column - 1]
        if cell.strip() and not (again and (len(cell) > _LONGEST_VALUE or label == last != "")):
            cells.append((cell, label))
        last = label
    return cells


def _column_names(passage: Passage, index: int) -> Sequence[Sequence[str]]:
    """The lines that name the columns of a row: the header's, or those within the table above it.

    A title that is merged over the columns names none.
    """
    header = passage.header
    if any(len(line) < _LEAST_COLUMNS or len({*line} - {""}) > 1 for line in header):
        return header
    over = group_rows(passage.rows)[index]
    names = () if over is None else passage.rows[over]
    return [names] if len({*names}) >= _LEAST_COLUMNS else header
