"""Views of a map for other libraries: a networkx graph, which can be read back, and pandas frames."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from argmap.dates import Date
from argmap.errors import ParseError, ValueRefused
from argmap.model.argument_map import ArgumentMap
from argmap.model.frozen import FrozenData
from argmap.model.records import Argument, Claim, Party, Position, Relation, Source
from argmap.model.references import COLLECTIONS
from argmap.model.text import did_you_mean
from argmap.model.values import Effect, Literal, Predecessor, Role

if TYPE_CHECKING:
    import networkx
    import pandas

# What claims, arguments, relations and positions name without being nodes: it rides along on the graph.
_CARRIED = ("issues", "cases", "parties", "sources")
_EDGE_FIELDS = {Argument: ("premises", "target"), Relation: ("a", "b", "kind"), Position: ("party", "target")}
_POSITIONS = ("position", "imputed position")
_NODE_TYPES = ("claim", "argument", "party", *_POSITIONS)
_EDGE_TYPES = ("premise", "target", "relation", "holder", "imputed to", "on")


# -- networkx ----------------------------------------------------------------------------------------------------------


def to_networkx(m: ArgumentMap, *, positions: bool = False) -> networkx.MultiDiGraph[Any]:
    """The map as a directed multigraph in which each claim and each argument is a node.

    Parameters
    ----------
    positions : bool
        Add parties and positions as nodes too.

    Returns
    -------
    networkx.MultiDiGraph
        Its nodes are ids. Attribute `type` is `claim` (with `text`) or `argument` (with `kind`, and `premises`, their
        number); other fields of a record are attributes where they are given.

        Its edges have a `type`: `premise` (claim to argument, with `place`, `negated`, `supposed`, `role`), `target`
        (argument to claim or argument, with `negated`), both with the `kind` of the argument; and `relation` (claim to
        claim, with `id`, `kind`, and the two ends `a` and `b` as `x` or `~x`).

        With `positions`, parties are nodes `("party", id)` and positions nodes `("position", id)`; edges `holder` lead
        from a party to its position, and `on` from a position to its target. An imputed position is of the type
        `imputed position`, and its edge from the party of the type `imputed to`.

        The attributes `title`, `data`, `issues`, `cases`, `parties` and `sources` of the graph hold what claims and
        arguments refer to. Memberships and outcomes are left out, and positions unless they are asked for.

    See Also
    --------
    from_networkx : the way back.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_claim("It blocks the view.", id="view")
    >>> _ = m.add_attack("~view", "pier", id="a1")
    >>> G = am.to_networkx(m)
    >>> G.nodes["pier"]["text"], G.nodes["a1"]["kind"]
    ('Build the pier.', 'attack')
    >>> [(u, v, d["type"], d["negated"]) for u, v, d in G.edges(data=True)]
    [('view', 'a1', 'premise', True), ('a1', 'pier', 'target', False)]
    """
    import networkx

    store = m._store.collections
    graph: networkx.MultiDiGraph[Any] = networkx.MultiDiGraph(title=m.title, data=m.data.to_json())
    graph.graph.update({name: tuple(store[name].values()) for name in _CARRIED})
    for claim in store["claims"].values():
        graph.add_node(claim.id, type="claim", text=claim.text, **_given(claim, "text"))
    for argument in store["arguments"].values():
        core = {"kind": argument.kind, "premises": len(argument.premises)}
        graph.add_node(argument.id, type="argument", **core, **_given(argument, "kind"))
    for argument in store["arguments"].values():
        for place, premise in enumerate(argument.premises, 1):
            marks = {"negated": premise.negated, "supposed": premise.supposed, "role": premise.role}
            graph.add_edge(premise.id, argument.id, type="premise", kind=argument.kind, place=place, **marks)
        target = argument.target
        graph.add_edge(argument.id, target.id, type="target", kind=argument.kind, negated=target.negated)
    for relation in store["relations"].values():
        ends = {"a": str(relation.a), "b": str(relation.b)}
        rest = {"id": relation.id, "kind": relation.kind, **ends, **_given(relation)}
        graph.add_edge(relation.a.id, relation.b.id, type="relation", **rest)
    if positions:
        for party in store["parties"].values():
            graph.add_node(("party", party.id), type="party", name=party.name)
        for position in store["positions"].values():
            own = position.mode != "imputed"
            node = ("position", position.id)
            rest = _given(position, "stance")
            graph.add_node(node, type="position" if own else "imputed position", stance=position.stance, **rest)
            graph.add_edge(("party", position.party), node, type="holder" if own else "imputed to")
            graph.add_edge(node, position.target, type="on", stance=position.stance)
    return graph


def from_networkx(graph: networkx.Graph[Any]) -> ArgumentMap:
    """The map that a graph of the form of `to_networkx` holds.

    Claims, arguments, relations, issues, cases, parties and sources come back as they were, and positions where they
    are nodes; memberships and outcomes are not in the graph.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Nodes and edges may have been added, changed or taken out.

    Returns
    -------
    ArgumentMap
        Attributes that no record has (a layout, a centrality) are not taken; `report` names them.

    Raises
    ------
    ValueRefused
        When a node or an edge is of no type that `to_networkx` writes or does not fit the other, when an argument has
        no target or several, or not as many premises as it says: a subgraph that cuts a linked premise off is refused.
    MapError
        When the records do not make a consistent map.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_claim("It blocks the view.", id="view")
    >>> _ = m.add_attack("~view", "pier", id="a1")
    >>> am.from_networkx(am.to_networkx(m)) == m
    True
    """
    if not graph.is_directed():
        raise ValueRefused("an undirected graph: expected the form of to_networkx, a directed multigraph")
    unknown: Counter[tuple[str, str]] = Counter()
    ends = _ends(graph, unknown)
    carried = [one for name in _CARRIED for one in graph.graph.get(name, ())]
    known = {one.id for one in carried if type(one) is Party}
    records: list[Any] = [*carried, *ends.relations]
    for node, attributes in graph.nodes(data=True):
        kind = attributes.get("type")
        fields = {name: value for name, value in attributes.items() if name != "type"}
        if kind == "party":
            id = _bare(node, "party")
            if id in known:
                fields.pop("name", None)
                _counted(unknown, "node", fields, ())
            else:
                records.append(_made(Party, id, fields, unknown))
        elif kind == "claim":
            records.append(_made(Claim, node, fields, unknown))
        elif kind == "argument":
            records.append(_argument(node, fields, ends, unknown))
        elif kind in _POSITIONS:
            if (kind == "imputed position") != (fields.get("mode") == "imputed"):
                raise ValueRefused(f"node {node!r:.60}: type {kind!r} does not fit mode {fields.get('mode')!r:.40}")
            fields["party"] = _only(ends.holders.get(node, ()), f"position {node!r:.60}", "holder")
            fields["target"] = _only(ends.aims.get(node, ()), f"position {node!r:.60}", "target")
            records.append(_made(Position, _bare(node, "position"), fields, unknown))
        else:
            raise ValueRefused(f"node {node!r:.60}: {_no_type(kind, _NODE_TYPES)}")
    m = ArgumentMap(graph.graph.get("title"), data=graph.graph.get("data") or {})
    m.extend(records)
    _counted(unknown, "graph", graph.graph, ("title", "data", *_CARRIED))
    m.report = tuple(
        ParseError(f"{what}: the attribute {name!r} is not taken ({count} times)")
        for (what, name), count in unknown.items()
    )
    return m


@dataclasses.dataclass
class _Ends:
    """What the edges say, by the node that they belong to."""

    premises: dict[Any, list[tuple[int, Literal]]] = dataclasses.field(default_factory=dict)
    targets: dict[Any, list[Literal]] = dataclasses.field(default_factory=dict)
    holders: dict[Any, list[str]] = dataclasses.field(default_factory=dict)
    aims: dict[Any, list[Any]] = dataclasses.field(default_factory=dict)
    relations: list[Relation] = dataclasses.field(default_factory=list)


def _ends(graph: networkx.Graph[Any], unknown: Counter[tuple[str, str]]) -> _Ends:
    ends = _Ends()
    for tail, head, attributes in graph.edges(data=True):
        kind = attributes.get("type")
        fields = {name: value for name, value in attributes.items() if name != "type"}
        if kind == "premise":
            _fits(graph, kind, head, ("argument",))
            _counted(unknown, "edge", fields, ("kind", "place", "negated", "supposed", "role"))
            marks = {name: fields[name] for name in ("negated", "supposed", "role") if name in fields}
            several = ends.premises.setdefault(head, [])
            if not isinstance(place := fields.get("place", len(several) + 1), int):
                raise ValueRefused(f"edge from {tail!r:.60} to {head!r:.60}: place {place!r:.40} is no whole number")
            several.append((place, Literal(tail, **marks)))
        elif kind == "target":
            _fits(graph, kind, tail, ("argument",))
            _counted(unknown, "edge", fields, ("kind", "negated"))
            ends.targets.setdefault(tail, []).append(Literal(head, fields.get("negated", False)))
        elif kind == "relation":
            for end, node in (("a", tail), ("b", head)):
                literal = Literal.parse(fields.get(end, node))
                if literal.id != node:
                    raise ValueRefused(f"relation from {tail!r:.60} to {head!r:.60}: its end {end} is {literal}")
                fields[end] = literal
            ends.relations.append(_made(Relation, fields.pop("id", None), fields, unknown))
        elif kind in ("holder", "imputed to"):
            _fits(graph, kind, head, ("position",) if kind == "holder" else ("imputed position",))
            _counted(unknown, "edge", fields, ())
            ends.holders.setdefault(head, []).append(_bare(tail, "party"))
        elif kind == "on":
            _fits(graph, kind, tail, _POSITIONS)
            _counted(unknown, "edge", fields, ("stance",))
            ends.aims.setdefault(tail, []).append(head)
        else:
            raise ValueRefused(f"edge from {tail!r:.60} to {head!r:.60}: {_no_type(kind, _EDGE_TYPES)}")
    return ends


def _argument(node: Any, fields: dict[str, Any], ends: _Ends, unknown: Counter[tuple[str, str]]) -> Argument:
    premises = [literal for _, literal in sorted(ends.premises.get(node, ()), key=lambda end: end[0])]
    due = fields.get("premises", len(premises))
    if due != len(premises):
        raise ValueRefused(f"argument {node!r:.60}: its attribute premises says {due}, its edges are {len(premises)}")
    target = _only(ends.targets.get(node, ()), f"argument {node!r:.60}", "target")
    made: Argument = _made(Argument, node, {**fields, "premises": premises, "target": target}, unknown)
    return made


def _fits(graph: networkx.Graph[Any], kind: str, node: Any, types: tuple[str, ...]) -> None:
    if (found := graph.nodes[node].get("type")) not in types:
        raise ValueRefused(f"node {node!r:.60}: type {found!r:.40} has an edge {kind!r}, expected {' or '.join(types)}")


def _no_type(kind: Any, known: tuple[str, ...]) -> str:
    return f"type {kind!r:.40}{did_you_mean(kind, known)} (expected {', '.join(known)})"


def _only(found: Iterable[Any], what: str, end: str) -> Any:
    several = list(found)
    if len(several) != 1:
        raise ValueRefused(f"{what}: {len(several) or 'no'} edges to its {end}, expected one")
    return several[0]


def _bare(node: Any, kind: str) -> str:
    """The id in a node such as `("party", "ada")`."""
    if not (isinstance(node, tuple) and len(node) == 2 and node[0] == kind):
        raise ValueRefused(f"node {node!r:.60}: expected ({kind!r}, id)")
    id: str = node[1]
    return id


def _made(kind: Any, id: Any, fields: dict[str, Any], unknown: Counter[tuple[str, str]]) -> Any:
    """A record from its attributes; those that no such record has are counted and left out."""
    known = [name for name, _ in _defaults(kind) if name != "id"]
    what = "edge" if kind is Relation else "node"
    _counted(unknown, what, fields, known)
    where = f"{kind.__name__.lower()} {id!r:.60}"
    needed = (name for name, default in _defaults(kind) if default is dataclasses.MISSING and name != "id")
    if missing := [name for name in needed if name not in fields]:
        raise ValueRefused(f"{where}: no {', '.join(missing)}")
    try:
        return kind(id, **{name: fields[name] for name in known if name in fields})
    except TypeError as error:
        raise ValueRefused(f"{where}: {error}") from None


def _counted(unknown: Counter[tuple[str, str]], what: str, fields: Iterable[str], known: Iterable[str]) -> None:
    allowed = set(known)
    unknown.update((what, str(name)) for name in fields if name not in allowed)


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((f.name, f.default) for f in dataclasses.fields(kind))


def _given(record: Any, *without: str) -> dict[str, Any]:
    """The fields of a record that differ from their defaults, id and ends left out."""
    kind: Any = type(record)
    left_out = ("id", *without, *_EDGE_FIELDS.get(kind, ()))
    given = {}
    for name, default in _defaults(kind):
        if name not in left_out and (value := getattr(record, name)) is not default and value != default:
            given[name] = value.to_json() if isinstance(value, FrozenData) else value
    return given


# -- pandas ------------------------------------------------------------------------------------------------------------


def to_pandas(m: ArgumentMap) -> dict[str, pandas.DataFrame]:
    """The map as pandas frames, one a collection, for counting and plotting.

    Returns
    -------
    dict of str to DataFrame
        `issues`, `cases`, `parties`, `memberships`, `sources`, `claims`, `arguments`, `relations`, `positions`,
        `outcomes`, and `imputed_positions`: what an opponent says that a party holds is never among its own positions.
        `positions` is the table of the coded statements, one row each, with the ids of `parties`, `claims`, `sources`.

        Columns are the fields of the records. Premises, tags and the like are tuples of strings, to be spread by
        `DataFrame.explode`; a literal is `x` or `~x`. A date has its text, and its first and last day in `earliest` and
        `latest`. Evidence becomes `source`, `sources`, `quote`, `locator` and `basis`, of the first piece where there
        are several. What is only inferred of the order and the reports of documents stands in `after_inferred` and
        `reported_in_inferred`. `data` is a dict.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_claim("It blocks the view.", id="view")
    >>> _ = m.add_attack("~view", "pier", id="a1")
    >>> frames = am.to_pandas(m)
    >>> frames["arguments"][["id", "kind", "premises", "target"]]
       id    kind premises target
    0  a1  attack (~view,)   pier

    Notes
    -----
    A view for analysis. It is not lossless: tables and JSON are.
    """
    frames = {}
    for name, kind in COLLECTIONS.items():
        records = list(m._store.collections[name].values())
        if name == "positions":
            imputed = [record for record in records if record.mode == "imputed"]
            records = [record for record in records if record.mode != "imputed"]
            frames["imputed_positions"] = _frame(kind, imputed).rename(columns={"party": "imputed_to"})
        frames[name] = _frame(kind, records)
    return frames


def _frame(kind: Any, records: list[Any]) -> pandas.DataFrame:
    import pandas

    columns: dict[str, list[Any]] = {}
    days: list[str] = []
    for name, _ in _defaults(kind):
        values = [getattr(record, name) for record in records]
        if name == "evidence":
            columns["source"] = [record.source for record in records]
            columns["sources"] = [record.sources for record in records]
            columns["quote"] = [record.quote for record in records]
            columns["locator"] = [next((e.locator for e in record.evidence if e.locator), None) for record in records]
            columns["basis"] = [record.basis for record in records]
        elif name in ("date", "since", "until"):
            columns[name] = [_plain(value) for value in values]
            for end in ("earliest", "latest") if name == "date" else ("earliest" if name == "since" else "latest",):
                days.append(end)
                columns[end] = [None if value is None else getattr(value, end) for value in values]
        elif name == "reported_in" or (name == "after" and kind is Source):
            # What a coder infers does not stand among what is stated.
            for basis, column in (("explicit", name), ("inferred", f"{name}_inferred")):
                columns[column] = [_sources(value, basis) for value in values]
        else:
            columns[name] = [_plain(value) for value in values]
    frame = pandas.DataFrame(columns, columns=list(columns), dtype=object if not records else None)
    if "value" in columns:
        # Whole numbers beside gaps would become floating-point numbers, the big ones others than they were.
        frame["value"] = pandas.Series(columns["value"], dtype=object, index=frame.index)
    for end in days:
        # Seconds, not nanoseconds: those end in the year 2262.
        frame[end] = pandas.Series(columns[end], dtype="datetime64[s]", index=frame.index)
    return frame


def _sources(values: tuple[Any, ...], basis: str) -> tuple[str, ...]:
    """The documents of evidence or predecessors that have this basis."""
    pieces = [(one.id, one.evidence) if isinstance(one, Predecessor) else (one.source, one) for one in values]
    return tuple(id for id, piece in pieces if id is not None and piece.basis == basis)


def _plain(value: Any) -> Any:
    """A value of a record as a number, a string, a tuple of strings or a dict."""
    if isinstance(value, tuple):
        return tuple(_plain(part) for part in value)
    if isinstance(value, FrozenData):
        return value.to_json()
    if isinstance(value, Date | Literal):
        return str(value)
    if isinstance(value, Role):
        return f"{value.party}: {value.role}"
    if isinstance(value, Effect):
        return f"{value.target}: {value.effect}"
    return value
