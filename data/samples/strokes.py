"""What the drawings of the sample manuals are drawn with: simple line art with labels."""

from collections.abc import Sequence
from typing import Literal

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, Rect, String
from reportlab.lib.colors import Color, HexColor, white

Anchor = Literal["start", "middle"]
INK, STEEL, PALE = HexColor("#222222"), HexColor("#c9ced4"), HexColor("#eef0f2")


def box(
    d: Drawing, x: float, y: float, w: float, h: float, text: str = "", fill: Color = PALE
) -> None:
    """Draw a rectangle, with a text in its middle."""
    rect = Rect(x, y, w, h)
    rect.fillColor, rect.strokeColor, rect.strokeWidth = fill, INK, 0.9
    d.add(rect)
    if text:
        label(d, x + w / 2, y + h / 2 - 3, text, anchor="middle")


def label(
    d: Drawing, x: float, y: float, text: str, anchor: Anchor = "start", size: float = 8
) -> None:
    """Draw a text."""
    d.add(String(x, y, text, fontName="Helvetica", fontSize=size, textAnchor=anchor, fillColor=INK))


def line(d: Drawing, *points: float, width: float = 0.9, color: Color = INK) -> None:
    """Draw a line through points, given as x and y in turn."""
    for n in range(0, len(points) - 2, 2):
        d.add(Line(*points[n : n + 4], strokeColor=color, strokeWidth=width))


def arrow(d: Drawing, x0: float, y0: float, x1: float, y1: float) -> None:
    """Draw an arrow along one axis."""
    line(d, x0, y0, x1, y1)
    dx = (x1 > x0) - (x1 < x0)
    dy = (y1 > y0) - (y1 < y0)
    back_x, back_y, wing_x, wing_y = x1 - 6 * dx, y1 - 6 * dy, 2.6 * dy, 2.6 * dx
    tip = [x1, y1, back_x + wing_x, back_y + wing_y, back_x - wing_x, back_y - wing_y]
    d.add(Polygon(tip, fillColor=INK, strokeColor=INK, strokeWidth=0.4))


def disc(d: Drawing, x: float, y: float, r: float, fill: Color = PALE, text: str = "") -> None:
    """Draw a circle, with a text in its middle."""
    d.add(Circle(x, y, r, fillColor=fill, strokeColor=INK, strokeWidth=0.9))
    if text:
        label(d, x, y - 3, text, anchor="middle")


def callouts(d: Drawing, spots: Sequence[tuple[float, float, float, float, str]]) -> None:
    """Draw numbered balloons with a leader to the spot each points at."""
    for x, y, at_x, at_y, text in spots:
        line(d, x, y, at_x, at_y, width=0.6)
        disc(d, x, y, 8, white, text)
