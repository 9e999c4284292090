"""Maps: equal by content, edited wholly or not at all, and indifferent to how long a chain or how big a hub is."""

from __future__ import annotations

import copy
import dataclasses
import gc
import pickle
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import argmap as am
from argmap.model.consistency import _circles
from argmap.model.references import COLLECTIONS, NAMES
from tests.strategies import all_records, full_map, maps
from tests.test_indexes import check_indexes, frozen_state
from tests.test_records import WRONG_IDS

FULL = full_map()


# -- maps as values ----------------------------------------------------------------------------------------------------


@given(maps())
def test_maps_are_equal_by_content(m: am.ArgumentMap) -> None:
    twin = am.ArgumentMap(m.title, data=m.data)
    twin.extend(reversed(all_records(m)))
    assert twin == m
    for record in all_records(m):
        smaller = m.copy()
        smaller.remove(record, *smaller.dependents(record))
        assert smaller != m
    m.title = f"{m.title} more"
    assert twin != m


@given(maps())
def test_copies_and_pickles(m: am.ArgumentMap) -> None:
    m.report = (am.ParseError("a line"),)
    m.texts["s"] = "text"
    before = frozen_state(m)
    for twin in (m.copy(), copy.copy(m), copy.deepcopy(m), pickle.loads(pickle.dumps(m))):
        assert frozen_state(twin) == before
        check_indexes(twin._store)
        twin.remove(*all_records(twin))
        twin.add_claim("new")
        twin.texts["new"] = ""
        twin.title = "new"
        assert frozen_state(m) == before


def test_each_field_of_each_record_counts_for_the_equality_of_maps() -> None:
    for record in all_records(FULL):
        for f in dataclasses.fields(record):
            # To leave these out would break the map, or is no change.
            if f.default is dataclasses.MISSING or f.name in ("kind", "sketch", "name"):
                continue
            value = "imputed" if f.name == "mode" else f.default
            if value != getattr(record, f.name):
                other = full_map()
                other.replace(record, **{f.name: value})
                assert other != FULL, (record.id, f.name)
    assert am.ArgumentMap("a") != am.ArgumentMap("b")
    assert am.ArgumentMap(data={"a": 1}) != am.ArgumentMap()


def test_title_and_data_of_a_map_keep_the_rules() -> None:
    m = full_map()
    for wrong in ("\0", "\ud800", 5, ["x"]):
        with pytest.raises(am.ValueRefused):
            m.title = wrong
        with pytest.raises(am.ValueRefused):
            m.data = wrong
    with pytest.raises(AttributeError):
        m.clams = 1
    assert m == FULL


@pytest.mark.parametrize("collection", list(COLLECTIONS))
def test_views_are_read_only_mappings(collection: str) -> None:
    m = full_map()
    view = getattr(m, collection)
    for change in ("__setitem__", "__delitem__", "pop", "clear", "update", "setdefault", "popitem"):
        assert not hasattr(view, change)
    with pytest.raises(AttributeError):
        setattr(m, collection, {})
    with pytest.raises(AttributeError):
        view.new = 1
    assert dict(view) == dict(view.items()) == m._store.collections[collection]
    assert list(view) == list(view.keys()) == [record.id for record in view.values()]
    assert len(view) == len(view(mode="any") if collection == "positions" else view())
    assert view == dict(view)
    for wrong in ("nowhere", 5, ["x"]):
        assert wrong not in view
        with pytest.raises(am.UnknownIdError, match=f"no {COLLECTIONS[collection].__name__.lower()} "):
            view[wrong]
    assert view.get("nowhere") is None
    assert view.get("nowhere", 1) == 1
    with pytest.raises(TypeError):
        view(unknown_filter=1)
    assert repr(view).startswith(f"<{len(view)} {collection}: ")


def test_a_view_shows_what_is_added_later() -> None:
    m = am.ArgumentMap()
    claims = m.claims
    m.extend([am.Claim("x")])
    m.add_claim("y", id="y")
    assert list(claims) == ["x", "y"]


