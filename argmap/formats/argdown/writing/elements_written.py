"""Claims, arguments and headings as one line of text: title, words, tags, data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from argmap.formats.argdown.language.data import flow
from argmap.formats.argdown.mapping.naming import worded
from argmap.formats.argdown.writing.escaping import escaped, marked_up, tag
from argmap.formats.argdown.writing.forms import Forms
from argmap.formats.argdown.writing.front import Row, Rows
from argmap.formats.argdown.writing.titles import Titles
from argmap.model.records import Argument, Claim, Issue

_KINDS = {"~": "negates", "/": "undercuts", "+": "supports"}
_WORDS = {"~": "The argument {} does not hold.", "/": "The step {} does not hold.", "+": "The argument {} holds."}


class Written:
    """Writes them. Attributes that Argdown has no word for stand under `argmap:` in the data."""

    def __init__(self, titles: Titles, rows: Rows, forms: Forms) -> None:
        self.titles, self.forms = titles, forms
        self.claim_rows, self.argument_rows = rows.by_id("claims"), rows.by_id("arguments")
        self.issue_rows = rows.by_id("issues")

    def heading(self, issue: Issue, level: int, usual: int) -> str:
        """A heading."""
        row = _without(self.issue_rows[issue.id], "title", "parent", "tags")
        if issue.title is not None:
            title = issue.title
            if title.endswith("?"):
                row["title"] = title  # for a heading that asks is the question
        elif issue.question is not None and issue.question.endswith("?"):
            title = row.pop("question")
        else:
            title, row["title"] = issue.id, ""
        if worded(title, otherwise="section") != issue.id:
            row["id"] = issue.id
        data = issue.data.to_json()
        if level != usual and data.get("argdown") == {"level": level}:
            del data["argdown"]
        text, tags = self._tagged(title, issue.tags, None, row)[:2]
        return " ".join(part for part in ("#" * level, text, *tags, _data(data, row)) if part)

    def claim(self, claim: Claim, marks: Row, *, elsewhere: bool, first: bool) -> tuple[str, list[str]]:
        """A claim, and blocks with its other wordings that are to stand before it."""
        sketch = claim.sketch and claim.id not in self.forms.statements
        named = claim.id not in self.titles.homes.untitled
        title = None
        if named:
            title = self.titles.argument(claim.id) if sketch else self.titles.statement(claim.id)
        shown = "" if title is None else f"<{title}>" if sketch else f"[{title}]"
        row = _without(self.claim_rows[claim.id], "text", "title", "issue", "tags")
        if sketch:
            row.pop("sketch", None)
        row |= self.titles.attributes(claim, title)
        blocks = []
        if claim.wordings and claim.text and title is not None and claim.text not in claim.wordings:
            row.pop("wordings")
            blocks = [f"{shown}: {escaped(wording)}" for wording in claim.wordings]
        data = claim.data.to_json()
        told = _pop(data, "argdown", "markup", "negation")
        text, tags, written = self._tagged(
            claim.text, claim.tags, told.get("markup"), row, first=first and title is None
        )
        if not written or (told.get("markup") is not None and not told["markup"]):
            _put(data, "argdown", "markup", told["markup"])
        if "negation" in told and not self._tells_negation(claim, told["negation"]):
            _put(data, "argdown", "negation", told["negation"])
        braces = _data(data, row | marks)
        if not text and shown and elsewhere and not tags:
            # A definition without a text, so that it belongs where it stands and not where it is first named.
            return f"{shown}:\n{braces or '{}'}", blocks
        head = f"{shown}: {text}".rstrip() if text or elsewhere else shown
        return " ".join(part for part in (head if shown else text, *tags, braces) if part), blocks

    def negation(self, claim: Claim) -> str:
        """`[~x]: Not: …`."""
        title = self.titles.special("~", claim.id)
        told: Any = claim.data.get("argdown")
        own = told.get("negation") if hasattr(told, "get") else None
        text = own if self._tells_negation(claim, own) else f"Not: {claim.text or claim.title or claim.id}"
        return f"[{title}]: {escaped(str(text))} {flow({'argmap': {'negates': claim.id}})}"

    def _tells_negation(self, claim: Claim, words: Any) -> bool:
        """Whether these words for the negation stand in the text and are read from there."""
        return (
            claim.id in self.forms.negated
            and isinstance(words, str)
            and bool(words)
            and not words.startswith("Not:")
            and words == " ".join(words.split())
        )

    def special(self, sign: str, id: str, title: str) -> str:
        """A conclusion that stands for something else."""
        name = self.titles.argument(id) if id in self.titles.named_arguments else id
        return f"[{title}]: {escaped(_WORDS[sign].format(name))} {flow({'argmap': {_KINDS[sign]: id}})}"

    def argument(self, record: Argument) -> tuple[str, Row]:
        """What stands behind the title of an argument with a structure, and the data of its last inference."""
        row = self._row(record, "title", "text", "tags")
        if record.kind != "attack":
            row.pop("kind", None)
        if not rules_of(record):
            row |= {"schemes": list(record.schemes)} if record.schemes else {}
        title = None if self.titles.can_go_unnamed(record) else self.titles.argument(record.id)
        row |= self.titles.attributes(record, title)
        data = record.data.to_json()
        told = _pop(data, "argdown", "markup", "inference")
        inner = told.get("inference")
        if inner is not None and (not isinstance(inner, dict) or not inner or "argmap" in inner or "from" in inner):
            _put(data, "argdown", "inference", inner)
            inner = None
        text, tags, written = self._tagged(record.text or "", record.tags, told.get("markup"), row)
        if not written or (told.get("markup") is not None and not told["markup"]):
            _put(data, "argdown", "markup", told["markup"])
        parts = [*tags, _data(data, row)]
        behind = " ".join(part for part in parts if part)
        return (f": {text} {behind}".rstrip() if text else behind), inner or {}

    def _row(self, record: Argument, *told: str) -> Row:
        """What neither the structure tells nor `told`; the issue only where the heading would not make it one's own."""
        row = _without(self.argument_rows[record.id], "premises", "target", "schemes", *told)
        if record.issue is None or record.issue != self.forms.issue_of(record.target.id):
            row.pop("issue", None)
        return row

    def step(self, record: Argument, usual: str) -> tuple[Row, Row]:
        """Data and attributes of an earlier step, which stand in its inference."""
        row = self._row(record, "part_of", "kind")
        if record.id != usual:
            row["id"] = record.id
        if record.schemes and not rules_of(record):
            row["schemes"] = list(record.schemes)
        return record.data.to_json(), row

    def _tagged(
        self, text: str, tags: Sequence[str], markup: Any, row: Row, *, first: bool = False
    ) -> tuple[str, list[str], bool]:
        """A text, the tags to be put behind it, and whether its markup is in it; tags without a form go to the row."""
        made, inline, written = marked_up(text, tags, markup, first=first, tags_in_text=self.forms.tags_in_text)
        behind = [name for name in tags if name not in inline]
        shown = [tag(name) for name in behind]
        if [*inline, *behind] != list(tags) or None in shown:
            row["tags"] = list(tags)
        return made, [one for one in shown if one is not None], written


