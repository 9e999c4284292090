"""Every quote of a map, looked for in the text of its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from argmap.errors import UnknownIdError, ValueRefused
from argmap.model.anchors import (
    EXACT,
    NOT_EXACT,
    NOT_FOUND,
    SEVERAL,
    WRONG_CONTEXT,
    WRONG_OFFSETS,
    WRONG_PREFIX,
    WRONG_SUFFIX,
    Finding,
    judged,
)
from argmap.model.argument_map import ArgumentMap
from argmap.model.passages import SearchedText
from argmap.model.records import Record, Source
from argmap.model.references import COLLECTIONS
from argmap.model.text import did_you_mean
from argmap.model.values import Evidence, Quote
from argmap.tables import Table

ELSEWHERE = "in another source"
NO_TEXT = "not verified: text not at hand"
NO_SOURCE = "not verified: no source named"
STATUSES = (
    EXACT,
    NOT_FOUND,
    ELSEWHERE,
    NOT_EXACT,
    SEVERAL,
    WRONG_OFFSETS,
    WRONG_PREFIX,
    WRONG_SUFFIX,
    WRONG_CONTEXT,
    NO_TEXT,
    NO_SOURCE,
)

_COLUMNS = ("record", "field", "source", "quote", "status", "at", "nearest", "nearness", "message")
_NEAREST = 1000  # quotes of one source that are missing before it is plain that the text is the wrong one
_SHOWN = 3

_Key = tuple[str | None, Quote]  # source and quote


@dataclass(frozen=True, slots=True)
class _Asked:
    """A quote, and where in the map it stands."""

    record: Record
    field: str
    source: str | None
    quote: Quote


def verify(m: ArgumentMap, texts: Mapping[str, str] | None = None, *, only_faults: bool = False) -> Table:
    """Look for every quote of the map in the text of its source, to the letter.

    Nothing is folded, straightened or moved: what is not found exactly is wrong, and the table says how and what stands
    there instead. Without the text a quote is not verified, and never counts as exact.

    Parameters
    ----------
    m : ArgumentMap
        The map.
    texts : mapping of str to str, optional
        Texts by source id (`read_texts` makes them from a folder); the map's own `texts` when left out.
    only_faults : bool
        Leave out the quotes that are exact.

    Returns
    -------
    Table
        One row for each quote of a position, argument, relation, membership, outcome or source:

        record, field
            Id of the record, and the field with the quote (`evidence 2`: the second piece).
        source, quote
            Where the words should stand, and the words.
        status
            `exact`: found to the letter and at one place only, or told from its twins by prefix, suffix or offsets; all
            of these that are given are right. `not found`. `in another source`: not here, but in a text at hand.
            `not exact`: differs in quotation marks, dashes, white space, capitals or the encoding of letters only.
            `found several times`. `wrong offsets`, `wrong prefix`, `wrong suffix`, `wrong prefix and suffix`: the words
            stand there, but not so. `not verified: text not at hand`. `not verified: no source named`.
        at
            Where it stands, in code points from 0; None when that is not known.
        nearest, nearness
            For what is not found, the most similar passage and how similar it is, from 0 to 1.
        message
            What is wrong, in words; empty for `exact`.

        The note counts them by status. Behind each row stands the record.

    Raises
    ------
    UnknownIdError
        When a text is given for a source that the map doesn't have.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada"), m.add_source("S1")
    >>> _ = m.add_position("ada", "pier", source="S1", quote="we need this pier")
    >>> am.verify(m, {"S1": "Ada said that we need this pier."}).note
    '1 quote: 1 exact.'
    >>> row = am.verify(m, {"S1": "Ada said that we want this pier."})[0]
    >>> row.status, row.message
    ('not found', "is not in the text; nearest (82%), at 14: 'we want this pier'")
    >>> am.verify(m)[0].status
    'not verified: text not at hand'
    >>> assert not am.verify(m, {"S1": "“We need this pier”: we need this pier."}, only_faults=True)

    References
    ----------
    Web Annotation Data Model, W3C Recommendation 2017, sections 4.2.4 and 4.2.5.
    """
    asked = list(_quotes(m))
    searched = _searched(m, m.texts if texts is None else texts, asked)
    findings: dict[_Key, Finding] = {}
    for one in asked:
        if (one.source, one.quote) not in findings:
            findings[one.source, one.quote] = _found(m, one, searched)
    _look_elsewhere(findings, searched)
    _look_nearby(findings, searched)
    rows = [(one, findings[one.source, one.quote]) for one in asked]
    counts = Counter(finding.status for _, finding in rows)
    shown = [row for row in rows if not only_faults or row[1].status != EXACT]
    return Table(
        _COLUMNS,
        shown,
        _cells,
        record=lambda row: row[0].record,
        rules=(
            "Every quote of the map, looked for in the text of its source to the letter; exact means found at one "
            "place only, or told from its twins by prefix, suffix or offsets, and all that is given of these is right."
        ),
        note=_note(counts),
    )


def _quotes(m: ArgumentMap) -> Iterator[_Asked]:
    for collection in COLLECTIONS:
        for record in m._store.collections[collection].values():
            if isinstance(record, Source):
                yield from _of(record, "reported_in", record.reported_in)
                yield from _of(record, "after", tuple(one.evidence for one in record.after))
            elif evidence := getattr(record, "evidence", ()):
                yield from _of(record, "evidence", evidence)


def _of(record: Record, field: str, pieces: tuple[Evidence, ...]) -> Iterator[_Asked]:
    for number, piece in enumerate(pieces, 1):
        if piece.quote is not None:
            yield _Asked(record, field if len(pieces) == 1 else f"{field} {number}", piece.source, piece.quote)


def _searched(m: ArgumentMap, texts: Mapping[str, str], asked: list[_Asked]) -> dict[str, SearchedText]:
    """The texts, each with the number of quotes that will be looked for in it."""
    known = m._store.collections["sources"]
    for source, text in texts.items():
        if source not in known:
            raise UnknownIdError(f"a text for {source!r}: no such source{did_you_mean(source, known)}")
        if not isinstance(text, str):
            raise ValueRefused(f"the text of {source!r} must be a string, not {type(text).__name__}")
    counts = Counter(source for source, _ in {(one.source, one.quote): None for one in asked})
    return {source: SearchedText(text, counts[source]) for source, text in texts.items()}


def _found(m: ArgumentMap, one: _Asked, searched: dict[str, SearchedText]) -> Finding:
    if one.source is None:
        return Finding(NO_SOURCE, None, "names no source: say where the words were read")
    if one.source not in searched:
        path = m.sources[one.source].path
        where = f"({path}) was not given" if path else "was not given, and it names no file (path)"
        return Finding(NO_TEXT, None, f"the text of {one.source} {where}")
    return judged(one.quote, searched[one.source], near=False)


def _look_nearby(findings: dict[_Key, Finding], searched: dict[str, SearchedText]) -> None:
    """Add the nearest passage to what stands nowhere."""
    missing: Counter[str] = Counter()
    for (source, quote), finding in findings.items():
        if source is None or finding.status != NOT_FOUND:
            continue
        missing[source] += 1
        if missing[source] <= _NEAREST:
            findings[source, quote] = judged(quote, searched[source])
        else:
            more = f"; nor are {_NEAREST:,} others, and so no nearest passage was looked for: is this the right text?"
            findings[source, quote] = replace(finding, message=finding.message + more)


def _look_elsewhere(findings: dict[_Key, Finding], searched: dict[str, SearchedText]) -> None:
    """Look for what is not in its own source in the other texts at hand, and tell."""
    lost = [(key, finding) for key, finding in findings.items() if finding.status in _LOST]
    for text in searched.values():
        text.searches += len(lost)
    for (source, quote), finding in lost:
        whole = (quote.prefix or "") + quote.exact + (quote.suffix or "")
        places, in_context = [], False
        for other, text in searched.items():
            if other == source:
                continue
            if found := text.places(whole):
                in_context = in_context or whole != quote.exact
                places.append(f"{other} (at {found[0] + len(quote.prefix or '')})")
            elif found := text.places(quote.exact) if whole != quote.exact else []:
                places.append(f"{other} (at {found[0]})")
        if not places:
            continue
        more = f" and {len(places) - _SHOWN} more" if len(places) > _SHOWN else ""
        hint = f"; the words stand in {', '.join(places[:_SHOWN])}{more}: is that the source?"
        moved = finding.status == NOT_FOUND or (finding.status == NOT_EXACT and in_context)
        findings[source, quote] = replace(
            finding, status=ELSEWHERE if moved else finding.status, message=finding.message + hint
        )


_LOST = frozenset({NOT_FOUND, NOT_EXACT, NO_TEXT, NO_SOURCE})


def _cells(row: tuple[_Asked, Finding]) -> tuple[Any, ...]:
    one, finding = row
    near = finding.nearest if finding.nearest.text else None
    return (
        one.record.id,
        one.field,
        one.source,
        one.quote.exact,
        finding.status,
        finding.at,
        None if near is None else near.text,
        None if near is None else round(near.nearness, 3),
        finding.message,
    )


def _note(counts: Counter[str]) -> str:
    total = sum(counts.values())
    if not total:
        return "No quotes in this map."
    parts = [f"{counts[status]} {status}" for status in STATUSES if counts[status]]
    return f"{total} {'quote' if total == 1 else 'quotes'}: {', '.join(parts)}."
