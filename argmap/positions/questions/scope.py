"""What a question is about: the claims asked for, two sides compared, and the others where one party is named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, cast

from argmap.errors import ValueRefused
from argmap.model.answers.lookups import on_target
from argmap.model.argument_map import ArgumentMap
from argmap.model.filters import ANY, wanted
from argmap.model.records import Claim, Issue, Position
from argmap.positions.selecting import Filters, Held, Selection, selected

_ON_CLAIMS = frozenset({"issue", "target", "tag", "about"})  # filters that a claim meets without any position
_NO_FILTER = frozenset({"rollup", "exclude"})


def asks_for_positions(filters: Filters) -> bool:
    """Whether a filter asks for more than a claim can tell by itself: a party, a source, a date, …"""
    return any(value is not None for name, value in filters.items() if name not in _ON_CLAIMS | _NO_FILTER)


def claims_asked(m: ArgumentMap, filters: Filters, *, implicit: bool = False) -> list[Claim]:
    """The claims under the issue, target and tag asked for, in the order of the map.

    Sketches of arguments are no claims here, nor are implicit premises unless they are asked for. What `exclude` names
    by issue, target or tag alone is left out; an `exclude` that names more is about positions.
    """
    asked = cast(Mapping[str, Any], filters)
    inside = _claim_ids(m, asked)
    exclude = asked.get("exclude") or {}
    outside: frozenset[str] | None = None
    if set(exclude) <= _ON_CLAIMS:
        outside = _claim_ids(m, exclude)
    claims: dict[str, Claim] = m._store.collections["claims"]
    return [
        claim
        for id, claim in claims.items()
        if not claim.sketch
        and (implicit or not claim.implicit)
        and (inside is None or id in inside)
        and (outside is None or id not in outside)
    ]


def _claim_ids(m: ArgumentMap, filters: Mapping[str, Any]) -> frozenset[str] | None:
    """The ids that the filters on claims let through; None where none of them is given."""
    claims: dict[str, Claim] = m._store.collections["claims"]
    issues, about = m._issues(filters.get("issue")), filters.get("about")
    targets, tags = m._ids("statement", filters.get("target")), wanted(filters.get("tag"), (), "tag")
    sets: list[set[str] | frozenset[str]] = [] if targets is None else [targets]
    if about is not None:
        named = isinstance(about, str) and m._store.get("statement", about) is None and about in m.issues
        if named or isinstance(about, Issue):
            sets.append(_under(m, m._issues(about) or frozenset()))
        else:
            sets.append({m.statement(about).id})
    if issues is not None:
        sets.append(_under(m, issues))
    if tags is not None:
        sets.append({id for id, claim in claims.items() if not tags.isdisjoint(claim.tags)})
    return frozenset.intersection(*map(frozenset, sets)) if sets else None


def _under(m: ArgumentMap, issues: Iterable[str]) -> set[str]:
    return {id for issue in issues for id in m._store.referring("issue", "claims", issue)}


class Company(NamedTuple):
    """Positions on whatever the parties asked for speak of, everybody's included."""

    selection: Selection
    parties: frozenset[str] | None  # the parties asked for; None where none is named

    def has(self, parties: Iterable[str]) -> bool:
        """Whether one of the parties asked for is among these."""
        return self.parties is None or not self.parties.isdisjoint(parties)


def with_others(m: ArgumentMap, filters: Filters) -> Company:
    """The selection, and where a party is named also what all others say of the same targets.

    A dispute of one party is a dispute with somebody: `party=` names who takes part, not who alone is heard. A
    spokesman that is named stands for those for whom its positions count.
    """
    own = selected(m, filters)
    if filters.get("party") is None:
        return Company(own, None)
    parties = m._ids("party", filters["party"]) or frozenset()
    parties |= {row.party for row in own.rows}
    targets = tuple(dict.fromkeys(row.position.target for row in own.rows))
    if not targets:
        return Company(own, parties)
    rest = {name: value for name, value in filters.items() if name not in ("party", "target")}
    found = selected(m, cast(Filters, {**rest, "target": targets}))
    heard = f"{own.rules}; on what the party named speaks of, everybody is heard"
    return Company(Selection(found.rows, heard, found.note, found.uncertain), parties)


class Pair(NamedTuple):
    """Two parties or coalitions, and what each says."""

    a: list[Held]
    b: list[Held]
    rules: str
    note: str
    uncertain: bool


def two_sides(m: ArgumentMap, a: Any, b: Any, filters: Filters, question: str) -> Pair:
    """The positions of `a` and of `b`.

    A statement belongs to the side that names who made it, else to the side that names the party for whom it counts: a
    spokesman may be set against the principal.

    Raises
    ------
    ValueRefused
        When a party stands on both sides, or `party=` is given.
    """
    if filters.get("party") is not None:
        raise ValueRefused(f"{question} takes its parties as a and b: leave out party=")
    left, right = m._ids("party", a) or frozenset(), m._ids("party", b) or frozenset()
    if not left or not right:
        raise ValueRefused(f"{question} compares two parties or coalitions: side {'b' if left else 'a'} is empty")
    if both := sorted(left & right):
        raise ValueRefused(f"{both[0]} stands on both sides: name it in a or in b")
    found = selected(m, cast(Filters, {**filters, "party": sorted(left | right)}))
    sides: tuple[list[Held], list[Held]] = ([], [])
    for row in found.rows:
        speaker = row.position.party
        who = speaker if speaker in left or speaker in right else row.party
        sides[who in right].append(row)
    rules = f"a is {', '.join(sorted(left))}, b is {', '.join(sorted(right))}; {found.rules}"
    return Pair(*sides, rules, found.note, found.uncertain)


def imputed_to(m: ArgumentMap, target: str) -> tuple[str, ...]:
    """To whom opponents impute a claim or argument."""
    return tuple(dict.fromkeys(p.party for p in on_target(m, target) if p.mode == "imputed" and _holding(p)))


def _holding(p: Position) -> bool:
    return p.stance in ("asserts", "concedes")


def refuse_mode(filters: Filters, question: str) -> None:
    """Refuse a mode where the question itself is about one."""
    mode = wanted(filters.get("mode"), (), "mode")
    if mode is not None and not mode <= {"imputed", ANY}:
        raise ValueRefused(f"{question} is about imputed positions: leave out mode=")
