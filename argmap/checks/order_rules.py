"""Rules on time: dates and stated orders that cannot both be right."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from argmap.checks.knots import knots
from argmap.checks.registry import Remark, ids, rule
from argmap.dates import Date, compare, widened
from argmap.model.argument_map import ArgumentMap


@rule("error")
def late_date(m: ArgumentMap) -> Iterator[Remark]:
    """Positions dated later than a document in which they were read, or through which they are known."""
    sources = m._store.collections["sources"]
    for p in m._store.collections["positions"].values():
        if p.date is None or p.date.earliest is None:
            continue
        named = [piece.source for piece in p.evidence]
        named += [hop.source for piece in p.evidence for hop in piece.via]
        for id in dict.fromkeys(named):
            source = sources.get(id)
            if source is not None and _surely_before(source.date, p.date):
                yield Remark(
                    (p, source),
                    f"dated {p.date}, which is later than {id} ({source.date}), through which it is known: "
                    "one of the two dates is wrong",
                )


@rule("error")
def order_against_dates(m: ArgumentMap) -> Iterator[Remark]:
    """Documents, positions and outcomes whose dates contradict the order that is stated, directly or through others."""
    collections = m._store.collections
    yield from _contradicted(collections["sources"], _predecessors)
    yield from _contradicted(collections["positions"], _earlier_positions)
    yield from _contradicted(collections["outcomes"], lambda outcome: outcome.after)
    sources = collections["sources"]
    for source in sources.values():
        for one in source.after:
            if one.evidence.basis == "inferred" and _surely_before(source.date, sources[one.id].date):
                yield Remark(
                    (source, sources[one.id]),
                    f"inferred to come after {one.id} ({sources[one.id].date}), but is dated {source.date}: "
                    "drop the inference, or correct the date",
                    "warning",
                )
        for id in _reporters(source):
            if _surely_before(sources[id].date, source.date):
                yield Remark(
                    (source, sources[id]),
                    f"dated {source.date}, which is later than {id} ({sources[id].date}) that reports it: one of "
                    "the two dates is wrong, unless it was only announced there",
                    "warning",
                )


@rule("warning")
def order_in_a_circle(m: ArgumentMap) -> Iterator[Remark]:
    """Documents or positions of which each comes before the next, and the last before the first."""
    sources, positions = m._store.collections["sources"], m._store.collections["positions"]
    earlier: dict[str, list[str]] = {id: _predecessors(source) for id, source in sources.items()}
    for id, source in sources.items():
        for reporter in _reporters(source):
            earlier[reporter].append(id)
    for records, onward in (
        (sources, earlier.__getitem__),
        (positions, lambda id: _earlier_positions(positions[id])),
    ):
        for knot in knots(records, onward):
            within = set(knot)
            found = tuple(record for id, record in records.items() if id in within)
            fields = "after and reported_in" if records is sources else "after and replies_to"
            yield Remark(found, f"comes before and after {ids(found[1:])}, by their {fields}: one of these is wrong")


def _predecessors(source: Any) -> list[str]:
    return [one.id for one in source.after if one.evidence.basis == "explicit"]


def _reporters(source: Any) -> list[str]:
    return [piece.source for piece in source.reported_in if piece.basis == "explicit" and piece.source is not None]


def _earlier_positions(p: Any) -> list[str]:
    return [*p.after, *([p.replies_to] if p.replies_to is not None else [])]


def _contradicted(records: dict[str, Any], earlier: Callable[[Any], Iterable[str]]) -> Iterator[Remark]:
    """Records that are dated before one that they come after. The latest date handed down stands for all before it."""
    later: dict[str, list[str]] = {}
    waiting: dict[str, int] = {}
    for id, record in records.items():
        named = dict.fromkeys(earlier(record))
        waiting[id] = len(named)
        for one in named:
            later.setdefault(one, []).append(id)
    ready = deque(id for id, number in waiting.items() if not number)
    latest: dict[str, Any] = {}  # the record with the latest date among all that come before, itself included
    contradicted = {}
    while ready:
        id = ready.popleft()
        record, before = records[id], latest.get(id)
        if before is not None and _surely_before(record.date, before.date):
            contradicted[id] = before
        if _begins(record) is not None and (before is None or _begins(record) >= _begins(before)):
            latest[id] = before = record
        for following in later.get(id, ()):
            if before is not None and (following not in latest or _begins(latest[following]) < _begins(before)):
                latest[following] = before
            waiting[following] -= 1
            if not waiting[following]:
                ready.append(following)
    for id in records:
        if id in contradicted:
            record, before = records[id], contradicted[id]
            yield Remark(
                (record, before),
                f"stated to come after {before.id} ({before.date}), but is dated {record.date}: "
                "the order or one of the dates is wrong",
            )


def _begins(record: Any) -> Any:
    return None if record.date is None or record.date.approximate else record.date.earliest


def _surely_before(a: Date | None, b: Date | None) -> bool:
    """Whether `a` is earlier than `b`, even if *about* stretches them towards each other."""
    if a is None or b is None:
        return False
    latest = widened((a.earliest, a.latest))[1] if a.approximate else a.latest
    return latest is not None and compare((b.earliest, b.latest), (None, latest), approximate=b.approximate) == "no"
