"""The nodes of a map by id, and the nodes that belong to a record: evidence, quotes, hops, marked literals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from argmap.model.argument_map import ArgumentMap
from argmap.model.values import Evidence, Hop, Literal
from argmap.rdf.iris import Iris
from argmap.rdf.literals import Text, integer
from argmap.rdf.pairs import Block, Pairs
from argmap.rdf.vocabulary import AM, BASIS_CONCEPTS, DCTERMS, OA, PROV, RDF, ROLE_CONCEPTS


class Nodes:
    """The nodes of one map."""

    def __init__(self, m: ArgumentMap, base: str) -> None:
        self.iris = Iris(m, base)
        self.part = self.iris.part
        self.records: dict[str, dict[str, Any]] = m._store.collections
        #: Ids of the claims whose negation some record names.
        self.negated = self._negated()

    def _negated(self) -> frozenset[str]:
        literals: list[Literal] = []
        for argument in self.records["arguments"].values():
            literals += (*argument.premises, argument.target)
        for relation in self.records["relations"].values():
            literals += (relation.a, relation.b)
        for outcome in self.records["outcomes"].values():
            literals += (effect.target for effect in outcome.effects)
        return frozenset(literal.id for literal in literals if literal.negated)

    def issue(self, id: str | None) -> str | None:
        """The issue of a record that may have none."""
        return None if id is None else self.iris.record("issues", id)

    def case(self, id: str | None) -> str | None:
        """The case of a record that may have none."""
        return None if id is None else self.iris.record("cases", id)

    def parties(self, ids: Iterable[str | None]) -> list[str]:
        """Parties, what is not given left out."""
        return [self.iris.record("parties", id) for id in ids if id is not None]

    def sources(self, ids: Iterable[str | None]) -> list[str]:
        """Documents, what is not given left out."""
        return [self.iris.record("sources", id) for id in ids if id is not None]

    def tags(self, tags: Iterable[str]) -> list[str]:
        """Tags as concepts."""
        return [self.part("tag", tag) for tag in tags]

    def cite(self, pairs: Pairs, kind: str, owner: Any) -> None:
        """Say where a record was read; the nodes of its evidence follow by `pieces`."""
        pieces: tuple[Evidence, ...] = owner.evidence
        if not pieces:
            return
        pairs.append((AM.basis, (BASIS_CONCEPTS[owner.basis],)))
        pairs.many(DCTERMS.source, self.sources(owner.sources))
        pairs.many(PROV.wasQuotedFrom, self.sources(piece.source for piece in pieces if piece.quote is not None))
        pairs.many(AM.evidence, (self.part("evidence", kind, owner.id, n) for n in range(1, len(pieces) + 1)))

    def pieces(self, pieces: tuple[Evidence, ...], *path: str | int) -> Iterator[Block]:
        """The nodes of several pieces of evidence, each at its place."""
        for n, piece in enumerate(pieces, 1):
            yield from self.piece(piece, n, *path, n)

    def piece(self, piece: Evidence, place: int, *path: str | int) -> Iterator[Block]:
        """One piece of evidence: a node, the selectors of its words, the hops of its chain."""
        words = piece.quote
        pairs = Pairs()
        pairs.many(RDF.type, (AM.Evidence, OA.SpecificResource) if words and piece.source else (AM.Evidence,))
        pairs.one(AM.place, integer(place))
        if piece.source is not None:
            pairs.one(OA.hasSource, self.iris.record("sources", piece.source))
        spanned = words is not None and (words.start is not None or words.end is not None)
        if words is not None:
            selectors = [self.part("quote", *path), *([self.part("span", *path)] if spanned else [])]
            pairs.many(OA.hasSelector, selectors)
        pairs.text(AM.locator, piece.locator)
        pairs.one(AM.basis, BASIS_CONCEPTS[piece.basis])
        pairs.many(AM.via, (self.part("hop", *path, n) for n in range(1, len(piece.via) + 1)))
        yield self.part("evidence", *path), pairs
        if words is not None:
            quote = Pairs([(RDF.type, (OA.TextQuoteSelector,)), (OA.exact, (Text(words.exact),))])
            quote.text(OA.prefix, words.prefix)
            quote.text(OA.suffix, words.suffix)
            yield self.part("quote", *path), quote
        if words is not None and spanned:
            span = Pairs([(RDF.type, (OA.TextPositionSelector,))])
            span.one(OA.start, None if words.start is None else integer(words.start))
            span.one(OA.end, None if words.end is None else integer(words.end))
            yield self.part("span", *path), span
        for n, hop in enumerate(piece.via, 1):
            yield self.hop(hop, n, self.part("hop", *path, n))

    def hop(self, hop: Hop, place: int, node: str) -> Block:
        """One step of a chain."""
        at = self.iris.record("parties", hop.party) if hop.party else self.iris.record("sources", hop.source or "")
        return node, [(RDF.type, (AM.Hop,)), (AM.place, (integer(place),)), (AM.through, (at,))]

    def marks(self, pairs: Pairs, literal: Literal) -> None:
        """Which statement is meant, and how it is marked."""
        pairs.one(AM.statement, self.iris.literal(literal))
        pairs.flag(AM.supposed, literal.supposed)
        if literal.role != "ordinary":
            pairs.one(AM.role, ROLE_CONCEPTS[literal.role])

    def uses(self, literals: tuple[Literal, ...], kind: str, id: str) -> list[Block]:
        """A node for each literal of a record, as soon as one of them has a mark that would be lost without."""
        if not any(literal.supposed or literal.role != "ordinary" for literal in literals):
            return []
        made: list[Block] = []
        for n, literal in enumerate(literals, 1):
            pairs = Pairs([(RDF.type, (AM.Use,)), (AM.place, (integer(n),))])
            self.marks(pairs, literal)
            made.append((self.part("use", kind, id, n), pairs))
        return made
