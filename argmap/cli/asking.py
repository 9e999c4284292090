"""How a question is asked: its filters, as options, and the claim or parties that it is about, as words."""

from __future__ import annotations

import argparse
from typing import Any

import argmap as am

_FILTERS = (
    ("party", "whose stance: id, name or alias"),
    ("target", "on this claim or argument"),
    ("issue", "under this issue or its sub-issues"),
    ("source", "read in this document, or passed on through it"),
    ("case", "in a document of this case"),
    ("stance", "asserts, denies, questions, concedes, reserves, withdraws, mentions"),
    ("mode", "direct, paraphrase, nested, act, imputed, own, any (left out: all but imputed)"),
    ("basis", "explicit or inferred"),
    ("tag", "on claims and arguments with this tag"),
    ("imputed-by", "what this opponent says that others say"),
    ("coder", "as this coder coded it"),
)
_SINGLE = ("about", "since", "until", "on", "rollup", "exclude")


def add_filters(parser: argparse.ArgumentParser, *, without: tuple[str, ...] = (), rollup: bool = True) -> None:
    """The options that every question takes; `rollup` is whether roll-up is on where nothing is said."""
    group = parser.add_argument_group("filters (each may be repeated, but for --about, dates and roll-up)")
    for name, what in _FILTERS:
        if name not in without:
            group.add_argument(f"--{name}", action="append", metavar=name.upper(), help=what)
    if "about" not in without:
        group.add_argument("--about", help="on this claim, argument or issue and every argument that bears on it")
    for name in ("since", "until", "on"):
        group.add_argument(f"--{name}", metavar="DATE", help="2018, 2018-03 or 2018-03-07, as far as it is known")
    turned = group.add_mutually_exclusive_group()
    standing = "; so it is when nothing is said"
    turned.add_argument(
        "--rollup",
        action="store_true",
        default=None,
        help=f"count explicit spokesmen as their principals{standing if rollup else ''}",
    )
    turned.add_argument("--rollup-members", dest="rollup", action="store_const", const="member_of", help="members, too")
    turned.add_argument(
        "--no-rollup",
        dest="rollup",
        action="store_false",
        help=f"count everybody for themselves{'' if rollup else standing}",
    )
    if "exclude" not in without:
        group.add_argument(
            "--exclude", action="append", metavar="NAME=VALUE", help="leave out what matches, as in issue=off-topic"
        )


def filters(options: argparse.Namespace) -> dict[str, Any]:
    """The filters that were given, as the library takes them."""
    names = [name.replace("-", "_") for name, _ in _FILTERS]
    found = {name: getattr(options, name, None) for name in (*names, *_SINGLE)}
    if found["exclude"] is not None:
        found["exclude"] = _excluded(found["exclude"])
    return {name: value for name, value in found.items() if value is not None}


def _excluded(pairs: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name or not value:
            raise am.ValueRefused(f"--exclude {pair}: expected a filter and its value, as in --exclude issue=off-topic")
        name = name.strip().replace("-", "_")
        if name in ("about", "since", "until", "on"):
            found[name] = value
        else:
            found.setdefault(name, []).append(value)
    return found


def side(m: am.ArgumentMap, words: str) -> str | list[str]:
    """A party, or several with `+` between them."""
    if "+" not in words or any(words in (party.id, *party.names) for party in m.parties.values()):
        return words
    return [word.strip() for word in words.split("+")]


def statement(m: am.ArgumentMap, words: str) -> Any:
    """The claim or argument with this id, or the only claim with these words."""
    if words in m:
        return m.statement(words)
    found = m.find(words)
    if len(found) == 1:
        return found[0].record
    if not len(found):
        return m.statement(words)  # raises, with the nearest id
    listed = "\n".join(f"  {row.id}: {row.text}" for row in found.rows[:20])
    raise am.AmbiguousNameError(f"{len(found)} claims have the words {words!r}; name one of them by its id:\n{listed}")
