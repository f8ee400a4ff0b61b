"""The drawings of the sample manuals, a function a figure."""

from collections.abc import Callable, Sequence

from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import Color, white
from strokes import PALE, STEEL, arrow, box, callouts, disc, label, line


def press_front(accent: Color) -> Drawing:
    d = Drawing(300, 260)
    box(d, 40, 20, 220, 28, fill=STEEL)
    box(d, 58, 48, 22, 165, fill=STEEL)
    box(d, 220, 48, 22, 165, fill=STEEL)
    box(d, 40, 195, 220, 34, fill=accent)
    box(d, 132, 150, 36, 60, fill=PALE)
    box(d, 84, 122, 132, 28, fill=STEEL)
    box(d, 96, 48, 108, 18, fill=PALE)
    box(d, 120, 229, 60, 22, fill=PALE)
    return d


def press_parts(accent: Color) -> Drawing:
    d = press_front(accent)
    callouts(
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
    d = Drawing(430, 190)
    box(d, 10, 10, 90, 40, "Tank 160 l")
    disc(d, 55, 85, 18, accent)
    label(d, 80, 82, "P1 pump")
    arrow(d, 55, 50, 55, 66)
    line(d, 55, 103, 55, 150, 150, 150)
    box(d, 150, 132, 78, 36, "Y10 relief valve")
    arrow(d, 228, 150, 262, 150)
    box(d, 262, 132, 70, 36, "Y20 valve")
    arrow(d, 332, 150, 362, 150)
    box(d, 362, 96, 52, 86, "Cylinder")
    line(d, 297, 132, 297, 30)
    arrow(d, 297, 30, 101, 30)
    label(d, 190, 35, "return line, filter F1")
    disc(d, 120, 112, 12, white, "G1")
    line(d, 120, 124, 120, 150)
    box(d, 318, 60, 84, 22, "Accumulator A1")
    line(d, 347, 82, 347, 150)
    return d


def press_bolts(_accent: Color) -> Drawing:
    d = Drawing(260, 170)
    box(d, 20, 20, 220, 130)
    disc(d, 130, 85, 34, STEEL)
    label(d, 130, 82, "rod", anchor="middle")
    spots = [(50, 125), (130, 135), (210, 125), (50, 45), (130, 35), (210, 45)]
    for (x, y), order in zip(spots, "315624", strict=True):
        disc(d, x, y, 11, white, order)
    return d


def lathe_front(accent: Color) -> Drawing:
    d = Drawing(360, 210)
    box(d, 15, 15, 330, 45, fill=STEEL)
    box(d, 25, 60, 310, 120, fill=PALE)
    box(d, 40, 75, 180, 90, fill=white)
    box(d, 45, 95, 60, 50, fill=accent)
    box(d, 105, 103, 22, 34, fill=STEEL)
    line(d, 127, 120, 190, 120, width=4, color=STEEL)
    disc(d, 188, 142, 18, STEEL)
    box(d, 245, 85, 76, 80, fill=STEEL)
    box(d, 253, 125, 60, 32, fill=accent)
    return d


def lathe_parts(accent: Color) -> Drawing:
    d = lathe_front(accent)
    callouts(
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
    d = Drawing(320, 150)
    box(d, 15, 45, 70, 70, "Spindle", STEEL)
    box(d, 85, 57, 20, 46, fill=accent)
    arrow(d, 105, 80, 270, 80)
    label(d, 276, 77, "+Z")
    arrow(d, 200, 20, 200, 135)
    label(d, 206, 130, "+X")
    disc(d, 105, 80, 4, white)
    label(d, 100, 30, "M machine zero", anchor="middle")
    line(d, 105, 40, 105, 76, width=0.5)
    disc(d, 250, 120, 4, accent)
    label(d, 258, 117, "R reference point")
    return d


def lathe_turret(accent: Color) -> Drawing:
    d = Drawing(260, 190)
    disc(d, 130, 95, 62, STEEL)
    disc(d, 130, 95, 26, accent)
    around = [(0, 75), (53, 53), (75, 0), (53, -53), (0, -75), (-53, -53), (-75, 0), (-53, 53)]
    for n, (x, y) in enumerate(around):
        disc(d, 130 + x, 95 + y, 13, white, f"T{n + 1}")
    return d


def conveyor_side(accent: Color) -> Drawing:
    d = Drawing(420, 170)
    line(d, 60, 110, 360, 110, width=3, color=accent)
    line(d, 60, 70, 360, 70, width=3, color=accent)
    disc(d, 60, 90, 20, STEEL)
    disc(d, 360, 90, 20, STEEL)
    for x in (120, 180, 240, 300):
        disc(d, x, 102, 7, white)
    box(d, 330, 22, 58, 30, fill=STEEL)
    line(d, 359, 52, 359, 72, width=1.6)
    for x in (90, 320):
        box(d, x, 10, 8, 56, fill=STEEL)
    for x in (130, 200, 270):
        box(d, x, 113, 34, 26, fill=PALE)
    return d


def conveyor_parts(accent: Color) -> Drawing:
    d = conveyor_side(accent)
    callouts(
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
    d = Drawing(380, 140)
    line(d, 40, 90, 340, 90, width=3, color=accent)
    disc(d, 60, 70, 18, STEEL, "U")
    disc(d, 320, 70, 18, STEEL, "A")
    box(d, 20, 30, 66, 14, spindle, white)
    line(d, 120, 90, 120, 112, width=0.6)
    line(d, 260, 90, 260, 112, width=0.6)
    arrow(d, 190, 106, 121, 106)
    arrow(d, 190, 106, 259, 106)
    label(d, 190, 112, marks, anchor="middle")
    label(d, 60, 14, tail, anchor="middle")
    label(d, 320, 14, drive, anchor="middle")
    return d


def conveyor_sensors(accent: Color) -> Drawing:
    names = ("B1 Einlauf", "B2 Stau", "B3 Auslauf", "B4 Gurtlauf")
    return _sensors(accent, names, "Förderrichtung")


def conveyor_sensors_english(accent: Color) -> Drawing:
    return _sensors(accent, ("B1 inlet", "B2 jam", "B3 outlet", "B4 tracking"), "Direction")


def _sensors(accent: Color, names: Sequence[str], direction: str) -> Drawing:
    d = Drawing(400, 120)
    box(d, 20, 45, 360, 30, fill=PALE)
    for x, name in zip((50, 160, 270, 350), names, strict=True):
        disc(d, x, 60, 7, accent)
        line(d, x, 67, x, 92, width=0.6)
        label(d, x, 96, name, anchor="middle")
    arrow(d, 130, 28, 270, 28)
    label(d, 200, 14, direction, anchor="middle")
    return d


def compressor_front(accent: Color) -> Drawing:
    d = Drawing(340, 210)
    box(d, 30, 30, 280, 160, fill=PALE)
    box(d, 30, 14, 280, 16, fill=STEEL)
    box(d, 44, 46, 120, 128, fill=white)
    box(d, 180, 46, 116, 128, fill=accent)
    for y in range(58, 166, 12):
        line(d, 54, y, 154, y, width=0.7)
    box(d, 200, 120, 76, 36, fill=white)
    return d


def compressor_flow(_accent: Color) -> Drawing:
    d = Drawing(440, 150)
    box(d, 5, 92, 70, 34, "Intake filter")
    arrow(d, 75, 109, 100, 109)
    box(d, 100, 92, 70, 34, "Intake valve")
    arrow(d, 170, 109, 195, 109)
    box(d, 195, 88, 74, 42, "Screw block", white)
    arrow(d, 269, 109, 296, 109)
    box(d, 296, 86, 66, 46, "Separator")
    arrow(d, 362, 109, 388, 109)
    box(d, 388, 92, 50, 34, "Cooler")
    line(d, 329, 86, 329, 30)
    arrow(d, 329, 30, 270, 30)
    box(d, 180, 16, 90, 28, "Oil filter, valve")
    line(d, 180, 30, 150, 30, 150, 60, 232, 60)
    arrow(d, 232, 60, 232, 87)
    return d


def compressor_belt(_accent: Color) -> Drawing:
    d = Drawing(340, 150)
    disc(d, 70, 75, 44, STEEL, "Motor")
    disc(d, 270, 75, 32, white, "Block")
    line(d, 70, 119, 170, 108, 270, 107, width=2)
    line(d, 70, 31, 270, 43, width=2)
    line(d, 70, 119, 270, 107, width=0.5)
    arrow(d, 170, 142, 170, 110)
    label(d, 176, 134, "test force F")
    label(d, 170, 90, "deflection t at mid-span", anchor="middle")
    box(d, 20, 8, 100, 14, "slide rail, jack screw", white)
    return d


FIGURES: dict[str, Callable[[Color], Drawing]] = {
    name: drawing
    for name, drawing in globals().items()
    if name.startswith(("press_", "lathe_", "conveyor_", "compressor_"))
}
