"""Every construct of Argdown: what a document says, and what the map of it is."""

from __future__ import annotations

from typing import Any

import pytest

import argmap as am
from argmap.formats.argdown.language.document import ArgumentNode, Document, Inference, Member
from argmap.formats.argdown.language.syntax import read_document


def document(text: str) -> Document:
    """What a text without faults says."""
    found, faults = read_document(text, "pier.argdown")
    assert not faults.in_order(), "\n".join(map(str, faults.in_order()))
    return found


def end(node: Any) -> str:
    if isinstance(node, Inference):
        assert node.argument is not None
        return f"step {node.index} of <{node.argument.title}>"
    return f"<{node.title}>" if isinstance(node, ArgumentNode) else f"[{node.title}]"


def relations(found: Document) -> list[str]:
    return [f"{end(one.source)} {one.type} {end(one.target)}" for one in found.relations]


def texts(found: Document) -> dict[str, str | None]:
    """Title -> text of every statement, then of every argument."""
    nodes = [*found.statements.values(), *found.arguments.values()]
    return {end(node): " ".join((node.canonical.text or "").split()) if node.canonical else None for node in nodes}


def only(found: Document) -> Member:
    """The one member there is."""
    (node,) = [*found.statements.values(), *found.arguments.values()]
    (member,) = node.members
    return member


def kinds(m: am.ArgumentMap) -> list[tuple[str, list[str], str, str]]:
    return [(one.id, [str(literal) for literal in one.premises], one.kind, str(one.target)) for one in m.arguments()]


