"""What an index gives at once: the positions on a statement, its issue, for whom a party speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from argmap.model.filters import Calendar
from argmap.model.records import Argument, Membership, Position

if TYPE_CHECKING:
    from argmap.model.lookup import Lookup


def on_target(m: Lookup, id: str) -> list[Position]:
    """The positions on one claim or argument."""
    records = m._store.collections["positions"]
    return [records[p] for p in m._store.referring("statement", "positions", id)]


def number_of_positions(m: Lookup, party: str) -> int:
    """How many positions a party takes, imputed ones left out."""
    records = m._store.collections["positions"]
    named = (records[id] for id in m._store.referring("party", "positions", party))
    return sum(1 for p in named if p.party == party and p.mode != "imputed")


def issue_finder(m: Lookup) -> Callable[[str], str | None]:
    """A function that gives the issue of a claim, or of the claim that an argument bears on in the end.

    It remembers what it found, so that a question over a long chain of undercuts stays linear.
    """
    known: dict[str, str | None] = {}

    def find(id: str) -> str | None:
        path = []
        while id not in known:
            known[id] = None  # what an argument in a circle ends with
            path.append(id)
            record = m.statement(id)
            if record.issue is not None or not isinstance(record, Argument):
                known[id] = record.issue
            else:
                id = record.target.id
        for one in path:
            known[one] = known[id]
        return known[id]

    return find


def spokesmen(m: Lookup, party: str) -> list[Membership]:
    """The explicit `speaks_for` memberships whose principal is `party`."""
    return [one for one in _memberships(m, party) if one.principal == party]


def principals(m: Lookup, party: str) -> tuple[str, ...]:
    """For whom a party speaks, where that is explicit."""
    return tuple(dict.fromkeys(one.principal for one in _memberships(m, party) if one.agent == party))


def _memberships(m: Lookup, party: str) -> list[Membership]:
    records = m._store.collections["memberships"]
    named = (records[id] for id in m._store.referring("party", "memberships", party))
    return [one for one in named if one.kind == "speaks_for" and one.basis == "explicit"]


class Rollup:
    """For whom a position counts when it is rolled up, and how surely.

    The party for whom it is said; else the principals for whom its party speaks at that time, where that is explicit;
    else the party itself. One step: a principal's own principals are not asked. With `members` an explicit `member_of`
    counts as well as `speaks_for`.
    """

    def __init__(self, m: Lookup, calendar: Calendar, *, members: bool = False) -> None:
        self._map = m
        self._calendar = calendar
        self._kinds = ("speaks_for", "member_of") if members else ("speaks_for",)
        self._terms: dict[str, list[Membership]] = {}

    def __call__(self, p: Position) -> list[tuple[str, str]]:
        if p.on_behalf_of is not None:
            return [(p.on_behalf_of, "yes")]
        terms = self.terms(p.party)
        if not terms:
            return [(p.party, "yes")]
        found: dict[str, str] = {}
        for one in terms:
            sure = self._calendar.in_term(p, one.since, one.until)
            if sure != "no" and found.get(one.principal) != "yes":
                found[one.principal] = sure
        return list(found.items()) or [(p.party, "yes")]

    def terms(self, party: str) -> list[Membership]:
        """The memberships by which a party's positions may count for others."""
        found = self._terms.get(party)
        if found is None:
            named = self._map._store.referring("party", "memberships", party)
            found = self._terms[party] = [one for one in self._explicit(named) if one.agent == party]
        return found

    def agents(self, party: str) -> set[str]:
        """Those whose positions may count for a party."""
        named = self._map._store.referring("party", "memberships", party)
        return {one.agent for one in self._explicit(named) if one.principal == party}

    def _explicit(self, ids: Iterable[str]) -> Iterator[Membership]:
        records = self._map._store.collections["memberships"]
        for id in ids:
            one = records[id]
            if one.kind in self._kinds and one.basis == "explicit":
                yield one
