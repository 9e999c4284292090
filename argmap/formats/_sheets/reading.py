"""Sheets to a map. Every fault is listed: first those of headers, then those of all cells, then those of the map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from argmap.errors import ArgmapError, MapError, ParseError, Problem, ReadError
from argmap.formats._sheets.blame import Further, Origin, blamed, in_order
from argmap.formats._sheets.cells import texts
from argmap.formats._sheets.grid import Grid
from argmap.formats._sheets.ids import ids_of
from argmap.formats._sheets.names import Names
from argmap.formats._sheets.plan import Plan, plan_of
from argmap.formats._sheets.rows import Fault, date_faults, empty, faults, values
from argmap.formats._sheets.sheets import PIECES_OF, SHEETS
from argmap.model.argument_map import ArgumentMap
from argmap.model.building import authored
from argmap.model.references import COLLECTIONS
from argmap.model.text import did_you_mean, one_of
from argmap.model.values import Predecessor

_SEARCHED = 30_000  # ids: the search for the nearest takes up to 0.1 s in a big map


def map_of(grids: Iterable[Grid]) -> ArgumentMap:
    """The map that the sheets describe.

    Raises
    ------
    ReadError
        With every fault, each with file, line and column.
    """
    reading = SheetReading(grids)
    if reading.unreadable:
        # What is missing in the rest may stand in what could not be read.
        reading.stop()
    reading.read()
    reading.stop()
    return reading.assembled()


class SheetReading:
    """What is known of the sheets while they are read.

    Parameters
    ----------
    grids : iterable of Grid
        The sheets.
    elsewhere : dict, optional
        Ids of records that are told elsewhere, by collection; the sheets may tell more of them.
    """

    def __init__(self, grids: Iterable[Grid], elsewhere: dict[str, list[str]] | None = None) -> None:
        found = {grid.name: grid for grid in grids}
        self.plans = {name: plan_of(found[name]) for name in SHEETS if name in found}
        self.unreadable = any(grid.unreadable for grid in found.values())
        self.elsewhere = elsewhere or {}
        self.ids: dict[str, list[str | None]] = {}
        self.names = Names()
        self.head: dict[str, Any] = {}
        self.records: list[Any] = []
        self.authored: list[Any] = []  # the positions that the column `by` stands for
        self.origins: dict[int, Origin] = {}  # by the identity of the record
        self.further: Further = {}

    def faults(self) -> list[ParseError]:
        """What was found so far, in the order of the sheets."""
        return [fault for plan in self.plans.values() for fault in in_order(plan.grid.faults)]

    def stop(self) -> None:
        """Raise what was found so far."""
        if found := self.faults():
            raise ReadError(found)

    def read(self) -> None:
        """All rows, in the order in which one sheet needs another."""
        self.ids = ids_of(self.plans)
        self._learn_names()
        # A sheet without a column that every row needs holds no records; that it is missing has been told.
        whole = {name for name, plan in self.plans.items() if all(column.name in plan.named for column in plan.must)}
        for name, read in (("map", self._read_map), ("evidence", self._read_further), ("order", self._read_further)):
            if name in whole:
                read(self.plans[name])
        for name in COLLECTIONS:
            if name in whole:
                self._read_records(self.plans[name])

    def assembled(self) -> ArgumentMap:
        """The map, when nothing is wrong with it."""
        m = ArgumentMap(self.head.get("title"), data=self.head.get("data"))
        try:
            m.extend([*self.records, *self.authored])
        except MapError as error:
            raise ReadError(self.blamed(error.problems)) from None
        return m

    def blamed(self, problems: Sequence[Problem]) -> list[ParseError]:
        """The problems of a map as faults of the cells that cause them."""
        sources = dict.fromkeys(plan.grid.source for plan in self.plans.values())  # some may stand in one file
        return blamed(problems, self.origins, self.further, list(sources))

    def told(self, collection: str, id: str, field: str) -> list[Any]:
        """What the sheets evidence and order tell of a record."""
        return [one for one, _, _ in self.further.get((collection, field, id), ())]

    def _learn_names(self) -> None:
        """Who may be named, and how: needed before any cell that names a party is read."""
        names: dict[str, list[str]] = {}
        if (plan := self.plans.get("parties")) is not None:
            name_at, aliases_at = plan.index("name"), plan.index("aliases")
            for key, (_, cells) in zip(self.ids["parties"], plan.grid.rows, strict=True):
                if key is None:
                    continue
                name = " ".join(cells[name_at].split()) if name_at is not None else ""
                aliases = texts(cells[aliases_at]) if aliases_at is not None and cells[aliases_at] else ()
                for one in dict.fromkeys((name or key, *(" ".join(alias.split()) for alias in aliases))):
                    names.setdefault(one, []).append(key)
        parties = {key for key in self.ids.get("parties", ()) if key is not None}
        sources = {key for key in self.ids.get("sources", ()) if key is not None}
        self.names = Names(parties, names, sources)

    def _values(self, plan: Plan, line: int, cells: list[str]) -> dict[str, Any] | None:
        """The fields that a row gives; None, and its faults noted, where it cannot be read."""
        grid = plan.grid
        if line in grid.broken:
            return None
        before = len(grid.faults)
        if grid.dated:
            _note(plan, line, date_faults(plan, cells))
        try:
            found = values(plan, cells, self.names)
        except ArgmapError as error:
            _note(plan, line, faults(plan, cells, self.names, error))
            return None
        if not all(map(found.get, plan.needed)):
            missing = dict(empty(plan, lambda column: found.get(column.fills)))
            others = [fault for fault in faults(plan, cells, self.names) if fault[0] not in missing]
            _note(plan, line, [*missing.items(), *others])
        return found if len(grid.faults) == before else None

    def _read_map(self, plan: Plan) -> None:
        for number, (line, cells) in enumerate(plan.grid.rows):
            found = self._values(plan, line, cells)
            if number:
                plan.grid.fault("a second row: the map itself has one", line)
            elif found is not None:
                try:
                    ArgumentMap(found.get("title"), data=found.get("data"))
                except ArgmapError as error:
                    _note(plan, line, faults(plan, cells, self.names, error))
                self.head = found

    def _read_further(self, plan: Plan) -> None:
        """Rows that tell more of a record than its own row does: evidence, and the order of documents."""
        order = plan.sheet.name == "order"
        known = {name: {*self.ids.get(name, ()), *self.elsewhere.get(name, ())} for name in COLLECTIONS}
        searched = 0
        for line, cells in plan.grid.rows:
            if (found := self._values(plan, line, cells)) is None:
                continue
            name, of = ("source", found["source"]) if order else ("of", found["of"])
            kind, at, made = "source", "said_in", found["evidence"]
            try:
                if order and len(made) > 1:
                    plan.grid.fault("said_in: several documents; name one a row", line, plan.index("said_in"))
                    continue
                if order:
                    at = "after"
                    made = [Predecessor(found["after"], made[0], found.get("note"))]
                else:
                    at = "kind"
                    kind = one_of(tuple(PIECES_OF), "kind")(found.get("kind") or "position")
            except ArgmapError as error:
                at = "note" if error.__dict__.get("field") == "note" else at
                plan.grid.fault(f"{at}: {error}", line, plan.index(at))
                continue
            collection = PIECES_OF[kind]
            if of not in known.get(collection, ()):
                ids = [one for one in known[collection] if one is not None]
                near = did_you_mean(of, ids) if searched <= _SEARCHED else ""
                searched += len(ids)
                plan.grid.fault(f"{name}: no {kind} {of!r:.60}{near}", line, plan.index(name))
                continue
            field = "after" if order else SHEETS[collection].pieces
            self.further.setdefault((collection, field, of), []).extend([(one, plan, line) for one in made])

    def _read_records(self, plan: Plan) -> None:
        name, kind = plan.sheet.name, plan.sheet.kind
        if kind is None:
            return
        more = [
            field for field in (plan.sheet.pieces, "after") if any(key[:2] == (name, field) for key in self.further)
        ]
        for key, (line, cells) in zip(self.ids[name], plan.grid.rows, strict=True):
            found = self._values(plan, line, cells)
            if found is None or key is None:
                continue
            found["id"] = key
            by = found.pop("by", ()) if name == "arguments" else ()
            for field in more:
                if told := self.told(name, key, field):
                    found[field] = [*found.get(field, ()), *told]
            try:
                record = kind(**found)
            except ArgmapError as error:
                _note(plan, line, faults(plan, cells, self.names, error))
                continue
            self.records.append(record)
            self.origins[id(record)] = Origin(plan, line)
            for party in dict.fromkeys(by):
                position = authored(record, party)
                self.authored.append(position)
                self.origins[id(position)] = Origin(plan, line, by=True)


def _note(plan: Plan, line: int, found: Iterable[Fault]) -> None:
    """Faults of one row, each once."""
    for index, message in dict.fromkeys(found):
        plan.grid.fault(message, line, index)
