"""The records of a map and its indexes: the one place that writes them.

Every edit is made whole or not at all: the records are put in, checked, and taken out again when anything is wrong.
"""

from __future__ import annotations

import dataclasses
import gc
from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from argmap.errors import DuplicateIdError, MapError, Problem
from argmap.model.consistency import GLANCES, circles, problems_of, reordered
from argmap.model.records import Party, Record
from argmap.model.references import COLLECTIONS, NAMES, SPACE_OF, SPACES, references, references_of, renamed

Index = dict[str, list[str]]

_SIBLINGS = {name: SPACES[space] for name, space in SPACE_OF.items()}  # collections that share their ids
_FEW = 100  # so many are looked through sooner than the places of all records are counted
_SUGGESTIONS = 20  # a thousand dangling ids get no thousand searches for the nearest name


class Store:
    """Collections of records by id, and for every id the records that name it, in the order of the records."""

    __slots__ = ("_ranks", "collections", "names", "referrers")

    def __init__(self) -> None:
        self.collections: dict[str, dict[str, Any]] = {name: {} for name in COLLECTIONS}
        # collection of the referrers -> space of the id that they name -> id -> ids of the referrers
        self.referrers: dict[str, dict[str, Index]] = {name: {} for name in COLLECTIONS}
        self.names: Index = {}  # name or alias -> ids of the parties
        self._ranks: dict[str, dict[str, int]] = {}

    def copy(self) -> Store:
        """An independent store with the same records: they are frozen, so only the dicts are copied."""
        twin = Store()
        twin.collections = {name: dict(records) for name, records in self.collections.items()}
        twin.referrers = {
            name: {space: {id: list(ids) for id, ids in index.items()} for space, index in indexes.items()}
            for name, indexes in self.referrers.items()
        }
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
        index = self.referrers[collection].get(space)
        return () if index is None else index.get(id, ())

    def in_order(self, collection: str, ids: Collection[str]) -> Iterable[str]:
        """Ids of a collection in the order of its records, at the cost of sorting them."""
        return sorted(ids, key=self._rank(collection).__getitem__) if len(ids) > 1 else ids

    # -- edits ---------------------------------------------------------------------------------------------------

    def add(self, record: Record) -> None:
        """Add one record: as `insert` does, without its ceremony where one glance tells that all is well."""
        collection, glance = NAMES[type(record)], GLANCES.get(type(record))
        if glance is None or self._taken(collection, record.id) or not glance(record, self.collections):
            self.insert([record])
        else:
            self.collections[collection][record.id] = record
            self._link(type(record), [record])

    def insert(self, records: Sequence[Record]) -> None:
        """Add records, all or none; they may name each other in any order."""
        batches = _by_kind(records)
        found: list[Problem] = []
        entered: list[type[Any]] = []
        try:
            for kind, batch in batches.items():
                found += self._enter(kind, batch)
                entered.append(kind)
            duplicate = bool(found)
            doubtful: list[Record] = []
            for kind, batch in batches.items():
                glance = GLANCES.get(kind)
                doubtful += batch if glance is None else [one for one in batch if not glance(one, self.collections)]
            for record in doubtful:
                found += problems_of(record, self, suggest=len(found) < _SUGGESTIONS)
            if doubtful and not found:
                found += circles(doubtful, self, new=True)
            if found:
                places = {id(record): place for place, record in enumerate(records)}
                found.sort(key=lambda problem: places[id(problem.record)])
                raise refusal(found, duplicate=duplicate)
        except BaseException:
            for kind in entered:
                self._leave(kind, batches[kind])
            raise
        for kind, batch in batches.items():
            self._link(kind, batch)

    def _enter(self, kind: type[Any], batch: list[Any]) -> list[Problem]:
        """Put records of a kind into their collection; those whose ids are taken come off the batch, as problems."""
        collection = NAMES[kind]
        fresh = {record.id: record for record in batch}
        tables = [self.collections[name] for name in _SIBLINGS[collection]]
        found = []
        if len(fresh) < len(batch) or not all(not table or table.keys().isdisjoint(fresh) for table in tables):
            fresh.clear()
            for record in batch:
                if taken := described(collection) if record.id in fresh else self._taken(collection, record.id):
                    found.append(Problem(record, "id", f"already the id of {taken}"))
                else:
                    fresh[record.id] = record
            batch[:] = fresh.values()
        self.collections[collection].update(fresh)
        if kind is Party:
            for party in batch:
                self._name(party)
        return found

    def _leave(self, kind: type[Any], batch: list[Any]) -> None:
        """Take back what `_enter` has put in."""
        table = self.collections[NAMES[kind]]
        for record in reversed(batch):
            self._unname(record)
            del table[record.id]

    def swap(self, changed: Sequence[Record]) -> None:
        """Put new records in the place of those with the same ids, all or none."""
        old = [self.collections[NAMES[type(record)]][record.id] for record in changed]
        self._put(old, changed)
        try:
            found = [problem for record in changed for problem in problems_of(record, self)]
            for before, after in zip(old, changed, strict=True):
                if getattr(before, "sketch", None) != getattr(after, "sketch", None):
                    referrers = self.all_referring("statement", after.id)
                    found += [problem for referrer in referrers for problem in problems_of(referrer, self)]
            if not found:
                moved = [after for before, after in zip(old, changed, strict=True) if reordered(before, after)]
                found.extend(circles(moved, self, new=False))
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
            for referrer in self.all_referring(space, id)
            if (SPACE_OF[NAMES[type(referrer)]], referrer.id) not in going
            for field in dict.fromkeys(f for s, i, f in references(referrer) if (s, i) == (space, id))
        ]
        if found:
            raise MapError(_listed(found, "still named elsewhere (see dependents):"), found)
        self._unlink(records)
        for record in records:
            self._unname(record)
            del self.collections[NAMES[type(record)]][record.id]
            self._ranks.get(NAMES[type(record)], {}).pop(record.id, None)

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
        for name, table in twin.collections.items():
            for record in table.values():
                twin._name(record)
            twin._link(COLLECTIONS[name], table.values())
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

    def _link(self, kind: type[Any], batch: Iterable[Record]) -> None:
        """Enter records of a kind into the indexes, behind those that are there."""
        indexes, ranks, named_by = self.referrers[NAMES[kind]], self._ranks.get(NAMES[kind]), references_of(kind)
        for record in batch:
            id = record.id
            for space, named, _ in named_by(record):
                index = indexes.get(space)
                if index is None:
                    index = indexes[space] = {}
                bucket = index.get(named)
                if bucket is None:
                    index[named] = [id]
                elif bucket[-1] != id:
                    # One record's references come together, so the last entry tells whether it is there already.
                    bucket.append(id)
            if ranks is not None:
                ranks[id] = next(reversed(ranks.values()), 0) + 1

    def _unlink(self, records: Iterable[Record]) -> None:
        gone: dict[tuple[str, str, str], set[str]] = {}
        for record in records:
            collection = NAMES[type(record)]
            for space, named, _ in references(record):
                gone.setdefault((collection, space, named), set()).add(record.id)
        for (collection, space, named), ids in gone.items():
            # Many at once in one pass over the bucket: clearing a hub is not quadratic.
            self._drop(collection, space, named, ids)

    def _drop(self, collection: str, space: str, named: str, ids: set[str]) -> None:
        """Take referrers out of a bucket; empty buckets and indexes go."""
        indexes = self.referrers[collection]
        bucket = indexes[space][named]
        if len(ids) == 1:
            self._take(bucket, next(iter(ids)), collection)
        else:
            bucket[:] = [id for id in bucket if id not in ids]
        if not bucket:
            del indexes[space][named]
            if not indexes[space]:
                del indexes[space]

    def _take(self, bucket: list[str], id: str, collection: str) -> None:
        """Take one id out of a bucket: from the end, out of a few, or where its rank says that it stands."""
        if bucket[-1] == id:
            bucket.pop()
        elif len(bucket) < _FEW:
            bucket.remove(id)
        else:
            rank = self._rank(collection).__getitem__
            del bucket[bisect_left(bucket, rank(id), key=rank)]

    def _relink(self, before: Record, after: Record) -> None:
        collection = NAMES[type(after)]
        old = {(space, id) for space, id, _ in references(before)}
        new = dict.fromkeys((space, id) for space, id, _ in references(after))
        for space, id in old - new.keys():
            self._drop(collection, space, id, {after.id})
        for space, id in new:
            if (space, id) not in old:
                bucket = self.referrers[collection].setdefault(space, {}).setdefault(id, [])
                if bucket:
                    insort(bucket, after.id, key=self._rank(collection).__getitem__)
                else:
                    bucket.append(after.id)

    def _rank(self, collection: str) -> dict[str, int]:
        """Places of the records in their collection: made when first needed, then kept up."""
        if collection not in self._ranks:
            self._ranks[collection] = {id: place for place, id in enumerate(self.collections[collection])}
        return self._ranks[collection]

    def _put(self, old: Sequence[Record], new: Sequence[Record]) -> None:
        for before in old:
            self._unname(before)
        for after in new:
            self.collections[NAMES[type(after)]][after.id] = after
            self._name(after, last=False)

    def _name(self, party: Record, *, last: bool = True) -> None:
        """Enter a party under its names: as the last of those that bear them, or at its place among them."""
        if not isinstance(party, Party):
            return
        for name in dict.fromkeys(party.names):
            bearers = self.names.setdefault(name, [])
            if last or not bearers:
                bearers.append(party.id)
            else:
                insort(bearers, party.id, key=self._rank("parties").__getitem__)

    def _unname(self, party: Record) -> None:
        if not isinstance(party, Party):
            return
        for name in dict.fromkeys(party.names):
            owners = self.names[name]
            self._take(owners, party.id, "parties")
            if not owners:
                del self.names[name]

    def _taken(self, collection: str, id: str) -> str | None:
        """What has this id already in the same space, in words."""
        for name in _SIBLINGS[collection]:
            if id in self.collections[name]:
                return described(name)
        return None

    def all_referring(self, space: str, id: str) -> list[Any]:
        """Every record, of any collection, that names `id`."""
        return [
            self.collections[collection][referrer]
            for collection, indexes in self.referrers.items()
            for referrer in indexes.get(space, {}).get(id, ())
        ]


def _by_kind(records: Iterable[Record]) -> dict[type[Any], list[Any]]:
    """Records by their type, in their order."""
    kinds: dict[type[Any], list[Any]] = {}
    for record in records:
        batch = kinds.get(type(record))
        if batch is None:
            batch = kinds[type(record)] = []
        batch.append(record)
    return kinds


@contextmanager
def without_collector() -> Iterator[None]:
    """Let the garbage collector rest: among a million new records, none of them garbage, it takes a fifth of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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
