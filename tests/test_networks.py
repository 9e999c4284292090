"""Congruence, conflict, subtract and two-mode networks: the formulas by loops, DNA's matrices, what an edge holds."""

from __future__ import annotations

import itertools
import json
import math
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest

import argmap as am
from tests.test_matrices import EXPECTED, dna_map, needs_samples, small

ROOT = Path(__file__).parent.parent
FIXTURE = ROOT.parent / "shared" / "cloudflare" / "coding.json"
KINDS = {"congruence": am.congruence, "conflict": am.conflict, "subtract": am.subtract}
PARTIES, CLAIMS = "abcdef", "uvwxyz"


def edges(net: am.Network) -> dict[tuple[str, str], float]:
    return {(row.a, row.b): row.weight for row in net.edges()}


# -- the formulas, by loops --------------------------------------------------------------------------------------------


def debate(seed: int, qualifier: str | None) -> am.ArgumentMap:
    draw = random.Random(seed)
    said = {
        "boolean": ("asserts", "denies", "concedes", "questions"),
        "integer": (-3, -1, 0, 2, 5),
        "category": ("red", "blue", "green"),
    }[qualifier or "boolean"]
    return small(
        *((draw.choice(PARTIES), draw.choice(CLAIMS), draw.choice(said)) for _ in range(40)),
        parties=PARTIES,
        claims=CLAIMS,
    )


def counts(m: am.ArgumentMap, qualifier: str | None, once: bool, dna: bool, of: str) -> Counter[tuple[str, str, Any]]:
    """x(node, what ties it, level)."""
    found: Counter[tuple[str, str, Any]] = Counter()
    for p in m.positions.values():
        sign = {"asserts": 1, "concedes": 1, "denies": -1}.get(p.stance, 0)
        level: Any = p.value
        if qualifier == "boolean":
            if not sign:
                continue
            level = sign
        elif qualifier is None:
            level = sign if dna else None
        node, other = (p.party, p.target) if of == "party" else (p.target, p.party)
        if once:
            found[node, other, level] = 1
        else:
            found[node, other, level] += 1
    return found


def by_loops(
    x: Counter[tuple[str, str, Any]], kind: str, qualifier: str | None, normalise: str | None, dna: bool
) -> dict[tuple[str, str], float]:
    nodes = sorted({node for node, _, _ in x})
    activity = {node: sum(n for (who, _, _), n in x.items() if who == node) for node in nodes}
    found = {}
    for a, b in itertools.combinations(nodes, 2):
        ours = {key[1:]: n for key, n in x.items() if key[0] == a}
        theirs = {key[1:]: n for key, n in x.items() if key[0] == b}
        weight = 0.0
        for ((other, k), n), ((its, k2), n2) in itertools.product(ours.items(), theirs.items()):
            if other != its:
                continue
            if qualifier == "integer":
                apart = abs(k - k2) / 8
            elif qualifier is None:
                apart = 0
            else:
                apart = float(k != k2)
            weight += n * n2 * {"congruence": 1 - apart, "conflict": apart, "subtract": 1 - 2 * apart}[kind]
        by = 1.0
        if normalise == "average":
            by = (activity[a] + activity[b]) / 2
        elif normalise == "cosine":
            by = activity[a] * activity[b]
            if not dna:
                by = math.hypot(*ours.values()) * math.hypot(*theirs.values())
        elif normalise == "jaccard":
            by = sum(n for key, n in ours.items() if key not in theirs)
            by += sum(n for key, n in theirs.items() if key not in ours)
            by += sum(n * theirs[key] for key, n in ours.items() if key in theirs)
        if abs(weight) > 1e-12:
            found[a, b] = weight / by
    return found


CHOICES = [
    (kind, qualifier, normalise, duplicates, compat)
    for kind in KINDS
    for qualifier in ("boolean", "integer", "category", None)
    for normalise in (None, "average", "jaccard", "cosine")
    for duplicates, compat in (("once", None), ("all", None), ("all", "dna"))
    if (kind == "congruence" or qualifier is not None)
    and not (compat == "dna" and qualifier == "category" and kind != "congruence")
]


