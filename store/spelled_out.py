"""What drawings and registers write in signs and letters, in the words that people ask with."""

import re

_ZERO = r"(?:0(?![\w.,]*\d)|zero\b|null\b)"
ABOVE_ZERO = re.compile(
    rf"(?:[>\uff1e]\s*|\b(?:greater|more) than |größer (?:als )?){_ZERO}", re.IGNORECASE
)
BELOW_ZERO = re.compile(rf"(?:[<\uff1c]\s*|\bless than |kleiner (?:als )?){_ZERO}", re.IGNORECASE)
# "ø9,52" is a number to whoever looks for 9,52; to a tokenizer the sign is a letter of it.
DIAMETER_SIGN = re.compile(r"[\u00d8\u00f8\u2300\u2205\u03a6\u03c6](?=\d)")
_SAID = (
    (re.compile(r"(?<![\w.-])(?:CCW|ACW)(?![\w-])"), "counterclockwise"),
    (re.compile(r"(?<![\w.-])CW(?![\w-])"), "clockwise"),
    (ABOVE_ZERO, "positive"),
    (BELOW_ZERO, "negative"),
)


# Most texts have none of them, and are looked through once for all.
_ANY = re.compile(
    r"CW|[<>\uff1c\uff1e]|\b(?:greater|more|less) than |(?:größer|kleiner) ", re.IGNORECASE
)


def spelled_out(text: str) -> str:
    """Return the text with the sense of signs and short forms behind them: `CW (clockwise)`.

    An encoder knows the words, and hardly the signs: of the passages of a motor's manual "if it run
    CW, the speed > 0" was the 59th most like "Is the speed positive when it runs clockwise?", and
    the 3rd when spelled out.
    """
    if _ANY.search(text) is None:
        return text
    for written, said in _SAID:
        text = written.sub(rf"\g<0> ({said})", text)
    return text
