"""A map to sheets: what each cell says, and which columns are needed to say it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from argmap.formats._sheets.columns import Column, Sheet
from argmap.formats._sheets.free_data import write_json
from argmap.formats._sheets.names import Names
from argmap.formats._sheets.sheets import PIECES_OF, SHEETS
from argmap.model.argument_map import ArgumentMap
from argmap.model.building import authored
from argmap.model.references import COLLECTIONS
from argmap.model.values import Evidence, Predecessor, Quote

_MOST_KEYS = 100  # columns of free data in one sheet; what is rarer goes into one JSON object
_LONGEST_KEY = 60

Write = Callable[[Any, Names], str]

_PLAIN = (Evidence(), Evidence(basis="inferred"))


@dataclass(frozen=True)
class Written:
    """A sheet to be written: its columns, with None for one of free data, and all rows, the header first."""

    sheet: Sheet
    columns: list[Column | None]
    rows: list[Sequence[str]]


def sheets_of(m: ArgumentMap) -> list[Written]:
    """The sheets of a map. Those for records are all there; the rare ones, when there is something to say."""
    store = m._store
    parties, sources = store.collections["parties"], store.collections["sources"]
    writing = _Writing(Names(parties, store.names, sources))
    found = {}
    if m.title is not None or m.data:
        found["map"] = writing.sheet(SHEETS["map"], [m])
    authors = _authors(m)
    for name in COLLECTIONS:
        records = list(store.collections[name].values())
        if name == "positions" and authors:
            folded = {f"{argument}-by-{party}" for argument, parties in authors.items() for party in parties}
            records = [record for record in records if record.id not in folded]
        found[name] = writing.sheet(SHEETS[name], records, authors if name == "arguments" else None)
    for name, told in (("evidence", writing.evidence), ("order", writing.order)):
        if told:
            found[name] = writing.told(SHEETS[name], told)
    return [found[name] for name in SHEETS if name in found]


def _authors(m: ArgumentMap) -> dict[str, list[str]]:
    """Who advances each argument, where the position that says so says nothing else.

    Such a position is the argument's `by` wherever it stands among the positions; the reader puts it after those of
    the positions sheet. So one position more in a map is one row more in its tables, and never turns every `by` into
    a row.
    """
    arguments = m._store.collections["arguments"]
    found: dict[str, list[str]] = {}
    for position in m._store.collections["positions"].values():
        argument = arguments.get(position.target)
        if (
            argument is not None
            and position.id == f"{argument.id}-by-{position.party}"
            and position == authored(argument, position.party)
        ):
            found.setdefault(argument.id, []).append(position.party)
    return found


class _Writing:
    """What is gathered from the records while their sheets are written."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.evidence: list[tuple[str, str, Evidence]] = []  # word for the kind of record, id, piece
        self.order: list[tuple[str, Predecessor]] = []

    def sheet(self, sheet: Sheet, records: list[Any], authors: dict[str, list[str]] | None = None) -> Written:
        """One row a record."""
        inline: list[tuple[str, Evidence | None]] = []
        if sheet.pieces:
            kind = next(word for word, name in PIECES_OF.items() if name == sheet.name)
            inline = [self._inline(kind, record.id, getattr(record, sheet.pieces)) for record in records]
        written = Written(sheet, [], [])
        columns: list[list[str]] = []
        header: list[str] = []

        def add(name: str, texts: list[str], column: Column | None = None) -> None:
            header.append(name)
            written.columns.append(column)
            columns.append(texts)

        for column in sheet.columns:
            if column.owner is not None:
                texts = self._pieces(column, inline)
            else:
                values: list[Any]
                if column.name == "by" and authors is not None:
                    values = [authors.get(record.id) for record in records]
                elif column.name == "after" and sheet.name == "sources":
                    values = [self._after(record) for record in records]
                else:
                    values = [getattr(record, column.fills) for record in records]
                texts = self._texts(values, column.cell.write)
            if column.always or any(texts):
                add(column.name, texts, column)
        if any(record.data for record in records):
            thawed = [record.data.to_json() if record.data else {} for record in records]
            for name, values in _data_columns(thawed):
                add(name, self._texts(values, _write_json))
        written.rows.extend([header, *zip(*columns, strict=True)])
        return written

    def told(self, sheet: Sheet, told: Sequence[tuple[Any, ...]]) -> Written:
        """One row for each piece that stands in no record's own row."""
        pieces = [piece.evidence if isinstance(piece, Predecessor) else piece for *_, piece in told]
        inline = [(piece.source or "", piece) for piece in pieces]
        own: dict[str, list[str]] = {"kind": [one[0] for one in told], "of": [one[1] for one in told]}
        if sheet.name == "order":
            own = {
                "source": [one[0] for one in told],
                "after": [one[1].id for one in told],
                "note": [one[1].note or "" for one in told],
            }
        found = {
            column: own[column.name] if column.name in own else self._pieces(column, inline) for column in sheet.columns
        }
        shown = {column: texts for column, texts in found.items() if column.always or any(texts)}
        header = [column.name for column in shown]
        return Written(sheet, [*shown], [header, *zip(*shown.values(), strict=True)])

    def _texts(self, values: list[Any], write: Write) -> list[str]:
        """One column of cells."""
        return ["" if value is None else write(value, self.names) for value in values]

    def _inline(self, kind: str, id: str, pieces: tuple[Evidence, ...]) -> tuple[str, Evidence | None]:
        """The sources and the piece that a record's own row shows; the other pieces are put by."""
        if not pieces:
            return "", None
        first = pieces[0]
        if len(pieces) > 1 and _differ_in_source_only(pieces):
            return "; ".join([piece.source for piece in pieces if piece.source is not None]), first
        # A piece of which nothing is known would look like none at all.
        own = 0 if first == _PLAIN[0] else 1
        self.evidence.extend([(kind, id, piece) for piece in pieces[own:]])
        return (first.source or "", first) if own else ("", None)

    def _after(self, record: Any) -> tuple[Predecessor, ...]:
        """The predecessors that a document's own row shows: all or none, so that their order is kept."""
        after: tuple[Predecessor, ...] = record.after
        if all(one.note is None and one.evidence in _PLAIN for one in after):
            return after
        self.order.extend([(record.id, one) for one in after])
        return ()

    def _pieces(self, column: Column, inline: Sequence[tuple[str, Evidence | None]]) -> list[str]:
        """One column of evidence."""
        field = column.fills
        if field == "source":
            return [sources for sources, _ in inline]
        if column.owner is Quote:
            quotes = [None if piece is None else piece.quote for _, piece in inline]
            values = [None if quote is None else getattr(quote, field) for quote in quotes]
        else:
            values = [None if piece is None else getattr(piece, field) for _, piece in inline]
        return self._texts(values, column.cell.write)


