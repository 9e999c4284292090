"""Questions about who holds what: disputes, clashes, changes, what is left open, firsts, chains, timelines."""

from __future__ import annotations

import json
import random
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import argmap as am
from argmap.positions.questions.chronology import Chronology
from argmap.positions.questions.precedence import Precedence
from argmap.positions.questions.turning import stance_kind

ROOT = Path(__file__).parent.parent
FIXTURE = ROOT.parent / "shared" / "cloudflare"

needs_coding = pytest.mark.skipif(
    not (FIXTURE / "coding.json").is_file(), reason="the coding ../shared/cloudflare/coding.json is not here"
)

OFF_TOPIC = {"issue": "off-topic"}
QUESTIONS = [
    am.disputes,
    am.agreements,
    am.changes,
    am.self_contradictions,
    am.uncontested,
    am.reserved,
    am.unasserted,
    am.unanswered,
    am.first_said,
    am.imputed,
    am.timeline,
]


@pytest.fixture(scope="module")
def m() -> am.ArgumentMap:
    return am.read(ROOT / "examples" / "cloudflare")


@pytest.fixture(scope="module")
def coding() -> dict[str, Any]:
    return json.loads((FIXTURE / "coding.json").read_text(encoding="utf-8"))


@pytest.fixture
def pier() -> am.ArgumentMap:
    m = am.ArgumentMap()
    for claim in ("pier", "view", "trade"):
        m.add_claim(f"About the {claim}.", id=claim)
    for party in ("ada", "bo", "cy", "dee"):
        m.add_party(party.title(), id=party)
    return m


def says(m: am.ArgumentMap, *said: tuple[Any, ...], **more: Any) -> list[str]:
    """Positions as (party, target, stance, date)."""
    return [m.add_position(p, t, s, date=d, **more).id for p, t, s, d in said]


# -- the Cloudflare coding ---------------------------------------------------------------------------------------------


@needs_coding
@pytest.mark.parametrize(
    ("question", "filters"),
    [("uncontested", {"exclude": OFF_TOPIC}), ("reserved", {"exclude": OFF_TOPIC}), ("unasserted", {})],
)
def test_expected_lists(m: am.ArgumentMap, coding: dict[str, Any], question: str, filters: dict[str, Any]) -> None:
    assert getattr(am, question)(m, **filters).column("target") == coding["expected"][question]


@needs_coding
def test_nobody_contradicts_himself_or_changes(m: am.ArgumentMap, coding: dict[str, Any]) -> None:
    """Question 9: no explicit change on any claim; and the expected list is empty."""
    assert am.self_contradictions(m, exclude=OFF_TOPIC).column("target") == coding["expected"]["self_conflicts"] == []
    assert len(am.changes(m)) == 0


@needs_coding
def test_disputes_are_the_conflicts_of_the_coding(m: am.ArgumentMap, coding: dict[str, Any]) -> None:
    """Each claim in dispute gives the pairs of the conflict network, and no other claim does."""
    found = {
        (*sorted((one, other)), row.target)
        for row in am.disputes(m, exclude=OFF_TOPIC)
        for one in row.agree
        for other in row.deny
        if one != other
    }
    assert found == {(row["a"], row["b"], claim) for row in coding["expected"]["conflict"] for claim in row["claims"]}


@needs_coding
def test_clashes_hold_the_conflicts_of_each_pair(m: am.ArgumentMap, coding: dict[str, Any]) -> None:
    for row in coding["expected"]["conflict"]:
        table = am.clashes(m, row["a"], row["b"], exclude=OFF_TOPIC)
        plain = [clash.target for clash in table if clash.kind == "contradiction" and clash.through is None]
        assert plain == row["claims"]
        other = am.clashes(m, row["b"], row["a"], exclude=OFF_TOPIC)
        assert sorted((r.kind, r.target) for r in table) == sorted((r.kind, r.target) for r in other)


@needs_coding
def test_common_ground_is_the_congruence_of_the_coding(m: am.ArgumentMap, coding: dict[str, Any]) -> None:
    for row in coding["expected"]["congruence"]:
        assert am.common_ground(m, row["a"], row["b"]).column("target") == row["claims"]


@needs_coding
def test_agreements_are_congruence_without_conflict(m: am.ArgumentMap, coding: dict[str, Any]) -> None:
    expected = coding["expected"]
    congruent = {claim for row in expected["congruence"] for claim in row["claims"]}
    disputed = {claim for row in expected["conflict"] for claim in row["claims"]}
    assert set(am.agreements(m, exclude=OFF_TOPIC).column("target")) == congruent - disputed


def test_undercuts_between_court_and_defendant(m: am.ArgumentMap) -> None:
    table = am.clashes(m, "cd-cal-court", "cloudflare")
    undercuts = {(row.through, row.target) for row in table if row.kind == "undercut"}
    assert undercuts == {("RC06", "RC05"), ("RC07", "RC01"), ("RC08", "RC07"), ("RC09", "RC07")}
    rebuttals = {(row.through, row.target) for row in table if row.kind == "rebuttal"}
    assert {("RC03", "simple-measures-exist"), ("RC05", "simple-measures-exist"), ("RC02", "cf-sj")} <= rebuttals
    (row,) = [row for row in table if row.through == "RC08"]
    assert (row.a, row.a_says, row.b_says) == (
        "judge-wu",
        "argues RC08: undercuts RC07",
        "argues RC07: undercuts RC01",
    )
    # RC10 is imputed to Cloudflare: no clash of its own; the tensions are the analyst's.
    assert "RC10" not in table.column("through")
    assert not {"RT01", "RT02", "RT03", "RT04"} & set(table.column("through"))


def test_parts_of_the_coding_that_are_undermining(m: am.ArgumentMap) -> None:
    rows = [row for row in am.clashes(m, "als-scan", "cloudflare") if row.kind == "undermining"]
    assert [(row.target, row.through, row.a_says) for row in rows] == [
        ("cf-contributorily-liable", "RE02", "argues RB08: supports als-partial-sj")
    ]


