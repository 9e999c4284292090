"""The map: claims, the arguments between them, and the positions that parties take on them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from argmap.errors import AmbiguousNameError, MapError, Problem, QuoteError, UnknownIdError, ValueRefused
from argmap.model.answers.arguments import bearing, undercuts
from argmap.model.answers.positions import holders, stances
from argmap.model.consistency import NAMED, unknown
from argmap.model.frozen import EMPTY, FrozenData, frozen_data
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
from argmap.model.references import COLLECTIONS, NAMES, SPACE_OF, SPACES
from argmap.model.store import Store, described, same_records
from argmap.model.text import identifier, prose_or_none, slug
from argmap.model.values import Evidence, Hop, Literal, Quote, evidences, literal
from argmap.model.views import (
    ArgumentView,
    CaseView,
    ClaimView,
    IssueView,
    MembershipView,
    OutcomeView,
    PartyView,
    PositionView,
    RelationView,
    SourceView,
)
from argmap.tables import Table

R = TypeVar("R", bound=Record)


class ArgumentMap:
    """A dispute: what is claimed, what speaks for and against it, and who holds what.

    Parameters
    ----------
    title : str, optional
        A name for the map.
    data : mapping, optional
        Free data of the map, as JSON.

    Examples
    --------
    >>> m = am.ArgumentMap("The pier")
    >>> pier = m.add_claim("The pier should be built.", id="pier")
    >>> view = m.add_claim("It blocks the view.", id="view")
    >>> ada, bo = m.add_party("Ada"), m.add_party("Bo")
    >>> _ = m.add_attack(view, pier, by=ada)
    >>> _ = m.add_position(bo, pier, "asserts", date="2018-03", quote="we need this pier")
    >>> m
    <ArgumentMap 'The pier': 2 parties, 2 claims, 1 argument, 2 positions>
    >>> m.holders(pier)[0].party
    'bo'
    >>> m.arguments_against("pier")[0].by
    ('ada',)

    Notes
    -----
    Every edit is made whole or not at all. Looking up an id is O(1); positions on a claim, arguments for it and the
    like take time in proportion to what names the claim.
    """

    __slots__ = ("_counters", "_data", "_store", "_title", "report", "texts")

    __hash__ = None  # type: ignore[assignment]  # a map can be edited

    def __init__(self, title: str | None = None, *, data: Mapping[str, Any] | None = None) -> None:
        self.title = title
        self.data = data
        #: What a reader could not take, one sentence each.
        self.report: tuple[str, ...] = ()
        #: Texts of sources by id, kept while one works so that quotes are anchored on entry; never written.
        self.texts: dict[str, str] = {}
        self._store = Store()
        self._counters: dict[str, int] = {}

    @property
    def title(self) -> str | None:
        """A name for the map.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> m.title = "  The  pier "
        >>> m.title
        'The pier'
        """
        return self._title

    @title.setter
    def title(self, title: str | None) -> None:
        self._title = None if title is None else prose_or_none(title)

    @property
    def data(self) -> FrozenData:
        """Free data of the map, read-only JSON; give it a new mapping to change it.

        Examples
        --------
        >>> m = am.ArgumentMap(data={"version": 1})
        >>> m.data = {**m.data, "seen": ["S0"]}
        >>> m.data["seen"]
        ('S0',)
        """
        return self._data

    @data.setter
    def data(self, data: Mapping[str, Any] | None) -> None:
        self._data = EMPTY if data is None else frozen_data(data)

    # -- looking ---------------------------------------------------------------------------------------------------

    @property
    def issues(self) -> IssueView:
        """The questions at issue, by id; call it with filters.

        Examples
        --------
        >>> len(am.ArgumentMap().issues)
        0
        """
        return IssueView(self)

    @property
    def claims(self) -> ClaimView:
        """The claims, by id; call it with filters.

        Examples
        --------
        >>> len(am.ArgumentMap().claims)
        0
        """
        return ClaimView(self)

    @property
    def arguments(self) -> ArgumentView:
        """The arguments, by id; call it with filters.

        Examples
        --------
        >>> len(am.ArgumentMap().arguments)
        0
        """
        return ArgumentView(self)

    @property
    def relations(self) -> RelationView:
        """The symmetric relations of claims, by id; call it with filters.

        Examples
        --------
        >>> len(am.ArgumentMap().relations)
        0
        """
        return RelationView(self)

    @property
    def parties(self) -> PartyView:
        """The parties, by id; call it with filters.

        Examples
        --------
        >>> len(am.ArgumentMap().parties)
        0
        """
        return PartyView(self)

    @property
    def memberships(self) -> MembershipView:
        """Who speaks for whom and who belongs to whom, by id; call it with filters.

        Examples
        --------
        >>> len(am.ArgumentMap().memberships)
        0
        """
        return MembershipView(self)

    @property
    def cases(self) -> CaseView:
        """The cases, by id; call it with filters.

        Examples
        --------
        >>> len(am.ArgumentMap().cases)
        0
        """
        return CaseView(self)

    @property
    def sources(self) -> SourceView:
        """The documents, by id; call it with filters.

        Examples
        --------
        >>> len(am.ArgumentMap().sources)
        0
        """
        return SourceView(self)

    @property
    def positions(self) -> PositionView:
        """The positions, by id; call it with filters.

        Examples
        --------
        >>> len(am.ArgumentMap().positions)
        0
        """
        return PositionView(self)

    @property
    def outcomes(self) -> OutcomeView:
        """The outcomes, by id; call it with filters.

        Examples
        --------
        >>> len(am.ArgumentMap().outcomes)
        0
        """
        return OutcomeView(self)

    def __getitem__(self, id: str) -> Any:
        """The record with this id: a claim, argument or relation first, else whatever else has it."""
        found = [record for space in SPACES if (record := self._store.get(space, id)) is not None]
        if not found:
            raise UnknownIdError(unknown("statement", id, self._store).replace("claim or argument", "record"))
        if len(found) > 1 and SPACE_OF[NAMES[type(found[0])]] != "statement":
            what = " and ".join(described(NAMES[type(record)]) for record in found)
            raise AmbiguousNameError(f"{id!r} is {what}: ask the collection, as in m.{NAMES[type(found[0])]}[{id!r}]")
        return found[0]

    def __contains__(self, id: object) -> bool:
        id = getattr(id, "id", id)
        return isinstance(id, str) and any(id in table for table in self._store.collections.values())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ArgumentMap):
            return NotImplemented
        return (
            self.title == other.title
            and self.data == other.data
            and same_records(self._store.collections, other._store.collections)
        )

    def __repr__(self) -> str:
        counts = [
            f"{number} {name if number != 1 else COLLECTIONS[name].__name__.lower()}"
            for name in ("issues", "cases", "parties", "sources", "claims", "arguments", "positions", "outcomes")
            if (number := len(self._store.collections[name]))
        ]
        title = f" {self.title!r}" if self.title else ""
        return f"<ArgumentMap{title}: {', '.join(counts) or 'empty'}>"

    def statement(self, target: Any) -> Any:
        """The claim, argument or relation with this id.

        Raises
        ------
        UnknownIdError
            When there is none; the message suggests the nearest.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("The CDN is a dumb pipe.", id="cf-dumb-pipe")
        >>> m.statement("dumb-pipe")
        Traceback (most recent call last):
        ...
        argmap.errors.UnknownIdError: no claim or argument 'dumb-pipe': did you mean 'cf-dumb-pipe'?
        """
        id = _id_in("statement", target)
        if not isinstance(id, str):
            raise ValueRefused(f"{target!r:.60} is no claim or argument: expected an id or a record")
        if (record := self._store.get("statement", id)) is None:
            raise UnknownIdError(unknown("statement", id, self._store))
        return record

    def party(self, name: Any) -> Party:
        """The party with this id, name or alias.

        Raises
        ------
        UnknownIdError
            When there is none; the message suggests the nearest.
        AmbiguousNameError
            When several parties bear the name; the message names them.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_party("Cloudflare, Inc.", id="cloudflare", aliases=["Cloudfare"])
        >>> m.party("Cloudfare").id
        'cloudflare'
        """
        name = _id_in("party", name)
        parties: dict[str, Party] = self._store.collections["parties"]
        if isinstance(name, str):
            if name in parties:
                return parties[name]
            owners = self._store.names.get(" ".join(name.split()), ())
            if len(owners) == 1:
                return parties[owners[0]]
            if owners:
                raise AmbiguousNameError(f"{name!r} may be {' or '.join(map(repr, owners))}: use the id")
        raise UnknownIdError(unknown("party", name, self._store))

    def literal(self, target: Any) -> Literal:
        """`x`, `~x` or a record as a literal, checked to be in the map.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Build the pier.", id="pier")
        >>> m.literal("~pier").negated
        True
        """
        made = literal(target)
        self.statement(made.id)
        return made

    def find(self, words: str) -> Table:
        """Claims whose id, title, text or wordings hold all the words, whatever their case.

        Returns
        -------
        Table
            `id, text, issue`.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Cloudflare is a “dumb pipe”.", id="c1")
        >>> m.find("Dumb pipe").column("id")
        ['c1']
        """
        wanted = words.casefold().split()

        def hit(claim: Claim) -> bool:
            texts = " ".join([claim.id, claim.title or "", claim.text, *claim.wordings]).casefold()
            return all(word in texts for word in wanted)

        found = [claim for claim in self._store.collections["claims"].values() if hit(claim)]
        return Table(
            ["id", "text", "issue"],
            found,
            lambda claim: (claim.id, claim.text or claim.title, claim.issue),
            rules=f"Claims whose id, title, text or wordings hold all of: {', '.join(wanted)}.",
        )

    # -- answers from the indexes ----------------------------------------------------------------------------------

    def stances(self, target: Any) -> Table:
        """Every position on a claim or argument: who, which stance, when, where, in which words.

        Returns
        -------
        Table
            `party, stance, date, source, quote, mode, basis, hedge`; behind each row a `Position`. Imputed positions
            are left out, and the note counts them.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("The CDN is a dumb pipe.", id="pipe"), m.add_party("ALS Scan", id="als")
        >>> _ = m.add_position("als", "pipe", "denies", source=m.add_source("S1"), quote="not a dumb pipe")
        >>> [(row.party, row.stance, row.source, row.quote) for row in m.stances("pipe")]
        [('als', 'denies', 'S1', 'not a dumb pipe')]
        """
        return stances(self, target)

    def holders(
        self, target: Any, *, since: Any = None, until: Any = None, on: Any = None, rollup: bool = False
    ) -> Table:
        """Who asserts or concedes a claim; when nobody does, the note says who denies it.

        Parameters
        ----------
        since, until, on : Date or str, optional
            When the statement was made.
        rollup : bool
            Count explicit spokesmen as their principals.

        Returns
        -------
        Table
            One row a party: `party, stance, date, source, quote, positions`. Behind it the party's first position.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("The CDN is a dumb pipe.", id="pipe"), m.add_party("ALS Scan", id="als")
        >>> _ = m.add_position("als", "pipe", "denies")
        >>> print(m.holders("pipe"))
        (nothing)
        Nobody asserts or concedes pipe. als denies it.
        """
        return holders(self, target, since, until, on, rollup)

    def arguments_for(self, target: Any) -> Table:
        """Arguments for `x` or `~x`: supports of it, and attacks on its negation.

        Returns
        -------
        Table
            `id, kind, premises, target, by, source, basis`, kind and target as they are said.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_claim("Trade grows.", id="trade")
        >>> _ = m.add_support("trade", "pier"), m.add_attack("trade", "~pier")
        >>> [(row.kind, row.target) for row in m.arguments_for("pier")]
        [('support', 'pier'), ('attack', '~pier')]
        """
        return bearing(self, target, favourable=True)

    def arguments_against(self, target: Any) -> Table:
        """Arguments against `x` or `~x`: attacks on it, and supports of its negation.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_claim("It blocks the view.", id="view")
        >>> _ = m.add_support("view", "~pier")
        >>> [(row.kind, row.target) for row in m.arguments_against("pier")]
        [('support', '~pier')]
        """
        return bearing(self, target, favourable=False)

    def undercuts(self, target: Any = None) -> Table:
        """Undercuts of an argument or a sketch; all undercuts when none is named.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> for id in ("pier", "trade", "war"):
        ...     _ = m.add_claim(id, id=id)
        >>> _ = m.add_support("trade", "pier", id="a1")
        >>> _ = m.add_undercut("war", "a1", id="a2")
        >>> m.undercuts("a1").column("id")
        ['a2']
        """
        return undercuts(self, target)

    # -- building --------------------------------------------------------------------------------------------------

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
        batch = list(records)
        for record in batch:
            if type(record) not in NAMES:
                raise ValueRefused(f"{record!r:.80} is no record")
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
            by = fields["by"]
            several = (by,) if isinstance(by, str) or hasattr(by, "id") else by
            fields["by"] = tuple(self.party(one).id for one in several)
        return self._add(Outcome(self._id("outcomes", id), text, evidence=evidence, **self._known(fields)))

    # -- editing ---------------------------------------------------------------------------------------------------

    def replace(self, record: Any, /, **changes: Any) -> Any:
        """Put a changed record in the place of the one with its id.

        Parameters
        ----------
        record : record or id
            A whole record, or the id of one whose fields are to change.
        **changes
            New values of fields; the id stays (see `rename`).

        Returns
        -------
        record
            The record that now stands in the map, at its old place in the order.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Build the pier.", id="pier")
        >>> m.replace("pier", text="Build the new pier.").text
        'Build the new pier.'
        """
        old = self._record(record)
        if "id" in changes:
            raise ValueRefused("an id is not replaced: use rename")
        names = [f.name for f in dataclasses.fields(old)]
        for name in changes:
            if name not in names:
                raise TypeError(f"{type(old).__name__} has no field {name!r}: there are {', '.join(names)}")
        new = dataclasses.replace(record if not isinstance(record, str) else old, **changes)
        self._store.swap([new])
        return new

    def remove(self, *records: Any) -> None:
        """Take records out of the map, all or none.

        Raises
        ------
        MapError
            When another record names one of them; `dependents` lists these.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> pier, view = m.add_claim("Build it.", id="pier"), m.add_claim("It blocks the view.", id="view")
        >>> _ = m.add_attack(view, pier, id="a1")
        >>> m.remove("view")
        Traceback (most recent call last):
        ...
        argmap.errors.MapError: still named elsewhere (see dependents):
          argument 'a1': premises: names 'view'
        >>> m.remove("view", *m.dependents("view"))
        >>> len(m.claims), len(m.arguments)
        (1, 0)
        """
        unique = {(type(found), found.id): found for found in map(self._record, records)}
        self._store.remove(list(unique.values()))

    def dependents(self, record: Any) -> list[Any]:
        """Every record that names this one, directly or through others: what `remove` must take along.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Build it.", id="pier"), m.add_party("Ada", id="ada")
        >>> _ = m.add_position("ada", "pier")
        >>> [type(one).__name__ for one in m.dependents("pier")]
        ['Position']
        """
        start = self._record(record)
        found: dict[tuple[str, str], Any] = {}
        todo = [start]
        while todo:
            one = todo.pop()
            for referrer in self._store.all_referring(SPACE_OF[NAMES[type(one)]], one.id):
                key = NAMES[type(referrer)], referrer.id
                if key not in found and referrer is not start:
                    found[key] = referrer
                    todo.append(referrer)
        return list(found.values())

    def rename(self, record: Any, id: str) -> Any:
        """Give a record another id, there and wherever it is named. Cost: one pass over the map.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Build it.", id="pier"), m.add_claim("It blocks the view.", id="view")
        >>> _ = m.add_attack("view", "pier", id="a1")
        >>> _ = m.rename("view", "sight")
        >>> m["a1"].premises[0].id
        'sight'
        """
        old = self._record(record)
        id = identifier(id)
        if id == old.id:
            return old
        self._store.rename(old, id)
        if isinstance(old, Source) and old.id in self.texts:
            self.texts[id] = self.texts.pop(old.id)
        return self._store.collections[NAMES[type(old)]][id]

    def merge_parties(self, keep: Any, *others: Any) -> Party:
        """Make several parties one: its names become aliases, its positions those of `keep`. Cost: one pass.

        Raises
        ------
        MapError
            When two of them are marked as distinct, or one would speak for itself; nothing was changed.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_party("Cloudflare", id="cf"), m.add_party("Cloudfare", id="cf2")
        >>> m.merge_parties("cf", "cf2").aliases
        ('Cloudfare',)
        """
        kept = self.party(keep)
        gone = [one for one in dict.fromkeys(self.party(other) for other in others) if one.id != kept.id]
        all_of = [kept, *gone]
        for one in all_of:
            for other in all_of:
                if other.id in one.distinct_from:
                    reason = f"is marked as distinct from {other.id!r}: they are not to be merged"
                    raise MapError(f"party {one.id!r}: {reason}", [Problem(one, "distinct_from", reason)])
        names = [name for one in gone for name in ((one.id, *one.names) if one.name == one.id else one.names)]
        data = kept.data.to_json()
        for one in gone:
            for key, value in one.data.to_json().items():
                if data.setdefault(key, value) != value:
                    data[f"{key} ({one.id})"] = value
        merged = dataclasses.replace(
            kept,
            kind=kept.kind or next((one.kind for one in gone if one.kind), None),
            aliases=tuple(name for name in dict.fromkeys([*kept.aliases, *names]) if name != kept.name),
            distinct_from=tuple(dict.fromkeys(id for one in all_of for id in one.distinct_from)),
            data=frozen_data(data),
        )
        self._store.merge_parties(merged, gone)
        return merged

    def copy(self) -> ArgumentMap:
        """An independent map with the same records. Cost: one pass.

        Examples
        --------
        >>> m = am.ArgumentMap("Pier")
        >>> m.copy() == m
        True
        """
        twin = ArgumentMap(self.title, data=self.data)
        twin.report = self.report
        twin.texts = dict(self.texts)
        twin._store = self._store.copy()
        twin._counters = dict(self._counters)
        return twin

    __copy__ = copy

    def __deepcopy__(self, memo: dict[int, Any]) -> ArgumentMap:
        return self.copy()

    def __reduce__(self) -> tuple[Any, ...]:
        # The records only: the indexes are made anew, and checked, where the map is unpickled.
        records = [record for table in self._store.collections.values() for record in table.values()]
        return _restored, (self.title, self.data, records, self.report, self.texts, self._counters)

    # -- private ---------------------------------------------------------------------------------------------------

    def _add(self, record: R) -> R:
        self._store.insert([record])
        return record

    def _add_argument(self, kind: str, premises: Any, target: Any, id: str | None, fields: dict[str, Any]) -> Argument:
        by = fields.pop("by", None)
        evidence = self._evidence(fields)
        made = Argument(self._id("arguments", id), premises, target, kind, evidence=evidence, **self._known(fields))
        authors = [] if by is None else [by] if isinstance(by, str) or hasattr(by, "id") else list(by)
        parties = dict.fromkeys(self.party(one).id for one in authors)
        self._store.insert([made, *(authored(made, party) for party in parties)])
        return made

    def _known(self, fields: dict[str, Any]) -> dict[str, Any]:
        """The fields, with names of parties resolved in what takes several of them."""
        if "distinct_from" in fields:
            several = fields["distinct_from"]
            several = (several,) if isinstance(several, str) or hasattr(several, "id") else several
            fields["distinct_from"] = tuple(self.party(one).id for one in several)
        return fields

    def _evidence(self, fields: dict[str, Any]) -> tuple[Evidence, ...]:
        """The evidence that the short keywords describe, its quote anchored where the text is at hand."""
        short = {name: fields.pop(name) for name in ("source", "quote", "locator", "via", "basis") if name in fields}
        short = {name: value for name, value in short.items() if value is not None}
        if "evidence" in fields:
            if short:
                raise ValueRefused(f"evidence= is a whole: leave out {', '.join(short)}=")
            given = fields.pop("evidence")
            pieces = () if given is None else evidences(given)
        elif short:
            if isinstance(short.get("via"), str | Hop | Party | Source):
                short["via"] = [short["via"]]
            short["via"] = [self._hop(one) for one in short.get("via", ())]
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

    def _record(self, record: Any) -> Any:
        """The record that stands in the map under this id (and kind, where a record is given)."""
        if isinstance(record, str):
            found = [one for space in SPACES if (one := self._store.get(space, record)) is not None]
            if len(found) > 1:
                what = " and ".join(described(NAMES[type(one)]) for one in found)
                raise AmbiguousNameError(f"{record!r} is {what}: give the record, as in m.{NAMES[type(found[0])]}[…]")
            return found[0] if found else self[record]
        if type(record) not in NAMES:
            raise ValueRefused(f"{record!r:.60} is neither an id nor a record")
        table = self._store.collections[NAMES[type(record)]]
        if record.id not in table:
            raise UnknownIdError(f"no {type(record).__name__.lower()} {record.id!r} in this map")
        return table[record.id]

    def _ids(self, space: str, values: Any) -> frozenset[str] | None:
        """The ids that a filter names, each known to the map; None where nothing is asked."""
        if values is None:
            return None
        several = (values,) if not isinstance(values, Iterable) or isinstance(values, str) else tuple(values)
        if space == "party":
            return frozenset(self.party(one).id for one in several)
        found = set()
        for one in several:
            id = _id_in(space, one)
            if not isinstance(id, str) or self._store.get(space, id) is None:
                raise UnknownIdError(unknown(space, id, self._store))
            found.add(id)
        return frozenset(found)

    def _issues(self, values: Any) -> frozenset[str] | None:
        """The ids of issues that a filter names, with their sub-issues."""
        ids = self._ids("issue", values)
        if ids is None:
            return None
        found, todo = set(ids), list(ids)
        while todo:
            for child in self._store.referring("issue", "issues", todo.pop()):
                if child not in found:
                    found.add(child)
                    todo.append(child)
        return frozenset(found)


def _restored(
    title: str | None,
    data: FrozenData,
    records: list[Any],
    report: tuple[str, ...],
    texts: dict[str, str],
    counters: dict[str, int],
) -> ArgumentMap:
    """A map from its pickle."""
    m = ArgumentMap(title, data=data)
    m.extend(records)
    m.report, m.texts, m._counters = report, texts, counters
    return m


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


def _id_in(space: str, value: Any) -> Any:
    """The id of what should be a record of the space, or an id already."""
    if isinstance(value, str):
        return value
    if type(value) in NAMES and SPACE_OF[NAMES[type(value)]] != space:
        raise ValueRefused(f"{described(NAMES[type(value)])} ({value.id!r}) is no {NAMED.get(space, space)}")
    if getattr(value, "negated", False):
        raise ValueRefused(f"{value}: a claim is expected here, not its negation")
    return getattr(value, "id", value)


def authored(argument: Argument, party: str) -> Position:
    """The position by which a party advances an argument: it asserts it, on the argument's own evidence."""
    return Position(f"{argument.id}-by-{party}", party, argument.id, "asserts", evidence=argument.evidence)
