"""Tables and workbooks: what is written, how forgiving the reader is, and that nothing is lost or altered."""

from __future__ import annotations

import csv
import dataclasses
import datetime
import hashlib
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import argmap as am
from argmap.formats._sheets.date_cells import BUILT_IN, Undated, date_text, shown
from argmap.formats._sheets.delimited import csv_text, grid_of
from argmap.formats._sheets.empty_set import empty_set
from argmap.formats._sheets.examples import EXAMPLES
from argmap.formats._sheets.free_data import read_json, write_json
from argmap.formats._sheets.grid import letters
from argmap.formats._sheets.sheets import PIECES_OF, SHEETS
from argmap.formats._sheets.worksheet import unescaped
from argmap.model.references import COLLECTIONS
from argmap.model.values import Evidence, Predecessor, Quote
from tests.strategies import AWKWARD_TEXTS, full_map, json_data, texts
from tests.test_broken_inputs import book, repacked

BOTH = pytest.mark.parametrize("format", ["tables", "xlsx"])


def again(m: am.ArgumentMap, format: str) -> am.ArgumentMap:
    """The map, written and read."""
    return am.parse(am.render(m, format=format), format=format)


def tables(m: am.ArgumentMap) -> dict[str, str]:
    made: dict[str, str] = am.render(m, format="tables")
    return made


def read(**sheets: str) -> am.ArgumentMap:
    return am.parse({f"{name}.csv": text for name, text in sheets.items()}, format="tables", source="pier")


def pier() -> am.ArgumentMap:
    m = am.ArgumentMap("The pier")
    m.extend([am.Party("ada", "Ada Rowan", aliases=["A. Rowan"]), am.Party("port", "Port Company")])
    m.extend([am.Source("S1", "Minutes"), am.Source("S2", "Letter"), am.Source("S3")])
    m.extend([am.Claim("build", "Build it."), am.Claim("view", "It blocks the view.")])
    return m


# -- the table of columns ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_field_has_a_column(name: str) -> None:
    sheet, kind = SHEETS[name], COLLECTIONS[name]
    fields = {f.name for f in dataclasses.fields(kind)}
    filled = {column.fills for column in sheet.columns if column.owner is None}
    # Who advances an argument is a position, told in its row.
    extra = {"by"} if name == "arguments" else set()
    assert filled | {"data"} | ({sheet.pieces} - {""}) == fields | extra
    assert sheet.data


def test_every_kind_with_evidence_has_all_its_columns() -> None:
    quote = {f.name for f in dataclasses.fields(Quote)}
    evidence = {f.name for f in dataclasses.fields(Evidence)} - {"quote"}
    with_evidence = {
        name
        for name, kind in COLLECTIONS.items()
        if {"evidence", "reported_in"} & {f.name for f in dataclasses.fields(kind)}
    }
    assert set(PIECES_OF.values()) == with_evidence
    for name in (*with_evidence, "evidence", "order"):
        columns = SHEETS[name].columns
        assert {column.fills for column in columns if column.owner is Quote} == quote
        assert {column.fills for column in columns if column.owner is Evidence} == evidence
    order = {column.name for column in SHEETS["order"].columns if column.owner is not Evidence}
    assert {f.name for f in dataclasses.fields(Predecessor)} - {"id", "evidence"} <= order


def test_names_of_columns_are_unique() -> None:
    for sheet in SHEETS.values():
        assert len(sheet.by_name) == len(sheet.columns)
        assert all(name == name.lower() and name.isidentifier() for name in sheet.by_name)


@BOTH
def test_every_field_survives(format: str) -> None:
    m = full_map()
    assert again(m, format) == m


# -- what is written ---------------------------------------------------------------------------------------------------