# -- lines and blocks --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It is wet.", {"[Untitled 1]": "It is wet."}),
        ("[a]: It is wet.", {"[a]": "It is wet."}),
        ("[a]", {"[a]": None}),
        ("<a>: It is wet.", {"<a>": "It is wet."}),
        ("<a>", {"<a>": None}),
        ("[a]:: x", {"[a]": ": x"}),
        ("[a]: one\n  two\nthree", {"[a]": "one two three"}),
        ("[a]:\n  one", {"[a]": "one"}),
        ("   [a]: one", {"[a]": "one"}),
        ("[a]: one\r\n\r\n[b]: two\r\n", {"[a]": "one", "[b]": "two"}),
        ("[a]: one\r\r[b]: two\r", {"[a]": "one", "[b]": "two"}),
        ("[a]: one\n \t \n\n\n[b]: two", {"[a]": "one", "[b]": "two"}),
        ("[a]: one\u2028two\u2029three", {"[a]": "one two three"}),
        ("", {}),
        (" \n\t\n", {}),
        ("// nothing", {}),
        # the same title, several texts: the last that is no reference counts, or the one that is marked
        ("[a]: x\n\n[a]: y\n\n[a]", {"[a]": "y"}),
        ("[a]: x {isCanonical: true}\n\n[a]: y", {"[a]": "x"}),
        ("[a]: x\n\n<a>: y", {"[a]": "x", "<a>": "y"}),
        # titles are taken to the letter
        ("[ a ]: x\n\n[a]: y\n\n[A]: z", {"[ a ]": "x", "[a]": "y", "[A]": "z"}),
        ("[a \\] b]: x", {"[a \\] b]": "x"}),
        ("[a] and [b]: x", {"[a] and [b]": "x"}),
        ("[a [x] y]: t", {"[a [x] y]": "t"}),
        ("[-a]: t", {"[-a]": "t"}),
        ("[a *b* #c {d}]: t", {"[a *b* #c {d}]": "t"}),
        ("[a // b]: t", {"[a // b]": "t"}),
        ("[2]: two\n\n[1]: one", {"[2]": "two", "[1]": "one"}),
        ("[constructor]: x\n\n[__proto__]: y", {"[constructor]": "x", "[__proto__]": "y"}),
        ("[😀 é]: héllo", {"[😀 é]": "héllo"}),
        ("[]", {"[Untitled 1]": "[]"}),
        # what could begin something else, but does not
        ("[a]: well-known x - y + z -> w", {"[a]": "well-known x - y + z -> w"}),
        ("[a]: 2 * 3 _ 4", {"[a]": "2 * 3 _ 4"}),
        ("a < b > c = 3 <= 4", {"[Untitled 1]": "a < b > c = 3 <= 4"}),
        ("(P1) x", {"[Untitled 1]": "(P1) x"}),
        ("see (1) here", {"[Untitled 1]": "see (1) here"}),
        ("#", {"[Untitled 1]": "#"}),
        # neither a link nor a tag goes on beyond a blank line
        ("see [a\n\nb](c) d", {"[Untitled 1]": "see [a", "[Untitled 2]": "b](c) d"}),
        ("[a]: y #(t\n\nu) z", {"[a]": "y #(t", "[Untitled 1]": "u) z"}),
        # escapes
        (r"\- x \[y\] \{z\} \# \* \_ \\", {"[Untitled 1]": r"- x [y] {z} # * _ " + "\\"}),
        (r"\(1) x", {"[Untitled 1]": "(1) x"}),
        ("foo \\\nbar \\", {"[Untitled 1]": "foo \\ bar \\"}),
        (r"http:\//x.org", {"[Untitled 1]": "http://x.org"}),
        # comments
        ("[a]: x\n// c\n  + [b]", {"[a]": "x", "[b]": None}),
        ("[a]: x <!-- [b]: y -->z", {"[a]": "x z"}),
        ("[a]: x /* one\n\ntwo */ y", {"[a]": "x y"}),
        ("[a]: x // c", {"[a]": "x"}),
        ("[a]: see https://a.org/b for it", {"[a]": "see https://a.org/b for it"}),
        ("[a]:// c\n  x", {"[a]": "x"}),
        (r"[a]: 1 \/* 2", {"[a]": "1 /* 2"}),
        ("[a]: x #(t // u) y", {"[a]": "x #(t // u) y"}),
        ("[a]: x #(t /*\n u*/) y", {"[a]": "x #(t /*\n u*/) y".replace("\n", "")}),
        ('[a]: x {u: "http://a /* b"}', {"[a]": "x"}),
        # untitled ones are numbered together; a title that is given is never taken
        (
            "x\n\n(1) y\n----\n(2) z",
            {"[Untitled 1]": "x", "[Untitled 3]": "y", "[Untitled 4]": "z", "<Untitled 2>": None},
        ),
        ("[Untitled 1]: mine\n\nx", {"[Untitled 1]": "mine", "[Untitled 2]": "x"}),
        # lists
        ("* a\n* [b]: c\n* <d>", {"[Untitled 1]": "a", "[b]": "c", "<d>": None}),
        ("1. a\n2. b", {"[Untitled 1]": "a", "[Untitled 2]": "b"}),
        ("* [a]\n    + [b]\n* [c]", {"[a]": None, "[b]": None, "[c]": None}),
        ("1. a\n  + b\n  + c\n2. d", {f"[Untitled {n}]": text for n, text in enumerate("abcd", 1)}),
    ],
)  # fmt: skip
def test_statements_and_arguments(text: str, said: dict[str, str | None]) -> None:
    assert texts(document(text)) == said


def test_members_keep_their_order_and_their_places() -> None:
    text = "[a]: x #t {n: 1}\n\n# H #u\n\n[a]\n  + [a]: y #v #t {m: [2]}\n"
    found, faults = read_document(text, "pier.argdown")
    node = found.statements["a"]
    told = [
        (one.text, one.is_reference, one.role, list(one.tags), one.data, faults.place(one.at)[1:])
        for one in node.members
    ]
    assert told == [
        ("x #t ", False, "top-level-statement", ["t"], {"n": 1}, (1, 1)),
        ("y #v #t ", False, "relation-statement", ["v", "t"], {"m": [2]}, (6, 5)),
        (None, True, "top-level-statement", [], None, (5, 1)),
    ]
    assert (list(node.tags), node.data) == (["t", "v"], {"n": 1, "m": [2]})
    assert list(found.tags) == ["t", "u", "v"]
    assert [one.section.id if one.section else None for one in node.members] == [None, "s1", "s1"]


