"""The ten kinds of record in a map. They are frozen; the map replaces them.

A `None` always means "not given". Ids that a record names are checked by the map, not here.
"""

from __future__ import annotations

import datetime
import math
from dataclasses import KW_ONLY
from functools import lru_cache
from typing import Any

from argmap.characters import shown
from argmap.dates import Date, as_date
from argmap.errors import ValueRefused
from argmap.model.frozen import EMPTY, FrozenData, field, frozen_data, record, whole_number
from argmap.model.text import (
    flag,
    identifier,
    language,
    one_of,
    prose,
    prose_or_none,
    reference,
    reference_or_none,
    references,
    strings,
    verbatim,
)
from argmap.model.values import (
    Effect,
    Evidence,
    Literal,
    Predecessor,
    Role,
    effects,
    evidences,
    literal,
    predecessors,
    premises,
    roles,
)

ARGUMENT_KINDS = ("support", "attack", "undercut")
RELATION_KINDS = ("contradiction", "contrary", "tension", "rephrase")
MEMBERSHIP_KINDS = ("speaks_for", "member_of")
STANCES = ("asserts", "denies", "questions", "concedes", "reserves", "withdraws", "mentions")
HOLDS = frozenset({"asserts", "concedes"})  # stances of those who take a claim to be true
MODES = ("direct", "paraphrase", "nested", "act", "imputed", "own")


def _date(value: str | datetime.date | Date) -> Date:
    return _written(value) if type(value) is str else as_date(value)


_written = lru_cache(maxsize=4096)(Date)  # the same few dates stand in many records


def _weight(value: Any) -> float:
    try:
        weight = float("nan" if isinstance(value, bool | str) else value)
    except (TypeError, ValueError, OverflowError):
        weight = math.nan
    if not math.isfinite(weight):
        raise ValueRefused(f"{shown(value, 40)} is no weight: expected a finite number")
    return weight


def _value(value: Any) -> int | str | None:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueRefused(f"{shown(value, 40)}: expected a whole number or the name of a category")
    return prose_or_none(value) if isinstance(value, str) else whole_number(value)


class _WithEvidence:
    """What records that carry evidence answer from the first piece of it."""

    __slots__ = ()

    evidence: tuple[Evidence, ...]

    @property
    def source(self) -> str | None:
        """The document in which it was read (of the first piece of evidence)."""
        return self.evidence[0].source if self.evidence else None

    @property
    def sources(self) -> tuple[str, ...]:
        """Every document in which it was read."""
        return tuple(dict.fromkeys(piece.source for piece in self.evidence if piece.source is not None))

    @property
    def quote(self) -> str | None:
        """The exact words (of the first piece of evidence that has some)."""
        return next((piece.quote.exact for piece in self.evidence if piece.quote is not None), None)

    @property
    def basis(self) -> str:
        """`explicit` when any piece of evidence is, or when there is none; else `inferred`."""
        if not self.evidence or any(piece.basis == "explicit" for piece in self.evidence):
            return "explicit"
        return "inferred"


@record
class Issue:
    """A question that claims answer, or a section of a debate.

    Examples
    --------
    >>> am.Issue("conduit", "Is the CDN a dumb pipe?").title
    'Is the CDN a dumb pipe?'
    """

    id: str = field(convert=identifier)
    title: str | None = field(default=None, convert=prose_or_none)
    _: KW_ONLY
    question: str | None = field(default=None, convert=prose_or_none)
    parent: str | None = field(default=None, convert=reference_or_none, refers_to="issue")
    tags: tuple[str, ...] = field(default=(), convert=strings)
    data: FrozenData = field(default=EMPTY, convert=frozen_data)


