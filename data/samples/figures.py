"""The drawings of the sample manuals: simple line art with labels."""

from collections.abc import Callable, Sequence
from typing import Literal

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, Rect, String
from reportlab.lib.colors import Color, HexColor, white

Anchor = Literal["start", "middle"]
INK, STEEL, PALE = HexColor("#222222"), HexColor("#c9ced4"), HexColor("#eef0f2")


def _canvas(width: float, height: float) -> Drawing:
    return Drawing(width, height)


def _box(
    d: Drawing, x: float, y: float, w: float, h: float, text: str = "", fill: Color = PALE
) -> None:
    rect = Rect(x, y, w, h)
    rect.fillColor, rect.strokeColor, rect.strokeWidth = fill, INK, 0.9
    d.add(rect)
    if text:
        _text(d, x + w / 2, y + h / 2 - 3, text, anchor="middle")


def _text(
    d: Drawing, x: float, y: float, text: str, anchor: Anchor = "start", size: float = 8
) -> None:
    d.add(String(x, y, text, fontName="Helvetica", fontSize=size, textAnchor=anchor, fillColor=INK))


def _line(d: Drawing, *points: float, width: float = 0.9, color: Color = INK) -> None:
    for n in range(0, len(points) - 2, 2):
        d.add(Line(*points[n : n + 4], strokeColor=color, strokeWidth=width))


def _arrow(d: Drawing, x0: float, y0: float, x1: float, y1: float) -> None:
    """Draw an arrow along one axis."""
    _line(d, x0, y0, x1, y1)
    dx = (x1 > x0) - (x1 < x0)
    dy = (y1 > y0) - (y1 < y0)
    back_x, back_y, wing_x, wing_y = x1 - 6 * dx, y1 - 6 * dy, 2.6 * dy, 2.6 * dx
    tip = [x1, y1, back_x + wing_x, back_y + wing_y, back_x - wing_x, back_y - wing_y]
    d.add(Polygon(tip, fillColor=INK, strokeColor=INK, strokeWidth=0.4))


def _disc(d: Drawing, x: float, y: float, r: float, fill: Color = PALE, text: str = "") -> None:
    d.add(Circle(x, y, r, fillColor=fill, strokeColor=INK, strokeWidth=0.9))
    if text:
        _text(d, x, y - 3, text, anchor="middle")


def _callouts(d: Drawing, spots: Sequence[tuple[float, float, float, float, str]]) -> None:
    """Draw numbered balloons with a leader to the spot each points at."""
    for x, y, at_x, at_y, text in spots:
        _line(d, x, y, at_x, at_y, width=0.6)
        _disc(d, x, y, 8, white, text)


def press_front(accent: Color) -> Drawing:
    d = _canvas(300, 260)
    _box(d, 40, 20, 220, 28, fill=STEEL)
    _box(d, 58, 48, 22, 165, fill=STEEL)
    _box(d, 220, 48, 22, 165, fill=STEEL)
    _box(d, 40, 195, 220, 34, fill=accent)
    _box(d, 132, 150, 36, 60, fill=PALE)
    _box(d, 84, 122, 132, 28, fill=STEEL)
    _box(d, 96, 48, 108, 18, fill=PALE)
    _box(d, 120, 229, 60, 22, fill=PALE)
    return d


def press_parts(accent: Color) -> Drawing:
    d = press_front(accent)
    _callouts(
        d,
        [
            (20, 240, 60, 215, "1"),
            (282, 200, 166, 190, "2"),
            (282, 136, 212, 136, "3"),
            (20, 130, 68, 130, "4"),
            (282, 57, 200, 57, "5"),
            (282, 244, 176, 240, "6"),
            (20, 34, 48, 34, "7"),
        ],
    )
    return d


def press_circuit(accent: Color) -> Drawing:
    d = _canvas(430, 190)
    _box(d, 10, 10, 90, 40, "Tank 160 l")
    _disc(d, 55, 85, 18, accent)
    _text(d, 80, 82, "P1 pump")
    _arrow(d, 55, 50, 55, 66)
    _line(d, 55, 103, 55, 150, 150, 150)
    _box(d, 150, 132, 78, 36, "Y10 relief valve")
    _arrow(d, 228, 150, 262, 150)
    _box(d, 262, 132, 70, 36, "Y20 valve")
    _arrow(d, 332, 150, 362, 150)
    _box(d, 362, 96, 52, 86, "Cylinder")
    _line(d, 297, 132, 297, 30)
    _arrow(d, 297, 30, 101, 30)
    _text(d, 190, 35, "return line, filter F1")
    _disc(d, 120, 112, 12, white, "G1")
    _line(d, 120, 124, 120, 150)
    _box(d, 318, 60, 84, 22, "Accumulator A1")
    _line(d, 347, 82, 347, 150)
    return d


