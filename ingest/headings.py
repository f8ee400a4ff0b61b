"""Which texts are headings, and what number or part a heading says that it is."""

import re
from typing import Literal, get_args

from store.identifiers import kind_pattern

# What a manual calls its parts, in English, German, French, Italian and Spanish.
_OUTER = r"part|teil|partie|parte"
_CHAPTER = r"chapter|kapitel|chapitre|capitolo|cap[ií]tulo"
_APPENDIX = r"appendix|annex|anhang|annexe|appendice|allegato|ap[eé]ndice|anexo"
_SECTION = r"section|abschnitt|sezione|secci[oó]n"
PARTS = rf"(?:{_OUTER}|{_CHAPTER}|{_APPENDIX}|{_SECTION})"
# "3.2 Torques", "A.1 Parts", "Part 6. Ports", "Kapitel 4 Wartung".
_NUMBER = re.compile(
    rf"^(?:{PARTS}\s+)?"
    r"((?:\d{1,3}|[A-Z](?=\.\d))(?:\.\d{1,3}){0,5})"
    # Some manuals set no space after a dotted number: "1.10Ports".
    r"(?:[.:]?\s+(?=\S)|(?<=\.\d)(?=[A-Z])|(?<=\.\d\d)(?=[A-Z]))",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"^(?:\d{1,2}|[A-Z])(?:\.\d{1,3}){1,5}\.?\s+[A-ZÄÖÜÉÈ][^\s]*[\w)]")
# "10. TROUBLES", in bold: a step in capitals says more.
_SHOUTED = re.compile(r"^\d{1,2}\.\s+(?=[^a-zß-ÿ]+$)[^\W\d_]{4,}(?:\s[^\W\d_]{4,})?$")
# "1.10Ports", in bold: the manuals that set no space set their headings so.
_GLUED = re.compile(r"^\d{1,2}(?:\.\d{1,3}){1,5}(?=[A-ZÄÖÜÉÈ])")
_NAMED = re.compile(rf"^(?i:{PARTS})\s+(?:\d{{1,2}}|[A-Z])\b\s?[.:–-]?\s+\S")
# "Chapter 3" on a line of its own: its title is the next heading.
_CHAPTER_ALONE = re.compile(rf"^(?i:{PARTS})\s+(?:\d{{1,3}}|[IVXLC]{{1,6}}|[A-Z])\.?$")
# "Section 12 - Dimensions", "Anhang B Ersatzteile", "Part IV"; not "Section 3.2", "Section A-A".
_PART = re.compile(
    rf"^(?i:(?P<outer>{_OUTER})|(?P<chapter>{_CHAPTER})|(?P<appendix>{_APPENDIX})"
    rf"|(?P<section>{_SECTION}))\s+"
    r"(?P<ordinal>\d{1,3}|[A-Z]|[IVXLC]{2,6})(?![\w/]|\.\w|\s?[-–]\s?(?P=ordinal)\b)"
)
PartKind = Literal["outer", "chapter", "appendix", "section"]
_KINDS: tuple[PartKind, ...] = get_args(PartKind)
# "124 LOW BATTERY", "258 (M) COLD SPINDLE": what a list of alarms tells of, or of parameters. No
# procedure has so many steps.
_LISTED = re.compile(r"\d{3,5}\s+(?:\([A-Z]\)\s+)?(?=[A-ZÄÖÜÀÉÈ])")
# "Anzeige: [5053] Asche voll", "Alarm: 204 Door open": what is told below is told of that code.
_LABELLED_CODE = re.compile(
    rf"(?P<label>(?i:{kind_pattern('AL', 'E', 'F', 'M', 'CODE')}|anzeige|display|indication"
    r"|affichage|visualizzazione|indicación|pantalla))\s?:\s*(?P<open>[\[(]?)(?P<code>\d{3,6})"
    r"(?(open)[\])]?)\s+(?=[^\W\d_a-zß-ÿ])"
)
_STEP = re.compile(r"^(?:step|schritt|étape|passo|paso)\s+(\d{1,2})\b(?!\.\d)", re.IGNORECASE)
_LONGEST_HEADING = 110
_LABEL = (
    r"(?i:table|tabelle|tab\.|tableau|tabella|tabla|cuadro|chart"
    r"|figure|figura|fig\.?|bild|abbildung|abb\.|ilustración)\s*(?:[nN][°ºo]\.?\s*)?"
)
# The number tells a caption from a sentence: "Figure out which", "Tables are read by row".
_CAPTION = re.compile(
    rf"^{_LABEL}"
    r"(?:\d|[A-Z][.\-–]?\d|[IVXLC]{1,5}(?=[\s.:–-]|$)|[A-Z](?=[\s.:]|$))"
)
_COUNT = r"\d{1,3}(?:[.\-–]\d{1,3})*[a-z]?\.?$"
_LABEL_ALONE = re.compile(rf"^{_LABEL}{_COUNT}")
_LABELLED = re.compile(rf"\w\W*\s{_LABEL}{_COUNT}")


