"""Claims, premises and stances in words, as a reader wants them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from argmap.model.argument_map import ArgumentMap
from argmap.model.records import Argument, Claim
from argmap.model.values import Literal
from argmap.positions.selecting import Held


def stance_words(held: Iterable[Held]) -> str:
    """The stances that were taken, each once, with what must be known of it: `concedes (arguendo), denies`."""
    marks: dict[str, tuple[bool, bool, str | None]] = {}
    for row in held:
        p = row.position
        arguendo, imputed, by = marks.get(p.stance, (True, True, None))
        marks[p.stance] = (arguendo and p.arguendo, imputed and p.mode == "imputed", by or p.imputed_by)
    words = []
    for stance, (arguendo, imputed, by) in marks.items():
        told = ["arguendo"] if arguendo else []
        if imputed:
            told.append("imputed" + (f" by {by}" if by else ""))
        words.append(stance + (f" ({', '.join(told)})" if told else ""))
    return ", ".join(words)


def bare(literal: Literal) -> str:
    """A literal without its marks: `x` or `~x`."""
    return ("~" if literal.negated else "") + literal.id


def in_words(m: ArgumentMap, literal: Literal) -> str:
    """A literal in words: the claim's text, with what must be known of it before it."""
    record = m.statement(literal.id)
    marks = ["implicit"] if isinstance(record, Claim) and record.implicit else []
    if literal.supposed:
        marks.append("supposed")
    if literal.role != "ordinary":
        marks.append(literal.role)
    told = f"({', '.join(marks)}) " if marks else ""
    return told + ("Not: " if literal.negated else "") + statement_words(record)


def statement_words(record: Any) -> str:
    """The text of a claim or argument, else its title, else what it is and its id."""
    told = getattr(record, "text", None) or getattr(record, "title", None)
    return told or (f"the argument {record.id}" if isinstance(record, Argument) else str(record.id))
