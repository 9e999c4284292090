"""What a record must satisfy to stand in a map: ids exist, kinds fit, names are its own, no order is circular."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Protocol

from argmap.errors import Problem
from argmap.model.records import Argument, Claim, Membership, Outcome, Party, Position, Record, Relation
from argmap.model.references import COLLECTIONS, SPACES, references
from argmap.model.text import did_you_mean
from argmap.model.values import Evidence, Literal

NAMED = {"statement": "claim or argument"}


class Records(Protocol):
    """The part of a store that the checks look at."""

    collections: dict[str, dict[str, Any]]
    names: dict[str, list[str]]

    def get(self, space: str, id: str) -> Any | None:
        """The record with this id in a space, or None."""
        ...

    def referring(self, space: str, collection: str, id: str) -> Sequence[str]:
        """Ids of the records of a collection that name `id`, as far as they are in the index."""
        ...


def problems_of(record: Record, store: Records, *, suggest: bool = True) -> list[Problem]:
    """Everything that is wrong with a record that has been put into the store, circles apart."""
    found = []
    collections = store.collections
    for space, id, field in references(record):
        for name in SPACES[space]:
            if id in collections[name]:
                break
        else:
            found.append(Problem(record, field, unknown(space, id, store, suggest=suggest)))
    check = _CHECKS.get(type(record))
    if check is not None and not found:
        found = [Problem(record, field, message) for field, message in check(record, store)]
    return found


def unknown(space: str, id: str, store: Records, *, suggest: bool = True) -> str:
    """`no party 'ef': did you mean 'eff'?`. The search for the nearest name takes up to 0.1 s in a big map."""
    if not suggest:
        return f"no {NAMED.get(space, space)} {id!r}"
    names: list[str] = [name for collection in SPACES[space] for name in store.collections[collection]]
    if space == "party":
        names.extend(store.names)
    return f"no {NAMED.get(space, space)} {id!r}{did_you_mean(id, names)}"


Fault = tuple[str, str]


def _argument(record: Any, store: Records) -> Iterator[Fault]:
    claims, arguments = store.collections["claims"], store.collections["arguments"]
    target: Literal = record.target
    claim = claims.get(target.id)
    if claim is None and target.id not in arguments:
        yield "target", f"{target.id!r} is a relation; a target is a claim or an argument"
    elif target.negated and claim is None:
        yield "target", f"{target}: only a claim can be negated, {target.id!r} is an argument"
    elif record.kind == "undercut" and claim is not None and not claim.sketch:
        yield "target", f"an undercut hits the step of an argument (or a sketch); {target.id!r} is a claim"
    yield from _unmarked("target", target)
    for premise in record.premises:
        if premise.id not in claims:
            yield "premises", f"{premise.id!r} is no claim; a premise is a claim"
    if record.part_of is not None:
        whole = claims.get(record.part_of)
        if record.part_of not in arguments and (whole is None or not whole.sketch):
            yield "part_of", f"{record.part_of!r} is neither an argument nor a sketch"


def _unmarked(field: str, literal: Literal) -> Iterator[Fault]:
    if literal.supposed or literal.role != "ordinary":
        yield field, f"{literal}: only a premise is supposed, an assumption or an exception"


def _relation(record: Any, store: Records) -> Iterator[Fault]:
    for field, end in (("a", record.a), ("b", record.b)):
        if end.id not in store.collections["claims"]:
            yield field, f"{end.id!r} is no claim; a relation ties claims"
        yield from _unmarked(field, end)
    if record.a == record.b:
        yield "b", f"a relation of {record.a} with itself"


def _position(record: Any, store: Records) -> Iterator[Fault]:
    if record.target in store.collections["relations"]:
        yield "target", f"{record.target!r} is a relation; a position is taken on a claim or an argument"


def _party(record: Any, store: Records) -> Iterator[Fault]:
    parties = store.collections["parties"]
    for alias in record.aliases:
        others = [id for id in store.names.get(alias, ()) if id != record.id]
        if alias in parties and alias != record.id:
            others.append(alias)
        if others:
            yield "aliases", f"{alias!r} is a name of {others[0]!r} and of {record.id!r}; an alias belongs to one party"
    for name in dict.fromkeys((record.id, record.name)):
        # Where one party has it as an alias, only this one has come to bear it too: thousands may share a name.
        for other in store.names.get(name, ())[:2]:
            if other != record.id and name in parties[other].aliases:
                field = "id" if name == record.id else "name"
                yield field, f"{name!r} is an alias of {other!r}; an alias belongs to one party"


def _membership(record: Any, store: Records) -> Iterator[Fault]:
    if record.agent == record.principal:
        yield "principal", f"{record.agent!r} cannot be its own principal"


def _outcome(record: Any, store: Records) -> Iterator[Fault]:
    for effect in record.effects:
        if effect.target.id not in store.collections["claims"]:
            yield "effects", f"{effect.target.id!r} is no claim; an outcome bears on claims"
        yield from _unmarked("effects", effect.target)


def _sound_argument(record: Any, collections: dict[str, dict[str, Any]]) -> bool:
    claims = collections["claims"]
    target = record.target
    if target.id not in claims:
        if target.negated or target.id not in collections["arguments"]:
            return False
    elif record.kind == "undercut":
        return False
    for premise in record.premises:
        if premise.id not in claims:
            return False
    return (
        not target.supposed
        and target.role == "ordinary"
        and record.part_of is None
        and (record.issue is None or record.issue in collections["issues"])
        and (not record.evidence or _known(record.evidence, collections["sources"]))
    )


def _sound_position(record: Any, collections: dict[str, dict[str, Any]]) -> bool:
    return (
        (record.target in collections["claims"] or record.target in collections["arguments"])
        and record.party in collections["parties"]
        and record.imputed_by is None
        and record.on_behalf_of is None
        and record.replies_to is None
        and not record.after
        and (not record.evidence or _known(record.evidence, collections["sources"]))
    )


def _known(evidence: tuple[Evidence, ...], sources: dict[str, Any]) -> bool:
    return all([not piece.via and (piece.source is None or piece.source in sources) for piece in evidence])  # noqa: C419


# Whether one glance tells that a record is sound: most of a big map are plain, and need no proper check.
GLANCES: dict[type[Any], Callable[[Any, dict[str, dict[str, Any]]], bool]] = {
    Claim: lambda record, collections: record.issue is None or record.issue in collections["issues"],
    Argument: _sound_argument,
    Position: _sound_position,
}


_CHECKS: dict[type[Any], Callable[[Any, Records], Iterator[Fault]]] = {
    Argument: _argument,
    Relation: _relation,
    Position: _position,
    Party: _party,
    Membership: _membership,
    Outcome: _outcome,
}


# Orders that may not run in a circle: collection, field at fault, from a record to the ids that it names.
_ORDERS: tuple[tuple[str, str, Callable[[Any], Iterable[str | None]]], ...] = (
    ("issues", "parent", lambda record: (record.parent,)),
    ("arguments", "part_of", lambda record: (record.part_of,)),
    ("sources", "after", lambda record: (one.id for one in record.after)),
    ("sources", "reported_in", lambda record: (piece.source for piece in record.reported_in)),
    ("positions", "after", lambda record: record.after),
    ("positions", "replies_to", lambda record: (record.replies_to,)),
    ("outcomes", "after", lambda record: record.after),
)


_ORDERS_OF = {
    kind: [number for number, (collection, _, _) in enumerate(_ORDERS) if collection == name]
    for name, kind in COLLECTIONS.items()
}


def reordered(before: Record, after: Record) -> bool:
    """Whether a changed record has other predecessors, parents, … than before: only then can it close a circle."""
    if type(after) is Membership:
        return True
    orders = [_ORDERS[number][2] for number in _ORDERS_OF[type(after)]]
    return any(tuple(named(before)) != tuple(named(after)) for named in orders)


def circles(records: Iterable[Record], store: Records, *, new: bool) -> Iterator[Problem]:
    """Circles in an order (of issues, documents, spokesmen, …) that go through one of the records.

    New records are named by each other only, so the walk stays among them: adding a long chain is not quadratic.
    """
    speakers = []
    ordered: dict[int, dict[str, Any]] = {}  # number of the order -> the records that name others in it
    for record in records:
        for number in _ORDERS_OF[type(record)]:
            if any(_ORDERS[number][2](record)):
                ordered.setdefault(number, {})[record.id] = record
        if type(record) is Membership and record.kind == "speaks_for":
            speakers.append(record)
    for number, starts in ordered.items():
        collection, field, named = _ORDERS[number]
        if starts:
            within = starts if new else store.collections[collection]
            circular = _circles(starts, partial(_onward, within, named))
            for id, record in starts.items():
                if id in circular:
                    yield Problem(record, field, f"a circle: it would come back to {id!r} itself")
    if speakers:
        yield from _speaking_in_circles(speakers, store)


def _speaking_in_circles(speakers: list[Membership], store: Records) -> Iterator[Problem]:
    """Circles of speaks_for: new memberships tie parties that were there, so the walk takes in old memberships too."""
    batch: dict[str, list[Membership]] = {}
    for one in speakers:
        batch.setdefault(one.agent, []).append(one)
        batch.setdefault(one.principal, []).append(one)

    def around(party: str) -> Iterator[Membership]:
        records = store.collections["memberships"]
        for id in store.referring("party", "memberships", party):
            if id in records and records[id].kind == "speaks_for":
                yield records[id]
        yield from batch.get(party, ())

    def principals(party: str) -> Iterator[str]:
        return (one.principal for one in around(party) if one.agent == party)

    # For whom nobody speaks closes no circle: a chain that grows by one at its end is not walked each time.
    starts = dict.fromkeys(
        one.agent for one in speakers if any(two.principal == one.agent for two in around(one.agent))
    )
    circle = _circles(starts, principals)
    for one in speakers:
        if one.agent in circle and circle[one.agent] == circle.get(one.principal):
            yield Problem(one, "principal", f"a circle of speaks_for through {one.agent!r}")


def _onward(within: dict[str, Any], named: Callable[[Any], Iterable[str | None]], id: str) -> Iterable[str | None]:
    return named(within[id]) if id in within else ()


def _circles(starts: Iterable[str], onward: Callable[[str], Iterable[str | None]]) -> dict[str, str]:
    """What lies on a circle that can be reached, and the first met of the same tangle of circles.

    These are Tarjan's strongly connected components, found without recursion.
    """
    found: dict[str, str] = {}
    number: dict[str, int] = {}  # in the order of discovery
    lowest: dict[str, int] = {}  # the lowest number that can be reached and still waits
    waiting: dict[str, None] = {}  # not yet told to which component they belong; the last comes off first
    for start in starts:
        todo = [start] if start not in number else []
        walk: list[tuple[str, Iterator[str | None]]] = []
        while todo or walk:
            if todo:
                id = todo.pop()
                number[id] = lowest[id] = len(number)
                waiting[id] = None
                walk.append((id, iter(tuple(onward(id)))))
            id, rest = walk[-1]
            for next_id in rest:
                if next_id is None:
                    continue
                if next_id not in number:
                    todo.append(next_id)
                    break
                if next_id in waiting:
                    lowest[id] = min(lowest[id], number[next_id])
                    if next_id == id:
                        found[id] = id
            else:
                walk.pop()
                if walk:
                    above = walk[-1][0]
                    lowest[above] = min(lowest[above], lowest[id])
                if lowest[id] == number[id]:
                    component = [waiting.popitem()[0]]
                    while component[-1] != id:
                        component.append(waiting.popitem()[0])
                    if len(component) > 1:
                        found.update(dict.fromkeys(component, id))
    return found
