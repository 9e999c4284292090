"""Parties, sources, positions: the sheets that the front matter holds under `argmap:`, or names there as tables."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from functools import partial
from typing import Any

from argmap.errors import ArgmapError, ParseError, ReadError
from argmap.formats._decoding import decoded
from argmap.formats._sheets.delimited import grid_of
from argmap.formats._sheets.grid import Grid
from argmap.formats._sheets.plan import is_column, sheet_of
from argmap.formats._sheets.sheets import SHEETS
from argmap.formats._sheets.workbook_reading import grids_of
from argmap.formats.argdown.language.faults import Faults
from argmap.formats.argdown.mapping.attributes import cell
from argmap.model.text import did_you_mean

Place = Callable[[tuple[str | int, ...]], int]  # path in the front matter -> offset in the text

_PLAIN = {"parties": "name", "sources": "title", "cases": "title", "issues": "title", "claims": "text"}


class _Rows(Grid):
    """A sheet that stands in the front matter: its rows have a line there, but no columns."""

    def placed(self, message: str, line: int | None, index: int | None = None) -> ParseError:
        return ParseError(message, source=self.source, line=line)


class Sheets:
    """Finds the sheets; what is wrong with them becomes a fault."""

    def __init__(self, faults: Faults, source: str, place: Place, open_beside: Callable[[str], bytes] | None) -> None:
        self.faults, self.source, self.place, self.open_beside = faults, source, place, open_beside
        self.grids: dict[str, Grid] = {}

    def find(self, told: Any) -> None:
        """Every sheet that the value under `argmap:` holds or names."""
        if told is None:
            return
        if not isinstance(told, dict):
            self.faults.add(self.place(("argmap",)), "argmap: expected sheets such as parties, or tables", _FIX)
            return
        for key, value in told.items():
            path = ("argmap", key)
            if key == "tables":
                self._tables(value)
            elif key in SHEETS and key != "map":
                self._rows(key, value, path)
            elif key != "data":
                names = ["tables", "data", *(name for name in SHEETS if name != "map")]
                hint = did_you_mean(key, names) or f": there are {', '.join(names)}"
                self.faults.add(self.place(path), f"argmap: unknown key {key!r:.60}{hint}")

    def _add(self, grid: Grid, at: int) -> None:
        if not grid.rows and not grid.faults and grid.name in self.grids:
            return  # an empty sheet of a workbook tells nothing
        known = self.grids.get(grid.name)
        if known is not None and (known.rows or known.faults):
            self.faults.add(at, f"argmap: the sheet {grid.name} is there twice; the first counts")
            return
        self.grids[grid.name] = grid

    # -- in the front matter -------------------------------------------------------------------------------------------

    def _rows(self, name: str, value: Any, path: tuple[str | int, ...]) -> None:
        listed: list[tuple[tuple[str | int, ...], Any]]
        if value is None:
            return
        if isinstance(value, dict):
            listed = [((*path, id), self._named(name, id, row)) for id, row in value.items()]
        elif isinstance(value, list):
            listed = [((*path, number), row) for number, row in enumerate(value)]
        else:
            self.faults.add(self.place(path), f"argmap: {name}: expected a list of rows, or rows by id", _FIX)
            return
        rows = []
        for where, row in listed:
            if isinstance(row, dict):
                rows.append((where, row))
            else:
                self.faults.add(self.place(where), f"argmap: {name}: expected a row such as {{id: x}}; left out")
        header = list(dict.fromkeys(key for _, row in rows for key in row))
        header = self._known(name, header, path)
        first = self.faults.place(self.place(path))
        grid = _Rows(name, first[0], header=header, line=first[1])
        for where, row in rows:
            line = self.faults.place(self.place(where))[1]
            grid.rows.append(
                (line, [cell(row[key], key, free=SHEETS[name].data) if key in row else "" for key in header])
            )
        if header:
            self._add(grid, self.place(path))

    def _named(self, name: str, id: str, row: Any) -> Any:
        """A row that stands by its id; a text alone is what its sheet mostly tells."""
        if row is None:
            return {"id": id}
        if isinstance(row, str) and name in _PLAIN:
            return {"id": id, _PLAIN[name]: row}
        return {"id": id, **row} if isinstance(row, dict) else row

    def _known(self, name: str, header: list[str], path: tuple[str | int, ...]) -> list[str]:
        """The columns that the sheet has; the others are told of and left out."""
        sheet = SHEETS[name]
        found = []
        for key in header:
            if is_column(key, sheet):
                found.append(key)
                continue
            hint = did_you_mean(key, sheet.names) or f": there are {', '.join(sheet.names)}"
            own = f" (of your own: data.{key:.40})" if sheet.data else ""
            self.faults.add(self.place(path), f"argmap: {name}: unknown column {key!r:.60}{hint}{own}; left out")
        return found

    # -- beside the text -----------------------------------------------------------------------------------------------

    def _tables(self, value: Any) -> None:
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            self.faults.add(self.place(("argmap", "tables")), "argmap: tables: expected names of files", _FIX)
            return
        for number, name in enumerate(names):
            path = ("argmap", "tables") if isinstance(value, str) else ("argmap", "tables", number)
            try:
                for grid in self._table(name):
                    self._add(grid, self.place(path))
            except ReadError as error:
                for fault in error.errors:
                    self.faults.add(self.place(path), f"argmap: {fault}")
            except ArgmapError as error:
                self.faults.add(self.place(path), f"argmap: {error}")
            except ValueError as error:
                self.faults.add(self.place(path), f"argmap: tables: {name!r:.60}: {error}")
            except FileNotFoundError:
                self.faults.add(self.place(path), f"argmap: tables: {name!r:.60}: no such file beside this one")

    def _table(self, name: str) -> list[Grid]:
        if self.open_beside is None:
            raise FileNotFoundError(name)
        stem, _, ending = posixpath.basename(name.replace("\\", "/")).rpartition(".")
        if ending.lower() not in ("csv", "xlsx"):
            raise ValueError("expected a .csv or .xlsx file")
        place = posixpath.join(posixpath.dirname(self.source.replace("\\", "/")), name)
        if ending.lower() == "xlsx":
            grids, faults = grids_of(self.open_beside(name), place, sheet_of)
            if faults:
                raise ReadError(faults)
            return grids
        sheet = sheet_of(stem)
        if not sheet:
            raise ValueError("not the name of a sheet")
        text = decoded(self.open_beside(name), place)
        return [grid_of(sheet, text, place, partial(is_column, sheet=SHEETS[sheet]))]


_FIX = "argmap: {tables: [positions.csv], parties: {ada: Ada}}"
