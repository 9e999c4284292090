"""What looks undone or odd in a map: all rules, or some of them, applied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from argmap.checks import (
    argument_rules,
    claim_rules,
    evidence_rules,
    order_rules,
    party_rules,
    position_rules,
    sketch_rules,
)
from argmap.checks.registry import SEVERITIES, Remark, Rule, count
from argmap.model.argument_map import ArgumentMap
from argmap.model.filters import wanted
from argmap.tables import Table

_MODULES = (
    evidence_rules,
    order_rules,
    position_rules,
    claim_rules,
    argument_rules,
    sketch_rules,
    party_rules,
)

# Every rule, by its name: a new one is a new function in one of the modules.
RULES: dict[str, Rule] = {
    one.name: one for module in _MODULES for one in vars(module).values() if isinstance(one, Rule)
}


def lint(m: ArgumentMap, rules: str | Iterable[str] | None = None) -> Table:
    """List what looks undone or odd in a map, and what to do about it.

    A map with many lines here can be a good map: circles, changes of mind and gaps are what disputes are made of.
    Only an `error` cannot be as it stands.

    Parameters
    ----------
    m : ArgumentMap
        The map.
    rules : str or iterable of str, optional
        Names of the rules to apply; all when left out.

    Returns
    -------
    Table
        `severity, rule, record, message`, errors first. `record` is the id of the record concerned, the first of
        several; behind the row stands a remark with all `records`. The note counts them.

    Raises
    ------
    ValueRefused
        On an unknown rule; the message suggests the nearest.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_claim("build the pier", id="pier2")
    >>> _ = m.add_party("Ada", id="ada"), m.add_source("S1", date="2018")
    >>> _ = m.add_position("ada", "pier", source="S1", quote="we need a pier", date="2019")
    >>> for row in am.lint(m, rules=["late-date", "duplicate"]):
    ...     print(f"{row.severity}: {row['record']}: {row.message}")
    error: p1: dated 2019, which is later than S1 (2018), through which it is known: one of the two dates is wrong
    warning: pier: the same words as pier2: merge them, or word them so that the difference shows
    >>> am.lint(m, "orphan")[0].records[0].id
    'pier2'

    Notes
    -----
    The rules:

    - `undated` (note): Positions and outcomes that no date places in time, their own or their document's; one line
      a document.
    - `unsourced` (warning): Positions and outcomes that name no document.
    - `unquoted` (note): Positions and arguments marked as explicit, for which no words are quoted; one line a
      document.
    - `imputed-without-imputer` (warning): Positions marked as imputed that don't tell by whom.
    - `uncited-source` (note): Documents in which nothing was read and through which nothing is known.
    - `late-date` (error): Positions dated later than a document in which they were read, or through which they are
      known.
    - `order-against-dates` (error): Documents, positions and outcomes whose dates contradict the order that is
      stated, directly or through others.
    - `order-in-a-circle` (warning): Documents or positions of which each comes before the next, and the last before
      the first.
    - `both-sides` (warning): Parties that assert (or concede) and deny one claim; a note where dates show a change
      of mind.
    - `repeated-position` (note): Positions that are equal in party, target, stance, mode, date, source and words.
    - `orphan` (warning): Claims that no argument uses and nobody takes a position on.
    - `no-text` (warning): Claims without a text.
    - `stated-implicit` (note): Claims marked as implicit on which somebody takes a position explicitly.
    - `compound` (note): Claims that may be two claims in one sentence (English only).
    - `duplicate` (warning): Claims in the same words, or words that differ by an ending, an article or a slip of
      the pen only.
    - `support-in-a-circle` (warning): Claims that support each other in a circle, attacks on the negation of a
      claim counted as support.
    - `own-premise` (warning): Arguments for or against a claim from that very claim, unless it is only supposed.
    - `same-argument` (note): Arguments with the same premises, target and kind.
    - `empty-relation` (warning): Relations of a claim with its own negation, and relations that stand there twice.
    - `against-own-position` (note): Arguments by a party that denies a premise, or what the argument supports;
      supposed premises may be denied.
    - `unborne-sketch` (warning): Sketched supports and attacks that no premise or conclusion of the reconstructed
      arguments bears out.
    - `contradicted-sketch` (warning): Sketched supports and attacks whose reconstruction says the opposite; an error
      where it excludes the sketch.
    - `idle-party` (note): Parties without a position, role, membership or any other part in the map.
    - `similar-names` (warning): Parties whose names differ by a letter, a legal form or initials only, and that are
      not marked as distinct.
    """
    chosen = wanted(rules, RULES, "rule")
    applied = [one for name, one in RULES.items() if chosen is None or name in chosen]
    found = [(one, remark) for one in applied for remark in one.check(m)]
    found.sort(key=lambda pair: SEVERITIES.index(_severity(*pair)))
    counts = Counter(_severity(*pair) for pair in found)
    told = ", ".join(count(counts[severity], severity) for severity in SEVERITIES if counts[severity])
    return Table(
        ("severity", "rule", "record", "message"),
        found,
        _cells,
        record=lambda pair: pair[1],
        rules="; ".join(f"{one.name}: {one.meaning[:1].lower()}{one.meaning[1:]}" for one in applied) + ".",
        width=None,
        note=f"{told or 'Nothing found'}, by {count(len(applied), 'rule')}.",
    )


def _severity(rule: Rule, remark: Remark) -> str:
    return remark.severity or rule.severity


def _cells(pair: tuple[Rule, Remark]) -> tuple[Any, ...]:
    rule, remark = pair
    return _severity(rule, remark), rule.name, remark.records[0].id, remark.message