def test_unanswered_in_the_coding(m: am.ArgumentMap) -> None:
    table = am.unanswered(m)
    attacks = {(row.target, row.attack): row for row in table}
    # RC07 undercuts RC01; the court answers by RC08 and RC09. Nobody answers those.
    assert ("RC01", "RC07") not in attacks
    assert attacks["RC07", "RC08"].answered_by == ()
    # An argument that is only imputed attacks nobody.
    assert not {"RB11", "RB12", "RC10"} & {attack for _, attack in attacks}
    # CPIP answers RA15, but not for the labels, who are attacked by it.
    row = attacks["must-stop-serving-mp3skull", "RA15"]
    assert (row.held_by, row.answers, row.answered_by) == (("labels",), ("RA12", "RA14"), ("cpip",))
    assert {row.target for row in am.unanswered(m, party="cpip")} <= {
        row.target for row in table if "cpip" in row.held_by
    }


# -- the traps of the coding that concern positions --------------------------------------------------------------------


def test_trap_parties_are_kept_apart(m: am.ArgumentMap) -> None:
    """1 and 2: one Cloudflare, two Anonymous Cowards; labels are not the RIAA, one court is not the other."""
    assert am.common_ground(m, "Cloudfare", "eff").column("target") == ["no-block-without-process"]
    for a, b in (("ac-1", "ac-2"), ("labels", "riaa"), ("cf-gc-unnamed", "doug-kramer")):
        assert len(am.common_ground(m, a, b)) == 0
    assert am.disputes(m, party="labels").column("target") == ["must-stop-serving-mp3skull", "one-injunction-binds-all"]
    assert am.disputes(m, party="mp3skull-court").column("target") == []


def test_trap_outcomes_are_nobodys_position(m: am.ArgumentMap) -> None:
    """3: the denied motion is no finding; nobody's position comes of it."""
    liable = [row for row in am.disputes(m) if row.target == "cf-contributorily-liable"]
    assert [(row.agree, row.deny, row.neither) for row in liable] == [
        (("als-scan",), ("cloudflare", "captaindork"), ("cd-cal-court",))
    ]
    rows = [row for row in am.timeline(m, target="als-partial-sj") if row.what == "outcome"]
    assert [(row.record.id, row.stance) for row in rows] == [("O11", "pending")]


def test_trap_imputed_is_not_said(m: am.ArgumentMap) -> None:
    """4: what is anticipated, glossed or needed for a defence is imputed, and Cloudflare itself never says it."""
    table = am.imputed(m, party="cloudflare")
    assert [(row.target, row.imputed_by, row.own) for row in table] == [
        ("cf-immune-from-orders", "cpip", "nothing"),
        ("security-licenses-assistance", "judge-wu", "nothing"),
        ("cf-safe-harbor", "als-scan", "nothing"),
        ("customers-safe-harbor", "als-scan", "nothing"),
        ("RB11", "als-scan", "nothing"),
        ("RB12", "als-scan", "nothing"),
        ("RC10", "judge-wu", "nothing"),
    ]
    (row,) = [row for row in am.disputes(m) if row.target == "cf-safe-harbor"]
    assert (row.agree, row.deny) == (("xenx",), ("als-scan",))
    assert {row.target: row.imputed_to for row in am.unasserted(m)}["cf-immune-from-orders"] == ("cloudflare",)
    assert am.first_said(m, target="cf-safe-harbor").column("party") == ["xenx"]
    for question in (am.timeline, am.first_said, am.uncontested):
        assert "imputed" not in {getattr(row.record, "mode", None) for row in question(m)}


def test_trap_words_within_words(m: am.ArgumentMap) -> None:
    """5: "countless conduit" are the labels' words, in EFF's quotation, in S0."""
    (row,) = m.positions(target="one-injunction-binds-all", party="labels")
    assert am.via(m, row.record).column("id") == ["labels", "X04", "eff", "S0"]
    # 6: the argument that EFF would see rejected is the labels'.
    assert am.uncontested(m, party="eff", target="labels-argument-to-be-rejected").column("held_by") == [("eff",)]


def test_trap_who_speaks(m: am.ArgumentMap) -> None:
    """7 to 10: one sentence that stands twice is one position; each speaker is told."""
    assert len(am.imputed(m, target="cf-safe-harbor")) == 1
    (said,) = m.positions(target="caching-fair-use")
    assert am.via(m, said.record).column("id") == ["cd-cal-court", "X09", "torrentfreak", "luthair", "S1"]
    both = am.clashes(m, ["cloudflare"], "cd-cal-court", rollup=False)
    assert both.column("a") == ["cloudflare"] * len(both)
    assert am.first_said(m, target="cache-removal-exposes").column("said_by") == ["cf-lawyers"]
    assert "cloudflare" not in am.first_said(m, target="pirates-use-cf-to-hide").column("party")


def test_trap_granted_for_argument(m: am.ArgumentMap) -> None:
    """11: "may do amazing things" is granted for argument: counted as agreement, but no change or contradiction."""
    assert "1 statement for the sake of argument only left out." in am.self_contradictions(m).note
    assert "cf-amazing-security" in am.uncontested(m).column("target")


def test_trap_hedges_survive(m: am.ArgumentMap) -> None:
    """12: the hedging words stand beside the position, and no count turns them into a flat claim."""
    told = {(row.target, row.record.party): row.hedge for row in am.coded_statements(m) if row.hedge}
    assert told[("dodges-rule65", "cpip")] == "Perhaps"
    assert told[("cf-knows-serial-infringers", "judge-wu")] == "arguably"
    assert told[("policy-not-handling", "xenx")] == "My understanding is"
    assert {hedge for (_, party), hedge in told.items() if party == "ac-1"} == {"It looks like"}
    assert len(told) == sum(1 for p in m.positions.values() if p.hedge and p.mode != "imputed" and p.target in m.claims)


