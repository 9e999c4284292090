"""Building a map: the `add_…` verbs, each of which returns the record that it made."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any, TypeVar

from argmap.characters import shown
from argmap.errors import AmbiguousNameError, QuoteError, ValueRefused
from argmap.model.lookup import Lookup
from argmap.model.records import (
    Argument,
    Case,
    Claim,
    Issue,
    Membership,
    Outcome,
    Party,
    Position,
    Record,
    Relation,
    Source,
)
from argmap.model.references import NAMES, SPACE_OF, SPACES
from argmap.model.store import without_collector
from argmap.model.text import several, slug
from argmap.model.values import Evidence, Hop, Quote, evidences

R = TypeVar("R", bound=Record)

_SHORT = ("source", "quote", "locator", "via", "basis")  # what may be said of evidence without making one


class Building(Lookup):
    """The part of an `ArgumentMap` that adds records."""

    __slots__ = ()

    def extend(self, records: Iterable[Record]) -> None:
        """Add records, all or none; they may name each other in any order.

        Raises
        ------
        MapError
            With every problem in `problems`; nothing was added.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> m.extend([am.Argument("a1", "view", "pier", "attack"), am.Claim("pier"), am.Claim("view")])
        >>> len(m.claims), len(m.arguments)
        (2, 1)
        """
        with without_collector():
            batch = list(records)
            for record in batch:
                if type(record) not in NAMES:
                    raise ValueRefused(f"{shown(record, 80)} is no record")
            self._store.insert(batch)

    def add_issue(self, title: str | None = None, *, id: str | None = None, **fields: Any) -> Issue:
        """Add an issue: a question that claims answer.

        Examples
        --------
        >>> am.ArgumentMap().add_issue("Is the CDN a dumb pipe?", id="conduit").id
        'conduit'
        """
        return self._add(Issue(self._id("issues", id, title), title, **self._known(fields)))

    def add_claim(self, text: str, *, id: str | None = None, **fields: Any) -> Claim:
        """Add a claim and return it.

        Parameters
        ----------
        text : str
            The claim as a sentence.
        id : str, optional
            Without one, the first words of the text.
        **fields
            Other fields of `Claim`.

        Examples
        --------
        >>> am.ArgumentMap().add_claim("Build the pier.").id
        'build-the-pier'
        """
        return self._add(Claim(self._id("claims", id, fields.get("title") or text), text, **self._known(fields)))

    def add_support(self, premises: Any, target: Any, *, id: str | None = None, **fields: Any) -> Argument:
        """Add an argument in which the premises, taken together, support the target.

        Parameters
        ----------
        premises : claim or several
            Ids, records or `"~x"`; several are linked.
        target : claim or argument
            `"x"`, `"~x"` or a record.
        by : party, optional
            Who advances it: adds the position that the party asserts this argument, with the same evidence.
        source, quote, locator, via, basis : optional
            The evidence, in short; or `evidence=` as a whole.
        **fields
            Other fields of `Argument`.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> for id in ("pier", "trade", "peace"):
        ...     _ = m.add_claim(id, id=id)
        >>> _ = m.add_party("EFF", id="eff")
        >>> m.add_support(["trade", "peace"], "pier", by="eff").linked
        True
        >>> m.positions(party="eff")[0].target
        'a1'
        """
        return self._add_argument("support", premises, target, id, fields)

    def add_attack(self, premises: Any, target: Any, *, id: str | None = None, **fields: Any) -> Argument:
        """Add an argument against a claim or an argument; the parameters are those of `add_support`.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_claim("It blocks the view.", id="view")
        >>> m.add_attack("view", "pier", manner="rebut").kind
        'attack'
        """
        return self._add_argument("attack", premises, target, id, fields)

    def add_undercut(self, premises: Any, target: Any, *, id: str | None = None, **fields: Any) -> Argument:
        """Add an argument against the step of another argument; the parameters are those of `add_support`.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> for id in ("pier", "trade", "war"):
        ...     _ = m.add_claim(id, id=id)
        >>> step = m.add_support("trade", "pier")
        >>> m.add_undercut("war", step).target.id
        'a1'
        """
        return self._add_argument("undercut", premises, target, id, fields)

    def add_relation(self, a: Any, b: Any, kind: str, *, id: str | None = None, **fields: Any) -> Relation:
        """Add a symmetric relation of two claims: `contradiction`, `contrary`, `tension` or `rephrase`.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Build it.", id="pier"), m.add_claim("Leave it be.", id="beach")
        >>> m.add_relation("pier", "beach", "contrary").id
        'r1'
        """
        evidence = self._evidence(fields)
        return self._add(Relation(self._id("relations", id), a, b, kind, evidence=evidence, **self._known(fields)))

    def add_party(self, name: str, *, id: str | None = None, **fields: Any) -> Party:
        """Add a party; without an id it is made of the name.

        Examples
        --------
        >>> am.ArgumentMap().add_party("Electronic Frontier Foundation", aliases=["EFF"]).id
        'electronic-frontier-foundation'
        """
        return self._add(Party(self._id("parties", id, name), name, **self._known(fields)))

    def add_membership(
        self, agent: Any, principal: Any, kind: str = "speaks_for", *, id: str | None = None, **fields: Any
    ) -> Membership:
        """Add that one party speaks for another, or is a member of it.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_party("Kramer"), m.add_party("Cloudflare")
        >>> m.add_membership("Kramer", "Cloudflare", source=m.add_source("S3")).source
        'S3'
        """
        evidence = self._evidence(fields)
        ends = self.party(agent).id, self.party(principal).id
        made = Membership(self._id("memberships", id), *ends, kind, evidence=evidence, **self._known(fields))
        return self._add(made)

    def add_case(self, title: str | None = None, *, id: str | None = None, **fields: Any) -> Case:
        """Add a case: a lawsuit, hearing or proceeding.

        Examples
        --------
        >>> am.ArgumentMap().add_case("ALS Scan v. Cloudflare", id="als").title
        'ALS Scan v. Cloudflare'
        """
        return self._add(Case(self._id("cases", id, title), title, **self._known(fields)))

    def add_source(self, id: str | None = None, *, title: str | None = None, **fields: Any) -> Source:
        """Add a document.

        Parameters
        ----------
        id : str, optional
            Without one, the first words of the title.
        text : str, optional
            Its text: quotes from it are anchored as they are added. It stays with this map (`m.texts`), unwritten.
        **fields
            Other fields of `Source`.

        Examples
        --------
        >>> am.ArgumentMap().add_source("S0", title="A report", date="2019-10-21").date
        Date('2019-10-21')
        """
        text = fields.pop("text", None)
        made = self._add(Source(self._id("sources", id, title), title, **self._known(fields)))
        if text is not None:
            self.texts[made.id] = text
        return made

    def add_position(
        self, party: Any, target: Any, stance: str = "asserts", *, id: str | None = None, **fields: Any
    ) -> Position:
        """Add what a party holds of a claim or an argument.

        Parameters
        ----------
        party : party
            Id, name, alias or record.
        target : claim or argument
            Id or record. To deny `x` is the stance `denies` on `x`; `"~x"` is refused.
        stance : str
            `asserts`, `denies`, `questions`, `concedes`, `reserves`, `withdraws`, `mentions`.
        source, quote, locator, via, basis : optional
            The evidence, in short; or `evidence=` as a whole. When the text of the source is at hand (`m.texts`), the
            quote is anchored in it.
        **fields
            Other fields of `Position`.

        Raises
        ------
        QuoteError
            When the text of the source is at hand and the quote is not in it, or more than once.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada")
        >>> _ = m.add_source("S1", text="Ada said that we need this pier.")
        >>> p = m.add_position("ada", "pier", "asserts", source="S1", quote="we need this pier", date="2018")
        >>> p.evidence[0].quote.start
        14
        >>> try:
        ...     m.add_position("ada", "pier", source="S1", quote="we want this pier")
        ... except am.QuoteError as error:
        ...     print(error)
        'we want this pier' is not in the text of S1; nearest (82%), at 14: 'we need this pier'
        """
        if isinstance(target, str) and target.startswith("~"):
            raise ValueRefused(f"a position is taken on a claim, not on its negation: use {target[1:]!r} and 'denies'")
        evidence = self._evidence(fields)
        for name in ("imputed_by", "on_behalf_of"):
            if fields.get(name) is not None:
                fields[name] = self.party(fields[name]).id
        who, on = self.party(party).id, self.statement(target).id
        made = Position(self._id("positions", id), who, on, stance, evidence=evidence, **self._known(fields))
        return self._add(made)

    def add_outcome(self, text: str, *, id: str | None = None, **fields: Any) -> Outcome:
        """Add what a court or another authority did; it is nobody's position.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Judgment for ALS.", id="sj"), m.add_party("Judge Wu", id="wu")
        >>> m.add_outcome("Motion denied", by="Judge Wu", effects=[("sj", "rejected")]).by
        ('wu',)
        """
        evidence = self._evidence(fields)
        if fields.get("by") is not None:
            fields["by"] = tuple(self.party(one).id for one in several(fields["by"], "a party or several"))
        return self._add(Outcome(self._id("outcomes", id), text, evidence=evidence, **self._known(fields)))

    def _add(self, record: R) -> R:
        self._store.add(record)
        return record

    def _add_argument(self, kind: str, premises: Any, target: Any, id: str | None, fields: dict[str, Any]) -> Argument:
        by = fields.pop("by", None)
        evidence = self._evidence(fields)
        made = Argument(self._id("arguments", id), premises, target, kind, evidence=evidence, **self._known(fields))
        if by is None:
            return self._add(made)
        parties = dict.fromkeys(self.party(one).id for one in several(by, "a party or several"))
        self._store.insert([made, *(authored(made, party) for party in parties)])
        return made

    def _known(self, fields: dict[str, Any]) -> dict[str, Any]:
        """The fields, with names of parties resolved in what takes several of them."""
        if fields.get("distinct_from") is not None:
            others = several(fields["distinct_from"], "a party or several")
            fields["distinct_from"] = tuple(self.party(one).id for one in others)
        return fields

    def _evidence(self, fields: dict[str, Any]) -> tuple[Evidence, ...]:
        """The evidence that the short keywords describe, its quote anchored where the text is at hand."""
        if not fields:
            return ()
        given = [(name, fields.pop(name)) for name in _SHORT if name in fields]
        short = {name: value for name, value in given if value is not None}
        if "evidence" in fields:
            if short:
                raise ValueRefused(f"evidence= is a whole: leave out {', '.join(short)}=")
            whole = fields.pop("evidence")
            pieces = () if whole is None else evidences(whole)
        elif list(short) == ["source"]:
            return evidences(short["source"])
        elif short:
            if "via" in short:
                short["via"] = [self._hop(one) for one in several(short["via"], "a hop or several")]
            pieces = (Evidence(short.pop("source", None), **short),)
        else:
            return ()
        return tuple(self._anchored(piece) for piece in pieces)

    def _anchored(self, piece: Evidence) -> Evidence:
        if piece.quote is None or piece.source not in self.texts:
            return piece
        try:
            found: Quote = piece.quote.anchored(self.texts[piece.source])
        except QuoteError as error:
            raise QuoteError(f"{error}".replace(" the text", f" the text of {piece.source}", 1)) from None
        return dataclasses.replace(piece, quote=found)

    def _hop(self, value: Any) -> Hop:
        if isinstance(value, Hop):
            return value
        id = getattr(value, "id", value)
        if isinstance(value, Party) or (not isinstance(value, Source) and id not in self._store.collections["sources"]):
            return Hop(party=self.party(value).id)
        if isinstance(value, str) and (id in self._store.collections["parties"] or id in self._store.names):
            raise AmbiguousNameError(f"{id!r} is a source and a party: use Hop(party=…) or Hop(source=…)")
        return Hop(source=id)

    def _id(self, collection: str, id: str | None, words: str | None = None) -> str:
        """The id given, or a free one: made of the words, else a letter and a number."""
        if id is not None:
            return id
        tables = [self._store.collections[name] for name in SPACES[SPACE_OF[collection]]]
        stem = slug(words) if isinstance(words, str) else ""
        if stem and not any(stem in table for table in tables):
            return stem
        prefix = f"{stem}-" if stem else _PREFIXES[collection]
        number = self._counters.get(prefix, 1 if stem else 0) + 1
        while any(f"{prefix}{number}" in table for table in tables):
            number += 1
        self._counters[prefix] = number
        return f"{prefix}{number}"


_PREFIXES = {
    "issues": "i",
    "cases": "case",
    "parties": "party",
    "memberships": "m",
    "sources": "s",
    "claims": "c",
    "arguments": "a",
    "relations": "r",
    "positions": "p",
    "outcomes": "o",
}


def authored(argument: Argument, party: str) -> Position:
    """The position by which a party advances an argument: it asserts it, on the argument's own evidence."""
    return Position(f"{argument.id}-by-{party}", party, argument.id, "asserts", evidence=argument.evidence)
