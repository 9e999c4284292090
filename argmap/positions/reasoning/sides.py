"""What each side holds and argues, claim by claim: the material from which reasons are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, cast

from argmap.errors import ValueRefused
from argmap.model.argument_map import ArgumentMap
from argmap.model.records import Argument
from argmap.positions.questions.scope import two_sides
from argmap.positions.reasoning.advancing import affirmed, bearings, circumstances
from argmap.positions.selecting import Filters, Held, selected, sign

RELATIONS = ("dispute", "clash", "shared agreement", "shared denial")


class Who(NamedTuple):
    """A side, and the party on it that speaks."""

    side: str
    party: str


class Answer(NamedTuple):
    """What another side says against an argument: an argument, or a position that denies it."""

    side: str
    id: str
    how: str


class Sides:
    """The stances and arguments of the sides, by claim. Cost: one pass over what they hold and argue."""

    def __init__(
        self, m: ArgumentMap, a: Any, b: Any, claims: list[str] | None, filters: Mapping[str, Any], question: str
    ) -> None:
        self.map, self.claims = m, claims
        self._a, self._b, self._question = a, b, question
        self.labels: tuple[str, ...] = ()  # of the two sides, where two are compared
        self.stances: dict[str, dict[Who, list[Held]]] = {}
        self.authors: dict[str, dict[Who, list[Held]]] = {}  # argument -> who asserts it
        self.bearing: dict[str, dict[Who, list[tuple[str, int]]]] = {}  # claim -> arguments that bear on it
        self.used: dict[str, dict[Who, list[tuple[str, int]]]] = {}  # claim -> arguments that argue from it
        self._answers: dict[str, list[Answer]] = {}  # argument -> what hits it
        self._against: dict[tuple[str, bool], list[Answer]] = {}  # literal -> what speaks against it
        self._here = circumstances(filters)
        asked = dict(filters) if claims is None else {**filters, "target": claims}
        rows, self.rules, self.note = self._rows(asked)
        self.uncertain = any(row.match != "yes" for _, row in rows)
        if self._here == asked:
            self._take(rows)
        else:
            about = self._here if claims is None else {**self._here, "target": arguments_on(m, claims)}
            arguments = m._store.collections["arguments"]
            said = [pair for pair in self._rows(about)[0] if pair[1].position.target in arguments]
            self.uncertain |= any(row.match != "yes" for _, row in said)
            self._take([pair for pair in rows if pair[1].position.target not in arguments])
            self._take(said)
        self._weigh()

    def _rows(self, filters: Mapping[str, Any]) -> tuple[list[tuple[Who, Held]], str, str]:
        """The positions of each side, with the rule and the note."""
        if self._a is None:
            found = selected(self.map, cast(Filters, dict(filters)))
            return [(Who(row.party, row.party), row) for row in found.rows], found.rules, found.note
        pair = two_sides(self.map, self._a, self._b, cast(Filters, dict(filters)), self._question)
        rows: list[tuple[Who, Held]] = []
        named = members_of(self.map, self._a), members_of(self.map, self._b)
        self.labels = (" + ".join(named[0]), " + ".join(named[1]))
        for label, members, held in zip(self.labels, named, (pair.a, pair.b), strict=True):
            for row in held:
                speaker = row.position.party
                rows.append((Who(label, speaker if speaker in members else row.party), row))
        return rows, pair.rules, pair.note

    def _take(self, rows: Iterable[tuple[Who, Held]]) -> None:
        claims, arguments = (self.map._store.collections[name] for name in ("claims", "arguments"))
        for who, row in rows:
            target = row.position.target
            if target in claims:
                self.stances.setdefault(target, {}).setdefault(who, []).append(row)
            elif target in arguments and row.position.stance == "asserts":
                self.authors.setdefault(target, {}).setdefault(who, []).append(row)
            elif target in arguments and row.position.stance == "denies":
                self._answers.setdefault(target, []).append(Answer(who.side, row.position.id, "denies it"))

    def _weigh(self) -> None:
        """Sort the arguments by the claims on which they bear, the premises they use, the arguments they answer."""
        arguments: dict[str, Argument] = self.map._store.collections["arguments"]
        bears = bearings(self.map)
        for id in self.map._store.in_order("arguments", self.authors):
            argument, end = arguments[id], bears(id)
            for who in self.authors[id]:
                if end is not None:
                    self.bearing.setdefault(end[0], {}).setdefault(who, []).append((id, end[1]))
                for premise in filter(affirmed, argument.premises):
                    lean = -1 if premise.negated else 1
                    self.used.setdefault(premise.id, {}).setdefault(who, []).append((id, lean))
            for side in dict.fromkeys(who.side for who in self.authors[id]):
                self._answer(side, argument)

    def _answer(self, side: str, argument: Argument) -> None:
        target, kind = argument.target, argument.kind
        on_argument = target.id in self.map._store.collections["arguments"]
        if on_argument and (kind == "undercut" or (kind == "attack") != target.negated):
            how = "undercuts it" if kind == "undercut" else "attacks it"
            self._answers.setdefault(target.id, []).append(Answer(side, argument.id, how))
        if kind == "undercut":
            self._against.setdefault((target.id, False), []).append(Answer(side, argument.id, f"undercuts {target.id}"))
        else:
            negated = target.negated == (kind == "support")  # of the literal that it speaks for
            told = ("for ~" if negated else "for ") + target.id
            self._against.setdefault((target.id, not negated), []).append(Answer(side, argument.id, told))

    def answers(self, argument: Argument, who: Who) -> list[Answer]:
        """What the other side says against the argument itself, or against a premise that it affirms."""
        found = list(self._answers.get(argument.id, ()))
        for premise in filter(affirmed, argument.premises):
            found += self._against.get((premise.id, premise.negated), ())
        return list(dict.fromkeys(one for one in found if one.side != who.side))

    def words(self, ids: Iterable[str]) -> dict[str, dict[Who, list[Held]]]:
        """What the sides say of premises, whatever claims were asked for."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, dict[Who, list[Held]]] = {}
        if wanted:
            for who, row in self._rows({**self._here, "target": wanted})[0]:
                found.setdefault(row.position.target, {}).setdefault(who, []).append(row)
        return found

    def relation(self, claim: str) -> str | None:
        """How the sides stand to a claim: one of `RELATIONS`, or None where only one of them has to do with it."""
        record: dict[str, set[int]] = {}
        for who, held in self.stances.get(claim, {}).items():
            signs = {sign(row.position) for row in held} - {0}
            if signs:
                record.setdefault(who.side, set()).update(signs)
        agree, deny = (any(one in signs for signs in record.values()) for one in (1, -1))
        if len(record) > 1:
            return "dispute" if agree and deny else "shared agreement" if agree else "shared denial"
        leaning = {side: set(signs) for side, signs in record.items()}
        for index in (self.bearing, self.used):
            for who, found in index.get(claim, {}).items():
                leaning.setdefault(who.side, set()).update(one for _, one in found)
        if len(leaning) > 1 and {1, -1} <= set().union(*leaning.values()):
            return "clash"
        return None


