"""What is left open: claims that nobody contests, that a court reserves, that nobody asserts."""

from __future__ import annotations

from typing import Any, NamedTuple

from argmap.model.argument_map import ArgumentMap
from argmap.model.records import Claim
from argmap.positions.questions.scope import claims_asked, imputed_to
from argmap.positions.questions.standings import Standing, best_told, number, parties, standings, told
from argmap.positions.selecting import Filters, Held, Unpack, selected
from argmap.tables import Table

CONTESTING = frozenset({"denies", "questions", "reserves", "withdraws"})

_CLAIMS = "implicit premises and sketches of arguments are no claims"
_ALL_CLAIMS = "implicit premises are counted as claims, sketches of arguments are not"


class _Found(NamedTuple):
    claim: Claim
    sides: Standing
    match: str


def uncontested(m: ArgumentMap, *, implicit: bool = False, **filters: Unpack[Filters]) -> Table:
    """Claims that somebody holds and nobody contests, in these sources.

    Parameters
    ----------
    m : ArgumentMap
    implicit : bool
        Implicit premises that somebody does assert are counted, too.
    **filters
        As in `m.positions(...)`. Issue, target and tag choose the claims, the rest chooses the positions.
        `exclude={"issue": "off-topic"}` leaves out what is off the topic.

    Returns
    -------
    Table
        `target, text, held_by, positions`, and `match` where dates do not decide. In the order of the map; behind each
        row stands the claim.

    Raises
    ------
    ValueRefused, UnknownIdError
        When a filter, or the id that it names, is not known.

    Notes
    -----
    A claim is contested when a position denies, questions, reserves or withdraws it, or when an argument of kind
    *attack* has it, or its negation, as target: whoever makes it, and whatever the filters let through. Undercuts,
    tensions, supports of the negation and the negation as a premise do not contest it. Cost: one pass over the claims
    and the positions.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_claim("Trade grows.", id="trade")
    >>> _ = m.add_party("Ada", id="ada")
    >>> _ = m.add_position("ada", "pier", "asserts"), m.add_position("ada", "trade", "asserts")
    >>> _ = m.add_attack("trade", "pier")
    >>> am.uncontested(m).column("target")
    ['trade']
    """
    selection = selected(m, filters)
    uncertain = selection.uncertain
    by_target = standings(selection.rows)
    found = []
    for claim in claims_asked(m, filters, implicit=implicit):
        sides = by_target.get(claim.id)
        if sides is None or not sides.agree:
            continue
        against = [row for row in sides.deny + sides.neither if row.position.stance in CONTESTING]
        if parties(against, sure=True) or _attacked(m, claim.id):
            continue
        decided = parties(sides.agree, sure=True) and not against
        found.append(_Found(claim, sides, "yes" if decided else "possibly"))

    def cells(one: _Found) -> tuple[Any, ...]:
        row = (one.claim.id, _text(one.claim), parties(one.sides.agree), number(one.sides.agree))
        return (*row, one.match) if uncertain else row

    return _table(
        ["target", "text", "held_by", "positions"],
        found,
        cells,
        uncertain,
        rules=(
            "Claims that somebody asserts or concedes, that no position denies, questions, reserves or withdraws, and "
            "that no argument of kind attack has as target, sign ignored (undercuts, tensions and supports of the "
            f"negation do not contest): uncontested in these sources; {_ALL_CLAIMS if implicit else _CLAIMS}; "
            f"{selection.rules}."
        ),
        note=selection.note,
    )


