"""Rows for one component: conclusions above, premises below, and a lane in each row that an edge only passes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Slot:
    """What takes a place in a row: a box, a hub, a stack of boxes, or the lane of a long edge.

    `body` is the width on which lines may end, without the room for loops at its sides; `trunk` is where a line leaves
    a stack at the top, counted from the middle.
    """

    width: float
    height: float
    hub: bool = False
    lane: bool = False
    trunk: float = 0.0
    body: float = 0.0


@dataclass(slots=True)
class Line:
    """An edge between slots, premise to conclusion. `side` is where it meets a hub: left (-1), right (1), below (0)."""

    source: int
    target: int
    side: int = 0
    arrow: float = 0.0  # room for arrow head and badge at the target
    mark: float = 0.0  # room for the mark at the source
    wide: float = 0.0  # and its width
    weak: bool = False  # the first to be turned round where lines run in a circle


@dataclass(slots=True)
class Chain:
    """The slots that a line runs through, from its lower to its upper end; `turned` when the target is below."""

    line: int
    slots: list[int]
    turned: bool


@dataclass(slots=True)
class Layers:
    """A component in rows, from the top."""

    slots: list[Slot]
    rows: list[list[int]]
    row: list[int]
    lines: Sequence[Line]
    chains: list[Chain] = field(default_factory=list)


def layered(slots: Sequence[Slot], lines: Sequence[Line], lower: Mapping[int, int] | None = None) -> Layers:
    """Put the slots of a component into rows, and lanes for long edges behind them.

    `lower` moves slots on which nothing bears some levels down.
    """
    turned = turned_lines(len(slots), lines)
    arcs = dict.fromkeys(
        (line.target, line.source) if back else (line.source, line.target)
        for line, back in zip(lines, turned, strict=True)
    )
    level = _levels(slots, list(arcs))
    for slot, down in (lower or {}).items():
        level[slot] += down
    row = _rows_of(slots, level)
    slots = list(slots)
    made = Layers(slots, [[] for _ in range(max(row, default=-1) + 1)], row, lines)
    for number, (line, back) in enumerate(zip(lines, turned, strict=True)):
        low, high = (line.target, line.source) if back else (line.source, line.target)
        chain = [low]
        for place in range(row[low] - 1, row[high], -1):
            chain.append(len(slots))
            slots.append(Slot(0.0, 0.0, lane=True))
            row.append(place)
        chain.append(high)
        made.chains.append(Chain(number, chain, back))
    for slot, place in enumerate(row):
        made.rows[place].append(slot)
    return made


def turned_lines(count: int, lines: Sequence[Line]) -> list[bool]:
    """Which lines to turn round so that none runs in a circle. No line is a loop."""
    turned, order = _walked(count, lines, range(len(lines)))
    if not any(turned) or not any(line.weak for line in lines):
        return turned
    # Weak lines within a circle give way: they run as the order of all the others has it.
    circle = _circles(count, lines, order)
    kept = [n for n, line in enumerate(lines) if not (line.weak and circle[line.source] == circle[line.target])]
    turned, order = _walked(count, lines, kept)
    place = {v: i for i, v in enumerate(order)}  # conclusions first
    aside = set(range(len(lines))) - set(kept)
    return [
        back or (n in aside and place[line.source] < place[line.target])
        for n, (back, line) in enumerate(zip(turned, lines, strict=True))
    ]


def _walked(count: int, lines: Sequence[Line], among: Iterable[int]) -> tuple[list[bool], list[int]]:
    """The lines that close a circle in a depth-first walk, and the slots in the order in which it left them."""
    out: list[list[int]] = [[] for _ in range(count)]
    entered = [False] * count
    for number in among:
        out[lines[number].source].append(number)
        entered[lines[number].target] = True
    turned = [False] * len(lines)
    left: list[int] = []
    white, grey, black = 0, 1, 2
    state = [white] * count
    for start in sorted(range(count), key=lambda v: entered[v]):
        if state[start] != white:
            continue
        state[start] = grey
        stack = [(start, iter(out[start]))]
        while stack:
            v, rest = stack[-1]
            for number in rest:
                w = lines[number].target
                if state[w] == grey:
                    turned[number] = True
                elif state[w] == white:
                    state[w] = grey
                    stack.append((w, iter(out[w])))
                    break
            else:
                state[v] = black
                left.append(v)
                stack.pop()
    return turned, left


def _circles(count: int, lines: Sequence[Line], left: Sequence[int]) -> list[int]:
    """For each slot the number of its strongly connected component: Kosaraju's second walk, against the lines."""
    into: list[list[int]] = [[] for _ in range(count)]
    for line in lines:
        into[line.target].append(line.source)
    circle = [-1] * count
    for start in reversed(left):
        todo = [start]
        while todo:
            v = todo.pop()
            if circle[v] < 0:
                circle[v] = start
                todo += [u for u in into[v] if circle[u] < 0]
    return circle


def _levels(slots: Sequence[Slot], arcs: Sequence[tuple[int, int]]) -> list[int]:
    """The level of each slot, from 0: as near to its conclusions as can be, then nearer to its premises where those
    are more. A premise may stand on the level of its hub, since hubs have thin rows of their own above the boxes."""
    count = len(slots)
    outs: list[list[int]] = [[] for _ in range(count)]
    ins: list[list[int]] = [[] for _ in range(count)]
    for source, target in arcs:
        outs[source].append(target)
        ins[target].append(source)

    def need(source: int, target: int) -> int:
        return 0 if slots[target].hub and not slots[source].hub else 1

    waiting = [len(targets) for targets in outs]
    order = [v for v in range(count) if not waiting[v]]
    level = [0] * count
    for v in order:  # grows while it is walked
        for source in ins[v]:
            level[source] = max(level[source], level[v] + need(source, v))
            waiting[source] -= 1
            if not waiting[source]:
                order.append(source)
    for turn in range(6):
        moved = False
        for v in reversed(order) if turn % 2 == 0 else order:
            if not outs[v]:
                continue  # main conclusions stay on top
            if len(ins[v]) > len(outs[v]):
                new = min(level[source] - need(source, v) for source in ins[v])
            elif len(outs[v]) > len(ins[v]):
                new = max(level[target] + need(v, target) for target in outs[v])
            else:
                continue
            if new != level[v]:
                level[v], moved = new, True
        if not moved:
            break
    return level


def _rows_of(slots: Sequence[Slot], level: Sequence[int]) -> list[int]:
    """Two rows a level, hubs above boxes; rows in which nothing stands vanish."""
    row = [2 * place - (1 if slot.hub else 0) for slot, place in zip(slots, level, strict=True)]
    rank = {old: new for new, old in enumerate(sorted(set(row)))}
    return [rank[old] for old in row]
