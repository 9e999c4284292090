"""Positions as numpy arrays: which party, which claim, which level of the qualifier, one entry a counted statement."""

from __future__ import annotations

from itertools import compress, repeat
from typing import Any

import numpy as np
import numpy.typing as npt

from argmap.errors import ValueRefused
from argmap.model.argument_map import ArgumentMap
from argmap.model.records import HOLDS, STANCES, Claim, Position
from argmap.positions.networks.counting import Counting, number
from argmap.positions.selecting import Held

Numbers = npt.NDArray[Any]

AGREE, DENY = 0, 1  # the two levels of a stance
_SIGNED = {stance: AGREE if stance in HOLDS else DENY if stance == "denies" else -1 for stance in STANCES}
_STANCES = {stance: max(code, 2) if code < 0 else code for stance, code in _SIGNED.items()}  # whatever else: 2


class Incidence:
    """Counted statements, in the order of the map, with the parties and claims that they bring together.

    `party` (for whom it counts), `claim` and `level` are numbers, one for each of `positions`: places in `parties` and
    `claims`, which are in the order of the map, and in `levels`. `unsure` are the places of those that may lie outside
    the dates asked for.
    """

    __slots__ = (
        *("_behind", "claim", "claims", "counting", "left_out", "level", "levels", "parties", "party", "positions"),
        "unsure",
    )

    def __init__(
        self,
        counting: Counting,
        positions: list[Position],
        unsure: Numbers,
        parties: list[Any],
        claims: list[Any],
        arrays: tuple[Numbers, Numbers, Numbers],
        levels: tuple[Any, ...],
        left_out: tuple[str, ...],
    ) -> None:
        self.counting = counting
        self.positions = positions
        self.unsure = unsure
        self.parties = parties
        self.claims = claims
        self.party, self.claim, self.level = arrays
        self.levels = levels
        self.left_out = left_out
        self._behind: dict[str, tuple[Numbers, Numbers]] = {}

    def part(self, chosen: Numbers) -> Incidence:
        """Only the statements at these places, which are in order; parties, claims and levels stay as they are."""
        if len(chosen) * 2 > len(self.positions):
            there = np.zeros(len(self.positions), bool)
            there[chosen] = True
            positions = list(compress(self.positions, there.tolist()))
        else:
            positions = [self.positions[place] for place in chosen.tolist()]
        unsure = np.flatnonzero(np.isin(chosen, self.unsure)) if len(self.unsure) else self.unsure
        arrays = (self.party[chosen], self.claim[chosen], self.level[chosen])
        same = (self.levels, self.left_out)
        return Incidence(self.counting, positions, unsure, self.parties, self.claims, arrays, *same)

    def ends(self, of: str) -> tuple[Numbers, Numbers, list[Any], list[Any]]:
        """What is a node and what ties nodes together, by statement, and the records of both."""
        if of == "party":
            return self.party, self.claim, self.parties, self.claims
        return self.claim, self.party, self.claims, self.parties

    def of_node(self, of: str, node: int) -> Numbers:
        """Places of the statements of one node. Cost: the first time a sort, then their number."""
        if of not in self._behind:
            nodes = self.ends(of)[0]
            order = np.argsort(nodes, kind="stable")
            starts = np.searchsorted(nodes[order], np.arange(len(self.ends(of)[2]) + 1))
            self._behind[of] = order, starts
        order, starts = self._behind[of]
        return order[starts[node] : starts[node + 1]]

    def used(self) -> Incidence:
        """Without the parties and claims that no statement names, unless all are asked for."""
        if self.counting.everybody:
            return self
        arrays: list[Numbers] = []
        records: list[list[Any]] = []
        for places, every in ((self.party, self.parties), (self.claim, self.claims)):
            there = np.bincount(places, minlength=len(every)) > 0
            renumbered = np.cumsum(there, dtype=np.int32) - 1
            arrays.append(renumbered[places])
            records.append([every[place] for place in np.flatnonzero(there).tolist()])
        new = (arrays[0], arrays[1], self.level)
        same = (self.levels, self.left_out)
        return Incidence(self.counting, self.positions, self.unsure, records[0], records[1], new, *same)


def distinct(keys: Numbers) -> Numbers:
    """The different numbers, in order."""
    keys = np.sort(keys)
    return keys[np.concatenate(([True], keys[1:] != keys[:-1]))] if len(keys) else keys


