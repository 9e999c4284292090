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

from argmap.errors import DateError, MissingDependencyError

_PLAIN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%]?)", re.ASCII)
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(Z|[+-]\d{2}(:\d{2})?)?", re.ASCII)
_LEVEL_1 = re.compile(r"Y?-?[\dX]{4,12}(-[\dX]{2}(-[\dX]{2})?)?[?~%]?", re.ASCII)
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
        (some time within), `../2018` (not later than), `2018/` (from 2018, end unknown). Seasons (`2018-21`),
        unspecified digits (`201X`) and years of other lengths need the extra `edtf`.
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
            raise DateError(f"{edtf!r} is no date: {_EXPECTED}")
        edtf = (edtf or "").strip() or None
        text = " ".join((text or "").split()) or None
        if edtf is None and text is None:
            raise DateError(f"an empty date: {_EXPECTED}, or leave it out")
        if text is not None and not text.isprintable():
            raise DateError(f"{text!r}: a character that may not stand in a text")
        earliest, latest = (None, None) if edtf is None else _bounds(edtf)
        put = object.__setattr__
        put(self, "edtf", edtf)
        put(self, "text", text)
        put(self, "earliest", earliest)
        put(self, "latest", latest)
        put(self, "_hash", hash((edtf, text)))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a date is not changed: {name}")

    __delattr__ = __setattr__  # type: ignore[assignment]  # same refusal, one argument fewer is never reached

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
        span = (as_date(since).earliest if since else None, as_date(until).latest if until else None)
        return compare((self.earliest, self.latest), span, approximate=self.approximate)


def _restore(edtf: str | None, text: str | None) -> Date:
    return Date(edtf, text=text)


def as_date(value: Date | str | datetime.date) -> Date:
    """`value` as a `Date`; a `datetime.date` becomes a full day."""
    if isinstance(value, Date):
        return value
    if isinstance(value, datetime.datetime):
        value = value.date()
    return Date(value.isoformat() if isinstance(value, datetime.date) else value)


def compare(bounds: Bounds, span: Bounds, *, approximate: bool = False) -> str:
    """Whether a day somewhere in `bounds` lies in `span`: yes, no or possibly. `None` is unbounded.

    An approximate date never answers yes, and answers no only when it is out by more than its own length.
    """
    (earliest, latest), (since, until) = bounds, span
    if approximate and earliest is not None and latest is not None:
        slack = latest - earliest + _DAY
        earliest, latest = _shift(earliest, -slack), _shift(latest, slack)
    if (since is not None and latest is not None and latest < since) or (
        until is not None and earliest is not None and earliest > until
    ):
        return "no"
    sure = (since is None or (earliest is not None and earliest >= since)) and (
        until is None or (latest is not None and latest <= until)
    )
    return "yes" if sure and not approximate else "possibly"


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
        raise DateError(f"{edtf!r} is no date: both ends are open")
    earliest = None if start in ("", "..") else _single(start, edtf)[0]
    latest = None if end in ("", "..") else _single(end, edtf)[1]
    if earliest is not None and latest is not None and earliest > latest:
        raise DateError(f"{edtf!r} is no date: it ends before it begins")
    return earliest, latest


def _single(part: str, whole: str) -> Bounds:
    if match := _PLAIN.fullmatch(part):
        year, month, day = (int(text) if text else 0 for text in match.groups()[:3])
        if month <= 12:  # 21 and more are seasons
            try:
                first = datetime.date(year, month or 1, day or 1)
            except ValueError as error:
                raise DateError(f"{whole!r} is no date: {_reason(error, match)}") from None
            if match[3]:
                return first, first
            if match[2]:
                if month == 0:
                    raise DateError(f"{whole!r} is no date: there is no month 00")
                return first, first.replace(day=monthrange(year, month)[1])
            return first, first.replace(month=12, day=31)
        if month < 21 or match[3]:
            raise DateError(f"{whole!r} is no date: there is no month {match[2]}")
    elif match := _TIME.fullmatch(part):
        return _single(match[1], whole)
    elif not _LEVEL_1.fullmatch(part):
        raise DateError(f"{whole!r} is no date: {_EXPECTED}")
    return _by_library(part, whole)


def _reason(error: ValueError, match: re.Match[str]) -> str:
    if match[1] == "0000":
        return "there is no year 0000 in the calendar used here"
    if match[2] == "00":
        return "there is no month 00"
    # Python 3.14 and later name the number of days; one wording for every version.
    return "day is out of range for month" if "day" in str(error) else str(error)


def _by_library(part: str, whole: str) -> Bounds:
    """Bounds of the rarer forms, from the edtf library, each checked against the calendar here."""
    try:
        from edtf import parse_edtf
    except ImportError:
        raise MissingDependencyError("edtf", extra="edtf", purpose=f"dates such as {whole!r}") from None
    try:
        parsed = parse_edtf(part)
        low, high = parsed.lower_strict(), parsed.upper_strict()
        bounds = datetime.date(*low[:3]), datetime.date(*high[:3])
    except Exception:
        # The library raises errors of pyparsing, TypeErrors and OverflowErrors alike; all of them mean the same.
        raise DateError(f"{whole!r} is no date that argmap can place in the calendar (years 1 to 9999)") from None
    return bounds
