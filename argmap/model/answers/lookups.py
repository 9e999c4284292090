"""What an index gives at once: the positions on a statement, its issue, for whom a party speaks."""

from __future__ import annotations

from collections.abc import Callable
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


def counted_for(m: Lookup, p: Position, calendar: Calendar) -> list[tuple[str, str]]:
    """For whom a position counts when it is rolled up, and how surely: the party for whom it is said, the principals
    for whom its party speaks at that time, else the party itself."""
    if p.on_behalf_of is not None:
        return [(p.on_behalf_of, "yes")]
    found: dict[str, str] = {}
    for one in _memberships(m, p.party):
        if one.agent != p.party:
            continue
        sure = calendar.in_term(p, one.since, one.until)
        if sure != "no" and found.get(one.principal) != "yes":
            found[one.principal] = sure
    return list(found.items()) or [(p.party, "yes")]
