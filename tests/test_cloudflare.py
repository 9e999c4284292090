"""The Cloudflare example against the coding that it was made from, field by field, and the coding's questions."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import argmap as am

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "cloudflare"
FIXTURE = ROOT.parent / "shared" / "cloudflare"

needs_coding = pytest.mark.skipif(
    not (FIXTURE / "coding.json").is_file(), reason="the coding ../shared/cloudflare/coding.json is not here"
)

MODES = {"DQ": "direct", "NQ": "nested", "IR": "paraphrase", "ACT": "act", "IM": "imputed", "OWN": "own"}


@pytest.fixture(scope="module")
def m() -> am.ArgumentMap:
    return am.read(EXAMPLE)


@pytest.fixture(scope="module")
def coding() -> dict[str, Any]:
    return json.loads((FIXTURE / "coding.json").read_text(encoding="utf-8"))


# -- field by field: each record of the map is turned back into the shape of the coding --------------------------------


def given(**fields: Any) -> dict[str, Any]:
    """The fields that say something: the coding writes null, "" and [] alike for "nothing"."""
    return {key: value for key, value in fields.items() if value not in (None, "", [], {})}


def coded(rows: list[dict[str, Any]], *without: str) -> list[dict[str, Any]]:
    return [given(**{key: value for key, value in row.items() if key not in without}) for row in rows]


def dates(date: am.Date | None) -> dict[str, Any]:
    return {} if date is None else given(date_text=date.text, date_edtf=date.edtf)


def hops(via: tuple[am.Hop, ...]) -> list[dict[str, str]]:
    return [{"party": hop.party} if hop.party else {"source": hop.source} for hop in via]


def literal(value: am.Literal, *, premise: bool = False) -> dict[str, Any]:
    made: dict[str, Any] = {"id": value.id, "negated": value.negated}
    return made | {"supposed": value.supposed} if premise else made


@needs_coding
def test_issues(m: am.ArgumentMap, coding: dict[str, Any]) -> None:
    rows = [given(id=r.data["code"], slug=r.id, question=r.question) for r in m.issues.values()]
    assert rows == coded(coding["issues"])


@needs_coding
def test_cases(m: am.ArgumentMap, coding: dict[str, Any]) -> None:
    rows = [
        given(
            id=r.id,
            title=r.title,
            court=r.court,
            court_text=r.data.get("court_text"),
            roles=[{"party": role.party, "role": role.role} for role in r.roles],
            note=r.data.get("note"),
        )
        for r in m.cases.values()
    ]
    assert rows == coded(coding["cases"])


@needs_coding
def test_parties(m: am.ArgumentMap, coding: dict[str, Any]) -> None:
    rows = []
    for r in m.parties.values():
        data = r.data.to_json()
        data.pop("why_distinct", None)
        rows.append(
            given(
                id=r.id,
                name=r.name,
                type=r.kind,
                aliases=list(r.aliases),
                distinct_from=list(r.distinct_from),
                **data,
            )
        )
    assert rows == coded(coding["parties"])


@needs_coding
def test_never_merge(m: am.ArgumentMap, coding: dict[str, Any]) -> None:
    reasons = {(r.id, other): why for r in m.parties.values() for other, why in r.data.get("why_distinct", {}).items()}
    assert reasons == {(row["a"], row["b"]): row["note"] for row in coding["distinct_from"]}
    for row in coding["distinct_from"]:
        with pytest.raises(am.MapError, match="not to be merged"):
            m.copy().merge_parties(row["a"], row["b"])


@needs_coding
@pytest.mark.parametrize("kind", ["speaks_for", "member_of"])
def test_memberships(m: am.ArgumentMap, coding: dict[str, Any], kind: str) -> None:
    rows = [
        given(agent=r.agent, principal=r.principal, basis=r.basis, note=r.data.get("note"))
        for r in m.memberships.values()
        if r.kind == kind
    ]
    assert rows == coded(coding[kind])


@needs_coding
def test_sources(m: am.ArgumentMap, coding: dict[str, Any]) -> None:
    rows = []
    for r in m.sources.values():
        reports = {piece.source: piece for piece in r.reported_in}
        chains = [hops(piece.via) for piece in r.reported_in]
        assert all(chain == chains[0] for chain in chains)
        rows.append(
            given(
                id=r.id,
                kind=r.kind,
                file=r.path,
                sha256=r.sha256,
                title=r.title,
                publisher=r.publisher,
                authors=list(r.authors),
                reported_in=list(reports),
                via=chains[0] if chains else None,
                basis=r.reported_in[0].basis if chains else None,
                note=r.data.get("note"),
                **dates(r.date),
            )
        )
    assert rows == coded(coding["sources"], "reported_by")
    # The coding lists the same from the other side.
    for row in coding["sources"]:
        listed = [
            {"source": r.id, "via": hops(p.via)}
            for r in m.sources.values()
            for p in r.reported_in
            if p.source == row["id"]
        ]
        assert listed == row.get("reported_by", [])


@needs_coding
def test_document_order(m: am.ArgumentMap, coding: dict[str, Any]) -> None:
    rows = [
        given(
            before=earlier.id,
            after=r.id,
            basis=earlier.evidence.basis,
            quote=earlier.evidence.quote.exact if earlier.evidence.quote else None,
            note=earlier.note,
            **{"in": earlier.evidence.source},
        )
        for r in m.sources.values()
        for earlier in r.after
    ]
    key = lambda row: (row["after"], row["before"])  # noqa: E731  # a name for one line
    assert sorted(rows, key=key) == sorted(coded(coding["document_order"]), key=key)


@needs_coding
def test_claims(m: am.ArgumentMap, coding: dict[str, Any]) -> None:
    codes = {r.id: r.data["code"] for r in m.issues.values()}
    rows = []
    for r in m.claims.values():
        data = r.data.to_json()
        row = given(id=data.pop("code"), slug=r.id, text=r.text, issue=codes[r.issue], kind=r.kind, **data)
        rows.append((r.implicit, row))
    assert [row for implicit, row in rows if not implicit] == coded(coding["claims"])
    assert [row for implicit, row in rows if implicit] == coded(coding["implicit"])


@needs_coding
def test_positions(m: am.ArgumentMap, coding: dict[str, Any]) -> None:
    back = {value: key for key, value in MODES.items()}
    rows = []
    for r in m.positions.values():
        if r.target in m.arguments:
            continue
        (piece,) = r.evidence
        assert piece.quote is not None
        assert piece.locator is not None
        rows.append(
            given(
                id=r.id,
                party=r.party,
                claim=r.target,
                stance=r.stance,
                mode=back[r.mode],
                basis=piece.basis,
                source=piece.source,
                via=hops(piece.via),
                imputed_by=r.imputed_by,
                hedge=r.hedge,
                arguendo=r.arguendo,
                quote=piece.quote.exact,
                file=m.sources[piece.source].path,
                start=piece.quote.start,
                end=piece.quote.end,
                line=int(piece.locator.removeprefix("line ")),
                prefix=piece.quote.prefix,
                suffix=piece.quote.suffix,
                occurrences=r.data.get("occurrences", 1),
                note=r.data.get("note"),
                **dates(r.date),
            )
        )
    assert rows == coded(coding["positions"])


@needs_coding
def test_arguments(m: am.ArgumentMap, coding: dict[str, Any]) -> None:
    rows = []
    for r in m.arguments.values():
        authors = [p for p in m.positions.values() if p.target == r.id]
        assert len(authors) <= 1
        for p in authors:
            assert (p.stance, p.evidence, p.date) == ("asserts", r.evidence, None)
        imputed = [p for p in authors if p.mode == "imputed"]
        assert len({piece.basis for piece in r.evidence}) == 1
        rows.append(
            given(
                id=r.id,
                kind=r.kind,
                manner=r.manner,
                premises=[literal(premise, premise=True) for premise in r.premises],
                target=literal(r.target),
                schemes=list(r.schemes),
                by=authors[0].party if authors else None,
                mode="imputed" if imputed else None,
                imputed_by=imputed[0].imputed_by if imputed else None,
                sources=list(r.sources),
                basis=r.basis,
                linked=r.linked,
                note=r.data.get("note"),
            )
        )
    assert rows == coded(coding["inferences"])


@needs_coding
def test_relations(m: am.ArgumentMap, coding: dict[str, Any]) -> None:
    rows = [
        given(
            id=r.id,
            kind=r.kind,
            a=literal(r.a),
            b=literal(r.b),
            sources=list(r.sources),
            basis=r.basis,
            note=r.data.get("note"),
        )
        for r in m.relations.values()
    ]
    assert rows == coded(coding["relations"])


@needs_coding
def test_outcomes(m: am.ArgumentMap, coding: dict[str, Any]) -> None:
    rows = [
        given(
            id=r.id,
            text=r.text,
            by=list(r.by),
            by_text=r.data.get("by_text"),
            after=list(r.after),
            authority=r.authority,
            final=r.final,
            status=r.status,
            case=r.case,
            effects=[{"claim": e.target.id, "negated": e.target.negated, "effect": e.effect} for e in r.effects],
            source=list(r.sources),
            basis=r.basis,
            note=r.data.get("note"),
            **dates(r.date),
        )
        for r in m.outcomes.values()
    ]
    assert rows == coded(coding["outcomes"])


FIELDS = {
    "issues": "id question data",
    "cases": "id title court roles data",
    "parties": "id name kind aliases distinct_from data",
    "memberships": "id agent principal kind evidence data",
    "sources": "id title kind path sha256 publisher authors date reported_in after data",
    "claims": "id text issue kind implicit data",
    "arguments": "id premises target kind manner schemes evidence data",
    "relations": "id a b kind evidence data",
    "positions": "id party target stance mode date evidence imputed_by hedge arguendo data",
    "outcomes": "id text by date after authority final status case effects evidence data",
}


@needs_coding
def test_nothing_was_added(m: am.ArgumentMap, coding: dict[str, Any]) -> None:
    """What is not in the coding is not coded: no other field of any record is filled in."""
    allowed = {name: set(fields.split()) for name, fields in FIELDS.items()}
    for name, fields in allowed.items():
        for record in getattr(m, name).values():
            filled = {f for f, spec in type(record).__dataclass_fields__.items() if getattr(record, f) != spec.default}
            assert filled <= fields, record
    counts = coding["counts"]
    assert len(m.claims(implicit=False)) == counts["claims"]
    assert len(m.positions) == counts["positions"] + sum(1 for row in coding["inferences"] if row["by"])
    assert Counter(r.kind for r in m.arguments.values()) == Counter({"support": 57, "attack": 21, "undercut": 11})


# -- quotes ------------------------------------------------------------------------------------------------------------


@needs_coding
def test_every_quote_verifies(m: am.ArgumentMap) -> None:
    texts = am.read_texts(m, FIXTURE / "documents")
    assert set(texts) == {"S0", "S1", "S2", "S3", "S4"}
    table = am.verify(m, texts)
    assert len(table) >= 147
    assert [row for row in table if row.status != "exact"] == []


def test_without_texts_nothing_is_verified(m: am.ArgumentMap) -> None:
    table = am.verify(m)
    assert {row.status for row in table} == {"not verified: text not at hand"}


# -- the questions of the coding, answered by calls --------------------------------------------------------------------


def positions_where(m: am.ArgumentMap, where: dict[str, Any]) -> list[dict[str, Any]]:
    """The positions on claims that match a `where` of the coding, in its own four fields."""
    filters = dict(where)
    filters["target"] = filters.pop("claim", None)
    mode = filters.pop("mode", None)
    without = filters.pop("not_mode", None)
    assert without in (None, "IM")  # leaving out imputed positions is what a filter does unless asked
    filters["mode"] = MODES[mode] if mode else None if without else "any"
    return [
        {"party": row.party, "stance": row.stance, "claim": row.target, "source": row.source}
        for row in m.positions(**filters)
        if row.target in m.claims
    ]


def key(row: dict[str, Any]) -> str:
    return json.dumps(row, sort_keys=True)


def check_fact(m: am.ArgumentMap, kind: str, fact: Any, texts: dict[str, str]) -> None:
    if kind == "positions":
        assert sorted(positions_where(m, fact["where"]), key=key) == sorted(fact["are"], key=key)
    elif kind == "position":
        rows = m.positions(target=fact["claim"], party=fact["party"], mode="any")
        matching = [
            row
            for row in rows
            if all(
                {
                    "party": row.party,
                    "claim": row.target,
                    "stance": row.stance,
                    "source": row.source,
                    "hedge": row.hedge,
                    "via": hops(row.record.evidence[0].via),
                    "date_text": row.date.text if row.date else None,
                    "date_edtf": row.date.edtf if row.date else None,
                }[name]
                == value
                for name, value in fact.items()
            )
        ]
        assert len(matching) == 1
    elif kind == "arguments":
        where = dict(fact["where"])
        if "target" in where:
            where["target"] = ("~" if where["target"]["negated"] else "") + where["target"]["id"]
        assert m.arguments(**where).column("id") == fact["are"]
    elif kind == "argument":
        (row,) = [row for row in m.arguments() if row.id == fact["id"]]
        for name, value in fact.items():
            if name == "target":
                assert literal(row.record.target) == value
            elif name == "by":
                assert row.by == (value,)
            else:
                assert getattr(row, name) == value
    elif kind == "outcome":
        (row,) = [row for row in m.outcomes() if row.id == fact["id"]]
        for name, value in fact.items():
            if name == "effects":
                for effect in value:
                    literal_text = ("~" if effect["negated"] else "") + effect["claim"]
                    assert fact["id"] in m.outcomes(target=literal_text, effect=effect["effect"]).column("id")
            elif name == "by":
                assert list(row.by) == value
            elif name in ("date_text", "date_edtf"):
                assert getattr(row.date, name.removeprefix("date_")) == value
            else:
                assert getattr(row, name) == value
    elif kind == "text":
        counts = {id: text.casefold().count(fact["phrase"].casefold()) for id, text in texts.items()}
        assert counts == fact["counts"]
    elif kind == "speaks_for":
        table = m.memberships(principal=fact["principal"], kind="speaks_for", basis=fact["basis"])
        assert sorted(table.column("agent")) == sorted(fact["agents"])
    elif kind == "expected":
        ask = {"reserved": am.reserved, "self_conflicts": am.self_contradictions}[fact["list"]]
        assert ask(m, exclude={"issue": "off-topic"}).column("target") == fact["is"]
    elif kind == "load":
        table = am.linchpins(m, fact["target"])
        (row,) = [row for row in table if row.claim == fact["claim"]]
        assert (row.load, row.of) == (fact["value"], fact["of"])
    elif kind == "distinct":
        a, b = fact
        assert b in m.parties[a].distinct_from or a in m.parties[b].distinct_from
    else:
        raise AssertionError(f"a kind of fact that no call answers: {kind}")


@needs_coding
def test_questions(m: am.ArgumentMap, coding: dict[str, Any]) -> None:
    """Every fact under every question is derived by a call."""
    texts = am.read_texts(m, FIXTURE / "documents")
    answered: Counter[int] = Counter()
    for question in coding["questions"]:
        for fact in question["facts"]:
            ((kind, value),) = fact.items()
            if kind != "not_stated":
                check_fact(m, kind, value, texts)
            answered[question["n"]] += 1
    assert set(answered) == {question["n"] for question in coding["questions"]}


@needs_coding
def test_what_is_not_stated(m: am.ArgumentMap) -> None:
    """The traps of the coding: an answer that gives a value is wrong."""
    # Since when ALS denies the dumb pipe: no calendar date, and none is derived from another document.
    (row,) = m.positions(target="cf-dumb-pipe", stance="denies")
    assert (row.date.edtf, row.date.text) == (None, "this week")
    assert m.positions(target="cf-dumb-pipe", stance="denies", since="2016")[0].match == "possibly"
    # The result of ALS Scan's motion.
    assert m.outcomes(target="als-partial-sj").column("status") == ["pending"]
    # Nobody holds the dumb pipe; who denies it is told instead.
    holders = m.holders("cf-dumb-pipe")
    assert len(holders) == 0
    assert holders.note == "Nobody asserts or concedes cf-dumb-pipe. als-scan denies it; xenx questions it."
    # Safe harbour is only imputed to Cloudflare.
    assert m.positions(party="cloudflare", target="cf-safe-harbor", rollup=True).column("party") == []
    assert m.positions(party="cloudflare", target="cf-safe-harbor", mode="imputed").column("party") == ["cloudflare"]
    # The author of an imputed argument is not its author.
    assert "RB11" not in m.arguments(by="cloudflare").column("id")
    assert "RB11" in m.arguments(by="cloudflare", mode="imputed").column("id")


def test_dates_by_document(m: am.ArgumentMap) -> None:
    """A statement without a date is not later than its document, where that is dated; nothing else is derived."""
    assert len(m.positions(source="S3", since="2020", mode="any")) == 0
    assert {row.match for row in m.positions(source="S3", until="2019-10-21")} == {"yes"}
    assert {row.match for row in m.positions(source="S2", until="2019-10-21")} == {"possibly"}


# -- the same map as a text --------------------------------------------------------------------------------------------


def test_the_text_is_the_map_of_the_tables(m: am.ArgumentMap) -> None:
    read = am.read(EXAMPLE / "cloudflare.argdown", strict=True)
    assert read == m
    # Those of authors come last, in the order in which the arguments come.
    assert list(read.positions)[:147] == list(m.positions)[:147]


def test_the_text_alone_holds_issues_claims_and_arguments(m: am.ArgumentMap) -> None:
    """Without the tables that tell more of them nothing of what is argued is missing."""
    text = (EXAMPLE / "cloudflare.argdown").read_text(encoding="utf-8")
    for name in ("issues", "claims", "arguments"):
        text = text.replace(f"    - {name}.csv\n", "")
    files = {"": text, **{file.name: file.read_bytes() for file in EXAMPLE.glob("*.csv")}}
    alone = am.parse(files, format="argdown", strict=True)
    assert [(one.id, one.text, one.issue) for one in sorted(alone.claims.values(), key=lambda one: one.id)] == [
        (one.id, one.text, one.issue) for one in sorted(m.claims.values(), key=lambda one: one.id)
    ]
    assert {one.id: (one.kind, one.premises, one.target) for one in alone.arguments.values()} == {
        one.id: (one.kind, one.premises, one.target) for one in m.arguments.values()
    }
    assert {one.id: one.question for one in alone.issues.values() if one.id != "off-topic"} == {
        one.id: one.question for one in m.issues.values() if one.id != "off-topic"
    }


def test_the_text_is_formatted() -> None:
    text = (EXAMPLE / "cloudflare.argdown").read_text(encoding="utf-8")
    assert am.format_argdown(text) == text
