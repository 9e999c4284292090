"""Lint: each rule on what it is for and on what it must leave alone; knots; cost; what an analyst sees."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import argmap as am
from argmap.checks.knots import knots, way_round
from argmap.checks.linting import RULES
from argmap.checks.registry import SEVERITIES
from argmap.checks.wording import nearly_the_same, one_letter_apart, second_clause, words
from argmap.model.references import NAMES
from tests.strategies import full_map, maps

EXAMPLE = Path(__file__).parent.parent / "examples" / "cloudflare"


def built(*records: Any) -> am.ArgumentMap:
    m = am.ArgumentMap()
    m.extend(records)
    return m


def told(m: am.ArgumentMap, rule: str) -> list[tuple[str, str, str]]:
    """What one rule says: severity, ids of all records, message."""
    table = am.lint(m, rules=rule)
    assert {row.rule for row in table} <= {rule}
    return [(row.severity, " ".join(r.id for r in row.records), row.message) for row in table]


def records(m: am.ArgumentMap, rule: str) -> list[str]:
    return [ids for _, ids, _ in told(m, rule)]


def holding(*positions: am.Position, sources: Iterable[am.Source] = ()) -> am.ArgumentMap:
    """A map with the claims x, y, the parties ada, bo and some positions."""
    return built(am.Claim("x", "X."), am.Claim("y", "Y."), am.Party("ada"), am.Party("bo"), *sources, *positions)


# -- the table ---------------------------------------------------------------------------------------------------------


def test_the_table() -> None:
    m = built(am.Claim("c1"), am.Claim("c2", "A pier."))
    table = am.lint(m, rules=["no-text", "orphan"])
    assert table.columns == ("severity", "rule", "record", "message")
    assert [(row.severity, row.rule, row["record"]) for row in table] == [
        ("warning", "orphan", "c1"),
        ("warning", "no-text", "c1"),
    ]
    assert [one.id for one in table[0].records] == ["c1", "c2"]
    assert table.note == "2 warnings, by 2 rules."
    assert "orphan: claims that no argument uses" in table.rules
    assert "or take it out" in repr(table)  # messages are not cut
    assert am.lint(m, rules=[]).note == "Nothing found, by 0 rules."


def test_errors_come_first() -> None:
    m = full_map()
    severities = [SEVERITIES.index(row.severity) for row in am.lint(m)]
    assert severities == sorted(severities)
    assert severities


def test_an_unknown_rule_suggests_the_nearest() -> None:
    with pytest.raises(am.ValueRefused, match="unknown rule 'undatd': did you mean 'undated'"):
        am.lint(am.ArgumentMap(), rules=["orphan", "undatd"])
    with pytest.raises(am.ValueRefused, match="unknown rule 'sources-missing'"):
        am.lint(am.ArgumentMap(), rules="sources-missing")


def test_every_rule_is_explained() -> None:
    explained = " ".join((am.lint.__doc__ or "").split())
    for name, rule in RULES.items():
        assert rule.name == name
        assert rule.severity in SEVERITIES
        assert f"- `{name}` ({rule.severity}): {rule.meaning}." in explained
    assert explained.count("- `") == len(RULES)


def test_an_empty_map_has_no_faults() -> None:
    assert len(am.lint(am.ArgumentMap())) == 0
    assert am.lint(am.ArgumentMap()).note == f"Nothing found, by {len(RULES)} rules."


@given(maps())
def test_any_map(m: am.ArgumentMap) -> None:
    """Nothing fails, nothing is changed, and every line names records of the map."""
    before = m.copy()
    table = am.lint(m)
    for row in table:
        assert row.message
        assert row.severity in SEVERITIES
        for record in row.records:
            assert getattr(m, NAMES[type(record)])[record.id] is record
    assert m == before
    assert {row.status for row in am.verify(m)} <= {
        "not verified: text not at hand",
        "not verified: no source named",
    }


def test_the_same_under_every_hash_seed() -> None:
    script = (
        "from tests.strategies import full_map\nimport argmap as am\n"
        "m = full_map()\n"
        "m.extend([am.Claim(f'd{i}', f'The pier should be builds {i % 7} times') for i in range(40)])\n"
        "print(am.lint(m)); print(am.verify(m))"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parent.parent,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(seen) == 1


# -- evidence ----------------------------------------------------------------------------------------------------------


def test_undated() -> None:
    m = holding(
        am.Position("p1", "ada", "x", evidence="s1"),
        am.Position("p2", "ada", "y", evidence="s1", date=am.Date(text="this week")),
        am.Position("p3", "ada", "x", evidence="s1", date="2018"),
        am.Position("p4", "ada", "x", evidence="s2"),
        am.Position("p5", "ada", "y"),
        am.Outcome("o1", evidence="s1"),
        sources=[am.Source("s1"), am.Source("s2", date="2018")],
    )
    first, second = told(m, "undated")
    assert first[:2] == ("note", "s1 p1 p2 o1")
    assert first[2].startswith(
        'no date, and 2 positions and 1 outcome read in it without one (1 with words only, such as "this week"): date'
    )
    assert second[1:] == ("p5", "1 position without a date or a source: p5")


def test_a_later_document_dates_what_it_reports() -> None:
    """Reported in a dated document, or stated to precede one: not undated."""
    m = holding(
        am.Position("p1", "ada", "x", evidence="s1"),
        am.Position("p2", "ada", "x", evidence="s2"),
        sources=[am.Source("s1", reported_in="s3"), am.Source("s2"), am.Source("s3", date="2018", after=["s2"])],
    )
    assert told(m, "undated") == []


def test_unsourced() -> None:
    m = holding(
        am.Position("p1", "ada", "x"),
        am.Position("p2", "ada", "y", evidence=am.Evidence(quote="words")),
        am.Position("p3", "bo", "y", evidence=[am.Evidence(quote="words"), am.Evidence("s")]),
        am.Outcome("o1"),
        sources=[am.Source("s")],
    )
    assert told(m, "unsourced") == [
        ("warning", "p1 p2", "2 positions without a source (p1, p2): say where each was read"),
        ("warning", "o1", "1 outcome without a source (o1): say where each was read"),
    ]


def test_unquoted() -> None:
    m = holding(
        am.Position("p1", "ada", "x", evidence="s"),
        am.Position("p2", "ada", "x", evidence=am.Evidence("s", basis="inferred")),
        am.Position("p3", "ada", "x", evidence=[am.Evidence("s"), am.Evidence("t", quote="here")]),
        am.Position("p4", "ada", "x"),
        sources=[am.Source("s"), am.Source("t")],
    )
    m.add_support("x", "y", id="a1", by="ada", source="s")  # one gap, not two
    m.add_support("x", "y", id="a2", by="ada", source="s", quote="because")
    assert records(m, "unquoted") == ["s p1 a1"]
    assert "1 position and 1 argument marked as explicit, but quoting no words (p1, a1)" in told(m, "unquoted")[0][2]


def test_imputed_without_imputer() -> None:
    m = holding(
        am.Position("p1", "ada", "x", mode="imputed"), am.Position("p2", "ada", "x", mode="imputed", imputed_by="bo")
    )
    assert told(m, "imputed-without-imputer") == [
        ("warning", "p1", "imputed to ada, but by whom? Fill in imputed_by: who says that ada holds it")
    ]


def test_uncited_source() -> None:
    m = holding(
        am.Position("p1", "ada", "x", evidence=am.Evidence("s1", via=[am.Hop(source="s2")])),
        sources=[
            am.Source("s1"),
            am.Source("s2", reported_in="s3"),
            am.Source("s3", after=["s4"]),
            am.Source("s4"),
            am.Source("s5", after=[am.Predecessor("s4", am.Evidence("s6"))]),
            am.Source("s6"),
            am.Source("s7", reported_in="s1"),
        ],
    )
    assert records(m, "uncited-source") == ["s4 s5", "s7"]


# -- time --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("position", "source", "late"),
    [
        ("2019", "2018", True),
        ("2018-03-08", "2018-03-07", True),
        ("2018-03", "2018-03-07", False),
        ("2018", "2018-03-07", False),
        ("2018", "2018~", False),
        ("2019~", "2018", False),  # about 2019 may be 2018
        ("2021~", "2018", True),
        ("2019", "2018~", False),
        ("2019/", "2018", True),
        ("../2019", "2018", False),
        ("2019", None, False),
        (None, "2018", False),
    ],
)
def test_late_date(position: str | None, source: str | None, late: bool) -> None:
    m = holding(am.Position("p1", "ada", "x", date=position, evidence="s"), sources=[am.Source("s", date=source)])
    assert records(m, "late-date") == (["p1 s"] if late else [])
    assert all(severity == "error" for severity, _, _ in told(m, "late-date"))


def test_a_date_later_than_a_document_on_the_way() -> None:
    m = holding(
        am.Position("p1", "ada", "x", date="2018-05", evidence=am.Evidence("s", via=[am.Hop(source="t")])),
        sources=[am.Source("s", date="2019"), am.Source("t", date="2018-04")],
    )
    (found,) = told(m, "late-date")
    assert found[2].startswith("dated 2018-05, which is later than t (2018-04), through which it is known")


def test_order_against_dates() -> None:
    m = holding(
        am.Position("p1", "ada", "x", date="2018"),
        am.Position("p2", "ada", "x", date="2017", after=["p1"]),
        am.Position("p3", "ada", "x", date="2018", after=["p1"]),
        am.Position("p4", "ada", "x", date="2017", replies_to="p3"),
        am.Outcome("o1", date="2018"),
        am.Outcome("o2", date="2017", after=["o1"]),
        sources=[
            am.Source("s1", date="2018"),
            am.Source("s2", after=["s1"]),
            am.Source("s3", date="2017", after=["s2"]),  # through s2, which has no date
            am.Source("s4", date="2017", after=[am.Predecessor("s1", am.Evidence(basis="inferred"))]),
            am.Source("s5", date="2019", reported_in="s1"),
            am.Source("s6", date="2018~", after=["s1"]),
        ],
    )
    found = told(m, "order-against-dates")
    assert [(severity, ids) for severity, ids, _ in found] == [
        ("error", "s3 s1"),
        ("error", "p2 p1"),
        ("error", "p4 p3"),
        ("error", "o2 o1"),
        ("warning", "s4 s1"),
        ("warning", "s5 s1"),
    ]
    assert found[0][2].startswith("stated to come after s1 (2018), but is dated 2017: the order or one of the dates")


def test_order_in_a_circle() -> None:
    m = holding(
        am.Position("p1", "ada", "x", after=["p2"]),
        am.Position("p2", "ada", "x", replies_to="p1"),
        sources=[am.Source("s1", reported_in="s2"), am.Source("s2"), am.Source("s3", after=["s2"])],
    )
    assert records(m, "order-in-a-circle") == ["p1 p2"]
    m.replace("s1", after=["s3"])
    assert records(m, "order-in-a-circle") == ["s1 s2 s3", "p1 p2"]
    assert told(m, "order-in-a-circle")[0][0] == "warning"  # a document can be announced before it is written
    assert records(m, "order-against-dates") == []


# -- positions ---------------------------------------------------------------------------------------------------------


def test_both_sides() -> None:
    sources = [am.Source("s1"), am.Source("s2")]
    m = holding(
        am.Position("p1", "ada", "x", "asserts", evidence="s1"),
        am.Position("p2", "ada", "x", "denies", evidence="s2"),
        sources=sources,
    )
    assert told(m, "both-sides") == [
        (
            "warning",
            "p1 p2",
            "ada asserts (p1, s1) and denies (p2, s2) x, and it is not known which came first: check both, and give "
            "dates or an order (after)",
        )
    ]
    m.replace("p1", date="2018-03-07")
    m.replace("p2", date="2018-03-07")
    assert "on one day" in told(m, "both-sides")[0][2]
    m.replace("p2", date="2017")
    assert told(m, "both-sides") == [
        (
            "note",
            "p1 p2",
            "ada denies (p2, s2, 2017) and later asserts (p1, s1, 2018-03-07) x: a change of mind, if both are right",
        )
    ]
    m.replace("p2", date="2018")
    assert "not known which came first" in told(m, "both-sides")[0][2]
    m.replace("p2", after=["p1"])
    assert "asserts (p1, s1, 2018-03-07) and later denies" in told(m, "both-sides")[0][2]


@pytest.mark.parametrize(
    "other",
    [
        am.Position("p2", "ada", "x", "denies", mode="imputed", imputed_by="bo"),
        am.Position("p2", "bo", "x", "denies"),
        am.Position("p2", "ada", "y", "denies"),
        am.Position("p2", "ada", "x", "questions"),
        am.Position("p2", "ada", "x", "denies", arguendo=True),
    ],
)
def test_not_both_sides(other: am.Position) -> None:
    assert told(holding(am.Position("p1", "ada", "x", "concedes"), other), "both-sides") == []


def test_repeated_position() -> None:
    seen = am.Evidence("s", quote="yes")
    m = holding(
        am.Position("p1", "ada", "x", evidence=seen),
        am.Position("p2", "ada", "x", evidence=seen, hedge="perhaps"),
        am.Position("p3", "ada", "x", evidence=am.Evidence("s", quote="yes, yes")),
        am.Position("p4", "ada", "x", evidence="t"),
        am.Position("p5", "ada", "x", evidence=seen, coder="b"),
        sources=[am.Source("s"), am.Source("t")],
    )
    assert records(m, "repeated-position") == ["p1 p2"]


# -- claims ------------------------------------------------------------------------------------------------------------


def test_orphan() -> None:
    m = built(
        *(am.Claim(id, id) for id in ("held", "premise", "target", "tied", "decided", "idle", "idle2", "tied2")),
        am.Claim("whole", sketch=True),
        am.Party("ada"),
        am.Position("p1", "ada", "held"),
        am.Argument("a1", "premise", "target", part_of="whole"),
        am.Relation("r1", "tied", "tied2", "tension"),
        am.Outcome("o1", effects=[("decided", "accepted")]),
    )
    found = told(m, "orphan")
    assert [ids for _, ids, _ in found] == ["tied tied2", "decided", "idle idle2"]
    assert "2 claims in no argument and no position, only in relations (tied, tied2): add" in found[0][2]


def test_no_text() -> None:
    m = built(
        am.Claim("c1"), am.Claim("c2", title="Only a title"), am.Claim("c3", "Text."), am.Claim("c4", wordings=["w"])
    )
    assert records(m, "no-text") == ["c1 c2"]


def test_stated_implicit() -> None:
    m = built(
        am.Claim("x", implicit=True),
        am.Claim("y", implicit=True),
        am.Claim("z"),
        am.Party("ada"),
        am.Source("s"),
        am.Position("p1", "ada", "x", "denies", evidence="s"),
        am.Position("p2", "ada", "y", evidence=am.Evidence("s", basis="inferred")),
        am.Position("p3", "ada", "y", evidence="s", mode="imputed", imputed_by="ada"),
        am.Position("p4", "ada", "z", evidence="s"),
    )
    (found,) = told(m, "stated-implicit")
    assert found[1] == "x p1"
    assert found[2].startswith("marked as implicit, but ada denies it (p1 in s): take off the mark")


@pytest.mark.parametrize(
    ("text", "joint"),
    [
        ("The pier is old, and the port must pay for it.", "and the port must"),
        ("The pier is old and it blocks the view.", "and it blocks the"),
        ("The pier is old; the port should pay.", "; the port should"),
        ("Trade grows in summer, but nobody can live here.", "but nobody can live"),
        ("If it rains, the pier is wet and the port is closed.", "and the port is"),
        ("The port can’t pay and the town won’t pay.", "and the town won't"),
    ],
)
def test_compound(text: str, joint: str) -> None:
    (found,) = told(built(am.Claim("c", text)), "compound")
    assert found[2].startswith(f"may be compound (“… {joint} …”)")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "And",
        "The pier and the beach are public.",
        "The port, the town and the county should pay.",
        "Most listed sites and companies are full-on piracy operations.",
        "It is wrong to rope the port into policing the beach and the pier.",
        "Who knows of it and could stop it is liable.",
        "The port knows that the pier is old and the town is poor.",
        "If the pier is old and the town is poor, nobody can pay.",
        "The port failed to adopt and reasonably implement a policy.",
        "The pier is old and ugly.",
        "They can, but do not, end it.",
        "The law cares that a policy exists and is kept to, not how offenders are handled.",
        "Vulkan has weak guarantees, this one and the other don’t have any.",
        "A. B. Smith v. Jones and Co. should be dismissed.",
    ],
)
def test_not_compound(text: str) -> None:
    assert second_clause(text) is None


def test_other_languages_are_left_alone() -> None:
    text = "Der Band is old and the port is new."
    assert records(built(am.Claim("c", text, lang="de")), "compound") == []
    assert records(built(am.Claim("c", text, lang="en-gb")), "compound") == ["c"]
    assert records(built(am.Claim("c", text, sketch=True)), "compound") == []


@pytest.mark.parametrize(
    ("a", "b", "how"),
    [
        ("Build the pier.", "build the pier", "the same words"),
        ("It can't be built", "It cannot be built.", "the same words"),
        ("The port’s pier is old", "The port's pier is old!", "the same words"),
        ("The pier should be built.", "A pier should be built.", "nearly the same words"),
        ("Piers block the view.", "The pier blocks the view.", "nearly the same words"),
        ("The judgement is final.", "The judgment is final.", "nearly the same words"),
        (
            "The port must pay for mending the old pier in spring",
            "The port must pay for mending the old pier soon in spring",
            "nearly the same words",
        ),
    ],
)
def test_duplicate(a: str, b: str, how: str) -> None:
    for texts in ((a, b), (b, a)):
        (found,) = told(built(*(am.Claim(f"c{i}", text) for i, text in enumerate(texts))), "duplicate")
        assert found[:2] == ("warning", "c0 c1")
        assert found[2].startswith(f"{how} as c1")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The pier can be built.", "The pier cannot be built."),
        ("The port can block it.", "The port can't block it."),
        ("The act is legal here.", "The act is illegal here."),
        ("Fourteen sites are abroad now", "Fifteen sites are abroad now"),
        ("14 sites are abroad now", "15 sites are abroad now"),
        (
            "The port must pay for mending the old pier in spring",
            "The port must never pay for mending the old pier in spring",
        ),
        ("Ada should pay.", "Bo should pay."),
        ("Dog bites man here", "Man bites dog here"),
        ("", ""),
        ("A claim", "Another claim"),
    ],
)
def test_not_duplicate(a: str, b: str) -> None:
    assert told(built(am.Claim("c1", a), am.Claim("c2", b)), "duplicate") == []


def test_duplicates_that_a_relation_explains() -> None:
    m = built(am.Claim("c1", "Build it now."), am.Claim("c2", "build it now"), am.Claim("c3", "Build it now!"))
    assert records(m, "duplicate") == ["c1 c2 c3"]
    m.add_relation("c1", "c2", "rephrase")
    assert records(m, "duplicate") == ["c1 c3"]


def test_a_wording_of_another_claim_is_a_duplicate() -> None:
    m = built(am.Claim("c1", "Build it.", wordings=["Let us build it!"]), am.Claim("c2", "let us build it"))
    assert records(m, "duplicate") == ["c1 c2"]
    assert (
        records(built(am.Claim("c1", "Build it.", lang="en"), am.Claim("c2", "Build it.", lang="de")), "duplicate")
        == []
    )


def test_many_claims_in_one_mould_are_no_duplicates() -> None:
    m = built(
        *(am.Claim(f"c{i}", f"The {name} of the town should be mended soon") for i, name in enumerate(_names(300)))
    )
    assert told(m, "duplicate") == []


def _names(number: int) -> list[str]:
    letters = "abcdefghijklmnopqrst"
    return [f"quay{letters[i // 400]}{letters[i // 20 % 20]}{letters[i % 20]}" for i in range(number)]


# -- arguments ---------------------------------------------------------------------------------------------------------


def claims(*ids: str) -> list[am.Claim]:
    return [am.Claim(id, id) for id in ids]


def test_support_in_a_circle() -> None:
    m = built(
        *claims("x", "y", "z", "w"),
        am.Argument("a1", "x", "y"),
        am.Argument("a2", ["y", "w"], "z"),
        am.Argument("a3", "z", "x"),
    )
    assert told(m, "support-in-a-circle") == [
        (
            "warning",
            "x a1 y a2 z a3",
            "x → y → z → x support each other in a circle (by a1, a2, a3): check which way each goes; if the sources "
            "do argue so, leave it",
        )
    ]


@pytest.mark.parametrize(
    ("arguments", "circle"),
    [
        ([am.Argument("a1", "x", "~y"), am.Argument("a2", "~y", "x")], "x → ~y → x"),
        ([am.Argument("a1", "x", "~y", "attack"), am.Argument("a2", "y", "x")], "x → y → x"),
        ([am.Argument("a1", "x", "y", "attack"), am.Argument("a2", "~y", "x")], "x → ~y → x"),
        ([am.Argument("a1", "x", "y"), am.Argument("a2", "z", "a1"), am.Argument("a3", "y", "z")], "z → y → z"),
        ([am.Argument("a1", "x", "y"), am.Argument("a2", "~y", "x")], None),
        ([am.Argument("a1", "x", "y", "attack"), am.Argument("a2", "y", "x", "attack")], None),
        ([am.Argument("a1", "x", "y"), am.Argument("a2", am.Literal("y", supposed=True), "x")], None),
        ([am.Argument("a1", "x", "y"), am.Argument("a2", "y", "a1", "undercut")], None),
        ([am.Argument("a1", "x", "y"), am.Argument("a2", "y", "a1", "attack")], None),
        ([am.Argument("a1", "x", "x")], None),
    ],
)
def test_what_is_a_circle(arguments: list[am.Argument], circle: str | None) -> None:
    found = told(built(*claims("x", "y", "z"), *arguments), "support-in-a-circle")
    assert [message.split(" support")[0] for _, _, message in found] == ([circle] if circle else [])


def test_a_knot_is_one_line() -> None:
    m = built(
        *claims(*"uvwxyz"),
        *(am.Argument(f"a{i}", p, t) for i, (p, t) in enumerate(["uv", "vu", "vw", "wu", "yz", "zy", "xy"])),
    )
    first, second = told(m, "support-in-a-circle")
    assert first[2].startswith("u → v → u support each other in a circle (by a0, a1; 1 more claim in the same knot)")
    assert second[1] == "y a4 z a5"


def test_own_premise() -> None:
    m = built(
        *claims("x", "y"),
        am.Argument("a1", ["y", "x"], "x"),
        am.Argument("a2", "~x", "x"),
        am.Argument("a3", "x", "x", "attack"),
        am.Argument("a4", am.Literal("x", supposed=True), "~x"),
        am.Argument("a5", "y", "x"),
    )
    assert records(m, "own-premise") == ["a1", "a2", "a3"]
    assert told(m, "own-premise")[1][2].startswith("support of x from ~x itself: name another premise, or mark it as")


def test_same_argument() -> None:
    m = built(
        *claims("x", "y", "z"),
        am.Argument("a1", ["x", "y"], "z"),
        am.Argument("a2", ["y", "x"], "z"),
        am.Argument("a3", ["x", "y"], "z", "attack"),
        am.Argument("a4", ["x", "~y"], "z"),
        am.Argument("a5", "x", "z"),
    )
    assert records(m, "same-argument") == ["a1 a2"]


def test_empty_relation() -> None:
    m = built(
        *claims("x", "y"),
        am.Relation("r1", "x", "~x", "contradiction"),
        am.Relation("r2", "x", "y", "tension"),
        am.Relation("r3", "y", "x", "tension"),
        am.Relation("r4", "~y", "x", "tension"),
        am.Relation("r5", "x", "y", "contrary"),
    )
    assert records(m, "empty-relation") == ["r1", "r3 r2"]


def test_against_own_position() -> None:
    def argued(premise: Any, *positions: am.Position, kind: str = "support") -> list[str]:
        m = holding(*positions)
        m.extend([am.Argument("a1", premise, "y", kind), am.Position("author", "ada", "a1")])
        return [message for _, _, message in told(m, "against-own-position")]

    denies = am.Position("p1", "ada", "x", "denies")
    assert argued("x", denies) == [
        "ada argues from x, but denies x (p1): check both, or mark the premise as supposed",
    ]
    assert argued("~x", am.Position("p1", "ada", "x"))[0].startswith("ada argues from ~x, but asserts x (p1)")
    assert argued("x", am.Position("p1", "ada", "y", "denies"))[0].startswith("ada argues for y, but denies y (p1)")
    assert argued("x", am.Position("p1", "ada", "y", "denies"), kind="attack") == []
    assert argued("~x", denies) == []
    assert argued(am.Literal("x", supposed=True), denies) == []
    assert argued("x", am.Position("p1", "bo", "x", "denies")) == []
    assert argued("x", am.Position("p1", "ada", "x", "denies", mode="imputed", imputed_by="bo")) == []
    assert argued("x", denies, am.Position("p2", "ada", "x", "asserts")) == []  # both sides: another rule
    assert argued("x", am.Position("p1", "ada", "x", "questions")) == []


# -- parties -----------------------------------------------------------------------------------------------------------


def test_idle_party() -> None:
    used = ["holder", "imputer", "agent", "principal", "author", "court", "plaintiff", "hop", "judge"]
    m = built(
        *(am.Party(id) for id in (*used, "idle")),
        am.Party("idle2", distinct_from=["idle"]),
        am.Claim("x"),
        am.Case("k", court="court", roles=[("plaintiff", "plaintiff")]),
        am.Source("s", authors=["author"]),
        am.Membership("m1", "agent", "principal"),
        am.Position(
            "p1",
            "holder",
            "x",
            mode="imputed",
            imputed_by="imputer",
            evidence=am.Evidence("s", via=[am.Hop(party="hop")]),
        ),
        am.Outcome("o1", by=["judge"]),
    )
    assert told(m, "idle-party") == [
        (
            "note",
            "idle idle2",
            "without position, role or membership (idle, idle2): code what they do, or take them out",
        )
    ]


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        ("Cloudflare", "Cloudfare", "are one letter apart"),
        ("Cloudflare, Inc.", "Cloudflare Inc", "are the same name"),
        ("Cloudflare", "CLOUDFLARE LLC", "are the same name"),
        ("Juicy Ads", "Jiucy Ads", "are one letter apart"),
        ("EFF", "Electronic Frontier Foundation", "share initials"),
        ("Center for the Protection of Intellectual Property", "C.P.I.P.", "share initials"),
        ("Kramer", "Doug Kramer", "share a last name"),
    ],
)
def test_similar_names(a: str, b: str, why: str) -> None:
    (found,) = told(built(am.Party("a", a), am.Party("b", b)), "similar-names")
    assert found[0] == "warning"
    assert why in found[2]
    assert "merge_parties(" in found[2]
    assert told(built(am.Party("a", a, distinct_from=["b"]), am.Party("b", b)), "similar-names") == []
    assert told(built(am.Party("a", a), am.Party("b", b, distinct_from=["a"])), "similar-names") == []
    assert told(built(am.Party("a", a, aliases=[b])), "similar-names") == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Party 1", "Party 2"),
        ("Witness A", "Witness B"),
        ("Ada", "Ida"),
        ("Ann", "Anna"),
        ("Labels", "RIAA"),
        ("Record industry", "Record labels"),
        ("Wu", "George Wu"),
        ("The", "Inc."),
        ("!", "?"),
    ],
)
def test_not_similar_names(a: str, b: str) -> None:
    assert told(built(am.Party("a", a), am.Party("b", b)), "similar-names") == []


def test_parties_of_one_name() -> None:
    m = built(am.Party("ac-1", "Anonymous Coward"), am.Party("ac-2", "Anonymous Coward"))
    assert records(m, "similar-names") == ["ac-1 ac-2"]
    assert records(built(am.Party("e", "Ada Kramer", kind="court"), am.Party("k", "Kramer")), "similar-names") == []


# -- words and knots ---------------------------------------------------------------------------------------------------


def test_words() -> None:
    found = " ".join(words("The port’s pier can’t, won't and cannot be “built”; isn't it? CAFÉ"))
    assert found == "the port pier can not will not and can not be built is not it café"


@given(st.text("ab1 ", max_size=7), st.text("ab1 ", max_size=7))
def test_one_letter_apart(a: str, b: str) -> None:
    """Symmetric; and whatever it accepts is at one edit, as found by making every edit."""
    assert one_letter_apart(a, b) == one_letter_apart(b, a)
    if one_letter_apart(a, b):
        edits = {a[:i] + a[i + 1 :] for i in range(len(a))}
        edits |= {a[:i] + c + a[i:] for i in range(len(a) + 1) for c in "ab1 "}
        edits |= {a[:i] + c + a[i + 1 :] for i in range(len(a)) for c in "ab1 "}
        edits |= {a[:i] + a[i + 1] + a[i] + a[i + 2 :] for i in range(len(a) - 1)}
        assert b in edits
        assert not nearly_the_same(a, b) or min(len(a), len(b)) > 4


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_knots(edges: list[tuple[int, int]]) -> None:
    """Two nodes are in one knot exactly when each can be reached from the other."""
    onward: dict[int, list[int]] = {}
    for a, b in edges:
        onward.setdefault(a, []).append(b)
    reach = {node: {node} for node in range(8)}
    for _ in range(8):
        for a, b in edges:
            for node in reach:
                if a in reach[node]:
                    reach[node] |= reach[b]
    found = knots(range(8), lambda node: onward.get(node, ()))
    expected = {frozenset(b for b in range(8) if b in reach[a] and a in reach[b]) for a in range(8)}
    assert {frozenset(knot) for knot in found} == {knot for knot in expected if len(knot) > 1}
    for knot in found:
        way = way_round(knot[0], lambda node: onward.get(node, ()), set(knot))
        assert set(way) <= set(knot)
        assert all(b in onward[a] for a, b in zip(way, [*way[1:], way[0]], strict=True))


# -- large maps --------------------------------------------------------------------------------------------------------

LONG = 50_000


def chain(number: int) -> am.ArgumentMap:
    m = am.ArgumentMap()
    m.extend(am.Claim(f"c{i}", f"Step {i}") for i in range(number))
    m.extend(am.Argument(f"a{i}", f"c{i}", f"c{i + 1}") for i in range(number - 1))
    return m


def test_a_long_chain() -> None:
    m = chain(LONG)
    assert not am.lint(m)
    m.add_support(f"c{LONG - 1}", "c0", id="last")
    ((severity, _, message),) = told(m, "support-in-a-circle")
    assert severity == "warning"
    assert message.startswith("c0 → c1 → c2 → c3 → (49,992 more) → c49996 → c49997 → c49998 → c49999 → c0 support")


def test_a_long_order() -> None:
    m = am.ArgumentMap()
    m.extend(am.Source(f"s{i}", after=[f"s{i - 1}"] if i else []) for i in range(LONG))
    m.replace("s0", date="2018")
    m.replace(f"s{LONG - 1}", date="2017")
    assert records(m, "order-against-dates") == [f"s{LONG - 1} s0"]


@pytest.mark.parametrize(
    "crowd",
    [
        lambda n: [am.Party(f"p{i}", "Anonymous Coward") for i in range(n)],
        lambda n: [am.Party(f"p{i}", f"Witness number {i}") for i in range(n)],
        lambda n: [am.Claim(f"c{i}", "The pier should be built") for i in range(n)],
        lambda n: [am.Claim(f"c{i}", f"Answer {i} is the right answer to it") for i in range(n)],
        lambda n: [am.Claim(f"c{i}", f"The {'very ' * (i % 50)}old pier should be built") for i in range(n)],
        lambda n: [
            am.Claim("x", "X"),
            am.Party("ada"),
            *(am.Position(f"p{i}", "ada", "x", "asserts" if i % 2 else "denies") for i in range(n)),
        ],
    ],
    ids=["one name", "numbered names", "one text", "numbered texts", "lengths", "both sides"],
)
def test_crowds_are_not_compared_pair_by_pair(
    crowd: Callable[[int], list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No clock: counted is how many pairs are compared."""
    compared = 0

    def counting(function: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*parts: Any) -> Any:
            nonlocal compared
            compared += 1
            return function(*parts)

        return counted

    from argmap.checks import claim_rules, party_rules, position_rules

    monkeypatch.setattr(claim_rules, "_alike", counting(claim_rules._alike))
    monkeypatch.setattr(party_rules, "one_letter_apart", counting(party_rules.one_letter_apart))
    monkeypatch.setattr(position_rules, "_ordered", counting(position_rules._ordered))
    am.lint(built(*crowd(2000)), rules=["duplicate", "similar-names", "both-sides", "repeated-position"])
    assert compared < 100_000


# -- the example -------------------------------------------------------------------------------------------------------


def test_the_example_has_no_errors_and_little_noise() -> None:
    table = am.lint(am.read(EXAMPLE))
    assert {row.severity for row in table} <= {"warning", "note"}
    assert len(table) < 25, table
    assert [row["record"] for row in table if row.rule == "undated"] == ["S0", "S2", "S1", "S4"]  # S3 has a date
