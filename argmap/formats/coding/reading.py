"""A coding sheet to a map: one row, one position. Every fault is told with its row and column, none is passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from argmap.dates import Date
from argmap.errors import ArgmapError, ParseError, ReadError, ValueRefused
from argmap.formats.coding.decoding import SUSPECT, repaired
from argmap.formats.coding.headings import field_named, matched, needed
from argmap.formats.coding.opening import Sheet, looks_like_header, opened
from argmap.formats.coding.options import Options, Settings, checked
from argmap.formats.coding.registers import Entry, Register, numbered
from argmap.formats.coding.rows import Problem, RowReader, tidy
from argmap.model.argument_map import ArgumentMap
from argmap.model.records import Claim, Party, Position, Source
from argmap.model.store import without_collector
from argmap.model.values import Evidence, Quote

_PASSED_ON = ("value", "mode", "hedge", "arguendo", "coder", "weight")
# What is said of documents, and the fields of a source that it fills.
_OF_SOURCES = {
    "title": "title",
    "source": "publisher",
    "authors": "authors",
    "document_date": "date",
    "document_kind": "kind",
    "url": "url",
    "citation": "citation",
}
_HOLDERS = ("party", "person", "organization", "on_behalf_of", "imputed_to", "imputed_by")
_BARE = re.compile(r"^position (?:'[^']*'|\"[^\"]*\"): ")
_ALIKE = 200  # notes on spellings


def map_of(data: str | bytes, source: str, options: Options) -> ArgumentMap:
    """The map that a coding sheet describes.

    Raises
    ------
    ParseError, ReadError
        With every fault, each with row and column; with `bad_rows="report"` only where nothing can be read.
    """
    settings = checked(options, field_named)
    return Reading(opened(data, source, settings), settings).read()


class Reading:
    """What is known of a coding sheet while it is read."""

    def __init__(self, sheet: Sheet, settings: Settings) -> None:
        self.sheet, self.settings = sheet, settings
        self.columns = matched(sheet.header, settings)
        faults = [sheet.placed(message, sheet.line, index) for index, message in self.columns.faults]
        if missing := needed(self.columns, settings, sheet.header):
            hint = looks_like_header(sheet, settings)
            faults += [sheet.placed(message, sheet.line, fix=hint) for message in missing]
        if faults:
            raise ReadError(faults)
        self.notes = list(sheet.notes)
        self._look_for_mojibake()
        self.rows = RowReader(sheet, self.columns, settings)
        self.parties, self.claims, self.sources = Register(), Register(), Register()
        self.ids: dict[str, int] = {}  # of positions, with the row of each
        self.faults: list[ParseError] = []
        # Cells of free data that cannot be taken: by column the first row, what is wrong with it, and all rows.
        self.left_out: dict[int, tuple[tuple[int, int], str, list[int]]] = {}
        # What is known of each good row: where it stands, who, for whom, by whom imputed, what, in which document.
        self.found: list[tuple[tuple[int, int], list[Entry | None], dict[str, Any]]] = []
        told = self.columns.fields.keys() | settings.default.keys()
        self._named = {name.removesuffix("_id") for name in told}
        self._of_sources = [name for name in _OF_SOURCES if name in told]
        # Where nobody has an id or a key, the same words mean the same party.
        self._by_words = not (self.columns.keys or any(f"{name}_id" in told for name in _HOLDERS))
        self._known: dict[tuple[str, str | None], Entry] = {}

    def read(self) -> ArgumentMap:
        """All rows, then the records that they name."""
        with without_collector():
            self._read_rows()
            records = self._records()
        if self.faults and not self.settings.keep_good_rows:
            raise ReadError(sorted(self.faults, key=lambda fault: fault.line or 0))
        m = ArgumentMap()
        m.extend(records)
        m.report = (*sorted(self.faults, key=lambda fault: fault.line or 0), *self.notes, *self._spellings())
        return m

    def _read_rows(self) -> None:
        broken = self.sheet.broken
        for line, number, cells in self.sheet.rows:
            fields, problems = self.rows.read(cells)
            if number in broken:
                problems = [*self._in_the_way((line, number), broken[number]), *problems]
            if problems or not (fields.get("claim") and (fields.get("party") or fields.get("person"))):
                problems += self._missing(fields, {at for at, _ in problems})
            if not problems:
                problems = self._register((line, number), cells, fields)
            if problems:
                self._note(line, number, problems)

    def _in_the_way(self, row: tuple[int, int], broken: list[Problem]) -> Iterator[Problem]:
        """The cells that could not be taken, and matter; of others (a formula among free data) a note tells."""
        free = {at for at, _, _ in self.columns.data}
        for index, message in broken:
            if index in free:
                self.left_out.setdefault(index, (row, message, []))[2].append(row[1])
            else:
                yield index, message

    def _note(self, line: int, number: int, problems: list[Problem]) -> None:
        for index, message in dict.fromkeys(problems):
            self.faults.append(self.sheet.placed(f"{self.sheet.name_of(index)}{message}", line, index, number))

    # -- one row -------------------------------------------------------------------------------------------------------

    def _missing(self, fields: dict[str, Any], told: set[int | None]) -> Iterator[Problem]:
        """What every row needs, unless a fault has been told of its column."""
        for what, names in (
            ("party", ("party", "person", "organization", "party_id", "imputed_to", "imputed_to_id")),
            ("claim", ("claim", "claim_id")),
        ):
            at = next((at for name in names if (at := self.rows.column(name)) is not None), None)
            if not any(fields.get(name) for name in names) and at not in told:
                yield at, f"blank; every row needs a {what}"

    def _register(self, row: tuple[int, int], cells: list[str], fields: dict[str, Any]) -> list[Problem]:
        """Find what a good row names; a problem when that cannot be told."""
        try:
            party, principal = self._holder(row, cells, fields)
            by = self._party(row, cells, fields, "imputed_by")
        except ArgmapError as error:
            return [(self.rows.column("person") or self.rows.column("party"), str(error))]
        id = fields.get("id")
        if id is not None and (taken := self.ids.setdefault(id, row[1])) != row[1]:
            hint = 'columns={"id": None} leaves that column to free data'
            return [(self.rows.column("id"), f"the id {id!r:.60} stands in row {taken} as well; {hint}")]
        claim_id = fields.get("claim_id")
        try:
            claim = self.claims.entry(fields.get("claim", ""), claim_id and ("id", claim_id), row)
        except ArgmapError as error:
            return [(self.rows.column("claim"), str(error))]
        self.found.append((row, [party, principal, by, claim, self._source(row, cells, fields)], fields))
        return []

    def _holder(
        self, row: tuple[int, int], cells: list[str], fields: dict[str, Any]
    ) -> tuple[Entry | None, Entry | None]:
        """Who holds it, and for whom: of a person and an organization the person, on behalf of the organization."""
        organization = self._party(row, cells, fields, "organization", kind="organization")
        party = self._party(row, cells, fields, "person", kind="person") or self._party(row, cells, fields, "party")
        if (imputed := self._party(row, cells, fields, "imputed_to")) is not None:
            if party is not None or fields.setdefault("mode", "imputed") != "imputed":
                raise ValueRefused("imputed_to beside a party, or a mode that is not 'imputed'")
            party = imputed
        if party is None:
            party, organization = organization, None
        principal = self._party(row, cells, fields, "on_behalf_of") or organization
        return party, principal

    def _party(
        self, row: tuple[int, int], cells: list[str], fields: dict[str, Any], field: str, kind: str | None = None
    ) -> Entry | None:
        if field not in self._named:
            return None
        words, id = fields.get(field, ""), fields.get(f"{field}_id")
        if not words and not id:
            return None
        if self._by_words and (known := self._known.get((words, kind))) is not None:
            return known
        at = self.columns.keys.get(field)
        key = tidy(cells[at]) if at is not None else ""
        name = self.settings.aliases.get(words, words)
        heading = "" if at is None else tidy(self.sheet.header[at])
        identity = ("id", id) if id else (heading, key) if key else None
        entry = self.parties.entry(name, identity, row)
        if key and not id:
            entry.fields.setdefault("data", {})[heading] = key
        if kind is not None and entry.fields.setdefault("kind", kind) != kind:
            entry.fields["kind"] = None  # a person in one row, an organization in another
        if self._by_words:
            self._known[words, kind] = entry
        return entry

    def _source(self, row: tuple[int, int], cells: list[str], fields: dict[str, Any]) -> Entry | None:
        """The document: by its id or key, else by all that is said of it."""
        said = {name: fields[name] for name in self._of_sources if name in fields}
        if words := fields.get("document_date_text"):
            said["document_date"] = (
                Date(said["document_date"].edtf, text=words.text) if "document_date" in said else words
            )
        if "source" in said and "title" not in self.columns.fields:
            said["title"] = said.pop("source")
        at = self.columns.keys.get("title")
        key = tidy(cells[at]) if at is not None else ""
        identity: tuple[str, Any]
        if id := fields.get("source_id"):
            identity = "id", id
        elif key:
            identity = tidy(self.sheet.header[at or 0]), key
        elif not said:
            return None
        else:
            # Two documents with one title are told apart by their dates.
            dated = "title" in said and "url" not in said and "document_date" not in said
            identity = "", (tuple(said.items()), fields.get("date") if dated else None)
            if (known := self.sources.known(identity)) is not None:
                return known
        entry = self.sources.entry("", identity, row)
        if key:
            entry.fields.setdefault("data", {})[tidy(self.sheet.header[at or 0])] = key
        for name, value in said.items():
            if entry.fields.setdefault(name, value) != value:
                entry.others[name] = None
        return entry

    # -- records -------------------------------------------------------------------------------------------------------

    def _records(self) -> list[Any]:
        """The records: positions of the good rows, and what they name."""
        self.parties.number("party")
        self.claims.number("c")
        self.sources.number("s", _words_of_source)
        ids = numbered(self.ids, "p")
        positions = []
        named: set[int] = set()
        for row, entries, fields in self.found:
            try:
                made = _position(fields.get("id") or next(ids), entries, fields)
            except ArgmapError as error:
                at, message = self._blamed(error)
                self._note(*row, [(at, message)])
                continue
            positions.append(made)
            named.update(id(entry) for entry in entries if entry is not None)
        parties = [entry for entry in self.parties.entries if id(entry) in named]
        claims = [entry for entry in self.claims.entries if id(entry) in named]
        sources = [entry for entry in self.sources.entries if id(entry) in named]
        return [
            *self._parties(parties),
            *map(_source_record, sources),
            *(Claim(entry.id, entry.words, wordings=tuple(entry.others)) for entry in claims),
            *positions,
        ]

    def _blamed(self, error: ArgmapError) -> Problem:
        """The column at fault when a record refuses its values."""
        name = error.__dict__.get("field")
        message = str(error)
        at = None if name is None else self.rows.column({"evidence": "quote"}.get(name, name))
        message = _BARE.sub("", message).removeprefix(f"{name}: ")
        hint = f'; columns={{"{name}": None}} leaves that column to free data' if name in ("mode", "basis") else ""
        return at, f"{message}{hint}"

    def _parties(self, entries: list[Entry]) -> Iterator[Party]:
        """The parties, each with its other names, as far as nobody else bears them."""
        borne: dict[str, set[str]] = {}
        aliases: dict[str, list[str]] = {}
        for alias, name in self.settings.aliases.items():
            aliases.setdefault(name, []).append(alias)
        others = {}
        for entry in entries:
            more = [*entry.others, *aliases.get(entry.words, ())]
            others[entry.id] = [name for name in dict.fromkeys(more) if name != entry.words]
            for name in (entry.id, entry.words, *others[entry.id]):
                borne.setdefault(name, set()).add(entry.id)
        for entry in entries:
            own = tuple(name for name in others[entry.id] if borne[name] == {entry.id})
            yield Party(entry.id, entry.words, aliases=own, **entry.fields)

    # -- notes ---------------------------------------------------------------------------------------------------------

    def _look_for_mojibake(self) -> None:
        """Say where text was read in a wrong encoding before; repair it where that is asked for."""
        if not self.sheet.suspect:
            return
        count, first = 0, None
        for line, number, cells in self.sheet.rows:
            for index, text in enumerate(cells):
                if text.isascii() or not (match := SUSPECT.search(text)):
                    continue
                if self.settings.repair and (mended := repaired(text)) != text:
                    cells[index] = text = mended
                    if not (match := SUSPECT.search(text)):
                        continue
                count += 1
                first = first or (line, number, index, text[max(0, match.start() - 10) : match.end() + 10])
        if first is not None:
            line, number, column, sample = first
            lost = "\N{REPLACEMENT CHARACTER}" in sample
            kind = "characters that were lost before (U+FFFD)" if lost else "mojibake"
            more = "" if count < 2 else f", and {count - 1} cells more" if count > 2 else ", and one cell more"
            mend = lost or self.settings.repair
            hint = "; left as they are" if mend else "; left as it is (mojibake='repair' mends what can be mended)"
            message = f"{self.sheet.name_of(column)}{kind}: {sample!r:.60}{more}{hint}"
            self.notes.append(self.sheet.placed(message, line, column, number))

    def _spellings(self) -> Iterator[ParseError]:
        """Notes on the columns and on names: what a reader should look at."""
        for index, (first, message, rows) in self.left_out.items():
            more = "" if len(rows) == 1 else f" (and {len(rows) - 1} cells more of this column)"
            told = f"{self.sheet.name_of(index)}free data passed over: {message}{more}"
            yield self.sheet.placed(told, first[0], index, first[1])
        yield from (self._remark("stance", message) for message in self.rows.stance.notes)
        for what, field, register in (("parties", "party", self.parties), ("claims", "claim", self.claims)):
            column = next(
                (one for one in (field, "person", "organization") if self.rows.column(one) is not None), field
            )
            for count, group in enumerate(register.alike()):
                if count == _ALIKE:
                    yield self._remark(column, "… and more spellings of this kind")
                    break
                listed = " and ".join(f"{entry.words!r:.60} (row {entry.row[1]})" for entry in group[:4])
                mend = '; aliases={"…": "…"} makes them one' if field == "party" else ""
                yield self._remark(
                    column, f"{listed} differ in case or signs only: they are {len(group)} {what}{mend}", group[1].row
                )
            for words, group in register.several():
                yield self._remark(column, f"{words!r:.60} stands for {len(group)} {what}, by their keys", group[1].row)
            for entry in register.entries:
                if entry.others:
                    listed = " and ".join(f"{name!r:.60}" for name in [entry.words, *entry.others][:4])
                    yield self._remark(column, f"{listed} have one key: they are one of the {what}", entry.row)
        differing = [entry for entry in self.sources.entries if entry.others]
        if differing:
            names = ", ".join(differing[0].others)
            message = f"{len(differing)} documents of which rows say different things ({names}): the first is kept"
            yield self.sheet.placed(message, *_line(differing[0].row))

    def _remark(self, field: str, message: str, row: tuple[int, int] | None = None) -> ParseError:
        at = self.rows.column(field)
        line, number = row or (self.sheet.line, None)
        return self.sheet.placed(f"{self.sheet.name_of(at)}{message}", line, at, number)


def _line(row: tuple[int, int]) -> tuple[int, None, int]:
    return row[0], None, row[1]


def _position(id: str, entries: list[Entry | None], fields: dict[str, Any]) -> Position:
    party, principal, by, claim, source = entries
    date = fields.get("date")
    if words := fields.get("date_text"):
        date = words if date is None else Date(date.edtf, text=words.text)
    return Position(
        id,
        party.id if party else "",
        claim.id if claim else "",
        fields["stance"],
        date=date,
        evidence=_evidence(source, fields),
        imputed_by=by.id if by else None,
        on_behalf_of=principal.id if principal else None,
        **{name: fields[name] for name in (*_PASSED_ON, "data") if name in fields},
    )


_ANCHOR = {"quote_prefix": "prefix", "quote_suffix": "suffix", "quote_start": "start", "quote_end": "end"}


def _evidence(source: Entry | None, fields: dict[str, Any]) -> tuple[Evidence, ...]:
    """Where it was read; nothing when no column says so."""
    given: dict[str, Any] = {name: fields[name] for name in ("locator", "basis") if name in fields}
    if "quote" in fields:
        anchor = {field: fields[name] for name, field in _ANCHOR.items() if name in fields}
        given["quote"] = Quote(fields["quote"], **anchor)
    if source is None and not given:
        return ()
    return (Evidence(source.id if source else None, **given),)


def _source_record(entry: Entry) -> Source:
    return Source(entry.id, **{_OF_SOURCES.get(name, name): value for name, value in entry.fields.items()})


def _words_of_source(entry: Entry) -> str:
    return next((entry.fields[name] for name in ("title", "source", "citation", "url") if entry.fields.get(name)), "")
