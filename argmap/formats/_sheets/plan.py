"""Which column of a sheet as found fills which field: the header matched against the table of columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from argmap.formats._sheets.cells import DATE, DATE_TEXT, TEXT
from argmap.formats._sheets.columns import Column, Sheet
from argmap.formats._sheets.grid import Grid
from argmap.formats._sheets.names import Names
from argmap.formats._sheets.sheets import SHEETS
from argmap.model.text import did_you_mean
from argmap.model.values import Evidence, Quote

_SUGGESTIONS = 20  # a header of a thousand unknown columns is no header of ours

Reader = Callable[[str, Names], Any]


@dataclass
class Plan:
    """A sheet, and for each thing that its rows tell the number of the column that tells it.

    Parameters
    ----------
    fields : list of (int, Column)
        Columns that fill a field of the record by themselves.
    dates : list of (str, int or None, int or None)
        Fields with a date, and the columns of the date and of its words.
    pieces : dict
        Columns of evidence, by the field that they fill.
    keys : list of (int, str)
        Columns of free data, with their keys.
    data : int or None
        The column that holds free data as one JSON object.
    named : dict
        Columns by name.
    must : list of Column
        Those that every row fills.
    """

    sheet: Sheet
    grid: Grid
    fields: list[tuple[int, Column]] = field(default_factory=list)
    dates: list[tuple[str, int | None, int | None]] = field(default_factory=list)
    pieces: dict[str, tuple[int, Column]] = field(default_factory=dict)
    keys: list[tuple[int, str]] = field(default_factory=list)
    data: int | None = None
    named: dict[str, int] = field(default_factory=dict)
    must: list[Column] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.needed = [column.fills for column in self.must]
        # What is read for every row: number of the column, field, and how it is read (None: as it stands).
        self.readers: list[tuple[int, str, Reader | None]] = []
        self.quote_readers: list[tuple[int, str, Reader | None]] = []
        self.piece_readers: list[tuple[int, str, Reader | None]] = []

    def index(self, name: str) -> int | None:
        """Number of the column of that name."""
        return self.named.get(name)

    def column_for(self, field: str) -> tuple[int | None, str]:
        """Number and name of the column that fills a field, for a message; the first column where there is none."""
        for column in self.sheet.columns:
            if column.fills == field and column.owner is None and column.name in self.named:
                return self.named[column.name], column.name
        if field == "data":
            index = self.data if self.data is not None else self.keys[0][0] if self.keys else 0
            return index, self.grid.header[index].strip()
        return self.named.get("id", 0), field


def plan_of(grid: Grid, sheet: Sheet | None = None) -> Plan:
    """Match a header, of `sheet` or of that with the grid's name; what is wrong with it becomes a fault of the grid."""
    sheet = sheet or SHEETS[grid.name]
    plan = Plan(sheet, grid, must=[column for column in sheet.columns if column.rank == "must"])
    dates: dict[str, list[int | None]] = {}
    for index, text in enumerate(grid.header):
        name = header_name(text, sheet)
        if name is None:
            _unknown(plan, index, text)
            continue
        if name in plan.named:
            grid.fault(f"{name}: the column stands there twice", grid.line, index, unreadable=True)
            continue
        plan.named[name] = index
        column = sheet.by_name.get(name)
        if name == "note" and sheet.data:
            plan.keys.append((index, "note"))
        elif name == "data":
            plan.data = index
        elif column is None:
            plan.keys.append((index, name.removeprefix("data.")))
        elif column.owner in (Evidence, Quote):
            plan.pieces[column.fills] = (index, column)
        elif column.cell is DATE or column.cell is DATE_TEXT:
            dates.setdefault(column.fills, [None, None])[0 if column.cell is DATE else 1] = index
        else:
            plan.fields.append((index, column))
    plan.readers = [_reader(index, column) for index, column in plan.fields]
    for index, column in plan.pieces.values():
        (plan.quote_readers if column.owner is Quote else plan.piece_readers).append(_reader(index, column))
    plan.dates = [(name, found[0], found[1]) for name, found in dates.items()]
    if not grid.unreadable:
        _missing(plan)
    return plan


def _reader(index: int, column: Column) -> tuple[int, str, Reader | None]:
    return index, column.fills, None if column.cell is TEXT else column.cell.read


def is_column(text: str, sheet: Sheet) -> bool:
    """Whether a text is the header of a column of this sheet."""
    return header_name(text, sheet) is not None


def header_name(text: str, sheet: Sheet) -> str | None:
    """The name of a column as the table has it, or `data.KEY`; None when it is no column of this sheet."""
    bare = text.strip()
    if sheet.data and bare[:5].lower() == "data." and bare[5:].strip():
        # A note has one column, under either name.
        return f"data.{key}" if (key := bare[5:].strip()) != "note" else "note"
    name = "_".join(bare.lower().split())
    return name if name in sheet.by_name or (sheet.data and name in ("note", "data")) else None


def _unknown(plan: Plan, index: int, text: str) -> None:
    grid = plan.grid
    if text.strip():
        name = text.strip()
        few = len(grid.faults) < _SUGGESTIONS
        nearest = did_you_mean("_".join(name.lower().split()), plan.sheet.names) if few else ""
        hint = nearest or f": there are {', '.join(plan.sheet.names)}"
        own = f" (a column of your own is named data.{name:.40})" if plan.sheet.data else ""
        grid.fault(f"unknown column {name!r:.60}{hint}{own}", grid.line, index, unreadable=True)
        return
    for line, cells in grid.rows:
        if cells[index].strip():
            grid.fault(f"a cell without a column name above it ({cells[index]!r:.40})", line, index)
            return


def _missing(plan: Plan) -> None:
    sheet, grid = plan.sheet, plan.grid
    for column in plan.must:
        if column.name not in plan.named:
            grid.fault(f"the column {column.name!r} is missing", grid.line, unreadable=True)
    if sheet.slug and "id" not in plan.named and not any(name in plan.named for name in sheet.slug):
        grid.fault(f"the column 'id' is missing (or {' or '.join(sheet.slug)})", grid.line, unreadable=True)


def sheet_of(title: str) -> str:
    """The sheet that a title stands for; empty where it is none of ours.

    Raises
    ------
    ValueError
        When it is neither ours nor marked as none of ours: it may be misspelt.
    """
    name = title.strip().lower()
    if name.startswith((".", "_", "~", "notes")):
        return ""
    if name not in SHEETS:
        hint = did_you_mean(name, SHEETS) or f": there are {', '.join(SHEETS)}"
        raise ValueError(f"no sheet of a map{hint} (a name that begins with _ or notes is left alone)")
    return name
