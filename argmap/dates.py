"""Dates that are known in part, kept as they were written (EDTF level 1).

The bounds are calendar days. Nothing is guessed: a bound that is not known is `None`, which means *unbounded*, and a
comparison that the date does not decide answers `possibly`.

References
----------
Extended Date/Time Format, Library of Congress, 2019; ISO 8601-2:2019, annex A.
"""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from functools import lru_cache
from typing import Any

from argmap.characters import forbidden_in, shown
from argmap.errors import DateError

_FORM = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?[?~%]?", re.ASCII)
_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:Z|[+-](?:[01]\d|2[0-3])(?::[0-5]\d)?)?",
    re.ASCII,
)
_LONG_YEAR = re.compile(r"(?:Y-?\d{5,}|-\d{4})(?:-\d{2}(?:-\d{2})?)?[?~%]?", re.ASCII)
# 21 to 24 are spring, summer, autumn and winter wherever one is: EDTF does not say which months those are. So spring
# and autumn lie somewhere from March on, north or south; summer and winter may also run over either end of the year.
_SEASONS = {
    21: ((0, 3, 1), (0, 12, 31)),
    22: ((-1, 12, 1), (1, 3, 31)),
    23: ((0, 3, 1), (0, 12, 31)),
    24: ((-1, 12, 1), (1, 3, 31)),
}
_DAY = datetime.timedelta(days=1)
_EXPECTED = (
    "expected 2018, 2018-03, 2018-03-07, 2018~, 2016/2018 or ../2018 (words such as 'this week' go into the text)"
)

Bounds = tuple[datetime.date | None, datetime.date | None]


