"""What is wrong with the map as a whole, said of the cells that say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from argmap.errors import ParseError, Problem
from argmap.formats._sheets.plan import Plan
from argmap.model.references import NAMES
from argmap.model.values import Evidence, Predecessor

# Pieces from the sheets evidence and order, by collection, field and id of the record, each with its sheet and line.
Further = dict[tuple[str, str, str], list[tuple[Any, Plan, int]]]


@dataclass(frozen=True)
class Origin:
    """The row that a record came from, and whether it is the position that the column `by` stands for."""

    plan: Plan
    line: int
    by: bool = False


def blamed(
    problems: Sequence[Problem], origins: dict[int, Origin], further: Further, sources: Sequence[str]
) -> list[ParseError]:
    """The problems of a map as faults with a place, in the order of the sheets (`sources`) and lines, each once."""
    found: dict[tuple[Any, ...], ParseError] = {}
    seen: dict[tuple[int, str, str], int] = {}
    for problem in problems:
        origin = origins[id(problem.record)]
        if origin.by and problem.field != "id":
            continue  # an echo of what is wrong with the argument
        number = seen.get(key := (id(problem.record), problem.field, problem.message), 0)
        seen[key] = number + 1
        plan, line, index, name = _place(problem, origin, further, number)
        fault = plan.grid.placed(f"{name}: {problem.message}", line, index)
        found[fault.source, fault.line, fault.column, fault.message] = fault
    return [fault for source in sources for fault in in_order(one for one in found.values() if one.source == source)]


def in_order(faults: Iterable[ParseError]) -> list[ParseError]:
    """Faults of one sheet by line and column."""

    def place(fault: ParseError) -> tuple[int, int, str]:
        column = fault.column
        if isinstance(column, str):
            return fault.line or 0, len(column), column
        return fault.line or 0, column or 0, ""

    return sorted(faults, key=place)


def _place(problem: Problem, origin: Origin, further: Further, number: int) -> tuple[Plan, int, int | None, str]:
    """Sheet, line, number and name of the column in which the cause of a problem stands."""
    record: Any = problem.record
    plan, field = origin.plan, problem.field
    if origin.by:
        return plan, origin.line, plan.index("by"), f"by: {record.id!r}"
    if field != plan.sheet.pieces and not (field == "after" and plan.sheet.name == "sources"):
        index, name = plan.column_for(field)
        return plan, origin.line, index, name
    pieces = getattr(record, field)
    told = further.get((NAMES[type(record)], field, record.id), [])
    own = len(pieces) - len(told)
    places = []
    for n, piece in enumerate(pieces):
        at, line = (plan, origin.line) if n < own else told[n - own][1:]
        for space, named, part in _named(piece):
            if problem.message.startswith(f"no {space} {named!r}"):
                places.append((at, line, part))
    at, line, part = places[min(number, len(places) - 1)] if places else (plan, origin.line, field)
    if part in at.pieces:
        index, column = at.pieces[part]
        return at, line, index, column.name
    index, name = at.column_for(part)
    return at, line, index, name


def _named(piece: Evidence | Predecessor) -> Iterator[tuple[str, str, str]]:
    """What a piece names: space, id, and the part in which it stands."""
    if isinstance(piece, Predecessor):
        yield "source", piece.id, "after"
        piece = piece.evidence
    if piece.source is not None:
        yield "source", piece.source, "source"
    for hop in piece.via:
        yield "party" if hop.source is None else "source", hop.id, "via"
