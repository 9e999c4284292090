"""Who advances which argument, and what it bears on in the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypedDict, cast

from argmap.model.answers.lookups import on_target
from argmap.model.argument_map import ArgumentMap
from argmap.model.records import Argument
from argmap.model.values import Literal
from argmap.positions.selecting import Filters, selected

__all__ = [
    "ABOUT",
    "ByParty",
    "Circumstances",
    "Imputed",
    "affirmed",
    "bearings",
    "circumstances",
    "counted_arguments",
]

# Filters that say *on what* a position is taken. Where arguments are looked for, the claim in question says that.
ABOUT = ("target", "issue", "about", "tag", "stance")


class Circumstances(TypedDict, total=False):
    """Filters that choose arguments by what was said of them: by whom, where, when and how."""

    issue: Any
    source: Any
    case: Any
    mode: Any
    basis: Any
    since: Any
    until: Any
    on: Any
    rollup: bool | str
    tag: Any
    imputed_by: Any
    coder: Any
    exclude: Mapping[str, Any]


class ByParty(Circumstances, total=False):
    """The same, and who advances the argument."""

    party: Any


def circumstances(filters: Mapping[str, Any]) -> dict[str, Any]:
    """The filters without those that say on what a position is taken."""
    return {name: value for name, value in filters.items() if name not in ABOUT}


def affirmed(premise: Literal) -> bool:
    """Whether who argues from a premise affirms it: neither supposed nor an exception."""
    return not premise.supposed and premise.role != "exception"


class Imputed:
    """Tells whether an argument is known only as what an opponent says that a party argues."""

    def __init__(self, m: ArgumentMap) -> None:
        self._map = m

    def __call__(self, id: str) -> bool:
        authors = [p for p in on_target(self._map, id) if p.stance == "asserts"]
        return bool(authors) and all(p.mode == "imputed" for p in authors)


def counted_arguments(m: ArgumentMap, filters: Mapping[str, Any]) -> tuple[Callable[[Argument], bool], str, str]:
    """Which arguments count, with the rule as a clause and a note.

    Without filters every argument that is not imputed, the analyst's own too; with some, those that a position which
    matches them asserts.
    """
    asked = {name: value for name, value in filters.items() if value is not None and name != "rollup"}
    if not asked:
        if filters:
            selected(m, cast(Filters, dict(filters)))  # for its errors
        imputed = Imputed(m)
        return (lambda argument: not imputed(argument.id)), "whoever advances them, imputed ones left out", ""
    chosen = selected(m, cast(Filters, dict(filters)))
    ids = {row.position.target for row in chosen.rows if row.position.stance == "asserts"}
    return (lambda argument: argument.id in ids), f"of those that a position asserts ({chosen.rules})", chosen.note


def bearings(m: ArgumentMap) -> Callable[[str], tuple[str, int] | None]:
    """A function that tells on which claim an argument bears in the end, and whether for it (+1) or against it (-1).

    A support of x and an attack on ~x speak for x. What hits an argument speaks against what the argument speaks for,
    to any depth. None for arguments that hit each other in a circle. It remembers what it found: linear in all.
    """
    arguments = m._store.collections["arguments"]
    known: dict[str, tuple[str, int] | None] = {}

    def find(id: str) -> tuple[str, int] | None:
        path: list[tuple[str, int]] = []
        end: tuple[str, int] | None
        while True:
            if id in known:
                end = known[id]
                break
            argument = arguments[id]
            sign = 1 if argument.kind == "support" else -1
            if argument.target.negated and argument.kind != "undercut":
                sign = -sign
            known[id] = None
            path.append((id, sign))
            id = argument.target.id
            if id not in arguments:
                end = (id, 1)
                break
        for one, sign in reversed(path):
            end = known[one] = None if end is None else (end[0], sign * end[1])
        return end

    return lambda id: known[id] if id in known else find(id)
