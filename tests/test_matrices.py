"""Party x claim matrices: what counts, what a cell holds, duplicates by the calendar, and DNA's two-mode matrices."""

from __future__ import annotations

import datetime
import gzip
import json
import random
import warnings
from pathlib import Path
from typing import Any

import pytest

import argmap as am

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus" / "debates_csv"
EXPECTED = CORPUS / "derived_dna_sample_expected_networks.json"
HEATING = CORPUS / "dna_domestic_heating_statements.xlsx"
needs_samples = pytest.mark.skipif(
    not EXPECTED.is_file(), reason="DNA's own samples ../shared/corpus/debates_csv are not here"
)


def small(*statements: tuple[Any, ...], parties: str = "abcd", claims: str = "xyz") -> am.ArgumentMap:
    """A map of (party, claim, stance or number or word, date, source)."""
    m = am.ArgumentMap()
    for id in parties:
        m.add_party(id.upper(), id=id)
    for id in claims:
        m.add_claim(f"Claim {id}.", id=id)
    for id in dict.fromkeys(one[4] for one in statements if len(one) > 4 and one[4]):
        m.add_source(id=id)
    for party, claim, said, *rest in statements:
        value = None if said in ("asserts", "denies", "questions", "concedes", "reserves", "mentions") else said
        date, source = (*rest, None, None)[:2]
        m.add_position(party, claim, "mentions" if value is not None else said, value=value, date=date, source=source)
    return m


def cells(M: am.Matrix) -> dict[tuple[str, str], float]:
    """The stored cells."""
    coo = M.values.tocoo()
    rows, columns = (part.tolist() for part in coo.coords)
    return {(M.parties[i], M.claims[j]): value for i, j, value in zip(rows, columns, coo.data.tolist(), strict=True)}


