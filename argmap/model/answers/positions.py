"""Who holds what: stances, holders, and positions under every filter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from argmap.model.answers.lookups import counted_for, issue_finder, on_target
from argmap.model.filters import ANY, Calendar, among, asked, keep, touching, wanted
from argmap.model.records import HOLDS, MODES, STANCES, Issue, Position
from argmap.model.values import BASES
from argmap.tables import Table

if TYPE_CHECKING:
    from argmap.model.lookup import Lookup

_COLUMNS = ["party", "stance", "target", "date", "source", "quote", "mode", "basis", "hedge"]


def _cells(p: Position) -> tuple[Any, ...]:
    return p.party, p.stance, p.target, p.date, p.source, p.quote, p.mode, p.basis, p.hedge


def stances(m: Lookup, target: Any) -> Table:
    """Every position on a claim or argument that is not imputed."""
    id = m.statement(target).id
    everyone = on_target(m, id)
    shown = [p for p in everyone if p.mode != "imputed"]
    return Table(
        [name for name in _COLUMNS if name != "target"],
        shown,
        lambda p: tuple(cell for name, cell in zip(_COLUMNS, _cells(p), strict=True) if name != "target"),
        rules=f"Every position on {id}, in the order of the map; imputed ones are left out.",
        note=lambda: _left_out(len(everyone) - len(shown)),
    )


def holders(m: Lookup, target: Any, since: Any, until: Any, on: Any, rollup: bool) -> Table:
    """The parties that assert or concede a claim, one row each."""
    id = m.statement(target).id
    days = asked(since, until, on)
    matches: dict[str, str] = {}
    calendar = Calendar(m._store)
    by_party: dict[str, list[Position]] = {}
    for p in on_target(m, id):
        if p.stance not in HOLDS or p.mode == "imputed":
            continue
        answer = "yes"
        if days is not None:
            answer = calendar.within(p, days)
            if answer == "no":
                continue
        for party, sure in counted_for(m, p, calendar) if rollup else ((p.party, "yes"),):
            by_party.setdefault(party, []).append(p)
            both = "yes" if answer == sure == "yes" else "possibly"
            matches[party] = both if matches.get(party) != "yes" else "yes"
    columns = ["party", "stance", "date", "source", "quote", "positions"]
    if days is not None or "possibly" in matches.values():
        columns.append("match")

    def cells(item: tuple[str, list[Position]]) -> tuple[Any, ...]:
        party, held = item
        first = held[0]
        shown = tuple(dict.fromkeys(p.stance for p in held))
        row = (party, shown[0] if len(shown) == 1 else shown, first.date, first.source, first.quote, len(held))
        return (*row, matches[party]) if "match" in columns else row

    return Table(
        columns,
        list(by_party.items()),
        cells,
        record=lambda item: item[1][0],
        rules=(
            f"Parties that assert or concede {id}, one row a party with its first position in the order of the map; "
            "imputed positions are left out"
            + ("; explicit spokesmen count as their principals" if rollup else "")
            + ("; dates are those of the statements" if days is not None else "")
            + "."
        ),
        note=lambda: "" if by_party else _nobody(m, id, asked=days is not None),
    )


def _nobody(m: Lookup, id: str, asked: bool) -> str:
    """When nobody holds a claim, who says otherwise."""
    others: dict[str, list[str]] = {}
    for p in on_target(m, id):
        if p.mode != "imputed" and p.stance not in HOLDS:
            others.setdefault(p.stance, []).append(p.party)
    told = [f"{', '.join(dict.fromkeys(parties))} {stance} it" for stance, parties in others.items()]
    imputed = [p for p in on_target(m, id) if p.mode == "imputed"]
    head = f"Nobody asserts or concedes {id}" + (" in that time" if asked else "")
    return ". ".join(filter(None, [head, "; ".join(told), _left_out(len(imputed)).rstrip(".")])) + "."


def positions(
    m: Lookup,
    *,
    party: Any,
    target: Any,
    issue: Any,
    source: Any,
    case: Any,
    stance: Any,
    mode: Any,
    basis: Any,
    since: Any,
    until: Any,
    on: Any,
    rollup: bool,
    about: Any,
    tag: Any,
    imputed_by: Any,
) -> Table:
    """Positions that match every filter; see `PositionView.__call__`."""
    days = asked(since, until, on)
    imputers = m._ids("party", imputed_by)
    modes = wanted(mode, (*MODES, ANY), "mode")
    if modes is None:
        modes = frozenset({"imputed"}) if imputers is not None else None
    targets = m._ids("statement", target)
    around = None if about is None else _about(m, about)
    parties = m._ids("party", party)
    issues = m._issues(issue)
    issue_of = issue_finder(m)
    cases = m._ids("case", case)
    tags = wanted(tag, (), "tag")
    sources = m._ids("source", source)
    found = keep(
        _candidates(m, targets, around, parties, rollup),
        [
            among(lambda p: p.target, targets),
            among(lambda p: p.target, around),
            among(lambda p: p.stance, wanted(stance, STANCES, "stance")),
            among(lambda p: p.basis, wanted(basis, BASES, "basis")),
            touching(_documents, sources),
            among(lambda p: p.imputed_by, imputers),
            None if issues is None else lambda p: issue_of(p.target) in issues,
            None if cases is None else lambda p: any(m.sources[id].case in cases for id in _documents(p)),
            None if tags is None else lambda p: not tags.isdisjoint(m.statement(p.target).tags),
        ],
    )
    rows: list[tuple[Position, str, str]] = []  # position, principal, match
    hidden: set[str] = set()
    calendar = Calendar(m._store)
    for p in found:
        answer = "yes" if days is None else calendar.within(p, days)
        if answer == "no":
            continue
        for principal, sure in counted_for(m, p, calendar) if rollup else ((p.party, "yes"),):
            if parties is not None and principal not in parties and not (rollup and p.party in parties):
                continue
            if modes is None and p.mode == "imputed":
                hidden.add(p.id)
            elif modes is None or ANY in modes or p.mode in modes:
                rows.append((p, principal, "yes" if answer == sure == "yes" else "possibly"))
    uncertain = days is not None or any(match != "yes" for _, _, match in rows)
    extra = (["principal"] if rollup else []) + (["match"] if uncertain else [])

    def cells(row: tuple[Position, str, str]) -> tuple[Any, ...]:
        p, principal, match = row
        return (*_cells(p), *([principal] if rollup else []), *([match] if "match" in extra else []))

    return Table(
        [*_COLUMNS, *extra],
        rows,
        cells,
        record=lambda row: row[0],
        rules=_position_rules(modes, rollup, days is not None),
        note=lambda: _left_out(len(hidden)),
    )


def _position_rules(modes: frozenset[str] | None, rollup: bool, dated: bool) -> str:
    parts = ["Positions that match every filter, one row a statement"]
    parts.append("imputed ones left out" if modes is None else f"modes: {', '.join(sorted(modes))}")
    if rollup:
        parts.append("what an explicit spokesman says counts for the principal, one step")
    if dated:
        parts.append(
            "a statement without a date of its own is not later than the document that reports it; "
            "'possibly' where the dates do not decide"
        )
    return "; ".join(parts) + "."


def _candidates(
    m: Lookup,
    targets: frozenset[str] | None,
    around: frozenset[str] | None,
    parties: frozenset[str] | None,
    rollup: bool,
) -> Iterable[Position]:
    """The fewest positions that an index gives, in the order of the map."""
    records = m._store.collections["positions"]
    narrow = targets if targets is not None else around
    if narrow is not None and len(narrow) == 1:
        return on_target(m, next(iter(narrow)))
    if narrow is not None:
        hits = {id for one in narrow for id in m._store.referring("statement", "positions", one)}
        # Few hits are sorted by place; many are cheaper to pick out of the whole.
        return [record for id, record in records.items() if id in hits] if hits else []
    if parties is not None and not rollup and len(parties) == 1:
        (party,) = parties
        named = (records[id] for id in m._store.referring("party", "positions", party))
        return [p for p in named if p.party == party]
    return records.values()


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


def _left_out(count: int) -> str:
    if not count:
        return ""
    what, them = ("1 imputed position", "it") if count == 1 else (f"{count} imputed positions", "them")
    return f'{what} left out (mode="imputed" asks for {them}).'