def test_trap_agents_left_out(m: am.ArgumentMap) -> None:
    """14: who argued and who dismissed is inferred; the settlement is told flatly once, and once "seemingly"."""
    for target in ("no-us-jurisdiction", "cf-counts-dismissed"):
        assert {row.basis for row in am.coded_statements(m, target=target)} == {"inferred"}
        assert len(am.coded_statements(m, target=target, basis="explicit")) == 0
        assert m.outcomes(target=target)[0].by == ()
    settled = am.coded_statements(m, target="settled")
    assert [(row.record.party, row.hedge) for row in settled] == [("author-s2", None), ("torrentfreak", "seemingly")]
    # That the court entered the dismissal is reported nowhere: no position of the court, and the parties stipulated.
    assert am.first_said(m, target="dismiss-wo-prejudice").column("party") == ["als-scan", "cloudflare"]
    assert m.outcomes(target="dismiss-wo-prejudice").column("status") == ["stipulated"]


def test_trap_supposed_premises(m: am.ArgumentMap) -> None:
    """13: Luthair supposes that Cloudflare is liable for caching; who attacks that does not undermine him."""
    table = am.clashes(m, "luthair", "cd-cal-court")
    assert {row.kind for row in table} == {"rebuttal"}
    assert "RD05" not in {row.a_says.split(":")[0].removeprefix("argues ") for row in table}


def test_trap_no_date_is_computed(m: am.ArgumentMap) -> None:
    """16: no position gets a date from a document; words stay words, and nothing is left out of the timeline."""
    table = am.timeline(m)
    assert len(table) == sum(1 for p in m.positions.values() if p.mode != "imputed" and p.target in m.claims) + len(
        m.outcomes
    )
    for row in table:
        date = row.record.date
        assert row.lane != "dated" or (date is not None and date.edtf is not None)
        if row.source != "S3" and (date is None or date.edtf is None):
            assert (row.lane, row.earliest) == ("undated", None)
    assert {row.source for row in table if row.lane == "not later than"} == {"S3"}
    assert [row.date.text for row in table if row.target == "cf-dumb-pipe" and row.stance == "denies"] == ["this week"]


def test_off_topic_is_out_when_asked(m: am.ArgumentMap) -> None:
    """15: the FISA remark is kept and can be left out."""
    with_it = set(am.uncontested(m).column("target"))
    assert with_it - set(am.uncontested(m, exclude=OFF_TOPIC).column("target")) == {"fisa-memo-biased"}
    assert "fisa-memo-biased" not in am.timeline(m, exclude=OFF_TOPIC).column("target")


def test_first_does_not_follow_from_a_report(m: am.ArgumentMap) -> None:
    """That S0 reports CPIP's post and somebody else's words says nothing of which came first."""
    rows = [row for row in am.first_said(m) if row.target == "desperate-strategy"]
    assert [(row.party, row.first) for row in rows] == [("other-camp", "possibly"), ("cpip", "possibly")]
    # But Xenx comments on the report of ALS Scan's motion: the motion came first.
    assert [(row.party, row.first, row.why) for row in am.first_said(m, target="repeat-policy-required")] == [
        ("als-scan", "yes", "decided")
    ]


# -- every question ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_table_states_its_rule(m: am.ArgumentMap, question: Any) -> None:
    for filters in ({}, {"party": "als-scan"}, {"source": "S1", "rollup": False}, {"since": "2016", "until": "2019"}):
        table = question(m, **filters)
        assert table.rules.endswith(".")
        assert len(table.rows) == len(table.records) == len(table)
        assert ("speaks_for" in table.rules or "principal" in table.rules) == filters.get("rollup", True)
        if "match" in table.columns:
            assert set(table.column("match")) <= {"yes", "possibly"}
    with pytest.raises(am.UnknownIdError, match="did you mean 'als-scan'"):
        question(m, party="als-scam")
    with pytest.raises(am.ValueRefused, match="did you mean 'party'"):
        question(m, partty="als-scan")


@pytest.mark.parametrize("question", QUESTIONS)
def test_empty_map(question: Any) -> None:
    table = question(am.ArgumentMap())
    assert len(table) == 0
    assert table.rules


@pytest.mark.parametrize("question", [am.common_ground, am.clashes])
def test_two_sides(pier: am.ArgumentMap, question: Any) -> None:
    with pytest.raises(am.ValueRefused, match="ada stands on both sides"):
        question(pier, "ada", ["Ada", "bo"])
    with pytest.raises(am.ValueRefused, match="leave out party="):
        question(pier, "ada", "bo", party="cy")
    with pytest.raises(am.ValueRefused, match="side b is empty"):
        question(pier, "ada", [])
    with pytest.raises(am.UnknownIdError):
        question(pier, "ada", "boo")


# -- sides -------------------------------------------------------------------------------------------------------------


def test_disputes_count_sides(pier: am.ArgumentMap) -> None:
    says(pier, ("ada", "view", "asserts", "2018"), ("ada", "view", "denies", "2019"))
    says(pier, ("ada", "pier", "asserts", "2018"), ("bo", "pier", "denies", None), ("cy", "pier", "questions", None))
    says(pier, ("ada", "trade", "asserts", "2016"), ("bo", "trade", "denies", "2015"), ("cy", "trade", "denies", None))
    says(pier, ("bo", "trade", "asserts", "2017"))
    table = am.disputes(pier)
    assert table.column("target") == ["trade", "pier"]  # by number of parties; one party alone is no dispute
    row = table[0]
    assert (row.agree, row.deny, row.self_conflict) == (("ada", "bo"), ("bo", "cy"), ("bo",))
    assert (row.parties, row.positions, str(row.first), row.undated) == (3, 4, "2015", 1)
    assert table[1].neither == ("cy",)
    assert row.record is pier.claims["trade"]
    assert am.disputes(pier, party="cy").column("target") == ["trade"]
    assert am.disputes(pier, party=["cy", "dee"]).column("target") == ["trade"]
    assert am.disputes(pier, party="dee").column("target") == []


def test_disputed_arguments_when_asked(pier: am.ArgumentMap) -> None:
    pier.add_support("trade", "pier", id="a1", by="ada")
    says(pier, ("bo", "a1", "denies", None))
    assert len(am.disputes(pier)) == 0
    assert am.disputes(pier, arguments=True).column("target") == ["a1"]


