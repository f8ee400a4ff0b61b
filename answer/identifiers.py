"""Fault codes, part numbers and parameters, found and compared in any spelling."""

import re
from dataclasses import dataclass

from answer.figures import is_unit, one_spelling
from answer.language import words_of
from store.identifiers import COUNTING, identifier_key, kind_pattern, shown_key

_TOKEN = re.compile(r"(?<![\w.,])[A-Za-z0-9]+(?:[-_./][A-Za-z0-9]+)*(?!\w)")
# AL 204 with a space: only capitals, or every "at 100" would be a code.
_SPACED = re.compile(r"(?<![\w-])([A-Z]{1,4}) (\d{2,6}[A-Za-z]?)(?![\w.,]*\d)(?!\w)")
# Typed in a hurry the letters of faults and parameters are small: "al 204", "e 4304", "p 1815".
_SPACED_SMALL = re.compile(r"(?<![\w-])(al|alm|err|e|p|pr) (\d{3,5})(?![\w.,]*\d)(?!\w)")
_NO_PREFIX = words_of("AC AT BY DC DN ID IN IS NO OF ON OR PN TO SET MAX MIN AND FOR THE")
# A warning's or a picture's own number is small, and people say menu and part of no code, too.
_NAMED = re.compile(
    rf"\b(?:{kind_pattern('AL', 'E', 'F', 'M', 'P', 'CODE')}|part|menus?|menü|teil|artikel"
    rf"|(?:id|{kind_pattern('W')})(?=[\s#:.-]*\d{{2}}))\b"
    rf"[\s#:.-]*(?:{COUNTING}(?!\w)[\s#:.]*)?(\d{{1,8}})(?![\w-])(?![.,]\d)",
    re.IGNORECASE,
)
# A number without letters may be any of these, see `store.identifiers`.
_FAULT_LETTERS = ("AL", "E", "F", "M", "W", "CODE")
_PARAMETER_LETTER = "P"
_KIND_LETTERS = (*_FAULT_LETTERS, _PARAMETER_LETTER)
# The number alone that a display shows; what has a unit is a figure.
_SHOWN_NUMBER = re.compile(r"(?<![\w.,-])\d{3,6}(?![\w-])(?![.,]\d)")
_SHOWN_TOKEN = re.compile(r"(?<![\w.-])[A-Za-z](?:\.?[A-Za-z]){1,5}(?![\w-])\.?")
# Words of displays and faults; "What does LVC mean?" asks for one, too.
_SHOWS = re.compile(
    r"\b(?:alarms?|faults?|errors?|codes?|trips?|tripped|messages?|displays?|displayed|shows?|showing"
    r"|keypad|panel|screen|flash\w*|blink\w*|means?|clear|reset|fehler\w*|störung\w*|stoerung\w*|meldung\w*"
    r"|anzeige|zeigt|steht|bedeutet|heißt|heisst|quittier\w*|leucht\w*|kommt|erscheint"
    r"|comes?\sup|appears?|défaut|erreur|affiche|signifie|errore|codice|guasto|allarme|appare|compare|significa|fallo"
    r"|código|alarma|aparece)\b",
    re.IGNORECASE,
)
_NUMBER_AND_WORD = re.compile(r"\d+(?:[.,]\d+)?-?(?:st|nd|rd|th|x|[a-zäöü]{3,})", re.IGNORECASE)
# "AL204-Meldung": a code and a word joined to it. Capitals may be the code's own: "AL204-LEFT".
_JOINED_WORD = re.compile(r"(?:-[A-Za-z][a-z]{3,})+$")
_NEXT_WORD = re.compile(r"\s?([^\s,;.|]+)")
_TITLE_GOES_ON = re.compile(r"\s[A-Z]\s+[A-ZÄÖÜ]{4,}(?![a-z])")
# … or where a row or line begins with it: "111 A Servo overload".
_ENTRY_GOES_ON = re.compile(r"\s[A-Z]\s+[A-ZÄÖÜ][^\W\d_]{2}")
_FIGURE_AND_UNIT = re.compile(r"\d+(?:[.,]\d+)?-?(\D.*)")


@dataclass(frozen=True, slots=True)
class Identifier:
    """One code: as it was printed, and its runs of letters and digits (`AL-204` is AL, 204).

    `said` is the code with the word for its kind, where that stands before it: `alarm 204`.
    """

    printed: str
    runs: tuple[str, ...]
    said: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Return what the catalog may keep it under, the likeliest first (see `identifier_key`).

        A bare number is said with some word, and the manual may have another one for it: "error
        204" may be its alarm 204.
        """
        if not self.is_number:
            return (identifier_key(self.printed) or shown_key(self.printed),)
        said = identifier_key(self.said or self.printed)
        if said.startswith(_PARAMETER_LETTER):
            return (said, self.runs[0])
        number = self.runs[0].lstrip("0") or "0"
        return tuple(dict.fromkeys((said, *(f"{letters}{number}" for letters in _FAULT_LETTERS))))

    @property
    def is_certain(self) -> bool:
        """Whether it is a code beyond doubt: version 1.0.9 and the board 42C look like one, too."""
        return self.said != "" or (self.is_letters_and_number and len(self.runs[1]) > 1)

    @property
    def is_letters_and_number(self) -> bool:
        """Whether it is some letters and a number after them: `OL7`."""
        return len(self.runs) == 2 and self.runs[0].isalpha()

    @property
    def is_plain(self) -> bool:
        """Whether it may be no code at all: M12 is a bolt rather than message 12."""
        return (
            not self.said
            and len(self.runs) == 2
            and self.runs[0] == "M"
            and len(self.runs[1]) < 3
            and self.printed.isalnum()
        )

    @property
    def is_number(self) -> bool:
        """Whether it is a bare number, said with its kind: `alarm 204`."""
        return len(self.runs) == 1 and self.runs[0].isdigit()

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds it in any spelling; a number alone also finds the code that ends in it."""
        if self.is_number:
            return re.compile(
                r"(?<![\d.,])(?<!\d-)(?:(?<![A-Za-z])[A-Za-z]{1,5}[-_. ]?)?0*"
                rf"{self.runs[0]}(?![\d]|[.,]\d)",
                re.IGNORECASE,
            )
        between = r"(?:[-_. /\u2013]{0,2}|\s[-/\u2013]\s)"
        runs = [re.escape(run) for run in self.runs]
        if self.is_letters_and_number and self.runs[0] in _KIND_LETTERS:
            # F5 is F-05, as in the catalog: of a code by its kind, zeros in front do not count. Of
            # terminals they may: D017 is an output, and D17 an input.
            runs[1] = f"0*{self.runs[1].lstrip('0') or '0'}"
        body = between.join(runs)
        return re.compile(rf"(?<![A-Za-z0-9]){body}(?![A-Za-z0-9])", re.IGNORECASE)


