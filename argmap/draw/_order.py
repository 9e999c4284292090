"""The order of slots within their rows: few crossings, and the order of the map where that costs none."""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from itertools import pairwise

from argmap.draw._layers import Layers

_SIDE = 0.4  # a line to the side of a hub counts as this much beside the hub's place in its row
_PATIENCE = 4
_LONG = 400  # slots in a row beyond which a swap is not followed back
_SIFTED = 600  # slots up to which each is tried in every place of its row


def ordered(layers: Layers) -> int:
    """Put the slots of each row in order; how many crossings are left."""
    rows = Rows(layers)
    count = len(layers.slots)
    starts = 16 if count < 80 else 24 if count < 600 else 3 if count < 3000 else 1
    shuffle = random.Random(7)
    best: tuple[int, list[list[int]]] | None = None
    for start in range(starts):
        rows.begin(start, shuffle)
        crossings = rows.settle(sweeps=14 if count < 3000 else 8)
        if best is None or crossings < best[0]:
            best = crossings, [list(row) for row in rows.rows]
        if crossings == 0:
            break
    if best is None:
        return 0
    if best[0] and count < _SIFTED:
        best = rows.sift(best)
    layers.rows[:] = best[1]
    return best[0]


class Rows:
    """Rows of slots, and for each slot its neighbours in the row above and in the row below."""

    def __init__(self, layers: Layers) -> None:
        count = len(layers.slots)
        self.rows: list[list[int]] = [list(row) for row in layers.rows]
        self._row = layers.row
        self._place = [0.0] * count
        # Neighbours above with the place of the line beside the middle of the neighbour; neighbours below.
        self._above: list[list[tuple[int, float]]] = [[] for _ in range(count)]
        self._below: list[list[int]] = [[] for _ in range(count)]
        for chain in layers.chains:
            side = 0.0 if chain.turned else _SIDE * layers.lines[chain.line].side
            for low, high in pairwise(chain.slots):
                self._above[low].append((high, side if high == chain.slots[-1] else 0.0))
                self._below[high].append(low)

    def begin(self, start: int, shuffle: random.Random) -> None:
        """An order from a depth-first walk, which keeps subtrees together; each start walks another way."""
        count = len(self._row)
        seen = [False] * count
        rows: list[list[int]] = [[] for _ in self.rows]
        roots = [v for v in range(count) if not self._above[v]]
        if start > 1:
            shuffle.shuffle(roots)
        for root in roots:
            stack = [root]
            while stack:
                v = stack.pop()
                if seen[v]:
                    continue
                seen[v] = True
                rows[self._row[v]].append(v)
                children = [u for u in dict.fromkeys(self._below[v]) if not seen[u]]
                if start > 1:
                    shuffle.shuffle(children)
                elif start == 0:
                    children.reverse()
                stack.extend(children)
        self.rows = rows
        self._number()

    def settle(self, sweeps: int) -> int:
        """Sweep down and up and exchange neighbours while that helps; crossings of the best order, which is kept."""
        self._exchange()
        fewest, best, stale = self.crossings(), [list(row) for row in self.rows], 0
        for sweep in range(sweeps):
            if fewest == 0 or stale > _PATIENCE:
                break
            self._sweep(down=sweep % 2 == 0)
            self._exchange()
            now = self.crossings()
            if now < fewest:
                fewest, best, stale = now, [list(row) for row in self.rows], 0
            else:
                stale += 1
        self.rows = best
        self._number()
        return fewest

    def sift(self, best: tuple[int, list[list[int]]]) -> tuple[int, list[list[int]]]:
        """Try each slot in every place of its row, then exchange; again while that helps."""
        while best[0]:
            self.rows = [list(row) for row in best[1]]
            self._number()
            for row in self.rows:
                for v in list(row):
                    self._put_best(row, v)
            self._exchange()
            now = self.crossings()
            if now >= best[0]:
                break
            best = now, [list(row) for row in self.rows]
        return best

    def _put_best(self, row: list[int], v: int) -> None:
        above = {u: self._upper(u) for u in row}
        below = {u: self._lower(u) for u in row}
        i = row.index(v)
        saved = best = 0
        place = i
        for j in range(i - 1, -1, -1):
            saved += gain(above[row[j]], above[v]) + gain(below[row[j]], below[v])
            if saved > best:
                best, place = saved, j
        saved = 0
        for j in range(i + 1, len(row)):
            saved += gain(above[v], above[row[j]]) + gain(below[v], below[row[j]])
            if saved > best:
                best, place = saved, j
        if place != i:
            row.insert(place, row.pop(i))
            self._renumber(row)

    def crossings(self) -> int:
        """Pairs of lines that cross between two rows: inversions, by binary search in a sorted list."""
        total = 0
        for row in self.rows[1:]:
            passed: list[float] = []
            for v in row:
                keys = self._upper(v)
                total += sum(len(passed) - bisect_right(passed, key) for key in keys)
                for key in keys:
                    insort(passed, key)
        return total

    def _upper(self, v: int) -> list[float]:
        place = self._place
        if len(self._above[v]) == 1:
            ((u, side),) = self._above[v]
            return [place[u] + side]
        return sorted([place[u] + side for u, side in self._above[v]])

    def _lower(self, v: int) -> list[float]:
        place = self._place
        return sorted([place[u] for u in self._below[v]])

    def _number(self) -> None:
        for row in self.rows:
            self._renumber(row)

    def _renumber(self, row: Sequence[int]) -> None:
        for place, v in enumerate(row):
            self._place[v] = place

    def _sweep(self, *, down: bool) -> None:
        """Sort each row by the mean place of the neighbours on one side; who has none keeps its place."""
        neighbours = self._upper if down else self._lower
        for row in self.rows[1:] if down else self.rows[-2::-1]:
            means = {v: sum(keys) / len(keys) for v in row if (keys := neighbours(v))}
            moving = iter(sorted(means, key=means.__getitem__))
            row[:] = [next(moving) if v in means else v for v in row]
            self._renumber(row)

    def _exchange(self, rounds: int = 6) -> None:
        """Swap neighbours in a row while that takes away crossings."""
        dirty = set(range(len(self.rows)))
        for _ in range(rounds):
            todo, dirty = sorted(dirty), set()
            for number in todo:
                if self._exchange_row(self.rows[number]):
                    dirty.update(near for near in (number - 1, number, number + 1) if 0 <= near < len(self.rows))
            if not dirty:
                break

    def _exchange_row(self, row: list[int]) -> bool:
        above = {v: self._upper(v) for v in row}
        below = {v: self._lower(v) for v in row}
        changed = False
        i = 0
        while i < len(row) - 1:
            a, b = row[i], row[i + 1]
            crossed = _inverted(above[a], above[b]) or _inverted(below[a], below[b])
            if crossed and gain(above[a], above[b]) + gain(below[a], below[b]) > 0:
                row[i], row[i + 1] = b, a
                self._place[b], self._place[a] = i, i + 1
                changed = True
                i = max(i - 1, 0) if len(row) < _LONG else i + 1
            else:
                i += 1
        return changed


def gain(a: Sequence[float], b: Sequence[float]) -> int:
    """Crossings that go away when the slot with neighbours `b` moves before the one with neighbours `a`."""
    total, size = 0, len(b)
    for key in a:
        total += bisect_left(b, key) - (size - bisect_right(b, key))
    return total


def _inverted(a: Sequence[float], b: Sequence[float]) -> bool:
    return bool(a and b) and a[-1] > b[0]
