"""The one plot of a page: the greatest slack by configuration, as a small hand-written SVG.

The colours are mid-tones on a transparent ground, so that it reads on a light and a dark page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 720, 240
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 28, 44
CHARACTER = 8  # width allowed for one character
MOST = 96  # dots drawn; of more configurations, the worst of each group is shown
GREY, HOLDS, BREAKS = "#8b949e", "#4c8dd6", "#e5534b"


def natural_key(text: str) -> list[tuple[int, int, str]]:
    """Return a sort key that puts ``n=2`` before ``n=10``."""
    parts = re.findall(r"\d+|\D+", text)
    return [(0, int(p), "") if p.isdigit() else (1, 0, p) for p in parts]


def slack_plot(
    title: str, slack: Sequence[tuple[str, float]], *, broken: bool = False, least: float = 0.0
) -> str:
    """Return an SVG of the greatest slack found at each configuration, in natural order.

    With ``broken``, points above ``least`` are certified violations: they get another colour, and
    the greatest of them a label.
    """
    ordered = sorted(slack, key=lambda point: natural_key(point[0]))
    points = _grouped(ordered)
    worst = max(points, key=lambda point: point[1])
    colours = [BREAKS if broken and value > least else HOLDS for _, value in points]
    body = [*_axes(points), *_dots(points, colours)]
    if broken and worst[1] > least:
        body.append(_label(points.index(worst), len(points), worst))
    return "\n".join([*_head(title, ordered, worst), *body, "</svg>", ""])


def _grouped(points: list[tuple[str, float]]) -> list[tuple[str, float]]:
    size = -(-len(points) // MOST)
    groups = [points[n : n + size] for n in range(0, len(points), size)]
    return [max(group, key=lambda point: point[1]) for group in groups]


def _head(title: str, points: Sequence[tuple[str, float]], worst: tuple[str, float]) -> list[str]:
    description = (
        f"One dot for each of {len(points)} configurations. Above the line at 0 the statement is "
        f"broken. The greatest slack is {worst[1]:.4g}, at {worst[0]}."
    )
    if len(points) > MOST:
        description += " Neighbouring configurations share a dot, which shows the greatest."
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="12" fill="{GREY}">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(description)}</desc>",
    ]


def _x(place: int, count: int) -> float:
    room = WIDTH - LEFT - RIGHT
    return round(LEFT + room * (place + 0.5) / count, 1)


def _y(value: float) -> float:
    room = HEIGHT - TOP - BOTTOM
    return round(TOP + room * (1 - max(-1.0, min(1.0, value))) / 2, 1)


def _axes(points: list[tuple[str, float]]) -> list[str]:
    lines = []
    for value in (-1.0, -0.5, 0.0, 0.5, 1.0):
        style = 'stroke-width="1.5"' if value == 0 else 'stroke-opacity="0.3"'
        y = _y(value)
        lines.append(f'<path d="M{LEFT} {y}H{WIDTH - RIGHT}" stroke="{GREY}" {style}/>')
        name = f"{value:g}".replace("-", "−")
        lines.append(f'<text x="{LEFT - 8}" y="{y + 4:g}" text-anchor="end">{name}</text>')
    middle = (LEFT + WIDTH - RIGHT) // 2
    lines += [
        f'<text x="{LEFT}" y="16">slack: above 0 the statement is broken</text>',
        f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle">configuration</text>',
    ]
    return lines + _names([key for key, _ in points])


def _names(keys: list[str]) -> list[str]:
    """Name every configuration under the axis if there is room, else the first and the last."""
    floor = HEIGHT - BOTTOM + 16
    if max(map(len, keys)) * CHARACTER < (WIDTH - LEFT - RIGHT) / len(keys):
        places = [(_x(n, len(keys)), "middle", key) for n, key in enumerate(keys)]
    else:
        places = [(LEFT, "start", keys[0]), (WIDTH - RIGHT, "end", keys[-1])]
    return [
        f'<text x="{x:g}" y="{floor}" text-anchor="{anchor}">{escape(_short(key))}</text>'
        for x, anchor, key in places
    ]


def _short(key: str) -> str:
    return key if len(key) <= 44 else key[:43] + "…"


def _dots(points: list[tuple[str, float]], colours: list[str]) -> list[str]:
    zero, lines = _y(0), []
    for colour in (HOLDS, BREAKS):
        places = [
            (_x(place, len(points)), _y(points[place][1]))
            for place, own in enumerate(colours)
            if own == colour
        ]
        if places:
            stems = "".join(f"M{x} {zero}V{y}" for x, y in places)
            lines += [
                f'<path d="{stems}" stroke="{colour}" stroke-opacity="0.4"/>',
                f'<g fill="{colour}">',
                *(f'<circle cx="{x}" cy="{y}" r="3.5"/>' for x, y in places),
                "</g>",
            ]
    return lines


def _label(place: int, count: int, worst: tuple[str, float]) -> str:
    x, y = _x(place, count), _y(worst[1])
    on_left = x > WIDTH / 2
    anchor, shift = ("end", -8) if on_left else ("start", 8)
    return (
        f'<text x="{x + shift:g}" y="{y + 4:g}" fill="{BREAKS}" text-anchor="{anchor}">'
        f"{escape(_short(worst[0]))}: {worst[1]:.3g}</text>"
    )
