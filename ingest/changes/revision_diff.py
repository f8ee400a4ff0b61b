"""What changed between two revisions of a manual: numbers first, then sections."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ingest.changes.changed_numbers import (
    count_words,
    has_words,
    likeness,
    masked,
    number_changes,
    shared_numbers,
)
from ingest.changes.revision_sections import Line, Section, matched, sections_of
from store.contents import Passage
from store.revision_diff_values import (
    NumberChange,
    RevisionDiff,
    SectionChange,
    SectionMove,
    SectionOfOne,
)

# Sentences without a twin are compared each with each: in a section rewritten from end to end,
# with no more than these.
_MOST_COMPARED = 60
_ALIKE = 0.6
# Rows of bare figures are one when at least this part of them stayed.
_FIGURES_SHARED = 0.5
# A sentence of so many words is known again wherever it stands.
_SURE_WORDS = 5


def difference(old: Sequence[Passage], new: Sequence[Passage]) -> RevisionDiff:
    """Return what changed from the passages of one revision to those of the next.

    Sections are one when their headings are, numbers aside, or when their words are. What stands
    in both is not compared further, so that long books take seconds. A sentence whose section went
    is looked for in all others.
    """
    before_all, after_all = sections_of(old), sections_of(new)
    pairs, gone, come = matched(before_all, after_all)
    numbers: list[NumberChange] = []
    changed: list[SectionChange] = []
    old_alone = [(section, line) for section in gone for line in section.lines]
    new_alone = [(section, line) for section in come for line in section.lines]
    for before, after in pairs:
        removed, added = _left_over(before, after)
        twins = _twins(removed, added)
        numbers.extend(_numbers((after, one, other) for one, other in twins))
        old_alone.extend((before, line) for line in _but(removed, [one for one, _ in twins]))
        new_alone.extend((after, line) for line in _but(added, [other for _, other in twins]))
        if removed or added:
            changed.append(
                SectionChange(
                    section=after.path,
                    old_section=before.path,
                    removed=tuple(line.text for line in removed),
                    added=tuple(line.text for line in added),
                    old_places=before.where,
                    new_places=after.where,
                )
            )
    numbers.extend(_numbers(_moved_twins(old_alone, new_alone)))
    said_before, said_now = _said(before_all), _said(after_all)
    return RevisionDiff(
        numbers=tuple(numbers),
        changed=tuple(changed),
        added=tuple(_of_one(section, but=said_before) for section in come),
        removed=tuple(_of_one(section, but=said_now) for section in gone),
        moved=tuple(
            SectionMove(
                old_section=before.path,
                section=after.path,
                old_places=before.where,
                new_places=after.where,
            )
            for before, after in pairs
            if before.path != after.path
        ),
        unchanged=len(pairs) - len(changed),
    )


def _said(sections: Iterable[Section]) -> frozenset[str]:
    return frozenset(line.letters for section in sections for line in section.lines)


def _of_one(section: Section, *, but: frozenset[str]) -> SectionOfOne:
    return SectionOfOne(
        section=section.path,
        sentences=len(section.lines),
        only_here=tuple(line.text for line in section.lines if line.letters not in but),
        places=section.where,
    )


def _left_over(before: Section, after: Section) -> tuple[list[Line], list[Line]]:
    """The lines that only one of two sections has, in order; spaces make no difference."""
    return (
        _without(before.lines, Counter(line.letters for line in after.lines)),
        _without(after.lines, Counter(line.letters for line in before.lines)),
    )


def _without(lines: Sequence[Line], others: Counter[str]) -> list[Line]:
    left: list[Line] = []
    for line in lines:
        if others[line.letters]:
            others[line.letters] -= 1
        else:
            left.append(line)
    return left


def _but(lines: Sequence[Line], taken: Iterable[Line]) -> list[Line]:
    gone = {id(line) for line in taken}
    return [line for line in lines if id(line) not in gone]


def _moved_twins(
    old: Sequence[tuple[Section, Line]], new: Sequence[tuple[Section, Line]]
) -> Iterator[tuple[Section, Line, Line]]:
    """Sentences that are the same but for figures and stand in another section now.

    Only long ones that are the only one of their kind on both sides: of others nobody can say that
    one became the other.
    """
    olds, news = _by_mask(old), _by_mask(new)
    for mask, there in news.items():
        here = olds.get(mask, [])
        if len(there) == len(here) == 1:
            yield there[0][0], here[0][1], there[0][1]


def _by_mask(
    lines: Iterable[tuple[Section, Line]],
) -> dict[str, list[tuple[Section, Line]]]:
    found: dict[str, list[tuple[Section, Line]]] = defaultdict(list)
    for section, line in lines:
        if count_words(line.bare) >= _SURE_WORDS:
            found[masked(line.bare)].append((section, line))
    return found


def _numbers(twins: Iterable[tuple[Section, Line, Line]]) -> Iterator[NumberChange]:
    for section, before, after in twins:
        for one, other in number_changes(before.bare, after.bare):
            yield NumberChange(
                section=section.path,
                before=one,
                after=other,
                old_sentence=before.text,
                new_sentence=after.text,
                old_places=before.places,
                new_places=after.places,
            )


def _twins(removed: Sequence[Line], added: Sequence[Line]) -> list[tuple[Line, Line]]:
    """Lines that took each other's place: the same but for figures, the same row, or alike."""
    pairs: list[tuple[int, int]] = []
    for key in (_row_name, _mask, _wordless):
        olds: dict[str, list[int]] = defaultdict(list)
        news: dict[str, list[int]] = defaultdict(list)
        taken_old = {one for one, _ in pairs}
        taken_new = {other for _, other in pairs}
        for number, line in enumerate(removed):
            if number not in taken_old and (name := key(line)):
                olds[name].append(number)
        for number, line in enumerate(added):
            if number not in taken_new and (name := key(line)):
                news[name].append(number)
        for name, numbers in olds.items():
            # Of several that read alike nobody can say which is which, unless none went or came.
            if len(numbers) == len(news.get(name, ())):
                pairs.extend(
                    (one, other)
                    for one, other in zip(numbers, news[name], strict=True)
                    if key is not _wordless
                    or shared_numbers(removed[one].bare, added[other].bare) >= _FIGURES_SHARED
                )
    pairs.extend(_alike(removed, added, pairs))
    return [(removed[one], added[other]) for one, other in sorted(pairs, key=lambda p: p[1])]


def _row_name(line: Line) -> str:
    return " ".join(line.cells[0].split()) if line.cells else ""


def _mask(line: Line) -> str:
    return masked(line.bare) if has_words(line.bare) else ""


def _wordless(line: Line) -> str:
    return masked(line.bare) if not has_words(line.bare) else ""


def _alike(
    removed: Sequence[Line], added: Sequence[Line], pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    taken_old, taken_new = {one for one, _ in pairs}, {other for _, other in pairs}
    olds = [n for n in range(len(removed)) if n not in taken_old][:_MOST_COMPARED]
    news = [n for n in range(len(added)) if n not in taken_new][:_MOST_COMPARED]
    ratios = sorted(
        (
            (ratio, one, other)
            for one in olds
            for other in news
            if bool(removed[one].cells) == bool(added[other].cells) and has_words(removed[one].bare)
            if (ratio := likeness(removed[one].bare, added[other].bare)) >= _ALIKE
        ),
        reverse=True,
    )
    for _, one, other in ratios:
        if one not in taken_old and other not in taken_new:
            taken_old.add(one)
            taken_new.add(other)
            yield one, other
