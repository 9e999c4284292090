"""What the language's reference parser makes of its probes and of real files is what argmap makes of them.

The recorded answers stand beside the project; where they are not, these tests are skipped. Each difference on a text
that the reference reads without error is listed here with its reason; a listed one that is none any more fails.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import argmap as am
from argmap.formats.argdown.document import ArgumentNode, Inference, Section
from argmap.formats.argdown.syntax import read_document

BESIDE = Path(__file__).parents[2] / "shared"
PROBES = BESIDE / "reference" / "argdown_probes.json"
CORPUS = BESIDE / "corpus" / "argdown"

YAML = "bad YAML is told of, and the rest is read; the reference stops without a word"
ADDRESS = "an address is no comment"
PICTURE = "the setting changes the picture, not what is written"
DATE = "a date stays as it is written"
UNDERCUT = "what is undercut is what stands above, not the last inference of the text"

DELIBERATE = {
    "bad yaml": YAML,
    "bad yaml later": YAML,
    "data array": YAML,
    "data tabs": YAML,
    "fm tabs": YAML,
    "data scalar block": "data is a mapping; anything else is told of",
    "fm scalar": "front matter is a mapping; anything else is told of",
    "data date/yes": DATE,
    "data nl crlf flow": "data over several lines is data, whatever the line ends",
    "url in text": ADDRESS,
    "url comment": ADDRESS,
    "comment at eof no nl": "a comment may end with the text",
    "comment w/ unbalanced": "a comment that is never closed is text for both; argmap says so",
    "@include": "an include is carried out, or told of",
    "constructor title": "any title can be a title",
    "__proto__ title": "any title can be a title",
    "currentInference leak": UNDERCUT,
    "undercut leak premise 2": UNDERCUT,
    "regroup": PICTURE,
    "form feed/vt": "characters that XML forbids are told of and replaced",
    "christianvoigt__argdown/fenced-docs-changes-2019-002.argdown": PICTURE,
    "christianvoigt__argdown/fenced-docs-changes-2021-001.argdown": PICTURE,
    "christianvoigt__argdown/fenced-docs-guide-creating-group-nodes-004.argdown": PICTURE,
    "christianvoigt__argdown/fenced-docs-guide-creating-statement-and-argument-nodes-015.argdown": PICTURE,
    "christianvoigt__argdown/lexer-argument.argdown": YAML,
    "wassname__argument-formats/explore_ai_pause.argdown": DATE,
    "wassname__argument-formats/patterns.argdown": DATE,
    "wassname__argument-formats/patterns_advanced.argdown": DATE,
}


def plain(text: str | None) -> str:
    return " ".join((text or "").split())


def ours(text: str, label: str) -> tuple[dict[str, Any], tuple[am.ParseError, ...]]:
    document, faults = read_document(text, label)

    def member(one: Any) -> dict[str, Any]:
        return {
            "title": one.title,
            "text": plain(one.text),
            "reference": one.is_reference,
            "tags": list(one.tags),
            "data": one.data or {},
            "role": "argument-description" if one.is_argument else one.role,
            "section": one.section.id if one.section else None,
            "line": faults.place(one.at)[1],
            "ranges": [(part.type, part.value) for part in one.ranges if part.type != "special-char"],
            "inference": [one.inference.rules, one.inference.data] if one.inference else None,
        }

    def node(one: Any) -> dict[str, Any]:
        return {
            "text": plain(one.canonical.text) if one.canonical else "",
            "tags": list(one.tags),
            "data": dict(one.data),
            "section": one.section.id if one.section else None,
            "members": [member(part) for part in one.members],
            "structure": [member(part) for part in getattr(one, "structure", ())],
        }

    def end(one: Any) -> tuple[Any, ...]:
        if isinstance(one, Inference):
            return ("inference", one.argument.title if one.argument else None, one.index)
        return ("argument" if isinstance(one, ArgumentNode) else "equivalence-class", one.title)

    def section(one: Section) -> list[Any]:
        return [one.id, one.level, one.title, list(one.tags), one.data, [section(part) for part in one.children]]

    found = {
        "statements": {title: node(one) for title, one in document.statements.items()},
        "arguments": {title: node(one) for title, one in document.arguments.items()},
        "relations": sorted(((one.type, end(one.source), end(one.target)) for one in document.relations), key=repr),
        "sections": [section(one) for one in document.top_sections],
        "tags": sorted(document.tags),
        "front matter": document.front_matter,
    }
    return found, faults.in_order()


def theirs(answer: dict[str, Any]) -> dict[str, Any]:
    def member(one: dict[str, Any]) -> dict[str, Any]:
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
                (part["type"], part.get("url") or part.get("tag") or part.get("title"))
                for part in one.get("ranges") or []
                if part["type"] != "special-char"
            ],
            "inference": [inference["inferenceRules"], inference.get("data") or {}] if inference else None,
        }

    def node(one: dict[str, Any]) -> dict[str, Any]:
        return {
            "text": plain(one.get("canonicalText")),
            "tags": one.get("tags") or [],
            "data": one.get("data") or {},
            "section": one.get("section"),
            "members": [member(part) for part in one["members"]],
            "structure": [member(part) for part in one.get("pcs", [])],
        }

    def end(one: dict[str, Any]) -> tuple[Any, ...]:
        if one["type"] == "inference":
            return ("inference", one.get("argument"), one.get("conclusionIndex"))
        return (one["type"], one["title"])

    def section(one: dict[str, Any]) -> list[Any]:
        parts = [section(part) for part in one["children"]]
        return [one["id"], one["level"], one["title"], one.get("tags") or [], one.get("data") or {}, parts]

    relations = [(one["relationType"], end(one["from"]), end(one["to"])) for one in answer["relations"]]
    return {
        "statements": {title: node(one) for title, one in answer["statements"].items()},
        "arguments": {title: node(one) for title, one in answer["arguments"].items()},
        "relations": sorted(relations, key=repr),
        "sections": [section(one) for one in answer["sections"]],
        "tags": sorted(answer.get("tags") or {}),
        "front matter": answer.get("frontMatter"),
    }


def is_clean(answer: dict[str, Any]) -> bool:
    return not any(answer.get(key) for key in ("parserErrors", "pluginErrors", "lexerErrors", "fatal"))


def texts() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every text with a recorded answer: label, text, answer."""
    if PROBES.is_file():
        for probe in json.loads(PROBES.read_text(encoding="utf-8"))["probes"]:
            text, answer = probe["input"], probe["expected"]
            if probe["strict"] and not text.startswith("==="):
                text = f"===\nmodel: {{mode: strict}}\n===\n\n{text}"
            yield probe["label"], text, {**answer, "strict": probe["strict"]}
    if (CORPUS / "REFERENCE_FULL.json").is_file():
        for name, answer in json.loads((CORPUS / "REFERENCE_FULL.json").read_text(encoding="utf-8")).items():
            with open(CORPUS / name, encoding="utf-8-sig", newline="") as file:
                yield name, file.read(), answer


