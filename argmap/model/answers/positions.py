"""Who holds what: stances, holders, and positions under every filter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.model.answers.lookups import Rollup, on_target
from argmap.model.answers.selection import Held, left_out, select
from argmap.model.filters import Calendar, asked
from argmap.model.records import HOLDS, Position
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
        note=lambda: left_out(len(everyone) - len(shown)),
    )


def holders(m: Lookup, target: Any, since: Any, until: Any, on: Any, rollup: bool) -> Table:
    """The parties that assert or concede a claim, one row each."""
    id = m.statement(target).id
    days = asked(since, until, on)
    matches: dict[str, str] = {}
    calendar = Calendar(m._store)
    counted_for = Rollup(m, calendar)
    by_party: dict[str, list[Position]] = {}
    for p in on_target(m, id):
        if p.stance not in HOLDS or p.mode == "imputed":
            continue
        answer = "yes"
        if days is not None:
            answer = calendar.within(p, days)
            if answer == "no":
                continue
        for party, sure in counted_for(p) if rollup else ((p.party, "yes"),):
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
    return ". ".join(filter(None, [head, "; ".join(told), left_out(len(imputed)).rstrip(".")])) + "."


def positions(m: Lookup, **filters: Any) -> Table:
    """Positions that match every filter; see `PositionView.__call__`."""
    selection = select(m, filters)
    extra = (["principal"] if selection.rollup else []) + (["match"] if selection.uncertain else [])

    def cells(row: Held) -> tuple[Any, ...]:
        principal = [row.party] if "principal" in extra else []
        return (*_cells(row.position), *principal, *([row.match] if "match" in extra else []))

    return Table(
        [*_COLUMNS, *extra],
        selection.rows,
        cells,
        record=lambda row: row.position,
        rules=f"Positions that match every filter, one row a statement; {selection.counted}.",
        note=lambda: selection.note,
    )
