"""Looking things up in a map: its views, its records by id, name or words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from argmap.characters import shown
from argmap.errors import AmbiguousNameError, ParseError, UnknownIdError, ValueRefused
from argmap.model.consistency import NAMED, unknown
from argmap.model.frozen import EMPTY, FrozenData, frozen_data
from argmap.model.records import (
    Claim,
    Party,
)
from argmap.model.references import NAMES, SPACE_OF, SPACES
from argmap.model.store import Store, described
from argmap.model.text import prose_or_none
from argmap.model.values import Literal, literal
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


class Lookup:
    """The part of an `ArgumentMap` that answers without changing anything."""

    __slots__ = ("_counters", "_data", "_store", "_title", "report", "texts")

    def __init__(self, title: str | None = None, *, data: Mapping[str, Any] | None = None) -> None:
        self.title = title
        self.data = data
        #: What a reader could not take, each with its place; for those formats that read what they can.
        self.report: tuple[ParseError, ...] = ()
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
            raise ValueRefused(f"{shown(target)} is no claim or argument: expected an id or a record")
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
                several = " or ".join(map(repr, owners[:5])) + (
                    f" (or {len(owners) - 5} more)" if len(owners) > 5 else ""
                )
                raise AmbiguousNameError(f"{name!r} may be {several}: use the id")
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

    def _record(self, record: Any) -> Any:
        """The record that stands in the map under this id (and kind, where a record is given)."""
        if isinstance(record, str):
            found = [one for space in SPACES if (one := self._store.get(space, record)) is not None]
            if len(found) > 1:
                what = " and ".join(described(NAMES[type(one)]) for one in found)
                raise AmbiguousNameError(f"{record!r} is {what}: give the record, as in m.{NAMES[type(found[0])]}[…]")
            return found[0] if found else self[record]
        if type(record) not in NAMES:
            raise ValueRefused(f"{shown(record)} is neither an id nor a record")
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


def _id_in(space: str, value: Any) -> Any:
    """The id of what should be a record of the space, or an id already."""
    if isinstance(value, str):
        return value
    if type(value) in NAMES and SPACE_OF[NAMES[type(value)]] != space:
        raise ValueRefused(f"{described(NAMES[type(value)])} ({value.id!r}) is no {NAMED.get(space, space)}")
    if getattr(value, "negated", False):
        raise ValueRefused(f"{value}: a claim is expected here, not its negation")
    return getattr(value, "id", value)