@record
class Claim:
    """Something that can be asserted or denied.

    Parameters
    ----------
    id : str
        No white space, none of `; < > "`, no `~` in front.
    text : str
        The claim as a sentence.
    title : str, optional
        A short name for boxes.
    wordings : tuple of str
        Other formulations met in the sources.
    issue : str, optional
        The question that it answers.
    kind : str, optional
        `fact`, `legal`, `normative`, … as coded.
    implicit : bool
        A premise that nobody states.
    sketch : bool
        An argument of which only the gist is known.
    lang : str, optional
        BCP 47 tag, in lower case.

    Examples
    --------
    >>> am.Claim("pipe", "  The CDN is a\\n dumb pipe. ", tags=["cdn"])
    Claim(id='pipe', text='The CDN is a dumb pipe.', tags=('cdn',))
    """

    id: str = field(convert=identifier)
    text: str = field(default="", convert=prose)
    _: KW_ONLY
    title: str | None = field(default=None, convert=prose_or_none)
    wordings: tuple[str, ...] = field(default=(), convert=strings)
    issue: str | None = field(default=None, convert=reference_or_none, refers_to="issue")
    tags: tuple[str, ...] = field(default=(), convert=strings)
    kind: str | None = field(default=None, convert=prose_or_none)
    implicit: bool = field(default=False, convert=flag)
    sketch: bool = field(default=False, convert=flag)
    lang: str | None = field(default=None, convert=language)
    data: FrozenData = field(default=EMPTY, convert=frozen_data)


@record
class Argument(_WithEvidence):
    """One step of reasoning: premises that together bear on a target.

    Several premises in one argument are *linked*: it needs them all. Several arguments for one target are
    *convergent*. Who advances an argument is a position: a party asserts it.

    Parameters
    ----------
    id : str
        Unique among claims, arguments and relations.
    premises : tuple of Literal
        At least one; `"x"`, `"~x"` and records are accepted.
    target : Literal
        A claim or an argument. An attack on an argument leaves open which premise is hit.
    kind : {'support', 'attack', 'undercut'}
        An undercut hits the step of an argument or a sketch, not its premises.
    manner : str, optional
        `rebut`, `undermine`, … as coded.
    strict : bool
        Whether the premises entail the target.
    part_of : str, optional
        The argument or sketch whose step this is.

    Examples
    --------
    >>> am.Argument("a1", ["view", "~trade"], "pier", "attack").premises[1].negated
    True
    """

    id: str = field(convert=identifier)
    premises: tuple[Literal, ...] = field(convert=premises)
    target: Literal = field(convert=literal)
    kind: str = field(default="support", convert=one_of(ARGUMENT_KINDS, "kind"))
    _: KW_ONLY
    title: str | None = field(default=None, convert=prose_or_none)
    part_of: str | None = field(default=None, convert=reference_or_none, refers_to="statement")
    issue: str | None = field(default=None, convert=reference_or_none, refers_to="issue")
    manner: str | None = field(default=None, convert=prose_or_none)
    strict: bool = field(default=False, convert=flag)
    schemes: tuple[str, ...] = field(default=(), convert=strings)
    text: str | None = field(default=None, convert=prose_or_none)
    weight: float | None = field(default=None, convert=_weight)
    tags: tuple[str, ...] = field(default=(), convert=strings)
    evidence: tuple[Evidence, ...] = field(default=(), convert=evidences)
    data: FrozenData = field(default=EMPTY, convert=frozen_data)

    @property
    def linked(self) -> bool:
        """Whether it has several premises, all of which it needs."""
        return len(self.premises) > 1


@record
class Relation(_WithEvidence):
    """A symmetric tie of two claims.

    Parameters
    ----------
    id : str
        Unique among claims, arguments and relations.
    a, b : Literal
        The two ends; `a` and `b` may change places without a change of meaning.
    kind : {'contradiction', 'contrary', 'tension', 'rephrase'}
        Contradiction: one of them is true. Contrary: not both are true. Tension: an analyst's remark that no
        semantics sees. Rephrase: two formulations of one thing.

    Examples
    --------
    >>> am.Relation("r1", "ends-ties", "~can-block", "tension").b.negated
    True
    """

    id: str = field(convert=identifier)
    a: Literal = field(convert=literal)
    b: Literal = field(convert=literal)
    kind: str = field(convert=one_of(RELATION_KINDS, "kind"))
    _: KW_ONLY
    evidence: tuple[Evidence, ...] = field(default=(), convert=evidences)
    data: FrozenData = field(default=EMPTY, convert=frozen_data)


