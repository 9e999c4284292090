"""The map: claims, the arguments between them, and the positions that parties take on them."""

from __future__ import annotations

import dataclasses
from typing import Any

from argmap.errors import MapError, ParseError, Problem, ValueRefused
from argmap.model.answers.arguments import bearing, undercuts
from argmap.model.answers.positions import holders, stances
from argmap.model.building import Building
from argmap.model.frozen import FrozenData, frozen_data
from argmap.model.records import (
    Party,
    Source,
)
from argmap.model.references import COLLECTIONS, NAMES, SPACE_OF
from argmap.model.store import same_records
from argmap.model.text import identifier
from argmap.tables import Table


class ArgumentMap(Building):
    """A dispute: what is claimed, what speaks for and against it, and who holds what.

    Parameters
    ----------
    title : str, optional
        A name for the map.
    data : mapping, optional
        Free data of the map, as JSON.

    Examples
    --------
    >>> m = am.ArgumentMap("The pier")
    >>> pier = m.add_claim("The pier should be built.", id="pier")
    >>> view = m.add_claim("It blocks the view.", id="view")
    >>> ada, bo = m.add_party("Ada"), m.add_party("Bo")
    >>> _ = m.add_attack(view, pier, by=ada)
    >>> _ = m.add_position(bo, pier, "asserts", date="2018-03", quote="we need this pier")
    >>> m
    <ArgumentMap 'The pier': 2 parties, 2 claims, 1 argument, 2 positions>
    >>> m.holders(pier)[0].party
    'bo'
    >>> m.arguments_against("pier")[0].by
    ('ada',)

    Notes
    -----
    Every edit is made whole or not at all. Looking up an id is O(1); positions on a claim, arguments for it and the
    like take time in proportion to what names the claim.
    """

    __slots__ = ()

    __hash__ = None  # type: ignore[assignment]  # a map can be edited

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ArgumentMap):
            return NotImplemented
        return (
            self.title == other.title
            and self.data == other.data
            and same_records(self._store.collections, other._store.collections)
        )

    def __repr__(self) -> str:
        counts = [
            f"{number} {name if number != 1 else COLLECTIONS[name].__name__.lower()}"
            for name in ("issues", "cases", "parties", "sources", "claims", "arguments", "positions", "outcomes")
            if (number := len(self._store.collections[name]))
        ]
        title = f" {self.title!r}" if self.title else ""
        return f"<ArgumentMap{title}: {', '.join(counts) or 'empty'}>"

    def stances(self, target: Any) -> Table:
        """Every position on a claim or argument: who, which stance, when, where, in which words.

        Returns
        -------
        Table
            `party, stance, date, source, quote, mode, basis, hedge`; behind each row a `Position`. Imputed positions
            are left out, and the note counts them.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("The CDN is a dumb pipe.", id="pipe"), m.add_party("ALS Scan", id="als")
        >>> _ = m.add_position("als", "pipe", "denies", source=m.add_source("S1"), quote="not a dumb pipe")
        >>> [(row.party, row.stance, row.source, row.quote) for row in m.stances("pipe")]
        [('als', 'denies', 'S1', 'not a dumb pipe')]
        """
        return stances(self, target)

    def holders(
        self, target: Any, *, since: Any = None, until: Any = None, on: Any = None, rollup: bool = False
    ) -> Table:
        """Who asserts or concedes a claim; when nobody does, the note says who denies it.

        Parameters
        ----------
        since, until, on : Date or str, optional
            When the statement was made.
        rollup : bool
            Count explicit spokesmen as their principals.

        Returns
        -------
        Table
            One row a party: `party, stance, date, source, quote, positions`. Behind it the party's first position.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("The CDN is a dumb pipe.", id="pipe"), m.add_party("ALS Scan", id="als")
        >>> _ = m.add_position("als", "pipe", "denies")
        >>> print(m.holders("pipe"))
        (nothing)
        Nobody asserts or concedes pipe. als denies it.
        """
        return holders(self, target, since, until, on, rollup)

    def arguments_for(self, target: Any) -> Table:
        """Arguments for `x` or `~x`: supports of it, and attacks on its negation.

        Returns
        -------
        Table
            `id, kind, premises, target, by, source, basis`, kind and target as they are said.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_claim("Trade grows.", id="trade")
        >>> _ = m.add_support("trade", "pier"), m.add_attack("trade", "~pier")
        >>> [(row.kind, row.target) for row in m.arguments_for("pier")]
        [('support', 'pier'), ('attack', '~pier')]
        """
        return bearing(self, target, favourable=True)

    def arguments_against(self, target: Any) -> Table:
        """Arguments against `x` or `~x`: attacks on it, and supports of its negation.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_claim("It blocks the view.", id="view")
        >>> _ = m.add_support("view", "~pier")
        >>> [(row.kind, row.target) for row in m.arguments_against("pier")]
        [('support', '~pier')]
        """
        return bearing(self, target, favourable=False)

    def undercuts(self, target: Any = None) -> Table:
        """Undercuts of an argument or a sketch; all undercuts when none is named.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> for id in ("pier", "trade", "war"):
        ...     _ = m.add_claim(id, id=id)
        >>> _ = m.add_support("trade", "pier", id="a1")
        >>> _ = m.add_undercut("war", "a1", id="a2")
        >>> m.undercuts("a1").column("id")
        ['a2']
        """
        return undercuts(self, target)

    # -- editing ---------------------------------------------------------------------------------------------------

    def replace(self, record: Any, /, **changes: Any) -> Any:
        """Put a changed record in the place of the one with its id.

        Parameters
        ----------
        record : record or id
            A whole record, or the id of one whose fields are to change.
        **changes
            New values of fields; the id stays (see `rename`).

        Returns
        -------
        record
            The record that now stands in the map, at its old place in the order.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Build the pier.", id="pier")
        >>> m.replace("pier", text="Build the new pier.").text
        'Build the new pier.'
        """
        old = self._record(record)
        if "id" in changes:
            raise ValueRefused("an id is not replaced: use rename")
        names = [f.name for f in dataclasses.fields(old)]
        for name in changes:
            if name not in names:
                raise TypeError(f"{type(old).__name__} has no field {name!r}: there are {', '.join(names)}")
        new = dataclasses.replace(record if not isinstance(record, str) else old, **changes)
        self._store.swap([new])
        return new

    def remove(self, *records: Any) -> None:
        """Take records out of the map, all or none.

        Raises
        ------
        MapError
            When another record names one of them; `dependents` lists these.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> pier, view = m.add_claim("Build it.", id="pier"), m.add_claim("It blocks the view.", id="view")
        >>> _ = m.add_attack(view, pier, id="a1")
        >>> m.remove("view")
        Traceback (most recent call last):
        ...
        argmap.errors.MapError: still named elsewhere (see dependents):
          argument 'a1': premises: names 'view'
        >>> m.remove("view", *m.dependents("view"))
        >>> len(m.claims), len(m.arguments)
        (1, 0)
        """
        unique = {(type(found), found.id): found for found in map(self._record, records)}
        self._store.remove(list(unique.values()))

    def dependents(self, record: Any) -> list[Any]:
        """Every record that names this one, directly or through others: what `remove` must take along.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Build it.", id="pier"), m.add_party("Ada", id="ada")
        >>> _ = m.add_position("ada", "pier")
        >>> [type(one).__name__ for one in m.dependents("pier")]
        ['Position']
        """
        start = self._record(record)
        found: dict[tuple[str, str], Any] = {}
        todo = [start]
        while todo:
            one = todo.pop()
            for referrer in self._store.all_referring(SPACE_OF[NAMES[type(one)]], one.id):
                key = NAMES[type(referrer)], referrer.id
                if key not in found and referrer is not start:
                    found[key] = referrer
                    todo.append(referrer)
        return list(found.values())

    def rename(self, record: Any, id: str) -> Any:
        """Give a record another id, there and wherever it is named. Cost: one pass over the map.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Build it.", id="pier"), m.add_claim("It blocks the view.", id="view")
        >>> _ = m.add_attack("view", "pier", id="a1")
        >>> _ = m.rename("view", "sight")
        >>> m["a1"].premises[0].id
        'sight'
        """
        old = self._record(record)
        id = identifier(id)
        if id == old.id:
            return old
        self._store.rename(old, id)
        if isinstance(old, Source) and old.id in self.texts:
            self.texts[id] = self.texts.pop(old.id)
        return self._store.collections[NAMES[type(old)]][id]

    def merge_parties(self, keep: Any, *others: Any) -> Party:
        """Make several parties one: its names become aliases, its positions those of `keep`. Cost: one pass.

        Raises
        ------
        MapError
            When two of them are marked as distinct, or one would speak for itself; nothing was changed.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_party("Cloudflare", id="cf"), m.add_party("Cloudfare", id="cf2")
        >>> m.merge_parties("cf", "cf2").aliases
        ('Cloudfare',)
        """
        kept = self.party(keep)
        gone = [one for one in dict.fromkeys(self.party(other) for other in others) if one.id != kept.id]
        all_of = [kept, *gone]
        for one in all_of:
            for other in all_of:
                if other.id in one.distinct_from:
                    reason = f"is marked as distinct from {other.id!r}: they are not to be merged"
                    raise MapError(f"party {one.id!r}: {reason}", [Problem(one, "distinct_from", reason)])
        names = [name for one in gone for name in ((one.id, *one.names) if one.name == one.id else one.names)]
        data = kept.data.to_json()
        for one in gone:
            for key, value in one.data.to_json().items():
                if data.setdefault(key, value) != value:
                    data[f"{key} ({one.id})"] = value
        merged = dataclasses.replace(
            kept,
            kind=kept.kind or next((one.kind for one in gone if one.kind), None),
            aliases=tuple(name for name in dict.fromkeys([*kept.aliases, *names]) if name != kept.name),
            distinct_from=tuple(dict.fromkeys(id for one in all_of for id in one.distinct_from)),
            data=frozen_data(data),
        )
        self._store.merge_parties(merged, gone)
        return merged

    def copy(self) -> ArgumentMap:
        """An independent map with the same records. Cost: one pass.

        Examples
        --------
        >>> m = am.ArgumentMap("Pier")
        >>> m.copy() == m
        True
        """
        twin = ArgumentMap(self.title, data=self.data)
        twin.report = self.report
        twin.texts = dict(self.texts)
        twin._store = self._store.copy()
        twin._counters = dict(self._counters)
        return twin

    __copy__ = copy

    def __deepcopy__(self, memo: dict[int, Any]) -> ArgumentMap:
        return self.copy()

    def __reduce__(self) -> tuple[Any, ...]:
        # The records only: the indexes are made anew, and checked, where the map is unpickled.
        records = [record for table in self._store.collections.values() for record in table.values()]
        return _restored, (self.title, self.data, records, self.report, self.texts, self._counters)


def _restored(
    title: str | None,
    data: FrozenData,
    records: list[Any],
    report: tuple[ParseError, ...],
    texts: dict[str, str],
    counters: dict[str, int],
) -> ArgumentMap:
    """A map from its pickle."""
    m = ArgumentMap(title, data=data)
    m.extend(records)
    m.report, m.texts, m._counters = report, texts, counters
    return m