def dna_map(tmp_path: Path, version: int = 3) -> am.ArgumentMap:
    """DNA's own sample."""
    path = tmp_path / f"sample{version}.dna"
    path.write_bytes(gzip.decompress((CORPUS / f"dna{version}_sample.dna.gz").read_bytes()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", am.ReadWarning)
        return am.read(path)


# -- what counts -------------------------------------------------------------------------------------------------------


def test_a_cell_holds_the_side_that_a_party_takes() -> None:
    m = small(
        ("a", "x", "asserts"),
        ("a", "x", "concedes"),
        ("b", "x", "denies"),
        ("a", "y", "asserts"),
        ("a", "y", "denies"),
        ("b", "y", "questions"),
        ("c", "y", "reserves"),
    )
    M = am.matrix(m)
    assert (M.parties, M.claims) == (("a", "b"), ("x", "y"))
    assert cells(M) == {("a", "x"): 1, ("b", "x"): -1, ("a", "y"): 0}
    assert M.ambivalent == [("a", "y")]
    assert M.note == (
        "2 positions on claims take no side: left out. "
        "1 pair of party and claim has both stances, and counts with each."
    )
    frame = M.to_pandas()
    assert frame.loc["a", "y"] == 0
    assert frame.isna().loc["b", "y"]
    assert frame.attrs["rules"] == M.rules
    assert cells(am.matrix(m, value="combine")) == {("a", "x"): 1, ("b", "x"): 2, ("a", "y"): 3}
    assert cells(am.matrix(m, value="count", duplicates="all")) == {("a", "x"): 2, ("b", "x"): 1, ("a", "y"): 2}
    assert cells(am.matrix(m, value="subtract", duplicates="all")) == {("a", "x"): 2, ("b", "x"): -1, ("a", "y"): 0}
    assert cells(am.matrix(m, qualifier=None, duplicates="all"))["b", "y"] == 1


def test_what_is_imputed_or_on_an_argument_is_not_counted_and_told() -> None:
    m = small(("a", "x", "asserts"))
    m.add_support("y", "x", id="s1", by="a")
    m.add_claim(id="gist", text="By the look of it.", sketch=True)
    m.add_position("b", "gist", "asserts")
    m.add_position("b", "x", "asserts", mode="imputed", imputed_by="a")
    M = am.matrix(m)
    assert cells(M) == {("a", "x"): 1}
    assert M.note == '1 imputed position left out (mode="imputed" asks for it). 2 positions on arguments left out.'
    assert cells(am.matrix(m, mode="imputed")) == {("b", "x"): 1}


def test_spokesmen_and_members_count_for_their_principals() -> None:
    m = small(("a", "x", "asserts"), ("b", "x", "denies"))
    m.add_membership("a", "c", "speaks_for")
    m.add_membership("b", "d", "member_of")
    m.add_position("b", "y", "asserts", on_behalf_of="a")
    assert am.matrix(m).parties == ("a", "b", "c")
    assert am.matrix(m, rollup=False).parties == ("a", "b")
    assert am.matrix(m, rollup="member_of").parties == ("a", "c", "d")
    row = am.matrix(m).positions("c", "x")[0]
    assert (row.principal, row.party, row.record.id) == ("c", "a", "p1")


def test_minimum_counts_are_taken_before_anything_is_left_out() -> None:
    m = small(
        ("a", "x", "asserts"),
        ("a", "x", "asserts"),
        ("b", "x", "asserts"),
        ("b", "y", "asserts"),
        ("c", "z", "asserts"),
    )
    assert am.matrix(m, min_positions=2).parties == ("a", "b")
    assert am.matrix(m, min_claims=2).parties == ("b",)
    assert am.matrix(m, min_parties=2).claims == ("x",)
    # y has the only other position of b: both are counted before y goes.
    assert cells(am.matrix(m, min_claims=2, min_parties=2)) == {("b", "x"): 1}
    assert "fewer than 2 parties are left out" in am.matrix(m, min_parties=2).rules


def test_parties_and_claims_without_a_position_can_be_there() -> None:
    M = am.matrix(small(("b", "y", "asserts")), everybody=True)
    assert (M.parties, M.claims) == (tuple("abcd"), tuple("xyz"))
    assert cells(M) == {("b", "y"): 1}


def test_numbers_and_categories() -> None:
    m = small(("a", "x", -2), ("a", "x", 3), ("b", "x", "maybe"), ("b", "y", 3), ("c", "y", "asserts"))
    assert cells(am.matrix(m, qualifier="integer", value="subtract")) == {("a", "x"): 1, ("b", "y"): 3}
    assert am.matrix(m, qualifier="integer").ambivalent == [("a", "x")]
    assert "2 positions on claims have no number" in am.matrix(m, qualifier="integer").note
    assert "on a scale from -2 to 3" in am.matrix(m, qualifier="integer", party="b").rules
    # The last level is the ones: -2, 3, maybe in the order of texts.
    assert cells(am.matrix(m, qualifier="category", value="combine")) == {("a", "x"): 6, ("b", "x"): 1, ("b", "y"): 2}


def test_an_empty_map_has_an_empty_matrix() -> None:
    for m in (am.ArgumentMap(), small()):
        M = am.matrix(m)
        assert M.values.shape == (0, 0)
        assert repr(M) == "0 parties x 0 claims, 0 cells of 0."
        assert M.to_pandas().shape == (0, 0)
        assert am.two_mode(m).edges().rows == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"value": "signs"}, "did you mean 'sign'"),
        ({"qualifier": "boolen"}, "did you mean 'boolean'"),
        ({"duplicates": "weak"}, "did you mean 'week'"),
        ({"compat": "rdna"}, "compat='rdna': expected one of None, 'dna'"),
        ({"normalise": "jaccard"}, "expected one of None, 'activity', 'prominence'"),
        ({"normalise": "activity", "value": "sign"}, "no count that could be divided"),
        ({"qualifier": None, "value": "combine"}, "has none"),
        ({"qualifier": "category", "value": "subtract"}, "needs stances or numbers"),
        ({"qualifier": "integer", "value": "sign"}, "that of stances"),
        ({"scale": (1, 5)}, "belongs to qualifier='integer'"),
        ({"qualifier": "integer", "scale": (5, 1)}, "the least and the greatest"),
        ({"qualifier": "integer", "scale": (0, 1)}, "the value 2 lies outside"),
        ({"min_parties": 0}, "whole number from 1"),
        ({"isue": "x"}, "no filter 'isue': did you mean 'issue'"),
    ],
)
def test_what_is_wrong_is_refused_with_the_choices(options: dict[str, Any], message: str) -> None:
    with pytest.raises(am.ValueRefused, match=message):
        am.matrix(small(("a", "x", 2)), **options)


def test_an_unknown_cell_is_refused_and_a_silent_one_is_empty() -> None:
    M = am.matrix(small(("a", "x", "asserts"), ("b", "y", "denies")))
    assert M.positions("a", "y").rows == []
    with pytest.raises(am.UnknownIdError, match="no party 'B' in this matrix"):
        M.positions("B", "x")


def test_a_big_matrix_prints_small() -> None:
    m = small(*((p, c, "asserts") for p in "abcdefghijklmnopqrst" for c in "uvwxyz"), parties="abcdefghijklmnopqrst",
              claims="uvwxyz")  # fmt: skip
    lines = repr(am.matrix(m)).splitlines()
    assert len(lines) == 15
    assert max(map(len, lines)) <= 110
    assert lines[-1] == "20 parties x 6 claims, 120 cells of 120."
    assert am.matrix(m)._repr_html_().count("<tr>") == 21


# -- duplicates --------------------------------------------------------------------------------------------------------


