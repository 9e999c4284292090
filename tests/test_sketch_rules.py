"""Lint of sketches: does what was drawn of an argument follow from its premises and its conclusion?"""

from __future__ import annotations

from typing import Any

import pytest

import argmap as am
from argmap.checks import sketch_rules

RULES = ("unborne-sketch", "contradicted-sketch")


def linted(text: str, *, rules: Any = RULES) -> list[tuple[str, str, str]]:
    """Severity, ids of the records, and message of what the two rules find in an Argdown text."""
    m = am.parse(text, format="argdown", strict=True)
    return told(m, rules)


def told(m: am.ArgumentMap, rules: Any = RULES) -> list[tuple[str, str, str]]:
    return [(row.severity, " ".join(r.id for r in row.records), row.message) for row in am.lint(m, rules=rules)]


def short(text: str) -> list[tuple[str, str]]:
    """Severity and first record, the rule told by a letter."""
    m = am.parse(text, format="argdown", strict=True)
    return [(row.severity, row["record"]) for row in am.lint(m, rules=RULES)]


def structure(name: str, *premises: str, concludes: str) -> str:
    lines = [f"({number}) {premise}" for number, premise in enumerate(premises, start=1)]
    return "\n".join([f"<{name}>", "", *lines, "----", f"({len(premises) + 1}) {concludes}", "", ""])


# -- at a claim --------------------------------------------------------------------------------------------------------

A = structure("A", "[p]: P.", concludes="[c]: C.")


def test_a_support_that_the_conclusion_does_not_bear_out() -> None:
    assert linted("[T]: Build it.\n  + <A>: Trade.\n\n" + A) == [
        (
            "warning",
            "c-supports-T A",
            "sketched: A supports T, but it concludes c, which speaks for it nowhere: conclude T, add the step to it, "
            "or take out the sketch",
        )
    ]


def test_an_attack_that_the_conclusion_does_not_bear_out() -> None:
    assert linted("[T]: Build it.\n  - <A>: The view.\n\n" + A) == [
        (
            "warning",
            "c-attacks-T A",
            "sketched: A attacks T, but it concludes c, which speaks against it nowhere: conclude ~T, say what it "
            "contradicts, or take out the sketch",
        )
    ]


def test_several_arguments_with_one_conclusion() -> None:
    text = "[T]: Build it.\n  + <A>: Trade.\n  + <B>: Peace.\n\n" + A + structure("B", "[q]: Q.", concludes="[c]")
    ((_, records, message),) = linted(text)
    assert records == "c-supports-T A B"
    assert message.startswith("sketched: A, B support T, but they conclude c, which speaks for it nowhere")


SUPPORTED = "[T]: Build it.\n  + <A>: Trade.\n\n"
ATTACKED = "[T]: Build it.\n  - <A>: The view.\n\n"


@pytest.mark.parametrize(
    "text",
    [
        SUPPORTED + structure("A", "[p]: P.", concludes="[T]"),
        SUPPORTED + A + "[c]\n  +> [T]",
        SUPPORTED + A + structure("B", "[c]", "[q]: Q.", concludes="[T]"),
        SUPPORTED + A + "<B>\n\n(1) [c]\n----\n(2) [d]: D.\n----\n(3) [T]",
        SUPPORTED + A + "[~T]\n  - [c]",
        "===\nmodel: {mode: strict}\n===\n\n" + SUPPORTED + A + "[c]\n  +> [T]",
        ATTACKED + structure("A", "[p]: P.", concludes="[~T]"),
        ATTACKED + A + "[c]\n  >< [T]",
        ATTACKED + A + "[c]\n  -> [T]",
        ATTACKED + A + structure("B", "[c]", "[q]: Q.", concludes="[~T]"),
        "===\nmodel: {mode: strict}\n===\n\n" + ATTACKED + A,  # there, to sketch it is to say that both cannot be true
        "[T]: Build it.\n  + <A>: Trade.\n",  # nothing is reconstructed
        "<T>: Build it.\n  + <A>: Trade.\n  - <B>\n\n" + A,  # nor is what is supported here
        "[T]: Build it.\n  _ <A>: Who asks?\n\n" + A,
    ],
    ids=[
        "its conclusion",
        "a line",
        "a premise of another argument",
        "a premise of a step",
        "attacks the negation",
        "entails",
        "concludes the negation",
        "contradicts",
        "attacks",
        "a premise against",
        "strict",
        "no structure",
        "target is a sketch",
        "undercuts a claim",
    ],
)
def test_borne_out(text: str) -> None:
    assert linted(text) == []


