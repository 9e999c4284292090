"""Who is who: the statements and arguments of a text by their titles, and the relations between them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from argmap.formats.argdown.language.document import (
    CONTRADICTORY,
    ArgumentNode,
    Document,
    Inference,
    Member,
    Node,
    Relation,
    Section,
    StatementNode,
)


class Nodes:
    """Gathers what elements tell into a document; untitled ones are named when all are there."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.section: Section | None = None  # that is being read
        self._statements: dict[str, StatementNode] = {}
        self._arguments: dict[str, ArgumentNode] = {}
        self._nodes: list[Node] = []  # in the order in which they come
        self._untitled: list[Node] = []
        self._relations: dict[tuple[str, int, int], Relation] = {}

    def of(self, member: Member) -> Node:
        """The statement or argument that a member belongs to."""
        if member.tags:
            self.note_tags(member.tags)
        title = member.title
        if title is None:
            node: Node = StatementNode("", untitled=True)
            self._untitled.append(node)
        elif member.is_argument:
            if (argument := self._arguments.get(title)) is not None:
                return argument
            node = self._arguments[title] = ArgumentNode(title)
        else:
            if (statement := self._statements.get(title)) is not None:
                return statement
            node = self._statements[title] = StatementNode(title)
        self._nodes.append(node)
        return node

    def note_tags(self, tags: Iterable[str]) -> None:
        """Tags in the order in which they first come."""
        known = self.document.tags
        for tag in tags:
            known.setdefault(tag, len(known))

    def unnamed_argument(self) -> ArgumentNode:
        """An argument of which there is no more than a structure."""
        argument = ArgumentNode("", untitled=True)
        self._nodes.append(argument)
        self._untitled.append(argument)
        return argument

    def drop(self, argument: ArgumentNode) -> None:
        """Take out an unnamed argument that came to nothing."""
        _drop(argument, self._nodes)
        _drop(argument, self._untitled)

    def close(self, member: Member | Inference) -> None:
        """What an element adds to its node, and its relation to the document, once all below it is read."""
        if isinstance(member, Inference) or member.closed:
            return
        member.closed = True
        node: Any = member.node
        node.add(member)
        if self.section is not None:
            member.section = self.section
            in_group = None if member.data is None else member.data.get("isInGroup")
            if in_group is True or (not member.is_reference and in_group is None and node.section is None):
                node.section = self.section
        if (relation := member.relation) is not None:
            if member.data is not None and isinstance(marks := member.data.get("argmap"), dict) and "argument" in marks:
                relation.marks = {"argument": marks["argument"]}
            self._relate(relation)

    def _relate(self, relation: Relation) -> None:
        key = (relation.type, id(relation.source), id(relation.target))
        known = self._relations.get(key)
        if known is None and relation.type == CONTRADICTORY:
            known = self._relations.get((relation.type, key[2], key[1]))
        if known is not None:
            known.places += relation.places
            known.marks = known.marks or relation.marks
            return
        self._relations[key] = relation
        self.document.relations.append(relation)

    def finish(self) -> None:
        """Names for what has no title; a title that the text gives is never taken."""
        number = 0
        for node in self._untitled:
            number += 1
            while f"Untitled {number}" in self._statements or f"Untitled {number}" in self._arguments:
                number += 1
            node.title = f"Untitled {number}"
            for member in node.members:
                member.title = node.title
        for node in self._nodes:
            if node.section is None and node.members:
                node.section = node.members[0].section
            if isinstance(node, ArgumentNode):
                self.document.arguments[node.title] = node
            elif isinstance(node, StatementNode):
                self.document.statements[node.title] = node


def _drop(node: Node, nodes: list[Node]) -> None:
    """Take out a node that came late."""
    for number in range(len(nodes) - 1, -1, -1):
        if nodes[number] is node:
            del nodes[number]
            return