# -- adding ------------------------------------------------------------------------------------------------------------


def test_extend_lists_every_problem_in_the_order_of_the_records() -> None:
    m = full_map()
    before = frozen_state(m)
    with pytest.raises(am.DuplicateIdError) as caught:
        m.extend(
            [
                am.Claim("fine"),
                am.Argument("x1", ["vew"], "fine"),
                am.Claim("build"),
                am.Position("x2", "Ada-L", "nowhere", evidence="S9"),
                am.Claim("fine"),
                am.Claim("x3", issue="peir"),
                am.Source("x4", case="k2", reported_in=am.Evidence("S8", via=[am.Hop(party="bob")])),
            ]
        )
    assert frozen_state(m) == before
    listed = [(problem.record.id, problem.field) for problem in caught.value.problems]
    assert listed == [
        ("x1", "premises"),
        ("build", "id"),
        ("x2", "target"),
        ("x2", "party"),
        ("x2", "evidence"),
        ("fine", "id"),
        ("x3", "issue"),
        ("x4", "case"),
        ("x4", "reported_in"),
        ("x4", "reported_in"),
    ]
    message = str(caught.value)
    assert message.startswith("10 problems:\n")
    assert "claim 'x3': issue: no issue 'peir': did you mean 'pier'?" in message


def test_a_thousand_problems_are_a_short_message() -> None:
    m = am.ArgumentMap()
    with pytest.raises(am.MapError) as caught:
        m.extend(am.Claim(f"c{n}", issue="nowhere") for n in range(1000))
    assert len(caught.value.problems) == 1000
    assert len(str(caught.value).splitlines()) == 22
    assert str(caught.value).endswith("… and 980 more")
    assert not m.claims


def test_extend_takes_nothing_when_its_source_fails() -> None:
    m = full_map()

    def broken() -> Iterator[Any]:
        yield am.Claim("new")
        raise RuntimeError("the disk is gone")

    with pytest.raises(RuntimeError, match="the disk is gone"):
        m.extend(broken())
    for wrong in ("claim", am.Literal("x"), None, am.Claim):
        with pytest.raises(am.ValueRefused, match="is no record"):
            m.extend([am.Claim("new"), wrong])
    m.extend([])
    assert m == FULL


def test_the_collector_is_left_as_it_was() -> None:
    assert gc.isenabled()
    am.ArgumentMap().extend([am.Claim("x")])
    assert gc.isenabled()
    gc.disable()
    try:
        am.ArgumentMap().extend([am.Claim("x")])
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_an_argument_and_its_authors_come_together() -> None:
    m = full_map()
    attempts: list[Callable[[], Any]] = [
        lambda: m.add_support("view", "build", by=["bo", "nobody"]),
        lambda: m.add_support("view", "nowhere", by="bo"),
        lambda: m.add_support("view", "build", id="a9", by="bo", source="S9"),
        lambda: m.add_support("view", "build", by="bo", source="S1", evidence="S1"),
        lambda: m.add_support("view", "build", by="bo", colour="red"),
        lambda: m.add_support("view", "build", by=5),
    ]
    for attempt in attempts:
        with pytest.raises((am.ArgmapError, TypeError)):
            attempt()
        assert m == FULL
    argument = m.add_support("view", "build", id="a9", by=["bo", "A. L."], source="S1", quote="we need it")
    by = [p for p in m.positions.values() if p.target == "a9"]
    assert [(p.id, p.party, p.stance) for p in by] == [("a9-by-bo", "bo", "asserts"), ("a9-by-ada", "ada", "asserts")]
    assert {p.evidence for p in by} == {argument.evidence}


