r"""Formulas of a Markdown text as the words they print: `$45 \mathrm{~Nm}$` is 45 Nm.

What makes Markdown of a scan sets many a figure with its unit as TeX. Left so it would be found by
nobody, and read by hardly anybody.
"""

import re
import unicodedata

_CODE = (
    r"(?P<code>^[ ]{0,3}(?P<fence>`{3,}|~{3,}).*?(?:^[ ]{0,3}(?P=fence)[`~]*[ ]*$|\Z)"
    r"|(?P<ticks>`+)(?!`)[^\n]+?(?<!`)(?P=ticks)(?!`))"
)
# As Pandoc tells them from dollars: no blank inside of either sign, and no digit behind the last.
_FORMULA = re.compile(
    _CODE + r"|(?<![\\$])\$\$(?P<set_apart>[^$]{1,2000}?)\$\$"
    r"|(?<![\\$\w])\$(?![\s$])(?P<inline>[^$\n]{1,400}?)(?<![\s\\])\$(?![\d$])",
    re.MULTILINE | re.DOTALL,
)
# "Set $HOME/bin before $PATH" is none: what is one has a sign of TeX, letters spaced apart, or is
# but a figure or a letter.
_TEX = re.compile(r"[\\^_{}]|(?<!\S)\S (?=\S(?!\S))|^[\d.,/+±×x-]+$|^\w$")
# Blanks print nothing in a formula, but in its words.
_TOKEN = re.compile(r"(\\text\w*\s*\{[^{}]*\})|(\\[A-Za-z]+)\s*|(\\.)|\s+|(.)")
_DIGITS = re.compile(r"\d")
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_POWER = re.compile(r"\^\s*([+\-−]?\d+)")
_PRINTED = (
    *(("^∘", "°"), ("∘", "°"), ("^'''", "‴"), ("^''", "″"), ("^'", "′"), ("\u223c", "~")),
    *(("⩾", "≥"), ("⩽", "≤")),
)
_RELATION = re.compile(r"\s*([≤≥<>=×])\s*")
_BETWEEN = re.compile(r"\s*([·/~])\s*|(?<=±)\s+")
# What the converter does not know, in what it does.
_KNOWN = (
    (re.compile(r"\\(?:left|right|displaystyle|textstyle|limits|big|Big)(?![A-Za-z])"), ""),
    (re.compile(r"\\[tdc]frac(?![A-Za-z])"), r"\\frac"),
    (re.compile(r"\\degree(?![A-Za-z])"), r"^{\\circ}"),
    (re.compile(r"\\(?:mbox|hbox|operatorname|boxed)(?![A-Za-z])"), r"\\text"),
)
# Signs that Markdown or HTML would take for their own.
_ESCAPED = str.maketrans({"|": "&#124;", "<": "&lt;", "*": "&#42;", "`": "&#96;"})


def with_formulas_as_text(text: str) -> str:
    """Return a Markdown text with its formulas as words; what is no formula stays, and so does
    one that cannot be read for certain: with a macro that is not known, or a digit lost.
    """
    return _FORMULA.sub(_printed, text) if "$" in text else text


def _printed(found: re.Match[str]) -> str:
    formula = found["set_apart"] or found["inline"]
    if formula is None or not (found["set_apart"] or _TEX.search(formula)):
        return found.group()
    words = _words(formula)
    return found.group() if words is None else words.translate(_ESCAPED)


def _words(formula: str) -> str | None:
    if formula.count("{") != formula.count("}"):
        return None
    known = formula
    for macro, other in _KNOWN:
        known = macro.sub(other, known)
    # "1\frac{1}{2}" is one and a half.
    parted = re.sub(r"(?<=\d)\s*(?=\\frac)", "~", known)
    told = _converted(_TOKEN.sub(_without_blanks, parted))
    if told is None:
        return None
    words = unicodedata.normalize("NFKC", told)
    if _DIGITS.findall(words) != _DIGITS.findall(formula):
        return None
    for written, sign in _PRINTED:
        words = words.replace(written, sign)
    words = _POWER.sub(lambda power: power[1].translate(_RAISED), words)
    words = _RELATION.sub(r" \1 ", _BETWEEN.sub(r"\1", words))
    return " ".join(words.split())


def _without_blanks(token: re.Match[str]) -> str:
    words, macro, escaped, sign = token.groups()
    # A macro's name ends at the blank behind it.
    return words or (f"{macro} " if macro else escaped or sign or "")


def _converted(formula: str) -> str | None:
    # Most files hold no formula, and each is read by a process of its own.
    from pylatexenc.latex2text import (
        LatexNodes2Text,
        MacroTextSpec,
        get_default_latex_context_db,
    )

    unknown: list[object] = []

    def note(*told: object) -> str:
        unknown.append(told)
        return ""

    macros = get_default_latex_context_db()
    macros.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=note))
    converter = LatexNodes2Text(math_mode="text", latex_context=macros)
    told = str(converter.latex_to_text(f"${formula}$"))
    return None if unknown else told
