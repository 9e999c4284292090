"""Where the slots of a component stand: ports, then x by least squares, then y."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from argmap.draw._layers import Chain, Layers

GAP = 26.0  # between two boxes of a row
LANE = 16.0  # between a lane and its neighbour
PORT = 22.0  # between two lines that end on one box
EDGE = 18.0  # between the end of a line and the corner of its box
HUB = 8.0  # radius
BESIDE = 26.0  # from the middle of a hub to a line that comes in from its side
CURVE = 16.0  # least height in which lines change their x
FLAT = 0.09  # height more for each point that the widest line goes aside
STEEPEST = 44.0  # at most so much
_ROUNDS = 28


@dataclass(slots=True)
class Ports:
    """Where each line leaves its lower and meets its upper slot, counted from the middle of the slot."""

    low: list[float]
    high: list[float]


@dataclass(slots=True)
class Placed:
    """Middles of slots, edges of rows, and what each gap below a row keeps free for straight ends of lines."""

    x: list[float]
    top: list[float]
    bottom: list[float]
    ports: Ports
    upper_end: list[float]
    lower_end: list[float]


def placed(layers: Layers) -> Placed:
    """Coordinates for ordered rows."""
    ports = _ports(layers)
    x = _columns(layers, ports)
    _straighten(layers, ports, x)
    return _heights(layers, ports, x)


def _ports(layers: Layers) -> Ports:
    place = {v: i for row in layers.rows for i, v in enumerate(row)}
    ports = Ports([0.0] * len(layers.chains), [0.0] * len(layers.chains))
    leaving: dict[int, list[int]] = {}
    meeting: dict[int, list[int]] = {}
    for number, chain in enumerate(layers.chains):
        leaving.setdefault(chain.slots[0], []).append(number)
        meeting.setdefault(chain.slots[-1], []).append(number)
    for slot, numbers in leaving.items():
        numbers.sort(key=lambda n: place[layers.chains[n].slots[1]])
        wide = max(layers.lines[layers.chains[number].line].wide for number in numbers)
        for number, offset in zip(numbers, _spread(layers, slot, len(numbers), wide), strict=True):
            ports.low[number] = offset + layers.slots[slot].trunk
    for slot, numbers in meeting.items():
        numbers.sort(key=lambda n: place[layers.chains[n].slots[-2]])
        if not layers.slots[slot].hub:
            for number, offset in zip(numbers, _spread(layers, slot, len(numbers)), strict=True):
                ports.high[number] = offset
            continue
        aside = {-1: 0, 1: 0}
        for number in numbers:
            if side := _side(layers, layers.chains[number]):
                ports.high[number] = side * (BESIDE + 12 * aside[side])
                aside[side] += 1
    return ports


def _side(layers: Layers, chain: Chain) -> int:
    return 0 if chain.turned else layers.lines[chain.line].side


def _spread(layers: Layers, slot: int, count: int, wide: float = 0.0) -> list[float]:
    """Ports side by side, evenly about the middle, as far apart as marks so wide need."""
    if count == 1:
        return [0.0]
    room = 10.0 if layers.slots[slot].hub else max(layers.slots[slot].body - 2 * EDGE, 0.0)
    step = min(max(PORT, wide / 2 + 8), room / (count - 1))
    return [(i - (count - 1) / 2) * step for i in range(count)]


# -- x -----------------------------------------------------------------------------------------------------------------


def _columns(layers: Layers, ports: Ports) -> list[float]:
    """Each slot as near to the mean of its neighbours as its row allows: exact for one row, and rows in turn."""
    slots = layers.slots
    apart = [_apart(layers, row) for row in layers.rows]
    x = [0.0] * len(slots)
    for row, offsets in zip(layers.rows, apart, strict=True):
        for v, offset in zip(row, offsets, strict=True):
            x[v] = offset - offsets[-1] / 2
    above: list[list[tuple[int, float, float]]] = [[] for _ in slots]
    below: list[list[tuple[int, float, float]]] = [[] for _ in slots]
    meeting: dict[int, list[int]] = {}
    for number, chain in enumerate(layers.chains):
        if not _side(layers, chain):
            meeting.setdefault(chain.slots[-1], []).append(number)
    for number, chain in enumerate(layers.chains):
        last = len(chain.slots) - 2
        for i, (low, high) in enumerate(pairwise(chain.slots)):
            shift = (ports.high[number] if i == last else 0.0) - (ports.low[number] if i == 0 else 0.0)
            # A long line goes straight up and bends below its target only; so does the only line of a hub.
            weight = 1.0 if i == last and not (slots[high].hub and meeting.get(high) == [number]) else 8.0
            above[low].append((high, shift, weight))
            below[high].append((low, -shift, weight))
    both = [above[v] + below[v] for v in range(len(slots))]
    count = len(layers.rows)
    for turn in range(_ROUNDS):
        near = both if turn >= _ROUNDS - 8 else below if turn % 2 == 0 else above
        for number in range(count - 1, -1, -1) if turn % 2 == 0 else range(count):
            row = layers.rows[number]
            wanted, weights = [], []
            for v in row:
                total = sum(weight for _, _, weight in near[v])
                weights.append(total or 0.1)
                if total:
                    wanted.append(sum((x[u] + shift) * weight for u, shift, weight in near[v]) / total)
                else:
                    wanted.append(x[v])
            for v, value in zip(row, nearest(wanted, weights, apart[number]), strict=True):
                x[v] = value
    return x


def _straighten(layers: Layers, ports: Ports, x: list[float]) -> None:
    """Set each lane, from below, right above where its line comes from, as far as its neighbours let it."""
    beside: dict[int, tuple[int | None, int | None]] = {}
    for row in layers.rows:
        for i, v in enumerate(row):
            if layers.slots[v].lane:
                beside[v] = (row[i - 1] if i else None, row[i + 1] if i + 1 < len(row) else None)
    for number, chain in enumerate(layers.chains):
        at = x[chain.slots[0]] + ports.low[number]
        for lane in chain.slots[1:-1]:
            left, right = beside[lane]
            if left is not None:
                at = max(at, x[left] + layers.slots[left].width / 2 + LANE)
            if right is not None:
                at = min(at, x[right] - layers.slots[right].width / 2 - LANE)
            x[lane] = at


def _apart(layers: Layers, row: Sequence[int]) -> list[float]:
    """Least distances from the first slot of a row, summed."""
    offsets: list[float] = []
    for i, v in enumerate(row):
        if i == 0:
            offsets.append(0.0)
            continue
        a, b = layers.slots[row[i - 1]], layers.slots[v]
        gap = LANE if a.lane or b.lane else GAP
        offsets.append(offsets[-1] + (a.width + b.width) / 2 + gap)
    return offsets


def nearest(wanted: Sequence[float], weights: Sequence[float], offsets: Sequence[float]) -> list[float]:
    """The places nearest to those wanted (weighted least squares) that keep their distances: isotonic regression by
    pooling adjacent violators."""
    blocks: list[tuple[float, float, int]] = []  # weighted sum, weight, members
    for value, weight, offset in zip(wanted, weights, offsets, strict=True):
        total, size = (value - offset) * weight, 1
        while blocks and blocks[-1][0] * weight >= total * blocks[-1][1]:
            before, its_weight, its_size = blocks.pop()
            total, weight, size = total + before, weight + its_weight, size + its_size
        blocks.append((total, weight, size))
    found: list[float] = []
    for total, weight, size in blocks:
        found.extend(total / weight + offset for offset in offsets[len(found) : len(found) + size])
    return found


# -- y -----------------------------------------------------------------------------------------------------------------


def _heights(layers: Layers, ports: Ports, x: list[float]) -> Placed:
    """Rows from the top; a gap is as high as arrow heads, marks and slanting lines need."""
    count = len(layers.rows)
    upper, lower, aside = [0.0] * count, [0.0] * count, [0.0] * count
    for number, chain in enumerate(layers.chains):
        line = layers.lines[chain.line]
        at_low, at_high = (line.arrow, line.mark) if chain.turned else (line.mark, line.arrow)
        last = len(chain.slots) - 2
        for i, (low, high) in enumerate(pairwise(chain.slots)):
            gap = layers.row[high]
            start = x[low] + (ports.low[number] if i == 0 else 0.0)
            end = x[high] + (ports.high[number] if i == last else 0.0)
            aside[gap] = max(aside[gap], abs(end - start))
            if i == 0:
                lower[gap] = max(lower[gap], at_low)
            if i == last:
                upper[gap] = max(upper[gap], at_high)
    top, bottom = [], []
    y = 0.0
    for number, row in enumerate(layers.rows):
        top.append(y)
        y += max((layers.slots[v].height for v in row), default=0.0)
        bottom.append(y)
        y += upper[number] + lower[number] + CURVE + min(STEEPEST, FLAT * aside[number])
    return Placed(x, top, bottom, ports, upper, lower)
