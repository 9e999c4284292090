"""What a sheet and a column are. A column fills one field of a record, or of a piece of its evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from argmap.formats._sheets import cells
from argmap.formats._sheets.cells import Cell
from argmap.model.values import BASES, Evidence, Quote


@dataclass(frozen=True)
class Column:
    """One column of a sheet.

    Parameters
    ----------
    name : str
        What stands in the header.
    cell : Cell
        How its cells are read and written.
    words : str
        What it holds, in plain words.
    field : str
        The field that it fills; the name where it is left out.
    owner : type, optional
        The kind of value that has the field, where it is not the record itself.
    rank : {'must', 'main', 'more', 'rare'}
        A row without a `must` is a fault; it and a `main` column are written even when they are empty; a `rare` one is
        not in the empty set.
    """

    name: str
    cell: Cell
    words: str
    field: str = ""
    owner: type[Any] | None = None
    rank: str = "more"

    @property
    def fills(self) -> str:
        """The field that it fills."""
        return self.field or self.name

    @property
    def always(self) -> bool:
        """Whether it is written even when nothing stands in it."""
        return self.rank in ("must", "main")


@dataclass(frozen=True)
class Sheet:
    """One table.

    Parameters
    ----------
    name : str
        Name of the sheet, and of the file before `.csv`.
    kind : type or None
        The kind of record in a row; None for the map itself and for what is told of other records.
    words : str
        What it holds, in plain words.
    columns : tuple of Column
        In the order in which they are written.
    pieces : str
        The field that the columns of evidence fill.
    slug : tuple of str
        The columns whose words make an id where none is given.
    data : bool
        Whether it has `note` and other free data.
    """

    name: str
    kind: type[Any] | None
    words: str
    columns: tuple[Column, ...]
    pieces: str = ""
    slug: tuple[str, ...] = ()
    data: bool = True
    by_name: dict[str, Column] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        self.by_name.update((column.name, column) for column in self.columns)

    @property
    def names(self) -> list[str]:
        """Names of all columns, those of free data included."""
        return [*self.by_name, *(["note", "data"] if self.data else [])]


def must(name: str, cell: Cell, words: str) -> Column:
    """A column that every row fills."""
    return Column(name, cell, words, rank="must")


def main(name: str, cell: Cell, words: str) -> Column:
    """A column that is always there."""
    return Column(name, cell, words, rank="main")


def more(name: str, cell: Cell, words: str) -> Column:
    """A column that is written when something stands in it."""
    return Column(name, cell, words)


def rare(name: str, cell: Cell, words: str) -> Column:
    """A column that few maps need."""
    return Column(name, cell, words, rank="rare")


def date(name: str, words: str, *, rank: str = "more") -> tuple[Column, Column]:
    """A date, and the words in which the source gives it."""
    return (
        Column(name, cells.DATE, words, rank=rank),
        Column(f"{name}_text", cells.DATE_TEXT, "the same in the words of the source: `this week`", name, rank=rank),
    )


def evidence(
    name: str = "source", words: str = "the document in which it was read; several with `;`"
) -> dict[str, Column]:
    """The columns of evidence, by the field that they fill; `name` is that of the source."""
    basis = cells.choice(BASES, unwritten="explicit")
    inferred = "`inferred`: the coder reads it out of the source; empty: the source says it"
    found = [
        Column(name, cells.REFERENCES, words, "source", Evidence),
        Column("locator", cells.WORDS, "page, line or paragraph", owner=Evidence),
        Column("quote", cells.TEXT, "the exact words, never altered", "exact", Quote),
        Column("via", cells.HOPS, "how it came there, from the speaker outwards: `letter > gazette`", owner=Evidence),
        Column("basis", basis, inferred, owner=Evidence),
        Column("prefix", cells.TEXT, "the text just before the quote, to tell it from its twins", "", Quote, "rare"),
        Column("suffix", cells.TEXT, "the text just after the quote", "", Quote, "rare"),
        Column("start", cells.OFFSET, "where the quote begins in the text, in characters from 0", "", Quote, "rare"),
        Column("end", cells.OFFSET, "where it ends, that place excluded", "", Quote, "rare"),
    ]
    return {column.fills: column for column in found}


ANCHOR = ("prefix", "suffix", "start", "end")


def some(columns: dict[str, Column], names: Iterable[str]) -> tuple[Column, ...]:
    """Those of the columns that fill these fields, in this order."""
    return tuple(columns[name] for name in names)