def members_of(m: ArgumentMap, side: Any) -> tuple[str, ...]:
    """The ids of a party, or of several, in the order in which they are given."""
    several = (side,) if isinstance(side, str) or not isinstance(side, Iterable) else tuple(side)
    return tuple(dict.fromkeys(m.party(one).id for one in several))


def claim_ids(m: ArgumentMap, claim: Any) -> list[str]:
    """The ids of a claim or of several, in the order of the map.

    Raises
    ------
    ValueRefused, UnknownIdError
        When one is an argument or relation, or is not in the map.
    """
    found = m._ids("statement", claim) or frozenset()
    claims = m._store.collections["claims"]
    for id in sorted(found):
        if id not in claims:
            raise ValueRefused(f"{id!r} is no claim: a claim is expected here")
    return list(m._store.in_order("claims", found))


def arguments_on(m: ArgumentMap, claims: Iterable[str]) -> list[str]:
    """The arguments that bear on claims, those that argue from these, and those that speak against their premises.

    Cost: what stands round the claims.
    """
    arguments: dict[str, Argument] = m._store.collections["arguments"]
    found: dict[str, None] = {}

    def aimed_at(id: str) -> list[str]:
        return [one for one in m._store.referring("statement", "arguments", id) if arguments[one].target.id == id]

    asked = list(dict.fromkeys(claims))
    for id in asked:
        found.update(dict.fromkeys(m._store.referring("statement", "arguments", id)))
    todo = [*asked, *found]
    seen = set(todo)
    while todo:
        onward = [one for one in aimed_at(todo.pop()) if one not in seen]
        found.update(dict.fromkeys(onward))
        seen.update(onward)
        todo += onward
    for id in dict.fromkeys(premise.id for one in list(found) for premise in arguments[one].premises):
        found.update(dict.fromkeys(aimed_at(id)))
    return list(found)