def test_a_simple_map_makes_narrow_tables() -> None:
    m = pier()
    m.add_attack("view", "build", by="ada", source="S1")
    m.add_position("port", "build", "asserts", date="2018-03", source="S1", quote="We need it, now.")
    assert tables(m) == {
        "map.csv": "title\nThe pier\n",
        "issues.csv": "id,title,question\n",
        "cases.csv": "id,title,court\n",
        "parties.csv": "id,name,kind,aliases\nada,Ada Rowan,,A. Rowan\nport,Port Company,,\n",
        "memberships.csv": "id,agent,kind,principal\n",
        "sources.csv": "id,kind,title\nS1,,Minutes\nS2,,Letter\nS3,,\n",
        "claims.csv": "id,text\nbuild,Build it.\nview,It blocks the view.\n",
        "arguments.csv": "id,by,kind,premises,target,source\na1,ada,attack,view,build,S1\n",
        "relations.csv": "id,a,kind,b\n",
        "positions.csv": "id,party,stance,target,date,source,quote\n"
        'p1,port,asserts,build,2018-03,S1,"We need it, now."\n',
        "outcomes.csv": "id,text,status\n",
    }


def test_authors_are_folded() -> None:
    m = pier()
    m.add_position("port", "build", "asserts")
    m.add_attack("view", "build", by=["ada", "port"], source="S1")
    m.add_support("view", "~build", by="ada")
    written = tables(m)
    assert written["positions.csv"] == "id,party,stance,target\np1,port,asserts,build\n"
    assert written["arguments.csv"].splitlines() == [
        "id,by,kind,premises,target,source",
        "a1,ada; port,attack,view,build,S1",
        "a2,ada,support,view,~build,",
    ]
    assert list(again(m, "tables").positions) == list(m.positions)
    # One position more is one row more: the authors stay where they are.
    m.add_position("ada", "view", "asserts")
    later = tables(m)
    assert later["arguments.csv"] == written["arguments.csv"]
    assert later["positions.csv"] == written["positions.csv"] + "p2,ada,asserts,view\n"
    assert again(m, "tables") == m


@pytest.mark.parametrize("change", ["stance", "evidence"])
def test_authors_are_rows_when_folding_would_alter_anything(change: str) -> None:
    m = pier()
    m.add_attack("view", "build", id="a1", by="ada", source="S1")
    if change == "stance":
        m.replace("a1-by-ada", stance="concedes")
    elif change == "evidence":
        m.replace("a1-by-ada", evidence=())
    assert "by" not in tables(m)["arguments.csv"].splitlines()[0].split(",")
    assert again(m, "tables") == m
    assert list(again(m, "tables").positions) == list(m.positions)


def test_evidence_in_one_row_where_it_fits() -> None:
    m = pier()
    for pieces in (
        [am.Evidence("S2"), am.Evidence("S1")],  # one cell
        [am.Evidence(basis="inferred")],
        [am.Evidence("S1", quote="one"), am.Evidence("S1", quote="two"), am.Evidence("S2")],  # one here, two there
        [am.Evidence()],  # nothing known: it must not look like no evidence
        [am.Evidence("S1"), am.Evidence("S1")],
        [am.Evidence("S1", basis="inferred"), am.Evidence("S2")],
        [am.Evidence("S1", locator="p. 1"), am.Evidence("S2", locator="p. 1")],
        [am.Evidence(), am.Evidence("S1")],
        [],
    ):
        m.add_position("ada", "build", evidence=pieces)
    written = tables(m)
    rows = list(csv.DictReader(io.StringIO(written["positions.csv"])))
    assert [(row["source"], row["quote"], row["basis"], row["locator"]) for row in rows] == [
        ("S2; S1", "", "", ""),
        ("", "", "inferred", ""),
        ("S1", "one", "", ""),
        ("", "", "", ""),
        ("S1; S1", "", "", ""),
        ("S1", "", "inferred", ""),
        ("S1; S2", "", "", "p. 1"),
        ("", "", "", ""),
        ("", "", "", ""),
    ]
    assert written["evidence.csv"].splitlines() == [
        "kind,of,source,quote",
        "position,p3,S1,two",
        "position,p3,S2,",
        "position,p4,,",
        "position,p6,S2,",
        "position,p8,,",
        "position,p8,S1,",
    ]
    assert again(m, "tables") == m


