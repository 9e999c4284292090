"""What a rule of `lint` is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from argmap.model.argument_map import ArgumentMap

SEVERITIES = ("error", "warning", "note")

_FEW = 6


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule found: the records concerned, the first of them first, and what is wrong and what to do.

    The severity is that of the rule, unless this case differs.
    """

    records: tuple[Any, ...]
    message: str
    severity: str | None = None


Check = Callable[[ArgumentMap], Iterator[Remark]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name, how grave it is as a rule, what it means, and the function that applies it."""

    name: str
    severity: str
    meaning: str
    check: Check


def rule(severity: str) -> Callable[[Check], Rule]:
    """Make a rule of a function: its name with hyphens, the first line of its docstring as the meaning.

    An `error` cannot be as it stands; what a dispute may lawfully have, such as a circle, is a `warning` or a `note`.
    """

    def make(check: Check) -> Rule:
        meaning = (check.__doc__ or "").partition("\n")[0].rstrip(".")
        return Rule(check.__name__.replace("_", "-"), severity, meaning, check)

    return make


def ids(records: Sequence[Any], most: int = _FEW) -> str:
    """The ids of some records, the first few of many."""
    names = [str(getattr(record, "id", record)) for record in records]
    if len(names) <= most + 1:
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most:,} more"


def count(number: int, one: str, many: str = "") -> str:
    """`1 position`, `2 positions`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
