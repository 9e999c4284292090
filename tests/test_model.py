"""Records and the map: what is refused, what an edit leaves behind, equality, copies, long chains."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest

import argmap as am
from argmap.model.references import COLLECTIONS

CHAIN = 50_000


def pier() -> am.ArgumentMap:
    m = am.ArgumentMap("The pier")
    m.add_issue("Should the pier be built?", id="building")
    for id in ("pier", "trade", "view", "war"):
        m.add_claim(f"About the {id}.", id=id, issue="building")
    m.add_party("Ada Rowan", id="ada", aliases=["Ada"])
    m.add_party("Port Company", id="port")
    m.add_source("S1", date="2018-03-07")
    m.add_support(["trade", "~view"], "pier", id="a1", by="port", source="S1")
    m.add_undercut("war", "a1", id="a2", by="ada")
    m.add_position("ada", "pier", "denies", id="p1", source="S1", quote="no pier", date="2018-03")
    m.add_outcome("Permit", id="o1", by="port", effects=[("pier", "accepted")])
    return m


# -- strings -----------------------------------------------------------------------------------------------------------

RECORDS: list[am.Claim | Any] = [
    am.Issue("x"),
    am.Claim("x"),
    am.Argument("x", "a", "b"),
    am.Relation("x", "a", "b", "tension"),
    am.Party("x"),
    am.Membership("x", "a", "b"),
    am.Case("x"),
    am.Source("x"),
    am.Position("x", "a", "b"),
    am.Outcome("x"),
    am.Quote("x"),
    am.Evidence("x"),
    am.Role("x"),
    am.Literal("x"),
    am.Predecessor("x"),
    am.Effect("x", "y"),
]
STRINGS = [
    (record, field.name)
    for record in RECORDS
    for field in dataclasses.fields(record)
    if any(word in str(field.type) for word in ("str", "Date", "FrozenData", "Quote"))
]


@pytest.mark.parametrize(
    "bad", ["a\0b", "a\x1fb", "a\ud800b", "a\uffffb"], ids=["NUL", "control", "surrogate", "noncharacter"]
)
@pytest.mark.parametrize(("record", "field"), STRINGS, ids=[f"{type(r).__name__}.{f}" for r, f in STRINGS])
def test_every_string_field_refuses_what_xml_forbids(record: Any, field: str, bad: str) -> None:
    value: Any = {"note": bad} if field == "data" else bad
    with pytest.raises(am.ArgmapError):
        dataclasses.replace(record, **{field: value})


def test_texts_are_stripped_and_quotes_are_not() -> None:
    assert am.Claim("x", "  The\u00a0pier \n\t is ").text == "The pier is"
    assert am.Quote("  the\u00a0pier\r\n ").exact == "  the\u00a0pier\r\n "
    assert am.Claim("x", lang="en_US").lang == "en-us"
    with pytest.raises(am.ValueRefused, match="language"):
        am.Claim("x", lang="english!")


@pytest.mark.parametrize("id", ["", " ", "a b", "~a", "a;b", "<a>", 'a"b', "a\tb", "a\u00a0b", 7, None])
def test_ids_that_are_refused(id: Any) -> None:
    with pytest.raises(am.ArgmapError):
        am.Claim(id)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x", am.Literal("x")),
        ("~x", am.Literal("x", True)),
        (" ~x (supposed) ", am.Literal("x", True, True)),
        ("x (exception)", am.Literal("x", role="exception")),
        ("x (supposed, assumption)", am.Literal("x", supposed=True, role="assumption")),
        ("x(y)", am.Literal("x(y)")),
    ],
)
def test_literals(text: str, expected: am.Literal) -> None:
    assert am.Literal.parse(text) == expected
    assert am.Literal.parse(str(expected)) == expected


@pytest.mark.parametrize("text", ["", "~", "~~x", "x y", "x (maybe)", "x (assumption, exception)", "x ()", "a; b"])
def test_literals_that_are_refused(text: str) -> None:
    with pytest.raises(am.ArgmapError):
        am.Literal.parse(text)


def test_data_is_read_only_json() -> None:
    given = {"seen": ["S0"], "deep": {"n": 1}}
    claim = am.Claim("x", data=given)
    given["seen"].append("S1")  # type: ignore[attr-defined]  # the caller's own list
    assert claim.data.to_json() == {"seen": ["S0"], "deep": {"n": 1}}
    with pytest.raises(TypeError):
        claim.data["seen"] = 1  # type: ignore[index]  # what is tried here
    for bad in ({"n": float("nan")}, {"n": float("inf")}, {1: 2}, {"n": {1, 2}}, [1], "x"):
        with pytest.raises(am.ValueRefused):
            am.Claim("x", data=bad)  # type: ignore[arg-type]  # what is tried here
    nested: Any = 1
    for _ in range(1000):
        nested = {"n": nested}
    with pytest.raises(am.ValueRefused, match="nested"):
        am.Claim("x", data=nested)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_records_are_frozen_and_can_be_pickled(record: Any) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(record, dataclasses.fields(record)[0].name, "y")
    with pytest.raises((AttributeError, TypeError)):
        record.anything = 1
    assert pickle.loads(pickle.dumps(record)) == copy.deepcopy(record) == record
    assert hash(copy.deepcopy(record)) == hash(record)


def test_different_kinds_are_never_equal() -> None:
    assert am.Claim("x") != am.Issue("x")
    assert am.Claim("x") != "x"


# -- the map -----------------------------------------------------------------------------------------------------------


def test_equality_is_by_content_whatever_the_order() -> None:
    a, b = am.ArgumentMap(), am.ArgumentMap()
    records = [record for name in COLLECTIONS for record in getattr(pier(), name).values()]
    a.extend(records)
    b.extend(reversed(records))
    assert a == b
    assert list(a.claims) != list(b.claims)
    b.replace("pier", text="Else.")
    assert a != b
    assert a != "a map"
    with pytest.raises(TypeError, match="unhashable"):
        hash(a)


def test_a_copy_is_independent() -> None:
    m = pier()
    twins = [m.copy(), copy.copy(m), copy.deepcopy(m), pickle.loads(pickle.dumps(m))]
    for twin in twins:
        assert twin == m
        assert [list(getattr(twin, name)) for name in COLLECTIONS] == [list(getattr(m, name)) for name in COLLECTIONS]
        twin.remove("p1")
        assert "p1" in m.positions
        assert len(twin.stances("pier")) == 0
        assert len(m.stances("pier")) == 1


def test_views_are_read_only() -> None:
    m = pier()
    with pytest.raises(TypeError):
        m.claims["x"] = am.Claim("x")  # type: ignore[index]  # what is tried here
    with pytest.raises(AttributeError):
        m.claims = {}  # type: ignore[assignment, misc]  # what is tried here


REFUSED = [
    (lambda m: m.add_claim("Again.", id="pier"), am.DuplicateIdError, "claim 'pier': id: already the id of a claim"),
    (lambda m: m.add_claim("Again.", id="a1"), am.DuplicateIdError, "already the id of an argument"),
    (
        lambda m: m.add_support("veiw", "pier"),
        am.MapError,
        "premises: no claim or argument 'veiw': did you mean 'view'",
    ),
    (lambda m: m.add_support("view", "peir"), am.MapError, "target: no claim or argument 'peir'"),
    (lambda m: m.add_support("a1", "pier"), am.MapError, "'a1' is an argument; a premise is a claim|'a1' is no claim"),
    (lambda m: m.add_support([], "pier"), am.ValueRefused, "no premise"),
    (lambda m: m.add_support(["view", "view"], "pier"), am.ValueRefused, "view stands there twice"),
    (lambda m: m.add_undercut("war", "pier"), am.MapError, "an undercut hits the step of an argument"),
    (lambda m: m.add_attack("war", "~a1"), am.MapError, "only a claim can be negated"),
    (lambda m: m.add_position("adda", "pier"), am.UnknownIdError, "no party 'adda': did you mean"),
    (lambda m: m.add_position("ada", "~pier"), am.ValueRefused, "use 'pier' and 'denies'"),
    (lambda m: m.add_position("ada", "pier", "likes"), am.ValueRefused, "unknown stance 'likes'"),
    (lambda m: m.add_position("ada", "pier", date="2018-02-29"), am.DateError, "2018-02-29"),
    (lambda m: m.add_position("ada", "pier", source="S9"), am.MapError, "evidence: no source 'S9'"),
    (lambda m: m.add_position("ada", "pier", imputed_by="port"), am.ValueRefused, "mode='imputed' only"),
    (lambda m: m.add_party("Rowan", aliases=["Ada"]), am.MapError, "'Ada' is a name of 'ada' and of 'rowan'"),
    (lambda m: m.add_party("Ada"), am.MapError, "'Ada' is an alias of 'ada'"),
    (lambda m: m.add_membership("ada", "ada"), am.MapError, "its own principal"),
    (lambda m: m.add_relation("pier", "a1", "tension"), am.MapError, "'a1' is no claim"),
    (lambda m: m.add_relation("pier", "pier", "tension"), am.MapError, "with itself"),
    (lambda m: m.add_outcome("x", effects=[("a1", "accepted")]), am.MapError, "'a1' is no claim"),
    (lambda m: m.replace("a1", target="nowhere"), am.MapError, "no claim or argument 'nowhere'"),
    (lambda m: m.replace("pier", colour="red"), TypeError, "no field 'colour'"),
    (lambda m: m.replace("pier", id="x"), am.ValueRefused, "use rename"),
    (lambda m: m.remove("view"), am.MapError, "argument 'a1': premises: names 'view'"),
    (lambda m: m.remove("view", "S1"), am.MapError, "still named elsewhere"),
    (lambda m: m.remove("nothing"), am.UnknownIdError, "no record 'nothing'"),
    (lambda m: m.rename("view", "pier"), am.DuplicateIdError, "already the id of a claim"),
    (lambda m: m.rename("view", "a b"), am.ValueRefused, "white space"),
    (lambda m: m.extend([am.Claim("n"), am.Argument("n2", "n", "nowhere")]), am.MapError, "nowhere"),
    (lambda m: m.extend([am.Issue("i", parent="j"), am.Issue("j", parent="i")]), am.MapError, "a circle"),
    (lambda m: m.extend([am.Source("x", after="y"), am.Source("y", after="x")]), am.MapError, "a circle"),
    (
        lambda m: m.extend([am.Membership("x", "ada", "port"), am.Membership("y", "port", "ada")]),
        am.MapError,
        "a circle of speaks_for",
    ),
]


@pytest.mark.parametrize(("edit", "error", "message"), REFUSED, ids=[message[:30] for _, _, message in REFUSED])
def test_a_refused_edit_changes_nothing(edit: Any, error: type[Exception], message: str) -> None:
    m = pier()
    before = m.copy()
    with pytest.raises(error, match=message):
        edit(m)
    assert m == before
    assert [list(getattr(m, name)) for name in COLLECTIONS] == [list(getattr(before, name)) for name in COLLECTIONS]
    assert m._store.referrers == m._store.rebuilt().referrers
    assert m._store.names == m._store.rebuilt().names


def test_undercuts_reach_arguments_sketches_and_undercuts() -> None:
    m = pier()
    m.add_claim("Something about tides.", id="tides", sketch=True)
    m.add_undercut("war", "tides", id="u1")
    m.add_undercut("view", "a2", id="u2")
    assert m.undercuts("tides").column("id") == ["u1"]
    assert m.undercuts("a2").column("id") == ["u2"]
    with pytest.raises(am.MapError, match="an undercut hits the step"):
        m.replace("tides", sketch=False)
    assert m.claims["tides"].sketch


def test_rename_goes_everywhere() -> None:
    m = pier()
    m.rename("pier", "quay")
    m.rename(m.parties["port"], "company")
    m.rename("S1", "minutes")
    assert "pier" not in m
    assert m["a1"].target.id == "quay"
    assert m.positions["p1"].target == "quay"
    assert m.positions["p1"].source == m["a1"].source == "minutes"
    assert m.outcomes["o1"].effects[0].target.id == "quay"
    assert m.outcomes["o1"].by == ("company",)
    assert next(iter(m.claims)) == "quay"


def test_merging_parties() -> None:
    m = pier()
    m.add_party("Rowan, A.", id="rowan", kind="person", data={"role": "resident"})
    m.add_position("rowan", "view", "asserts")
    merged = m.merge_parties("ada", "rowan")
    assert merged.aliases == ("Ada", "Rowan, A.")
    assert (merged.kind, merged.data["role"]) == ("person", "resident")
    assert m.party("Rowan, A.").id == "ada"
    assert m.holders("view").column("party") == ["ada"]
    m.replace(m.parties["ada"], distinct_from=["port"])
    with pytest.raises(am.MapError, match="not to be merged"):
        m.merge_parties("port", "ada")


def test_ids_are_made_of_words_or_counted() -> None:
    m = am.ArgumentMap()
    assert m.add_claim("Der Pier — ça va!").id == "der-pier-ca-va"
    assert m.add_claim("Der Pier, ça va?").id == "der-pier-ca-va-2"
    assert m.add_claim("…").id == "c1"
    m.add_claim("Taken.", id="a1")
    assert m.add_support("c1", "a1").id == "a2"


def test_lookup_by_id_over_all_kinds() -> None:
    m = pier()
    m.add_party("Harbour", id="S1")
    assert isinstance(m["a1"], am.Argument)
    with pytest.raises(am.AmbiguousNameError, match="a party and a source"):
        m["S1"]
    assert isinstance(m.sources["S1"], am.Source)
    with pytest.raises(am.UnknownIdError, match="did you mean 'pier'"):
        m["peir"]
    with pytest.raises(am.UnknownIdError, match="no claim 'a1'"):
        m.claims["a1"]


# -- long chains and hubs: no recursion, nothing quadratic -------------------------------------------------------------


def chain(kind: str) -> list[Any]:
    ids = range(CHAIN)
    if kind == "supports":
        claims: list[Any] = [am.Claim(f"c{n}") for n in ids]
        return claims + [am.Argument(f"a{n}", f"c{n + 1}", f"c{n}") for n in range(CHAIN - 1)]
    if kind == "undercuts":
        first: list[Any] = [am.Claim("c"), am.Claim("d"), am.Argument("a0", "c", "d")]
        return first + [am.Argument(f"a{n}", "c", f"a{n - 1}", "undercut") for n in range(1, CHAIN)]
    if kind == "parents":
        return [am.Issue(f"i{n}", parent=f"i{n - 1}" if n else None) for n in ids]
    if kind == "documents":
        return [am.Source(f"s{n}", after=f"s{n - 1}" if n else ()) for n in ids]
    if kind == "reports":
        return [am.Source(f"s{n}", reported_in=f"s{n - 1}" if n else ()) for n in ids]
    parties: list[Any] = [am.Party(f"p{n}") for n in ids]
    return parties + [am.Membership(f"m{n}", f"p{n}", f"p{n + 1}") for n in range(CHAIN - 1)]


@pytest.mark.parametrize("kind", ["supports", "undercuts", "parents", "documents", "reports", "spokesmen"])
def test_a_chain_of_50_000(kind: str) -> None:
    records = chain(kind)
    m = am.ArgumentMap()
    m.extend(records)
    twin = m.copy()
    assert twin == m
    # In two of the chains only the next record names the first; in the others all hang on it.
    hanging = {"supports": 1, "spokesmen": 1, "undercuts": CHAIN}.get(kind, CHAIN - 1)
    assert len(twin.dependents(records[0])) == hanging
    twin.remove(*records)
    assert repr(twin) == "<ArgumentMap: empty>"
    backwards = am.ArgumentMap()
    backwards.extend(reversed(records))
    assert backwards == m


def test_questions_on_a_chain_of_50_000() -> None:
    m = am.ArgumentMap()
    m.extend(chain("undercuts"))
    m.add_party("Ada", id="ada")
    m.add_position("ada", f"a{CHAIN - 1}")
    assert len(m.positions(about="d")) == 1
    assert len(m.arguments(issue=m.add_issue("x", id="x"))) == 0
    issues = am.ArgumentMap()
    issues.extend(chain("parents"))
    issues.add_claim("Deep.", id="deep", issue=f"i{CHAIN - 1}")
    assert issues.claims(issue="i0").column("id") == ["deep"]
    reports = am.ArgumentMap()
    reports.extend(chain("reports"))
    reports.replace(reports.sources["s0"], date="2018")
    reports.add_claim("Said.", id="said")
    reports.add_party("Ada", id="ada")
    reports.add_position("ada", "said", source=f"s{CHAIN - 1}")
    assert len(reports.positions(since="2019")) == 0


def test_a_hub_of_10_000_arguments() -> None:
    m = am.ArgumentMap()
    m.add_claim("Hub.", id="hub")
    m.extend(am.Claim(f"c{n}") for n in range(10_000))
    m.extend(am.Argument(f"a{n}", f"c{n}", "hub", "attack" if n % 2 else "support") for n in range(10_000))
    assert len(m.arguments_for("hub")) == len(m.arguments_against("hub")) == 5_000
    m.remove(*(f"a{n}" for n in range(0, 10_000, 2)))
    assert len(m.arguments_for("hub")) == 0
    for n in range(1, 2_000, 2):
        m.replace(f"a{n}", target=f"c{n + 1}")
    assert len(m.arguments_against("hub")) == 4_000