def test_the_order_of_documents() -> None:
    m = pier()
    m.replace("S3", after=["S1", am.Predecessor("S2", am.Evidence(basis="inferred"))])
    assert tables(m)["sources.csv"].splitlines()[3] == "S3,,,S1; S2 (inferred)"
    m.replace("S3", after=["S2", am.Predecessor("S1", am.Evidence("S3", quote="as they said"), "a reply")])
    written = tables(m)
    assert "after" not in written["sources.csv"]
    assert written["order.csv"] == "source,after,said_in,quote,note\nS3,S2,,,\nS3,S1,S3,as they said,a reply\n"
    assert again(m, "tables").sources["S3"] == m.sources["S3"]


def test_free_data_has_columns() -> None:
    m = pier()
    values: dict[str, Any] = {
        "note": "see below",
        "tier": 1,
        "Tier": "1",
        "word": "x",
        "list": ["a"],
        "nothing": None,
        "ä b": 0.5,
    }
    m.replace("build", data={**values, "": 1, " blank": 2, "line\nbreak": 3})
    m.replace("view", data={"text": '"quoted"', "padded": " x ", "true": "true", "empty": ""})
    written = tables(m)["claims.csv"]
    rows = list(csv.DictReader(io.StringIO(written)))
    assert {key: cell for key, cell in rows[0].items() if cell and key not in ("id", "text")} == {
        "note": "see below",
        "data.tier": "1",
        "data.Tier": '"1"',
        "data.word": "x",
        "data.list": '["a"]',
        "data.nothing": "null",
        "data.ä b": "0.5",
        "data": '{"": 1, " blank": 2, "line\\nbreak": 3}',
    }
    assert {key: cell for key, cell in rows[1].items() if cell and key not in ("id", "text")} == {
        "data.text": '"\\"quoted\\""',
        "data.padded": '" x "',
        "data.true": '"true"',
        "data.empty": '""',
    }
    assert again(m, "tables") == m


def test_a_thousand_keys_do_not_make_a_thousand_columns() -> None:
    m = am.ArgumentMap()
    m.extend([am.Claim(f"c{n}", "x", data={f"key{n}": n}) for n in range(1000)])
    assert tables(m)["claims.csv"].splitlines()[0].count(",") < 110
    assert again(m, "tables") == m


@BOTH
def test_written_twice_is_the_same(format: str) -> None:
    first = am.render(full_map(), format=format)
    assert am.render(am.parse(first, format=format), format=format) == first


def test_the_same_bytes_in_every_process() -> None:
    program = (
        "import hashlib, argmap as am\n"
        "from tests.strategies import full_map\n"
        "for format in ('native', 'tables', 'xlsx'):\n"
        "    print(hashlib.sha256(repr(am.render(full_map(), format=format)).encode()).hexdigest())\n"
    )
    here = Path(__file__).parent.parent
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            cwd=here,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(outputs) == 1
    mine = [
        hashlib.sha256(repr(am.render(full_map(), format=one)).encode()).hexdigest()
        for one in ("native", "tables", "xlsx")
    ]
    assert outputs == {"\n".join(mine) + "\n"}


# -- how forgiving the reader is ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_delimiters_line_ends_and_marks(delimiter: str, ending: str, mark: str) -> None:
    held = io.StringIO(newline="")
    writer = csv.writer(held, delimiter=delimiter, lineterminator=ending)
    writer.writerows([["id", "text"], ["build", 'Build it, "now"; or\tthen.'], ["view", "x"]])
    m = am.parse({"claims.csv": (mark + held.getvalue()).encode()}, format="tables")
    assert m.claims["build"].text == 'Build it, "now"; or then.'
    assert list(m.claims) == ["build", "view"]


def test_headers_in_any_case_and_order_with_blank_rows() -> None:
    m = read(
        parties="id\nada\n",
        claims="\n TEXT ,Id,\nBuild it.,build\n,,\n   ,  \n\nIt blocks the view.,view,\n",
        positions="Imputed By,MODE,target,party\nada,Imputed,build,ada\n",
    )
    assert [claim.text for claim in m.claims.values()] == ["Build it.", "It blocks the view."]
    assert m.positions["p1"].imputed_by == "ada"