def identifiers(text: str) -> tuple[Identifier, ...]:
    """Return the identifiers of a text, each once, in order of appearance."""
    text = one_spelling(text)
    found: dict[tuple[str, ...], tuple[int, Identifier]] = {}

    def keep(printed: str, position: int, said: str = "") -> None:
        runs = tuple(run.upper() for run in re.findall(r"[A-Za-z]+|\d+", printed))
        found.setdefault(runs, (position, Identifier(printed, runs, said)))

    for match in _TOKEN.finditer(text):
        code = _JOINED_WORD.sub("", match.group())
        if _is_code(code):
            keep(code, match.start())
    shouted = text.isupper()
    for match in (*_SPACED.finditer(text), *_SPACED_SMALL.finditer(text)):
        after = re.match(r"\s?([^\s,;.]+)", text[match.end() :])
        # "AL 204" and nothing else is in capitals as codes are, not as a headline is.
        alone = not any(letter.isalpha() for letter in text[: match.start()] + text[match.end() :])
        if (
            (alone or not shouted)
            and match[1] not in _NO_PREFIX
            # "2 HP 460V": a unit, and a figure after it. One letter may be a code's own.
            and not (len(match[1]) > 1 and is_unit(match[1]))
            and not (after and is_unit(after[1]))
        ):
            keep(f"{match[1]} {match[2]}", match.start())
    for match in _NAMED.finditer(text):
        keep(match[1], match.start(1), match.group())
    return tuple(identifier for _, identifier in sorted(found.values(), key=lambda pair: pair[0]))


def shown_codes(text: str) -> tuple[Identifier, ...]:
    """Return what may be codes of letters or a number alone, as a display shows: `LVC`, `5033`.

    Whether they are any, the manuals know. They count only where a display or a fault is spoken of,
    or nothing else: "PID" is a fault of some drives, and "the PID gain" is none.
    """
    text = one_spelling(text)
    spoken_of = _SHOWS.search(text) is not None or len(text.split()) == 1
    if not spoken_of or (text.isupper() and len(text.split()) > 2):
        return ()
    tokens = (match.group() for match in _SHOWN_TOKEN.finditer(text))
    keys = {key: token for token in tokens if (key := shown_key(token)).isalpha()}
    numbers = (
        found.group()
        for found in _SHOWN_NUMBER.finditer(text)
        if not (after := _NEXT_WORD.match(text, found.end())) or not is_unit(after[1])
    )
    letters = tuple(Identifier(token, (key,)) for key, token in keys.items())
    return (*letters, *(Identifier(number, (number,)) for number in numbers))


def mentions(text: str, identifier: Identifier) -> bool:
    """Whether a text holds the identifier in any spelling: AL-204 is AL204, AL 204 and al_204."""
    text = one_spelling(text)
    return any(
        # Parameter 185 is not torque 185 Nm.
        not (identifier.is_number and (after := _NEXT_WORD.match(text, found.end())))
        or not is_unit(after[1])
        # Alarm 138 of axis A is no 138 amperes: "138 A MOTOR OVER HEAT".
        or _TITLE_GOES_ON.match(text, found.end()) is not None
        or (found.start() == 0 and _ENTRY_GOES_ON.match(text, found.end()) is not None)
        for found in identifier.pattern.finditer(text)
    )


def without_identifiers(text: str) -> str:
    """Return the text with its identifiers blanked: their digits are no figures."""
    text = one_spelling(text)
    for identifier in identifiers(text):
        if len(identifier.runs) > 1:
            text = identifier.pattern.sub(" ", text)
    return text


def _is_code(token: str) -> bool:
    if not any(letter.isdigit() for letter in token) or is_unit(token):
        return False
    if not any(letter.isalpha() for letter in token):
        # 4711-0815-3 and 123-4567 are part numbers; 10-12 is a range, 2024-05-01 a date.
        parts = token.split("-")
        is_date = re.fullmatch(r"\d{4}-\d\d-\d\d", token) is not None
        return (
            len(parts) > 1 and len(token) >= 8 and token.replace("-", "").isdigit() and not is_date
        )
    if _NUMBER_AND_WORD.fullmatch(token):
        return False
    unit = _FIGURE_AND_UNIT.fullmatch(token)
    return unit is None or not is_unit(unit[1])