def test_evidence_in_short() -> None:
    m = full_map()
    p = m.add_position("bo", "build", source="S1", quote="words", locator="p. 2", via=["bo", "S2"], basis="inferred")
    hops = [am.Hop(party="bo"), am.Hop(source="S2")]
    assert p.evidence == (am.Evidence("S1", quote="words", locator="p. 2", via=hops, basis="inferred"),)
    with pytest.raises(am.AmbiguousNameError, match="'ada' is a source and a party"):
        m.add_position("bo", "build", source="S1", via="ada")
    assert m.add_position("bo", "build", via=m.sources["ada"]).evidence[0].via == (am.Hop(source="ada"),)
    assert m.add_position("bo", "build", via=m.parties["ada"]).evidence[0].via == (am.Hop(party="ada"),)
    for nothing in ({"source": None, "quote": None}, {"evidence": None}, {"evidence": ()}):
        assert m.add_position("bo", "build", **nothing).evidence == ()
    for given_source in ("S1", m.sources["S1"]):
        assert m.add_position("bo", "build", source=given_source).evidence == (am.Evidence("S1"),)
        assert m.add_position("bo", "build", evidence=given_source).evidence == (am.Evidence("S1"),)
    m.texts["S1"] = "It was said that we need this pier."
    (anchored,) = m.add_position("bo", "build", source="S1", quote="need this").evidence
    assert anchored.quote is not None
    assert anchored.quote.start == 20
    before = frozen_state(m)
    with pytest.raises(am.QuoteError, match="is not in the text of S1; nearest"):
        m.add_position("bo", "build", source="S1", quote="want this")
    assert frozen_state(m) == before


def test_a_negation_is_not_taken_for_its_claim() -> None:
    """A position, an issue, … names a claim: to drop the `~` would say the opposite."""
    no = am.Literal("build", True)
    m = full_map()
    attempts: list[Callable[[], Any]] = [
        lambda: am.Position("p", "ada", no),
        lambda: m.add_position("ada", no),
        lambda: m.add_position("ada", "~build"),
        lambda: m.stances(no),
        lambda: m.holders(no),
        lambda: m.undercuts(no),
        lambda: m.statement(no),
        lambda: m.positions(target=no),
    ]
    for attempt in attempts:
        with pytest.raises(am.ValueRefused, match="negation"):
            attempt()


def test_a_record_of_another_kind_is_not_taken_for_its_id() -> None:
    """A party and a source may share an id: the one is not the other."""
    m = full_map()
    attempts: list[Callable[[], Any]] = [
        lambda: m.party(m.sources["ada"]),
        lambda: m.statement(m.parties["ada"]),
        lambda: m.positions(source=m.parties["ada"]),
        lambda: m.positions(party=m.sources["ada"]),
        lambda: m.claims(issue=m.claims["build"]),
        lambda: m.add_position(m.sources["ada"], "build"),
    ]
    for attempt in attempts:
        with pytest.raises(am.ValueRefused, match="is no "):
            attempt()


# -- changing ----------------------------------------------------------------------------------------------------------


def test_replace() -> None:
    m = full_map()
    with pytest.raises(am.UnknownIdError, match="no claim 'bild' in this map"):
        m.replace(am.Claim("bild"))
    with pytest.raises(am.UnknownIdError, match="no record 'bild': did you mean 'build'"):
        m.replace("bild", text="x")
    with pytest.raises(am.ValueRefused, match="neither an id nor a record"):
        m.replace(5, text="x")
    assert m == FULL
    order = list(m.positions)
    new = m.replace("p1", target="view")
    assert m.positions["p1"] is new
    assert list(m.positions) == order
    assert [p.id for p in m.stances("view").records] == ["p1"]
    assert m.replace(dataclasses.replace(m.claims["view"], text="Another.")).text == "Another."


