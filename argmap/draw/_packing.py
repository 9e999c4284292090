"""Components side by side on shelves, and what makes a shape good."""

from __future__ import annotations

from collections.abc import Sequence

ASPECT = 2.5  # width to height up to which a shape is as good as any
APART = 44.0  # between components

_PAGES = (0.8, 1.0, 1.2, 1.4, 1.6, 1.8, 2.0, 2.3, 2.6)


def cost(width: float, height: float) -> float:
    """Area, and more for a ribbon or a tower."""
    if not width or not height:
        return 0.0
    aspect = width / height
    return width * height * max(1.0, aspect / ASPECT) ** 4 * max(1.0, 0.6 / aspect) ** 2


def packed(sizes: Sequence[tuple[float, float]]) -> tuple[list[tuple[float, float]], float, float]:
    """Rectangles on shelves, high ones first, in the page width of best shape: left top corners, width, height."""
    order = sorted(range(len(sizes)), key=lambda i: -sizes[i][1])
    widest = max((width for width, _ in sizes), default=0.0)
    area = sum((width + APART) * (height + APART) for width, height in sizes)
    pages = dict.fromkeys([widest, *(max(widest, (area * aspect) ** 0.5) for aspect in _PAGES)])
    shelved = [_shelved(sizes, order, page) for page in pages]
    return min(shelved, key=lambda made: cost(made[1], made[2]))


def _shelved(
    sizes: Sequence[tuple[float, float]], order: Sequence[int], page: float
) -> tuple[list[tuple[float, float]], float, float]:
    spots = [(0.0, 0.0)] * len(sizes)
    x = y = shelf = width = 0.0
    for i in order:
        if x and x + sizes[i][0] > page:
            x, y, shelf = 0.0, y + shelf + APART, 0.0
        spots[i] = (x, y)
        x += sizes[i][0] + APART
        shelf = max(shelf, sizes[i][1])
        width = max(width, x - APART)
    return spots, width, y + shelf
