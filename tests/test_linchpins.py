"""Linchpins, what a claim's fall takes with it, and the cruxes of a debate: by hand, by definition, and when large."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import argmap as am
from argmap.positions.reasoning import upstream

ROOT = Path(__file__).parent.parent
FIXTURE = ROOT.parent / "shared" / "cloudflare"

needs_coding = pytest.mark.skipif(
    not (FIXTURE / "coding.json").is_file(), reason="the coding ../shared/cloudflare/coding.json is not here"
)


@pytest.fixture(scope="module")
def cloudflare() -> am.ArgumentMap:
    return am.read(ROOT / "examples" / "cloudflare")


def small(*arguments: tuple[str, list[str], str], kind: str = "support") -> am.ArgumentMap:
    """A map of claims of one letter, with arguments (id, premises, target)."""
    m = am.ArgumentMap()
    letters = dict.fromkeys(
        am.Literal.parse(one).id for _, premises, target in arguments for one in [*premises, target]
    )
    for id in letters:
        m.add_claim(f"Text of {id}.", id=id)
    for id, premises, target in arguments:
        m.extend([am.Argument(id, premises, target, kind)])
    return m


def table(m: am.ArgumentMap, target: str, **filters: Any) -> dict[str, int]:
    return {row.claim: row.load for row in am.linchpins(m, target, **filters)}


# -- the rule of the coding, to the letter -----------------------------------------------------------------------------


@needs_coding
def test_load_as_the_coding_has_it(cloudflare: am.ArgumentMap) -> None:
    expected = json.loads((FIXTURE / "coding.json").read_text(encoding="utf-8"))["expected"]["load"]
    assert len(expected) == 5
    for target, one in expected.items():
        found = am.linchpins(cloudflare, target)
        assert [(row.claim, row.load) for row in found] == list(one["load"].items())
        assert {row.of for row in found} == {one["of"]}
        upstream_ids = {id for row in found for id in row.lost}
        assert upstream_ids <= set(one["upstream"])


def test_the_question_which_claim_takes_most_of_als_case(cloudflare: am.ArgumentMap) -> None:
    first, second = am.linchpins(cloudflare, "cf-contributorily-liable")[:2]
    assert (first.claim, second.claim) == ("m-contributory-test", "material-assistance")
    assert second.lost == ("RB01", "RB03", "RB04", "RB05", "RB06")
    assert (second.load, second.of) == (5, 9)
    assert first.text.startswith("(implicit) ")
    stands = [row.id for row in am.without(cloudflare, "material-assistance", "cf-contributorily-liable")]
    assert stands == ["RB01", "RB03", "RB04", "RB05", "RB06", "RB02", "RB07", "RD07", "RG02"]


def test_a_party_s_own_case(cloudflare: am.ArgumentMap) -> None:
    # RB06 is the judge's, RB07 the analyst's, RG02 RIAA's.
    assert table(cloudflare, "cf-contributorily-liable", party="als-scan")["material-assistance"] == 4
    assert am.linchpins(cloudflare, "cf-contributorily-liable", party="als-scan")[0].of == 5
    rolled = table(cloudflare, "~cf-sj", party="cd-cal-court")
    assert rolled["simple-measures-exist"] == 2
    assert table(cloudflare, "~cf-sj", party="cd-cal-court", rollup=False) == {}


# -- small maps --------------------------------------------------------------------------------------------------------


def test_linked_premises_fall_together_and_convergent_ones_do_not() -> None:
    m = small(("a1", ["b", "c"], "t"), ("a2", ["d"], "b"), ("a3", ["e"], "c"), ("a4", ["f"], "t"))
    assert table(m, "t") == {"b": 3, "c": 3, "d": 1, "e": 1, "f": 1}
    m = small(("a1", ["b"], "t"), ("a2", ["c"], "t"), ("a3", ["d"], "b"), ("a4", ["d"], "c"), ("a5", ["e"], "d"))
    # Neither b nor c alone carries what leads through d; d carries all of it though nothing dominates it.
    assert table(m, "t") == {"d": 3, "b": 2, "c": 2, "e": 1}


def test_premises_shared_by_linked_arguments() -> None:
    m = small(("a1", ["b", "p"], "t"), ("a2", ["c", "p"], "t"), ("a3", ["x"], "b"), ("a4", ["x"], "c"))
    assert table(m, "t") == {"p": 4, "b": 2, "c": 2, "x": 2}


def test_signs_suppositions_exceptions_and_other_kinds() -> None:
    m = small(("a1", ["b", "c (supposed)", "d (exception)"], "t"), ("a2", ["e"], "~b"), ("a3", ["f"], "c"))
    m.add_claim("Text of g.", id="g")
    m.extend([am.Argument("k1", ["g"], "b", "attack"), am.Argument("k2", ["g"], "a1", "undercut")])
    assert table(m, "t") == {"b": 1}
    assert table(m, "~b") == {"e": 1}
    assert not am.linchpins(m, "g")
    assert am.linchpins(m, "g").note == "Nothing supports g."


def test_circles_count_once_and_the_target_is_not_listed() -> None:
    m = small(("a1", ["b"], "t"), ("a2", ["t"], "b"), ("a3", ["b"], "c"), ("a4", ["c"], "b"), ("a5", ["b"], "b"))
    assert table(m, "t") == {"b": 5, "c": 2}


def test_an_imputed_argument_is_left_out_unless_asked_for() -> None:
    m = small(("a1", ["b"], "t"), ("a2", ["c"], "t"))
    ada, bo = m.add_party("Ada", id="ada"), m.add_party("Bo", id="bo")
    m.add_position(ada, "a1", "asserts", mode="imputed", imputed_by=bo)
    assert table(m, "t") == {"c": 1}
    assert table(m, "t", mode="imputed") == {"b": 1}
    m.add_position(bo, "a1", "asserts")
    assert table(m, "t") == {"b": 1, "c": 1}


def test_filters_and_ids_that_are_not_known() -> None:
    m = small(("a1", ["b"], "t"))
    with pytest.raises(am.UnknownIdError, match="no claim or argument 'tt'"):
        am.linchpins(m, "tt")
    with pytest.raises(am.ValueRefused, match="no filter 'partty': did you mean 'party'"):
        am.linchpins(m, "t", partty="ada")
    with pytest.raises(am.ValueRefused, match="b is the target itself"):
        am.without(m, "b", "b")


def test_without_a_claim_and_without_a_target() -> None:
    m = small(("a1", ["b"], "t"), ("a2", ["c"], "b"), ("a3", ["d"], "t"), ("a4", ["b"], "u"))
    m.extend([am.Argument("k1", ["b"], "d", "attack")])
    rows = [(row.fate, row.id) for row in am.without(m, "b")]
    assert rows == [
        *[("lost", "a1"), ("lost", "a4"), ("lost", "k1")],
        *[("loses its last support", "u"), ("stands", "a3")],
    ]
    rows = [(row.fate, row.id) for row in am.without(m, "c", "t")]
    assert rows == [("lost", "a2"), ("loses its last support", "b"), ("stands", "a1"), ("stands", "a3")]
    assert am.without(m, "c", "t").note == "1 of 3 supports that lead to t are lost."


# -- by definition -----------------------------------------------------------------------------------------------------

_LITERALS = st.sampled_from([sign + letter for letter in "tabcdef" for sign in ("", "", "", "~")])
_PREMISES = st.lists(_LITERALS, min_size=1, max_size=3, unique_by=lambda text: text.strip("~"))


@st.composite
def maps(draw: st.DrawFn) -> am.ArgumentMap:
    """Arguments of every kind among few claims, circles and all."""
    m = am.ArgumentMap()
    m.extend([am.Claim(letter) for letter in "tabcdef"])
    for number in range(draw(st.integers(1, 14))):
        marks = draw(st.sampled_from(["", "", "", " (supposed)"]))
        premises = [one + marks if i == 0 else one for i, one in enumerate(draw(_PREMISES))]
        kind = draw(st.sampled_from(["support"] * 5 + ["attack"]))
        m.extend([am.Argument(f"r{number}", premises, draw(_LITERALS), kind)])
    return m


def by_definition(m: am.ArgumentMap, target: str) -> dict[str, set[str]]:
    """The rule `load`, word for word: remove the supports that use a literal and form the set again."""

    def premises(one: am.Argument) -> set[str]:
        return {("~" if p.negated else "") + p.id for p in one.premises if not p.supposed}

    def reached(supports: list[am.Argument]) -> set[str]:
        found: set[str] = set()
        grown = True
        while grown:
            wanted = {target}.union(*(premises(one) for one in supports if one.id in found))
            new = {one.id for one in supports if str(one.target) in wanted}
            grown, found = new != found, new
        return found

    supports = [one for one in m.arguments.values() if one.kind == "support"]
    whole = reached(supports)
    used = set().union(*(premises(one) for one in supports if one.id in whole)) - {target}
    lost = {one: whole - reached([s for s in supports if one not in premises(s)]) for one in used}
    return {one: ids for one, ids in lost.items() if ids}


@given(maps(), st.sampled_from(["t", "~t", "a"]))
def test_linchpins_are_what_the_rule_says(m: am.ArgumentMap, target: str) -> None:
    expected = by_definition(m, target)
    found = am.linchpins(m, target)
    assert {row.claim: set(row.lost) for row in found} == expected
    assert [(row.claim, row.load) for row in found] == sorted(
        ((claim, len(ids)) for claim, ids in expected.items()), key=lambda one: (-one[1], one[0])
    )
    for row in found:
        fates = am.without(m, row.claim, target)
        assert {one.id for one in fates if one.fate == "lost"} == expected[row.claim]
        assert sum(one.fate in ("lost", "stands") for one in fates) == row.of


@given(maps())
def test_many_rounds_give_what_one_gives(m: am.ArgumentMap) -> None:
    whole = upstream.Upstream(m, ("t", False), lambda argument: True)
    assert upstream.loads(whole, bits=1) == upstream.loads(whole, bits=2) == upstream.loads(whole)


# -- large -------------------------------------------------------------------------------------------------------------


def chain(length: int) -> am.ArgumentMap:
    m = am.ArgumentMap()
    m.extend([am.Claim(f"c{i}") for i in range(length + 1)])
    m.extend([am.Argument(f"a{i}", [f"c{i + 1}"], f"c{i}") for i in range(length)])
    return m


def test_a_chain_of_50000() -> None:
    found = am.linchpins(chain(50_000), "c0")
    assert len(found) == 50_000
    assert [row.load for row in found[:3]] == [50_000, 49_999, 49_998]
    assert found[0].lost is None
    assert "too long to give" in found.note


def test_what_a_chain_of_50000_loses_in_the_middle() -> None:
    found = am.without(chain(50_000), "c25000", "c0")
    assert found.note == "25001 of 50000 supports that lead to c0 are lost."


def test_many_linked_arguments_in_a_tangle() -> None:
    # A ladder with rungs both ways: nothing but the first and the last pair is passed by every path.
    m = am.ArgumentMap()
    size = 3000
    m.extend([am.Claim(f"{side}{i}") for i in range(size + 1) for side in "xy"] + [am.Claim("t"), am.Claim("p")])
    m.extend([am.Argument("top", ["x0", "p"], "t"), am.Argument("top2", ["y0", "p"], "t")])
    for i in range(size):
        m.extend([am.Argument(f"{a}{b}{i}", [f"{b}{i + 1}", "p"], f"{a}{i}") for a in "xy" for b in "xy"])
        m.extend([am.Argument(f"{a}back{i}", [f"{a}{i}"], f"{a}{i + 1}") for a in "xy"])
    found = am.linchpins(m, "t")
    assert found[0].claim == "p"
    assert found[0].load == found[0].of == 2 + 6 * size
    by_claim = {row.claim: row.load for row in found}
    assert by_claim["x0"] == by_claim["y0"] == 2 + 2
    assert by_claim["x7"] == 3 + 3


# -- cruxes ------------------------------------------------------------------------------------------------------------


def debate(disputed: str, *arguments: tuple[str, list[str], str, str]) -> am.ArgumentMap:
    """Ada asserts and Bo denies each letter of `disputed`; arguments (id, premises, target, kind) are Ada's."""
    m = am.ArgumentMap()
    m.extend([am.Claim(letter) for letter in "tabcdef"])
    ada, bo = m.add_party("Ada", id="ada"), m.add_party("Bo", id="bo")
    for letter in disputed:
        m.add_position(ada, letter, "asserts", evidence=am.Evidence(quote=f"yes to {letter}"))
        m.add_position(bo, letter, "denies")
    for id, premises, target, kind in arguments:
        m.extend([am.Argument(id, premises, target, kind)])
        m.add_position(ada, id, "asserts")
    return m


