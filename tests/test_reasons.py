"""Why parties hold what they hold: reasons, and what their arguments imply. Rows of the case are counted by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import argmap as am

ROOT = Path(__file__).parent.parent
NONE = "gives no reason"


@pytest.fixture(scope="module")
def cloudflare() -> am.ArgumentMap:
    return am.read(ROOT / "examples" / "cloudflare")


def told(table: am.Table, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in columns or ("claim", "party", "bearing", "argument")) for row in table]


# -- the case, by hand -------------------------------------------------------------------------------------------------


def test_als_scan_and_cloudflare(cloudflare: am.ArgumentMap) -> None:
    found = am.reasons(cloudflare, "als-scan", "cloudflare")
    assert told(found, "claim", "relation", "side", "stance", "stance_basis", "bearing", "argument", "answered") == [
        *[
            ("cf-contributorily-liable", "dispute", "als-scan", "asserts", "explicit", "for its stance", id, ())
            for id in ("RB01", "RB02")
        ],
        ("cf-contributorily-liable", "dispute", "cloudflare", "denies", "inferred", "for its stance", "RE02", ()),
        ("image-filter-feasible", "dispute", "als-scan", "asserts", "inferred", NONE, None, ()),
        ("image-filter-feasible", "dispute", "cloudflare", "denies", "inferred", NONE, None, ()),
        ("cf-sj", "dispute", "als-scan", "denies", "inferred", NONE, None, ()),
        ("cf-sj", "dispute", "cloudflare", "asserts", "explicit", NONE, None, ()),
        ("dismiss-wo-prejudice", "shared agreement", "als-scan", "asserts", "explicit", NONE, None, ()),
        ("dismiss-wo-prejudice", "shared agreement", "cloudflare", "asserts", "explicit", NONE, None, ()),
    ]
    first = found[0]
    assert first.quotes == (
        "Cloudflare materially assists website operators in reproduction, distribution and display",
    )
    assert (first.quoted, first.source, first.basis) == (("material-assistance",), ("S1",), "explicit")
    assert first.premises[1].startswith("(implicit) Who assists infringement")
    assert (found[2].basis, found[2].kind) == ("inferred", "attack")
    # What the defence is said to argue (RB11, RB12) is ALS Scan's say-so; RB07 is nobody's.
    assert "(RB07): the analyst's own" in found.note
    assert "say-so: 2 arguments (RB11, RB12)" in found.note


def test_captaindork_and_xenx(cloudflare: am.ArgumentMap) -> None:
    found = am.reasons(cloudflare, "captaindork", "xenx")
    assert set(told(found, "claim", "relation", "bearing")) == {
        ("electric-company-analogy", "dispute", "for its stance")
    }
    assert told(found, "party", "stance", "argument", "kind", "answered", "basis") == [
        ("captaindork", "asserts", "RF01", "support", ("RF07",), "inferred"),
        ("xenx", "denies", "RF07", "undercut", (), "explicit"),
    ]
    assert found[1].quotes == ("Your analogy is entirely flawed",)
    assert found[1].quoted == ("analogy-flawed",)


def test_cpip_and_eff(cloudflare: am.ArgumentMap) -> None:
    found = am.reasons(cloudflare, "cpip", "eff")
    assert told(found, "claim", "relation", "party", "stance", "bearing", "argument", "answered") == [
        ("only-issue-federal-rules", "dispute", "cpip", "asserts", NONE, None, ()),
        ("only-issue-federal-rules", "dispute", "eff", "denies", NONE, None, ()),
        ("no-block-without-process", "clash", "cpip", None, "against the claim", "RA10", ()),
        ("no-block-without-process", "clash", "cpip", None, "against the claim", "RA12", ()),
        ("no-block-without-process", "clash", "cpip", None, "against the claim", "RA14", ()),
        ("no-block-without-process", "clash", "eff", "asserts", "for its stance", "RA07", ("RA10",)),
        ("labels-argument-to-be-rejected", "clash", "cpip", None, "against the claim", "RA11", ()),
        ("labels-argument-to-be-rejected", "clash", "eff", "asserts", "for its stance", "RA01", ("RA11",)),
        ("labels-argument-to-be-rejected", "clash", "eff", "asserts", "for its stance", "RA02", ()),
        ("labels-argument-to-be-rejected", "clash", "eff", "asserts", "for its stance", "RA03", ()),
        ("labels-argument-to-be-rejected", "clash", "eff", "asserts", "for its stance", "RA04", ()),
        ("injunction-already-issued", "shared agreement", "cpip", "asserts", NONE, None, ()),
        ("injunction-already-issued", "shared agreement", "eff", "asserts", NONE, None, ()),
    ]
    assert found[7].quotes[2] == "considering the burdens, costs, and alternatives for each, as Congress required"
    assert told(am.reasons(cloudflare, "cpip", "eff", relation="dispute")) == told(found)[:2]
    assert told(am.reasons(cloudflare, "cpip", "eff", claim="labels-argument-to-be-rejected")) == told(found)[6:11]
    assert told(am.reasons(cloudflare, "cpip", "eff", issue="intermediary-process")) == [
        row for row in told(found) if cloudflare.claims[row[0]].issue == "intermediary-process"
    ]


def test_a_court_answers_an_answer(cloudflare: am.ArgumentMap) -> None:
    found = [
        row for row in am.reasons(cloudflare, "cd-cal-court", "cloudflare") if row.claim == "simple-measures-exist"
    ]
    assert [(row.party, row.argument, row.kind, row.by, row.answered) for row in found] == [
        ("cd-cal-court", "RC01", "support", ("judge-wu",), ("RC07",)),
        ("cd-cal-court", "RC06", "undercut", ("judge-wu",), ()),
        ("cd-cal-court", "RC08", "undercut", ("judge-wu",), ()),
        ("cd-cal-court", "RC09", "undercut", ("judge-wu",), ()),
        ("cloudflare", "RC03", "attack", ("cloudflare",), ()),
        ("cloudflare", "RC05", "attack", ("cloudflare",), ("RC06",)),
        ("cloudflare", "RC07", "undercut", ("cloudflare",), ("RC08", "RC09")),
    ]
    # Two of Cloudflare's arguments hit a premise of the ruling.
    ruling = next(row for row in am.reasons(cloudflare, "cd-cal-court", "cloudflare") if row.argument == "RC02")
    assert (ruling.claim, ruling.stance, ruling.answered) == ("cf-sj", "denies", ("RC03", "RC05"))


def test_a_safe_harbor_is_never_cloudflare_s_own(cloudflare: am.ArgumentMap) -> None:
    found = am.reasons(cloudflare, claim="cf-safe-harbor")
    assert told(found, "party", "bearing", "argument") == [
        ("xenx", NONE, None),
        ("xenx", "against its own stance", "RB22"),
        ("als-scan", "for its stance", "RB14"),
        ("als-scan", "for its stance", "RB17"),
    ]
    alleged = am.reasons(cloudflare, claim="cf-contributorily-liable", mode="imputed")
    assert told(alleged, "party", "bearing", "argument", "mode") == [
        ("cloudflare", "against the claim", id, "imputed by als-scan") for id in ("RB11", "RB12")
    ]
    assert "(inferred; imputed by als-scan)" in repr(alleged)


def test_coalitions_show_the_member(cloudflare: am.ArgumentMap) -> None:
    found = am.reasons(cloudflare, ["als-scan", "riaa"], ["cloudflare", "i2coalition"], claim="cf-belongs-on-list")
    assert told(found, "side", "party", "argument", "by") == [
        ("als-scan + riaa", "riaa", None, ("riaa",)),
        ("cloudflare + i2coalition", "i2coalition", "RG12", ("i2coalition",)),
        ("cloudflare + i2coalition", "cloudflare", "RG11", ("cloudflare",)),
        ("cloudflare + i2coalition", "cloudflare", "RG14", ("doug-kramer",)),
    ]


# -- small maps --------------------------------------------------------------------------------------------------------


def pier() -> am.ArgumentMap:
    m = am.ArgumentMap()
    for id in ("pier", "trade", "view", "ships"):
        m.add_claim(f"The {id}.", id=id)
    for id in ("ada", "bo", "cy"):
        m.add_party(id.capitalize(), id=id)
    m.add_source("S1")
    return m


def test_both_ways_of_arguing_for_a_stance() -> None:
    m = pier()
    m.add_position("ada", "pier", "denies")
    m.add_position("bo", "pier", "concedes", arguendo=True)
    m.add_attack("view", "pier", id="a1", by="ada")
    m.add_support("view", "~pier", id="a2", by="ada")
    m.add_attack("trade", "~pier", id="b1", by="bo")
    m.add_support("view", "pier", id="a3", by="ada")
    found = am.reasons(m, "ada", "bo")
    assert told(found, "party", "stance", "bearing", "argument") == [
        ("ada", "denies", "for its stance", "a1"),
        ("ada", "denies", "for its stance", "a2"),
        ("ada", "denies", "against its own stance", "a3"),
        ("bo", "concedes (arguendo)", "for its stance", "b1"),
    ]


def test_who_takes_both_stances_gives_reasons_for_each() -> None:
    m = pier()
    for stance in ("asserts", "denies"):
        m.add_position("ada", "pier", stance)
    m.add_position("bo", "pier", "denies")
    m.add_attack("view", "pier", id="a1", by="ada")
    assert told(am.reasons(m, "ada", "bo"), "party", "stance", "bearing", "argument") == [
        ("ada", "asserts", NONE, None),
        ("ada", "denies", "for its stance", "a1"),
        ("bo", "denies", NONE, None),
    ]


def test_a_clash_without_a_stance_and_what_is_only_argued_from() -> None:
    m = pier()
    m.add_position("bo", "trade", "denies", evidence=am.Evidence("S1", quote="no trade"))
    m.add_support(["trade", "ships (supposed)"], "pier", id="a1", by="ada")
    m.add_attack("view", "trade", id="b1", by="bo")
    found = am.reasons(m, "ada", "bo")
    assert told(found, "claim", "relation", "party", "bearing", "argument", "answered") == [
        ("trade", "clash", "ada", "argues from it", "a1", ("b1",)),
        ("trade", "clash", "bo", "for its stance", "b1", ()),
    ]
    assert found[0].premises == ("The trade.", "(supposed) The ships.")
    # Nobody clashes over a supposition.
    m.add_position("bo", "ships", "denies")
    assert {row.claim for row in am.reasons(m, "ada", "bo")} == {"trade"}


def test_a_denied_argument_is_answered() -> None:
    m = pier()
    m.add_position("ada", "pier", "asserts")
    m.add_position("bo", "pier", "denies")
    m.add_support("trade", "pier", id="a1", by="ada")
    m.add_position("bo", "a1", "denies", id="no")
    assert am.reasons(m, "ada", "bo")[0].answered == ("no",)
    assert "answered by no denies it" in repr(am.reasons(m, "ada", "bo"))


def test_answers_come_from_the_other_side_only() -> None:
    m = pier()
    for party, stance in (("ada", "asserts"), ("bo", "denies")):
        m.add_position(party, "pier", stance)
    m.add_support("trade", "pier", id="a1", by="ada")
    m.add_undercut("view", "a1", id="c1", by="cy")
    m.add_undercut("view", "a1", id="a2", by="ada")
    assert am.reasons(m, "ada", "bo")[0].answered == ()
    assert told(am.reasons(m, "ada", "bo"))[1] == ("pier", "ada", "against its own stance", "a2")
    assert am.reasons(m, "ada", ["bo", "cy"])[0].answered == ("c1",)
    assert am.reasons(m, party="ada")[0].answered == ("c1",)


def test_words_for_the_argument_come_before_those_for_its_premises() -> None:
    m = pier()
    m.add_position("ada", "pier", "asserts")
    m.add_position("bo", "pier", "denies")
    m.add_position("ada", "trade", "asserts", evidence=am.Evidence("S1", quote="trade grows", basis="inferred"))
    m.add_position("ada", "view", "asserts", evidence=am.Evidence("S1", quote="a view"))
    m.add_support(["trade", "~view"], "pier", id="a1", by="ada")
    row = am.reasons(m, "ada", "bo")[0]
    # She asserts the view: these are no words for ~view.
    assert (row.quotes, row.quoted) == (("trade grows",), ("trade",))
    assert "“trade grows” (on trade, S1, inferred)" in repr(am.reasons(m, "ada", "bo"))
    m.add_position("ada", "a1", "asserts", evidence=am.Evidence("S1", quote="trade, not view"))
    row = am.reasons(m, "ada", "bo")[0]
    assert (row.quotes, row.quoted) == (("trade, not view",), ("a1",))


def test_dates_that_do_not_decide_are_marked() -> None:
    m = pier()
    m.add_position("ada", "pier", "asserts", date="2018")
    m.add_position("bo", "pier", "denies", date="2018-02-01")
    assert told(am.reasons(m, "ada", "bo", until="2018-06"), "party", "match") == [("ada", "possibly"), ("bo", "yes")]


def test_what_is_asked_wrongly() -> None:
    m = pier()
    m.add_membership("cy", "ada")
    for call, message in [
        (lambda: am.reasons(m, "ada"), "name both"),
        (lambda: am.reasons(m, "ada", "ada"), "both sides"),
        (lambda: am.reasons(m, "ada", "bo", party="cy"), "leave out party="),
        (lambda: am.reasons(m, "ada", "bo", relation="disputes"), "did you mean 'dispute'"),
        (lambda: am.reasons(m, "ada", "bo", claim="pier", target="pier"), "leave one of them out"),
        (lambda: am.cruxes(m, "ada", "bo", arguments="some"), "expected 'sides' or 'all'"),
    ]:
        with pytest.raises(am.ValueRefused, match=message):
            call()
    with pytest.raises(am.UnknownIdError, match="did you mean 'ada'"):
        am.reasons(m, "adaa", "bo")
    assert "neither share nor dispute a claim" in am.reasons(m, "ada", "bo").note
    assert repr(am.reasons(m, "ada", "bo")).startswith("(nothing)")


def test_html_is_escaped_and_spans_the_rows_of_a_claim() -> None:
    m = pier()
    m.add_claim("A <b>bold</b> & new pier.", id="new")
    m.add_position("ada", "new", "asserts", evidence=am.Evidence("S1", quote="<script>"))
    m.add_position("bo", "new", "denies")
    page = am.reasons(m, "ada", "bo")._repr_html_()
    assert "A &lt;b&gt;bold&lt;/b&gt; &amp; new pier." in page
    assert "<script>" not in page
    assert page.count("rowspan='2'") == 1
    assert page.count("<tr") == 3


# -- implied -----------------------------------------------------------------------------------------------------------


def test_implied_by_xenx(cloudflare: am.ArgumentMap) -> None:
    found = am.implied(cloudflare, "xenx")
    assert set(found.column("status")) == {"implied"}
    assert ("~RF01", "denial of what it undercuts", "RF07", None) in told(
        found, "claim", "how", "argument", "also_said"
    )
    assert ("~als-move-support", "conclusion", "RB21", "holds it too") in told(
        found, "claim", "how", "argument", "also_said"
    )
    # RB22 and RB24 suppose that the system is smart: xenx says neither that nor what would follow.
    assert not {"cf-smart-system", "~cf-safe-harbor"} & set(found.column("claim"))
    assert "conclusions under a supposition: 2" in found.note
    # It undercuts its own argument (RB26 on RB25).
    assert [row.also_said for row in found if row.claim == "~RB25"] == ["denies it elsewhere"]


def test_an_undermining_attack_need_not_deny(cloudflare: am.ArgumentMap) -> None:
    found = am.implied(cloudflare, "cpip")
    assert "~no-block-without-process" not in found.column("claim")
    assert "attacks coded as undermine: 2" in found.note
    # CPIP is not reported to state where RA09 leads, nor its implicit premise.
    unsaid = [row.claim for row in found if row.also_said is None]
    assert unsaid == ["m-aiders-bound", "must-stop-serving-mp3skull", "~RA07", "~RA01"]


def test_implied_and_said() -> None:
    m = pier()
    m.add_support("trade", "pier", id="a1", by="ada")
    m.add_support("view", "ships", id="a2")
    m.add_position("ada", "a2", "asserts", arguendo=True)
    m.add_attack(["~view (exception)", "ships"], "~pier", id="a3", by="ada")
    m.add_position("ada", "trade", "questions")
    m.add_position("ada", "pier", "concedes", arguendo=True)
    m.add_position("ada", "pier", "denies")
    found = am.implied(m, "ada")
    assert told(found, "claim", "how", "argument", "also_said") == [
        ("trade", "premise", "a1", "questions"),
        ("pier", "conclusion", "a1", "holds it too (arguendo) and denies it elsewhere"),
        ("ships", "premise", "a3", None),
        ("pier", "denial of what it attacks", "a3", "holds it too (arguendo) and denies it elsewhere"),
    ]
    assert found.note == "Not implied, left out: arguments made for the sake of argument: 1."


# -- by rule -----------------------------------------------------------------------------------------------------------

_CLAIMS, _PARTIES = "wxyz", ("ada", "bo", "cy")


@st.composite
def debates(draw: st.DrawFn) -> am.ArgumentMap:
    """Claims, arguments of every kind on claims and arguments, positions own and imputed."""
    m = am.ArgumentMap()
    m.extend([am.Claim(id) for id in _CLAIMS] + [am.Party(id) for id in _PARTIES])
    ids = list(_CLAIMS)
    for number in range(draw(st.integers(0, 8))):
        kind = draw(st.sampled_from(["support", "attack", "undercut"]))
        target = draw(st.sampled_from(ids if kind != "undercut" else ids[len(_CLAIMS) :] or list(_CLAIMS)))
        if kind == "undercut" and target in _CLAIMS:
            kind = "attack"
        premises = draw(st.lists(st.sampled_from(["w", "x", "~y", "z (supposed)"]), min_size=1, unique=True))
        m.extend([am.Argument(f"r{number}", premises, target, kind)])
        ids.append(f"r{number}")
    for number in range(draw(st.integers(0, 14))):
        m.add_position(
            draw(st.sampled_from(_PARTIES)),
            draw(st.sampled_from(ids)),
            draw(st.sampled_from(["asserts", "asserts", "denies", "concedes", "questions"])),
            id=f"p{number}",
            mode=draw(st.sampled_from([None, "direct", "imputed"])),
        )
    return m


_SEEN = ("claim", "relation", "side", "stance", "bearing", "argument", "quotes", "answered")


@given(debates())
def test_the_order_of_the_sides_changes_nothing_but_the_order(m: am.ArgumentMap) -> None:
    left, right = am.reasons(m, "ada", "bo"), am.reasons(m, "bo", "ada")
    assert sorted(map(repr, told(left, *_SEEN))) == sorted(map(repr, told(right, *_SEEN)))
    assert list(dict.fromkeys(left.column("claim"))) == list(dict.fromkeys(right.column("claim")))


@given(debates())
def test_no_imputed_position_is_a_party_s_own(m: am.ArgumentMap) -> None:
    own = {(p.party, p.target) for p in m.positions.values() if p.mode != "imputed" and p.stance == "asserts"}
    held = {(p.party, p.target) for p in m.positions.values() if p.mode != "imputed"}
    for table in (am.reasons(m, "ada", "bo"), am.reasons(m), am.reasons(m, ["ada", "cy"], "bo")):
        for row in table:
            assert row.argument is None or (row.party, row.argument) in own
            assert row.stance is None or (row.party, row.claim) in held
    for row in am.implied(m):
        assert (row.party, row.argument) in own


@given(debates(), st.sampled_from(_CLAIMS))
def test_narrower_questions_give_the_same_rows(m: am.ArgumentMap, claim: str) -> None:
    everything = told(am.reasons(m), *_SEEN)
    assert told(am.reasons(m, claim=claim), *_SEEN) == [row for row in everything if row[0] == claim]
    of_ada = [row for row in everything if row[2] == "ada" and row[4] != "argues from it"]
    assert [row for row in told(am.reasons(m, party="ada"), *_SEEN) if row[4] != "argues from it"] == of_ada
    both = told(am.reasons(m, "ada", "bo"), *_SEEN)
    assert told(am.reasons(m, "ada", "bo", claim=claim), *_SEEN) == [row for row in both if row[0] == claim]


@given(debates())
def test_each_stance_has_its_reasons_or_says_that_it_has_none(m: am.ArgumentMap) -> None:
    found = am.reasons(m)
    for p in m.positions.values():
        if p.mode != "imputed" and p.target in _CLAIMS:
            rows = [row for row in found if (row.claim, row.party) == (p.target, p.party)]
            assert rows
            reasons = [row for row in rows if row.bearing in (NONE, "for its stance") and p.stance in row.stance]
            assert p.stance == "questions" or reasons


# -- large -------------------------------------------------------------------------------------------------------------


def test_a_chain_of_50000_undercuts() -> None:
    size = 50_000
    m = am.ArgumentMap()
    m.extend([am.Claim("x"), am.Claim("y"), am.Party("ada"), am.Party("bo")])
    m.extend([am.Argument("r0", ["y"], "x")])
    m.extend([am.Argument(f"r{i}", ["y"], f"r{i - 1}", "undercut") for i in range(1, size)])
    m.extend([am.Position("pa", "ada", "x"), am.Position("pb", "bo", "x", "denies")])
    m.extend([am.Position(f"p{i}", ("ada", "bo")[i % 2], f"r{i}") for i in range(size)])
    found = am.reasons(m, "ada", "bo")
    assert len(found) == size
    assert set(found.column("bearing")) == {"for its stance"}
    assert found[1].argument == "r2"
    assert found[1].answered == ("r3",)
    assert len(am.reasons(m, claim="x")) == size


def test_arguments_that_hit_each_other_in_a_circle_bear_on_nothing() -> None:
    m = pier()
    m.add_position("ada", "pier", "asserts")
    m.add_position("bo", "pier", "denies")
    m.extend([am.Argument("r1", ["trade"], "r2", "undercut"), am.Argument("r2", ["view"], "r1", "undercut")])
    m.add_position("ada", "r1", "asserts")
    m.add_position("bo", "r2", "asserts")
    assert told(am.reasons(m, "ada", "bo"), "party", "argument") == [("ada", None), ("bo", None)]
