"""Where two parties clash: contradictions, rebuttals, undermining and undercuts between what they hold and argue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from argmap.model.argument_map import ArgumentMap
from argmap.model.records import Argument
from argmap.positions.questions.scope import two_sides
from argmap.positions.questions.standings import Standing, best_told, standings, told
from argmap.positions.selecting import SIGN_RULE, Filters, Held, Unpack
from argmap.tables import Table

KINDS = ("contradiction", "contrary", "rebuttal", "undermining", "undercut", "attack")

_Key = tuple[str, bool]  # a claim or argument, and whether it is its negation that is meant


class Clash(NamedTuple):
    """One clash: what each side says, and the argument or relation by which the two meet."""

    kind: str
    target: _Key  # what is at issue
    through: Any  # the argument or relation; None for a plain contradiction
    a: Held
    a_says: str
    b: Held
    b_says: str


def clashes(m: ArgumentMap, a: Any, b: Any, **filters: Unpack[Filters]) -> Table:
    """Where what two parties, or two coalitions, hold and argue cannot stand together.

    Parameters
    ----------
    m : ArgumentMap
    a, b : party or several
        Names and aliases are understood.
    **filters
        As in `m.positions(...)`, rolled up unless `rollup=False`; without `party`.

    Returns
    -------
    Table
        `kind, target, through, manner, a, a_says, a_date, a_source, a_quote, b, b_says, b_date, b_source, b_quote`, and
        `match` where dates do not decide. One row a clash, by kind, then in the order of the map:

        contradiction
            One agrees with what the other denies, or the two hold both ends of a contradiction, or take opposite sides
            on two wordings of one claim (`rephrase`); `through` is the relation.
        contrary
            The two hold both ends of a contrary relation.
        rebuttal
            One argues against a claim (attacks it, or supports its negation) that the other holds, or for which the
            other argues without a position of its own.
        undermining
            One argues against a premise of an argument that the other makes. Supposed premises are not affirmed, and
            so not undermined.
        undercut
            One argues against the step of an argument that the other makes.
        attack
            One attacks an argument of the other as a whole.

        `target` is what is at issue, `through` the argument that hits it (or the relation), `manner` how that was
        coded; who makes the argument is told by `a_says` and `b_says`. Behind each row stands the argument or relation,
        else the claim.

    Raises
    ------
    ValueRefused, UnknownIdError
        When a party stands on both sides, or a filter or id is not known.

    Notes
    -----
    Only what a party itself says counts: arguments of the analyst are nobody's, imputed ones are left out, and to use
    a claim as a premise is not to hold it. Tensions are an analyst's remark and no clash. Cost: proportional to the
    positions of both, to the premises of their arguments, and to the answer.

    References
    ----------
    Prakken: An abstract framework for argumentation with structured arguments. Argument and Computation 1, 2010
    (rebutting, undermining and undercutting attack).

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_claim("It blocks the view.", id="view")
    >>> _ = m.add_party("Ada", id="ada"), m.add_party("Bo", id="bo")
    >>> _ = m.add_position("ada", "pier", "asserts"), m.add_position("bo", "pier", "denies")
    >>> _ = m.add_attack("view", "pier", id="a1", by="bo")
    >>> print(am.clashes(m, "ada", "bo").to_pandas()[["kind", "target", "a_says", "b_says"]].to_string(index=False))
             kind target       a_says                  b_says
    contradiction   pier asserts pier             denies pier
         rebuttal   pier asserts pier argues a1: attacks pier
    """
    pair = two_sides(m, a, b, filters, "clashes")
    left, right = _Case(m, pair.a), _Case(m, pair.b)
    met: set[tuple[str, str]] = set()
    found = [*_contradictions(m, left, right), *_related(m, left, right), *_argued(m, left, right, met, turned=False)]
    found += _argued(m, right, left, met, turned=True)
    found.sort(key=lambda clash: KINDS.index(clash.kind))
    halves = [f"{side}{part}" for side in "ab" for part in ("", "_says", "_date", "_source", "_quote")]
    columns = ["kind", "target", "through", "manner", *halves]

    def cells(clash: Clash) -> tuple[Any, ...]:
        through = clash.through
        row = (
            *(clash.kind, _written(clash.target), None if through is None else through.id),
            getattr(through, "manner", None),
            *(clash.a.position.party, clash.a_says, *told(clash.a)),
            *(clash.b.position.party, clash.b_says, *told(clash.b)),
        )
        sure = clash.a.match == clash.b.match == "yes"
        return (*row, "yes" if sure else "possibly") if pair.uncertain else row

    return Table(
        [*columns, "match"] if pair.uncertain else columns,
        found,
        cells,
        record=lambda clash: m.statement(clash.target[0]) if clash.through is None else clash.through,
        rules=(
            f"One row a clash of what two sides hold and argue themselves, with the first statement of each; "
            f"{SIGN_RULE}; contradictions (also through relations), rebuttals of what the other holds or argues for, "
            f"undermining of its premises, undercuts of its steps, attacks on its arguments; {pair.rules}."
        ),
        note=pair.note,
    )


class _Case:
    """What one side holds and argues."""

    def __init__(self, m: ArgumentMap, rows: list[Held]) -> None:
        self.sides: dict[str, Standing] = standings(rows)
        records = m._store.collections["arguments"]
        made = [id for id, sides in self.sides.items() if id in records and sides.agree]
        self.arguments: list[Argument] = [records[id] for id in m._store.in_order("arguments", made)]
        self.for_what: dict[_Key, list[Argument]] = {}
        self.from_what: dict[_Key, list[Argument]] = {}
        for argument in self.arguments:
            if argument.kind != "undercut":
                self.for_what.setdefault(_concluded(argument), []).append(argument)
            for premise in argument.premises:
                if not premise.supposed:
                    self.from_what.setdefault((premise.id, premise.negated), []).append(argument)

    def holds(self, key: _Key) -> Held | None:
        """The statement by which the side holds a claim or argument, or its negation (by denying it)."""
        sides = self.sides.get(key[0])
        return None if sides is None else best_told(sides.deny if key[1] else sides.agree)

    def makes(self, argument: Argument) -> Held:
        """The statement by which the side makes an argument."""
        rows = self.sides[argument.id].agree
        return best_told(rows) or rows[0]


def _contradictions(m: ArgumentMap, left: _Case, right: _Case) -> Iterator[Clash]:
    for name in ("claims", "arguments"):
        records = m._store.collections[name]
        both = [id for id in left.sides if id in records and id in right.sides]
        for id in m._store.in_order(name, both):
            for negated in (False, True):
                one, other = left.holds((id, negated)), right.holds((id, not negated))
                if one is not None and other is not None:
                    yield Clash("contradiction", (id, False), None, one, _position(one), other, _position(other))


def _related(m: ArgumentMap, left: _Case, right: _Case) -> Iterator[Clash]:
    """Contradictions through relations, found from the statements of the side that has fewer."""
    fewer = left.sides if len(left.sides) <= len(right.sides) else right.sides
    named = {id for target in fewer for id in m._store.referring("statement", "relations", target)}
    records = m._store.collections["relations"]
    for id in m._store.in_order("relations", named):
        relation = records[id]
        if relation.kind == "tension":
            continue
        ends = (relation.a.id, relation.a.negated), (relation.b.id, relation.b.negated)
        # Of contraries not both are true; of contradictories not both are false either; a rephrase is one claim twice.
        signs = {"contrary": ((0, 0),), "contradiction": ((0, 0), (1, 1)), "rephrase": ((0, 1), (1, 0))}[relation.kind]
        kind = "contrary" if relation.kind == "contrary" else "contradiction"
        for first, second in (ends, ends[::-1]):
            for turn, other_turn in signs:
                one = left.holds((first[0], first[1] ^ bool(turn)))
                other = right.holds((second[0], second[1] ^ bool(other_turn)))
                if one is not None and other is not None:
                    yield Clash(kind, first, relation, one, _position(one), other, _position(other))


def _argued(
    m: ArgumentMap, attacker: _Case, holder: _Case, met: set[tuple[str, str]], *, turned: bool
) -> Iterator[Clash]:
    """What the arguments of one side hit in what the other holds and argues; `met` are arguments that rebut another."""
    arguments = m._store.collections["arguments"]
    for argument in attacker.arguments:
        made, says = attacker.makes(argument), f"argues {argument.id}: {argument.kind}s {argument.target}"

        def clash(kind: str, target: _Key, held: Held, held_says: str) -> Clash:
            one, other = (made, says), (held, held_says)  # noqa: B023  # called within the same turn of the loop
            first, second = (other, one) if turned else (one, other)
            return Clash(kind, target, argument, *first, *second)  # noqa: B023

        if argument.kind == "undercut":
            if (held := holder.holds((argument.target.id, False))) is not None:
                yield clash("undercut", (argument.target.id, False), held, _step(held, arguments))
            continue
        hit = _concluded(argument)
        hit = (hit[0], not hit[1])
        held = holder.holds(hit)
        if hit[0] in arguments:
            if held is not None:
                yield clash("attack", hit, held, _step(held, arguments))
            continue
        if held is not None:
            yield clash("rebuttal", hit, held, _position(held))
        else:
            for other in holder.for_what.get(hit, ()):
                if (other.id, argument.id) in met:
                    continue  # two arguments for opposite conclusions rebut each other: that is one clash
                met.add((argument.id, other.id))
                yield clash("rebuttal", hit, holder.makes(other), _argues(other))
        for other in holder.from_what.get(hit, ()):
            yield clash("undermining", hit, holder.makes(other), _argues(other))


def _concluded(argument: Argument) -> _Key:
    """What an argument speaks for: its target, or the negation of what it attacks."""
    return argument.target.id, argument.target.negated != (argument.kind == "attack")


def _written(key: _Key) -> str:
    return f"{'~' if key[1] else ''}{key[0]}"


def _position(row: Held) -> str:
    return f"{row.position.stance} {row.position.target}"


def _argues(argument: Argument) -> str:
    return f"argues {argument.id}: {argument.kind}s {argument.target}"


def _step(row: Held, arguments: dict[str, Argument]) -> str:
    argument = arguments.get(row.position.target)
    return _position(row) if argument is None or row.position.stance == "denies" else _argues(argument)
