"""RDF literals as plain tuples: texts with a language, dates by their precision, numbers, JSON."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from argmap.dates import Date
from argmap.model.frozen import FrozenData
from argmap.rdf.vocabulary import EDTF, RDF, XSD


class Text(NamedTuple):
    """An RDF literal: its lexical form, and a datatype or a language where it is not a plain string."""

    value: str
    datatype: str = ""
    language: str = ""


TRUE = Text("true", XSD.boolean)
_FALSE = Text("false", XSD.boolean)
_INTEGER, _DOUBLE, _DATE, _JSON = XSD.integer, XSD.double, XSD.date, RDF.JSON

_BY_PRECISION = (
    (re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII), XSD.date),
    (re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII), XSD.gYearMonth),
    (re.compile(r"\d{4}", re.ASCII), XSD.gYear),
)

# Well-formed by BCP 47 without its rarer corners; engines refuse a whole file for one tag that is not.
_TAG = re.compile(
    r"(x(-[a-z0-9]{1,8})+|[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))?(-x(-[a-z0-9]{1,8})+)?)"
)


def in_language(value: str, language: str | None) -> Text:
    """A text in its language; untagged where the tag is none that every engine reads.

    >>> in_language("Pier", "en-gb").language, in_language("Pier", "a").language
    ('en-gb', '')
    """
    return Text(value, "", language if language is not None and _TAG.fullmatch(language) else "")


def boolean(value: bool) -> Text:
    """`true` or `false`."""
    return TRUE if value else _FALSE


def integer(value: int) -> Text:
    """A whole number."""
    return Text(str(value), _INTEGER)


def double(value: float) -> Text:
    """A floating-point number, in the shortest form that gives it back."""
    return Text(repr(value), _DOUBLE)


def json_text(value: FrozenData | Mapping[str, Any]) -> Text:
    """A JSON object, keys sorted."""
    plain = value.to_json() if isinstance(value, FrozenData) else dict(value)
    return Text(json.dumps(plain, ensure_ascii=False, allow_nan=False, sort_keys=True), _JSON)


def day(value: datetime.date) -> Text:
    """A day of the calendar."""
    return Text(value.isoformat(), _DATE)


def written_date(date: Date) -> Text | None:
    """A date as it is written, typed by its precision; None where there are only words.

    >>> written_date(Date("2018-03")).datatype, written_date(Date("2016~")).datatype
    ('http://www.w3.org/2001/XMLSchema#gYearMonth', 'http://id.loc.gov/datatypes/edtf')
    """
    if date.edtf is None:
        return None
    for pattern, datatype in _BY_PRECISION:
        if pattern.fullmatch(date.edtf):
            return Text(date.edtf, datatype)
    return Text(date.edtf, EDTF)


def sure_bounds(date: Date) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and last day that a date can mean, as far as they are sure.

    The days of an approximate date are not: `2016~` may mean 2015.
    """
    return (None, None) if date.approximate else (date.earliest, date.latest)