def reserved(m: ArgumentMap, *, implicit: bool = False, **filters: Unpack[Filters]) -> Table:
    """Claims that a court expressly leaves open, whatever others hold.

    Parameters
    ----------
    m : ArgumentMap
    implicit : bool
        Implicit premises are counted, too.
    **filters
        As in `m.positions(...)`.

    Returns
    -------
    Table
        `target, text, reserved_by, date, source, quote, agree, deny`, and `match` where dates do not decide; date,
        source and words are those of the reservation. In the order of the map; behind each row stands the claim.

    Raises
    ------
    ValueRefused, UnknownIdError
        When a filter, or the id that it names, is not known.

    Notes
    -----
    Outcomes are kept apart: a reservation that stands only in an outcome is found by `m.outcomes(effect="reserved")`.
    Cost: one pass over the claims and the positions.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("The pier is safe.", id="safe"), m.add_party("The court", id="court")
    >>> _ = m.add_position("court", "safe", "reserves", quote="may or may not be safe")
    >>> am.reserved(m)[0].quote
    'may or may not be safe'
    """
    selection = selected(m, filters)
    uncertain = selection.uncertain
    by_target = standings(selection.rows)
    open_: dict[str, list[Held]] = {
        id: rows
        for id, sides in by_target.items()
        if (rows := [row for row in sides.neither if row.position.stance == "reserves"])
    }
    found = [
        _Found(claim, by_target[claim.id], "yes" if parties(open_[claim.id], sure=True) else "possibly")
        for claim in claims_asked(m, filters, implicit=implicit)
        if claim.id in open_
    ]

    def cells(one: _Found) -> tuple[Any, ...]:
        rows = open_[one.claim.id]
        sides = one.sides
        words = told(best_told(rows))
        row = (one.claim.id, _text(one.claim), parties(rows), *words, parties(sides.agree), parties(sides.deny))
        return (*row, one.match) if uncertain else row

    return _table(
        ["target", "text", "reserved_by", "date", "source", "quote", "agree", "deny"],
        found,
        cells,
        uncertain,
        rules=(
            "Claims on which at least one position reserves the question, whatever others hold; "
            f"{_ALL_CLAIMS if implicit else _CLAIMS}; {selection.rules}."
        ),
        note=selection.note,
    )


def unasserted(m: ArgumentMap, *, implicit: bool = False, **filters: Unpack[Filters]) -> Table:
    """Claims that nobody asserts or concedes: stated only to be denied, imputed, or the analyst's own.

    Parameters
    ----------
    m : ArgumentMap
    implicit : bool
        Implicit premises, which nobody states as a rule, are listed, too.
    **filters
        As in `m.positions(...)`. Issue, target and tag choose the claims, the rest chooses the positions: with
        `party="eff"` it is what EFF does not assert.

    Returns
    -------
    Table
        `target, text, denied_by, others, imputed_to`, and `match` where dates do not decide. `others` take a position
        and no side; `imputed_to` are those of whom an opponent says that they hold it, whatever the filters. In the
        order of the map; behind each row stands the claim.

    Raises
    ------
    ValueRefused, UnknownIdError
        When a filter, or the id that it names, is not known.

    Notes
    -----
    Cost: one pass over the claims and the positions.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("The CDN is a dumb pipe.", id="pipe"), m.add_party("ALS", id="als")
    >>> _ = m.add_position("als", "pipe", "denies")
    >>> row = am.unasserted(m)[0]
    >>> row.target, row.denied_by
    ('pipe', ('als',))
    """
    selection = selected(m, filters)
    uncertain = selection.uncertain
    by_target = standings(selection.rows)
    found = []
    for claim in claims_asked(m, filters, implicit=implicit):
        sides = by_target.get(claim.id, Standing())
        if not parties(sides.agree, sure=True):
            found.append(_Found(claim, sides, "possibly" if sides.agree else "yes"))

    def cells(one: _Found) -> tuple[Any, ...]:
        denied = parties(one.sides.deny)
        others = tuple(party for party in parties(one.sides.neither) if party not in denied)
        row = (one.claim.id, _text(one.claim), denied, others, imputed_to(m, one.claim.id))
        return (*row, one.match) if uncertain else row

    return _table(
        ["target", "text", "denied_by", "others", "imputed_to"],
        found,
        cells,
        uncertain,
        rules=(
            "Claims without any position that asserts or concedes them; "
            f"{_ALL_CLAIMS if implicit else _CLAIMS}; {selection.rules}."
        ),
        note=selection.note,
    )


def _attacked(m: ArgumentMap, id: str) -> bool:
    """Whether an argument of kind attack has the claim, or its negation, as target."""
    records = m._store.collections["arguments"]
    named = (records[one] for one in m._store.referring("statement", "arguments", id))
    return any(argument.kind == "attack" and argument.target.id == id for argument in named)


def _text(claim: Claim) -> str | None:
    return claim.text or claim.title


def _table(columns: list[str], found: list[_Found], cells: Any, uncertain: bool, *, rules: str, note: str) -> Table:
    return Table(
        [*columns, "match"] if uncertain else columns,
        found,
        cells,
        record=lambda one: one.claim,
        rules=rules,
        note=note,
    )
