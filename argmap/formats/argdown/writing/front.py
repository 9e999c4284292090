"""The front matter: title and data of the map, and under `argmap:` the sheets for which Argdown has no word."""

from __future__ import annotations

from typing import Any

from argmap.formats._sheets import cells
from argmap.formats._sheets.columns import Column
from argmap.formats._sheets.free_data import read_json
from argmap.formats._sheets.writing import Written, sheets_of
from argmap.formats.argdown.language.data import flow
from argmap.model.argument_map import ArgumentMap

# Settings by which a file could steer a program that reads it; as data of the map they stand where none looks.
_STEERING = frozenset(
    {"input", "process", "inputPath", "outputPath", "rootPath", "config", "plugins", "argmap", "title"}
)
_LISTS = (cells.TEXTS, cells.PARTIES)

Row = dict[str, Any]


class Rows:
    """The rows of all sheets, by the id of the record where it has one."""

    def __init__(self, m: ArgumentMap) -> None:
        self.sheets = {written.sheet.name: written for written in sheets_of(m)}

    def of(self, name: str) -> list[Row]:
        """The rows of a sheet; what is empty is left out."""
        written = self.sheets.get(name)
        return [] if written is None else list(_rows(written))

    def by_id(self, name: str) -> dict[str, Row]:
        """The rows of a sheet by the id of the record, without what is free data."""
        found = {}
        for row in self.of(name):
            found[row["id"]] = {key: value for key, value in row.items() if key != "id" and not _is_data(key)}
        return found


def _is_data(key: str) -> bool:
    return key in ("note", "data") or key.startswith("data.")


def _rows(written: Written) -> list[Row]:
    header, *rows = written.rows
    return [
        {name: _value(text, column) for name, column, text in zip(header, written.columns, row, strict=True) if text}
        for row in rows
    ]


def _value(text: str, column: Column | None) -> Any:
    """A cell as a value of YAML, from which the same cell is made."""
    if column is None:
        return read_json(text)
    if column.cell is cells.FLAG or column.cell is cells.THREE_VALUED:
        return text == "yes"
    if column.cell in _LISTS:
        parts = cells.texts(text)
        return parts if len(parts) > 1 or "\\" in text else text
    if column.cell is cells.REFERENCES and ";" in text and "\\" not in text:
        return [part.strip() for part in text.split(";")]
    if column.cell is cells.OFFSET:
        return int(text)
    return text


def front_matter(m: ArgumentMap, sheets: dict[str, list[Row]]) -> str:
    """The front matter with its fences; empty when there is nothing to say."""
    lines = []
    if m.title is not None:
        lines.append(f"title: {flow(m.title)}")
    data = m.data.to_json()
    # What is no text is no title of the map; it stays where it was found.
    plain = {"title"} if m.title is None and not isinstance(data.get("title"), str) else set()
    aside = {key: value for key, value in data.items() if key in _STEERING - plain}
    for key, value in data.items():
        if key not in aside:
            lines += _entry(flow({key: 0})[1:-4], value)
    inner = []
    if aside:
        inner.append(f"  data: {flow(aside)}")
    for name, rows in sheets.items():
        if rows:
            inner.append(f"  {name}:")
            inner += [f"    - {flow(row)}" for row in rows]
    if inner:
        lines += ["argmap:", *inner]
    return "\n".join(["===", *lines, "===", "", ""]) if lines else ""


def _entry(key: str, value: Any) -> list[str]:
    """A key of the map's data: mappings of settings on lines of their own, as people write them."""
    if isinstance(value, dict) and value and all(not isinstance(one, dict) for one in value.values()):
        return [f"{key}:", *(f"    {flow({name: one})[1:-1]}" for name, one in value.items())]
    return [f"{key}: {flow(value)}"]
