"""Filters against plain scans written anew: what a question answers does not depend on how the map finds it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import argmap as am
from argmap.dates import compare, widened
from tests.strategies import edtf_plain, full_map, maps


def documents(p: am.Position) -> set[str]:
    """The documents in which it was read and through which it came."""
    found = {piece.source for piece in p.evidence} | {hop.source for piece in p.evidence for hop in piece.via}
    return {id for id in found if id is not None}


def issue_of(m: am.ArgumentMap, id: str) -> str | None:
    """The issue of a claim or argument, else that of the claim at the end of its targets."""
    seen: list[str] = []
    while id not in seen:
        seen.append(id)
        record = m.statement(id)
        if record.issue is not None or id in m.claims:
            return record.issue
        id = record.target.id
    return None


def below(m: am.ArgumentMap, issue: str) -> set[str]:
    """An issue and all under it."""
    found = {issue}
    while more := {one.id for one in m.issues.values() if one.parent in found} - found:
        found |= more
    return found


def not_later_than(m: am.ArgumentMap, source: str) -> set[str]:
    """The documents that are known to be as late as this one, or later."""
    found = {source}
    while True:
        more = {one.id for one in m.sources.values() for two in one.after if two.id in found and explicit(two.evidence)}
        for id in found:
            more |= {piece.source for piece in m.sources[id].reported_in if piece.source and explicit(piece)}
        if more <= found:
            return found
        found |= more


def explicit(piece: am.Evidence) -> bool:
    return piece.basis == "explicit"


def bounds(m: am.ArgumentMap, record: Any) -> tuple[datetime.date | None, datetime.date | None]:
    if record.date is not None and record.date.edtf is not None:
        return record.date.earliest, record.date.latest
    later = {id for source in record.sources for id in not_later_than(m, source)}
    days = [m.sources[id].date for id in later]
    return None, min((day.latest for day in days if day and day.latest and not day.approximate), default=None)


def match(m: am.ArgumentMap, record: Any, span: am.Date) -> str:
    approximate = record.date is not None and record.date.approximate
    return compare(bounds(m, record), (span.earliest, span.latest), approximate=approximate)


def principals(m: am.ArgumentMap, p: am.Position) -> dict[str, str]:
    """For whom it counts, and whether that is sure."""
    if p.on_behalf_of is not None:
        return {p.on_behalf_of: "yes"}
    found: dict[str, str] = {}
    for one in m.memberships.values():
        if one.agent != p.party or one.kind != "speaks_for" or one.basis != "explicit":
            continue
        answer = in_term(m, p, one)
        if answer != "no" and found.get(one.principal) != "yes":
            found[one.principal] = answer
    return found or {p.party: "yes"}


def in_term(m: am.ArgumentMap, p: am.Position, one: am.Membership) -> str:
    first, last = bounds(m, p)
    if p.date is not None and p.date.approximate:
        first, last = widened((first, last))

    def ends(date: am.Date | None) -> tuple[datetime.date | None, datetime.date | None]:
        if date is None:
            return None, None
        return widened((date.earliest, date.latest)) if date.approximate else (date.earliest, date.latest)

    begins, stops = ends(one.since), ends(one.until)
    if last is not None and begins[0] is not None and last < begins[0]:
        return "no"
    if first is not None and stops[1] is not None and first > stops[1]:
        return "no"
    vague = [date for date in (p.date, one.since, one.until) if date is not None and date.approximate]
    begun = one.since is None or (first is not None and begins[1] is not None and first >= begins[1])
    going_on = one.until is None or (last is not None and stops[0] is not None and last <= stops[0])
    return "yes" if begun and going_on and (not vague or (one.since is None and one.until is None)) else "possibly"


def ids(records: Iterable[Any]) -> list[str]:
    return [record.id for record in records]


def check(m: am.ArgumentMap, span: am.Date) -> None:
    everything = list(m.positions.values())
    own = [p for p in everything if p.mode != "imputed"]
    for issue in m.issues:
        under = below(m, issue)
        assert ids(m.positions(issue=issue).records) == ids(p for p in own if issue_of(m, p.target) in under)
        assert ids(m.claims(issue=issue).records) == ids(one for one in m.claims.values() if one.issue in under)
        assert ids(m.arguments(issue=issue).records) == ids(
            one for one in m.arguments.values() if issue_of(m, one.id) in under
        )
    for source in m.sources:
        assert ids(m.positions(source=source).records) == ids(p for p in own if source in documents(p))
        assert ids(m.outcomes(source=source).records) == ids(o for o in m.outcomes.values() if source in o.sources)
    for case in m.cases:
        of_case = {one.id for one in m.sources.values() if one.case == case}
        assert ids(m.positions(case=case).records) == ids(p for p in own if documents(p) & of_case)
    for tag in {tag for one in [*m.claims.values(), *m.arguments.values()] for tag in one.tags}:
        assert ids(m.positions(tag=tag).records) == ids(p for p in own if tag in m.statement(p.target).tags)
    for party in m.parties:
        imputed = ids(p for p in everything if p.mode == "imputed" and p.imputed_by == party)
        assert ids(m.positions(imputed_by=party).records) == imputed
        rolled = m.positions(party=party, rollup=True)
        assert [(row.record.id, row.principal, row.as_dict().get("match", "yes")) for row in rolled] == [
            (p.id, principal, sure)
            for p in own
            for principal, sure in principals(m, p).items()
            if party in (principal, p.party)
        ]
        assert ids(m.outcomes(by=party).records) == ids(o for o in m.outcomes.values() if party in o.by)
    for basis in ("explicit", "inferred"):
        assert ids(m.positions(basis=basis, mode="any").records) == ids(p for p in everything if p.basis == basis)
    dated = m.positions(on=span)
    expected = {p.id: answer for p in own if (answer := match(m, p, span)) != "no"}
    assert {row.record.id: row.match for row in dated} == expected
    assert ids(dated.records) == [p.id for p in own if p.id in expected]
    expected = {o.id: answer for o in m.outcomes.values() if (answer := match(m, o, span)) != "no"}
    assert {row.record.id: row.match for row in m.outcomes(on=span)} == expected
    for target in [*m.claims, *m.arguments]:
        holding = [p for p in own if p.target == target and p.stance in ("asserts", "concedes")]
        found: dict[str, str] = {}
        for p in holding:
            answer = match(m, p, span)
            for principal, sure in principals(m, p).items() if answer != "no" else ():
                both = "yes" if answer == sure == "yes" else "possibly"
                found[principal] = "yes" if "yes" in (both, found.get(principal)) else both
        assert {row.party: row.match for row in m.holders(target, on=span, rollup=True)} == found


@given(maps(), st.builds(am.Date, edtf_plain))
def test_filters_answer_as_a_scan_does(m: am.ArgumentMap, span: am.Date) -> None:
    check(m, span)


def test_filters_of_the_full_map() -> None:
    for text in ("2018", "2018-03", "../2017", "2019/.."):
        check(full_map(), am.Date(text))


@given(maps())
def test_imputed_is_never_shown_unless_asked_for(m: am.ArgumentMap) -> None:
    imputed = {p.id for p in m.positions.values() if p.mode == "imputed"}
    tables = [m.positions(), m.positions(rollup=True), *(m.stances(id) for id in [*m.claims, *m.arguments])]
    tables += [m.holders(id, rollup=roll) for id in m.claims for roll in (False, True)]
    for table in tables:
        assert not imputed & set(ids(table.records))
    count = m.positions().note
    assert count == "" if not imputed else count.startswith(f"{len(imputed)} imputed position")
    assert set(ids(m.positions(mode="imputed").records)) == imputed
    for row in m.arguments():
        said = {p.party for p in m.positions.values() if p.target == row.id and p.id not in imputed}
        assert set(row.by) <= said
    for row in m.parties():
        assert row.positions == sum(1 for p in m.positions.values() if p.party == row.id and p.id not in imputed)
