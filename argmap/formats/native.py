"""argmap's own JSON (`.argmap.json`): lossless, one record a line, so that a diff shows what changed.

The shape is published as a JSON Schema in `native.schema.json` beside this file. A literal is written as in the
tables: `"x"`, `"~x"`, `"~x (supposed)"`. What has its default value is left out.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from functools import cache
from typing import Any, NoReturn

from argmap.dates import Date
from argmap.errors import ArgmapError, MapError, ParseError, ReadError
from argmap.formats._places import place_of
from argmap.model.argument_map import ArgumentMap
from argmap.model.frozen import FrozenData
from argmap.model.references import COLLECTIONS
from argmap.model.text import did_you_mean
from argmap.model.values import Effect, Evidence, Hop, Literal, Predecessor, Quote, Role

SUFFIXES = (".argmap.json",)
LOSES: tuple[str, ...] = ()

VERSION = 1

_VALUES: dict[str, type[Any]] = {
    "evidence": Evidence,
    "reported_in": Evidence,
    "quote": Quote,
    "via": Hop,
    "roles": Role,
    "effects": Effect,
}
_LITERALS = {("Argument", "premises"), ("Argument", "target"), ("Relation", "a"), ("Relation", "b"), ("Effect", "target")}


def render(m: ArgumentMap) -> dict[str, str | bytes]:
    """The map as JSON text, one record a line."""
    parts = [f'"argmap": {VERSION}']
    if m.title is not None:
        parts.append(f'"title": {_dump(m.title)}')
    if m.data:
        parts.append(f'"data": {_dump(m.data.to_json())}')
    for name in COLLECTIONS:
        if records := m._store.collections[name].values():
            lines = ",\n".join(f"  {_dump(_plain(record))}" for record in records)
            parts.append(f'"{name}": [\n{lines}\n]')
    return {"": "{" + ",\n".join(parts) + "}\n"}


def parse(
    data: str | bytes, *, source: str = "<string>", open_beside: Callable[[str], bytes] | None = None
) -> ArgumentMap:
    """The map that a JSON text holds.

    Raises
    ------
    ParseError
        When it is no JSON, with line and column.
    ReadError
        With every fault in its records.
    """
    text = data if isinstance(data, str) else data.decode("utf-8")
    top = _loaded(text, source)
    if not isinstance(top, dict) or "argmap" not in top:
        raise ParseError('no argmap file: expected an object with "argmap": 1', source=source, line=1, column=1)
    if top["argmap"] != VERSION or isinstance(top["argmap"], bool):
        raise ParseError(
            f'"argmap": {top["argmap"]!r:.20} is a version that this argmap does not read (it reads {VERSION})',
            source=source,
            **place_of(text, ["argmap"]),
        )
    faults: list[ParseError] = []

    def fault(path: list[str | int], message: str) -> None:
        faults.append(ParseError(message, source=source, **place_of(text, path)))

    m = ArgumentMap()
    try:
        m = ArgumentMap(top.get("title"), data=top.get("data") or {})
    except ArgmapError as error:
        fault(["data" if str(error).startswith("data") else "title"], str(error))
    records: list[Any] = []
    places: dict[int, list[str | int]] = {}
    for key, value in top.items():
        if key in ("argmap", "title", "data", "$schema"):
            continue
        if key not in COLLECTIONS:
            fault([key], f"unknown key {key!r}{did_you_mean(key, [*COLLECTIONS, 'title', 'data'])}")
            continue
        if not isinstance(value, list):
            fault([key], f"{key}: expected a list of records")
            continue
        for number, item in enumerate(value):
            path: list[str | int] = [key, number]
            try:
                record = _built(COLLECTIONS[key], item)
            except _Misfit as misfit:
                fault([*path, *misfit.path], f"{key}[{number}]: {misfit}")
            except ArgmapError as error:
                fault(path, f"{key}[{number}]: {error}")
            else:
                places[id(record)] = path
                records.append(record)
    if faults:
        raise ReadError(faults)
    try:
        m.extend(records)
    except MapError as error:
        raise ReadError(
            ParseError(
                f"{problem.field}: {problem.message}",
                source=source,
                **place_of(text, [*places[id(problem.record)], problem.field]),
            )
            for problem in error.problems
        ) from None
    return m


class _Misfit(Exception):
    """A value of the wrong shape, and the path to it within the record."""

    def __init__(self, message: str, path: list[str | int]) -> None:
        super().__init__(message)
        self.path = path


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _plain(value: Any) -> Any:
    """A record or a part of one as JSON, defaults left out."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Literal):
        return str(value)
    if isinstance(value, Date):
        return value.edtf if value.text is None else _without_none({"edtf": value.edtf, "text": value.text})
    if isinstance(value, FrozenData):
        return value.to_json()
    return {
        name: _plain(part) for name, default in _defaults(type(value)) if (part := getattr(value, name)) != default
    }


