"""Where things stand: sizes in, plain numbers out. It knows no map and no fonts.

A layered drawing: conclusions above, premises below. Boxes never overlap and no line runs through a box, because each
box, hub and passing line has a slot of its own in a row, a stack of premises is one slot, and lines change their x in
the gaps between rows only. What stands where is decided in this order: rows (`_layers`), the order within rows
(`_order`), x and y (`_rows`), lines (`_routes`); components are laid out one by one and packed (`_packing`).

All lengths are points; y grows downwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from argmap.draw._layers import Layers, Line, Slot, layered
from argmap.draw._order import ordered
from argmap.draw._packing import ASPECT, cost, packed
from argmap.draw._routes import BADGE, Build, Drawn, drawn, loop_room
from argmap.draw._rows import BESIDE, CURVE, GAP, HUB, placed
from argmap.draw._stacks import Stack, stacked

Point = tuple[float, float]

ARROW = 13.0  # a straight end long enough for an arrow head
MARK = 17.0  # and one for the mark at a premise
_TRIALS = 50  # slots up to which each depth of stacks is drawn before one is chosen
_DEPTHS = (1, 2, 3, 4, 6, 9, 14, 20)  # of stacks, in boxes
_SPREADS = (1, 2, 3, 4, 6)  # rows over which leaves are dealt


@dataclass(frozen=True, slots=True)
class Node:
    """A box or a hub to be placed; a hub's size is the layout's own."""

    id: str
    width: float
    height: float
    hub: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A line to be drawn from one node to another.

    Premises with one target and one `group` may share a stack and its trunk. `aside`: it ends on the side of a hub.
    `mark` is the width of the mark at its start, `badge` whether it carries one, `arrow` whether it ends in a head;
    a `weak` line is the first to run downwards where lines run in a circle.
    """

    source: str
    target: str
    group: str = ""
    aside: bool = False
    badge: bool = True
    arrow: bool = True
    mark: float = 0.0
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A node: its middle and its size."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Route:
    """A line from source to target, as points; where its badge and the mark at its start stand."""

    points: tuple[Point, ...]
    badge: Point | None = None
    mark: Point | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """Places by id, and a route for each link in their order."""

    width: float
    height: float
    places: dict[str, Place]
    routes: tuple[Route, ...]
    crossings: int


def arrange(nodes: Sequence[Node], links: Sequence[Link]) -> Layout:
    """Lay out boxes, hubs and lines.

    Examples
    --------
    >>> from argmap.draw.layout import Link, Node, arrange
    >>> made = arrange([Node("pier", 120, 40), Node("view", 120, 40)], [Link("view", "pier")])
    >>> made.places["pier"].y < made.places["view"].y
    True
    """
    index = {node.id: number for number, node in enumerate(nodes)}
    ends = [(index[link.source], index[link.target]) for link in links]
    parts = [_best(part, nodes, links) for part in _components(len(nodes), ends)]
    spots, width, height = packed([(part.width, part.height) for part in parts])
    places: dict[str, Place] = {}
    routes: list[Route | None] = [None] * len(links)
    for part, (left, top) in zip(parts, spots, strict=True):
        for number, (x, y, w, h) in part.boxes.items():
            places[nodes[number].id] = Place(x + left, y + top, w, h)
        for number, (points, badge, mark) in part.routes.items():
            routes[number] = Route(
                tuple((x + left, y + top) for x, y in points),
                badge and (badge[0] + left, badge[1] + top),
                mark and (mark[0] + left, mark[1] + top),
            )
    in_order = {node.id: places[node.id] for node in nodes}
    return Layout(
        width, height, in_order, tuple(route for route in routes if route), sum(part.crossings for part in parts)
    )


# -- components --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Part:
    """A component: numbers of its nodes, and of its links with their ends."""

    nodes: list[int]
    links: list[tuple[int, int, int]]


def _components(count: int, ends: Sequence[tuple[int, int]]) -> list[_Part]:
    parent = list(range(count))

    def root(v: int) -> int:
        while parent[v] != v:
            parent[v] = parent[parent[v]]
            v = parent[v]
        return v

    for a, b in ends:
        parent[max(root(a), root(b))] = min(root(a), root(b))
    parts: dict[int, _Part] = {}
    for v in range(count):
        parts.setdefault(root(v), _Part([], [])).nodes.append(v)
    for number, (source, target) in enumerate(ends):
        parts[root(source)].links.append((number, source, target))
    return list(parts.values())


def _best(part: _Part, nodes: Sequence[Node], links: Sequence[Link]) -> Drawn:
    """The component in its best shape: its leaves stacked so deep, and dealt over so many rows."""
    leaves = _leaf_groups(part, nodes, links)
    builds: list[tuple[float, Build]] = []
    seen: set[tuple[tuple[int, ...], ...]] = set()
    for number, depth in enumerate(_DEPTHS):
        stacks = _stacks(leaves, nodes, links, depth)
        key = tuple(tuple(stack.members) for stack in stacks)
        if key not in seen:
            seen.add(key)
            builds.append((1 + 0.05 * number, _built(part, nodes, links, stacks)))
    if len(part.nodes) > _TRIALS:
        guesses: list[tuple[float, int, int]] = []
        for number, (price, build) in enumerate(builds):
            for spread in _SPREADS:
                width, height = _guess(build, spread)
                guesses.append((price * _dealt_price(spread) * cost(width, height), number, spread))
                if width <= ASPECT * height:
                    break
        _, number, spread = min(guesses)
        return _draw(builds[number][1], spread)
    tried: list[tuple[float, Drawn]] = []
    for price, build in builds:
        for spread in _SPREADS:
            made = _draw(build, spread)
            score = price * _dealt_price(spread) * cost(made.width, made.height) * (1 + 0.03 * made.crossings)
            tried.append((score, made))
            if made.width <= ASPECT * made.height:
                break
    return min(tried, key=lambda one: one[0])[1]