def test_dates_that_do_not_decide(pier: am.ArgumentMap) -> None:
    says(
        pier,
        ("ada", "pier", "asserts", "2018-03"),
        ("bo", "pier", "denies", None),
        ("cy", "pier", "asserts", "2018-04"),
    )
    assert am.disputes(pier, on="2018")[0].match == "possibly"
    assert am.agreements(pier, on="2018")[0].match == "possibly"  # Bo's denial may fall into the year
    assert am.uncontested(pier, on="2018")[0].match == "possibly"
    assert len(am.disputes(pier, on="2017")) == 0
    assert [(row.target, row.match) for row in am.unasserted(pier, on="2018")] == [("view", "yes"), ("trade", "yes")]
    assert [row.match for row in am.unasserted(pier, until="2018-03-10", target="pier")] == ["possibly"]
    assert "although their dates do not decide" in am.disputes(pier, on="2018").note


def test_agreements(pier: am.ArgumentMap) -> None:
    says(pier, ("ada", "pier", "denies", None), ("bo", "pier", "denies", None), ("cy", "pier", "questions", None))
    says(pier, ("ada", "view", "asserts", None), ("bo", "view", "concedes", None), ("cy", "view", "denies", None))
    says(pier, ("ada", "trade", "asserts", None), ("ada", "trade", "asserts", None))
    (row,) = am.agreements(pier)
    assert (row.target, row.side, row.who, row.neither, row.parties) == ("pier", "deny", ("ada", "bo"), ("cy",), 2)


def test_coalitions_and_dissent(pier: am.ArgumentMap) -> None:
    says(pier, ("ada", "pier", "asserts", "2018"), ("bo", "pier", "denies", None), ("cy", "pier", "concedes", None))
    (row,) = am.common_ground(pier, ["ada", "bo"], "cy")
    assert (row.side, row.a, row.b, row.dissent, row.positions) == ("agree", ("ada",), ("cy",), ("bo",), ("p1", "p3"))
    (row,) = am.clashes(pier, ["ada", "bo"], "cy")
    assert (row.kind, row.a, row.b) == ("contradiction", "bo", "cy")


def test_spokesman_against_principal(pier: am.ArgumentMap) -> None:
    pier.add_membership("bo", "ada")
    says(pier, ("ada", "pier", "asserts", None), ("bo", "pier", "denies", None))
    (row,) = am.clashes(pier, "ada", "bo")
    assert (row.a, row.a_says, row.b, row.b_says) == ("ada", "asserts pier", "bo", "denies pier")
    (row,) = am.self_contradictions(pier)
    assert (row.party, row.agree_by, row.deny_by, row.when) == ("ada", "ada", "bo", "order unknown")
    assert len(am.self_contradictions(pier, rollup=False)) == 0
    assert len(am.disputes(pier)) == 0
    assert am.disputes(pier, rollup=False)[0].parties == 2


# -- clashes -----------------------------------------------------------------------------------------------------------


def test_kinds_of_clash(pier: am.ArgumentMap) -> None:
    pier.add_claim("Fish will leave.", id="fish")
    says(pier, ("ada", "pier", "asserts", None))
    pier.add_support("trade", "pier", id="a1", by="ada")
    pier.add_support(["~view", "fish"], "pier", id="a2", by="ada")
    pier.add_attack("view", "pier", id="b1", by="bo")  # rebuts what Ada holds
    pier.add_attack("view", "trade", id="b2", by="bo")  # undermines a1
    pier.add_support("trade", "view", id="b3", by="bo")  # against ~view, a premise of a2
    pier.add_undercut("view", "a1", id="b4", by="bo")
    pier.add_attack("view", "a2", id="b5", by="bo")
    pier.add_attack(am.Literal("fish"), "b1", id="a3", by="ada")
    found = [(row.kind, row.target, row.through, row.b_says.partition(":")[0]) for row in am.clashes(pier, "ada", "bo")]
    assert found == [
        ("rebuttal", "~pier", "a1", "argues b1"),
        ("rebuttal", "~pier", "a2", "argues b1"),
        ("rebuttal", "pier", "b1", "argues b1"),
        ("undermining", "trade", "b2", "argues b2"),
        ("undermining", "~view", "b3", "argues b3"),
        ("undercut", "a1", "b4", "argues b4"),
        ("attack", "b1", "a3", "argues b1"),
        ("attack", "a2", "b5", "argues b5"),
    ]


def test_two_arguments_rebut_each_other_once(pier: am.ArgumentMap) -> None:
    pier.add_support("trade", "pier", id="a1", by="ada")
    pier.add_attack("view", "pier", id="b1", by="bo")
    assert [(row.kind, row.through) for row in am.clashes(pier, "ada", "bo")] == [("rebuttal", "a1")]


def test_clashes_through_relations(pier: am.ArgumentMap) -> None:
    pier.add_relation("pier", "view", "contrary", id="r1")
    pier.add_relation("view", "trade", "contradiction", id="r2")
    pier.add_relation("pier", "trade", "tension", id="r3")
    says(pier, ("ada", "pier", "asserts", None), ("bo", "view", "asserts", None), ("cy", "view", "denies", None))
    says(pier, ("dee", "trade", "denies", None))
    assert [(r.kind, r.through) for r in am.clashes(pier, "ada", "bo")] == [("contrary", "r1")]
    assert len(am.clashes(pier, "ada", "cy")) == 0  # contraries may both be false
    assert [(r.kind, r.through) for r in am.clashes(pier, "cy", "dee")] == [("contradiction", "r2")]
    assert len(am.clashes(pier, "ada", "dee")) == 0  # a tension is the analyst's remark


def test_rephrased_claims_contradict(pier: am.ArgumentMap) -> None:
    pier.add_relation("pier", "view", "rephrase", id="r1")
    says(pier, ("ada", "pier", "asserts", None), ("bo", "view", "denies", None), ("cy", "view", "asserts", None))
    assert [(r.kind, r.through) for r in am.clashes(pier, "bo", "ada")] == [("contradiction", "r1")]
    assert len(am.clashes(pier, "ada", "cy")) == 0


def test_the_analyst_clashes_with_nobody(pier: am.ArgumentMap) -> None:
    says(pier, ("ada", "pier", "asserts", None), ("bo", "trade", "asserts", None))
    pier.add_attack("view", "pier", id="x")
    pier.add_attack("view", "pier", id="y")
    pier.add_position("bo", "y", "asserts", mode="imputed", imputed_by="ada")
    assert len(am.clashes(pier, "ada", "bo")) == 0
    assert "imputed" in am.clashes(pier, "ada", "bo").note