def _without_none(mapping: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in mapping.items() if value is not None}


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((f.name, f.default) for f in dataclasses.fields(kind))


@cache
def _known(kind: Any) -> frozenset[str]:
    return frozenset(name for name, _ in _defaults(kind))


def _built(kind: type[Any], item: Any) -> Any:
    """A record or value of a kind from its JSON."""
    name = kind.__name__
    if not isinstance(item, dict):
        raise _Misfit(f"expected an object with the fields of a {name.lower()}", [])
    fields = {}
    for key, value in item.items():
        if key not in _known(kind):
            raise _Misfit(f"unknown field {key!r}{did_you_mean(key, sorted(_known(kind)))}", [key])
        if (name, key) in _LITERALS:
            several = isinstance(value, list)
            for one in value if several else [value]:
                if not isinstance(one, str):
                    raise _Misfit(f"{key}: expected a text such as 'x' or '~x'", [key])
            fields[key] = [Literal.parse(one) for one in value] if several else Literal.parse(value)
            if several != (key == "premises"):
                raise _Misfit(f"{key}: expected {'a list' if key == 'premises' else 'one text'}", [key])
        elif key in ("date", "since", "until"):
            fields[key] = _date(key, value)
        elif key == "after" and name == "Source":
            fields[key] = [_nested(Predecessor, key, n, part) for n, part in enumerate(_list(key, value))]
        elif key == "evidence" and name == "Predecessor":
            fields[key] = _nested(Evidence, key, None, value)
        elif key == "quote":
            fields[key] = _nested(Quote, key, None, value)
        elif key in _VALUES:
            fields[key] = [_nested(_VALUES[key], key, n, part) for n, part in enumerate(_list(key, value))]
        elif isinstance(value, dict) and key != "data":
            raise _Misfit(f"{key}: an object was not expected here", [key])
        else:
            _check_shape(kind, key, value)
            fields[key] = value
    for field, default in _defaults(kind):
        if default is dataclasses.MISSING and field not in fields:
            raise _Misfit(f"the field {field!r} is missing", [])
    return kind(**fields)


def _check_shape(kind: Any, key: str, value: Any) -> None:
    """Lists where lists are due and nowhere else: a text is not silently taken for a list of one."""
    due = isinstance(dict(_defaults(kind)).get(key), tuple)
    if due != isinstance(value, list) and value is not None:
        raise _Misfit(f"{key}: expected {'a list' if due else 'a single value'}", [key])


def _nested(kind: type[Any], key: str, number: int | None, value: Any) -> Any:
    try:
        return _built(kind, value)
    except _Misfit as misfit:
        step: list[str | int] = [key] if number is None else [key, number]
        raise _Misfit(f"{key}: {misfit}", [*step, *misfit.path]) from None


def _list(key: str, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise _Misfit(f"{key}: expected a list", [key])
    return value


def _date(key: str, value: Any) -> Date:
    if isinstance(value, dict):
        if unknown := [name for name in value if name not in ("edtf", "text")]:
            raise _Misfit(f"{key}: unknown field {unknown[0]!r} (edtf, text)", [key])
        return Date(value.get("edtf"), text=value.get("text"))
    if not isinstance(value, str):
        raise _Misfit(f"{key}: expected a date such as '2018-03' or an object with edtf and text", [key])
    return Date(value)


def _loaded(text: str, source: str) -> Any:
    """The JSON value, refusing what JSON does not have and keys that stand twice."""

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(items)
        if len(made) < len(items):
            keys = [key for key, _ in items]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise ParseError(f"the key {twice!r:.60} stands twice in one object", source=source)
        return made

    def constant(name: str) -> NoReturn:
        raise ParseError(f"{name} is no JSON number", source=source)

    try:
        return json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
    except json.JSONDecodeError as error:
        raise ParseError(f"no JSON: {error.msg}", source=source, line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise ParseError("nested too deeply", source=source) from None
    except ValueError as error:
        if isinstance(error, ParseError):
            raise
        # Python refuses to read integers of more than 4,300 digits.
        raise ParseError(f"a number that is too long: {error}", source=source) from None
