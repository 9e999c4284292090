"""Argdown that is written reads back to the same map, and is written the same again: probes and files in the wild."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import argmap as am
from tests.test_argdown_reference import CORPUS, files, probes

TEXTS = [("probe", name) for name in probes()] + [("file", name) for name in files()]


@pytest.mark.skipif(not TEXTS, reason="no recordings of the reference parser beside this project")
@pytest.mark.filterwarnings("ignore::argmap.errors.ReadWarning")
@pytest.mark.parametrize(("kind", "name"), TEXTS)
def test_written_and_read_again(kind: str, name: str) -> None:
    text = probes()[name]["input"] if kind == "probe" else (CORPUS / name).read_bytes().decode("utf-8-sig")
    m = am.parse(text, format="argdown")
    written = am.render(m, format="argdown", on_loss="raise")
    again = am.parse(written, format="argdown", strict=True)
    assert again == m
    assert am.render(again, format="argdown") == written


def test_a_debate_is_written_as_people_write_it() -> None:
    text = """\
===
title: The pier
argmap:
  parties:
    - {id: ada, name: Ada}
  positions:
    - {id: p1, party: ada, stance: denies, target: pier}
===

# Money

[pier]: Build the pier. #now
  + Trade will grow.
    - The season is short.
  - <View>
  >< [~pier]: The shore stays as it is. {argmap: {negates: pier}}

<View>: It blocks the view.

(1) The pier is high.
(2) High things block views.
-- Modus ponens --
(3) It blocks the view.
(4) Views matter. {argmap: {supposed: true}}
----
(5) [~pier]
"""
    m = am.parse(text, format="argdown", strict=True)
    assert m["View"].part_of is None
    assert m["View-1"].part_of == "View"
    assert str(m["View"].target) == "~pier"
    # What supports not-pier is shown below not-pier; the line below the pier that sketched it goes without saying.
    assert am.render(m, format="argdown") == text.replace("  - <View>\n", "").replace(
        "{argmap: {negates: pier}}\n", "{argmap: {negates: pier}}\n    + <View>\n"
    )


# Signs and words that mean something somewhere in the language, in YAML, or to a reader of either.
AWKWARD = [
    *(
        "@include(x)",
        "see @include(y.argdown) now",
        "http://a//b",
        "a //b",
        "/* x",
        "<!-- x",
        "@<!-- x -->",
        "=== a ===",
    ),
    *(
        "- x",
        "#h",
        "# h",
        "1. a",
        "* a",
        "(1) a",
        "x {a: 1}",
        "{}",
        "a\\",
        "\\",
        "[a](b)",
        "[~a]",
        "`x`",
        "e.g. :smile:",
    ),
    *(".A.", "@[x] @<y> @z", "#(a b) c", "**b** _i_", "snake_case", "x:", "=", "===", "--", "a--", "-", "<_ a", ">< a"),
    *("+> a", "-5", "a #b", "#b #c", ",a", "}a", "a\u2028b", "Not: x", "Untitled 1", "constructor", "y]: z", "y>: z"),
    *("<A>: y", 'y"}}', "null", "012", "2018-01-02", "~", "Why?", "&amp; <b>x</b>", "\N{GRINNING FACE} é"),
]


def everywhere(text: str, tags: tuple[str, ...] = ()) -> am.ArgumentMap:
    """A map with a text wherever one can stand."""
    m = am.ArgumentMap(text, data={"k": text, text: [{text: text}]})
    m.extend(
        [
            am.Source("S", title=text, citation=text),
            am.Party("p", text),
            am.Issue("i", text, question=text, tags=tags, data={"note": text}),
            am.Claim("x", text, title=text, tags=tags, data={"note": text, "y": {text: [text]}}, issue="i"),
            am.Claim("y", text, wordings=[f"{text} more", text + text]),
            am.Claim("s", text, sketch=True, tags=tags),
            am.Argument("a1", ["x"], "y", schemes=(text, f"{text}, {text}"), text=text, tags=tags, data={"q": text}),
            am.Argument("a2", ["x"], "y"),
            am.Argument("a3", ["x", "s"], "a1", "undercut", title=text),
            am.Argument("a4", ["y", "~s"], "s", "attack", text=text),
            am.Position("P", "p", "x", hedge=text, evidence=am.Evidence("S", quote=text, locator=text)),
        ]
    )
    return m


def check(m: am.ArgumentMap) -> None:
    written = am.render(m, format="argdown", on_loss="raise")
    again = am.parse(written, format="argdown", strict=True)
    assert again == m
    assert am.render(again, format="argdown") == written


@pytest.mark.parametrize("tags", [(), ("b",), ("b c", "a\u0301", "x)")], ids=repr)
@pytest.mark.parametrize("text", AWKWARD, ids=repr)
def test_any_text_stands_anywhere(text: str, tags: tuple[str, ...]) -> None:
    check(everywhere(text, tags))


pieces = st.lists(st.sampled_from([*"[]<>{}()#*_+-=:;,.@/\\|&!%'\"~ aA1é", *AWKWARD]), min_size=1, max_size=7)


@settings(max_examples=60, deadline=None)
@given(pieces.map("".join).filter(str.strip))
def test_random_texts_stand_anywhere(text: str) -> None:
    check(everywhere(" ".join(text.split())))


def test_words_of_a_claim_include_no_file(tmp_path: Path) -> None:
    (tmp_path / "secret.argdown").write_text("[secret]: Not to be read.", encoding="utf-8")
    m = everywhere("@include(secret.argdown)", ("@include(secret.argdown)",))
    am.write(m, tmp_path / "m.argdown")
    assert am.read(tmp_path / "m.argdown", strict=True) == m


@pytest.mark.parametrize(
    "data",
    [
        {"title": "x"},
        {"title": 2018},
        {"input": "x", "argmap": {"z": 1}},
        {"===": "===\n==="},
        {"model": {"removeTagsFromText": True, "shortcodes": {":b:": {"unicode": "Y"}}}},
        {"model": {"mode": "strict"}},
        {"model": {"transformArgumentRelations": False}},
    ],
    ids=repr,
)
def test_data_of_the_map_that_are_settings(data: dict[str, object]) -> None:
    m = everywhere("a :b: #t", ("t",))
    m.title, m.data = None, data
    m.add_relation("x", "y", "contrary", id="r1")
    m.add_relation("x", "~s", "contradiction", id="r2")
    check(m)
