"""A map to a coding sheet: one row a position on a claim. What the sheet has no room for is listed, one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from argmap.formats._sheets import cells as kinds
from argmap.formats._sheets.columns import Column, Sheet
from argmap.formats._sheets.free_data import write_json
from argmap.formats._sheets.names import Names
from argmap.formats._sheets.writing import Written
from argmap.model.argument_map import ArgumentMap
from argmap.model.records import MODES, STANCES, Position
from argmap.model.values import BASES

_NAMES = Names()
_MOST_KEYS = 100  # columns of free data; what is rarer goes into one JSON object
_LONGEST_KEY = 60
_ALWAYS = ("party", "claim", "stance", "date", "title", "quote")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows_on_claims(m: ArgumentMap) -> list[Position]:
    """The positions that a coding sheet holds: those on claims."""
    claims = m._store.collections["claims"]
    return [one for one in m._store.collections["positions"].values() if one.target in claims]


def sheet_of(m: ArgumentMap, *, guard: bool = False) -> Written:
    """The sheet, header first; columns in which nothing stands are left out, but for the most usual.

    With `guard`, an apostrophe is put before every text that a spreadsheet would take for a formula.
    """
    positions = rows_on_claims(m)
    columns: dict[str, list[str]] = {}
    for name, write in _columns(m).items():
        texts = [write(position) or "" for position in positions]
        if name in _ALWAYS or any(texts):
            columns[name] = texts
    columns.update(_data_columns(positions))
    if guard:
        columns = {name: [_guarded(text) for text in texts] for name, texts in columns.items()}
        columns = {_guarded(name): texts for name, texts in columns.items()}
    lists = {
        name: Column(name, kinds.choice(words), "")
        for name, words in (("stance", STANCES), ("mode", MODES), ("basis", BASES))
    }
    header = list(columns)
    return Written(
        Sheet("coding", None, "", ()),
        [lists.get(name) for name in header],
        [header, *zip(*columns.values(), strict=True)],
    )


def lost(m: ArgumentMap) -> list[str]:
    """What of this map does not come back from its coding sheet, beside the fields that no sheet holds."""
    found = []
    positions = rows_on_claims(m)
    whole = {one.id for one in positions}
    named: dict[str, set[str | None]] = {"parties": set(), "sources": set(), "claims": set()}
    for one in m._store.collections["positions"].values():
        if one.id not in whole:
            found.append(f"position {one.id!r}: it is on the argument {one.target!r}")
            continue
        named["parties"].update((one.party, one.on_behalf_of, one.imputed_by))
        named["claims"].add(one.target)
        if one.date is not None and (one.date.edtf or "").endswith("T00:00:00") and "/" not in (one.date.edtf or ""):
            found.append(f"position {one.id!r}: the midnight of its date")
        for piece in one.evidence[:1]:
            named["sources"].add(piece.source)
            if piece.via:
                found.append(f"position {one.id!r}: via")
            if piece.quote is not None and not piece.quote.exact.strip():
                found.append(f"position {one.id!r}: a quote of blanks")
        if len(one.evidence) > 1:
            found.append(f"position {one.id!r}: its evidence but for the first piece")
    for name, kind in (("parties", "party"), ("sources", "source"), ("claims", "claim")):
        for record in m._store.collections[name].values():
            if record.id not in named[name]:
                found.append(f"{kind} {record.id!r}: no position in the sheet names it")
            elif kind == "source" and record.url is not None and record.url != record.url.strip():
                found.append(f"source {record.id!r}: blanks around its url")
    return found


def _columns(m: ArgumentMap) -> dict[str, Callable[[Position], str | None]]:
    """What stands in each column, by heading."""
    parties, claims = m._store.collections["parties"], m._store.collections["claims"]
    sources = m._store.collections["sources"]

    def name(id: str | None) -> str | None:
        return None if id is None else parties[id].name

    def own(position: Position) -> str | None:
        return None if position.mode == "imputed" else position.party

    def imputed(position: Position) -> str | None:
        return position.party if position.mode == "imputed" else None

    def of_source(field: str, write: Callable[[Any], str | None]) -> Callable[[Position], str | None]:
        def written(position: Position) -> str | None:
            id = position.source
            value = None if id is None else getattr(sources[id], field)
            return None if value is None else write(value)

        return written

    def of_quote(field: str) -> Callable[[Position], str | None]:
        def written(position: Position) -> str | None:
            quote = position.evidence[0].quote if position.evidence else None
            value = None if quote is None else getattr(quote, field)
            return None if value is None else str(value)

        return written

    def of_evidence(field: str) -> Callable[[Position], str | None]:
        return lambda position: getattr(position.evidence[0], field) if position.evidence else None

    return {
        "id": lambda one: one.id,
        # What an opponent says that a party holds does not stand where what it holds itself does.
        "party": lambda one: name(own(one)),
        "party_id": own,
        "imputed_to": lambda one: name(imputed(one)),
        "imputed_to_id": imputed,
        "imputed_by": lambda one: name(one.imputed_by),
        "imputed_by_id": lambda one: one.imputed_by,
        "on_behalf_of": lambda one: name(one.on_behalf_of),
        "on_behalf_of_id": lambda one: one.on_behalf_of,
        "claim": lambda one: claims[one.target].text,
        "claim_id": lambda one: one.target,
        "stance": lambda one: one.stance,
        "value": lambda one: None if one.value is None else kinds.VALUE.write(one.value, _NAMES),
        "date": lambda one: None if one.date is None else one.date.edtf,
        "date_text": lambda one: None if one.date is None else one.date.text,
        "title": of_source("title", str),
        "source": of_source("publisher", str),
        "source_id": lambda one: one.source,
        "authors": of_source("authors", kinds.joined),
        "document_date": of_source("date", lambda date: date.edtf),
        "document_date_text": of_source("date", lambda date: date.text),
        "document_kind": of_source("kind", str),
        "url": of_source("url", str),
        "citation": of_source("citation", str),
        "quote": of_quote("exact"),
        "quote_prefix": of_quote("prefix"),
        "quote_suffix": of_quote("suffix"),
        "quote_start": of_quote("start"),
        "quote_end": of_quote("end"),
        "locator": of_evidence("locator"),
        "basis": of_evidence("basis"),
        "mode": lambda one: one.mode,
        "hedge": lambda one: one.hedge,
        "arguendo": lambda one: "yes" if one.arguendo else None,
        "weight": lambda one: None if one.weight is None else kinds.WEIGHT.write(one.weight, _NAMES),
        "coder": lambda one: one.coder,
    }


def _data_columns(positions: list[Position]) -> Iterator[tuple[str, list[str]]]:
    """The columns of free data: one a key, and one for the keys that are no heading."""
    thawed = [position.data.to_json() if position.data else {} for position in positions]
    keys = dict.fromkeys(key for one in thawed for key in one)
    named = [key for key in keys if _is_heading(key)][:_MOST_KEYS]
    for key in named:
        yield f"data.{key}", [write_json(one[key]) if key in one else "" for one in thawed]
    if len(named) < len(keys):
        shown = set(named)
        rest = [{key: value for key, value in one.items() if key not in shown} for one in thawed]
        yield "data (JSON)", [write_json(one) if one else "" for one in rest]


def _is_heading(key: str) -> bool:
    return bool(key) and key == " ".join(key.split()) and key.isprintable() and len(key) <= _LONGEST_KEY


def _guarded(text: str) -> str:
    if not text.startswith(_FORMULA) or text[1:].replace(".", "", 1).isdecimal():
        return text
    return f"'{text}"
