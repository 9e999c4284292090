"""argmap's own JSON (`.argmap.json`): lossless, one record a line, so that a diff shows what changed.

The shape is published as a JSON Schema in `native.schema.json` beside this file. A literal is written as in the
tables: `"x"`, `"~x"`, `"~x (supposed)"`. What has its default value is left out.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from functools import cache, partial
from typing import Any, NoReturn

from argmap.dates import Date
from argmap.errors import ArgmapError, MapError, ParseError, ReadError
from argmap.formats._decoding import decoded
from argmap.formats._places import Places, Step, first_token, repeated_key
from argmap.model.argument_map import ArgumentMap
from argmap.model.frozen import frozen_data
from argmap.model.references import COLLECTIONS
from argmap.model.text import did_you_mean
from argmap.model.values import Effect, Evidence, Hop, Literal, Predecessor, Quote, Role

SUFFIXES = (".argmap.json",)
LOSES: tuple[str, ...] = ()

VERSION = 1

Write = Callable[[Any], Any]
Read = Callable[[Any], Any]


def render(m: ArgumentMap) -> dict[str, str | bytes]:
    """The map as JSON text, one record a line."""
    parts = [f'"argmap": {VERSION}']
    if m.title is not None:
        parts.append(f'"title": {_dump(m.title)}')
    if m.data:
        parts.append(f'"data": {_dump(m.data.to_json())}')
    for name in COLLECTIONS:
        if records := m._store.collections[name].values():
            lines = ",\n".join([f"  {_dump(_object(record))}" for record in records])
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
        With a fault for each record that has one.
    """
    text = data if isinstance(data, str) else decoded(data, source)
    places = Places(text)
    top = _loaded(text, source, places)
    if not isinstance(top, dict) or "argmap" not in top:
        raise ParseError('no argmap file: expected an object with "argmap": 1', source=source, line=1, column=1)
    if top["argmap"] != VERSION or isinstance(top["argmap"], bool):
        raise ParseError(
            f'"argmap": {top["argmap"]!r:.20} is a version that this argmap does not read (it reads {VERSION})',
            source=source,
            **places.of(["argmap"]),
        )
    faults: list[ParseError] = []

    def fault(path: list[Step], message: str) -> None:
        faults.append(ParseError(message, source=source, **places.of(path)))

    m = ArgumentMap()
    for key in ("title", "data"):
        try:
            given = top.get(key)
            m = ArgumentMap(given, data=m.data) if key == "title" else ArgumentMap(m.title, data=_mapping(given))
        except ArgmapError as error:
            fault([key], f"{key}: {str(error).removeprefix(f'{key} ')}")
    records: list[Any] = []
    paths: dict[int, list[Step]] = {}
    for key, value in top.items():
        if key in ("argmap", "title", "data", "$schema"):
            continue
        if key not in COLLECTIONS:
            fault([key], f"unknown key {key!r:.60}{did_you_mean(key, [*COLLECTIONS, 'title', 'data'])}")
            continue
        if not isinstance(value, list):
            fault([key], f"{key}: expected a list of records")
            continue
        for number, item in enumerate(value):
            try:
                record = _built(COLLECTIONS[key], item)
            except _Misfit as misfit:
                fault([key, number, *misfit.path], f"{key}[{number}]: {misfit}")
            else:
                paths[id(record)] = [key, number]
                records.append(record)
    if faults:
        raise ReadError(faults)
    try:
        m.extend(records)
    except MapError as error:
        for problem in error.problems:
            fault([*paths[id(problem.record)], problem.field], f"{problem.field}: {problem.message}")
        raise ReadError(sorted(faults, key=lambda one: (one.line, one.column))) from None
    return m


# -- writing -----------------------------------------------------------------------------------------------------------


def _dump(value: Any) -> str:
    return _ENCODER.encode(value)


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False)


def _object(value: Any) -> dict[str, Any]:
    """A record or value as a JSON object, defaults left out."""
    made = {}
    kind: Any = type(value)
    for name, default, write in _writers(kind):
        part = getattr(value, name)
        if part is not default and part != default:
            made[name] = part if write is None else write(part)
    return made


@cache
def _writers(kind: Any) -> tuple[tuple[str, Any, Write | None], ...]:
    """The fields of a kind, their defaults, and how they are written; None: as they are."""
    return tuple((f.name, f.default, _form(kind, f).write) for f in dataclasses.fields(kind))


def _write_date(date: Date) -> str | dict[str, str]:
    if date.text is None and date.edtf is not None:
        return date.edtf
    return {name: part for name, part in (("edtf", date.edtf), ("text", date.text)) if part is not None}


# -- reading -----------------------------------------------------------------------------------------------------------


class _Misfit(Exception):
    """A value that does not fit, and the path to it within the record."""

    def __init__(self, message: str, path: list[Step]) -> None:
        super().__init__(message)
        self.path = path


