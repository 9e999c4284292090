"""What divides two sides at bottom: the fewest disagreements from which all the others can be reached."""

from __future__ import annotations

from typing import Any, NamedTuple

from argmap.errors import ValueRefused
from argmap.model.argument_map import ArgumentMap
from argmap.model.records import Argument
from argmap.positions.reasoning.advancing import Imputed, affirmed
from argmap.positions.reasoning.phrasing import stance_words, statement_words
from argmap.positions.reasoning.sides import Sides, Who
from argmap.positions.selecting import SIGN_RULE, Filters, Held, Unpack, sign
from argmap.tables import Table

_ROUND = 4096  # cruxes whose reach is found at once


class _Crux(NamedTuple):
    claim: str
    tied: list[str]
    explains: list[str]


def cruxes(m: ArgumentMap, a: Any, b: Any, *, arguments: str = "sides", **filters: Unpack[Filters]) -> Table:
    """The fewest disagreements of two parties or coalitions that explain all their others.

    Parameters
    ----------
    m : ArgumentMap
    a, b : party or several
        The two sides; names and aliases are understood.
    arguments : {'sides', 'all'}
        Which arguments lead from one disagreement to another: those that one of the sides makes, or everybody's and the
        analyst's. Imputed ones lead nowhere.
    **filters
        As in `m.positions(...)`, rolled up unless `rollup=False`. `target`, `issue`, `about`, `tag` and `stance` choose
        the disagreements; the others choose both the stances and the arguments.

    Returns
    -------
    Table
        `claim, explains, tied, a, b, a_quote, b_quote, text`, in the order of the map; `explains` are the other
        disagreements that can be reached from it, `tied` those of them from which it can be reached in turn: each of
        these would do in its place. `a` and `b` are the stances of the sides, with the member where there are several.

    Raises
    ------
    ValueRefused, UnknownIdError
        When a party stands on both sides, or an id or filter is not known.

    Notes
    -----
    A disagreement is a claim that one side asserts or concedes and the other denies. It leads to another when it (or
    its negation) is a premise of an argument for or against that other, or for or against a premise of such an
    argument, and so on; an undercut leads to what the argument bears on that it hits. Supposed premises and exceptions
    lead nowhere. A disagreement to which no other leads must be among the cruxes; of several that lead to each other in
    a circle, and to which no other leads, the first in the order of the map is. These are the fewest from which all
    others can be reached: one for each source component of "leads to" (a *point basis*). A disagreement that bears on
    no other and on which no other bears is a crux that explains nothing else.

    It says what the arguments in the map rest on, no more. In Sabien's double crux a crux is a claim on which the two
    differ *and* which would change both minds on the other question: whether minds would change no map can tell.

    Cost: linear in what the sides hold and argue (with `arguments="all"`: in the map), and in the lists that it gives.

    References
    ----------
    Sabien: Double crux. Center for Applied Rationality, handbook; LessWrong, 24 July 2022.
    Harary, Norman, Cartwright: Structural models. Wiley, 1965.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> for id in ("pier", "trade", "ships"):
    ...     _ = m.add_claim(id.capitalize() + ".", id=id)
    >>> ada, bo = m.add_party("Ada", id="ada"), m.add_party("Bo", id="bo")
    >>> for id in m.claims:
    ...     _ = m.add_position(ada, id, "asserts"), m.add_position(bo, id, "denies")
    >>> _ = m.add_support("ships", "trade", id="a1", by=ada), m.add_attack("~trade", "pier", id="a2", by=bo)
    >>> for row in am.cruxes(m, "ada", "bo"):
    ...     print(row.claim, row.explains)
    ships ('pier', 'trade')
    """
    if arguments not in ("sides", "all"):
        raise ValueRefused(f"arguments={arguments!r}: expected 'sides' or 'all'")
    sides = Sides(m, a, b, None, {name: value for name, value in filters.items() if value is not None}, "cruxes")
    disputes = [id for id in m._store.in_order("claims", sides.stances) if sides.relation(id) == "dispute"]
    found = _bases(m, disputes, _edges(m, sides if arguments == "sides" else None))

    def cells(one: _Crux) -> tuple[Any, ...]:
        left, right = (_held(sides, one.claim, label) for label in sides.labels)
        return (
            *(one.claim, tuple(one.explains), tuple(one.tied), _told(left), _told(right)),
            *(_quote(left), _quote(right), statement_words(m.claims[one.claim])),
        )

    whose = "an argument of one of the sides" if arguments == "sides" else "any argument, whoever makes it"
    count = "1 disagreement" if len(disputes) == 1 else f"{len(disputes)} disagreements"
    return Table(
        ["claim", "explains", "tied", "a", "b", "a_quote", "b_quote", "text"],
        found,
        cells,
        record=lambda one: m.claims[one.claim],
        rules=(
            "The fewest claims in dispute from which every other claim in dispute can be reached: one leads to another "
            f"as a premise, step by step, of {whose}, for or against; supposed premises and exceptions lead nowhere; "
            f"of those that lead to each other the first in the order of the map; {SIGN_RULE}; {sides.rules}."
        ),
        note=" ".join(
            filter(None, [sides.note, f"{len(found)} of {count}." if disputes else "No claim is in dispute."])
        ),
    )


