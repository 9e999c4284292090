"""Agreement of two coders: the figures of the Cloudflare coding, published worked examples, and what is not defined."""

from __future__ import annotations

import csv
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import argmap as am
from argmap.positions.coders.coefficients import cohen_kappa, krippendorff_alpha

ROOT = Path(__file__).parent.parent
FIXTURE = ROOT.parent / "shared" / "cloudflare"
MODES = {
    "direct quote": "direct",
    "nested quote": "nested",
    "own text": "own",
    "imputed by an opponent": "imputed",
    "paraphrase": "paraphrase",
    "act": "act",
}

needs_coding = pytest.mark.skipif(
    not (FIXTURE / "coding_b.csv").is_file(), reason="the second coding ../shared/cloudflare/coding_b.csv is not here"
)


# -- the coefficients --------------------------------------------------------------------------------------------------

# Krippendorff, Computing Krippendorff's alpha-reliability, 2011, section C: four coders, twelve units, nominal data.
FOUR_CODERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]


def units(coders: list[list[Any]]) -> Counter[tuple[Any, ...]]:
    return Counter(tuple(value for value in unit if value is not None) for unit in zip(*coders, strict=True))


def test_alpha_of_a_published_example_with_four_coders() -> None:
    assert krippendorff_alpha(units(FOUR_CODERS)) == pytest.approx(0.743, abs=0.0005)


def test_alpha_of_a_published_example_with_two_coders() -> None:
    """Krippendorff 2011, sections A (binary, 0.095) and B (nominal, 0.692)."""
    binary = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
    assert krippendorff_alpha(units(binary)) == pytest.approx(0.095, abs=0.0005)
    nominal = [list("aabbdcccedda"), list("babbbccceddd")]
    assert krippendorff_alpha(units(nominal)) == pytest.approx(0.692, abs=0.0005)