# -- changes -----------------------------------------------------------------------------------------------------------


def turned(m: am.ArgumentMap, **filters: Any) -> list[tuple[Any, ...]]:
    return [(row.party, row.before, row.after, row.order) for row in am.changes(m, **filters)]


def test_change_by_dates(pier: am.ArgumentMap) -> None:
    says(pier, ("ada", "pier", "asserts", "2016"), ("ada", "pier", "denies", "2018"))
    says(pier, ("ada", "pier", "concedes", "2019-05"), ("ada", "pier", "withdraws", "2019-06-01"))
    says(pier, ("bo", "pier", "asserts", "2016"), ("bo", "pier", "concedes", "2018"))
    assert turned(pier) == [
        ("ada", "asserts", "denies", "dates"),
        ("ada", "denies", "concedes", "dates"),
        ("ada", "concedes", "withdraws", "dates"),
    ]
    assert len(am.self_contradictions(pier)) == 0
    row = am.changes(pier)[0]
    assert (str(row.before_date), str(row.after_date), row.record.id) == ("2016", "2018", "p2")


def test_dates_that_touch_are_no_change(pier: am.ArgumentMap) -> None:
    says(pier, ("ada", "pier", "asserts", "2018"), ("ada", "pier", "denies", "2018-03"))
    says(pier, ("bo", "pier", "asserts", "2016~"), ("bo", "pier", "denies", "2017"))  # about 2016 may be 2017
    says(pier, ("cy", "pier", "asserts", None), ("cy", "pier", "denies", "2017"))
    assert turned(pier) == []
    assert [(row.party, row.when) for row in am.self_contradictions(pier)] == [
        ("ada", "order unknown"),
        ("bo", "order unknown"),
        ("cy", "order unknown"),
    ]
    assert am.changes(pier).note.startswith("3 times a party takes both sides")


def test_undated_statement_hides_no_change(pier: am.ArgumentMap) -> None:
    says(pier, ("ada", "pier", "asserts", "2016"), ("ada", "pier", "asserts", None), ("ada", "pier", "denies", "2018"))
    assert turned(pier) == [("ada", "asserts", "denies", "dates")]
    (row,) = am.self_contradictions(pier)
    assert (row.when, row.agree_date) == ("order unknown", None)


def test_same_day_and_same_document(pier: am.ArgumentMap) -> None:
    pier.add_source("S1", title="A speech")
    says(pier, ("ada", "pier", "asserts", "2018-03-07"), ("ada", "pier", "denies", "2018-03-07"))
    says(pier, ("bo", "pier", "asserts", None), ("bo", "pier", "denies", None), source="S1")
    # A report of both sides is not both sides at once.
    says(pier, ("cy", "pier", "asserts", None), ("cy", "pier", "denies", None), source="S1", mode="paraphrase")
    assert [(row.party, row.when) for row in am.self_contradictions(pier)] == [
        ("ada", "same day"),
        ("bo", "same document"),
        ("cy", "order unknown"),
    ]


def test_change_by_order_of_documents(pier: am.ArgumentMap) -> None:
    pier.add_source("S1", title="First")
    pier.add_source("S2", title="Second", after=["S1"])
    pier.add_source("S3", title="Third", after=[am.Predecessor("S2", am.Evidence(basis="inferred"))])
    for party, first, second, mode in (
        ("ada", "S1", "S2", "own"),
        ("bo", "S1", "S2", "paraphrase"),
        ("cy", "S2", "S3", "own"),
    ):
        pier.add_position(party, "pier", "denies", source=second, mode=mode)
        pier.add_position(party, "pier", "asserts", source=first, mode=mode)
    assert turned(pier) == [
        ("ada", "asserts", "denies", "stated"),
        ("bo", "asserts", "denies", "as reported"),
        ("cy", "asserts", "denies", "inferred"),
    ]
    assert [(row.party, row.when) for row in am.self_contradictions(pier)] == [
        ("bo", "order only as reported"),
        ("cy", "order only inferred"),
    ]


def test_a_report_is_no_later_bound(pier: am.ArgumentMap) -> None:
    """S2 reports S1 and, besides, old words of Ada."""
    pier.add_source("S2", title="A report")
    pier.add_source("S1", title="A letter", reported_in="S2")
    letter = am.Evidence("S2", via=[am.Hop(source="S1")])
    pier.add_position("ada", "pier", "asserts", evidence=letter, mode="paraphrase")
    pier.add_position("ada", "pier", "denies", source="S2", mode="paraphrase")
    assert turned(pier) == []
    assert am.self_contradictions(pier)[0].when == "order unknown"


def test_change_by_order_of_statements(pier: am.ArgumentMap) -> None:
    first = pier.add_position("ada", "pier", "asserts")
    other = pier.add_position("bo", "pier", "questions", after=[first.id])
    pier.add_position("ada", "pier", "denies", replies_to=other.id)
    assert turned(pier) == [("ada", "asserts", "denies", "stated")]


def test_a_circle_of_documents_decides_nothing(pier: am.ArgumentMap) -> None:
    pier.extend([am.Source("S1"), am.Source("S2", after=["S1"], reported_in="S1"), am.Source("S3", after=["S2"])])
    for party, first, second in (("ada", "S1", "S2"), ("bo", "S1", "S3")):
        pier.add_position(party, "pier", "asserts", source=first)
        pier.add_position(party, "pier", "denies", source=second)
    assert turned(pier) == [("bo", "asserts", "denies", "stated")]
    assert am.self_contradictions(pier).column("party") == ["ada"]


def test_granted_for_argument_is_no_change(pier: am.ArgumentMap) -> None:
    pier.add_position("ada", "pier", "concedes", arguendo=True, date="2018")
    says(
        pier,
        ("ada", "pier", "denies", "2016"),
        ("ada", "pier", "reserves", "2019"),
        ("ada", "pier", "mentions", "2019"),
    )
    assert turned(pier) == []
    assert len(am.self_contradictions(pier)) == 0
    pier.add_position("ada", "pier", "asserts", mode="imputed", imputed_by="bo", date="2020")
    assert turned(pier) == []


