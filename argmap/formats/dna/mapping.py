"""The content of a DNA database as a map."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from argmap.characters import forbidden_in, shown, without_forbidden
from argmap.dates import Date
from argmap.errors import ParseError, ValueRefused
from argmap.formats.dna.actors import Actors
from argmap.formats.dna.content import BOOLEAN, INTEGER, Content, Document, Statement, Variable
from argmap.formats.dna.offsets import Offsets
from argmap.formats.dna.parts import Parts
from argmap.model.argument_map import ArgumentMap
from argmap.model.frozen import FrozenData
from argmap.model.records import Position
from argmap.model.store import without_collector
from argmap.model.values import Evidence, Quote

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_MIDNIGHT = datetime.time()
_SHOWN = 5


@dataclass(slots=True)
class _Text:
    """A document that has become a source."""

    source: str
    date: Date | None
    text: str
    offsets: Offsets | None = None  # made when a statement needs them


def map_of(content: Content, parts: dict[int, Parts], timezone: str | None, source: str) -> ArgumentMap:
    """The map, with its report."""
    with without_collector():
        return _Mapping(content, parts, _zone(content, timezone), source).made()


class _Mapping:
    def __init__(self, content: Content, parts: dict[int, Parts], zone: datetime.tzinfo | None, source: str) -> None:
        self._content, self._parts, self._zone, self._source = content, parts, zone, source
        self._m = ArgumentMap(data={"dna": {"version": content.written_by}} if content.written_by else {})
        self._report: list[ParseError] = []
        self._texts: dict[int, _Text] = {}
        self._timed = 0  # documents with a time of day

    def made(self) -> ArgumentMap:
        """The map."""
        content, m = self._content, self._m
        for variable in content.variables.values():
            variable.name = self._clean(variable.name, f"the name of variable {variable.id}")
        for table, what in ((content.types, "the name of type"), (content.coders, "the name of coder")):
            for id, name in table.items():
                table[id] = self._clean(name, f"{what} {id}").strip()
        self._actors = Actors(m, content, self._parts, self._clean, self._fault)
        for document in content.documents.values():
            self._texts[document.id] = self._document(document)
        if self._timed and content.version == 2 and self._zone is None:
            self._fault(
                f"{self._timed} of {len(content.documents)} documents are not dated at midnight UTC: DNA 2 stores "
                "midnight in the time zone of the coder, which the file doesn't name, so a date may be a day off",
                fix="give timezone='Europe/Berlin' or the like; timezone='UTC' says that these are times of day",
            )
        other: dict[int | None, list[int]] = {}
        positions = []
        for statement in content.statements.values():
            parts = self._parts.get(statement.type) if statement.type is not None else None
            if parts is None or parts.missing:
                other.setdefault(statement.type, []).append(statement.id)
            elif (position := self._position(statement, parts)) is not None:
                positions.append(position)
        m.extend(positions)
        self._tell_of(other)
        m.report = tuple(self._report)
        return m

    # -- documents -------------------------------------------------------------------------------------------------

    def _document(self, document: Document) -> _Text:
        place = f"document {document.id}"
        date, time = self._date(document)
        data: dict[str, Any] = {
            "section": self._clean(document.section, f"{place}: section"),
            "notes": self._clean(document.notes, f"{place}: notes"),
            "coder": self._coder(document.coder),
            "time": time,
        }
        author = self._clean(document.author, f"{place}: author")
        made = self._m.add_source(
            title=self._clean(document.title, f"{place}: title") or None,
            kind=self._clean(document.kind, f"{place}: type"),
            authors=[author] if author.strip() else [],
            publisher=self._clean(document.publisher, f"{place}: source"),
            date=date,
            data={**{key: value for key, value in data.items() if value}, "dna": {"id": document.id}},
        )
        text = self._clean(document.text, f"{place}: text")
        self._m.texts[made.id] = text
        return _Text(made.id, date, text)

    def _date(self, document: Document) -> tuple[Date | None, str]:
        """The day of a document, and its time of day unless that is midnight."""
        if document.date is None:
            return None, ""
        try:
            if self._content.version == 3:
                moment = _EPOCH + datetime.timedelta(seconds=document.date)
            else:
                moment = _EPOCH + datetime.timedelta(milliseconds=document.date)
                moment = moment if self._zone is None else moment.astimezone(self._zone)
        except OverflowError:
            self._fault(f"document {document.id}: the date {document.date} lies beyond the calendar: no date")
            return None, ""
        time = moment.time()
        self._timed += time != _MIDNIGHT
        return Date(moment.date().isoformat()), "" if time == _MIDNIGHT else time.isoformat()

    # -- statements ------------------------------------------------------------------------------------------------

    def _position(self, statement: Statement, parts: Parts) -> Position | None:
        """The position that a statement is; None, and a word in the report, where it is none."""
        place = f"statement {statement.id}"
        party = self._actors.id_of("party", parts.party, statement)
        organization = self._actors.id_of("organization", parts.organization, statement)
        claim = self._actors.id_of("claim", parts.claim, statement)
        reasons = list(statement.faults)
        if party is None and organization is None:
            reasons.append(f"no {' or '.join(one.name for one in (parts.party, parts.organization) if one)}")
        if claim is None and parts.claim is not None:
            reasons.append(f"no {parts.claim.name}")
        if statement.document not in self._texts:
            reasons.append(f"its document {statement.document} is not there")
        if reasons or claim is None or statement.document is None:
            self._fault(f"{place}: {', '.join(dict.fromkeys(reasons))}: left out")
            return None
        text = self._texts[statement.document]
        stance, value = self._stance(statement, parts.agreement, place)
        data, span = self._others(statement, parts, place), {}
        quote = self._quote(statement, text, place)
        if quote is None:
            span = {"start": statement.start, "stop": statement.stop}
        label = "" if statement.type is None else self._content.types[statement.type]
        return Position(
            f"p{statement.id}",
            party or organization or "",
            claim,
            stance,
            value=value,
            date=text.date,
            evidence=(Evidence(text.source, quote=quote),),
            on_behalf_of=organization if party is not None else None,
            coder=self._coder(statement.coder),
            data=FrozenData({**data, "dna": {"id": statement.id, "statement_type": label, **span}}),
        )

    def _stance(self, statement: Statement, qualifier: Variable | None, place: str) -> tuple[str, int | str | None]:
        """The stance, and the qualifier as it was coded where it is a number or a category."""
        if qualifier is None:
            return "mentions", None
        value = statement.values.get(qualifier.id)
        if value is None or (isinstance(value, str) and not value.strip()):
            self._fault(f"{place}: no {qualifier.name}: read as 'mentions'")
            return "mentions", None
        if isinstance(value, str):
            return "mentions", self._clean(value, f"{place}: {qualifier.name}")
        if qualifier.kind == BOOLEAN:
            return ("asserts" if value else "denies"), None
        return ("asserts" if value > 0 else "denies" if value < 0 else "mentions"), value

    def _others(self, statement: Statement, parts: Parts, place: str) -> dict[str, Any]:
        """The values of variables that play no part."""
        found: dict[str, Any] = {}
        for variable in parts.others:
            value: Any = statement.values.get(variable.id)
            if value is None or value == "":
                continue
            if variable.kind == BOOLEAN:
                value = bool(value)
            elif variable.kind != INTEGER:
                value = self._clean(value, f"{place}: {variable.name}")
            taken = variable.name == "dna" or variable.name in found
            found[f"{variable.name} (variable {variable.id})" if taken else variable.name] = value
        return found

    def _quote(self, statement: Statement, text: _Text, place: str) -> Quote | None:
        """The words of a statement; None, and a word in the report, where they are not in the text."""
        if text.offsets is None:
            text.offsets = Offsets(text.text)
            if "\r" in text.text:
                self._fault(
                    f"document {statement.document}: its text has carriage returns, which the editor of DNA doesn't "
                    "count: the words of its statements may be shifted"
                )
        span = (statement.start, statement.stop)
        start, end = [None if unit is None else text.offsets.place(unit) for unit in span]
        if start is not None and end is not None and start < end:
            return Quote(text.text[start:end], start=start, end=end)
        self._fault(
            f"{place}: {statement.start} to {statement.stop} is no span of document {statement.document}, whose text "
            f"has {text.offsets.length} UTF-16 units: kept without its words"
        )
        return None

    # -- what is told ----------------------------------------------------------------------------------------------

    def _tell_of(self, other: dict[int | None, list[int]]) -> None:
        """Statements that are no positions by their type, and what has no place in a map."""
        content = self._content
        for kind, ids in other.items():
            which = (
                f"{', '.join(map(str, ids[:_SHOWN]))}{f' and {len(ids) - _SHOWN} more' if len(ids) > _SHOWN else ''}"
            )
            which = f"statement{'s' * (len(ids) > 1)} {which}"
            if kind is None or kind not in content.types:
                self._fault(f"{which}: the type of statement {kind} is not there: left out")
            elif kind in self._parts:
                label = shown(content.types[kind])
                self._fault(f"{which}: of the type {label}, which has no variable for {self._parts[kind].missing}")
        if content.astray:
            self._fault(f"not read: {_count(content.astray, 'value')} of no statement, or of no variable of its type")
        if content.not_carried:
            self._fault(f"not carried: {', '.join(content.not_carried)}")

    def _coder(self, coder: int | None) -> str | None:
        return None if coder is None else self._content.coders.get(coder) or None

    def _clean(self, text: str, place: str) -> str:
        """A text without characters that may not stand in one; each is replaced by one other, so offsets hold."""
        if forbidden_in(text) is None:
            return text
        text, found = without_forbidden(text)
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        self._fault(f"{place}: {found[0][1]} at {found[0][0]}{more} may not stand in a text: replaced, one for one")
        return text

    def _fault(self, message: str, fix: str = "") -> None:
        self._report.append(ParseError(message, source=self._source, fix=fix))


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"


def _zone(content: Content, timezone: str | None) -> datetime.tzinfo | None:
    if timezone is None:
        return None
    if content.version == 3:
        raise ValueRefused("timezone: DNA 3 stores dates as they were entered, they are in no time zone: leave it out")
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(timezone)
    except (KeyError, ValueError, OSError, TypeError, AttributeError):
        raise ValueRefused(
            f"timezone={shown(timezone, 40)}: no such time zone, expected Europe/Berlin or the like"
        ) from None
