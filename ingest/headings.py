"""Which blocks are headings, and the path of headings that each block stands under."""

import re
from dataclasses import dataclass, field

# What a manual calls its parts, in English, German, French, Italian and Spanish.
PARTS = (
    r"(?:part|chapter|section|appendix|annex|teil|kapitel|abschnitt|anhang"
    r"|partie|chapitre|annexe|parte|capitolo|sezione|appendice|allegato"
    r"|cap[ií]tulo|secci[oó]n|ap[eé]ndice|anexo)"
)
# "3.2 Torques", "A.1 Parts", "Part 6. Ports", "Kapitel 4 Wartung".
_NUMBER = re.compile(
    rf"^(?:{PARTS}\s+)?"
    r"((?:\d{1,3}|[A-Z](?=\.\d))(?:\.\d{1,3}){0,5})"
    # Some manuals set no space after a dotted number: "1.10Ports".
    r"(?:[.:]?\s+(?=\S)|(?<=\.\d)(?=[A-Z])|(?<=\.\d\d)(?=[A-Z]))",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"^(?:\d{1,2}|[A-Z])(?:\.\d{1,3}){1,5}\.?\s+[A-ZÄÖÜÉÈ][^\s]*[\w)]")
# "1.10Ports", in bold: the manuals that set no space set their headings so.
_GLUED = re.compile(r"^\d{1,2}(?:\.\d{1,3}){1,5}(?=[A-ZÄÖÜÉÈ])")
_NAMED = re.compile(rf"^(?i:{PARTS})\s+(?:\d{{1,2}}|[A-Z])\b\s?[.:–-]?\s+\S")
# "Chapter 3" on a line of its own: its title is the next heading.
_CHAPTER_ALONE = re.compile(rf"^(?i:{PARTS})\s+(?:\d{{1,3}}|[IVXLC]{{1,6}}|[A-Z])\.?$")
_LONGEST_HEADING = 110
# The number tells a caption from a sentence: "Figure out which", "Tables are read by row".
_CAPTION = re.compile(
    r"^(?i:table|tabelle|tab\.|tableau|tabella|tabla|cuadro"
    r"|figure|figura|fig\.|bild|abbildung|abb\.|ilustración)\s*(?:[nN][°ºo]\.?\s*)?"
    r"(?:\d|[A-Z][.\-–]?\d|[IVXLC]{1,5}(?=[\s.:–-]|$)|[A-Z](?=[\s.:]|$))"
)


def is_caption(text: str) -> bool:
    """Return whether a line names a table or a figure: "Table 3-1 Torques", "Abb. 4"."""
    return bool(_CAPTION.match(text))


def number_of(text: str) -> tuple[str, ...]:
    """Return a heading's printed number as its parts: `4.2.1 Oil` gives 4, 2, 1; none gives ()."""
    match = _NUMBER.match(text)
    return tuple(match.group(1).split(".")) if match else ()


def without_number(text: str) -> str:
    """Return a heading without its printed number: `4.2.1 Oil` and `Part 4. Oil` give `Oil`."""
    match = _NUMBER.match(text)
    return text[match.end() :].strip() if match else text


def is_chapter_alone(text: str) -> bool:
    """Return whether a line is a chapter's number without its title: "Kapitel 3", "Annexe B"."""
    return bool(_CHAPTER_ALONE.match(text))


def reads_as_heading(text: str, *, bold: bool) -> bool:
    """Return whether a paragraph is a heading that its parser took for text.

    It is short, alone in its block, numbered with a dot ("9.2.1 Read status") or, in bold, by
    name ("Part 6. Ports"), and does not end as a sentence does.
    """
    if len(text) > _LONGEST_HEADING or text.endswith((".", ",", ";", ":")):
        return False
    if _DOTTED.match(text):
        return not re.match(r"^\d+\.\d+\s+[A-Za-zµ°%]{1,4}(?:\s|$)", text) or bold
    return bold and bool(_NAMED.match(text) or _GLUED.match(text))


def with_spaced_number(text: str) -> str:
    """Return a heading with a space after its number, where it was printed without: 1.10Ports."""
    return _GLUED.sub(lambda number: f"{number.group()} ", text)


# The level at which it was set, its number, and its text.
_Heading = tuple[int, tuple[str, ...], str]


@dataclass
class HeadingPath:
    """The headings above the current place, outermost first."""

    _open: list[_Heading] = field(default_factory=list)
    # Of each sequence of numbers set alike the last one, and what that stood under.
    _counted: dict[tuple[int, tuple[str, ...]], tuple[int, list[_Heading]]] = field(
        default_factory=dict
    )

    def enter(self, text: str, level: int) -> None:
        """Go under a heading: its number decides what it belongs to, else its level.

        A number that follows another one, set alike, stands where that one stood, whatever was
        taken for a heading between the two.
        """
        number = number_of(text)
        last, under = self._counted.get((level, number[:-1]), (None, []))
        if number and last is not None and number[-1] == str(last + 1):
            self._open = list(under)
        elif number:
            while self._open and not self._is_parent(number, level):
                self._open.pop()
        else:
            while self._open and self._open[-1][0] >= level:
                self._open.pop()
        # A numbered heading set smaller than what stands below it must not close it.
        if number and number[-1].isdigit():
            self._counted[level, number[:-1]] = (int(number[-1]), list(self._open))
        depth = max(level, self._open[-1][0] + 1) if self._open else level
        self._open.append((depth if number else level, number, text))

    def _is_parent(self, number: tuple[str, ...], level: int) -> bool:
        outer_level, above, _ = self._open[-1]
        if above:
            return len(above) < len(number) and number[: len(above)] == above
        # An unnumbered heading holds a numbered one only if it is set larger: a part's title.
        return outer_level < level

    @property
    def path(self) -> tuple[str, ...]:
        """Return the headings as printed, outermost first."""
        return tuple(text for _, _, text in self._open)
