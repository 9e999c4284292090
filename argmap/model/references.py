"""Which ids a record names, in which space: the one table behind checks, indexes and renaming."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import cache
from typing import Any

from argmap.model.records import (
    Argument,
    Case,
    Claim,
    Issue,
    Membership,
    Outcome,
    Party,
    Position,
    Record,
    Relation,
    Source,
)
from argmap.model.values import Effect, Evidence, Hop, Literal, Predecessor, Role

# The collections of a map, in the order in which its records are written: (name in the map, type, name of one).
COLLECTIONS: dict[str, type[Any]] = {
    "issues": Issue,
    "cases": Case,
    "parties": Party,
    "memberships": Membership,
    "sources": Source,
    "claims": Claim,
    "arguments": Argument,
    "relations": Relation,
    "positions": Position,
    "outcomes": Outcome,
}
NAMES: dict[type[Any], str] = {kind: name for name, kind in COLLECTIONS.items()}

# A space is a set of collections that share their ids.
SPACES: dict[str, tuple[str, ...]] = {
    "statement": ("claims", "arguments", "relations"),
    "party": ("parties",),
    "source": ("sources",),
    "issue": ("issues",),
    "case": ("cases",),
    "position": ("positions",),
    "outcome": ("outcomes",),
    "membership": ("memberships",),
}
SPACE_OF: dict[str, str] = {name: space for space, names in SPACES.items() for name in names}

Reference = tuple[str, str, str]  # space, id, field


def references(record: Record) -> Iterator[Reference]:
    """Every id that a record names, with its space and the field in which it stands; repeats included.

    Written out by hand: it runs for every record of a map.
    """
    kind = type(record)
    if kind is Claim:
        if record.issue is not None:  # type: ignore[union-attr]
            yield "issue", record.issue, "issue"  # type: ignore[union-attr]
    elif isinstance(record, Argument):
        yield "statement", record.target.id, "target"
        for premise in record.premises:
            yield "statement", premise.id, "premises"
        if record.part_of is not None:
            yield "statement", record.part_of, "part_of"
        if record.issue is not None:
            yield "issue", record.issue, "issue"
        if record.evidence:
            yield from _evidence(record.evidence, "evidence")
    elif isinstance(record, Position):
        yield "statement", record.target, "target"
        yield "party", record.party, "party"
        if record.imputed_by is not None:
            yield "party", record.imputed_by, "imputed_by"
        if record.on_behalf_of is not None:
            yield "party", record.on_behalf_of, "on_behalf_of"
        for earlier in record.after:
            yield "position", earlier, "after"
        if record.replies_to is not None:
            yield "position", record.replies_to, "replies_to"
        if record.evidence:
            yield from _evidence(record.evidence, "evidence")
    else:
        yield from _rarer(record)


def _rarer(record: Record) -> Iterator[Reference]:
    if isinstance(record, Issue):
        if record.parent is not None:
            yield "issue", record.parent, "parent"
    elif isinstance(record, Relation):
        yield "statement", record.a.id, "a"
        yield "statement", record.b.id, "b"
        yield from _evidence(record.evidence, "evidence")
    elif isinstance(record, Party):
        for other in record.distinct_from:
            yield "party", other, "distinct_from"
    elif isinstance(record, Membership):
        yield "party", record.agent, "agent"
        yield "party", record.principal, "principal"
        yield from _evidence(record.evidence, "evidence")
    elif isinstance(record, Case):
        for role in record.roles:
            yield "party", role.party, "roles"
    elif isinstance(record, Source):
        if record.case is not None:
            yield "case", record.case, "case"
        yield from _evidence(record.reported_in, "reported_in")
        for earlier in record.after:
            yield "source", earlier.id, "after"
            yield from _evidence((earlier.evidence,), "after")
    elif isinstance(record, Outcome):
        for party in record.by:
            yield "party", party, "by"
        for before in record.after:
            yield "outcome", before, "after"
        if record.case is not None:
            yield "case", record.case, "case"
        for effect in record.effects:
            yield "statement", effect.target.id, "effects"
        yield from _evidence(record.evidence, "evidence")


def _evidence(pieces: tuple[Evidence, ...], field: str) -> Iterator[Reference]:
    for piece in pieces:
        if piece.source is not None:
            yield "source", piece.source, field
        for hop in piece.via:
            if hop.party is not None:
                yield "party", hop.party, field
            else:
                yield "source", hop.source or "", field


def soft_references(record: Record) -> Iterator[Reference]:
    """Names that are ids where such a party exists: authors of sources, courts of cases."""
    if isinstance(record, Source):
        for author in record.authors:
            yield "party", author, "authors"
    elif isinstance(record, Case) and record.court is not None:
        yield "party", record.court, "court"


def renamed(value: Any, space: str, names: dict[str, str]) -> Any:
    """`value` (a record or a part of one) with every reference into `space` renamed; itself when there is none."""
    changes = {}
    for name, refers_to in _fields(type(value)):  # type: ignore[arg-type]  # a class is hashable
        old = getattr(value, name)
        if refers_to is None:
            new = tuple(renamed(part, space, names) for part in old) if isinstance(old, tuple) else old
            new = renamed(new, space, names) if isinstance(new, _NESTED) else new
        elif refers_to != space and not (space == "party" and refers_to == "party or name"):
            continue
        elif isinstance(old, tuple):
            new = tuple(dict.fromkeys(names.get(part, part) for part in old))
        else:
            new = names.get(old, old)
        if new != old:
            changes[name] = new
    return dataclasses.replace(value, **changes) if changes else value


_NESTED = (Literal, Evidence, Hop, Predecessor, Role, Effect)


@cache
def _fields(kind: type[Any]) -> tuple[tuple[str, str | None], ...]:
    if not dataclasses.is_dataclass(kind):
        return ()
    return tuple(
        (f.name, "source" if kind is Predecessor and f.name == "id" else f.metadata.get("refers_to"))
        for f in dataclasses.fields(kind)
    )