# -- markup ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown", "ranges"),
    [
        ("*x* y", "x y", [("italic", "x", None)]),
        ("_x_ y", "x y", [("italic", "x", None)]),
        ("**x** y", "x y", [("bold", "x", None)]),
        ("__x__ y", "x y", [("bold", "x", None)]),
        ("_a **b** c_ d", "a b c d", [("italic", "a b c", None), ("bold", "b", None)]),
        ("*a\nb* c", "a b c", [("italic", "a b", None)]),
        ("**a\n** b", "a b", [("bold", "a", None)]),
        ("(*x*), y", "(x), y", [("italic", "x", None)]),
        ("snake_case here", "snake_case here", []),
        ("5*3 here", "5*3 here", []),
        ("see [the *map*](http://a.org/b_c) now", "see the *map* now", [("link", "the *map*", "http://a.org/b_c")]),
        ("see [a\nb](c) now", "see a b now", [("link", "a b", "c")]),
        ("[A](note): text", "A: text", [("link", "A", "note")]),
        ("x #a-b y", "x #a-b y", [("tag", "#a-b ", "a-b")]),
        ("x #(a b) y", "x #(a b) y", [("tag", "#(a b) ", "a b")]),
        ("x#y z", "x#y z", [("tag", "#y ", "y")]),
        ("x #é #条約", "x #é #条約", [("tag", "#é ", "é"), ("tag", "#条約", "条約")]),
        ("x #😀", "x #😀", []),
        ("as @[b c] says", "as @[b c] says", [("statement-mention", "@[b c] ", "b c")]),
        ("as @<b> says", "as @<b> says", [("argument-mention", "@<b> ", "b")]),
        ("p .^. q :v: r", "p ∧ q ∨ r", [("special-char", "∧ ", ".^."), ("special-char", "∨ ", ":v:")]),
        ("p :nope: q .nope. r", "p :nope: q .nope. r", []),
        ("*#t* x", "#t x", [("italic", "#t", None), ("tag", "#t", "t")]),
    ],
)  # fmt: skip
def test_markup(text: str, shown: str, ranges: list[tuple[str, str, str | None]]) -> None:
    member = only(document(text))
    assert (member.text or "") == shown
    assert [(one.type, shown[one.start : one.stop + 1], one.value) for one in member.ranges] == ranges


def test_markup_in_the_map_has_places_in_the_text_of_the_claim() -> None:
    claim = am.parse("[a]: It *is*  wet, see [this](http://a.org) #t #u", format="argdown").claims["a"]
    assert (claim.text, claim.tags) == ("It is wet, see this", ("t", "u"))
    marked = [{**one, "shown": claim.text[one["start"] : one["end"]]} for one in claim.data["argdown"]["markup"]]
    assert marked == [
        {"kind": "italic", "start": 3, "end": 5, "shown": "is"},
        {"kind": "link", "start": 15, "end": 19, "url": "http://a.org", "shown": "this"},
    ]


@pytest.mark.parametrize("text", ["x #t #u", "x #t  #u", "x   #(t)\t#u  ", "x\n#t\n#u"])
def test_tags_at_the_end_are_no_part_of_the_text_of_a_claim(text: str) -> None:
    claim = am.parse(f"[a]: {text}", format="argdown").claims["a"]
    assert (claim.text, claim.tags) == ("x", ("t", "u"))


def test_tags_leave_the_text_when_asked() -> None:
    found = document("===\nmodel: {removeTagsFromText: true}\n===\n\n[a]: x #t y\n\n[b]: z #u")
    assert texts(found) == {"[a]": "x y", "[b]": "z"}
    assert [list(node.tags) for node in found.statements.values()] == [["t"], ["u"]]


def test_shortcodes_of_ones_own() -> None:
    settings = '===\nmodel:\n  shortcodes:\n    ":pier:": {unicode: "🏖"}\n===\n\n'
    assert texts(document(settings + "The :pier: x")) == {"[Untitled 1]": "The 🏖 x"}


