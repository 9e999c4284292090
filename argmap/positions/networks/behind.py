"""What stands behind a number: the claims and the statements that make a cell or an edge, found when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.positions.selecting import Held
from argmap.tables import Table

if TYPE_CHECKING:
    from argmap.positions.networks._incidence import Incidence

_COLUMNS = ("principal", "party", "stance", "target", "date", "source", "quote", "mode", "basis")


class Behind:
    """The statements of a matrix or network, by node.

    Nothing is computed before it is asked for; what a node says is then remembered.
    """

    __slots__ = ("_said", "found", "kind", "of")

    def __init__(self, found: Incidence, of: str, kind: str) -> None:
        self.found = found
        self.of = of
        self.kind = kind
        self._said: dict[int, dict[int, dict[int, list[int]]]] = {}

    def said(self, node: int) -> dict[int, dict[int, list[int]]]:
        """By claim (or party), by level: the places of the statements of a node. Cost: their number."""
        found = self._said.get(node)
        if found is None:
            found = {}
            places = self.found.of_node(self.of, node)
            others = self.found.ends(self.of)[1][places].tolist()
            levels = self.found.level[places].tolist()
            for place, other, level in zip(places.tolist(), others, levels, strict=True):
                found.setdefault(other, {}).setdefault(level, []).append(place)
            self._said[node] = found
        return found

    def shared(self, a: int, b: int) -> list[tuple[int, list[int]]]:
        """The claims (or parties) that tie two nodes, in the order of the map, each with the statements."""
        ours, theirs = self.said(a), self.said(b)
        found = []
        for other in sorted(ours.keys() & theirs.keys()):
            places: dict[int, None] = {}
            for level, held in ours[other].items():
                for their_level, they_hold in theirs[other].items():
                    if self._ties(level, their_level):
                        places |= dict.fromkeys(held + they_hold)
            if places:
                found.append((other, sorted(places)))
        return found

    def _ties(self, level: int, other: int) -> bool:
        how = self.found.counting
        if how.qualifier is None or self.kind == "subtract":
            return True
        if self.kind == "conflict":
            return level != other
        if how.qualifier != "integer":
            return level == other
        low, high = how.scale or (0, 0)
        values = self.found.levels
        return bool(abs(values[level] - values[other]) < max(high - low, 1))

    def cell(self, party: int, claim: int) -> list[int]:
        """The places of the statements of one party on one claim."""
        node, other = (party, claim) if self.of == "party" else (claim, party)
        return sorted(place for held in self.said(node).get(other, {}).values() for place in held)

    def ids(self, places: list[int]) -> tuple[str, ...]:
        """The ids of statements; one that counts for two parties is told once."""
        return tuple(dict.fromkeys(self.found.positions[place].id for place in places))

    def table(self, places: list[int], rules: str) -> Table:
        """The statements at these places."""
        found = self.found
        unsure = set(found.unsure.tolist()).intersection(places)
        rows = [
            Held(found.positions[place], found.parties[found.party[place]].id, "possibly" if place in unsure else "yes")
            for place in places
        ]
        valued = found.counting.qualifier in ("integer", "category")
        extra = [name for name, shown in (("value", valued), ("match", bool(unsure))) if shown]

        def cells(row: Held) -> tuple[Any, ...]:
            p = row.position
            known = (row.party, p.party, p.stance, p.target, p.date, p.source, p.quote, p.mode, p.basis)
            return (*known, *(p.value if name == "value" else row.match for name in extra))

        return Table([*_COLUMNS, *extra], rows, cells, record=lambda row: row.position, rules=rules)
