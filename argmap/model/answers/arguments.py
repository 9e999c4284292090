"""What speaks for and against what, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.model.answers.lookups import Rollup, issue_finder, on_target
from argmap.model.filters import ANY, Calendar, among, keep, touching, wanted
from argmap.model.records import MODES, Argument
from argmap.model.values import BASES
from argmap.tables import Table

if TYPE_CHECKING:
    from argmap.model.lookup import Lookup


def bearing(m: Lookup, target: Any, *, favourable: bool) -> Table:
    """Arguments for a literal (supports of it, attacks on its negation), or against it."""
    asked = m.literal(target)
    kinds = {True: "support", False: "attack"}
    found = []
    for argument in _aimed_at(m, asked.id):
        same = argument.target.negated == asked.negated
        if argument.kind == kinds[same == favourable]:
            found.append(argument)
    word = "for" if favourable else "against"
    rules = (
        f"Arguments {word} {asked}: "
        + ("supports of it and attacks on its negation" if favourable else "attacks on it and supports of its negation")
        + ", each as said; undercuts hit arguments and are not counted."
    )
    return _argument_table(m, found, rules)


def undercuts(m: Lookup, target: Any = None) -> Table:
    """The undercuts of an argument or sketch; of all when none is named."""
    if target is None:
        found = [one for one in m._store.collections["arguments"].values() if one.kind == "undercut"]
        return _argument_table(m, found, "All undercuts.")
    id = m.statement(target).id
    found = [one for one in _aimed_at(m, id) if one.kind == "undercut"]
    return _argument_table(m, found, f"Undercuts of {id}; undercuts of these are not counted.")


def arguments(
    m: Lookup,
    *,
    kinds: frozenset[str] | None,
    by: Any,
    target: Any,
    premise: Any,
    issue: Any,
    source: Any,
    basis: Any,
    scheme: Any,
    tag: Any,
    mode: Any,
    rollup: bool,
) -> Table:
    """Arguments that match every filter; see `ArgumentView.__call__`."""
    aim = None if target is None else m.literal(target)
    used = None if premise is None else m.literal(premise)
    authors = m._ids("party", by)
    issues = m._issues(issue)
    issue_of = issue_finder(m)
    modes = wanted(mode, (*MODES, ANY), "mode")
    counted_for = Rollup(m, Calendar(m._store))
    records = m._store.collections["arguments"].values() if aim is None else _aimed_at(m, aim.id)
    found = keep(
        records,
        [
            None if aim is None else lambda r: (r.target.id, r.target.negated) == (aim.id, aim.negated),
            None if used is None else lambda r: any((p.id, p.negated) == (used.id, used.negated) for p in r.premises),
            among(lambda r: r.kind, kinds),
            touching(lambda r: r.sources, m._ids("source", source)),
            among(lambda r: r.basis, wanted(basis, BASES, "basis")),
            touching(lambda r: r.schemes, wanted(scheme, (), "scheme")),
            touching(lambda r: r.tags, wanted(tag, (), "tag")),
            None if issues is None else lambda r: issue_of(r.id) in issues,
            None
            if authors is None
            else lambda r: (
                not authors.isdisjoint(_authors(m, r.id, modes, counted_for=counted_for if rollup else None))
            ),
        ],
    )
    rules = "Arguments that match every filter; who asserts an argument is its author" + (
        ", imputed authorship left out." if modes is None else f", modes: {', '.join(sorted(modes))}."
    )
    return _argument_table(m, found, rules, modes)


def _aimed_at(m: Lookup, id: str) -> list[Argument]:
    records = m._store.collections["arguments"]
    named = (records[one] for one in m._store.referring("statement", "arguments", id))
    return [argument for argument in named if argument.target.id == id]


def _authors(m: Lookup, id: str, modes: frozenset[str] | None, *, counted_for: Rollup | None = None) -> tuple[str, ...]:
    """Who asserts an argument, and with `counted_for` those for whom they do."""
    found: list[str] = []
    for p in on_target(m, id):
        wrong_mode = p.mode == "imputed" if modes is None else ANY not in modes and p.mode not in modes
        if p.stance != "asserts" or wrong_mode:
            continue
        found.append(p.party)
        if counted_for is not None:
            found += [party for party, _ in counted_for(p)]
    return tuple(dict.fromkeys(found))


def _argument_table(m: Lookup, found: list[Argument], rules: str, modes: frozenset[str] | None = None) -> Table:
    return Table(
        ["id", "kind", "premises", "target", "by", "source", "basis"],
        found,
        lambda r: (
            r.id,
            r.kind,
            tuple(str(premise) for premise in r.premises),
            str(r.target),
            _authors(m, r.id, modes),
            r.sources,
            r.basis,
        ),
        rules=rules,
    )
