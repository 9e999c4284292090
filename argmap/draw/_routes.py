"""The lines of one component: straight up through rows, a smooth bend in each gap, hooks of stacks, loops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from argmap.draw._layers import Chain, Layers, Line, Slot
from argmap.draw._rows import HUB, Placed
from argmap.draw._stacks import Stack

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # x and y of the middle, width, height
Way = tuple[list[Point], Point | None, Point | None]  # points, badge, mark

HEAD = 8.0  # length of an arrow head
BADGE = 5.5  # radius
_STEPS = 14  # of a bend
_BEND = 8.0  # radius where a line turns into the side of a hub
_LOOP = 16.0  # room at the side of a box for each line from it to itself


@dataclass(slots=True)
class Build:
    """What a component is drawn from. Nodes and links go by their numbers, slots and lines by their places here."""

    slots: list[Slot]
    lines: list[Line]
    behind: list[int]  # the link of each line
    slot_of: dict[int, int]  # of each node; the first slots are the stacks
    stacks: Sequence[Stack]
    sizes: dict[int, Point]
    badges: dict[int, bool]  # of each link
    marks: dict[int, float]
    only: dict[int, int]  # the one link of each node in a stack
    loops: dict[int, list[int]]  # links from a node to itself


@dataclass(slots=True)
class Drawn:
    """A component at the origin: boxes by number of the node, and points, badge and mark by number of the link."""

    width: float
    height: float
    boxes: dict[int, Box]
    routes: dict[int, Way]
    crossings: int = 0


def loop_room(count: int) -> float:
    """Room at each side of a box with so many loops."""
    return _LOOP + 10 * (count - 1) if count else 0.0


def drawn(build: Build, layers: Layers, places: Placed) -> Drawn:
    """Boxes and routes from slots and chains."""
    boxes: dict[int, Box] = {}
    for v, slot in build.slot_of.items():
        if slot >= len(build.stacks):
            top = places.top[layers.row[slot]]
            boxes[v] = (places.x[slot], top + build.sizes[v][1] / 2, *build.sizes[v])
    for slot, stack in enumerate(build.stacks):
        left, top = places.x[slot], places.top[layers.row[slot]]
        for member, (x, y) in zip(stack.members, stack.middles, strict=True):
            boxes[member] = (x + left, y + top, *build.sizes[member])
    routes: dict[int, Way] = {}
    for number, chain in enumerate(layers.chains):
        points = _through(layers, places, number, chain)
        link, low = build.behind[chain.line], chain.slots[0]
        if low < len(build.stacks):
            stack, left, top = build.stacks[low], places.x[low], places.top[layers.row[low]]
            for member, hook in zip(stack.members, stack.hooks, strict=True):
                one = build.only[member]
                joined = [(x + left, y + top) for x, y in hook]
                badge = _on_hook(joined, build.marks[one]) if build.badges[one] else None
                routes[one] = ([*joined, *points[1:]], badge, _beside(joined, build.marks[one]))
            continue
        if chain.turned:
            points.reverse()
        sideways = 0 if chain.turned else abs(layers.lines[chain.line].side)
        badge = _before_end(points, 14.0 * sideways) if build.badges[link] else None
        routes[link] = (points, badge, _after_start(points, build.marks[link]))
    for v, links in build.loops.items():
        _add_loops(links, boxes[v], build, routes)
    return _at_origin(boxes, routes)


def _through(layers: Layers, places: Placed, number: int, chain: Chain) -> list[Point]:
    """From the top of the lower slot to the bottom of the upper one, or to the side of a hub."""
    x = places.x
    at = x[chain.slots[0]] + places.ports.low[number]
    points = [(at, places.top[layers.row[chain.slots[0]]])]
    for high in chain.slots[1:]:
        last = high == chain.slots[-1]
        goal = x[high] + (places.ports.high[number] if last else 0.0)
        row = layers.row[high]
        # Each line in a gap bends between the same heights, so lines that keep their order never cross.
        start = places.top[row + 1] - places.lower_end[row]
        end = places.bottom[row] + places.upper_end[row]
        points += _bend(at, start, goal, end)
        at = goal
        if not last:
            points.append((at, places.top[row]))
    end_slot = layers.slots[chain.slots[-1]]
    top = places.top[layers.row[chain.slots[-1]]]
    side = 0 if chain.turned else layers.lines[chain.line].side
    if side:
        middle, hub = top + HUB, x[chain.slots[-1]]
        inward = at - side * _BEND
        points += [
            (inward + side * _BEND * (1 - share * share) ** 0.5, middle + _BEND * (1 - share))
            for share in (0.0, 0.4, 0.7, 0.9, 1.0)
        ]
        points.append((hub + side * HUB, middle))
    else:
        points.append((at, top + end_slot.height))
    return points


def _bend(x: float, y: float, goal: float, end: float) -> list[Point]:
    """A line that leaves and arrives upright."""
    if abs(goal - x) < 0.5:
        return [(x, y), (goal, end)]
    return [
        (x + (goal - x) * (3 - 2 * share) * share * share, y + (end - y) * share)
        for share in (step / _STEPS for step in range(_STEPS + 1))
    ]


def _before_end(points: Sequence[Point], more: float) -> Point:
    """The badge's place: on the line, just before the arrow head, or as much more before it."""
    left = HEAD + BADGE + 1.5 + more
    for (x, y), (u, v) in zip(reversed(points[1:]), reversed(points[:-1]), strict=True):
        length = ((u - x) ** 2 + (v - y) ** 2) ** 0.5
        if length >= left and length:
            return (x + (u - x) * left / length, y + (v - y) * left / length)
        left -= length
    return points[0]