class Date:
    """A date as far as it is known.

    Parameters
    ----------
    edtf : str, optional
        The date in EDTF: `2018`, `2018-03`, `2018-03-07`, `2016~` (about), `2016?` (uncertain), `2016/2018`
        (some time within), `../2018` (not later than), `2018/` (from 2018, end unknown), `201X` (a year of the
        decade), `2018-XX-XX` (some day of the year), `2018-21` (spring; 22, 23, 24 are summer, autumn, winter). A time
        of day (`2018-03-07T12:30:00Z`) is kept as written.
    text : str, optional
        The words of the source, `this week`. They are kept, never computed with.

    Raises
    ------
    DateError
        When the date does not exist (`2018-02-29`) or is not EDTF.

    Examples
    --------
    >>> am.Date("2018-03")
    Date('2018-03')
    >>> am.Date("2018-03").earliest, am.Date("../2018").earliest
    (datetime.date(2018, 3, 1), None)
    >>> am.Date("2018-03").within(since="2018-03-07")
    'possibly'
    >>> print(am.Date(text="this week"))
    "this week"

    Notes
    -----
    Equality is by what is written, not by the days it covers.
    """

    __slots__ = ("_hash", "earliest", "edtf", "latest", "text")

    edtf: str | None
    text: str | None
    earliest: datetime.date | None
    latest: datetime.date | None

    def __init__(self, edtf: str | None = None, *, text: str | None = None) -> None:
        if edtf is not None and not isinstance(edtf, str):
            raise DateError(f"{shown(edtf)} is no date: {_EXPECTED}")
        if text is not None and not isinstance(text, str):
            raise DateError(f"{shown(text)}: the words of a date must be a string, not {type(text).__name__}")
        if text is not None and (character := forbidden_in(text)) is not None:
            raise DateError(f"{shown(text)}: the character {character} may not stand in a text")
        edtf = str(edtf or "").strip() or None
        text = " ".join((text or "").split()) or None
        if edtf is None and text is None:
            raise DateError(f"an empty date: {_EXPECTED}, or leave it out")
        earliest, latest = (None, None) if edtf is None else _bounds(edtf)
        put = object.__setattr__
        put(self, "edtf", edtf)
        put(self, "text", text)
        put(self, "earliest", earliest)
        put(self, "latest", latest)
        put(self, "_hash", hash((edtf, text)))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a date is not changed: {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a date is not changed: {name}")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Date):
            return NotImplemented
        return self.edtf == other.edtf and self.text == other.text

    def __hash__(self) -> int:
        return self._hash  # type: ignore[attr-defined, no-any-return]  # a slot set in __init__

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (self.edtf, self.text)

    def __repr__(self) -> str:
        parts = [] if self.edtf is None else [repr(self.edtf)]
        if self.text is not None:
            parts.append(f"text={self.text!r}")
        return f"Date({', '.join(parts)})"

    def __str__(self) -> str:
        return self.edtf if self.edtf is not None else f'"{self.text}"'

    @property
    def approximate(self) -> bool:
        """Whether the date is marked as about (`~`), uncertain (`?`) or both (`%`)."""
        return self.edtf is not None and any(mark in self.edtf for mark in "~?%")

    def within(self, since: Date | str | None = None, until: Date | str | None = None) -> str:
        """Tell whether the date lies in a span, both ends included.

        Parameters
        ----------
        since, until : Date or str, optional
            The span: from the first day that `since` can mean to the last that `until` can mean.

        Returns
        -------
        str
            `yes`, `no` or `possibly`.

        Examples
        --------
        >>> am.Date("2018").within(since="2017", until="2018")
        'yes'
        >>> am.Date("2018~").within(until="2017"), am.Date(text="yesterday").within(until="2017")
        ('possibly', 'possibly')
        """
        return compare((self.earliest, self.latest), span(since, until), approximate=self.approximate)


def _restore(edtf: str | None, text: str | None) -> Date:
    return Date(edtf, text=text)


def as_date(value: Date | str | datetime.date) -> Date:
    """`value` as a `Date`; a `datetime.date` becomes a full day."""
    if isinstance(value, Date):
        return value
    if type(value) is str:
        return _read(value)
    if isinstance(value, datetime.datetime):
        value = value.date()
    return Date(value.isoformat() if isinstance(value, datetime.date) else value)


# Many statements share a date: one object serves them all.
_read = lru_cache(maxsize=65536)(Date)


def compare(bounds: Bounds, span: Bounds, *, approximate: bool = False) -> str:
    """Whether a day somewhere in `bounds` lies in `span`: yes, no or possibly. `None` is unbounded.

    An approximate date never answers yes, and answers no only when it is out by more than its own length.
    """
    (earliest, latest), (since, until) = widened(bounds) if approximate else bounds, span
    if (since is not None and latest is not None and latest < since) or (
        until is not None and earliest is not None and earliest > until
    ):
        return "no"
    sure = (since is None or (earliest is not None and earliest >= since)) and (
        until is None or (latest is not None and latest <= until)
    )
    return "yes" if sure and not approximate else "possibly"


def span(since: Date | str | datetime.date | None, until: Date | str | datetime.date | None) -> Bounds:
    """The days from the first that `since` can mean to the last that `until` can mean."""
    first = None if since is None else _placed(as_date(since), "since").earliest
    last = None if until is None else _placed(as_date(until), "until").latest
    if first is not None and last is not None and first > last:
        raise DateError(f"since={since} is later than until={until}")
    return first, last


def span_of(on: Date | str | datetime.date) -> Bounds:
    """The days that `on` can mean."""
    date = _placed(as_date(on), "on")
    return date.earliest, date.latest


def _placed(date: Date, what: str) -> Date:
    if date.edtf is None:
        raise DateError(f"{what}={date}: words cannot be placed in the calendar; expected a date such as 2018-03")
    return date


def widened(bounds: Bounds) -> Bounds:
    """The bounds of an approximate date: longer by its own length at either end, without end if it is open."""
    earliest, latest = bounds
    if earliest is None or latest is None:
        return None, None
    slack = latest - earliest + _DAY
    return _shift(earliest, -slack), _shift(latest, slack)


def _shift(day: datetime.date, by: datetime.timedelta) -> datetime.date:
    try:
        return day + by
    except OverflowError:
        return datetime.date.min if by.days < 0 else datetime.date.max


@lru_cache(maxsize=65536)
def _bounds(edtf: str) -> Bounds:
    """First and last day that an EDTF string can mean."""
    start, slash, end = edtf.partition("/")
    if not slash:
        return _single(edtf, edtf)
    if start in ("", "..") and end in ("", ".."):
        raise DateError(f"{shown(edtf)} is no date: both ends are open")
    earliest = None if start in ("", "..") else _single(start, edtf)[0]
    latest = None if end in ("", "..") else _single(end, edtf)[1]
    if earliest is not None and latest is not None and earliest > latest:
        raise DateError(f"{shown(edtf)} is no date: it ends before it begins")
    return earliest, latest


def _single(part: str, whole: str) -> tuple[datetime.date, datetime.date]:
    """First and last day that one side of an interval, or a date that is none, can mean."""
    if match := _TIME.fullmatch(part):
        part = match[1]
    match = _FORM.fullmatch(part)
    if match is None:
        if _LONG_YEAR.fullmatch(part):
            raise _no_date(whole, "its year is out of the calendar (0001 to 9999)")
        raise _no_date(whole, _EXPECTED)
    year, month, day = match[1], match[2], match[3]
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if last == 0:
        raise _no_date(whole, "there is no year 0000 in the calendar used here")
    first = max(first, 1)  # 000X begins in the year 1
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise _no_date(whole, "a day without its month")
        return datetime.date(first, 1, 1), datetime.date(last, 12, 31)
    if "X" in year:
        raise _no_date(whole, "a month of an unknown year")
    number = int(month)
    if number in _SEASONS and day is None:
        return _season(first, *_SEASONS[number])
    if not 1 <= number <= 12:
        raise _no_date(whole, f"there is no month {month}")
    days = monthrange(first, number)[1]
    if day is None or day == "XX":
        return datetime.date(first, number, 1), datetime.date(first, number, days)
    if not 1 <= int(day) <= days:
        raise _no_date(whole, f"{year}-{month} has the days 01 to {days}")
    return (exact := datetime.date(first, number, int(day))), exact


def _season(year: int, start: tuple[int, int, int], end: tuple[int, int, int]) -> tuple[datetime.date, datetime.date]:
    """The widest span that a season of `year` can mean, cut off at the ends of the calendar."""
    return (
        datetime.date(year + start[0], *start[1:]) if year + start[0] >= 1 else datetime.date.min,
        datetime.date(year + end[0], *end[1:]) if year + end[0] <= 9999 else datetime.date.max,
    )


def _no_date(whole: str, reason: str) -> DateError:
    return DateError(f"{shown(whole)} is no date: {reason}")
