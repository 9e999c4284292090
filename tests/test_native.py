"""argmap's own JSON: its shape, its schema, and where its faults are said to stand."""

from __future__ import annotations

import dataclasses
import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import argmap as am
from argmap.formats._places import Places, first_token, repeated_key
from argmap.model.references import COLLECTIONS
from tests.strategies import full_map, maps
from tests.test_broken_inputs import NATIVE, unmarked

SCHEMA: dict[str, Any] = json.loads(files("argmap.formats").joinpath("native.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def test_one_record_a_line() -> None:
    m = am.ArgumentMap("Pier", data={"n": 1})
    m.extend([am.Claim("x", "a\nb “c”", tags=["t"]), am.Claim("y"), am.Argument("a", ["~x (supposed)"], "y", "attack")])
    assert am.render(m, format="native") == (
        '{"argmap": 1,\n'
        '"title": "Pier",\n'
        '"data": {"n": 1},\n'
        '"claims": [\n'
        '  {"id": "x", "text": "a b “c”", "tags": ["t"]},\n'
        '  {"id": "y"}\n'
        "],\n"
        '"arguments": [\n'
        '  {"id": "a", "premises": ["~x (supposed)"], "target": "y", "kind": "attack"}\n'
        "]}\n"
    )


def test_what_is_null_is_not_given() -> None:
    m = am.parse('{"argmap": 1, "title": null, "data": null, "claims": [{"id": "x", "title": null}]}', format="native")
    assert m.title is None
    assert m.claims["x"] == am.Claim("x")


def test_the_schema_may_be_named() -> None:
    am.parse('{"$schema": "native.schema.json", "argmap": 1}', format="native")


# -- the schema --------------------------------------------------------------------------------------------------------


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", COLLECTIONS)
def test_the_schema_has_every_field(name: str) -> None:
    kind = COLLECTIONS[name]
    shape = SCHEMA["$defs"][kind.__name__.lower()]
    assert SCHEMA["properties"][name] == {"type": "array", "items": {"$ref": f"#/$defs/{kind.__name__.lower()}"}}
    assert list(shape["properties"]) == [f.name for f in dataclasses.fields(kind)]
    assert shape["required"] == [f.name for f in dataclasses.fields(kind) if f.default is dataclasses.MISSING]


@pytest.mark.parametrize("kind", [am.Evidence, am.Quote, am.Hop, am.Predecessor, am.Role, am.Effect])
def test_the_schema_has_every_field_of_a_value(kind: Any) -> None:
    properties = SCHEMA["$defs"][kind.__name__.lower()]["properties"]
    assert set(properties) == {f.name for f in dataclasses.fields(kind)}


def test_a_map_with_every_field_validates() -> None:
    VALIDATOR.validate(json.loads(am.render(full_map(), format="native")))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(maps())
def test_every_map_validates(m: am.ArgumentMap) -> None:
    VALIDATOR.validate(json.loads(am.render(m, format="native")))


# Faults that no schema sees: of the text itself, of what stands elsewhere in the file, of dates and of depth.
_UNSEEN = {
    "nothing",
    "torn",
    "comma",
    "NaN",
    "infinity by size",
    "too long a number",
    "key twice",
    "nested too deeply",
    "nested rather deeply",
    "lone surrogate",
    "date",
    "dangling",
    "doubled id",
}


@pytest.mark.parametrize(
    "name", [name for name, (text, _) in NATIVE.items() if isinstance(text, str) and name not in _UNSEEN]
)
def test_broken_files_do_not_validate(name: str) -> None:
    text, _ = unmarked(str(NATIVE[name][0]))
    assert list(VALIDATOR.iter_errors(json.loads(text)))


# -- places ------------------------------------------------------------------------------------------------------------


def naive(text: str, path: list[str | int]) -> int:
    """The offset of the value at a path, by a reader that notes where each value begins."""
    decoder = json.JSONDecoder()

    def skip(at: int) -> int:
        while text[at] in " \t\n\r":
            at += 1
        return at

    def find(at: int, rest: list[str | int]) -> int:
        at = skip(at)
        if not rest or text[at] not in "{[":
            return at
        number, inside = 0, skip(at + 1)
        while text[inside] not in "}]":
            step: str | int = number
            if text[at] == "{":
                step, inside = decoder.raw_decode(text, inside)
                inside = skip(skip(inside) + 1)
            if step == rest[0]:
                return find(inside, rest[1:])
            _, inside = decoder.raw_decode(text, inside)
            inside = skip(inside)
            if text[inside] == ",":
                inside = skip(inside + 1)
            number += 1
        return at  # it leads no further

    return find(0, path)


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["", "a", "}", '"', "\\", ",", "[{", "é\n"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", 'q"', "\\", "{"]), inner, max_size=3)
    ),
    max_leaves=12,
)


def paths(value: Any) -> list[list[str | int]]:
    found: list[list[str | int]] = [[]]
    if isinstance(value, dict):
        found += [[key, *path] for key, part in value.items() for path in paths(part)]
    elif isinstance(value, list):
        found += [[number, *path] for number, part in enumerate(value) for path in paths(part)]
    return found


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["a", "b", "claims"]), _values, max_size=3),
    st.sampled_from([None, 1]),
    st.booleans(),
)
def test_places_are_where_a_plain_search_finds_them(value: Any, indent: int | None, escaped: bool) -> None:
    text = "\n " + json.dumps(value, indent=indent, ensure_ascii=escaped)
    places = Places(text)
    for path in paths(value):
        for more in ([], ["nowhere"], [99], ["nowhere", 0]):
            at = naive(text, [*path, *more])
            line = text.count("\n", 0, at) + 1
            assert places.of([*path, *more]) == {"line": line, "column": at - text.rfind("\n", 0, at)}


def test_the_place_of_a_key_that_stands_twice() -> None:
    text = '{"a": {"b": 1}, "b": [{"b": 1}, {"b": 2, "c": "b", "b": 3}]'
    assert repeated_key(text) == (text.index('"b": 3'), "b")
    text = '{"a": ["a", "a"], "a": 1}'
    assert repeated_key(text) == (text.index('"a": 1'), "a")


def test_a_token_within_a_text_is_none() -> None:
    text = '{"NaN": "NaN", "x": [NaN]}'
    assert first_token(text, "NaN".__eq__) == text.index("[NaN") + 1


def test_many_faults_in_a_large_file_take_one_pass() -> None:
    rows = ",\n".join(f'{{"id": "c{n}", "txt": "x"}}' for n in range(20_000))
    with pytest.raises(am.ReadError) as error:
        am.parse(f'{{"argmap": 1, "claims": [\n{rows}]}}', format="native", source="f")
    assert len(error.value.errors) == 20_000
    assert [(fault.line, fault.column) for fault in error.value.errors[::19_999]] == [(2, 21), (20_001, 25)]


def test_a_long_chain() -> None:
    m = am.ArgumentMap()
    m.extend([am.Claim(f"c{n}", f"Claim {n}") for n in range(50_000)])
    m.extend([am.Argument(f"a{n}", [f"c{n + 1}"], f"c{n}") for n in range(49_999)])
    assert am.parse(am.render(m, format="native"), format="native") == m