def test_ids_may_be_left_out() -> None:
    m = read(
        parties="name\nAda Rowan\nPort Company\n",
        claims="id,text,title\n,Build the pier.,\nview,x,\n,Build the pier.,\na2,x,\n,y,Trade Winds\n",
        arguments="id,premises,target\n,view,build-the-pier\n,a2,build-the-pier\na1,view,a2\n",
        positions="party,target\nAda Rowan,view\nport-company,a3\n",
        relations="a,kind,b\nview,tension,a2\n",
        memberships="agent,principal\nAda Rowan,Port Company\n",
        outcomes="text\nIt was put off.\n",
    )
    assert list(m.claims) == ["build-the-pier", "view", "build-the-pier-2", "a2", "trade-winds"]
    assert list(m.arguments) == ["a3", "a4", "a1"]
    assert [*m.positions, *m.relations, *m.memberships, *m.outcomes] == ["p1", "p2", "r1", "m1", "o1"]
    assert list(m.parties) == ["ada-rowan", "port-company"]


def test_parties_by_name_and_alias() -> None:
    m = read(
        parties="id,name,aliases\nada,Ada Rowan,A. Rowan; Rowan\\; A.\nport,Port Company,ada-2\n",
        claims="id\nx\n",
        cases="id,roles\nk,Port Company: defendant; Rowan\\; A.: plaintiff\n",
        memberships="agent,principal\nAda  Rowan,ada-2\n",
        outcomes='text,by\ny,"Port Company; Rowan\\; A."\n',
        positions="party,target,via\nRowan; A.,x,Port Company > party:ada\n",
    )
    assert m.cases["k"].roles == (am.Role("port", "defendant"), am.Role("ada", "plaintiff"))
    assert (m.memberships["m1"].agent, m.memberships["m1"].principal) == ("ada", "port")
    assert m.outcomes["o1"].by == ("port", "ada")
    assert m.positions["p1"].party == "ada"
    assert m.positions["p1"].evidence[0].via == (am.Hop(party="port"), am.Hop(party="ada"))


def test_an_id_goes_before_a_name() -> None:
    m = read(parties="id,name\na,b\nb,a\n", claims="id\nx\n", positions="party,target\na,x\n")
    assert m.positions["p1"].party == "a"


def test_hops() -> None:
    m = read(
        parties="id,name\nada,Ada\nS2,A party that shares its id with a source\n",
        sources="id\nS1\nS2\nparty:x\n",
        claims="id\nx\n",
        positions="party,target,via\nada,x,S1 > ada\nada,x,party:S2>source:S2\nada,x,source:party:x\n",
    )
    assert [[repr(hop) for hop in p.evidence[0].via] for p in m.positions.values()] == [
        ["Hop(source='S1')", "Hop(party='ada')"],
        ["Hop(party='S2')", "Hop(source='S2')"],
        ["Hop(source='party:x')"],
    ]
    assert again(m, "tables") == m


def test_flags_and_choices_in_any_case() -> None:
    m = read(
        claims="id,implicit\na,yes\nb,NO\nc,x\nd,0\ne,1\nf,True\ng,\n",
        outcomes="text,final\nu,Yes\nv,no\nw,\n",
        parties="id\nada\n",
        positions="party,stance,target,basis\nada,Denies,a,Inferred\nada,,a,\n",
    )
    assert [claim.implicit for claim in m.claims.values()] == [True, False, True, False, True, True, False]
    assert [outcome.final for outcome in m.outcomes.values()] == [True, False, None]
    assert [(p.stance, p.basis) for p in m.positions.values()] == [("denies", "inferred"), ("asserts", "explicit")]


def test_cells_of_blanks_hold_nothing() -> None:
    m = read(
        parties="id\nada\n",
        claims="id,tags,issue,data.x\nx, ; ,  , \n",
        positions="party,target,source,locator,via,basis,date,weight,value,arguendo,quote\nada,x, ; , ,  , , , , , ,\n",
    )
    assert m.claims["x"] == am.Claim("x")
    assert m.positions["p1"] == am.Position("p1", "ada", "x")


