"""Which statements repeat an earlier one: per document, or per day, week, month or year of the calendar."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

import numpy as np

from argmap.dates import Date, widened
from argmap.model.argument_map import ArgumentMap
from argmap.model.filters import Calendar
from argmap.model.records import Position
from argmap.positions.networks._incidence import Incidence, Numbers
from argmap.positions.networks.counting import number

BEFORE, AFTER = 0, datetime.date.max.toordinal() + 1  # no bound: before the first and after the last day there is
_EPOCH = datetime.date(1970, 1, 1).toordinal()


def days(m: ArgumentMap, positions: Iterable[Position]) -> tuple[Numbers, Numbers]:
    """First and last day on which each statement can have been made, as ordinals. Cost: one pass."""
    calendar = Calendar(m._store)
    known: dict[Date, tuple[int, int]] = {}
    found: list[tuple[int, int]] = []
    for p in positions:
        date = p.date
        dated = date is not None and date.edtf is not None
        bounds = known.get(date) if dated and date is not None else None
        if bounds is None:
            first, last = calendar.bounds(p)
            if date is not None and date.approximate:
                first, last = widened((first, last))
            bounds = BEFORE if first is None else first.toordinal(), AFTER if last is None else last.toordinal()
            if dated and date is not None:
                known[date] = bounds
        found.append(bounds)
    both = np.array(found, np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def period(days: Numbers, unit: str, *, dna: bool = False) -> Numbers:
    """The day, ISO week, month or year of each day, as numbers; in DNA weeks and months are of no year."""
    if unit == "day":
        return days
    if unit == "week":
        # Day 1 of the calendar is a Monday; the week of a date is that of its Thursday.
        weeks = (days - 1) // 7
        return np.asarray(_of_year(weeks * 7 + 4) // 7) if dna else np.asarray(weeks)
    dates = (days - _EPOCH).astype("datetime64[D]")
    if unit == "year":
        return np.asarray(dates.astype("datetime64[Y]").astype(np.int64))
    months = np.asarray(dates.astype("datetime64[M]").astype(np.int64))
    return np.asarray(months % 12) if dna else months


def _of_year(days: Numbers) -> Numbers:
    """The day of the year, from 0."""
    dates = (days - _EPOCH).astype("datetime64[D]")
    return np.asarray((dates - dates.astype("datetime64[Y]")).astype(np.int64))


def counted(m: ArgumentMap, found: Incidence) -> tuple[Numbers | None, str]:
    """Places of the statements that count once the repeated ones are out, and a note; None for all of them.

    `once` is not decided here: it is what the cells of the matrix do.
    """
    how = found.counting
    if how.duplicates in ("once", "all") and not (how.dna and how.qualifier is None and how.duplicates == "once"):
        return None, ""
    size = len(found.positions)
    note, first = "", np.zeros(size, np.int64)
    if how.duplicates == "once":
        bucket = np.zeros(size, np.int64)
        first = days(m, found.positions)[0]
    elif how.duplicates == "document":
        names = [p.source for p in found.positions]  # in which it was read, by its first piece of evidence
        place = {name: number for number, name in enumerate(dict.fromkeys(names))}
        bucket = np.fromiter((-1 if name is None else place[name] for name in names), np.int64, size)
        if unknown := int(np.count_nonzero(bucket < 0)):
            note = f"{number(unknown, 'statement')} without a document: each counts by itself."
    else:
        first, last = days(m, found.positions)
        known = (first > BEFORE) & (last < AFTER)
        start, end = np.where(known, first, 1), np.where(known, last, 1)
        # A month of one number is only sure when the month is: the true period decides, also for DNA's.
        decided = known & (period(start, how.duplicates) == period(end, how.duplicates))
        bucket = np.where(decided, period(start, how.duplicates, dna=how.dna), -1)
        if unsure := size - int(np.count_nonzero(decided)):
            note = (
                f"{number(unsure, 'statement')} whose date does not decide the {how.duplicates}: "
                "each counts by itself, none is taken for a duplicate."
            )
    return _first_of_each(found, bucket, first), note


def _first_of_each(found: Incidence, bucket: Numbers, first: Numbers) -> Numbers:
    """The places of the first statement, by date, of each party, claim, level and bucket; all of those in no bucket."""
    alone = np.flatnonzero(bucket < 0)
    shared = np.flatnonzero(bucket >= 0)
    shared = shared[np.argsort(first[shared], kind="stable")]
    how = found.counting
    level = np.zeros_like(found.level) if how.dna and how.qualifier is None else found.level
    keys = (bucket, level, found.claim, found.party)
    order = np.lexsort([key[shared] for key in keys])
    sorted_keys = [key[shared][order] for key in keys]
    new = np.zeros(len(order), bool)
    new[:1] = True
    for key in sorted_keys:
        new[1:] |= key[1:] != key[:-1]
    return np.sort(np.concatenate((alone, shared[order[new]])))
