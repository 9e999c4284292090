"""The coded statements and the separate statement: what is quoted, what is answered, and what is nobody's own word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import argmap as am

EXAMPLE = Path(__file__).parent.parent / "examples" / "cloudflare"


@pytest.fixture(scope="module")
def cloudflare() -> am.ArgumentMap:
    return am.read(EXAMPLE)


@pytest.fixture
def suit() -> am.ArgumentMap:
    """Rowan sues the Port Company over a pier; a court has said something too."""
    m = am.ArgumentMap("The pier")
    m.add_issue("The view", id="looks")
    for id, text, kind in [
        ("blocks", "The pier blocks the view.", "fact"),
        ("loud", "The pier is loud.", "fact"),
        ("old", "The pier is from 1902.", "fact"),
        ("rot", "The pier is rotten.", "fact"),
        ("nuisance", "The pier is a nuisance.", "legal"),
        ("safe", "The pier is safe.", None),
        ("gulls", "The gulls have gone.", "fact"),
    ]:
        m.add_claim(text, id=id, kind=kind, issue="looks" if id == "blocks" else None)
    for id, name, kind in [
        ("rowan", "Ada Rowan", "person"),
        ("port", "Port Company", "organization"),
        ("town", "The Town", "government"),
        ("counsel", "Bo Lind", "person"),
        ("court", "District Court", "court"),
        ("judge", "Judge Wu", "person"),
        ("press", "The Herald", "media"),
    ]:
        m.add_party(name, id=id, kind=kind)
    m.add_membership("counsel", "port")
    m.add_membership("judge", "court")
    roles = [("rowan", "plaintiff"), ("port", "defendant"), ("town", "defendant, dismissed"), ("counsel", "counsel")]
    m.add_case("Rowan v. Port", id="suit", court="court", roles=[*roles, ("judge", "judge"), ("court", "court")])
    m.add_source("motion", title="Motion", authors=["rowan"], date="2018-03-07", case="suit")
    m.add_source("answer", citation="Answer, Dkt. 12", case="suit")
    m.add_source("ruling", title="Ruling", case="suit")
    m.add_source("paper", title="The Herald", publisher="Herald Press")
    for claim in ("blocks", "loud", "old", "rot", "nuisance", "safe"):
        m.add_position(
            "rowan", claim, source="motion", quote=f"it is “{claim}”", locator="4:12-13", mode="direct", id=f"r-{claim}"
        )
    m.add_position("rowan", "gulls", source="motion", arguendo=True, id="r-gulls")
    m.add_position("counsel", "blocks", "denies", source="answer", quote="it does not", locator="2:1", mode="direct")
    m.add_position("port", "old", "concedes", source="answer", quote="so it is", hedge="perhaps", basis="inferred")
    m.add_position("port", "loud", "asserts", mode="imputed", imputed_by="rowan", source="motion", quote="they know it")
    m.add_position("port", "rot", "denies", source="paper", quote="it is sound", id="p-outside")
    m.add_position("judge", "loud", "reserves", source="ruling", locator="9:2")
    m.add_claim("The noise is the sea's.", id="sea", kind="fact")
    m.add_attack("sea", "loud", id="A1", by="port", source="answer", quote="the sea roars")
    m.add_outcome("Motion denied", id="O1", case="suit", status="denied", effects=[("~nuisance", "accepted")])
    return m


def rows(table: am.Table) -> dict[str, am.Row]:
    return {row.record.id: row for row in table}


# -- the separate statement --------------------------------------------------------------------------------------------


def test_one_fact_a_row_with_pinpoint_and_exact_words(suit: am.ArgumentMap) -> None:
    table = am.separate_statement(suit, case="suit", party="Ada Rowan")
    assert table.column("number") == [1, 2, 3, 4]
    assert [row.record.id for row in table] == ["blocks", "loud", "old", "rot"]
    row = rows(table)["old"]
    assert (row.fact, row.evidence) == ("The pier is from 1902.", "motion, 4:12-13: “it is “old””")


def test_what_each_opponent_answers(suit: am.ArgumentMap) -> None:
    found = rows(am.separate_statement(suit, case="suit", party="rowan"))
    assert found["blocks"].response == (
        "Port Company: Disputed.\nanswer, 2:1: “it does not” (through Bo Lind)\nThe Town: No response in the sources."
    )
    assert found["old"].response.startswith(
        "Port Company: Undisputed.\nanswer: “so it is” (hedged: perhaps; inferred by the coder)\n"
    )
    assert found["loud"].response.startswith(
        "Port Company: Objection.\nGround (A1): The noise is the sea's. [answer: “the sea roars”"
    )
    only = am.separate_statement(suit, case="suit", party="rowan", opponents="port")
    assert rows(only)["rot"].response == "Port Company: No response in the sources."


def test_a_gloss_is_no_answer(suit: am.ArgumentMap) -> None:
    table = am.separate_statement(suit, case="suit", party="rowan")
    assert all("they know it" not in "".join(map(str, row.as_dict().values())) for row in table)
    assert "1 imputed position on these claims is left out" in table.note
    suit.replace("r-loud", mode="imputed", imputed_by="port")
    assert "loud" not in rows(am.separate_statement(suit, case="suit", party="rowan"))
    for mode in ("imputed", "any", ["direct", "imputed"]):
        with pytest.raises(am.ValueRefused, match="no imputed positions"):
            am.separate_statement(suit, case="suit", party="rowan", mode=mode)


def test_both_answers_are_told(suit: am.ArgumentMap) -> None:
    suit.add_position("port", "blocks", "concedes", arguendo=True, source="answer", quote="even if it does")
    response = rows(am.separate_statement(suit, case="suit", party="rowan"))["blocks"].response
    assert response.startswith("Port Company: Disputed, undisputed for argument only. The sources have both.\n")
    assert "answer: “even if it does” (for argument only)" in response


@pytest.mark.parametrize(
    ("stance", "word"),
    [
        ("questions", "Questioned"),
        ("reserves", "Left open"),
        ("withdraws", "Withdrawn"),
        ("mentions", "Mentioned only"),
    ],
)
def test_every_stance_has_its_word(suit: am.ArgumentMap, stance: str, word: str) -> None:
    suit.add_position("town", "old", stance, source="answer")
    response = rows(am.separate_statement(suit, case="suit", party="rowan"))["old"].response
    assert f"The Town: {word}.\nanswer" in response


def test_law_is_not_mixed_with_fact_unless_asked(suit: am.ArgumentMap) -> None:
    table = am.separate_statement(suit, case="suit", party="rowan")
    assert "of another kind and left out: 1 legal, 1 no kind given (kind=None lists all)" in table.note
    assert set(rows(am.separate_statement(suit, case="suit", party="rowan", kind=None))) == {
        *("blocks", "loud", "old", "rot", "nuisance", "safe")
    }
    legal = am.separate_statement(suit, case="suit", party="rowan", kind="legal")
    assert legal[0].court == "Motion denied: accepted (its denial)"
    assert legal.rules.startswith("Claims of kind legal that rowan asserts in suit, not for argument only")


def test_what_a_court_leaves_open_is_told(suit: am.ArgumentMap) -> None:
    found = rows(am.separate_statement(suit, case="suit", party="rowan"))
    assert found["loud"].court == "District Court leaves it open: ruling, 9:2 (through Judge Wu)"
    assert found["old"].court == ""
    assert "court" not in am.separate_statement(suit, case="suit", party="rowan", issue="looks").columns


def test_only_the_sources_of_the_case_count(suit: am.ArgumentMap) -> None:
    assert "it is sound" not in rows(am.separate_statement(suit, case="suit", party="rowan"))["rot"].response
    suit.replace("p-outside", evidence=[am.Evidence("answer", quote="it is sound")])
    assert "Disputed" in rows(am.separate_statement(suit, case="suit", party="rowan"))["rot"].response
    for source in ("motion", "answer", "ruling"):
        suit.replace(suit.sources[source], case=None)
    table = am.separate_statement(suit, case="suit", party="rowan")
    assert table.note.startswith("No source of this map is filed under suit: every source counts")


def test_the_sources_cited_are_listed(suit: am.ArgumentMap) -> None:
    note = am.separate_statement(suit, case="suit", party="rowan").note
    assert note.endswith("Sources: motion: Motion, Ada Rowan, 2018-03-07; answer: Answer, Dkt. 12; ruling: Ruling.")


def test_a_denial_by_the_moving_party_itself_is_not_hidden(suit: am.ArgumentMap) -> None:
    suit.add_position("rowan", "old", "withdraws", source="ruling", locator="1:1")
    assert rows(am.separate_statement(suit, case="suit", party="rowan"))["old"].evidence.endswith(
        "\nBut withdraws it: ruling, 1:1"
    )


def test_an_undercut_is_an_objection(suit: am.ArgumentMap) -> None:
    suit.add_support("old", "rot", id="B1", by="rowan", source="motion")
    suit.add_undercut("sea", "B1", id="B2", by="port", source="answer")
    response = rows(am.separate_statement(suit, case="suit", party="rowan"))["rot"].response
    assert response.startswith("Port Company: Objection.\nGround (B2): The noise is the sea's. [answer]")


def test_co_plaintiffs_courts_and_spokesmen_are_no_opponents(suit: am.ArgumentMap) -> None:
    suit.add_party("Co Rowan", id="co")
    case = suit.cases["suit"]
    suit.replace(case, roles=[*case.roles, ("co", "plaintiff")])
    assert "responses of port, town:" in am.separate_statement(suit, case=case.id, party="rowan").rules
    unrolled = am.separate_statement(suit, case="suit", party="rowan", rollup=False)
    assert "responses of port, town, counsel:" in unrolled.rules
    assert "No response" in rows(unrolled)["blocks"].response.splitlines()[0]


def test_what_is_refused(suit: am.ArgumentMap) -> None:
    with pytest.raises(am.UnknownIdError, match="no case 'siut': did you mean 'suit'"):
        am.separate_statement(suit, case="siut", party="rowan")
    with pytest.raises(am.ValueRefused, match=r"'press' has no role in suit .*name who responds with opponents="):
        am.separate_statement(suit, case="suit", party="press")
    assert len(am.separate_statement(suit, case="suit", party="press", opponents=["port"])) == 0
    with pytest.raises(am.ValueRefused, match="no opponent of itself"):
        am.separate_statement(suit, case="suit", party="rowan", opponents=["rowan"])
    with pytest.raises(am.ValueRefused, match="takes no filter 'stance'"):
        am.separate_statement(suit, case="suit", party="rowan", stance="denies")
    with pytest.raises(am.ValueRefused, match="no filter 'isue'"):
        am.separate_statement(suit, case="suit", party="rowan", isue="looks")


def test_cloudflare_separate_statement(cloudflare: am.ArgumentMap) -> None:
    table = am.separate_statement(cloudflare, case="case-als", party="als-scan")
    assert {row.record.kind for row in table} == {"fact"}
    found = rows(table)
    filter_ = found["image-filter-feasible"]
    assert filter_.response.startswith("Cloudflare, Inc.: Disputed.\nS4, line 11 (via X13): “")
    assert filter_.court.startswith("US District Court in California (ALS Scan case) leaves it open: S4, line 12")
    # Cloudflare's safe-harbor defences are only anticipated by ALS Scan.
    harbor = rows(am.separate_statement(cloudflare, case="case-als", party="xenx", opponents="cloudflare", kind=None))
    assert harbor["cf-safe-harbor"].response == "Cloudflare, Inc.: No response in the sources."


@pytest.mark.parametrize("writer", ["to_markdown", "to_latex", "to_html", "to_csv", "to_json"])
def test_both_tables_are_handed_in_with_their_rules(cloudflare: am.ArgumentMap, writer: str) -> None:
    for table in (
        am.separate_statement(cloudflare, case="case-als", party="als-scan"),
        am.coded_statements(cloudflare, issue="safe-harbor"),
    ):
        written = getattr(table, writer)()
        assert "what an explicit spokesman says counts for the principal" in written
        assert table.to_xlsx() == table.to_xlsx()


# -- the coded statements ----------------------------------------------------------------------------------------------


def by_id(table: am.Table) -> dict[str, am.Row]:
    return {row["id"]: row for row in table}


def test_every_statement_with_its_words(suit: am.ArgumentMap) -> None:
    table = am.coded_statements(suit, party="rowan")
    row = by_id(table)["r-old"]
    shown = (row.party, row.stance, row.claim, row.quote, row.words_of, row.source, row.locator, row.basis)
    assert shown == (
        *("Ada Rowan", "asserts", "The pier is from 1902.", "it is “old”", "Ada Rowan", "motion", "4:12-13"),
        "explicit",
    )
    assert len(table) == 7


def test_the_quote_is_to_the_letter(suit: am.ArgumentMap) -> None:
    exact = "  a “b”\n\u00a0c  "
    suit.add_position("press", "old", quote=exact, source="paper", id="odd")
    assert by_id(am.coded_statements(suit))["odd"].quote == exact


def test_a_gloss_is_never_shown_as_the_partys_own_words(suit: am.ArgumentMap) -> None:
    assert "they know it" not in am.coded_statements(suit).column("quote")
    (row,) = am.coded_statements(suit, mode="imputed")
    shown: tuple[Any, ...] = (row.party, row.stance, row.quote, row.words_of, row.mode, row.imputed_by)
    assert shown == ("Port Company", "is said: asserts", "they know it", "Ada Rowan", "imputed", "Ada Rowan")


def test_a_spokesman_stands_under_his_own_name(suit: am.ArgumentMap) -> None:
    table = am.coded_statements(suit, party="port", stance="denies", target="blocks")
    (row,) = table
    assert (row.party, row.counts_for, row.words_of) == ("Bo Lind", "Port Company", "Bo Lind")
    assert "counts_for" not in am.coded_statements(suit, rollup=False).columns


def test_one_row_a_piece_of_evidence(suit: am.ArgumentMap) -> None:
    pieces = [am.Evidence("motion", quote="once"), am.Evidence("paper", quote="twice", basis="inferred")]
    suit.add_position("press", "old", evidence=pieces, id="two", mode="paraphrase")
    suit.add_position("press", "rot", id="none")
    found = [row for row in am.coded_statements(suit) if row["id"] in ("two", "none")]
    assert [(row.quote, row.source, row.basis, row.words_of) for row in found] == [
        ("once", "motion", "explicit", "the source"),
        ("twice", "paper", "inferred", "the source"),
        (None, None, "explicit", None),
    ]


def test_statements_on_arguments_are_counted_and_listed_when_asked(suit: am.ArgumentMap) -> None:
    assert "1 statement on arguments left out" in am.coded_statements(suit).note
    row = next(row for row in am.coded_statements(suit, arguments=True) if row.record.target == "A1")
    assert row.claim == "sea → loud"


def test_cloudflare_coded_statements(cloudflare: am.ArgumentMap) -> None:
    assert len(am.coded_statements(cloudflare)) == 142
    everything = am.coded_statements(cloudflare, mode="any")
    assert len(everything) == 147
    assert [row.stance.startswith("is said") for row in everything] == [row.mode == "imputed" for row in everything], (
        "what is imputed, and nothing else, is said to be said"
    )
    assert sum(row.basis == "inferred" for row in everything) == 35
    assert not {"match", "coder"} - set(am.coded_statements(cloudflare, on="2019").columns)