@record
class Party:
    """A person, organization, court, … that takes positions.

    Parameters
    ----------
    id : str
        Unique among parties.
    name : str
        The usual name; the id when it is left out.
    kind : str, optional
        `person`, `organization`, `court`, `government`, `media`, `group`, or a word of your own.
    aliases : tuple of str
        Other names; each belongs to one party only.
    distinct_from : tuple of str
        Parties that it must never be merged with.

    Examples
    --------
    >>> am.Party("cloudflare", "Cloudflare, Inc.", aliases=["Cloudfare"]).names
    ('Cloudflare, Inc.', 'Cloudfare')
    """

    id: str = field(convert=identifier)
    name: str = field(default="", convert=prose)
    _: KW_ONLY
    kind: str | None = field(default=None, convert=prose_or_none)
    aliases: tuple[str, ...] = field(default=(), convert=strings)
    distinct_from: tuple[str, ...] = field(default=(), convert=references, refers_to="party")
    data: FrozenData = field(default=EMPTY, convert=frozen_data)

    def _check(self: Any) -> None:
        if not self.name:
            self.name = self.id
        if self.id in self.distinct_from:
            raise ValueRefused("a party is not distinct from itself")

    @property
    def names(self) -> tuple[str, ...]:
        """Its name and aliases."""
        return (self.name, *self.aliases)


@record
class Membership(_WithEvidence):
    """One party speaks for another, or is a member of it.

    Only `speaks_for` is followed when positions are rolled up, and only where its basis is explicit.

    Examples
    --------
    >>> am.Membership("m1", "doug-kramer", "cloudflare").kind
    'speaks_for'
    """

    id: str = field(convert=identifier)
    agent: str = field(convert=reference, refers_to="party")
    principal: str = field(convert=reference, refers_to="party")
    kind: str = field(default="speaks_for", convert=one_of(MEMBERSHIP_KINDS, "kind"))
    _: KW_ONLY
    since: Date | None = field(default=None, convert=_date)
    until: Date | None = field(default=None, convert=_date)
    evidence: tuple[Evidence, ...] = field(default=(), convert=evidences)
    data: FrozenData = field(default=EMPTY, convert=frozen_data)


@record
class Case:
    """A lawsuit, hearing or proceeding.

    `court` is a party's id where the court is a party of the map, else its name.

    Examples
    --------
    >>> am.Case("als", "ALS Scan v. Cloudflare", roles=[("als-scan", "plaintiff")]).roles[0].role
    'plaintiff'
    """

    id: str = field(convert=identifier)
    title: str | None = field(default=None, convert=prose_or_none)
    _: KW_ONLY
    court: str | None = field(default=None, convert=prose_or_none, refers_to="party or name")
    docket: str | None = field(default=None, convert=prose_or_none)
    identifier: str | None = field(default=None, convert=prose_or_none)
    roles: tuple[Role, ...] = field(default=(), convert=roles)
    data: FrozenData = field(default=EMPTY, convert=frozen_data)


@record
class Source:
    """A document, on the desk or only reported in another.

    Parameters
    ----------
    id : str
        Unique among sources.
    authors : tuple of str
        Ids of parties where they are parties of the map, else names.
    date : Date, optional
        As the document states it.
    case : str, optional
        The case that it belongs to.
    path : str, optional
        Name of the file with its text.
    reported_in : tuple of Evidence
        The documents that report this one, each with the chain of hops.
    after : tuple of Predecessor
        Documents known to be earlier.

    Examples
    --------
    >>> am.Source("X01", title="A remark", reported_in="S0").reported_in[0].source
    'S0'
    """

    id: str = field(convert=identifier)
    title: str | None = field(default=None, convert=prose_or_none)
    _: KW_ONLY
    kind: str | None = field(default=None, convert=prose_or_none)
    publisher: str | None = field(default=None, convert=prose_or_none)
    authors: tuple[str, ...] = field(default=(), convert=strings, refers_to="party or name")
    date: Date | None = field(default=None, convert=_date)
    url: str | None = field(default=None, convert=verbatim)
    citation: str | None = field(default=None, convert=prose_or_none)
    case: str | None = field(default=None, convert=reference_or_none, refers_to="case")
    path: str | None = field(default=None, convert=verbatim)
    sha256: str | None = field(default=None, convert=verbatim)
    reported_in: tuple[Evidence, ...] = field(default=(), convert=evidences)
    after: tuple[Predecessor, ...] = field(default=(), convert=predecessors)
    data: FrozenData = field(default=EMPTY, convert=frozen_data)