def press_bolts(_accent: Color) -> Drawing:
    d = _canvas(260, 170)
    _box(d, 20, 20, 220, 130)
    _disc(d, 130, 85, 34, STEEL)
    _text(d, 130, 82, "rod", anchor="middle")
    spots = [(50, 125), (130, 135), (210, 125), (50, 45), (130, 35), (210, 45)]
    for (x, y), order in zip(spots, "315624", strict=True):
        _disc(d, x, y, 11, white, order)
    return d


def lathe_front(accent: Color) -> Drawing:
    d = _canvas(360, 210)
    _box(d, 15, 15, 330, 45, fill=STEEL)
    _box(d, 25, 60, 310, 120, fill=PALE)
    _box(d, 40, 75, 180, 90, fill=white)
    _box(d, 45, 95, 60, 50, fill=accent)
    _box(d, 105, 103, 22, 34, fill=STEEL)
    _line(d, 127, 120, 190, 120, width=4, color=STEEL)
    _disc(d, 188, 142, 18, STEEL)
    _box(d, 245, 85, 76, 80, fill=STEEL)
    _box(d, 253, 125, 60, 32, fill=accent)
    return d


def lathe_parts(accent: Color) -> Drawing:
    d = lathe_front(accent)
    _callouts(
        d,
        [
            (8, 120, 60, 120, "1"),
            (116, 196, 116, 130, "2"),
            (206, 196, 192, 150, "3"),
            (352, 140, 300, 140, "4"),
            (352, 36, 300, 36, "5"),
        ],
    )
    return d


def lathe_axes(accent: Color) -> Drawing:
    d = _canvas(320, 150)
    _box(d, 15, 45, 70, 70, "Spindle", STEEL)
    _box(d, 85, 57, 20, 46, fill=accent)
    _arrow(d, 105, 80, 270, 80)
    _text(d, 276, 77, "+Z")
    _arrow(d, 200, 20, 200, 135)
    _text(d, 206, 130, "+X")
    _disc(d, 105, 80, 4, white)
    _text(d, 100, 30, "M machine zero", anchor="middle")
    _line(d, 105, 40, 105, 76, width=0.5)
    _disc(d, 250, 120, 4, accent)
    _text(d, 258, 117, "R reference point")
    return d


def lathe_turret(accent: Color) -> Drawing:
    d = _canvas(260, 190)
    _disc(d, 130, 95, 62, STEEL)
    _disc(d, 130, 95, 26, accent)
    around = [(0, 75), (53, 53), (75, 0), (53, -53), (0, -75), (-53, -53), (-75, 0), (-53, 53)]
    for n, (x, y) in enumerate(around):
        _disc(d, 130 + x, 95 + y, 13, white, f"T{n + 1}")
    return d


def conveyor_side(accent: Color) -> Drawing:
    d = _canvas(420, 170)
    _line(d, 60, 110, 360, 110, width=3, color=accent)
    _line(d, 60, 70, 360, 70, width=3, color=accent)
    _disc(d, 60, 90, 20, STEEL)
    _disc(d, 360, 90, 20, STEEL)
    for x in (120, 180, 240, 300):
        _disc(d, x, 102, 7, white)
    _box(d, 330, 22, 58, 30, fill=STEEL)
    _line(d, 359, 52, 359, 72, width=1.6)
    for x in (90, 320):
        _box(d, x, 10, 8, 56, fill=STEEL)
    for x in (130, 200, 270):
        _box(d, x, 113, 34, 26, fill=PALE)
    return d


def conveyor_parts(accent: Color) -> Drawing:
    d = conveyor_side(accent)
    _callouts(
        d,
        [
            (28, 140, 70, 106, "1"),
            (400, 140, 368, 106, "2"),
            (180, 158, 180, 112, "3"),
            (410, 37, 384, 37, "4"),
            (240, 50, 240, 96, "5"),
            (62, 30, 92, 40, "6"),
        ],
    )
    return d


