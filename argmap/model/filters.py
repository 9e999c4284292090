"""Filters of views: by party, target, source, date, … A date that is known in part answers yes, no or possibly."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from argmap.dates import Bounds, Date, as_date, compare
from argmap.errors import ValueRefused
from argmap.model.store import Store
from argmap.model.text import did_you_mean

ANY = "any"


def wanted(value: Any, choices: Collection[str], what: str) -> frozenset[str] | None:
    """The values a filter lets through (None: all), each checked against `choices` if there are any."""
    if value is None:
        return None
    values = (value,) if isinstance(value, str) or not isinstance(value, Iterable) else tuple(value)
    found = []
    for one in values:
        name = getattr(one, "id", one)
        if choices and name not in choices:
            raise ValueRefused(
                f"unknown {what} {name!r:.40}{did_you_mean(name, choices)} (one of {', '.join(sorted(choices))})"
            )
        found.append(name)
    return frozenset(found)


def span(since: Any, until: Any, on: Any) -> Bounds | None:
    """The days asked for, or None when the question names no date."""
    if on is not None:
        if since is not None or until is not None:
            raise ValueRefused("on= is a span of its own: leave out since= and until=")
        day = as_date(on)
        _placed(day, "on")
        return day.earliest, day.latest
    if since is None and until is None:
        return None
    first, last = (None if value is None else as_date(value) for value in (since, until))
    if first is not None:
        _placed(first, "since")
    if last is not None:
        _placed(last, "until")
    return (first.earliest if first else None), (last.latest if last else None)


def _placed(date: Date, what: str) -> None:
    if date.edtf is None:
        raise ValueRefused(f"{what}={date}: words cannot be placed in the calendar; expected a date such as 2018-03")


class Calendar:
    """When statements were made, as far as dates and stated orders of documents tell.

    A statement with a date of its own has the bounds of that date. One without is not later than the document that
    reports it, and a document not later than those that report it or that are *stated* to follow it. Inferred orders
    are not used, and no lower bound is derived: a document may report old words.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._latest: dict[str, Any] = {}
        self._later: dict[str, list[str]] | None = None

    def bounds(self, record: Any) -> Bounds:
        """First and last day on which the statement or outcome can have been made."""
        date: Date | None = record.date
        if date is not None and date.edtf is not None:
            return date.earliest, date.latest
        known = [day for id in record.sources if (day := self._bound(id)) is not None]
        return None, min(known, default=None)

    def within(self, record: Any, days: Bounds) -> str:
        """Whether the record falls into `days`: yes, no or possibly."""
        approximate = record.date is not None and record.date.approximate
        return compare(self.bounds(record), days, approximate=approximate)

    def _bound(self, source: str) -> Any:
        """The last day on which a document can have been made."""
        if source not in self._latest:
            seen, todo, days = {source}, [source], []
            while todo:
                id = todo.pop()
                document = self._store.collections["sources"][id]
                if document.date is not None and document.date.latest is not None and not document.date.approximate:
                    days.append(document.date.latest)
                    continue
                reports = [piece.source for piece in document.reported_in if piece.source and piece.basis == "explicit"]
                for following in [*reports, *self._followers(id)]:
                    if following not in seen:
                        seen.add(following)
                        todo.append(following)
            self._latest[source] = min(days, default=None)
        return self._latest[source]

    def _followers(self, source: str) -> list[str]:
        if self._later is None:
            self._later = {}
            for document in self._store.collections["sources"].values():
                for earlier in document.after:
                    if earlier.evidence.basis == "explicit":
                        self._later.setdefault(earlier.id, []).append(document.id)
        return self._later.get(source, [])


def keep(records: Iterable[Any], tests: Iterable[Callable[[Any], bool] | None]) -> list[Any]:
    """The records that pass every test."""
    active = [test for test in tests if test is not None]
    return [record for record in records if all(test(record) for test in active)]


def among(field: Callable[[Any], Any], values: frozenset[str] | None) -> Callable[[Any], bool] | None:
    """A test that a field is one of `values`; None where nothing is asked."""
    return None if values is None else lambda record: field(record) in values


def touching(field: Callable[[Any], Iterable[Any]], values: frozenset[str] | None) -> Callable[[Any], bool] | None:
    """A test that a field of several ids or words has one of `values`."""
    return None if values is None else lambda record: any(one in values for one in field(record))
