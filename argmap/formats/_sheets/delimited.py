"""CSV by RFC 4180, read strictly: a quotation mark out of place is a fault, never a guess.

The csv module of the standard library takes such marks as text, does not say in which line a row began, and its limit
for the length of a cell holds for all of a program; so it only cuts up rows that were found to be right and short.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from argmap.formats._sheets.grid import Grid

_DELIMITERS = (",", ";", "\t")
_SPECIAL = {sign: re.compile(f'["{sign}\r\n]') for sign in _DELIMITERS}
_QUOTED = r'"[^"]*+(?:""[^"]*+)*+"'
_CELL = {
    sign: re.compile(rf'({_QUOTED})(?=[{sign}\r\n]|\Z)|([^"{sign}\r\n]*+)(?=[{sign}\r\n]|\Z)') for sign in _DELIMITERS
}
# A whole row on one line. What it matches, the csv module cuts up, several times as fast.
_ROW = {
    sign: re.compile(rf'(?:{_QUOTED}|[^"{sign}\r\n]*+)(?:{sign}(?:{_QUOTED}|[^"{sign}\r\n]*+))*+')
    for sign in _DELIMITERS
}
_LONGEST_LINE = 131_072  # the csv module refuses longer cells


def grid_of(name: str, text: str, source: str, is_known: Callable[[str], bool]) -> Grid:
    """The sheet that a text holds.

    Parameters
    ----------
    is_known : callable
        Whether a text is the name of a column; the delimiter is the one that makes most of them.
    """
    grid = Grid(name, source)
    text = text.removeprefix("\ufeff")
    if (nul := text.find("\0")) >= 0:
        grid.fault("a NUL character: this is no text in UTF-8", text.count("\n", 0, nul) + 1, unreadable=True)
        return grid
    grid.fill(rows_of(text, _delimiter(text, is_known), grid))
    return grid


def csv_text(rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    r"""Rows as CSV: quotation marks where they are needed, lines that end in `\n`."""
    special = _SPECIAL[delimiter].search
    return "".join(
        [
            delimiter.join([f'"{cell.replace(_QUOTE, _TWO)}"' if special(cell) else cell for cell in row]) + "\n"
            for row in rows
        ]
    )


_QUOTE, _TWO = '"', '""'


def _delimiter(text: str, is_known: Callable[[str], bool]) -> str:
    """The delimiter that gives most names of columns in the first row that is not blank."""

    def count(sign: str) -> int:
        scratch = Grid("", "")
        header = next((cells for _, cells in rows_of(text, sign, scratch) if "".join(cells).strip()), [])
        return sum(map(is_known, header))

    return max(_DELIMITERS, key=count)


def rows_of(text: str, delimiter: str, grid: Grid) -> Iterator[tuple[int, list[str]]]:
    """The rows of a text, each with the line in which it begins; a fault of quoting ends them."""
    at, line, size = 0, 1, len(text)
    while at < size:
        end = text.find("\n", at)
        if end < 0:
            end = size
        chunk = text[at:end].removesuffix("\r")
        if "\r" not in chunk:
            found = None
            if '"' not in chunk:
                found = chunk.split(delimiter)
            elif len(chunk) <= _LONGEST_LINE and _ROW[delimiter].fullmatch(chunk):
                found = next(csv.reader((chunk,), delimiter=delimiter))
            if found is not None:
                yield line, found
                at, line = end + 1, line + 1
                continue
        cells: list[str] = []
        start = at
        while True:
            match = _CELL[delimiter].match(text, at)
            if match is None:
                grid.fault(_misquoted(text, at, delimiter), line, len(cells), unreadable=True)
                return
            quoted, plain = match.groups()
            cells.append(plain if quoted is None else quoted[1:-1].replace('""', '"'))
            at = match.end()
            if text[at : at + 1] != delimiter:
                break
            at += 1
        at += 2 if text.startswith("\r\n", at) else 1
        yield line, cells
        line += _line_ends(text, start, at)


def _line_ends(text: str, start: int, end: int) -> int:
    r"""How many lines end there, be it in `\n`, `\r\n` or `\r`."""
    return text.count("\n", start, end) + text.count("\r", start, end) - text.count("\r\n", start, end)


def _misquoted(text: str, at: int, delimiter: str) -> str:
    if text[at] != '"':
        return 'a quotation mark within a cell: put the whole cell in quotation marks and double those within ("")'
    closing = re.compile(_QUOTED).match(text, at)
    if closing is None:
        return "a quotation mark that is never closed"
    rest = re.compile(rf"[^{delimiter}\r\n]*").match(text, closing.end())
    found = rest[0] if rest else ""
    return f'text after the closing quotation mark ({found!r:.40}): double the marks within the cell ("")'
