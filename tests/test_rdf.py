"""RDF: what the graph and the Turtle say, on rdflib and on Oxigraph; that nothing is lost, and nothing said falsely."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, RDFS, SKOS, Literal, URIRef

import argmap as am
from argmap.files import losses
from argmap.formats import turtle
from argmap.model.records import MODES, RELATION_KINDS, STANCES
from argmap.model.references import COLLECTIONS
from argmap.model.values import BASES, ROLES
from argmap.rdf import vocabulary
from argmap.rdf.iris import Iris, checked_base, encoded
from argmap.rdf.statements import groups
from argmap.rdf.vocabulary import BASE, RECORD_SEGMENTS, prefixes
from tests.strategies import all_records, full_map, maps

AM = rdflib.Namespace("https://w3id.org/argmap#")
AIF = rdflib.Namespace("http://www.arg.dundee.ac.uk/aif#")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
DCTERMS = rdflib.Namespace("http://purl.org/dc/terms/")
MAP = rdflib.Namespace(BASE)

CODING = Path(__file__).parent.parent.parent / "shared" / "cloudflare" / "coding.json"

WHO_DENIES = """
    SELECT ?name WHERE {
        ?position am:target claim:cf-dumb-pipe ; am:stance am:Denies ; am:holder/foaf:name ?name
    }"""


def claim(id: str) -> URIRef:
    return MAP[f"claim/{id}"]


def written(m: am.ArgumentMap, **options: Any) -> str:
    text = turtle.render(m, **options)[""]
    assert isinstance(text, str)
    return text


def store_of(m: am.ArgumentMap) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(written(m).encode(), pyoxigraph.RdfFormat.TURTLE)
    return store


def said(m: am.ArgumentMap) -> set[tuple[Any, ...]]:
    """The statements of a map, without a library."""
    return {(s, p, o) for group in groups(m) for s, pairs in group for p, values in pairs for o in values}


def term(value: Any) -> Any:
    """A term of Oxigraph as one of rdflib."""
    if isinstance(value, pyoxigraph.NamedNode):
        return URIRef(value.value)
    assert isinstance(value, pyoxigraph.Literal), "no blank nodes"
    if value.language:
        return Literal(value.value, lang=value.language)
    datatype = None if value.datatype.value == str(rdflib.XSD.string) else URIRef(value.datatype.value)
    return Literal(value.value, datatype=datatype, normalize=False)


# -- the same triples everywhere ---------------------------------------------------------------------------------------


@given(maps())
def test_graph_and_turtle_say_the_same_on_both_engines(m: am.ArgumentMap) -> None:
    graph, text = am.to_rdf(m), written(m)
    triples = set(graph)
    assert set(rdflib.Graph().parse(data=text, format="turtle")) == triples
    parsed = pyoxigraph.parse(text.encode(), pyoxigraph.RdfFormat.TURTLE)
    assert {(term(t.subject), term(t.predicate), term(t.object)) for t in parsed} == triples
    assert not any(isinstance(node, rdflib.BNode) for triple in triples for node in triple)


HOSTILE = [
    '" . <https://evil.example/s> <https://evil.example/p> <https://evil.example/o> . #',
    "' . <https://evil.example/s> <https://evil.example/p> <https://evil.example/o> . #",
    '\\" . <https://evil.example/s> <https://evil.example/p> <https://evil.example/o> . #',
    '"""\n<https://evil.example/s> <https://evil.example/p> <https://evil.example/o> .\n"""',
    '"@en , <https://evil.example/o>',
    '"^^<https://evil.example/p> .',
    "\\u0022 . <https://evil.example/s> a <https://evil.example/o> .",
    "\\",
    "\n@prefix am: <https://evil.example/> .\n",
    "} UNION { ?s ?p ?o }",
]
HOSTILE_IDS = [
    "x.y.1",
    "x\\",
    "x'",
    "x#y",
    "x?y",
    "a:b",
    "prefix:name",
    "{?s}",
    "..",
    ".",
    "-",
    "_:b0",
    "%3E",
    "x\u200b",
    "http://",
    "http:///",
    "http://[",
    "http://e:port/",
    "http://e/%zz",
    "http://e/{x}",
    "http://e/\\u003e",
    "http://e/#a#b",
    "http://user@e/x",
    "https://w3id.org/argmap#Denies",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    f"{BASE}claim/x",
    BASE,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_gets_out_of_its_quotes(text: str) -> None:
    m = am.ArgumentMap(text, data={text: text})
    m.add_claim(text, id="x", tags=[text], lang="en")
    m.add_party(text, id="ada", aliases=[f"{text}!"])
    m.add_source("S1", title=text, url=text, date=am.Date(text=" ".join(text.split())))
    m.add_position("ada", "x", source="S1", quote=text, hedge=text)
    triples = set(rdflib.Graph().parse(data=written(m), format="turtle"))
    assert triples == set(am.to_rdf(m))
    assert not any(isinstance(node, URIRef) and node.startswith("https://evil.example") for t in triples for node in t)
    assert [str(text) for text in am.to_rdf(m).objects(predicate=OA.exact)] == [text]


@pytest.mark.parametrize("id", HOSTILE_IDS)
def test_no_id_gets_out_of_its_brackets(id: str) -> None:
    m = am.ArgumentMap()
    m.add_claim("x", id=id)
    m.add_party("Ada", id="ada")
    m.add_source("S1")
    m.add_position("ada", id, "denies", id="p1", source="S1")
    m.add_support(id, id, id="a1", schemes=[id], tags=[id])
    parsed = pyoxigraph.parse(written(m).encode(), pyoxigraph.RdfFormat.TURTLE)
    triples = {(term(t.subject), term(t.predicate), term(t.object)) for t in parsed}
    assert triples == set(am.to_rdf(m)) == set(rdflib.Graph().parse(data=written(m), format="turtle"))
    assert (MAP["position/p1"], AM.target, claim(encoded(id))) in triples
    assert {node for node, _, _ in triples if not node.startswith(BASE)} == set()


def test_a_line_is_a_line_everywhere() -> None:
    m = am.ArgumentMap()
    m.add_source("S1", path="one\u2028two\u0085three\u202efour\x7f")
    text = written(m)
    assert text.splitlines() == text.split("\n")[:-1]
    assert "\\u2028two\\u0085three\\u202Efour\\u007F" in text


# -- the same bytes always ---------------------------------------------------------------------------------------------


def test_bytes_do_not_depend_on_the_hash_seed() -> None:
    code = "from tests.strategies import full_map; import argmap as am; print(am.render(full_map(), format='turtle'))"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent.parent)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1


