"""Who changed a stance over time, and who holds both at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from operator import itemgetter
from typing import Any, NamedTuple

from argmap.model.argument_map import ArgumentMap
from argmap.model.records import Position
from argmap.positions.questions.chronology import INFERRED, ORDER_RULE, REPORTED, SURE, Chronology
from argmap.positions.questions.turning import KIND_RULE, Turn, by_party, turns
from argmap.positions.selecting import SIGN_RULE, Filters, Held, Selection, Unpack, selected, sign
from argmap.tables import Table

ONE_DAY, ONE_DOCUMENT, UNKNOWN = "same day", "same document", "order unknown"
_DOUBTED = {REPORTED: "order only as reported", INFERRED: "order only inferred"}


def changes(m: ArgumentMap, **filters: Unpack[Filters]) -> Table:
    """Parties whose stance on a claim or argument changed, with the words of before and after.

    Parameters
    ----------
    m : ArgumentMap
    **filters
        As in `m.positions(...)`, rolled up unless `rollup=False`.

    Returns
    -------
    Table
        `party, target, before, before_by, before_date, before_source, before_quote, after, after_by, after_date,
        after_source, after_quote, order`, and `match` where dates do not decide. One row a change; to withdraw or to
        question is one, too. `before_by` and `after_by` are those who spoke. `order` says how it is known which came
        first: by `dates`; as `stated` of the statements, or of the documents in which they were made; `as reported`,
        where documents with a stated order report them, which may report old words; or as a coder `inferred`. Where it
        is not known there is no change: the note says how often, and `am.self_contradictions` tells where. Behind each
        row stands the later position. In the order in which party and target first occur.

    Raises
    ------
    ValueRefused, UnknownIdError
        When a filter, or the id that it names, is not known.

    Notes
    -----
    Cost: one pass over the positions, and sorting where a party takes several stances.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada")
    >>> _ = m.add_position("ada", "pier", "asserts", date="2016"), m.add_position("ada", "pier", "denies", date="2018")
    >>> row = am.changes(m)[0]
    >>> row.before, row.before_date, row.after, row.order
    ('asserts', Date('2016'), 'denies', 'dates')
    """
    selection = selected(m, filters)
    uncertain = selection.uncertain
    chronology = Chronology(m)
    groups = by_party(selection.rows)
    found = [turn for rows in groups.values() for turn in turns(chronology, rows)]
    unclear = len(_contradictions(chronology, selection.rows))
    halves = [f"{half}{part}" for half in ("before", "after") for part in ("", "_by", "_date", "_source", "_quote")]
    columns = ["party", "target", *halves, "order"]

    def cells(turn: Turn) -> tuple[Any, ...]:
        first, last = turn.earlier.position, turn.later.position
        told = [cell for p in (first, last) for cell in (p.stance, p.party, p.date, p.source, p.quote)]
        row = (turn.later.party, last.target, *told, turn.order)
        return (*row, _match(turn.earlier, turn.later)) if uncertain else row

    notes = [selection.note]
    if unclear:
        what = "1 party takes" if unclear == 1 else f"{unclear} times a party takes"
        notes.append(f"{what} both sides at one time or in an order that is not stated: see am.self_contradictions.")
    return Table(
        [*columns, "match"] if uncertain else columns,
        found,
        cells,
        record=lambda turn: turn.later.position,
        rules=(
            f"One row a change: an earlier and a later statement of one party on one claim or argument, of different "
            f"stance, with none known to lie between; {KIND_RULE}; {ORDER_RULE}; {selection.rules}."
        ),
        note=" ".join(filter(None, notes)),
    )


class _Both(NamedTuple):
    party: str
    target: str
    agree: Held
    deny: Held
    when: str


def self_contradictions(m: ArgumentMap, **filters: Unpack[Filters]) -> Table:
    """Parties that agree with a claim or argument and deny it, at the same time or in an order that is not known.

    Parameters
    ----------
    m : ArgumentMap
    **filters
        As in `m.positions(...)`. Rolled up unless `rollup=False`: what a spokesman says may contradict the principal,
        and `agree_by` and `deny_by` say who spoke.

    Returns
    -------
    Table
        `party, target, when, agree, agree_by, agree_date, agree_source, agree_quote, deny, deny_by, deny_date,
        deny_source, deny_quote`, and `match` where dates do not decide. `when` is `same day`, `same document` (both
        were made in it), `order unknown`, or, for what `am.changes` tells as a change in doubt, `order only as
        reported` or `order only inferred`. One row for a party and a target, with the pair of statements that is
        hardest to reconcile, the first in the map of its kind. A pair that dates or a stated order tell apart is a
        change of mind and not listed. Behind each row stands the position that agrees.

    Raises
    ------
    ValueRefused, UnknownIdError
        When a filter, or the id that it names, is not known.

    Notes
    -----
    What is granted for the sake of argument (`arguendo`) contradicts nothing and is left out. Cost: one pass over the
    positions, and sorting where a party takes both sides.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada")
    >>> _ = m.add_position("ada", "pier", "asserts", date="2016-03-07"), m.add_position("ada", "pier", "denies")
    >>> row = am.self_contradictions(m)[0]
    >>> row.party, row.target, row.when
    ('ada', 'pier', 'order unknown')
    """
    selection = selected(m, filters)
    uncertain = selection.uncertain
    found = _contradictions(Chronology(m), selection.rows)
    halves = [f"{half}{part}" for half in ("agree", "deny") for part in ("", "_by", "_date", "_source", "_quote")]
    columns = ["party", "target", "when", *halves]

    def cells(both: _Both) -> tuple[Any, ...]:
        pair = both.agree.position, both.deny.position
        told = [cell for p in pair for cell in (p.stance, p.party, p.date, p.source, p.quote)]
        row = (both.party, both.target, both.when, *told)
        return (*row, _match(both.agree, both.deny)) if uncertain else row

    return Table(
        [*columns, "match"] if uncertain else columns,
        found,
        cells,
        record=lambda both: both.agree.position,
        rules=(
            "Parties that agree with a claim or argument and deny it, on one day, in one document, or in an order that "
            f"is not known or in doubt; {SIGN_RULE}, what is granted for argument as nothing; {ORDER_RULE}; "
            f"{selection.rules}."
        ),
        note=" ".join(filter(None, [selection.note, _granted(selection)])),
    )


def _granted(selection: Selection) -> str:
    count = len({row.position.id for row in selection.rows if row.position.arguendo and sign(row.position)})
    if not count:
        return ""
    return f"{'1 statement' if count == 1 else f'{count} statements'} for the sake of argument only left out."


def _contradictions(chronology: Chronology, rows: list[Held]) -> list[_Both]:
    found = []
    groups: dict[tuple[str, str], list[Held]] = {}
    for row in rows:
        if sign(row.position) and not row.position.arguendo:
            groups.setdefault((row.party, row.position.target), []).append(row)
    for (party, target), held in groups.items():
        agree = [row for row in held if sign(row.position) > 0]
        deny = [row for row in held if sign(row.position) < 0]
        if agree and deny and (pair := _hardest(chronology, agree, deny)) is not None:
            found.append(_Both(party, target, *pair))
    return found


def _hardest(chronology: Chronology, agree: list[Held], deny: list[Held]) -> tuple[Held, Held, str] | None:
    """The pair of statements that is hardest to reconcile; None when each pair has an order."""
    if _apart_by_days(chronology, agree, deny):
        return None
    first, second = _by_place(chronology, agree), _by_place(chronology, deny)
    for places, when in ((chronology.days, ONE_DAY), (_made_in(chronology), ONE_DOCUMENT)):
        shelves: dict[Any, list[Held]] = {}
        for row in second:
            for place in places(row.position):
                shelves.setdefault(place, []).append(row)
        for row in first:
            for place in places(row.position):
                for other in shelves.get(place, ()):
                    if chronology.ordered(row.position, other.position) is None:
                        return row, other, when
    if _one_line(chronology, first + second):
        return None
    doubted: tuple[Held, Held, str] | None = None
    for row in first:
        for other in second:
            how = chronology.ordered(row.position, other.position)
            if how is None:
                return row, other, UNKNOWN
            if how in _DOUBTED and doubted is None:
                doubted = row, other, _DOUBTED[how]
    return doubted


def _made_in(chronology: Chronology) -> Callable[[Position], tuple[Any, ...]]:
    def documents(p: Position) -> tuple[Any, ...]:
        places = chronology.documents(p)
        return places.ids if places.made else ()

    return documents


def _apart_by_days(chronology: Chronology, agree: list[Held], deny: list[Held]) -> bool:
    """Whether no statement of one side can have been made on a day on which one of the other can. Cost: sorting."""
    spans = []
    for side, rows in enumerate((agree, deny)):
        for row in rows:
            first, last = chronology.bounds(row.position)
            spans.append((first or date.min, last or date.max, side))
    last_of = [date.min, date.min]
    seen = [False, False]
    for first, last, side in sorted(spans, key=itemgetter(0)):
        if seen[1 - side] and last_of[1 - side] >= first:
            return False
        seen[side] = True
        last_of[side] = max(last_of[side], last)
    return True


def _by_place(chronology: Chronology, rows: list[Held]) -> list[Held]:
    """The first statement at each place in time: what stands at one place has the same order to all others."""
    places: dict[Any, Held] = {}
    for row in rows:
        p = row.position
        places.setdefault((chronology.bounds(p), chronology.documents(p), tuple(chronology.nodes(p))), row)
    return list(places.values())


def _one_line(chronology: Chronology, rows: list[Held]) -> bool:
    """Whether the statements stand in one stated line, so that no pair needs to be looked at."""
    placed = [(chronology.level(row.position), row.position) for row in rows]
    if any(level is None for level, _ in placed):
        return False
    placed.sort(key=lambda pair: pair[0] or 0)
    return all(chronology.earlier(p, q) in SURE for (_, p), (_, q) in pairwise(placed))


def _match(*rows: Held) -> str:
    return "yes" if all(row.match == "yes" for row in rows) else "possibly"