# -- data --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("{a: 1, b: two words, c: [1, x], d: {e: null}}", {"a": 1, "b": "two words", "c": [1, "x"], "d": {"e": None}}),
        ("{a: yes, b: no, c: 012, d: 0o17, e: 0x1f, f: ~, g: 1.50}",
         {"a": "yes", "b": "no", "c": 12, "d": 15, "e": 31, "f": None, "g": 1.5}),
        ("{d: 2018-03-07, t: 12:30, s: 1_000}", {"d": "2018-03-07", "t": "12:30", "s": "1_000"}),
        ('{a: "} y", b: \'it\'\'s {\'}', {"a": "} y", "b": "it's {"}),
        ("{\n  a: one\n  b:\n    - 2\n}", {"a": "one", "b": [2]}),
        ("{a: 1,\n b: 2}", {"a": 1, "b": 2}),
        ("{a: 1,\r\n b: 2}", {"a": 1, "b": 2}),
        ("{}", {}),
        ("{a: &x [1], b: *x}", {"a": [1], "b": [1]}),
        ("{a: !!str 1}", {"a": "1"}),
        ("{flag}", {"flag": None}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", ["[a]: x ", "[a]: x\n", "[a] ", "[a] #t ", "<a>: x ", "# H "])
def test_data(before: str, text: str, data: dict[str, Any]) -> None:
    found = document(before + text)
    (element,) = [*found.statements.values(), *found.arguments.values(), *found.sections]
    assert dict(element.data) == data


def test_data_of_several_places_is_merged() -> None:
    found = document("[a]: x {s: [1, 2], m: {k: 1, l: 1}, o: 1}\n\n[a] {s: [9], m: {k: 2}}")
    assert found.statements["a"].data == {"s": [9, 2], "m": {"k": 2, "l": 1}, "o": 1}


def test_braces_of_a_sentence_that_ends_with_a_full_stop_end_there() -> None:
    assert texts(document("[a]: x {n: 1}\n\n[b]: y {n: 2}")) == {"[a]": "x", "[b]": "y"}


@pytest.mark.parametrize(
    ("text", "front"),
    [
        ("===\ntitle: The pier\n===\n\n[a]", {"title": "The pier"}),
        ("=====\ntitle: The pier\n===\n\n[a]", {"title": "The pier"}),
        ("\n// c\n===\nx: [1]\n===\n\n[a]", {"x": [1]}),
        ("=== x: 1 ===\n\n[a]", {"x": 1}),
        ("===\n===\n\n[a]", {}),
        ("===\na: b === c\n===\n\n[a]", {"a": "b === c"}),
        ("===\r\nx: 1\r\n===\r\n\r\n[a]", {"x": 1}),
        ("[a]", None),
    ],
)
def test_front_matter(text: str, front: dict[str, Any] | None) -> None:
    found = document(text)
    assert found.front_matter == front
    assert list(found.statements) == ["a"]


def test_front_matter_in_the_map() -> None:
    m = am.parse("===\ntitle: The pier\nyear: 2018\nargmap: {data: {n: 1}}\n===\n\n[a]", format="argdown")
    assert (m.title, m.data) == ("The pier", {"year": 2018, "n": 1})


# -- relations ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        ("+", "{c} support {p}"),
        ("<+", "{c} support {p}"),
        ("+>", "{p} support {c}"),
        ("-", "{c} attack {p}"),
        ("<-", "{c} attack {p}"),
        ("->", "{p} attack {c}"),
        ("_", "{c} undercut {p}"),
        ("<_", "{c} undercut {p}"),
        ("_>", "{p} undercut {c}"),
        ("><", "{p} contradictory {c}"),
    ],
)
@pytest.mark.parametrize(("above", "below"), [("[p]", "[c]"), ("<p>", "[c]"), ("[p]", "<c>"), ("<p>", "<c>")])
def test_signs(sign: str, expected: str, above: str, below: str) -> None:
    if sign == "><" and below == "<c>":
        return  # a fault, tested with the others
    assert relations(document(f"{above}\n  {sign} {below}")) == [expected.format(p=above, c=below)]
    assert relations(document(f"{above}: x\n  y\n {sign} {below}: z")) == [expected.format(p=above, c=below)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a]\n + [b]\n  + [c]\n + [d]", ["[c] support [b]", "[b] support [a]", "[d] support [a]"]),
        ("[a]\n    + [b]\n        + [c]\n      + [d]", ["[c] support [b]", "[b] support [a]", "[d] support [a]"]),
        ("[a]\n\t+ [b]\n\t\t+ [c]\n    + [d]", ["[d] support [c]", "[c] support [b]", "[b] support [a]"]),
        ("    [a]\n  + [b]", ["[b] support [a]"]),
        ("[a]\n  + <b>: x\n      y\n    + [c]", ["[c] support <b>", "<b> support [a]"]),
        ("[a]\n  +[b]", ["[b] support [a]"]),
        ("[a]\n  + x\n    - y", ["[Untitled 2] attack [Untitled 1]", "[Untitled 1] support [a]"]),
        ("[a]\n  + [b]\n  + [b]\n  - [b]\n\n[b]\n  +> [a]", ["[b] support [a]", "[b] attack [a]"]),
        ("[a]\n  >< [b]\n\n[b]\n  >< [a]", ["[a] contradictory [b]"]),
        ("[a]\n  - [b]\n\n[b]\n  - [a]", ["[b] attack [a]", "[a] attack [b]"]),
        ("[a]\n  - [a]", ["[a] attack [a]"]),
        ("[a]: x {n: 1}\n  + [b]", ["[b] support [a]"]),
        ("[a]: x\n{n: 1}\n  + [b] #t\n", ["[b] support [a]"]),
        ("[a]: x\n<!-- c -->\n  + [b]", ["[b] support [a]"]),
        ("# H\n\n[a]\n  + [b]\n\n[c]\n  - [d]", ["[b] support [a]", "[d] attack [c]"]),
    ],
)
def test_relations(text: str, expected: list[str]) -> None:
    assert relations(document(text)) == expected