def cruxes(m: am.ArgumentMap, **options: Any) -> dict[str, tuple[str, ...]]:
    return {row.claim: row.explains for row in am.cruxes(m, "ada", "bo", **options)}


def test_cruxes_of_the_case(cloudflare: am.ArgumentMap) -> None:
    # By hand: RC05 leads from the filter to simple measures, RC02 (the judge's) from there to the motion; RE02 from
    # jurisdiction to liability.
    found = am.cruxes(cloudflare, ["als-scan", "cd-cal-court"], "cloudflare")
    assert [(row.claim, row.explains) for row in found] == [
        ("image-filter-feasible", ("simple-measures-exist", "cf-sj")),
        ("no-us-jurisdiction", ("cf-contributorily-liable",)),
    ]
    assert found[0].a == "als-scan asserts; cd-cal-court reserves"
    assert found[0].b == "denies"
    assert found.note.endswith("2 of 5 disagreements.")
    # Without the court's arguments nothing leads from one to the other.
    alone = am.cruxes(cloudflare, "als-scan", "cloudflare")
    assert [row.claim for row in alone] == ["cf-contributorily-liable", "image-filter-feasible", "cf-sj"]
    everybody = am.cruxes(cloudflare, "als-scan", "cloudflare", arguments="all")
    assert [(row.claim, row.explains) for row in everybody] == [
        ("cf-contributorily-liable", ()),
        ("image-filter-feasible", ("cf-sj",)),
    ]


