"""Coalitions: parties that agree more with one another than with the rest, as networkx finds them."""

from __future__ import annotations

from typing import Any, NamedTuple

from argmap.errors import ValueRefused
from argmap.model.argument_map import ArgumentMap
from argmap.positions.networks.building import congruence
from argmap.positions.networks.counting import number, one_of
from argmap.positions.selecting import Filters, Unpack
from argmap.tables import Table

METHODS = ("louvain", "greedy")


class _Coalition(NamedTuple):
    parties: tuple[str, ...]
    claims: tuple[str, ...]
    divided: tuple[str, ...]


def coalitions(
    m: ArgumentMap,
    *,
    method: str = "louvain",
    resolution: float = 1.0,
    seed: int = 0,
    normalise: str | None = None,
    min_weight: float | None = None,
    **filters: Unpack[Filters],
) -> Table:
    """Parties that agree more with one another than with the rest.

    Parameters
    ----------
    m : ArgumentMap
    method : {'louvain', 'greedy'}
        networkx's `louvain_communities` or `greedy_modularity_communities`, on the congruence network.
    resolution : float
        Above 1 for more and smaller coalitions.
    seed : int
        Where Louvain begins; one seed gives one answer.
    normalise, min_weight
        As in `congruence`.
    **filters
        As in `m.positions(...)`, rolled up unless `rollup=False`.

    Returns
    -------
    Table
        `coalition` (a number), `parties`, `claims` (on which two or more of them take one stance and none the other;
        `~x` where they deny x) and `divided` (claims on which they stand on both sides); the largest first, then in the
        order of the map. Parties that agree with nobody are in no coalition; the note names them. `rules` states the
        modularity.

    Raises
    ------
    ValueRefused, UnknownIdError
        When a choice, a filter, or an id that it names is not known.

    Notes
    -----
    A coalition is what an algorithm finds, not what the parties say of themselves. Other algorithms, backbones and
    tests take `congruence(m).to_networkx()`. Cost: that of the algorithm, about linear in the edges for Louvain.

    References
    ----------
    Blondel, Guillaume, Lambiotte, Lefebvre: Fast unfolding of communities in large networks. J. Stat. Mech., 2008.
    Clauset, Newman, Moore: Finding community structure in very large networks. Physical Review E 70, 2004.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_claim("It blocks the view.", id="view")
    >>> for name in ("ada", "bo", "cy", "di", "ed"):
    ...     _ = m.add_party(name, id=name)
    >>> for name in ("ada", "bo"):
    ...     _ = m.add_position(name, "pier", "asserts"), m.add_position(name, "view", "denies")
    >>> for name in ("cy", "di"):
    ...     _ = m.add_position(name, "pier", "denies")
    >>> _ = m.add_position("ed", "view", "asserts")
    >>> print(am.coalitions(m))
    coalition  parties  claims       divided
    ---------  -------  -----------  -------
            1  ada, bo  pier, ~view
            2  cy, di   ~pier
    1 party agrees with nobody: ed.
    """
    one_of("method", method, METHODS)
    if isinstance(resolution, bool) or not isinstance(resolution, int | float) or not resolution > 0:
        raise ValueRefused(f"resolution={resolution!r}: expected a number above 0")
    net = congruence(m, normalise=normalise, min_weight=min_weight, **filters)
    groups, modularity = _communities(net.matrix, method, resolution, seed)
    found = [_described(net, group) for group in groups if len(group) > 1]
    alone = [net.nodes[group[0]] for group in groups if len(group) == 1]
    notes = [net.note]
    if alone:
        some = ", ".join(alone[:5]) + (f" and {len(alone) - 5} more" if len(alone) > 5 else "")
        verb = "agrees" if len(alone) == 1 else "agree"
        notes.append(f"{number(len(alone), 'party', 'parties')} {verb} with nobody: {some}.")
    name = "Louvain's method" if method == "louvain" else "greedy modularity"
    beginning = f", seed {seed}" if method == "louvain" else ""
    measured = "no edge, so no modularity" if modularity is None else f"modularity {modularity:.3f}"
    return Table(
        ["coalition", "parties", "claims", "divided"],
        list(enumerate(found, 1)),
        lambda item: (item[0], *item[1]),
        record=lambda item: item[1].parties,
        rules=(
            f"Coalitions found by {name} (networkx, resolution {resolution:g}{beginning}; {measured}) in this network. "
            f"{net.rules}"
        ),
        note=" ".join(filter(None, notes)),
    )


def _communities(matrix: Any, method: str, resolution: float, seed: int) -> tuple[list[list[int]], float | None]:
    """The groups, each in the order of the nodes, the largest first; and the modularity."""
    import networkx

    # Nodes are numbers: the order of a set of texts would change from one run to the next.
    graph = networkx.from_scipy_sparse_array(matrix)
    tied = graph.subgraph([node for node, degree in graph.degree if degree]).copy()
    if not tied:
        return [[node] for node in graph], None
    made: list[set[Any]]
    if method == "louvain":
        made = networkx.community.louvain_communities(tied, weight="weight", resolution=resolution, seed=seed)
    else:
        greedy = networkx.community.greedy_modularity_communities(tied, weight="weight", resolution=resolution)
        made = [set(group) for group in greedy]
    modularity = networkx.community.modularity(tied, made, weight="weight", resolution=resolution)
    groups = [sorted(group) for group in made] + [[node] for node in graph if node not in tied]
    return sorted(groups, key=lambda group: (-len(group), group)), float(modularity)


def _described(net: Any, group: list[int]) -> _Coalition:
    """What the members of a coalition agree on, and on what they are divided."""
    behind = net._behind
    who: dict[int, tuple[set[int], set[int]]] = {}
    for place in group:
        for claim, by_level in behind.said(place).items():
            for level in by_level:
                who.setdefault(claim, (set(), set()))[level].add(place)
    claims = behind.found.claims
    agreed, divided = [], []
    for claim in sorted(who):
        agree, deny = who[claim]
        if agree and deny:
            divided.append(claims[claim].id)
        elif len(agree | deny) > 1:
            agreed.append(("~" if deny else "") + claims[claim].id)
    return _Coalition(tuple(net.nodes[place] for place in group), tuple(agreed), tuple(divided))
