"""Argdown from hostile hands: whatever the text, a map and faults with their places come back, and nothing else."""

from __future__ import annotations

import itertools
import warnings

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import argmap as am


def read(text: str) -> am.ArgumentMap:
    """The map of a text; its faults are in the report."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", am.ReadWarning)
        return am.parse(text, format="argdown")


def written(m: am.ArgumentMap) -> am.ArgumentMap:
    """The map, written as Argdown and read again; without a fault where there was none."""
    text = am.render(m, format="argdown")
    return read(text) if m.report else am.parse(text, format="argdown", strict=True)


def check(text: str) -> am.ArgumentMap:
    """Read a text twice; the map is the same, can be written, and its faults lie within the text."""
    m = read(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for fault in m.report:
        assert fault.message
        assert fault.line is None or 1 <= fault.line <= len(lines)
        # Sheets of the front matter tell the line alone.
        if fault.line is not None and fault.column is not None:
            assert isinstance(fault.column, int)
            assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1
            shown, caret = fault.excerpt.split("\n")
            assert caret[-1] == "^"
            assert len(caret) <= len(shown) + 1
    again = read(text)
    assert again == m
    assert [str(fault) for fault in again.report] == [str(fault) for fault in m.report]
    native = am.render(m, format="native")
    assert am.parse(native, format="native") == m
    return m


# -- long runs of one thing --------------------------------------------------------------------------------------------

RUNS = [
    "{", "}", "[", "]", "<", ">", "*", "_", "#", "# ", "(", ":", ".", "\\", "/", "-", "+", "=", "@", "'", '"', "`",
    "<!--", "-->", "/*", "//", "/**/", "===", "===\n", "= ", "(1)", "(1) a\n", "--", "--\n", "----\n", "-- a\n", "@[",
    "@<", "[a](", "[a](b)", "#(", "#(a", "#a ", "*a ", "_a ", "**a ", "*a* ", "{a: ", "{a: [", "{[", '{a: "', '"{[',
    "{a: 1}", '{"a":1}{', "{\n", "[a]", "<a>", "[a]: ", "[a", "<a", "[a\n", "[a]\n", "[a]:\n\n", "[[a]", "]:",
    "- [a]\n", "+ a\n", "  + a\n", " ", "\t", "\n", "\r", "\r\n", " \n", "\n\n", "* a\n", "1. a\n", "@include(",
    "@include(a)", "\0", "\ud800", "\x01", "\x0b", "\ufffe", "\u2028", "\ufeff", "<!--[", "[#(a)", "// @include(a)\n",
    "/* @include(a)\n", "(1) a\n\n[b]\n\n", "<a>\n\n(1) b\n----\n(2) c\n\n", "[a]: x\\\n", ".a", ":a", "a//", "{a} ",
    "!!a ", "&a *a ",
]  # fmt: skip


@pytest.mark.parametrize("run", RUNS, ids=repr)
@pytest.mark.parametrize("before", ["", "[a]: x ", "===\n", "(1) a\n--"])
def test_long_runs(run: str, before: str) -> None:
    # How the time grows with the size was measured by hand: it is in proportion for each of these.
    check(before + run * (3000 // len(run)))


@pytest.mark.slow
@pytest.mark.parametrize("run", RUNS, ids=repr)
def test_a_hundred_thousand_characters(run: str) -> None:
    read("[a]: x " + run * (100_000 // len(run)))


def test_fifty_thousand_relations_in_one_block() -> None:
    m = read("[a]\n" + "".join(f"  + [b{number}]\n" for number in range(50_000)))
    assert (len(m.claims), len(m.arguments())) == (50_001, 50_000)


def test_fifty_thousand_headings() -> None:
    m = read("\n\n".join(f"{'#' * (number % 9 + 1)} h" for number in range(50_000)))
    assert len(m.issues) == 50_000


def test_five_thousand_levels() -> None:
    m = read("[a0]\n" + "\n".join(f"{' ' * level}+ [a{level}]" for level in range(1, 5001)))
    assert m.report == ()
    assert [one.id for one in m.arguments()][-1] == "a1-supports-a0"
    assert len(m.arguments()) == 5000


def test_five_thousand_headings_each_below_the_last() -> None:
    m = read("\n\n".join(f"{'#' * (level + 1)} h{level}" for level in range(2000)))
    assert m.issues["h1999"].parent == "h1998"


def test_a_structure_of_ten_thousand_statements() -> None:
    m = read("<x>\n\n" + "".join(f"(1) [p{number}]\n" for number in range(10_000)) + "----\n(2) [c]")
    argument = m["x"]
    assert isinstance(argument, am.Argument)
    assert len(argument.premises) == 10_000


def test_a_structure_of_five_thousand_steps() -> None:
    m = read("<x>\n\n(1) [c0]\n" + "".join(f"----\n(2) [c{number}]\n" for number in range(1, 5001)))
    assert len(m.arguments()) == 5000


# -- YAML --------------------------------------------------------------------------------------------------------------

BOMB = f"a: &a [{'x,' * 9}x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 10)}]\n" for old, new in itertools.pairwise("abcdefghi")
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (BOMB, "aliases blow it up"),
        ("a: &a [*a]", "an alias within what it stands for"),
        ("a: !!python/object/apply:os.system [ls]", "the tag 'python/object/apply:os.system' is not read"),
        ("a: !!python/name:os.system", "the tag 'python/name:os.system' is not read"),
        ("a: !own x", "the tag '!own' is not read"),
        ("a: !!binary aGk=", "the tag 'binary' is not read"),
        ("a: !!set {x: null}", "the tag 'set' is not read"),
        ("a: " + "9" * 5000, "a number of 5,000 digits"),
        ("a: 0x" + "f" * 5000, "a number of 5,002 digits"),
        ("a: 0o" + "7" * 5000, "a number of 5,002 digits"),
        ("a: 1e999", "is too large for a number"),
        ("a: -.inf", "is no number that data can hold"),
        ("a: " + "[" * 3000 + "]" * 3000, "nested too deeply"),
        ("a: " + "{a: " * 3000 + "1" + "}" * 3000, "nested too deeply"),
        ('a: "\\0"', "the character U+0000 may not stand in a text"),
        ('a: "\\ud800"', "may not stand in a text"),
        ('"\\x01": 1', "the character U+0001 may not stand in a text"),
        ('a: "\\q"', "found unknown escape character 'q'"),
        ("<<: {a: 1}", "merge keys (<<) are not read"),
        ("? [a]\n: b", "a key that is no text"),
        ("a: b\n---\nc: d", "but found another document"),
        ("%FOO 1\n---\na: [", "expected the node content"),
        ("a: *b", "found undefined alias 'b'"),
        ("a: @b", "cannot start any token"),
        ("a: \x7f", ""),
    ],
)  # fmt: skip
def test_yaml_that_is_refused(data: str, message: str) -> None:
    m = check(f"===\n{data}\n===\n\n[a]: x\n\n[b]: y {{\n{data}\n}}\n\n[c]: z")
    assert [one.text for one in m.claims.values()] == ["x", "y", "z"]
    assert len(m.report) == 2
    assert all(message in fault.message for fault in m.report), [fault.message for fault in m.report]
    assert not m.data
    assert not m.claims["b"].data


def test_aliases_that_stay_small_are_read() -> None:
    m = read("[a]: x {\n  n: &n [1, 2]\n  m: [*n, *n]\n}")
    assert m.claims["a"].data == {"n": [1, 2], "m": [[1, 2], [1, 2]]}
    assert not m.report


# -- characters --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("character", ["\0", "\x01", "\x1b", "\ud800", "\ufffe", "\uffff"])
@pytest.mark.parametrize(
    "text",
    [
        "[a]: x?y",
        "[a?]: x",
        "<a?>: x",
        "# H?\n\n[a]",
        "[a]: x #t?",
        "[a]: x #(t?)",
        "[a]: x [l?](http://a?)",
        '[a]: x {n: "?"}',
        "[a]: x {n?: 1}",
        "===\nn: ?\n===\n\n[a]",
        "[a]\n  +? [b]",
        "(1) a\n-- M? --\n(2) b",
        "// ?\n[a]",
        "@include(?",
        "?",
    ],
)
def test_forbidden_characters_are_told_and_replaced(text: str, character: str) -> None:
    m = check(text.replace("?", character))
    places = [(text[:at].count("\n") + 1, at - text.rfind("\n", 0, at)) for at in range(len(text)) if text[at] == "?"]
    told = [
        (one.line, one.column) for one in m.report if one.message.startswith(f"the character U+{ord(character):04X} ")
    ]
    assert told == places


@pytest.mark.parametrize("character", ["\x0b", "\x0c", "\x1c", "\x1f"])
def test_forbidden_white_space_becomes_a_blank(character: str) -> None:
    m = check(f"[a]: one{character}two")
    assert m.claims["a"].text == "one two"
    assert [fault.column for fault in m.report] == [9]


@pytest.mark.parametrize(
    "character", ["\x7f", "\x85", "\xa0", "\u200b", "\u2028", "\u202e", "\ufeff", "\U0001f600", "\u0301"]
)
def test_odd_characters_are_text(character: str) -> None:
    m = check(f"[a{character}b]: one{character}two #t")
    (claim,) = m.claims.values()
    assert claim.text == " ".join(f"one{character}two".split())
    assert not m.report


# -- fragments ---------------------------------------------------------------------------------------------------------

FRAGMENTS = [
    "[a]", "[a]: x", "<a>", "<a>: x", "[b]", "<b>", "[~a]", "[Untitled 1]", "@[a]", "@<b>", "[a](u)", "[a", "<a", "]",
    ">", "\n", "\n\n", "\n  ", "\n    ", "\n\t", "\r\n", "\r", " ", "  ", "\t", "+ ", "- ", "_ ", "+> ", "-> ", "<+ ",
    "<- ", "_> ", "<_ ", ">< ", "\n  + ", "\n    - ", "\n  <_ ", "\n  >< ", "(1) ", "(2) ", "\n(1) ", "\n(2) ",
    "\n----\n", "\n-- MP --\n", "\n--\n", "\n---\n", "\n-- {uses: [1]} --\n", "--", "# ", "## H", "\n\n# H\n\n", "* ",
    "1. ", "\n* ", "\n1. ", "#t", "#(t u)", "*", "_", "**", "__", "*x*", "_x y_", "{", "}", "{n: 1}",
    "{n: [1, {m: x}]}", "{n", "{\n", "\n}", '{"', "{x}", "{}", ": ", ", ", '"', "'", "{isInGroup: true}",
    "{argmap: {id: q}}", "{argmap: {negates: a}}", "{argmap: {undercuts: b}}", "{argmap: {supports: b}}",
    "{argmap: 1}", "{argmap: {kind: attack}}", "{argmap: {argument: r}}", "{argmap: {role: exception}}",
    "{argmap: {sketch: yes}}", "===\n", "\n===\n", "===\nargmap: {parties: {p: P}}\n===\n\n",
    "===\nmodel: {mode: strict}\n===\n\n", "===\nt: [\n===\n\n",
    "===\nargmap: {positions: [{party: p, target: a}], parties: {p: P}}\n===\n\n",
    "===\nargmap: {claims: {a: x}}\n===\n\n", "===\nmodel: {removeTagsFromText: true}\n===\n\n",
    "===\nmodel: {transformArgumentRelations: false}\n===\n\n", "// c\n", "/* c */", "/*", "*/", "<!-- c -->", "<!--",
    "-->", "\\", "\\\n", "\\[", ".^.", ":x:", "http://x.org", "@include(a)", "x", "words and words", "é", "条約", "😀",
    "\u2028", "\0", "\ud800", "\x0b", "0", "|", "&a", "*a", "!!x",
]  # fmt: skip

fragments = st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join)


@given(fragments)
@example("(1) a\n----\n  <_ <U>\n")  # what undercuts an inference without a conclusion
@example("(1) a\n----\n  <_ <U>\n----\n(2) b")
@example("===\nargmap:\n  arguments:\n    - {id: B, by: x}\n  parties: {x: }\n===\n\n<B>\n\n(1) [c]\n----\n(3) [d]")
@example("===\nargmap: {zz\0z: 1}\n===\n\n[a]")  # found by coverage-guided fuzzing
@example("=== argmap: {zzz: 1} ===\n\n[a]")
@example("===\n===x: 1\nargmap: {zzz: 1}\n===\n\n[a]")
@example("===\nargmap:\n  positions:\n    - {target: a}\n===\n\n[a]")
@example("a *b/* c")  # the slash and the sign of emphasis began a comment
@example("(1)\n--{uses: [3]}\n(4)\n--\n(5)a")  # a claim that stands twice in its structure needs a title
@example("(1)\n(4)\n--{uses: [1,4]}\n(5)\n--\n(6)o")
@example("a **\n\n[b]")  # emphasis of nothing, whose signs were lost
@example("***x*****\n")
@example("(1)\n-<A>o\n-<A>>\n(1)\n--\n(0)")  # another wording of an argument right before a structure without a name
@example("<A>\n(1)\n--\n(2)c\n\n<C>\n-<A>")  # `[~C]`, which is no claim, took the id that the words of one give
@example("[A[A] {a:" + "[" * 60 + "A]: x")  # brackets in a title are not nested data
@example("(1) p\n----\n(2) q\n-- {uses: [2, 9]} --\n(3) p")
def test_fragments(text: str) -> None:
    m = check(text)
    assert written(m) == m


@given(st.text(st.sampled_from("[]<>{}()#*_+-=:;,.@/\\|&!%'\"~\n\t \r1ax\0\ud800é"), max_size=60))
def test_signs(text: str) -> None:
    m = check(text)
    assert written(m) == m


@given(st.text(max_size=80))
def test_texts(text: str) -> None:
    m = check(text)
    assert written(m) == m


@given(fragments)
def test_the_first_fault_is_raised_when_asked(text: str) -> None:
    m = read(text)
    if not m.report:
        assert am.parse(text, format="argdown", strict=True) == m
        return
    with pytest.raises(am.ParseError) as error:
        am.parse(text, format="argdown", strict=True)
    assert error.value == m.report[0]


@given(st.binary(max_size=60))
def test_bytes(data: bytes) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", am.ReadWarning)
        try:
            am.parse(data, format="argdown")
        except am.ParseError as error:
            assert "UTF-8" in error.message  # noqa: PT017
