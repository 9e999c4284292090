"""The first answers, by hand: who holds what, when, for whom; what speaks for and against; tables."""

from __future__ import annotations

from typing import Any

import pytest

import argmap as am


@pytest.fixture
def m() -> am.ArgumentMap:
    m = am.ArgumentMap("The pier")
    m.add_issue("The pier", id="pier-issue")
    m.add_issue("Its costs", id="costs", parent="pier-issue")
    m.add_claim("Build the pier.", id="pier", issue="pier-issue", tags=["core"])
    m.add_claim("It brings trade.", id="trade", issue="costs")
    m.add_claim("It blocks the view.", id="view")
    m.add_claim("War is coming.", id="war")
    for id, name in [("ada", "Ada"), ("port", "Port Company"), ("lee", "Lee, lawyer"), ("gull", "Gull Society")]:
        m.add_party(name, id=id)
    m.add_membership("lee", "port", id="speaks")
    m.add_membership("gull", "ada", basis="inferred")
    m.add_case("Pier case", id="case")
    m.add_source("letter", case="case")
    m.add_source("gazette", date="2018-03-07")
    m.replace(m.sources["letter"], reported_in="gazette")
    m.add_support("trade", "pier", id="a1", by="port", source="letter")
    m.add_attack("trade", "~pier", id="a2")
    m.add_support("view", "~pier", id="a3", by="ada", basis="inferred", source="gazette")
    m.add_attack("view", "pier", id="a4", schemes=["example"])
    m.add_undercut("war", "a1", id="u1", by="ada")
    m.add_undercut("war", "u1", id="u2")
    m.add_position("ada", "pier", "denies", id="p1", date="2018", source="gazette", mode="direct")
    m.add_position("lee", "pier", "asserts", id="p2", source="letter", via=["letter"])
    m.add_position("gull", "view", "concedes", id="p3", date="2019-05")
    m.add_position(
        "port", "view", "asserts", id="p4", mode="imputed", imputed_by="ada", source="gazette", basis="inferred"
    )
    m.add_position("ada", "pier", "asserts", id="p5", date="2017~")
    m.add_outcome(
        "Permit", id="o1", by="gull", effects=[("pier", "accepted")], final=False, date="2018-04", case="case"
    )
    return m


def ids(table: am.Table) -> list[str]:
    return [row.record.id for row in table]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["a1-by-port?", "p1", "p2", "p3", "p5"]),
        ({"party": "ada"}, ["p1", "p5"]),
        ({"party": ["ada", "Lee, lawyer"]}, ["p1", "p2", "p5"]),
        ({"party": "port"}, []),
        ({"party": "port", "rollup": True}, ["p2"]),
        ({"party": "lee", "rollup": True}, ["p2"]),
        ({"party": "ada", "rollup": True}, ["p1", "p5"]),  # gull speaks for ada by inference only
        ({"target": "view"}, ["p3"]),
        ({"target": "view", "mode": "imputed"}, ["p4"]),
        ({"target": "view", "mode": "any"}, ["p3", "p4"]),
        ({"imputed_by": "ada"}, ["p4"]),
        ({"issue": "pier-issue"}, ["p1", "p2", "p5"]),
        ({"source": "letter"}, ["p2"]),
        ({"source": "gazette", "mode": "any"}, ["p1", "p4"]),
        ({"case": "case"}, ["p2"]),
        ({"stance": ["denies", "concedes"]}, ["p1", "p3"]),
        ({"mode": "direct"}, ["p1"]),
        ({"basis": "inferred", "mode": "any"}, ["p4"]),
        ({"tag": "core"}, ["p1", "p2", "p5"]),
        ({"on": "2018"}, ["p1", "p2", "p5"]),
        ({"since": "2018-06"}, ["p1", "p3", "p5"]),
        ({"until": "2016-12"}, ["p2", "p5"]),
        ({"since": "2020"}, []),
    ],
)
def test_positions(m: am.ArgumentMap, filters: dict[str, Any], expected: list[str]) -> None:
    on_claims = [row.record.id for row in m.positions(**filters) if row.target in m.claims]
    assert on_claims == [id for id in expected if not id.endswith("?")]


