"""What a DNA database holds, the same for versions 2 and 3."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from argmap.formats.dna.database import Database
from argmap.formats.dna.schema import COLUMNS, COUNTED, NEEDED_COLUMNS, OPTIONAL_TABLES, VERSION_2, VERSION_3

BOOLEAN, INTEGER, SHORT, LONG = "boolean", "integer", "short text", "long text"

T = TypeVar("T")


@dataclass(slots=True)
class Variable:
    """What a type of statement asks for."""

    id: int
    name: str
    kind: str
    type: int | None


@dataclass(slots=True)
class Entity:
    """A value of a short text: an actor, a concept. DNA 2 may have values that it never listed: no id."""

    id: int | None
    variable: int
    value: str
    color: str | None = None
    parent: int | str | None = None
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Document:
    """A text that was coded."""

    id: int
    title: str
    text: str
    coder: int | None
    author: str
    publisher: str
    section: str
    notes: str
    kind: str
    date: int | None


@dataclass(slots=True)
class Statement:
    """A span of a document, with a value for each variable (by its id), and what is wrong with it."""

    id: int
    type: int | None
    document: int | None
    start: int | None
    stop: int | None
    coder: int | None
    values: dict[int, int | str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Content:
    """All of it."""

    version: int
    written_by: str
    coders: dict[int, str]
    documents: dict[int, Document]
    types: dict[int, str]
    variables: dict[int, Variable]
    entities: dict[tuple[int, str], Entity]
    statements: dict[int, Statement]
    astray: int  # values of no statement or of no variable of theirs
    not_carried: list[str]


def content_of(database: Database) -> Content:
    """Read everything that has a place in a map.

    Raises
    ------
    ParseError
        When tables or columns are missing, values are of the wrong type, or ids are not unique.
    """
    reader = _Reader(database)
    version = reader.version
    settings = {row[0]: row[1] for row in reader.rows("SETTINGS")}
    written_by = settings.get("version") or ""
    if written_by[:1] in ("2", "3") and written_by[0] != str(version):
        raise database.fault(f"written by DNA {written_by}, but with the tables of DNA {version}: dates are not clear")
    entities = reader.entities_3() if version == 3 else reader.entities_2()
    content = Content(
        version=version,
        written_by=written_by,
        coders={row[0]: row[1] or "" for row in reader.identified("CODERS")},
        documents={row[0]: _document(row) for row in reader.identified("DOCUMENTS")},
        types={row[0]: row[1] or "" for row in reader.identified("STATEMENTTYPES")},
        variables={
            row[0]: Variable(row[0], row[1] or "", row[2] or "", row[3]) for row in reader.identified("VARIABLES")
        },
        entities={},
        statements={row[0]: Statement(*row) for row in reader.identified("STATEMENTS")},
        astray=0,
        not_carried=[],
    )
    for entity in entities:
        # DNA 2 doesn't see to it that a value is there once; the empty value often is there several times.
        there = content.entities.setdefault((entity.variable, entity.value), entity)
        there.attributes = {**entity.attributes, **there.attributes}
    by_id = {entity.id: entity for entity in entities}
    for table, kind in (("DATABOOLEAN", BOOLEAN), ("DATAINTEGER", INTEGER), ("DATALONGTEXT", LONG)):
        for statement, variable, value in reader.rows(table):
            _enter(content, statement, variable, kind, value)
    for statement, variable, value in reader.rows("DATASHORTTEXT"):
        if version == 2:
            _enter(content, statement, variable, SHORT, value)
            if value and variable in content.variables:
                content.entities.setdefault((variable, value), Entity(None, variable, value))
        elif (found := by_id.get(value)) is not None and found.variable == variable:
            _enter(content, statement, variable, SHORT, found.value)
        elif value is not None:
            _enter(content, statement, variable, SHORT, None, f"names the entity {value}, which it doesn't have")
    for table, (column, one, several) in COUNTED.items():
        counted: dict[str, type] = {column: str if column == "Label" else int}
        if database.has(table) and (number := sum(1 for _ in database.rows(table, counted))):
            content.not_carried.append(f"{number} {one if number == 1 else several}")
    return content


class _Reader:
    """The tables of one version."""

    def __init__(self, database: Database) -> None:
        self._database = database
        if database.has("ENTITIES"):
            self.version, own = 3, VERSION_3
        elif database.has_column("DATASHORTTEXT", "Value"):
            self.version, own = 2, VERSION_2
        else:
            raise database.fault("a SQLite database, but none of DNA 2 or 3: it has no such tables")
        self._columns = {**COLUMNS, **own}

    def rows(self, table: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a table; none where an optional one is not there."""
        if table in OPTIONAL_TABLES and not self._database.has(table):
            return iter(())
        columns = self._columns[table]
        return self._database.rows(table, columns, [name for name in columns if name in NEEDED_COLUMNS])

    def identified(self, table: str) -> list[tuple[Any, ...]]:
        """The rows of a table in the order of their ids, which are unique."""
        found: dict[int, tuple[Any, ...]] = {}
        for row in self.rows(table):
            if row[0] is None:
                raise self._database.fault(f"table {table}: a row has no ID")
            if found.setdefault(row[0], row) is not row:
                raise self._database.fault(f"table {table}: two rows have the ID {row[0]}")
        return [found[id] for id in sorted(found)]

    def entities_2(self) -> list[Entity]:
        """Entities of DNA 2, each with the three attributes that it knows."""
        found = []
        for id, variable, value, red, green, blue, *rest, parent in self.identified("ATTRIBUTES"):
            attributes = {name: text for name, text in zip(("Type", "Alias", "Notes"), rest, strict=True) if text}
            found.append(Entity(id, variable, value or "", _color(red, green, blue), parent or None, attributes))
        return found

    def entities_3(self) -> list[Entity]:
        """Entities of DNA 3, with attributes as the coders have defined them."""
        found = {
            id: Entity(id, variable, value or "", _color(red, green, blue), parent)
            for id, variable, value, red, green, blue, parent in self.identified("ENTITIES")
        }
        names = {id: name or "" for id, name in self.identified("ATTRIBUTEVARIABLES")}
        for entity, attribute, text in self.rows("ATTRIBUTEVALUES"):
            if text and entity in found and attribute in names:
                found[entity].attributes.setdefault(names[attribute], text)
        return list(found.values())


def _document(row: tuple[Any, ...]) -> Document:
    id, title, text, coder, *texts, date = row
    author, publisher, section, notes, kind = [one or "" for one in texts]
    return Document(id, title or "", text or "", coder, author, publisher, section, notes, kind, date)


def _enter(
    content: Content, statement: int | None, variable: int | None, kind: str, value: Any, fault: str = ""
) -> None:
    """Enter a value of a statement, or what is wrong with it."""
    there = content.statements.get(statement) if statement is not None else None
    asked = content.variables.get(variable) if variable is not None else None
    if there is None or asked is None or asked.kind != kind or asked.type != there.type:
        content.astray += 1
        return
    if kind == BOOLEAN and value not in (None, 0, 1):
        fault = f"is {value}, expected 0 or 1"
    if there.values.get(asked.id, value) != value:
        fault = "has two values"
    if fault:
        there.faults.append(f"{asked.name} {fault}")
    elif value is not None:
        there.values[asked.id] = value


def _color(red: int | None, green: int | None, blue: int | None) -> str | None:
    parts = (red, green, blue)
    if any(part is None or not 0 <= part <= 255 for part in parts):
        return None
    return f"#{red:02x}{green:02x}{blue:02x}"