def test_an_id_that_several_records_bear_must_be_told_apart() -> None:
    m = full_map()  # ada is a party and a source, town an issue and a party
    edits: list[Callable[[str], Any]] = [m.remove, m.replace, m.dependents, lambda id: m.rename(id, "new")]
    for edit in edits:
        with pytest.raises(am.AmbiguousNameError, match=r"give the record, as in m\."):
            edit("ada")
    m.add_claim("x", id="town")
    assert m["town"] is m.claims["town"], "a claim comes first where one only looks"
    with pytest.raises(am.AmbiguousNameError, match="'town' is a claim and a party and an issue"):
        m.remove("town")
    m.remove(m.claims["town"])
    assert m == FULL


def test_remove() -> None:
    m = full_map()
    with pytest.raises(am.MapError) as caught:
        m.remove("view")
    names = {problem.record.id for problem in caught.value.problems}
    assert names == {"a1", "a2", "a3", "a4", "a5", "a6", "r1", "o2"}
    with pytest.raises(am.MapError, match="still named elsewhere"):
        m.remove("a4", "view")
    assert m == FULL
    m.remove("a4", "a4", m.arguments["a5"])
    assert list(m.arguments) == ["a1", "a2", "a3", "a6"]
    m.remove()
    m.remove(*all_records(m))
    assert m == am.ArgumentMap(FULL.title, data=FULL.data)
    assert m._store.referrers == {name: {} for name in COLLECTIONS}
    m.extend(all_records(FULL))
    assert m == FULL


def test_rename_reaches_every_place_and_back() -> None:
    for record in all_records(FULL):
        m = full_map()
        collection = NAMES[type(record)]
        m.rename(getattr(m, collection)[record.id], "new-id")
        assert record.id not in getattr(m, collection)
        assert list(getattr(m, collection)).index("new-id") == list(getattr(FULL, collection)).index(record.id)
        check_indexes(m._store)
        m.rename(getattr(m, collection)["new-id"], record.id)
        assert frozen_state(m) == frozen_state(FULL)


def test_rename_follows_authors_courts_and_texts() -> None:
    m = full_map()
    m.texts["S1"] = "text"
    m.rename(m.parties["ada"], "a.l.")
    assert m.sources["S1"].authors == ("a.l.", "Somebody Else")
    assert m.cases["k1"].court == "a.l."
    assert m.sources["S1"].after[0].id == "ada", "the source of that name is another thing"
    m.rename("S1", "S0")
    assert m.texts == {"S0": "text"}
    for wrong in WRONG_IDS:
        with pytest.raises(am.ValueRefused):
            m.rename("build", wrong)
    assert m.rename("build", "build") is m.claims["build"]


def test_merging_parties_reaches_every_place() -> None:
    m = am.ArgumentMap()
    m.extend(
        [
            am.Party("cf", "Cloudflare", data={"n": 1, "same": [1]}),
            am.Party("cf2", "Cloudfare", kind="organization", aliases=["CF"], data={"n": 2, "same": [1]}),
            am.Party("cf3", distinct_from=["eff"]),
            am.Party("eff", "EFF", distinct_from=["cf3", "cf2"]),
            am.Claim("x"),
            am.Position("p1", "cf2", "x", on_behalf_of="cf3"),
            am.Position("p2", "eff", "x", mode="imputed", imputed_by="cf3"),
            am.Membership("m1", "eff", "cf2", "member_of"),
            am.Source("s", authors=["cf2", "cf3"], reported_in=am.Evidence(via=[am.Hop(party="cf3")])),
            am.Case("k", court="cf3", roles=[("cf2", "plaintiff")]),
            am.Outcome("o", by=["cf", "cf2"]),
        ]
    )
    merged = m.merge_parties("Cloudflare", "cf2", m.parties["cf3"], "cf")
    assert merged == m.parties["cf"]
    assert (merged.name, merged.aliases, merged.kind) == ("Cloudflare", ("Cloudfare", "CF", "cf3"), "organization")
    assert merged.data == {"n": 1, "same": [1], "n (cf2)": 2}
    assert merged.distinct_from == ("eff",)
    assert list(m.parties) == ["cf", "eff"]
    assert m.parties["eff"].distinct_from == ("cf",)
    assert (m.positions["p1"].party, m.positions["p1"].on_behalf_of, m.positions["p2"].imputed_by) == ("cf",) * 3
    assert m.memberships["m1"].principal == m.cases["k"].court == m.cases["k"].roles[0].party == "cf"
    assert m.sources["s"].authors == m.outcomes["o"].by == ("cf",)
    assert m.sources["s"].reported_in[0].via == (am.Hop(party="cf"),)
    check_indexes(m._store)
    m.extend([am.Party("speaker"), am.Membership("m2", "speaker", "cf")])
    before = frozen_state(m)
    with pytest.raises(am.MapError, match="is marked as distinct from"):
        m.merge_parties("cf", "eff")
    with pytest.raises(am.MapError, match="cannot be its own principal"):
        m.merge_parties("cf", "speaker")
    assert frozen_state(m) == before