@record
class Position(_WithEvidence):
    """A statement that one party made once: its stance on one claim or argument.

    Parameters
    ----------
    id : str
        Unique among positions.
    party : str
        The party whose stance it is.
    target : str
        The claim or argument; never a negation (to deny x is a stance on x).
    stance : {'asserts', 'denies', 'questions', 'concedes', 'reserves', 'withdraws', 'mentions'}
        A court *reserves* what it leaves open.
    value : int or str, optional
        A qualifier as coded: a number or a category.
    mode : {'direct', 'paraphrase', 'nested', 'act', 'imputed', 'own'}, optional
        How it reached the source: the speaker's own words, a reporter's paraphrase, words within another speaker's
        words, an act such as a motion, an opponent's say-so (never the party's own), the text's own voice.
    imputed_by : str, optional
        The opponent who says that the party holds it.
    on_behalf_of : str, optional
        The party for whom it is said.
    hedge : str, optional
        The hedging words, `perhaps`.
    arguendo : bool
        Granted for the sake of argument only.
    after : tuple of str
        Positions known to be earlier.

    Examples
    --------
    >>> p = am.Position("p1", "als-scan", "pipe", "denies", date="2018-03", evidence="S1", mode="direct")
    >>> p.source, p.date, p.basis
    ('S1', Date('2018-03'), 'explicit')
    """

    id: str = field(convert=identifier)
    party: str = field(convert=reference, refers_to="party")
    target: str = field(convert=reference, refers_to="statement")
    stance: str = field(default="asserts", convert=one_of(STANCES, "stance"))
    _: KW_ONLY
    value: int | str | None = field(default=None, convert=_value)
    date: Date | None = field(default=None, convert=_date)
    evidence: tuple[Evidence, ...] = field(default=(), convert=evidences)
    mode: str | None = field(default=None, convert=one_of(MODES, "mode"))
    imputed_by: str | None = field(default=None, convert=reference_or_none, refers_to="party")
    on_behalf_of: str | None = field(default=None, convert=reference_or_none, refers_to="party")
    hedge: str | None = field(default=None, convert=prose_or_none)
    arguendo: bool = field(default=False, convert=flag)
    after: tuple[str, ...] = field(default=(), convert=references, refers_to="position")
    replies_to: str | None = field(default=None, convert=reference_or_none, refers_to="position")
    coder: str | None = field(default=None, convert=prose_or_none)
    weight: float | None = field(default=None, convert=_weight)
    data: FrozenData = field(default=EMPTY, convert=frozen_data)

    def _check(self: Any) -> None:
        if self.imputed_by is not None and self.mode != "imputed":
            raise ValueRefused("imputed_by goes with mode='imputed' only")


@record
class Outcome(_WithEvidence):
    """What a court or another authority did, or what was asked of it; kept apart from what parties say.

    Parameters
    ----------
    id : str
        Unique among outcomes.
    by : tuple of str
        The parties that did it.
    after : tuple of str
        Outcomes known to be earlier.
    final : bool, optional
        Whether it is final; None where that is not stated.
    status : str, optional
        `granted`, `denied`, `partial`, `pending`, `stipulated`, … or a word of your own.
    effects : tuple of Effect
        What it does to claims.

    Examples
    --------
    >>> am.Outcome("o1", "Motion denied", status="denied", effects=[("cf-sj", "rejected")]).effects[0].effect
    'rejected'
    """

    id: str = field(convert=identifier)
    text: str = field(default="", convert=prose)
    _: KW_ONLY
    by: tuple[str, ...] = field(default=(), convert=references, refers_to="party")
    date: Date | None = field(default=None, convert=_date)
    after: tuple[str, ...] = field(default=(), convert=references, refers_to="outcome")
    authority: str | None = field(default=None, convert=prose_or_none)
    final: bool | None = field(default=None, convert=flag)
    status: str | None = field(default=None, convert=prose_or_none)
    case: str | None = field(default=None, convert=reference_or_none, refers_to="case")
    effects: tuple[Effect, ...] = field(default=(), convert=effects)
    evidence: tuple[Evidence, ...] = field(default=(), convert=evidences)
    data: FrozenData = field(default=EMPTY, convert=frozen_data)


Record = Issue | Claim | Argument | Relation | Party | Membership | Case | Source | Position | Outcome
