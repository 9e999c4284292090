"""A sheet as it was found: a header, rows of texts, and what was wrong with it, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from argmap.errors import ParseError

_MOST_CELLS = 50_000_000  # of one sheet: a wide header makes a row of every line, however short


class DateCell(str):
    """The text of a cell that the spreadsheet holds as a date, not as what was typed."""

    __slots__ = ()


@dataclass
class Grid:
    """The texts of one sheet.

    Parameters
    ----------
    name : str
        The sheet, as in `SHEETS`.
    source : str
        Where it stands, for messages: `folder/claims.csv`, `book.xlsx[claims]`.
    lettered : bool
        Whether columns are named by letters.
    header : list of str
        The first row that is not blank.
    line : int
        Where the header stands.
    rows : list of (int, list of str)
        Every other row that is not blank, with its line; as many cells as the header has.
    broken : set of int
        Lines of rows that are faulty as rows: their cells are not read.
    faults : list of ParseError
        What is wrong with the sheet itself.
    unreadable : bool
        Whether it could not be read to its end, so that what is not found in it may yet be there.
    dated : bool
        Whether some cells are dates of a spreadsheet.
    """

    name: str
    source: str
    lettered: bool = False
    header: list[str] = field(default_factory=list)
    line: int = 1
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    broken: set[int] = field(default_factory=set)
    faults: list[ParseError] = field(default_factory=list)
    unreadable: bool = False
    dated: bool = False

    def placed(self, message: str, line: int | None, index: int | None = None) -> ParseError:
        """A fault with its place; `index` is the number of the column, from 0."""
        column: int | str | None = None
        if index is not None:
            column = letters(index) if self.lettered else index + 1
        return ParseError(message, source=self.source, line=line, column=column)

    def fault(self, message: str, line: int | None, index: int | None = None, *, unreadable: bool = False) -> None:
        """Note a fault."""
        self.faults.append(self.placed(message, line, index))
        self.unreadable |= unreadable

    def fill(self, rows: Iterable[tuple[int, list[str]]]) -> None:
        """Take over rows: the first is the header, blank ones are skipped, each is made as long as the header."""
        width = 0
        for line, cells in rows:
            if not any(cells) or not "".join(cells).strip():
                continue
            if not width:
                while not cells[-1].strip():
                    cells.pop()
                self.header, self.line, width = cells, line, len(cells)
                continue
            if len(cells) < width:
                cells.extend([""] * (width - len(cells)))
            elif len(cells) > width:
                extra = next((i for i in range(width, len(cells)) if cells[i].strip()), None)
                if extra is not None:
                    self.surplus(cells[extra], line, extra)
                del cells[width:]
            self.rows.append((line, cells))
            if len(self.rows) * width > _MOST_CELLS:
                self.fault(f"more than {_MOST_CELLS:,} cells", line, unreadable=True)
                return
        if not width:
            self.fault("no header: the first row names the columns", 1, unreadable=True)

    def surplus(self, text: str, line: int, index: int) -> None:
        """Note a cell to the right of the last column."""
        self.broken.add(line)
        self.fault(f"a cell too many ({text!r:.40}): the header has {len(self.header)} columns", line, index)


def letters(index: int) -> str:
    """The letters of a spreadsheet's column, counted from 0: A, B, …, Z, AA."""
    found = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        found = chr(65 + rest) + found
    return found
