"""A page: title, map and legend set above each other, in points. It knows sizes of texts and no artists."""

from __future__ import annotations

from dataclasses import dataclass

from argmap.draw._wrapping import Measure, wrapped
from argmap.draw.layout import Layout, Link, Node, arrange
from argmap.draw.scene import Box, Edge, Key, Scene

TEXT = 8.0  # size of the text in boxes
STEP = 10.4  # from line to line
SMALL = 7.0  # size of letters, marks and legend
TITLE = 11.0
PAD = 6.0  # between text and border
STRIPE = 11.0  # width of a stripe, and its least height
SWATCH = 6.0  # width of the stripe for a category, and of a colour that the map gives
BORDER = 14.0  # about the page
NARROWEST = 330.0

_SAMPLE = 30.0  # width of a symbol in the legend
_ROW = 15.0


@dataclass(frozen=True, slots=True)
class Page:
    """Everything placed: the map's layout starts at `left`, `top`."""

    width: float
    height: float
    left: float
    top: float
    layout: Layout
    title: tuple[str, ...]
    keys: tuple[tuple[float, float, Key], ...]
    rule: float | None  # y of the line above the legend


def composed(
    scene: Scene, measure: Measure, small: Measure, large: Measure, *, legend: bool, title: str | None
) -> Page:
    """The page of a scene. `measure`, `small` and `large` give widths at the three sizes of text."""
    layout = arrange(
        [
            *(Node(box.id, *size) for box, size in zip(scene.boxes, box_sizes(scene, measure), strict=True)),
            *(Node(hub.id, 0.0, 0.0, hub=True) for hub in scene.hubs),
        ],
        [_link(edge, small) for edge in scene.edges],
    )
    width = max(layout.width, NARROWEST)
    lines = tuple(wrapped(title, width, large, bold=True, most=4)) if title else ()
    top = BORDER + (len(lines) * TITLE * 1.3 + 12 if lines else 0)
    y = top + max(layout.height, 40.0)
    keys: list[tuple[float, float, Key]] = []
    rule = None
    if legend and scene.legend:
        rule = y + 18
        keys, y = _flowed(scene, small, width, rule + 14)
    return Page(
        width + 2 * BORDER, y + BORDER, BORDER + (width - layout.width) / 2, top, layout, lines, tuple(keys), rule
    )


def box_sizes(scene: Scene, measure: Measure) -> list[tuple[float, float]]:
    """Width and height of each box: all are as wide as the widest, which is calmer than each to its own measure."""
    sizes = []
    for box in scene.boxes:
        widths = [measure(line, True) for line in box.title] + [measure(line, False) for line in box.lines]
        left, right = stripe_room(box)
        tallest = max(len(box.holds), len(box.denies), 1)
        height = max(len(widths) * STEP + 2 * PAD - 2, tallest * STRIPE + 2)
        sizes.append((max(widths, default=0.0) + 2 * PAD + left + right, height))
    width = max((width for width, _ in sizes), default=0.0)
    return [(max(width, 4 * PAD), height) for _, height in sizes]


def stripe_room(box: Box) -> tuple[float, float]:
    """Room that the stripes take at the left and at the right."""
    left = STRIPE if box.holds else SWATCH if box.category is not None else 0.0
    return left + (SWATCH if box.color is not None else 0.0), STRIPE if box.denies else 0.0


def mark_width(mark: str, small: Measure) -> float:
    """Width of the label at the start of a line."""
    return small(mark, True) + 6.0 if mark else 0.0


def _link(edge: Edge, small: Measure) -> Link:
    return Link(
        edge.source,
        edge.target,
        group=f"{edge.kind} {edge.part}",
        aside=edge.onto_hub and edge.part != "premise",
        badge=edge.part == "whole",
        arrow=edge.part != "premise",
        mark=mark_width(edge.mark, small),
        weak=edge.supposed,
    )


def _flowed(scene: Scene, small: Measure, width: float, y: float) -> tuple[list[tuple[float, float, Key]], float]:
    """Legend entries in rows, parties on rows of their own; where the rows end."""
    keys: list[tuple[float, float, Key]] = []
    first = next((i for i, key in enumerate(scene.legend) if _about_stripes(key)), len(scene.legend))
    signs, names = scene.legend[:first], scene.legend[first:]
    for group in filter(None, (signs, names)):
        x = BORDER
        for key in group:
            room = symbol_width(key) + 5 + small(key.label, False)
            if x > BORDER and x + room > BORDER + width:
                x, y = BORDER, y + _ROW
            keys.append((x, y, key))
            x += room + 16
        y += _ROW + 2
    return keys, y - _ROW / 2 - 2


def _about_stripes(key: Key) -> bool:
    return key.symbol in ("holds", "denies") or key.symbol.startswith("stripe:")


def symbol_width(key: Key) -> float:
    """Width of a symbol in the legend."""
    if key.symbol.startswith("stripe:"):
        return STRIPE
    return {"hub": 27.0, "not": 19.0, "unless": 32.0, "assuming": 42.0, "holds": 20.0, "denies": 20.0}.get(
        key.symbol, _SAMPLE
    )
