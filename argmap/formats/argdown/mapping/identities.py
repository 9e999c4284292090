"""Which id each element of a document gets. An id that the text gives stands; nothing else can take it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from argmap.errors import ArgmapError
from argmap.formats._sheets.grid import Grid
from argmap.formats.argdown.language.document import ArgumentNode, Document, Inference, Node, Relation, Section
from argmap.formats.argdown.language.faults import Faults
from argmap.formats.argdown.mapping.naming import Ids, is_id, worded
from argmap.formats.argdown.mapping.texts import told
from argmap.model.line_ids import bare_id, tie_id, unnamed_id
from argmap.model.text import identifier

Element = Node | Inference


class Identities:
    """The ids of sections, statements, arguments and their steps; those of lines are made when they are read."""

    def __init__(self, document: Document, faults: Faults, grids: dict[str, Grid]) -> None:
        self.document, self.faults = document, faults
        self.ids, self.issue_ids = Ids(), Ids()
        self._of: dict[Element | Section, str] = {}
        #: The id of a statement, an argument, or a step; that of an issue. Asked for each line, so no call of ours.
        self.of: Callable[[Element], str] = self._of.__getitem__
        self.of_section: Callable[[Section], str] = self._of.__getitem__
        self._given()
        self._titled()
        #: Ids that the text gives, not those made of its words: rows of sheets may tell more of what has them.
        self.told = self._told() if grids else {}
        self._in_sheets(grids)
        self._sections()
        self._worded()
        self._steps()

    def by_collection(self) -> dict[str, list[str]]:
        """The ids of arguments, for sheets that tell more of them."""
        arguments = [self._of[one] for one in self.document.arguments.values() if one.structure]
        steps = [
            self._of[member.inference]
            for one in self.document.arguments.values()
            for member in one.structure[:-1]
            if member.inference is not None
        ]
        lines = [given for relation in self._lines() if (given := mark_id(relation))]
        return {"arguments": arguments + steps + lines}

    def of_line(self, relation: Relation, premise: str, kind: str, target: str) -> str:
        """The id of an argument that is a line."""
        return (mark_id(relation) if relation.marks else None) or self.ids.made(bare_id(premise, kind, target))

    def of_tie(self, relation: Relation, a: str, kind: str, b: str) -> str:
        """The id of a relation that is a line."""
        return mark_id(relation) or self.ids.made(tie_id(a, kind, b))

    # -- in the order in which ids are given ---------------------------------------------------------------------------

    def _in_sheets(self, grids: dict[str, Grid]) -> None:
        for name in ("claims", "arguments", "relations", "issues"):
            grid = grids.get(name)
            header = [text.strip().lower() for text in grid.header] if grid else []
            if grid and "id" in header:
                at = header.index("id")
                ids = self.issue_ids if name == "issues" else self.ids
                for _, cells in grid.rows:
                    ids.take(cells[at].strip())

    def _sections(self) -> None:
        for section in self.document.sections:
            if section not in self._of:
                title = told(section.text, section.ranges)[0]
                self._of[section] = self.issue_ids.made(worded(title, otherwise="section"))

    def _told(self) -> dict[str, set[str]]:
        told = {
            "issues": {self._of[one] for one in self.document.sections if one in self._of},
            "claims": {self._of[one] for one in self.document.statements.values() if one in self._of},
            "arguments": {mark_id(one) or "" for one in self._lines()} - {""},
        }
        for argument in self.document.arguments.values():
            if argument in self._of:
                told["arguments" if argument.structure else "claims"].add(self._of[argument])
            told["arguments"].update(
                self._of[member.inference]
                for member in argument.structure[:-1]
                if member.inference is not None and member.inference in self._of
            )
        return told

    def _given(self) -> None:
        for section in self.document.sections:
            self._explicit(section, section.data, self.issue_ids, section.at)
        for node in (*self.document.statements.values(), *self.document.arguments.values()):
            if node.data:
                self._explicit(node, node.data, self.ids, node.at)
        for argument in self.document.arguments.values():
            for member in argument.structure[:-1]:
                if member.inference is not None and member.inference.data:
                    self._explicit(member.inference, member.inference.data, self.ids, member.inference.at)
        for relation in self._lines():
            if (given := mark_id(relation)) and not self.ids.take(given):
                self.faults.add(relation.places[0], f"the id {given!r:.60} is taken")
                relation.marks = {}

    def _lines(self) -> list[Relation]:
        return [one for one in (*self.document.relations, *self.document.redundant) if one.marks]

    def _explicit(self, element: Any, data: Any, ids: Ids, at: int) -> None:
        row = data.get("argmap")
        given = row.get("id") if isinstance(row, dict) else None
        if given is None:
            return
        try:
            given = identifier(given)
        except ArgmapError as error:
            self.faults.add(at, f"argmap: {error}")
        else:
            if ids.take(given):
                self._of[element] = given
            else:
                self.faults.add(at, f"the id {given!r:.60} is taken", "give it an id of its own")
        row.pop("id", None)

    def _titled(self) -> None:
        """Titles that can be ids; those of statements first, for claims are what is named most."""
        take, of = self.ids.take, self._of
        for nodes in (self.document.statements, self.document.arguments):
            for title, node in nodes.items():
                if node not in of and not node.untitled and (title.isalnum() or is_id(title)) and take(title):
                    of[node] = title

    def _worded(self) -> None:
        # What may only stand for something else (`[~x]`, `[/a]`) comes last: no claim is to give way to it.
        last = [one for title, one in self.document.statements.items() if title[:1] in ("~", "/", "+")]
        skipped = set(last)
        for node in (*self.document.statements.values(), *self.document.arguments.values(), *last):
            if node in self._of:
                continue
            if node in skipped:
                skipped.remove(node)
            elif not node.untitled:
                self._of[node] = self.ids.made(worded(node.title, otherwise="untitled"))
            elif not isinstance(node, ArgumentNode):
                member = node.members[-1]
                self._of[node] = self.ids.made(worded(told(member.text, member.ranges)[0], otherwise="untitled"))
        for argument in self.document.arguments.values():
            if argument not in self._of:
                conclusion = self.document.statements[argument.structure[-1].title or ""]
                self._of[argument] = self.ids.made(unnamed_id(self._of[conclusion]))

    def _steps(self) -> None:
        for argument in self.document.arguments.values():
            if not argument.structure:
                continue
            number, own = 0, self._of[argument]
            for member in argument.structure[:-1]:
                if member.inference is not None:
                    number += 1
                    if member.inference not in self._of:
                        self._of[member.inference] = self.ids.made(f"{own}-{number}")
            if (last := argument.structure[-1].inference) is not None:
                self._of[last] = own


def mark_id(relation: Relation) -> str | None:
    """The id that the text gives to a line."""
    mark = relation.marks.get("argument")
    given = mark.get("id") if isinstance(mark, dict) else mark
    return given if isinstance(given, str) and is_id(given) else None
