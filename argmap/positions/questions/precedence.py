"""What comes before what in a graph of known orders: answered by labels, and only where they fail by a search."""

from __future__ import annotations

from collections.abc import Hashable, Iterable


class Precedence:
    """Pairs (earlier, later), and all that follows from them. A circle decides nothing about those in it.

    Each node has a level (the longest way to it from a beginning), the number of its component, and its place in a
    spanning forest. Levels and components tell most pairs apart that have no order, the forest shows most that have
    one; only the rest is searched, no further than levels allow. Cost: linear in the pairs to make; no recursion.

    References
    ----------
    Yildirim, Chaoji, Zaki: GRAIL: scalable reachability index for large graphs. Proceedings of the VLDB Endowment 3,
    2010 (filters by level and by a spanning forest). Sharir: A strong-connectivity algorithm and its applications in
    data flow analysis. Computers and Mathematics with Applications 7, 1981 (circles).
    """

    def __init__(self, pairs: Iterable[tuple[Hashable, Hashable]]) -> None:
        self._number: dict[Hashable, int] = {}
        self._later: list[list[int]] = []
        earlier: list[list[int]] = []
        for pair in dict.fromkeys(pairs):
            ends = []
            for node in pair:
                if node not in self._number:
                    self._number[node] = len(self._later)
                    self._later.append([])
                    earlier.append([])
                ends.append(self._number[node])
            self._later[ends[0]].append(ends[1])
            earlier[ends[1]].append(ends[0])
        self._components = self._joined(earlier)
        self._enter, self._leave, finished = self._forest(earlier)
        self._knots, self._levels = self._leveled(earlier, finished)

    def __contains__(self, node: Hashable) -> bool:
        return node in self._number

    def __bool__(self) -> bool:
        return bool(self._number)

    def level(self, node: Hashable) -> int:
        """A number that is smaller for what comes before, and the same for all in one circle."""
        return self._levels[self._number[node]]

    def component(self, node: Hashable) -> int:
        """Only nodes of one component have an order."""
        return self._components[self._number[node]]

    def before(self, a: Hashable, b: Hashable) -> bool:
        """Whether `a` is known to come before `b`, and not also after it."""
        first, goal = self._number.get(a), self._number.get(b)
        if first is None or goal is None or self._components[first] != self._components[goal]:
            return False
        levels, last = self._levels, self._levels[goal]
        if levels[first] >= last:
            return False
        enter, leave, knot = self._enter, self._leave, self._knots[goal]
        seen, todo = {first}, [first]
        while todo:
            node = todo.pop()
            if enter[node] <= enter[goal] <= leave[node]:
                return True
            for one in self._later[node]:
                if one not in seen and (levels[one] < last or self._knots[one] == knot):
                    seen.add(one)
                    todo.append(one)
        return False

    def _joined(self, earlier: list[list[int]]) -> list[int]:
        found = [-1] * len(earlier)
        for start in range(len(earlier)):
            if found[start] >= 0:
                continue
            found[start], todo = start, [start]
            while todo:
                node = todo.pop()
                for one in (*self._later[node], *earlier[node]):
                    if found[one] < 0:
                        found[one] = start
                        todo.append(one)
        return found

    def _forest(self, earlier: list[list[int]]) -> tuple[list[int], list[int], list[int]]:
        """When a walk in depth enters each node, the last entry beneath it, and the nodes in the order it leaves."""
        size = len(earlier)
        enter, leave, finished = [-1] * size, [-1] * size, []
        clock = 0
        for start in [*(node for node in range(size) if not earlier[node]), *range(size)]:
            if enter[start] >= 0:
                continue
            enter[start], clock = clock, clock + 1
            walk = [(start, iter(self._later[start]))]
            while walk:
                node, rest = walk[-1]
                for one in rest:
                    if enter[one] < 0:
                        enter[one], clock = clock, clock + 1
                        walk.append((one, iter(self._later[one])))
                        break
                else:
                    leave[node] = clock - 1
                    finished.append(node)
                    walk.pop()
        return enter, leave, finished

    def _leveled(self, earlier: list[list[int]], finished: list[int]) -> tuple[list[int], list[int]]:
        """The circle of each node (itself alone as a rule), and the longest way to it; circles from first to last."""
        knots, levels = [-1] * len(earlier), [0] * len(earlier)
        for start in reversed(finished):
            if knots[start] >= 0:
                continue
            knots[start], members = start, [start]
            for node in members:  # grows while it is walked
                for one in earlier[node]:
                    if knots[one] < 0:
                        knots[one] = start
                        members.append(one)
            before = [levels[one] + 1 for node in members for one in earlier[node] if knots[one] != start]
            for node in members:
                levels[node] = max(before, default=0)
        return knots, levels
