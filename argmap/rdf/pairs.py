"""What is said of one subject: properties and their values, in the order in which they are written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from argmap.dates import Date
from argmap.model.frozen import FrozenData
from argmap.rdf.literals import TRUE, Text, day, json_text, sure_bounds, written_date
from argmap.rdf.vocabulary import AM, DCTERMS

Object = str | Text  # an IRI, or a literal
Pair = tuple[str, tuple[Object, ...]]  # a property and its values
Block = tuple[str, list[Pair]]  # a subject and what is said of it


class Pairs(list[Pair]):
    """What is said of one subject; nothing is said where a value is not given."""

    def one(self, term: str, value: Object | None) -> None:
        if value is not None:
            self.append((term, (value,)))

    def text(self, term: str, value: str | None) -> None:
        if value:
            self.append((term, (Text(value),)))

    def flag(self, term: str, value: bool) -> None:
        if value:
            self.append((term, (TRUE,)))

    def many(self, term: str, values: Iterable[Object]) -> None:
        if made := tuple(dict.fromkeys(values)):
            self.append((term, made))

    def date(self, date: Date | None) -> None:
        if date is not None:
            self.one(DCTERMS.date, written_date(date))
            self.text(AM.dateText, date.text)
            self.bounds(date, date)

    def bounds(self, first: Date | None, last: Date | None) -> None:
        earliest = sure_bounds(first)[0] if first is not None else None
        latest = sure_bounds(last)[1] if last is not None else None
        self.one(AM.earliest, None if earliest is None else day(earliest))
        self.one(AM.latest, None if latest is None else day(latest))

    def rest(self, data: FrozenData, **order: tuple[Any, ...]) -> None:
        """Free data, and the order of lists that a graph would not keep: those that are not sorted."""
        unsorted = {}
        for name, values in order.items():
            if len(values) > 1 and (texts := [str(value) for value in values]) != sorted(texts):
                unsorted[name] = texts
        if unsorted:
            self.append((AM.order, (json_text(unsorted),)))
        if data:
            self.append((AM.data, (json_text(data),)))