@pytest.mark.parametrize(("kind", "qualifier", "normalise", "duplicates", "compat"), CHOICES)
def test_weights_are_those_of_the_formulas(
    kind: str, qualifier: str | None, normalise: str | None, duplicates: str, compat: str | None
) -> None:
    for seed, of in ((1, "party"), (2, "claim"), (3, "party")):
        m = debate(seed, qualifier)
        net = KINDS[kind](
            m, of=of, qualifier=qualifier, normalise=normalise, duplicates=duplicates, compat=compat,
            scale=(-3, 5) if qualifier == "integer" else None,
        )  # fmt: skip
        x = counts(m, qualifier, duplicates == "once", compat == "dna", of)
        wanted = by_loops(x, kind, qualifier, normalise, compat == "dna")
        assert edges(net) == pytest.approx(wanted)
        assert set(edges(net)) == set(wanted)
        matrix = net.matrix.toarray()
        assert (matrix == matrix.T).all()
        assert not matrix.diagonal().any()
        assert net.matrix.dtype.kind == ("i" if normalise is None and qualifier != "integer" else "f")


def test_an_example_of_the_manual_of_dna() -> None:
    """On a scale from -5 to 5, one says -4 twice and the other 2 three times: 2 * 3 * (1 - 6 / 10)."""
    m = small(*(("a", "x", -4) for _ in range(2)), *(("b", "x", 2) for _ in range(3)))
    options: dict[str, Any] = {"qualifier": "integer", "scale": (-5, 5), "duplicates": "all"}
    assert am.congruence(m, **options).weight("a", "b") == pytest.approx(2.4)
    assert am.conflict(m, **options).weight("a", "b") == pytest.approx(3.6)
    # The scale is that of the map, not that of the filter.
    m.add_position("c", "y", "mentions", value=-5)
    m.add_position("c", "y", "mentions", value=5)
    wide = am.congruence(m, qualifier="integer", duplicates="all", target="x")
    assert wide.weight("a", "b") == pytest.approx(2.4)
    assert "on a scale from -5 to 5" in wide.rules


def test_the_same_claim_is_shared_by_each_level_for_those_on_both_sides() -> None:
    m = small(*((party, "x", stance) for party in "ab" for stance in ("asserts", "denies")))
    assert edges(am.congruence(m)) == {("a", "b"): 2}
    assert edges(am.conflict(m)) == {("a", "b"): 2}
    assert am.congruence(m).claims("a", "b") == ("x",)
    net = am.subtract(m)
    assert edges(net) == {}
    assert "1 pair of nodes with as much congruence as conflict: weight 0, no edge." in net.note


# -- DNA's own ---------------------------------------------------------------------------------------------------------


@needs_samples
@pytest.mark.parametrize("version", [2, 3])
@pytest.mark.parametrize("normalise", ["no", "average", "jaccard", "cosine"])
@pytest.mark.parametrize("aggregation", ["ignore", "congruence", "conflict", "subtract"])
def test_one_mode_matrices_of_dna(tmp_path: Path, aggregation: str, normalise: str, version: int) -> None:
    expected = json.loads(EXPECTED.read_text(encoding="utf-8"))["one_mode"][f"{aggregation}|{normalise}"]
    m = dna_map(tmp_path, version)
    net = KINDS.get(aggregation, am.congruence)(
        m,
        qualifier=None if aggregation == "ignore" else "boolean",
        normalise=None if normalise == "no" else normalise,
        compat="dna",
    )
    frame = net.to_pandas()
    names = [m.parties[id].name for id in frame.index]
    assert sorted(names) == sorted(expected["labels"])
    frame = frame.set_axis(names).set_axis(names, axis=1).loc[expected["labels"], expected["labels"]]
    assert np.abs(frame.to_numpy() - np.array(expected["matrix"])).max() <= 5e-7  # they are given to six places


@needs_samples
def test_the_sums_that_are_published_for_the_sample(tmp_path: Path) -> None:
    m = dna_map(tmp_path)
    assert am.congruence(m, qualifier=None, compat="dna").matrix.sum() == 276
    assert am.matrix(m, value="count", compat="dna").values.sum() == 40
    assert round(am.congruence(m, normalise="average", compat="dna").matrix.sum()) == 26


