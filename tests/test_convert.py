"""Views for networkx and pandas: what goes into a graph comes back, and nothing foreign slips in unseen."""

from __future__ import annotations

import datetime
from typing import Any

import networkx
import pytest
from hypothesis import given

import argmap as am
from argmap.model.references import COLLECTIONS
from tests.strategies import full_map, maps

BY_STATEMENTS = ("issues", "cases", "parties", "sources", "claims", "arguments", "relations")


def part_of(m: am.ArgumentMap, *collections: str) -> am.ArgumentMap:
    """The map with these collections only."""
    made = am.ArgumentMap(m.title, data=m.data)
    made.extend([record for name in collections for record in getattr(m, name).values()])
    return made


def small() -> am.ArgumentMap:
    m = am.ArgumentMap("The pier")
    for id in ("pier", "trade", "view"):
        m.add_claim(f"About the {id}.", id=id)
    m.add_party("Ada", id="ada")
    m.add_party("Bo", id="bo")
    m.add_support(["trade", "~view"], "pier", id="a1")
    m.add_undercut("view", "a1", id="a2")
    m.add_relation("trade", "~view", "tension", id="r1")
    m.add_position("ada", "pier", "denies", id="p1")
    m.add_position("bo", "pier", "asserts", id="p2", mode="imputed", imputed_by="ada")
    return m


# -- networkx ----------------------------------------------------------------------------------------------------------


@given(maps())
def test_a_graph_gives_the_statements_back(m: am.ArgumentMap) -> None:
    back = am.from_networkx(am.to_networkx(m))
    assert back == part_of(m, *BY_STATEMENTS)
    assert back.report == ()


@given(maps())
def test_a_graph_with_positions_gives_them_back_too(m: am.ArgumentMap) -> None:
    graph = am.to_networkx(m, positions=True)
    assert am.from_networkx(graph) == part_of(m, *BY_STATEMENTS, "positions")
    assert len(graph) == len(m.claims) + len(m.arguments) + len(m.parties) + len(m.positions)


@pytest.mark.parametrize("positions", [False, True])
def test_every_field_comes_back(positions: bool) -> None:
    m = full_map()
    more = ("positions",) if positions else ()
    assert am.from_networkx(am.to_networkx(m, positions=positions)) == part_of(m, *BY_STATEMENTS, *more)


def test_arguments_are_nodes_with_premises_and_a_target() -> None:
    graph = am.to_networkx(small())
    assert isinstance(graph, networkx.MultiDiGraph)
    assert dict(graph.nodes(data="type")) == {
        "pier": "claim",
        "trade": "claim",
        "view": "claim",
        "a1": "argument",
        "a2": "argument",
    }
    edges = [(u, v, d["type"], d["kind"], d.get("negated")) for u, v, d in graph.edges(data=True)]
    assert sorted(edges, key=str) == sorted(
        [
            ("trade", "a1", "premise", "support", False),
            ("view", "a1", "premise", "support", True),
            ("a1", "pier", "target", "support", False),
            ("view", "a2", "premise", "undercut", False),
            ("a2", "a1", "target", "undercut", False),
            ("trade", "view", "relation", "tension", None),
        ],
        key=str,
    )


def test_an_imputed_position_is_not_held() -> None:
    graph = am.to_networkx(small(), positions=True)
    assert [v for _, v, d in graph.out_edges(("party", "ada"), data=True) if d["type"] == "holder"] == [
        ("position", "p1")
    ]
    (edge,) = graph.out_edges(("party", "bo"), data=True)
    assert edge[2]["type"] == "imputed to"
    assert graph.nodes["position", "p2"]["type"] == "imputed position"


def test_a_claim_that_is_added_or_changed_is_read() -> None:
    graph = am.to_networkx(small())
    graph.nodes["pier"]["text"] = "Build it."
    graph.add_node("war", type="claim")
    graph.add_node("a3", type="argument", kind="attack")
    graph.add_edge("war", "a3", type="premise", negated=True)
    graph.add_edge("a3", "trade", type="target")
    m = am.from_networkx(graph)
    assert m.claims["pier"].text == "Build it."
    assert m.arguments["a3"] == am.Argument("a3", ["~war"], "trade", "attack")


