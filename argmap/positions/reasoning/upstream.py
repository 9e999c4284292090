"""The supports that lead to a claim, and how many of them each premise carries."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from typing import NamedTuple

from argmap.model.argument_map import ArgumentMap
from argmap.model.records import Argument
from argmap.positions.reasoning.advancing import affirmed

Key = tuple[str, bool]  # a literal: the id, and whether it is negated

_MOST_LISTED = 1_000_000  # ids in all lists of arguments lost; beyond it the lists say less than they cost
_MEMORY = 64_000_000  # bytes for the sets that one round of `loads` keeps


def written(key: Key) -> str:
    """`x` or `~x`."""
    return ("~" if key[1] else "") + key[0]


class Upstream:
    """The least set of supports that holds those of the target and those of every premise of a member.

    `x` and `~x` are different; supposed premises and exceptions carry nothing. `avoid` leaves out what uses a literal.
    Cost: what stands upstream.
    """

    def __init__(
        self, m: ArgumentMap, target: Key, counted: Callable[[Argument], bool], *, avoid: Key | None = None
    ) -> None:
        self.target = target
        self._map, self._counted, self._avoid = m, counted, avoid
        self.literals: list[Key] = []  # each after those from which it is reached, circles aside
        self.supports: list[Argument] = []
        self.of: list[list[int]] = []  # for each literal its supports
        self.premises: list[list[int]] = []  # for each support its premises
        self._collect()

    def _collect(self) -> None:
        known: dict[str, list[Argument]] = {}
        arguments: dict[str, Argument] = self._map._store.collections["arguments"]

        def supports(key: Key) -> list[Argument]:
            if key[0] not in known:
                named = (arguments[id] for id in self._map._store.referring("statement", "arguments", key[0]))
                aimed = [one for one in named if one.kind == "support" and one.target.id == key[0]]
                known[key[0]] = [one for one in aimed if self._usable(one) and self._counted(one)]
            return [one for one in known[key[0]] if one.target.negated == key[1]]

        # Depth first without recursion; a literal is done when all that it leads to is done.
        place, done = {self.target: 0}, list[Key]()
        found: dict[Key, list[Argument]] = {self.target: supports(self.target)}
        stack = [(self.target, _premises_of(found[self.target]))]
        while stack:
            key, onward = stack[-1]
            for premise in onward:
                if premise not in place:
                    place[premise] = 0
                    found[premise] = supports(premise)
                    stack.append((premise, _premises_of(found[premise])))
                    break
            else:
                done.append(key)
                stack.pop()
        self.literals = _in_flow(done[::-1], self.target, {key: list(_premises_of(one)) for key, one in found.items()})
        place.update((key, i) for i, key in enumerate(self.literals))
        for key in self.literals:
            self.of.append(list(range(len(self.supports), len(self.supports) + len(found[key]))))
            self.supports += found[key]
            self.premises += [[place[one] for one in _keys(support)] for support in found[key]]

    def _usable(self, argument: Argument) -> bool:
        return self._avoid is None or self._avoid not in _keys(argument)


def _keys(argument: Argument) -> list[Key]:
    return list(dict.fromkeys((one.id, one.negated) for one in argument.premises if affirmed(one)))


def _premises_of(supports: Iterable[Argument]) -> Iterable[Key]:
    return iter([key for support in supports for key in _keys(support)])


def _in_flow(order: list[Key], target: Key, onward: dict[Key, list[Key]]) -> list[Key]:
    """Literals such that each comes after those from which it is reached; within a circle by distance from the target.

    `order` is a depth-first order backwards, so that circles can be told by going back from each (Kosaraju's way).
    """
    backward: dict[Key, list[Key]] = {}
    for key, others in onward.items():
        for other in others:
            backward.setdefault(other, []).append(key)
    circle: dict[Key, int] = {}
    for number, key in enumerate(order):
        if key not in circle:
            circle[key] = number
            todo = [key]
            while todo:
                for one in backward.get(todo.pop(), ()):
                    if one not in circle:
                        circle[one] = number
                        todo.append(one)
    away, reached = {target: 0}, [target]
    for key in reached:
        for one in onward[key]:
            if one not in away:
                away[one] = away[key] + 1
                reached.append(one)
    return sorted(order, key=lambda key: (circle[key], away[key]))


class Load(NamedTuple):
    """How many supports of the target a literal carries, and which; `lost` is None where the lists were too long."""

    literal: Key
    load: int
    lost: list[Argument] | None


def loads(upstream: Upstream, *, bits: int | None = None) -> list[Load]:
    """For each premise how many supports no longer reach the target without it; those with none are left out.

    Each literal of a round of `bits` has a bit. What reaches the target without it is found for the whole round at
    once: a support when its conclusion does and it does not use the literal, a premise when one of its supports does.
    Literals used by the same supports share a bit; where nothing supports what these use, they are themselves all that
    is lost.

    Cost: size of what is upstream, times the literals that remain, divided by the bits of a machine word.
    """
    users: dict[int, list[int]] = {}
    for support, premises in enumerate(upstream.premises):
        for literal in premises:
            if literal:  # the target itself, which is first, does not fall
                users.setdefault(literal, []).append(support)
    alike: dict[tuple[int, ...], list[int]] = {}
    for literal, supports in users.items():
        alike.setdefault(tuple(supports), []).append(literal)
    load: dict[int, int] = {}
    lost: dict[int, list[int]] = {}
    deep = []
    for using, literals in alike.items():
        if any(upstream.of[premise] for support in using for premise in upstream.premises[support]):
            deep.append((using, literals))
            continue
        for literal in literals:
            load[literal] = len(using)
            lost[literal] = list(using)
    listed = sum(load.values())
    bits = bits or max(256, min(1 << 15, 8 * _MEMORY // max(1, len(upstream.literals))))
    for start in range(0, len(deep), bits):
        part = deep[start : start + bits]
        gone = _gone(upstream, [using for using, _ in part])
        counts = _counts(gone, len(part))
        listed += sum(count * len(literals) for count, (_, literals) in zip(counts, part, strict=True))
        for count, (_, literals) in zip(counts, part, strict=True):
            load.update(dict.fromkeys(literals, count))
        if listed <= _MOST_LISTED:
            lists = _lists(gone, len(part))
            for ids, (_, literals) in zip(lists, part, strict=True):
                lost.update(dict.fromkeys(literals, ids))
    return [
        Load(
            upstream.literals[literal],
            count,
            None if listed > _MOST_LISTED else [upstream.supports[i] for i in lost[literal]],
        )
        for literal, count in load.items()
        if count
    ]


def _gone(upstream: Upstream, users: list[tuple[int, ...]]) -> list[int]:
    """For each support the set of those numbers in `users` without which it no longer reaches the target."""
    everything = (1 << len(users)) - 1
    cut = [0] * len(upstream.supports)
    for bit, using in enumerate(users):
        for support in using:
            cut[support] |= 1 << bit
    reached = [0] * len(upstream.literals)
    reached[0] = everything
    # In their order all is settled at the first visit; only circles come back.
    queue, waiting = [0], {0}
    while queue:
        literal = heapq.heappop(queue)
        waiting.discard(literal)
        for support in upstream.of[literal]:
            passing = reached[literal] & ~cut[support]
            if not passing:
                continue
            for premise in upstream.premises[support]:
                grown = reached[premise] | passing
                if grown != reached[premise]:
                    reached[premise] = grown
                    if premise not in waiting:
                        waiting.add(premise)
                        heapq.heappush(queue, premise)
    gone = [0] * len(upstream.supports)
    for literal, supports in enumerate(upstream.of):
        for support in supports:
            gone[support] = everything & ~(reached[literal] & ~cut[support])
    return gone


def _counts(sets: list[int], size: int) -> list[int]:
    """In how many of the sets each number is. The counters lie across: one integer holds one digit of them all."""
    digits: list[int] = []
    for carry in sets:
        place = 0
        while carry:
            if place == len(digits):
                digits.append(0)
            digits[place], carry = digits[place] ^ carry, digits[place] & carry
            place += 1
    counts = [0] * size
    for place, digit in enumerate(digits):
        for bit, one in enumerate(reversed(f"{digit:b}")):
            if one == "1":
                counts[bit] += 1 << place
    return counts


def _lists(sets: list[int], size: int) -> list[list[int]]:
    """The indexes of the sets in which each number is."""
    lists: list[list[int]] = [[] for _ in range(size)]
    for index, left in enumerate(sets):
        if left:
            bits = f"{left:b}"[::-1]
            bit = bits.find("1")
            while bit >= 0:
                lists[bit].append(index)
                bit = bits.find("1", bit + 1)
    return lists