def test_dna_ignores_the_qualifier_in_duplicates_too() -> None:
    """Of two statements of one day DNA keeps the first when stances are ignored; the levels count in the divisor."""
    m = small(
        ("a", "x", "denies", "2018-02-02"),
        ("a", "x", "asserts", "2018-02-01"),
        ("b", "x", "asserts", "2018-02-01"),
        ("b", "y", "asserts", "2018-02-01"),
    )
    net = am.congruence(m, qualifier=None, compat="dna", duplicates="once", normalise="jaccard")
    assert edges(net) == {("a", "b"): pytest.approx(1 / 2)}  # a asserts x, as b does, who also has y
    net = am.congruence(m, qualifier=None, compat="dna", duplicates="day", normalise="jaccard")
    assert edges(net) == {("a", "b"): pytest.approx(2 / 3)}


# -- the fixture -------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not FIXTURE.is_file(), reason="the coding ../shared/cloudflare/coding.json is not here")
@pytest.mark.parametrize("kind", ["congruence", "conflict"])
def test_networks_of_the_cloudflare_map(kind: str) -> None:
    expected = json.loads(FIXTURE.read_text(encoding="utf-8"))["expected"][kind]
    m = am.read(ROOT / "examples" / "cloudflare")
    net = KINDS[kind](m, exclude={"issue": "off-topic"})
    found = [{"a": row.a, "b": row.b, "w": row.weight, "claims": list(row.claims)} for row in net.edges()]
    assert found == expected
    for row in net.edges():
        opened = net.positions(row.a, row.b)
        assert {one.target for one in opened} == set(row.claims)
        assert {one.principal for one in opened} == {row.a, row.b}
        assert {one.stance for one in opened} <= {"asserts", "concedes", "denies"}
    assert "without issue off-topic" in net.rules
    assert "an explicit spokesman says counts for the principal" in net.rules


# -- edges and nodes ---------------------------------------------------------------------------------------------------


def test_an_edge_opens_to_what_makes_it_and_to_nothing_else() -> None:
    m = small(
        ("a", "y", "asserts"),
        ("a", "x", "asserts"),
        ("b", "x", "concedes"),
        ("b", "x", "asserts"),
        ("b", "y", "denies"),
        ("a", "y", "denies"),
        ("c", "z", "asserts"),
    )
    agree, differ = am.congruence(m), am.conflict(m)
    assert agree.claims("b", "a") == ("x", "y")
    assert agree.positions("a", "b").column("party") == ["a", "b", "b", "b", "a"]
    assert [one.id for one in agree.positions("a", "b").records] == ["p2", "p3", "p4", "p5", "p6"]
    assert [one.id for one in differ.positions("a", "b").records] == ["p1", "p5"]
    assert agree.edges()[0].positions == ("p2", "p3", "p4", "p5", "p6")
    assert agree.claims("a", "c") == ()
    assert agree.weight("a", "c") == 0
    assert am.subtract(m).claims("a", "b") == ("x", "y")
    with pytest.raises(am.UnknownIdError, match="no party 'd' in this network"):
        agree.claims("a", "d")
    with pytest.raises(am.ValueRefused, match="parties tie claims"):
        agree.parties("a", "b")


def test_a_network_of_claims_opens_to_parties() -> None:
    m = small(*((p, c, "asserts") for p in "ab" for c in "xy"), ("a", "z", "denies"), ("b", "z", "asserts"))
    net = am.conflict(m, of="claim")
    assert [row.as_dict() for row in net.edges()] == [
        {"a": "x", "b": "z", "weight": 1, "parties": ("a",)},
        {"a": "y", "b": "z", "weight": 1, "parties": ("a",)},
    ]
    assert am.congruence(m, of="claim").parties("x", "y") == ("a", "b")
    assert [one.id for one in net.positions("x", "z").records] == ["p1", "p5"]
    with pytest.raises(am.ValueRefused, match="claims tie parties"):
        net.claims("x", "z")
    assert net.to_networkx().edges["x", "z"] == {"weight": 1, "parties": ("a",), "positions": ("p1", "p5")}


