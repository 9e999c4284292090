"""The separate statement of facts: what a party asserts in a case, on which evidence, and what its opponents answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple, cast

from argmap.errors import ValueRefused
from argmap.model.answers.lookups import on_target, principals
from argmap.model.argument_map import ArgumentMap
from argmap.model.filters import wanted
from argmap.model.records import HOLDS, Argument, Case, Claim, Outcome, Position
from argmap.model.text import did_you_mean
from argmap.model.values import Evidence
from argmap.positions.questions.scope import claims_asked
from argmap.positions.reports.citing import cited_sources, name_of, passage, passages, statement_text
from argmap.positions.selecting import Filters, Held, selected
from argmap.tables import Table

__all__ = ["separate_statement"]

_REFUSED = ("party", "case", "stance", "target", "imputed_by", "about")
_ANSWERS = {"questions": "Questioned", "reserves": "Left open", "withdraws": "Withdrawn", "mentions": "Mentioned only"}
_NONE = "No response in the sources."


class _Answers(NamedTuple):
    """What the parties of a case say, by party and claim."""

    said: dict[tuple[str, str], list[Held]]
    grounds: dict[tuple[str, str], list[tuple[Argument, Position]]]  # arguments that speak against the claim


class _Fact(NamedTuple):
    number: int
    claim: Claim
    rows: list[Held]  # what the moving party says of it


def separate_statement(
    m: ArgumentMap,
    *,
    case: Any,
    party: Any,
    opponents: Any = None,
    kind: Any = "fact",
    **filters: Any,
) -> Table:
    """The separate statement of a party in a case: one fact a row, its evidence, and each opponent's response.

    Parameters
    ----------
    case : case or id
        The case. Where sources are filed under it, only what was read in them counts; else every source does, and the
        note says so.
    party : party, id, name or alias
        The moving party. Rows are the claims that it asserts, and not for argument only.
    opponents : party or several, optional
        Who responds; left out, every party with another role in the case, courts left out.
    kind : str or several, optional
        The kinds of claim that are rows: `fact` unless told otherwise, since law is not mixed with fact; None for all.
    **filters
        `issue`, `source`, `since`, `until`, `on`, `basis`, `mode`, `tag`, `coder`, `rollup`, `exclude`, as in
        `m.positions(...)`; they hold for assertions and responses alike.

    Returns
    -------
    Table
        `number, fact, evidence, response`, and `court` where a court of the case says something on a fact.
        `row.record` is the claim. Evidence and responses have a line for each piece of evidence: source, place, exact
        words, and in brackets what must be known of them.

    Raises
    ------
    UnknownIdError
        When there is no such case or party.
    ValueRefused
        When the party has no role in the case and no opponents are named, or a filter makes no sense here.

    Notes
    -----
    A response is *disputed* when the opponent denies the claim, *undisputed* when it asserts or concedes it, both when
    the sources have both. An opponent who takes no stance but argues against the claim, or against a step that leads to
    it, makes an *objection*. Nothing said is *no response in the sources*, which is no admission. What an opponent is
    only said to hold (mode imputed) is no response of its own. What a court leaves open, or holds, stands apart.

    References
    ----------
    California Rules of Court, rule 3.1350(d)-(h): facts numbered and separately stated, each with its evidence by
    title, page and line; the response says disputed or undisputed, and on which evidence.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Two sites used the cache.", id="cache", kind="fact")
    >>> _ = m.add_party("ALS Scan", id="als"), m.add_party("Cloudflare", id="cf"), m.add_source("S1", title="Motion")
    >>> _ = m.add_case("ALS Scan v. Cloudflare", id="als-cf", roles=[("als", "plaintiff"), ("cf", "defendant")])
    >>> _ = m.add_position("als", "cache", source="S1", quote="used the cache", locator="4:12-13", mode="direct")
    >>> row = am.separate_statement(m, case="als-cf", party="als")[0]
    >>> row.fact, row.evidence, row.response
    ('Two sites used the cache.', 'S1, 4:12-13: “used the cache”', 'Cloudflare: No response in the sources.')
    """
    trial, mover = _case(m, case), m.party(party).id
    for name in filters:
        if name in _REFUSED:
            raise ValueRefused(f"a separate statement takes no filter {name!r}")
    modes = wanted(filters.get("mode"), (), "mode") or frozenset()
    if not modes.isdisjoint({"imputed", "any"}):
        raise ValueRefused(
            "a separate statement has no imputed positions: what an opponent says is no party's own word"
        )
    responding = _opponents(m, trial, mover, opponents, rolled=filters.get("rollup", True) is not False)
    courts = [id for id in _roles(trial) if _is_court(m, trial, id) and id not in responding]
    filed = any(source.case == trial.id for source in m.sources.values())
    asked = {**filters, "party": [mover, *responding, *courts], **({"case": trial.id} if filed else {})}
    chosen = selected(m, cast(Filters, asked))
    answers = _answers(m, chosen.rows)
    kinds = wanted(kind, (), "kind")
    asserted = [
        claim for claim in claims_asked(m, cast(Filters, filters)) if _asserts(answers.said.get((mover, claim.id), ()))
    ]
    listed = [claim for claim in asserted if kinds is None or claim.kind in kinds]
    facts = [_Fact(i, claim, answers.said[mover, claim.id]) for i, claim in enumerate(listed, start=1)]
    outcomes = _outcomes(m, trial)
    shown_courts = {
        fact.claim.id: _court(m, fact.claim.id, courts, answers, outcomes.get(fact.claim.id, ())) for fact in facts
    }
    columns = ["number", "fact", "evidence", "response"] + (["court"] if any(shown_courts.values()) else [])

    def cells(fact: _Fact) -> list[Any]:
        id = fact.claim.id
        told = [f"{name_of(m, one)}: {_response(m, one, id, answers)}" for one in responding]
        row = [fact.number, statement_text(m, id), _evidence(m, mover, fact.rows), "\n".join(told)]
        return [*row, shown_courts[id]] if "court" in columns else row

    return Table(
        columns,
        facts,
        cells,
        record=lambda fact: fact.claim,
        rules=_rules(mover, responding, kinds, f" in {trial.id}" if filed else "", chosen.rules),
        note=" ".join(
            filter(
                None,
                [
                    ""
                    if filed
                    else f"No source of this map is filed under {trial.id}: every source counts (source= narrows it).",
                    _left_out(asserted, listed),
                    _imputed(m, listed, {mover, *responding}),
                    cited_sources(m, _pieces(facts, answers, [*responding, *courts])),
                ],
            )
        ),
        width=None,
        caption=f"Separate statement of {name_of(m, mover)}: {trial.title or trial.id}",
        heads={"number": "No.", "fact": f"{name_of(m, mover)}: fact", "evidence": "Evidence"}
        | {"response": "Response and evidence" if len(responding) != 1 else f"{name_of(m, responding[0])}: response"}
        | ({"court": "Court"} if "court" in columns else {}),
    )


def _case(m: ArgumentMap, case: Any) -> Case:
    ids = m._ids("case", case)
    if ids is None or len(ids) != 1:
        raise ValueRefused("a separate statement is one of a case: name it with case=")
    return m.cases[next(iter(ids))]


def _roles(trial: Case) -> list[str]:
    return list(dict.fromkeys(role.party for role in trial.roles))


def _is_court(m: ArgumentMap, trial: Case, party: str) -> bool:
    return any(one == trial.court or m.parties[one].kind == "court" for one in (party, *principals(m, party)))


def _opponents(m: ArgumentMap, trial: Case, mover: str, named: Any, *, rolled: bool) -> list[str]:
    if named is not None:
        several = (named,) if isinstance(named, str) or not isinstance(named, Iterable) else tuple(named)
        found = list(dict.fromkeys(m.party(one).id for one in several))
        if mover in found:
            raise ValueRefused(f"{mover!r} is no opponent of itself")
        return found
    roles = {role.party: role.role.partition(",")[0].casefold() for role in trial.roles}
    if mover not in roles:
        there = f"those with a role are {', '.join(roles)}" if roles else "nobody has one"
        raise ValueRefused(
            f"{mover!r} has no role in {trial.id}{did_you_mean(mover, sorted(roles))} ({there}): "
            "name who responds with opponents="
        )
    return [
        id
        for id, role in roles.items()
        if id != mover
        and not (role and role == roles[mover])
        and not _is_court(m, trial, id)
        # What a spokesman says counts for his principal.
        and not (rolled and principals(m, id))
    ]


def _asserts(rows: Iterable[Held]) -> bool:
    return any(row.position.stance == "asserts" and not row.position.arguendo for row in rows)


def _answers(m: ArgumentMap, rows: Iterable[Held]) -> _Answers:
    said: dict[tuple[str, str], list[Held]] = {}
    grounds: dict[tuple[str, str], list[tuple[Argument, Position]]] = {}
    arguments: dict[str, Argument] = m._store.collections["arguments"]
    for row in rows:
        argument = arguments.get(row.position.target)
        if argument is None:
            said.setdefault((row.party, row.position.target), []).append(row)
        elif row.position.stance in HOLDS and (claim := _spoken_against(arguments, argument)) is not None:
            grounds.setdefault((row.party, claim), []).append((argument, row.position))
    return _Answers(said, grounds)


def _spoken_against(arguments: dict[str, Argument], argument: Argument) -> str | None:
    """The claim against which an argument speaks: at once, or by hitting a step that supports it."""
    step = arguments.get(argument.target.id)
    if step is None:
        against = (argument.kind == "support") == argument.target.negated
        return argument.target.id if against else None
    hits = argument.kind != "support" and not argument.target.negated
    return step.target.id if hits and step.kind == "support" and not step.target.negated else None


def _evidence(m: ArgumentMap, mover: str, rows: list[Held]) -> str:
    """The cites for a fact; whatever else the party says of it stands there too."""
    lines = [line for row in rows if row.position.stance == "asserts" for line in passages(m, row.position, mover)]
    for row in rows:
        if row.position.stance != "asserts":
            lines += [f"But {row.position.stance} it: {line}" for line in passages(m, row.position, mover)]
    return "\n".join(lines)


def _response(m: ArgumentMap, opponent: str, claim: str, answers: _Answers) -> str:
    rows = answers.said.get((opponent, claim), [])
    grounds = answers.grounds.get((opponent, claim), [])
    if not rows and not grounds:
        return _NONE
    words = []
    stances = [row.position.stance for row in rows]
    if "denies" in stances:
        words.append("Disputed")
    held = [row.position for row in rows if row.position.stance in HOLDS]
    if held:
        only = " for argument only" if all(p.arguendo for p in held) else ""
        words.append(f"Undisputed{only}")
    words += [word for stance, word in _ANSWERS.items() if stance in stances]
    if not rows:
        words.append("Objection")
    lines = [f"{', '.join(words[:1] + [word.lower() for word in words[1:]])}."]
    if "denies" in stances and held:
        lines[0] += " The sources have both."
    lines += [line for row in rows for line in passages(m, row.position, opponent)]
    for argument, position in grounds:
        told = argument.text or argument.title or "; ".join(_literal(m, one) for one in argument.premises)
        cites = [passage(m, piece) for piece in (*argument.evidence, *position.evidence)]
        inferred = "; inferred by the coder" if "inferred" in (argument.basis, position.basis) else ""
        lines.append(
            f"Ground ({argument.id}{inferred}): {told} [{'; '.join(dict.fromkeys(cites)) or 'no source given'}]"
        )
    return "\n".join(lines)


def _literal(m: ArgumentMap, literal: Any) -> str:
    text = statement_text(m, literal.id)
    text = f"it is not so that: {text}" if literal.negated else text
    return f"{text} (supposed)" if literal.supposed else text


def _outcomes(m: ArgumentMap, trial: Case) -> dict[str, list[tuple[Outcome, str]]]:
    found: dict[str, list[tuple[Outcome, str]]] = {}
    for outcome in m.outcomes.values():
        if outcome.case == trial.id:
            for one in outcome.effects:
                what = f"{one.effect} (its denial)" if one.target.negated else one.effect
                found.setdefault(one.target.id, []).append((outcome, what))
    return found


def _court(
    m: ArgumentMap, claim: str, courts: list[str], answers: _Answers, outcomes: Iterable[tuple[Outcome, str]]
) -> str:
    """What courts of the case say of a claim, and what outcomes do to it."""
    lines = []
    for court in courts:
        for row in answers.said.get((court, claim), ()):
            stance = "leaves it open" if row.position.stance == "reserves" else f"{row.position.stance} it"
            told = f"{name_of(m, court)} {stance}"
            lines += [f"{told}: {line}" for line in passages(m, row.position, court)]
    lines += [f"{outcome.text or outcome.id}: {what}" for outcome, what in outcomes if what != "context"]
    return "\n".join(lines)


def _rules(mover: str, responding: list[str], kinds: frozenset[str] | None, where: str, counted: str) -> str:
    what = "claims" if kinds is None else f"claims of kind {' or '.join(sorted(kinds))}"
    who = ", ".join(responding) or "nobody"
    return (
        f"{what[0].upper()}{what[1:]} that {mover} asserts{where}, not for argument only, one a row, in the "
        f"order of the map; responses of {who}: denies is disputed, asserts and concedes undisputed, an argument "
        f"against the claim without a stance an objection, and nothing said no response and no admission ({counted})."
    )


def _left_out(asserted: list[Claim], listed: list[Claim]) -> str:
    there = {claim.id for claim in listed}
    kinds = Counter(claim.kind or "no kind given" for claim in asserted if claim.id not in there)
    if not kinds:
        return ""
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    return f"Asserted, but of another kind and left out: {told} (kind=None lists all)."


def _imputed(m: ArgumentMap, listed: list[Claim], parties: set[str]) -> str:
    count = sum(1 for claim in listed for p in on_target(m, claim.id) if p.mode == "imputed" and p.party in parties)
    if not count:
        return ""
    what = "1 imputed position on these claims is" if count == 1 else f"{count} imputed positions on these claims are"
    return f"{what} left out: what an opponent says that a party says is not its own word."


def _pieces(facts: list[_Fact], answers: _Answers, others: list[str]) -> Iterable[Evidence]:
    for fact in facts:
        for row in fact.rows:
            yield from row.position.evidence
        for other in others:
            for row in answers.said.get((other, fact.claim.id), ()):
                yield from row.position.evidence
            for argument, position in answers.grounds.get((other, fact.claim.id), ()):
                yield from (*argument.evidence, *position.evidence)