# -- names -------------------------------------------------------------------------------------------------------------


def test_names_lead_to_one_party_or_are_refused() -> None:
    m = am.ArgumentMap()
    m.extend(
        [
            am.Party("cf", "Cloudflare, Inc.", aliases=["Cloudfare", "CF"]),
            am.Party("ac-1", "Anonymous Coward"),
            am.Party("ac-2", "Anonymous Coward"),
        ]
    )
    for name in ("cf", "CF", "Cloudfare", "  Cloudflare,\u00a0  Inc. ", m.parties["cf"]):
        assert m.party(name).id == "cf"
    with pytest.raises(am.AmbiguousNameError, match="'Anonymous Coward' may be 'ac-1' or 'ac-2': use the id"):
        m.party("Anonymous Coward")
    for wrong in ("cloudflare", 5, None, ["cf"], ""):
        with pytest.raises(am.UnknownIdError, match="no party"):
            m.party(wrong)
    with pytest.raises(am.UnknownIdError, match="did you mean 'Cloudfare'"):
        m.party("Cloudfaer")
    refused = {
        "'CF' is a name of 'cf' and of 'x'; an alias belongs to one party": am.Party("x", aliases=["CF"]),
        "'ac-1' is a name of 'ac-1' and of 'x'": am.Party("x", aliases=["ac-1"]),
        "'Anonymous Coward' is a name of 'ac-1' and of 'x'": am.Party("x", aliases=["Anonymous Coward"]),
        "party 'x': name: 'CF' is an alias of 'cf'": am.Party("x", "CF"),
        "party 'CF': id: 'CF' is an alias of 'cf'": am.Party("CF"),
    }
    for message, party in refused.items():
        with pytest.raises(am.MapError) as caught:
            m.extend([party])
        assert message in str(caught.value)
    with pytest.raises(am.MapError, match="an alias belongs to one party"):
        m.extend([am.Party("x", aliases=["X."]), am.Party("y", aliases=["X."])])
    m.extend([am.Party("ac-3", "Anonymous Coward")])


def test_a_refused_party_with_an_alias_of_its_own_is_one_problem() -> None:
    m = full_map()
    with pytest.raises(am.DuplicateIdError, match=r"^party 'ada': id: already the id of a party$"):
        m.extend([am.Party("ada", aliases=["Never heard of"])])
    assert frozen_state(m) == frozen_state(FULL)


def test_many_bearers_of_a_name_are_a_short_message() -> None:
    m = am.ArgumentMap()
    m.extend(am.Party(f"ac-{n}", "Anonymous Coward") for n in range(1000))
    with pytest.raises(am.AmbiguousNameError, match=r"'ac-4' \(or 995 more\): use the id"):
        m.party("Anonymous Coward")


# -- what may stand in a map -------------------------------------------------------------------------------------------


