"""A premise-conclusion structure as text."""

from __future__ import annotations

from typing import Any, Protocol

from argmap.formats.argdown.language.data import flow
from argmap.formats.argdown.mapping.orders import order_of
from argmap.formats.argdown.writing.elements_written import Written, rules_of
from argmap.formats.argdown.writing.forms import Forms, conclusion_of
from argmap.formats.argdown.writing.front import Row
from argmap.model.records import Argument
from argmap.model.values import Literal


class _Text(Protocol):
    """What a structure needs of the text around it."""

    forms: Forms
    elements: Written

    def statement(self, literal: Literal, home: str, marks: Row) -> list[str]: ...

    def conclusion(self, record: Argument, home: str) -> list[str]: ...

    def undercuts(self, step: str) -> list[str]: ...

    def is_within(self, claim: Any, record: Argument) -> bool: ...


class Structure:
    """Numbers the statements of an argument and its earlier steps, and writes them.

    Parameters
    ----------
    inner : dict
        Data of the last inference.
    """

    def __init__(self, text: _Text, record: Argument, inner: Row) -> None:
        self.text, self.record, self.inner = text, record, inner
        self.steps = [*text.forms.steps.get(record.id, ()), record]
        self.wanted = [([str(one) for one in step.premises], conclusion_of(step)) for step in self.steps]
        self.order = order_of(record, self.wanted, text.forms.claims)

    def lines(self) -> list[str]:
        """All lines."""
        found: list[str] = []
        numbers: dict[str, int] = {}
        before, step = 0, 0
        for number, (shown, is_conclusion) in enumerate(self.order):
            if not is_conclusion:
                literal = Literal.parse(shown)
                element = self.text.statement(Literal(literal.id, literal.negated), self.record.id, _marks(literal))
                numbers.setdefault(shown, number)
            else:
                premises, _ = self.wanted[step]
                used = [numbers[one] for one in premises]
                found.append(self._inference(self.steps[step], step, used, list(range(before, number))))
                found += self.text.undercuts(self.steps[step].id) if self.steps[step] is not self.record else []
                if self.steps[step] is self.record:
                    element = self.text.conclusion(self.record, self.record.id)
                else:
                    literal = Literal.parse(shown)
                    element = self.text.statement(literal, self.record.id, {})
                numbers[shown] = before = number
                step += 1
            found += [f"({number + 1}) {element[0]}", *element[1:]]
        return found

    def _inference(self, record: Argument, step: int, used: list[int], plain: list[int]) -> str:
        data: Row = {}
        row: Row = {}
        if record is self.record:
            data = dict(self.inner)
            listed = data.get("uses")
        else:
            data, row = self.text.elements.step(record, f"{self.record.id}-{step + 1}")
            told = data.get("argdown")
            inner = told.get("inference") if isinstance(told, dict) else None
            listed = inner.get("uses") if isinstance(inner, dict) and tuple(inner) == ("uses",) else None
        if used != plain:
            data["uses"] = [one + 1 for one in used]
            if self._told_by_conclusion(record) == data["uses"]:
                del data["uses"]
        elif listed is not None and listed == [one + 1 for one in plain] and record is not self.record:
            # It went without saying, and was said.
            del data["argdown"]["inference"]
            if not data["argdown"]:
                del data["argdown"]
            data["uses"] = listed
        if row:
            data["argmap"] = row
        rules = rules_of(record) or ""
        if not rules and not data:
            return "----"
        return " ".join(part for part in ("--", rules, flow(data) if data else "", "--") if part)

    def _told_by_conclusion(self, record: Argument) -> Any:
        """The statements that the data of the conclusion names, when it has its home here."""
        claim = self.text.forms.claims.get(conclusion_of(record))
        told: Any = None if claim is None else claim.data.get("uses")
        return list(told) if isinstance(told, tuple | list) and self.text.is_within(claim, self.record) else None


def _marks(literal: Literal) -> Row:
    """What a premise says of itself: supposed, an assumption, an exception."""
    marks: Row = {}
    if literal.supposed:
        marks["supposed"] = True
    if literal.role != "ordinary":
        marks["role"] = literal.role
    return marks