def test_partly_known_dates_answer_possibly(m: am.ArgumentMap) -> None:
    matches = {row.record.id: row.match for row in m.positions(target="pier", on="2018")}
    # p1 has the year; p2 is not later than the gazette of 7 March 2018; p5 is about 2017.
    assert matches == {"p1": "yes", "p2": "possibly", "p5": "possibly"}
    assert {row.record.id: row.match for row in m.positions(target="pier", until="2018-03-07")} == {
        "p1": "possibly",
        "p2": "yes",
        "p5": "possibly",
    }


def test_an_inferred_order_dates_nothing() -> None:
    m = am.ArgumentMap()
    m.add_claim("x", id="x")
    m.add_party("Ada", id="ada")
    m.add_source("old")
    inferred = am.Predecessor("old", am.Evidence(basis="inferred"))
    m.add_source("new", date="2018", after=[inferred])
    m.add_position("ada", "x", source="old")
    assert m.positions(since="2019")[0].match == "possibly"
    m.replace(m.sources["new"], after=["old"])
    assert len(m.positions(since="2019")) == 0


def test_about_takes_in_the_arguments(m: am.ArgumentMap) -> None:
    assert {row.target for row in m.positions(about="pier")} == {"pier", "a1", "a3", "u1"}
    assert {row.target for row in m.positions(about="war")} == {"u1"}
    assert {row.target for row in m.positions(about="costs")} == {"a1", "u1"}


def test_a_term_of_office() -> None:
    m = am.ArgumentMap()
    m.add_claim("x", id="x")
    for id in ("lee", "port"):
        m.add_party(id, id=id)
    m.add_membership("lee", "port", since="2017", until="2018-06")
    for n, date in enumerate(["2016", "2017-05", "2018-01", None], start=1):
        m.add_position("lee", "x", id=f"p{n}", date=date)
    rows = m.positions(party="port", rollup=True)
    # The term begins some time in 2017.
    assert {row.record.id: row.match for row in rows} == {"p2": "possibly", "p3": "yes", "p4": "possibly"}


def test_said_on_behalf_of_somebody(m: am.ArgumentMap) -> None:
    m.add_position("ada", "view", id="p9", on_behalf_of="gull")
    assert ids(m.positions(party="gull", rollup=True)) == ["p3", "p9"]


def test_rollup_takes_one_step(m: am.ArgumentMap) -> None:
    m.add_party("Crown", id="crown")
    m.add_membership("port", "crown")
    assert ids(m.positions(party="crown", rollup=True, target="pier")) == []
    assert ids(m.positions(party="port", rollup=True, target="pier")) == ["p2"]


def test_holders(m: am.ArgumentMap) -> None:
    table = m.holders("pier")
    assert [(row.party, row.stance, row.positions) for row in table] == [("lee", "asserts", 1), ("ada", "asserts", 1)]
    assert [row.party for row in m.holders("pier", rollup=True)] == ["port", "ada"]
    assert table.note == ""
    assert m.holders("view").column("party") == ["gull"]
    assert m.holders("war").note == "Nobody asserts or concedes war."
    assert m.holders("pier", on="2021").note.startswith("Nobody asserts or concedes pier in that time. ada denies it")


def test_imputed_is_never_shown_as_said(m: am.ArgumentMap) -> None:
    assert "port" not in m.stances("view").column("party")
    assert "1 imputed position left out" in m.stances("view").note
    assert "port" not in m.holders("view").column("party")
    assert m.parties(kind=None).column("positions")[list(m.parties).index("port")] == 1  # a1 only


