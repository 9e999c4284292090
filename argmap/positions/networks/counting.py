"""How statements become numbers: the choices of a matrix or network, checked, and told as clauses of a sentence."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from argmap.characters import shown
from argmap.errors import ValueRefused
from argmap.model.text import did_you_mean
from argmap.positions.selecting import SIGN_RULE

QUALIFIERS = ("boolean", "integer", "category", None)
PERIODS = ("day", "week", "month", "year")
DUPLICATES = ("once", "all", "document", *PERIODS)
OF = ("party", "claim")
NORMALISE = (None, "average", "jaccard", "cosine")
TWO_MODE = (None, "activity", "prominence")
VALUES = ("sign", "count", "subtract", "combine")
ISOLATES = (True, False, "all")


@dataclass(frozen=True, slots=True)
class Counting:
    """Which statements count, and how often."""

    qualifier: str | None
    duplicates: str
    scale: tuple[int, int] | None
    dna: bool
    everybody: bool  # parties and claims without a counted position are there as well
    min_positions: int
    min_claims: int
    min_parties: int

    @property
    def repeats(self) -> str:
        """What is done with repeated statements, as a clause."""
        what = "statements of one party on one claim" if self.qualifier is None and self.dna else self._same
        if self.duplicates == "once":
            return f"of several {what} one counts"
        if self.duplicates == "all":
            return f"every statement counts, repeated ones as often as they were made ({what} are not merged)"
        if self.duplicates == "document":
            return f"of several {what} in one document (that of their first evidence) one counts"
        if self.dna and self.duplicates in ("week", "month"):
            return f"of several {what} in a {self.duplicates} of one number one counts, whatever the year, as in DNA"
        kind = "an ISO week" if self.duplicates == "week" else f"a calendar {self.duplicates}"
        return f"of several {what} in {kind} one counts; where a date does not decide that, each counts"

    @property
    def _same(self) -> str:
        level = {"boolean": "with one stance ", "integer": "with one value ", "category": "with one category "}
        return f"statements of one party {level.get(self.qualifier or '', '')}on one claim"

    @property
    def levels(self) -> str:
        """What is read as the qualifier, as a clause."""
        if self.qualifier == "boolean":
            return f"{SIGN_RULE} and are left out; a party with both stances on a claim counts with each"
        if self.qualifier == "integer":
            low, high = self.scale or (0, 0)
            return f"the qualifier is the number coded with a statement, on a scale from {low} to {high}"
        if self.qualifier == "category":
            return "the qualifier is the category coded with a statement"
        return "any statement on a claim counts, whatever its stance"

    @property
    def minima(self) -> list[str]:
        """The minimum counts, each as a clause."""
        found = []
        if self.min_positions > 1:
            found.append(f"parties with fewer than {self.min_positions} statements are left out")
        if self.min_claims > 1:
            found.append(f"parties with positions on fewer than {self.min_claims} claims are left out")
        if self.min_parties > 1:
            found.append(f"claims with positions of fewer than {self.min_parties} parties are left out")
        return found

    def over(self, scale: tuple[int, int]) -> Counting:
        """The same, with a scale that was not given."""
        return replace(self, scale=scale)


def counting(
    *,
    qualifier: str | None,
    duplicates: str | None,
    scale: tuple[int, int] | None,
    compat: str | None,
    isolates: bool | str = True,
    min_positions: int = 1,
    min_claims: int = 1,
    min_parties: int = 1,
) -> Counting:
    """The choices, each checked."""
    one_of("qualifier", qualifier, QUALIFIERS)
    one_of("compat", compat, (None, "dna"))
    one_of("isolates", isolates, ISOLATES)
    if duplicates is None:
        duplicates = "once" if compat is None else "all"
    one_of("duplicates", duplicates, DUPLICATES)
    if scale is not None:
        if qualifier != "integer":
            raise ValueRefused("scale= belongs to qualifier='integer'")
        scale = _scale(scale)
    minima = (
        at_least("min_positions", min_positions, 1),
        at_least("min_claims", min_claims, 1),
        at_least("min_parties", min_parties, 1),
    )
    return Counting(qualifier, duplicates, scale, compat is not None, isolates == "all", *minima)


def one_of(name: str, value: Any, choices: Collection[Any]) -> None:
    """Refuse a value that is no choice."""
    if any(value is one or (isinstance(value, str) and value == one) for one in choices):
        return
    words = [one for one in choices if isinstance(one, str)]
    hint = did_you_mean(value, words) if isinstance(value, str) else ""
    raise ValueRefused(f"{name}={shown(value, 40)}: expected one of {', '.join(map(repr, choices))}{hint}")


def at_least(name: str, value: Any, least: int) -> int:
    """A whole number that is not below `least`."""
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ValueRefused(f"{name}={shown(value, 40)}: expected a whole number from {least}")
    return value


def threshold(value: Any) -> float:
    """A minimum weight."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 0:
        raise ValueRefused(f"min_weight={shown(value, 40)}: expected a number from 0")
    return value


def isolates_kept(isolates: bool | str, what: str) -> str:
    """What becomes of nodes without an edge, as a clause."""
    if isolates == "all":
        return f"all {what} of the map are nodes"
    return f"{what} without an edge are {'kept' if isolates else 'left out'}"


def number(count: int, word: str, words: str | None = None) -> str:
    """A count with its word: `1 claim`, `2 claims`."""
    return f"{count} {word if count == 1 else words or word + 's'}"


def _scale(scale: Any) -> tuple[int, int]:
    ends = tuple(scale) if isinstance(scale, list | tuple) else ()
    if len(ends) != 2 or any(isinstance(end, bool) or not isinstance(end, int) for end in ends) or ends[0] >= ends[1]:
        raise ValueRefused(f"scale={shown(scale, 40)}: expected two whole numbers, the least and the greatest")
    return ends