ALL = list(texts())
pytestmark = pytest.mark.skipif(
    not ALL, reason="the recorded answers of the reference parser are not beside the project"
)


def test_clean_texts_say_the_same() -> None:
    differ = {}
    for label, text, answer in ALL:
        if not is_clean(answer):
            continue
        found, faults = ours(text, label)
        wanted = theirs(answer)
        if answer.get("strict"):  # the setting was given beside the text, and stands within it here
            for side in (found, wanted):
                side["front matter"] = None
                for kind in ("statements", "arguments"):
                    for node in side[kind].values():
                        for member in (*node["members"], *node["structure"]):
                            member["line"] = 0
        if found != wanted or faults:
            differ[label] = next((key for key in wanted if found[key] != wanted[key]), str(faults[:1]))
    assert {label: told for label, told in differ.items() if label not in DELIBERATE} == {}
    assert set(DELIBERATE) - set(differ) == set()


def test_texts_with_errors_keep_what_the_reference_keeps() -> None:
    lost = {}
    for label, text, answer in ALL:
        if is_clean(answer):
            continue
        found, faults = ours(text, label)
        # What its recovery makes up has no name of its own.
        named = [title for title in answer["statements"] if not re.fullmatch(r"Untitled \d+", title)]
        missing = [title for title in named if title not in found["statements"] and title not in found["arguments"]]
        if missing:
            lost[label] = (missing, faults[:1])
    assert lost == {}


# Texts on which the reference errs and argmap reads what is meant without a word.
READ_AS_MEANT = {
    "brace with quote brace2": "a brace in quotation marks closes nothing",
    "cr only": "a lone carriage return ends a line",
    "ws": "nothing at all is an empty map",
    "comment only doc": "nothing but comments is an empty map",
    "fm midline": "'===' within a line is text",
    "def no text eof": "a definition may have no text",
    "backslash eol": "a backslash at the end of a line is one",
    "relation tags after arg ref newline": "tags may stand in the next line",
}


def test_errors_are_told_where_the_reference_tells_them_or_before() -> None:
    silent, late = set(), {}
    for label, text, answer in ALL:
        places = [error["line"] for error in answer.get("parserErrors") or [] if error.get("line")]
        if is_clean(answer):
            continue
        faults = ours(text, label)[1]
        if not faults:
            silent.add(label)
        elif places and min(int(str(fault.line)) for fault in faults) > min(places):
            late[label] = (faults[0].line, min(places))
    assert late == {}
    assert {label for label in silent if "/" not in label} - set(READ_AS_MEANT) == set()
    assert set(READ_AS_MEANT) - silent == set()


@pytest.mark.filterwarnings("ignore::argmap.errors.ReadWarning")
def test_every_text_is_written_and_read_again() -> None:
    different = []
    for label, text, _ in ALL:
        m = am.parse(text, format="argdown")
        written = am.render(m, format="argdown", on_loss="raise")
        again = am.parse(written, format="argdown", strict=True)
        if again != m or am.render(again, format="argdown") != written:
            different.append(label)
    assert different == []