def _edges(m: ArgumentMap, sides: Sides | None) -> dict[str, list[str]]:
    """From premise to argument to target; an argument that is hit leads on to its own target, whoever makes it."""
    records: dict[str, Argument] = m._store.collections["arguments"]
    edges: dict[str, list[str]] = {}
    imputed = Imputed(m)
    if sides is not None:
        todo = list(m._store.in_order("arguments", sides.authors))
    else:
        todo = [id for id in records if not imputed(id)]
    led = set(todo)
    for id in todo:
        for premise in filter(affirmed, records[id].premises):
            edges.setdefault(premise.id, []).append(id)
    while todo:
        id = todo.pop()
        target = records[id].target.id
        edges.setdefault(id, []).append(target)
        if target in records and target not in led:
            led.add(target)
            todo.append(target)
    return edges


def _bases(m: ArgumentMap, disputes: list[str], edges: dict[str, list[str]]) -> list[_Crux]:
    """The disputes from which all others can be reached, each with those it reaches."""
    import networkx

    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_nodes_from(disputes)
    graph.add_edges_from((one, other) for one, others in edges.items() for other in others)
    # Components come out with those that are reached before those from which they are: backwards is forwards.
    components = [sorted(one) for one in networkx.strongly_connected_components(graph)][::-1]
    home = {id: i for i, component in enumerate(components) for id in component}
    rank = {id: i for i, id in enumerate(disputes)}
    within: list[list[str]] = [sorted((id for id in one if id in rank), key=rank.__getitem__) for one in components]
    onward = [
        sorted({home[other] for id in one for other in edges.get(id, ()) if home[other] != i})
        for i, one in enumerate(components)
    ]
    preceded = [False] * len(components)
    for i, one in enumerate(within):
        if one or preceded[i]:
            for j in onward[i]:
                preceded[j] = True
    sources = [i for i, one in enumerate(within) if one and not preceded[i]]
    reach: dict[int, list[str]] = {i: list(within[i][1:]) for i in sources}
    for start in range(0, len(sources), _ROUND):
        part = sources[start : start + _ROUND]
        marks = [0] * len(components)
        for bit, i in enumerate(part):
            marks[i] = 1 << bit
        for i, targets in enumerate(onward):
            if marks[i]:
                for j in targets:
                    marks[j] |= marks[i]
        for j, mark in enumerate(marks):
            if within[j] and preceded[j]:
                bits = f"{mark:b}"[::-1]
                bit = bits.find("1")
                while bit >= 0:
                    reach[part[bit]] += within[j]
                    bit = bits.find("1", bit + 1)
    found = [_Crux(within[i][0], within[i][1:], sorted(reach[i], key=rank.__getitem__)) for i in sources]
    return sorted(found, key=lambda one: rank[one.claim])


def _held(sides: Sides, claim: str, label: str) -> dict[Who, list[Held]]:
    return {who: held for who, held in sides.stances.get(claim, {}).items() if who.side == label}


def _told(stances: dict[Who, list[Held]]) -> str:
    """What a side says: `asserts`, or in a coalition `als-scan asserts; cd-cal-court reserves`."""
    return "; ".join(
        stance_words(held) if who.party == who.side else f"{who.party} {stance_words(held)}"
        for who, held in stances.items()
    )


def _quote(stances: dict[Who, list[Held]]) -> str | None:
    rows = [row for held in stances.values() for row in held]
    return next((row.position.quote for row in rows if sign(row.position) and row.position.quote is not None), None)
