"""Where parties differ and where they agree, claim by claim."""

from __future__ import annotations

from typing import Any, NamedTuple

from argmap.model.argument_map import ArgumentMap
from argmap.positions.questions.scope import two_sides, with_others
from argmap.positions.questions.standings import (
    Standing,
    best_told,
    first_dated,
    in_dispute,
    number,
    parties,
    speakers,
    standings,
    told,
    undated,
)
from argmap.positions.selecting import SIGN_RULE, Filters, Held, Unpack
from argmap.tables import Table

_COUNTED = "parties counts those that take a side, positions their statements; first is the earliest date written"


class _Found(NamedTuple):
    target: Any
    sides: Standing
    sign: int  # of the side that is shown; 0 for both
    match: str


def disputes(m: ArgumentMap, *, arguments: bool = False, **filters: Unpack[Filters]) -> Table:
    """Claims on which one party agrees and another denies.

    Parameters
    ----------
    m : ArgumentMap
    arguments : bool
        Arguments that some party makes and another denies are counted, too.
    **filters
        As in `m.positions(...)`, rolled up unless `rollup=False`. `party=` names who takes part in the dispute;
        everybody else is still heard.

    Returns
    -------
    Table
        `target, agree, deny, neither, self_conflict, parties, positions, first, undated`, and `match` where dates do
        not decide. A party that takes both sides stands in `agree`, in `deny` and in `self_conflict`; one that is alone
        in that is no dispute (`am.self_contradictions` tells). By falling number of parties, then in the order of the
        map. Behind each row stands the claim.

    Raises
    ------
    ValueRefused, UnknownIdError
        When a filter, or the id that it names, is not known.

    Notes
    -----
    Cost: one pass over the positions that the filters let through.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_claim("It blocks the view.", id="view")
    >>> for name in ("ada", "bo", "cy"):
    ...     _ = m.add_party(name, id=name)
    >>> _ = m.add_position("ada", "pier", "asserts", date="2018"), m.add_position("bo", "pier", "denies")
    >>> _ = m.add_position("cy", "pier", "questions"), m.add_position("bo", "view", "asserts")
    >>> print(am.disputes(m))
    target  agree  deny  neither  self_conflict  parties  positions  first  undated
    ------  -----  ----  -------  -------------  -------  ---------  -----  -------
    pier    ada    bo    cy                            2          2  2018         1
    """
    company = with_others(m, filters)
    selection, uncertain = company.selection, company.selection.uncertain
    found = [
        _Found(m.statement(id), sides, 0, "yes" if in_dispute(sides, sure=True) else "possibly")
        for id, sides in _by_target(m, selection.rows, arguments)
        if in_dispute(sides) and company.has(parties(sides.taken))
    ]
    found.sort(key=lambda one: -len(parties(one.sides.taken)))
    columns = ["target", "agree", "deny", "neither", "self_conflict", "parties", "positions", "first", "undated"]

    def cells(one: _Found) -> tuple[Any, ...]:
        agree, deny, rows = parties(one.sides.agree), parties(one.sides.deny), one.sides.taken
        denying = set(deny)
        both = tuple(party for party in agree if party in denying)
        counts = (len({*agree, *deny}), number(rows), first_dated(rows), undated(rows))
        row = (one.target.id, agree, deny, _neither(one.sides), both, *counts)
        return (*row, one.match) if uncertain else row

    what = "Claims and arguments" if arguments else "Claims"
    return Table(
        [*columns, "match"] if uncertain else columns,
        found,
        cells,
        record=lambda one: one.target,
        rules=f"{what} on which one party agrees and another denies; {SIGN_RULE}; {_COUNTED}; {selection.rules}.",
        note=selection.note,
    )


def agreements(m: ArgumentMap, *, arguments: bool = False, **filters: Unpack[Filters]) -> Table:
    """Claims on which several parties take the same side and nobody the other.

    Parameters
    ----------
    m : ArgumentMap
    arguments : bool
        Arguments are counted, too.
    **filters
        As in `m.positions(...)`, rolled up unless `rollup=False`. `party=` names who takes part.

    Returns
    -------
    Table
        `target, side, who, neither, parties, positions, first, undated`, and `match` where dates do not decide; `side`
        is `agree` or `deny`. By falling number of parties, then in the order of the map. Behind each row stands the
        claim. Agreement is agreement in these sources: nobody is known to say otherwise.

    Raises
    ------
    ValueRefused, UnknownIdError
        When a filter, or the id that it names, is not known.

    Notes
    -----
    Cost: one pass over the positions that the filters let through.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada"), m.add_party("Bo", id="bo")
    >>> _ = m.add_position("ada", "pier", "denies"), m.add_position("bo", "pier", "denies")
    >>> row = am.agreements(m)[0]
    >>> row.target, row.side, row.who
    ('pier', 'deny', ('ada', 'bo'))
    """
    company = with_others(m, filters)
    selection, uncertain = company.selection, company.selection.uncertain
    found: list[_Found] = []
    for id, sides in _by_target(m, selection.rows, arguments):
        for sign in (1, -1):
            held, against = sides.side(sign), sides.side(-sign)
            who = parties(held)
            if len(who) < 2 or parties(against, sure=True) or not company.has(who):
                continue
            decided = len(parties(held, sure=True)) > 1 and not against
            found.append(_Found(m.statement(id), sides, sign, "yes" if decided else "possibly"))
    found.sort(key=lambda one: -len(parties(one.sides.side(one.sign))))
    columns = ["target", "side", "who", "neither", "parties", "positions", "first", "undated"]

    def cells(one: _Found) -> tuple[Any, ...]:
        rows = one.sides.side(one.sign)
        who = parties(rows)
        side = "agree" if one.sign > 0 else "deny"
        row = (one.target.id, side, who, _neither(one.sides), len(who), number(rows), first_dated(rows), undated(rows))
        return (*row, one.match) if uncertain else row

    what = "Claims and arguments" if arguments else "Claims"
    return Table(
        [*columns, "match"] if uncertain else columns,
        found,
        cells,
        record=lambda one: one.target,
        rules=(
            f"{what} on which two or more parties take the same side and nobody takes the other; {SIGN_RULE}; "
            f"{_COUNTED}; {selection.rules}."
        ),
        note=selection.note,
    )


