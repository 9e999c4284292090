"""The records of a map and its indexes: the one place that writes them.

Every edit is made whole or not at all: the records are put in, checked, and taken out again when anything is wrong.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from argmap.errors import DuplicateIdError, MapError, Problem
from argmap.model.consistency import circles, problems_of
from argmap.model.records import Party, Record
from argmap.model.references import COLLECTIONS, NAMES, SPACE_OF, SPACES, references, renamed

Index = dict[str, list[str]]

_SUGGESTIONS = 20  # a thousand dangling ids get no thousand searches for the nearest name


class Store:
    """Collections of records by id, and for every id the records that name it, in the order of the records."""

    __slots__ = ("_ranks", "collections", "names", "referrers")

    def __init__(self) -> None:
        self.collections: dict[str, dict[str, Any]] = {name: {} for name in COLLECTIONS}
        # (space of the id, collection of the referrer) -> id -> ids of the referrers
        self.referrers: dict[tuple[str, str], Index] = {}
        self.names: Index = {}  # name or alias -> ids of the parties
        self._ranks: dict[str, dict[str, int]] = {}

    def copy(self) -> Store:
        """An independent store with the same records: they are frozen, so only the dicts are copied."""
        twin = Store()
        twin.collections = {name: dict(records) for name, records in self.collections.items()}
        twin.referrers = {key: {id: list(ids) for id, ids in index.items()} for key, index in self.referrers.items()}
        twin.names = {name: list(ids) for name, ids in self.names.items()}
        return twin

    def get(self, space: str, id: str) -> Any | None:
        """The record with this id in a space, or None."""
        for name in SPACES[space]:
            if (found := self.collections[name].get(id)) is not None:
                return found
        return None

    def referring(self, space: str, collection: str, id: str) -> Sequence[str]:
        """Ids of the records of a collection that name `id`, in their order."""
        return self.referrers.get((space, collection), {}).get(id, ())

    # -- edits ---------------------------------------------------------------------------------------------------

    def insert(self, records: Sequence[Record]) -> None:
        """Add records, all or none; they may name each other in any order."""
        put: list[tuple[dict[str, Any], Any]] = []
        found: list[Problem] = []
        try:
            for record in records:
                collection = NAMES[type(record)]
                if taken := self._taken(collection, record.id):
                    found.append(Problem(record, "id", f"already the id of {taken}"))
                    continue
                table = self.collections[collection]
                table[record.id] = record
                put.append((table, record))
                if type(record) is Party:
                    self._name(record)
            duplicates = bool(found)
            for record in records:
                found.extend(problems_of(record, self, suggest=len(found) < _SUGGESTIONS))
            if not found:
                found.extend(circles(records, self, new=True))
            if found:
                raise refusal(found, duplicate=duplicates)
        except BaseException:
            for table, record in reversed(put):
                del table[record.id]
                if type(record) is Party:
                    self._unname(record)
            raise
        for record in records:
            self._link(record)

    def swap(self, changed: Sequence[Record]) -> None:
        """Put new records in the place of those with the same ids, all or none."""
        old = [self.collections[NAMES[type(record)]][record.id] for record in changed]
        self._put(old, changed)
        try:
            found = [problem for record in changed for problem in problems_of(record, self)]
            for before, after in zip(old, changed, strict=True):
                if getattr(before, "sketch", None) != getattr(after, "sketch", None):
                    referrers = self._all_referring("statement", after.id)
                    found += [problem for referrer in referrers for problem in problems_of(referrer, self)]
            if not found:
                found.extend(circles(changed, self, new=False))
            if found:
                raise refusal(found)
        except BaseException:
            self._put(changed, old)
            raise
        for before, after in zip(old, changed, strict=True):
            self._relink(before, after)

    def remove(self, records: Sequence[Record]) -> None:
        """Take records out, all or none: refused while another record names one of them."""
        going = {(SPACE_OF[NAMES[type(record)]], record.id) for record in records}
        found = [
            Problem(referrer, field, f"names {id!r}")
            for space, id in sorted(going)
            for referrer in self._all_referring(space, id)
            if (SPACE_OF[NAMES[type(referrer)]], referrer.id) not in going
            for field in dict.fromkeys(f for s, i, f in references(referrer) if (s, i) == (space, id))
        ]
        if found:
            raise MapError(_listed(found, "still named elsewhere (see dependents):"), found)
        for record in records:
            del self.collections[NAMES[type(record)]][record.id]
            self._ranks.get(NAMES[type(record)], {}).pop(record.id, None)
            if type(record) is Party:
                self._unname(record)
        self._unlink(records)

    def rename(self, record: Record, id: str) -> None:
        """Give a record another id, in the record and wherever it is named, at the cost of one pass over the map."""
        collection = NAMES[type(record)]
        if taken := self._taken(collection, id):
            raise refusal([Problem(record, "id", f"{id!r} is already the id of {taken}")], duplicate=True)
        space = SPACE_OF[collection]
        twin = self.copy()
        names = {record.id: id}
        for name, table in twin.collections.items():
            twin.collections[name] = {
                (id if name == collection and key == record.id else key): renamed(one, space, names)
                for key, one in table.items()
            }
        twin.collections[collection][id] = dataclasses.replace(twin.collections[collection][id], id=id)
        self._become(twin)

    def merge_parties(self, merged: Party, others: Sequence[Party]) -> None:
        """Put `merged` in the place of itself and of `others`, wherever they are named."""
        names = {other.id: merged.id for other in others}
        twin = Store()
        twin.collections = {
            name: {key: renamed(one, "party", names) for key, one in table.items()}
            for name, table in self.collections.items()
        }
        parties = twin.collections["parties"]
        for other in others:
            del parties[other.id]
        parties[merged.id] = merged
        self._become(twin)

    # -- the indexes ---------------------------------------------------------------------------------------------

    def rebuilt(self) -> Store:
        """A store made anew from the records: what this one must equal at any time."""
        twin = Store()
        for name, table in self.collections.items():
            twin.collections[name] = dict(table)
        for table in twin.collections.values():
            for record in table.values():
                if type(record) is Party:
                    twin._name(record)
                twin._link(record)
        return twin

    def _become(self, twin: Store) -> None:
        """Take over the records of another store, if they are consistent."""
        twin = twin.rebuilt()
        records = [record for table in twin.collections.values() for record in table.values()]
        found = [problem for record in records for problem in problems_of(record, twin)]
        found = found or list(circles(records, twin, new=False))
        if found:
            raise refusal(found)
        self.collections, self.referrers, self.names = twin.collections, twin.referrers, twin.names
        self._ranks = {}

    def _link(self, record: Record) -> None:
        collection, id = NAMES[type(record)], record.id
        indexes = self.referrers
        for space, named, _ in references(record):
            index = indexes.get((space, collection))
            if index is None:
                index = indexes[space, collection] = {}
            bucket = index.get(named)
            if bucket is None:
                index[named] = [id]
            elif bucket[-1] != id:
                # One record's references come together, so the last entry tells whether it is there already.
                bucket.append(id)
        if collection in self._ranks:
            ranks = self._ranks[collection]
            ranks[id] = next(reversed(ranks.values()), 0) + 1

    def _unlink(self, records: Iterable[Record]) -> None:
        gone: dict[tuple[str, str], dict[str, set[str]]] = {}
        for record in records:
            collection = NAMES[type(record)]
            for space, named, _ in references(record):
                gone.setdefault((space, collection), {}).setdefault(named, set()).add(record.id)
        for key, by_id in gone.items():
            index = self.referrers[key]
            for named, ids in by_id.items():
                # Many at once in one pass over the bucket: clearing a hub is not quadratic.
                bucket = index[named]
                if len(ids) == 1:
                    bucket.remove(*ids)
                else:
                    bucket[:] = [id for id in bucket if id not in ids]
                if not bucket:
                    del index[named]
            if not index:
                del self.referrers[key]

    def _relink(self, before: Record, after: Record) -> None:
        collection = NAMES[type(after)]
        old = {(space, id) for space, id, _ in references(before)}
        new = dict.fromkeys((space, id) for space, id, _ in references(after))
        for space, id in old:
            if (space, id) not in new:
                index = self.referrers[space, collection]
                index[id].remove(after.id)
                if not index[id]:
                    del index[id]
                if not index:
                    del self.referrers[space, collection]
        for space, id in new:
            if (space, id) not in old:
                bucket = self.referrers.setdefault((space, collection), {}).setdefault(id, [])
                bucket.append(after.id)
                if len(bucket) > 1:
                    bucket.sort(key=self._rank(collection).__getitem__)

    def _rank(self, collection: str) -> dict[str, int]:
        """Places of the records in their collection: made when first needed, then kept up."""
        if collection not in self._ranks:
            self._ranks[collection] = {id: place for place, id in enumerate(self.collections[collection])}
        return self._ranks[collection]

    def _put(self, old: Sequence[Record], new: Sequence[Record]) -> None:
        for before in old:
            if type(before) is Party:
                self._unname(before)
        for after in new:
            self.collections[NAMES[type(after)]][after.id] = after
            if type(after) is Party:
                self._name(after)
                for name in after.names:
                    if len(self.names[name]) > 1:
                        self.names[name].sort(key=self._rank("parties").__getitem__)

    def _name(self, party: Party) -> None:
        for name in dict.fromkeys(party.names):
            self.names.setdefault(name, []).append(party.id)

    def _unname(self, party: Party) -> None:
        for name in dict.fromkeys(party.names):
            owners = self.names[name]
            owners.remove(party.id)
            if not owners:
                del self.names[name]

    def _taken(self, collection: str, id: str) -> str | None:
        """What has this id already in the same space, in words."""
        for name in SPACES[SPACE_OF[collection]]:
            if id in self.collections[name]:
                return described(name)
        return None

    def _all_referring(self, space: str, id: str) -> list[Any]:
        return [
            self.collections[collection][referrer]
            for (at, collection), index in self.referrers.items()
            if at == space
            for referrer in index.get(id, ())
        ]


def described(collection: str) -> str:
    """`a claim`, `an argument`: one record of a collection, in words."""
    name = COLLECTIONS[collection].__name__.lower()
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


def refusal(problems: Sequence[Problem], *, duplicate: bool = False) -> MapError:
    """The error that lists `problems`."""
    kind = DuplicateIdError if duplicate else MapError
    if len(problems) == 1:
        return kind(_one(problems[0]), problems)
    return kind(_listed(problems, f"{len(problems)} problems:"), problems)


def _listed(problems: Sequence[Problem], head: str) -> str:
    lines = [_one(problem) for problem in problems[:20]]
    if len(problems) > 20:
        lines.append(f"… and {len(problems) - 20} more")
    return "\n  ".join([head, *lines])


def _one(problem: Problem) -> str:
    record: Any = problem.record
    return f"{type(record).__name__.lower()} {record.id!r}: {problem.field}: {problem.message}"


def same_records(a: Mapping[str, Mapping[str, Any]], b: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether two sets of collections hold equal records, whatever their order."""
    return all(dict(a[name]) == dict(b[name]) for name in COLLECTIONS)
