"""What is written is read again, equal and in its order, in every format that says that it loses nothing."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

import argmap as am
from argmap.model.references import COLLECTIONS
from tests.strategies import full_map, maps

LOSSLESS = [
    name
    for name in am.format_names()
    if not am.get_format(name).LOSES
    and hasattr(am.get_format(name), "parse")
    and hasattr(am.get_format(name), "render")
]
# These promise the order of the records as well; tables put the authors of arguments after the other positions.
ORDERED = ["native", "tables", "xlsx"]


def again(m: am.ArgumentMap, format: str) -> am.ArgumentMap:
    return am.parse(am.render(m, format=format, on_loss="raise"), format=format)


def differences(found: am.ArgumentMap, m: am.ArgumentMap) -> list[str]:
    """What differs, one line a record: hypothesis shows it where `==` would only say no."""
    told = [
        f"{name}: {getattr(m, name)!r} became {getattr(found, name)!r}"
        for name in ("title", "data")
        if getattr(m, name) != getattr(found, name)
    ]
    for name in COLLECTIONS:
        old, new = m._store.collections[name], found._store.collections[name]
        told += [f"{old.get(id)!r} became {new.get(id)!r}" for id in {**old, **new} if old.get(id) != new.get(id)]
    return told


def test_the_formats_that_lose_nothing() -> None:
    assert set(ORDERED) <= set(LOSSLESS)


@pytest.mark.parametrize("format", LOSSLESS)
def test_every_field(format: str) -> None:
    assert differences(again(full_map(), format), full_map()) == []


@pytest.mark.parametrize("format", LOSSLESS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(m=maps())
def test_any_map(format: str, m: am.ArgumentMap) -> None:
    found = again(m, format)
    assert differences(found, m) == []
    assert found == m
    if format in ORDERED:
        for name in COLLECTIONS:
            before, after = list(getattr(m, name)), list(getattr(found, name))
            if name == "positions" and format != "native":
                authors = {f"{p.target}-by-{p.party}" for p in m.positions.values()}
                before, after = ([id for id in ids if id not in authors] for ids in (before, after))
            assert after == before


@pytest.mark.parametrize("format", ORDERED)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(m=maps())
def test_written_again_it_is_the_same(format: str, m: am.ArgumentMap) -> None:
    first = am.render(again(m, format), format=format)
    assert am.render(am.parse(first, format=format), format=format) == first


@pytest.mark.parametrize("first", ORDERED)
@pytest.mark.parametrize("second", ORDERED)
def test_through_two_formats(first: str, second: str) -> None:
    assert again(again(full_map(), first), second) == full_map()


@pytest.mark.parametrize("format", ORDERED)
def test_nothing_at_all(format: str) -> None:
    assert again(am.ArgumentMap(), format) == am.ArgumentMap()