def _after_start(points: Sequence[Point], mark: float) -> Point | None:
    if not mark:
        return None
    (x, y), (_, next_y) = points[0], points[1]
    return (x, y - 8.5 if next_y < y else y + 8.5)


def _on_hook(points: Sequence[Point], mark: float) -> Point:
    """Between the mark and the bend into the trunk."""
    (x, y), (bend, _) = points[0], points[1]
    start = x + (mark + 4 if bend > x else -mark - 4) if mark else x
    return ((start + bend) / 2, y)


def _beside(points: Sequence[Point], mark: float) -> Point | None:
    if not mark:
        return None
    (x, y), (bend, _) = points[0], points[1]
    return (x + (mark / 2 + 2 if bend > x else -mark / 2 - 2), y)


def _add_loops(links: Sequence[int], box: Box, build: Build, routes: dict[int, Way]) -> None:
    """From the right side of a node and back into it, one outside the other."""
    x, y, width, height = box
    for number, link in enumerate(links):
        reach, tall = _LOOP - 4 + 10 * number, min(0.45 * height, 14.0 + 4 * number)
        right = x + width / 2
        points = [(right, y + tall)]
        for step in range(9):
            turn = step / 8
            points.append((right + reach * (1 - (2 * turn - 1) ** 2) ** 0.5, y + tall - 2 * tall * turn))
        points.append((right, y - tall))
        badge = (right + reach, y) if build.badges[link] else None
        routes[link] = (points, badge, (right + 6, y + tall) if build.marks[link] else None)


def _at_origin(boxes: Mapping[int, Box], routes: Mapping[int, Way]) -> Drawn:
    xs = [x + side * width / 2 for x, _, width, _ in boxes.values() for side in (-1, 1)]
    ys = [y + side * height / 2 for _, y, _, height in boxes.values() for side in (-1, 1)]
    for points, badge, mark in routes.values():
        xs += [x for x, _ in points]
        ys += [y for _, y in points]
        for spot in (badge, mark):
            if spot:
                xs += [spot[0] - 2 * BADGE, spot[0] + 2 * BADGE]
    left, top = min(xs), min(ys)

    def moved(point: Point | None) -> Point | None:
        return point and (point[0] - left, point[1] - top)

    return Drawn(
        max(xs) - left,
        max(ys) - top,
        {v: (x - left, y - top, width, height) for v, (x, y, width, height) in boxes.items()},
        {
            number: ([(x - left, y - top) for x, y in points], moved(badge), moved(mark))
            for number, (points, badge, mark) in routes.items()
        },
    )