def test_for_and_against(m: am.ArgumentMap) -> None:
    assert [(row.id, row.kind, row.target) for row in m.arguments_for("pier")] == [
        ("a1", "support", "pier"),
        ("a2", "attack", "~pier"),
    ]
    assert m.arguments_against("pier").column("id") == ["a3", "a4"]
    assert m.arguments_for("~pier").column("id") == ["a3", "a4"]
    assert m.arguments_against("~pier").column("id") == ["a1", "a2"]
    assert m.undercuts("a1").column("id") == ["u1"]
    assert m.undercuts().column("id") == ["u1", "u2"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"by": "ada"}, ["a3", "u1"]),
        ({"by": "port", "kind": "support"}, ["a1"]),
        ({"target": "~pier"}, ["a2", "a3"]),
        ({"premise": "view"}, ["a3", "a4"]),
        ({"basis": "inferred"}, ["a3"]),
        ({"source": "letter"}, ["a1"]),
        ({"scheme": "example"}, ["a4"]),
        ({"issue": "pier-issue"}, ["a1", "a2", "a3", "a4", "u1", "u2"]),
        ({"issue": "costs"}, []),
    ],
)
def test_arguments(m: am.ArgumentMap, filters: dict[str, Any], expected: list[str]) -> None:
    assert m.arguments(**filters).column("id") == expected


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, 1),
        ({"target": "pier", "effect": "accepted"}, 1),
        ({"target": "~pier"}, 0),
        ({"effect": "rejected"}, 0),
        ({"final": False}, 1),
        ({"final": True}, 0),
        ({"by": "gull", "case": "case"}, 1),
        ({"on": "2018"}, 1),
        ({"since": "2019"}, 0),
    ],
)
def test_outcomes(m: am.ArgumentMap, filters: dict[str, Any], expected: int) -> None:
    assert len(m.outcomes(**filters)) == expected


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"stance": "assert"}, "did you mean 'asserts'"),
        ({"party": "adda"}, "did you mean"),
        ({"target": "peir"}, "did you mean 'pier'"),
        ({"issue": "cost"}, "did you mean 'costs'"),
        ({"on": "2018", "since": "2017"}, "a span of its own"),
        ({"since": "2018-02-29"}, "no date"),
        ({"since": am.Date(text="yesterday")}, "cannot be placed"),
        ({"about": "peir"}, "did you mean 'pier'"),
        ({"mode": "imputd"}, "did you mean 'imputed'"),
    ],
)
def test_filters_that_are_refused(m: am.ArgumentMap, filters: dict[str, Any], message: str) -> None:
    with pytest.raises(am.ArgmapError, match=message):
        m.positions(**filters)


def test_names_and_records_are_understood(m: am.ArgumentMap) -> None:
    assert (
        m.positions(party="Port Company", rollup=True).records
        == m.positions(party=m.parties["port"], rollup=True).records
    )
    assert m.stances(m.claims["pier"]).records == m.stances("pier").records


# -- tables ------------------------------------------------------------------------------------------------------------


def test_tables(m: am.ArgumentMap) -> None:
    table = m.stances("pier")
    assert len(table) == len(table.to_pandas()) == len(list(table)) == 3
    assert table[-1].record.id == "p5"
    assert [row.party for row in table[:2]] == ["ada", "lee"]
    assert table.to_pandas().attrs["rules"] == table.rules
    assert repr(table).splitlines()[0].split() == list(table.columns)
    with pytest.raises(KeyError, match="no column 'partei'"):
        table.column("partei")
    with pytest.raises(AttributeError):
        table[0].nothing


def test_html_is_inert() -> None:
    m = am.ArgumentMap()
    m.add_claim("x", id="x")
    m.add_party("<script>alert(1)</script>", id="p")
    m.add_position("p", "x", hedge="<img src=x onerror=alert(1)>")
    page = m.stances("x")._repr_html_() + m.parties()._repr_html_()
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


# -- long chains -------------------------------------------------------------------------------------------------------


def test_questions_on_a_chain_of_50_000_undercuts() -> None:
    """The issue of an argument is found at the end of its chain: once for all, not once for each."""
    m = am.ArgumentMap()
    m.add_issue("x", id="x")
    chain: list[Any] = [am.Claim("c"), am.Claim("d", issue="x"), am.Argument("a0", "c", "d")]
    m.extend(chain + [am.Argument(f"a{n}", "c", f"a{n - 1}", "undercut") for n in range(1, 50_000)])
    m.add_party("Ada", id="ada")
    m.add_position("ada", "a49999")
    assert len(m.arguments(issue="x")) == 50_000
    assert len(m.positions(issue="x")) == len(m.positions(about="d")) == 1


def test_documents_reported_50_000_deep() -> None:
    m = am.ArgumentMap()
    m.extend(
        am.Source(f"s{n}", reported_in=f"s{n - 1}" if n else (), date=None if n else "2018") for n in range(50_000)
    )
    m.add_claim("Said.", id="said")
    m.add_party("Ada", id="ada")
    m.add_position("ada", "said", source="s49999")
    assert len(m.positions(since="2019")) == 0
    assert m.positions(until="2018")[0].match == "yes"