def test_a_relation_knows_all_its_places() -> None:
    text = "[a]\n  + [b]\n  + [b]"
    found, faults = read_document(text, "pier.argdown")
    assert [faults.place(at)[1:] for at in found.relations[0].places] == [(2, 3), (3, 3)]


def test_strict_mode() -> None:
    settings = "===\nmodel: {mode: strict}\n===\n\n"
    text = settings + "[a]\n  + [b]\n  - [c]\n  >< [d]\n  - <e>\n\n[c]\n  - [a]"
    assert relations(document(text)) == [
        "[b] entails [a]",
        "[c] contrary [a]",
        "[a] contradictory [d]",
        "<e> attack [a]",
    ]
    m = am.parse(text, format="argdown")
    assert [(one.id, one.strict) for one in m.arguments()] == [("b-entails-a", True), ("e-attacks-a", False)]
    assert [(one.id, one.kind) for one in m.relations.values()] == [
        ("c-is-contrary-to-a", "contrary"),
        ("a-contradicts-d", "contradiction"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a]\n  + [b]", ("b-supports-a", ["b"], "support", "a")),
        ("[a]\n  - [b]", ("b-attacks-a", ["b"], "attack", "a")),
        ("<a>\n  - [b]", ("b-attacks-a", ["b"], "attack", "a")),
        ("<a>\n  _ [b]", ("b-undercuts-a", ["b"], "undercut", "a")),
        ("[a]\n  + [~b]\n\n[b]", ("not-b-supports-a", ["~b"], "support", "a")),
        ("[a]\n  + [b] {argmap: {argument: {id: q, weight: 2}}}", ("q", ["b"], "support", "a")),
    ],
)
def test_lines_in_the_map(text: str, expected: tuple[str, list[str], str, str]) -> None:
    assert kinds(am.parse(text, format="argdown")) == [expected]


def test_an_undercut_of_a_claim_is_an_attack_of_that_manner() -> None:
    m = am.parse("[a]\n  _ [b]", format="argdown")
    assert [(one.kind, one.manner) for one in m.arguments()] == [("attack", "undercut")]


