"""Sheets as a workbook: every cell a text, no formula ever, the same bytes for the same map.

The columns have the format *text*, so that what is typed into them later stays what was typed.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from argmap.errors import FormatError
from argmap.formats._sheets.grid import letters
from argmap.formats._sheets.writing import Written

_MOST_ROWS, _MOST_COLUMNS, _LONGEST = 1_048_576, 16_384, 32_767
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}[_\r])")  # a carriage return will begin with `_`
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"

# Styles by number: 0 a text, 1 a text that is wrapped, 2 the header.
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE7EBF0"/><bgColor indexed="64"/></patternFill></fill>'
    "</fills>"
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
    '<alignment vertical="top"/></xf>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_TEXT, _WRAPPED, _HEADER = 1, 2, 3
_WIDE = 60  # characters; longer texts are wrapped


def workbook(sheets: Sequence[Written]) -> bytes:
    """The sheets as the bytes of an XLSX file.

    Raises
    ------
    FormatError
        When a text is longer, or a table larger, than a workbook can hold.
    """
    names = [written.sheet.name for written in sheets]
    numbers = range(1, len(names) + 1)
    parts = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPES}.worksheet+xml"/>' for n in numbers
        )
        + "</Types>",
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        + "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in zip(numbers, names, strict=True))
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_RELATIONS}">'
        + "".join(
            f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
        )
        + f'<Relationship Id="rId{len(names) + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": _STYLES,
    }
    for n, written in zip(numbers, sheets, strict=True):
        parts[f"xl/worksheets/sheet{n}.xml"] = _worksheet(written)
    return _zipped(parts)


def _zipped(parts: dict[str, str]) -> bytes:
    """The parts in one file, without a clock."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 0, 0
            archive.writestr(info, text.encode())
    return held.getvalue()


def _worksheet(written: Written) -> str:
    header, rows = written.rows[0], written.rows[1:]
    if len(rows) >= _MOST_ROWS or len(header) > _MOST_COLUMNS:
        what = f"{len(rows):,} rows and {len(header):,} columns"
        raise FormatError(
            f"{written.sheet.name}: {what} are more than a workbook holds: write tables (a folder of CSV)"
        )
    names = [letters(index) for index in range(len(header))]
    widths = _widths(written)
    wrapped = [_WRAPPED if width >= _WIDE else _TEXT for width in widths]
    opening = [
        (f'<c r="{name}', f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">')
        for name, style in zip(names, wrapped, strict=True)
    ]
    heads = "".join(
        f'<c r="{name}1" s="{_HEADER}" t="inlineStr"><is><t xml:space="preserve">{_xml(text)}</t></is></c>'
        for name, text in zip(names, header, strict=True)
    )
    lines = [f'<row r="1">{heads}</row>']
    for number, row in enumerate(rows, start=2):
        found = []
        for index, ((before, after), text) in enumerate(zip(opening, row, strict=True)):
            if text:
                if len(text) > _LONGEST // 2:
                    _measure(text, written, row, header[index])
                found.append(f"{before}{number}{after}{_xml(text)}</t></is></c>")
        lines.append(f'<row r="{number}">{"".join(found)}</row>')
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" style="{style}" customWidth="1"/>'
        for n, (width, style) in enumerate(zip(widths, wrapped, strict=True), start=1)
    )
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><dimension ref="A1:{names[-1]}{len(rows) + 1}"/>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft"'
        ' state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{''.join(lines)}</sheetData>{_choices(written, names)}</worksheet>"
    )


def _xml(text: str) -> str:
    """A text as XML, with what XML would alter written as spreadsheets do."""
    if "_x" in text:
        text = _ESCAPED.sub("_x005F_", text)
    if "\r" in text:
        text = text.replace("\r", "_x000D_")
    return escape(text)


def _measure(text: str, written: Written, row: Sequence[str], name: str) -> None:
    size = len(text.encode("utf-16-le")) // 2
    if size > _LONGEST:
        kind = written.sheet.kind
        what = f"{kind.__name__.lower()} {row[0]!r}" if kind else " ".join([written.sheet.name, *row[:2]])
        raise FormatError(
            f"{what}: {name}: {size:,} characters; a cell of a workbook holds at most {_LONGEST:,}: "
            "write tables (a folder of CSV files)"
        )


def _widths(written: Written) -> list[int]:
    """A width for each column, by its longest text among the first rows."""
    sample = written.rows[:200]
    return [min(_WIDE, max(8, *(len(row[index]) for row in sample)) + 2) for index in range(len(sample[0]))]


def _choices(written: Written, names: Sequence[str]) -> str:
    """Lists to choose from, for columns in which only some words may stand."""
    found = [
        f'<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="{name}2:{name}{_MOST_ROWS}">'
        f'<formula1>"{",".join(column.cell.choices)}"</formula1></dataValidation>'
        for name, column in zip(names, written.columns, strict=True)
        if column is not None and column.cell.choices
    ]
    return f'<dataValidations count="{len(found)}">{"".join(found)}</dataValidations>' if found else ""