def test_evidence_rows_come_after_the_own_row() -> None:
    m = read(
        parties="id\nada\n",
        sources="id,reported_in\nS1,\nS2,S1\n",
        claims="id\nx\n",
        positions="id,party,target,source\np1,ada,x,S1\n",
        evidence="kind,of,source,locator\n,p1,S2,p. 4\nsource,S2,S1,p. 5\nposition,p1,S1; S2,\n",
    )
    assert [piece.source for piece in m.positions["p1"].evidence] == ["S1", "S2", "S1", "S2"]
    assert [piece.locator for piece in m.sources["S2"].reported_in] == [None, "p. 5"]


def test_notation_within_ids() -> None:
    """An id may hold the signs that separate: `:` at its end, a backslash, `>` never."""
    m = am.ArgumentMap()
    odd = ["a:", "a", "b\\", "\\", "c:d", ":", "(supposed)"]
    m.extend([am.Claim(id) for id in odd])
    m.extend([am.Party(id, distinct_from=[other for other in odd if other != id][:2]) for id in odd])
    m.extend([am.Case("k", roles=[am.Role(id, role) for id in odd for role in ("", "b: c; d\\", "(x): y", "\\;")])])
    effects = [
        am.Effect(am.Literal(id, negated), word)
        for id in odd
        for negated in (False, True)
        for word in ("(supposed): y", "x; y\\", ":")
    ]
    m.extend([am.Outcome("o", effects=effects, by=odd)])
    m.extend([am.Argument(f"s{n}", [am.Literal(one) for one in odd], id) for n, id in enumerate(odd)])
    assert again(m, "tables") == m


def test_values_are_numbers_or_words() -> None:
    m = pier()
    values = [3, "3", -1, "-1", 0, "-0", "007", "3.0", '"', '""', '"3"', '"x', 'x"', "true", "null", 2**70]
    for value in values:
        m.add_position("ada", "build", value=value)
    found = again(m, "tables")
    assert [(type(p.value), p.value) for p in found.positions.values()] == [(type(value), value) for value in values]


def test_lines_that_end_in_a_carriage_return() -> None:
    grid = grid_of("claims", 'id,text\rbuild,x\r"a\rb",y\r\n"c\rd",z\nview,"u"\r', "x", lambda name: name == "id")
    assert grid.rows == [(2, ["build", "x"]), (3, ["a\rb", "y"]), (5, ["c\rd", "z"]), (7, ["view", "u"])]
    assert not grid.faults


def test_files_that_are_none_of_the_map_s(tmp_path: Path) -> None:
    am.write(pier(), tmp_path)
    for name in (
        "README.md",
        "minutes.txt",
        "picture.png",
        "_scratch.csv",
        "notes.csv",
        "Notes 2.csv",
        ".claims.csv.swp",
    ):
        (tmp_path / name).write_text("a,b\n1,2\n")
    (tmp_path / "old").mkdir()
    assert am.read(tmp_path) == pier()


# -- texts to the letter -----------------------------------------------------------------------------------------------

VERBATIM = [
    *AWKWARD_TEXTS,
    " ",
    "\t",
    "\n",
    "\r",
    "a\rb",
    "a\r\nb\r",
    "\n\n lead and trail \r\n",
    "'=1",
    '=HYPERLINK("http://x")',
    "TRUE",
    "1,5",
    "00012",
    "1e400",
    "_x000D_",
    "_x005F_x000D_",
    "_x0041\rb",
    "__x0041__",
    "x_x0041_x0042_",
    "\ufeff",
    "]]>",
    "&#13;",
    '"',
    '""',
    ",",
    '"a","b"',
    "\x85\u2028\u2029\x0b".replace("\x0b", ""),
    "🏴" * 9,
]


@BOTH
@pytest.mark.parametrize("text", VERBATIM, ids=ascii)
def test_a_quote_is_never_altered(text: str, format: str) -> None:
    m = pier()
    quote = am.Quote(text, prefix=text, suffix=text, start=0)
    m.add_position("ada", "build", evidence=am.Evidence("S1", quote=quote))
    m.add_source("S9", url=text, path=text)
    m.replace("build", data={"note": text, "deep": [text]})
    found = again(m, format)
    assert found.positions["p1"].evidence[0].quote == quote
    assert found.sources["S9"].path == (text or None)
    assert found == m


