"""A table as CSV (RFC 4180), for spreadsheets and programs."""

from __future__ import annotations

import csv
import io

from argmap.table_formats.content import Content, is_number, text_of

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the beginning of a formula
BYTE_ORDER_MARK = "\ufeff"


def delimited(table: Content, *, rules: bool, guard: bool) -> str:
    """The table as CSV; with `rules` its note and rule stand under it, after an empty line."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")

    def cell(value: object) -> object:
        if is_number(value):
            return value
        text = text_of(value)
        return f"'{text}" if guard and text.startswith(_FORMULA) else text

    writer.writerow([cell(name) for name in table.columns])
    writer.writerows([cell(value) for value in row] for row in table.rows)
    if rules and table.under:
        held.write("\n")
        writer.writerows([f"{label}: {text_of(text)}"] for label, text in table.under)
    return held.getvalue()