class _Shared(NamedTuple):
    target: Any
    sign: int
    a: list[Held]
    b: list[Held]
    dissent: tuple[str, ...]


def common_ground(m: ArgumentMap, a: Any, b: Any, **filters: Unpack[Filters]) -> Table:
    """Claims on which two parties, or two coalitions, both agree or both deny.

    Parameters
    ----------
    m : ArgumentMap
    a, b : party or several
        Names and aliases are understood. Of several parties one that agrees is enough; who of either side says
        otherwise stands in `dissent`.
    **filters
        As in `m.positions(...)`, rolled up unless `rollup=False`; without `party`.

    Returns
    -------
    Table
        `target, side, a, a_date, a_source, a_quote, b, b_date, b_source, b_quote, dissent, positions`, and `match`
        where dates do not decide. `a` and `b` are those who spoke; date, source and words are those of the first
        statement whose words are given; `positions` are the ids of all. In the order of the map; behind each row
        stands the claim.

    Raises
    ------
    ValueRefused, UnknownIdError
        When a party stands on both sides, or a filter or id is not known.

    Notes
    -----
    Cost: one pass over the positions of the parties named.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada"), m.add_party("Bo", id="bo")
    >>> _ = m.add_position("ada", "pier", "asserts", date="2018"), m.add_position("bo", "pier", "concedes")
    >>> row = am.common_ground(m, "Ada", "Bo")[0]
    >>> row.target, row.side, row.a_date, row.positions
    ('pier', 'agree', Date('2018'), ('p1', 'p2'))
    """
    pair = two_sides(m, a, b, filters, "common_ground")
    left, right = standings(pair.a), standings(pair.b)
    claims = m._store.collections["claims"]
    shared = m._store.in_order("claims", [id for id in left if id in right and id in claims])
    found = []
    for id in shared:
        for sign in (1, -1):
            held = left[id].side(sign), right[id].side(sign)
            if held[0] and held[1]:
                dissent = speakers([*left[id].side(-sign), *right[id].side(-sign)])
                found.append(_Shared(claims[id], sign, *held, dissent))

    def cells(one: _Shared) -> tuple[Any, ...]:
        halves: list[Any] = []
        for rows in (one.a, one.b):
            halves += [speakers(rows), *told(best_told(rows))]
        ids = tuple(dict.fromkeys(row.position.id for row in one.a + one.b))
        row = (one.target.id, "agree" if one.sign > 0 else "deny", *halves, one.dissent, ids)
        sure = all(any(row.match == "yes" for row in rows) for rows in (one.a, one.b))
        return (*row, "yes" if sure else "possibly") if pair.uncertain else row

    halves = [f"{side}{part}" for side in "ab" for part in ("", "_date", "_source", "_quote")]
    columns = ["target", "side", *halves, "dissent", "positions"]
    return Table(
        [*columns, "match"] if pair.uncertain else columns,
        found,
        cells,
        record=lambda one: one.target,
        rules=(
            f"Claims on which both sides agree, or both deny; {SIGN_RULE}; of several parties one is enough, and "
            f"dissent names who of either side says otherwise; {pair.rules}."
        ),
        note=pair.note,
    )


def _by_target(m: ArgumentMap, rows: list[Held], arguments: bool) -> list[tuple[str, Standing]]:
    """The sides of claims (and arguments) in the order of the map."""
    sides = standings(rows)
    found = []
    for name in ("claims", "arguments") if arguments else ("claims",):
        records = m._store.collections[name]
        found += [(id, sides[id]) for id in m._store.in_order(name, [id for id in sides if id in records])]
    return found


def _neither(sides: Standing) -> tuple[str, ...]:
    """Who takes a position on it and no side."""
    taking = {row.party for row in sides.taken}
    return tuple(party for party in parties(sides.neither) if party not in taking)