def conveyor_tension(accent: Color) -> Drawing:
    return _tension(accent, "Spannspindel", "Messmarken", "Umlenktrommel U", "Antriebstrommel A")


def conveyor_tension_english(accent: Color) -> Drawing:
    return _tension(accent, "Spindle", "Marks", "Tail drum U", "Drive drum A")


def _tension(accent: Color, spindle: str, marks: str, tail: str, drive: str) -> Drawing:
    d = _canvas(380, 140)
    _line(d, 40, 90, 340, 90, width=3, color=accent)
    _disc(d, 60, 70, 18, STEEL, "U")
    _disc(d, 320, 70, 18, STEEL, "A")
    _box(d, 20, 30, 66, 14, spindle, white)
    _line(d, 120, 90, 120, 112, width=0.6)
    _line(d, 260, 90, 260, 112, width=0.6)
    _arrow(d, 190, 106, 121, 106)
    _arrow(d, 190, 106, 259, 106)
    _text(d, 190, 112, marks, anchor="middle")
    _text(d, 60, 14, tail, anchor="middle")
    _text(d, 320, 14, drive, anchor="middle")
    return d


def conveyor_sensors(accent: Color) -> Drawing:
    names = ("B1 Einlauf", "B2 Stau", "B3 Auslauf", "B4 Gurtlauf")
    return _sensors(accent, names, "Förderrichtung")


def conveyor_sensors_english(accent: Color) -> Drawing:
    return _sensors(accent, ("B1 inlet", "B2 jam", "B3 outlet", "B4 tracking"), "Direction")


def _sensors(accent: Color, names: Sequence[str], direction: str) -> Drawing:
    d = _canvas(400, 120)
    _box(d, 20, 45, 360, 30, fill=PALE)
    for x, name in zip((50, 160, 270, 350), names, strict=True):
        _disc(d, x, 60, 7, accent)
        _line(d, x, 67, x, 92, width=0.6)
        _text(d, x, 96, name, anchor="middle")
    _arrow(d, 130, 28, 270, 28)
    _text(d, 200, 14, direction, anchor="middle")
    return d


def compressor_front(accent: Color) -> Drawing:
    d = _canvas(340, 210)
    _box(d, 30, 30, 280, 160, fill=PALE)
    _box(d, 30, 14, 280, 16, fill=STEEL)
    _box(d, 44, 46, 120, 128, fill=white)
    _box(d, 180, 46, 116, 128, fill=accent)
    for y in range(58, 166, 12):
        _line(d, 54, y, 154, y, width=0.7)
    _box(d, 200, 120, 76, 36, fill=white)
    return d


def compressor_flow(_accent: Color) -> Drawing:
    d = _canvas(440, 150)
    _box(d, 5, 92, 70, 34, "Intake filter")
    _arrow(d, 75, 109, 100, 109)
    _box(d, 100, 92, 70, 34, "Intake valve")
    _arrow(d, 170, 109, 195, 109)
    _box(d, 195, 88, 74, 42, "Screw block", white)
    _arrow(d, 269, 109, 296, 109)
    _box(d, 296, 86, 66, 46, "Separator")
    _arrow(d, 362, 109, 388, 109)
    _box(d, 388, 92, 50, 34, "Cooler")
    _line(d, 329, 86, 329, 30)
    _arrow(d, 329, 30, 270, 30)
    _box(d, 180, 16, 90, 28, "Oil filter, valve")
    _line(d, 180, 30, 150, 30, 150, 60, 232, 60)
    _arrow(d, 232, 60, 232, 87)
    return d


def compressor_belt(_accent: Color) -> Drawing:
    d = _canvas(340, 150)
    _disc(d, 70, 75, 44, STEEL, "Motor")
    _disc(d, 270, 75, 32, white, "Block")
    _line(d, 70, 119, 170, 108, 270, 107, width=2)
    _line(d, 70, 31, 270, 43, width=2)
    _line(d, 70, 119, 270, 107, width=0.5)
    _arrow(d, 170, 142, 170, 110)
    _text(d, 176, 134, "test force F")
    _text(d, 170, 90, "deflection t at mid-span", anchor="middle")
    _box(d, 20, 8, 100, 14, "slide rail, jack screw", white)
    return d


FIGURES: dict[str, Callable[[Color], Drawing]] = {
    name: drawing
    for name, drawing in globals().items()
    if name.startswith(("press_", "lathe_", "conveyor_", "compressor_"))
}