def incidence(m: ArgumentMap, rows: list[Held], how: Counting) -> Incidence:
    """The statements of `rows` on claims that count, as arrays. Cost: one pass."""
    if how.qualifier == "integer" and how.scale is None:
        how = how.over(_whole_scale(m))
    positions = [row[0] for row in rows]
    matches = [row[2] for row in rows]
    places = [place for place, match in enumerate(matches) if match != "yes"] if "possibly" in matches else []
    unsure = np.array(places, np.int64)
    claims, claim = _numbered(m, "claims", [p.target for p in positions], how)
    parties, party = _numbered(m, "parties", [row[1] for row in rows], how)
    level, levels = _levels(positions, how)
    on_claim, leveled = claim >= 0, level >= 0
    counts = on_claim & leveled
    left_out = []
    if missed := len(rows) - int(np.count_nonzero(on_claim)):
        left_out.append(f"{number(missed, 'position')} on arguments left out.")
    if missed := int(np.count_nonzero(on_claim & ~leveled)):
        why = {"boolean": "take no side", "integer": "have no number", "category": "have no category"}
        one = {"boolean": "takes no side", "integer": "has no number", "category": "has no category"}
        which = (one if missed == 1 else why)[how.qualifier or ""]
        left_out.append(f"{number(missed, 'position')} on claims {which}: left out.")
    found = Incidence(how, positions, unsure, parties, claims, (party, claim, level), levels, tuple(left_out))
    if not counts.all():
        found = found.part(np.flatnonzero(counts))
    return _above_minima(found).used()


def _numbered(m: ArgumentMap, collection: str, ids: list[str], how: Counting) -> tuple[list[Any], Numbers]:
    """The records that are named, in the order of the map, and the place of each; -1 for what is none of them."""
    records: dict[str, Any] = m._store.collections[collection]
    # Of many statements it is not asked first whom they name: who is not named is taken out later.
    if how.everybody or len(ids) > len(records):
        named: Any = records
    else:
        named = m._store.in_order(collection, [id for id in dict.fromkeys(ids) if id in records])
    found = [record for record in (records[id] for id in named) if not (isinstance(record, Claim) and record.sketch)]
    place = {record.id: number for number, record in enumerate(found)}
    return found, np.fromiter(map(place.get, ids, repeat(-1)), np.int32, len(ids))


def _levels(positions: list[Position], how: Counting) -> tuple[Numbers, tuple[Any, ...]]:
    """The level of each position (-1: it has none), and what the levels are."""
    size = len(positions)
    if how.qualifier == "boolean":
        return np.fromiter(map(_SIGNED.__getitem__, [p.stance for p in positions]), np.int32, size), (1, -1)
    if how.qualifier is None:
        if not how.dna:
            return np.zeros(size, np.int32), (None,)
        # DNA ignores the qualifier in weights and knows it in what they are divided by.
        return np.fromiter(map(_STANCES.__getitem__, [p.stance for p in positions]), np.int32, size), (1, -1, 0)
    wanted = int if how.qualifier == "integer" else (int, str)
    values = [value if isinstance(value := p.value, wanted) else None for p in positions]
    if how.qualifier == "category":
        values = [None if value is None else str(value) for value in values]
    levels: list[Any] = sorted({value for value in values if value is not None})
    if how.qualifier == "integer" and levels:
        low, high = how.scale or (levels[0], levels[-1])
        if out := [value for value in (levels[0], levels[-1]) if not low <= value <= high]:
            raise ValueRefused(f"the value {out[0]} lies outside scale=({low}, {high})")
    place = {level: number for number, level in enumerate(levels)}
    return np.fromiter((-1 if value is None else place[value] for value in values), np.int32, size), tuple(levels)


def _whole_scale(m: ArgumentMap) -> tuple[int, int]:
    """From the least to the greatest number of any position of the map, so that a filter does not change it."""
    values = [p.value for p in m._store.collections["positions"].values() if isinstance(p.value, int)]
    return (min(values), max(values)) if values else (0, 0)


def _above_minima(found: Incidence) -> Incidence:
    """Without parties and claims of too few positions; all are counted before any is taken out."""
    how = found.counting
    if how.min_positions == how.min_claims == how.min_parties == 1:
        return found
    pairs = distinct(found.party.astype(np.int64) * len(found.claims) + found.claim)
    width = max(len(found.claims), 1)
    party_ok = np.bincount(found.party, minlength=len(found.parties)) >= how.min_positions
    party_ok &= np.bincount(pairs // width, minlength=len(found.parties)) >= how.min_claims
    claim_ok = np.bincount(pairs % width, minlength=len(found.claims)) >= how.min_parties
    return found.part(np.flatnonzero(party_ok[found.party] & claim_ok[found.claim]))