def test_long_texts() -> None:
    m = pier()
    m.replace("build", text="pier " * 30_000)
    assert again(m, "tables") == m
    with pytest.raises(
        am.FormatError, match=r"^claim 'build': text: 149,999 characters; a cell of a workbook holds at most"
    ):
        am.render(m, format="xlsx")
    m.replace("build", text="𝒜" * 16_383)
    assert again(m, "xlsx") == m
    m.replace("build", text="𝒜" * 16_384)  # two units each, as spreadsheets count
    with pytest.raises(am.FormatError, match=r"claim 'build': text: 32,768 characters"):
        am.render(m, format="xlsx")
    m = pier()
    m.add_position("ada", "build", evidence=[am.Evidence("S1"), am.Evidence("S2", quote="x" * 40_000)])
    with pytest.raises(am.FormatError, match=r"^evidence position p1: quote: 40,000 characters"):
        am.render(m, format="xlsx")


@BOTH
def test_the_longest_number(format: str) -> None:
    m = pier()
    m.replace("view", data={"n": 10**3900})
    m.add_position("ada", "build", value=-(10**3900))
    assert again(m, format) == m


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(texts, min_size=2, max_size=4), max_size=5))
def test_csv_is_what_the_standard_library_reads_and_writes(rows: list[list[str]]) -> None:
    text = csv_text(rows)
    assert list(csv.reader(io.StringIO(text, newline=""), strict=True)) == rows
    width = 4
    whole = [["id", "text", "title", "kind"], *(row + [""] * (width - len(row)) for row in rows)]
    grid = grid_of("claims", csv_text(whole), "x", lambda name: name in whole[0])
    assert [cells for _, cells in grid.rows] == [row for row in whole[1:] if "".join(row).strip()]
    assert grid.faults == []
    # The line that is named is the one in which the row begins, as editors count.
    lines = csv_text(whole).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line, cells in grid.rows:
        begins = csv_text([cells[:1]])[:-1].replace("\r", "\n").partition("\n")[0]
        assert lines[line - 1].startswith(begins)


@settings(max_examples=300, deadline=None)
@given(json_data)
def test_cells_of_free_data(data: dict[str, Any]) -> None:
    for value in data.values():
        assert read_json(write_json(value)) == value
        assert type(read_json(write_json(value))) is type(value)


# -- workbooks ---------------------------------------------------------------------------------------------------------


def test_a_workbook_as_others_see_it() -> None:
    m = full_map()
    m.replace("view", text="=1+1")
    made = openpyxl.load_workbook(io.BytesIO(am.render(m, format="xlsx")))
    assert made.sheetnames == [*SHEETS]
    for sheet in made:
        assert sheet.freeze_panes == "A2"
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} <= {"s"}
        assert {cell.number_format for cell in cells} == {"@"}
    assert made["claims"]["B4"].value == "=1+1"
    assert made["claims"].column_dimensions["A"].width >= 8
    lists = {str(one.sqref): one.formula1 for one in made["positions"].data_validations.dataValidation}
    assert lists["C2:C1048576"] == '"asserts,denies,questions,concedes,reserves,withdraws,mentions"'
    saved = io.BytesIO()
    made.save(saved)
    assert am.parse(saved.getvalue(), format="xlsx") == m


