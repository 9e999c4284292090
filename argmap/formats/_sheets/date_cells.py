"""Dates as a spreadsheet holds them: a number of days, and a format that says which part of the date was meant.

Who types `2018-03` gets the first of March, in a format that shows month and year: that is read as `2018-03`. Who types
`3-4` gets a day of this year; that the year is the program's invention shows in a format without one: it is refused.
"""

from __future__ import annotations

import datetime
import re

# Formats that need no entry in a file: ECMA-376, part 1, 18.8.30; the East Asian ones by what they show.
BUILT_IN = {
    14: "m/d/yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47), "h:mm:ss"),
    22: "m/d/yy h:mm",
    **dict.fromkeys((30, 31), "yyyy/m/d"),
    **dict.fromkeys((27, 36, 50, 55, 57), "yyyy/m"),
    **dict.fromkeys((28, 29, 51, 52, 53, 54, 56, 58), "m/d"),
}
_NO_CODE = re.compile(r'"[^"]*"?|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]|am/pm|a/p|general', re.IGNORECASE | re.DOTALL)
_TIME = re.compile(r"\[?h+\]?\W*m+(?:\W*s+)?|\[?m+\]?\W*s+|\[?[hs]+\]?|\[m+\]")


class Undated(Exception):
    """A cell that holds no date, or one whose year nobody gave."""


def shown(code: str) -> frozenset[str]:
    """What a number format shows of a date: `y`, `m`, `d` and `t` (a time); nothing when it is no format of dates."""
    bare = _NO_CODE.sub("", code.lower()).partition(";")[0]
    rest = _TIME.sub("", bare)
    return frozenset(sign for sign in "ymd" if sign in rest) | ({"t"} if rest != bare else set())


def date_text(serial: float, parts: frozenset[str], *, since_1904: bool) -> str:
    """The date that a cell shows, in ISO 8601.

    Raises
    ------
    Undated
        When the cell shows no year, or there is no such day.
    """
    if not parts & {"y", "m", "d"}:
        raise Undated("a time of day")
    if "y" not in parts:
        raise Undated("a date without a year")
    moment = _moment(serial, since_1904=since_1904)
    if "d" not in parts and "m" not in parts and (moment.month, moment.day) == (1, 1):
        return f"{moment.year:04d}"
    if "d" not in parts and "m" in parts and moment.day == 1:
        return f"{moment.year:04d}-{moment.month:02d}"
    return moment.isoformat() if "t" in parts else moment.date().isoformat()


def _moment(serial: float, *, since_1904: bool) -> datetime.datetime:
    if since_1904:
        first = datetime.datetime(1904, 1, 1)
    elif 60 <= serial < 61:
        raise Undated("29 February 1900, a day that never was")
    elif serial < 1:
        raise Undated("a time of day")
    else:
        # Day 1 is the first of January 1900; after the day that never was, all are one too high.
        first = datetime.datetime(1899, 12, 31 if serial < 60 else 30)
    try:
        moment = first + datetime.timedelta(days=serial)
        return (moment + datetime.timedelta(microseconds=500_000)).replace(microsecond=0)
    except (OverflowError, ValueError):
        raise Undated("no day of the calendar") from None
