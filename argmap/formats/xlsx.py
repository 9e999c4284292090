"""One workbook with the sheets that `tables` has as files. Lossless; every cell is a text, and none a formula.

Sheets whose names begin with `_` or `notes` are left alone, as are empty ones; any other name is a fault, for it may be
a sheet that is misspelt. Hidden rows are rows. A workbook with none of these sheets is a coding sheet, and is read as
one (see `coding`), as is one that is read with options for a coding sheet.
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import Unpack

from argmap.errors import ParseError, ReadError
from argmap.formats import coding
from argmap.formats._sheets.plan import sheet_of
from argmap.formats._sheets.reading import map_of
from argmap.formats._sheets.sheets import SHEETS
from argmap.formats._sheets.workbook_reading import grids_of
from argmap.formats._sheets.workbook_writing import workbook
from argmap.formats._sheets.writing import sheets_of
from argmap.formats.coding.options import Options
from argmap.model.argument_map import ArgumentMap

SUFFIXES = (".xlsx",)
LOSES: tuple[str, ...] = ()
BINARY = True

_MISSPELT = 0.85  # how like the name of a sheet of ours a title is that seems to be misspelt


def parse(
    data: str | bytes,
    *,
    source: str = "<string>",
    open_beside: Callable[[str], bytes] | None = None,
    **options: Unpack[Options],
) -> ArgumentMap:
    """The map that a workbook describes.

    Raises
    ------
    ParseError
        When it is no workbook, or one that argmap does not open: with macros, with a password, too large.
    ReadError
        With every fault in its cells, each with sheet, row and column.
    """
    if isinstance(data, str):
        raise ParseError("a workbook is bytes, not a text", source=source)
    if options:
        return coding.parse(data, source=source, **options)
    grids, faults = grids_of(data, source, sheet_of)
    if faults and not grids and not any(_seems_misspelt(fault.source) for fault in faults):
        return coding.parse(data, source=source)
    if faults:
        raise ReadError([*faults, *(fault for grid in grids for fault in grid.faults)])
    if not grids:
        raise ParseError("no sheet of a map here: expected claims, arguments, positions, …", source=source)
    return map_of(grids)


def render(m: ArgumentMap) -> dict[str, str | bytes]:
    """The workbook.

    Raises
    ------
    FormatError
        When a text is too long for a cell, or a table for a sheet.
    """
    return {"": workbook(sheets_of(m))}


def _seems_misspelt(place: str) -> bool:
    title = place.rpartition("[")[2].removesuffix("]").strip().lower()
    return bool(get_close_matches(title, SHEETS, n=1, cutoff=_MISSPELT))
