"""A table as JSON: an object with its columns, rows, note and rule."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from argmap.table_formats.content import Content, is_number, text_of


def structured(table: Content) -> str:
    """The table as JSON; a row is an object by column."""
    rows = [{name: _value(cell) for name, cell in zip(table.columns, row, strict=True)} for row in table.rows]
    parts = {"caption": table.caption, "columns": list(table.columns), "rows": rows}
    if table.caption is None:
        del parts["caption"]
    return json.dumps({**parts, "note": table.note, "rules": table.rules}, ensure_ascii=False, indent=1) + "\n"


def _value(cell: Any) -> Any:
    if cell is None or isinstance(cell, bool):
        return cell
    if is_number(cell):
        return cell if math.isfinite(cell) else str(cell)
    if isinstance(cell, Mapping):
        return {str(key): _value(one) for key, one in cell.items()}
    if isinstance(cell, list | tuple):
        return [_value(one) for one in cell]
    return text_of(cell)
