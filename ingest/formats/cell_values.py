"""A workbook's numbers and dates as its number formats show them, without noise."""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import from_excel

# What Excel shows of a number in the format "General".
_SIGNIFICANT = 10
_IN_BRACKETS = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_(.)|\*(.)')
_DIGITS = re.compile(r"[#0?](?:[#0?,]*[#0?])?(?:\.[#0?]*)?")
_DATE_PART = re.compile(r'"([^"]*)"|\\(.)|(\[h+\]|y+|m+|d+|h+|s+|AM/PM|A/P)|(.)', re.IGNORECASE)


def shown_number(text: str, code: str, *, since_1904: bool = False) -> str:
    """Return a cell's stored number as its number format `code` shows it; dates as the format says.

    What no format here covers (fractions, conditions) is shown as General shows it.
    """
    if code == "General" and len(text) <= _SIGNIFICANT and text.isdigit():
        return text
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if not number.is_finite() or number.adjusted() > 300:
        return text
    if code == "General" or code == "@":
        return _general(number)
    if is_date_format(code):
        return _date(float(number), code, since_1904=since_1904) or _general(number)
    sections = code.split(";")
    section = sections[0]
    if number < 0 and len(sections) > 1 and sections[1].strip():
        section, number = sections[1], -number
    elif number == 0 and len(sections) > 2 and sections[2].strip():
        section = sections[2]
    return _by_format(number, _IN_BRACKETS.sub("", section))


def _general(number: Decimal) -> str:
    if number == 0:
        return "0"
    # Binary noise sits beyond the digits that a program shows: 0.1 + 0.2 is 0.3.
    places = _SIGNIFICANT - 1 - number.adjusted()
    if 0 <= places < 20:
        number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    elif places >= 20:
        return f"{float(number):.5E}"
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _by_format(number: Decimal, section: str) -> str:
    literals: list[str] = []

    def kept(match: re.Match[str]) -> str:
        # Its third and fourth groups are blanks as wide as a character, and fillers.
        literals.append(match.group(1) or match.group(2) or "")
        return chr(0xE000 + len(literals) - 1)

    bare = _LITERAL.sub(kept, section)
    digits = _DIGITS.search(bare)
    if digits is None or "/" in bare or re.search(r"E[+-]", bare):
        if digits is None and literals:
            return _with(bare, literals).strip()
        return _general(number) if "/" in bare or digits is None else f"{float(number):.2E}"
    shape = digits.group()
    if "%" in bare:
        number *= 100
    whole, _, after = shape.partition(".")
    least, most = after.count("0"), len(after)
    number = number.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP) if most < 20 else number
    text = f"{number:,f}" if "," in whole else f"{number:f}"
    while "." in text and text.endswith("0") and len(text.partition(".")[2]) > least:
        text = text[:-1]
    text = text.removesuffix(".")
    zeros = whole.replace(",", "").count("0")
    sign, unsigned = ("-", text[1:]) if text.startswith("-") else ("", text)
    integer, dot, decimals = unsigned.partition(".")
    text = sign + integer.rjust(zeros, "0") + dot + decimals
    around = bare[: digits.start()] + "\ue800" + bare[digits.end() :]
    return _with(around, literals).replace("\ue800", text).strip()


def _with(text: str, literals: list[str]) -> str:
    return re.sub(
        "[\ue000-\ue7ff]",
        lambda match: (
            literals[ord(match.group()) - 0xE000]
            if ord(match.group()) - 0xE000 < len(literals)
            else ""
        ),
        text,
    )


def _date(serial: float, code: str, *, since_1904: bool) -> str | None:
    epoch = datetime.datetime(1904, 1, 1) if since_1904 else datetime.datetime(1899, 12, 30)
    try:
        moment = from_excel(serial, epoch)
    except (ValueError, OverflowError):
        return None
    if isinstance(moment, datetime.time):
        moment = datetime.datetime.combine(datetime.date(1899, 12, 30), moment)
    if not isinstance(moment, datetime.datetime):
        return str(moment)
    section = _IN_BRACKETS.sub("", code.split(";")[0])
    parts = [match.groups() for match in _DATE_PART.finditer(section)]
    names = [(name or "").lower() for _, _, name, _ in parts]
    half_day = any(name in ("am/pm", "a/p") for name in names)
    shown: list[str] = []
    for position, (quoted, escaped, name, other) in enumerate(parts):
        if not name:
            shown.append(quoted or escaped or (other if other not in ("*", "_", "@", None) else ""))
            continue
        # `mm` are minutes beside hours or seconds, months elsewhere.
        before = next((n for n in reversed(names[:position]) if n), "")
        after = next((n for n in names[position + 1 :] if n), "")
        minutes = before.strip("[")[:1] == "h" or after[:1] == "s"
        shown.append(_date_part(name.lower(), moment, serial, minutes=minutes, half_day=half_day))
    return "".join(shown).strip()


def _date_part(
    name: str, moment: datetime.datetime, serial: float, *, minutes: bool, half_day: bool
) -> str:
    if name[0] == "y":
        return f"{moment.year:04}" if len(name) > 2 else f"{moment.year % 100:02}"
    if name[0] == "d":
        return (
            moment.strftime("%a" if len(name) == 3 else "%A")
            if len(name) > 2
            else (f"{moment.day:0{len(name)}}")
        )
    if name[0] == "m" and not minutes and len(name) > 2:
        return moment.strftime("%b" if len(name) == 3 else "%B")
    if name[0] == "[":
        return str(int(serial * 24))
    if name in ("am/pm", "a/p"):
        return moment.strftime("%p")
    hour = (moment.hour % 12 or 12) if half_day else moment.hour
    amount = {"m": moment.minute if minutes else moment.month, "h": hour, "s": moment.second}
    return f"{amount[name[0]]:0{min(len(name), 2)}}"
