"""A document to a map: statements become claims, structures arguments, lines arguments and relations, sections issues.

What Argdown has no word for stands under `argmap:` in the data of an element (see `attributes` and `folding`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from operator import attrgetter
from typing import Any

from argmap.errors import ArgmapError, MapError, ParseError
from argmap.formats._sheets.reading import SheetReading
from argmap.formats.argdown.language.data import places_of
from argmap.formats.argdown.language.document import ArgumentNode, Document, Node, StatementNode
from argmap.formats.argdown.language.faults import Faults
from argmap.formats.argdown.language.syntax import read_document
from argmap.formats.argdown.language.transforms import move_to_conclusions
from argmap.formats.argdown.mapping.attributes import Attributes
from argmap.formats.argdown.mapping.beside import Sheets
from argmap.formats.argdown.mapping.folding import Folding
from argmap.formats.argdown.mapping.further import Further
from argmap.formats.argdown.mapping.identities import Identities
from argmap.formats.argdown.mapping.reasons import Reasons
from argmap.formats.argdown.mapping.texts import texts_of, told
from argmap.model.argument_map import ArgumentMap
from argmap.model.building import authored
from argmap.model.frozen import frozen_data
from argmap.model.records import Argument, Claim, Issue
from argmap.model.references import NAMES, SPACE_OF, references

Open = Callable[[str], bytes]


def map_of(text: str, source: str, open_beside: Open | None) -> ArgumentMap:
    """The map that a text describes, with everything that it could not take in `report`."""
    document, faults = read_document(text, source, open_beside)
    # A setting can keep it from the document; in a map an argument acts through what it concludes.
    move_to_conclusions(document)
    return _Reading(document, faults, source, open_beside).read()


class _Reading:
    def __init__(self, document: Document, faults: Faults, source: str, open_beside: Open | None) -> None:
        self.document, self.faults, self.source, self.open_beside = document, faults, source, open_beside
        self.records: list[Any] = []
        self.places: list[int] = []  # of the records
        self.authored: list[tuple[Any, int]] = []  # the positions that `by` stands for, with their places

    def read(self) -> ArgumentMap:
        """Everything; what is wrong with a record leaves that record out."""
        front = dict(self.document.front_matter or {})
        told_beside = front.pop("argmap", None)
        sheets = Sheets(self.faults, self.source, self._place, self.open_beside)
        sheets.find(told_beside)
        self.identities = Identities(self.document, self.faults, sheets.grids)
        self.further = Further(sheets.grids, self.identities.told)
        self._tells_more = bool(self.further)
        reading = SheetReading(sheets.grids.values(), self.identities.by_collection())
        reading.read()
        self.folding = Folding(self.document, self.identities, self.faults)
        self.names = reading.names
        self.attributes = Attributes(reading.names, self.faults)
        self._issues()
        self._claims()
        claims = [one for one in self.records if isinstance(one, Claim)]
        beside = [one for one in reading.records if isinstance(one, Claim | Argument)]
        Reasons(self.document, self.identities, self.folding, self.attributes, self.add, claims, beside).read()
        for name in ("arguments", "relations"):
            self._more_evidence(reading, name)
        m = self._headed(front, told_beside)
        self._extend(m, reading)
        m.report = (*self.faults.in_order(), *self.further.faults(), *reading.faults(), *self._late)
        return m

    def add(self, kind: Any, fields: dict[str, Any], at: int) -> Any:
        """Make a record; a field that the model refuses is told of and left out."""
        if self._tells_more:
            self.further.add(NAMES[kind], kind, fields, self.names)
        by = fields.pop("by", None)
        try:
            record = kind(**fields)
        except ArgmapError as error:
            record = self._without_refused(kind, fields, at, error)
            if record is None:
                return None
        self.records.append(record)
        self.places.append(at)
        if by:
            self.authored += [(authored(record, party), at) for party in dict.fromkeys(by)]
        return record

    def _without_refused(self, kind: Any, fields: dict[str, Any], at: int, error: ArgmapError) -> Any:
        """The record without the few fields that are wrong; None when it cannot be without them."""
        for _ in range(3):
            self.faults.add(at, str(error))
            refused = error.__dict__.get("field") or ("data" if "data" in str(error) else None)
            if refused in (None, "id", "premises", "target", "a", "b") or fields.pop(refused, None) is None:
                return None
            try:
                return kind(**fields)
            except ArgmapError as other:
                error = other
        self.faults.add(at, str(error))
        return None

    def _place(self, path: tuple[str | int, ...]) -> int:
        """Where a value of the front matter stands."""
        if not hasattr(self, "_places"):
            self._places = places_of(self.document.front_matter_text)
        while path and path not in self._places:
            path = path[:-1]
        line, column = self._places.get(path, (0, 0))
        return self.faults.offset(self.document.front_matter_at, line, column)

    def _headed(self, front: dict[str, Any], beside: Any) -> ArgumentMap:
        title = front.get("title")
        if isinstance(title, str):
            del front["title"]
        else:
            title = None
        if isinstance(beside, dict) and isinstance(more := beside.get("data"), dict):
            front.update(more)
        m = ArgumentMap()
        try:
            m.title = title
        except ArgmapError as error:
            self.faults.add(self._place(("title",)), f"title: {error}")
        for name, value in list(front.items()):
            try:
                frozen_data({name: value})
            except ArgmapError as error:
                self.faults.add(self._place((name,)), f"{name}: {error}")
                del front[name]
        m.data = front
        return m

    # -- issues and claims ---------------------------------------------------------------------------------------------

    def _issues(self) -> None:
        for section in self.document.sections:
            fields: dict[str, Any] = {"id": self.identities.of_section(section)}
            heading = told(section.text, section.ranges)[0].strip() or None
            above = section.parent
            if above is not None:
                fields["parent"] = self.identities.of_section(above)
            if section.tags:
                fields["tags"] = tuple(section.tags)
            data, row = _split(section.data)
            # A heading that asks is the question, unless the issue has a title as well.
            asks = heading is not None and heading.endswith("?") and "title" not in row
            fields["question" if asks else "title"] = heading
            if section.level != (above.level if above else 0) + 1:
                data["argdown"] = {"level": section.level}
            fields["data"] = data
            fields.update(self.attributes.read("issues", row, section.at))
            self.add(Issue, _merged(fields, data), section.at)

    def _claims(self) -> None:
        statements: Iterable[Node] = self.document.statements.values()
        if self.folding:
            statements = [one for one in statements if not self.folding.is_folded(one)]
        nodes = [*statements, *(one for one in self.document.arguments.values() if not one.structure)]
        # In the order in which they are told, not in which they are first named.
        for node in sorted(nodes, key=_told_at):
            self._claim(node)

    def _claim(self, node: Node) -> None:
        id = self.identities.of(node)
        text, markup, others = texts_of(node)
        fields: dict[str, Any] = {"id": id, "text": text}
        if not node.untitled and node.title != id:
            fields["title"] = node.title
        if node.section is not None:
            fields["issue"] = self.identities.of_section(node.section)
        if node.tags:
            fields["tags"] = tuple(node.tags)
        if isinstance(node, ArgumentNode):
            fields["sketch"] = True
        if others:
            fields["wordings"] = others
        extra: dict[str, Any] = {}
        if markup:
            extra["markup"] = markup
        if self.folding.negations and isinstance(node, StatementNode) and (negation := self.folding.negations.get(id)):
            extra["negation"] = negation
        if node.data or extra:
            data, row = _split(node.data)
            for mark in ("argument", "supposed", "role"):
                row.pop(mark, None)
            if extra:
                data["argdown"] = {**extra, **data.get("argdown", {})}
            fields["data"] = data
            if row:
                fields.update(self.attributes.read("claims", row, node.at))
                fields = _merged(fields, data)
        self.add(Claim, fields, node.at)

    # -- the whole -----------------------------------------------------------------------------------------------------

    def _more_evidence(self, reading: SheetReading, name: str) -> None:
        """Evidence that a sheet tells of an argument or relation of the text."""
        if not reading.further:
            return
        for number, record in enumerate(self.records):
            if NAMES[type(record)] == name and (more := reading.told(name, record.id, "evidence")):
                self.records[number] = replace(record, evidence=(*record.evidence, *more))

    def _extend(self, m: ArgumentMap, reading: SheetReading) -> None:
        """Put the records into the map; one that does not fit, and what needs it, is told of and left out."""
        self._late: list[ParseError] = []
        records = [*self.records, *reading.records, *(one for one, _ in self.authored), *reading.authored]
        self._kept = records  # while they live, their identities are theirs
        while records:
            try:
                m.extend(records)
                return
            except MapError as error:
                problems = error.problems
            if not problems:
                raise AssertionError("a map that refuses records says which")
            bad = set()
            elsewhere = []
            origins = {id(record): at for record, at in zip(self.records, self.places, strict=True)}
            origins |= {id(record): at for record, at in self.authored}
            for problem in problems:
                bad.add(id(problem.record))
                at = origins.get(id(problem.record))
                if at is None:
                    elsewhere.append(problem)
                else:
                    name = type(problem.record).__name__.lower()
                    self.faults.add(at, f"{name} {getattr(problem.record, 'id', '')!r}: {problem.message}; left out")
            self._late += reading.blamed(elsewhere)
            records = _without(records, bad)


_told_at = attrgetter("told_at")


def _without(records: list[Any], bad: set[int]) -> list[Any]:
    """The records that are not bad, nor name one that is."""
    gone = {(SPACE_OF[NAMES[type(one)]], one.id) for one in records if id(one) in bad}
    kept = {(SPACE_OF[NAMES[type(one)]], one.id) for one in records if id(one) not in bad}
    gone -= kept  # of two with one id, the other stays
    naming: dict[tuple[str, str], list[Any]] = {}
    for one in records:
        for space, named, _ in references(one):
            naming.setdefault((space, named), []).append(one)
    todo = list(gone)
    while todo:
        for one in naming.get(todo.pop(), ()):
            if id(one) not in bad:
                bad.add(id(one))
                todo.append((SPACE_OF[NAMES[type(one)]], one.id))
    return [one for one in records if id(one) not in bad]


def _split(data: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The data of an element without what stands under `argmap:`, and that."""
    own = {key: value for key, value in data.items() if key != "argmap"}
    row = data.get("argmap")
    return own, dict(row) if isinstance(row, dict) else {}


def _merged(fields: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    """Fields in which the data of attributes comes on top of the element's own."""
    if fields.get("data") is not data:
        fields["data"] = {**data, **fields["data"]}
    return fields
