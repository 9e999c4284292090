"""Formatting Argdown: one layout, the same words, the same meaning, and nothing left to do the second time."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import argmap as am
from argmap.formats.argdown.formatting import formatter
from argmap.formats.argdown.language.syntax import read_document

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus" / "argdown"


def formatted(text: str) -> str:
    """A text formatted, after a look at what must hold for every text."""
    result = am.format_argdown(text)
    assert am.format_argdown(result) == result
    assert result == "" or (result.endswith("\n") and not result.endswith("\n\n"))
    assert not result.startswith("\n")
    return result


def said(text: str) -> list[Any]:
    """What a text says, in a few words: an independent look at the document."""
    document, faults = read_document(text, "text")
    assert not faults.found
    ends = [(getattr(one.source, "title", "step"), getattr(one.target, "title", "step")) for one in document.relations]
    nodes = [*document.statements.values(), *document.arguments.values()]
    return [
        [(one.title, " ".join((one.text or "").split()), one.role, one.data) for node in nodes for one in node.members],
        [one.type for one in document.relations],
        ends,
        [(one.title, one.level, one.tags, one.data) for one in document.sections],
        document.front_matter,
    ]


# One rule a case: name, before, after.
RULES = [
    ("line ends", "[A]: x\r\n\r\n\r\n[B]: y\r", "[A]: x\n\n[B]: y\n"),
    ("byte order mark", "\ufeff[A]: x", "[A]: x\n"),
    ("trailing blanks", "[A]: x  \t\n  + [B] \n \t\n[C]:  \n", "[A]: x\n  + [B]\n\n[C]:\n"),
    ("blank lines", "\n\n[A]: x\n\n\n \n[B]: y\n\n\n", "[A]: x\n\n[B]: y\n"),
    ("blanks before a block", "    [A]: x\n\n   text\n", "[A]: x\n\ntext\n"),
    ("empty", " \n\n", ""),
    ("relations", "[A]\n    + [B]\n        - <C>\n    -> [D]", "[A]\n  + [B]\n    - <C>\n  -> [D]\n"),
    ("one blank is a level", "[A]\n + [B]\n  + [C]\n + [D]", "[A]\n  + [B]\n    + [C]\n  + [D]\n"),
    ("partly back", "[A]\n    + [B]\n        + [C]\n      + [D]\n      + [E]", None),
    ("a tab is a sign", "[A]\n\t+ [B]\n\t\t+ [C]\n    + [D]", "[A]\n  + [B]\n    + [C]\n      + [D]\n"),
    ("after a sign", "[A]\n +<B>\n -   [C]\n +><D>\n ><[E]", "[A]\n  + <B>\n  - [C]\n  +> <D>\n  >< [E]\n"),
    ("a sign alone", "[A]\n  + \n    text\n", "[A]\n  +\n    text\n"),
    ("after a title", "[A]:x\n\n<B>:   y\n\n[C]:\n    z", "[A]: x\n\n<B>: y\n\n[C]:\n  z\n"),
    ("the colon of a text", "[A]:: x", "[A]: : x\n"),
    ("titles within titles", "[A] and [B]:x", "[A] and [B]: x\n"),
    ("a link is no title", "[A](u):x", "[A](u):x\n"),
    ("further lines", "[A]: x\ny\n      z\n  + <B>\n  {a: 1}", "[A]: x\n  y\n  z\n  + <B>\n    {a: 1}\n"),
    ("lines of a plain text", "one\n   two\n  three", "one\ntwo\nthree\n"),
    ("words stay", "[A]: a   b\tc", "[A]: a   b\tc\n"),
    ("headings", "#   A #t\n\n  ##  B\n   b {isGroup: false}", "# A #t\n\n## B\n  b {isGroup: false}\n"),
    ("a heading without words", "# \n\n[A]", "# \n\n[A]\n"),
    ("front matter", "\n===  \ntitle: x \n=====\n\n\n\n[A]", "===\ntitle: x \n===\n\n[A]\n"),
    ("front matter on a line", "=== title: x ===\n\n[A]", "===\ntitle: x\n===\n\n[A]\n"),
    ("no words in front matter", "===\n===\n\n[A]", "===\n===\n\n[A]\n"),
    ("lists", "  *   one\n  two\n  * three\n      + [B]", "* one\n  two\n* three\n  + [B]\n"),
    ("numbered lists", " 1. one\n   two\n 7.  three", "1. one\n   two\n7. three\n"),
    ("premises", "(3)a\n  b\n(3)   [C]:c\n-----\n(9)d", "(1) a\n    b\n(2) [C]: c\n----\n(3) d\n"),
    ("each structure from 1", "(1) a\n----\n(2) b\n\n(3) c\n----\n(4) d", "(1) a\n----\n(2) b\n\n(1) c\n----\n(2) d\n"),
    ("positions stay", "(2) a\n(4) b\n-- M {uses: [1, 2]} --\n(6) c", "(1) a\n(2) b\n-- M {uses: [1, 2]} --\n(3) c\n"),
    ("numbers in words", "(4) a\n----\n(5) b, by (4)", "(4) a\n----\n(5) b, by (4)\n"),
    ("numbers in rules", "(4) a\n-- MP 4 --\n(5) b", "(4) a\n-- MP 4 --\n(5) b\n"),
    ("other numbers in words", "(4) a\n----\n(5) b, by (7)", "(1) a\n----\n(2) b, by (7)\n"),
    ("a number without end", f"({'9' * 5000}) a\n----\n(1) b", "(1) a\n----\n(2) b\n"),
    ("rules", "(1) a\n--\nM P,  Q\n{uses: [1]}\n---\n(2) b", "(1) a\n-- M P, Q {uses: [1]} --\n(2) b\n"),
    ("rules side by side", "(1) a\n  --M,N\\, O-P----\n(2) b", "(1) a\n-- M, N\\, O-P --\n(2) b\n"),
    (
        "long rules",
        f"(1) a\n-- {'M' * 60}, {'N' * 60} {{uses: [1]}} --\n(2) b",
        f"(1) a\n--\n{'M' * 60}, {'N' * 60}\n{{uses: [1]}}\n--\n(2) b\n",
    ),
    ("data of several lines", "(1) a\n-- M {\n u: 1\n} --\n(2) b", "(1) a\n--\nM\n{\n u: 1\n}\n--\n(2) b\n"),
    ("below an inference", "(1) a\n----\n      <_ <U>\n(2) b\n -> [X]", "(1) a\n----\n  <_ <U>\n(2) b\n  -> [X]\n"),
    ("data is kept", "[A]: x {  b:   1,\n      c: 2  \n}  \n   + [B]", "[A]: x {  b:   1,\n      c: 2  \n}\n  + [B]\n"),
    ("a link over lines", "[A]: see [a\n   - b](u)\n    + [B]", "[A]: see [a\n   - b](u)\n  + [B]\n"),
    ("a tag over lines", "[A]: x #(a\n   - b)\n    + [B]", "[A]: x #(a\n   - b)\n  + [B]\n"),
    ("an escaped blank", "[A]: x\\   \n\n[B]: y\\\\  ", "[A]: x\\ \n\n[B]: y\\\\\n"),
    ("the end of an emphasis", "[A]: *x\ny\n*, z", "[A]: *x\n  y\n*, z\n"),
    ("the beginning of one", "one\n  *two*", "one\n  *two*\n"),
]
PARTLY_BACK = "[A]\n  + [B]\n    + [C]\n  + [D]\n    + [E]\n"

COMMENTS = [
    ("above a block", "// c  \n\n\n\n   /* d */\n[A]", "// c\n\n/* d */\n[A]\n"),
    ("before front matter", "// c\n===\na: 1\n===\n\n[A]", "// c\n\n===\na: 1\n===\n\n[A]\n"),
    ("with what follows", "[A]: x\n// c\n     + [B]\n     // d\n     // e\n       - [C]", None),
    ("at the end of a block", "[A]: x\n    + [B]\n       // c\n\n\n[D]", "[A]: x\n  + [B]\n  // c\n\n[D]\n"),
    ("at the end of a line", "[A]:x // c  \n\n[B] /* d */ ", "[A]: x // c\n\n[B] /* d */\n"),
    ("within a line", "[A]:x /* c */ y", "[A]: x /* c */ y\n"),
    ("before a title", "  /* c */ [A]:x", "/* c */ [A]: x\n"),
    ("after a title", "[A]:/* c */ x", "[A]: /* c */ x\n"),
    ("before a sign", "[A]\n /* c */ /* d */  + [B]", "[A]\n  /* c */\n  /* d */\n  + [B]\n"),
    ("after a sign", "[A]\n    +/* c */[B]:x", "[A]\n  + /* c */[B]: x\n"),
    ("after an inference", "(1) a\n-- M -- // c\n(2) b\n\n(1) a\n---- // d\n(2) b", None),
    ("within an inference", "(1) a\n-- M /* c */ --\n(2) b", "(1) a\n-- M /* c */ --\n(2) b\n"),
    ("of several lines", "[A]\n/* c  \n   d\n e */\n    + [B]", "[A]\n  /* c\n     d\n   e */\n  + [B]\n"),
    ("moved to the left", "[A]\n      /* c\n         d\n e */\n    + [B]", "[A]\n  /* c\n     d\ne */\n  + [B]\n"),
    ("begun in a line", "[A]: x /* c\n    + d */\n    + [B]", "[A]: x /* c\n    + d */\n  + [B]\n"),
    ("between lines of a text", "[A]: x\n      <!-- c -->\n    y", "[A]: x\n  <!-- c -->\n  y\n"),
    ("two on a line", "[A]: x\n/* c */ // d\n[B]: y", "[A]: x\n/* c */ // d\n\n[B]: y\n"),
    ("nothing else", "  // c", "// c\n"),
    ("of a structure", "(2) a\n   // c\n(2) b\n----\n// d\n(2) c", "(1) a\n// c\n(2) b\n----\n// d\n(3) c\n"),
]
AFTER = {
    "partly back": PARTLY_BACK,
    "with what follows": "[A]: x\n  // c\n  + [B]\n    // d\n    // e\n    - [C]\n",
    "after an inference": "(1) a\n-- M -- // c\n(2) b\n\n(1) a\n---- // d\n(2) b\n",
}


@pytest.mark.parametrize(("name", "before", "after"), RULES + COMMENTS, ids=[one[0] for one in RULES + COMMENTS])
def test_rules(name: str, before: str, after: str | None) -> None:
    assert formatted(before) == (AFTER[name] if after is None else after)


# -- includes ----------------------------------------------------------------------------------------------------------


def test_a_block_with_an_include_is_left_alone() -> None:
    text = "[A]:x\n\n\n<B>\n    @include(more.argdown)  \n        + [C]\n\n\n(4)a\n----\n(5)b"
    assert formatted(text) == ("[A]: x\n\n<B>\n    @include(more.argdown)\n        + [C]\n\n(1) a\n----\n(2) b\n")


@pytest.mark.parametrize(
    "text", ["@include(a.argdown)", "@include(a)\n@include(b)\n\n\n@include(c)\n", "  @include(a)"]
)
def test_nothing_but_includes(text: str) -> None:
    assert formatted(text) == text.rstrip("\n").replace("\n\n\n", "\n\n") + "\n"


def test_an_include_in_a_comment_is_a_comment() -> None:
    assert formatted("[A]\n// @include(a)\n      + [B]:x") == "[A]\n  // @include(a)\n  + [B]: x\n"


def test_faults_of_a_text_with_includes_show_its_own_lines() -> None:
    with pytest.raises(am.ReadError) as caught:
        am.format_argdown("@include(c)\n\n[A]\n+ [B] // @include(b)", source="pier.argdown")
    (fault,) = caught.value.errors
    assert (fault.source, fault.line, fault.column) == ("pier.argdown", 4, 1)
    assert fault.excerpt == "+ [B] // @include(b)\n^"


# -- refusals ----------------------------------------------------------------------------------------------------------


def test_a_text_with_faults_is_refused_with_all_of_them() -> None:
    with pytest.raises(am.ReadError) as caught:
        am.format_argdown("[A]: x\n+ [B]\n\n# C\n[D]\n", source="pier.argdown")
    assert [(fault.line, fault.column) for fault in caught.value.errors] == [(2, 1), (5, 1)]


@pytest.mark.parametrize("text", ["-- ", "--/* c */", "(1) a\n--\n  "])
def test_an_inference_that_ends_with_the_text(text: str) -> None:
    with pytest.raises(am.ReadError, match="an inference that is not closed"):
        am.format_argdown(text)


def test_a_text_that_lives_without_a_line_end() -> None:
    """A number and a full stop are a list item before white space, and words at the very end."""
    with pytest.raises(
        am.FormatError, match=r"pier\.argdown: not formatted, .* its last line begins a list: write 1990\\\."
    ):
        am.format_argdown("1990.", source="pier.argdown")


@pytest.mark.parametrize(
    ("spoilt", "why"),
    [
        ("[A]: y\n  + [B] // c\n", "a word or a comment would be lost"),
        ("[A]: x\n  + [B]\n", "a word or a comment would be lost"),
        ("[A]: x\n+ [B] // c\n", "line 2 would read: a relation must be indented"),
        ("[A]: x + [B] // c\n", "line 1 would read"),
        ("[ A]: x\n  + [B] // c\n", "the change is in a statement 'A'"),
        ("  [A]\n: x\n  + [B] // c\n", "line 2 would read"),
    ],
)
def test_what_would_change_the_meaning_is_never_given(monkeypatch: pytest.MonkeyPatch, spoilt: str, why: str) -> None:
    """The last look holds even where the layout is wrong."""
    monkeypatch.setattr(formatter.Layout, "formatted", lambda _: spoilt)
    with pytest.raises(am.FormatError, match=re.escape(why)):
        am.format_argdown("[A]: x\n  + [B] // c\n")


@pytest.mark.parametrize(
    ("text", "spoilt"),
    [
        ("[A]\n  + [B]\n    + [C]\n", "[A]\n  + [B]\n  + [C]\n"),
        ("<A>\n\n(1) a\n----\n(2) b\n", "<A>\n\n(1) a\n(2) b\n----\n"),
        ("(1) a\n-- M, N --\n(2) b\n", "(1) a\n-- MN, --\n(2) b\n"),
        ("# A\n\n## B\n", "## B\n\n# A\n"),
        ("[A]: x {a: 1 2}\n", "[A]: x {a: 12}\n"),
        ("===\na: b c\n===\n\n[A]\n", "===\na: bc\n===\n\n[A]\n"),
        ("[A]: x #t\n\n[B]: #u\n", "[A]: x\n\n#t [B]: #u\n"),
        ("one two\n", "onetwo\n"),
        ("one\n\ntwo\n", "one\ntwo\n"),
    ],
)
def test_every_part_of_the_meaning_is_looked_at(monkeypatch: pytest.MonkeyPatch, text: str, spoilt: str) -> None:
    monkeypatch.setattr(formatter.Layout, "formatted", lambda _: spoilt)
    with pytest.raises(am.FormatError):
        am.format_argdown(text)


# -- at random ---------------------------------------------------------------------------------------------------------

FRAGMENTS = [
    *("[A]", "[A]:", "<B>", "<B>:", "[C]: text", "words", "1990.", " ", "  ", "\t", "\n", "\n", "\n", "\n\n", "\r\n"),
    *("\n  + ", "\n    - ", "\n  ><", "\n      <_ ", "\n  +>", "_ ", "(1)", "\n(2) p", "\n----\n", "\n-- M, N --\n"),
    *(
        "\n--\nM\n{uses: [1]}\n--\n",
        "{a: 1}",
        "{\n  a: 1\n}",
        "{a: '} x'}",
        "// c\n",
        "// c",
        "/* c */",
        "/* a\n   b */",
    ),
    *(
        "<!-- c -->",
        "\n// own\n",
        "\n/* own\n  two */\n",
        "#tag",
        "#(a b)",
        "#(a\nb)",
        "# ",
        "## H\n\n",
        "*x*",
        "**b**",
    ),
    *("*", "_", "**", "\\", "\\ ", "[l](u)", "[l\nm](u)", "@[A]", "* ", "1. ", "===\na: b\n===\n\n", ":smile:", "://x"),
    *("@include(a)", "\n@include(b)\n", "é\u00a0", "--", "<"),
]
LINES = [
    *("[A]: text", "[A]", "<B>: words", "<B>", "more", "  more  ", "", "", "// c", "  /* c\n d */", "  /* e */ more"),
    *("  + <C>:x", " - y", "    - y", "  +>[D]", "      _ <E>", "\t+ z", "(1) p", "(2)[P]: q", "(7) r // c", "(7) r"),
    *("----", "-- M , N --", "--\nM\n--", "---- // c", "# H", "{a: 1}", " {\n a: 1\n}", "* i", "  * j", "1. k", "*em"),
    *("em*", "*.", " **", "_x", "<!-- z --> + [F]", "\\ ", "@include(a)", "#tag", "[l\n m](u)", "/* c */ // d"),
]
texts = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join),
    st.lists(st.sampled_from(LINES), max_size=14).map("\n".join),
)


@given(texts)
def test_any_text_is_formatted_or_refused(text: str) -> None:
    try:
        result = am.format_argdown(text)
    except am.ReadError:
        return
    except am.FormatError:
        assert text.endswith("1990.")  # see the test of a text that lives without a line end
        return
    assert am.format_argdown(result) == result
    bare = re.compile(r"[\s=-]+|\(\d+\)")
    assert bare.sub("", text) == bare.sub("", result)
    if "@include" not in text:
        assert said(result) == said(text)


@st.composite
def layouts(draw: st.DrawFn) -> tuple[str, str]:
    """Two layouts of the same text: as it is formatted, and with blanks and lines as they come."""
    blanks = st.sampled_from([" ", "  ", "\t", ""])
    ends = st.sampled_from(["\n", " \n", "\t\n", "\r\n"])
    neat, wild = [], []
    for number in range(draw(st.integers(1, 4))):
        widths, depth = [0], 0
        neat.append(f"[S{number}]: A text.\n")
        wild.append(f"{draw(blanks)}[S{number}]:{draw(blanks)}A text.{draw(ends)}")
        for child in range(draw(st.integers(0, 5))):
            depth = draw(st.integers(1, min(depth + 1, 4)))
            del widths[depth + 1 :]
            if depth == len(widths):
                widths.append(widths[-1] + draw(st.integers(1, 5)))
            sign = draw(st.sampled_from(["+", "-", "+>", "->", "><", "<+", "<-"]))
            neat.append(f"{'  ' * depth}{sign} [S{number}.{child}]\n")
            wild.append(f"{' ' * widths[depth]}{sign}{draw(blanks)}[S{number}.{child}]{draw(ends)}")
        neat.append("\n")
        wild.append(draw(st.sampled_from(["\n", "\n\n", " \n", "\r\n\t\r\n"])))
    return "".join(neat).rstrip("\n") + "\n", "".join(wild)


@given(layouts())
def test_every_layout_becomes_the_same(pair: tuple[str, str]) -> None:
    neat, wild = pair
    assert formatted(wild) == neat


# -- large texts -------------------------------------------------------------------------------------------------------


def test_many_blocks_and_a_deep_tree() -> None:
    blocks = "".join(f"[S{n}]: x // c\n\t+ <A{n}>\n\n\n" for n in range(3000))
    assert formatted(blocks).count("\n") == 8999
    deep = "[A]\n" + "".join(f"{' ' * n}+ x\n" for n in range(1, 1500))
    assert formatted(deep).splitlines()[-1] == " " * 2998 + "+ x"


# -- texts of others ---------------------------------------------------------------------------------------------------


def corpus() -> list[Path]:
    return sorted(path for path in CORPUS.rglob("*") if path.suffix in (".argdown", ".ad")) if CORPUS.is_dir() else []


def test_texts_of_others() -> None:
    files = corpus()
    if not files:
        pytest.skip("the collection of Argdown files is not beside this folder")
    done = 0
    for path in files:
        text = path.read_bytes().decode("utf-8-sig")
        _, faults = read_document(text.replace("@include(", "(include)("), str(path))
        try:
            result = am.format_argdown(text, source=str(path))
        except am.ReadError:
            assert faults.found or "@include(" in text, path
            continue
        done += 1
        assert am.format_argdown(result) == result, path
        if "@include(" not in text:
            assert said(result) == said(text), path
    assert done > len(files) / 2


# What the language's own tools make of texts: all but the places.
REFERENCE = """
import fs from "fs"; import path from "path"; import { pathToFileURL } from "url";
const dist = path.join(process.env.ARGDOWN_HOME, "node_modules/@argdown/core/dist/argdown.js");
const loaded = await import(pathToFileURL(dist));
const { argdown } = { ...(loaded.default || {}), ...loaded };
const errors = [];
const log = level => level === "error" && errors.push(level);
argdown.logger = argdown.defaultLogger = { setLevel() {}, log };
const end = one => [one.type, one.title, one.argumentTitle, one.conclusionIndex];
const step = i => i && [i.inferenceRules, i.data];
const member = m => [m.title, m.text, m.role, m.tags, m.data, m.section && m.section.id, step(m.inference)];
const read = input => {
  errors.length = 0;
  let r;
  try { r = argdown.run({ input, process: ["parse-input", "build-model"], logLevel: "error" }); } catch { return null; }
  if (errors.length || (r.lexerErrors || []).length || (r.parserErrors || []).length || (r.exceptions || []).length)
    return null;
  const all = nodes => Object.values(nodes || {}).map(n => [n.title, n.members.map(member), (n.pcs || []).map(member)]);
  const section = s => [s.id, s.title, s.level, s.tags, s.data, s.children.map(section)];
  return [r.frontMatter, all(r.statements), all(r.arguments), (r.sections || []).map(section),
    (r.relations || []).map(one => [one.relationType, end(one.from), end(one.to), one.occurrences.length])];
};
fs.writeFileSync(process.argv[3], JSON.stringify(JSON.parse(fs.readFileSync(process.argv[2], "utf8")).map(read)));
"""


def without_blanks(value: Any) -> Any:
    if isinstance(value, list):
        return [without_blanks(one) for one in value]
    if isinstance(value, dict):
        return {key: without_blanks(one) for key, one in value.items()}
    return " ".join(value.split()) if isinstance(value, str) else value


def test_the_reference_reads_the_same(tmp_path: Path) -> None:
    home = os.environ.get("ARGDOWN_HOME")
    if home is None or shutil.which("node") is None or not Path(home, "node_modules/@argdown/core").is_dir():
        pytest.skip("no node, or no @argdown/core: ARGDOWN_HOME names the folder with its node_modules")
    pairs = [(before, formatted(before)) for _, before, _ in RULES + COMMENTS]
    for path in corpus():
        text = path.read_bytes().decode("utf-8-sig")
        try:
            pairs.append((text, am.format_argdown(text)))
        except am.FormatError:
            continue
    # It takes a comment that ends a text without a line end for words, and knows no data over lines that end in \r\n.
    pairs = [(re.sub(r"\r\n?", "\n", before).rstrip("\n") + "\n", after) for before, after in pairs]
    (tmp_path / "read.mjs").write_text(REFERENCE, encoding="utf-8")
    (tmp_path / "texts.json").write_text(json.dumps([text for pair in pairs for text in pair]), encoding="utf-8")
    command = ["node", "read.mjs", "texts.json", "read.json"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    read = without_blanks(json.loads((tmp_path / "read.json").read_text(encoding="utf-8")))
    compared = 0
    for number, (before, _) in enumerate(pairs):
        was, is_now = read[2 * number : 2 * number + 2]
        if was is not None:
            compared += 1
            assert is_now == was, before
    assert compared > len(RULES) / 2
