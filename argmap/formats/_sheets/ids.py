"""The ids of all rows: those that are given, and for the others a number or the first words of what they say."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.formats._sheets.plan import Plan
from argmap.model.references import COLLECTIONS, SPACE_OF
from argmap.model.text import slug

_LETTERS = {"memberships": "m", "arguments": "a", "relations": "r", "positions": "p", "outcomes": "o"}

Ids = dict[str, list[str | None]]


def ids_of(plans: dict[str, Plan]) -> Ids:
    """For each sheet of records the id of each of its rows; None where there is nothing to make one of."""
    found: Ids = {}
    taken: dict[str, dict[str, str]] = {}  # space -> id -> where it stands
    for name in COLLECTIONS:
        if name in plans:
            found[name] = _given(plans[name], taken.setdefault(SPACE_OF[name], {}))
    for name, ids in found.items():
        if None in ids:
            used = taken[SPACE_OF[name]]
            made = _numbered(name, used) if name in _LETTERS else None
            rows = plans[name].grid.rows
            for number, id in enumerate(ids):
                if id is None:
                    ids[number] = next(made) if made else _worded(plans[name], *rows[number], used)
    return found


def _given(plan: Plan, taken: dict[str, str]) -> list[str | None]:
    """The ids that stand in a sheet; one that is taken is a fault."""
    at = plan.index("id")
    if at is None:
        return [None] * len(plan.grid.rows)
    ids: list[str | None] = []
    for line, cells in plan.grid.rows:
        id = cells[at].strip() or None
        ids.append(id)
        if id is None:
            continue
        place = f"{plan.grid.source}:{line}"
        if taken.setdefault(id, place) is not place:
            plan.grid.fault(f"id: {id!r:.60} is taken, by {taken[id]}", line, at)
    return ids


def _numbered(name: str, taken: dict[str, str]) -> Iterator[str]:
    """a1, a2, …, those that are taken left out."""
    number = 0
    while True:
        number += 1
        if (id := f"{_LETTERS[name]}{number}") not in taken:
            taken[id] = ""
            yield id


def _worded(plan: Plan, line: int, cells: list[str], taken: dict[str, str]) -> str | None:
    """An id made of the words of a row."""
    sheet = plan.sheet
    texts = (cells[at] for name in sheet.slug if (at := plan.index(name)) is not None)
    stem = next((made for text in texts if (made := slug(text))), "")
    if not stem:
        if line not in plan.grid.broken:
            words = " or ".join(sheet.slug)
            plan.grid.fault(f"id: empty, and no {words} to make one of", line, plan.index("id") or 0)
        return None
    id, number = stem, 1
    while id in taken:
        number += 1
        id = f"{stem}-{number}"
    taken[id] = f"{plan.grid.source}:{line}"
    return id
