"""Which form each argument of a map takes: a line, a structure, a step of one, or, where Argdown has no form, a row."""

from __future__ import annotations

from typing import Any

from argmap.model.answers.lookups import issue_finder
from argmap.model.argument_map import ArgumentMap
from argmap.model.records import Argument, Relation
from argmap.model.values import Literal


class Forms:
    """The forms, and what hangs together by them.

    Attributes
    ----------
    lines : dict
        By the literal (`x`, `~x`) or argument that they stand below, arguments that are one line.
    structures : list of Argument
        Those with a premise-conclusion structure, in the order of the map.
    steps : dict
        By the id of a structure, the arguments that are earlier steps of it.
    undercuts : dict
        By the id of a step, the lines below its inference.
    ties : dict
        By the literal that they stand below, relations that are one line.
    rows : set of str
        Ids of arguments and relations that stand in the front matter.
    statements : set of str
        Sketches that are written as statements, for they are premises or contradict something.
    negated : dict
        Claims whose negation is named, in the order in which it is.
    """

    def __init__(self, m: ArgumentMap) -> None:
        self.claims, self.arguments = m._store.collections["claims"], m._store.collections["arguments"]
        told: Any = m.data.get("model")
        model: Any = told if hasattr(told, "get") else {}
        self.strict = model.get("mode") == "strict"
        self.tags_in_text = model.get("removeTagsFromText") is not True
        self.outlined = model.get("transformArgumentRelations") is not False
        self.lines: dict[str, list[Argument]] = {}
        self.structures: list[Argument] = []
        self.steps: dict[str, list[Argument]] = {}
        self.undercuts: dict[str, list[Argument]] = {}
        self.ties: dict[str, list[Relation]] = {}
        self.rows: set[str] = set()
        self.statements: set[str] = set()
        self.negated: dict[str, None] = {}
        self.form: dict[str, str] = {}
        #: The issue under whose heading a structure stands: its own, or in the end that of its target.
        self.issue_of = issue_finder(m)
        self._arguments()
        self._sketches()
        self._relations(m._store.collections["relations"])
        if self.strict and self.statements:
            self._no_entailment()
        self._negations()

    def sketch_of(self, record: Argument) -> list[str]:
        """The arguments by which a line was sketched that their conclusion now makes."""
        told: Any = record.data.get("argdown")
        named = told.get("sketch") if hasattr(told, "get") else None
        names = [named] if isinstance(named, str) else list(named) if isinstance(named, tuple | list) else []
        for name in names:
            other = self.arguments.get(name)
            if other is None or self.form.get(name) != "structure" or conclusion_of(other) != str(record.premises[0]):
                return []
        return names

    def _arguments(self) -> None:
        named = {one.target.id for one in self.arguments.values()}
        whole = {one.part_of for one in self.arguments.values() if one.part_of is not None}
        for record in self.arguments.values():
            if self._is_step(record, whole):
                self.form[record.id] = "step"
        for record in self.arguments.values():
            if record.id not in self.form and not self._is_bare(record, named, whole):
                self.form[record.id] = "row" if self._has_no_form(record) else "structure"
        seen: set[tuple[str, str, str]] = set()
        for record in self.arguments.values():
            form = self.form.get(record.id)
            if form == "row":
                self.rows.add(record.id)
            elif form == "structure":
                self.structures.append(record)
            elif form == "step":
                self.steps.setdefault(str(record.part_of), []).append(record)
            else:
                self._line(record, seen)

    def _is_step(self, record: Argument, whole: set[Any]) -> bool:
        if (
            record.part_of is None
            or record.id in whole
            or record.kind != "support"
            or record.target.id not in self.claims
        ):
            return False
        above = self.arguments.get(record.part_of)
        return (
            above is not None and self.issue_of(above.id) == self.issue_of(record.id) and not self._has_no_form(above)
        )

    def _has_no_form(self, record: Argument) -> bool:
        """Whether a structure could not say it."""
        return record.kind == "undercut" and record.target.negated

    def _is_bare(self, record: Argument, named: set[str], whole: set[Any]) -> bool:
        """Whether a line says all of it: one premise, nothing else."""
        if len(record.premises) != 1 or record.id in named or record.id in whole:
            return False
        premise = record.premises[0]
        if premise.supposed or premise.role != "ordinary":
            return False
        between = self._is_statement(premise) and self._is_statement(record.target)
        plain: dict[str, Any] = {}
        if self.strict and between and record.kind == "support":
            plain["strict"] = True
        elif self.strict and between and record.kind == "attack":
            return False
        target = self.claims.get(record.target.id)
        if record.kind == "attack" and record.manner == "undercut" and target is not None and not target.sketch:
            plain["manner"] = "undercut"
        if record.data and tuple(record.data) == ("argdown",) and tuple(record.data["argdown"]) == ("sketch",):
            plain["data"] = record.data
        return record == Argument(record.id, record.premises, record.target, record.kind, **plain)

    def _is_statement(self, literal: Literal) -> bool:
        claim = self.claims.get(literal.id)
        return claim is not None and (literal.negated or not claim.sketch)

    def _line(self, record: Argument, seen: set[tuple[str, str, str]]) -> None:
        key = (record.kind if record.manner is None else record.manner, str(record.premises[0]), str(record.target))
        target = record.target
        above = self.form.get(target.id)
        if key in seen or (record.data and not self.sketch_of(record)) or self._is_folded(record):
            self._no_line(record)
        elif target.id in self.claims:
            if record.kind == "undercut" and target.negated:
                self._no_line(record)
            else:
                seen.add(key)
                self.form[record.id] = "line"
                self.lines.setdefault(str(target), []).append(record)
        elif above == "structure":
            seen.add(key)
            self.form[record.id] = "line"
            self.lines.setdefault(target.id, []).append(record)
        elif above == "step" and record.kind == "undercut":
            seen.add(key)
            self.form[record.id] = "line"
            self.undercuts.setdefault(target.id, []).append(record)
        else:
            self._no_line(record)

    def _is_folded(self, record: Argument) -> bool:
        """Whether a line would say that not-x goes against x, which is taken for granted."""
        premise, target = record.premises[0], record.target
        return premise.id == target.id and premise.negated != target.negated

    def _no_line(self, record: Argument) -> None:
        self.form[record.id] = "row" if self._has_no_form(record) else "structure"
        if self.form[record.id] == "row":
            self.rows.add(record.id)
        else:
            self.structures.append(record)

    def _sketches(self) -> None:
        """Sketches in places where only statements can stand."""
        for record in self.arguments.values():
            if self.form[record.id] in ("structure", "step"):
                for literal in record.premises:
                    self._as_statement(literal)
                if self.form[record.id] == "step":
                    self._as_statement(record.target)

    def _as_statement(self, literal: Literal) -> None:
        claim = self.claims.get(literal.id)
        if claim is not None and claim.sketch and not literal.negated:
            self.statements.add(literal.id)

    def _no_entailment(self) -> None:
        """In strict mode a line between statements entails; a sketch that is written as one does not."""
        for below, records in list(self.lines.items()):
            for record in list(records):
                if record.target.id in self.claims and not record.strict and record.kind != "undercut":
                    ends = [record.premises[0], record.target]
                    if all(one.id in self.statements or self._is_statement(one) for one in ends):
                        self.lines[below].remove(record)
                        self._no_line(record)
                        self._as_statement(ends[0])

    def _relations(self, relations: Any) -> None:
        seen: set[tuple[str, frozenset[str]]] = set()
        for record in relations.values():
            key = (record.kind, frozenset((str(record.a), str(record.b))))
            plain = record == Relation(record.id, record.a, record.b, record.kind)
            can = record.kind == "contradiction" or (record.kind == "contrary" and self.strict)
            if record.kind == "contrary" and not (self._is_statement(record.a) and self._is_statement(record.b)):
                can = False
            if not plain or not can or key in seen or record.a.id == record.b.id:
                self.rows.add(record.id)
                continue
            seen.add(key)
            self._as_statement(record.b)
            self.ties.setdefault(str(record.a), []).append(record)

    def _negations(self) -> None:
        for record in self.arguments.values():
            form = self.form[record.id]
            if form == "row":
                continue
            for literal in record.premises:
                if literal.negated:
                    self.negated[literal.id] = None
            if conclusion_of(record, form)[:1] == "~" and record.target.id in self.claims:
                self.negated[record.target.id] = None
        for records in self.ties.values():
            for record in records:
                for literal in (record.a, record.b):
                    if literal.negated:
                        self.negated[literal.id] = None


def conclusion_of(record: Argument, form: str = "structure") -> str:
    """What an argument concludes: to attack x in a structure is to conclude `~x`; a line aims at x itself."""
    target = record.target
    if form == "line":
        return str(target)
    if record.kind == "attack":
        return target.id if target.negated else f"~{target.id}"
    return str(target)