def counted(m: am.ArgumentMap, **options: Any) -> float:
    return am.matrix(m, value="count", **options).values.sum().item()


def test_duplicates_by_document() -> None:
    m = small(
        ("a", "x", "asserts", None, "S1"),
        ("a", "x", "concedes", None, "S1"),
        ("a", "x", "denies", None, "S1"),
        ("a", "x", "asserts", None, "S2"),
        ("a", "x", "asserts"),
        ("a", "x", "asserts"),
    )
    assert counted(m, duplicates="document") == 5
    assert "2 statements without a document: each counts by itself." in am.matrix(m, duplicates="document").note
    assert counted(m, duplicates="all") == 6
    assert counted(m) == 2


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2018-03-07", "2018-03-07", {"day", "week", "month", "year"}),
        ("2018-03-07", "2018-03-08", {"week", "month", "year"}),
        ("2018-03-11", "2018-03-12", {"month", "year"}),  # Sunday, Monday
        ("2018-01-31", "2018-02-01", {"week", "year"}),
        ("2004-01-15", "2005-01-15", set()),
        ("2020-12-31", "2021-01-01", {"week"}),  # both in 2020-W53
        ("2019-12-30", "2020-01-05", {"week"}),  # both in 2020-W01
        ("2018-12-31", "2018-01-01", {"year"}),  # 2019-W01 and 2018-W01
        ("2018-03", "2018-03", {"month", "year"}),
        ("2018-03", "2018-03-07", {"month", "year"}),
        ("2018", "2018-03-07", {"year"}),
        ("2018~", "2018-03-07", set()),  # about 2018: it may be 2017
        ("2018-03-05/2018-03-09", "2018-03-07", {"week", "month", "year"}),
        ("../2018", "2018", set()),
        (None, "2018", set()),
        (None, None, set()),
    ],
)
def test_duplicates_by_the_calendar(first: str | None, second: str | None, same: set[str]) -> None:
    m = small(("a", "x", "asserts", first), ("a", "x", "asserts", second), ("a", "x", "denies", second))
    for unit in ("day", "week", "month", "year"):
        assert counted(m, duplicates=unit) == (2 if unit in same else 3), unit


def test_a_date_that_does_not_decide_makes_no_duplicate_and_is_counted() -> None:
    m = small(("a", "x", "asserts", "2018"), ("a", "x", "asserts", "2018"), ("a", "x", "asserts", "2018-03"))
    note = am.matrix(m, duplicates="month", value="count").note
    assert note == (
        "2 statements whose date does not decide the month: each counts by itself, none is taken for a duplicate."
    )


def test_calendar_duplicates_differ_from_those_of_dna_where_dna_ignores_the_year() -> None:
    draw = random.Random(5)
    days = [datetime.date(2003, 12, 20) + datetime.timedelta(days=draw.randrange(400)) for _ in range(75)]
    pairs = [(day, day + datetime.timedelta(days=364 * draw.randrange(3) + draw.randrange(6))) for day in days]
    for unit in ("week", "month", "year", "day"):
        differ = 0
        for first, second in pairs:
            m = small(*(("a", "x", "asserts", day.isoformat()) for day in (first, second)))
            true = {
                "day": first == second,
                "week": first.isocalendar()[:2] == second.isocalendar()[:2],
                "month": (first.year, first.month) == (second.year, second.month),
                "year": first.year == second.year,
            }[unit]
            of_dna = {
                "day": true,
                "week": first.isocalendar()[1] == second.isocalendar()[1],
                "month": first.month == second.month,
                "year": true,
            }[unit]
            assert counted(m, duplicates=unit) == (1 if true else 2)
            assert counted(m, duplicates=unit, compat="dna") == (1 if of_dna else 2)
            differ += true != of_dna
        assert bool(differ) == (unit in ("week", "month"))


@needs_samples
def test_calendar_duplicates_of_the_sample(tmp_path: Path) -> None:
    """The sample is of one year, so that DNA's duplicates are the true ones; copied a year later, they are not."""
    m = dna_map(tmp_path)
    for unit in ("week", "month", "year", "document"):
        assert counted(m, duplicates=unit) == counted(m, duplicates=unit, compat="dna")
    for p in list(m.positions.values()):
        assert p.date is not None
        assert p.date.earliest is not None
        later = p.date.earliest.replace(year=p.date.earliest.year + 1).isoformat()
        m.add_position(p.party, p.target, p.stance, on_behalf_of=p.on_behalf_of, date=later)
    for unit in ("week", "month"):
        assert counted(m, duplicates=unit, compat="dna") < counted(m, duplicates=unit)
    # What DNA drops is what it said a year before, no more.
    months = counted(dna_map(tmp_path), duplicates="month")
    assert (counted(m, duplicates="month", compat="dna"), counted(m, duplicates="month")) == (months, 2 * months)


