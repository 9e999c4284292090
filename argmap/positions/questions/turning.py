"""Where, in the statements of one party on one thing, a stance gives way to another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from argmap.model.records import HOLDS, Position
from argmap.positions.questions.chronology import Chronology
from argmap.positions.selecting import Held

# Stances that a change of mind leads from or to; to reserve a question or to mention a claim is no stance on it.
_KINDS = {**dict.fromkeys(HOLDS, "agrees"), "denies": "denies", "questions": "questions", "withdraws": "withdraws"}

_MOST = 64  # statements of one party on one thing, each pair of which is compared

KIND_RULE = "asserts and concedes are one stance; what is reserved, only mentioned, or granted for argument is none"


class Turn(NamedTuple):
    """An earlier and a later statement of different stance, and by what the order is known."""

    earlier: Held
    later: Held
    order: str


def stance_kind(p: Position) -> str | None:
    """The stance that counts; None for a statement that takes none."""
    return None if p.arguendo else _KINDS.get(p.stance)


def by_party(rows: list[Held]) -> dict[tuple[str, str], list[Held]]:
    """The statements that take a stance, by party and target, where there are different ones. Cost: one pass."""
    groups: dict[tuple[str, str], list[Held]] = {}
    for row in rows:
        if stance_kind(row.position) is not None:
            groups.setdefault((row.party, row.position.target), []).append(row)
    return {key: rows for key, rows in groups.items() if len({stance_kind(row.position) for row in rows}) > 1}


def turns(chronology: Chronology, rows: list[Held]) -> list[Turn]:
    """The changes among statements of one party on one thing, in the order of the later statement in the map.

    Two statements of different stance are a change when one is earlier and none is known to lie between them; of
    several that stand alike, the first in the map is shown. Where documents have an order and the statements are more
    than `_MOST`, what lies between by days is looked for among days, and what lies between by order among orders.
    """
    if not any(chronology.nodes(row.position) for row in rows):
        found = list(_by_days(chronology, rows))
    elif len(rows) <= _MOST:
        found = list(_by_pairs(chronology, rows))
    else:
        met: dict[tuple[str, str], Turn] = {}
        for turn in (*_by_days(chronology, rows), *_by_order(chronology, rows)):
            met.setdefault((turn.earlier.position.id, turn.later.position.id), turn)
        found = list(met.values())
    place = {row.position.id: at for at, row in enumerate(rows)}
    found.sort(key=lambda turn: (place[turn.later.position.id], place[turn.earlier.position.id]))
    nearest: dict[tuple[str, str, str | None], Turn] = {}
    for turn in found:
        nearest.setdefault((turn.later.position.id, turn.order, stance_kind(turn.earlier.position)), turn)
    shown: dict[tuple[str, str, str | None], Turn] = {}
    for turn in nearest.values():
        shown.setdefault((turn.earlier.position.id, turn.order, stance_kind(turn.later.position)), turn)
    return list(shown.values())


def _by_pairs(chronology: Chronology, rows: list[Held]) -> Iterator[Turn]:
    """Changes among few statements: each pair is compared."""
    orders: list[dict[int, str]] = []  # for each statement, those before it, and by what that is known
    for row in rows:
        known = ((at, chronology.earlier(other.position, row.position)) for at, other in enumerate(rows))
        orders.append({at: how for at, how in known if how is not None})
    masks = [sum(1 << at for at in before) for before in orders]
    for row, before in zip(rows, orders, strict=True):
        covered = 0
        for at in before:
            covered |= masks[at]
        for at, how in before.items():
            if not covered >> at & 1 and stance_kind(rows[at].position) != stance_kind(row.position):
                yield Turn(rows[at], row, how)


def _by_days(chronology: Chronology, rows: list[Held]) -> Iterator[Turn]:
    """Changes that days decide: a sweep over the first days, with those whose last day is past. Cost: sorting."""
    bounds = [(row, *chronology.bounds(row.position)) for row in rows]
    starting = sorted(((first, row) for row, first, _ in bounds if first is not None), key=itemgetter(0))
    ended = sorted(((last, first, row) for row, first, last in bounds if last is not None), key=itemgetter(0))
    at = 0
    newest: date | None = None  # the latest first day among what is past: what ended before has something after it
    last_of: dict[str, tuple[date, Held]] = {}  # the last of each stance among what is past
    for day, row in starting:
        while at < len(ended) and ended[at][0] < day:
            last, first, past = ended[at]
            kind = stance_kind(past.position) or ""
            if kind not in last_of or last_of[kind][0] != last:
                last_of[kind] = last, past
            if first is not None and (newest is None or first > newest):
                newest = first
            at += 1
        for kind, (last, past) in last_of.items():
            if kind != stance_kind(row.position) and (newest is None or last >= newest):
                yield Turn(past, row, "dates")


def _by_order(chronology: Chronology, rows: list[Held]) -> Iterator[Turn]:
    """Changes that an order of documents or statements decides, where days do not.

    Within each component of the order, from the lowest level up: what is known to come before something that comes
    before is struck out at once, by masks of bits.
    """
    parts: dict[int, list[tuple[int, Held]]] = {}
    order = chronology.whole
    for row in rows:
        level = chronology.level(row.position)
        for component in dict.fromkeys(map(order.component, chronology.nodes(row.position))):
            parts.setdefault(component, []).append((level or 0, row))
    for placed in parts.values():
        if len({stance_kind(row.position) for _, row in placed}) < 2:
            continue
        placed.sort(key=itemgetter(0))
        levels = [level for level, _ in placed]
        below: list[int] = []  # for each statement, those known to be earlier
        for level, row in placed:
            rest = (1 << bisect_right(levels, level - 1)) - 1
            earlier = 0
            while rest:
                place = rest.bit_length() - 1
                other = placed[place][1]
                how = chronology.earlier(other.position, row.position)
                if how is None:
                    rest &= ~(1 << place)
                    continue
                earlier |= below[place] | (1 << place)
                rest &= ~earlier
                if stance_kind(other.position) != stance_kind(row.position):
                    yield Turn(other, row, how)
            below.append(earlier)
