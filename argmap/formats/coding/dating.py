"""The date in a cell of a coding sheet. Nothing is guessed: what may be two days, or lacks its century, is a fault.

EDTF, as argmap writes it, is taken as it stands. Beside it: `2018/3/7`, `20180307`, `7 March 2018`, `13.04.2018`,
`03/2018`, and, where `dayfirst` says which is meant, `03/04/2018`. A time of day behind a blank is no part of the date.
"""

from __future__ import annotations

import re

from argmap.dates import Date
from argmap.errors import DateError

_TIME = re.compile(
    r"(.*\d)(?:T|\s+|,\s+)(\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)",
    re.IGNORECASE | re.ASCII,
)
_MIDNIGHT = re.compile(r"(?:0{1,2}:00(?::00(?:[.,]0+)?)?(?!\s*p)|12:00(?::00)?\s*a)", re.IGNORECASE)
_AT_MIDNIGHT = re.compile(r"\d{4}-\d{2}-\d{2}T00:00:00", re.ASCII)
_YEAR = re.compile(r"(\d{4})\.0+", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.\s]\s*(\d{1,2})(?:\s*[-/.\s]\s*(\d{1,2}))?", re.ASCII)
_COMPACT = re.compile(r"((?:1[5-9]|20)\d{2})(\d{2})(\d{2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})\s*([-/.\s])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})", re.ASCII)
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{4})", re.ASCII)
_UNDATED = {"n.d.", "n. d.", "nd", "no date", "undated", "s.d.", "s. d."}
_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WORD = re.compile(r"[a-z]+|\d+|[^\sa-z\d]", re.IGNORECASE | re.ASCII)
_SERIAL = re.compile(r"[1-9]\d{4}(?:\.\d+)?", re.ASCII)
_LONGEST = 100
_EXPECTED = "expected 2018, 2018-03, 2018-03-07 or 7 March 2018"


def date_of(text: str, dayfirst: bool | None) -> tuple[Date, str | None]:
    """The date in a cell, and its time of day where it has one that is not midnight.

    Raises
    ------
    DateError
        When it is no date, or may be several.
    """
    word = " ".join(text.split())
    if len(word) > _LONGEST:
        raise DateError(f"{word!r:.40}… is no date: {_EXPECTED}")
    if _AT_MIDNIGHT.fullmatch(word):
        return Date(word[:10]), None
    if (as_it_stands := _edtf(word)) is not None:
        return as_it_stands, None
    if word.casefold() in _UNDATED:
        return Date(text=word), None
    if (match := _TIME.fullmatch(word)) is not None:
        time = None if _MIDNIGHT.match(match[2]) else match[2].strip()
        return _day(match[1].strip(), word, dayfirst), time
    return _day(word, word, dayfirst), None


def _edtf(word: str) -> Date | None:
    try:
        return Date(word)
    except DateError:
        return None


def _day(word: str, whole: str, dayfirst: bool | None) -> Date:
    """A date that is not EDTF."""
    if (as_it_stands := _edtf(word)) is not None:
        return as_it_stands
    if match := _YEAR.fullmatch(word):
        return Date(match[1])
    if _SERIAL.fullmatch(word):
        raise DateError(
            f"{whole!r:.40} is no date: a spreadsheet's number for a day? Give the column a format of dates"
        )
    if match := _YEAR_FIRST.fullmatch(word) or _COMPACT.fullmatch(word):
        if match[3] is None and int(match[2]) == (int(match[1]) + 1) % 100:
            raise DateError(
                f"{whole!r:.40} may be a month, or two years: write {match[1]}-{match[2]:0>2}, or both in full"
            )
        return _made(match[1], match[2], match[3], whole)
    if match := _MONTH_YEAR.fullmatch(word):
        return _made(match[2], match[1], None, whole)
    if match := _YEAR_LAST.fullmatch(word):
        return _year_last(match[1], match[3], match[4], whole, dayfirst)
    return _with_name(word, whole)


def _year_last(first: str, second: str, year: str, whole: str, dayfirst: bool | None) -> Date:
    if len(year) == 2:
        raise DateError(f"{whole!r:.40}: a year of two digits; its century is not told")
    a, b = int(first), int(second)
    if dayfirst is None and a != b and a <= 12 and b <= 12:
        days = [f"{max(one, 1)} {_NAMES[max(other, 1) - 1].capitalize()}" for one, other in ((a, b), (b, a))]
        raise DateError(
            f"{whole!r:.40} may be {days[0]} or {days[1]}: say dayfirst=True or dayfirst=False, for the whole sheet"
        )
    if dayfirst or (dayfirst is None and a > 12):
        return _made(year, second, first, whole)
    return _made(year, first, second, whole)


def _with_name(word: str, whole: str) -> Date:
    """A date with an English name of a month."""
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\bof\b", " ", word.casefold())
    parts = _WORD.findall(plain)
    months = [_month(part) for part in parts if part.isalpha()]
    numbers = [part for part in parts if part.isdigit()]
    if len(months) != 1 or not months[0] or any(part not in ",.-/" for part in parts if not part.isalnum()):
        raise DateError(f"{whole!r:.40} is no date: {_EXPECTED}")
    years = [part for part in numbers if len(part) == 4]
    days = [part for part in numbers if len(part) <= 2]
    if len(years) != 1 or len(days) > 1 or len(numbers) != len(years) + len(days):
        reason = "its year is not told" if not years else _EXPECTED
        raise DateError(f"{whole!r:.40} is no date: {reason}")
    return _made(years[0], str(months[0]), days[0] if days else None, whole)


def _month(word: str) -> int:
    if word == "sept":
        return 9
    return next((number for number, name in enumerate(_NAMES, start=1) if word in (name, name[:3])), 0)


def _made(year: str, month: str, day: str | None, whole: str) -> Date:
    edtf = f"{year}-{int(month):02d}" + ("" if day is None else f"-{int(day):02d}")
    if int(month) > 12:  # in EDTF 21 is spring
        raise DateError(f"{whole!r:.40} is no date: there is no month {int(month)}")
    try:
        return Date(edtf)
    except DateError as error:
        raise DateError(f"{whole!r:.40} is no date: {str(error).partition(' is no date: ')[2] or error}") from None
