"""Positions and outcomes in the order of time, as far as it is known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from argmap.dates import Bounds
from argmap.model.answers.lookups import issue_finder
from argmap.model.argument_map import ArgumentMap
from argmap.model.records import Outcome, Position
from argmap.positions.questions.chronology import Chronology
from argmap.positions.questions.precedence import Precedence
from argmap.positions.selecting import Filters, Unpack, selected
from argmap.tables import Table

DATED, BY_THEN, UNDATED = "dated", "not later than", "undated"
_LANES = (DATED, BY_THEN, UNDATED)

# What can be asked of an outcome; another filter asks for a position, which an outcome is not.
_OF_OUTCOMES = frozenset({"party", "target", "issue", "source", "case", "basis", "since", "until", "on"})


class _Entry(NamedTuple):
    what: str
    record: Any
    party: tuple[str, ...]
    bounds: Bounds
    lane: str
    level: int
    match: str


def timeline(m: ArgumentMap, *, outcomes: bool = True, arguments: bool = False, **filters: Unpack[Filters]) -> Table:
    """Positions and outcomes in the order of time, as far as it is known.

    Parameters
    ----------
    m : ArgumentMap
    outcomes : bool
        Outcomes stand among the positions, marked as such: an outcome is nobody's position.
    arguments : bool
        Positions on arguments (who makes them) are listed, too.
    **filters
        As in `m.positions(...)`, rolled up unless `rollup=False`. Of outcomes `party` is who did it, `target` and
        `issue` what they have an effect on; a filter that no outcome can meet (stance, mode, tag, …) leaves them out.

    Returns
    -------
    Table
        `lane, earliest, latest, date, what, party, stance, target, text, source, quote, after`, and `match` where dates
        do not decide. `lane` is `dated`, `not later than` (only the last possible day is known) or `undated`; each is
        there in full, undated ones last. `earliest` and `latest` are days, `date` is as written. `stance` is the status
        of an outcome, `target` what it has an effect on. `after` names what is stated to be earlier: documents,
        positions, outcomes. Within a lane by first and last possible day, then positions before outcomes, then as known
        orders have it, then in the order of the map: who stands above another is not thereby earlier. Behind each row
        stands the position or outcome.

    Raises
    ------
    ValueRefused, UnknownIdError
        When a filter, or the id that it names, is not known.

    Notes
    -----
    Cost: one pass over positions and outcomes, and sorting.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada")
    >>> _ = m.add_position("ada", "pier", "denies", date=am.Date(text="this week"))
    >>> _ = m.add_position("ada", "pier", "asserts", date="2016")
    >>> _ = m.add_outcome("Permit granted", id="o1", status="granted", date="2017-03", effects=[("pier", "accepted")])
    >>> print(am.timeline(m).to_pandas()[["lane", "latest", "what", "stance"]].to_string(index=False))
       lane     latest     what  stance
      dated 2016-12-31 position asserts
      dated 2017-03-31  outcome granted
    undated       None position  denies
    """
    selection = selected(m, filters)
    chronology = Chronology(m)
    entries: list[_Entry] = []
    known = m._store.collections["arguments"]
    shown: dict[str, list[str]] = {}
    for row in selection.rows:
        if arguments or row.position.target not in known:
            shown.setdefault(row.position.id, []).append(row.party)
    for row in selection.rows:
        parties = shown.pop(row.position.id, None)  # what counts for two principals was said once
        if parties is not None:
            level = chronology.level(row.position) or 0
            entries.append(
                _entry("position", row.position, tuple(parties), chronology.bounds(row.position), level, row.match)
            )
    found, left_out = _outcomes(m, filters) if outcomes else ([], "")
    order = Precedence((earlier, record.id) for record, _ in found for earlier in record.after)
    for record, match in found:
        level = order.level(record.id) if record.id in order else 0
        entries.append(_entry("outcome", record, record.by, chronology.bounds(record), level, match))
    entries.sort(key=_when)
    uncertain = selection.uncertain or any(one.match != "yes" for one in entries)
    columns = ["lane", "earliest", "latest", "date", "what", "party", "stance", "target", "text", "source", "quote"]
    columns += ["after", "match"] if uncertain else ["after"]
    claims = m._store.collections["claims"]

    def cells(one: _Entry) -> tuple[Any, ...]:
        record = one.record
        if isinstance(record, Outcome):
            effects = tuple(str(effect.target) for effect in record.effects)
            told: tuple[Any, ...] = (record.status, effects, record.text, record.source, record.quote, record.after)
        else:
            claim = claims.get(record.target)
            text = None if claim is None else claim.text or claim.title
            after = _after(m, chronology, record)
            told = (record.stance, record.target, text, record.source, record.quote, after)
        place = (one.lane, *one.bounds, record.date, one.what, one.party)
        return (*place, *told, one.match) if uncertain else (*place, *told)

    return Table(
        columns,
        entries,
        cells,
        record=lambda one: one.record,
        rules=(
            f"One row a statement{' or outcome' if outcomes else ''}, by first and last possible day; what has only a "
            "last possible day and what has none follows in lanes of its own, none left out; a date that is about is "
            f"widened by its own length; {selection.rules}."
        ),
        note=" ".join(filter(None, [selection.note, left_out])),
    )


def _entry(what: str, record: Any, party: tuple[str, ...], bounds: Bounds, level: int, match: str) -> _Entry:
    first, last = bounds
    written = record.date is not None and record.date.edtf is not None
    lane = DATED if first is not None or (written and last is not None) else BY_THEN if last is not None else UNDATED
    return _Entry(what, record, party, bounds, lane, level, match)


def _when(one: _Entry) -> tuple[Any, ...]:
    first, last = one.bounds
    return (_LANES.index(one.lane), first or last or date.max, last or date.max, one.what != "position", one.level)


def _after(m: ArgumentMap, chronology: Chronology, p: Position) -> tuple[str, ...]:
    """What is stated to be earlier: positions, and documents earlier than that in which it was made."""
    sources = m._store.collections["sources"]
    named = [*p.after, *([p.replies_to] if p.replies_to is not None else [])]
    places = chronology.documents(p)
    for id in places.ids if places.made else ():
        named += [one.id for one in sources[id].after if one.evidence.basis == "explicit"]
    return tuple(dict.fromkeys(named))


def _outcomes(m: ArgumentMap, filters: Filters) -> tuple[list[tuple[Outcome, str]], str]:
    """The outcomes that the filters let through, how surely, and what to say when they are left out."""
    asked = {name: value for name, value in filters.items() if value is not None and name not in ("rollup", "exclude")}
    if other := [name for name in asked if name not in _OF_OUTCOMES]:
        return [], f"No outcomes: {' and '.join(f'{name}=' for name in other)} can be asked of positions only."
    found = _outcomes_where(m, asked)
    exclude = filters.get("exclude") or {}
    if exclude and set(exclude) <= _OF_OUTCOMES:
        out = {record.id for record, _ in _outcomes_where(m, exclude)}
        found = [(record, match) for record, match in found if record.id not in out]
    return found, ""


def _outcomes_where(m: ArgumentMap, asked: Mapping[str, Any]) -> list[tuple[Outcome, str]]:
    given = dict(asked)
    issues, targets = m._issues(given.pop("issue", None)), m._ids("statement", given.pop("target", None))
    table = m.outcomes(by=given.pop("party", None), **given)
    matches = table.column("match") if "match" in table.columns else ["yes"] * len(table)
    issue_of = issue_finder(m)
    return [
        (record, match)
        for record, match in zip(table.records, matches, strict=True)
        if (targets is None or any(effect.target.id in targets for effect in record.effects))
        and (issues is None or any(issue_of(effect.target.id) in issues for effect in record.effects))
    ]
