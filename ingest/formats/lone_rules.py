"""Long upright rules that stand alone: they part columns of a page, and belong to no table."""

from liteparse import ParsedPage

from ingest.formats.grids import Span, merged, spans

# Points: what comes this near to a rule touches it. What is no longer is a dot, as the ends of
# dotted rules are.
_NEAR = 3.0


def lone_rules(page: ParsedPage, least: float) -> list[Span]:
    """Return the upright rules, by place, that no lying line touches and that are at least this
    share of the page's height long.
    """
    graphics = page.vector_graphics
    if graphics is None or not graphics.lines:
        return []
    upright, lying = spans(graphics.lines)
    return [
        (x, top, bottom)
        for x, top, bottom in merged(upright)
        if bottom - top >= least * page.height
        and not any(
            left - _NEAR <= x <= right + _NEAR and top - _NEAR <= y <= bottom + _NEAR
            for y, left, right in lying
            if right - left > _NEAR
        )
    ]
