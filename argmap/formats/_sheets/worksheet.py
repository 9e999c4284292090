"""The cells of a worksheet as they were typed: texts stay texts, a number is its digits, a date its ISO form.

Not by openpyxl: it drops `x005F_` from texts and leaves `_x000D_` in them, so that a quote would not survive, and takes
a hundred microseconds a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from argmap.formats._sheets.date_cells import BUILT_IN, Undated, date_text, shown
from argmap.formats._sheets.grid import DateCell, Grid
from argmap.formats._sheets.package import Handler

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_COLUMN = re.compile("[A-Z]{1,3}")
_CORNER = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_MIDNIGHT = re.compile(r"T00:00:00(?:\.0+)?Z?$")
_FIX = "format the cell as text, type it again"


class Strings(Handler):
    """The part `sharedStrings`: texts that cells name by number."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._found: list[str] = []
        self._open = self._phonetic = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if tag == "si":
            self._found = []
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "t":
            self._open = not self._phonetic

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == "si":
            self.texts.append(unescaped("".join(self._found)))
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "t":
            self._open = False

    def text(self, characters: str) -> None:
        """Characters within an element."""
        if self._open:
            self._found.append(characters)


class Styles(Handler):
    """The part `styles`: what the format of each style shows of a date."""

    def __init__(self) -> None:
        self.shown: list[frozenset[str]] = []
        self._codes: dict[int, str] = dict(BUILT_IN)
        self._within = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if tag == "numFmt":
            self._codes[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif tag in ("cellXfs", "cellStyleXfs"):
            self._within = tag
        elif tag == "xf" and self._within == "cellXfs":
            self.shown.append(shown(self._codes.get(int(attributes.get("numFmtId", "0")), "")))

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == self._within:
            self._within = ""


class Cells(Handler):
    """The part of one worksheet; what cannot be taken as it stands becomes a fault of the grid."""

    def __init__(self, grid: Grid, strings: Sequence[str], styles: Sequence[frozenset[str]], since_1904: bool) -> None:
        self.grid, self.strings, self.styles, self.since_1904 = grid, strings, styles, since_1904
        self._rows: list[tuple[int, dict[int, str]]] = []
        self._line = 0
        self._row: dict[int, str] = {}
        self._index = -1
        self._cell: dict[str, str] = {}  # its attributes
        self._found: list[str] = []
        self._open = self._phonetic = self._formula = False
        self._columns: dict[str, int] = {}
        self._faults: list[tuple[int, int, str]] = []

    def fill(self) -> None:
        """Give the rows to the grid, and what was wrong with cells, with the names of their columns."""
        self.grid.fill(self._listed())
        header = self.grid.header
        for line, index, message in self._faults:
            name = header[index].strip() if index < len(header) and line != self.grid.line else ""
            self.grid.fault(f"{name}: {message}" if name else message, line, index)

    def _listed(self) -> Iterator[tuple[int, list[str]]]:
        """The rows as lists; after the header none is longer than it, however far out a cell may stand."""
        for line, row in self._rows:
            width = len(self.grid.header) or max(row) + 1
            if max(row) >= width:
                far = [index for index in sorted(row) if index >= width and row[index].strip()]
                if far:
                    self.grid.surplus(row[far[0]], line, far[0])
            yield line, [row.get(index, "") for index in range(width)]

    def as_found(self) -> tuple[list[tuple[int, dict[int, str]]], list[tuple[int, int, str]]]:
        """The rows, each with its number and its cells by column; and what was wrong: row, column, message."""
        return self._rows, self._faults

    @property
    def empty(self) -> bool:
        """Whether no cell holds anything."""
        return not any(text.strip() for _, row in self._rows for text in row.values())

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if tag == "c":
            self._cell = attributes
            self._found = []
            self._formula = False
        elif tag == "v" or tag == "t":
            self._open = not self._phonetic
        elif tag == "row":
            self._line = int(attributes.get("r", self._line + 1))
            self._row, self._index = {}, -1
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "f":
            self._formula = True
        elif tag == "mergeCell":
            self._merged(attributes.get("ref", ""))

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == "v" or tag == "t":
            self._open = False
        elif tag == "c":
            self._take()
        elif tag == "row":
            if self._row:
                self._rows.append((self._line, self._row))
        elif tag == "rPh":
            self._phonetic = False

    def text(self, characters: str) -> None:
        """Characters within an element."""
        if self._open:
            self._found.append(characters)

    def _place(self, reference: str) -> int:
        """The number of a cell's column."""
        column = reference.rstrip("0123456789")
        found = self._columns.get(column)
        if found is None:
            if not _COLUMN.fullmatch(column):
                raise ValueError(f"{reference!r:.20} is no cell")
            found = self._columns[column] = _number_of(column)
        return found

    def _take(self) -> None:
        """A cell is complete."""
        cell, found = self._cell, "".join(self._found)
        reference = cell.get("r")
        index = self._index = self._index + 1 if reference is None else self._place(reference)
        kind = cell.get("t", "n")
        if self._formula:
            self._fault("a formula: argmap computes nothing; copy the cell, and paste the value")
        elif not found:
            return
        elif index in self._row:
            self._fault("a cell that stands there twice")
        elif kind == "s":
            number = int(found)
            if not 0 <= number < len(self.strings):
                raise ValueError(f"no shared string {number}")
            self._row[index] = self.strings[number]
        elif kind == "inlineStr" or kind == "str":
            self._row[index] = unescaped(found)
        elif kind == "b":
            self._row[index] = "TRUE" if found.strip() in ("1", "true") else "FALSE"
        elif kind == "e":
            self._fault(f"the cell shows the error {found:.20}")
        elif kind == "d":
            self._row[index] = DateCell(_MIDNIGHT.sub("", found))
            self.grid.dated = True
        else:
            self._number(found)

    def _number(self, found: str) -> None:
        style = int(self._cell.get("s", 0))
        parts = self.styles[style] if style < len(self.styles) else frozenset()
        if not parts:
            self._row[self._index] = _digits(found)
            return
        try:
            self._row[self._index] = DateCell(date_text(float(found), parts, since_1904=self.since_1904))
            self.grid.dated = True
        except Undated as error:
            self._fault(f"the spreadsheet has made {error} of what was typed: {_FIX}")

    def _fault(self, message: str) -> None:
        self._faults.append((self._line, self._index, message))
        self.grid.broken.add(self._line)
        # Something stands there, so that the row is not taken for a blank one.
        self._row[self._index] = "?"

    def _merged(self, reference: str) -> None:
        match = _CORNER.match(reference)
        line, index = (int(match[2]), self._place(match[1])) if match else (1, 0)
        self._faults.append((line, index, f"merged cells ({reference:.20}): unmerge them, and fill in each"))
        self.grid.broken.add(line)


def unescaped(text: str) -> str:
    """A text with `_x000D_` and the like resolved, as spreadsheets write characters that XML would alter."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _digits(found: str) -> str:
    """A number as it was typed, as far as the file tells."""
    if found.isdigit() and found.isascii():
        return found
    value = float(found)
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError(f"{found!r:.20} is no number")
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _number_of(column: str) -> int:
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return number - 1