def test_kappa_of_a_worked_example() -> None:
    """Two readers grant or refuse fifty applications: 20 both, 15 neither, 5 and 10 one of them; kappa is 0.4."""
    table = {("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}
    assert cohen_kappa(table) == pytest.approx(0.4)


def test_kappa_of_cohens_own_example() -> None:
    """Cohen 1960, table 1: two judges, 200 cases, three categories; kappa is 0.492."""
    proportions = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    table = {(row, column): count for row, line in enumerate(proportions) for column, count in enumerate(line)}
    assert cohen_kappa(table) == pytest.approx(0.492, abs=0.0005)


def test_coefficients_that_are_not_defined() -> None:
    for empty in ({}, {("a", "a"): 5}):
        assert cohen_kappa(empty) is None
        assert krippendorff_alpha(empty) is None
    assert krippendorff_alpha({("a",): 3, ("b",): 2}) is None
    assert cohen_kappa({("a", "b"): 5}) == 0


def test_the_coefficients_are_those_of_other_libraries() -> None:
    sklearn = pytest.importorskip("sklearn.metrics", reason="scikit-learn is not installed here")
    krippendorff = pytest.importorskip("krippendorff", reason="the package krippendorff is not installed here")
    chance = random.Random(1)
    for _ in range(40):
        a = [chance.randrange(4) for _ in range(30)]
        b = [value if chance.random() < 0.6 else chance.randrange(4) for value in a]
        pairs = Counter(zip(a, b, strict=True))
        assert cohen_kappa(pairs) == pytest.approx(sklearn.cohen_kappa_score(a, b))
        theirs = krippendorff.alpha(reliability_data=[a, b], level_of_measurement="nominal")
        assert krippendorff_alpha(pairs) == pytest.approx(theirs)


# -- Cloudflare --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def coded_twice() -> tuple[am.ArgumentMap, am.ArgumentMap]:
    first = am.read(ROOT / "examples" / "cloudflare")
    ids = {claim.data["code"]: claim.id for claim in first.claims.values() if "code" in claim.data}
    second = first.copy()
    second.remove(*second.positions.values())
    with (FIXTURE / "coding_b.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            piece = am.Evidence(row["source"], quote=row["quote"] or None, basis=row["basis"])
            second.add_position(
                row["party"], ids[row["claim"]], row["stance"], mode=MODES[row["mode"]], evidence=[piece], coder="b"
            )
    return first, second


@needs_coding
def test_cloudflare(coded_twice: tuple[am.ArgumentMap, am.ArgumentMap]) -> None:
    expected = json.loads((FIXTURE / "coding.json").read_text(encoding="utf-8"))["agreement"]["final"]
    found = am.agreement(*coded_twice)
    figures = {name: round(value, 3) for name, value in found.figures.items() if value is not None}
    n = dict(zip(found.column("measure"), found.column("n"), strict=True))
    parties, claims, universe = expected["presence_universe"]
    assert (
        figures.items()
        >= {
            "pairs_a": expected["pairs"],
            "pairs_b": expected["pairs_b"],
            "shared": expected["shared"],
            "only_a": expected["only_this"],
            "only_b": expected["only_b"],
            "same_stance": expected["same_stance"],
            "stance_kappa": expected["stance_kappa"],
            "presence_kappa": expected["presence_kappa"],
            "same_basis": expected["same_basis"],
            "basis_kappa": expected["basis_kappa"],
        }.items()
    )
    assert (n["presence_kappa"], n["basis_kappa"], n["stance_kappa"]) == (universe, expected["basis_pairs"], 136)
    assert f"over {parties} parties used by either coder x {claims} claims" in found[8].rule
    for measure in ("stance", "presence", "basis"):
        assert figures[f"{measure}_alpha"] == pytest.approx(figures[f"{measure}_kappa"], abs=0.005)
    assert "81 and 0 left out" in found.note


@needs_coding
def test_cloudflare_disagreements(coded_twice: tuple[am.ArgumentMap, am.ArgumentMap]) -> None:
    found = am.agreement(*coded_twice)
    counts = Counter(found.disagreements.column("differ_in"))
    figures = found.figures
    assert counts["presence"] == figures["only_a"] + figures["only_b"]
    assert counts["stance"] == figures["shared"] - figures["same_stance"]
    assert counts["basis"] == 131 - figures["same_basis"]
    rows = {(row.party, row.claim): row for row in found.disagreements}
    luthair = rows["luthair", "liable-for-caching"]
    assert (luthair.a, luthair.b, luthair.quote_b) == ("questions", "denies", "Seems pretty insane")
    gloss = rows["copyright-industries", "cf-hosts-sites"]
    assert (gloss.a, gloss.b) == (None, "asserts (imputed)"), "an opponent's gloss is not shown as a party's own word"


@needs_coding
def test_two_coders_in_one_map(coded_twice: tuple[am.ArgumentMap, am.ArgumentMap]) -> None:
    first, second = coded_twice
    both = first.copy()
    for p in first.positions.values():
        both.replace(p, coder="a")
    both.extend(
        am.Position(
            f"b-{p.id}",
            p.party,
            p.target,
            p.stance,
            mode=p.mode,
            evidence=p.evidence,
            imputed_by=p.imputed_by,
            coder="b",
        )
        for p in second.positions.values()
    )
    expected = am.agreement(first, second).figures
    assert am.agreement(both, coders=("a", "b")).figures == expected
    assert am.agreement(both).figures == expected, "a map with two coders needs no names"
    turned = am.agreement(both, coders=("b", "a")).figures
    assert (turned["pairs_a"], turned["stance_kappa"]) == (expected["pairs_b"], expected["stance_kappa"])


# -- small maps --------------------------------------------------------------------------------------------------------


def twice_coded(*rows: tuple[str, str, str, str], **fields: Any) -> am.ArgumentMap:
    """A map from rows of coder, party, claim and stance."""
    m = am.ArgumentMap()
    m.add_issue("Building", id="building")
    for id in ("pier", "view", "trade"):
        m.add_claim(f"The {id}.", id=id, issue="building" if id == "pier" else None)
    for id in ("ada", "bo"):
        m.add_party(id.title(), id=id)
    for coder, party, claim, stance in rows:
        m.add_position(party, claim, stance, coder=coder, **fields)
    return m


def test_an_issue_narrows_pairs_and_universe() -> None:
    m = twice_coded(("a", "ada", "pier", "asserts"), ("b", "ada", "pier", "denies"), ("b", "ada", "view", "denies"))
    found = am.agreement(m, issue="building")
    assert (found.figures["pairs_a"], found.figures["pairs_b"]) == (1, 1)
    assert found[8].n == 1
    assert am.agreement(m)[8].n == 3
    assert "issue building" in found.rules


def test_the_first_position_counts_for_stance_and_any_explicit_one_for_basis() -> None:
    m = twice_coded(("a", "ada", "pier", "asserts"), ("a", "ada", "pier", "denies"), ("b", "ada", "pier", "asserts"))
    m.replace("p1", evidence=[am.Evidence(basis="inferred")])
    found = am.agreement(m)
    assert (found.figures["pairs_a"], found.figures["same_stance"], found.figures["same_basis"]) == (1, 1, 1)
    assert len(found.disagreements) == 0
    assert found.disagreements.note == "The coders differ in nothing."


def test_one_category_only_is_not_defined_and_said_so() -> None:
    found = am.agreement(twice_coded(("a", "ada", "pier", "asserts"), ("b", "ada", "pier", "asserts")))
    assert found.figures["stance_kappa"] is None
    assert found.figures["presence_kappa"] == 1
    assert "Not defined, for lack of pairs or of a second category: stance_kappa, stance_alpha" in found.note


def test_maps_with_other_claims_say_so() -> None:
    m = twice_coded(("a", "ada", "pier", "asserts"))
    other = m.copy()
    other.add_claim("The gulls.", id="gulls")
    assert "1 of 4 claims are in one of the maps only." in am.agreement(m, other).note


def test_what_cannot_be_compared() -> None:
    m = twice_coded(("a", "ada", "pier", "asserts"), ("b", "bo", "pier", "denies"), ("c", "bo", "pier", "denies"))
    with pytest.raises(am.ValueRefused, match=r"two coders are compared.*this map has 'a', 'b', 'c'"):
        am.agreement(m)
    with pytest.raises(am.ValueRefused, match="no coder 'd'"):
        am.agreement(m, coders=("a", "d"))
    for wrong in (("a",), ("a", "a"), "a", ("a", "b", "c")):
        with pytest.raises(am.ValueRefused, match="two coders are compared"):
            am.agreement(m, coders=wrong)
    with pytest.raises(am.ValueRefused, match="leave it out for two maps"):
        am.agreement(m, m, coders=("a", "b"))
    with pytest.raises(am.ValueRefused, match="no position of this map names its coder"):
        am.agreement(am.ArgumentMap())
    with pytest.raises(am.ValueRefused, match="no filter 'isue'"):
        am.agreement(m, m, isue="building")
    with pytest.raises(TypeError):
        am.agreement(m, coders=("a", "b")).figures["shared"] = 3  # type: ignore[index]  # it is read-only


def test_presence_is_counted_not_listed() -> None:
    """Ten thousand parties and as many claims would make a hundred million pairs."""
    m = am.ArgumentMap()
    m.extend(am.Claim(f"c{n}") for n in range(3000))
    m.extend(am.Party(f"x{n}") for n in range(3000))
    m.extend(am.Position(f"a{n}", f"x{n}", f"c{n}", "asserts", coder="a") for n in range(3000))
    m.extend(am.Position(f"b{n}", f"x{n}", f"c{n}", "asserts", coder="b") for n in range(1500))
    found = am.agreement(m)
    assert found[8].n == 9_000_000
    assert found.figures["presence_kappa"] == pytest.approx(2 / 3, abs=0.001)