@pytest.mark.parametrize(
    ("kind", "a", "b", "sketch", "severity"),
    [
        ("contradiction", "c", "~T", "+", None),
        ("contrary", "c", "~T", "+", None),
        ("rephrase", "c", "T", "+", None),
        ("rephrase", "~T", "~c", "+", None),
        ("contrary", "T", "c", "-", None),
        ("contradiction", "~c", "~T", "-", None),
        ("rephrase", "c", "~T", "-", None),
        ("contrary", "~c", "~T", "-", "warning"),  # one of them is true: perhaps both
        ("tension", "c", "T", "-", "warning"),
        ("contrary", "c", "T", "+", "error"),
        ("rephrase", "c", "T", "-", "error"),
        ("contradiction", "~c", "T", "-", "error"),
    ],
)
def test_what_relations_bear_out(kind: str, a: str, b: str, sketch: str, severity: str | None) -> None:
    m = am.parse(f"[T]: Build it.\n  {sketch} <A>: Trade.\n\n{A}", format="argdown", strict=True)
    m.add_relation(a, b, kind, id="r1")
    assert [one for one, _, _ in told(m)] == ([severity] if severity else [])


def test_contradicted_outright() -> None:
    assert linted(SUPPORTED + structure("A", "[p]: P.", concludes="[~T]")) == [
        (
            "error",
            "not-T-supports-T A",
            "sketched: A supports T, but it concludes ~T, which is its negation: turn the sketch round, or change the "
            "reconstruction",
        )
    ]
    assert linted(ATTACKED + structure("A", "[p]: P.", concludes="[T]")) == [
        (
            "error",
            "T-attacks-T A",
            "sketched: A attacks T, but it concludes T, which is that itself: turn the sketch round, or change the "
            "reconstruction",
        )
    ]
    ((severity, _, message),) = linted(SUPPORTED + A + "[c]\n  >< [T]")
    assert severity == "error"
    assert "but it concludes c, which speaks against it: turn" in message


def test_contradicted_by_what_may_stand_beside_it() -> None:
    ((severity, _, message),) = linted(SUPPORTED + A + "[c]\n  -> [T]")
    assert severity == "warning"
    assert "A supports T, but it concludes c, which speaks against it:" in message
    ((severity, _, message),) = linted(ATTACKED + A + "[c]\n  +> [T]")
    assert severity == "warning"
    assert "A attacks T, but it concludes c, which speaks for it:" in message
    assert linted(SUPPORTED + A + "[c]\n  -> [T]\n  +> [T]") == []  # both are said: the sketch is borne out


# -- at an argument ----------------------------------------------------------------------------------------------------

TWO = structure("A", "[p]: P.", concludes="[c]: C.") + "<B>\n\n(1) [q]: Q.\n(2) [r]: R.\n----\n(3) [T]: T.\n\n"
STEPS = structure("A", "[p]: P.", concludes="[c]: C.") + (
    "<B>\n\n(1) [q]: Q.\n----\n(2) [i]: I.\n(3) [r]: R.\n----\n(4) [T]: T.\n\n"
)


def test_an_argument_at_an_argument() -> None:
    assert linted("<B>\n  + <A>\n\n" + TWO) == [
        (
            "warning",
            "c-supports-B A B",
            "sketched: A supports B, but it concludes c, which is no premise of it and supports none (q, r): use it as "
            "one, or support the one meant",
        )
    ]
    assert linted("<B>\n  - <A>\n\n" + TWO) == [
        (
            "warning",
            "c-attacks-B A B",
            "sketched: A attacks B, but it concludes c, which speaks against none of its premises (q, r), nor against "
            "its conclusion: attack the one that is meant, or undercut the step",
        )
    ]


