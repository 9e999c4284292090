"""Where each claim is told: below what it bears on, within its only structure, or in a block of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from argmap.formats.argdown.mapping.orders import order_of
from argmap.formats.argdown.writing.forms import Forms, conclusion_of
from argmap.model.argument_map import ArgumentMap
from argmap.model.records import Argument
from argmap.model.references import references
from argmap.model.text import slug
from argmap.model.values import Literal

_DEEPEST = 6  # levels of relations below one block; what is deeper gets a block of its own

BLOCK, BELOW, WITHIN = "block", "below", "within"


class Homes:
    """The home of each claim, and which claims can go without a title."""

    def __init__(self, m: ArgumentMap, forms: Forms) -> None:
        self.forms, self.claims = forms, forms.claims
        self.home: dict[str, tuple[str, str]] = {}  # claim -> kind of home, id of the line or structure
        self._mentions: dict[str, int] = {}
        self._only: dict[str, str] = {}  # claim -> the structure that names it, where that is one
        self._count(m)
        self._settle()
        self.untitled = {id for id in self.claims if self._can_go_untitled(id)}

    def _count(self, m: ArgumentMap) -> None:
        mentions, forms = self._mentions, self.forms
        for records in (*forms.lines.values(), *forms.undercuts.values()):
            for record in records:
                premise = record.premises[0]
                mentions[premise.id] = mentions.get(premise.id, 0) + (not premise.negated)
        for record in forms.structures:
            steps = [*forms.steps.get(record.id, ()), record]
            wanted = [([str(one) for one in step.premises], conclusion_of(step)) for step in steps]
            # A claim may stand there twice: as a premise, and further down as a conclusion.
            for shown, _ in order_of(record, wanted, forms.claims):
                literal = Literal.parse(shown)
                if not literal.negated and self._is_statement(literal.id):
                    mentions[literal.id] = mentions.get(literal.id, 0) + 1
                    self._only[literal.id] = record.id
            # What stands idly in a structure is told elsewhere.
            for id in idle(record):
                mentions[id] = mentions.get(id, 0) + 2
        for ties in forms.ties.values():
            for tie in ties:
                for literal in (tie.a, tie.b):
                    if literal.id in self.claims:
                        mentions[literal.id] = mentions.get(literal.id, 0) + (literal is tie.b)
        # Who is named elsewhere needs a name.
        for name in ("positions", "outcomes"):
            for record in m._store.collections[name].values():
                for space, id, _ in references(record):
                    if space == "statement":
                        mentions[id] = mentions.get(id, 0) + 2
        for id in forms.rows:
            for space, named_id, _ in references(forms.arguments.get(id) or m._store.collections["relations"][id]):
                if space == "statement":
                    mentions[named_id] = mentions.get(named_id, 0) + 2
        for id in forms.negated:
            mentions[id] = mentions.get(id, 0) + 2

    def _is_statement(self, id: str) -> bool:
        claim = self.claims.get(id)
        return claim is not None and (not claim.sketch or id in self.forms.statements)

    def _settle(self) -> None:
        """Walk through the lines in the order of the text; the first that names a claim is its home."""
        within: list[str] = []
        later: list[str] = []
        roots: list[str] = []
        drawn = {
            record.premises[0].id
            for records in self.forms.lines.values()
            for record in records
            if self._can_house(record)
        }
        for id in self.claims:
            if id in drawn:
                later.append(id)
            elif self._is_within(id):
                self.home[id] = WITHIN, self._only[id]
                within.append(id)
            else:
                self.home[id] = BLOCK, ""
                roots.append(id)
        for root in (*roots, *within):
            self._walk(root)
        for id in later:
            # What lies on a circle, or too deep below what it bears on.
            if id not in self.home:
                self.home[id] = BLOCK, ""
                self._walk(id)

    def _can_house(self, record: Argument) -> bool:
        """Whether a premise can be told in the line of its argument."""
        premise, target = record.premises[0], record.target
        claim, other = self.claims.get(premise.id), self.claims.get(target.id)
        if claim is None or other is None or premise.negated or premise.id == target.id:
            return False
        return claim.issue == other.issue and not self.forms.sketch_of(record)

    def _is_within(self, id: str) -> bool:
        claim = self.claims[id]
        return (
            self._mentions.get(id) == 1
            and (only := self._only.get(id)) is not None
            and self.forms.issue_of(only) == claim.issue
            and (not claim.sketch or id in self.forms.statements)
        )

    def _walk(self, root: str) -> None:
        todo = [(root, 1)]
        while todo:
            id, depth = todo.pop()
            below = []
            for key in (id, f"~{id}") if id in self.forms.negated else (id,):
                for record in self.forms.lines.get(key, ()):
                    premise = record.premises[0].id
                    if premise not in self.home and depth <= _DEEPEST and self._can_house(record):
                        self.home[premise] = BELOW, record.id
                        below.append((premise, depth + 1))
            todo += reversed(below)

    def _can_go_untitled(self, id: str) -> bool:
        claim: Any = self.claims[id]
        if claim.title is not None or claim.sketch or not claim.text or slug(claim.text) != id or claim.wordings:
            return False
        return self._mentions.get(id, 0) - (self.home[id][0] != BLOCK) <= 0

    def blocks(self, ids: Iterable[str]) -> list[str]:
        """Those that have a block of their own."""
        return [id for id in ids if self.home[id][0] == BLOCK]


def idle(record: Argument) -> list[str]:
    """Claims that stand in a structure, or once stood there, whether or not a step uses them."""
    told: Any = record.data.get("argdown")
    listed = told.get("structure") if hasattr(told, "get") else None
    if not isinstance(listed, tuple | list):
        return []
    used = {one.id for one in record.premises}
    names = [one.lstrip("~").partition(" ")[0] for one in listed if isinstance(one, str) and not one.startswith("= ")]
    return [name for name in names if name not in used]
