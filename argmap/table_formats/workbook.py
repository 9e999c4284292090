"""A table as a workbook (XLSX): texts are texts, never formulas; the same table gives the same bytes."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from argmap.errors import FormatError
from argmap.table_formats.content import NOTHING, Content, is_number, text_of

_LONGEST = 32_767  # UTF-16 units in a cell; openpyxl would cut the rest in silence
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_LARGEST = 1 << 53  # a workbook counts in floating point
_WIDEST = 45  # characters
_LINE, _HIGHEST = 15, 409  # points
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}[_\r])")  # a carriage return will begin with `_`
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def workbook(table: Content) -> bytes:
    """The table as the bytes of an XLSX file, its note and rule under it.

    Raises
    ------
    FormatError
        When a text is longer, or the table larger, than a workbook holds.
    """
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    count, under = len(table.heads), table.under
    if len(table.rows) + len(under) + 5 > _MOST_ROWS or count > _MOST_COLUMNS:
        raise FormatError(f"{len(table.rows):,} rows and {count:,} columns are more than a workbook holds: write CSV")
    book = Workbook()
    for style in _styles():
        book.add_named_style(style)
    sheet: Any = book.active
    sheet.title = "table"
    first = 1
    if table.caption:
        _put(sheet.cell(1, 1), table.caption, "caption", "the caption")
        first = 3
    for column, head in enumerate(table.heads, start=1):
        _put(sheet.cell(first, column), head, "heading", f"heading {column}")
    rows = table.rows or [[NOTHING, *[None] * (count - 1)]]
    widths = [_width([head, *(row[index] for row in rows)]) for index, head in enumerate(table.heads)]
    for index, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    for number, row in enumerate(rows, start=first + 1):
        for column, value in enumerate(row, start=1):
            _put(sheet.cell(number, column), value, "text", f"row {number - first}, {table.columns[column - 1]}")
        # Spreadsheets differ in whether a row grows with its text by itself, and merged cells do so in none.
        sheet.row_dimensions[number].height = _height(row, widths)
    number = first + len(rows) + 2
    for label, text in under:
        _put(sheet.cell(number, 1), f"{label}: {text}", "under", label.lower())
        if count > 1:
            sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=count)
        sheet.row_dimensions[number].height = _height([f"{label}: {text}"], [sum(widths)])
        number += 1
    sheet.freeze_panes = f"A{first + 1}"
    sheet.print_title_rows = f"{first}:{first}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    held = io.BytesIO()
    book.save(held)
    return _without_clock(held.getvalue())


def _styles() -> Iterator[Any]:
    """The styles of cells; all but numbers have the format *text*, so that what is typed there later stays a text."""
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side

    thin, thick = Side(style="hair", color="FF999999"), Side(style="medium")
    wrapped, plain = Alignment(vertical="top", wrap_text=True), Alignment(vertical="top")
    shapes = {
        "caption": (Font(name="Calibri", bold=True, size=13), plain, Border()),
        "heading": (Font(name="Calibri", bold=True, size=11), wrapped, Border(top=thick, bottom=thin)),
        "text": (Font(name="Calibri", size=11), wrapped, Border(bottom=thin)),
        "number": (Font(name="Calibri", size=11), wrapped, Border(bottom=thin)),
        "under": (Font(name="Calibri", size=11), wrapped, Border()),
    }
    for name, (font, alignment, border) in shapes.items():
        shape = "General" if name == "number" else "@"
        yield NamedStyle(f"table {name}", font=font, alignment=alignment, border=border, number_format=shape)


def _put(cell: Any, value: Any, style: str, place: str) -> None:
    if is_number(value) and math.isfinite(value) and abs(value) <= _LARGEST:
        cell.value, style = value, "number"
    elif text := text_of(value):
        if len(text) > _LONGEST // 2 and len(text.encode("utf-16-le")) // 2 > _LONGEST:
            raise FormatError(
                f"{place}: {len(text):,} characters; a cell of a workbook holds at most {_LONGEST:,}: write CSV"
            )
        cell.value = _kept(text)
        cell.data_type = "s"  # openpyxl takes `=…` for a formula and `#N/A` for an error
    cell.style = f"table {style}"


def _kept(text: str) -> str:
    """A text with what spreadsheets or XML would alter written as spreadsheets write it."""
    return _ESCAPE.sub("_x005F_", text).replace("\r", "_x000D_")


def _width(values: list[Any]) -> float:
    """The width of a column: its longest line, or less when most of its texts are long."""
    longest = max(len(line) for value in values for line in text_of(value).split("\n"))
    return min(_WIDEST, longest + 2)


def _height(row: list[Any], widths: list[float]) -> float:
    """How high a row is whose texts wrap."""
    lines = (
        sum(1 + int(len(line) * 1.15 / width) for line in text_of(value).split("\n"))
        for value, width in zip(row, widths, strict=True)
    )
    return min(_HIGHEST, _LINE * max(lines))


def _without_clock(data: bytes) -> bytes:
    """The same workbook with fixed times, in the archive and in its properties."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z", part)
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            new.writestr(info, part)
    return held.getvalue()