# -- DNA's own ---------------------------------------------------------------------------------------------------------


@needs_samples
@pytest.mark.parametrize("version", [2, 3])
@pytest.mark.parametrize("aggregation", ["ignore", "subtract", "combine"])
def test_two_mode_matrices_of_dna(tmp_path: Path, aggregation: str, version: int) -> None:
    expected = json.loads(EXPECTED.read_text(encoding="utf-8"))["two_mode"]
    m = dna_map(tmp_path, version)
    M = am.matrix(m, value="count" if aggregation == "ignore" else aggregation, compat="dna")
    frame = M.to_pandas().fillna(0)
    frame.index = [m.parties[id].name for id in frame.index]
    frame.columns = [m.claims[id].text for id in frame.columns]
    assert frame.shape == (len(expected["rows"]), len(expected["cols"]))
    assert frame.loc[expected["rows"], expected["cols"]].to_numpy().tolist() == expected[aggregation]


def test_normalised_by_activity_and_by_prominence() -> None:
    m = small(("a", "x", "asserts"), ("a", "y", "asserts"), ("a", "y", "denies"), ("b", "x", "denies"))
    assert cells(am.matrix(m, value="count", normalise="activity")) == {
        ("a", "x"): 1 / 3,
        ("a", "y"): 2 / 3,
        ("b", "x"): 1,
    }
    assert cells(am.matrix(m, value="subtract", normalise="prominence")) == {
        ("a", "x"): 0.5,
        ("a", "y"): 0,
        ("b", "x"): -0.5,
    }


@pytest.mark.skipif(not HEATING.is_file(), reason="the sheet of the heating debate ../shared/corpus is not here")
def test_ambivalent_pairs_of_the_heating_sheet_are_counted_and_shown() -> None:
    import openpyxl

    head, *rows = openpyxl.load_workbook(HEATING, data_only=True).worksheets[0].iter_rows(values_only=True)
    actor, concept, agreement = (head.index(name) for name in ("actor", "concept", "agreement"))
    m = am.ArgumentMap()
    parties: dict[str, str] = {}
    claims: dict[str, str] = {}
    for row in rows:
        who, what = str(row[actor]).strip(), str(row[concept]).strip()
        if who not in parties:
            parties[who] = m.add_party(who).id
        if what not in claims:
            claims[what] = m.add_claim(what).id
        m.add_position(parties[who], claims[what], "asserts" if int(row[agreement]) else "denies")
    M = am.matrix(m)
    assert (len(rows), M.values.nnz, len(M.ambivalent)) == (559, 324, 20)
    assert "20 pairs of party and claim have both stances, and count with each." in M.note
    assert "20 pairs of party and claim have both stances" in am.congruence(m).note
    for party, claim in M.ambivalent:
        assert {row.stance for row in M.positions(party, claim)} == {"asserts", "denies"}


# -- filters -----------------------------------------------------------------------------------------------------------


def test_issues_and_cases_are_found_by_their_indexes() -> None:
    """Arguments without an issue are in that of the claim on which they bear in the end."""
    m = am.ArgumentMap()
    for id, parent in (("i", None), ("i1", "i"), ("j", None)):
        m.add_issue(id=id, title=id, parent=parent)
    for id, issue in (("x", "i1"), ("y", "j"), ("z", None)):
        m.add_claim(id=id, text=id, issue=issue)
    m.add_party("A", id="a")
    m.add_case(id="k", title="K v. L")
    m.add_source(id="S", case="k")
    m.add_source(id="T")
    m.add_support("y", "x", id="s", by="a", source="T")
    m.add_undercut("z", "s", id="u", by="a", source="S")
    m.add_undercut("x", "u", id="v", by="a")
    m.add_attack("x", "y", id="w", issue="i", by="a")
    m.add_undercut("x", "w", id="t", by="a")
    for claim in "xyz":
        m.add_position("a", claim, "asserts", via=["S"], source="T")
    every = {name: [row.id for row in m.positions(issue=name)] for name in ("i", "i1", "j")}
    assert [m.positions[id].target for id in every["i"]] == ["s", "u", "v", "w", "t", "x"]
    assert [m.positions[id].target for id in every["i1"]] == ["s", "u", "v", "x"]
    assert [m.positions[id].target for id in every["j"]] == ["y"]
    # With another filter the positions are looked through one by one.
    assert every == {name: [row.id for row in m.positions(issue=name, party="a")] for name in every}
    assert [row.id for row in m.positions(case="k")] == [row.id for row in m.positions(case="k", party="a")]
    assert [m.positions[row.id].target for row in m.positions(case="k")] == ["u", "x", "y", "z"]
    assert len(m.positions(issue="j", case="k")) == 1
