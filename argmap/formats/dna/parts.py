"""Which variables of a type of statement are the party, the organization, the claim and the qualifier."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from argmap.errors import ValueRefused
from argmap.formats.dna.content import BOOLEAN, INTEGER, SHORT, Content, Variable
from argmap.model.text import did_you_mean, several

_PARTY, _ORGANIZATION, _CLAIM, _AGREEMENT = "party", "organization", "claim", "agreement"
_DEFAULTS = {
    _PARTY: ("person",),
    _ORGANIZATION: ("organization", "organisation", "actor"),
    _CLAIM: ("concept",),
    _AGREEMENT: ("agreement",),
}
_KINDS = {
    _PARTY: (SHORT,),
    _ORGANIZATION: (SHORT,),
    _CLAIM: (SHORT,),
    _AGREEMENT: (BOOLEAN, INTEGER, SHORT),
}


@dataclass(frozen=True)
class Wanted:
    """The names of variables as options give them: None for the default, an empty text for none."""

    party: str | None = None
    organization: str | None = None
    claim: str | None = None
    agreement: str | None = None


@dataclass(frozen=True)
class Parts:
    """The variables of one type of statement; `missing` says why its statements are no positions, if they are not."""

    party: Variable | None
    organization: Variable | None
    claim: Variable | None
    agreement: Variable | None
    others: tuple[Variable, ...]

    @property
    def missing(self) -> str:
        """What a position needs and the type does not have."""
        lacks = [] if self.party or self.organization else ["a party"]
        if self.claim is None:
            lacks.append("a claim")
        return " or ".join(lacks)


def parts_of(content: Content, wanted: Wanted, statement_type: str | Iterable[str] | None) -> dict[int, Parts]:
    """The parts of each type of statement that is read, by the id of the type.

    Raises
    ------
    ValueRefused
        When an option names what is not there, or a variable of the wrong kind, or one variable twice.
    """
    types = _types(content, statement_type)
    of_type: dict[int, list[Variable]] = {id: [] for id in types}
    for variable in content.variables.values():
        if variable.type in of_type:
            of_type[variable.type].append(variable)
    given = {part: getattr(wanted, part) for part in _DEFAULTS}
    for part, name in given.items():
        if name is not None and not isinstance(name, str):
            raise ValueRefused(f"{part}={name!r:.40}: expected the name of a variable")
        if name:
            _check(part, name, [variable for variables in of_type.values() for variable in variables])
    return {id: _parts(given, variables) for id, variables in of_type.items()}


def kind_of(variable: Variable, part: str) -> str | None:
    """The kind of party that a variable lists, as far as its name or its part tells."""
    name = variable.name.casefold()
    if name in _DEFAULTS[_PARTY]:
        return "person"
    return "organization" if name in _DEFAULTS[_ORGANIZATION] or part == _ORGANIZATION else None


def _types(content: Content, statement_type: str | Iterable[str] | None) -> list[int]:
    if statement_type is None:
        return list(content.types)
    wanted = list(several(statement_type, "the name of a type of statement, or several"))
    for name in wanted:
        if name not in content.types.values():
            known = sorted(set(content.types.values()))
            raise ValueRefused(
                f"statement_type={name!r:.60}: no such type{did_you_mean(name, known)} (there are {', '.join(known)})"
            )
    return [id for id, label in content.types.items() if label in wanted]


def _check(part: str, name: str, variables: list[Variable]) -> None:
    named = [variable for variable in variables if variable.name.casefold() == name.casefold()]
    if not named:
        known = sorted({variable.name for variable in variables})
        there = f"there are {', '.join(known)}" if known else "there are none"
        raise ValueRefused(f"{part}={name!r:.60}: no such variable{did_you_mean(name, known)} ({there})")
    if not any(variable.kind in _KINDS[part] for variable in named):
        raise ValueRefused(f"{part}={name!r:.60}: a {named[0].kind}, expected a {' or '.join(_KINDS[part])}")


def _parts(given: dict[str, str | None], variables: list[Variable]) -> Parts:
    """The parts of one type: those that options name first, the others from what is left."""
    found: dict[str, Variable | None] = {}
    for part in sorted(given, key=lambda part: given[part] is None):
        name = given[part]
        names = _DEFAULTS[part] if name is None else (name.casefold(),) if name else ()
        fitting = [
            variable
            for one in names
            for variable in variables
            if variable.name.casefold() == one and variable.kind in _KINDS[part]
        ]
        taken = {other.id: at for at, other in found.items() if other is not None}
        for variable in fitting:
            if name and variable.id in taken:
                raise ValueRefused(f"{part}={name!r:.60}: is the {taken[variable.id]} already")
        # Two variables may differ in capitals only: the one that is written as asked comes first.
        fitting.sort(key=lambda variable: variable.name != name)
        found[part] = next((variable for variable in fitting if variable.id not in taken), None)
    used = {variable.id for variable in found.values() if variable is not None}
    others = tuple(variable for variable in variables if variable.id not in used)
    return Parts(found[_PARTY], found[_ORGANIZATION], found[_CLAIM], found[_AGREEMENT], others)
