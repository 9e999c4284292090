"""Who agrees with a claim, who denies it and who does neither: positions by target and sign."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from argmap.dates import Date
from argmap.positions.selecting import Held, sign


class Standing:
    """The counted positions on one target, by sign."""

    __slots__ = ("agree", "deny", "neither")

    def __init__(self) -> None:
        self.agree: list[Held] = []
        self.deny: list[Held] = []
        self.neither: list[Held] = []

    def side(self, sign: int) -> list[Held]:
        """The rows with this sign."""
        return self.agree if sign > 0 else self.deny if sign < 0 else self.neither

    @property
    def taken(self) -> list[Held]:
        """The rows that take a side."""
        return self.agree + self.deny


def standings(rows: Iterable[Held]) -> dict[str, Standing]:
    """The standing of each target, targets in the order in which they first occur. Cost: one pass."""
    found: dict[str, Standing] = {}
    for row in rows:
        position = row.position
        standing = found.get(position.target)
        if standing is None:
            standing = found[position.target] = Standing()
        standing.side(sign(position)).append(row)
    return found


def parties(rows: Iterable[Held], *, sure: bool = False) -> tuple[str, ...]:
    """The parties for whom the rows count, each once; with `sure` only those whose dates decide."""
    return tuple(dict.fromkeys(row.party for row in rows if not sure or row.match == "yes"))


def speakers(rows: Iterable[Held]) -> tuple[str, ...]:
    """Who spoke, each once."""
    return tuple(dict.fromkeys(row.position.party for row in rows))


def number(rows: Iterable[Held]) -> int:
    """How many statements: one that counts for two principals is one statement."""
    return len({row.position.id for row in rows})


def first_dated(rows: Iterable[Held]) -> Date | None:
    """The earliest date that is written with one of the rows; what has none is counted by `undated`."""
    best: tuple[datetime.date, Date] | None = None
    for row in rows:
        date = row.position.date
        if date is None or (day := date.earliest or date.latest) is None:
            continue
        if best is None or day < best[0]:
            best = day, date
    return None if best is None else best[1]


def undated(rows: Iterable[Held]) -> int:
    """How many statements have no date in the calendar."""
    return number(row for row in rows if row.position.date is None or row.position.date.edtf is None)


def told(row: Held | None) -> tuple[Any, ...]:
    """Date, source and words of a statement."""
    p = None if row is None else row.position
    return (None, None, None) if p is None else (p.date, p.source, p.quote)


def best_told(rows: list[Held]) -> Held | None:
    """The first statement whose words are given, else the first."""
    return next((row for row in rows if row.position.quote is not None), rows[0] if rows else None)


def in_dispute(standing: Standing, *, sure: bool = False) -> bool:
    """Whether one party agrees and another denies."""
    agree, deny = parties(standing.agree, sure=sure), parties(standing.deny, sure=sure)
    return bool(agree and deny) and len({*agree, *deny}) > 1