@pytest.fixture
def small() -> am.ArgumentMap:
    m = am.ArgumentMap()
    m.extend(
        [
            am.Claim("c1"),
            am.Claim("c2"),
            am.Claim("sketch", sketch=True),
            am.Argument("a1", "c1", "c2"),
            am.Argument("u1", "c1", "a1", "undercut"),
            am.Relation("r1", "c1", "c2", "tension"),
            am.Party("p"),
        ]
    )
    return m


FITS: list[tuple[Any, str | None]] = [
    (am.Argument("x", "c1", "c2", "undercut"), "undercut hits the step of an argument (or a sketch); 'c2' is a claim"),
    (am.Argument("x", "c1", "~sketch", "support"), None),
    (am.Argument("x", "c1", "sketch", "undercut"), None),
    (am.Argument("x", "c1", "u1", "undercut"), None),
    (am.Argument("x", "c1", "a1", "attack"), None),
    (am.Argument("x", "c1", "a1", "support"), None),
    (am.Argument("x", "c1", "x", "undercut"), None),
    (am.Argument("x", "c1", "~a1", "attack"), "only a claim can be negated, 'a1' is an argument"),
    (am.Argument("x", "c1", "r1", "attack"), "'r1' is a relation; a target is a claim or an argument"),
    (am.Argument("x", "a1", "c2"), "'a1' is no claim; a premise is a claim"),
    (am.Argument("x", "r1", "c2"), "'r1' is no claim; a premise is a claim"),
    (am.Argument("x", "c1", "c2 (supposed)"), "only a premise is supposed, an assumption or an exception"),
    (am.Argument("x", "c1 (supposed)", "c2"), None),
    (am.Argument("x", "c1", "c2", part_of="c2"), "'c2' is neither an argument nor a sketch"),
    (am.Argument("x", "c1", "c2", part_of="r1"), "'r1' is neither an argument nor a sketch"),
    (am.Argument("x", "c1", "c2", part_of="x"), "a circle: it would come back to 'x' itself"),
    (am.Argument("x", "c1", "c2", part_of="sketch"), None),
    (am.Relation("x", "c1", "a1", "tension"), "'a1' is no claim; a relation ties claims"),
    (am.Relation("x", "c1", "c1", "tension"), "a relation of c1 with itself"),
    (am.Relation("x", "c1", "~c1", "contradiction"), None),
    (am.Relation("x", "c1 (exception)", "c2", "tension"), "only a premise is supposed"),
    (am.Position("x", "p", "r1"), "'r1' is a relation; a position is taken on a claim or an argument"),
    (am.Position("x", "p", "u1"), None),
    (am.Outcome("x", effects=[("a1", "accepted")]), "'a1' is no claim; an outcome bears on claims"),
    (am.Outcome("x", effects=[("c1 (supposed)", "accepted")]), "only a premise is supposed"),
    (am.Membership("x", "p", "p"), "'p' cannot be its own principal"),
    (am.Membership("x", "p", "p", "member_of"), "'p' cannot be its own principal"),
    (am.Issue("x", parent="x"), "a circle"),
    (am.Position("x", "p", "c1", after=["x"]), "a circle"),
    (am.Position("x", "p", "c1", replies_to="x"), "a circle"),
    (am.Source("x", after=["x"]), "a circle"),
    (am.Source("x", reported_in="x"), "a circle"),
    (am.Outcome("x", after=["x"]), "a circle"),
]


@pytest.mark.parametrize(("record", "message"), FITS)
def test_what_fits(small: am.ArgumentMap, record: Any, message: str | None) -> None:
    before = frozen_state(small)
    if message is None:
        small.extend([record])
        check_indexes(small._store)
        return
    with pytest.raises(am.MapError) as caught:
        small.extend([record])
    assert message in str(caught.value)
    assert caught.value.problems[0].record is record
    assert frozen_state(small) == before


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=20), st.permutations(range(9)))
def test_circles_are_found_as_networkx_finds_them(edges: list[tuple[int, int]], starts: list[int]) -> None:
    import networkx

    graph = networkx.DiGraph([(str(a), str(b)) for a, b in edges])
    graph.add_nodes_from(map(str, starts))
    components = [
        one
        for one in networkx.strongly_connected_components(graph)
        if len(one) > 1 or all(graph.has_edge(node, node) for node in one)
    ]
    found = _circles([str(one) for one in starts], lambda id: list(graph.successors(id)))
    assert set(found) == {node for one in components for node in one}
    for one in components:
        assert len({found[node] for node in one}) == 1
    assert len(set(found.values())) == len(components)


