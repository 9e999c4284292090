"""An empty set of tables, with a README made of the same table of columns that the reader goes by."""

from __future__ import annotations

from collections.abc import Iterable

from argmap.formats._sheets.columns import Column, Sheet
from argmap.formats._sheets.delimited import csv_text
from argmap.formats._sheets.examples import EXAMPLES
from argmap.formats._sheets.sheets import SHEETS

# Sheets that are made when they are needed; the README says when.
_LATER = ("evidence", "order")

_HEAD = """\
# The tables of this map

Each file is a table: the first row names the columns, every other row is one record. Fill in what you know and leave
the rest empty. Columns that you don't need may go, those marked *extra* may come, and their order is yours; every row
must fill those marked *needed*. `argmap show .` in this folder reads the tables and lists every fault with its file,
row and column.

- **An id** is a short name without blanks. Other tables name a record by it; a party also by its name or an alias.
- **Several things in one cell** are separated by `;`. In free texts (aliases, tags, wordings) a semicolon of the text
  itself is written `\\;` and a backslash `\\\\`.
- **`~x`** is *not x*: in premises, targets, relations and effects. `x (supposed)` is a premise taken for the sake of
  argument only; `x (assumption)` and `x (exception)` are Carneades's kinds of premise.
- **A date** is written as far as it is known: `2018`, `2018-03`, `2018-03-07`, `2016~` (about), `2016/2018` (some time
  within), `../2018` (not later). What the source says in words (`this week`) goes into the column beside it.
- **Nothing is guessed.** An empty cell means that it is not known, or the usual value where one is named below.
- **Your own columns** are named `data.` and a word, as `data.tier`; remarks have the column `note`. Their cells hold
  text; what is written as JSON (`3`, `true`, `["a", "b"]`) is read as such. A column `data` holds several at once, as
  `{"tier": 3}`.
- Files whose names begin with `_` or `notes`, and files that are no `.csv`, are left alone.

The files are CSV in UTF-8, with commas (semicolons or tabs are read as well). Spreadsheet programs like to make a date
of their own out of `2018-03` when they open a CSV file: import the columns as text, or work in a workbook, whose cells
stay as they are typed: `argmap convert . map.xlsx`.
"""


def empty_set() -> dict[str, str]:
    """The files of an empty set: headers with every column that is not rare, and `README.md`."""
    files = {
        f"{name}.csv": csv_text([[column.name for column in _shown(sheet)] + (["note"] if sheet.data else [])])
        for name, sheet in SHEETS.items()
        if name not in _LATER
    }
    return {**files, "README.md": _readme()}


def _shown(sheet: Sheet) -> list[Column]:
    return [column for column in sheet.columns if column.rank != "rare"]


def _readme() -> str:
    evidence = {column.name: column for column in SHEETS["evidence"].columns if column.owner is not None}
    parts = [_HEAD, f"## The columns of evidence\n\n{_EVIDENCE}\n", _listed(evidence.values())]
    for name, sheet in SHEETS.items():
        later = " Make this file when you need it." if name in _LATER else ""
        parts.append(f"## {name}.csv\n\n{sheet.words}{later}\n")
        own = [column for column in sheet.columns if column.owner is None or column.name not in evidence]
        parts.append(_listed(own) + ("- the columns of evidence\n" if sheet.pieces else ""))
        parts.append(f"```csv\n{EXAMPLES[name]}```\n")
    return "\n".join(parts)


def _listed(columns: Iterable[Column]) -> str:
    return "".join(f"- `{column.name}`{_mark(column)}: {column.words}\n" for column in columns)


_EVIDENCE = """\
They say where something was read. A source by itself will do; so will the coder's `inferred` by itself. Two documents
that say the same stand in one cell, `minutes; letter`; further quotes go into evidence.csv."""


def _mark(column: Column) -> str:
    if column.rank == "must":
        return " (needed)"
    return " (extra)" if column.rank == "rare" else ""