def test_a_party_that_is_added_as_a_node_is_read() -> None:
    graph = am.to_networkx(small(), positions=True)
    graph.add_node(("party", "cy"), type="party", name="Cy")
    assert am.from_networkx(graph).parties["cy"].name == "Cy"


def test_attributes_of_others_are_reported() -> None:
    graph = am.to_networkx(small())
    networkx.set_node_attributes(graph, networkx.in_degree_centrality(graph), "centrality")
    graph.edges["trade", "a1", 0]["width"] = 2
    graph.graph["layout"] = "dot"
    m = am.from_networkx(graph)
    assert m == part_of(small(), *BY_STATEMENTS)
    assert tuple(map(str, m.report)) == (
        "edge: the attribute 'width' is not taken (1 times)",
        "node: the attribute 'centrality' is not taken (5 times)",
        "graph: the attribute 'layout' is not taken (1 times)",
    )


def drop_target(graph: Any) -> None:
    graph.remove_edge("a1", "pier")


def two_targets(graph: Any) -> None:
    graph.add_edge("a1", "trade", type="target")


def premise_of_a_claim(graph: Any) -> None:
    graph.add_edge("view", "pier", type="premise")


def target_of_a_claim(graph: Any) -> None:
    graph.add_edge("view", "pier", type="target")


def drop_premise(graph: Any) -> None:
    graph.remove_edge("view", "a1")


def node_without_type(graph: Any) -> None:
    graph.add_node("x", text="?")


def node_of_wrong_type(graph: Any) -> None:
    graph.add_node("x", type="clam")


def edge_without_type(graph: Any) -> None:
    graph.add_edge("view", "pier")


def unknown_role(graph: Any) -> None:
    graph.edges["view", "a1", 0]["role"] = "asumption"


def place_in_words(graph: Any) -> None:
    graph.edges["view", "a1", 0]["place"] = "second"


def number_as_id(graph: Any) -> None:
    graph.add_node(7, type="claim")


def other_end(graph: Any) -> None:
    graph.edges["trade", "view", 0]["b"] = "~pier"


def relation_without_kind(graph: Any) -> None:
    del graph.edges["trade", "view", 0]["kind"]


def number_for_evidence(graph: Any) -> None:
    graph.nodes["a1"]["evidence"] = 7


def imputed_as_own(graph: Any) -> None:
    graph.nodes["position", "p2"]["type"] = "position"
    graph.edges[("party", "bo"), ("position", "p2"), 0]["type"] = "holder"


def imputed_as_held(graph: Any) -> None:
    graph.edges[("party", "bo"), ("position", "p2"), 0]["type"] = "holder"


def position_without_party(graph: Any) -> None:
    graph.remove_node(("party", "bo"))


def position_of_a_claim(graph: Any) -> None:
    graph.add_edge("view", ("position", "p1"), type="holder")


def claim_on_a_claim(graph: Any) -> None:
    graph.add_edge("view", "trade", type="on")


