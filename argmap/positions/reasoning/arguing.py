"""Why parties hold what they hold: the arguments that each side gives for its stance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from argmap.errors import ValueRefused
from argmap.model.argument_map import ArgumentMap
from argmap.model.filters import wanted
from argmap.model.records import Argument
from argmap.positions.questions.scope import claims_asked
from argmap.positions.reasoning.advancing import ABOUT, Imputed, affirmed, bearings
from argmap.positions.reasoning.phrasing import bare, in_words, stance_words, statement_words
from argmap.positions.reasoning.showing import GIVES_NONE, Reason, ReasonTable, Said
from argmap.positions.reasoning.sides import RELATIONS, Sides, Who, arguments_on, claim_ids, members_of
from argmap.positions.selecting import SIGN_RULE, Filters, Held, Unpack, selected, sign
from argmap.tables import Table

_COLUMNS = ("claim", "relation", "side", "party", "stance", "stance_basis", "bearing", "argument", "kind", "premises")
_WORDS = ("quotes", "quoted", "source", "basis", "by", "answered")


def reasons(
    m: ArgumentMap, a: Any = None, b: Any = None, *, claim: Any = None, relation: Any = None, **filters: Unpack[Filters]
) -> Table:
    """Why two parties, or two coalitions, hold what they hold: the arguments that each gives for its stance.

    Parameters
    ----------
    m : ArgumentMap
    a, b : party or several, optional
        The two sides. Left out, every party is a side of its own, and claims that only one holds are shown, too.
    claim : claim or several, optional
        Only these claims.
    relation : {'dispute', 'clash', 'shared agreement', 'shared denial'} or several, optional
        Only claims to which the sides stand like that.
    **filters
        As in `m.positions(...)`, rolled up unless `rollup=False`. `target`, `issue`, `about`, `tag` and `stance` choose
        the claims; the others choose both the stances and the arguments.

    Returns
    -------
    Table
        `claim, relation, side, party, stance, stance_basis, bearing, argument, kind, premises, quotes, quoted, source,
        basis, by, answered`, with `mode` and `match` where they were asked for; disputes first, then clashes, then what
        is shared, each in the order of the map. One row an argument that a party makes, and one for each stance without
        any: `bearing` is then `gives no reason`. Else it is

        for its stance, against its own stance
            Supports of x and attacks on ~x speak for who asserts or concedes x and against who denies it; attacks on x
            and supports of ~x the other way round. An undercut of an argument, or an attack on it, speaks against what
            that argument speaks for, to any depth: such answers to others are reasons of a kind, and have their rows.
        for the claim, against the claim
            The party makes the argument, but is not on record with a stance that agrees or denies.
        argues from it
            It only uses the claim (or its negation) as a premise.

        `premises` are in words; `quotes` are the party's words for the argument, else for its premises, or for the
        stance where it gives no reason, and `quoted` says what each is about. `answered` names what the other side (any
        other, where none is named) says against the argument, against a premise that it affirms, or by denying it.
        Behind a row stands the `Argument`, or the `Position` where no reason is given.

    Raises
    ------
    ValueRefused
        When only one side is named, a party stands on both, or a filter is not known.
    UnknownIdError
        When a party or claim is not known; the message suggests the nearest.

    Notes
    -----
    A dispute is a claim that one side asserts or concedes and the other denies. In a *clash* they are not both on
    record, but one argues against what the other holds or argues (or holds the opposite of what the other argues from).
    Nothing else follows from an argument: see `am.implied`. An imputed argument is never its alleged author's own.
    Cost: what the sides hold and argue, and what is said of the premises that are shown.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> pier = m.add_claim("The pier should be built.", id="pier")
    >>> trade, view = m.add_claim("It brings trade.", id="trade"), m.add_claim("It blocks the view.", id="view")
    >>> ada, bo = m.add_party("Ada", id="ada"), m.add_party("Bo", id="bo")
    >>> letter = m.add_source("S1", title="A letter")
    >>> _ = m.add_position(ada, pier, "asserts"), m.add_position(bo, pier, "denies", evidence=letter)
    >>> _ = m.add_position(ada, trade, "asserts", evidence=am.Evidence("S1", quote="trade will grow"))
    >>> _ = m.add_support(trade, pier, id="a1", by=ada, source="S1")
    >>> _ = m.add_attack(view, trade, id="a2", by=bo, source="S1")
    >>> am.reasons(m, "ada", "bo", relation="dispute")
    pier (dispute)
      The pier should be built.
      ada asserts
        a1, support, for its stance
          - It brings trade.
            “trade will grow” (on trade, S1)
          answered by a2 for ~trade
      bo denies
        gives no reason
    """
    if (a is None) != (b is None):
        raise ValueRefused("reasons compares two sides: name both, or neither and party= for one")
    relations = wanted(relation, RELATIONS, "relation")
    asked: dict[str, Any] = {name: value for name, value in filters.items() if value is not None}
    if claim is not None and "target" in asked:
        raise ValueRefused("claim= and target= ask for the same thing: leave one of them out")
    claims = None if claim is None else claim_ids(m, claim)
    if claims is None and ("exclude" in asked or any(name in asked for name in ABOUT)):
        claims = [one.id for one in claims_asked(m, cast(Filters, asked), implicit=True)]
    heard: frozenset[str] | None = None
    if a is None and "party" in asked:
        claims, heard = _of_party(m, claims, asked)
        del asked["party"]
    sides = Sides(m, a, b, claims, asked, "reasons")
    found = _Telling(sides, heard, by_stance="stance" in asked).reasons(relations)
    extra = ["mode"] * ("mode" in asked or "imputed_by" in asked) + ["match"] * sides.uncertain

    def cells(one: Reason) -> tuple[Any, ...]:
        argument = one.argument
        more = {"mode": _mode(one), "match": _match(one)}
        return (
            *(one.claim, one.relation, one.who.side, one.who.party, one.stance, one.stance_basis, one.bearing),
            *(argument and argument.id, argument and argument.kind, one.premises),
            *(tuple(said.words for said in one.said), tuple(said.on for said in one.said), one.source, one.basis),
            *(tuple(dict.fromkeys(row.position.party for row in one.held)), tuple(answer.id for answer in one.answers)),
            *(more[name] for name in extra),
        )

    return ReasonTable(
        [*_COLUMNS, *_WORDS, *extra],
        found,
        cells,
        record=lambda one: one.argument if one.argument is not None else one.held[0].position if one.held else None,
        rules=(
            "Reasons are the arguments that a party asserts itself and that bear on a claim which "
            + ("the two sides share or dispute" if a is not None else "somebody holds or argues about")
            + f"; {SIGN_RULE}; undercuts and attacks on an argument speak against what it speaks for; "
            f"supposed premises are not affirmed; {sides.rules}."
        ),
        note=lambda: " ".join(filter(None, [sides.note, _not_counted(m, found), _nothing(sides, found)])),
    )


class _Telling:
    """Makes the rows, claim by claim."""

    def __init__(self, sides: Sides, heard: frozenset[str] | None, *, by_stance: bool) -> None:
        self._all = sides
        self._map = sides.map
        self._heard = heard  # only these parties are shown
        self._by_stance = by_stance  # only claims on which the stance asked for is taken
        self._alone = not sides.labels  # whether claims that concern one party only are shown
        self._arguments: dict[str, Argument] = sides.map._store.collections["arguments"]

    def reasons(self, relations: frozenset[str] | None) -> list[Reason]:
        sides, found = self._all, dict[str, list[str]]()
        claims = self._map._store.collections["claims"]
        named = {*sides.stances, *sides.bearing, *sides.used}
        named &= claims.keys() if sides.claims is None else set(sides.claims)
        if self._by_stance:
            named &= sides.stances.keys()
        for id in self._map._store.in_order("claims", named):
            relation = sides.relation(id)
            if relation is None and not (self._alone and (id in sides.stances or id in sides.bearing)):
                continue
            if relations is None or relation in relations:
                found.setdefault(relation or "", []).append(id)
        order = [(kind, id) for kind in (*RELATIONS, "") for id in found.get(kind, ())]
        shown = [(id, kind or None, self._parties(id, kind)) for kind, id in order]
        said = sides.words(self._premises(shown))
        return [one for id, kind, parties in shown for who in parties for one in self._of(id, kind, who, said)]

    def _parties(self, claim: str, relation: str) -> list[Who]:
        sides = self._all
        stances = sides.stances.get(claim, {})
        named = [*stances, *sides.bearing.get(claim, ())]
        if relation == "clash":
            named += sides.used.get(claim, ())
        parties = [who for who in dict.fromkeys(named) if self._heard is None or who.party in self._heard]
        if sides.labels:
            return sorted(parties, key=lambda who: sides.labels.index(who.side))
        leaning = {who: {sign(row.position) for row in held} for who, held in stances.items()}
        # Those who agree come first, then those who deny, then the others.
        return sorted(
            parties, key=lambda who: 0 if 1 in leaning.get(who, ()) else 1 if -1 in leaning.get(who, ()) else 2
        )

    def _premises(self, shown: list[tuple[str, str | None, list[Who]]]) -> Iterator[str]:
        for claim, _, parties in shown:
            for index in (self._all.bearing, self._all.used):
                found = index.get(claim, {})
                for who in parties:
                    for id, _ in found.get(who, ()):
                        yield from (premise.id for premise in self._arguments[id].premises)

    def _of(self, claim: str, relation: str | None, who: Who, said: Mapping[str, Any]) -> Iterator[Reason]:
        held = self._all.stances.get(claim, {}).get(who, [])
        signed = {one: [row for row in held if sign(row.position) == one] for one in (1, -1)}
        own = self._all.bearing.get(claim, {}).get(who, [])
        for one in (1, -1):
            if not (rows := signed[one]):
                continue
            mine = [id for id, side in own if side == one]
            for id in sorted(mine, key=lambda id: self._arguments[id].target.id != claim):
                yield self._row(claim, relation, who, rows, "for its stance", id, said)
            if not mine:
                yield self._silent(claim, relation, who, rows)
        for id, side in own:
            if not signed[side]:
                if signed[-side]:
                    yield self._row(claim, relation, who, signed[-side], "against its own stance", id, said)
                else:
                    bearing = "for the claim" if side > 0 else "against the claim"
                    yield self._row(claim, relation, who, held, bearing, id, said)
        if not own and not signed[1] and not signed[-1]:
            if held:
                yield self._silent(claim, relation, who, held)
            else:
                for id, _ in self._all.used.get(claim, {}).get(who, ()):
                    yield self._row(claim, relation, who, [], "argues from it", id, said)

    def _silent(self, claim: str, relation: str | None, who: Who, held: list[Held]) -> Reason:
        said = tuple(_words(held, claim))
        return Reason(
            claim=claim,
            text=statement_words(self._map.claims[claim]),
            relation=relation,
            who=who,
            stance=stance_words(held),
            stance_basis=_basis(held),
            bearing=GIVES_NONE,
            argument=None,
            held=tuple(held),
            basis=None,
            premises=(),
            said=said,
            source=_sources(held, said),
            answers=(),
        )

    def _row(
        self,
        claim: str,
        relation: str | None,
        who: Who,
        stance: list[Held],
        bearing: str,
        id: str,
        said: Mapping[str, Mapping[Who, list[Held]]],
    ) -> Reason:
        argument, authors = self._arguments[id], self._all.authors[id][who]
        words = list(_words(authors, id))
        if not words:
            pieces = [piece for piece in argument.evidence if piece.quote is not None]
            words = [Said(one.quote.exact, one.source, id, one.basis) for one in pieces if one.quote is not None]
        if not words:
            for premise in filter(affirmed, argument.premises):
                rows = said.get(premise.id, {}).get(who, [])
                side = -1 if premise.negated else 1
                words += _words([row for row in rows if sign(row.position) == side], bare(premise))
        return Reason(
            claim=claim,
            text=statement_words(self._map.claims[claim]),
            relation=relation,
            who=who,
            stance=stance_words(stance) if stance else None,
            stance_basis=_basis(stance) if stance else None,
            bearing=bearing,
            argument=argument,
            held=tuple(authors),
            basis="explicit" if argument.basis == _basis(authors) == "explicit" else "inferred",
            premises=tuple(in_words(self._map, premise) for premise in argument.premises),
            said=tuple(words),
            source=tuple(dict.fromkeys([*argument.sources, *_sources(authors, words)])),
            answers=tuple(self._all.answers(argument, who)),
        )


def _words(held: Iterable[Held], on: str) -> Iterator[Said]:
    """The words of statements, each passage once."""
    seen = set()
    for row in held:
        for piece in row.position.evidence:
            if piece.quote is not None and (piece.source, piece.quote.exact) not in seen:
                seen.add((piece.source, piece.quote.exact))
                yield Said(piece.quote.exact, piece.source, on, piece.basis)


def _sources(held: Iterable[Held], said: Iterable[Said]) -> tuple[str, ...]:
    named = [source for row in held for source in row.position.sources]
    return tuple(dict.fromkeys([*named, *(one.source for one in said if one.source is not None)]))


def _basis(held: Iterable[Held]) -> str:
    return "explicit" if any(row.position.basis == "explicit" for row in held) else "inferred"


def _of_party(m: ArgumentMap, claims: list[str] | None, asked: dict[str, Any]) -> tuple[list[str], frozenset[str]]:
    """The claims that the parties asked for hold or argue about, and for whom what they say counts."""
    narrowed = asked if claims is None else {**asked, "target": [*claims, *arguments_on(m, claims)]}
    own = selected(m, cast(Filters, narrowed))
    bears, records = bearings(m), m._store.collections["arguments"]
    found: set[str] = set()
    for row in own.rows:
        target = row.position.target
        if target not in records:
            found.add(target)
        elif row.position.stance == "asserts" and (end := bears(target)) is not None:
            found.add(end[0])
    if claims is not None:
        found &= set(claims)
    found &= m._store.collections["claims"].keys()
    parties = frozenset(members_of(m, asked["party"])) | {row.party for row in own.rows}
    return list(m._store.in_order("claims", found)), parties


def _mode(one: Reason) -> str | None:
    modes = dict.fromkeys(
        f"imputed by {row.position.imputed_by}" if row.position.imputed_by else row.position.mode for row in one.held
    )
    return ", ".join(mode for mode in modes if mode) or None


def _match(one: Reason) -> str:
    return "yes" if not one.held or any(row.match == "yes" for row in one.held) else "possibly"


def _not_counted(m: ArgumentMap, found: list[Reason]) -> str:
    """The arguments on these claims that nobody makes, or that are only imputed."""
    imputed, store = Imputed(m), m._store
    positions = store.collections["positions"]
    nobody, alleged = [], []
    claims = dict.fromkeys(one.claim for one in found)
    bears = bearings(m)
    for id in store.in_order("arguments", set(arguments_on(m, claims))):
        end = bears(id)
        if end is None or end[0] not in claims:
            continue
        if imputed(id):
            alleged.append(id)
        elif not any(positions[one].stance == "asserts" for one in store.referring("statement", "positions", id)):
            nobody.append(id)
    told = []
    if nobody:
        told.append(f"Nobody makes {_number(nobody)}: the analyst's own, no party's reason.")
    if alleged:
        told.append(f"Left out, as known only by an opponent's say-so: {_number(alleged)}.")
    return " ".join(told)


def _number(ids: list[str], most: int = 6) -> str:
    more = f" and {len(ids) - most} more" if len(ids) > most else ""
    return f"{len(ids)} argument{'s' * (len(ids) > 1)} ({', '.join(ids[:most])}{more})"


def _nothing(sides: Sides, found: list[Reason]) -> str:
    if found or not sides.labels:
        return ""
    return f"{sides.labels[0]} and {sides.labels[1]} neither share nor dispute a claim, nor clash over one."
