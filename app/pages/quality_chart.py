"""Rates of runs over time as a picture: drawn here, so that no script has to be fetched for it."""

import base64
from collections.abc import Sequence
from html import escape

# Told apart without colours, too: by dash, and by the name at the line's end.
_LINES = (("#0b5394", ""), ("#1e7a3c", "9 5"), ("#b35900", "3 5"), ("#7b2d8b", "12 4 3 4"))
_WIDTH, _HEIGHT = 960, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 190, 16, 40
_LEAST_GAP = 20.0

Series = tuple[str, Sequence[float | None]]
"""A name, and a rate from 0 to 1 a run; None where the run has none."""


def chart(labels: Sequence[str], series: Sequence[Series]) -> str:
    """Return an image element with a line a series, and all its values as its text."""
    values = "; ".join(
        f"{name}: {', '.join('none' if v is None else f'{v:.3f}' for v in rates)}"
        for name, rates in series
    )
    encoded = base64.b64encode(drawn(labels, series).encode()).decode()
    return (
        '<div class="mw-table" tabindex="0">'
        f'<img class="mw-chart" src="data:image/svg+xml;base64,{encoded}" alt="{escape(values)}">'
        "</div>"
    )


def drawn(labels: Sequence[str], series: Sequence[Series]) -> str:
    """Return the chart as SVG."""
    known = [rate for _, rates in series for rate in rates if rate is not None]
    low = min(0.8, int(min(known, default=0.8) * 10) / 10)
    width, height = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM

    def x(number: int) -> float:
        return _LEFT + (width * number / (len(labels) - 1) if len(labels) > 1 else width / 2)

    def y(rate: float) -> float:
        return _TOP + height * (1 - (rate - low) / (1 - low))

    parts = [
        f'<line x1="{_LEFT}" x2="{_LEFT + width}" y1="{y(rate):.1f}" y2="{y(rate):.1f}" '
        f'stroke="#c9d2da"/><text x="{_LEFT - 8}" y="{y(rate) + 5:.1f}" text-anchor="end">'
        f"{rate:.2f}</text>"
        for rate in (low + (1 - low) * step / 4 for step in range(5))
    ]
    # The first and the last day, or they would write over each other.
    for number in sorted({0, len(labels) - 1}) if labels else ():
        anchor = "middle" if len(labels) == 1 else "start" if number == 0 else "end"
        parts.append(
            f'<text x="{x(number):.1f}" y="{_HEIGHT - 12}" text-anchor="{anchor}">'
            f"{escape(labels[number])}</text>"
        )
    ends: list[tuple[float, str, str]] = []
    for (name, rates), (colour, dash) in zip(series, _LINES, strict=False):
        points = [(x(n), y(rate)) for n, rate in enumerate(rates) if rate is not None]
        if not points:
            continue
        path = " ".join(f"{across:.1f},{down:.1f}" for across, down in points)
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="3" '
            f'stroke-dasharray="{dash}"/>'
        )
        parts += [
            f'<circle cx="{across:.1f}" cy="{down:.1f}" r="4.5" fill="{colour}"/>'
            for across, down in points
        ]
        last = next(rate for rate in reversed(rates) if rate is not None)
        ends.append((points[-1][1], f"{name} {last:.3f}", colour))
    lowest = 0.0
    for number, (down, text, colour) in enumerate(sorted(ends), 1):
        # What comes below needs room, too.
        room = _HEIGHT - 8 - _LEAST_GAP * (len(ends) - number)
        lowest = max(min(down + 5, room), lowest + _LEAST_GAP)
        parts.append(
            f'<text x="{_LEFT + width + 14}" y="{lowest:.1f}" fill="{colour}" font-weight="bold">'
            f"{escape(text)}</text>"
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        'font-family="sans-serif" font-size="15" fill="#16202a">'
        f"{''.join(parts)}</svg>"
    )
