"""Rules on evidence: is it dated, sourced, quoted, and is every document used?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from argmap.checks.registry import Remark, count, ids, rule
from argmap.model.argument_map import ArgumentMap
from argmap.model.filters import Calendar
from argmap.model.records import Argument
from argmap.model.references import COLLECTIONS

_NO_BOUNDS = (None, None)


@rule("note")
def undated(m: ArgumentMap) -> Iterator[Remark]:
    """Positions and outcomes that no date places in time, their own or their document's; one line a document."""
    calendar = Calendar(m._store)
    by_source: dict[str | None, list[Any]] = {}
    for collection in ("positions", "outcomes"):
        for record in m._store.collections[collection].values():
            if calendar.bounds(record) == _NO_BOUNDS:
                by_source.setdefault(record.source, []).append(record)
    for source, records in by_source.items():
        worded = [record for record in records if record.date is not None]
        words = f" ({len(worded)} with words only, such as {worded[0].date})" if worded else ""
        if source is None:
            yield Remark(tuple(records), f"{_counted(records)} without a date or a source{words}: {ids(records)}")
        else:
            yield Remark(
                (m.sources[source], *records),
                f"no date, and {_counted(records)} read in it without one{words}: date the document as far as it is "
                "known (2018, 2018-03, ../2019), or name a dated document that came later",
            )


@rule("warning")
def unsourced(m: ArgumentMap) -> Iterator[Remark]:
    """Positions and outcomes that name no document."""
    for collection in ("positions", "outcomes"):
        found = [record for record in m._store.collections[collection].values() if not record.sources]
        if found:
            yield Remark(tuple(found), f"{_counted(found)} without a source ({ids(found)}): say where each was read")


@rule("note")
def unquoted(m: ArgumentMap) -> Iterator[Remark]:
    """Positions and arguments marked as explicit, for which no words are quoted; one line a document."""
    by_source: dict[str, list[Any]] = {}
    arguments = m._store.collections["arguments"]
    for collection in ("positions", "arguments"):
        for record in m._store.collections[collection].values():
            if not record.sources or record.basis != "explicit" or record.quote is not None:
                continue
            if collection == "positions" and record.target in arguments:
                argument = arguments[record.target]
                # Who advances an argument is read where the argument is: one gap, not two.
                if argument.evidence == record.evidence or argument.quote is not None:
                    continue
            by_source.setdefault(record.sources[0], []).append(record)
    for source, records in by_source.items():
        yield Remark(
            (m.sources[source], *records),
            f"{_counted(records)} marked as explicit, but quoting no words ({ids(records)}): quote the passage, "
            "or mark them as inferred",
        )


@rule("warning")
def imputed_without_imputer(m: ArgumentMap) -> Iterator[Remark]:
    """Positions marked as imputed that don't tell by whom."""
    for p in m._store.collections["positions"].values():
        if p.mode == "imputed" and p.imputed_by is None:
            yield Remark(
                (p,), f"imputed to {p.party}, but by whom? Fill in imputed_by: who says that {p.party} holds it"
            )


@rule("note")
def uncited_source(m: ArgumentMap) -> Iterator[Remark]:
    """Documents in which nothing was read and through which nothing is known."""
    sources = m._store.collections["sources"]
    parts = [name for name in COLLECTIONS if name != "sources"]
    cited: set[str | None] = {id for id in sources if any(m._store.referring("source", name, id) for name in parts)}
    for source in sources.values():
        for piece in (*source.reported_in, *(one.evidence for one in source.after)):
            cited.add(piece.source)
            cited.update(hop.source for hop in piece.via)
    idle = [source for source in sources.values() if source.id not in cited]
    reported = [source for source in idle if source.reported_in]
    read = [source for source in idle if not source.reported_in]
    if read:
        yield Remark(
            tuple(read),
            f"{count(len(read), 'document')} never cited ({ids(read)}): code what each says, or take it out",
        )
    if reported:
        yield Remark(
            tuple(reported),
            f"{count(len(reported), 'reported document')} through which no position or argument is known "
            f"({ids(reported)}): name each in the chain (via) of what is known through it, if anything is",
        )


def _counted(records: list[Any]) -> str:
    """`3 positions and 1 outcome`, in the order in which the kinds come."""
    kinds: dict[str, int] = {}
    for record in records:
        name = "argument" if isinstance(record, Argument) else type(record).__name__.lower()
        kinds[name] = kinds.get(name, 0) + 1
    return " and ".join(count(number, name) for name, number in kinds.items())
