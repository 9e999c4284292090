"""A folder of CSV files, one a kind of record: what an analyst fills in, and what a diff shows well. Lossless.

Which sheets and columns there are stands in `_sheets/sheets.py`. Several things in one cell are separated by `;`,
literals are written `x` and `~x`, the columns of free data are `note` and `data.KEY`. Files whose names begin with `.`,
`_` or `notes`, and files that are no CSV, are left alone; any other CSV file is a fault, for it may be a sheet whose
name is misspelt.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from argmap.errors import ParseError, ReadError
from argmap.formats._decoding import decoded
from argmap.formats._sheets.delimited import csv_text, grid_of
from argmap.formats._sheets.grid import Grid
from argmap.formats._sheets.plan import is_column, sheet_of
from argmap.formats._sheets.reading import map_of
from argmap.formats._sheets.sheets import SHEETS
from argmap.formats._sheets.writing import sheets_of
from argmap.model.argument_map import ArgumentMap

SUFFIXES: tuple[str, ...] = ()
LOSES: tuple[str, ...] = ()
REPLACES = tuple(f"{name}.csv" for name in SHEETS)

_OTHER_TABLES = ("tsv", "tab")


def parse(
    data: str | bytes, *, source: str = "<string>", open_beside: Callable[[str], bytes] | None = None
) -> ArgumentMap:
    """The map that the files of a folder describe; `data` is their names, one a line.

    Raises
    ------
    ReadError
        With every fault, each with file, line and column.
    """
    listing = data if isinstance(data, str) else decoded(data, source)
    found: dict[str, str] = {}
    faults: list[ParseError] = []
    for file in filter(None, listing.split("\n")):
        try:
            name = _sheet_of(file)
        except ValueError as error:
            faults.append(ParseError(str(error), source=f"{source}/{file}"))
            continue
        if name in found:
            faults.append(ParseError(f"the sheet {name} is there twice: {found[name]} and {file}", source=source))
        elif name:
            found[name] = file
    if not found and not faults:
        raise ParseError(f"no tables here: expected {', '.join(REPLACES[:3])}, … (see `argmap new`)", source=source)
    grids: list[Grid] = []
    for name, file in found.items():
        place = f"{source}/{file}"
        try:
            if open_beside is None:
                raise FileNotFoundError(file)
            text = decoded(open_beside(file), place)
        except FileNotFoundError:
            faults.append(ParseError("it is not there (any more)", source=place))
        except ParseError as error:
            faults.append(error)
        else:
            grids.append(grid_of(name, text, place, partial(is_column, sheet=SHEETS[name])))
    if faults:
        raise ReadError([*faults, *(fault for grid in grids for fault in grid.faults)])
    return map_of(grids)


def render(m: ArgumentMap) -> dict[str, str | bytes]:
    """The files of the folder: those for records are all there, `map`, `evidence` and `order` when they are needed."""
    return {f"{written.sheet.name}.csv": csv_text(written.rows) for written in sheets_of(m)}


def owns(file: str, data: bytes) -> bool:
    """Whether a file of that name is a table of a map: every column that its header names is known."""
    name = file.lower().removesuffix(".csv")
    if name not in SHEETS:
        return False
    try:
        grid = grid_of(name, decoded(data, file), file, partial(is_column, sheet=SHEETS[name]))
    except ParseError:
        return False
    return bool(grid.header) and all(is_column(header, SHEETS[name]) for header in grid.header)


def _sheet_of(file: str) -> str:
    """The sheet that a file holds; empty when it is none of ours."""
    name, _, ending = file.rpartition(".")
    if ending.lower() == "csv":
        return sheet_of(name)
    if ending.lower() in _OTHER_TABLES and name.lower() in SHEETS:
        raise ValueError(f"a table with the wrong ending: expected {name.lower()}.csv")
    return ""