def test_edges_come_by_weight_then_by_code_point_whatever_the_order_of_the_map() -> None:
    m = small(*((p, "x", "asserts") for p in ("É", "b", "a", "Z")), ("É", "y", "denies"), ("b", "y", "denies"),
              parties="ÉbaZ")  # fmt: skip
    net = am.congruence(m)
    assert net.nodes == ("É", "b", "a", "Z")
    pairs = [(row.a, row.b) for row in net.edges()]
    assert pairs == [("b", "É"), ("Z", "a"), ("Z", "b"), ("Z", "É"), ("a", "b"), ("a", "É")]
    assert [(row.a, row.b) for row in net.edges(top=2)] == pairs[:2]
    assert len(net.edges(top=0)) == 0
    with pytest.raises(am.ValueRefused, match="top=-1"):
        net.edges(top=-1)


def test_graphs_of_networkx_carry_what_is_known(tmp_path: Path) -> None:
    m = small(("a", "x", "asserts"), ("a", "x", "asserts"), ("b", "x", "asserts"), ("b", "y", "asserts"))
    m.replace("a", kind="person")
    net = am.congruence(m)
    graph = net.to_networkx()
    assert graph.nodes["a"] == {"type": "party", "name": "A", "kind": "person", "positions": 2, "others": 1}
    assert graph.nodes["b"] == {"type": "party", "name": "B", "positions": 2, "others": 2}
    assert list(graph.nodes) == list(net.nodes)
    assert graph.edges["a", "b"] == {"weight": 1, "claims": ("x",), "positions": ("p1", "p2", "p3")}
    assert graph.graph["rules"] == net.rules
    assert (nx.to_scipy_sparse_array(graph) != net.matrix).nnz == 0
    nx.write_graphml(net.to_networkx(details=False), tmp_path / "net.graphml")
    nx.write_gexf(net.to_networkx(details=False), tmp_path / "net.gexf")
    assert nx.read_graphml(tmp_path / "net.graphml").edges["a", "b"]["weight"] == 1


def test_a_party_and_a_claim_of_one_id_stay_two_nodes() -> None:
    m = am.ArgumentMap()
    m.add_party("Acme", id="acme")
    m.add_claim("Acme is liable.", id="acme")
    m.add_position("acme", "acme", "denies")
    m.add_position("acme", "acme", "asserts")
    net = am.two_mode(m)
    assert (net.nodes, net.rows, net.columns) == (("acme", "acme"), ("acme",), ("acme",))
    graph = net.to_networkx()
    assert dict(graph.nodes(data="bipartite")) == {("party", "acme"): 0, "acme": 1}
    # On both sides is not silent: the edge is there, with weight 0.
    assert graph.edges[("party", "acme"), "acme"] == {"weight": 0, "positions": ("p1", "p2")}
    assert net.number_of_edges == 1
    assert [row.as_dict() for row in net.edges()] == [
        {"a": "acme", "b": "acme", "weight": 0, "positions": ("p1", "p2")}
    ]


def test_light_edges_and_isolates() -> None:
    m = small(("a", "x", "asserts"), ("b", "x", "asserts"), ("b", "y", "denies"), ("a", "y", "denies"),
              ("c", "x", "asserts"), ("d", "z", "asserts"), parties="abcde")  # fmt: skip
    assert am.congruence(m).nodes == tuple("abcd")
    assert am.congruence(m, isolates=False).nodes == tuple("abc")
    assert am.congruence(m, isolates="all").nodes == tuple("abcde")
    heavy = am.congruence(m, min_weight=2, isolates=False)
    assert (heavy.nodes, edges(heavy)) == (("a", "b"), {("a", "b"): 2})
    assert heavy.claims("a", "b") == ("x", "y")
    assert "edges of a weight below 2 are left out; parties without an edge are left out" in heavy.rules
    assert am.two_mode(m, min_weight=2, isolates=False).nodes == ()
    table = am.congruence(m).node_table()
    assert table.column("degree") == [2, 2, 2, 0]
    assert table.column("weight") == [3, 3, 2, 0]


