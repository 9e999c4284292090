"""Which of two statements came first: by dates where they decide, else by a known order of documents or statements."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import NamedTuple

from argmap.dates import Bounds, widened
from argmap.model.argument_map import ArgumentMap
from argmap.model.filters import Calendar
from argmap.model.records import Outcome, Position
from argmap.positions.questions.precedence import Precedence

DATES, STATED, REPORTED, INFERRED = "dates", "stated", "as reported", "inferred"
SURE = (DATES, STATED)

ORDER_RULE = (
    "one statement is earlier than another when its last possible day lies before the other's first, or when it is "
    "stated to be ('stated': of the statements, or of the documents in which they were made); marked apart are orders "
    "of documents that only report the later statement ('as reported') and orders that a coder inferred ('inferred')"
)


class Places(NamedTuple):
    """The documents of a statement."""

    ids: tuple[str, ...]
    made: bool  # whether it was made in them, or is only reported there


class Chronology:
    """The order of statements in time, as far as a map tells it.

    A date's own bounds decide; a date that is about, or uncertain, is widened by its own length, and a statement
    without a date is not later than the document that reports it (`Calendar`). Where days do not decide, the order of
    statements (`Position.after`, `replies_to`) and of documents (`Source.after`, `reported_in`) does. A document may
    report old words, so a statement is as late as a document only when it was *made* in it: when the document is the
    first of its chain of hops, or when no chain is given and the text speaks in its own voice, the party is its author,
    or no mode is coded. Nothing else is derived.
    """

    def __init__(self, m: ArgumentMap) -> None:
        self._map = m
        self._calendar = Calendar(m._store)
        self._bounds: dict[tuple[type, str], Bounds] = {}
        self._single: dict[tuple[str, bool], Places] = {}  # of statements read in one document, without a chain
        self._stated: Precedence | None = None
        self._whole: Precedence | None = None

    def bounds(self, record: Position | Outcome) -> Bounds:
        """First and last day on which the statement (or outcome) can have been made."""
        key = type(record), record.id
        found = self._bounds.get(key)
        if found is None:
            found = self._calendar.bounds(record)
            if record.date is not None and record.date.approximate:
                found = widened(found)
            self._bounds[key] = found
        return found

    def days(self, p: Position) -> tuple[Bounds, ...]:
        """The day of a statement where it is known exactly, else nothing."""
        bounds = self.bounds(p)
        exact = p.date is not None and not p.date.approximate and bounds[0] is not None and bounds[0] == bounds[1]
        return (bounds,) if exact else ()

    def earlier(self, p: Position, q: Position) -> str | None:
        """By what `p` is known to be earlier than `q` (dates, stated, as reported, inferred); None if it is not."""
        (first, last), (begins, ends) = self.bounds(p), self.bounds(q)
        if last is not None and begins is not None and last < begins:
            return DATES
        if ends is not None and first is not None and ends < first:
            return None
        if p.id == q.id or not self.whole:
            return None
        made, sure = self._comes(self.stated, p, q), self._comes(self.stated, q, p)
        if made == STATED or sure == STATED:
            return None if made != STATED else STATED
        if made or sure:
            return made if not sure else None
        if self.whole is self.stated or self._comes(self.whole, q, p):
            return None
        return INFERRED if self._comes(self.whole, p, q) else None

    def ordered(self, p: Position, q: Position) -> str | None:
        """By what the two are known to stand in an order, whichever it is."""
        return self.earlier(p, q) or self.earlier(q, p)

    @property
    def stated(self) -> Precedence:
        """The orders that are stated."""
        if self._stated is None:
            self._stated = Precedence((*self._of_documents(inferred=False), *self._of_positions()))
        return self._stated

    @property
    def whole(self) -> Precedence:
        """The orders that are stated or inferred; the same object when none is inferred."""
        if self._whole is None:
            more = list(self._of_documents(inferred=True))
            pairs = (*self._of_documents(inferred=False), *more, *self._of_positions())
            self._whole = Precedence(pairs) if more else self.stated
        return self._whole

    def documents(self, p: Position) -> Places:
        """The documents in which a statement was made; where the map names none, those that report it."""
        if len(p.evidence) == 1 and not p.evidence[0].via and (id := p.evidence[0].source) is not None:
            key = id, self._speaks(p, id)
            if (known := self._single.get(key)) is None:
                known = self._single[key] = Places((id,), key[1])
            return known
        made: dict[str, None] = {}
        reporting: dict[str, None] = {}
        for piece in p.evidence:
            if piece.via and (first := piece.via[0].source) is not None:
                made[first] = None
            elif piece.via:
                # It went from mouth to mouth before it came into a document.
                named = next((hop.source for hop in piece.via if hop.source is not None), piece.source)
                if named is not None:
                    reporting[named] = None
            elif piece.source is not None:
                (made if self._speaks(p, piece.source) else reporting)[piece.source] = None
        return Places(tuple(made), True) if made else Places(tuple(reporting), False)

    def _speaks(self, p: Position, document: str) -> bool:
        """Whether what was read in a document, without a chain, was said in it."""
        return p.mode in (None, "own") or p.party in self._map._store.collections["sources"][document].authors

    def nodes(self, p: Position) -> list[Hashable]:
        """Where the statement stands in the whole order; nothing when no order is known for it."""
        if ("position", p.id) in self.whole:
            return [("position", p.id)]
        return [node for id in self.documents(p).ids if (node := ("written", id)) in self.whole]

    def level(self, p: Position) -> int | None:
        """A number that is smaller for what the whole order puts before; None where no order is known."""
        return min(map(self.whole.level, self.nodes(p)), default=None)

    def _comes(self, order: Precedence, p: Position, q: Position) -> str | None:
        """Whether `p` comes before `q` in an order: `STATED`, or `REPORTED` where a document only reports `q`."""
        start: Hashable
        starts = [start] if (start := ("position", p.id)) in order else [("after", id) for id in self.documents(p).ids]
        if (goal := ("position", q.id)) in order:
            return STATED if any(order.before(start, goal) for start in starts) else None
        places = self.documents(q)
        # What stands in several documents is as old as the oldest: an order must put them all behind.
        goals = [("written" if places.made else "announced", id) for id in places.ids]
        if goals and any(all(order.before(start, goal) for goal in goals) for start in starts):
            return STATED if places.made else REPORTED
        return None

    def _of_documents(self, *, inferred: bool) -> Iterator[tuple[Hashable, Hashable]]:
        """Each document has an entrance, a place where it is written, and an exit.

        Its own statements have no order among themselves. Only `Source.after` leads to the entrance: that a document
        reports another says nothing of what else it reports.
        """
        basis = "inferred" if inferred else "explicit"
        for id, document in self._map._store.collections["sources"].items():
            for one in document.after:
                if one.evidence.basis == basis:
                    yield from _follows(one.id, id, "announced")
            for piece in document.reported_in:
                if piece.basis == basis and piece.source is not None and piece.source != id:
                    yield from _follows(id, piece.source, "written")

    def _of_positions(self) -> Iterator[tuple[Hashable, Hashable]]:
        records = self._map._store.collections["positions"]
        # Only those that a position names, or that name one: a map has a million others.
        named = self._map._store.referrers["positions"].get("position", {})
        for id in dict.fromkeys([*named, *(id for ids in named.values() for id in ids)]):
            p = records[id]
            for earlier in dict.fromkeys([*p.after, *([p.replies_to] if p.replies_to is not None else [])]):
                yield ("position", earlier), ("position", id)
            places = self.documents(p)
            for document in places.ids:
                yield ("position", id), ("after", document)
            if places.made and len(places.ids) == 1:
                yield ("written", places.ids[0]), ("position", id)


def _follows(first: str, second: str, where: str) -> Iterator[tuple[Hashable, Hashable]]:
    yield ("after", first), (where, second)
    for id in (first, second):
        yield ("announced", id), ("written", id)
        yield ("written", id), ("after", id)
