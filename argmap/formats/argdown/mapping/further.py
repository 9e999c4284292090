"""Rows of sheets beside a text that tell more of its own claims, arguments and issues.

A row belongs to an element of the text when both give the same id: the text by a title that can be an id, or by
`{argmap: {id: …}}`. What only the row tells is added; what both tell must agree, else the text counts and it is told.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from argmap.errors import ArgmapError, ParseError
from argmap.formats._sheets.columns import Sheet
from argmap.formats._sheets.grid import Grid
from argmap.formats._sheets.names import Names
from argmap.formats._sheets.plan import Plan, plan_of
from argmap.formats._sheets.rows import faults, values
from argmap.formats._sheets.sheets import SHEETS

TOLD = ("issues", "claims", "arguments")


def _loose(sheet: Sheet) -> Sheet:
    """The sheet with no column that every row must fill: the text may fill it."""
    columns = tuple(dataclasses.replace(one, rank="more") if one.rank == "must" else one for one in sheet.columns)
    return Sheet(sheet.name, sheet.kind, sheet.words, columns, sheet.pieces, (), sheet.data)


_SHEETS = {name: _loose(SHEETS[name]) for name in TOLD}


class Further:
    """The rows that tell more, by the ids of the elements that they tell of.

    Parameters
    ----------
    grids : dict of Grid
        All sheets; rows that tell more of an element are taken out of them, and a sheet without other rows as well.
    told : dict
        The ids that the text gives, by the collection of what they are given to.
    """

    def __init__(self, grids: dict[str, Grid], told: dict[str, set[str]]) -> None:
        self._plans: list[Plan] = []
        self._rows: dict[tuple[str, str], tuple[Plan, int, list[str]]] = {}
        for name in TOLD:
            if name in grids and told.get(name):
                self._take(grids, name, told[name])

    def _take(self, grids: dict[str, Grid], name: str, told: set[str]) -> None:
        grid = grids[name]
        header = [text.strip().lower() for text in grid.header]
        if "id" not in header:
            return
        at = header.index("id")
        rows = [(line, cells) for line, cells in grid.rows if cells[at].strip() in told]
        if not rows:
            return
        rest = [row for row in grid.rows if row[1][at].strip() not in told]
        # Faults of the sheet itself are told once: with the rows that stay, if there are any.
        taken = dataclasses.replace(grid, rows=rows, faults=[] if rest else list(grid.faults))
        plan = plan_of(taken, _SHEETS[name])
        if rest:
            taken.faults.clear()
            grids[name] = dataclasses.replace(grid, rows=rest)
        else:
            del grids[name]
        self._plans.append(plan)
        for line, cells in rows:
            id = cells[at].strip()
            if (name, id) in self._rows:
                taken.fault(f"id: {id!r:.60} is taken, by {taken.source}:{self._rows[name, id][1]}", line, at)
            else:
                self._rows[name, id] = plan, line, cells

    def __bool__(self) -> bool:
        return bool(self._rows)

    def add(self, name: str, kind: Any, fields: dict[str, Any], names: Names) -> None:
        """Put what a row tells of an element into its fields."""
        row = self._rows.get((name, fields["id"]))
        if row is None:
            return
        plan, line, cells = row
        if line in plan.grid.broken or plan.grid.unreadable:
            return
        try:
            found = values(plan, cells, names)
            found.pop("id", None)
            by = found.pop("by", ())
            # Made once as both tell it, so that values are compared as the model holds them.
            own, other = kind(**_without_by(fields)), kind(**{**_without_by(fields), **found})
        except ArgmapError as error:
            for index, message in dict.fromkeys(faults(plan, cells, names, error)):
                plan.grid.fault(message, line, index)
            return
        for field, value in found.items():
            if field == "data":
                fields["data"] = self._data(plan, line, dict(fields.get("data") or {}), value)
            elif field not in fields or not getattr(own, field):
                fields[field] = value
            elif getattr(own, field) != getattr(other, field):
                at, column = plan.column_for(field)
                plan.grid.fault(f"{column}: the text tells {fields['id']!r:.60} otherwise; the text counts", line, at)
        if by:
            fields["by"] = tuple(dict.fromkeys((*fields.get("by", ()), *by)))

    def _data(self, plan: Plan, line: int, own: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
        for key, value in more.items():
            if own.setdefault(key, value) != value:
                at, _ = plan.column_for("data")
                plan.grid.fault(f"data: the text tells {key!r:.60} otherwise; the text counts", line, at)
        return own

    def faults(self) -> list[ParseError]:
        """What is wrong with these rows, in the order of the sheets."""
        return [fault for plan in self._plans for fault in plan.grid.faults]


def _without_by(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name != "by"}
