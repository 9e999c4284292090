"""Attacks that nobody answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from argmap.model.answers.lookups import Rollup, issue_finder, on_target
from argmap.model.argument_map import ArgumentMap
from argmap.model.filters import Calendar, wanted
from argmap.model.records import HOLDS, Argument
from argmap.positions.questions.scope import asks_for_positions, claims_asked, with_others
from argmap.positions.questions.standings import Standing, parties, standings
from argmap.positions.selecting import Filters, Unpack
from argmap.tables import Table

_Key = tuple[str, bool]  # a claim or argument, and whether it is its negation that is meant


class _Attack(NamedTuple):
    target: _Key
    held_by: tuple[str, ...]
    argument: Argument
    by: tuple[str, ...]
    answers: tuple[str, ...]  # arguments against the attack, all of others than the side attacked
    answered_by: tuple[str, ...]


def unanswered(m: ArgumentMap, **filters: Unpack[Filters]) -> Table:
    """Attacks on claims and arguments that the side attacked never answers.

    Parameters
    ----------
    m : ArgumentMap
    **filters
        As in `m.positions(...)`, rolled up unless `rollup=False`. They choose what is attacked: with `party="eff"` it
        is what EFF holds and argues. Attacks and answers count whatever the filters.

    Returns
    -------
    Table
        `target, held_by, attack, kind, manner, by, answers, answered_by`, one row an attack, by target in the order of
        the map. `target` is the claim (`~x` for its denial) or argument that is attacked, `held_by` who holds or makes
        it, `attack` the argument against it and `by` who makes that (empty: the analyst). `answers` are arguments of
        others against the attack, `answered_by` who makes them; empty: nobody at all answers. Behind each row stands
        the attacking argument.

    Raises
    ------
    ValueRefused, UnknownIdError
        When a filter, or the id that it names, is not known.

    Notes
    -----
    An *attack* is an attack on a claim or argument, a support of its negation, or an undercut. It is *answered* by an
    argument against the attack: an undercut of it, an attack on it as a whole, or an argument against one of its
    premises (supposed premises aside: who supposes does not affirm). A further argument for what was attacked is no
    answer, a bare denial is none, and what the attackers themselves bring against their own argument is none. Whether
    the answer holds, or is answered in turn, is a matter of semantics and not asked. An attack counts as answered when
    a party that holds (or makes) what is attacked makes an answer; where nobody holds it, when anybody does. A support
    of a negation is an attack only where somebody holds the claim. Arguments that are only imputed to somebody neither
    attack nor answer. Cost: linear in the arguments, their premises and
    their positions.

    References
    ----------
    Prakken: An abstract framework for argumentation with structured arguments. Argument and Computation 1, 2010 (the
    three ways to attack an argument). Johnson: Manifest rationality. Erlbaum, 2000 (the dialectical tier: who argues
    is to answer objections).

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_claim("It blocks the view.", id="view")
    >>> _ = m.add_party("Ada", id="ada"), m.add_party("Bo", id="bo"), m.add_position("ada", "pier", "asserts")
    >>> _ = m.add_attack("view", "pier", id="a1", by="bo")
    >>> row = am.unanswered(m)[0]
    >>> row.target, row.held_by, row.attack, row.by, row.answers
    ('pier', ('ada',), 'a1', ('bo',), ())
    """
    company = with_others(m, filters)
    sides = standings(company.selection.rows)
    within = _within(m, filters, sides)
    makers = _Makers(m, members=filters.get("rollup", True) == "member_of", rollup=filters.get("rollup", True))
    against = _against(m)
    found: list[_Attack] = []
    for target, attacks in against.items():
        if target[0] not in within:
            continue
        own = sides.get(target[0], Standing())
        held_by = parties(own.deny if target[1] else own.agree)
        if (asks_for_positions(filters) and not held_by) or (company.parties is not None and not company.has(held_by)):
            continue
        for argument in attacks:
            if not held_by and (argument.kind == "support" or target[1]):
                continue  # nobody holds what it would be against
            if (attack := _judged(argument, target, held_by, makers, against)) is not None:
                found.append(attack)
    place = {id: at for at, id in enumerate([*m._store.collections["claims"], *m._store.collections["arguments"]])}
    found.sort(key=lambda one: (place.get(one.target[0], len(place)), one.target[1]))
    return Table(
        ["target", "held_by", "attack", "kind", "manner", "by", "answers", "answered_by"],
        found,
        lambda one: (
            f"{'~' if one.target[1] else ''}{one.target[0]}",
            one.held_by,
            one.argument.id,
            one.argument.kind,
            one.argument.manner,
            one.by,
            one.answers,
            one.answered_by,
        ),
        record=lambda one: one.argument,
        rules=(
            "One row an attack (attack, support of the negation, or undercut) on a claim or argument, against which no "
            "party that holds or makes it argues; against an attack one argues by an undercut of it, an attack on it, "
            "or an argument against one of its premises that is not merely supposed; neither a further argument for "
            f"what was attacked nor a bare denial is an answer; {company.selection.rules}."
        ),
        note=company.selection.note,
    )


class _Makers:
    """Who makes an argument, asked once for each."""

    def __init__(self, m: ArgumentMap, *, members: bool, rollup: bool | str) -> None:
        self._map, self._rollup = m, bool(rollup)
        self._counted_for = Rollup(m, Calendar(m._store), members=members)
        self._known: dict[str, tuple[str, ...]] = {}

    def __call__(self, argument: Argument) -> tuple[str, ...]:
        if (found := self._known.get(argument.id)) is None:
            named: dict[str, None] = {}
            for p in on_target(self._map, argument.id):
                if p.stance in HOLDS and p.mode != "imputed":
                    for party, _ in self._counted_for(p) if self._rollup else ((p.party, "yes"),):
                        named[party] = None
            found = self._known[argument.id] = tuple(named)
        return found

    def imputed(self, argument: Argument) -> bool:
        """Whether nobody makes the argument, but an opponent says that somebody does."""
        return not self(argument) and any(p.mode == "imputed" for p in on_target(self._map, argument.id))


def _against(m: ArgumentMap) -> dict[_Key, list[Argument]]:
    """The arguments against each claim or argument, or its negation, in the order of the map. Cost: one pass."""
    found: dict[_Key, list[Argument]] = {}
    for argument in m._store.collections["arguments"].values():
        aim = argument.target
        negated = False if argument.kind == "undercut" else aim.negated != (argument.kind == "support")
        found.setdefault((aim.id, negated), []).append(argument)
    return found


def _judged(
    argument: Argument, target: _Key, held_by: tuple[str, ...], makers: _Makers, against: dict[_Key, list[Argument]]
) -> _Attack | None:
    """The attack; None when the side attacked answers it, or when it is only imputed."""
    by = makers(argument)
    if makers.imputed(argument):
        return None
    answers: dict[str, Argument] = {}
    hit: Iterable[_Key] = [(argument.id, False), *((p.id, p.negated) for p in argument.premises if not p.supposed)]
    for key in hit:
        for answer in against.get(key, ()):
            if answer.id != argument.id and not makers.imputed(answer):
                answers[answer.id] = answer
    who: dict[str, None] = {}
    told: list[str] = []
    for id, answer in answers.items():
        authors = makers(answer)
        if authors and by and set(authors) <= set(by):
            continue  # what the attackers say against themselves
        if not set(held_by).isdisjoint(authors):
            return None
        told.append(id)
        who.update(dict.fromkeys(authors))
    if told and not held_by:
        return None
    return _Attack(target, held_by, argument, by, tuple(told), tuple(who))


def _within(m: ArgumentMap, filters: Filters, sides: dict[str, Standing]) -> set[str]:
    """The claims and arguments that the filters choose."""
    if asks_for_positions(filters) or filters.get("about") is not None:
        return set(sides)
    found = {claim.id for claim in claims_asked(m, filters, implicit=True)}
    arguments = m._store.collections["arguments"]
    sketches = [claim for claim in m._store.collections["claims"].values() if claim.sketch]
    named, tags = m._ids("statement", filters.get("target")), wanted(filters.get("tag"), (), "tag")
    issues, exclude = m._issues(filters.get("issue")), filters.get("exclude") or {}
    out = m._issues(exclude.get("issue")) if set(exclude) == {"issue"} else None
    issue_of = issue_finder(m)
    for record in [*sketches, *arguments.values()]:
        if (
            (named is None or record.id in named)
            and (tags is None or not tags.isdisjoint(record.tags))
            and (issues is None or issue_of(record.id) in issues)
            and (out is None or issue_of(record.id) not in out)
        ):
            found.add(record.id)
    return found