statement = st.tuples(
    st.sampled_from(["asserts", "denies", "withdraws"]),
    st.sampled_from([None, "2016", "2017", "2018", "2016/2017", "2017-03", "2017-03-07", "2016~", "../2017"]),
    st.sampled_from([None, "S0", "S1", "S2", "S3", "S4"]),
    st.sampled_from(["own", "paraphrase"]),
)


@given(
    st.lists(statement, min_size=2, max_size=7),
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.booleans()), max_size=5),
)
def test_changes_against_all_pairs(statements: list[tuple[Any, ...]], orders: list[tuple[int, int, bool]]) -> None:
    """A change is there exactly when two statements of different stance have an order, and none stands between."""
    m = am.ArgumentMap()
    after: dict[int, list[am.Predecessor]] = {}
    for a, b, inferred in orders:
        if a < b and all(one.id != f"S{a}" for one in after.get(b, ())):
            basis = am.Evidence(basis="inferred" if inferred else "explicit")
            after.setdefault(b, []).append(am.Predecessor(f"S{a}", basis))
    m.extend([am.Source(f"S{n}", after=after.get(n, ())) for n in range(5)])
    m.add_claim("x", id="x")
    m.add_party("A", id="a")
    for stance, date, source, mode in statements:
        m.add_position("a", "x", stance, date=date, source=source, mode=mode)
    chronology = Chronology(m)
    said = list(m.positions.values())
    pairs = {(p.id, q.id) for p, q in permutations(said, 2) if chronology.earlier(p, q)}
    differ = {(p, q) for p, q in pairs if stance_kind(m.positions[p]) != stance_kind(m.positions[q])}
    rows = am.changes(m).rows
    found = {(row.record.id, row.before, row.before_date, row.before_source) for row in rows}
    ends = {
        (q, m.positions[p].stance, m.positions[p].date, m.positions[p].source)
        for p, q in differ
        if not any((p, r.id) in pairs and (r.id, q) in pairs for r in said)
    }
    assert found <= ends
    assert bool(found) == bool(differ)
    # Many statements are compared otherwise: what is shown is still an order of two stances.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("argmap.positions.questions.turning._MOST", 0)
        more = am.changes(m).rows
    assert bool(more) == bool(differ)
    told = {(m.positions[p].stance, m.positions[p].date, q) for p, q in differ}
    assert {(row.before, row.before_date, row.record.id) for row in more} <= told
    # Of several statements that stand alike one is shown: but each turn from one stance to another has a row.
    assert {(row.before, row.after) for row in rows} == {(before, m.positions[q].stance) for q, before, _, _ in ends}
    # Nor is a contradiction listed that has an order, or one left out that has none.
    open_ = [
        chronology.ordered(p, q)
        for p in said
        for q in said
        if p.stance == "asserts" and q.stance == "denies" and chronology.ordered(p, q) not in ("dates", "stated")
    ]
    assert bool(len(am.self_contradictions(m))) == bool(open_)
    if open_:
        when = am.self_contradictions(m)[0].when
        assert when.startswith("order only") == (None not in open_)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] != pair[1]), max_size=14))
def test_precedence_against_a_walk(pairs: list[tuple[int, int]]) -> None:
    reach = {n: {n} for n in range(9)}
    for _ in range(9):
        for a, b in pairs:
            reach[a] |= reach[b]
    order = Precedence(pairs)
    for a, b in permutations(range(9), 2):
        assert order.before(a, b) == (b in reach[a] and a not in reach[b])


# -- open questions ----------------------------------------------------------------------------------------------------


def test_what_contests(pier: am.ArgumentMap) -> None:
    for claim in ("pier", "view", "trade"):
        says(pier, ("ada", claim, "asserts", None))
    pier.add_attack("trade", "~pier", id="a1")  # sign ignored
    pier.add_support("trade", "~view", id="a2")  # no attack
    pier.add_undercut("view", "a2", id="a3")
    assert am.uncontested(pier).column("target") == ["view", "trade"]
    pier.add_position("bo", "trade", "denies", mode="imputed", imputed_by="ada")
    assert am.uncontested(pier).column("target") == ["view", "trade"]
    says(pier, ("ada", "trade", "withdraws", None))
    assert am.uncontested(pier).column("target") == ["view"]


def test_implicit_premises_and_sketches(pier: am.ArgumentMap) -> None:
    pier.add_claim("Trade is good.", id="warrant", implicit=True)
    pier.add_claim("An argument known by its gist.", id="gist", sketch=True)
    assert am.unasserted(pier).column("target") == ["pier", "view", "trade"]
    assert am.unasserted(pier, implicit=True).column("target") == ["pier", "view", "trade", "warrant"]
    says(pier, ("ada", "warrant", "asserts", None))
    assert am.uncontested(pier).column("target") == []
    assert am.uncontested(pier, implicit=True).column("target") == ["warrant"]


def test_filters_on_claims_and_on_positions() -> None:
    m = am.ArgumentMap()
    m.add_issue("The pier?", id="i1")
    m.add_issue("Its costs?", id="i2", parent="i1")
    m.add_claim("a", id="a", issue="i1", tags=["t"])
    m.add_claim("b", id="b", issue="i2")
    m.add_claim("c", id="c")
    m.add_party("P", id="p")
    m.add_position("p", "a", "asserts", source=m.add_source("S1", title="s"))
    m.add_position("p", "b", "reserves")
    assert am.unasserted(m, issue="i1").column("target") == ["b"]
    assert am.unasserted(m, exclude={"issue": "i1"}).column("target") == ["c"]
    assert am.unasserted(m, tag="t").column("target") == []
    assert am.unasserted(m, target=["a", "c"]).column("target") == ["c"]
    assert am.unasserted(m, about="i2").column("target") == ["b"]
    assert am.unasserted(m, exclude={"source": "S1"}).column("target") == ["a", "b", "c"]
    assert am.reserved(m, issue="i2")[0].reserved_by == ("p",)
    assert am.reserved(m, exclude={"issue": "i2"}).column("target") == []