def test_cruxes_through_what_is_not_disputed_through_undercuts_and_not_through_suppositions() -> None:
    m = debate("abt", ("r1", ["~a"], "c", "attack"), ("r2", ["c"], "t", "support"), ("r3", ["b"], "r2", "undercut"))
    assert cruxes(m) == {"a": ("t",), "b": ("t",)}
    m = debate("at", ("r1", ["a (supposed)"], "t", "support"))
    assert cruxes(m) == {"t": (), "a": ()}
    m = debate("at")
    m.extend([am.Argument("r1", ["a"], "t")])
    assert cruxes(m) == {"t": (), "a": ()}
    assert cruxes(m, arguments="all") == {"a": ("t",)}
    m.add_position("ada", "r1", "asserts", mode="imputed", imputed_by="bo")
    assert cruxes(m, arguments="all") == {"t": (), "a": ()}


def test_disagreements_in_a_circle_are_tied() -> None:
    circle = [("r1", ["a"], "b", "support"), ("r2", ["b"], "a", "support"), ("r3", ["b"], "t", "attack")]
    (row,) = am.cruxes(debate("tab", *circle), "ada", "bo")
    assert (row.claim, row.explains, row.tied, row.a_quote) == ("a", ("t", "b"), ("b",), "yes to a")
    assert am.cruxes(debate(""), "ada", "bo").note == "No claim is in dispute."