def test_a_claim_at_an_argument() -> None:
    (one, other) = linted("<B>\n  - [x]: X.\n  + [y]: Y.\n\n" + TWO)
    assert one[1:] == (
        "x-attacks-B B",
        "sketched: x attacks B, but x speaks against none of its premises (q, r), nor against its conclusion: attack "
        "the one that is meant, or undercut the step",
    )
    assert other[2].startswith("sketched: y supports B, but y is no premise of it and supports none (q, r)")


@pytest.mark.parametrize(
    "text",
    [
        "<B>\n  + <A>\n\n" + TWO.replace("[c]: C.", "[r]"),
        "<B>\n  + <A>\n\n" + TWO + "[r]\n  + [c]",
        "<B>\n  - <A>\n\n" + TWO + "[r]\n  >< [c]",
        "<B>\n  - <A>\n\n" + TWO + "[r]\n  - [c]",
        "<B>\n  - <A>\n\n" + TWO + "[T]\n  - [c]",
        "<B>\n  - <A>\n\n" + STEPS + "[i]\n  - [c]",
        "<B>\n  + <A>\n\n" + STEPS + "[q]\n  + [c]",
        "<B>\n  - <A>\n\n" + TWO.replace("[c]: C.", "[~r]"),
        "<B>\n  _ <A>\n\n" + TWO,
        "<B>\n  - [x]: X.\n\n" + TWO + "[q]\n  - [x]",
        "<B>\n  + [q]\n\n" + TWO,
        "<B>\n  - <S>: Not yet reconstructed.\n  + <R>\n\n" + TWO,
    ],
    ids=[
        "a premise",
        "supports a premise",
        "contradicts a premise",
        "attacks a premise",
        "rebuts",
        "an intermediate conclusion",
        "a premise of a step",
        "the negation of a premise",
        "undercuts",
        "a claim attacks a premise",
        "a claim is a premise",
        "by a sketch",
    ],
)
def test_borne_out_at_an_argument(text: str) -> None:
    assert linted(text) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "<B>\n  - <A>\n\n" + TWO.replace("[c]: C.", "[r]"),
            "it concludes r, which is a premise of it:",
        ),
        ("<B>\n  - <A>\n\n" + TWO + "[r]\n  + [c]", "which speaks for r, a premise of it:"),
        (
            "<B>\n  + <A>\n\n" + TWO.replace("[c]: C.", "[~r]"),
            "~r, which is the negation of a premise of it:",
        ),
        ("<B>\n  + <A>\n\n" + TWO + "[r]\n  - [c]", "which speaks against r, a premise of it:"),
        ("<B>\n  + <A>\n\n" + TWO + "[T]\n  - [c]", "which speaks against T, what it concludes:"),
        ("<B>\n  - [q]\n\n" + TWO, "q attacks B, but q is a premise of it:"),
    ],
)
def test_contradicted_at_an_argument(text: str, message: str) -> None:
    ((severity, _, found),) = linted(text)
    assert severity == "warning"
    assert message in found


def test_to_speak_for_what_an_argument_concludes_is_not_to_support_it() -> None:
    assert short("<B>\n  + <A>\n\n" + TWO + "[T]\n  + [c]") == [("warning", "c-supports-B")]


def test_an_exception_is_needed_not_to_hold() -> None:
    text = "<B>\n  - [x]\n\n<B>\n\n(1) [q]: Q.\n(2) [x]: X. {argmap: {role: exception}}\n----\n(3) [T]: T."
    assert linted(text) == []
    assert "is a premise of it" not in str(linted(text.replace("- [x]", "+ [x]")))
    assert short(text.replace("- [x]", "+ [x]")) == [("warning", "x-supports-B")]


# -- what is no sketch -------------------------------------------------------------------------------------------------


