"""What every question about positions has in common: its filters, for whom a position counts, and its sign."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, TypedDict, Unpack

from argmap.errors import ValueRefused
from argmap.model.answers.selection import Held, select
from argmap.model.argument_map import ArgumentMap
from argmap.model.records import HOLDS, Position

__all__ = ["Filters", "Held", "Selection", "Unpack", "selected", "sign"]

SIGN_RULE = "asserts and concedes count as agreement, denies as disagreement; other stances count as neither"


class Filters(TypedDict, total=False):
    """The filters that every question takes; they mean what they mean in `m.positions(...)`.

    `rollup` is on unless it is turned off: what an explicit spokesman says counts for the principal. `exclude` takes
    the same filters once more, as a mapping: what matches them all is left out.
    """

    party: Any
    target: Any
    issue: Any
    source: Any
    case: Any
    stance: Any
    mode: Any
    basis: Any
    since: Any
    until: Any
    on: Any
    rollup: bool | str
    about: Any
    tag: Any
    imputed_by: Any
    coder: Any
    exclude: Mapping[str, Any]


class Selection(NamedTuple):
    """The positions a question is about, in the order of the map."""

    rows: list[Held]
    rules: str  # how they were chosen, as a clause of a sentence
    note: str  # what the reader must know: what was left out, and which dates do not decide
    uncertain: bool  # whether dates leave it open for one of them that it belongs here


def selected(m: ArgumentMap, filters: Filters) -> Selection:
    """The positions that match every filter, rolled up unless `rollup=False`.

    Raises
    ------
    ValueRefused, UnknownIdError
        When a filter, or the id that it names, is not known; the message suggests the nearest.
    """
    asked: dict[str, Any] = {"rollup": True, **filters}
    exclude = asked.pop("exclude", None)
    found = select(m, asked)
    rows, counted, notes = found.rows, found.counted, [found.note]
    named = [f"{name} {_words(value)}" for name, value in asked.items() if name != "rollup" and value is not None]
    if named:
        counted = f"{', '.join(named)}; {counted}"
    if exclude is not None:
        if not isinstance(exclude, Mapping) or not exclude:
            raise ValueRefused("exclude= takes filters, as in exclude={'issue': 'off-topic'}")
        # Whatever may fall under it is out: of what is only possibly excluded nobody can say that it counts.
        out = {row.position.id for row in select(m, {"mode": "any", "rollup": True, **exclude}).rows}
        rows = [row for row in rows if row.position.id not in out]
        counted += f"; without {', '.join(f'{name} {_words(value)}' for name, value in exclude.items())}"
    unsure = sum(1 for row in rows if row.match != "yes")
    if unsure:
        notes.append(f"{unsure} of {len(rows)} positions are counted although their dates do not decide.")
    return Selection(rows, counted, " ".join(filter(None, notes)), unsure > 0)


def sign(position: Position) -> int:
    """+1 when a party agrees (asserts, concedes), -1 when it denies, 0 when it does neither."""
    return 1 if position.stance in HOLDS else -1 if position.stance == "denies" else 0


def _words(value: Any) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        words = [_words(one) for one in value]
        return " or ".join(sorted(words) if isinstance(value, set | frozenset) else words)
    return str(getattr(value, "id", value))