def test_unanswered(pier: am.ArgumentMap) -> None:
    says(pier, ("ada", "pier", "asserts", None), ("bo", "pier", "denies", None))
    pier.add_attack("view", "pier", id="b1", by="bo")
    pier.add_support("trade", "pier", id="a1", by="ada")  # no answer to b1, and an attack on what Bo holds
    assert [(r.target, r.attack, r.held_by, r.by) for r in am.unanswered(pier)] == [
        ("pier", "b1", ("ada",), ("bo",)),
        ("~pier", "a1", ("bo",), ("ada",)),
    ]
    pier.add_undercut("trade", "b1", id="c1", by="cy")  # somebody answers, but not Ada
    row = am.unanswered(pier, party="ada")[0]
    assert (row.attack, row.answers, row.answered_by) == ("b1", ("c1",), ("cy",))
    pier.add_attack("trade", "view", id="a2", by="ada")  # Ada does, against its premise
    assert am.unanswered(pier, party="ada").column("attack") == []
    # b1 itself was undercut, and its premise attacked: Bo answers neither.
    assert am.unanswered(pier, party="bo").column("attack") == ["a1", "c1"]
    assert am.unanswered(pier, target="pier").column("attack") == ["a1"]


def test_answers_that_are_none(pier: am.ArgumentMap) -> None:
    pier.add_claim("Fish.", id="fish")
    says(pier, ("ada", "pier", "asserts", None))
    pier.add_attack([am.Literal("view", supposed=True), "fish"], "pier", id="b1", by="bo")
    pier.add_attack("trade", "view", id="a1", by="ada")  # against what Bo only supposes
    says(pier, ("ada", "fish", "denies", None))  # a bare denial
    pier.add_undercut("trade", "b1", id="b2", by="bo")  # against himself
    pier.add_undercut("trade", "b1", id="x")
    pier.add_position("ada", "x", "asserts", mode="imputed", imputed_by="bo")  # only imputed
    row = next(row for row in am.unanswered(pier) if row.attack == "b1")
    assert row.answers == ()


def test_attacks_in_a_map_without_parties() -> None:
    m = am.ArgumentMap()
    for claim in "abcd":
        m.add_claim(claim, id=claim)
    m.add_attack("b", "a", id="ba")
    m.add_attack("c", "b", id="cb")
    m.add_support("d", "~a", id="da")  # nobody holds a
    assert [(r.target, r.attack, r.held_by, r.by) for r in am.unanswered(m)] == [("b", "cb", (), ())]


# -- firsts, imputed, chains, timelines --------------------------------------------------------------------------------


def firsts(m: am.ArgumentMap, **filters: Any) -> list[tuple[str, str, str]]:
    return [(row.party, row.first, row.why) for row in am.first_said(m, **filters)]


def test_first_said(pier: am.ArgumentMap) -> None:
    says(
        pier,
        ("ada", "pier", "asserts", "2016-05"),
        ("bo", "pier", "concedes", "2018"),
        ("cy", "pier", "denies", "2010"),
    )
    assert firsts(pier) == [("ada", "yes", "decided")]
    says(pier, ("dee", "pier", "asserts", am.Date(text="long ago")))
    assert firsts(pier) == [("ada", "possibly", "not decided"), ("dee", "possibly", "not decided")]
    assert firsts(pier, party="bo") == []
    assert firsts(pier, party="dee") == [("dee", "possibly", "not decided")]
    assert am.first_said(pier)[0].parties == 3


def test_two_on_one_day_are_both_first(pier: am.ArgumentMap) -> None:
    says(pier, ("ada", "pier", "asserts", "2016-05-01"), ("bo", "pier", "asserts", "2016-05-01"))
    assert firsts(pier) == [("ada", "possibly", "not decided"), ("bo", "possibly", "not decided")]


def test_first_by_documents(pier: am.ArgumentMap) -> None:
    pier.add_source("S1", title="First")
    pier.add_source("S2", title="Second", after=["S1"])
    pier.add_source("S3", title="Third", after=[am.Predecessor("S1", am.Evidence(basis="inferred"))])
    pier.add_position("bo", "pier", "asserts", source="S2", mode="own")
    pier.add_position("ada", "pier", "asserts", source="S1", mode="own")
    assert firsts(pier) == [("ada", "yes", "decided")]
    pier.add_position("cy", "pier", "asserts", source="S3", mode="own")
    pier.add_position("dee", "pier", "asserts", source="S2", mode="paraphrase")
    assert firsts(pier) == [
        ("ada", "possibly", "not decided"),
        ("cy", "possibly", "later, in doubt"),
        ("dee", "possibly", "later, in doubt"),
    ]


@given(st.lists(st.tuples(st.sampled_from("abc"), statement), min_size=1, max_size=7), st.integers(0, 1 << 10))
def test_first_said_against_all_pairs(said: list[tuple[str, tuple[Any, ...]]], seed: int) -> None:
    m = am.ArgumentMap()
    rng = random.Random(seed)
    m.extend([am.Source(f"S{n}", after=[f"S{k}" for k in range(n) if rng.random() < 0.3]) for n in range(5)])
    m.add_claim("x", id="x")
    for party in "abc":
        m.add_party(party, id=party)
    for party, (_, date, source, mode) in said:
        m.add_position(party, "x", "asserts", date=date, source=source, mode=mode)
    chronology = Chronology(m)
    everybody = list(m.positions.values())
    sure = ("dates", "stated")
    left = {p.party for p in everybody if not any(chronology.earlier(q, p) in sure for q in everybody)}
    table = am.first_said(m)
    assert set(table.column("party")) == left
    assert set(table.column("first")) == ({"yes"} if len(left) == 1 else {"possibly"})