def test_the_bytes_of_a_workbook_have_no_clock() -> None:
    data = am.render(pier(), format="xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any("docProps" in name for name in archive.namelist())


def test_cells_that_others_write() -> None:
    positions = [
        ["party", "target", "date", "weight", "arguendo", "value", "data.n"],
        ["ada", "build", datetime.date(2018, 3, 7), 0.5, True, 3, 12],
        ["ada", "build", 2018, 1, False, 2.5, 1.5],
        ["ada", "build", datetime.datetime(2018, 3, 1), None, None, None, "text"],
        ["ada", "build", datetime.datetime(2018, 3, 7, 12, 30), None, None, None, True],
        ["ada", "build", "2018~", None, None, None, None],
    ]

    def change(made: Any) -> None:
        made["positions"]["C4"].number_format = "mmm-yy"
        made["positions"]["C5"].number_format = "yyyy-mm-dd hh:mm"

    m = am.parse(book(change, positions=positions, _scratch=[["a"]], Notes=[["b"]], Sheet4=[]), format="xlsx")
    found = list(m.positions.values())
    assert [str(p.date) for p in found] == ["2018-03-07", "2018", "2018-03", "2018-03-07T12:30:00", "2018~"]
    assert [p.weight for p in found] == [0.5, 1.0, None, None, None]
    assert [p.arguendo for p in found] == [True, False, False, False, False]
    assert [p.value for p in found] == [3, "2.5", None, None, None]
    assert [p.data.get("n") for p in found] == [12, 1.5, "text", "TRUE", None]


def test_texts_as_spreadsheet_programs_store_them() -> None:
    """Texts that cells name by number, in parts; a prefix for every element; elements of other programs."""
    texts = ["id", "title", "path", "Build it", "a_x005F_x000D_b"]
    shared = "".join(f"<x:si><x:t>{text}</x:t></x:si>" for text in texts) + (
        '<x:si><x:r><x:rPr><x:b/></x:rPr><x:t>Build</x:t></x:r><x:r><x:t xml:space="preserve"> it_x000D_</x:t></x:r>'
        "<x:r><x:t>now</x:t></x:r><x:rPh><x:t>phonetic</x:t></x:rPh></x:si>"
    )
    cells = (
        '<x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>2</x:v></x:c>'
        '<x:c t="inlineStr"><x:is><x:t>title</x:t></x:is></x:c></x:row>'
        '<x:row r="7"><x:c r="C7" t="s"><x:v>5</x:v></x:c><x:c r="B7" t="s"><x:v>4</x:v></x:c>'
        '<x:c r="A7" t="str"><x:v>S1</x:v></x:c><o:f>no formula of ours</o:f></x:row>'
    )
    made = book(sources=[["id"]])
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        relations = archive.read("xl/_rels/workbook.xml.rels")
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    more = b'<Relationship Id="rId99" Type="%b/sharedStrings" Target="sharedStrings.xml"/></Relationships>' % office
    data = repacked(
        made,
        **{
            "xl/sharedStrings.xml": f'<x:sst xmlns:x="m">{shared}</x:sst>'.encode(),
            "xl/worksheets/sheet3.xml": (
                f'<x:worksheet xmlns:x="m" xmlns:o="o"><x:sheetData>{cells}</x:sheetData></x:worksheet>'.encode()
            ),
            "xl/_rels/workbook.xml.rels": relations.replace(b"</Relationships>", more),
        },
    )
    found = am.parse(data, format="xlsx").sources["S1"]
    assert found.path == "a_x000D_b"
    assert found.title == "Build it now"


def test_days_counted_from_1904() -> None:
    def change(made: Any) -> None:
        made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    m = am.parse(
        book(change, positions=[["party", "target", "date"], ["ada", "build", datetime.date(2018, 3, 7)]]),
        format="xlsx",
    )
    assert str(m.positions["p1"].date) == "2018-03-07"


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("General", ""),
        ("@", ""),
        ("0.00", ""),
        ("#,##0.00 [$€-407];[Red]-#,##0.00 [$€-407]", ""),
        ('0 "days"', ""),
        (r"0\d", ""),
        ("0.00E+00", ""),
        ("yyyy-mm-dd", "dmy"),
        ("d. mmmm yyyy", "dmy"),
        ("[$-F800]dddd, mmmm dd, yyyy", "dmy"),
        ("mmm-yy", "my"),
        ("yyyy", "y"),
        ("d-mmm", "dm"),
        ("h:mm", "t"),
        ("mm:ss.0", "t"),
        ("[h]:mm:ss", "t"),
        ("m/d/yy h:mm AM/PM", "dmty"),
    ],
)
def test_formats_of_dates(code: str, parts: str) -> None:
    assert "".join(sorted(shown(code))) == parts


