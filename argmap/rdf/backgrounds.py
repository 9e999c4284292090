"""What is said of issues, cases, parties, memberships and sources: who speaks, and where it can be read."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.model.records import Case, Issue, Membership, Party, Source
from argmap.model.values import Evidence
from argmap.rdf.literals import Text, integer, written_date
from argmap.rdf.nodes import Nodes
from argmap.rdf.pairs import Block, Pairs
from argmap.rdf.vocabulary import AM, BIBO, DC, DCTERMS, FOAF, IBIS, ORG, OWL, PARTY_CLASSES, PROV, RDF, SKOS


def issue(record: Issue, nodes: Nodes) -> Iterator[Block]:
    """An IBIS issue; a sub-issue is part of its parent."""
    pairs = Pairs([(RDF.type, (IBIS.Issue,))])
    pairs.text(DCTERMS.title, record.title)
    pairs.text(AM.question, record.question)
    pairs.one(DCTERMS.isPartOf, nodes.issue(record.parent))
    pairs.many(DCTERMS.subject, nodes.tags(record.tags))
    pairs.rest(record.data, tags=record.tags)
    yield nodes.iris.record("issues", record.id), pairs


def case(record: Case, nodes: Nodes) -> Iterator[Block]:
    """A case, and a PROV association for what each party is in it."""
    pairs = Pairs([(RDF.type, (AM.Case,))])
    pairs.text(DCTERMS.title, record.title)
    if record.court in nodes.records["parties"]:
        pairs.many(AM.court, nodes.parties([record.court]))
    else:
        pairs.text(AM.courtName, record.court)
    pairs.text(AM.docket, record.docket)
    pairs.text(DCTERMS.identifier, record.identifier)
    roles = [nodes.part("role", record.id, n) for n in range(1, len(record.roles) + 1)]
    pairs.many(PROV.qualifiedAssociation, roles)
    pairs.rest(record.data)
    yield nodes.iris.record("cases", record.id), pairs
    for n, (node, role) in enumerate(zip(roles, record.roles, strict=True), 1):
        part = Pairs([(RDF.type, (PROV.Association,)), (AM.place, (integer(n),))])
        part.many(PROV.agent, nodes.parties([role.party]))
        part.text(AM.roleName, role.role)
        yield node, part


def party(record: Party, nodes: Nodes) -> Iterator[Block]:
    """A FOAF agent."""
    known = PARTY_CLASSES.get(record.kind or "")
    pairs = Pairs([(RDF.type, (FOAF.Agent,) if known is None else (FOAF.Agent, known))])
    pairs.text(FOAF.name, record.name)
    pairs.text(AM.kind, record.kind)
    pairs.many(SKOS.altLabel, map(Text, record.aliases))
    pairs.many(OWL.differentFrom, nodes.parties(record.distinct_from))
    pairs.rest(record.data, aliases=record.aliases, distinct_from=record.distinct_from)
    yield nodes.iris.record("parties", record.id), pairs


def membership(record: Membership, nodes: Nodes) -> Iterator[Block]:
    """A PROV delegation for who speaks for whom, an ORG membership for who belongs to what."""
    node = nodes.iris.record("memberships", record.id)
    agent, principal = nodes.parties([record.agent, record.principal])
    if record.kind == "speaks_for":
        pairs = Pairs([(RDF.type, (PROV.Delegation,)), (PROV.agent, (principal,))])
    else:
        pairs = Pairs([(RDF.type, (ORG.Membership,)), (ORG.member, (agent,)), (ORG.organization, (principal,))])
    for name, date in (("since", record.since), ("until", record.until)):
        if date is not None:
            pairs.one(AM[name], written_date(date))
            pairs.text(AM[f"{name}Text"], date.text)
    pairs.bounds(record.since, record.until)
    nodes.cite(pairs, "membership", record)
    pairs.rest(record.data)
    yield node, pairs
    if record.kind == "speaks_for":
        yield agent, [(PROV.qualifiedDelegation, (node,))]
    yield from nodes.pieces(record.evidence, "membership", record.id)


def source(record: Source, nodes: Nodes) -> Iterator[Block]:
    """A document; free names of authors and publishers are Dublin Core 1.1, whose values may be plain texts."""
    part = nodes.part
    pairs = Pairs([(RDF.type, (BIBO.Document,))])
    pairs.text(DCTERMS.title, record.title)
    pairs.text(AM.kind, record.kind)
    pairs.text(DC.publisher, record.publisher)
    parties = nodes.records["parties"]
    pairs.many(DCTERMS.creator, nodes.parties(author for author in record.authors if author in parties))
    pairs.many(DC.creator, (Text(author) for author in record.authors if author not in parties))
    pairs.date(record.date)
    pairs.text(BIBO.uri, record.url)
    pairs.text(DCTERMS.bibliographicCitation, record.citation)
    pairs.one(DCTERMS.isPartOf, nodes.case(record.case))
    pairs.text(AM.path, record.path)
    pairs.text(AM.sha256, record.sha256)
    reports = record.reported_in
    pairs.many(DCTERMS.isReferencedBy, nodes.sources(one.source for one in reports))
    pairs.many(AM.reportedIn, (part("evidence", "source", record.id, n) for n in range(1, len(reports) + 1)))
    # Only an order that is stated is said outright; an inferred one stands in its node, with its basis.
    stated = (one.id for one in record.after if one.evidence.basis == "explicit")
    pairs.many(AM.after, nodes.sources(stated))
    pairs.many(AM.predecessor, (part("predecessor", record.id, n) for n in range(1, len(record.after) + 1)))
    pairs.rest(record.data, authors=record.authors)
    yield nodes.iris.record("sources", record.id), pairs
    yield from nodes.pieces(reports, "source", record.id)
    for n, earlier in enumerate(record.after, 1):
        node = Pairs([(RDF.type, (AM.Predecessor,)), (AM.place, (integer(n),))])
        node.one(AM.document, nodes.iris.record("sources", earlier.id))
        node.text(AM.note, earlier.note)
        known = earlier.evidence != Evidence()
        if known:
            node.one(AM.evidence, part("evidence", "predecessor", record.id, n))
        yield part("predecessor", record.id, n), node
        if known:
            yield from nodes.piece(earlier.evidence, 1, "predecessor", record.id, n)
