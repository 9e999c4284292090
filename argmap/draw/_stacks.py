"""Premises of one conclusion set in columns beside a trunk, so that a picture does not become a ribbon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BETWEEN = 12.0  # between two boxes of a stack
CORNER = 5.0  # radius where a hook meets the trunk
MARGIN = 4.0  # between the trunk and the outer side of a stack with one column

Point = tuple[float, float]


@dataclass(slots=True)
class Stack:
    """Boxes in one or two columns beside a trunk; coordinates from the stack's middle at its top."""

    members: list[int]
    width: float
    height: float
    trunk: float
    middles: list[Point]
    hooks: list[list[Point]]  # from the side of the box to the trunk, and up to the top


def stacked(members: Sequence[int], sizes: Sequence[Point], hooks: Sequence[float], depth: int) -> list[Stack]:
    """The stacks of some premises: one column where `depth` boxes are enough, else two about a trunk, side by side."""
    made = []
    many = 2 * depth if len(members) > depth else depth
    count = -(-len(members) // many)
    done = 0
    for number in range(count):  # evenly filled
        size = (len(members) - done + count - number - 1) // (count - number)
        group = range(done, done + size)
        done += size
        part = [sizes[i] for i in group]
        hook = max(hooks[i] for i in group)
        made.append(_stack([members[i] for i in group], part, hook, columns=1 if size <= depth else 2))
    return made


def _stack(members: list[int], sizes: list[Point], hook: float, columns: int) -> Stack:
    rows = [range(i, min(i + columns, len(sizes))) for i in range(0, len(sizes), columns)]
    wide = max(width for width, _ in sizes)
    width = MARGIN + hook + wide if columns == 1 else 2 * (hook + wide)
    trunk = MARGIN - width / 2 if columns == 1 else 0.0
    middles: list[Point] = []
    hooks: list[list[Point]] = []
    y = 0.0
    for row in rows:
        height = max(sizes[i][1] for i in row)
        for i in row:
            # In two columns the left one ends, the right one begins at the hooks.
            toward = -1 if columns == 2 and i == row[0] else 1
            box = sizes[i][0]
            near = trunk + toward * hook
            middle = (near + toward * box / 2, y + height / 2)
            middles.append(middle)
            bend = min(CORNER, hook, middle[1])
            corner = [
                (trunk + toward * bend * (1 - share), middle[1] - bend * (1 - (1 - share * share) ** 0.5))
                for share in (0.0, 0.4, 0.7, 0.9, 1.0)
            ]
            hooks.append([(near, middle[1]), *corner, (trunk, 0.0)])
        y += height + BETWEEN
    return Stack(members, width, y - BETWEEN, trunk, middles, hooks)