def rules_of(record: Argument) -> str | None:
    """The schemes of an argument as rules of an inference; None when they cannot be."""
    if any(not rule or "\n" in rule for rule in record.schemes):
        return None
    return ", ".join(_rule(rule) for rule in record.schemes)


# Two hyphens end an inference, and so would one next to those at its end.
_HYPHEN = re.compile(r"(?<![^-])-|-(?![^-])")


def _rule(text: str) -> str:
    return _HYPHEN.sub(r"\\-", escaped(text).replace(",", "\\,"))


def _data(data: Row, row: Row) -> str:
    """Data in braces, what is argmap's own last."""
    own = dict(data)
    if "argmap" in own:
        row = {**row, "data": {"argmap": own.pop("argmap")}}
    if row:
        own["argmap"] = row
    return flow(own) if own else ""


def _without(row: Row, *keys: str) -> Row:
    return {key: value for key, value in row.items() if key not in keys}


def _pop(data: Row, key: str, *names: str) -> Row:
    """Take entries out of a mapping within data; a mapping that is emptied by that goes."""
    inner = data.get(key)
    if not isinstance(inner, dict):
        return {}
    found = {name: inner.pop(name) for name in names if name in inner}
    if found and not inner:
        del data[key]
    return found


def _put(data: Row, key: str, name: str, value: Any) -> None:
    data.setdefault(key, {})[name] = value