FAULTS = {
    drop_target: "argument 'a1': no edges to its target, expected one",
    two_targets: "argument 'a1': 2 edges to its target, expected one",
    premise_of_a_claim: "node 'pier': type 'claim' has an edge 'premise', expected argument",
    target_of_a_claim: "node 'view': type 'claim' has an edge 'target', expected argument",
    drop_premise: "argument 'a1': its attribute premises says 2, its edges are 1",
    node_without_type: "node 'x': type None (expected claim, argument, party, position, imputed position)",
    node_of_wrong_type: "node 'x': type 'clam': did you mean 'claim'?",
    edge_without_type: "edge from 'view' to 'pier': type None",
    unknown_role: "unknown role 'asumption': did you mean 'assumption'?",
    place_in_words: "edge from 'view' to 'a1': place 'second' is no whole number",
    number_as_id: "id must be a string, not int",
    other_end: "relation from 'trade' to 'view': its end b is ~pier",
    relation_without_kind: "relation 'r1': no kind",
    number_for_evidence: "argument 'a1': ",
    imputed_as_own: "type 'position' does not fit mode 'imputed'",
    imputed_as_held: "type 'imputed position' has an edge 'holder'",
    position_without_party: "position ('position', 'p2'): no edges to its holder",
    position_of_a_claim: "node 'view': expected ('party', id)",
    claim_on_a_claim: "node 'view': type 'claim' has an edge 'on', expected position or imputed position",
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_what_is_not_known_is_refused(fault: Any) -> None:
    graph = am.to_networkx(small(), positions=True)
    fault(graph)
    with pytest.raises(am.ArgmapError) as caught:
        am.from_networkx(graph)
    assert FAULTS[fault] in str(caught.value)


def test_a_claim_that_is_missing_is_named() -> None:
    graph = am.to_networkx(small(), positions=True)
    graph.remove_node("a1")
    with pytest.raises(am.ArgmapError, match="argument 'a2': no edges to its target"):
        am.from_networkx(graph)


def test_an_undirected_graph_is_refused() -> None:
    with pytest.raises(am.ValueRefused, match="undirected"):
        am.from_networkx(networkx.Graph())


def test_a_chain_of_50_000_goes_there_and_back() -> None:
    m = am.ArgumentMap()
    size = 50_000
    m.extend([am.Claim(f"c{n}") for n in range(size)])
    m.extend([am.Argument(f"a{n}", f"c{n}", f"c{n + 1}") for n in range(size - 1)])
    graph = am.to_networkx(m)
    assert graph.number_of_edges() == 2 * (size - 1)
    assert am.from_networkx(graph) == m


# -- pandas ------------------------------------------------------------------------------------------------------------


@given(maps())
def test_a_frame_has_a_row_for_each_record(m: am.ArgumentMap) -> None:
    frames = am.to_pandas(m)
    assert set(frames) == {*COLLECTIONS, "imputed_positions"}
    for name in COLLECTIONS:
        ids = list(frames[name]["id"])
        if name == "positions":
            assert ids == [p.id for p in m.positions.values() if p.mode != "imputed"]
            ids = [p.id for p in m.positions.values() if p.mode == "imputed"]
            assert list(frames["imputed_positions"]["id"]) == ids
        else:
            assert ids == list(getattr(m, name))
    values = [p.value for p in m.positions.values() if p.mode != "imputed"]
    assert list(frames["positions"]["value"]) == values


def test_columns_are_plain() -> None:
    m = full_map()
    frames = am.to_pandas(m)
    argument = frames["arguments"].set_index("id").loc["a2"]
    assert argument["premises"] == ("~build (supposed)", "view (exception)", "~gist (assumption)")
    assert (argument["target"], argument["source"], argument["sources"]) == ("~view", "S1", ("S1", "S2"))
    source = frames["sources"].set_index("id").loc["S1"]
    assert (source["after"], source["after_inferred"]) == (("ada",), ("S3",))
    assert frames["outcomes"].set_index("id").loc["o2", "effects"] == ("~build: rejected", "view: agreed")
    assert frames["claims"].set_index("id").loc["build", "data"] == {"n": 6}
    plain = (str, int, float, bool, tuple, dict, type(None), datetime.datetime)
    for frame in frames.values():
        for column in frame.columns:
            assert all(isinstance(cell, plain) or str(cell) == "NaT" for cell in frame[column].astype(object))


def test_days_are_days() -> None:
    m = am.ArgumentMap()
    m.add_claim("x", id="x")
    m.add_party("Ada", id="ada")
    m.add_position("ada", "x", date="0001-02")
    m.add_position("ada", "x", date="2018/..")
    frame = am.to_pandas(m)["positions"]
    assert str(frame["earliest"].dtype) == "datetime64[s]"
    assert frame["earliest"][0].year == 1
    assert [str(day)[:10] for day in frame["latest"]] == ["0001-02-28", "NaT"]
    assert list(frame["date"]) == ["0001-02", "2018/.."]
    assert str(am.to_pandas(am.ArgumentMap())["positions"]["earliest"].dtype) == "datetime64[s]"


def test_premises_can_be_spread() -> None:
    frame = am.to_pandas(small())["arguments"].explode("premises")
    assert list(zip(frame["id"], frame["premises"], strict=True)) == [("a1", "trade"), ("a1", "~view"), ("a2", "view")]