BOLD_TITLE = 9
"""The level of a bold line over text: below all headings that are set as such."""
# Of a line that is no title, though it is set as one. Not "an" or "die", which end titles in the
# other language: "Der Motor läuft nicht an", "Mounting the upper die".
_LEAST_WORDS = 4
_OPEN_END = re.compile(
    r"[^,/]\s(and|or|the|into|which|und|oder|der|das|den|dem|des|et|ou|les?|du|il|lo|los|las)$",
    re.IGNORECASE,
)


def is_caption(text: str) -> bool:
    """Return whether a line names a table or a figure: "Table 3-1 Torques", "Abb. 4"."""
    return bool(_CAPTION.match(text))


def is_label(text: str) -> bool:
    """Return whether a line is a caption's label without its words: "Chart 6", "Abb. 4-1"."""
    return bool(_LABEL_ALONE.match(text))


def ends_as_caption(text: str) -> bool:
    """Return whether a title ends in the label of what it names: "Lubricants Figure 2"."""
    return bool(_LABELLED.search(text)) and not number_of(text)


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


def part_of(text: str) -> tuple[PartKind, str] | None:
    """Return the kind and the ordinal of a heading that names a part: `Anhang B` is appendix, B.

    None if it names no part, or something within one: "Section 3.2".
    """
    match = _PART.match(text)
    if match is None:
        return None
    return next(kind for kind in _KINDS if match[kind]), match["ordinal"]


def step_of(text: str) -> int | None:
    """Return which step a heading is: 2 for "Step 2: Apply power"; None if it is none."""
    match = _STEP.match(text)
    return int(match.group(1)) if match else None


def is_listed_title(text: str) -> bool:
    """Return whether a title begins with a number that counts no steps: "124 LOW BATTERY"."""
    listed = _LISTED.match(text) is not None and not text.endswith(".")
    return listed or labelled_code(text) is not None


def labelled_code(text: str) -> tuple[str, str] | None:
    """Return the label and the number of a title that says whose code it is: "Alarm: 204 Door".

    None if it is no such title.
    """
    match = _LABELLED_CODE.match(text)
    if match is None or len(text) > _LONGEST_HEADING or text.endswith((".", ",", ";", ":")):
        return None
    return match["label"], match["code"]


def level_of(text: str) -> int:
    """Return the level of a heading that a parser took for text, by its number."""
    return BOLD_TITLE if labelled_code(text) else len(number_of(text)) + 1


def reads_as_heading(text: str, *, bold: bool) -> bool:
    """Return whether a paragraph is a heading that its parser took for text.

    It is short, alone in its block, numbered with a dot ("9.2.1 Read status") or, in bold, by
    name ("Part 6. Ports") or in capitals ("10. TROUBLES"), or it says whose code it is, and does
    not end as a sentence does.
    """
    if labelled_code(text):
        return True
    if len(text) > _LONGEST_HEADING or text.endswith((".", ",", ";", ":")):
        return False
    if _DOTTED.match(text):
        return not re.match(r"^\d+\.\d+\s+[A-Za-zµ°%]{1,4}(?:\s|$)", text) or bold
    return bold and bool(_NAMED.match(text) or _GLUED.match(text) or _SHOUTED.match(text))


def is_left_open(text: str) -> bool:
    """Return whether a line of several words ends in one that others must follow: it is no title.

    "THE MILL HAS BEEN LEVELED AND" is the first line of a sentence, however it is set.
    """
    found = _OPEN_END.search(text) if len(text.split()) >= _LEAST_WORDS else None
    # In capitals amid other words it is a name: "Logical functions AND, OR", "Levels HI and LO".
    return found is not None and (text.isupper() or not found[1].isupper())


def with_spaced_number(text: str) -> str:
    """Return a heading with a space after its number, where it was printed without: 1.10Ports."""
    return _GLUED.sub(lambda number: f"{number.group()} ", text)
