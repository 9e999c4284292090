"""A map to Argdown: front matter, then under each heading the claims of the issue, their reasons below them.

Each record stands in one place, so that a change to one changes one place of the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from argmap.formats.argdown.language.data import flow
from argmap.formats.argdown.writing.elements_written import Written
from argmap.formats.argdown.writing.forms import Forms, conclusion_of
from argmap.formats.argdown.writing.front import Row, Rows, front_matter
from argmap.formats.argdown.writing.homes import BELOW, BLOCK, WITHIN, Homes
from argmap.formats.argdown.writing.structures_written import Structure
from argmap.formats.argdown.writing.titles import Titles
from argmap.model.argument_map import ArgumentMap
from argmap.model.line_ids import bare_id, tie_id
from argmap.model.records import Argument, Claim, Issue, Relation
from argmap.model.values import Literal

_SIGNS = {"support": "+", "attack": "-", "undercut": "<_"}
_ONWARD = {"~": "->", "/": "_>", "+": "+>"}


def text_of(m: ArgumentMap) -> str:
    """The map as an Argdown text."""
    return _Writing(m).text()


class _Writing:
    def __init__(self, m: ArgumentMap) -> None:
        self.m = m
        self.issues: dict[str, Issue] = m._store.collections["issues"]
        self.forms = Forms(m)
        self.claims, self.arguments = self.forms.claims, self.forms.arguments
        self.homes = Homes(m, self.forms)
        self.titles = Titles(self.forms, self.homes)
        self.rows = Rows(m)
        self.elements = Written(self.titles, self.rows, self.forms)
        self.blocks: list[str] = []
        self.waiting_blocks: list[str] = []  # other wordings of what stands in the next block
        self.after_argument = False
        self.section: str | None = None
        self.first_in: dict[str, str | None] = {}  # claim -> the issue under which it is first named
        self.defined_within: set[str] = set()
        self.defined: set[tuple[str, str]] = set()  # conclusions that stand for something else
        self.supporters: dict[str, list[Argument]] = {}
        for record in self.forms.structures:
            self.supporters.setdefault(str(record.target), []).append(record)

    def text(self) -> str:
        """All of it."""
        claims: dict[str | None, list[str]] = {}
        for id, claim in self.claims.items():
            claims.setdefault(claim.issue, []).append(id)
        structures: dict[str | None, dict[str, Argument]] = {}
        for record in self.forms.structures:
            structures.setdefault(self.forms.issue_of(record.id), {})[record.id] = record
        for issue, level, usual in self._issues():
            if issue is not None:
                self._add(self.elements.heading(issue, level, usual))
            self.section = issue.id if issue is not None else None
            waiting = structures.get(self.section, {})
            for id in claims.get(self.section, ()):
                if self.homes.home[id][0] == BLOCK:
                    self._block(id)
                    self._structures([id, f"~{id}"], waiting)
            while waiting:
                record = waiting.pop(next(iter(waiting)))
                self._structure(record)
                self._structures([record.id], waiting)
        return front_matter(self.m, self._sheets()) + "\n\n".join(self.blocks) + ("\n" if self.blocks else "")

    def _sheets(self) -> dict[str, list[Row]]:
        """What stands in the front matter."""
        found = {}
        for name in ("cases", "parties", "memberships", "sources"):
            found[name] = self.rows.of(name)
        for name in ("arguments", "relations"):
            found[name] = [row for row in self.rows.of(name) if row["id"] in self.forms.rows]
        for name in ("positions", "outcomes", "evidence", "order"):
            found[name] = self.rows.of(name)
        return found

    def _issues(self) -> Iterator[tuple[Issue | None, int, int]]:
        """The issues in the order of the text, each with the level of its heading and the usual one; None first."""
        yield None, 0, 0
        below: dict[str | None, list[Issue]] = {}
        for issue in self.issues.values():
            below.setdefault(issue.parent, []).append(issue)
        todo = [(issue, 0) for issue in reversed(below.get(None, []))]
        used: dict[str | None, int] = {}  # level of the last heading below an issue
        while todo:
            issue, above = todo.pop()
            told: Any = issue.data.get("argdown")
            level = told.get("level") if hasattr(told, "get") else None
            most = used.get(issue.parent)
            if not isinstance(level, int) or isinstance(level, bool) or not above < level <= 60:
                level = above + 1
            # A heading may not be deeper than its elder sibling: it would be taken for the sibling's child.
            level = level if most is None else min(level, most)
            used[issue.parent] = level
            yield issue, level, above + 1
            todo += [(one, level) for one in reversed(below.get(issue.id, []))]

    # -- blocks --------------------------------------------------------------------------------------------------------

    def _add(self, block: str, *, argument: bool = False) -> None:
        for wording in self.waiting_blocks:
            self.blocks.append(wording)
        self.waiting_blocks.clear()
        self.blocks.append(block)
        self.after_argument = argument

    def _block(self, id: str) -> None:
        named = self.first_in.get(id, "…") == self.section
        lines = [self._told(self.claims[id], first=True), *self._below(id, 1)]
        if not named or len(lines) > 1 or lines[0] != self._end(Literal(id)):
            self._add("\n".join(lines), argument=self._is_sketch(id))

    def _structures(self, targets: list[str], waiting: dict[str, Argument]) -> None:
        """The structures that bear on something, and those that bear on them in turn."""
        todo = [one for target in reversed(targets) for one in reversed(self.supporters.get(target, []))]
        while todo:
            record = todo.pop()
            if record.id in waiting:
                del waiting[record.id]
                self._structure(record)
                todo += reversed(self.supporters.get(record.id, []))

    def _structure(self, record: Argument) -> None:
        sign, named = self._special(record)
        onward = ""
        there = named in self.claims or named in self.titles.named_arguments
        if sign and there and not (sign == "~" and named in self.claims):
            onward = f"  {_ONWARD[sign]} {self._end(Literal(named))}"
        lines = self._below(record.id, 1)
        heading, inner = self.elements.argument(record)
        structure = Structure(self, record, inner).lines()
        # Right below an argument, or another wording of one, it would be taken for that one's structure.
        below = self.after_argument if not self.waiting_blocks else self.waiting_blocks[-1].startswith("<")
        unnamed = self.titles.can_go_unnamed(record) and heading == "" and not lines and not below
        if not unnamed:
            title = f"<{self.titles.argument(record.id)}>"
            head = title + (f"{heading}" if heading[:1] in (":", "") else f" {heading}")
            self._add("\n".join([head, *([onward] if onward else []), *lines]))
        self._add("\n".join(structure))

    def _special(self, record: Argument) -> tuple[str, str]:
        """The sign and the id of what a conclusion stands for; empty when it concludes a claim."""
        end, target = conclusion_of(record), record.target.id
        if record.kind == "undercut":
            return "/", target
        if end[:1] == "~":
            return "~", target
        return ("", "") if target in self.claims and not self._is_sketch(target) else ("+", target)

    # -- elements ------------------------------------------------------------------------------------------------------

    def _is_sketch(self, id: str) -> bool:
        """Whether it is written in angle brackets, as an argument without a structure."""
        return id in self.claims and self.claims[id].sketch and id not in self.forms.statements

    def _end(self, literal: Literal) -> str:
        """What refers to a claim, its negation, or an argument."""
        if literal.negated:
            return f"[{self.titles.special('~', literal.id)}]"
        self.first_in.setdefault(literal.id, self.section)
        if literal.id in self.claims and not self._is_sketch(literal.id):
            return f"[{self.titles.statement(literal.id)}]"
        return f"<{self.titles.argument(literal.id)}>"

    def _told(self, claim: Claim, marks: Row | None = None, *, first: bool = False) -> str:
        """A claim in its home."""
        elsewhere = self.first_in.setdefault(claim.id, self.section) != self.section and not claim.text
        text, wordings = self.elements.claim(claim, marks or {}, elsewhere=elsewhere, first=first)
        self.waiting_blocks += wordings
        return text

    def _below(self, id: str, depth: int) -> list[str]:
        """The lines below a claim, an argument, or (`~x`) a negation."""
        lines: list[str] = []
        for record in self.forms.lines.get(id, ()):
            lines += self._line(record, depth)
        if id in self.claims or id[:1] == "~":
            lines += self._outline(id, depth)
            for tie in self.forms.ties.get(id, ()):
                sign = "><" if tie.kind == "contradiction" else "->"
                lines.append(f"{'  ' * depth}{sign} {self._tie(tie)}")
        if id in self.forms.negated and id in self.claims:
            sign = "-" if self._is_sketch(id) else "><"
            lines.append(f"{'  ' * depth}{sign} {self.elements.negation(self.claims[id])}")
            lines += self._below(f"~{id}", depth + 1)
        return lines

    def _outline(self, id: str, depth: int) -> Iterator[str]:
        """A line for each structure that bears on a claim: what it supports or attacks shows at a glance."""
        if not self.forms.outlined or self._is_sketch(id.removeprefix("~")):
            return
        for record in self.supporters.get(id, ()):
            if record.kind == "undercut" or self.homes.home.get(id) == (WITHIN, record.id):
                continue
            if not self.titles.can_go_unnamed(record):
                yield f"{'  ' * depth}{_SIGNS[record.kind]} <{self.titles.argument(record.id)}>"

    def _line(self, record: Argument, depth: int) -> list[str]:
        """An argument that is one line, and what stands below its premise when that has its home here."""
        kind = record.manner or record.kind
        sign, indent = _SIGNS[kind], "  " * depth
        premise = record.premises[0]
        made = bare_id(str(premise), "entails" if record.strict else kind, str(record.target))
        marks = self._marks(record.id, made)
        sketches = self.forms.sketch_of(record) if record.data else []
        if sketches:
            names = [f"<{self.titles.argument(name)}>" for name in sketches]
            told = [f"{names[0]}{_data(marks)}", *names[1:]]
            return [f"{indent}{sign} {one}" for one in told]
        if self.homes.home.get(premise.id) != (BELOW, record.id) or premise.negated:
            return [f"{indent}{sign} {self._end(premise)}{_data(marks)}"]
        return [f"{indent}{sign} {self._told(self.claims[premise.id], marks)}", *self._below(premise.id, depth + 1)]

    def _tie(self, tie: Relation) -> str:
        marks = {} if tie.id == tie_id(str(tie.a), tie.kind, str(tie.b)) else {"argument": tie.id}
        return f"{self._end(tie.b)}{_data(marks)}"

    def _marks(self, id: str, made: str) -> Row:
        """What a line says of its argument: id and authors, where they do not go without saying."""
        by = self.elements.argument_rows.get(id, {}).get("by")
        if by:
            return {"argument": {"id": id, "by": by} if id != made else {"by": by}}
        return {} if id == made else {"argument": id}

    # -- what a structure needs ----------------------------------------------------------------------------------------

    def statement(self, literal: Literal, home: str, marks: Row) -> list[str]:
        """A premise or conclusion of the structure `home`, with the lines below it when it has its home there."""
        own = not literal.negated and self.homes.home.get(literal.id) == (WITHIN, home)
        if own and literal.id not in self.defined_within:
            self.defined_within.add(literal.id)
            return [self._told(self.claims[literal.id], marks), *self._below(literal.id, 2)]
        return [f"{self._end(literal)}{_data(marks)}"]

    def conclusion(self, record: Argument, home: str) -> list[str]:
        """What a structure concludes in the end."""
        sign, named = self._special(record)
        if not sign:
            return self.statement(Literal(conclusion_of(record)), home, {})
        title = self.titles.special(sign, named)
        if (sign == "~" and named in self.claims) or (sign, named) in self.defined:
            return [f"[{title}]"]
        self.defined.add((sign, named))
        return [self.elements.special(sign, named, title)]

    def is_within(self, claim: Claim, record: Argument) -> bool:
        """Whether a claim has its home in a structure."""
        return self.homes.home[claim.id] == (WITHIN, record.id)

    def undercuts(self, step: str) -> list[str]:
        """The lines below an inference."""
        return [line for record in self.forms.undercuts.get(step, ()) for line in self._line(record, 2)]


def _data(marks: Row) -> str:
    return f" {flow({'argmap': marks})}" if marks else ""
