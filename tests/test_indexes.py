"""The indexes equal a rebuild, and every answer a plain scan, after any edit; an edit that fails leaves no trace."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import argmap as am
from argmap.model import store as store_module
from argmap.model.references import COLLECTIONS, NAMES, SPACE_OF, SPACES, references
from argmap.model.store import Store
from tests.strategies import all_records, full_map, maps

picks = st.integers(0, 2**30)
some_picks = st.lists(picks, min_size=1, max_size=3)
fresh_ids = st.sampled_from(["n1", "n2", "n3", "n4", "~no", "two words", ""])


def state_of(m: am.ArgumentMap) -> Any:
    """All that a map holds, in the order in which it shows it."""
    store = m._store
    return (
        {name: list(table.items()) for name, table in store.collections.items()},
        [
            (name, space, sorted(index.items()))
            for name, indexes in store.referrers.items()
            for space, index in sorted(indexes.items())
        ],
        sorted(store.names.items()),
        (m.title, m.data, m.report, dict(m.texts)),
    )


def frozen_state(m: am.ArgumentMap) -> str:
    """`state_of`, as a text that no later edit can change."""
    return repr(state_of(m))


def check_indexes(store: Store) -> None:
    twin = store.rebuilt()
    for name, table in store.collections.items():
        assert list(table) == list(twin.collections[name])
        assert all(record.id == id and NAMES[type(record)] == name for id, record in table.items())
    assert store.referrers == twin.referrers, "buckets, their order included"
    assert store.names == twin.names
    for collection, ranks in store._ranks.items():
        order = sorted(ranks, key=ranks.__getitem__)
        assert order == list(store.collections[collection])


def check_answers(m: am.ArgumentMap) -> None:
    """Every index method against a scan of all records."""
    positions = list(m.positions.values())
    arguments = list(m.arguments.values())
    shown = [p for p in positions if p.mode != "imputed"]
    for id in [*m.claims, *m.arguments]:
        assert m.stances(id).records == [p for p in shown if p.target == id]
        holders = dict.fromkeys(p.party for p in shown if p.target == id and p.stance in ("asserts", "concedes"))
        assert m.holders(id).column("party") == list(holders)
        assert m.positions(target=id, mode="any").records == [p for p in positions if p.target == id]
        assert m.undercuts(id).records == [a for a in arguments if a.target.id == id and a.kind == "undercut"]
    for id in m.claims:
        for negated in (False, True):
            sign = am.Literal(id, negated)
            for_it = [
                a
                for a in arguments
                if a.target.id == id and a.kind == ("support" if a.target.negated == negated else "attack")
            ]
            against = [
                a
                for a in arguments
                if a.target.id == id and a.kind == ("attack" if a.target.negated == negated else "support")
            ]
            assert m.arguments_for(sign).records == for_it
            assert m.arguments_against(sign).records == against
            assert m.arguments(target=sign).records == [
                a for a in arguments if (a.target.id, a.target.negated) == (id, negated)
            ]
    for id in m.parties:
        assert m.positions(party=id).records == [p for p in shown if p.party == id]
        asserted = {p.target for p in shown if p.party == id and p.stance == "asserts"}
        assert m.arguments(by=id).records == [a for a in arguments if a.id in asserted]
        assert m.parties(speaks_for=id).column("id") == [
            party
            for party in m.parties
            if any(
                one.agent == party and one.principal == id and one.kind == "speaks_for" and one.basis == "explicit"
                for one in m.memberships.values()
            )
        ]
    for row in m.issues():
        assert row.claims == sum(1 for claim in m.claims.values() if claim.issue == row.id)
    everything = all_records(m)
    for record in everything:
        here = SPACE_OF[NAMES[type(record)]], record.id
        named_by = [one for one in everything if any((space, id) == here for space, id, _ in references(one))]
        assert key_set(m._store.all_referring(*here)) == key_set(named_by)


def key_set(records: list[Any]) -> set[tuple[str, str]]:
    return {(NAMES[type(record)], record.id) for record in records}


class Editing(RuleBasedStateMachine):
    """Edits at random, good and bad."""

    def __init__(self) -> None:
        super().__init__()
        self.m = am.ArgumentMap()
        self.few = store_module._FEW
        store_module._FEW = 1  # so that the way of big buckets is gone here, too

    def teardown(self) -> None:
        store_module._FEW = self.few

    @initialize(m=maps(largest=2))
    def begin(self, m: am.ArgumentMap) -> None:
        self.m = m

    # -- tools ---------------------------------------------------------------------------------------------------------

    def pick(self, number: int, *collections: str) -> Any:
        records = [record for name in collections for record in getattr(self.m, name).values()]
        return records[number % len(records)] if records else None

    def attempt(self, edit: Callable[[], Any]) -> bool:
        """Do it, or find that nothing has changed."""
        before, twin = frozen_state(self.m), self.m.copy()
        try:
            edit()
        except am.ArgmapError:
            assert frozen_state(self.m) == before
            assert self.m == twin
            return False
        assert frozen_state(twin) == before, "a copy has nothing in common with its original"
        return True

    def must_fail(self, edit: Callable[[], Any], error: type[Exception] = am.MapError) -> None:
        before = frozen_state(self.m)
        with pytest.raises(error):
            edit()
        assert frozen_state(self.m) == before

    @invariant()
    def indexes_equal_a_rebuild(self) -> None:
        check_indexes(self.m._store)

    @invariant()
    def answers_equal_a_scan(self) -> None:
        check_answers(self.m)

    # -- adding --------------------------------------------------------------------------------------------------------

    @rule(id=st.none() | fresh_ids, sketch=st.booleans(), issue=picks)
    def add_claim(self, id: str | None, sketch: bool, issue: int) -> None:
        self.attempt(lambda: self.m.add_claim("Build.", id=id, sketch=sketch, issue=self.pick(issue, "issues")))

    @rule(kind=st.sampled_from(["support", "attack", "undercut"]), premises=some_picks, on=picks, by=picks)
    def add_argument(self, kind: str, premises: list[int], on: int, by: int) -> None:
        used = [self.pick(one, "claims") for one in premises]
        aim = self.pick(on, "claims", "arguments", "relations")
        if aim is not None and None not in used:
            self.attempt(
                lambda: getattr(self.m, f"add_{kind}")(used, aim, by=self.pick(by, "parties") if by % 2 else None)
            )

    @rule(
        id=st.none() | fresh_ids, name=st.sampled_from(["Ada", "Bo", "ada", "n1"]), alias=st.sampled_from(["A", "Bo"])
    )
    def add_party(self, id: str | None, name: str, alias: str) -> None:
        self.attempt(lambda: self.m.add_party(name, id=id, aliases=[alias]))

    @rule(agent=picks, principal=picks, kind=st.sampled_from(["speaks_for", "member_of"]), source=picks)
    def add_membership(self, agent: int, principal: int, kind: str, source: int) -> None:
        ends = self.pick(agent, "parties"), self.pick(principal, "parties")
        if None not in ends:
            self.attempt(lambda: self.m.add_membership(*ends, kind, source=self.pick(source, "sources")))

    @rule(party=picks, place=picks, stance=st.sampled_from(["asserts", "denies"]), after=picks, imputed=st.booleans())
    def add_position(self, party: int, place: int, stance: str, after: int, imputed: bool) -> None:
        who, on = self.pick(party, "parties"), self.pick(place, "claims", "arguments", "relations")
        if who is not None and on is not None:
            earlier = self.pick(after, "positions")
            self.attempt(
                lambda: self.m.add_position(
                    who,
                    on,
                    stance,
                    mode="imputed" if imputed else None,
                    after=earlier and [earlier],
                    replies_to=earlier,
                )
            )

    @rule(pick=picks, negated=st.booleans())
    def add_the_rest(self, pick: int, negated: bool) -> None:
        m = self.m
        claim, party, source = self.pick(pick, "claims"), self.pick(pick, "parties"), self.pick(pick, "sources")
        self.attempt(lambda: m.add_issue("Issue", parent=self.pick(pick, "issues")))
        self.attempt(lambda: m.add_case("Case", roles=party and [(party.id, "plaintiff")], court=party and party.id))
        self.attempt(lambda: m.add_source(title="A paper", after=source and [source.id], case=self.pick(pick, "cases")))
        if claim is not None:
            self.attempt(
                lambda: m.add_relation(am.Literal(claim.id, negated), self.pick(pick // 2, "claims").id, "tension")
            )
            self.attempt(lambda: m.add_outcome("Done", by=party, effects=[(claim, "accepted")], source=source))

    @rule(pick=picks, wrong=st.sampled_from([None, "dangling", "duplicate", "twice", "circle"]))
    def extend(self, pick: int, wrong: str | None) -> None:
        some = self.pick(pick, "claims", "arguments", "relations")
        batch: list[Any] = [
            am.Argument("x2", ["x1"], "x1", part_of="x3"),
            am.Claim("x1", issue="x1"),
            am.Argument("x3", ["x1"], "x2", "undercut", evidence="x1"),
            am.Party("x1", aliases=["X."]),
            am.Position("x2", "x1", "x3", after=["x1"]),
            am.Position("x1", "x1", "x2", evidence=am.Evidence("x1", via=[am.Hop(party="x1"), am.Hop(source="x2")])),
            am.Source("x2"),
            am.Source("x1", after=["x2"]),
            am.Issue("x1"),
        ]
        if wrong == "dangling":
            batch.append(am.Position("x4", "x1", "x4"))
        elif wrong == "duplicate" and some is not None:
            batch.append(am.Relation(some.id, "x1", "~x1", "tension"))
        elif wrong == "twice":
            batch.append(am.Source("x2", title="again"))
        elif wrong == "circle":
            batch += [am.Membership("x1", "x1", "x4"), am.Membership("x2", "x4", "x1"), am.Party("x4")]
        done = self.attempt(lambda: self.m.extend(batch))
        assert not done or wrong is None or (wrong == "duplicate" and some is None)

    # -- changing ------------------------------------------------------------------------------------------------------

    @rule(pick=picks, other=picks, fields=some_picks, collection=st.sampled_from(list(COLLECTIONS)))
    def replace_with_what_another_has(self, pick: int, other: int, fields: list[int], collection: str) -> None:
        record, model = self.pick(pick, collection), self.pick(other, collection)
        if record is None:
            return
        names = [f.name for f in dataclasses.fields(record) if f.name != "id"]
        changes = {names[n % len(names)]: getattr(model, names[n % len(names)]) for n in fields}
        order = list(getattr(self.m, collection))
        if self.attempt(lambda: self.m.replace(record, **changes)):
            assert list(getattr(self.m, collection)) == order
            new = getattr(self.m, collection)[record.id]
            assert all(getattr(new, name) == value for name, value in changes.items() if name != "name")

    @rule(pick=picks, on=picks, premise=picks, kind=st.sampled_from(["support", "attack", "undercut"]))
    def replace_links(self, pick: int, on: int, premise: int, kind: str) -> None:
        argument, aim = self.pick(pick, "arguments"), self.pick(on, "claims", "arguments")
        if argument is not None:
            used = self.pick(premise, "claims")
            self.attempt(lambda: self.m.replace(argument, target=aim, premises=[used], kind=kind))

    @rule(pick=picks)
    def replace_sketch(self, pick: int) -> None:
        claim = self.pick(pick, "claims")
        if claim is None:
            return
        needed = claim.sketch and any(
            (a.kind == "undercut" and a.target.id == claim.id) or a.part_of == claim.id
            for a in self.m.arguments.values()
        )
        assert self.attempt(lambda: self.m.replace(claim, sketch=not claim.sketch)) is not needed

    @rule(pick=picks)
    def remove_one(self, pick: int) -> None:
        record = self.pick(pick, *COLLECTIONS)
        if record is None:
            return
        dependents = self.m.dependents(record)
        space = SPACE_OF[NAMES[type(record)]]
        named = any(other is not record for other in self.m._store.all_referring(space, record.id))
        assert bool(dependents) == named
        assert self.attempt(lambda: self.m.remove(record)) is not named

    @rule(pick=st.lists(picks, max_size=3))
    def remove_with_dependents(self, pick: list[int]) -> None:
        records = (
            [self.pick(one, *COLLECTIONS) for one in pick] if any(map(len, self.m._store.collections.values())) else []
        )
        going = [*records, *(one for record in records for one in self.m.dependents(record))]
        left = [one for one in all_records(self.m) if not any(one is other for other in going)]
        self.m.remove(*going)
        assert all_records(self.m) == left

    @rule(pick=picks, id=fresh_ids, take=st.booleans(), other=picks)
    def rename(self, pick: int, id: str, take: bool, other: int) -> None:
        record = self.pick(pick, *COLLECTIONS)
        if record is None:
            return
        if take:
            id = self.pick(other, *SPACES[SPACE_OF[NAMES[type(record)]]]).id
        collection, old = NAMES[type(record)], record.id
        place = list(getattr(self.m, collection)).index(old)
        twin = self.m.copy()
        authored = {name for s in self.m.sources.values() for name in s.authors}
        courts = {case.court for case in self.m.cases.values()}
        if self.attempt(lambda: self.m.rename(record, id)) and id != old:
            assert list(getattr(self.m, collection)).index(id) == place
            assert old not in getattr(self.m, collection)
            # There and back again; but a name that happened to be the new id is one with it now.
            if id not in authored | courts:
                self.m.copy().rename(getattr(self.m, collection)[id], old)
                again = self.m.copy()
                again.rename(getattr(again, collection)[id], old)
                assert frozen_state(again) == frozen_state(twin)

    @rule(keep=picks, others=some_picks)
    def merge(self, keep: int, others: list[int]) -> None:
        kept = self.pick(keep, "parties")
        if kept is None:
            return
        gone = {self.pick(one, "parties").id for one in others} - {kept.id}
        enemies = any(
            b.id in a.distinct_from for a in map(self.m.party, [kept, *gone]) for b in map(self.m.party, [kept, *gone])
        )
        mine = [p.id for p in self.m.positions.values() if p.party in gone | {kept.id}]
        names = {name for id in (kept.id, *gone) for name in self.m.parties[id].names}
        done = self.attempt(lambda: self.m.merge_parties(kept, *gone))
        assert not (done and enemies)
        if done:
            assert not gone & set(self.m.parties)
            assert [p.id for p in self.m.positions.values() if p.party == kept.id] == mine
            assert names <= set(self.m.parties[kept.id].names)

    # -- what must fail ------------------------------------------------------------------------------------------------

    @rule(pick=picks, other=picks)
    def ids_that_are_taken(self, pick: int, other: int) -> None:
        one, two = self.pick(pick, *COLLECTIONS), self.pick(other, "claims", "arguments", "relations")
        if one is not None:
            self.must_fail(lambda: self.m.extend([one]), am.DuplicateIdError)
            self.must_fail(lambda: self.m.extend([am.Party("new"), dataclasses.replace(one)]), am.DuplicateIdError)
        if two is not None:
            self.must_fail(lambda: self.m.add_claim("Again.", id=two.id), am.DuplicateIdError)

    @rule(pick=picks)
    def ids_that_are_not_there(self, pick: int) -> None:
        m, party, claim = self.m, self.pick(pick, "parties"), self.pick(pick, "claims")
        self.must_fail(lambda: m.add_claim("x", issue="nowhere"))
        self.must_fail(lambda: m.add_position("nobody", "nothing"), am.UnknownIdError)
        self.must_fail(lambda: m.extend([am.Claim("fine"), am.Position("p", "nobody", "fine")]))
        self.must_fail(lambda: m.extend([am.Source("fine", reported_in=am.Evidence(via=[am.Hop(party="nobody")]))]))
        self.must_fail(lambda: m.remove("nothing"), am.UnknownIdError)
        self.must_fail(lambda: m.rename("nothing", "something"), am.UnknownIdError)
        self.must_fail(lambda: m.merge_parties("nobody"), am.UnknownIdError)
        if party is not None:
            self.must_fail(lambda: m.replace(party, distinct_from=["nobody"]))
        if claim is not None:
            self.must_fail(lambda: m.replace(claim, issue="nowhere"))
            self.must_fail(lambda: m.add_support(["nothing", claim], claim))
            self.must_fail(lambda: m.add_support(claim, claim, by="nobody"), am.UnknownIdError)

    @rule(pick=picks, other=picks)
    def kinds_that_do_not_fit(self, pick: int, other: int) -> None:
        m = self.m
        relation, claim = self.pick(pick, "relations"), self.pick(pick, "claims")
        party, argument = self.pick(other, "parties"), self.pick(other, "arguments")
        if claim is None:
            return
        if relation is not None:
            self.must_fail(lambda: m.add_support(claim, relation))
            self.must_fail(lambda: m.add_support(am.Literal(relation.id), claim))
            if party is not None:
                self.must_fail(lambda: m.add_position(party, relation))
        if not claim.sketch:
            self.must_fail(lambda: m.add_undercut(claim, claim))
            self.must_fail(lambda: m.add_support(claim, claim, part_of=claim))
        if argument is not None:
            self.must_fail(lambda: m.add_support(argument, claim))
            self.must_fail(lambda: m.add_attack(claim, am.Literal(argument.id, True)))
            self.must_fail(lambda: m.add_relation(argument, claim, "tension"))
            self.must_fail(lambda: m.add_outcome("x", effects=[(argument, "accepted")]))
        self.must_fail(lambda: m.add_relation(claim, claim, "tension"))
        self.must_fail(lambda: m.add_support(claim, am.Literal(claim.id, supposed=True)))
        self.must_fail(
            lambda: m.add_relation(am.Literal(claim.id, role="exception"), am.Literal(claim.id, True), "tension")
        )

    @precondition(lambda self: self.m.memberships)
    @rule(pick=picks)
    def a_circle_of_spokesmen(self, pick: int) -> None:
        one = self.pick(pick, "memberships")
        if one.kind == "speaks_for":
            self.must_fail(lambda: self.m.add_membership(one.principal, one.agent))
            self.must_fail(lambda: self.m.replace(one, principal=one.agent))
            self.must_fail(
                lambda: self.m.extend(
                    [am.Party("b"), am.Membership("x8", one.principal, "b"), am.Membership("x9", "b", one.agent)]
                )
            )

    @rule(pick=picks)
    def circles_in_other_orders(self, pick: int) -> None:
        source, issue, position = self.pick(pick, "sources"), self.pick(pick, "issues"), self.pick(pick, "positions")
        if source is not None:
            self.must_fail(lambda: self.m.replace(source, after=[source]))
            self.must_fail(lambda: self.m.replace(source, reported_in=[source]))
            for earlier in source.after:
                self.must_fail(lambda earlier=earlier: self.m.replace(self.m.sources[earlier.id], after=[source]))
        if issue is not None:
            self.must_fail(lambda: self.m.replace(issue, parent=issue))
            if issue.parent is not None:
                self.must_fail(lambda: self.m.replace(self.m.issues[issue.parent], parent=issue))
        if position is not None:
            self.must_fail(lambda: self.m.replace(position, after=[position]))
            self.must_fail(lambda: self.m.replace(position, replies_to=position))

    @rule(pick=picks, other=picks)
    def names_that_are_not_free(self, pick: int, other: int) -> None:
        one, two = self.pick(pick, "parties"), self.pick(other, "parties")
        if one is None:
            return
        for name in (one.id, *one.names):
            self.must_fail(lambda name=name: self.m.extend([am.Party("x9", aliases=[name])]))
            if one is not two:
                self.must_fail(lambda name=name: self.m.replace(two, aliases=[name]))
        if one.aliases:
            self.must_fail(lambda: self.m.extend([am.Party("x9", one.aliases[0])]))
        if one is not two:
            self.m.replace(one, distinct_from=[two])
            self.must_fail(lambda: self.m.merge_parties(two, one))
            self.must_fail(lambda: self.m.merge_parties(one, two))


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=40, stateful_step_count=25, suppress_health_check=[HealthCheck.too_slow])


@given(maps())
def test_a_map_that_was_built_has_sound_indexes(m: am.ArgumentMap) -> None:
    check_indexes(m._store)
    check_answers(m)
    twin = m.copy()
    check_indexes(twin._store)
    assert twin == m


def test_the_full_map_has_sound_indexes() -> None:
    m = full_map()
    check_indexes(m._store)
    check_answers(m)


@given(maps(smallest=1), st.randoms(use_true_random=False))
def test_the_order_of_arrival_decides_the_order_of_answers_only(m: am.ArgumentMap, random: Any) -> None:
    records = all_records(m)
    random.shuffle(records)
    other = am.ArgumentMap(m.title, data=m.data)
    for start in range(0, len(records), 100):
        other.extend(records[start : start + 100])
    assert other == m
    check_indexes(other._store)
    check_answers(other)
