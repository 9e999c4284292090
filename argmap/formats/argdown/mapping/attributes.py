"""What stands under `argmap:` in the data of an element: the columns of its sheet, by name."""

from __future__ import annotations

from typing import Any

from argmap.errors import ArgmapError
from argmap.formats._sheets.cells import joined
from argmap.formats._sheets.columns import Sheet
from argmap.formats._sheets.free_data import write_json
from argmap.formats._sheets.grid import Grid
from argmap.formats._sheets.names import Names
from argmap.formats._sheets.plan import Plan, plan_of
from argmap.formats._sheets.rows import faults, values
from argmap.formats._sheets.sheets import SHEETS
from argmap.formats.argdown.language.faults import Faults

# What the text itself says is no attribute.
_IN_THE_TEXT = {"arguments": ("premises", "target"), "relations": ("a", "b", "kind")}


def _attributes(name: str) -> Sheet:
    sheet = SHEETS[name]
    columns = tuple(column for column in sheet.columns if column.name not in _IN_THE_TEXT.get(name, ()))
    return Sheet(name, sheet.kind, sheet.words, columns, sheet.pieces, (), sheet.data)


ATTRIBUTES = {name: _attributes(name) for name in ("claims", "arguments", "issues")}


def cell(value: Any, column: str, *, free: bool = True) -> str:
    """A YAML value as the text of a cell; `free` where the sheet has free data."""
    if (free and column in ("note", "data")) or column.startswith("data."):
        return write_json(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(not isinstance(one, list | dict) for one in value):
        return joined([cell(one, column) for one in value])
    return write_json(value)


class Attributes:
    """Reads attributes; what cannot be read becomes a fault at the element, and the rest counts."""

    def __init__(self, names: Names, faults: Faults) -> None:
        self.names, self.faults = names, faults
        self._plans: dict[tuple[str, ...], tuple[Plan, list[str]]] = {}

    def read(self, name: str, row: dict[str, Any], at: int) -> dict[str, Any]:
        """The fields that a row of attributes gives."""
        if not row:
            return {}
        key = (name, *row)
        if key not in self._plans:
            grid = Grid(name, "", header=list(row))
            made = plan_of(grid, ATTRIBUTES[name])
            self._plans[key] = made, [fault.message for fault in grid.faults]
        plan, wrong = self._plans[key]
        for message in wrong:
            self.faults.add(at, f"argmap: {message}")
        cells = [cell(value, key) for key, value in row.items()]
        for _ in range(len(cells) + 1):
            try:
                found = values(plan, cells, self.names)
                # An element that has no title needs a name in the text all the same.
                return {**found, "title": None} if row.get("title", "…") in ("", None) else found
            except ArgmapError as error:
                for index, message in faults(plan, cells, self.names, error):
                    self.faults.add(at, f"argmap: {message}")
                    if index is None or not cells[index]:
                        return {}
                    cells[index] = ""
        return {}
