"""Entities of a DNA database: the parties and the claims of a map."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from argmap.formats.dna.content import Content, Entity, Statement, Variable
from argmap.formats.dna.parts import Parts, kind_of
from argmap.model.argument_map import ArgumentMap

# An alias with one of these may be several: it stays in the data, as it was written.
_SEPARATORS = re.compile(r"[,;|/\n]")

Clean = Callable[[str, str], str]
Tell = Callable[[str], None]


class Actors:
    """Parties and claims, found by the part that they play and their value: equal values are one record.

    Every entity of a variable that plays a part is there, whether a statement names it or not.
    """

    def __init__(self, m: ArgumentMap, content: Content, parts: dict[int, Parts], clean: Clean, tell: Tell) -> None:
        self._m, self._content, self._clean, self._tell = m, content, clean, tell
        self._ids: dict[tuple[str, str], str] = {}  # part and value -> id of the record
        playing = self._playing(parts)
        entities: dict[tuple[str, str], list[Entity]] = {}
        unplayed: dict[int, int] = {}
        for entity in content.entities.values():
            part = playing.get(entity.variable)
            if not entity.value.strip():
                continue
            if part is not None:
                entities.setdefault((part, entity.value), []).append(entity)
            elif entity.variable in content.variables:
                unplayed[entity.variable] = unplayed.get(entity.variable, 0) + 1
        for (part, value), same in entities.items():
            self._ids[part, value] = self._made(part, value, same)
        self._tell_of_blanks()
        self._give_aliases(entities)
        for variable, number in unplayed.items():
            name = content.variables[variable].name
            tell(
                f"not carried: the list of {number} values of {name!r:.60}, which plays no part; statements keep theirs"
            )

    def id_of(self, part: str, variable: Variable | None, statement: Statement) -> str | None:
        """The party or claim that a statement names; None where it names none."""
        value = None if variable is None else statement.values.get(variable.id)
        return self._ids.get((part, value)) if isinstance(value, str) else None

    def _playing(self, parts: dict[int, Parts]) -> dict[int, str]:
        """Variable -> its part."""
        found = {}
        for one in parts.values():
            if not one.missing:
                for part in ("party", "organization", "claim"):
                    if (variable := getattr(one, part)) is not None:
                        found[variable.id] = part
        return found

    def _made(self, part: str, value: str, same: list[Entity]) -> str:
        """The id of the record that is made of an entity, or of several of one value."""
        variable = self._content.variables[same[0].variable]
        place = f"{variable.name} {value!r:.60}"
        name = self._clean(value, place)
        data = self._data(same, place)
        if " ".join(name.split()) != value:
            data["dna"]["value"] = name
        if part == "claim":
            return self._m.add_claim(name, data=data).id
        return self._m.add_party(name, kind=kind_of(variable, part), data=data).id

    def _data(self, same: list[Entity], place: str) -> dict[str, Any]:
        """Attributes and colour; the DNA number, the variable, and the parent in DNA's hierarchy."""
        first = same[0]
        data: dict[str, Any] = {}
        dna: dict[str, Any] = {"variable": self._content.variables[first.variable].name}
        if ids := [entity.id for entity in same if entity.id is not None]:
            dna["id"] = ids[0]
            if len(ids) > 1:
                dna["also"] = ids[1:]
        for entity in same:
            given = {"color": entity.color, **entity.attributes}
            if entity.color and "color" in entity.attributes:
                dna.setdefault("color", entity.color)
            for key, text in given.items():
                if not text:
                    continue
                key = self._clean(key, f"{place}: an attribute")
                text = self._clean(text, f"{place}: {key}")
                key = f"{key} (attribute)" if key == "dna" else key
                if data.setdefault(key, text) != text:
                    self._tell(
                        f"{place}: {key} is {data[key]!r:.40}, and {text!r:.40} in another list: the first is kept"
                    )
            if entity.parent is not None:
                parent = entity.parent
                dna.setdefault("child_of", self._clean(parent, place) if isinstance(parent, str) else parent)
        return {**data, "dna": dna}

    def _tell_of_blanks(self) -> None:
        """Entities that differ in nothing but blanks: a slip of the coder's, most likely, but none of ours to mend."""
        seen: dict[tuple[str, str], str] = {}
        for part, value in self._ids:
            there = seen.setdefault((part, " ".join(value.split())), value)
            if there != value:
                what = "claims" if part == "claim" else "parties"
                self._tell(f"{there!r:.60} and {value!r:.60} differ in blanks only: kept as two {what}")

    def _give_aliases(self, entities: dict[tuple[str, str], list[Entity]]) -> None:
        """Aliases that are one name, borne by nobody else; any other stays in the data only."""
        parties = self._m._store.collections["parties"]
        bearers: dict[str, set[str]] = {}
        wanted: dict[str, str] = {}
        for (part, _), same in entities.items():
            if part == "claim":
                continue
            party = parties[self._ids[part, same[0].value]]
            alias = " ".join(str(party.data.get("Alias", "")).split())
            for name in (party.id, party.name, alias):
                bearers.setdefault(name.casefold(), set()).add(party.id)
            if alias and not _SEPARATORS.search(alias) and alias not in (party.id, party.name):
                wanted[party.id] = alias
        for party, alias in wanted.items():
            if len(bearers[alias.casefold()]) == 1:
                self._m.replace(parties[party], aliases=(alias,))
