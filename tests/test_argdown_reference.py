"""Argdown as its own parser reads it: what that parser, `@argdown/core` 1.7.5, made of probes and of files in the wild.

The recordings are not part of this project; without them these tests are skipped.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from argmap.formats.argdown.language.document import ArgumentNode, Document, Inference, Member, Node, Section
from argmap.formats.argdown.language.faults import Faults
from argmap.formats.argdown.language.syntax import read_document

SHARED = Path(__file__).parent.parent.parent / "shared"
PROBES = SHARED / "reference" / "argdown_probes.json"
CORPUS = SHARED / "corpus" / "argdown"

needs_probes = pytest.mark.skipif(not PROBES.is_file(), reason="the probes of ../shared are not here")
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the files of ../shared/corpus/argdown are not here")

STRICT = "===\nmodel: {mode: strict}\n===\n\n"

# Where we differ on what the reference reads without an error, and why.
_LOST = "bad YAML ends the reference's reading without a word; we tell it and read on"
_DATE = "a date stays as it is written"
_ADDRESS = "the slashes of an address are no comment"
_OBJECT = "the reference loses the file at a title that is also a property of every JavaScript object"
_LEAK = "the reference takes the last inference of the file; we take what the relation stands below"
_REGROUP = "sections are those of the text; `regroup` is a matter of drawing"
_EXPLODE = "an argument stays whole; `explodeArguments` is a matter of drawing"
DELIBERATE: dict[str, str] = {
    "bad yaml": _LOST,
    "bad yaml later": _LOST,
    "data array": _LOST,
    "data tabs": _LOST,
    "fm tabs": _LOST,
    "christianvoigt__argdown/lexer-argument.argdown": _LOST,
    "data scalar block": "data without keys is a fault, not a list of its letters",
    "fm scalar": "front matter without keys is a fault",
    "url in text": _ADDRESS,
    "url comment": _ADDRESS,
    "comment at eof no nl": "a comment on the last line is one, line end or not",
    "comment w/ unbalanced": "a comment that is never closed is text for both, but a fault for us",
    "form feed/vt": "what no map can hold becomes a blank for us, and a fault",
    "@include": "an include that cannot be had is a fault, not a text",
    "constructor title": _OBJECT,
    "__proto__ title": _OBJECT,
    "currentInference leak": _LEAK,
    "undercut leak premise 2": _LEAK,
    "data date/yes": _DATE,
    "wassname__argument-formats/explore_ai_pause.argdown": _DATE,
    "wassname__argument-formats/patterns.argdown": _DATE,
    "wassname__argument-formats/patterns_advanced.argdown": _DATE,
    "data nl crlf flow": "data on several lines is data whatever ends the lines",
    "regroup": _REGROUP,
    "christianvoigt__argdown/fenced-docs-changes-2019-002.argdown": _REGROUP,
    "christianvoigt__argdown/fenced-docs-guide-creating-group-nodes-004.argdown": _REGROUP,
    "christianvoigt__argdown/fenced-docs-changes-2021-001.argdown": _EXPLODE,
    "christianvoigt__argdown/fenced-docs-guide-creating-statement-and-argument-nodes-015.argdown": _EXPLODE,
}

# Where the reference tells an error and we have no fault at its line or before, and why.
_EMPTY = "a text that says nothing is an empty map"
READ_AS_MEANT: dict[str, str] = {
    "ws": _EMPTY,
    "comment only doc": _EMPTY,
    "christianvoigt__argdown/fenced-docs-guide-adding-images-000.argdown": _EMPTY,
    "brace with quote brace2": "a brace in quotation marks does not end the data",
    "cr only": "two carriage returns are a blank line, as two line feeds are",
    "fm midline": "equals signs within a text are text",
    "def no text eof": "a definition without a text at the end is what it is before a line end: one without a text",
    "backslash eol": "a backslash at the end of a line is a backslash",
    "relation tags after arg ref newline": "tags may stand in the line below a reference, as below a definition",
}


# -- both in one form --------------------------------------------------------------------------------------------------


def plain(text: str | None) -> str:
    return " ".join((text or "").split())


def our_end(node: Any) -> tuple[Any, ...]:
    if isinstance(node, Inference):
        return "inference", node.argument.title if node.argument else None, node.index
    return "argument" if isinstance(node, ArgumentNode) else "equivalence-class", node.title


def their_end(told: dict[str, Any]) -> tuple[Any, ...]:
    if told["type"] == "inference":
        return "inference", told.get("argument"), told.get("conclusionIndex")
    return told["type"], told["title"]


class Ours:
    """What we read, as plain values."""

    def __init__(self, text: str, *, strict: bool = False) -> None:
        self.first = 0
        if strict and not text.startswith("==="):
            text, self.first = STRICT + text, STRICT.count("\n")
        self.document, self.faults = read_document(text, "x.argdown")

    def line(self, at: int) -> int:
        return self.faults.place(at)[1] - self.first

    def member(self, one: Member) -> dict[str, Any]:
        inference = one.inference
        return {
            "title": one.title,
            "text": plain(one.text),
            "reference": one.is_reference,
            "tags": list(one.tags),
            "data": one.data or {},
            "role": "argument-description" if one.is_argument else one.role,
            "section": one.section.id if one.section else None,
            "line": self.line(one.at),
            # The recordings leave out where shortcodes stood.
            "ranges": [
                (part.type, part.start, part.stop, part.value) for part in one.ranges if part.type != "special-char"
            ],
            "inference": (inference.rules, inference.data) if inference else None,
        }

    def node(self, one: Node) -> dict[str, Any]:
        return {
            "text": plain(one.canonical.text) if one.canonical else "",
            "tags": list(one.tags),
            "data": dict(one.data),
            "section": one.section.id if one.section else None,
            "members": [self.member(member) for member in one.members],
            "structure": [self.member(member) for member in one.structure] if isinstance(one, ArgumentNode) else [],
        }

    def section(self, one: Section) -> tuple[Any, ...]:
        below = [self.section(child) for child in one.children]
        return one.id, one.level, one.title, list(one.tags), one.data, self.line(one.at), below

    def told(self) -> dict[str, Any]:
        document: Document = self.document
        relations = [(one.type, our_end(one.source), our_end(one.target)) for one in document.relations]
        return {
            "statements": {title: self.node(node) for title, node in document.statements.items()},
            "arguments": {title: self.node(node) for title, node in document.arguments.items()},
            "relations": sorted(relations, key=repr),
            "sections": [self.section(one) for one in document.top_sections],
            "tags": sorted(document.tags),
            "front matter": None if self.first else document.front_matter,
        }

    def places(self) -> dict[tuple[Any, ...], set[int]]:
        """The lines of each relation; an attack that says the same as another has the lines of both."""
        document = self.document
        again = {self.line(at) for one in document.redundant for at in one.places}
        return {
            (one.type, our_end(one.source), our_end(one.target)): {*map(self.line, one.places), *again}
            for one in document.relations
        }


def their_member(one: dict[str, Any]) -> dict[str, Any]:
    inference = one.get("inference")
    return {
        "title": one["title"],
        "text": plain(one.get("text")),
        "reference": one["isReference"],
        "tags": one.get("tags") or [],
        "data": one.get("data") or {},
        "role": one.get("role"),
        "section": one.get("section"),
        "line": one.get("startLine"),
        "ranges": [
            (part["type"], part["start"], part["stop"], part.get("url") or part.get("tag") or part.get("title"))
            for part in one.get("ranges") or []
            if part["type"] != "special-char"
        ],
        "inference": (inference["inferenceRules"], inference.get("data") or {}) if inference else None,
    }


def their_node(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "text": plain(one.get("canonicalText")),
        "tags": one.get("tags") or [],
        "data": one.get("data") or {},
        "section": one.get("section"),
        "members": [their_member(member) for member in one["members"]],
        "structure": [their_member(member) for member in one.get("pcs", ())],
    }


def their_section(one: dict[str, Any]) -> tuple[Any, ...]:
    below = [their_section(child) for child in one["children"]]
    return (
        one["id"],
        one["level"],
        one["title"],
        one.get("tags") or [],
        one.get("data") or {},
        one.get("startLine"),
        below,
    )


def theirs(told: dict[str, Any]) -> dict[str, Any]:
    relations = [(one["relationType"], their_end(one["from"]), their_end(one["to"])) for one in told["relations"]]
    return {
        "statements": {title: their_node(node) for title, node in told["statements"].items()},
        "arguments": {title: their_node(node) for title, node in told["arguments"].items()},
        "relations": sorted(relations, key=repr),
        "sections": [their_section(one) for one in told["sections"]],
        "tags": sorted(told.get("tags") or {}),
        "front matter": told.get("frontMatter"),
    }


def differences(one: Any, other: Any, path: str = "") -> list[str]:
    """Where two values differ, each with a path."""
    if isinstance(one, dict) and isinstance(other, dict):
        return [
            found
            for key in {**one, **other}
            for found in differences(one.get(key, "nothing"), other.get(key, "nothing"), f"{path}/{key}")
        ]
    if isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [found for number, (a, b) in pairs for found in differences(a, b, f"{path}/{number}")]
    same = one == other and isinstance(one, bool) == isinstance(other, bool)
    return [] if same else [f"{path}: ours {one!r:.200}, theirs {other!r:.200}"]


def lines_lost(ours: Ours, told: dict[str, Any]) -> list[str]:
    """Lines at which the reference has a relation, and we have it elsewhere."""
    places = ours.places()
    found = []
    for one in told["relations"]:
        key = (one["relationType"], their_end(one["from"]), their_end(one["to"]))
        if key in places and not set(one["lines"]) <= places[key]:
            found.append(f"{key}: ours in the lines {sorted(places[key])}, theirs in {one['lines']}")
    return found


def has_errors(told: dict[str, Any]) -> bool:
    return bool(told["parserErrors"] or told["lexerErrors"] or told["pluginErrors"] or told["fatal"])


# -- the recordings ----------------------------------------------------------------------------------------------------


@cache
def probes() -> dict[str, dict[str, Any]]:
    """The probes by label; of several with one label the later ones have a number."""
    if not PROBES.is_file():
        return {}
    count: Counter[str] = Counter()
    found = {}
    for probe in json.loads(PROBES.read_text(encoding="utf-8"))["probes"]:
        count[probe["label"]] += 1
        number = count[probe["label"]]
        found[probe["label"] if number == 1 else f"{probe['label']} ({number})"] = probe
    return found


@cache
def files() -> dict[str, dict[str, Any]]:
    """What the reference made of each file of the corpus."""
    where = CORPUS / "REFERENCE_FULL.json"
    return json.loads(where.read_text(encoding="utf-8")) if where.is_file() else {}


def check(name: str, text: str, told: dict[str, Any], *, strict: bool = False) -> None:
    ours = Ours(text, strict=strict)
    faults = ours.faults.in_order()
    if has_errors(told):
        check_faulty(name, ours, told)
        return
    found = differences(ours.told(), theirs(told)) + lines_lost(ours, told) + [f"a fault: {one}" for one in faults]
    if name in DELIBERATE:
        assert found, f"{name}: listed as different ({DELIBERATE[name]}), but the same"
    else:
        assert not found, "\n".join(found)


def check_faulty(name: str, ours: Ours, told: dict[str, Any]) -> None:
    """No title is lost, and there is a fault where the reference has its first error, or before."""
    mine = ours.told()
    for kind in ("statements", "arguments"):
        titles = {title for title in told[kind] if not title.startswith("Untitled ")}
        assert titles <= mine[kind].keys()
    lines = [one["line"] for one in told["parserErrors"] if one["line"] is not None]
    faults: Faults = ours.faults
    early = [one for one in faults.in_order() if one.line is not None and (not lines or one.line <= min(lines))]
    if name in READ_AS_MEANT:
        assert not early, f"{name}: listed as read as it is meant ({READ_AS_MEANT[name]}), but {early[0]}"
    else:
        assert early, f"nothing is told at line {min(lines, default=1)} or before: {faults.in_order()}"


@needs_probes
@pytest.mark.parametrize("name", probes())
def test_probe(name: str) -> None:
    probe = probes()[name]
    check(name, probe["input"], probe["expected"], strict=bool(probe.get("strict")))


@needs_corpus
@pytest.mark.parametrize("name", files())
def test_file(name: str) -> None:
    text = (CORPUS / name).read_bytes().decode("utf-8-sig")
    check(name, text, files()[name])


@needs_probes
@needs_corpus
def test_every_difference_that_is_listed_is_of_something_there_is() -> None:
    known = {**probes(), **files()}
    assert {*DELIBERATE, *READ_AS_MEANT} <= known.keys()
    assert not DELIBERATE.keys() & READ_AS_MEANT.keys()
