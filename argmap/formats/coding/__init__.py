"""Coding sheets: one row a statement, of who takes which side on what, when and in which document.

They are what analysts have: a CSV or tab-separated file, a workbook, the event list of Discourse Network Analyzer. The
columns are found by their headings (`headings`), or named by the user; how stances, dates and names are read stands in
`stances`, `dating` and `registers`. Nothing is guessed: what may mean two things is a fault, with its row and column.

- A row with a person and an organization is a position of the person on behalf of the organization.
- One claim for each distinct text, one document for each distinct title, outlet, address, …; ids are made of the words.
- Columns that mean nothing to argmap are kept in the position's `data`, under their headings.

Written, a sheet has one row for each position on a claim, and what the map has beside them is lost (`LOSES`, `lost`).
A position that is imputed to a party stands under `imputed_to`, not under `party`. Texts are written as they are: one
that begins with `=`, `+`, `-` or `@` is a formula to a program that opens the CSV file. `guard=True` puts an apostrophe
before it, which does not come off when it is read again; a workbook (`.xlsx`) needs none, for its cells are texts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Unpack

from argmap.errors import ValueRefused
from argmap.formats._sheets.delimited import csv_text
from argmap.formats._sheets.workbook_writing import workbook
from argmap.formats.coding.options import DELIMITERS, Options
from argmap.formats.coding.reading import map_of
from argmap.formats.coding.writing import lost as lost
from argmap.formats.coding.writing import sheet_of
from argmap.model.argument_map import ArgumentMap

SUFFIXES = (".csv", ".tsv", ".tab")
LOSES = (
    "map.title",
    "map.data",
    "issues",
    "cases",
    "memberships",
    "arguments",
    "relations",
    "outcomes",
    *(f"parties.{name}" for name in ("kind", "aliases", "distinct_from", "data")),
    *(f"sources.{name}" for name in ("case", "path", "sha256", "reported_in", "after", "data")),
    *(
        f"claims.{name}"
        for name in ("title", "wordings", "issue", "tags", "kind", "implicit", "sketch", "lang", "data")
    ),
    *(f"positions.{name}" for name in ("after", "replies_to")),
)
BINARY = True
# What the ending of a file that is written says of it.
BY_SUFFIX = {".tsv": {"delimiter": "\t"}, ".tab": {"delimiter": "\t"}, ".xlsx": {"as_workbook": True}}


def parse(
    data: str | bytes,
    *,
    source: str = "<string>",
    open_beside: Callable[[str], bytes] | None = None,
    **options: Unpack[Options],
) -> ArgumentMap:
    """The map that a coding sheet describes; `data` is a text, or the bytes of a text or a workbook.

    Raises
    ------
    ParseError, ReadError
        With every fault, each with row and column.
    ValueRefused
        When an option is none, or says what makes no sense.
    """
    return map_of(data, source, options)


def render(
    m: ArgumentMap, *, delimiter: str = ",", as_workbook: bool = False, guard: bool = False
) -> dict[str, str | bytes]:
    """The sheet, as CSV or as a workbook.

    Raises
    ------
    ValueRefused
        When the delimiter is none.
    FormatError
        When a text is too long for a cell of a workbook, or the sheet too large.
    """
    if delimiter not in DELIMITERS:
        raise ValueRefused(f"delimiter={delimiter!r:.20}: expected a comma, a semicolon or a tab")
    written = sheet_of(m, guard=guard)
    return {"": workbook([written]) if as_workbook else csv_text(written.rows, delimiter)}