def test_statements_and_sketches_in_the_map() -> None:
    m = am.parse("[a b]: x\n\n[a b]: y\n\n<c>: z #t {n: 1}\n\nplain words here", format="argdown")
    first, plain, sketch = m.claims["a-b"], m.claims["plain-words-here"], m.claims["c"]
    assert (first.title, first.text, first.wordings, first.sketch) == ("a b", "y", ("x",), False)
    assert (plain.title, plain.text) == (None, "plain words here")
    assert (sketch.text, sketch.tags, dict(sketch.data), sketch.sketch) == ("z", ("t",), {"n": 1}, True)


# -- premise-conclusion structures -------------------------------------------------------------------------------------


def structure(argument: ArgumentNode) -> list[tuple[str | None, str | None, list[str] | None, dict[str, Any] | None]]:
    """Title, role, rules and data of each statement."""
    return [
        (
            one.title,
            one.role,
            one.inference.rules if one.inference else None,
            one.inference.data if one.inference else None,
        )
        for one in argument.structure
    ]


@pytest.mark.parametrize(
    ("inference", "rules", "data"),
    [
        ("----", [], {}),
        ("-------  ", [], {}),
        ("-- Modus ponens --", ["Modus ponens"], {}),
        ("-- A-B (x), C --", ["A-B (x)", "C"], {}),
        ("--\nModus ponens\n--", ["Modus ponens"], {}),
        ("-- MP {uses: [1]} ---", ["MP"], {"uses": [1]}),
        ("-- {n: 1} --", [], {"n": 1}),
        ("--\nMP\n{n: 1}\n-----", ["MP"], {"n": 1}),
        (r"-- a\, b, p .->. q --", ["a, b", "p → q"], {}),
        ("-- MP --  // c", ["MP"], {}),
    ],
)
def test_inferences(inference: str, rules: list[str], data: dict[str, Any]) -> None:
    found = document(f"<x>\n\n(1) [p]: one\n{inference}\n(2) [c]: two")
    assert structure(found.arguments["x"]) == [("p", "premise", None, None), ("c", "main-conclusion", rules, data)]


def test_steps_and_numbers() -> None:
    found = document("<x>\n\n(5) [p]\n(5)[q]\n----\n(9) [r]\n(1) [s]\n----\n(2) [t]")
    assert [one[:2] for one in structure(found.arguments["x"])] == [
        ("p", "premise"),
        ("q", "premise"),
        ("r", "intermediary-conclusion"),
        ("s", "premise"),
        ("t", "main-conclusion"),
    ]
    m = am.parse("<x>\n\n(5) [p]\n(5)[q]\n----\n(9) [r]\n(1) [s]\n----\n(2) [t]", format="argdown")
    assert kinds(m) == [("x-1", ["p", "q"], "support", "r"), ("x", ["r", "s"], "support", "t")]
    assert (m["x-1"].part_of, m["x"].part_of) == ("x", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # whose structure it is: that of the argument right before, else of one without a title
        ("<x>\n\n(1) p\n----\n(2) c", {"x": 2}),
        ("<x>: d\n  - [v]\n\n(1) p\n----\n(2) c", {"x": 2}),
        ("(1) p\n----\n(2) c", {"Untitled 1": 2}),
        ("<x>\n\n# H\n\n(1) p\n----\n(2) c", {"x": 0, "Untitled 1": 2}),
        ("<x>\n\n[y]\n\n(1) p\n----\n(2) c", {"x": 0, "Untitled 1": 2}),
        ("(1) p\n----\n(2) c\n\n(1) q\n----\n(2) d", {"Untitled 1": 2, "Untitled 4": 2}),
    ],
)
def test_whose_structure_it_is(text: str, expected: dict[str, int]) -> None:
    assert {title: len(one.structure) for title, one in document(text).arguments.items()} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what an argument does, its conclusion does; what undercuts it, undercuts its last step
        ("<x>\n  - <v>\n  -> <w>\n\n(1) p\n----\n(2) [c]", ["<v> attack <x>", "[c] attack <w>"]),
        ("<x>\n  _ <u>\n\n(1) [p]\n----\n(2) [c]", ["<u> undercut step 1 of <x>"]),
        (
            "<x>\n  _ <u>\n  _ <v>\n\n(1) [p]\n----\n(2) [c]",
            ["<u> undercut step 1 of <x>", "<v> undercut step 1 of <x>"],
        ),
        ("<x>\n  +> [c]\n\n(1) [p]\n----\n(2) [c]", []),
        # below an inference, below a conclusion, below a premise
        ("<x>\n\n(1) [p]\n----\n  <_ <u>\n(2) [c]", ["<u> undercut step 1 of <x>"]),
        (
            "<x>\n\n(1) [p]\n----\n  <_ <u>\n  _ <v>\n(2) [c]",
            ["<u> undercut step 1 of <x>", "<v> undercut step 1 of <x>"],
        ),
        ("<x>\n\n(1) [p]\n----\n(2) [c]\n  <_ <u>", ["<u> undercut step 1 of <x>"]),
        ("<x>\n\n(1) [p]\n----\n(2) [c]\n(3) [q]\n  <_ <u>\n----\n(4) [d]", ["<u> undercut [q]"]),
        ("<x>\n\n(1) [p]\n----\n(2) [c]\n\n[z]\n  <_ <u>", ["<u> undercut [z]"]),
        (
            "<x>\n\n(1) [p]\n  + <b>\n    - [y]\n----\n(2) [c]\n  -> [t]",
            ["[y] attack <b>", "<b> support [p]", "[c] attack [t]"],
        ),
        # an attack on an argument that is an attack on its premise already
        ("[v]\n  -> <x>\n  -> [p]\n\n<x>\n\n(1) [p]\n----\n(2) [c]", ["[v] attack [p]"]),
        ("[v]\n  -> <x>\n  -> [c]\n\n<x>\n\n(1) [p]\n----\n(2) [c]", ["[v] attack <x>", "[v] attack [c]"]),
    ],
)  # fmt: skip
def test_relations_of_structures(text: str, expected: list[str]) -> None:
    assert relations(document(text)) == expected


