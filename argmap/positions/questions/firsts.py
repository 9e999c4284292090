"""Who said it first, as far as dates and stated orders tell."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from argmap.model.argument_map import ArgumentMap
from argmap.positions.questions.chronology import INFERRED, ORDER_RULE, REPORTED, SURE, Chronology
from argmap.positions.questions.scope import with_others
from argmap.positions.questions.standings import standings
from argmap.positions.selecting import Filters, Held, Unpack, sign
from argmap.tables import Table

_ANY = (*SURE, REPORTED, INFERRED)


class _First(NamedTuple):
    row: Held
    first: str
    why: str
    parties: int  # that say it in all


def first_said(m: ArgumentMap, *, arguments: bool = False, **filters: Unpack[Filters]) -> Table:
    """Who first asserted each claim, as far as dates and stated orders tell.

    Parameters
    ----------
    m : ArgumentMap
    arguments : bool
        Who first made each argument is told, too.
    **filters
        As in `m.positions(...)`, rolled up unless `rollup=False`. `party=` asks for what these parties said first, or
        possibly first; the others are still heard.

    Returns
    -------
    Table
        `target, party, first, why, said_by, date, source, quote, parties`. One row a party that may have been the
        first, with its first statement; `first` is `yes` when no other can have been, else `possibly`. `why` is `alone`
        (nobody else says it), `decided` (dates or stated orders put all others later), `not decided`, or `later, in
        doubt` (another is earlier by an order that is only inferred, or only that of the documents that report them).
        `parties` says how many say it at all. In the order of the map; behind each row stands the position.

    Raises
    ------
    ValueRefused, UnknownIdError
        When a filter, or the id that it names, is not known.

    Notes
    -----
    A statement without a date may always have been the first, unless it or its document is stated to be later than
    another. Two on one day may both be. Orders in doubt rule nobody out. Cost: one pass over the positions; where
    documents have an order, sorting, and at worst one comparison for each two statements on a claim that have none.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier")
    >>> for name, day in (("ada", "2016"), ("bo", "2018"), ("cy", None)):
    ...     _ = m.add_party(name, id=name), m.add_position(name, "pier", "asserts", date=day)
    >>> print(am.first_said(m).to_pandas()[["party", "first", "why"]].to_string(index=False))
    party    first         why
      ada possibly not decided
       cy possibly not decided
    """
    company = with_others(m, filters)
    chronology = Chronology(m)
    sides = standings(row for row in company.selection.rows if sign(row.position) > 0)
    found: list[_First] = []
    for name in ("claims", "arguments") if arguments else ("claims",):
        records = m._store.collections[name]
        for id in m._store.in_order(name, [id for id in sides if id in records]):
            found += _firsts(chronology, sides[id].agree)
    found = [one for one in found if company.parties is None or one.row.party in company.parties]
    columns = ["target", "party", "first", "why", "said_by", "date", "source", "quote", "parties"]

    def cells(one: _First) -> tuple[Any, ...]:
        p = one.row.position
        return (p.target, one.row.party, one.first, one.why, p.party, p.date, p.source, p.quote, one.parties)

    return Table(
        columns,
        found,
        cells,
        record=lambda one: one.row.position,
        rules=(
            "Parties that assert or concede a claim and of which no statement of another is known to be earlier, one "
            "row a party; 'yes' when there is only one such party; statements without a date are never left out; "
            f"{ORDER_RULE}; only dates and stated orders rule anybody out; {company.selection.rules}."
        ),
        note=company.selection.note,
    )


def _firsts(chronology: Chronology, rows: list[Held]) -> list[_First]:
    """The parties whose statement may be the first, each with its first one."""
    number = len({row.party for row in rows})
    left = _none_earlier(chronology, rows, SURE)
    undoubted = {row.position.id for row in _none_earlier(chronology, left, _ANY)} if number > 1 else set()
    firsts: dict[str, Held] = {}
    for row in left:
        best = firsts.get(row.party)
        if best is None or (best.position.id not in undoubted and row.position.id in undoubted):
            firsts[row.party] = row
    found = []
    for row in firsts.values():
        if len(firsts) == 1:
            sure = "yes" if row.match == "yes" else "possibly"
            found.append(_First(row, sure, "decided" if number > 1 else "alone", number))
        else:
            why = "not decided" if row.position.id in undoubted else "later, in doubt"
            found.append(_First(row, "possibly", why, number))
    return found


def _none_earlier(chronology: Chronology, rows: list[Held], kinds: Collection[str]) -> list[Held]:
    """The statements that none is known to precede by an order of these kinds, in the order given.

    By days: whatever begins after the first last day is out. By order: from the lowest level up, each is set against
    the lowest that stand so far, which are few where documents form a line.
    """
    last_days = [last for row in rows if (last := chronology.bounds(row.position)[1]) is not None]
    soonest = min(last_days, default=None)
    left = []
    for row in rows:
        first = chronology.bounds(row.position)[0]
        if first is None or soonest is None or first <= soonest:
            left.append(row)
    if len(left) < 2 or not chronology.whole:
        return left
    # A statement that days rule out may still be what an order puts before another: all of them are asked.
    lowest: dict[int, list[Held]] = {}
    late: set[str] = set()
    placed = [(level, row) for row in rows if (level := chronology.level(row.position)) is not None]
    for _, alike in groupby(sorted(placed, key=itemgetter(0)), key=itemgetter(0)):
        standing: list[tuple[list[int], Held]] = []  # on this level: those have no order among themselves
        for _, row in alike:
            components = list(dict.fromkeys(map(chronology.whole.component, chronology.nodes(row.position))))
            if any(
                chronology.earlier(other.position, row.position) in kinds
                for component in components
                for other in lowest.get(component, ())
            ):
                late.add(row.position.id)
            else:
                standing.append((components, row))
        for components, row in standing:
            for component in components:
                lowest.setdefault(component, []).append(row)
    return [row for row in left if row.position.id not in late]
