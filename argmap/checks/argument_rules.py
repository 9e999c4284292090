"""Rules on arguments and relations: circles, arguments that say nothing, authors against themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from argmap.checks.knots import knots, way_round
from argmap.checks.registry import Remark, count, ids, rule
from argmap.model.argument_map import ArgumentMap
from argmap.model.records import HOLDS, Argument, Position
from argmap.model.values import Literal

_SHOWN = 4  # steps at either end of a long circle

Node = tuple[str, str]  # kind ("+", "-" for a claim and its negation, "a" for an argument), id


@rule("warning")
def support_in_a_circle(m: ArgumentMap) -> Iterator[Remark]:
    """Claims that support each other in a circle, attacks on the negation of a claim counted as support."""
    arguments = m._store.collections["arguments"]
    onward = _steps(m)
    for knot in knots(list(onward), lambda node: onward.get(node, ())):
        claims = [node for node in knot if node[0] != "a"]
        if len(claims) < 2:
            continue  # an argument from its own target: a rule of its own
        within = set(knot)
        start = next(node for node in onward if node in within and node[0] != "a")
        way = way_round(start, lambda node: onward.get(node, ()), within)
        steps = [m.statement(id) for kind, id in way]
        told = [_named(node) for node in way if node[0] != "a"]
        through = [arguments[id] for kind, id in way if kind == "a"]
        if len(told) > 2 * _SHOWN:
            told = [*told[:_SHOWN], f"({len(told) - 2 * _SHOWN:,} more)", *told[-_SHOWN:]]
        rest = len(claims) - sum(1 for node in way if node[0] != "a")
        more = f"; {count(rest, 'more claim')} in the same knot" if rest else ""
        yield Remark(
            tuple(steps),
            f"{' → '.join([*told, told[0]])} support each other in a circle (by {ids(through)}{more}): check which way "
            "each goes; if the sources do argue so, leave it",
        )


@rule("warning")
def own_premise(m: ArgumentMap) -> Iterator[Remark]:
    """Arguments for or against a claim from that very claim, unless it is only supposed."""
    for a in m._store.collections["arguments"].values():
        for premise in a.premises:
            if premise.id == a.target.id and not premise.supposed:
                yield Remark(
                    (a,),
                    f"{a.kind} of {Literal(a.target.id, a.target.negated)} from {premise} itself: name another "
                    "premise, or mark it as supposed (x (supposed)) if this is a reductio",
                )
                break


@rule("note")
def same_argument(m: ArgumentMap) -> Iterator[Remark]:
    """Arguments with the same premises, target and kind."""
    groups: dict[Any, list[Argument]] = {}
    for a in m._store.collections["arguments"].values():
        key = (a.kind, a.target, frozenset(a.premises), a.part_of)
        groups.setdefault(key, []).append(a)
    for group in groups.values():
        if len(group) > 1:
            yield Remark(
                tuple(group),
                f"the same premises, target and kind as {ids(group[1:])}: keep one, and let each party that draws it "
                "assert that one",
            )


@rule("warning")
def empty_relation(m: ArgumentMap) -> Iterator[Remark]:
    """Relations of a claim with its own negation, and relations that stand there twice."""
    seen: dict[Any, Any] = {}
    for r in m._store.collections["relations"].values():
        if r.a.id == r.b.id:
            yield Remark(
                (r,), f"{r.kind} of {r.a} and {r.b}: a claim and its negation need no relation; name another claim"
            )
            continue
        first = seen.setdefault((r.kind, frozenset({r.a, r.b})), r)
        if first is not r:
            yield Remark(
                (r, first), f"the same ends and kind as {first.id}: keep one of them, with the evidence of both"
            )


@rule("note")
def against_own_position(m: ArgumentMap) -> Iterator[Remark]:
    """Arguments by a party that denies a premise, or what the argument supports; supposed premises may be denied."""
    arguments, positions = m._store.collections["arguments"], m._store.collections["positions"]
    for p in positions.values():
        a = arguments.get(p.target)
        if a is None or p.stance != "asserts" or p.mode == "imputed" or p.arguendo:
            continue
        used = [("argues from", premise) for premise in a.premises if not premise.supposed]
        if a.kind == "support" and a.target.id not in arguments:
            used.append(("argues for", a.target))
        for verb, literal in used:
            against = _against(m, p.party, literal)
            if against is not None:
                stance = f"{against.stance} {against.target} ({against.id}{_in(against)})"
                yield Remark(
                    (a, p, against),
                    f"{p.party} {verb} {Literal(literal.id, literal.negated)}, but {stance}: check both, or mark "
                    "the premise as supposed",
                )


def _against(m: ArgumentMap, party: str, literal: Literal) -> Position | None:
    """The party's position against a literal, if it has one and none in favour."""
    found: list[Position] = []
    for id in m._store.referring("statement", "positions", literal.id):
        p: Position = m._store.collections["positions"][id]
        if p.party != party or p.mode == "imputed" or p.arguendo or p.stance not in (*HOLDS, "denies"):
            continue
        if (p.stance in HOLDS) != literal.negated:
            return None
        found.append(p)
    return found[0] if found else None


def _in(p: Position) -> str:
    return f" in {p.source}" if p.source else ""


def _steps(m: ArgumentMap) -> dict[Node, list[Node]]:
    """From premises to arguments, and from arguments to what they support."""
    onward: dict[Node, list[Node]] = {}
    arguments = m._store.collections["arguments"]
    for a in arguments.values():
        conclusion: Node
        if a.target.id in arguments:
            if a.kind != "support":
                continue
            conclusion = ("a", a.target.id)
        elif a.kind == "undercut":
            continue
        else:
            # An attack on x speaks for ~x.
            conclusion = ("-" if a.target.negated != (a.kind == "attack") else "+", a.target.id)
        for premise in a.premises:
            if not premise.supposed:
                onward.setdefault(("-" if premise.negated else "+", premise.id), []).append(("a", a.id))
        onward.setdefault(("a", a.id), []).append(conclusion)
    return onward


def _named(node: Node) -> str:
    return ("~" if node[0] == "-" else "") + node[1]