@pytest.mark.parametrize(
    ("serial", "code", "text"),
    [
        (43166, "yyyy-mm-dd", "2018-03-07"),
        (43160, "mmm-yy", "2018-03"),
        (43166, "mmm-yy", "2018-03-07"),  # the day is in the file, so it is kept
        (43101, "yyyy", "2018"),
        (43166.5, "m/d/yy h:mm", "2018-03-07T12:00:00"),
        (43166.999999, "m/d/yy h:mm", "2018-03-08T00:00:00"),
        (1, "yyyy-mm-dd", "1900-01-01"),
        (59, "yyyy-mm-dd", "1900-02-28"),
        (61, "yyyy-mm-dd", "1900-03-01"),
    ],
)
def test_dates_of_1900(serial: float, code: str, text: str) -> None:
    assert date_text(serial, shown(code), since_1904=False) == text


@pytest.mark.parametrize(
    ("serial", "code", "words"),
    [
        (60, "yyyy-mm-dd", "29 February 1900"),
        (0.5, "yyyy-mm-dd", "a time of day"),
        (0.5, "h:mm", "a time of day"),
        (43166, "d-mmm", "without a year"),
        (1e9, "yyyy-mm-dd", "no day of the calendar"),
    ],
)
def test_what_is_no_date(serial: float, code: str, words: str) -> None:
    with pytest.raises(Undated, match=words):
        date_text(serial, shown(code), since_1904=False)


def test_built_in_formats() -> None:
    assert all(shown(code) for code in BUILT_IN.values())


def test_letters_and_escapes() -> None:
    assert [letters(n) for n in (0, 25, 26, 51, 52, 701, 702, 16383)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
        "XFD",
    ]
    assert unescaped("_x000d_ _x005F_x0041_ _xyz_") == "\r _x0041_ _xyz_"


# -- the empty set -----------------------------------------------------------------------------------------------------


def test_the_empty_set_is_an_empty_map() -> None:
    assert am.parse(empty_set(), format="tables") == am.ArgumentMap()


def test_the_readme_explains_every_sheet_and_column() -> None:
    readme = empty_set()["README.md"]
    for name, sheet in SHEETS.items():
        section = readme.partition(f"## {name}.csv\n")[2].partition("\n## ")[0]
        assert sheet.words in section
        assert EXAMPLES[name] in section
        for column in sheet.columns:
            assert f"- `{column.name}`" in section or (column.owner is not None and f"- `{column.name}`" in readme)


def test_the_examples_of_the_readme_are_a_map() -> None:
    m = read(**EXAMPLES)
    assert m.title == "The pier"
    assert all(len(records) for records in m._store.collections.values())
    assert again(m, "tables") == m
    for name, text in EXAMPLES.items():
        shown = text.splitlines()[0].split(",")
        assert set(shown) <= set(SHEETS[name].names)


def test_headers_of_the_empty_set_are_columns_in_their_order() -> None:
    files = empty_set()
    assert set(files) == {"README.md", *(f"{name}.csv" for name in SHEETS if name not in ("evidence", "order"))}
    for name, sheet in SHEETS.items():
        if f"{name}.csv" in files:
            header = files[f"{name}.csv"].strip().split(",")
            assert [one for one in sheet.names if one in header] == header
            assert [column.name for column in sheet.columns if column.rank != "rare"] == header[:-1]


# -- size --------------------------------------------------------------------------------------------------------------


@BOTH
def test_a_long_chain(format: str) -> None:
    m = am.ArgumentMap()
    m.extend([am.Claim(f"c{n}", f"Claim {n}") for n in range(5000)])
    m.extend([am.Argument(f"a{n}", [f"c{n + 1}"], f"c{n}") for n in range(4999)])
    assert again(m, format) == m


def test_a_wide_header_over_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("argmap.formats._sheets.grid._MOST_CELLS", 100)
    with pytest.raises(am.ReadError, match=r"claims\.csv:35: more than 100 cells"):
        read(claims="id,text,title\n" + "x\n" * 50)
