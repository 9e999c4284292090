"""In which order the statements of a premise-conclusion structure stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from argmap.errors import ValueRefused
from argmap.model.records import Argument
from argmap.model.values import Literal

Entry = tuple[str, bool]  # a literal, and whether it is a conclusion
Step = tuple[list[str], str]  # premises and conclusion


def order_of(record: Argument, steps: list[Step], claims: Mapping[str, Any]) -> list[Entry]:
    """The order in which the statements of an argument are written; its own step is the last of `steps`."""
    return _told(record, steps, claims) or usual_order(steps)


def usual_order(steps: list[tuple[list[Any], Any]]) -> list[tuple[Any, bool]]:
    """Steps, each with premises and a conclusion, as one sequence: what was there before is not written again."""
    found: list[tuple[Any, bool]] = []
    there: set[Any] = set()
    for premises, conclusion in steps:
        for premise in premises:
            if premise not in there:
                there.add(premise)
                found.append((premise, False))
        there.add(conclusion)
        found.append((conclusion, True))
    return found


def _told(record: Argument, wanted: list[tuple[list[str], str]], claims: Any) -> list[Entry]:
    """The order in which the statements once stood, when that still fits the steps; else nothing."""
    told: Any = record.data.get("argdown")
    listed = told.get("structure") if hasattr(told, "get") else None
    if not isinstance(listed, tuple | list) or not all(isinstance(one, str) for one in listed):
        return []
    order = [(one.removeprefix("= "), one.startswith("= ")) for one in listed]
    there: set[str] = set()
    step = 0
    for shown, is_conclusion in order:
        if is_conclusion:
            if step >= len(wanted) or shown != wanted[step][1] or not there.issuperset(wanted[step][0]):
                return []
            step += 1
        else:
            try:
                literal = Literal.parse(shown)
            except ValueRefused:
                return []
            if literal.id not in claims or str(literal) != shown:
                return []
        there.add(shown)
    return order if step == len(wanted) and order and order[-1][1] else []
