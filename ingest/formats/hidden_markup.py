"""What an HTML page's inline styles hide from its reader."""

import re

import lxml.html

_HIDING = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|(?<![\w-])font-size:0(?:\.0+)?(?:px|pt|em|rem|%)?(?:;|!|$)"
    r"|(?<![\w-])opacity:0(?:\.0+)?(?:;|!|$)"
)
_WHITE = r"(?:white|#fff|#ffffff|#fffffff?f?|rgba?\(255,255,255(?:,[\d.]+)?\))"
_WHITE_TEXT = re.compile(rf"(?:^|;)color:{_WHITE}(?:;|!|$)")
_BACKGROUND = re.compile(r"(?:^|;)background(?:-color|-image)?:([^;]+)")
_WHITE_BACKGROUND = re.compile(rf"^(?:{_WHITE}|none|transparent)(?:!.*)?$")


def drop_hidden(tree: lxml.html.HtmlElement) -> int:
    """Take out of the tree what is hidden in it, and return how many characters that was.

    Hidden is what has the attribute `hidden`, or an inline style that does not show it, or shows it
    in size 0, or in white where nothing around it has a background or a class that may give one.
    """
    count = 0
    for element in tree.xpath("//*[@hidden or @style or local-name() = 'font']"):
        if element.getparent() is None or not _is_hidden(element):
            continue
        count += len("".join(element.text_content().split()))
        element.drop_tree()
    return count


def _is_hidden(element: lxml.html.HtmlElement) -> bool:
    style = _style(element)
    if element.get("hidden") is not None or _HIDING.search(style):
        return True
    white = _WHITE_TEXT.search(style) or re.fullmatch(_WHITE, element.get("color", "").lower())
    return bool(white) and not any(_may_be_dark(around) for around in _around(element))


def _around(element: lxml.html.HtmlElement) -> list[lxml.html.HtmlElement]:
    return [element, *element.iterancestors()]


def _may_be_dark(element: lxml.html.HtmlElement) -> bool:
    if element.get("class") or element.get("background"):
        return True
    colour = element.get("bgcolor", "").lower()
    if colour and not re.fullmatch(_WHITE, colour):
        return True
    found = _BACKGROUND.search(_style(element))
    return found is not None and not _WHITE_BACKGROUND.match(found.group(1))


def _style(element: lxml.html.HtmlElement) -> str:
    return re.sub(r"\s+", "", element.get("style", "").lower())
