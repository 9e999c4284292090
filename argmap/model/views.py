"""What `m.claims`, `m.positions`, … are: read-only mappings that can be called with filters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from argmap.errors import UnknownIdError
from argmap.model.answers.arguments import arguments
from argmap.model.answers.lookups import number_of_positions, principals, spokesmen
from argmap.model.answers.outcomes import outcomes
from argmap.model.answers.positions import positions
from argmap.model.filters import among, keep, touching, wanted
from argmap.model.records import (
    ARGUMENT_KINDS,
    MEMBERSHIP_KINDS,
    RELATION_KINDS,
    Argument,
    Case,
    Claim,
    Issue,
    Membership,
    Outcome,
    Party,
    Position,
    Relation,
    Source,
)
from argmap.model.references import COLLECTIONS
from argmap.model.text import did_you_mean
from argmap.tables import Table

if TYPE_CHECKING:
    from argmap.model.lookup import Lookup

R = TypeVar("R")


class View(Mapping[str, R], Generic[R]):
    """A read-only mapping from ids to records, in the order in which the records came.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier")
    >>> m.claims["pier"].text, len(m.claims), "pier" in m.claims, list(m.claims)
    ('Build the pier.', 1, True, ['pier'])
    """

    __slots__ = ("_map", "_records")

    collection = ""

    def __init__(self, map: Lookup) -> None:
        self._map = map
        self._records: dict[str, R] = map._store.collections[self.collection]

    def __getitem__(self, id: str) -> R:
        try:
            return self._records[id]
        except (KeyError, TypeError):
            name = COLLECTIONS[self.collection].__name__.lower()
            raise UnknownIdError(f"no {name} {id!r}{did_you_mean(id, self._records)}") from None

    def __contains__(self, id: object) -> bool:
        # Mapping's own way would search for the nearest name each time an id is not there.
        return isinstance(id, str) and id in self._records

    def get(self, id: str, default: Any = None) -> Any:
        """The record with this id, or the default."""
        return self._records[id] if id in self else default

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)

    def __repr__(self) -> str:
        ids = list(self._records)
        shown = ", ".join(ids[:6]) + (", …" if len(ids) > 6 else "")
        return f"<{len(ids)} {self.collection}{': ' if ids else ''}{shown}>"

    def _table(
        self, columns: list[str], records: list[Any], cells: Callable[[Any], tuple[Any, ...]], rules: str
    ) -> Table:
        return Table(columns, records, cells, rules=rules)


class IssueView(View[Issue]):
    """The issues of a map; call it with filters.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_issue("Should the pier be built?", id="pier")
    >>> m.issues().column("id")
    ['pier']
    """

    __slots__ = ()
    collection = "issues"

    def __call__(self, *, parent: Any = None, tag: Any = None) -> Table:
        """Issues with their number of claims, as a table: `id, title, parent, claims`."""
        records = keep(
            self._records.values(),
            [
                among(lambda r: r.parent, self._map._ids("issue", parent)),
                touching(lambda r: r.tags, wanted(tag, (), "tag")),
            ],
        )
        store = self._map._store
        return self._table(
            ["id", "title", "parent", "claims"],
            records,
            lambda r: (r.id, r.title or r.question, r.parent, len(store.referring("issue", "claims", r.id))),
            "Issues; claims are those filed directly under the issue.",
        )


class ClaimView(View[Claim]):
    """The claims of a map; call it with filters.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier", kind="normative")
    >>> _ = m.add_claim("It blocks the view.", id="view", kind="fact")
    >>> m.claims(kind="fact").column("id")
    ['view']
    """

    __slots__ = ()
    collection = "claims"

    def __call__(
        self,
        *,
        issue: Any = None,
        kind: Any = None,
        tag: Any = None,
        implicit: bool | None = None,
        sketch: bool | None = None,
    ) -> Table:
        """Claims that match every filter, as a table: `id, text, issue, kind`. An issue includes its sub-issues."""
        records = keep(
            self._records.values(),
            [
                among(lambda r: r.issue, self._map._issues(issue)),
                among(lambda r: r.kind, wanted(kind, (), "kind")),
                touching(lambda r: r.tags, wanted(tag, (), "tag")),
                None if implicit is None else lambda r: r.implicit == implicit,
                None if sketch is None else lambda r: r.sketch == sketch,
            ],
        )
        return self._table(
            ["id", "text", "issue", "kind"],
            records,
            lambda r: (r.id, r.text or r.title, r.issue, r.kind),
            "Claims that match every filter; an issue includes its sub-issues.",
        )


class ArgumentView(View[Argument]):
    """The arguments of a map; call it with filters.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> pier, view = m.add_claim("Build it.", id="pier"), m.add_claim("It blocks the view.", id="view")
    >>> _ = m.add_party("Ada", id="ada")
    >>> _ = m.add_attack(view, pier, id="a1", by="ada")
    >>> m.arguments(by="ada").column("id")
    ['a1']
    """

    __slots__ = ()
    collection = "arguments"

    def __call__(
        self,
        *,
        by: Any = None,
        target: Any = None,
        premise: Any = None,
        kind: Any = None,
        issue: Any = None,
        source: Any = None,
        basis: Any = None,
        scheme: Any = None,
        tag: Any = None,
        mode: Any = None,
        rollup: bool = False,
    ) -> Table:
        """Arguments that match every filter, as a table: `id, kind, premises, target, by, source, basis`.

        Parameters
        ----------
        by : party or several, optional
            Who asserts the argument; with `rollup=True` also who speaks for them. Imputed authorship counts only with
            `mode="imputed"`.
        target, premise : claim or argument, optional
            `x` or `~x`, exactly as it stands in the argument.
        """
        return arguments(
            self._map,
            kinds=wanted(kind, ARGUMENT_KINDS, "kind"),
            by=by,
            target=target,
            premise=premise,
            issue=issue,
            source=source,
            basis=basis,
            scheme=scheme,
            tag=tag,
            mode=mode,
            rollup=rollup,
        )


class RelationView(View[Relation]):
    """The relations of a map; call it with filters.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build it.", id="pier"), m.add_claim("Leave it be.", id="beach")
    >>> _ = m.add_relation("pier", "beach", "contrary")
    >>> m.relations(target="beach")[0].kind
    'contrary'
    """

    __slots__ = ()
    collection = "relations"

    def __call__(self, *, target: Any = None, kind: Any = None, basis: Any = None) -> Table:
        """Relations that match every filter, as a table: `id, kind, a, b, basis`."""
        ends = self._map._ids("statement", target)
        records = keep(
            self._records.values(),
            [
                None if ends is None else lambda r: r.a.id in ends or r.b.id in ends,
                among(lambda r: r.kind, wanted(kind, RELATION_KINDS, "kind")),
                among(lambda r: r.basis, wanted(basis, ("explicit", "inferred"), "basis")),
            ],
        )
        return self._table(
            ["id", "kind", "a", "b", "basis"],
            records,
            lambda r: (r.id, r.kind, str(r.a), str(r.b), r.basis),
            "Relations that match every filter; both ends count alike.",
        )


class PartyView(View[Party]):
    """The parties of a map; call it with filters.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_party("Cloudflare, Inc.", id="cloudflare", kind="organization")
    >>> m.parties(kind="organization").column("name")
    ['Cloudflare, Inc.']
    """

    __slots__ = ()
    collection = "parties"

    def __call__(self, *, kind: Any = None, speaks_for: Any = None) -> Table:
        """Parties that match every filter, as a table: `id, name, kind, speaks_for, positions`.

        `speaks_for` lets through the explicit spokesmen of a party; the count leaves out imputed positions.
        """
        records = keep(self._records.values(), [among(lambda r: r.kind, wanted(kind, (), "kind"))])
        if speaks_for is not None:
            agents = {one.agent for id in self._map._ids("party", speaks_for) or () for one in spokesmen(self._map, id)}
            records = [record for record in records if record.id in agents]
        return self._table(
            ["id", "name", "kind", "speaks_for", "positions"],
            records,
            lambda r: (r.id, r.name, r.kind, principals(self._map, r.id), number_of_positions(self._map, r.id)),
            "Parties; speaks_for is explicit, imputed positions are not counted.",
        )


class MembershipView(View[Membership]):
    """Who speaks for whom and who belongs to whom; call it with filters.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_party("Cloudflare", id="cloudflare"), m.add_party("Doug Kramer", id="doug-kramer")
    >>> _ = m.add_membership("doug-kramer", "cloudflare")
    >>> m.memberships(principal="cloudflare").column("agent")
    ['doug-kramer']
    """

    __slots__ = ()
    collection = "memberships"

    def __call__(self, *, agent: Any = None, principal: Any = None, kind: Any = None, basis: Any = None) -> Table:
        """Memberships that match every filter, as a table: `agent, kind, principal, since, until, basis`."""
        records = keep(
            self._records.values(),
            [
                among(lambda r: r.agent, self._map._ids("party", agent)),
                among(lambda r: r.principal, self._map._ids("party", principal)),
                among(lambda r: r.kind, wanted(kind, MEMBERSHIP_KINDS, "kind")),
                among(lambda r: r.basis, wanted(basis, ("explicit", "inferred"), "basis")),
            ],
        )
        return self._table(
            ["agent", "kind", "principal", "since", "until", "basis"],
            records,
            lambda r: (r.agent, r.kind, r.principal, r.since, r.until, r.basis),
            "Memberships that match every filter, explicit and inferred.",
        )


class CaseView(View[Case]):
    """The cases of a map; call it with filters.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_party("ALS Scan", id="als")
    >>> _ = m.add_case("ALS Scan v. Cloudflare", id="als-case", roles=[("als", "plaintiff")])
    >>> m.cases(party="als").column("id")
    ['als-case']
    """

    __slots__ = ()
    collection = "cases"

    def __call__(self, *, party: Any = None) -> Table:
        """Cases in which one of the parties has a role, as a table: `id, title, court, parties`."""
        records = keep(
            self._records.values(),
            [touching(lambda r: [role.party for role in r.roles], self._map._ids("party", party))],
        )
        return self._table(
            ["id", "title", "court", "parties"],
            records,
            lambda r: (r.id, r.title, r.court, tuple(role.party for role in r.roles)),
            "Cases that match every filter.",
        )


class SourceView(View[Source]):
    """The documents of a map; call it with filters.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_source("S0", title="A report"), m.add_source("X1", title="A letter", reported_in="S0")
    >>> m.sources(reported_in="S0").column("id")
    ['X1']
    """

    __slots__ = ()
    collection = "sources"

    def __call__(self, *, kind: Any = None, author: Any = None, case: Any = None, reported_in: Any = None) -> Table:
        """Documents that match every filter, as a table: `id, title, authors, date, reported_in, after`.

        Documents that are only inferred to be earlier are marked `(inferred)`.
        """
        records = keep(
            self._records.values(),
            [
                among(lambda r: r.kind, wanted(kind, (), "kind")),
                touching(lambda r: r.authors, wanted(author, (), "author")),
                among(lambda r: r.case, self._map._ids("case", case)),
                touching(lambda r: [piece.source for piece in r.reported_in], self._map._ids("source", reported_in)),
            ],
        )
        return self._table(
            ["id", "title", "authors", "date", "reported_in", "after"],
            records,
            lambda r: (
                r.id,
                r.title,
                r.authors,
                r.date,
                tuple(piece.source for piece in r.reported_in),
                tuple(one.id + (" (inferred)" if one.evidence.basis == "inferred" else "") for one in r.after),
            ),
            "Documents that match every filter.",
        )


class PositionView(View[Position]):
    """The positions of a map; call it with filters.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada")
    >>> _ = m.add_position("ada", "pier", "denies", date="2018")
    >>> m.positions(party="ada", until="2018-06")[0].match
    'possibly'
    """

    __slots__ = ()
    collection = "positions"

    def __call__(
        self,
        *,
        party: Any = None,
        target: Any = None,
        issue: Any = None,
        source: Any = None,
        case: Any = None,
        stance: Any = None,
        mode: Any = None,
        basis: Any = None,
        since: Any = None,
        until: Any = None,
        on: Any = None,
        rollup: bool | str = False,
        about: Any = None,
        tag: Any = None,
        imputed_by: Any = None,
        coder: Any = None,
    ) -> Table:
        """Positions that match every filter.

        Parameters
        ----------
        party : party or several, optional
            Whose stance it is; names and aliases are understood.
        target : claim or argument, or several, optional
            What it is taken on.
        issue : issue or several, optional
            Positions on claims under the issue or its sub-issues, and on arguments for or against those claims.
        source : source or several, optional
            The document in which it was read, or which stands in its chain of hops.
        case : case or several, optional
            Positions read in, or handed down through, a document of the case.
        stance, mode, basis : str or several, optional
            `mode="any"` lets imputed positions through too; left out, they are left out.
        since, until, on : Date or str, optional
            A date that is known in part may match *possibly*; the column `match` says so.
        rollup : bool or {'speaks_for', 'member_of'}
            Count what explicit spokesmen say as the principal's; the column `principal` says for whom. With
            `'member_of'` what explicit members say, too.
        about : claim, argument or issue, optional
            Positions on it and on every argument that has it as premise or target, undercuts of those included.
        tag : str or several, optional
            Tags of the claim or argument.
        imputed_by : party or several, optional
            The opponent who says so; implies `mode="imputed"`.
        coder : str or several, optional
            Who coded it.

        Returns
        -------
        Table
            `party, stance, target, date, source, quote, mode, basis, hedge`, with `principal` and `match` where they
            were asked for. Behind each row stands the `Position`.
        """
        return positions(
            self._map,
            party=party,
            target=target,
            issue=issue,
            source=source,
            case=case,
            stance=stance,
            mode=mode,
            basis=basis,
            since=since,
            until=until,
            on=on,
            rollup=rollup,
            about=about,
            tag=tag,
            imputed_by=imputed_by,
            coder=coder,
        )


class OutcomeView(View[Outcome]):
    """The outcomes of a map; call it with filters.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Judgment for ALS.", id="sj")
    >>> _ = m.add_outcome("Motion denied", id="o1", status="denied", effects=[("sj", "rejected")])
    >>> m.outcomes(target="sj").column("status")
    ['denied']
    """

    __slots__ = ()
    collection = "outcomes"

    def __call__(
        self,
        *,
        case: Any = None,
        by: Any = None,
        target: Any = None,
        effect: Any = None,
        status: Any = None,
        final: bool | None = None,
        source: Any = None,
        basis: Any = None,
        since: Any = None,
        until: Any = None,
        on: Any = None,
    ) -> Table:
        """Outcomes that match every filter, as a table: `id, text, by, date, status, final, effects, source, basis`.

        `target` lets through outcomes with an effect on the claim, `effect` those with that effect (on the target,
        where one is named).
        """
        return outcomes(
            self._map,
            case=case,
            by=by,
            target=target,
            effect=effect,
            status=status,
            final=final,
            source=source,
            basis=basis,
            since=since,
            until=until,
            on=on,
        )


VIEWS: dict[str, type[View[Any]]] = {view.collection: view for view in View.__subclasses__()}