def test_a_change_is_a_small_diff() -> None:
    m = full_map()
    before = written(m).splitlines()
    m.add_position("ada", "view", "denies", id="p9", source="S1")
    after = written(m).splitlines()
    assert [line for line in before if line not in set(after)] == []
    assert len(after) - len(before) == 12


def test_turtle_needs_no_library() -> None:
    code = (
        "import sys, argmap as am; m = am.ArgumentMap(); m.add_claim('x', id='x'); am.render(m, format='turtle');"
        "print(sorted({'rdflib', 'pyoxigraph'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout == "[]\n"


def test_a_chain_of_50_000_is_written() -> None:
    size = 50_000
    m = am.ArgumentMap()
    m.extend([am.Claim(f"c{n}") for n in range(size)])
    m.extend([am.Argument(f"a{n}", f"c{n}", f"c{n + 1}") for n in range(size - 1)])
    assert written(m).count(" am:supports ") == size - 1


# -- nothing is lost ---------------------------------------------------------------------------------------------------


def changed(value: Any, others: dict[str, list[str]]) -> Iterator[Any]:
    """Values near to this one but not it: defaults and other words in every part of it, orders, parts left out."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, str):
        yield f"{value}x"
        yield from others.get(value, ())
    elif isinstance(value, int | float):
        yield value + 1
    elif isinstance(value, am.Date):
        yield am.Date(value.edtf, text=f"{value.text or ''}x")
        if value.edtf:
            yield am.Date("1999-01-01", text=value.text)
    elif isinstance(value, tuple):
        yield value[1:]
        yield value[::-1]
        for n, part in enumerate(value):
            for other in changed(part, others):
                yield (*value[:n], other, *value[n + 1 :])
    elif hasattr(value, "to_json"):
        yield {**value.to_json(), "new": 0}
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            old = getattr(value, field.name)
            new = [*changed(old, others)] if old is not None else []
            if field.default is not dataclasses.MISSING:
                new.append(field.default)
            if field.name in ("negated", "supposed"):
                new.append(not old)
            if field.name in ("role", "basis"):
                new = [word for word in (*ROLES, *BASES) if word != old]
            for one in new:
                try:
                    yield dataclasses.replace(value, **{field.name: one})
                except am.ArgmapError:
                    continue


WORDS = {
    "kind": ("support", "attack", "undercut", *RELATION_KINDS, "speaks_for", "member_of"),
    "stance": STANCES,
    "mode": MODES,
}


def variants(m: am.ArgumentMap, record: Any, field: dataclasses.Field[Any]) -> Iterator[am.ArgumentMap]:
    """The map with another value in one field of one record, wherever that makes a map."""
    others: dict[str, list[str]] = {}
    for name in COLLECTIONS:
        known = list(getattr(m, name))
        for id, following in zip(known, known[1:] + known[:1], strict=True):
            others.setdefault(id, []).append(following)
    old = getattr(record, field.name)
    values: list[Any] = list(changed(old, others)) if old is not None else []
    values += WORDS.get(field.name, ())
    if field.default is not dataclasses.MISSING:
        values.append(field.default)
    name = next(name for name, kind in COLLECTIONS.items() if type(record) is kind)
    for value in values:
        try:
            other = dataclasses.replace(record, **{field.name: value})
            made = am.ArgumentMap(m.title, data=m.data)
            records = [one for one in all_records(m) if not (type(one) is COLLECTIONS[name] and one.id == record.id)]
            made.extend([*records, other])
        except am.ArgmapError:
            continue
        if made != m:
            yield made


FULL = full_map()
FIELDS = [
    pytest.param(name, field, id=f"{name}.{field.name}")
    for name, kind in COLLECTIONS.items()
    for field in dataclasses.fields(kind)
    if field.name != "id"
]


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_every_field_is_in_the_graph_or_in_loses(name: str, field: dataclasses.Field[Any]) -> None:
    lost = {name, f"{name}.{field.name}"} & set(turtle.LOSES)
    before, tried = said(FULL), 0
    for record in getattr(FULL, name).values():
        for other in variants(FULL, record, field):
            tried += 1
            assert (said(other) == before) == bool(lost), (record, getattr(other, name)[record.id])
    assert tried


@given(maps(smallest=1), st.data())
def test_a_change_of_any_map_changes_the_graph(m: am.ArgumentMap, data: st.DataObject) -> None:
    record = data.draw(st.sampled_from(all_records(m)))
    field = data.draw(st.sampled_from([f for f in dataclasses.fields(record) if f.name != "id"]))
    before = said(m)
    assert turtle.LOSES == ()
    for other in variants(m, record, field):
        assert said(other) != before


def test_loses_names_fields_that_exist() -> None:
    for entry in turtle.LOSES:
        name, _, field = entry.partition(".")
        assert name in COLLECTIONS
        assert not field or field in {f.name for f in dataclasses.fields(COLLECTIONS[name])}
    assert losses(FULL, turtle.LOSES) == []


def test_title_and_data_of_the_map_are_in_the_graph() -> None:
    m = am.ArgumentMap("Pier", data={"n": 1})
    assert said(m) != said(am.ArgumentMap("Pier")) != said(am.ArgumentMap())


# -- IRIs --------------------------------------------------------------------------------------------------------------


@given(maps())
def test_an_iri_is_one_thing_and_gives_its_id_back(m: am.ArgumentMap) -> None:
    iris = Iris(m)
    found = [(iris.record(name, id), name, id) for name in COLLECTIONS for id in getattr(m, name)]
    assert len({iri for iri, _, _ in found}) == len(found)
    for iri, name, id in found:
        assert unquote(iri.removeprefix(f"{BASE}{RECORD_SEGMENTS[name]}/")) == id or iri == id
    nodes = [subject for group in groups(m) for subject, pairs in group if pairs[0][0] == str(RDF.type)]
    assert len(set(nodes)) == len(nodes)


def test_an_id_that_is_an_iri_is_kept() -> None:
    m = am.ArgumentMap()
    for id in ("https://example.com/claims/7", "http://d-nb.info/gnd/118540238?a=b&c=%20#me", "https://é.example/ü"):
        m.add_claim("x", id=id)
    nodes = set(am.to_rdf(m).subjects(RDF.type, AIF["I-node"]))
    assert nodes == {URIRef(id) for id in m.claims} - {URIRef("https://é.example/ü")} | {
        claim(encoded("https://é.example/ü"))
    }


def test_an_iri_of_two_kinds_is_kept_for_neither() -> None:
    m = am.ArgumentMap()
    both = "https://example.com/eff"
    m.add_party("EFF", id=both)
    m.add_source(both)
    iris = Iris(m)
    assert iris.record("parties", both) == f"{BASE}party/https%3A%2F%2Fexample.com%2Feff"
    assert iris.record("sources", both) == f"{BASE}source/https%3A%2F%2Fexample.com%2Feff"


@pytest.mark.parametrize(
    "base", ["https://example.org/pier#", "http://localhost:8000/m/", "https://example.org/a%20b/"]
)
def test_the_base_is_the_users(base: str) -> None:
    m = am.ArgumentMap()
    m.add_claim("x", id="x")
    graph = am.to_rdf(m, base=base)
    assert (URIRef(f"{base}claim/x"), RDF.type, AIF["I-node"]) in graph
    assert set(rdflib.Graph().parse(data=written(m, base=base), format="turtle")) == set(graph)
    assert list(graph.query("SELECT ?t { claim:x aif:claimText ?t }")) == [(Literal("x"),)]


@pytest.mark.parametrize(
    "base",
    ["", "x", "https://example.org/map", "urn:x:", "https://e/ /", "https://e/>/", "https://w3id.org/argmap#", 7],
)
def test_a_base_that_makes_no_iris_is_refused(base: Any) -> None:
    with pytest.raises(am.ValueRefused, match="base"):
        am.to_rdf(am.ArgumentMap(), base=base)
    with pytest.raises(am.ValueRefused):
        checked_base(base)


def test_the_graph_binds_its_own_prefixes_only() -> None:
    bound = {prefix: str(iri) for prefix, iri in am.to_rdf(am.ArgumentMap()).namespaces()}
    assert bound == prefixes()


# -- what is said ------------------------------------------------------------------------------------------------------


def debate() -> am.ArgumentMap:
    m = am.ArgumentMap("The pier")
    for id in ("pier", "trade", "view", "war"):
        m.add_claim(f"About the {id}.", id=id, lang="en")
    for id in ("ada", "bo"):
        m.add_party(id.title(), id=id)
    m.add_source("S1")
    return m


def test_a_negation_is_a_node_of_its_own() -> None:
    m = debate()
    m.add_support("~view", "pier", id="a1")
    graph = am.to_rdf(m)
    negation = MAP["negation/view"]
    assert (negation, AM.negates, claim("view")) in graph
    assert (negation, AIF.claimText, Literal("Not: About the view.")) in graph
    assert set(graph.objects(MAP["argument/a1"], AIF.Premise)) == {negation}
    assert (None, None, claim("view")) in graph
    assert set(graph.predicates(None, claim("view"))) == {AM.negates}
    assert set(graph.predicates(claim("view"))) == {RDF.type, AIF.claimText, rdflib.DC.language}
    assert (MAP["negation/trade"], None, None) not in graph


@pytest.mark.parametrize(
    ("premise", "kind", "target", "shortcut"),
    [
        ("view", "support", "pier", ("claim/view", AM.supports, "claim/pier")),
        ("view", "attack", "pier", ("claim/view", AM.attacks, "claim/pier")),
        ("view", "support", "~pier", ("claim/view", AM.supports, "negation/pier")),
        ("view", "attack", "~pier", ("claim/view", AM.attacks, "negation/pier")),
        ("~view", "support", "pier", ("negation/view", AM.supports, "claim/pier")),
        ("~view", "attack", "~pier", ("negation/view", AM.attacks, "negation/pier")),
        ("view", "undercut", "a0", ("claim/view", AM.undercuts, "argument/a0")),
        ("view", "attack", "a0", ("claim/view", AM.attacks, "argument/a0")),
        ("view (assumption)", "support", "pier", ("claim/view", AM.supports, "claim/pier")),
        ("view (exception)", "support", "pier", None),
        ("view (supposed)", "attack", "pier", None),
        ("~view (supposed)", "support", "~pier", None),
    ],
)
def test_shortcuts(premise: str, kind: str, target: str, shortcut: Any) -> None:
    m = debate()
    m.add_support("war", "trade", id="a0")
    m.extend([am.Argument("a1", am.Literal.parse(premise), target, kind)])
    graph = am.to_rdf(m)
    found = {t for p in (AM.supports, AM.attacks, AM.undercuts) for t in graph.triples((None, p, None))}
    found.remove((claim("war"), AM.supports, claim("trade")))
    assert found == ({(MAP[shortcut[0]], shortcut[1], MAP[shortcut[2]])} if shortcut else set())


@given(maps())
def test_no_shortcut_and_no_premise_is_said_of_the_wrong_side(m: am.ArgumentMap) -> None:
    iris, graph = Iris(m), am.to_rdf(m)
    terms = {"support": AM.supports, "attack": AM.attacks, "undercut": AM.undercuts}
    due, premises = set(), set()
    for argument in m.arguments.values():
        for premise in argument.premises:
            if premise.supposed or premise.role == "exception":
                continue
            ends = [
                URIRef(f"{BASE}negation/{encoded(end.id)}" if end.negated else iris.statement(end.id))
                for end in (premise, argument.target)
            ]
            due.add((ends[0], terms[argument.kind], ends[1]))
            premises.add((URIRef(iris.record("arguments", argument.id)), AIF.Premise, ends[0]))
    assert {t for p in terms.values() for t in graph.triples((None, p, None))} == due
    assert set(graph.triples((None, AIF.Premise, None))) == premises


def test_marks_of_premises_are_kept() -> None:
    m = debate()
    m.extend([am.Argument("a1", ["view", am.Literal("war", True, True), "trade (exception)"], "pier")])
    graph = am.to_rdf(m)
    assert list(graph.objects(MAP["argument/a1"], AIF.Premise)) == [claim("view")]
    rows = graph.query(
        "SELECT ?place ?statement ?supposed ?role {"
        " argument:a1 am:use ?use . ?use am:place ?place ; am:statement ?statement"
        " OPTIONAL { ?use am:supposed ?supposed } OPTIONAL { ?use am:role ?role } } ORDER BY ?place"
    )
    assert [tuple(row) for row in rows] == [
        (Literal(1), claim("view"), None, None),
        (Literal(2), MAP["negation/war"], Literal(True), None),
        (Literal(3), claim("trade"), None, AM.Exception),
    ]


def test_classes_of_arguments() -> None:
    m = debate()
    m.add_support("trade", "pier", id="a1")
    m.add_attack("view", "a1", id="a2")
    m.add_undercut("war", "a1", id="a3")
    m.add_undercut("war", "a3", id="a4")
    graph = am.to_rdf(m)
    assert {str(s).rpartition("/")[2] for s in graph.subjects(RDF.type, AIF["RA-node"])} == {"a1"}
    assert {str(s).rpartition("/")[2] for s in graph.subjects(RDF.type, AIF["CA-node"])} == {"a2", "a3", "a4"}
    assert {str(s).rpartition("/")[2] for s in graph.subjects(RDF.type, AM.Undercut)} == {"a3", "a4"}
    assert graph.value(MAP["argument/a4"], AIF.Conclusion) == MAP["argument/a3"]


@pytest.mark.parametrize(
    ("date", "datatype", "earliest", "latest"),
    [
        ("2018-03-07", rdflib.XSD.date, "2018-03-07", "2018-03-07"),
        ("2016-02", rdflib.XSD.gYearMonth, "2016-02-01", "2016-02-29"),
        ("0001", rdflib.XSD.gYear, "0001-01-01", "0001-12-31"),
        ("2018-21", vocabulary.EDTF, "2018-03-01", "2018-05-31"),
        ("2016/2018-03", vocabulary.EDTF, "2016-01-01", "2018-03-31"),
        ("../2018", vocabulary.EDTF, None, "2018-12-31"),
        ("2018/", vocabulary.EDTF, "2018-01-01", None),
        ("2016~", vocabulary.EDTF, None, None),
        ("2018-03-07?", vocabulary.EDTF, None, None),
        ("2018-03-07T12:00:00Z", vocabulary.EDTF, "2018-03-07", "2018-03-07"),
    ],
)
def test_dates_are_typed_by_their_precision(date: str, datatype: str, earliest: str | None, latest: str | None) -> None:
    if date == "2018-21":
        pytest.importorskip("edtf", reason="a season needs the extra edtf")
        bounds = am.Date(date)
        earliest, latest = str(bounds.earliest), str(bounds.latest)
    m = debate()
    m.add_position("ada", "pier", id="p1", date=date)
    graph, node = am.to_rdf(m), MAP["position/p1"]
    assert graph.value(node, DCTERMS.date) == Literal(date, datatype=URIRef(datatype), normalize=False)
    for bound, value in ((AM.earliest, earliest), (AM.latest, latest)):
        expected = None if value is None else Literal(value, datatype=rdflib.XSD.date)
        assert graph.value(node, bound) == expected


def test_a_date_in_words_is_no_date() -> None:
    m = debate()
    m.add_position("ada", "pier", id="p1", date=am.Date(text="this week"))
    graph, node = am.to_rdf(m), MAP["position/p1"]
    assert graph.value(node, AM.dateText) == Literal("this week")
    assert not {DCTERMS.date, AM.earliest, AM.latest} & set(graph.predicates(node))


def test_a_quote_is_a_selector() -> None:
    m = debate()
    m.add_position("ada", "pier", id="p1", source="S1", quote=am.Quote("a “pier”", prefix="x ", start=2, end=10))
    rows = am.to_rdf(m).query(
        "SELECT ?document ?exact ?prefix ?start ?end {"
        " position:p1 am:evidence ?evidence ; prov:wasQuotedFrom ?document ; dcterms:source ?document ."
        " ?evidence a oa:SpecificResource ; oa:hasSource ?document ; oa:hasSelector ?words, ?span ."
        " ?words a oa:TextQuoteSelector ; oa:exact ?exact ; oa:prefix ?prefix ."
        " ?span a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end }"
    )
    assert [tuple(row) for row in rows] == [
        (MAP["source/S1"], Literal("a “pier”"), Literal("x "), Literal(2), Literal(10))
    ]


def test_an_inferred_basis_is_never_explicit() -> None:
    m = debate()
    m.add_position("ada", "pier", id="p1", source="S1", basis="inferred")
    m.add_position("bo", "pier", id="p2", source="S1")
    m.add_position("bo", "view", id="p3")
    graph = am.to_rdf(m)
    assert set(graph.subjects(AM.basis, AM.Explicit)) == {MAP["position/p2"], MAP["evidence/position.p2.1"]}
    assert set(graph.subjects(AM.basis, AM.Inferred)) == {MAP["position/p1"], MAP["evidence/position.p1.1"]}


def test_an_inferred_order_is_no_order() -> None:
    m = am.ArgumentMap()
    m.add_source("S1")
    m.add_source("S2")
    inferred = am.Predecessor("S2", am.Evidence(basis="inferred"))
    m.add_source("S3", after=["S1", inferred])
    graph = am.to_rdf(m)
    assert set(graph.objects(MAP["source/S3"], AM.after)) == {MAP["source/S1"]}
    assert (MAP["predecessor/S3.2"], AM.document, MAP["source/S2"]) in graph


def test_only_a_kind_that_says_so_makes_a_class() -> None:
    m = am.ArgumentMap()
    for kind in ("person", "organization", "group", "court", "media", "Person", None):
        m.add_party("x", id=f"the-{kind}", kind=kind)
    found = {
        str(party).rpartition("the-")[2]: str(kind).rpartition("/")[2]
        for party, kind in am.to_rdf(m).subject_objects(RDF.type)
        if party.startswith(f"{BASE}party/") and kind != rdflib.FOAF.Agent
    }
    assert found == {"person": "Person", "organization": "Organization", "group": "Group"}


def test_a_language_that_an_engine_refuses_is_not_a_tag() -> None:
    m = am.ArgumentMap()
    for lang in ("en", "a", "de-at-1996", "abcdefgh-i", "x-pirate", "en-a"):
        m.add_claim("Pier", id=lang, lang=lang)
    tags = {str(s).rpartition("/")[2]: o.language for s, o in am.to_rdf(m).subject_objects(AIF.claimText)}
    assert {id for id, tag in tags.items() if tag == id} == {"en", "de-at-1996", "x-pirate"}
    kept = store_of(m).query("SELECT ?l { ?c dc:language ?l }", prefixes=prefixes())
    assert {row[0].value for row in kept} == set(m.claims)


# -- who holds what ----------------------------------------------------------------------------------------------------


@given(maps())
def test_a_query_for_positions_finds_no_imputed_one(m: am.ArgumentMap) -> None:
    graph, iris = am.to_rdf(m), Iris(m)
    imputed = {URIRef(iris.record("positions", p.id)) for p in m.positions.values() if p.mode == "imputed"}
    own = {URIRef(iris.record("positions", p.id)) for p in m.positions.values()} - imputed
    for predicate in (AM.holder, AM.target, AM.stance):
        assert set(graph.subjects(predicate)) == own
    assert set(graph.subjects(AM.onBehalfOf)) <= own
    assert set(graph.subjects(RDF.type, AM.Position)) == own
    assert set(graph.subjects(RDF.type, AM.ImputedPosition)) == imputed
    assert set(graph.subjects(AM.mode, AM.Imputed)) == imputed


def test_a_reasoner_does_not_make_an_imputed_position_an_own_one() -> None:
    vocabulary_graph = ontology()
    m = debate()
    m.add_position("bo", "pier", id="p1", mode="imputed", imputed_by="ada", on_behalf_of="ada")
    graph, node = am.to_rdf(m), MAP["position/p1"]
    classes = set(graph.objects(node, RDF.type))
    classes |= {c for p in graph.predicates(node) for c in vocabulary_graph.objects(p, RDFS.domain)}
    classes |= {c for p in graph.predicates(None, node) for c in vocabulary_graph.objects(p, RDFS.range)}
    classes |= {c for known in [*classes] for c in vocabulary_graph.transitive_objects(known, RDFS.subClassOf)}
    assert AM.ImputedPosition in classes
    assert AM.Position not in classes
    supers = {q for p in graph.predicates(node) for q in vocabulary_graph.transitive_objects(p, RDFS.subPropertyOf)}
    assert not supers & {AM.holder, AM.target, AM.stance, rdflib.PROV.wasAttributedTo}


@pytest.mark.skipif(not CODING.is_file(), reason="the coding ../shared/cloudflare/coding.json is not here")
def test_who_denies_the_dumb_pipe() -> None:
    coding = json.loads(CODING.read_text(encoding="utf-8"))
    modes = {"DQ": "direct", "NQ": "nested", "IR": "paraphrase", "ACT": "act", "IM": "imputed", "OWN": "own"}
    m = am.ArgumentMap()
    m.extend(
        [
            *(am.Party(p["id"], p["name"]) for p in coding["parties"]),
            *(am.Claim(c["slug"], c["text"]) for c in (*coding["claims"], *coding["implicit"])),
            *(am.Source(s["id"]) for s in coding["sources"]),
            *(
                am.Position(
                    p["id"],
                    p["party"],
                    p["claim"],
                    p["stance"],
                    evidence=[am.Evidence(p["source"], quote=p["quote"] or None, basis=p["basis"])],
                    mode=modes[p["mode"]],
                    imputed_by=p["imputed_by"],
                )
                for p in coding["positions"]
            ),
        ]
    )
    assert_answers_agree(m)


def test_sparql_answers_as_the_map_does_on_the_example() -> None:
    m = am.read(Path(__file__).parent.parent / "examples" / "cloudflare")
    assert any(p.mode == "imputed" for p in m.positions.values())
    assert_answers_agree(m)


def assert_answers_agree(m: am.ArgumentMap) -> None:
    """Both engines give the rows of `m.stances` for every claim."""
    graph, store = am.to_rdf(m), store_of(m)

    def both(query: str) -> list[tuple[str, ...]]:
        rows = sorted(tuple(map(str, row)) for row in graph.query(query))
        solutions = store.query(query, prefixes=prefixes())
        assert sorted(tuple(cell.value for cell in row) for row in solutions) == rows
        return rows

    denied = {m.parties[row.party].name for row in m.stances("cf-dumb-pipe") if row.stance == "denies"}
    assert denied
    assert both(WHO_DENIES) == sorted((name,) for name in denied)
    asked = "SELECT ?target ?party ?stance { ?p am:target ?target ; am:holder ?party ; am:stance ?stance }"
    answers = [
        (str(claim(id)), f"{BASE}party/{row.party}", str(AM[row.stance.title()]))
        for id in m.claims
        for row in m.stances(id)
    ]
    assert [row for row in both(asked) if row[0].startswith(f"{BASE}claim/")] == sorted(answers)


# -- the vocabulary ----------------------------------------------------------------------------------------------------


def ontology() -> rdflib.Graph:
    text = files("argmap.rdf").joinpath("argmap.ttl").read_text(encoding="utf-8")
    graph = rdflib.Graph(bind_namespaces="none").parse(data=text, format="turtle")
    assert len(list(pyoxigraph.parse(text.encode(), pyoxigraph.RdfFormat.TURTLE))) == len(graph)
    return graph


def own(nodes: Any) -> set[URIRef]:
    return {node for node in nodes if isinstance(node, URIRef) and node.startswith(str(AM))}


def test_every_term_that_is_written_is_defined_and_every_term_defined_is_written() -> None:
    graph = ontology()
    defined = own(graph.subjects(RDF.type))
    m = full_map()
    m.extend([am.Membership("m9", "town", "bo", "member_of", since=am.Date(text="then"), until=am.Date(text="now"))])
    m.extend([am.Case("k9", court="Elsewhere"), am.Position("p9", "bo", "build", on_behalf_of="town")])
    used = own(node for triple in am.to_rdf(m) for node in triple)
    assert used <= defined
    concepts = own(graph.subjects(RDF.type, SKOS.Concept)) | own(graph.subjects(RDF.type, SKOS.ConceptScheme))
    assert defined - used <= concepts


def test_every_term_has_one_label_and_one_comment() -> None:
    graph = ontology()
    for subject in own(graph.subjects()):
        assert len(list(graph.objects(subject, RDFS.label))) == 1, subject
        assert len(list(graph.objects(subject, RDFS.comment))) == 1, subject
        assert len(list(graph.objects(subject, RDF.type))) >= 1, subject
    mentioned = own(node for triple in graph for node in triple)
    assert mentioned == own(graph.subjects())


@pytest.mark.parametrize(
    ("scheme", "words", "concepts"),
    [
        (AM.Stances, STANCES, vocabulary.STANCE_CONCEPTS),
        (AM.Modes, MODES, vocabulary.MODE_CONCEPTS),
        (AM.Bases, BASES, vocabulary.BASIS_CONCEPTS),
        (AM.RelationKinds, RELATION_KINDS, vocabulary.RELATION_CONCEPTS),
        (AM.PremiseRoles, tuple(role for role in ROLES if role != "ordinary"), vocabulary.ROLE_CONCEPTS),
    ],
)
def test_concepts_agree_with_the_constants(scheme: URIRef, words: tuple[str, ...], concepts: dict[str, str]) -> None:
    graph = ontology()
    notations = {str(graph.value(c, SKOS.notation)): str(c) for c in graph.subjects(SKOS.inScheme, scheme)}
    assert notations == concepts
    assert tuple(concepts) == words
    for concept in concepts.values():
        assert (URIRef(concept), RDF.type, SKOS.Concept) in graph
