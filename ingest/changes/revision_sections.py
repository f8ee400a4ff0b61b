"""A revision's sections as lists of sentences and rows, and which section was which before."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from store.contents import Passage
from store.section_names import comparable_section
from store.values import Place

_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+(?=[A-ZÄÖÜÉÀÈ¿¡\"“„(])|\n")
# A step keeps its text when another is put in before it.
_MARKER = re.compile(r"^(?:\d{1,2}[.)]|[a-z][.)]|[•*–-])\s+")
_PART = re.compile(r"^(?:part|chapter|section|appendix|teil|kapitel|abschnitt|anhang)\s*", re.I)
# Sections are one when they share at least this part of the words of the longer one.
_ALIKE = 0.5
# A word in more sections than this tells none of them apart.
_COMMON = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, a step or a table row, with where it stands; `cells` are a row's own."""

    text: str
    places: tuple[Place, ...]
    cells: tuple[str, ...] = ()

    @property
    def bare(self) -> str:
        """What is compared: the words without the step's number and without odd spaces."""
        return " ".join(_MARKER.sub("", self.text).split())

    @property
    def letters(self) -> str:
        """The same without any spaces: parsers set "AL- 204" and "AL-204"."""
        return "".join(self.bare.split())


@dataclass(slots=True)
class Section:
    """All that stands right below one heading."""

    path: tuple[str, ...]
    lines: list[Line] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    @property
    def where(self) -> tuple[Place, ...]:
        """Its places, one a page, without boxes: a section is shown by its pages."""
        pages = {place.page: place.page_label for place in self.places}
        return tuple(Place(page=page, page_label=label) for page, label in sorted(pages.items()))


def sections_of(passages: Iterable[Passage]) -> list[Section]:
    """Return the sections of a revision in order, each path once."""
    found: dict[tuple[str, ...], Section] = {}
    for passage in passages:
        section = found.setdefault(passage.section, Section(passage.section))
        section.lines.extend(_lines(passage))
        section.places.extend(passage.places)
    return list(found.values())


def _lines(passage: Passage) -> Iterator[Line]:
    if not passage.rows:
        for text in _SENTENCE_END.split(passage.text):
            # A step's number ends in a stop, too, and is no sentence.
            if _MARKER.sub("", f"{text.strip()} ").strip():
                yield Line(text.strip(), passage.places)
        return
    if passage.caption:
        yield Line(passage.caption, passage.places)
    for row in passage.header:
        yield Line(" | ".join(row), passage.places)
    for number, row in enumerate(passage.rows):
        places = passage.row_places[number] if number < len(passage.row_places) else ()
        yield Line(" | ".join(row), places or passage.places, row)


def title(heading: str) -> str:
    """Return a heading without its number, for comparing."""
    return comparable_section(_PART.sub("", heading)) or heading.strip().casefold()


def matched(
    old: Sequence[Section], new: Sequence[Section]
) -> tuple[list[tuple[Section, Section]], list[Section], list[Section]]:
    """Return the pairs of sections that are one, and those that only one side has.

    By the path of headings without numbers, then by the last heading where it is the only one of
    its name, then by the words that they share.
    """
    pairs: list[tuple[Section, Section]] = []
    old_left, new_left = list(old), list(new)
    for key in (_whole_path, _last_title):
        old_left, new_left = _pair_by(key, old_left, new_left, pairs)
    old_left, new_left = _pair_by_words(old_left, new_left, pairs)
    order = {id(section): number for number, section in enumerate(new)}
    pairs.sort(key=lambda pair: order[id(pair[1])])
    return pairs, old_left, new_left


def _whole_path(section: Section) -> str:
    return "\n".join(title(heading) for heading in section.path)


def _last_title(section: Section) -> str:
    return title(section.path[-1]) if section.path else ""


def _pair_by(
    key: Callable[[Section], str],
    old: Sequence[Section],
    new: Sequence[Section],
    pairs: list[tuple[Section, Section]],
) -> tuple[list[Section], list[Section]]:
    """Pair the sections of one key on both sides; where several have it, those with one text."""
    by_key: dict[str, list[Section]] = defaultdict(list)
    for section in old:
        by_key[key(section)].append(section)
    several = Counter(map(key, new))
    left: list[Section] = []
    gone: set[int] = set()
    for section in new:
        name = key(section)
        there = [other for other in by_key.get(name, ()) if id(other) not in gone]
        if several[name] == len(by_key.get(name, ())) == 1:
            one: Section | None = there[0]
        else:
            one = next((other for other in there if _texts(other) == _texts(section)), None)
        if one is None:
            left.append(section)
        else:
            gone.add(id(one))
            pairs.append((one, section))
    return [section for section in old if id(section) not in gone], left


def _texts(section: Section) -> list[str]:
    return [line.bare for line in section.lines]


def _words(section: Section) -> Counter[str]:
    text = " ".join([*section.path[-1:], *(line.bare for line in section.lines)])
    return Counter(re.findall(r"\w{2,}", text.casefold()))


def _pair_by_words(
    old: Sequence[Section], new: Sequence[Section], pairs: list[tuple[Section, Section]]
) -> tuple[list[Section], list[Section]]:
    """Pair what is left by shared words, the most alike first; rare words find the candidates."""
    old_words, new_words = [_words(s) for s in old], [_words(s) for s in new]
    holding: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(old_words):
        for word in words:
            holding[word].append(number)
    alike: list[tuple[float, int, int]] = []
    for number, words in enumerate(new_words):
        candidates = Counter(
            other
            for word in words
            if len(holding.get(word, ())) <= _COMMON
            for other in holding.get(word, ())
        )
        for other, _ in candidates.most_common(5):
            shared = (words & old_words[other]).total()
            longer = max(words.total(), old_words[other].total())
            # A namesake needs less of the same text than a stranger.
            same = _last_title(old[other]) == _last_title(new[number])
            if longer and shared / longer >= (_ALIKE / 2 if same else _ALIKE):
                alike.append((shared / longer + same, other, number))
    gone_old: set[int] = set()
    gone_new: set[int] = set()
    for _, one, other in sorted(alike, reverse=True):
        if one not in gone_old and other not in gone_new:
            gone_old.add(one)
            gone_new.add(other)
            pairs.append((old[one], new[other]))
    return (
        [section for number, section in enumerate(old) if number not in gone_old],
        [section for number, section in enumerate(new) if number not in gone_new],
    )