@pytest.mark.parametrize(
    ("kind", "options", "message"),
    [
        ("congruence", {"of": "parties"}, "did you mean 'party'"),
        ("congruence", {"normalise": "average activity"}, "normalise='average activity': expected one of"),
        ("conflict", {"qualifier": None}, "qualifier=None has none"),
        ("subtract", {"qualifier": "category", "compat": "dna"}, "compat='dna' has no subtract of categories"),
        ("congruence", {"min_weight": -1}, "expected a number from 0"),
        ("congruence", {"isolates": "none"}, "isolates='none'"),
    ],
)
def test_what_is_wrong_is_refused(kind: str, options: dict[str, Any], message: str) -> None:
    with pytest.raises(am.ValueRefused, match=message):
        KINDS[kind](small(("a", "x", "asserts")), **options)


def test_dates_that_do_not_decide_are_told_by_statement() -> None:
    m = small(("a", "x", "asserts", "2018"), ("b", "x", "asserts", "2018-02-01"))
    net = am.congruence(m, until="2018-03")
    assert "1 of 2 positions are counted although their dates do not decide." in net.note
    assert net.positions("a", "b").column("match") == ["possibly", "yes"]


def test_every_choice_is_told_in_the_rules() -> None:
    m = small(("a", "x", 1), ("b", "x", 3))
    rules = am.congruence(
        m, qualifier="integer", duplicates="week", normalise="cosine", min_weight=0.5, min_claims=1, party=["a", "b"]
    ).rules
    for told in (
        "1 - d, where d is the distance of the two values divided by the length of the scale",
        "on a scale from 1 to 3",
        "in an ISO week one counts; where a date does not decide that, each counts",
        "divided by the product of the lengths of their vectors of counts (cosine)",
        "below 0.5 are left out",
        "party a or b",
        "imputed ones left out",
    ):
        assert told in rules, told
    assert rules.endswith(".")
    assert "whatever the year, as in DNA" in am.congruence(m, compat="dna", duplicates="month").rules
    assert "DNA calls this cosine" in am.congruence(m, compat="dna", normalise="cosine").rules


def test_networks_and_coalitions_are_the_same_under_any_hash_seed() -> None:
    script = (
        "import argmap as am; m = am.read('examples/cloudflare');"
        "print(am.congruence(m).edges(), am.congruence(m).rules, am.coalitions(m), am.coalitions(m, method='greedy'),"
        "am.matrix(m), am.coalitions(m).rules)"
    )
    told = set()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        )
        told.add(done.stdout)
    assert len(told) == 1


# -- coalitions --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["louvain", "greedy"])
def test_coalitions_that_are_planted_are_found(method: str) -> None:
    m = small(
        *((p, c, "asserts" if p in "abc" else "denies") for p in "abcdef" for c in "uvw"),
        ("a", "x", "asserts"),
        ("d", "x", "asserts"),
        ("b", "y", "asserts"),
        ("c", "y", "denies"),
        ("g", "z", "asserts"),
        parties="abcdefg",
        claims="uvwxyz",
    )
    table = am.coalitions(m, method=method)
    assert [row.as_dict() for row in table] == [
        {"coalition": 1, "parties": ("a", "b", "c"), "claims": ("u", "v", "w"), "divided": ("y",)},
        {"coalition": 2, "parties": ("d", "e", "f"), "claims": ("~u", "~v", "~w"), "divided": ()},
    ]
    assert "1 party agrees with nobody: g." in table.note
    net = am.congruence(m).to_networkx()
    planted = [set("abc"), set("def"), {"g"}]
    assert f"modularity {nx.community.modularity(net, planted):.3f}" in table.rules


def test_where_nobody_agrees_there_is_no_coalition() -> None:
    table = am.coalitions(small(("a", "x", "asserts"), ("b", "x", "denies")))
    assert table.rows == []
    assert "2 parties agree with nobody: a, b." in table.note
    assert "no edge, so no modularity" in table.rules
    assert am.coalitions(am.ArgumentMap()).rows == []
    with pytest.raises(am.ValueRefused, match="did you mean 'louvain'"):
        am.coalitions(am.ArgumentMap(), method="luvain")