def test_relations_of_arguments_stay_when_asked() -> None:
    text = "===\nmodel: {transformArgumentRelations: false}\n===\n\n<x>\n  -> <w>\n\n(1) p\n----\n(2) [c]"
    assert relations(document(text)) == ["<x> attack <w>"]


def test_structures_in_the_map() -> None:
    text = "<x>: In short. #t {n: 1}\n\n(1) [p]: one\n(2) [q]\n-- MP, MT {argmap: {weight: 0.5}} --\n"
    text += "  <_ <u>: No.\n(3) [c]: two"
    m = am.parse(text, format="argdown")
    x = m["x"]
    assert isinstance(x, am.Argument)
    assert (x.text, x.tags, x.schemes, x.weight, dict(x.data)) == ("In short.", ("t",), ("MP", "MT"), 0.5, {"n": 1})
    assert kinds(m) == [("x", ["p", "q"], "support", "c"), ("u-undercuts-x", ["u"], "undercut", "x")]
    assert "x" not in m.claims
    assert m.claims["u"].sketch


def test_which_premises_a_step_uses() -> None:
    m = am.parse("<x>\n\n(1) [p]\n(2) [q]\n-- {uses: [1]} --\n(3) [c]\n-- {from: [2, 3]} --\n(4) [d]", format="argdown")
    assert kinds(m) == [("x-1", ["p"], "support", "c"), ("x", ["q", "c"], "support", "d")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('(1) [p]\n----\n(2) [~c] {argmap: {negates: "c"}}\n\n[c]', (["p"], "support", "~c")),
        ('(1) [p]\n-- {argmap: {kind: attack}} --\n(2) [~c] {argmap: {negates: "c"}}\n\n[c]', (["p"], "attack", "c")),
        ("(1) [~p]\n----\n(2) [c]\n\n[p]", (["~p"], "support", "c")),
        (
            "(1) [p] {argmap: {supposed: true, role: exception}}\n----\n(2) [c]",
            (["p (supposed, exception)"], "support", "c"),
        ),
        ('(1) [p]\n----\n(2) [/s]: No. {argmap: {undercuts: "s"}}\n\n<s>', (["p"], "undercut", "s")),
        ('(1) [p]\n----\n(2) [+s]: So. {argmap: {supports: "s"}}\n\n<s>', (["p"], "support", "s")),
    ],
)  # fmt: skip
def test_what_argdown_has_no_word_for(text: str, expected: tuple[list[str], str, str]) -> None:
    (found,) = am.parse("<x>\n\n" + text, format="argdown").arguments()
    assert ([str(one) for one in found.premises], found.kind, str(found.target)) == expected


