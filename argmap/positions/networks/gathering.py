"""From a map to counted cells: what every matrix and network begins with, and the sentences that tell how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from argmap.model.argument_map import ArgumentMap
from argmap.model.store import without_collector
from argmap.positions.networks.counting import Counting, number
from argmap.positions.selecting import Filters, selected

if TYPE_CHECKING:
    from argmap.positions.networks._incidence import Incidence

ON_CLAIMS = "positions on arguments, and on sketches of arguments, are left out"
_SEVERAL = {"boolean": "both stances", "integer": "several values", "category": "several categories"}


class Gathered(NamedTuple):
    """The statements that count, and what is to be said of them."""

    found: Incidence
    rules: str  # how they were chosen, as a clause
    notes: tuple[str, ...]


def gathered(m: ArgumentMap, filters: Filters, how: Counting) -> Gathered:
    """The statements on claims that the filters let through, as arrays. Cost: one pass over them."""
    from argmap.positions.networks._incidence import incidence

    with without_collector():
        rows, rules, note, _ = selected(m, filters)
        found = incidence(m, rows, how)
        del rows  # a million rows that are gone when the collector wakes cost it nothing
    return Gathered(found, rules, (note, *found.left_out))


class Cells(NamedTuple):
    """What each node says, as a sparse matrix of nodes and of claims (or parties) by level."""

    x: Any
    notes: tuple[str, ...]


def cells_of(m: ArgumentMap, found: Incidence, of: str, weight: Any = None) -> Cells:
    """The cells, repeated statements taken out as the duplicates rule asks; `weight` has one number a statement."""
    from argmap.positions.networks._repeats import counted
    from argmap.positions.networks._weights import ambivalent, cells

    kept, note = counted(m, found)
    counts = found if kept is None else found.part(kept)
    x = cells(counts, of, weight if kept is None or weight is None else weight[kept])
    notes = [note]
    several = _SEVERAL.get(found.counting.qualifier or "")
    if several and (pairs := ambivalent(x, len(found.levels)).nnz):
        one = pairs == 1
        which = f"{number(pairs, 'pair')} of party and claim {'has' if one else 'have'} {several}"
        notes.append(f"{which}, and {'counts' if one else 'count'} with each.")
    return Cells(x, tuple(filter(None, notes)))


def sentence(head: str, *clauses: str) -> str:
    """One sentence for a methods section."""
    return f"{'; '.join([head, *filter(None, clauses)])}."


def noted(*notes: str) -> str:
    """Notes, one after the other."""
    return " ".join(dict.fromkeys(filter(None, notes)))
