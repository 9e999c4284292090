"""Verbs that ask who holds what: each is a function of the library, with its filters as options."""

from __future__ import annotations

import argparse
from typing import Any, NamedTuple

import argmap as am
from argmap.cli.asking import filters, side, statement
from argmap.cli.output import put


class Question(NamedTuple):
    """A verb that is no more than a function of the library."""

    function: str
    what: str
    sides: int = 0  # parties, or several with `+`, that it compares


QUESTIONS = {
    "disputes": Question("disputes", "list the claims on which parties disagree, with who stands where"),
    "agreements": Question("agreements", "list the claims on which parties agree"),
    "common-ground": Question("common_ground", "list what two parties agree on", 2),
    "clashes": Question("clashes", "list where two parties contradict, rebut or undercut each other", 2),
    "reasons": Question("reasons", "list the arguments that two parties give for where they stand, with quotes", 2),
    "changes": Question("changes", "list the parties whose stance changed, with both quotes"),
    "timeline": Question("timeline", "list what was said and done in the order of time, as far as it is known"),
    "statements": Question("coded_statements", "list every coded statement with its exact words"),
}
NETWORKS = {"congruence": "congruence", "conflict": "conflict", "subtract": "subtract", "two-mode": "two_mode"}


def ask(options: argparse.Namespace) -> int:
    """Answer a question that a function of the library answers."""
    question = QUESTIONS[options.verb]
    m = am.read(options.file)
    sides = [side(m, words) for words in (options.a, options.b)] if question.sides else []
    return put(getattr(am, question.function)(m, *sides, **filters(options)), options)


def matrix(options: argparse.Namespace) -> int:
    """Print the matrix of parties and claims, a column a claim."""
    found = am.matrix(am.read(options.file), **_counting(options, "value"), **filters(options))
    values, claims = found.values.tocsr(), list(found.claims)
    ambivalent = set(found.ambivalent)
    rows = []
    for number, party in enumerate(found.parties):
        cells: list[Any] = [None] * len(claims)
        start, end = values.indptr[number], values.indptr[number + 1]
        for place, value in zip(values.indices[start:end].tolist(), values.data[start:end].tolist(), strict=True):
            cells[place] = value
        rows.append([party, *cells])
    # A claim may have the id `party`.
    first = next(name for name in ("party", "(party)", "(the party)") if name not in claims)
    note = found.note
    if ambivalent:
        told = ", ".join(f"{party} on {claim}" for party, claim in found.ambivalent[:20])
        note = f"{note} On both sides: {told}{', …' if len(ambivalent) > 20 else ''}.".strip()
    return put(am.Table([first, *claims], rows, lambda row: row, rules=found.rules, note=note), options)


def network(options: argparse.Namespace) -> int:
    """Print the edges of a network, the heaviest first."""
    settings = _counting(options, "min_weight")
    if options.kind == "two-mode":
        if options.of is not None:
            raise am.ValueRefused("a two-mode network is of parties and claims: leave out --of")
    elif options.of is not None:
        settings["of"] = options.of
    found = getattr(am, NETWORKS[options.kind])(am.read(options.file), **settings, **filters(options))
    table = found.edges()
    note = " ".join(dict.fromkeys(part for part in (table.note, found.note) if part))
    return put(
        am.Table(
            table.columns,
            table.rows,
            lambda row: [row[name] for name in table.columns],
            record=lambda row: row.record,
            rules=table.rules,
            note=note,
        ),
        options,
    )


def _counting(options: argparse.Namespace, *more: str) -> dict[str, Any]:
    """How a matrix or a network is counted, as far as it was said."""
    names = ("qualifier", "duplicates", "normalise", "min_positions", "min_claims", "min_parties", "compat", *more)
    given = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    if given.get("qualifier") == "none":
        given["qualifier"] = None
    return given


def separate_statement(options: argparse.Namespace) -> int:
    """Print the separate statement of a party in a case."""
    asked = filters(options)
    kind = {} if options.kind is None else {"kind": None if options.kind == ["any"] else options.kind}
    table = am.separate_statement(
        am.read(options.file), case=options.of_case, party=options.mover, opponents=options.opponent, **kind, **asked
    )
    return put(table, options)


def positions(options: argparse.Namespace) -> int:
    """Print the positions that match every filter."""
    return put(am.read(options.file).positions(**filters(options)), options)


def who(options: argparse.Namespace) -> int:
    """Print who takes which stance on a claim, stance by stance."""
    m = am.read(options.file)
    record = statement(m, options.claim)
    table = m.positions(target=record, **filters(options))
    if options.format not in (None, "table") or options.output is not None:
        return put(table, options)
    print(f"{record.id}: {record.text or record.title or ''}".rstrip(": "))
    by_stance: dict[str, list[am.Row]] = {}
    for row in table:
        by_stance.setdefault(row.stance, []).append(row)
    if not {"asserts", "concedes"} & by_stance.keys():
        print("\nnobody in this map asserts or concedes it")
    for stance, rows in by_stance.items():
        print(f"\n{stance}")
        for row in rows:
            print(f"  {_said(m, row)}")
    for told in (table.note, table.rules if options.rules else ""):
        if told:
            print(f"\n{told}")
    return 0


def _said(m: am.ArgumentMap, row: am.Row) -> str:
    """One position in a line: who, for whom, when, where, how and in which words."""
    who = m.parties[row.party].name
    cells = row.as_dict()
    if cells.get("principal", row.party) != row.party:
        who += f" (for {m.parties[row.principal].name})"
    mode = row.mode or ""
    if row.imputed_by is not None:
        mode += f" by {m.parties[row.imputed_by].name}"
    marks = [str(row.date) if row.date else "", f"in {row.source}" if row.source else "", mode]
    if row.basis == "inferred":
        marks.append("inferred by the coder")
    if cells.get("match") == "possibly":
        marks.append("possibly in that time")
    quote = f" “{' '.join(row.quote.split())}”" if row.quote else ""
    return f"{who}: {', '.join(mark for mark in marks if mark)}{quote}".rstrip(": ")
