"""`to_rdf`: a map as an rdflib graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.model.argument_map import ArgumentMap
from argmap.rdf.literals import Text
from argmap.rdf.statements import groups
from argmap.rdf.vocabulary import BASE, prefixes

if TYPE_CHECKING:
    import rdflib


def to_rdf(m: ArgumentMap, *, base: str = BASE) -> rdflib.Graph:
    """The map as an RDF graph, with prefixes bound so that a query need not declare them.

    Claims are `aif:I-node`, arguments `aif:RA-node` or `aif:CA-node`, positions `am:Position` with `am:holder`,
    `am:target` and `am:stance`; parties are FOAF agents, sources BIBO documents, quotes Web Annotation selectors. A
    record `x` has the IRI `base + "claim/" + x` (`argument/`, `party/`, `source/`, …), what XML and URLs do not allow
    percent-encoded; an id that is an http or https IRI is kept as it is.

    Parameters
    ----------
    base : str
        An http or https IRI that ends with `/` or `#`.

    Returns
    -------
    rdflib.Graph
        Without blank nodes. Its prefixes are those of the vocabularies, and `claim:`, `argument:`, `party:`, … for the
        records.

    Raises
    ------
    ValueRefused
        When `base` is not such an IRI.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("The CDN is a dumb pipe.", id="pipe"), m.add_party("ALS Scan", id="als")
    >>> _ = m.add_position("als", "pipe", "denies")
    >>> for row in am.to_rdf(m).query('''
    ...     SELECT ?name { ?p am:target claim:pipe ; am:stance am:Denies ; am:holder/foaf:name ?name }
    ... '''):
    ...     print(row.name)
    ALS Scan

    Notes
    -----
    `~x` is a node of its own that `am:negates` x. `am:supports`, `am:attacks` and `am:undercuts` lead from each premise
    that is put forward to the target; they are derived from the arguments, for queries. An imputed position is an
    `am:ImputedPosition` and has none of the properties of a party's own. Only `am:earliest` and `am:latest` are to be
    compared; an approximate date has none, for its days are not sure.

    References
    ----------
    Chesñevar et al.: Towards an argument interchange format. The Knowledge Engineering Review 21, 2006.
    Web Annotation Vocabulary, W3C Recommendation 2017.
    """
    from rdflib import Graph, Literal, URIRef

    graph = Graph(bind_namespaces="none")
    for prefix, namespace in prefixes(base).items():
        graph.bind(prefix, namespace, override=True, replace=True)
    # One term serves every statement that it stands in: a big graph takes less memory and is built sooner.
    known: dict[str, URIRef] = {}

    def node(iri: str) -> URIRef:
        if (found := known.get(iri)) is None:
            found = known[iri] = URIRef(iri)
        return found

    def term(value: str | Text) -> URIRef | Literal:
        if isinstance(value, str):
            return node(value)
        datatype = node(value.datatype) if value.datatype else None
        return Literal(value.value, lang=value.language or None, datatype=datatype, normalize=False)

    graph.addN(
        (node(subject), node(predicate), term(value), graph)
        for group in groups(m, base)
        for subject, pairs in group
        for predicate, values in pairs
        for value in values
    )
    return graph
