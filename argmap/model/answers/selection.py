"""Which positions a question is about: every filter in one place, answered from the indexes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from argmap.errors import ValueRefused
from argmap.model.answers.lookups import Rollup, issue_finder, on_target
from argmap.model.filters import ANY, Calendar, among, asked, keep, touching, wanted
from argmap.model.records import MODES, STANCES, Issue, Position
from argmap.model.store import without_collector
from argmap.model.text import did_you_mean
from argmap.model.values import BASES

if TYPE_CHECKING:
    from argmap.model.lookup import Lookup

FILTERS = (
    *("party", "target", "issue", "source", "case", "stance", "mode", "basis", "since", "until", "on", "rollup"),
    *("about", "tag", "imputed_by", "coder"),
)

ROLLUPS = ("speaks_for", "member_of")  # the first is what True means


class Held(NamedTuple):
    """A position, the party for whom it counts, and how surely it falls into the dates asked for."""

    position: Position
    party: str
    match: str  # 'yes' or 'possibly'


class Selection(NamedTuple):
    """The positions that match every filter, and what is to be said of them."""

    rows: list[Held]
    hidden: int  # imputed positions that match otherwise
    modes: frozenset[str] | None
    rollup: bool | str
    dated: bool

    @property
    def uncertain(self) -> bool:
        """Whether a reader must be told, row by row, how surely it matches."""
        return self.dated or any(row.match != "yes" for row in self.rows)

    @property
    def counted(self) -> str:
        """What was let through, as a clause of a sentence."""
        parts = ["imputed ones left out" if self.modes is None else f"modes: {', '.join(sorted(self.modes))}"]
        if self.rollup:
            who = "spokesman or member" if self.rollup == "member_of" else "spokesman"
            parts.append(f"what an explicit {who} says counts for the principal, one step")
        if self.dated:
            parts.append(
                "a statement without a date of its own is not later than the document that reports it; "
                "'possibly' where the dates do not decide"
            )
        return "; ".join(parts)

    @property
    def note(self) -> str:
        """What was left out, and how to ask for it."""
        return left_out(self.hidden)


def select(m: Lookup, filters: dict[str, Any]) -> Selection:
    """The positions that match every filter; what each means is told at `PositionView.__call__`.

    Raises
    ------
    ValueRefused
        When a filter is not known; the message suggests the nearest.
    """
    for name in filters:
        if name not in FILTERS:
            raise ValueRefused(f"no filter {name!r}{did_you_mean(name, FILTERS)} (one of {', '.join(FILTERS)})")
    asked_for = filters.get
    rollup = asked_for("rollup") or False
    if rollup not in (True, False, *ROLLUPS):
        raise ValueRefused(f"rollup={rollup!r}: expected True, False or one of {', '.join(map(repr, ROLLUPS))}")
    days = asked(asked_for("since"), asked_for("until"), asked_for("on"))
    imputers = m._ids("party", asked_for("imputed_by"))
    modes = wanted(asked_for("mode"), (*MODES, ANY), "mode")
    if modes is None:
        modes = frozenset({"imputed"}) if imputers is not None else None
    targets = m._ids("statement", asked_for("target"))
    around = None if asked_for("about") is None else _about(m, asked_for("about"))
    parties = m._ids("party", asked_for("party"))
    issues = m._issues(asked_for("issue"))
    issue_of = issue_finder(m)
    cases = m._ids("case", asked_for("case"))
    tags = wanted(asked_for("tag"), (), "tag")
    sources = m._ids("source", asked_for("source"))
    coders = wanted(asked_for("coder"), (), "coder")
    calendar = Calendar(m._store)
    counted_for = Rollup(m, calendar, members=rollup == "member_of")
    documents = m._store.collections["sources"]
    found = keep(
        _candidates(
            m,
            targets=targets,
            around=around,
            parties=parties,
            sources=sources,
            issues=issues,
            cases=cases,
            tags=tags,
            rollup=counted_for if rollup else None,
        ),
        [
            among(lambda p: p.target, targets),
            among(lambda p: p.target, around),
            among(lambda p: p.stance, wanted(asked_for("stance"), STANCES, "stance")),
            among(lambda p: p.basis, wanted(asked_for("basis"), BASES, "basis")),
            touching(_documents, sources),
            among(lambda p: p.imputed_by, imputers),
            among(lambda p: p.coder, coders),
            None if issues is None else lambda p: issue_of(p.target) in issues,
            None if cases is None else lambda p: any(documents[id].case in cases for id in _documents(p)),
            None if tags is None else lambda p: not tags.isdisjoint(m.statement(p.target).tags),
        ],
    )
    if days is None and parties is None and modes is None:
        return Selection(*_whole(found, counted_for if rollup else None), modes, rollup, False)
    rows: list[Held] = []
    hidden: set[str] = set()
    for p in found:
        answer = "yes" if days is None else calendar.within(p, days)
        if answer == "no":
            continue
        for principal, sure in counted_for(p) if rollup else ((p.party, "yes"),):
            if parties is not None and principal not in parties and not (rollup and p.party in parties):
                continue
            if modes is None and p.mode == "imputed":
                hidden.add(p.id)
            elif modes is None or ANY in modes or p.mode in modes:
                rows.append(Held(p, principal, "yes" if answer == sure == "yes" else "possibly"))
    return Selection(rows, len(hidden), modes, rollup, days is not None)


def _whole(found: list[Position], counted_for: Rollup | None) -> tuple[list[Held], int]:
    """Every position that is not imputed, and how many are: what `select` does when only records are asked for.

    Written for a million of them: where each counts for its own party there is no step of Python's for each.
    """
    hidden = [p.mode for p in found].count("imputed")
    if hidden:
        found = [p for p in found if p.mode != "imputed"]
    parties = [p.party for p in found]
    with without_collector():
        if counted_for is None or (
            [p.on_behalf_of for p in found].count(None) == len(found)
            and not any(counted_for.terms(party) for party in set(parties))
        ):
            return list(map(tuple.__new__, repeat(Held), zip(found, parties, repeat("yes")))), hidden
        return [Held(p, principal, sure) for p in found for principal, sure in counted_for(p)], hidden


def left_out(count: int) -> str:
    """That imputed positions were left out, and how to ask for them; empty when there were none."""
    if not count:
        return ""
    what, them = ("1 imputed position", "it") if count == 1 else (f"{count} imputed positions", "them")
    return f'{what} left out (mode="imputed" asks for {them}).'


def _candidates(
    m: Lookup,
    *,
    targets: frozenset[str] | None,
    around: frozenset[str] | None,
    parties: frozenset[str] | None,
    sources: frozenset[str] | None,
    issues: frozenset[str] | None,
    cases: frozenset[str] | None,
    tags: frozenset[str] | None,
    rollup: Rollup | None,
) -> Iterable[Position]:
    """The fewest positions that an index gives, in the order of the map."""
    records = m._store.collections["positions"]
    if targets is not None and len(targets) == 1:
        return on_target(m, next(iter(targets)))
    if parties is not None and rollup is not None:
        parties = parties.union(*(rollup.agents(id) for id in parties))
    if targets is around is parties is sources is None:
        # Who is in an issue or a case takes a walk: only where the whole map were to be gone through otherwise.
        if issues is not None:
            targets = _in_issues(m, issues)
        elif cases is not None:
            sources = frozenset(id for case in cases for id in m._store.referring("case", "sources", case))
        elif tags is not None:
            tables = (m._store.collections["claims"], m._store.collections["arguments"])
            targets = frozenset(id for table in tables for id, one in table.items() if not tags.isdisjoint(one.tags))
    narrowest: tuple[int, str, Collection[str]] | None = None
    for space, ids in (("statement", targets), ("statement", around), ("party", parties), ("source", sources)):
        if ids is not None:
            size = sum(len(m._store.referring(space, "positions", id)) for id in ids)
            if narrowest is None or size < narrowest[0]:
                narrowest = (size, space, ids)
    if narrowest is None:
        return records.values()
    _, space, named = narrowest
    buckets = [bucket for one in named if (bucket := m._store.referring(space, "positions", one))]
    if len(buckets) == 1:
        return (records[id] for id in buckets[0])  # in the order of the map as they are
    hits = {id for bucket in buckets for id in bucket}
    return (records[id] for id in m._store.in_order("positions", hits))


def _in_issues(m: Lookup, issues: frozenset[str]) -> frozenset[str]:
    """What `issue_finder` finds to be in the issues: their claims and arguments, and arguments about those."""
    found = {id for issue in issues for id in m._store.referring("issue", "claims", issue)}
    found |= {id for issue in issues for id in m._store.referring("issue", "arguments", issue)}
    arguments, todo = m._store.collections["arguments"], list(found)
    while todo:
        id = todo.pop()
        for name in m._store.referring("statement", "arguments", id):
            argument = arguments[name]
            if name not in found and argument.issue is None and argument.target.id == id:
                found.add(name)
                todo.append(name)
    return frozenset(found)


def _documents(p: Position) -> Iterable[str]:
    for piece in p.evidence:
        if piece.source is not None:
            yield piece.source
        for hop in piece.via:
            if hop.source is not None:
                yield hop.source


def _about(m: Lookup, about: Any) -> frozenset[str]:
    """A claim, argument or issue with every argument that bears on it."""
    named = isinstance(about, str) and m._store.get("statement", about) is None and about in m.issues
    if named or isinstance(about, Issue):
        issues = m._issues(about) or frozenset()
        found = {id for issue in issues for id in m._store.referring("issue", "claims", issue)}
        found |= {id for issue in issues for id in m._store.referring("issue", "arguments", issue)}
    else:
        found = {m.statement(about).id}
    todo = list(found)
    arguments = m._store.collections["arguments"]
    first = True
    while todo:
        onward = []
        for id in todo:
            for argument in m._store.referring("statement", "arguments", id):
                # Arguments about the thing itself; of those, only what attacks or undercuts the argument.
                if argument not in found and (first or arguments[argument].target.id == id):
                    found.add(argument)
                    onward.append(argument)
        todo, first = onward, False
    return frozenset(found)
