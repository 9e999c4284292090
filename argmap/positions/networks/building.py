"""Networks of those who agree and those who differ: congruence, conflict, subtract, and the two-mode network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from argmap.errors import ValueRefused
from argmap.model.argument_map import ArgumentMap
from argmap.positions.networks.behind import Behind
from argmap.positions.networks.counting import (
    NORMALISE,
    OF,
    Counting,
    counting,
    isolates_kept,
    number,
    one_of,
    threshold,
)
from argmap.positions.networks.gathering import ON_CLAIMS, cells_of, gathered, noted, sentence
from argmap.positions.networks.matrices import matrix
from argmap.positions.networks.ties import Network
from argmap.positions.selecting import Filters, Unpack

if TYPE_CHECKING:
    from argmap.positions.networks._incidence import Incidence

KINDS = ("congruence", "conflict", "subtract")


class Shape(NamedTuple):
    """What becomes of the weights."""

    kind: str
    of: str
    normalise: str | None
    min_weight: float | None
    isolates: bool | str


def congruence(
    m: ArgumentMap,
    *,
    of: str = "party",
    qualifier: str | None = "boolean",
    duplicates: str | None = None,
    scale: tuple[int, int] | None = None,
    normalise: str | None = None,
    min_weight: float | None = None,
    isolates: bool | str = True,
    min_positions: int = 1,
    min_claims: int = 1,
    min_parties: int = 1,
    compat: str | None = None,
    **filters: Unpack[Filters],
) -> Network:
    """The network of those who take the same stance on the same claims.

    Parameters
    ----------
    m : ArgumentMap
    of : {'party', 'claim'}
        What the nodes are. Two claims are congruent where one party takes the same stance on both.
    qualifier : {'boolean', 'integer', 'category', None}
        What is compared. `boolean`: the stance; asserts and concedes agree, denies disagrees, other stances are left
        out. `integer` and `category`: the `value` of a position, a number or a word. None: nothing, any statement on a
        claim counts.
    duplicates : {'once', 'all', 'document', 'day', 'week', 'month', 'year'}, optional
        Which statements of one party with one stance on one claim count as one: all (`once`, the default), none
        (`all`), or those in one document, on one day, in one ISO week, month or year of the calendar. A date that does
        not decide the period never makes a duplicate; the note counts those.
    scale : (int, int), optional
        For integers, the ends of the scale; by default the least and greatest value in the map, whatever the filters.
    normalise : {'average', 'jaccard', 'cosine'}, optional
        Divide by the mean activity of the two; by what either of them says; by the lengths of their vectors.
    min_weight : number, optional
        Leave out lighter edges.
    isolates : {True, False, 'all'}
        Keep nodes without an edge, leave them out, or have all parties (claims) of the map as nodes.
    min_positions, min_claims, min_parties : int
        Leave out parties with fewer statements, or with positions on fewer claims; claims with positions of fewer
        parties. All are counted first, with repeated statements.
    compat : {'dna'}, optional
        Count as Discourse Network Analyzer does: every statement, unless `duplicates` says otherwise; `week` and
        `month` by their number, whatever the year (weeks by ISO's numbers; DNA takes those of the machine's locale);
        `cosine` divides by the product of activities. Elsewhere weeks and months are those of the calendar, so results
        differ from DNA's exactly where a statement is repeated in the same week or month of another year.
    **filters
        As in `m.positions(...)`, rolled up unless `rollup=False`.

    Returns
    -------
    Network
        Its edges open to claims and statements: `net.edges()`, `net.claims(a, b)`, `net.positions(a, b)`.

    Raises
    ------
    ValueRefused, UnknownIdError
        When a choice, a filter, or an id that it names is not known.

    Notes
    -----
    With x(i, j, k) for what party i says of claim j at level k, the weight is the sum over j and k of
    x(i, j, k) x(i', j, k); for integers, of x(i, j, k) x(i', j, k') (1 - |k - k'| / length of the scale). Where
    statements count once, x is 0 or 1, and a party with both stances on a claim counts with each.

    Cost: one pass over the positions, and one step for each pair of statements on one claim.

    References
    ----------
    Leifeld, P.: Discourse network analysis: policy debates as dynamic networks. In: The Oxford Handbook of Political
    Networks, 2017; and the manual of Discourse Network Analyzer.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_claim("It blocks the view.", id="view")
    >>> for name in ("ada", "bo", "cy"):
    ...     _ = m.add_party(name, id=name), m.add_position(name, "pier", "denies" if name == "cy" else "asserts")
    >>> _ = m.add_position("ada", "view", "denies"), m.add_position("bo", "view", "denies")
    >>> net = am.congruence(m)
    >>> print(net.edges())
    a    b   weight  claims
    ---  --  ------  ----------
    ada  bo       2  pier, view
    >>> am.congruence(m, of="claim").parties("pier", "view")
    ()
    >>> import networkx as nx
    >>> sorted(map(sorted, nx.community.louvain_communities(net.to_networkx(), seed=0)))
    [['ada', 'bo'], ['cy']]
    """
    how = counting(
        qualifier=qualifier,
        duplicates=duplicates,
        scale=scale,
        compat=compat,
        isolates=isolates,
        min_positions=min_positions,
        min_claims=min_claims,
        min_parties=min_parties,
    )
    return _one_mode(m, how, shape("congruence", of, how, normalise, min_weight, isolates), filters)


def conflict(
    m: ArgumentMap,
    *,
    of: str = "party",
    qualifier: str | None = "boolean",
    duplicates: str | None = None,
    scale: tuple[int, int] | None = None,
    normalise: str | None = None,
    min_weight: float | None = None,
    isolates: bool | str = True,
    min_positions: int = 1,
    min_claims: int = 1,
    min_parties: int = 1,
    compat: str | None = None,
    **filters: Unpack[Filters],
) -> Network:
    """The network of those who take opposite stances on the same claims.

    Parameters are those of `congruence`, but `qualifier=None` has no conflict, and `compat="dna"` none of categories:
    DNA adds up there what only one of the two says.

    Returns
    -------
    Network

    Raises
    ------
    ValueRefused, UnknownIdError
        When a choice, a filter, or an id that it names is not known.

    Notes
    -----
    The weight is the sum over j and k of x(i, j, k) x(i', j, k'), k' any other level; for integers each product is
    multiplied by |k - k'| / length of the scale.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada"), m.add_party("Bo", id="bo")
    >>> _ = m.add_position("ada", "pier", "asserts"), m.add_position("bo", "pier", "denies")
    >>> am.conflict(m).weight("ada", "bo")
    1
    """
    how = counting(
        qualifier=qualifier,
        duplicates=duplicates,
        scale=scale,
        compat=compat,
        isolates=isolates,
        min_positions=min_positions,
        min_claims=min_claims,
        min_parties=min_parties,
    )
    return _one_mode(m, how, shape("conflict", of, how, normalise, min_weight, isolates), filters)


def subtract(
    m: ArgumentMap,
    *,
    of: str = "party",
    qualifier: str | None = "boolean",
    duplicates: str | None = None,
    scale: tuple[int, int] | None = None,
    normalise: str | None = None,
    min_weight: float | None = None,
    isolates: bool | str = True,
    min_positions: int = 1,
    min_claims: int = 1,
    min_parties: int = 1,
    compat: str | None = None,
    **filters: Unpack[Filters],
) -> Network:
    """Congruence less conflict: above 0 for those who agree more often than they differ.

    Parameters are those of `conflict`; `min_weight` looks at the weight without its sign.

    Returns
    -------
    Network
        A pair that agrees exactly as much as it differs has no edge; the note counts those. The claims of an edge are
        all on which the two agree or differ.

    Raises
    ------
    ValueRefused, UnknownIdError
        When a choice, a filter, or an id that it names is not known.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada"), m.add_party("Bo", id="bo")
    >>> _ = m.add_position("ada", "pier", "asserts"), m.add_position("bo", "pier", "denies")
    >>> am.subtract(m).weight("ada", "bo")
    -1
    """
    how = counting(
        qualifier=qualifier,
        duplicates=duplicates,
        scale=scale,
        compat=compat,
        isolates=isolates,
        min_positions=min_positions,
        min_claims=min_claims,
        min_parties=min_parties,
    )
    return _one_mode(m, how, shape("subtract", of, how, normalise, min_weight, isolates), filters)


def two_mode(
    m: ArgumentMap,
    *,
    value: str | None = None,
    qualifier: str | None = "boolean",
    duplicates: str | None = None,
    scale: tuple[int, int] | None = None,
    normalise: str | None = None,
    min_weight: float | None = None,
    isolates: bool | str = True,
    min_positions: int = 1,
    min_claims: int = 1,
    min_parties: int = 1,
    compat: str | None = None,
    **filters: Unpack[Filters],
) -> Network:
    """The network of parties and the claims that they take a position on.

    Parameters are those of `matrix`; in addition

    Parameters
    ----------
    min_weight : number, optional
        Leave out edges whose weight, without its sign, is lower.
    isolates : {True, False, 'all'}
        As in `congruence`.

    Returns
    -------
    Network
        Its matrix is that of `matrix`. An edge of weight 0 is a party that stands on both sides; it is not silent.

    Raises
    ------
    ValueRefused, UnknownIdError
        When a choice, a filter, or an id that it names is not known.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada"), m.add_party("Bo", id="bo")
    >>> _ = m.add_position("ada", "pier", "asserts"), m.add_position("bo", "pier", "denies")
    >>> print(am.two_mode(m).edges())
    a    b     weight  positions
    ---  ----  ------  ---------
    ada  pier       1  p1
    bo   pier      -1  p2
    >>> am.two_mode(m).to_networkx().edges[("party", "bo"), "pier"]
    {'weight': -1, 'positions': ('p2',)}
    """
    one_of("isolates", isolates, (True, False, "all"))
    made = matrix(
        m,
        value=value,
        qualifier=qualifier,
        duplicates=duplicates,
        scale=scale,
        normalise=normalise,
        everybody=isolates == "all",
        min_positions=min_positions,
        min_claims=min_claims,
        min_parties=min_parties,
        compat=compat,
        **filters,
    )
    return made._network(None if min_weight is None else threshold(min_weight), isolates)


# -- the work ----------------------------------------------------------------------------------------------------------


def shape(
    kind: str, of: str, how: Counting, normalise: str | None, min_weight: float | None, isolates: bool | str
) -> Shape:
    """The choices of a one-mode network, each checked."""
    one_of("of", of, OF)
    one_of("normalise", normalise, NORMALISE)
    if kind != "congruence" and how.qualifier is None:
        raise ValueRefused(
            f"{kind} compares stances or values: qualifier=None has none (congruence counts what is shared)"
        )
    if kind != "congruence" and how.qualifier == "category" and how.dna:
        raise ValueRefused(
            f"compat='dna' has no {kind} of categories: DNA adds up what one of the two says; leave compat out"
        )
    return Shape(kind, of, normalise, None if min_weight is None else threshold(min_weight), isolates)


def _one_mode(m: ArgumentMap, how: Counting, form: Shape, filters: Filters) -> Network:
    material = gathered(m, filters, how)
    return network_of(m, material.found, form, material.rules, material.notes)


def network_of(
    m: ArgumentMap, found: Incidence, form: Shape, chosen: str, notes: tuple[str, ...], weight: Any = None
) -> Network:
    """The network of statements; `weight` has one number for each of them."""
    import numpy

    from argmap.positions.networks._weights import lighter_left_out, normalised, one_mode

    how = found.counting
    counted = cells_of(m, found, form.of, weight)
    weights = one_mode(found, counted.x, form.kind)
    more = list(counted.notes)
    if form.kind == "subtract":
        tied = one_mode(found, counted.x, "congruence").astype(bool) + one_mode(found, counted.x, "conflict").astype(
            bool
        )
        if even := (tied.nnz - weights.nnz) // 2:
            more.append(f"{number(even, 'pair')} of nodes with as much congruence as conflict: weight 0, no edge.")
    weights = lighter_left_out(normalised(weights, counted.x, form.normalise, dna=how.dna), form.min_weight)
    places: Sequence[int] = range(weights.shape[0])
    if not form.isolates:
        there = numpy.flatnonzero(numpy.diff(weights.indptr))
        weights, places = weights[there][:, there], there.tolist()
    return Network(
        form.kind,
        form.of,
        weights,
        (places, places),
        Behind(found, form.of, form.kind),
        rules(how, form, chosen),
        noted(*notes, *more),
    )


# -- in words ----------------------------------------------------------------------------------------------------------


def rules(how: Counting, form: Shape, chosen: str) -> str:
    """How it was counted, as a sentence."""
    nodes = "parties" if form.of == "party" else "claims"
    clauses = [_weight(how, form), *_division(how, form), how.levels, how.repeats, *how.minima]
    if form.min_weight is not None:
        signless = ", whatever its sign," if form.kind == "subtract" else ""
        clauses.append(f"edges of a weight{signless} below {form.min_weight:g} are left out")
    clauses += [isolates_kept(form.isolates, nodes), ON_CLAIMS, chosen]
    if how.dna:
        clauses.append("counted as Discourse Network Analyzer does")
    head, *rest = clauses
    return sentence(f"{form.kind.capitalize()} network of {nodes}: {head}", *rest)


def _weight(how: Counting, form: Shape) -> str:
    if form.kind == "subtract":
        return "the weight of an edge is its weight in the congruence network less that in the conflict network"
    party = form.of == "party"
    if how.qualifier == "integer":
        near = "1 - d" if form.kind == "congruence" else "d"
        over = "claims" if party else "parties"
        return (
            f"the weight of an edge is the sum, over {over} and pairs of counted statements, of {near}, where d is the "
            "distance of the two values divided by the length of the scale"
        )
    same, noun = form.kind == "congruence", {"boolean": "stance", "category": "category"}.get(how.qualifier or "")
    if noun is None:
        which = "that both speak of" if party else "that speak of both"
    elif party:
        which = f"on which both {'have the same' if same else 'have different'} {noun if same else _plural(noun)}"
    else:
        which = f"that have {'the same ' + noun if same else 'different ' + _plural(noun)} on both"
    if how.duplicates == "once":
        return f"the weight of an edge is the number of {'claims' if party else 'parties'} {which}"
    over = "claims" if party else "parties"
    return f"the weight of an edge is the sum, over {over} {which}, of the products of the numbers of such statements"


def _plural(noun: str) -> str:
    return noun[:-1] + "ies" if noun.endswith("y") else noun + "s"


def _division(how: Counting, form: Shape) -> list[str]:
    if form.normalise is None:
        return ["not normalised"]
    if form.normalise == "average":
        return ["divided by the mean of what the two say at all (average activity)"]
    if form.normalise == "jaccard":
        return ["divided by what either of the two says (Jaccard)"]
    if how.dna:
        return ["divided by the product of what the two say at all (DNA calls this cosine)"]
    return ["divided by the product of the lengths of their vectors of counts (cosine)"]
