"""Which ids a record names, in which space: the one table behind checks, indexes and renaming."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
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


def references(record: Record) -> Sequence[Reference]:
    """Every id that a record names, with its space and the field in which it stands; repeats included."""
    return _REFERENCES[type(record)](record)


def references_of(kind: type[Any]) -> Callable[[Any], Sequence[Reference]]:
    """The function behind `references` for one kind of record: for those who have many of it."""
    return _REFERENCES[kind]


# One function a kind, written out by hand: they run for every record of a map.


def _claim(record: Any) -> Sequence[Reference]:
    return () if record.issue is None else (("issue", record.issue, "issue"),)


def _argument(record: Any) -> Sequence[Reference]:
    found = [("statement", record.target.id, "target")]
    for premise in record.premises:
        found.append(("statement", premise.id, "premises"))  # noqa: PERF401  # a generator would take longer
    if record.part_of is not None:
        found.append(("statement", record.part_of, "part_of"))
    if record.issue is not None:
        found.append(("issue", record.issue, "issue"))
    return found + _evidence(record.evidence) if record.evidence else found


def _position(record: Any) -> Sequence[Reference]:
    found = [("statement", record.target, "target"), ("party", record.party, "party")]
    if record.imputed_by is not None:
        found.append(("party", record.imputed_by, "imputed_by"))
    if record.on_behalf_of is not None:
        found.append(("party", record.on_behalf_of, "on_behalf_of"))
    if record.after:
        found += [("position", earlier, "after") for earlier in record.after]
    if record.replies_to is not None:
        found.append(("position", record.replies_to, "replies_to"))
    return found + _evidence(record.evidence) if record.evidence else found


def _issue(record: Any) -> Sequence[Reference]:
    return () if record.parent is None else (("issue", record.parent, "parent"),)


def _relation(record: Any) -> Sequence[Reference]:
    ends = [("statement", record.a.id, "a"), ("statement", record.b.id, "b")]
    return ends + _evidence(record.evidence)


def _party(record: Any) -> Sequence[Reference]:
    return [("party", other, "distinct_from") for other in record.distinct_from]


def _membership(record: Any) -> Sequence[Reference]:
    ends = [("party", record.agent, "agent"), ("party", record.principal, "principal")]
    return ends + _evidence(record.evidence)


def _case(record: Any) -> Sequence[Reference]:
    return [("party", role.party, "roles") for role in record.roles]


def _source(record: Any) -> Sequence[Reference]:
    found = [] if record.case is None else [("case", record.case, "case")]
    found += _evidence(record.reported_in, "reported_in")
    for earlier in record.after:
        found.append(("source", earlier.id, "after"))
        found += _evidence((earlier.evidence,), "after")
    return found


def _outcome(record: Any) -> Sequence[Reference]:
    found = [("party", party, "by") for party in record.by]
    found += [("outcome", earlier, "after") for earlier in record.after]
    if record.case is not None:
        found.append(("case", record.case, "case"))
    found += [("statement", effect.target.id, "effects") for effect in record.effects]
    return found + _evidence(record.evidence)


_REFERENCES: dict[type[Any], Callable[[Any], Sequence[Reference]]] = {
    Issue: _issue,
    Case: _case,
    Party: _party,
    Membership: _membership,
    Source: _source,
    Claim: _claim,
    Argument: _argument,
    Relation: _relation,
    Position: _position,
    Outcome: _outcome,
}


def _evidence(pieces: tuple[Evidence, ...], field: str = "evidence") -> list[Reference]:
    found = []
    for piece in pieces:
        if piece.source is not None:
            found.append(("source", piece.source, field))
        if piece.via:
            found += [("source" if hop.party is None else "party", hop.id, field) for hop in piece.via]
    return found


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
