"""The cells of free data: a text as it is, everything else as JSON."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, NoReturn

from argmap.errors import ValueRefused

_JSON_BEGINS = frozenset('{["-0123456789tfn')


class _NotJson(Exception):
    """It looks like JSON and is none, so it is a text."""


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise ValueRefused(f"the key {twice!r:.60} stands twice in one object")
    return made


def _no_constant(name: str) -> NoReturn:
    raise _NotJson


_DECODER = json.JSONDecoder(object_pairs_hook=_each_key_once, parse_constant=_no_constant)


def read_json(text: str) -> Any:
    """The JSON value that a cell of free data holds; the text itself where it is no JSON."""
    bare = text.strip()
    if bare[:1] not in _JSON_BEGINS:
        return bare
    try:
        return _DECODER.decode(bare)
    except (_NotJson, json.JSONDecodeError):
        return bare
    except RecursionError:
        raise ValueRefused("nested too deeply") from None
    except ValueError as error:
        if isinstance(error, ValueRefused):
            raise
        raise ValueRefused(f"a number that is too long ({error})") from None


def write_json(value: Any) -> str:
    """A value as `read_json` reads it: a text as it is, unless it would be taken for something else."""
    if isinstance(value, str) and value and value == value.strip():
        if value[0] not in _JSON_BEGINS:
            return value
        try:
            if read_json(value) == value:
                return value
        except ValueRefused:
            pass
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