@given(
    st.sets(st.sampled_from("tabcdef"), min_size=1),
    st.lists(st.tuples(st.sampled_from("tabcdef"), st.sampled_from("tabcdef")), max_size=10),
)
def test_cruxes_are_the_fewest_that_reach_all(disputed: set[str], edges: list[tuple[str, str]]) -> None:
    m = debate("".join(sorted(disputed)), *((f"r{i}", [a], b, "support") for i, (a, b) in enumerate(edges)))

    def reach(start: str) -> set[str]:
        found = {start}
        while new := {b for a, b in edges if a in found} - found:
            found |= new
        return found & disputed

    fewest = next(
        size
        for size in range(1, len(disputed) + 1)
        if any(set().union(*map(reach, some)) == disputed for some in combinations(sorted(disputed), size))
    )
    found = am.cruxes(m, "ada", "bo")
    assert len(found) == fewest
    assert all(set(row.explains) == reach(row.claim) - {row.claim} for row in found)
    assert all(row.claim in reach(other) for row in found for other in row.tied)


def test_a_chain_of_50000_disagreements_has_one_crux() -> None:
    m = chain(50_000)
    m.extend([am.Party("ada"), am.Party("bo")])
    m.extend([am.Position(f"p{i}", "ada", f"c{i}") for i in range(50_001)])
    m.extend([am.Position(f"q{i}", "bo", f"c{i}", "denies") for i in range(50_001)])
    (row,) = am.cruxes(m, "ada", "bo", arguments="all")
    assert row.claim == "c50000"
    assert len(row.explains) == 50_000
