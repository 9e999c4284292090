"""What is wrong with an Argdown text: each fault with line, column, the line itself, and a fix; the rest is read."""

from __future__ import annotations

import pickle
import warnings
from pathlib import Path

import pytest

import argmap as am
from argmap.formats.argdown.language.faults import Faults

# A text; its faults as line, column, message, fix; and the texts of the claims that are read all the same.
Case = tuple[str, list[tuple[int, int, str, str]], list[str]]

# These say all in the message: it names what there is, or what was expected.
SAYS_ALL = ("argmap: ", "[p] can only be", "the premise p")


def read(text: str) -> am.ArgumentMap:
    """The map of a faulty text."""
    with pytest.warns(am.ReadWarning):
        return am.parse(text, format="argdown", source="pier.argdown")


CASES: dict[str, Case] = {
    "relation after a blank line": (
        "[a]: x\n\n  + [b]\n\n[c]",
        [
            (
                3,
                3,
                "a relation (+) cannot begin a block; read as a relation of the block above",
                "put it right below what it relates to, without a blank line",
            ),
        ],
        ["x", "[b]", "[c]"],
    ),
    "relation first of all": (
        "- [b]\n\n[c]",
        [
            (
                1,
                1,
                "a relation (-) cannot begin a block; read as if the sign were not there",
                "put it right below what it relates to, without a blank line",
            ),
        ],
        ["[b]", "[c]"],
    ),
    "relation without indentation": (
        "[a]: x\n+ [b]\n\n[c]",
        [
            (2, 1, "a relation must be indented", "put two blanks before it, or write \\+ where text is meant"),
        ],
        ["x", "[b]", "[c]"],
    ),
    "dedent to an unseen level": (
        "[a]\n      + [b]\n   + [c]",
        [
            (
                3,
                4,
                "a relation must be indented",
                "indent it like the relations above it, or write \\+ where text is meant",
            ),
        ],
        ["[a]", "[b]", "[c]"],
    ),
    "text continues with a sign": (
        "[a]: foo\n- bar",
        [
            (2, 1, "a relation must be indented", "put two blanks before it, or write \\- where text is meant"),
        ],
        ["foo", "bar"],
    ),
    "bullet in text": (
        "foo\n* bar",
        [
            (2, 1, "a line that begins with '*' is a list item; read as text", "write \\* where text is meant"),
        ],
        ["foo * bar"],
    ),
    "number in text": (
        "Born in\n1990. He",
        [
            (
                2,
                1,
                "a line that begins with a number and a full stop is a list item; read as text",
                "write 1990\\. where text is meant",
            ),
        ],
        ["Born in 1990. He"],
    ),
    "premise in text": (
        "[a]: x\n(2) foo",
        [
            (
                2,
                1,
                "a line that begins with a number in brackets is a premise or conclusion; read as text",
                "write \\( where text is meant",
            ),
        ],
        ["x (2) foo"],
    ),
    "hyphens in text": (
        "(P1) p\n----\n(C) c",
        [
            (2, 1, "'--' at the beginning of a line is an inference; read as text", "write \\-- where text is meant"),
        ],
        ["(P1) p ---- (C) c"],
    ),
    "title in text": (
        "[a]: see [b] for more",
        [
            (
                1,
                10,
                "[b] stands within a text; read as text",
                "write @[b] to mention it, \\[ for a bracket, or begin a new block after a blank line",
            ),
        ],
        ["see [b] for more"],
    ),
    "argument title in text": (
        "[a]: see <b> for more",
        [
            (
                1,
                10,
                "<b> stands within a text; read as text",
                "write @<b> to mention it, \\< for a bracket, or begin a new block after a blank line",
            ),
        ],
        ["see <b> for more"],
    ),
    "text before a definition": (
        "x [b]: y",
        [
            (
                1,
                3,
                "[b] stands within a text; read as text",
                "write @[b] to mention it, \\[ for a bracket, or begin a new block after a blank line",
            ),
        ],
        ["x [b]: y"],
    ),
    "text after a reference": (
        "[a] words",
        [
            (
                1,
                5,
                "nothing but tags and data may follow the reference [a]; read as its text",
                "write [a]: with a colon to say what it means",
            ),
        ],
        ["words"],
    ),
    "text after a reference to an argument": (
        "<a> words",
        [
            (
                1,
                5,
                "nothing but tags and data may follow the reference <a>; read as its text",
                "write <a>: with a colon to say what it means",
            ),
        ],
        ["words"],
    ),
    "colon after a blank": (
        "[a] : text",
        [
            (
                1,
                5,
                "nothing but tags and data may follow the reference [a]; read as its text",
                "write [a]: with a colon to say what it means",
            ),
        ],
        ["text"],
    ),
    "text after a title on the next line": (
        "[a]\nwords",
        [
            (
                2,
                1,
                "nothing but tags and data may follow the reference [a]; read as its text",
                "write [a]: with a colon to say what it means",
            ),
        ],
        ["words"],
    ),
    "structure right below its argument": (
        "<x>: d\n(1) p\n----\n(2) c",
        [
            (
                2,
                1,
                "a premise-conclusion structure needs a blank line before it",
                "put a blank line between the argument and (1)",
            ),
        ],
        ["p", "c"],
    ),
    "no inference": (
        "(1) p\n(2) c",
        [
            (
                1,
                5,
                "a premise-conclusion structure ends with a conclusion; these statements are read without it",
                "put an inference (----) before the conclusion",
            ),
        ],
        ["p", "c"],
    ),
    "no conclusion": (
        "(1) p\n----\n\n[c]",
        [
            (
                1,
                5,
                "a premise-conclusion structure ends with a conclusion; these statements are read without it",
                "put an inference (----) before the conclusion",
            ),
            (2, 1, "an inference without a conclusion", "write the conclusion below it: (3) …"),
        ],
        ["p", "[c]"],
    ),
    "no premise": (
        "----\n(1) c",
        [
            (1, 1, "expected a premise before the inference", "write (1) and a statement"),
        ],
        ["c"],
    ),
    "ends with a premise": (
        "(1) p\n----\n(2) c\n(3) d",
        [
            (
                4,
                5,
                "a premise-conclusion structure ends with a conclusion; these statements are read without it",
                "put an inference (----) before the conclusion",
            ),
        ],
        ["p", "c", "d"],
    ),
    "two inferences": (
        "(1) p\n----\n----\n(2) c",
        [
            (3, 1, "expected a conclusion before the inference", "write (1) and a statement"),
        ],
        ["p", "c"],
    ),
    "blank line in a structure": (
        "<x>\n\n(1) p\n\n(2) q\n----\n(3) c",
        [
            (5, 1, "a blank line within a premise-conclusion structure", "remove the blank line"),
        ],
        ["p", "q", "c"],
    ),
    "argument as premise": (
        "<x>\n\n(1) <y>\n(2) p\n----\n(3) c",
        [
            (3, 5, "a premise or conclusion is a statement, no argument", "write [title]"),
        ],
        ["[y]", "p", "c"],
    ),
    "three hyphens": (
        "(1) p\n---\n(2) c",
        [
            (2, 1, "an inference of three hyphens", "write four: ----"),
        ],
        ["p", "c"],
    ),
    "two hyphens": (
        "(1) p\n--\n(2) c",
        [
            (2, 1, "an inference that is not closed", "write four hyphens: ----"),
        ],
        ["p", "c"],
    ),
    "four hyphens and a rule": (
        "(1) p\n----\nMP\n----\n(2) c",
        [
            (3, 1, "rules between two lines of hyphens", "write -- MP --, or two hyphens in each of the lines"),
        ],
        ["p", "c"],
    ),
    "inference not closed": (
        "(1) p\n-- MP\n(2) c",
        [
            (2, 1, "an inference that is not closed", "write -- after the rules, or four hyphens: ----"),
        ],
        ["p", "c"],
    ),
    "rules on two lines": (
        "(1) p\n--\nMP\nMT\n--\n(2) c",
        [
            (4, 1, "the rules of an inference stand on one line", "put commas between them"),
        ],
        ["p", "c"],
    ),
    "a comma too much": (
        "(1) p\n-- MP, --\n(2) c",
        [
            (2, 6, "a rule without a name", "remove the comma, or name the rule"),
        ],
        ["p", "c"],
    ),
    "text after an inference": (
        "(1) p\n-- MP -- so\n(2) c",
        [
            (2, 10, "nothing may follow an inference on its line", "put it into the line below"),
        ],
        ["p", "c"],
    ),
    "only undercuts below an inference": (
        "(1) p\n----\n  - [u]\n(2) c",
        [
            (
                3,
                3,
                "only an undercut (<_) may stand below an inference; the relation - is left out",
                "put it below the argument, a premise or the conclusion",
            ),
        ],
        ["p", "[u]", "c"],
    ),
    "undercut of no step": (
        "(1) p\n----\n  <_ <u>\n\n[c]",
        [
            (
                1,
                5,
                "a premise-conclusion structure ends with a conclusion; these statements are read without it",
                "put an inference (----) before the conclusion",
            ),
            (2, 1, "an inference without a conclusion", "write the conclusion below it: (3) …"),
            (
                3,
                3,
                "an undercut of an inference without a conclusion; left out",
                "write the conclusion below the inference",
            ),
        ],
        ["p", "[u]", "[c]"],
    ),
    "second structure": (
        "<x>\n\n(1) p\n----\n(2) c\n\n<x>\n\n(1) q\n----\n(2) d",
        [
            (
                9,
                1,
                "a second premise-conclusion structure for <x>; read as an argument of its own",
                "give it a title of its own",
            ),
        ],
        ["p", "c", "q", "d"],
    ),
    "unclosed emphasis": (
        "[a]: 2 *4 and more",
        [
            (1, 8, "the emphasis that '*' begins is never closed; read as text", "write \\*"),
        ],
        ["2 *4 and more"],
    ),
    "unclosed bold": (
        "[a]: 2 **4 and more",
        [
            (1, 8, "the emphasis that '**' begins is never closed; read as text", "write \\*"),
        ],
        ["2 **4 and more"],
    ),
    "data then text": (
        "[a]: x {n: 1} y",
        [
            (1, 15, "nothing may follow the data", "put texts and tags before the braces"),
        ],
        ["x y"],
    ),
    "data then tags": (
        "[a]: x {n: 1} #t",
        [
            (1, 15, "nothing may follow the data", "put texts and tags before the braces"),
        ],
        ["x"],
    ),
    "data twice": (
        "[a]: x {n: 1}\n{m: 2}",
        [
            (2, 1, "data a second time", "put all of it into one pair of braces"),
        ],
        ["x"],
    ),
    "data never closed": (
        "[a]: x {n: 1\n\n[b]",
        [
            (1, 8, "data that is never closed; read as text", "close it with }"),
        ],
        ["x {n: 1", "[b]"],
    ),
    "braces in a text": (
        "[a]: the set {x} is",
        [
            (1, 14, "braces hold data; these are read as text", "write \\{ for a brace in a text"),
        ],
        ["the set {x} is"],
    ),
    "bad YAML": (
        "[a]: one\n\n[b]: two {n: [}\n\n[c]: three",
        [
            (3, 15, "no YAML: expected the node content, but found '}'", "data is written {key: value, key: value}"),
        ],
        ["one", "two", "three"],
    ),
    "YAML that ends too early": (
        "[a]: x {\n  n: [1\n}\n\n[b]",
        [
            (
                3,
                1,
                "no YAML: expected ',' or ']', but got '<stream end>'",
                "data is written {key: value, key: value}",
            ),
        ],
        ["x", "[b]"],
    ),
    "YAML on one line that ends too early": (
        "[a]: x {n: 'y}\n\n[b]: {n: \"}",
        [
            (1, 8, "data that is never closed; read as text", "close it with }"),
            (3, 6, "data that is never closed; read as text", "close it with }"),
        ],
        ["x {n: 'y}", '{n: "}'],
    ),
    "key twice": (
        "[a]: x {n: 1, n: 2}",
        [
            (1, 15, "no YAML: the key 'n' stands twice", "remove one"),
        ],
        ["x"],
    ),
    "tab in YAML": (
        "[a]: x {\n\tn: 1\n}",
        [
            (
                2,
                1,
                "no YAML: found character '\\t' that cannot start any token",
                "data is written {key: value, key: value}",
            ),
        ],
        ["x"],
    ),
    "list as data": (
        "[a]: x {- 1}",
        [
            (1, 9, "no YAML: expected the node content, but found '-'", "data is written {key: value, key: value}"),
        ],
        ["x"],
    ),
    "python object": (
        "[a]: x {n: !!python/object/apply:os.system [ls]}",
        [
            (1, 12, "no YAML: the tag 'python/object/apply:os.system' is not read", "remove it"),
        ],
        ["x"],
    ),
    "alias of nothing": (
        "[a]: x {n: *m}",
        [
            (1, 12, "no YAML: found undefined alias 'm'", "data is written {key: value, key: value}"),
        ],
        ["x"],
    ),
    "not a number": (
        "[a]: x {n: .nan}",
        [
            (1, 12, "no YAML: .nan is no number that data can hold", "put it in quotation marks"),
        ],
        ["x"],
    ),
    "a number that is too large": (
        "[a]: x {n: 1e999}",
        [
            (1, 12, "no YAML: 1e999 is too large for a number", "put it in quotation marks"),
        ],
        ["x"],
    ),
    "a character in YAML": (
        '[a]: x {n: "\\0"}',
        [
            (1, 12, "no YAML: the character U+0000 may not stand in a text", "remove it"),
        ],
        ["x"],
    ),
    "a character in a key": (
        '[a]: x {"\\0": 1}',
        [
            (1, 9, "no YAML: the character U+0000 may not stand in a text", "remove it"),
        ],
        ["x"],
    ),
    "key that is no text": (
        "[a]: x {[1]: 1}",
        [
            (1, 9, "no YAML: a key that is no text", "put the key in quotation marks"),
        ],
        ["x"],
    ),
    "alias within itself": (
        "[a]: x {n: &m [*m]}",
        [
            (1, 12, "no YAML: an alias within what it stands for", "write the values out"),
        ],
        ["x"],
    ),
    "braces with a colon in a text": (
        "[a]: x {n: 1} y",
        [
            (1, 15, "nothing may follow the data", "put texts and tags before the braces"),
        ],
        ["x y"],
    ),
    "merge key": (
        "[a]: x {<<: {n: 1}}",
        [
            (1, 9, "no YAML: merge keys (<<) are not read", "write the keys out"),
        ],
        ["x"],
    ),
    "front matter without a blank line": (
        "===\ntitle: T\n===\n[a]",
        [
            (4, 1, "expected a blank line after the front matter", "put a blank line below ==="),
        ],
        ["[a]"],
    ),
    "front matter never closed": (
        "===\ntitle: T\n\n[a]",
        [
            (1, 1, "front matter that is never closed; left out", "close it with a line ==="),
        ],
        ["title: T", "[a]"],
    ),
    "front matter not first": (
        "[a]\n\n===\n\n[b]",
        [
            (3, 1, "front matter can only stand at the very beginning; left out", "remove the line"),
        ],
        ["[a]", "[b]"],
    ),
    "front matter without keys": (
        "===\njust words\n===\n\n[a]",
        [
            (2, 1, "front matter without keys; left out", "front matter is written key: value"),
        ],
        ["[a]"],
    ),
    "bad YAML in front matter": (
        "===\na: 1\nb: [\n===\n\n[a]",
        [
            (
                4,
                1,
                "no YAML: expected the node content, but found '<stream end>'",
                "front matter is written key: value",
            ),
        ],
        ["[a]"],
    ),
    "no blank line after a heading": (
        "# H\n[a]: x",
        [
            (2, 1, "expected a blank line before this", "put a blank line between blocks"),
        ],
        ["x"],
    ),
    "no blank line before a heading": (
        "[a]: x\n# H",
        [
            (2, 1, "expected a blank line before this", "put a blank line between blocks"),
        ],
        ["x"],
    ),
    "no blank line between definitions": (
        "[a]: x\n[b]: y",
        [
            (2, 1, "expected a blank line before this", "put a blank line between blocks"),
        ],
        ["x", "y"],
    ),
    "list in a list": (
        "* a\n* b\n    * c",
        [
            (
                3,
                5,
                "a list within a list, or of two kinds; read as one list",
                "indent all items alike and begin them alike",
            ),
        ],
        ["a", "b", "c"],
    ),
    "lists of two kinds": (
        "* a\n1. b",
        [
            (
                2,
                1,
                "a list within a list, or of two kinds; read as one list",
                "indent all items alike and begin them alike",
            ),
        ],
        ["a", "b"],
    ),
    "an argument contradicts": (
        "[a]\n  >< <b>",
        [
            (2, 5, "only a statement contradicts", "write -> or <- for an attack"),
        ],
        ["[a]", "[b]"],
    ),
    "undercut without a blank": (
        "[a]\n  _<b>",
        [
            (2, 4, "an undercut needs a blank after its sign", "write _ <title> or <_ <title>"),
        ],
        ["[a]", "[b]"],
    ),
    "comment never closed": (
        "[a]: x /* y\n\n[b]",
        [
            (1, 8, "a comment that is never closed; read as text", "close it, or write \\ before it"),
        ],
        ["x /* y", "[b]"],
    ),
    "HTML comment never closed": (
        "[a]: x <!-- y\n\n[b]",
        [
            (1, 8, "a comment that is never closed; read as text", "close it, or write \\ before it"),
        ],
        ["x <!-- y", "[b]"],
    ),
    "forbidden character": (
        "[a]: x\x01y",
        [
            (1, 7, "the character U+0001 may not stand in a text; replaced", "remove it"),
        ],
        ["x�y"],
    ),
    "lone surrogate": (
        "[a]: \ud800",
        [
            (1, 6, "the character U+D800 may not stand in a text; replaced", "remove it"),
        ],
        ["�"],
    ),
    "NUL": (
        "[a\x00]: x",
        [
            (1, 3, "the character U+0000 may not stand in a text; replaced", "remove it"),
        ],
        ["x"],
    ),
    "include without files": (
        "@include(a.argdown)\n\n[b]",
        [
            (
                1,
                1,
                "@include(a.argdown): no such file",
                "put the file into the map's folder, and name it as seen from this file",
            ),
        ],
        ["[b]"],
    ),
    "include of an address": (
        "@include(https://a.org/b.argdown)\n\n[b]",
        [
            (
                1,
                1,
                "@include(https://a.org/b.argdown): only files are included, never an address",
                "put the file into the map's folder, and name it as seen from this file",
            ),
        ],
        ["[b]"],
    ),
    "include outside": (
        "@include(../a.argdown)\n\n[b]",
        [
            (1, 1, "@include(../a.argdown) leads out of the map's folder", "put the file into the folder"),
        ],
        ["[b]"],
    ),
    "id taken": (
        "[a]: x {argmap: {id: q}}\n\n[b]: y {argmap: {id: q}}",
        [
            (3, 1, "the id 'q' is taken", "give it an id of its own"),
        ],
        ["x", "y"],
    ),
    "id that is none": (
        '[a]: x {argmap: {id: "a b"}}',
        [
            (1, 1, "argmap: id 'a b': white space may not stand in an id", ""),
        ],
        ["x"],
    ),
    "unknown attribute": (
        "[a]: x {argmap: {knd: fact}}",
        [
            (1, 1, "argmap: unknown column 'knd': did you mean 'kind'? (a column of your own is named data.knd)", ""),
        ],
        ["x"],
    ),
    "attribute of a wrong kind": (
        "[a]: x {argmap: {implicit: perhaps}, n: 1}",
        [
            (1, 1, "argmap: implicit: 'perhaps': expected yes, no or nothing", ""),
        ],
        ["x"],
    ),
    "negates nothing": (
        '[a]: x {argmap: {negates: "pear"}}\n\n[pier]',
        [
            (1, 1, "argmap: negates: no such claim or argument: did you mean 'pier'?", ""),
        ],
        ["x", "[pier]"],
    ),
    "uses what is not there": (
        "(1) p\n-- {uses: [1, 7]} --\n(2) c",
        [
            (2, 1, "uses: there is no statement 7 here", "1 to 2 can be named"),
        ],
        ["p", "c"],
    ),
    "premise twice": (
        "<x>\n\n(1) [p]\n(2) [p]\n----\n(3) [c]",
        [
            (4, 5, "the premise p stands there twice; it counts once", ""),
        ],
        ["[p]", "[c]"],
    ),
    "premise that undercuts": (
        "<x>\n\n(1) [p] {argmap: {undercuts: y}}\n(2) q\n----\n(3) [c]\n\n<y>",
        [
            (3, 5, "[p] can only be a conclusion; left out", ""),
        ],
        ["q", "[c]", "[y]"],
    ),
    "mark that is none": (
        "<x>\n\n(1) [p] {argmap: {role: hero}}\n----\n(3) [c]",
        [
            (3, 5, "argmap: expected supposed: true, or role: assumption or exception", ""),
        ],
        ["[p]", "[c]"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_fault_has_its_place_and_the_rest_is_read(name: str) -> None:
    text, expected, rest = CASES[name]
    m = read(text)
    assert [(one.line, one.column, one.message, one.fix) for one in m.report] == expected
    assert [one.text or f"[{one.id}]" for one in m.claims.values()] == rest
    assert all(one.source == "pier.argdown" for one in m.report)


@pytest.mark.parametrize("name", CASES)
def test_the_line_is_shown_with_a_caret(name: str) -> None:
    text, _, _ = CASES[name]
    for fault in read(text).report:
        line, caret = fault.excerpt.split("\n")
        assert fault.line is not None
        there = text.split("\n")[fault.line - 1]
        assert line == "".join(char if char.isprintable() or char == "\t" else "\ufffd" for char in there)
        assert caret.rstrip("^").isspace() or caret == "^"
        assert (len(caret), caret[-1]) == (fault.column, "^")
        assert str(fault).split("\n")[:3] == [
            f"pier.argdown:{fault.line}:{fault.column}: {fault.message}",
            f"    {line}",
            f"    {caret}",
        ]


@pytest.mark.parametrize("name", CASES)
def test_each_fault_says_how_to_put_it_right(name: str) -> None:
    for fault in read(CASES[name][0]).report:
        assert fault.fix or fault.message.startswith(SAYS_ALL)
        if fault.fix:
            assert str(fault).endswith(f"\n  {fault.fix}")


@pytest.mark.parametrize("name", CASES)
def test_strict_raises_the_first(name: str) -> None:
    text, expected, _ = CASES[name]
    with pytest.raises(am.ParseError) as error:
        am.parse(text, format="argdown", source="pier.argdown", strict=True)
    assert (error.value.line, error.value.column, error.value.message, error.value.fix) == expected[0]
    assert pickle.loads(pickle.dumps(error.value)) == error.value


# -- several at once ---------------------------------------------------------------------------------------------------

SEVERAL = """\
===
title: The pier
===

# The pier

[build]: We should build the pier {cost: [3}
+ [trade]: It brings *trade.
  - <view>: It blocks the view [see plan].

<view>
(1) [high]: The pier is 9 m high.
---
(2) [blocked]: The view is blocked.

[last]: This is read, too. #good {n: 1}
"""


def test_several_faults_are_all_told_and_the_rest_is_read() -> None:
    m = read(SEVERAL)
    assert [(one.line, one.column, one.message.partition(";")[0].partition(":")[0]) for one in m.report] == [
        (7, 44, "no YAML"),
        (8, 1, "a relation must be indented"),
        (8, 22, "the emphasis that '*' begins is never closed"),
        (9, 32, "[see plan] stands within a text"),
        (12, 1, "a premise-conclusion structure needs a blank line before it"),
        (13, 1, "an inference of three hyphens"),
    ]
    assert m.title == "The pier"
    assert m.claims["build"].text == "We should build the pier"
    assert m.claims["trade"].text == "It brings *trade."
    assert [(one.id, one.kind, str(one.target)) for one in m.arguments()] == [
        ("view", "support", "blocked"),
        ("blocked-attacks-trade", "attack", "trade"),
        ("trade-supports-build", "support", "build"),
    ]
    assert (m.claims["last"].tags, m.claims["last"].data, m.claims["last"].issue) == (("good",), {"n": 1}, "the-pier")


def test_the_warning_shows_the_first_and_counts_the_others() -> None:
    with pytest.warns(am.ReadWarning) as told:
        am.parse(SEVERAL, format="argdown", source="pier.argdown")
    (one,) = told
    assert str(one.message).startswith("pier.argdown:7:44: no YAML: ")
    assert str(one.message).endswith("… and 5 more in the map's report")
    assert one.filename == __file__


def test_a_text_without_faults_warns_of_nothing() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert am.parse("[a]: x", format="argdown").report == ()
        assert am.parse("[a]: x", format="argdown", strict=True).report == ()


def test_a_file_is_read_strictly_or_not(tmp_path: Path) -> None:
    path = tmp_path / "pier.argdown"
    path.write_text("[a]: x\n+ [b]: y\n")
    with pytest.raises(am.ParseError, match=r"pier\.argdown:2:1: a relation must be indented"):
        am.read(path, strict=True)
    with pytest.warns(am.ReadWarning, match="must be indented"):
        assert list(am.read(path).claims) == ["a", "b"]


def test_a_thousand_faults_are_enough() -> None:
    m = read("".join(f"[a{number}]: x {{y\n\n[b]: {{n: 1 }} {number}\n\n" for number in range(1500)))
    assert len(m.report) == 1001
    assert m.report[-1].message == "and 500 faults more"
    assert len(m.claims) == 1501


# -- the place ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("[a]:\tsee\t[b] x", 10),
        ("[a]: 条約 [b] x", 9),
        ("[a]: 😀 [b] x", 8),
        ("[a]: e\u0301 [b] x", 9),
        ("  [a]: [b] x", 8),
        ("[a]: \\[c] \u200b [b] x", 13),
    ],
)
def test_columns_count_characters(line: str, column: int) -> None:
    (fault,) = read(f"[z]\n\n{line}").report
    assert (fault.line, fault.column) == (3, column)
    shown, caret = fault.excerpt.split("\n")
    # Tabs stand in the line of the caret too, so that it is below the place at any width of them.
    assert [char == "\t" for char in caret[:-1]] == [char == "\t" for char in line[: column - 1]]
    assert shown[len(caret) - 1] == "["


@pytest.mark.parametrize(("before", "after"), [(300, 0), (300, 300), (0, 300), (100, 40), (90, 90)])
def test_of_a_long_line_the_part_around_the_place_is_shown(before: int, after: int) -> None:
    (fault,) = read(f"[a]: {'x' * before} [b] {'y' * after}").report
    assert fault.column == before + 7
    shown, caret = fault.excerpt.split("\n")
    assert len(shown) <= 161
    assert shown[len(caret) - 1] == "["
    assert shown.startswith("…" if before + after > 150 and before > 80 else "[a]:")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_alike_whatever_ends_them(end: str) -> None:
    (fault,) = read(f"[a]: x{end}{end}[b]: y{end}  - [c]: see [d] z{end}").report
    assert (fault.line, fault.column) == (4, 14)


def test_a_byte_order_mark_takes_no_column() -> None:
    (fault,) = read("\ufeff[a]: see [b] x").report
    assert (fault.line, fault.column) == (1, 10)


def test_faults_come_in_the_order_of_the_text_and_each_once() -> None:
    faults = Faults("one\ntwo\nthree", "pier.argdown")
    faults.add(8, "later")
    faults.add(4, "earlier")
    faults.add(8, "later")
    faults.add(len(faults.text), "at the end")
    assert [(one.line, one.column, one.message) for one in faults.in_order()] == [
        (2, 1, "earlier"),
        (3, 1, "later"),
        (3, 6, "at the end"),
    ]


# -- braces, comments and blocks that end where they should ------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("[a]: x {n: 1}.\n\n[b]: y {n: 2}\n\n[c]: z", ["x .", "y", "z"]),
        ("[a]: x {n: [1\n\n[b]: y\n\n[c]: z {n: 1}", ["x {n: [1", "y", "z"]),
        ("[a]: x {{n: 1}\n\n[b]: y", ["x {", "y"]),
        ('[a]: x {n: "1}\n\n[b]: y', ['x {n: "1}', "y"]),
        ("[a]: x /* {n: 1\n\n[b]: y\n\n// */\n\n[c]: z", ["x", "z"]),
        ("[a]: the {x} and the {y}\n\n[b]: y", ["the {x} and the", "y"]),
    ],
)
def test_no_block_swallows_the_next(text: str, claims: list[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", am.ReadWarning)
        found = am.parse(text, format="argdown")
    assert [one.text for one in found.claims.values()] == claims


def test_strict_does_not_raise_for_what_is_read_as_meant() -> None:
    text = "[a]: see https://a.org/b snake_case 5*3 \\\n\n[constructor]: x // c"
    assert [one.text for one in am.parse(text, format="argdown", strict=True).claims.values()] == [
        "see https://a.org/b snake_case 5*3 \\",
        "x",
    ]
