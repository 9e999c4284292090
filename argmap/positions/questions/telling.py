"""How we know of a position: who said it first, who says that another says it, by what chain it came to us."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, cast

from argmap.errors import UnknownIdError, ValueRefused
from argmap.model.answers.lookups import Rollup, on_target
from argmap.model.argument_map import ArgumentMap
from argmap.model.filters import Calendar
from argmap.model.records import Position
from argmap.model.text import did_you_mean
from argmap.model.values import Evidence
from argmap.positions.questions.scope import refuse_mode
from argmap.positions.selecting import Filters, Unpack, selected, sign
from argmap.tables import Table


class _Imputed(NamedTuple):
    position: Position
    party: str
    match: str


def imputed(m: ArgumentMap, **filters: Unpack[Filters]) -> Table:
    """What opponents say that a party says, and whether it ever said so itself.

    Parameters
    ----------
    m : ArgumentMap
    **filters
        As in `m.positions(...)`, without `mode`. `party` is the one to whom it is imputed, `imputed_by` who says so.

    Returns
    -------
    Table
        `target, imputed_to, imputed_by, stance, date, source, quote, basis, own, own_stances`, and `match` where dates
        do not decide. `own` says what the party itself says on the same claim or argument anywhere in the map: `same`,
        `opposite`, `both`, `other` (it takes a position and no side) or `nothing`. Rolled up unless `rollup=False`. In
        the order of the map; behind each row stands the imputed position.

    Raises
    ------
    ValueRefused, UnknownIdError
        When a filter, or the id that it names, is not known, or a mode is asked for.

    Notes
    -----
    That no source of the map has it does not mean that the party never said it. Cost: proportional to the imputed
    positions and to all positions on their targets.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("The host is immune.", id="immune")
    >>> _ = m.add_party("Host", id="host"), m.add_party("CPIP", id="cpip")
    >>> _ = m.add_position("host", "immune", "asserts", mode="imputed", imputed_by="cpip", quote="magically immune")
    >>> row = am.imputed(m)[0]
    >>> row.imputed_to, row.imputed_by, row.quote, row.own
    ('host', 'cpip', 'magically immune', 'nothing')
    """
    refuse_mode(filters, "imputed")
    selection = selected(m, cast(Filters, {**filters, "mode": "imputed"}))
    rollup, uncertain = filters.get("rollup", True), selection.uncertain
    counted_for = Rollup(m, Calendar(m._store), members=rollup == "member_of")
    own: dict[tuple[str, str], list[Position]] = {}
    for target in dict.fromkeys(row.position.target for row in selection.rows):
        for p in on_target(m, target):
            if p.mode != "imputed":
                for party, _ in counted_for(p) if rollup else ((p.party, "yes"),):
                    own.setdefault((party, target), []).append(p)
    found = [_Imputed(*row) for row in selection.rows]
    columns = ["target", "imputed_to", "imputed_by", "stance", "date", "source", "quote", "basis", "own", "own_stances"]

    def cells(one: _Imputed) -> tuple[Any, ...]:
        p = one.position
        said = own.get((one.party, p.target), [])
        stances = tuple(dict.fromkeys(other.stance for other in said))
        told = (p.stance, p.date, p.source, p.quote, p.basis, _own(p, said), stances)
        row = (p.target, one.party, p.imputed_by, *told)
        return (*row, one.match) if uncertain else row

    return Table(
        [*columns, "match"] if uncertain else columns,
        found,
        cells,
        record=lambda one: one.position,
        rules=(
            "Positions that an opponent imputes to a party, never counted as its own; own tells what the party itself "
            f"says on the same claim or argument anywhere in the map, whatever the filters; {selection.rules}."
        ),
        note=selection.note,
    )


def _own(p: Position, said: list[Position]) -> str:
    signs = {sign(other) for other in said}
    if sign(p) and {1, -1} <= signs:
        return "both"
    if (sign(p) and sign(p) in signs) or (not sign(p) and any(other.stance == p.stance for other in said)):
        return "same"
    if sign(p) and -sign(p) in signs:
        return "opposite"
    return "other" if said else "nothing"


class _Step(NamedTuple):
    chain: int
    step: int
    what: str
    id: str | None
    record: Any
    basis: str


def via(m: ArgumentMap, position: Any) -> Table:
    """The chain by which we know of a position: from the speaker outwards to the source that we read.

    Parameters
    ----------
    m : ArgumentMap
    position : Position or id

    Returns
    -------
    Table
        `chain, step, what, id, name, date, locator, basis`, one row a hop, one chain for each piece of evidence. `what`
        is `speaker` (the party whose position it is), `imputed by` (the opponent who says so, in its place), `party`,
        `document`, and for the last one `source`. A source that is not on the desk, but reported in another, is
        followed to that other one; where several report it, each is told as a chain of its own. Behind each row stands
        the party or the document.

    Raises
    ------
    UnknownIdError
        When there is no such position; the message suggests the nearest.

    Notes
    -----
    The number of hops between the first and the last row is how far it is from hearing it said. A source is on the
    desk when it has a path, or is reported nowhere. Cost: proportional to the answer.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Caching is fair use.", id="fair"), m.add_party("The court", id="court")
    >>> _ = m.add_party("TorrentFreak", id="tf"), m.add_source("S1", title="A thread", path="thread.txt")
    >>> p = m.add_position("court", "fair", "denies", evidence=am.Evidence("S1", via=[am.Hop(party="tf")]))
    >>> print(am.via(m, p))
    chain  step  what     id     name          date  locator  basis
    -----  ----  -------  -----  ------------  ----  -------  --------
        1     1  speaker  court  The court                    explicit
        1     2  party    tf     TorrentFreak                 explicit
        1     3  source   S1     A thread                     explicit
    """
    p = _position(m, position)
    steps = [
        _Step(number, step, *rest)
        for number, chain in enumerate(_chains(m, p), start=1)
        for step, rest in enumerate(chain, start=1)
    ]
    locators = {number: piece.locator for number, piece in enumerate(p.evidence, start=1)} if len(p.evidence) else {}
    single = len({step.chain for step in steps}) == len(p.evidence)

    def cells(one: _Step) -> tuple[Any, ...]:
        record = one.record
        name = getattr(record, "name", None) or getattr(record, "title", None)
        locator = locators.get(one.chain) if single and one.what == "source" else None
        return (one.chain, one.step, one.what, one.id, name, getattr(record, "date", None), locator, one.basis)

    return Table(
        ["chain", "step", "what", "id", "name", "date", "locator", "basis"],
        steps,
        cells,
        record=lambda one: one.record,
        rules=(
            f"The chain by which position {p.id} is known, from the speaker outwards to the source that was read, one "
            "row a hop, one chain for each piece of evidence; a document that is only reported is followed to those "
            "that report it."
        ),
    )


def _position(m: ArgumentMap, position: Any) -> Position:
    id = getattr(position, "record", position)  # the row of a table stands for its record
    id = getattr(id, "id", id)
    records: dict[str, Position] = m._store.collections["positions"]
    if not isinstance(id, str) or (not isinstance(position, str) and not hasattr(position, "id")):
        raise ValueRefused(f"{position!r} is no position: expected an id or a record")
    if id not in records:
        raise UnknownIdError(f"no position {id!r}{did_you_mean(id, records)}")
    return records[id]


_Hop = tuple[str, str | None, Any, str]  # what, id, record, basis


class _Link(NamedTuple):
    """Hops, and the link before them: many chains may share a beginning."""

    before: _Link | None
    hops: list[_Hop]

    def unrolled(self) -> list[_Hop]:
        parts: list[list[_Hop]] = []
        link: _Link | None = self
        while link is not None:
            parts.append(link.hops)
            link = link.before
        return [hop for part in reversed(parts) for hop in part]


def _chains(m: ArgumentMap, p: Position) -> Iterator[list[_Hop]]:
    parties, sources = m._store.collections["parties"], m._store.collections["sources"]
    for piece in p.evidence or (Evidence(),):
        if p.mode == "imputed":
            speaker = None if p.imputed_by is None else parties[p.imputed_by]
            head = _Link(None, [("imputed by", p.imputed_by, speaker, piece.basis), *_hops(m, piece)])
        else:
            head = _Link(None, [("speaker", p.party, parties[p.party], piece.basis), *_hops(m, piece)])
        if piece.source is None:
            yield head.unrolled()
            continue
        # A document on the desk ends a chain; one that is only reported goes on in each that reports it.
        todo: list[tuple[_Link, str, str]] = [(head, piece.source, piece.basis)]
        seen = {piece.source}
        for link, id, basis in todo:  # grows while it is walked
            document = sources[id]
            onward: dict[str, Evidence] = {}
            for report in document.reported_in:
                if report.source is not None and report.source not in seen:
                    onward.setdefault(report.source, report)
            if document.path is not None or not onward:
                yield _Link(link, [("source", id, document, basis)]).unrolled()
                continue
            for following, report in onward.items():
                seen.add(following)
                longer = _Link(link, [("document", id, document, basis), *_hops(m, report)])
                todo.append((longer, following, report.basis))


def _hops(m: ArgumentMap, piece: Evidence) -> list[_Hop]:
    parties, sources = m._store.collections["parties"], m._store.collections["sources"]
    return [
        ("party", hop.id, parties[hop.id], piece.basis)
        if hop.party is not None
        else ("document", hop.id, sources[hop.id], piece.basis)
        for hop in piece.via
    ]