# -- long chains and big hubs ------------------------------------------------------------------------------------------

LONG, CIRCLE, MANY = 50_000, 10_000, 10_000

LINKS: dict[str, Callable[[int], list[Any]]] = {
    "supports": lambda n: [am.Claim(f"c{n}"), *([am.Argument(f"a{n}", f"c{n - 1}", f"c{n}")] if n else [])],
    "undercuts": lambda n: [am.Argument(f"a{n}", "c", f"a{n - 1}", "undercut") if n else am.Argument("a0", "c", "c")],
    "part_of": lambda n: [am.Argument(f"a{n}", "c", "c", part_of=f"a{n - 1}" if n else None)],
    "parents": lambda n: [am.Issue(f"i{n}", parent=f"i{n - 1}" if n else None)],
    "documents": lambda n: [am.Source(f"s{n}", after=[f"s{n - 1}"] if n else ())],
    "reports": lambda n: [am.Source(f"s{n}", reported_in=[f"s{n - 1}"] if n else ())],
    "statements": lambda n: [am.Position(f"p{n}", "q", "c", after=[f"p{n - 1}"] if n else ())],
    "replies": lambda n: [am.Position(f"p{n}", "q", "c", replies_to=f"p{n - 1}" if n else None)],
    "outcomes": lambda n: [am.Outcome(f"o{n}", after=[f"o{n - 1}"] if n else ())],
    "speakers": lambda n: [am.Party(f"q{n}"), *([am.Membership(f"m{n}", f"q{n}", f"q{n - 1}")] if n else [])],
    "principals": lambda n: [am.Party(f"q{n}"), *([am.Membership(f"m{n}", f"q{n - 1}", f"q{n}")] if n else [])],
}


def chain(name: str, length: int = LONG) -> list[Any]:
    """Records that name each other in a chain of this length; they need the claim `c` and the party `q`."""
    return [record for n in range(length) for record in LINKS[name](n)]


@pytest.mark.parametrize("name", ["part_of", "statements", "replies", "outcomes", "principals"])
def test_more_chains_of_50_000(name: str) -> None:
    links = chain(name)
    m = am.ArgumentMap()
    m.extend([*reversed(links), am.Claim("c"), am.Party("q")])
    twin = m.copy()
    assert twin == m
    twin.replace(links[-1], data={"n": 1})
    assert twin != m
    twin.remove(*links)
    assert len(all_records(twin)) == 2


@pytest.mark.parametrize("name", ["supports", "undercuts", "documents", "speakers", "principals"])
def test_a_chain_of_50_000_grows_and_shrinks_one_by_one(name: str) -> None:
    links = chain(name)
    m = am.ArgumentMap()
    m.extend([am.Claim("c"), am.Party("q")])
    for record in links:
        m.extend([record])
    check_indexes(m._store)
    for record in reversed(links):
        m.remove(record)
    assert len(all_records(m)) == 2


def test_a_chain_of_50_000_is_pickled_and_renamed() -> None:
    m = am.ArgumentMap()
    m.extend(chain("supports"))
    assert pickle.loads(pickle.dumps(m)) == m
    m.rename("c0", "foot")
    assert m["a1"].premises[0].id == "foot"


def test_rollup_takes_one_step_of_50_000() -> None:
    m = am.ArgumentMap()
    m.extend([*chain("speakers"), am.Claim("c"), am.Position("p", f"q{LONG - 1}", "c")])
    assert m.positions(party=f"q{LONG - 2}", rollup=True).column("principal") == [f"q{LONG - 2}"]


