"""Which id each element of a document gets. An id that the text gives stands; nothing else can take it."""

from __future__ import annotations

from typing import Any

from argmap.errors import ArgmapError
from argmap.formats._sheets.grid import Grid
from argmap.formats.argdown.document import ArgumentNode, Document, Inference, Node, Relation, Section
from argmap.formats.argdown.faults import Faults
from argmap.formats.argdown.naming import Ids, is_id, worded
from argmap.formats.argdown.texts import told
from argmap.model.line_ids import bare_id, tie_id, unnamed_id
from argmap.model.text import identifier


class Identities:
    """The ids of sections, statements, arguments and their steps; those of lines are made when they are read."""

    def __init__(self, document: Document, faults: Faults, grids: dict[str, Grid]) -> None:
        self.document, self.faults = document, faults
        self.ids, self.issue_ids = Ids(), Ids()
        self._of: dict[int, str] = {}
        self._in_sheets(grids)
        self._sections()
        self._given()
        self._titled()
        self._worded()
        self._steps()

    def of(self, element: Node | Inference) -> str:
        """The id of a statement, an argument, or a step."""
        return self._of[id(element)]

    def of_section(self, section: Section) -> str:
        """The id of an issue."""
        return self._of[id(section)]

    def by_collection(self) -> dict[str, list[str]]:
        """The ids of arguments, for sheets that tell more of them."""
        arguments = [self._of[id(one)] for one in self.document.arguments.values() if one.structure]
        steps = [
            self._of[id(member.inference)]
            for one in self.document.arguments.values()
            for member in one.structure[:-1]
            if member.inference is not None
        ]
        lines = [given for relation in self._lines() if (given := mark_id(relation))]
        return {"arguments": arguments + steps + lines}

    def of_line(self, relation: Relation, premise: str, kind: str, target: str) -> str:
        """The id of an argument that is a line."""
        return mark_id(relation) or self.ids.made(bare_id(premise, kind, target))

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
            self._explicit(section, section.data, self.issue_ids, section.at)
        for section in self.document.sections:
            if id(section) not in self._of:
                title = told(section.text, section.ranges)[0]
                self._of[id(section)] = self.issue_ids.made(worded(title, otherwise="section"))

    def _given(self) -> None:
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
                self._of[id(element)] = given
            else:
                self.faults.add(at, f"the id {given!r:.60} is taken", "give it an id of its own")
        row.pop("id", None)

    def _titled(self) -> None:
        """Titles that can be ids; those of statements first, for claims are what is named most."""
        take, of = self.ids.take, self._of
        for nodes in (self.document.statements, self.document.arguments):
            for title, node in nodes.items():
                key = id(node)
                if key not in of and not node.untitled and (title.isalnum() or is_id(title)) and take(title):
                    of[key] = title

    def _worded(self) -> None:
        for node in (*self.document.statements.values(), *self.document.arguments.values()):
            if id(node) in self._of:
                continue
            if not node.untitled:
                self._of[id(node)] = self.ids.made(worded(node.title, otherwise="untitled"))
            elif not isinstance(node, ArgumentNode):
                member = node.members[-1]
                self._of[id(node)] = self.ids.made(worded(told(member.text, member.ranges)[0], otherwise="untitled"))
        for argument in self.document.arguments.values():
            if id(argument) not in self._of:
                conclusion = self.document.statements[argument.structure[-1].title or ""]
                self._of[id(argument)] = self.ids.made(unnamed_id(self._of[id(conclusion)]))

    def _steps(self) -> None:
        for argument in self.document.arguments.values():
            if not argument.structure:
                continue
            number, own = 0, self._of[id(argument)]
            for member in argument.structure[:-1]:
                if member.inference is not None:
                    number += 1
                    if id(member.inference) not in self._of:
                        self._of[id(member.inference)] = self.ids.made(f"{own}-{number}")
            self._of[id(argument.structure[-1].inference)] = own


def mark_id(relation: Relation) -> str | None:
    """The id that the text gives to a line."""
    mark = relation.marks.get("argument")
    given = mark.get("id") if isinstance(mark, dict) else mark
    return given if isinstance(given, str) and is_id(given) else None