def _data_columns(data: list[dict[str, Any]]) -> Iterator[tuple[str, list[Any]]]:
    """The columns of free data: `note`, one for each other key, and `data` for keys that are no header."""
    keys = dict.fromkeys(key for one in data for key in one)
    named = sorted((key for key in keys if key == "note" or _is_header(key)), key=lambda key: key != "note")
    named = named[:_MOST_KEYS]
    for key in named:
        yield "note" if key == "note" else f"data.{key}", [_Given(one[key]) if key in one else None for one in data]
    if len(named) < len(keys):
        shown = set(named)
        rest = [{key: value for key, value in one.items() if key not in shown} for one in data]
        yield "data", [_Given(one) if one else None for one in rest]


class _Given:
    """A value of free data that is there, be it null."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


def _write_json(given: _Given, names: Names) -> str:
    return write_json(given.value)


def _differ_in_source_only(pieces: tuple[Evidence, ...]) -> bool:
    first = pieces[0]
    return first.quote is None and all(
        piece.source is not None
        and piece.quote is None
        and (piece.locator, piece.via, piece.basis) == (first.locator, first.via, first.basis)
        for piece in pieces
    )


def _is_header(key: str) -> bool:
    """Whether a key of free data can be the name of a column."""
    return bool(key) and key == key.strip() and key.isprintable() and len(key) <= _LONGEST_KEY
