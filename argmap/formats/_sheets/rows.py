"""One row of a sheet as the values of a record; when the model refuses them, what is wrong with each of its cells."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

from argmap.dates import Date
from argmap.errors import ArgmapError, ValueRefused
from argmap.formats._sheets.columns import Column
from argmap.formats._sheets.free_data import read_json
from argmap.formats._sheets.grid import DateCell
from argmap.formats._sheets.names import Names
from argmap.formats._sheets.plan import Plan
from argmap.model.frozen import frozen_data
from argmap.model.values import Evidence, Quote

# Where a fault lies that only shows when all fields of a record are seen together.
_TOGETHER = {"Position": "imputed_by", "Party": "distinct_from", "Argument": "premises"}

Fault = tuple[int | None, str]  # number of the column, message


def values(plan: Plan, cells: list[str], names: Names) -> dict[str, Any]:
    """The fields that a row gives, evidence and free data included; an error of ours when a cell cannot be read."""
    found: dict[str, Any] = {}
    for index, field, read in plan.readers:
        if text := cells[index]:
            found[field] = text if read is None else read(text, names)
    for field, at, words_at in plan.dates:
        edtf = cells[at].strip() if at is not None else ""
        words = cells[words_at].strip() if words_at is not None else ""
        if edtf or words:
            found[field] = Date(edtf or None, text=words or None)
    if (field := plan.sheet.pieces) and (pieces := read_pieces(plan, cells, names)):
        found[field] = pieces
    if plan.keys or plan.data is not None:
        data = free_data(plan, cells)
        if data:
            found["data"] = data
    return found


def free_data(plan: Plan, cells: list[str]) -> dict[str, Any]:
    """The free data of a row."""
    found = {key: read_json(cells[index]) for index, key in plan.keys if cells[index] and cells[index].strip()}
    if plan.data is not None and (text := cells[plan.data].strip()):
        whole = read_json(text)
        if not isinstance(whole, dict):
            raise ValueRefused(f'{text!r:.60}: expected a JSON object such as {{"key": "value"}}')
        if twice := next((key for key in whole if key in found), None):
            raise ValueRefused(f"the key {twice!r:.60} has a column of its own as well")
        found.update(whole)
    return found


def read_pieces(plan: Plan, cells: list[str], names: Names) -> list[Evidence]:
    """The evidence that a row gives: several pieces when it names several sources; none when its cells are empty.

    In a sheet whose rows are evidence, empty cells are a piece of which nothing is known.
    """
    given: dict[str, Any] = {}
    for index, field, read in plan.piece_readers:
        if (text := cells[index]) and (value := text if read is None else read(text, names)) not in _NOTHING:
            given[field] = value
    anchor: dict[str, Any] = {}
    for index, field, read in plan.quote_readers:
        if (text := cells[index]) and (value := text if read is None else read(text, names)) is not None:
            anchor[field] = value
    sources = given.pop("source", None)
    if anchor:
        if "exact" not in anchor:
            raise ValueRefused("there is no quote")
        if sources and len(sources) > 1:
            raise ValueRefused("several documents, one quote: name one here, and the others in the sheet evidence")
        given["quote"] = Quote(**anchor)
    if sources:
        return [Evidence(source, **given) for source in sources]
    if given:
        return [Evidence(**given)]
    return [] if plan.sheet.kind else [Evidence()]


_NOTHING: tuple[Any, ...] = (None, [])  # what a cell of blanks reads as
_QUOTE = tuple(f.name for f in dataclasses.fields(Quote))


def faults(plan: Plan, cells: list[str], names: Names, error: ArgmapError | None = None) -> Iterator[Fault]:
    """What is wrong with each cell of a row that gave an error; the error itself when each by itself is right."""
    found = [fault for read in _readers(plan, cells, names) if (fault := _tried(*read)) is not None]
    found += empty(plan, lambda column: cells[plan.named[column.name]].strip())
    if not found and error is not None:
        found.append(_together(plan, cells, names, error))
    yield from found


def empty(plan: Plan, given: Callable[[Column], Any]) -> Iterator[Fault]:
    """The columns that every row needs and that give nothing in this one."""
    for column in plan.must:
        if not given(column):
            yield plan.named[column.name], f"{column.name}: empty; every row needs it"


def date_faults(plan: Plan, cells: list[str]) -> Iterator[Fault]:
    """Cells that the spreadsheet has made dates of, though their columns hold none."""
    dated = {index for _, index, _ in plan.dates}
    for index, text in enumerate(cells):
        if isinstance(text, DateCell) and index not in dated:
            name = plan.grid.header[index].strip()
            yield (
                index,
                f"{name}: the spreadsheet has made a date of it ({text}): format the cell as text, type it again",
            )


def _readers(plan: Plan, cells: list[str], names: Names) -> Iterator[tuple[int, str, Callable[[], Any]]]:
    """For each cell that is not empty the column, its name, and a function that reads and checks the cell alone."""
    kind: Any = plan.sheet.kind
    own = converters(kind) if kind else {}
    for index, column in [*plan.fields, *plan.pieces.values()]:
        owner: Any = column.owner
        check = (converters(owner) if owner else own).get(column.fills)
        yield index, column.name, partial(_read, column, cells[index], names, check)
    for field, at, words_at in plan.dates:
        if at is not None and (text := cells[at].strip()):
            yield at, field, partial(Date, text)
        if words_at is not None and (text := cells[words_at].strip()):
            yield words_at, f"{field}_text", partial(Date, text=text)
    for index, key in plan.keys:
        yield index, plan.grid.header[index].strip(), partial(_read_key, key, cells[index])
    if plan.data is not None:
        yield plan.data, "data", partial(_read_key, "data", cells[plan.data])


def _tried(index: int, name: str, read: Callable[[], Any]) -> Fault | None:
    try:
        read()
    except ArgmapError as error:
        return index, f"{name}: {str(error).removeprefix(f'{name} ').removeprefix('data: ')}"
    return None


def _read(column: Column, text: str, names: Names, check: Callable[[Any], Any] | None) -> None:
    value = column.cell.read(text, names) if text else None
    if value is None or check is None:
        return
    if column.fills == "source" and isinstance(value, list):
        for one in value:
            check(one)
    else:
        check(value)


def _read_key(key: str, text: str) -> None:
    if text.strip():
        frozen_data({key: read_json(text)})


def _together(plan: Plan, cells: list[str], names: Names, error: ArgmapError) -> Fault:
    """The fault of a row whose cells are right one by one."""
    try:
        read_pieces(plan, cells, names)
    except ArgmapError as misfit:
        given = [
            field for field in (*_QUOTE, "source") if field in plan.pieces and cells[plan.pieces[field][0]].strip()
        ]
        field = "source" if "several" in str(misfit) else next(one for one in (*given, "source") if one != "exact")
        place, column = plan.pieces[field]
        return place, f"{column.name}: {misfit}"
    try:
        free_data(plan, cells)
    except ArgmapError as misfit:
        return plan.data, f"data: {misfit}"
    kind = plan.sheet.kind
    field = error.__dict__.get("field") or _TOGETHER.get(kind.__name__ if kind else "", "id")
    index, name = plan.column_for(field)
    bare = _BARE.sub("", str(error), count=1).removeprefix(f"{field}: ")
    return index, f"{name}: {bare.removeprefix(f'{name} ')}"


_BARE = re.compile(r"^[a-z]+ (?:'[^']*'|\"[^\"]*\"): ")


@cache
def converters(kind: Any) -> dict[str, Callable[[Any], Any] | None]:
    """The checks of a kind of record or value, by field."""
    return {f.name: f.metadata.get("convert") for f in dataclasses.fields(kind)}
