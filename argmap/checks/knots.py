"""Knots of a directed graph: the places where one can go round."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from typing import TypeVar

N = TypeVar("N")


def knots(nodes: Iterable[N], onward: Callable[[N], Iterable[N]]) -> list[list[N]]:
    """The strongly connected components of more than one node, in the order of the nodes.

    Without recursion, in time linear in nodes and edges.

    References
    ----------
    Tarjan: Depth-first search and linear graph algorithms. SIAM Journal on Computing 1, 1972.
    """
    number: dict[N, int] = {}
    low: dict[N, int] = {}
    open_nodes: list[N] = []
    is_open: set[N] = set()
    found: list[list[N]] = []
    for start in nodes:
        if start in number:
            continue
        number[start] = low[start] = len(number)
        open_nodes.append(start)
        is_open.add(start)
        walk = [(start, iter(tuple(onward(start))))]
        while walk:
            node, rest = walk[-1]
            for following in rest:
                if following not in number:
                    number[following] = low[following] = len(number)
                    open_nodes.append(following)
                    is_open.add(following)
                    walk.append((following, iter(tuple(onward(following)))))
                    break
                if following in is_open:
                    low[node] = min(low[node], number[following])
            else:
                walk.pop()
                if walk:
                    low[walk[-1][0]] = min(low[walk[-1][0]], low[node])
                if low[node] == number[node]:
                    knot = []
                    while True:
                        knot.append(open_nodes.pop())
                        is_open.remove(knot[-1])
                        if knot[-1] == node:
                            break
                    if len(knot) > 1:
                        found.append(knot[::-1])
    return found


def way_round(start: N, onward: Callable[[N], Iterable[N]], within: set[N]) -> list[N]:
    """A shortest way from a node of a knot back to it, the node itself at the beginning only."""
    came: dict[N, N] = {}
    todo = deque([start])
    while todo:
        node = todo.popleft()
        for following in onward(node):
            if following == start:
                way = [node]
                while way[-1] != start:
                    way.append(came[way[-1]])
                return way[::-1]
            if following in within and following not in came:
                came[following] = node
                todo.append(following)
    return []