def test_imputed_and_own_words(pier: am.ArgumentMap) -> None:
    for claim in ("pier", "view", "trade"):
        pier.add_position("ada", claim, "asserts", mode="imputed", imputed_by="bo")
    says(pier, ("ada", "pier", "concedes", None), ("ada", "view", "denies", None), ("ada", "trade", "questions", None))
    assert am.imputed(pier).column("own") == ["same", "opposite", "other"]
    says(pier, ("ada", "view", "asserts", None))
    assert am.imputed(pier, target="view")[0].own == "both"
    assert am.imputed(pier, imputed_by="cy").rows == []
    with pytest.raises(am.ValueRefused, match="leave out mode="):
        am.imputed(pier, mode="direct")
    assert am.imputed(pier).note == ""


def test_via_is_followed_to_the_desk(pier: am.ArgumentMap) -> None:
    pier.add_source("desk", title="On the desk", path="desk.txt")
    pier.add_source(
        "paper", title="A paper", reported_in=am.Evidence("desk", via=[am.Hop(party="cy")], basis="inferred")
    )
    p = pier.add_position(
        "ada", "pier", "asserts", evidence=am.Evidence("paper", via=[am.Hop(party="bo")], locator="p. 3")
    )
    rows = [(row.what, row.id, row.basis) for row in am.via(pier, p)]
    assert rows == [
        ("speaker", "ada", "explicit"),
        ("party", "bo", "explicit"),
        ("document", "paper", "explicit"),
        ("party", "cy", "inferred"),
        ("source", "desk", "inferred"),
    ]
    assert am.via(pier, p.id).column("step") == [1, 2, 3, 4, 5]
    q = pier.add_position("ada", "pier", "asserts", mode="imputed", imputed_by="dee")
    assert [(row.what, row.id) for row in am.via(pier, q)] == [("imputed by", "dee")]
    with pytest.raises(am.UnknownIdError, match="did you mean 'p1'"):
        am.via(pier, "p11")
    with pytest.raises(am.ValueRefused, match="is no position"):
        am.via(pier, 7)


def test_several_pieces_of_evidence_are_several_chains(pier: am.ArgumentMap) -> None:
    for id in ("S1", "S2"):
        pier.add_source(id, title=id)
    p = pier.add_position("ada", "pier", "asserts", evidence=[am.Evidence("S1", locator="p. 1"), am.Evidence("S2")])
    table = am.via(pier, pier.stances("pier")[0].record)
    assert [(row.chain, row.id, row.locator) for row in table] == [
        (1, "ada", None),
        (1, "S1", "p. 1"),
        (2, "ada", None),
        (2, "S2", None),
    ]
    assert p.sources == ("S1", "S2")


def test_a_long_chain_of_reports() -> None:
    m = am.ArgumentMap()
    m.add_party("A", id="a")
    m.add_claim("x", id="x")
    size = 20_000
    m.extend([am.Source(f"s{n}", reported_in=f"s{n + 1}" if n + 1 < size else ()) for n in range(size)])
    assert len(am.via(m, m.add_position("a", "x", "asserts", source="s0"))) == size + 1
    m.extend([am.Source("c1", reported_in=["s0", "c2"]), am.Source("c2", reported_in="s1")])
    table = am.via(m, m.add_position("a", "x", "denies", source="c1"))
    # Each document is told once: the way through s0 goes on to s1, where the other way ends.
    assert [row.id for row in table if row.chain == 1][:3] == ["a", "c1", "c2"]
    assert turned(m) == [("a", "denies", "asserts", "stated")]  # s0 reports c1


def test_long_line_of_documents() -> None:
    """Each of 20,000 documents after the one before; one party changes its mind in each."""
    m = am.ArgumentMap()
    m.add_party("A", id="a")
    m.add_claim("x", id="x")
    size = 20_000
    m.extend([am.Source(f"s{n}", after=[f"s{n - 1}"] if n else ()) for n in range(size)])
    m.extend(
        [am.Position(f"p{n}", "a", "x", "denies" if n % 2 else "asserts", evidence=f"s{n}") for n in range(0, size, 10)]
    )
    assert len(am.changes(m)) == 0
    m.extend([am.Position("last", "a", "x", "denies", evidence=f"s{size - 1}")])
    assert turned(m) == [("a", "asserts", "denies", "stated")]
    assert len(am.self_contradictions(m)) == 0


def test_timeline_lanes(pier: am.ArgumentMap) -> None:
    pier.add_source("S1", title="Dated", date="2018")
    says(pier, ("ada", "pier", "asserts", am.Date(text="n.d.")), ("bo", "pier", "denies", "2016-03"))
    pier.add_position("cy", "pier", "asserts", source="S1", mode="paraphrase")
    says(pier, ("dee", "pier", "asserts", "2015/.."), ("ada", "view", "asserts", "../2014"))
    pier.add_outcome("Permit", id="o1", date="2016-03-02", status="granted", by=["bo"], effects=[("pier", "accepted")])
    pier.add_outcome("Appeal", id="o2", after=["o1"], effects=[("~view", "accepted")])
    table = am.timeline(pier)
    assert [(row.lane, row.what, row.record.id, str(row.latest)) for row in table] == [
        ("dated", "position", "p5", "2014-12-31"),
        ("dated", "position", "p4", "None"),
        ("dated", "position", "p2", "2016-03-31"),
        ("dated", "outcome", "o1", "2016-03-02"),
        ("not later than", "position", "p3", "2018-12-31"),
        ("undated", "position", "p1", "None"),
        ("undated", "outcome", "o2", "None"),
    ]
    assert table[6].after == ("o1",)
    assert am.timeline(pier, outcomes=False).column("what") == ["position"] * 5
    assert "No outcomes: stance= can be asked of positions only." in am.timeline(pier, stance="denies").note
    assert [row.record.id for row in am.timeline(pier, target="view")] == ["p5", "o2"]
    assert [row.record.id for row in am.timeline(pier, party="bo")] == ["p2", "o1"]
    within = [(row.record.id, row.match) for row in am.timeline(pier, since="2016", until="2016")]
    assert within == [
        ("p4", "possibly"),
        ("p2", "yes"),
        ("o1", "yes"),
        ("p3", "possibly"),
        ("p1", "possibly"),
        ("o2", "possibly"),
    ]


def test_timeline_is_in_order(m: am.ArgumentMap) -> None:
    dated = [row for row in am.timeline(m) if row.lane == "dated"]
    assert all(a.earliest <= b.earliest for a, b in pairwise(dated))
