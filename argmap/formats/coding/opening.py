"""A coding sheet as rows of texts, whatever file it is: which delimiter, which row is the header, which sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from argmap.characters import forbidden_in
from argmap.errors import ParseError
from argmap.formats._sheets.delimited import rows_of
from argmap.formats._sheets.grid import Grid, letters
from argmap.formats._sheets.workbook_reading import Workbook
from argmap.formats.coding.decoding import SUSPECT, text_of
from argmap.formats.coding.headings import recognised
from argmap.formats.coding.options import DELIMITERS, Settings
from argmap.model.text import did_you_mean

_MOST_CELLS = 50_000_000  # of one sheet, as in a table of a map
_SAMPLE = 1 << 16  # characters by which the delimiter is found
_HEAD = 30  # rows among which a header is looked for

Row = tuple[int, int, list[str]]  # line in the file, number of the row, cells


@dataclass
class Sheet:
    """A coding sheet as it was found.

    Parameters
    ----------
    source : str
        Where it stands, for messages: `sheet.csv`, `book.xlsx[Sheet1]`.
    lettered : bool
        Whether columns are named by letters.
    header : list of str
        The headings.
    line : int
        Where the header stands.
    rows : list
        Every row below it that is not blank, with as many cells as the header.
    broken : dict
        What is wrong with single cells as cells: column (None: the row) and message, by number of the row.
    notes : list of ParseError
        What a reader should know.
    clean : bool
        Whether every character in it may stand in a map.
    suspect : bool
        Whether there may be mojibake in it.
    dated : bool
        Whether some cells are dates of a spreadsheet.
    head : list
        The first rows, for a message.
    """

    source: str
    lettered: bool = False
    header: list[str] = field(default_factory=list)
    line: int = 1
    rows: list[Row] = field(default_factory=list)
    broken: dict[int, list[tuple[int | None, str]]] = field(default_factory=dict)
    notes: list[ParseError] = field(default_factory=list)
    clean: bool = True
    suspect: bool = True
    dated: bool = False
    head: list[Row] = field(default_factory=list)

    def placed(
        self, message: str, line: int | None, index: int | None = None, number: int | None = None, fix: str = ""
    ) -> ParseError:
        """A fault with its place; `number` is that of the row, where it is not the line of the file."""
        column: int | str | None = None
        if index is not None:
            column = letters(index) if self.lettered else index + 1
        if number is not None and number != line:
            message = f"row {number}: {message}"
        return ParseError(message, source=self.source, line=line, column=column, fix=fix)

    def name_of(self, index: int | None) -> str:
        """The heading of a column, for a message."""
        bare = "" if index is None else " ".join(self.header[index].split())
        return f"{bare:.60}: " if bare else ""


def opened(data: str | bytes, source: str, settings: Settings) -> Sheet:
    """The sheet in a file.

    Raises
    ------
    ParseError
        When it cannot be read as a table: no text, no workbook, nothing in it, a quotation mark that is never closed.
    """
    if isinstance(data, bytes) and data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _of_workbook(data, source, settings)
    if settings.sheet is not None:
        raise ParseError(f"no workbook, and so no sheet {settings.sheet!r:.60}", source=source)
    sheet = Sheet(source)
    if isinstance(data, bytes):
        text, note = text_of(data, source, settings.encoding)
        if note is not None:
            sheet.notes.append(sheet.placed(note, None))
    else:
        text = data
    if (nul := text.find("\0")) >= 0:
        raise sheet.placed(
            "a NUL character: no text, or one in another encoding (encoding='utf-16')", text.count("\n", 0, nul) + 1
        )
    sheet.clean = forbidden_in(text) is None
    sheet.suspect = SUSPECT.search(text) is not None
    sign = settings.delimiter or _delimiter(text, settings)
    _fill(sheet, _numbered(_cut(text, sign, sheet, settings)), settings)
    return sheet


# -- text --------------------------------------------------------------------------------------------------------------


def _delimiter(text: str, settings: Settings) -> str:
    """The delimiter that makes a header of some row, and as many cells of each row as of the others."""
    sample = text[:_SAMPLE]
    if len(sample) < len(text) and "\n" in sample:
        sample = sample[: sample.rindex("\n")]

    def score(sign: str) -> tuple[int, float, int]:
        found = _raw(sample, sign) if sign == "\t" else rows_of(sample, sign, Grid("", ""))
        rows = [cells for _, cells in islice(found, _HEAD)]
        heads = rows[settings.header - 1 : settings.header] if settings.header else rows
        best = max((recognised(cells, settings) for cells in heads), default=0)
        widths = [len(cells) for cells in rows if "".join(cells).strip()]
        usual = max(widths, key=widths.count, default=0)
        return best, widths.count(usual) / len(widths) if usual > 1 else 0.0, usual

    return max(DELIMITERS, key=score)


def _cut(text: str, sign: str, sheet: Sheet, settings: Settings) -> Iterator[tuple[int, list[str]]]:
    """The rows of a text, each with its line."""
    if settings.quoting == "none" or (settings.quoting is None and sign == "\t" and _unquoted(text)):
        yield from _raw(text, sign)
        return
    grid = Grid("", sheet.source)
    yield from rows_of(text, sign, grid)
    if grid.faults:
        fault = grid.faults[0]
        raise ParseError(
            fault.message,
            source=sheet.source,
            line=fault.line,
            column=fault.column,
            fix="or read quotation marks as characters like others: quoting='none'",
        )


def _raw(text: str, sign: str) -> Iterator[tuple[int, list[str]]]:
    """Rows of a text in which quotation marks are characters like others."""
    for line, row in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        yield line, row.split(sign)


def _unquoted(text: str) -> bool:
    """Whether the cells of a text with tabs are written as they are, quotation marks and all.

    They are when some cell that begins with a mark does not end with one, or has single marks within, while all rows
    have as many cells as the first: then the marks enclose nothing. Programs for spreadsheets enclose in them.
    """
    if '"' not in text:
        return False
    widths, loose = set(), False
    for _, cells in _raw(text, "\t"):
        if not any(cells):
            continue
        widths.add(len(cells))
        for cell in cells:
            if '"' in cell and not loose:
                inner = cell[1:-1].replace('""', "")
                loose = not (len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inner)
    return loose and len(widths) == 1


def _numbered(rows: Iterable[tuple[int, list[str]]]) -> Iterator[Row]:
    for number, (line, cells) in enumerate(rows, start=1):
        yield line, number, cells


# -- workbooks ---------------------------------------------------------------------------------------------------------


def _of_workbook(data: bytes, source: str, settings: Settings) -> Sheet:
    book = Workbook(data, source)
    if settings.sheet is not None:
        wanted = " ".join(settings.sheet.casefold().split())
        numbers = [n for n, title in enumerate(book.titles) if " ".join(title.casefold().split()) == wanted]
        if not numbers:
            near = did_you_mean(settings.sheet, book.titles) or f": there are {', '.join(map(repr, book.titles))}"
            raise ParseError(f"no sheet {settings.sheet!r:.60}{near}", source=source)
    else:
        numbers = list(range(len(book.titles)))
    filled = []
    for number in numbers:
        cells = book.cells(number, Grid("", source, lettered=True))
        if not cells.empty:
            filled.append((number, cells))
    if not filled:
        raise ParseError("nothing in it: no sheet has a cell that is not blank", source=source)
    number, cells = filled[0]
    sheet = Sheet(f"{source}[{book.titles[number]}]", lettered=True)
    if others := [book.titles[number] for number, _ in filled[1:]]:
        listed = ", ".join(f"{title!r:.40}" for title in others[:8])
        sheet.notes.append(ParseError(f"not read: the sheets {listed} (sheet='…' picks one)", source=sheet.source))
    found, faults = cells.as_found()
    sheet.dated = cells.grid.dated
    sheet.clean = all(forbidden_in(text) is None for _, row in found for text in row.values())
    _fill(sheet, _listed(found), settings)
    blanked: dict[int, set[int]] = {}
    for line, index, message in faults:
        if line > sheet.line and index < len(sheet.header):
            sheet.broken.setdefault(line, []).append((index, message))
            if not message.startswith("merged"):
                blanked.setdefault(line, set()).add(index)
        elif line == sheet.line:
            raise sheet.placed(message, line, index)
    for line, _, texts in sheet.rows if blanked else ():
        for index in blanked.get(line, ()):
            texts[index] = ""  # what stands there only stands for a cell that cannot be taken
    return sheet


def _listed(found: list[tuple[int, dict[int, str]]]) -> Iterator[Row]:
    """Rows of a worksheet as lists, none longer than its last cell that is not blank."""
    for line, row in found:
        width = max((index for index, text in row.items() if text.strip()), default=-1) + 1
        yield line, line, [row.get(index, "") for index in range(width)]


# -- both --------------------------------------------------------------------------------------------------------------


def _fill(sheet: Sheet, rows: Iterator[Row], settings: Settings) -> None:
    """Take over the header, and every row below it that is not blank, as long as the header."""
    for line, number, cells in rows:
        blank = not "".join(cells).strip()
        if len(sheet.head) < _HEAD and not blank:
            sheet.head.append((line, number, cells))
        if not sheet.header:
            if blank if settings.header is None else number < settings.header:
                continue
            if blank or number != (settings.header or number):
                break
            sheet.header, sheet.line = cells, line
            continue
        if blank:
            continue
        _add(sheet, line, number, cells)
    if not sheet.header:
        what = "an empty file" if not sheet.head else f"nothing in row {settings.header}"
        raise sheet.placed(f"{what}: expected a row with the headings", settings.header if sheet.head else None)


def _add(sheet: Sheet, line: int, number: int, cells: list[str]) -> None:
    width = len(sheet.header)
    if len(cells) < width:
        cells = cells + [""] * (width - len(cells))
    elif len(cells) > width:
        extra = next((at for at in range(width, len(cells)) if cells[at].strip()), None)
        if extra is not None:
            message = f"a cell too many ({cells[extra]!r:.40}): the header has {width} columns"
            sheet.broken.setdefault(number, []).append((None, message))
        cells = cells[:width]
    sheet.rows.append((line, number, cells))
    if len(sheet.rows) * width > _MOST_CELLS:
        raise sheet.placed(f"more than {_MOST_CELLS:,} cells", line)


def looks_like_header(sheet: Sheet, settings: Settings) -> str:
    """Which rows look like a header, where the one that was taken does not; empty when none does."""
    own = recognised(sheet.header, settings)
    found = [
        (number, cells)
        for line, number, cells in sheet.head
        if line != sheet.line and recognised(cells, settings) > max(own, 1)
    ]
    if not found:
        return ""
    told = "; ".join(f"row {number} ({_some(cells)})" for number, cells in found[:3])
    return f"{told} looks like a header: say header={found[0][0]}"


def _some(cells: Sequence[str]) -> str:
    filled = [f"{cell.strip()!r:.30}" for cell in cells if cell.strip()]
    return ", ".join(filled[:4]) + (", …" if len(filled) > 4 else "")
