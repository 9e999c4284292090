"""Arguments and relations: the steps of premise-conclusion structures, and the lines between elements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from argmap.formats.argdown.language.document import (
    ATTACK,
    CONTRADICTORY,
    CONTRARY,
    ENTAILS,
    SUPPORT,
    UNDERCUT,
    ArgumentNode,
    Document,
    Inference,
    Member,
    Node,
    Relation,
    StatementNode,
)
from argmap.formats.argdown.mapping.attributes import Attributes
from argmap.formats.argdown.mapping.folding import NEGATES, SUPPORTS, UNDERCUTS, Folding
from argmap.formats.argdown.mapping.identities import Identities
from argmap.formats.argdown.mapping.orders import usual_order
from argmap.formats.argdown.mapping.texts import texts_of
from argmap.model import records
from argmap.model.line_ids import bare_id
from argmap.model.records import Argument
from argmap.model.values import Literal, literal

Add = Callable[[Any, dict[str, Any], int], Any]

_PLAIN = frozenset({SUPPORT, ATTACK})
_TIES = {CONTRADICTORY: "contradiction", CONTRARY: "contrary"}


class Reasons:
    """Reads them; each record goes to `add`, with where it stands."""

    def __init__(
        self,
        document: Document,
        identities: Identities,
        folding: Folding,
        attributes: Attributes,
        add: Add,
        claims: Iterable[Any],
        elsewhere: Iterable[Any],
    ) -> None:
        #: The issues of claims, and of arguments and steps as their sections tell; records that sheets tell.
        self.issues: dict[str, str | None] = {one.id: one.issue for one in claims}
        self.elsewhere = {one.id: one for one in elsewhere}
        self.document, self.identities, self.folding = document, identities, folding
        self.attributes, self.faults, self.add = attributes, folding.faults, add
        self._folds = bool(folding)
        #: A statement or a sketch as `x` or `~x`.
        self._bare: Callable[[Node], str] = folding.literal if self._folds else identities.of

    def read(self) -> None:
        """All structures, then all lines."""
        reconstructed = [argument for argument in self.document.arguments.values() if argument.structure]
        for argument in reconstructed:
            issue = None if argument.section is None else self.identities.of_section(argument.section)
            for member in argument.structure:
                if member.inference is not None:
                    self.issues[self.identities.of(member.inference)] = issue
        for argument in sorted(reconstructed, key=lambda one: one.structure_at or 0):
            self._structure(argument)
        said_already, line = self.folding.is_said_already, self._line
        for relation in (*self.document.relations, *self.document.redundant):
            if not (self._folds and said_already(relation)):
                line(relation)

    # -- structures ----------------------------------------------------------------------------------------------------

    def _structure(self, argument: ArgumentNode) -> None:
        own = self.identities.of(argument)
        structure = argument.structure
        steps: list[tuple[list[int], int]] = []
        before = 0
        for number, member in enumerate(structure):
            if (inference := member.inference) is None:
                continue
            plain = list(range(before, number))
            used, redundant = self._used(member, inference, plain, len(structure), number)
            before = number
            steps.append((used, number))
            last = number == len(structure) - 1
            order = self._order(structure, steps) if last else []
            self._step(argument, own, member, inference, [structure[one] for one in used], redundant, order, last)

    def _order(self, structure: Sequence[Member], steps: list[tuple[list[int], int]]) -> list[str]:
        """The whole structure as literals, where its steps alone would not give it in this order."""
        texts = [str(self._literal(member)) for member in structure]
        actual = [(text, member.inference is not None) for text, member in zip(texts, structure, strict=True)]
        if usual_order([([texts[one] for one in used], texts[end]) for used, end in steps]) == actual:
            return []
        return [f"= {text}" if is_conclusion else text for text, is_conclusion in actual]

    def _used(
        self, member: Member, inference: Inference, plain: list[int], size: int, own: int
    ) -> tuple[list[int], dict[str, Any]]:
        """The statements that an inference uses; and what it says of them, where that goes without saying."""
        for data in (inference.data, member.data or {}):
            for key in ("uses", "from"):
                if key not in data or not isinstance(data[key], list):
                    continue
                listed = data[key]
                used: list[int] = []
                for one in listed:
                    if isinstance(one, int) and not isinstance(one, bool) and 0 < one <= size and one - 1 != own:
                        used.append(one - 1)
                    else:
                        self.faults.add(
                            inference.at, f"{key}: there is no statement {one!r:.20} here", f"1 to {size} can be named"
                        )
                used = list(dict.fromkeys(used))
                if used:
                    return used, {key: listed} if used == plain and data is inference.data else {}
        return plain, {}

    def _step(
        self,
        argument: ArgumentNode,
        own: str,
        conclusion: Member,
        inference: Inference,
        premises: list[Member],
        redundant: dict[str, Any],
        order: list[str],
        last: bool,
    ) -> None:
        fields: dict[str, Any] = {"id": own if last else self.identities.of(inference)}
        if not last:
            fields["part_of"] = own
        if inference.rules:
            fields["schemes"] = tuple(dict.fromkeys(inference.rules))
        row: dict[str, Any] = {}
        data: dict[str, Any] = {}
        if last:
            data, row = self._description(argument, fields)
        if inference.data:
            more = {key: value for key, value in inference.data.items() if key not in ("argmap", "uses", "from")}
            marks = inference.data.get("argmap")
            row.update(marks if isinstance(marks, dict) else {})
            more.update(redundant)
            if last and more:
                data.setdefault("argdown", {})["inference"] = more
            elif not last:
                data = _nested(more, redundant) if redundant else more
        if order:
            data.setdefault("argdown", {})["structure"] = order
        if data:
            fields["data"] = data
        if row:
            given = self.attributes.read("arguments", row, inference.at)
            if "data" in given:
                given["data"] = {**data, **given["data"]}
            fields.update(given)
        fields["premises"] = self._premises(premises)
        if not fields["premises"]:
            return
        kind = fields.get("kind") or SUPPORT
        fields["kind"], fields["target"] = self._target(conclusion, kind)
        if argument.section is not None and "issue" not in fields:
            own = self.identities.of_section(argument.section)
            if self._issue_of(fields["target"].removeprefix("~")) != own:
                fields["issue"] = own
        self.add(Argument, fields, argument.structure_at or inference.at)

    def _issue_of(self, id: str) -> str | None:
        """The issue of a claim, or that to which an argument belongs: its own, or in the end that of its target."""
        seen = set()
        while id not in self.issues and id in self.elsewhere and id not in seen:
            seen.add(id)
            record = self.elsewhere[id]
            if record.issue is not None or not isinstance(record, Argument):
                issue: str | None = record.issue
                return issue
            id = record.target.id
        return self.issues.get(id)

    def _description(self, argument: ArgumentNode, fields: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """What the argument itself says, besides its structure."""
        text, markup, others = texts_of(argument)
        if text.strip():
            fields["text"] = text
        if not argument.untitled and argument.title != fields["id"]:
            fields["title"] = argument.title
        if argument.tags:
            fields["tags"] = tuple(argument.tags)
        data = {key: value for key, value in argument.data.items() if key != "argmap"}
        row = argument.data.get("argmap")
        extra: dict[str, Any] = {}
        if markup:
            extra["markup"] = markup
        if others:
            extra["descriptions"] = others
        if extra:
            data["argdown"] = {**extra, **data.get("argdown", {})}
        row = dict(row) if isinstance(row, dict) else {}
        row.pop("argument", None)
        return data, row

    def _premises(self, members: list[Member]) -> tuple[Literal, ...]:
        found: list[Literal] = []
        at: list[int] = []
        for member in members:
            node = self.document.statements[member.title or ""]
            if self._folds and self.folding.kind(node)[0] in (UNDERCUTS, SUPPORTS):
                self.faults.add(member.at, f"[{node.title:.60}] can only be a conclusion; left out")
                continue
            found.append(self._literal(member))
            at.append(member.at)
        once = dict.fromkeys(found)
        if len(once) < len(found):
            seen: set[Literal] = set()
            for place, one in zip(at, found, strict=True):
                if one in seen:
                    self.faults.add(place, f"the premise {one} stands there twice; it counts once")
                seen.add(one)
        return tuple(once)

    def _literal(self, member: Member) -> Literal:
        made = literal(self._bare(self.document.statements[member.title or ""]))
        marks = (member.data or {}).get("argmap")
        if member.inference is None and isinstance(marks, dict):
            return self._marked(made, marks, member.at)
        return made

    def _marked(self, plain: Literal, marks: dict[str, Any], at: int) -> Literal:
        """A premise that is supposed, an assumption or an exception."""
        supposed, role = marks.get("supposed", False), marks.get("role", "ordinary")
        if isinstance(supposed, bool) and role in ("ordinary", "assumption", "exception"):
            return Literal(plain.id, plain.negated, supposed, role)
        self.faults.add(at, "argmap: expected supposed: true, or role: assumption or exception")
        return plain

    def _target(self, conclusion: Member, kind: str) -> tuple[str, str]:
        """Kind and target of a step, from what it concludes: to attack x is to conclude `[~x]`."""
        node = self.document.statements[conclusion.title or ""]
        stands_for, named = self.folding.kind(node)
        if stands_for == UNDERCUTS:
            return UNDERCUT, named
        if stands_for == SUPPORTS:
            return kind, f"~{named}" if kind == ATTACK else named
        if stands_for == NEGATES:
            return kind, named if kind == ATTACK else f"~{named}"
        own = self.identities.of(node)
        return kind, f"~{own}" if kind == ATTACK else own

    # -- lines ---------------------------------------------------------------------------------------------------------

    def _line(self, relation: Relation) -> None:
        at = relation.places[0]
        source = self._end(relation.source)
        target: Any = relation.target
        if relation.type in _PLAIN and not (self._folds or relation.marks or relation.sketches):
            # As nearly all lines are: the rest is about what this one has not.
            named = self._end(target) if isinstance(target, StatementNode) else self.identities.of(target)
            id = self.identities.ids.made(bare_id(source, relation.type, named))
            self.add(Argument, {"id": id, "premises": (source,), "target": named, "kind": relation.type}, at)
            return
        if relation.type in _TIES:
            self._tie(relation, source, self._end(target), at)
            return
        if self._folds and self.folding.kind(relation.source)[0] in (UNDERCUTS, SUPPORTS):
            self.faults.add(at, f"[{relation.source.title:.60}] can only be a conclusion; left out")
            return
        kind = SUPPORT if relation.type == ENTAILS else relation.type
        named = self._end(target) if isinstance(target, StatementNode) else self.identities.of(target)
        id = self.identities.of_line(relation, source, relation.type, named)
        fields: dict[str, Any] = {"id": id, "premises": (source,), "target": named}
        if relation.type == ENTAILS:
            fields["strict"] = True
        if kind == UNDERCUT and isinstance(target, StatementNode) and not self._is_sketch(target):
            # A claim has no step that could be undercut: what is undercut is whatever speaks for it.
            kind, fields["manner"] = ATTACK, "undercut"
        fields["kind"] = kind
        if relation.sketches and not relation.stated:
            sketches = [self.identities.of(one) for one in relation.sketches]
            fields["data"] = {"argdown": {"sketch": sketches[0] if len(sketches) == 1 else sketches}}
        if relation.marks and isinstance(mark := relation.marks.get("argument"), dict):
            row = {key: value for key, value in mark.items() if key != "id"}
            given = self.attributes.read("arguments", row, at)
            fields.update({key: value for key, value in given.items() if key != "id"})
        self.add(Argument, fields, at)

    def _is_sketch(self, node: Node) -> bool:
        row = node.data.get("argmap") if node.data else None
        return isinstance(row, dict) and row.get("sketch") in (True, "yes")

    def _tie(self, relation: Relation, a: str, b: str, at: int) -> None:
        kind = _TIES[relation.type]
        id = self.identities.of_tie(relation, a, kind, b)
        self.add(records.Relation, {"id": id, "a": a, "b": b, "kind": kind}, at)

    def _end(self, node: Any) -> str:
        """The claim that an end of a line is; the conclusion of an argument that has one."""
        if isinstance(node, ArgumentNode) and node.structure:
            node = self.document.statements[node.structure[-1].title or ""]
        return self._bare(node)


def _nested(more: dict[str, Any], redundant: dict[str, Any]) -> dict[str, Any]:
    """Data of a step whose `uses` goes without saying."""
    data = {key: value for key, value in more.items() if key not in redundant}
    data["argdown"] = {"inference": redundant}
    return data