def _dealt_price(spread: int) -> float:
    return 1 + 0.3 * (spread - 1)


def _leaf_groups(part: _Part, nodes: Sequence[Node], links: Sequence[Link]) -> list[list[tuple[int, int]]]:
    """Boxes whose only line leads to one target, by target, group and side: lists of (node, link)."""
    touched: dict[int, int] = {}
    for _, source, target in part.links:
        touched[source] = touched.get(source, 0) + 1
        touched[target] = touched.get(target, 0) + 1
    groups: dict[tuple[int, str, bool], list[tuple[int, int]]] = {}
    for number, source, target in part.links:
        if touched[source] == 1 and not nodes[source].hub:
            groups.setdefault((target, links[number].group, links[number].aside), []).append((source, number))
    return [group for group in groups.values() if len(group) > 1]


def _stacks(
    leaves: Sequence[Sequence[tuple[int, int]]], nodes: Sequence[Node], links: Sequence[Link], depth: int
) -> list[Stack]:
    made: list[Stack] = []
    if depth == 1:
        return made
    for group in leaves:
        sizes = [(nodes[v].width, nodes[v].height) for v, _ in group]
        hooks = [_hook(links[number]) for _, number in group]
        made += stacked([v for v, _ in group], sizes, hooks, depth)
    return [stack for stack in made if len(stack.members) > 1]


def _hook(link: Link) -> float:
    """Length of the line from a stacked box to the trunk: room for a bend, the mark and the badge."""
    return max(18.0, 8.0 + (2 * BADGE + 4 if link.badge else 0) + (link.mark + 4 if link.mark else 0))


def _built(part: _Part, nodes: Sequence[Node], links: Sequence[Link], stacks: Sequence[Stack]) -> Build:
    """Slots and lines of a component."""
    build = Build(
        slots=[Slot(stack.width, stack.height, trunk=stack.trunk) for stack in stacks],
        lines=[],
        behind=[],
        slot_of={member: slot for slot, stack in enumerate(stacks) for member in stack.members},
        stacks=stacks,
        sizes={v: (2 * HUB, 2 * HUB) if nodes[v].hub else (nodes[v].width, nodes[v].height) for v in part.nodes},
        badges={number: links[number].badge for number, _, _ in part.links},
        marks={number: links[number].mark for number, _, _ in part.links},
        only={source: number for number, source, _ in part.links},
        loops={},
    )
    aside: dict[int, int] = {}
    for number, source, target in part.links:
        if source == target:
            build.loops.setdefault(source, []).append(number)
        elif links[number].aside:
            aside[target] = aside.get(target, 0) + 1
    for v in part.nodes:
        if v not in build.slot_of:
            build.slot_of[v] = len(build.slots)
            width, height = build.sizes[v]
            body = width
            if v in aside:
                width = 2 * (BESIDE + 12 * (aside[v] - 1) // 2 + 4)
            build.slots.append(
                Slot(width + 2 * loop_room(len(build.loops.get(v, ()))), height, nodes[v].hub, body=body)
            )
    side_of: dict[int, int] = {}
    done: set[int] = set()
    for number, source, target in part.links:
        slot, link, side = build.slot_of[source], links[number], 0
        if source == target or slot in done:
            continue
        if link.aside:
            side = side_of.get(target, 1)  # right, left, right, …
            side_of[target] = -side
        in_stack = slot < len(stacks)
        if in_stack:
            done.add(slot)
        arrow = (ARROW if link.arrow else 4.0) + (2 * BADGE - 2 if link.badge and not in_stack else 0)
        mark = MARK if link.mark and not in_stack else 2.0
        wide = 0.0 if in_stack else link.mark
        build.lines.append(Line(slot, build.slot_of[target], side, arrow, mark, wide, link.weak))
        build.behind.append(number)
    return build


def _draw(build: Build, spread: int) -> Drawn:
    layers = layered(build.slots, build.lines)
    crossings = ordered(layers)
    if spread > 1:
        layers = layered(build.slots, build.lines, _lower(layers, len(build.slots), spread))
        crossings = ordered(layers)
    made = drawn(build, layers, placed(layers))
    made.crossings = crossings
    return made


def _lower(layers: Layers, count: int, spread: int) -> dict[int, int]:
    """Slots on which nothing bears, where a row is wider than most, dealt in their order over `spread` levels."""
    borne = {line.target for line in layers.lines}
    wide = sum(slot.width + GAP for slot in layers.slots) / len(layers.rows)
    lower = {}
    for row in layers.rows:
        if sum(layers.slots[v].width + GAP for v in row) > wide:
            free = [v for v in row if v < count and v not in borne and not layers.slots[v].hub]
            lower.update({v: i % spread for i, v in enumerate(free)})
    return lower


def _guess(build: Build, spread: int) -> tuple[float, float]:
    """About how wide and high a component becomes, from its rows alone."""
    layers = layered(build.slots, build.lines)
    if spread > 1:
        layers = layered(build.slots, build.lines, _lower(layers, len(build.slots), spread))
    width = max(sum(layers.slots[v].width + GAP for v in row) for row in layers.rows)
    height = sum(max(layers.slots[v].height for v in row) + CURVE + 40 for row in layers.rows)
    return width, height