def whole(**more: Any) -> am.ArgumentMap:
    m = am.ArgumentMap()
    m.extend([am.Claim("q"), am.Claim("t"), am.Claim("x"), am.Argument("B", ["q"], "t"), am.Party("ada")])
    m.extend([am.Argument(**{"id": "x-attacks-B", "premises": ["x"], "target": "B", "kind": "attack", **more})])
    return m


def test_an_attack_that_leaves_open_which_premise_it_hits_may_be_meant_so() -> None:
    assert [ids for _, ids, _ in told(whole())] == ["x-attacks-B B"]
    for more in (
        {"id": "a7"},
        {"text": "One of these is wrong."},
        {"evidence": "S0"},
        {"weight": 0.5},
        {"tags": ["t"]},
    ):
        m = am.ArgumentMap()
        m.add_source("S0")
        m.extend(record for table in (whole(id="gone")._store.collections.values()) for record in table.values())
        m.remove("gone")
        m.extend([am.Argument(**{"id": "x-attacks-B", "premises": ["x"], "target": "B", "kind": "attack", **more})])
        assert told(m) == [], more
    asserted = whole()
    asserted.add_position("ada", "x-attacks-B", "asserts")
    assert told(asserted) == []


def test_marks_that_no_reader_made_do_no_harm() -> None:
    for mark in ({"sketch": 5}, {"sketch": {"a": 1}}, {"sketch": [1, None]}, "sketch", {"sketch": "nobody"}):
        m = am.ArgumentMap()
        m.extend([am.Claim("c"), am.Claim("t"), am.Argument("a", ["c"], "t", data={"argdown": mark})])
        assert len(told(m)) == (mark == {"sketch": "nobody"})


def test_both_rules_stand_in_the_list_of_lint() -> None:
    m = am.parse(SUPPORTED + A, format="argdown")
    assert "unborne-sketch" in {row.rule for row in am.lint(m)}
    assert linted(SUPPORTED + A, rules="contradicted-sketch") == []


def test_a_negation_that_supports_what_it_denies_is_not_lost() -> None:
    """The line between `[~T]` and `[T]` says more than that one is the negation of the other."""
    m = am.parse("[T]: Build it.\n  + [~T]", format="argdown", strict=True)
    assert [(str(a.premises[0]), a.kind, str(a.target)) for a in m.arguments.values()] == [("~T", "support", "T")]
    for said in ("- [~T]", ">< [~T]", "-> [~T]"):
        assert len(am.parse(f"[T]: Build it.\n  {said}", format="argdown", strict=True).arguments) == 0


# -- cost --------------------------------------------------------------------------------------------------------------


def test_a_crowd_of_sketches_at_a_crowd_of_premises(monkeypatch: pytest.MonkeyPatch) -> None:
    """No clock: counted is how often it is asked what bears on what."""
    number = 300
    m = am.ArgumentMap()
    m.extend(am.Claim(id) for i in range(number) for id in (f"p{i}", f"c{i}"))
    m.extend([am.Claim("t"), am.Argument("B", [f"p{i}" for i in range(number)], "t")])
    m.extend(am.Argument(f"s{i}", f"c{i}", "B", "attack", data={"argdown": {"sketch": "A"}}) for i in range(number))
    m.extend(am.Argument(f"u{i}", f"c{i}", "t") for i in range(number))
    asked = 0
    bears = sketch_rules._Ties._bears

    def counted(*parts: Any) -> bool:
        nonlocal asked
        asked += 1
        return bears(*parts)

    monkeypatch.setattr(sketch_rules._Ties, "_bears", counted)
    assert len(told(m)) == number
    assert 0 < asked < 20 * number


def test_a_long_chain_of_sketches() -> None:
    number = 20_000
    m = am.ArgumentMap()
    m.extend(am.Claim(f"c{i}") for i in range(number))
    m.extend(
        am.Argument(f"a{i}", f"c{i}", f"c{i + 1}", data={"argdown": {"sketch": f"A{i}"}}) for i in range(number - 1)
    )
    assert len(told(m)) == number - 1