@pytest.mark.parametrize("name", [name for name in LINKS if name not in ("supports", "undercuts")])
def test_a_long_circle_is_refused(name: str) -> None:
    links = chain(name, CIRCLE)
    first, last = links[0], next(one for one in reversed(links) if type(one) is type(links[0]))
    changes: dict[str, Any] = {
        "part_of": {"part_of": last},
        "parents": {"parent": last},
        "documents": {"after": [last]},
        "reports": {"reported_in": [last]},
        "statements": {"after": [last]},
        "replies": {"replies_to": last},
        "outcomes": {"after": [last]},
    }
    ends = {"speakers": (first.id, last.id), "principals": (last.id, first.id)}
    m = am.ArgumentMap()
    m.extend([am.Claim("c"), am.Party("q"), *links])
    edit = (
        (lambda: m.extend([am.Membership("last", *ends[name])]))
        if name in ends
        else (lambda: m.replace(first, **changes[name]))
    )
    with pytest.raises(am.MapError, match="a circle") as caught:
        edit()
    assert len(caught.value.problems) == 1
    assert len(all_records(m)) == 2 + len(links)
    # All at once: every link is to blame.
    closed = [dataclasses.replace(first, **changes.get(name, {})), *links[1:]]
    if name in ends:
        closed.append(am.Membership("last", *ends[name]))
    again = am.ArgumentMap()
    with pytest.raises(am.MapError, match="a circle") as caught:
        again.extend([am.Claim("c"), am.Party("q"), *closed])
    assert len(caught.value.problems) == CIRCLE
    assert len(str(caught.value)) < 5000
    assert not all_records(again)


def test_a_tangle_of_circles_is_refused() -> None:
    m = am.ArgumentMap()
    with pytest.raises(am.MapError, match="a circle"):
        m.extend(am.Source(f"s{n}", after=[f"s{n + 1}", "s0"] if 0 < n < LONG - 1 else ["s1"]) for n in range(LONG))


def test_hubs_are_changed_one_by_one() -> None:
    m = am.ArgumentMap()
    m.extend([am.Claim("hub"), am.Claim("other"), am.Claim("x"), am.Source("s"), am.Party("q")])
    m.extend(am.Argument(f"a{n}", "x", "hub", evidence="s") for n in range(MANY))
    m.extend(am.Position(f"p{n}", "q", "hub", evidence="s") for n in range(MANY))
    m.extend(am.Party(f"q{n}", "Anonymous Coward") for n in range(MANY))
    assert len(m.arguments_for("hub")) == len(m.stances("hub")) == MANY
    assert m.holders("hub")[0].positions == MANY
    for n in range(MANY):
        m.replace(f"a{n}", target="other")
        m.replace(m.parties[f"q{n}"], name="Ann")
    assert m.arguments_for("other").column("id") == [f"a{n}" for n in range(MANY)]
    assert len(m.arguments_for("hub")) == 0
    for n in range(MANY):
        m.remove(m.positions[f"p{n}"], m.parties[f"q{n}"])
        m.extend([am.Party(f"q{n}", "Ann")])
    check_indexes(m._store)
    with pytest.raises(am.MapError):
        m.extend([*(am.Party(f"new{n}", "Ann") for n in range(MANY)), am.Party("q")])
    check_indexes(m._store)
    m.remove("other", *m.dependents("other"))
    m.remove(*all_records(m))
    check_indexes(m._store)


def test_an_argument_of_20_000_premises() -> None:
    m = am.ArgumentMap()
    m.extend(am.Claim(f"c{n}") for n in range(20_000))
    assert len(m.add_support([f"c{n}" for n in range(1, 20_000)], "c0").premises) == 19_999
    m.add_claim("x" * 1_000_000, id="long", wordings=[f"wording {n}" for n in range(20_000)])
    assert m.copy() == m
