"""What courts and other authorities did; nobody's position."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from argmap.model.filters import Calendar, among, asked, keep, touching, wanted
from argmap.model.records import Outcome
from argmap.model.values import BASES, Literal
from argmap.tables import Table

if TYPE_CHECKING:
    from argmap.model.lookup import Lookup


def outcomes(
    m: Lookup,
    *,
    case: Any,
    by: Any,
    target: Any,
    effect: Any,
    status: Any,
    final: bool | None,
    source: Any,
    basis: Any,
    since: Any,
    until: Any,
    on: Any,
) -> Table:
    """Outcomes that match every filter; see `OutcomeView.__call__`."""
    days = asked(since, until, on)
    aims = None if target is None else [m.literal(one) for one in _several(target)]
    effects = wanted(effect, (), "effect")

    def bears(r: Outcome) -> bool:
        return any(
            (aims is None or _hit(one.target, aims)) and (effects is None or one.effect in effects) for one in r.effects
        )

    found = keep(
        m._store.collections["outcomes"].values(),
        [
            among(lambda r: r.case, m._ids("case", case)),
            touching(lambda r: r.by, m._ids("party", by)),
            None if aims is None and effects is None else bears,
            among(lambda r: r.status, wanted(status, (), "status")),
            None if final is None else lambda r: r.final is final,
            touching(lambda r: r.sources, m._ids("source", source)),
            among(lambda r: r.basis, wanted(basis, BASES, "basis")),
        ],
    )
    columns = ["id", "text", "by", "date", "status", "final", "effects", "source", "basis"]
    matches: dict[str, str] = {}
    if days is not None:
        calendar = Calendar(m._store)
        matches = {r.id: calendar.within(r, days) for r in found}
        found = [r for r in found if matches[r.id] != "no"]
        columns.append("match")

    def cells(r: Outcome) -> tuple[Any, ...]:
        told = tuple(f"{one.target}: {one.effect}" for one in r.effects)
        row = (r.id, r.text, r.by, r.date, r.status, r.final, told, r.sources, r.basis)
        return (*row, matches[r.id]) if matches else row

    return Table(columns, found, cells, rules="Outcomes that match every filter; an outcome is nobody's position.")


def _several(target: Any) -> Iterable[Any]:
    return (target,) if isinstance(target, str) or hasattr(target, "id") else target


def _hit(target: Literal, aims: list[Literal]) -> bool:
    return any((target.id, target.negated) == (aim.id, aim.negated) for aim in aims)
