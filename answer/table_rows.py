"""Which rows of a table answer, and which of its troubles are the opposite of what is asked."""

import re
from collections.abc import Sequence

from answer.asked_columns import asked_columns
from answer.citation import Quote
from answer.denial import opposed
from answer.evidence import Evidence
from answer.held_figures import rows_with_figure
from answer.identifiers import Identifier, identifiers, mentions
from answer.passages import header_text, is_table, row_quote
from answer.question import asks_how
from answer.shared_cells import rows_sharing
from answer.unit_scores import UnitScores, Wanted
from store import keywords
from store.group_rows import all_over, group_rows

_MOST_ROWS = 3
# … and so many of those under one that heads others.
_MOST_GROUPED = 8
# A table's row that is a step, and how many steps are a procedure rather than a list of parts.
_STEP = re.compile(r"\s*(?:step\s|schritt\s)?(\d{1,2})[.)]?(?=\s*\|)", re.IGNORECASE)
_MOST_STEPS = 30


def rows_that_fit(wanted: Wanted, evidence: Evidence) -> Quote:
    """Return the rows of a table that fit best, with what heads them and what belongs to them."""
    passage = evidence.passage
    offered = _offered(evidence)
    codes = identifiers(wanted.text)
    texts = tuple(row_quote(passage, index) for index in range(len(passage.rows)))
    if codes:
        # The chunk that was found may be the next row's: a code asked for is looked up in all rows.
        held = [i for i, text in enumerate(texts) if any(mentions(text, code) for code in codes)]
        held = held or _below_column(wanted, codes, evidence, texts)
        offered = held or offered
    over = group_rows(passage.rows)
    heads = tuple(" ".join(texts[head] for head in all_over(row, over)) for row in range(len(over)))
    scores = UnitScores(wanted, evidence, texts, heads)
    language = evidence.hit.language
    with_it = [i for i in offered if not opposed(wanted.text, passage.rows[i][0], language)]
    offered = with_it or offered
    ranked = sorted(offered, key=lambda index: (-scores.of((index,)), index))
    top = scores.of((ranked[0],))
    # Rows that fit exactly as well cannot be told apart by us: the technician sees them all.
    alike = [index for index in ranked if scores.of((index,)) >= top - 1e-9]
    asked = wanted.terms(language)
    told = () if codes else rows_sharing(passage.rows, alike, asked, language)
    chosen = [*told] or alike[:_MOST_ROWS]
    if asks_how(wanted.text) and not codes:
        chosen = _with_steps(chosen, texts)
    rows = _with_groups(chosen, over)
    return Quote(evidence, rows=rows, columns=asked_columns(passage, rows, codes))


def _below_column(
    wanted: Wanted, codes: Sequence[Identifier], evidence: Evidence, texts: Sequence[str]
) -> list[int]:
    """All rows where a code asked for names a column; those that hold a word asked for, or
    a figure in a unit asked for, if any does."""
    header, language = header_text(evidence.passage), evidence.hit.language
    if not any(mentions(header, code) for code in codes):
        return []
    asked = wanted.terms(language) - keywords.terms(header, language)
    worded = [i for i, text in enumerate(texts) if asked & keywords.terms(text, language)]
    figured = rows_with_figure(evidence, wanted.units, told=True)
    return worded or sorted(figured) or list(range(len(texts)))


def _with_groups(rows: Sequence[int], over: Sequence[int | None]) -> tuple[int, ...]:
    """These rows in order, with what heads them; of one that heads others, the first of these."""
    below = [[index for index, head in enumerate(over) if head == row] for row in rows]
    heads = [head for row in rows for head in all_over(row, over)]
    return tuple(sorted({*rows, *heads, *(row for some in below for row in some[:_MOST_GROUPED])}))


def _with_steps(rows: Sequence[int], texts: Sequence[str]) -> list[int]:
    """These rows, or, where they begin with the numbers of steps, all rows of their procedure."""
    numbers = [int(found[1]) if (found := _STEP.match(text)) else 0 for text in texts]
    first = last = rows[0]
    if not numbers[first]:
        return list(rows)
    while first and numbers[first] - 1 == numbers[first - 1] > 0:
        first -= 1
    while last + 1 < len(numbers) and numbers[last + 1] == numbers[last] + 1:
        last += 1
    return (
        list(range(first, last + 1)) if _MOST_ROWS <= last - first + 1 <= _MOST_STEPS else [*rows]
    )


def mostly_opposed(question: str, evidence: Evidence) -> bool:
    """Return whether of most rows found the trouble is the opposite of what is asked about."""
    if not is_table(evidence.passage):
        return False
    rows, language = evidence.passage.rows, evidence.hit.language
    found = _offered(evidence)
    return 2 * sum(opposed(question, rows[index][0], language) for index in found) > len(found)


def _offered(evidence: Evidence) -> list[int]:
    """The rows of a table's chunk that was found, or all of them."""
    count = len(evidence.passage.rows)
    return [index for index in evidence.rows if index < count] or list(range(count))
