"""How well predictions are calibrated, drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from courseware.fitting.encoding import scores
from courseware.fitting.measures import Vector, calibration
from courseware.fitting.table import Row

SIDE, MARGIN, LEGEND = 320, 44, 150
WIDTH, HEIGHT = SIDE + 2 * MARGIN + LEGEND, SIDE + 2 * MARGIN
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000", "#7f7f7f")
DASHES = ("", "6 3", "2 3", "8 3 2 3", "1 4", "10 4", "4 4", "3 1")


def picture(rows: Sequence[Row], chances: Mapping[str, Vector]) -> str:
    """An SVG: for each model, the mean score of the answers over what was predicted of them."""
    expected = scores(rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" role="img"',
        ' font-family="sans-serif" font-size="12" aria-label="Mean score over predicted">',
        '<rect width="100%" height="100%" fill="#fff"/>',
        f'<path d="M{MARGIN} {MARGIN}h{SIDE}v{SIDE}h-{SIDE}z" fill="none" stroke="#888"/>',
        f'<path d="M{_at(0, 0)}L{_at(1, 1)}" stroke="#bbb"/>',
    ]
    for tick in (0, 0.5, 1):
        x, y = _at(tick, tick).split()
        parts.append(f'<text x="{x}" y="{SIDE + MARGIN + 16}" text-anchor="middle">{tick:g}</text>')
        parts.append(f'<text x="{MARGIN - 6}" y="{y}" dy="4" text-anchor="end">{tick:g}</text>')
    middle = MARGIN + SIDE / 2
    parts.append(
        f'<text x="{middle}" y="{SIDE + MARGIN + 34}" text-anchor="middle">predicted</text>'
    )
    parts.append(f'<text x="{MARGIN}" y="{MARGIN - 10}">mean score</text>')
    for place, (name, found) in enumerate(chances.items()):
        colour, dash = COLOURS[place % len(COLOURS)], DASHES[place % len(DASHES)]
        points = [_at(mean, score) for mean, score, _ in calibration(expected, found)]
        line = f'fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"'
        parts.append(f'<path d="M{"L".join(points)}" {line}/>')
        down, right = MARGIN + 12 + 20 * place, SIDE + MARGIN + 16
        parts.append(f'<path d="M{right} {down}h28" {line}/>')
        parts.append(f'<text x="{right + 34}" y="{down + 4}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _at(x: float, y: float) -> str:
    return f"{MARGIN + SIDE * x:.1f} {MARGIN + SIDE * (1 - y):.1f}"