def _built(kind: Any, item: Any) -> Any:
    """A record or value of a kind from its JSON."""
    if not isinstance(item, dict):
        raise _Misfit(f"expected an object with the fields of a {kind.__name__.lower()}", [])
    readers, required = _readers(kind)
    fields = {}
    for key, value in item.items():
        reader = readers.get(key)
        if reader is None:
            raise _Misfit(f"unknown field {key!r:.60}{did_you_mean(key, readers)}", [key])
        try:
            fields[key] = reader(value)
        except _Misfit as misfit:
            raise _Misfit(f"{key}: {misfit}", [key, *misfit.path]) from None
        except ArgmapError as error:
            raise _Misfit(f"{key}: {error}", [key]) from None
    for name in required:
        if name not in fields:
            raise _Misfit(f"the field {name!r} is missing", [])
    try:
        return kind(**fields)
    except ArgmapError as error:
        # An id that is refused says so itself.
        field = error.__dict__.get("field") or ("id" if str(error).startswith("id ") else "")
        raise _Misfit(str(error), [field] if field in item else []) from None


@cache
def _readers(kind: Any) -> tuple[dict[str, Read], list[str]]:
    """How the fields of a kind are read, and which ones must be there."""
    fields = dataclasses.fields(kind)
    return (
        {f.name: _form(kind, f).read for f in fields},
        [f.name for f in fields if f.default is dataclasses.MISSING],
    )


def _single(value: Any) -> Any:
    if isinstance(value, list | dict):
        raise _Misfit("expected a single value", [])
    return value


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise _Misfit("expected a list", [])
    return value


def _texts(value: Any) -> list[Any]:
    for number, one in enumerate(_listed(value)):
        if not isinstance(one, str):
            raise _Misfit("expected a list of texts", [number])
    found: list[Any] = value
    return found


def _mapping(value: Any) -> Any:
    return frozen_data({} if value is None else value)


def _read_literal(value: Any) -> Literal:
    if not isinstance(value, str):
        raise _Misfit("expected a text such as 'x' or '~x'", [])
    return Literal.parse(value)


def _read_literals(value: Any) -> list[Literal]:
    return [Literal.parse(one) for one in _texts(value)]


def _read_date(value: Any) -> Date:
    if isinstance(value, dict):
        for name, part in value.items():
            if name not in ("edtf", "text"):
                raise _Misfit(f"unknown field {name!r:.60} (edtf, text)", [name])
            if not isinstance(part, str):
                raise _Misfit("expected a text", [name])
        return Date(value.get("edtf"), text=value.get("text"))
    if not isinstance(value, str):
        raise _Misfit("expected a date such as '2018-03' or an object with edtf and text", [])
    return Date(value)


def _read_several(kind: Any, value: Any) -> list[Any]:
    found = []
    for number, item in enumerate(_listed(value)):
        try:
            found.append(_built(kind, item))
        except _Misfit as misfit:
            raise _Misfit(str(misfit), [number, *misfit.path]) from None
    return found


# -- the forms ---------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class _Form:
    """How a field is written (None: as it is) and read."""

    write: Write | None
    read: Read


def _several(kind: Any) -> _Form:
    return _Form(lambda parts: [_object(part) for part in parts], partial(_read_several, kind))


def _one(kind: Any) -> _Form:
    return _Form(_object, partial(_built, kind))


_PLAIN = _Form(None, _single)
_TEXTS = _Form(list, _texts)
_LITERAL = _Form(str, _read_literal)
_LITERALS = _Form(lambda parts: [str(part) for part in parts], _read_literals)
_DATE = _Form(_write_date, _read_date)

_FORMS: dict[str, _Form] = {
    "premises": _LITERALS,
    "a": _LITERAL,
    "b": _LITERAL,
    "Argument.target": _LITERAL,
    "Effect.target": _LITERAL,
    "date": _DATE,
    "since": _DATE,
    "until": _DATE,
    "evidence": _several(Evidence),
    "Predecessor.evidence": _one(Evidence),
    "reported_in": _several(Evidence),
    "Source.after": _several(Predecessor),
    "quote": _one(Quote),
    "via": _several(Hop),
    "roles": _several(Role),
    "effects": _several(Effect),
    "data": _Form(lambda data: data.to_json(), _mapping),
}


def _form(kind: Any, f: Any) -> _Form:
    plain = _TEXTS if isinstance(f.default, tuple) else _PLAIN
    return _FORMS.get(f"{kind.__name__}.{f.name}") or _FORMS.get(f.name, plain)


# -- JSON --------------------------------------------------------------------------------------------------------------


def _loaded(text: str, source: str, places: Places) -> Any:
    """The JSON value, refusing what JSON does not have and keys that stand twice."""

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(items)
        if len(made) < len(items):
            raise _Refused
        return made

    def constant(name: str) -> NoReturn:
        raise _Refused(name)

    try:
        return json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
    except _Refused as refused:
        if refused.args:
            message = f"{refused.args[0]} is no JSON number"
            at = first_token(text, refused.args[0].__eq__)
        else:
            at, key = repeated_key(text)
            message = f"the key {key!r:.60} stands twice in one object"
    except json.JSONDecodeError as error:
        message, at = f"no JSON: {error.msg}", error.pos
    except RecursionError:
        message, at = "nested too deeply", 0
    except ValueError as error:
        # Python reads no integers of more than 4,300 digits.
        message, at = f"a number that is too long ({error})", first_token(text, _is_long)
    raise ParseError(message, source=source, **places.at(at))


def _is_long(token: str) -> bool:
    return len(token) > 4000 and token.lstrip("-").isdigit()


class _Refused(Exception):
    """JSON that Python would take and argmap does not: a constant, or (without arguments) a key that stands twice."""
