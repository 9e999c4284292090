"""The answer to a question: a small table that prints well and states its rule."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, overload

from argmap.errors import UnknownIdError
from argmap.table_formats.writing import Writing

_WIDTH = 40
_CONTROL = re.compile("[\x7f-\x9f]")  # a text may have them; a terminal would obey


class Row:
    """One row of a table: its cells by name, and behind them the record that it shows.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> pier = m.add_claim("Build the pier.", id="pier")
    >>> _ = m.add_party("Ada", id="ada")
    >>> _ = m.add_position("ada", pier, "denies", hedge="perhaps")
    >>> row = m.stances(pier)[0]
    >>> row.party, row["stance"], row.hedge
    ('ada', 'denies', 'perhaps')
    >>> row.record.id
    'p1'
    """

    __slots__ = ("_cells", "record")

    def __init__(self, cells: dict[str, Any], record: Any = None) -> None:
        self._cells = cells
        self.record = record

    def __getitem__(self, column: str) -> Any:
        try:
            return self._cells[column]
        except KeyError:
            raise UnknownIdError(f"no column {column!r}: there are {', '.join(self._cells)}") from None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self._cells[name]
        except KeyError:
            if self.record is not None and hasattr(self.record, name):
                return getattr(self.record, name)
            raise AttributeError(f"no column {name!r}: there are {', '.join(self._cells)}") from None

    def __dir__(self) -> list[str]:
        return [*self._cells, "record", *(name for name in dir(self.record) if not name.startswith("_"))]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Row):
            return NotImplemented
        return self._cells == other._cells

    __hash__ = None  # type: ignore[assignment]  # cells may hold lists

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{name}={value!r}' for name, value in self._cells.items())})"

    def as_dict(self) -> dict[str, Any]:
        """The cells of this row, by column."""
        return dict(self._cells)


class Table(Writing, Sequence[Row]):
    """A short list of rows with named columns.

    It is a sequence of `Row`; it prints as text, shows as HTML in a notebook, and `to_pandas()` gives a DataFrame.
    `to_markdown`, `to_latex`, `to_html`, `to_csv`, `to_xlsx` and `to_json` write it, with its rule under it.
    `rules` is the sentence that says what was counted, `note` what a reader must know of this answer.

    Parameters
    ----------
    columns : sequence of str
        Names of the columns, in order.
    items : sequence
        One for each row.
    cells : callable
        Gives the cells of an item, as many as there are columns. Called when a row is first looked at.
    rules : str
        What is counted, as a sentence for a methods section.
    note : str or callable, optional
        What the reader must know of this answer, or a function that says it.
    record : callable, optional
        Gives the record behind an item; the item itself when it is left out.
    width : int, optional
        Where `print` cuts the cells; `None` for tables whose cells are sentences.
    caption : str, optional
        What stands above the table when it is written.
    heads : mapping, optional
        Headings for the columns whose names will not do when the table is written.

    Examples
    --------
    >>> table = am.Table(["party", "claims"], [("ada", 2), ("bo", 11)], lambda pair: pair, rules="Counts claims.")
    >>> print(table)
    party  claims
    -----  ------
    ada         2
    bo         11
    >>> table[1].claims, len(table), table.column("party")
    (11, 2, ['ada', 'bo'])
    """

    __slots__ = (
        *("_caption", "_cells", "_heads", "_items", "_note", "_record", "_rows", "_width"),
        *("columns", "rules"),
    )

    def __init__(
        self,
        columns: Sequence[str],
        items: Sequence[Any],
        cells: Callable[[Any], Sequence[Any]],
        *,
        rules: str,
        note: str | Callable[[], str] = "",
        record: Callable[[Any], Any] = lambda item: item,
        width: int | None = _WIDTH,
        caption: str | None = None,
        heads: Mapping[str, str] | None = None,
    ) -> None:
        self.columns = tuple(columns)
        self._width = width
        self._items = items
        self._record = record
        self.rules = rules
        self._cells = cells
        self._note = note
        self._rows: list[Row] | None = None
        self._caption = caption
        self._heads = dict(heads or {})

    @property
    def note(self) -> str:
        """What the reader must know of this answer; empty when there is nothing to say."""
        return self._note if isinstance(self._note, str) else self._note()

    @property
    def records(self) -> list[Any]:
        """What the rows stand for, in their order."""
        return [self._record(item) for item in self._items]

    @property
    def rows(self) -> list[Row]:
        """The rows, as a list."""
        return list(self._made())

    def _made(self) -> list[Row]:
        if self._rows is None:
            self._rows = [
                Row(dict(zip(self.columns, self._cells(item), strict=True)), self._record(item)) for item in self._items
            ]
        return self._rows

    def _records_by_column(self) -> Iterator[Mapping[str, Any]]:
        return (row._cells for row in self._made())

    def _settings(self) -> tuple[str | None, Mapping[str, str]]:
        return self._caption, self._heads

    def column(self, name: str) -> list[Any]:
        """The cells of one column, as a list."""
        if name not in self.columns:
            raise UnknownIdError(f"no column {name!r}: there are {', '.join(self.columns)}")
        return [row[name] for row in self._made()]

    def to_pandas(self) -> Any:
        """The table as a `pandas.DataFrame`; its `attrs` hold the rules and the note.

        Examples
        --------
        >>> table = am.Table(["party"], [("ada",)], lambda pair: pair, rules="All.")
        >>> table.to_pandas().attrs["rules"]
        'All.'
        """
        import pandas

        frame = pandas.DataFrame([row.as_dict() for row in self._made()], columns=list(self.columns))
        frame.attrs.update(rules=self.rules, note=self.note)
        return frame

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        return self._made()[index]

    def __iter__(self) -> Iterator[Row]:
        return iter(self._made())

    def __repr__(self) -> str:
        return self.to_text(self._width)

    def to_text(self, width: int | None = _WIDTH) -> str:
        """The table as plain text, cells cut at `width` characters (`None`: not cut).

        Examples
        --------
        >>> table = am.Table(["claim"], [("a rather long text",)], lambda pair: pair, rules="All.")
        >>> print(table.to_text(width=9))
        claim
        ---------
        a rather…
        """
        grid = [[_shown(row[name], width) for name in self.columns] for row in self._made()]
        lines = [] if grid else ["(nothing)"]
        if grid:
            kinds = [{type(row[name]) for row in self._made()} - {type(None)} for name in self.columns]
            numeric = [bool(found) and all(issubclass(kind, int | float) for kind in found) for found in kinds]
            widths = [max(len(name), *(len(line[i]) for line in grid)) for i, name in enumerate(self.columns)]
            for line in [list(self.columns), ["-" * size for size in widths], *grid]:
                cells = (
                    cell.rjust(size) if number else cell.ljust(size)
                    for cell, size, number in zip(line, widths, numeric, strict=True)
                )
                lines.append("  ".join(cells).rstrip())
        if note := self.note:
            lines.append(note)
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(_shown(row[name], None))}</td>" for name in self.columns) + "</tr>"
            for row in self._made()
        )
        foot = " ".join(part for part in (self.note, self.rules) if part)
        return (
            f"<table class='argmap'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
            f"<p><small>{html.escape(foot)}</small></p>"
        )


def _shown(value: Any, width: int | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        text = ", ".join(str(part) for part in value)
    else:
        text = str(value)
    text = _CONTROL.sub("\ufffd", " ".join(text.split()))
    return text if width is None or len(text) <= width else text[: width - 1] + "…"
