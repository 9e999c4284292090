"""What a map says, as RDF statements: for each record, in their order, a group of blocks of one subject.

Nothing is a blank node. What is said of a record stands together, followed by the nodes that belong to it (its
evidence, marked premises, effects, …) and by the shortcuts that are derived from it.

Three rules keep a reader of other vocabularies from being told the opposite of what the map says:

- `~x` is a node of its own that `am:negates` x. Nothing that is said of `~x` is ever said of x, the shortcuts
  `am:supports`, `am:attacks` and `am:undercuts` included: `support ~x` supports the negation and does not attack x.
- Only a premise that is put forward is an `aif:Premise`. One that is supposed for the sake of argument, and an
  exception (which speaks against the argument when it holds), stand in an `am:Use` alone and have no shortcut.
- An imputed position is an `am:ImputedPosition`, which is no `am:Position`, and what it says stands in properties of
  its own: `am:imputedTo`, `am:imputedTarget`, `am:imputedStance`, `am:imputedOnBehalfOf`. A query or a reasoner that
  asks for `am:Position`, `am:holder`, `am:target`, `am:stance` or `am:onBehalfOf` never meets it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from argmap.model.argument_map import ArgumentMap
from argmap.model.records import Argument, Claim, Outcome, Position, Relation
from argmap.rdf.backgrounds import case, issue, membership, party, source
from argmap.rdf.literals import Text, boolean, double, in_language, integer
from argmap.rdf.nodes import Nodes
from argmap.rdf.pairs import Block, Pairs
from argmap.rdf.vocabulary import (
    AIF,
    AM,
    BASE,
    DC,
    DCTERMS,
    IBIS,
    MODE_CONCEPTS,
    PROV,
    RDF,
    RELATION_CONCEPTS,
    SKOS,
    STANCE_CONCEPTS,
)


def groups(m: ArgumentMap, base: str = BASE) -> Iterator[list[Block]]:
    """Every statement of a map, in groups that belong to one record. A subject may have several blocks; none is empty.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier")
    >>> for group in groups(m):
    ...     for subject, pairs in group:
    ...         print(subject, len(pairs))
    https://example.org/map/ 1
    https://example.org/map/claim/pier 2
    """
    nodes = Nodes(m, base)
    pairs = Pairs([(RDF.type, (AM.Map,))])
    pairs.text(DCTERMS.title, m.title)
    pairs.rest(m.data)
    yield [(nodes.iris.base, pairs)]
    writers: dict[str, Callable[[Any, Nodes], Iterator[Block]]] = {
        "issues": issue,
        "cases": case,
        "parties": party,
        "memberships": membership,
        "sources": source,
        "claims": claim,
        "arguments": argument,
        "relations": relation,
        "positions": position,
        "outcomes": outcome,
    }
    for collection, writer in writers.items():
        for record in nodes.records[collection].values():
            yield list(writer(record, nodes))
    if concepts := list(_concepts(nodes)):
        yield concepts


def claim(record: Claim, nodes: Nodes) -> Iterator[Block]:
    """An I-node, and one for its negation where some record names that."""
    iri = nodes.iris.record("claims", record.id)
    pairs = Pairs([(RDF.type, (AIF["I-node"],))])
    if record.text:
        pairs.one(AIF.claimText, in_language(record.text, record.lang))
    if record.title:
        pairs.one(DCTERMS.title, in_language(record.title, record.lang))
    pairs.many(SKOS.altLabel, (in_language(wording, record.lang) for wording in record.wordings))
    pairs.one(IBIS["responds-to"], nodes.issue(record.issue))
    pairs.many(DCTERMS.subject, nodes.tags(record.tags))
    pairs.text(AM.kind, record.kind)
    pairs.flag(AM.implicit, record.implicit)
    pairs.flag(AM.sketch, record.sketch)
    pairs.text(DC.language, record.lang)
    pairs.rest(record.data, wordings=record.wordings, tags=record.tags)
    yield iri, pairs
    if record.id in nodes.negated:
        # A formal prefix, for readers that show nothing but the text of an I-node.
        text = Text(f"Not: {record.text or record.title or record.id}")
        node = nodes.part("negation", record.id)
        yield node, [(RDF.type, (AIF["I-node"],)), (AM.negates, (iri,)), (AIF.claimText, (text,))]


def argument(record: Argument, nodes: Nodes) -> Iterator[Block]:
    """An RA-node or CA-node, and the shortcuts that follow from it."""
    iri = nodes.iris.record("arguments", record.id)
    literal = nodes.iris.literal
    classes = {"support": (AIF["RA-node"],), "attack": (AIF["CA-node"],), "undercut": (AIF["CA-node"], AM.Undercut)}
    pairs = Pairs([(RDF.type, classes[record.kind])])
    # An assumption holds until it is questioned, so it is put forward; an exception and a supposition are not.
    forward = [literal(one) for one in record.premises if not one.supposed and one.role != "exception"]
    target = literal(record.target)
    pairs.many(AIF.Premise, forward)
    uses = nodes.uses(record.premises, "argument", record.id)
    pairs.many(AM.use, (node for node, _ in uses))
    pairs.one(AIF.Conclusion, target)
    pairs.text(DCTERMS.title, record.title)
    pairs.text(DCTERMS.description, record.text)
    if record.part_of is not None:
        pairs.one(DCTERMS.isPartOf, nodes.iris.statement(record.part_of))
    pairs.many(DCTERMS.subject, [*nodes.tags(record.tags), *filter(None, [nodes.issue(record.issue)])])
    pairs.text(AM.manner, record.manner)
    pairs.flag(AM.strict, record.strict)
    pairs.many(AM.scheme, (nodes.part("scheme", scheme) for scheme in record.schemes))
    pairs.one(AM.weight, None if record.weight is None else double(record.weight))
    nodes.cite(pairs, "argument", record)
    premises = () if uses else record.premises
    pairs.rest(record.data, premises=premises, schemes=record.schemes, tags=record.tags)
    yield iri, pairs
    yield from uses
    yield from nodes.pieces(record.evidence, "argument", record.id)
    shortcut = {"support": AM.supports, "attack": AM.attacks, "undercut": AM.undercuts}[record.kind]
    for premise in dict.fromkeys(forward):
        yield premise, [(shortcut, (target,))]


def relation(record: Relation, nodes: Nodes) -> Iterator[Block]:
    """A symmetric relation of two claims or negations."""
    ends = (record.a, record.b)
    pairs = Pairs([(RDF.type, (AM.Relation,)), (AM.relationKind, (RELATION_CONCEPTS[record.kind],))])
    pairs.many(AM.between, map(nodes.iris.literal, ends))
    uses = nodes.uses(ends, "relation", record.id)
    pairs.many(AM.use, (node for node, _ in uses))
    nodes.cite(pairs, "relation", record)
    pairs.rest(record.data, ends=() if uses else ends)
    yield nodes.iris.record("relations", record.id), pairs
    yield from uses
    yield from nodes.pieces(record.evidence, "relation", record.id)


def position(record: Position, nodes: Nodes) -> Iterator[Block]:
    """A position, or an imputed one, which shares no property that says whose stance it is."""
    pairs = Pairs()
    (party,) = nodes.parties([record.party])
    target, stance = nodes.iris.statement(record.target), STANCE_CONCEPTS[record.stance]
    if record.mode == "imputed":
        pairs.one(RDF.type, AM.ImputedPosition)
        pairs.one(AM.imputedTo, party)
        pairs.one(AM.imputedTarget, target)
        pairs.one(AM.imputedStance, stance)
        pairs.many(AM.imputedBy, nodes.parties([record.imputed_by]))
        pairs.many(AM.imputedOnBehalfOf, nodes.parties([record.on_behalf_of]))
    else:
        pairs.one(RDF.type, AM.Position)
        pairs.one(AM.holder, party)
        pairs.one(AM.target, target)
        pairs.one(AM.stance, stance)
        pairs.many(AM.onBehalfOf, nodes.parties([record.on_behalf_of]))
    pairs.date(record.date)
    if record.mode is not None:
        pairs.one(AM.mode, MODE_CONCEPTS[record.mode])
    if record.value is not None:
        pairs.one(AM.value, Text(record.value) if isinstance(record.value, str) else integer(record.value))
    pairs.text(AM.hedge, record.hedge)
    pairs.flag(AM.arguendo, record.arguendo)
    pairs.many(AM.after, (nodes.iris.record("positions", id) for id in record.after))
    if record.replies_to is not None:
        pairs.one(AM.repliesTo, nodes.iris.record("positions", record.replies_to))
    pairs.text(AM.coder, record.coder)
    pairs.one(AM.weight, None if record.weight is None else double(record.weight))
    nodes.cite(pairs, "position", record)
    pairs.rest(record.data, after=record.after)
    yield nodes.iris.record("positions", record.id), pairs
    yield from nodes.pieces(record.evidence, "position", record.id)


def outcome(record: Outcome, nodes: Nodes) -> Iterator[Block]:
    """What an authority did, and a node for its effect on each claim or negation."""
    pairs = Pairs([(RDF.type, (AM.Outcome,))])
    pairs.text(DCTERMS.description, record.text)
    pairs.many(PROV.wasAssociatedWith, nodes.parties(record.by))
    pairs.date(record.date)
    pairs.many(AM.after, (nodes.iris.record("outcomes", id) for id in record.after))
    pairs.text(AM.authority, record.authority)
    pairs.one(AM.final, None if record.final is None else boolean(record.final))
    pairs.text(AM.status, record.status)
    pairs.one(DCTERMS.isPartOf, nodes.case(record.case))
    effects = [nodes.part("effect", record.id, n) for n in range(1, len(record.effects) + 1)]
    pairs.many(AM.effect, effects)
    nodes.cite(pairs, "outcome", record)
    pairs.rest(record.data, by=record.by, after=record.after)
    yield nodes.iris.record("outcomes", record.id), pairs
    for n, (node, effect) in enumerate(zip(effects, record.effects, strict=True), 1):
        part = Pairs([(RDF.type, (AM.Effect,)), (AM.place, (integer(n),))])
        nodes.marks(part, effect.target)
        part.text(AM.effectKind, effect.effect)
        yield node, part
    yield from nodes.pieces(record.evidence, "outcome", record.id)


def _concepts(nodes: Nodes) -> Iterator[Block]:
    """Tags and schemes, each once, sorted."""
    tagged = [record for name in ("issues", "claims", "arguments") for record in nodes.records[name].values()]
    tags = sorted({tag for record in tagged for tag in record.tags})
    schemes = sorted({scheme for record in nodes.records["arguments"].values() for scheme in record.schemes})
    for segment, words in (("tag", tags), ("scheme", schemes)):
        for word in words:
            yield nodes.part(segment, word), [(RDF.type, (SKOS.Concept,)), (SKOS.prefLabel, (Text(word),))]
