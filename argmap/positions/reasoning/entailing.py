"""What follows from what a party argues, beside what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, cast

from argmap.model.argument_map import ArgumentMap
from argmap.model.records import Argument
from argmap.model.values import Literal
from argmap.positions.reasoning.advancing import Circumstances, affirmed, circumstances
from argmap.positions.reasoning.phrasing import bare, in_words, stance_words
from argmap.positions.selecting import Filters, Held, Unpack, selected, sign
from argmap.tables import Table

HOW = ("premise", "conclusion", "denial of what it attacks", "denial of what it undercuts")


class _Implied(NamedTuple):
    party: str
    literal: Literal
    how: str
    argument: Argument
    held: list[Held]


def implied(m: ArgumentMap, party: Any = None, **filters: Unpack[Circumstances]) -> Table:
    """What follows from what a party argues: the premises and conclusions of its arguments, and what it argues against.

    Parameters
    ----------
    m : ArgumentMap
    party : party or several, optional
        Whose arguments; all parties' when left out.
    **filters
        As in `m.positions(...)`, rolled up unless `rollup=False`. They choose the arguments by who asserts them where,
        when and how; `issue` and `tag` are those of the argument.

    Returns
    -------
    Table
        `party, claim, how, status, argument, kind, also_said, text, quote, source, basis, by`, with `match` where dates
        do not decide. One row for each claim and argument, in the order of the map. `claim` is a literal (`x` or `~x`)
        and `how` is

        premise
            It argues from it.
        conclusion
            It supports it.
        denial of what it attacks
            It attacks x, which gives ~x.
        denial of what it undercuts
            It undercuts an argument or sketch r: it denies that r is good, not what r concludes.

        `status` is always `implied`: nobody said so. `also_said` tells what the party says itself: `holds it too`,
        `denies it elsewhere`, both, or the stance that is neither. `basis` is that of the argument, `quote` the party's
        words for it. Behind each row stands the `Argument`.

    Raises
    ------
    UnknownIdError, ValueRefused
        When a party or filter is not known; the message suggests the nearest.

    Notes
    -----
    Nothing is drawn from a supposed premise or an exception, nor from an argument that has a supposed premise to its
    conclusion: it holds under the supposition only. An attack coded as `undermine` (by motive or absurdity) need not
    deny what it attacks. What is argued for the sake of argument implies nothing. All these are left out, and the note
    counts them. No chain is followed: what follows from arguments of others is not implied by a party's own.

    Cost: what the party argues and says.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> pier = m.add_claim("The pier should be built.", id="pier")
    >>> view, ada = m.add_claim("It blocks the view.", id="view"), m.add_party("Ada", id="ada")
    >>> _ = m.add_attack(view, pier, id="a1", by=ada), m.add_position(ada, pier, "asserts")
    >>> for row in am.implied(m, "ada"):
    ...     print(row.claim, "|", row.how, "|", row.status, "|", row.also_said)
    view | premise | implied | None
    ~pier | denial of what it attacks | implied | denies it elsewhere
    """
    asked: dict[str, Any] = {name: value for name, value in filters.items() if value is not None}
    if party is not None:
        asked["party"] = party
    chosen = selected(m, cast(Filters, asked))
    authors, arguendo = _authors(m, chosen.rows)
    found: list[_Implied] = []
    left_out = {"conclusions under a supposition": 0, "attacks coded as undermine": 0}
    for argument, who, held in authors:
        for literal, how in _follows(argument):
            if how in left_out:
                left_out[how] += 1
            else:
                found.append(_Implied(who, literal, how, argument, held))
    said = _said(m, found, circumstances(asked))
    left_out["arguments made for the sake of argument"] = arguendo
    told = [f"{what}: {count}" for what, count in left_out.items() if count]
    uncertain = any(row.match != "yes" for one in found for row in one.held)

    def cells(one: _Implied) -> tuple[Any, ...]:
        positions = [row.position for row in one.held]
        words = next((p.quote for p in positions if p.quote is not None), one.argument.quote)
        sources = tuple(dict.fromkeys([*one.argument.sources, *(source for p in positions for source in p.sources)]))
        explicit = one.argument.basis == "explicit" and any(p.basis == "explicit" for p in positions)
        row = (
            *(one.party, bare(one.literal), one.how, "implied", one.argument.id, one.argument.kind),
            *(_also(said.get((one.party, one.literal.id), []), one.literal.negated), in_words(m, one.literal)),
            *(words, sources, "explicit" if explicit else "inferred", tuple(dict.fromkeys(p.party for p in positions))),
        )
        return (*row, "yes" if any(held.match == "yes" for held in one.held) else "possibly") if uncertain else row

    columns = ["party", "claim", "how", "status", "argument", "kind", "also_said", "text", "quote", "source", "basis"]
    return Table(
        [*columns, "by", *(["match"] if uncertain else [])],
        found,
        cells,
        record=lambda one: one.argument,
        rules=(
            "What follows from the arguments that a party asserts, one row for each claim and argument: premises, what "
            "is supported, and the negation of what is attacked or undercut; it is implied, nobody said so; supposed "
            "premises, exceptions, conclusions under a supposition, attacks coded as undermine and what is argued for "
            f"the sake of argument imply nothing; {chosen.rules}."
        ),
        note=" ".join(filter(None, [chosen.note, f"Not implied, left out: {'; '.join(told)}." if told else ""])),
    )


def _authors(m: ArgumentMap, rows: Iterable[Held]) -> tuple[list[tuple[Argument, str, list[Held]]], int]:
    """Who asserts which argument, in the order of the map, and how many only for the sake of argument."""
    records = m._store.collections["arguments"]
    by: dict[str, dict[str, list[Held]]] = {}
    for row in rows:
        if row.position.stance == "asserts" and row.position.target in records:
            by.setdefault(row.position.target, {}).setdefault(row.party, []).append(row)
    found, arguendo = [], 0
    for id in m._store.in_order("arguments", by):
        for party, held in by[id].items():
            meant = [row for row in held if not row.position.arguendo]
            arguendo += not meant
            if meant:
                found.append((records[id], party, meant))
    return found, arguendo


def _follows(argument: Argument) -> Iterator[tuple[Literal, str]]:
    """The literals that who makes an argument is committed to, and what is left out for one reason or another."""
    for premise in filter(affirmed, argument.premises):
        yield Literal(premise.id, premise.negated), "premise"
    target = argument.target
    if argument.kind == "undercut":
        yield Literal(target.id, True), "denial of what it undercuts"
    elif argument.kind == "attack" and argument.manner == "undermine":
        yield target, "attacks coded as undermine"
    elif any(premise.supposed for premise in argument.premises):
        yield target, "conclusions under a supposition"
    elif argument.kind == "support":
        yield Literal(target.id, target.negated), "conclusion"
    else:
        yield Literal(target.id, not target.negated), "denial of what it attacks"


def _said(m: ArgumentMap, found: list[_Implied], here: dict[str, Any]) -> dict[tuple[str, str], list[Held]]:
    """What the parties say themselves of what they imply."""
    said: dict[tuple[str, str], list[Held]] = {}
    if found:
        targets = list(dict.fromkeys(one.literal.id for one in found))
        for row in selected(m, cast(Filters, {**here, "target": targets})).rows:
            said.setdefault((row.party, row.position.target), []).append(row)
    return said


def _also(held: list[Held], negated: bool) -> str | None:
    """What a party says itself of what it implies."""
    told = []
    for one, words in ((-1 if negated else 1, "holds it too"), (1 if negated else -1, "denies it elsewhere")):
        rows = [row for row in held if sign(row.position) == one]
        if rows:
            marks = " (arguendo)" if all(row.position.arguendo for row in rows) else ""
            told.append(words + marks)
    if told:
        return " and ".join(told)
    return stance_words(held) or None
