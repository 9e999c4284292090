"""Every field of every record and value: what it refuses, what it makes of what it takes, and that it never changes."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import argmap as am
from argmap.model.frozen import FrozenData
from argmap.model.references import COLLECTIONS, NAMES
from argmap.model.text import did_you_mean, slug
from tests.strategies import (
    AWKWARD_IDS,
    all_records,
    full_map,
    ids,
    json_data,
    literals,
    quotes,
    records,
    texts,
    words,
)

FULL = full_map()
FULL_RECORDS = [pytest.param(one, id=f"{NAMES[type(one)]}-{one.id}") for one in all_records(FULL)]

MUST: dict[Any, tuple[Any, ...]] = {
    am.Argument: (["x"], "y"),
    am.Relation: ("x", "y", "tension"),
    am.Membership: ("x", "y"),
    am.Position: ("x", "y"),
}


def made(kind: Any, /, **fields: Any) -> Any:
    """A record of a kind with what it must have, and these fields."""
    return kind("id", *MUST.get(kind, ()), **fields)


# -- strings -----------------------------------------------------------------------------------------------------------

FORBIDDEN = ["\0", "\x01", "\x08", "\x0b", "\x0c", "\x0e", "\x1f", "\ud800", "\udfff", "\ufffe", "\uffff"]


def spoiled(value: Any, spoil: Callable[[str], Any]) -> Iterator[tuple[str, Callable[[], Any]]]:
    """For each string anywhere in a value: where it stands, and how to make the value with that string spoiled."""
    if isinstance(value, str):
        yield "", lambda: spoil(value)
    elif isinstance(value, am.Date):
        if value.edtf is not None:
            yield "edtf", lambda: am.Date(spoil(value.edtf), text=value.text)
        if value.text is not None:
            yield "text", lambda: am.Date(value.edtf, text=spoil(value.text))
    elif isinstance(value, FrozenData):
        yield from spoiled(value.to_json(), spoil)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield f"{key!r} as a key", lambda key=key, part=part: {spoil(key): part}
            for where, make in spoiled(part, spoil):
                yield f"{key}.{where}", lambda key=key, make=make: {**value, key: make()}
    elif isinstance(value, tuple | list):
        for n, part in enumerate(value):
            for where, make in spoiled(part, spoil):
                yield f"{n}.{where}", lambda n=n, make=make: [*value[:n], make(), *value[n + 1 :]]
    elif dataclasses.is_dataclass(value):
        for f in dataclasses.fields(value):
            for where, make in spoiled(getattr(value, f.name), spoil):
                yield f"{f.name}.{where}", partial(_with, value, f.name, make)


def _with(value: Any, name: str, make: Callable[[], Any]) -> Any:
    return dataclasses.replace(value, **{name: make()})


def test_every_string_field_is_among_those_tried() -> None:
    tried = {(type(record), where.split(".")[0]) for record in all_records(FULL) for where, _ in spoiled(record, str)}
    for kind in COLLECTIONS.values():
        missing = {f.name for f in dataclasses.fields(kind)} - {name for of, name in tried if of is kind}
        assert missing <= {"implicit", "sketch", "strict", "weight", "arguendo", "final"}, kind


@pytest.mark.parametrize("record", FULL_RECORDS)
def test_what_xml_forbids_is_refused_in_every_string(record: Any) -> None:
    for character in FORBIDDEN:
        for where, make in spoiled(record, lambda text, character=character: f"{text[:1]}{character}{text[1:]}"):
            with pytest.raises(am.ValueRefused) as caught:
                make()
            assert "\n" not in str(caught.value), where
            str(caught.value).encode("utf-8")  # the message itself can be printed


@pytest.mark.parametrize("record", FULL_RECORDS)
def test_what_is_no_string_is_refused_in_every_string(record: Any) -> None:
    for wrong in (5, b"x", object(), [["x"]]):
        for where, make in spoiled(record, lambda text, wrong=wrong: wrong):
            if "data" in where or (where.startswith("value") and wrong == 5):
                continue  # JSON has other things than strings, and a value may be a number
            with pytest.raises(am.ArgmapError):
                make()


def test_a_text_is_cut_for_a_message() -> None:
    for value in ("x" * 10_000 + "\0", ["x" * 10_000], 10**5000):
        with pytest.raises(am.ValueRefused) as caught:
            am.Claim("c", value)
        assert len(str(caught.value)) < 200


PROSE = [
    (am.Issue, ["title", "question"]),
    (am.Claim, ["text", "title", "kind"]),
    (am.Argument, ["title", "manner", "text"]),
    (am.Party, ["name", "kind"]),
    (am.Case, ["title", "court", "docket", "identifier"]),
    (am.Source, ["title", "kind", "publisher", "citation"]),
    (am.Position, ["value", "hedge", "coder"]),
    (am.Outcome, ["text", "authority", "status"]),
]


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in PROSE for name in names])
def test_texts_are_stripped_and_runs_of_white_space_are_one_blank(kind: Any, name: str) -> None:
    assert getattr(made(kind, **{name: "\t a \u00a0\u2003b\n\n c\r\n\u0085"}), name) == "a b c"
    assert made(kind, **{name: " \n\u00a0"}) == made(kind, **{name: None}) == made(kind)


LISTS = [
    (am.Issue, "tags"),
    (am.Claim, "tags"),
    (am.Claim, "wordings"),
    (am.Argument, "schemes"),
    (am.Argument, "tags"),
    (am.Party, "aliases"),
    (am.Source, "authors"),
]


@pytest.mark.parametrize(("kind", "name"), LISTS)
def test_lists_of_texts(kind: Any, name: str) -> None:
    assert getattr(made(kind, **{name: [" b  c ", "a", "b c"]}), name) == ("b c", "a")
    assert getattr(made(kind, **{name: "one, two"}), name) == ("one, two",)
    assert getattr(made(kind, **{name: (one for one in "ab")}), name) == ("a", "b")
    assert getattr(made(kind, **{name: {"d", "a", "c", "b"}}), name) == ("a", "b", "c", "d"), "no order of a set"
    for wrong in ([""], [" "], [None], 5, ["a", 5]):
        with pytest.raises(am.ValueRefused):
            made(kind, **{name: wrong})


@given(quotes(), texts)
def test_what_was_said_is_kept_to_the_letter(quote: am.Quote, text: str) -> None:
    assert am.Evidence(quote=quote.exact).quote == am.Quote(quote.exact)
    assert am.Quote("x", prefix=text, suffix=text).prefix == (text or None)
    source = am.Source("s", url=text, path=text)
    assert source.path == source.url == (text or None)


@pytest.mark.parametrize(
    "offsets",
    [
        {"start": -1},
        {"start": True},
        {"start": 1.0},
        {"start": "1"},
        {"start": 3, "end": 9},
        {"end": -4},
        pytest.param({"start": 10**5000}, id="long"),
    ],
)
def test_offsets_are_counted_in_code_points(offsets: dict[str, Any]) -> None:
    with pytest.raises(am.ValueRefused):
        am.Quote("𝒜bc", **offsets)
    assert am.Quote("𝒜bc", start=3, end=6).end == 6


@pytest.mark.parametrize(
    ("tag", "kept"),
    [("EN", "en"), ("de_AT", "de-at"), (" zh-Hans ", "zh-hans"), ("x-Pirate", "x-pirate"), ("", None), (None, None)],
)
def test_language_tags_are_in_lower_case(tag: str | None, kept: str | None) -> None:
    assert am.Claim("c", lang=tag).lang == kept


@pytest.mark.parametrize("wrong", ["english language", "123", "en-", "-en", "en--us", "én", "en;de", "en\0", 5])
def test_what_is_no_language_tag_is_refused(wrong: Any) -> None:
    with pytest.raises(am.ValueRefused, match="language"):
        am.Claim("c", lang=wrong)


# -- ids and literals --------------------------------------------------------------------------------------------------


@given(ids)
def test_any_id_is_kept_as_it_is(id: str) -> None:
    for kind in COLLECTIONS.values():
        assert kind(id, *MUST.get(kind, ())).id == id


WRONG_IDS = [
    *("", " ", "a b", "a\tb", "a\n", "a\u00a0b", "a\u2028b"),
    *("a;b", "<a", "a>b", 'a"b', "~a", "\0", "a\ud800", 5, None, True),
]


@pytest.mark.parametrize("wrong", WRONG_IDS)
def test_what_is_no_id_is_refused_wherever_an_id_stands(wrong: Any) -> None:
    must: list[Callable[[], Any]] = [
        lambda: am.Position("p", wrong, "x"),
        lambda: am.Position("p", "x", wrong),
        lambda: am.Membership("m", wrong, "x"),
        lambda: am.Membership("m", "x", wrong),
        lambda: am.Role(wrong),
        lambda: am.Predecessor(wrong),
        lambda: am.Literal(wrong),
        *(lambda kind=kind: kind(wrong, *MUST.get(kind, ())) for kind in COLLECTIONS.values()),
    ]
    may: list[Callable[[], Any]] = [
        lambda: am.Claim("c", issue=wrong),
        lambda: am.Evidence(wrong),
        lambda: am.Hop(party=wrong),
        lambda: am.Argument("a", "x", "y", part_of=wrong),
        lambda: am.Position("p", "x", "y", mode="imputed", imputed_by=wrong),
        lambda: am.Position("p", "x", "y", after=[wrong]),
        lambda: am.Party("p", distinct_from=[wrong]),
    ]
    # In a field that may be left out, the empty ones mean that it is.
    for make in [*must, *(may if wrong not in ("", None) else [])]:
        with pytest.raises(am.ValueRefused):
            make()


@given(literals(AWKWARD_IDS, premise=True))
def test_literals_are_read_as_they_are_written(literal: am.Literal) -> None:
    assert am.Literal.parse(str(literal)) == literal
    assert am.Argument("a", [str(literal)], "y").premises == (literal,)
    assert eval(repr(literal), vars(am)) == literal


@given(st.text(st.sampled_from("x~() ,;supoedasmtinxcr\u00a0"), max_size=20) | texts | ids)
def test_any_text_is_a_literal_or_refused(text: str) -> None:
    try:
        literal = am.Literal.parse(text)
    except am.ValueRefused:
        return
    assert am.Literal.parse(str(literal)) == literal


def test_premises() -> None:
    claim = am.Claim("c")
    assert am.Argument("a", claim, "y").premises == am.Argument("a", ("c",), "y").premises == (am.Literal("c"),)
    assert [str(one) for one in am.Argument("a", {"b", "a", "~c"}, "y").premises] == ["a", "b", "~c"]
    assert am.Argument("a", ["x", "~x"], "y").linked
    assert am.Argument("a", ["x", "x (supposed)"], "y").linked
    for wrong in ([], (), None, 5, ["x", "x"], ["x", "y", "x"], [None], [["x"]], ""):
        with pytest.raises(am.ValueRefused):
            am.Argument("a", wrong, "y")


def test_flags_are_true_or_false() -> None:
    for wrong in ("false", "no", 0, 1, "", []):
        makes: list[Callable[[Any], Any]] = [
            lambda value: am.Literal("x", value),
            lambda value: am.Literal("x", supposed=value),
            lambda value: am.Claim("x", sketch=value),
            lambda value: am.Argument("x", "y", "z", strict=value),
            lambda value: am.Position("x", "y", "z", arguendo=value),
            lambda value: am.Outcome("x", final=value),
        ]
        for make in makes:
            with pytest.raises(am.ValueRefused, match="expected True or False"):
                make(wrong)


# -- numbers and choices -----------------------------------------------------------------------------------------------

_LONG = pytest.param(10**5000, id="long")


@pytest.mark.parametrize("wrong", ["1", True, float("nan"), float("inf"), -float("inf"), 10**400, [1], _LONG])
def test_weights_are_finite_numbers(wrong: Any) -> None:
    for kind in (am.Argument, am.Position):
        with pytest.raises(am.ValueRefused, match="is no weight"):
            made(kind, weight=wrong)
        assert made(kind, weight=2).weight == 2.0


@pytest.mark.parametrize("wrong", [True, 1.5, [], _LONG])
def test_values_are_whole_numbers_or_words(wrong: Any) -> None:
    with pytest.raises(am.ValueRefused):
        am.Position("p", "x", "y", value=wrong)
    assert am.Position("p", "x", "y", value="5") != am.Position("p", "x", "y", value=5)


REFUSED: list[tuple[Callable[[Any], Any], str]] = [
    (lambda _: am.Position("p", "x", "y", "asert"), "position 'p': stance: unknown stance 'asert': did you mean"),
    (lambda _: am.Position("p", "x", "y", "Asserts"), "unknown stance 'Asserts': did you mean 'asserts'?"),
    (lambda _: am.Position("p", "x", "y", mode="verbatim"), "position 'p': mode: unknown mode 'verbatim' (one of"),
    (lambda _: am.Argument("a", "x", "y", "suport"), "argument 'a': kind: unknown kind 'suport': did you mean"),
    (lambda _: am.Relation("r", "x", "y", "contradicts"), "did you mean 'contradiction'?"),
    (lambda _: am.Membership("m", "x", "y", "speaksfor"), "did you mean 'speaks_for'?"),
    (lambda _: am.Evidence("s", basis="implicit"), "evidence: basis: unknown basis 'implicit'"),
    (lambda _: am.Literal("x", role="assumptio"), "literal 'x': role: unknown role 'assumptio': did you mean"),
    (lambda _: am.Position("p", "x", "y", imputed_by="z"), "imputed_by goes with mode='imputed' only"),
    (lambda _: am.Party("p", distinct_from="p"), "party 'p': a party is not distinct from itself"),
    (lambda _: am.Source("s", after=["a", "a"]), "source 's': after: the same document stands there twice"),
    (lambda _: am.Hop(party="x", source="y"), "hop: a hop is either a party or a source"),
    (lambda _: am.Evidence("s", via=["x"]), "'x' is no hop"),
    (lambda n: am.Evidence("s", via=n), "evidence: via: 5: expected a hop or several"),
    (lambda n: am.Argument("a", "x", "y", evidence=n), "argument 'a': evidence: 5: expected evidence"),
    (lambda n: am.Source("s", after=n), "source 's': after: 5: expected a source or several"),
    (lambda n: am.Case("k", roles=n), "case 'k': roles: 5: expected a party"),
    (lambda n: am.Outcome("o", effects=n), "outcome 'o': effects: 5: expected (claim, effect)"),
    (lambda n: am.Outcome("o", by=n), "outcome 'o': by: 5: expected an id or several"),
    (lambda _: am.Outcome("o", effects=["x"]), "'x' is no effect: expected (claim, effect)"),
    (lambda _: am.Outcome("o", effects=[("x", "")]), "an empty effect"),
    (lambda _: am.Predecessor("t", []), "predecessor 't': evidence: one piece of evidence is expected here, not 0"),
    (lambda _: am.Claim("c", data=[1]), "claim 'c': data: data must be a mapping, not list"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "message"), REFUSED, ids=[message[:40] for _, message in REFUSED])
def test_refusals_name_record_field_and_remedy(make: Callable[[Any], Any], message: str) -> None:
    with pytest.raises(am.ValueRefused) as caught:
        make(5)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


# -- data --------------------------------------------------------------------------------------------------------------


@given(json_data)
def test_data_is_kept_and_cannot_be_changed(data: dict[str, Any]) -> None:
    kept: Any = am.Claim("c", data=data).data
    assert kept == data
    assert kept.to_json() == data
    assert hash(kept) == hash(am.Claim("c", data=copy.deepcopy(data)).data)
    assert pickle.loads(pickle.dumps(kept)) == copy.deepcopy(kept) == kept
    with pytest.raises(TypeError):
        kept["x"] = 1
    with pytest.raises(TypeError):
        del kept["x"]
    for name in ("_items", "new"):
        with pytest.raises(AttributeError):
            setattr(kept, name, {})
        with pytest.raises(AttributeError):
            delattr(kept, name)
    assert kept == data


def test_true_is_not_one_in_data() -> None:
    one, true, decimal = (am.Claim("c", data={"a": [value]}) for value in (1, True, 1.0))
    assert one != true
    assert one == decimal
    assert hash(one) == hash(decimal)
    assert am.Claim("c", data={"a": {"b": False}}) != am.Claim("c", data={"a": {"b": 0}})
    assert am.Claim("c", data={"a": []}) != am.Claim("c", data={"a": {}})


@pytest.mark.parametrize(
    "wrong",
    [
        {"a": float("nan")},
        {"a": float("-inf")},
        {"a": {1, 2}},
        {"a": b"x"},
        {1: "a"},
        {None: "a"},
        {"a\0": 1},
        {"a": "\ud800"},
        pytest.param({"a": 10**5000}, id="long"),
        [("a", 1)],
        "a",
        5,
    ],
)
def test_what_is_no_json_is_refused_as_data(wrong: Any) -> None:
    with pytest.raises(am.ValueRefused):
        am.Claim("c", data=wrong)
    with pytest.raises(am.ValueRefused):
        am.ArgumentMap(data=wrong)


def test_data_is_nested_so_deep_and_no_deeper() -> None:
    def nested(depth: int) -> Any:
        value: Any = 0
        for _ in range(depth):
            value = [value]
        return {"a": value}

    data = am.Claim("c", data=nested(99)).data
    assert pickle.loads(pickle.dumps(data)) == data
    circular: list[Any] = []
    circular.append(circular)
    for wrong in (nested(200_000), {"a": circular}):
        with pytest.raises(am.ValueRefused, match="nested more than"):
            am.Claim("c", data=wrong)


# -- records as values -------------------------------------------------------------------------------------------------


@given(records)
def test_records_are_values(record: Any) -> None:
    for twin in (
        type(record)(**{f.name: getattr(record, f.name) for f in dataclasses.fields(record)}),
        dataclasses.replace(record),
        copy.copy(record),
        copy.deepcopy(record),
        *(pickle.loads(pickle.dumps(record, protocol)) for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1)),
        eval(repr(record), vars(am)),
    ):
        assert twin == record
        assert hash(twin) == hash(record)
        assert repr(twin) == repr(record)
        assert type(twin) is type(record)


@pytest.mark.parametrize("record", FULL_RECORDS)
def test_nothing_in_a_record_can_be_changed(record: Any) -> None:
    before = repr(record)
    todo: list[Any] = [record]
    while todo:
        value = todo.pop()
        if isinstance(value, tuple):
            todo += value
        elif dataclasses.is_dataclass(value):
            names = [f.name for f in dataclasses.fields(value)]
            for name in [*names, "new", "__class__", "__dict__"]:
                with pytest.raises((AttributeError, TypeError)):
                    setattr(value, name, "x")
                with pytest.raises((AttributeError, TypeError)):
                    delattr(value, name)
            todo += [getattr(value, name) for name in names]
            assert not hasattr(value, "__dict__")
        else:
            assert value is None or isinstance(value, str | int | float | am.Date | FrozenData), value
    assert repr(record) == before


@pytest.mark.parametrize("record", FULL_RECORDS)
def test_each_field_counts_for_equality(record: Any) -> None:
    others = [one for one in all_records(FULL) if type(one) is type(record)]
    for f in dataclasses.fields(record):
        for value in [getattr(one, f.name) for one in others if getattr(one, f.name) != getattr(record, f.name)]:
            try:
                changed = dataclasses.replace(record, **{f.name: value})
            except am.ValueRefused:
                continue  # imputed_by without its mode, distinct from itself
            assert changed != record, f.name


# -- names made and suggested ------------------------------------------------------------------------------------------


@given(words)
def test_ids_made_of_words_are_ids(text: str) -> None:
    if of_words := slug(text):
        assert len(of_words) <= 40
        assert am.Claim(of_words).id == of_words
    m = am.ArgumentMap()
    assert [m.add_claim(text).id, m.add_claim(text).id] == list(m.claims)


@pytest.mark.parametrize(
    ("wrong", "near"),
    [
        ("dumb-pipe", "cf-dumb-pipe"),
        ("cf-dump-pipe", "cf-dumb-pipe"),
        ("DUMB-PIPE", "cf-dumb-pipe"),
        ("condiut", "conduit"),
        ("zzzz", None),
        ("", None),
    ],
)
def test_the_nearest_name_is_suggested(wrong: str, near: str | None) -> None:
    assert did_you_mean(wrong, ["cf-dumb-pipe", "conduit", "a1"]) == (f": did you mean {near!r}?" if near else "")


def test_suggestions_come_to_an_end() -> None:
    assert did_you_mean("x" * 100_000, ["y" * 100_000] * 3) == ""
    names = [f"claim-{n}" for n in range(30_000)]
    assert did_you_mean("claim-77777", names).startswith(": did you mean 'claim-")
    for value in (None, 5, ["x"], ""):
        assert did_you_mean(value, names) == ""