# -- sections ----------------------------------------------------------------------------------------------------------


def test_sections() -> None:
    found = document(
        "[z]\n\n# One #t {n: 1}\n\n[a]\n\n### Deep\nand wide\n\n[b]\n\n## Two\n\n[c]\n\n# One\n\n[a]: x\n\n[z]: y"
    )
    told = [
        (one.id, one.level, one.title, list(one.tags), one.data, one.parent and one.parent.id) for one in found.sections
    ]
    assert told == [
        ("s1", 1, "One #t", ["t"], {"n": 1}, None),
        ("s2", 3, "Deep and wide", [], {}, "s1"),
        ("s3", 2, "Two", [], {}, "s1"),
        ("s4", 1, "One", [], {}, None),
    ]
    # the first definition tells, else the first place
    where = {title: node.section and node.section.id for title, node in found.statements.items()}
    assert where == {"z": "s4", "a": "s4", "b": "s2", "c": "s3"}


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("# H\n\n[a] {isInGroup: true}\n\n# K\n\n[a]: x", "s1"),
        ("# H\n\n[a]: x {isInGroup: false}\n\n# K\n\n[a]: y", "s2"),
        ("# H\n\n[a]: x\n\n# K\n\n[a] {isInGroup: true}", "s2"),
    ],
)
def test_the_section_that_counts(text: str, section: str) -> None:
    node = document(text).statements["a"]
    assert node.section is not None
    assert node.section.id == section


def test_the_section_of_an_argument_is_that_of_its_structure() -> None:
    found = document("# H\n\n<x>: d\n\n# K\n\n<x>\n\n(1) p\n----\n(2) c").arguments["x"]
    assert found.section is not None
    assert found.section.title == "K"


def test_sections_in_the_map() -> None:
    m = am.parse("# The pier #t {n: 1}\n\n[a]\n\n### Its view\n\n<x>\n\n(1) [a]\n----\n(2) [c]", format="argdown")
    assert [(one.id, one.title, one.parent, one.tags) for one in m.issues.values()] == [
        ("the-pier", "The pier", None, ("t",)),
        ("its-view", "Its view", "the-pier", ()),
    ]
    assert m.issues["the-pier"].data == {"n": 1}
    assert (m.claims["a"].issue, m.claims["c"].issue, m["x"].issue) == ("the-pier", "its-view", None)
    assert m.arguments(issue="its-view").column("id") == ["x"]  # as what it concludes


# -- attributes --------------------------------------------------------------------------------------------------------


def test_attributes_of_claims_arguments_and_issues() -> None:
    m = am.parse(
        "# Pier {argmap: {id: town, question: Build it?}}\n\n"
        "[a b]: x {argmap: {id: a, kind: normative, lang: EN, implicit: true, tags: [t, u]}, n: 1}\n\n"
        "<x> {argmap: {strict: true, manner: rebut}}\n\n(1) [a b]\n----\n(2) [c]",
        format="argdown",
    )
    assert m.issues["town"].question == "Build it?"
    a = m.claims["a"]
    assert (a.title, a.kind, a.lang, a.implicit, a.tags, dict(a.data)) == (
        "a b",
        "normative",
        "en",
        True,
        ("t", "u"),
        {"n": 1},
    )
    x = m["x"]
    assert isinstance(x, am.Argument)
    assert (x.strict, x.manner) == (True, "rebut")


def test_same_text_same_map() -> None:
    text = "# H\n\n[a]: x #t\n  - [b]\n  + <c>\n\n(1) p\n----\n(2) [a]"
    assert am.parse(text, format="argdown") == am.parse(text, format="argdown")
    assert list(am.parse(text, format="argdown").claims) == list(am.parse(text, format="argdown").claims)
