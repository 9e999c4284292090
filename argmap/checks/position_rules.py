"""Rules on positions: a party on both sides, and one statement entered twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from argmap.checks.registry import Remark, ids, rule
from argmap.model.argument_map import ArgumentMap
from argmap.model.filters import Calendar
from argmap.model.records import HOLDS, Position

_MOST = 20  # positions on either side that are compared; more are no change of mind


@rule("warning")
def both_sides(m: ArgumentMap) -> Iterator[Remark]:
    """Parties that assert (or concede) and deny one claim; a note where dates show a change of mind."""
    sides: dict[tuple[str, str], tuple[list[Position], list[Position]]] = {}
    for p in m._store.collections["positions"].values():
        if p.mode == "imputed" or p.arguendo or p.stance not in (*HOLDS, "denies"):
            continue
        sides.setdefault((p.party, p.target), ([], []))[p.stance == "denies"].append(p)
    calendar = Calendar(m._store)
    for (party, target), (holds, denies) in sides.items():
        if not holds or not denies:
            continue
        pairs = [(a, b) for a in holds[:_MOST] for b in denies[:_MOST]]
        compared = len(pairs) == len(holds) * len(denies)
        both = f"{party} {_told(m, holds[0])} and {_told(m, denies[0])} {target}"
        same = next(((a, b) for a, b in pairs if _one_day(calendar, a, b)), None)
        if same is not None:
            both = f"{party} {_told(m, same[0])} and {_told(m, same[1])} {target}"
            yield Remark((*holds, *denies), f"{both}, on one day: check both; if it does say both, leave them")
        elif compared and all(_ordered(calendar, a, b) for a, b in pairs):
            first, last = (holds[0], denies[0]) if _before(calendar, holds[0], denies[0]) else (denies[0], holds[0])
            yield Remark(
                (*holds, *denies),
                f"{party} {_told(m, first)} and later {_told(m, last)} {target}: a change of mind, if both are right",
                "note",
            )
        else:
            yield Remark(
                (*holds, *denies),
                f"{both}, and it is not known which came first: check both, and give dates or an order (after)",
            )


@rule("note")
def repeated_position(m: ArgumentMap) -> Iterator[Remark]:
    """Positions that are equal in party, target, stance, mode, date, source and words."""
    groups: dict[Any, list[Position]] = {}
    for p in m._store.collections["positions"].values():
        words = tuple(piece.quote.exact if piece.quote else None for piece in p.evidence)
        key = (
            p.party,
            p.target,
            p.stance,
            p.value,
            p.mode,
            p.imputed_by,
            p.on_behalf_of,
            p.date,
            p.sources,
            words,
            p.coder,
        )
        groups.setdefault(key, []).append(p)
    for group in groups.values():
        if len(group) > 1:
            yield Remark(
                tuple(group),
                f"the same party, target, stance, source and words as {ids(group[1:])}: keep one, or say what "
                "tells them apart",
            )


def _told(m: ArgumentMap, p: Position) -> str:
    place = ", ".join(filter(None, [p.id, p.source, str(p.date) if p.date is not None else None]))
    return f"{p.stance} ({place})"


def _one_day(calendar: Calendar, a: Position, b: Position) -> bool:
    first, second = calendar.bounds(a), calendar.bounds(b)
    return first == second and first[0] is not None and first[0] == first[1]


def _before(calendar: Calendar, a: Position, b: Position) -> bool:
    if a.id in b.after or a.id == b.replies_to:
        return True
    latest, earliest = calendar.bounds(a)[1], calendar.bounds(b)[0]
    if any(p.date is not None and p.date.approximate for p in (a, b)):
        return False
    return latest is not None and earliest is not None and latest < earliest


def _ordered(calendar: Calendar, a: Position, b: Position) -> bool:
    return _before(calendar, a, b) or _before(calendar, b, a)
