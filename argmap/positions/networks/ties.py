"""A network of parties or claims: a sparse matrix first; its edges open to the claims and statements that make them."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from argmap.errors import UnknownIdError, ValueRefused
from argmap.model.text import did_you_mean
from argmap.positions.networks.behind import Behind
from argmap.positions.networks.counting import at_least, number
from argmap.tables import Table

if TYPE_CHECKING:
    import networkx
    import pandas

_DENSE = 50_000_000  # cells; a frame of more would fill the memory of most machines


class Edge:
    """Two nodes that are tied, the weight of the tie, and what it is made of.

    Attributes
    ----------
    a, b : str
        The ids; in a one-mode network `a` comes first by code point, in a two-mode network `a` is the party.
    weight : int or float

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada"), m.add_party("Bo", id="bo")
    >>> _ = m.add_position("ada", "pier", "asserts"), m.add_position("bo", "pier", "concedes")
    >>> edge = am.congruence(m).edges()[0].record
    >>> edge.a, edge.b, edge.weight, edge.claims, edge.positions
    ('ada', 'bo', 1, ('pier',), ('p1', 'p2'))
    """

    __slots__ = ("_network", "_places", "a", "b", "weight")

    def __init__(self, network: Network, places: tuple[int, int], a: str, b: str, weight: Any) -> None:
        self._network = network
        self._places = places
        self.a = a
        self.b = b
        self.weight = weight

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that tie two parties, in the order of the map; of a two-mode edge, the one it leads to."""
        return self._network._tied(*self._places)[0] if self._network.of != "claim" else ()

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties that tie two claims, in the order of the map."""
        return self._network._tied(*self._places)[0] if self._network.of == "claim" else ()

    @property
    def positions(self) -> tuple[str, ...]:
        """The ids of the statements that make it, in the order of the map."""
        return self._network._tied(*self._places)[1]

    def __repr__(self) -> str:
        return f"<Edge {self.a} - {self.b}: {self.weight}>"


class Network:
    """A weighted network of parties, of claims, or of both.

    Attributes
    ----------
    kind : str
        `congruence`, `conflict`, `subtract` or `two-mode`.
    of : str
        `party`, `claim`, or `both` for a two-mode network.
    nodes : tuple of str
        Ids, in the order of the map; of a two-mode network the parties, then the claims.
    matrix : scipy.sparse.csr_array
        Symmetric, without a diagonal, in the order of `nodes`; of a two-mode network parties x claims.
    rows, columns : tuple of str
        The ids of its rows and columns.
    rules : str
        How it was counted, for a methods section.
    note : str
        What the reader must know of it: what was left out, and who stands on both sides.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada"), m.add_party("Bo", id="bo")
    >>> _ = m.add_position("ada", "pier", "asserts"), m.add_position("bo", "pier", "asserts")
    >>> net = am.congruence(m)
    >>> net
    <congruence network of parties: 2 nodes, 1 edge>
    >>> net.matrix.toarray().tolist(), net.nodes, net.claims("bo", "ada")
    ([[0, 1], [1, 0]], ('ada', 'bo'), ('pier',))

    See Also
    --------
    congruence, conflict, subtract, two_mode : what makes one.

    Notes
    -----
    Clustering, modularity and backbones are networkx's and scipy's: `nx.community.greedy_modularity_communities(
    net.to_networkx())`, `nx.community.modularity(…)`, `scipy.sparse.csgraph.connected_components(net.matrix)`.
    Edges know their claims and statements by place only: nothing is stored for an edge before it is asked.
    """

    __slots__ = ("_behind", "_index", "_places", "columns", "kind", "matrix", "nodes", "note", "of", "rows", "rules")

    def __init__(
        self, kind: str, of: str, matrix: Any, places: Sequence[Sequence[int]], behind: Behind, rules: str, note: str
    ) -> None:
        ends = [record.id for record in behind.found.ends(behind.of)[2]]
        others = [record.id for record in behind.found.ends(behind.of)[3]]
        self.kind = kind
        self.of = of
        self.matrix = matrix
        self._places = places  # of the rows and the columns among the nodes of `behind`
        self._behind = behind
        self._index: tuple[dict[str, int], ...] | None = None
        self.rows = tuple(ends[place] for place in places[0])
        self.columns = self.rows if of != "both" else tuple(others[place] for place in places[1])
        self.nodes = self.rows if of != "both" else self.rows + self.columns
        self.rules = rules
        self.note = note

    # -- edges ---------------------------------------------------------------------------------------------------------

    @property
    def number_of_edges(self) -> int:
        """How many edges there are."""
        return int(self.matrix.nnz if self.of == "both" else self.matrix.nnz // 2)

    def edges(self, top: int | None = None) -> Table:
        """The edges, heaviest first, those of one weight by their ids.

        Parameters
        ----------
        top : int, optional
            Only so many.

        Returns
        -------
        Table
            `a, b, weight` and `claims` (`parties` in a network of claims, `positions` in a two-mode one), those in the
            order of the map. Behind each row stands an `Edge`, which opens to its statements: `row.positions`.

        Notes
        -----
        Cost: sorting the edges; the claims of an edge are looked up when its row is.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada"), m.add_party("Bo", id="bo")
        >>> _ = m.add_position("ada", "pier", "asserts"), m.add_position("bo", "pier", "denies")
        >>> print(am.conflict(m).edges())
        a    b   weight  claims
        ---  --  ------  ------
        ada  bo       1  pier
        >>> am.conflict(m).edges()[0].positions
        ('p1', 'p2')
        """
        tie = {"party": "claims", "claim": "parties", "both": "positions"}[self.of]
        return Table(
            ["a", "b", "weight", tie],
            list(self._sorted_edges(None if top is None else at_least("top", top, 0))),
            lambda edge: (edge.a, edge.b, edge.weight, getattr(edge, tie)),
            rules=self.rules,
            note=self.note,
        )

    def _sorted_edges(self, top: int | None) -> Iterator[Edge]:
        import numpy

        matrix, rows, columns = self.matrix, self.rows, self.columns
        row = numpy.repeat(numpy.arange(matrix.shape[0]), numpy.diff(matrix.indptr))
        column, weight = matrix.indices, matrix.data
        ranks = []
        for ids in (rows, columns):
            rank = numpy.empty(len(ids), numpy.int64)
            rank[sorted(range(len(ids)), key=ids.__getitem__)] = numpy.arange(len(ids))
            ranks.append(rank)
        if self.of != "both":
            # Of the two entries of an edge, the one whose row comes first by code point.
            once = numpy.flatnonzero(ranks[0][row] < ranks[1][column])
            row, column, weight = row[once], column[once], weight[once]
        order = numpy.lexsort((ranks[1][column], ranks[0][row], -weight))[:top]
        for i, j, w in zip(row[order].tolist(), column[order].tolist(), weight[order].tolist(), strict=True):
            yield Edge(self, (i, j), rows[i], columns[j], w)

    def _tied(self, row: int, column: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids of what ties two nodes, and of the statements."""
        a, b = self._places[0][row], self._places[1][column]
        if self.of == "both":
            return (self.columns[column],), self._behind.ids(self._behind.cell(a, b))
        others = self._behind.found.ends(self._behind.of)[3]
        shared = self._behind.shared(a, b)
        places = sorted({place for _, held in shared for place in held})
        return tuple(others[other].id for other, _ in shared), self._behind.ids(places)

    def weight(self, a: Any, b: Any) -> Any:
        """The weight of an edge; 0 where there is none."""
        return self.matrix[self._place(a, 0), self._place(b, 1)].item()

    def claims(self, a: Any, b: Any) -> tuple[str, ...]:
        """The claims that tie two parties, in the order of the map; none when they are not tied.

        Raises
        ------
        UnknownIdError
            When one of them is no node.
        ValueRefused
            In a network of claims, which parties tie.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada"), m.add_party("Bo", id="bo")
        >>> _ = m.add_position("ada", "pier", "asserts"), m.add_position("bo", "pier", "denies")
        >>> am.conflict(m).claims("ada", "bo")
        ('pier',)
        """
        if self.of != "party":
            raise ValueRefused(f"claims tie parties; this is a {self._what}: ask positions(a, b) or parties(a, b)")
        return self._tied(self._place(a, 0), self._place(b, 1))[0]

    def parties(self, a: Any, b: Any) -> tuple[str, ...]:
        """The parties that tie two claims, in the order of the map; none when they are not tied.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_claim("Build it soon.", id="soon"), m.add_party("Ada")
        >>> _ = m.add_position("ada", "pier", "asserts"), m.add_position("ada", "soon", "asserts")
        >>> am.congruence(m, of="claim").parties("pier", "soon")
        ('ada',)
        """
        if self.of != "claim":
            raise ValueRefused(f"parties tie claims; this is a {self._what}: ask positions(a, b) or claims(a, b)")
        return self._tied(self._place(a, 0), self._place(b, 1))[0]

    def positions(self, a: Any, b: Any) -> Table:
        """The statements that make an edge, in the order of the map, repeated ones included.

        Returns
        -------
        Table
            `principal` (for whom it counts), `party` (who spoke), `stance, target, date, source, quote, mode, basis`,
            and `value` or `match` where they matter. Behind each row stands the `Position`.

        Raises
        ------
        UnknownIdError
            When one of them is no node.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada"), m.add_party("Bo", id="bo")
        >>> _ = m.add_position("ada", "pier", "asserts"), m.add_position("bo", "pier", "denies")
        >>> am.conflict(m).positions("ada", "bo").column("stance")
        ['asserts', 'denies']
        """
        row, column = self._place(a, 0), self._place(b, 1)
        first, second = self._places[0][row], self._places[1][column]
        if self.of == "both":
            places = self._behind.cell(first, second)
        else:
            places = sorted({place for _, held in self._behind.shared(first, second) for place in held})
        ids = f"{self.rows[row]} and {self.columns[column]}"
        return self._behind.table(places, f"The statements that make the edge of {ids}. {self.rules}")

    def _place(self, node: Any, axis: int) -> int:
        id = getattr(node, "id", node)
        ids = self.columns if axis else self.rows
        if self._index is None:
            self._index = tuple({one: place for place, one in enumerate(axis)} for axis in (self.rows, self.columns))
        place = self._index[axis].get(id) if isinstance(id, str) else None
        if place is None:
            what = "claim" if self.of == "claim" or (axis and self.of == "both") else "party"
            hint = did_you_mean(id, ids) if isinstance(id, str) else ""
            raise UnknownIdError(f"no {what} {id!r} in this network{hint}")
        return place

    # -- other forms ---------------------------------------------------------------------------------------------------

    def node_table(self) -> Table:
        """The nodes in the order of the matrix, with what is known of them.

        Returns
        -------
        Table
            `id, type` (`party` or `claim`), `name` (of a claim, its title or text), `kind, positions` (statements that
            count), `others` (claims it takes a position on, or parties that do on it), `degree` (edges) and `weight`
            (their sum). Behind each row stands the `Party` or `Claim`.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada", kind="person")
        >>> _ = m.add_position("ada", "pier", "asserts")
        >>> row = am.congruence(m).node_table()[0]
        >>> row.name, row.kind, row.positions, row.others, row.degree
        ('Ada', 'person', 1, 1, 0)
        """
        columns = ["id", "type", "name", "kind", "positions", "others", "degree", "weight"]
        return Table(columns, self._node_rows(), lambda row: row[1:], record=lambda row: row[0], rules=self.rules)

    def _node_rows(self) -> list[tuple[Any, ...]]:
        import numpy

        found, rows = self._behind.found, []
        sides = [("party", 0)] if self.of == "party" else [("claim", 0)] if self.of == "claim" else []
        for of, axis in sides or [("party", 0), ("claim", 1)]:
            node, other, records, others = found.ends(of)
            statements = numpy.bincount(node, minlength=len(records)).tolist()
            pairs = numpy.unique(node.astype(numpy.int64) * max(len(others), 1) + other) // max(len(others), 1)
            distinct = numpy.bincount(pairs, minlength=len(records)).tolist()
            matrix = self.matrix.T.tocsr() if axis else self.matrix
            degree, weight = numpy.diff(matrix.indptr).tolist(), matrix.sum(axis=1).tolist()
            for place, edges, strength in zip(self._places[axis], degree, weight, strict=True):
                record = records[place]
                name = record.name if of == "party" else record.title or record.text or record.id
                known = (record.id, of, name, record.kind, statements[place], distinct[place])
                rows.append((record, *known, edges, strength))
        return rows

    def to_pandas(self) -> pandas.DataFrame:
        """The matrix as a `pandas.DataFrame` with the ids on its sides; its `attrs` hold the rules and the note.

        Raises
        ------
        ValueRefused
            When it would have more than 50 million cells.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada"), m.add_party("Bo", id="bo")
        >>> _ = m.add_position("ada", "pier", "asserts"), m.add_position("bo", "pier", "asserts")
        >>> int(am.congruence(m).to_pandas().loc["ada", "bo"])
        1
        """
        import pandas

        frame = pandas.DataFrame(dense(self.matrix), index=list(self.rows), columns=list(self.columns))
        frame.attrs.update(rules=self.rules, note=self.note)
        return frame

    def to_networkx(self, *, details: bool = True) -> networkx.Graph[Any]:
        """The network as a `networkx.Graph`.

        Parameters
        ----------
        details : bool
            Edges carry `claims` (or `parties`) and `positions`, as tuples of ids. Turn them off for writers that take
            no tuples (GraphML, GEXF), and for very large networks.

        Returns
        -------
        networkx.Graph
            Nodes are ids, with `type`, `name`, `kind` where it is known, `positions` and `others` as in `node_table`.
            Of a two-mode network parties are `("party", id)`, as in `am.to_networkx`, since a claim may have the same
            id, and nodes carry `bipartite`, 0 for parties and 1 for claims. Edges carry `weight`. The graph carries
            `kind`, `rules` and `note`.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada"), m.add_party("Bo", id="bo")
        >>> _ = m.add_position("ada", "pier", "asserts"), m.add_position("bo", "pier", "asserts")
        >>> G = am.congruence(m).to_networkx()
        >>> G.nodes["ada"]["name"], G.edges["ada", "bo"]
        ('Ada', {'weight': 1, 'claims': ('pier',), 'positions': ('p1', 'p2')})
        >>> import networkx as nx
        >>> [sorted(group) for group in nx.community.greedy_modularity_communities(G, weight="weight")]
        [['ada', 'bo']]
        """
        import networkx

        graph: networkx.Graph[Any] = networkx.Graph(kind=self.kind, rules=self.rules, note=self.note)
        both = self.of == "both"
        for _, id, sort, name, kind, statements, others, _, _ in self._node_rows():
            known = {"type": sort, "name": name, "positions": statements, "others": others}
            known |= {"kind": kind} if kind is not None else {}
            known |= {"bipartite": int(sort == "claim")} if both else {}
            graph.add_node(("party", id) if both and sort == "party" else id, **known)
        tie = "parties" if self.of == "claim" else "claims"
        for edge in self._sorted_edges(None):
            more: dict[str, Any] = {"weight": edge.weight}
            if details:
                tied, statements = self._tied(*edge._places)
                more |= {"positions": statements} if both else {tie: tied, "positions": statements}
            graph.add_edge(("party", edge.a) if both else edge.a, edge.b, **more)
        return graph

    @property
    def _what(self) -> str:
        if self.of == "both":
            return "two-mode network"
        return f"{self.kind} network of {'parties' if self.of == 'party' else 'claims'}"

    def __repr__(self) -> str:
        head = f"<{self._what}: {number(len(self.nodes), 'node')}, {number(self.number_of_edges, 'edge')}>"
        return f"{head}\n{self.note}" if self.note else head

    def _repr_html_(self) -> str:
        shown = self.edges(top=20)
        more = f"<p>… and {self.number_of_edges - 20} more edges</p>" if self.number_of_edges > 20 else ""
        head = f"{self._what}: {number(len(self.nodes), 'node')}, {number(self.number_of_edges, 'edge')}"
        return f"<p>{html.escape(head)}</p>{shown._repr_html_()}{more}"


def dense(matrix: Any) -> Any:
    """A sparse matrix with all its cells, if that is no more than a machine takes."""
    rows, columns = matrix.shape
    if rows * columns > _DENSE:
        raise ValueRefused(f"{rows} x {columns} cells are too many for a frame: use the sparse matrix itself")
    return matrix.toarray()
