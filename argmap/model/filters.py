"""Filters of views: by party, target, source, date, … A date that is known in part answers yes, no or possibly."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable
from typing import Any

from argmap.characters import shown
from argmap.dates import Bounds, Date, compare, span, span_of, widened
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
                f"unknown {what} {shown(name, 40)}{did_you_mean(name, choices)} (one of {', '.join(sorted(choices))})"
            )
        found.append(name)
    return frozenset(found)


def asked(since: Any, until: Any, on: Any) -> Bounds | None:
    """The days asked for, or None when the question names no date."""
    if on is not None:
        if since is not None or until is not None:
            raise ValueRefused("on= is a span of its own: leave out since= and until=")
        return span_of(on)
    return None if since is None and until is None else span(since, until)


class Calendar:
    """When statements were made, as far as dates and stated orders of documents tell.

    A statement with a date of its own has the bounds of that date. One without is not later than the document that
    reports it, and a document not later than those that report it or that are *stated* to follow it. Inferred orders
    are not used, and no lower bound is derived: a document may report old words.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._latest: dict[str, datetime.date] | None = None

    def bounds(self, record: Any) -> Bounds:
        """First and last day on which the statement or outcome can have been made."""
        date: Date | None = record.date
        if date is not None and date.edtf is not None:
            return date.earliest, date.latest
        if self._latest is None:
            self._latest = self._latest_days()
        known = [self._latest[id] for id in record.sources if id in self._latest]
        return None, min(known, default=None)

    def within(self, record: Any, days: Bounds) -> str:
        """Whether the record falls into `days`: yes, no or possibly."""
        return compare(self.bounds(record), days, approximate=_about(record))

    def in_term(self, record: Any, since: Date | None, until: Date | None) -> str:
        """Whether the record falls into a term that begins some time in `since` and ends some time in `until`."""
        if since is None and until is None:
            return "yes"
        bounds, approximate = self.bounds(record), _about(record)
        first, last = (_bounds(since), _bounds(until))
        if compare(bounds, (first[0], last[1]), approximate=approximate) == "no":
            return "no"
        vague = any(date is not None and (date.approximate or date.edtf is None) for date in (since, until))
        # A day is surely in the term when it is neither before the last day on which the term can begin, nor after the
        # first on which it can end.
        if vague or (since is not None and first[1] is None) or (until is not None and last[0] is None):
            return "possibly"
        return "yes" if compare(bounds, (first[1], last[0]), approximate=approximate) == "yes" else "possibly"

    def _latest_days(self) -> dict[str, datetime.date]:
        """The last day on which each document can have been made, where that is known. Cost: one pass."""
        before: dict[str, list[str]] = {}  # document -> those that are not later
        dated: list[tuple[datetime.date, str]] = []
        for id, document in self._store.collections["sources"].items():
            if document.date is not None and document.date.latest is not None and not document.date.approximate:
                dated.append((document.date.latest, id))
            for earlier in document.after:
                if earlier.evidence.basis == "explicit":
                    before.setdefault(id, []).append(earlier.id)
            for piece in document.reported_in:
                if piece.source is not None and piece.basis == "explicit":
                    before.setdefault(piece.source, []).append(id)
        # From the earliest day on, each day is handed down to all that is not later and has none yet.
        latest: dict[str, datetime.date] = {}
        for day, id in sorted(dated):
            todo = [id]
            while todo:
                one = todo.pop()
                if one not in latest:
                    latest[one] = day
                    todo += before.get(one, ())
        return latest


def _about(record: Any) -> bool:
    return record.date is not None and record.date.approximate


def _bounds(date: Date | None) -> Bounds:
    if date is None:
        return None, None
    bounds = date.earliest, date.latest
    return widened(bounds) if date.approximate else bounds


def keep(records: Iterable[Any], tests: Iterable[Callable[[Any], bool] | None]) -> list[Any]:
    """The records that pass every test."""
    active = [test for test in tests if test is not None]
    if not active:
        return list(records)
    return [record for record in records if all(test(record) for test in active)]


def among(field: Callable[[Any], Any], values: frozenset[str] | None) -> Callable[[Any], bool] | None:
    """A test that a field is one of `values`; None where nothing is asked."""
    return None if values is None else lambda record: field(record) in values


def touching(field: Callable[[Any], Iterable[Any]], values: frozenset[str] | None) -> Callable[[Any], bool] | None:
    """A test that a field of several ids or words has one of `values`."""
    return None if values is None else lambda record: any(one in values for one in field(record))
