"""Where windows begin and end, which statements are surely in them, and how much each weighs."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from argmap.model.argument_map import ArgumentMap
from argmap.positions.networks._incidence import Incidence, Numbers
from argmap.positions.networks._repeats import AFTER, BEFORE, days, period
from argmap.positions.networks.counting import number

Span = tuple[int, int, Numbers, Numbers | None, int]  # first day, last day, places, weights, how many possibly

_LAST = datetime.date.max.toordinal()


class Spans:
    """The windows over some statements, one after the other."""

    def __init__(self, m: ArgumentMap, found: Incidence, width: int, unit: str, step: int, kernel: str | None) -> None:
        self._width, self._unit, self._step, self._kernel = width, unit, step, kernel
        self._first, self._last = days(m, found.positions)
        known = (self._first > BEFORE) & (self._last < AFTER)
        exact = known & (self._first == self._last)
        self._usable = exact if kernel is not None or unit == "positions" else known
        # The order of their days; those of one day in the order of the map.
        self._order = np.flatnonzero(exact)[np.argsort(self._first[exact], kind="stable")]
        self._edges: Sequence[Any] = self._counted() if unit == "positions" else self._calendar(known)
        self.number = len(self._edges)
        self._inside = np.zeros(len(found.positions), bool)
        self._undated = (self._first <= BEFORE) & (self._last >= AFTER)

    def _calendar(self, known: Numbers) -> range:
        """The first units of all windows: from the first statement whose unit is known to the last."""
        unit = self._unit.removesuffix("s")
        start, end = period(self._first[known], unit), period(self._last[known], unit)
        decided = start[start == end]
        if not len(decided):
            return range(0)
        low, high = int(decided.min()), int(decided.max())
        windows = max(math.ceil((high - low + 1 - self._width) / self._step), 0) + 1
        return range(low, low + windows * self._step, self._step)

    def _counted(self) -> list[tuple[int, int]]:
        """The first and last day of each window of so many statements."""
        on = self._first[self._order].tolist()
        found: list[tuple[int, int]] = []
        for place in range(0, len(on), self._step):
            span = on[place], on[min(place + self._width, len(on)) - 1]
            if not found or found[-1] != span:
                found.append(span)
            if place + self._width >= len(on):
                break
        return found

    def __iter__(self) -> Iterator[Span]:
        dated = ~self._undated
        wide = np.flatnonzero(dated & (self._first != self._last))
        for edge in self._edges:
            start, end = edge if isinstance(edge, tuple) else self._days(edge)
            low, high = np.searchsorted(self._first[self._order], (start, end + 1))
            chosen = self._order[low:high]
            first, last = self._first[wide], self._last[wide]
            inside = self._usable[wide] & (first >= start) & (last <= end)
            possible = int(np.count_nonzero((first <= end) & (last >= start) & ~inside))
            chosen = np.sort(np.concatenate((chosen, wide[inside])))
            weight = None
            if self._kernel is not None:
                chosen = np.sort(self._order) if self._kernel == "gaussian" else chosen
                weight = np.sqrt(self._weights(chosen, start, end))
            self._inside[chosen] = True
            yield start, end, chosen, weight, possible

    def _weights(self, chosen: Numbers, start: int, end: int) -> Numbers:
        d = 2 * (self._first[chosen] - (start + end) / 2) / (end - start + 1)
        if self._kernel == "uniform":
            return np.full(len(d), 0.5)
        if self._kernel == "triangular":
            return 1 - np.abs(d)
        if self._kernel == "epanechnikov":
            return np.asarray(0.75 * (1 - d * d))
        return np.asarray(np.exp(-0.5 * d * d) / math.sqrt(2 * math.pi))

    def _days(self, edge: int) -> tuple[int, int]:
        """First and last day of the window that begins with a unit."""
        return _begins(edge, self._unit), min(_begins(edge + self._width, self._unit) - 1, _LAST)

    @property
    def notes(self) -> tuple[str, ...]:
        """Which statements are in no window; known once the windows have been gone through."""
        undated = int(np.count_nonzero(self._undated))
        wide = int(np.count_nonzero(~self._inside & ~self._undated))
        found = []
        if undated:
            found.append(f"{number(undated, 'statement')} without a date: in no window.")
        if wide:
            verb, whose = ("is", "its date does") if wide == 1 else ("are", "their dates do")
            found.append(f"{number(wide, 'statement')} {verb} in no window: {whose} not decide which.")
        return tuple(found)


def _begins(place: int, unit: str) -> int:
    """The first day of a unit."""
    if unit == "days":
        return place
    if unit == "weeks":
        return place * 7 + 1
    year, month = (place + 1970, 1) if unit == "years" else (place // 12 + 1970, place % 12 + 1)
    return datetime.date(year, month, 1).toordinal() if year <= datetime.MAXYEAR else _LAST + 1
