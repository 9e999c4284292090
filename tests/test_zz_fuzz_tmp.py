"""Broken inputs of every format that is read: one clear error each, with its place; nothing half-read."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import argmap as am
from tests.strategies import full_map

# A fault as it is expected: where, and a part of what is said.
Expected = list[tuple[str, str]]

GOOD = {
    "parties.csv": "id,name,aliases\nada,Ada Rowan,A. Rowan; Mrs R\nport,Port Company,\n"
    "ac-1,Anonymous Coward,\nac-2,Anonymous Coward,\n",
    "sources.csv": "id,title\nS1,Minutes\nS2,Letter\n",
    "claims.csv": "id,text\nbuild,Build it.\nview,It blocks the view.\ntrade,Trade grows.\n",
    "arguments.csv": "id,kind,premises,target\na1,attack,view,build\n",
}


def faults_of(error: pytest.ExceptionInfo[Any]) -> list[str]:
    """Every fault of an error, as text."""
    value = error.value
    return [str(fault) for fault in value.errors] if isinstance(value, am.ReadError) else [str(value)]


def check(found: list[str], expected: Expected, prefix: str) -> None:
    shown = "\n".join(found)
    assert len(found) == len(expected), shown
    for fault, (place, words) in zip(found, expected, strict=True):
        assert fault.startswith(f"{prefix}{place}: "), f"{prefix}{place}\n{shown}"
        assert words in fault[len(prefix) + len(place) + 2 :], f"{words}\n{shown}"
        assert "Traceback" not in fault
        assert "\n" not in fault


# -- tables ------------------------------------------------------------------------------------------------------------


def positions(*rows: str) -> dict[str, str]:
    return {"positions.csv": "\n".join(rows) + "\n"}


TABLES: dict[str, tuple[dict[str, Any], Expected]] = {
    # headers
    "unknown column": (
        {"claims.csv": "id,txt\nbuild,x\n"},
        [("/claims.csv:1:2", "unknown column 'txt': did you mean 'text'?")],
    ),
    "unknown column with nothing near": (
        {"claims.csv": "id,text,zzz\nbuild,x,1\n"},
        [("/claims.csv:1:3", "(a column of your own is named data.zzz)")],
    ),
    "column of another sheet": (
        {"claims.csv": "id,text,stance\nbuild,x,asserts\n"},
        [("/claims.csv:1:3", "unknown column 'stance'")],
    ),
    "missing column": (
        positions("party,stance", "ada,denies"),
        [("/positions.csv:1", "the column 'target' is missing")],
    ),
    "no way to an id": ({"claims.csv": "kind\nfact\n"}, [("/claims.csv:1", "'id' is missing (or title or text)")]),
    "doubled column": (
        {"claims.csv": "id,text, TEXT \nbuild,a,b\n"},
        [("/claims.csv:1:3", "text: the column stands there twice")],
    ),
    "doubled column of free data": (
        {"claims.csv": "id,note,data.note\nbuild,a,b\n"},
        [("/claims.csv:1:3", "note: the column stands there twice")],
    ),
    "cells without a column name": (
        {"claims.csv": "id,,text\nbuild,,Build it.\nview,hidden,x\n"},
        [("/claims.csv:3:2", "a cell without a column name above it ('hidden')")],
    ),
    "faults in several headers": (
        {"claims.csv": "id,txt\n", "parties.csv": "id,nmae\n"},
        [("/parties.csv:1:2", "did you mean 'name'?"), ("/claims.csv:1:2", "did you mean 'text'?")],
    ),
    # the text of a file
    "UTF-16": (
        {"claims.csv": "id,text\nbuild,x\n".encode("utf-16")},
        [("/claims.csv:1:1", "UTF-16, expected UTF-8")],
    ),
    "Latin-1": (
        {"claims.csv": "id,text\nbuild,Das Überfluß\n".encode("latin-1")},
        [("/claims.csv:2:11", "not UTF-8 (byte 0xDC)")],
    ),
    "UTF-16 without its mark": (
        {"claims.csv": "id,text\nbuild,x\n".encode("utf-16-le")},
        [("/claims.csv:1", "a NUL character: this is no text in UTF-8")],
    ),
    "NUL": ({"claims.csv": "id,text\nbuild,a\0b\n"}, [("/claims.csv:2", "a NUL character")]),
    "empty file": ({"claims.csv": ""}, [("/claims.csv:1", "no header")]),
    "a mark never closed": (
        {"claims.csv": 'id,text\nbuild,"Build it.\nview,x\n'},
        [("/claims.csv:2:2", "a quotation mark that is never closed")],
    ),
    "text after a closing mark": (
        {"claims.csv": 'id,text\n"a\nb","x\ny" z\n'},
        [("/claims.csv:2:2", "text after the closing quotation mark (' z')")],
    ),
    "a mark within a cell": (
        {"claims.csv": 'id,text\nbuild,The "pier"\n'},
        [("/claims.csv:2:2", "a quotation mark within a cell")],
    ),
    "too many cells": (
        {"claims.csv": "id,text\nbuild,Yes, build it.\nview,x,,\n"},
        [("/claims.csv:2:3", "a cell too many (' build it.'): the header has 2 columns")],
    ),
    "line numbers after cells of several lines": (
        {"claims.csv": 'id,text,lang\r\nbuild,"one\r\ntwo\rthree\nfour",en\r\nview,x,e n\r\n'},
        [("/claims.csv:6:3", "lang: language 'e n'")],
    ),
    # files
    "misspelt file": (
        {"postions.csv": "party,target\n"},
        [("/postions.csv", "no sheet of a map: did you mean 'positions'?")],
    ),
    "file of another program": (
        {"export.csv": "a,b\n"},
        [("/export.csv", "no sheet of a map: there are map, issues,")],
    ),
    "wrong ending": ({"positions.tsv": "party\ttarget\n"}, [("/positions.tsv", "expected positions.csv")]),
    "one sheet in two files": (
        {"Claims.csv": "id,text\nx,y\n"},
        [("", "the sheet claims is there twice: ")],
    ),
    # one row
    "unknown party": (
        positions("party,target", "adda,build"),
        [("/positions.csv:2:1", "no party 'adda': did you mean 'ada'?")],
    ),
    "a name of two": (
        positions("party,target", "Anonymous Coward,build"),
        [("/positions.csv:2:1", "party: 'Anonymous Coward' may be 'ac-1' or 'ac-2': use the id")],
    ),
    "unknown stance": (
        positions("party,stance,target", "ada,assert,build"),
        [("/positions.csv:2:2", "stance: unknown stance 'assert': did you mean 'asserts'?")],
    ),
    "unknown mode": (
        positions("party,target,mode", "ada,build,quoted"),
        [("/positions.csv:2:3", "mode: unknown mode 'quoted'")],
    ),
    "no such day": (
        positions("party,target,date", "ada,build,2018-02-29"),
        [("/positions.csv:2:3", "date: '2018-02-29' is no date")],
    ),
    "words for a date": (
        positions("party,target,date", "ada,build,this week"),
        [("/positions.csv:2:3", "words such as 'this week' go into the text")],
    ),
    "no stance on a negation": (
        positions("party,target", "ada,~build"),
        [("/positions.csv:2:2", "target: '~build': a position is taken on a claim")],
    ),
    "weight in words": (
        positions("party,target,weight", "ada,build,heavy"),
        [("/positions.csv:2:3", "'heavy' is no weight")],
    ),
    "weight that is no number": (
        positions("party,target,weight", "ada,build,nan"),
        [("/positions.csv:2:3", "is no weight")],
    ),
    "flag": (
        positions("party,target,arguendo", "ada,build,maybe"),
        [("/positions.csv:2:3", "arguendo: 'maybe': expected yes, no or nothing")],
    ),
    "offset": (
        positions("party,target,quote,start", "ada,build,x,-1"),
        [("/positions.csv:2:4", "start: '-1' is no offset")],
    ),
    "offsets that do not fit": (
        positions("party,target,quote,start,end", "ada,build,pier,3,9"),
        [("/positions.csv:2:4", "start: quote 'pier': 3 to 9 is 6 code points, the words are 4")],
    ),
    "prefix without a quote": (
        positions("party,target,prefix", "ada,build,before"),
        [("/positions.csv:2:3", "prefix: there is no quote")],
    ),
    "one quote, two documents": (
        positions("party,target,source,quote", "ada,build,S1; S2,pier"),
        [("/positions.csv:2:3", "source: several documents, one quote")],
    ),
    "unknown basis": (
        positions("party,target,basis", "ada,build,guessed"),
        [("/positions.csv:2:3", "unknown basis 'guessed'")],
    ),
    "unknown hop": (
        positions("party,target,via", "ada,build,S9"),
        [("/positions.csv:2:3", "via: no source or party 'S9'")],
    ),
    "half a chain": (
        positions("party,target,via", "ada,build,S1 >"),
        [("/positions.csv:2:3", "nothing stands on one side of '>'")],
    ),
    "source or party": (
        {"sources.csv": "id\nada\n", **positions("party,target,via", "ada,build,ada")},
        [("/positions.csv:2:3", "write source:ada or party:ada")],
    ),
    "imputer without imputation": (
        positions("party,target,mode,imputed_by", "ada,build,direct,port"),
        [("/positions.csv:2:4", "imputed_by: goes with mode='imputed' only")],
    ),
    "forbidden character": (
        {"claims.csv": "id,text\nbuild,a\x01b\nview,x\n"},
        [("/claims.csv:2:2", "U+0001")],
    ),
    "blank in an id": (
        {"claims.csv": "id,text\nbuild,x\nview,x\nthe pier,x\n"},
        [("/claims.csv:4:1", "id: 'the pier': white space")],
    ),
    "no id and no words": (
        {"claims.csv": "id,text\nbuild,x\nview,x\n,???\n"},
        [("/claims.csv:4:1", "id: empty, and no title or text to make one of")],
    ),
    "doubled id": (
        {"claims.csv": "id,text\nbuild,x\nview,x\nbuild,y\na1,z\n"},
        [("/claims.csv:4:1", "id: 'build' is taken, by"), ("/arguments.csv:2:1", "id: 'a1' is taken, by")],
    ),
    "language": (
        {"claims.csv": "id,lang\nbuild,\nview,plain English\n"},
        [("/claims.csv:3:2", "expected a tag such as en")],
    ),
    "undercut mark": (
        {"arguments.csv": "premises,target\nview (suposed),build\n"},
        [("/arguments.csv:2:1", "unknown mark 'suposed': did you mean 'supposed'?")],
    ),
    "premises": (
        {"arguments.csv": "premises,target\n;,build\n,build\nview; view,build\na b,build\n"},
        [
            ("/arguments.csv:2:1", "premises: empty; every row needs it"),
            ("/arguments.csv:3:1", "premises: empty; every row needs it"),
            ("/arguments.csv:4:1", "premises: view stands there twice"),
            ("/arguments.csv:5:1", "premises: 'a b' is no claim"),
        ],
    ),
    "unknown author": (
        {"arguments.csv": "by,premises,target\nPort Co,view,build\n"},
        [("/arguments.csv:2:1", "by: no party 'Port Co': did you mean 'Port Company'?")],
    ),
    "role of nobody": (
        {"cases.csv": "id,roles\nk,ada: plaintiff; zed: judge\n"},
        [("/cases.csv:2:2", "roles: no party 'zed'")],
    ),
    "effect without a word": (
        {"outcomes.csv": "text,effects\nx,build\n"},
        [("/outcomes.csv:2:2", "expected claim: effect")],
    ),
    "not distinct from itself": (
        {"parties.csv": "id,distinct_from\nada,ada\nport,\n"},
        [("/parties.csv:2:2", "distinct_from: a party is not distinct from itself")],
    ),
    "broken JSON in data": (
        {"claims.csv": 'id,data\nbuild,{"a": 1\nview,"{""a"": 1, ""a"": 2}"\n'.replace('{"a": 1\n', '"{""a"": 1"\n')},
        [
            ("/claims.csv:2:2", "expected a JSON object"),
            ("/claims.csv:3:2", "data: the key 'a' stands twice in one object"),
        ],
    ),
    "data twice": (
        {"claims.csv": 'id,data.a,data\nbuild,1,"{""a"": 1}"\nview,,\n'},
        [("/claims.csv:2:3", "data: the key 'a' has a column of its own as well")],
    ),
    "number too large for JSON": (
        {"map.csv": "title,data.x\nPier,1e999\n"},
        [("/map.csv:2:2", "data.x: inf is no JSON number")],
    ),
    "number too long": (
        {"map.csv": f"title,data.x\nPier,{'9' * 5000}\n"},
        [("/map.csv:2:2", "data.x: a number that is too long")],
    ),
    "two maps in one": ({"map.csv": "title\nPier\nQuay\n"}, [("/map.csv:3", "a second row: the map itself has one")]),
    # further sheets
    "evidence of nothing": (
        {
            **positions("id,party,target", "p1,ada,build"),
            "evidence.csv": "kind,of,source\nposition,p9,S1\nsouce,S1,S2\n",
        },
        [
            ("/evidence.csv:2:2", "of: no position 'p9'"),
            ("/evidence.csv:3:1", "kind: unknown kind 'souce': did you mean 'source'?"),
        ],
    ),
    "evidence that dangles": (
        {
            **positions("id,party,target,source", "p1,ada,build,S1"),
            "evidence.csv": "of,quote,source\np1,one,S2\np1,two,S8\n",
        },
        [("/evidence.csv:3:3", "source: no source 'S8'")],
    ),
    "order of nothing": (
        {"order.csv": "source,after,said_in\nS1,S2,S1; S2\nS9,S1,\n"},
        [("/order.csv:2:3", "said_in: several documents"), ("/order.csv:3:1", "source: no source 'S9'")],
    ),
    "order that dangles": (
        {"order.csv": "source,after,said_in,note\nS1,S8,S2,because\n"},
        [("/order.csv:2:2", "after: no source 'S8'")],
    ),
    # the map as a whole
    "dangling premise": (
        {"arguments.csv": "id,premises,target\na1,veiw,build\n"},
        [("/arguments.csv:2:2", "premises: no claim or argument 'veiw': did you mean 'view'?")],
    ),
    "dangling everything": (
        {
            **positions("party,target,source,via,replies_to", "ada,bild,S1; S7,S1 > source:S6,p7"),
            "claims.csv": GOOD["claims.csv"].replace("text", "text,issue").replace("it.", "it.,nix"),
        },
        [
            ("/claims.csv:2:3", "issue: no issue 'nix'"),
            ("/positions.csv:2:2", "target: no claim or argument 'bild': did you mean 'build'?"),
            ("/positions.csv:2:3", "source: no source 'S7'"),
            ("/positions.csv:2:4", "via: no source 'S6'"),
            ("/positions.csv:2:5", "replies_to: no position 'p7'"),
        ],
    ),
    "undercut of a claim": (
        {"arguments.csv": "kind,premises,target\nundercut,view,build\n"},
        [("/arguments.csv:2:3", "target: an undercut hits the step of an argument")],
    ),
    "alias of two": (
        {"parties.csv": "id,name,aliases\nada,Ada,Boss\nport,Port,x; Boss\n"},
        [
            ("/parties.csv:2:3", "'Boss' is a name of 'port' and of 'ada'"),
            ("/parties.csv:3:3", "'Boss' is a name of 'ada'"),
        ],
    ),
    "documents in a circle": (
        {"sources.csv": "id,after\nS1,S2\nS2,S1 (inferred)\n"},
        [("/sources.csv:2:2", "after: a circle"), ("/sources.csv:3:2", "after: a circle")],
    ),
    "spokesmen in a circle": (
        {"memberships.csv": "agent,principal\nada,port\nport,ada\n"},
        [("/memberships.csv:2:2", "a circle of speaks_for"), ("/memberships.csv:3:2", "a circle of speaks_for")],
    ),
    "author twice": (
        {
            "arguments.csv": "id,by,premises,target\na1,ada,view,build\n",
            **positions("id,party,target", "a1-by-ada,ada,a1"),
        },
        [("/arguments.csv:2:2", "by: 'a1-by-ada': already the id of a position")],
    ),
    "evidence of an argument with an author": (
        {"arguments.csv": "id,by,premises,target,source\na1,ada,view,build,S9\n"},
        [("/arguments.csv:2:5", "source: no source 'S9'")],
    ),
    "relation of an argument": (
        {"relations.csv": "a,kind,b\nbuild,tension,a1\n"},
        [("/relations.csv:2:3", "b: 'a1' is no claim; a relation ties claims")],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_broken_tables(name: str, tmp_path: Path) -> None:
    changed, expected = TABLES[name]
    files = {**GOOD, **changed}
    with pytest.raises(am.ReadError) as error:
        am.parse(files, format="tables", source="pier")
    check(faults_of(error), expected, "pier")
    for file, content in files.items():
        (tmp_path / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    if len({file.lower() for file in files}) == len(list(tmp_path.iterdir())):  # else the disk is to blame
        with pytest.raises(am.ReadError) as error:
            am.read(tmp_path)
        check(faults_of(error), expected, str(tmp_path))


def test_the_good_tables_are_good() -> None:
    m = am.parse(GOOD, format="tables")
    assert (len(m.parties), len(m.claims), len(m.arguments)) == (4, 3, 1)


def test_ten_bad_rows_are_all_listed() -> None:
    stances = [f"party{n}, asserts ,build" for n in range(5)] + [f"ada,stance{n},build" for n in range(5)]
    files = {**GOOD, **positions("party,stance,target", *stances, "ada,denies,view")}
    with pytest.raises(am.ReadError) as error:
        am.parse(files, format="tables", source="pier")
    assert [(fault.line, fault.column) for fault in error.value.errors] == [
        *((line, 1) for line in range(2, 7)),
        *((line, 2) for line in range(7, 12)),
    ]
    assert str(error.value).startswith("10 faults, nothing was read:\n  pier/positions.csv:2:1: party: ")


def test_every_fault_of_a_row_is_listed() -> None:
    row = "zed,denied,,2018-13,heavy,perhaps,-1"
    files = {**GOOD, **positions("party,stance,target,date,weight,arguendo,start", row)}
    with pytest.raises(am.ReadError) as error:
        am.parse(files, format="tables")
    assert [fault.column for fault in error.value.errors] == [1, 2, 3, 4, 5, 6, 7]


def test_a_thousand_unknown_parties_are_listed_soon() -> None:
    parties = "id\n" + "".join(f"party-{n}\n" for n in range(1000))
    rows = [f"partty-{n},build" for n in range(1000)]
    with pytest.raises(am.ReadError) as error:
        am.parse({**GOOD, "parties.csv": parties, **positions("party,target", *rows)}, format="tables")
    assert len(error.value.errors) == 1000
    assert "did you mean 'party-0'" in error.value.errors[0].message


def test_the_limit_of_the_csv_module_is_left_alone() -> None:
    before = csv.field_size_limit()
    m = am.parse({"claims.csv": f'id,text\nbuild,"{"pier, " * 40_000}"\n'}, format="tables")
    assert len(m.claims["build"].text) > 200_000
    assert csv.field_size_limit() == before


def test_no_tables() -> None:
    with pytest.raises(am.ParseError, match=r"^pier: no tables here: expected map\.csv, issues\.csv"):
        am.parse({"README.md": "x", "figure.png": b"x"}, format="tables", source="pier")


# -- workbooks ---------------------------------------------------------------------------------------------------------

Sheets = dict[str, list[list[Any]]]


def book(change: Callable[[Any], None] | None = None, **sheets: list[list[Any]]) -> bytes:
    """A workbook as others make it, with two parties and two claims."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    given: Sheets = {
        "parties": [["id", "name"], ["ada", "Ada"], ["port", "Port"]],
        "claims": [["id", "text"], ["build", "Build it."], ["view", "It blocks the view."]],
        **sheets,
    }
    for name, rows in given.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if change is not None:
        change(made)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def repacked(data: bytes, **parts: bytes | None) -> bytes:
    """The same file with other parts; `__` stands for a slash, None takes a part out."""
    changed = {name.replace("__", "/"): content for name, content in parts.items()}
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename not in changed:
                new.writestr(info, old.read(info))
        for name, content in changed.items():
            if content is not None:
                new.writestr(name, content)
    return held.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def put(cell: str, value: Any, sheet: str = "claims", number_format: str | None = None) -> Callable[[Any], None]:
    def change(made: Any) -> None:
        made[sheet][cell] = value
        if number_format:
            made[sheet][cell].number_format = number_format

    return change


def sheet_xml(cells: str) -> bytes:
    return f"<worksheet><sheetData>{cells}</sheetData></worksheet>".encode()


def sized(name: str, size: int) -> bytes:
    """A workbook whose directory tells of another size of a part."""
    data = bytearray(book())
    entry = data.rfind(name.encode()) - 46  # of the directory, which stands last
    assert data[entry : entry + 4] == b"PK\x01\x02"
    data[entry + 24 : entry + 28] = size.to_bytes(4, "little")
    return bytes(data)


def many_parts() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as new:
        for number in range(10_001):
            new.writestr(f"part{number}", b"")
    return held.getvalue()


def doubled_part() -> bytes:
    held = io.BytesIO(book())
    with zipfile.ZipFile(held, "a") as new, pytest.warns(UserWarning, match="Duplicate name"):
        new.writestr("xl/workbook.xml", b"<workbook/>")
    return held.getvalue()


def with_a_password() -> bytes:
    data = bytearray(book())
    at = data.rfind(b"PK\x01\x02")  # the flags of the last entry of the directory
    data[at + 8] |= 1
    return bytes(data)


def open_document() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as new:
        new.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    return held.getvalue()


DOCTYPE = '<?xml version="1.0" encoding="{}"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData/></worksheet>'
MACRO_TYPES = part(book(), "[Content_Types].xml").replace(b"sheet.main", b"sheet.macroEnabled.main")
POSITIONS = ["party", "target", "date", "locator"]

WORKBOOKS: dict[str, tuple[Callable[[], bytes], Expected]] = {
    # files that are no workbook, or a dangerous one
    "no ZIP": (lambda: b"id,text\nbuild,x\n", [("", "no workbook: expected an .xlsx file")]),
    "nothing": (lambda: b"", [("", "no workbook: expected an .xlsx file")]),
    "old Excel or password": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        [("", "an old Excel file (.xls), or one with a password")],
    ),
    "torn": (lambda: book()[:-300], [("", "a broken workbook")]),
    "another ZIP": (lambda: repacked(book(), **{"[Content_Types].xml": None}), [("", "no workbook")]),
    "OpenDocument": (open_document, [("", "an OpenDocument file: save it as .xlsx")]),
    "password of a ZIP": (with_a_password, [("", "a file with a password")]),
    "macros": (
        lambda: repacked(book(), xl__vbaProject__bin=None, **{"xl/vbaProject.bin": b"x"}),
        [("", "a workbook with macros")],
    ),
    "macros by type": (
        lambda: repacked(book(), **{"[Content_Types].xml": MACRO_TYPES}),
        [("", "a workbook with macros")],
    ),
    "macro sheet": (
        lambda: repacked(book(), **{"xl/macrosheets/sheet1.xml": b"<x/>"}),
        [("", "a workbook with macros")],
    ),
    "binary workbook": (lambda: repacked(book(), **{"xl/workbook.bin": b"x"}), [("", "a binary workbook (.xlsb)")]),
    "a sheet of 2 GB": (
        lambda: sized("xl/worksheets/sheet1.xml", 2 << 30),
        [("", "bytes when it is unpacked; argmap reads at most 536,870,912")],
    ),
    "a sheet larger than it says": (
        lambda: sized("xl/worksheets/sheet1.xml", 20),
        [("", "a broken workbook: ")],
    ),
    "many parts": (many_parts, [("", "10,001 parts in one file")]),
    "doubled part": (doubled_part, [("", "two parts of the file have the same name")]),
    "entity": (
        lambda: repacked(book(), **{"xl/worksheets/sheet1.xml": DOCTYPE.format("UTF-8").encode()}),
        [("", "a document type within the workbook")],
    ),
    "entity in UTF-16": (
        lambda: repacked(book(), **{"xl/worksheets/sheet1.xml": DOCTYPE.format("UTF-16").encode("utf-16")}),
        [("", "a document type within the workbook")],
    ),
    "entity in a part that is not read": (
        lambda: repacked(book(), **{"docProps/app.xml": DOCTYPE.format("UTF-8").encode()}),
        [("", "a document type within the workbook")],
    ),
    "torn XML": (
        lambda: repacked(book(), **{"xl/worksheets/sheet1.xml": b"<worksheet><sheetData>"}),
        [("", "a broken workbook: xl/worksheets/sheet1.xml: no element found")],
    ),
    "unknown encoding": (
        lambda: repacked(
            book(), **{"xl/worksheets/sheet1.xml": b'<?xml version="1.0" encoding="klingon"?><worksheet/>'}
        ),
        [("", "a broken workbook: xl/worksheets/sheet1.xml")],
    ),
    "shared string out of range": (
        lambda: repacked(
            book(), **{"xl/worksheets/sheet1.xml": sheet_xml('<row r="1"><c r="A1" t="s"><v>999</v></c></row>')}
        ),
        [("", "no shared string 999")],
    ),
    "cell without a place": (
        lambda: repacked(book(), **{"xl/worksheets/sheet1.xml": sheet_xml('<row r="1"><c r="1A"><v>0</v></c></row>')}),
        [("", "'1A' is no cell")],
    ),
    "sheet that is not there": (
        lambda: repacked(book(), **{"xl/worksheets/sheet1.xml": None}),
        [("", "the sheet 'parties' is not there")],
    ),
    "no sheet of ours": (
        lambda: book(
            lambda made: (made.remove(made["parties"]), made.remove(made["claims"]), made.create_sheet("Sheet1"))[0]
        ),
        [("", "no sheet of a map here")],
    ),
    # sheets
    "misspelt sheet": (
        lambda: book(postions=[["party", "target"], ["ada", "build"]]),
        [("[postions]", "did you mean 'positions'?")],
    ),
    "unknown sheet": (lambda: book(Sheet1=[["x"]]), [("[Sheet1]", "no sheet of a map: there are map, issues")]),
    "empty sheet of ours": (lambda: book(positions=[]), [("[positions]:1", "no header")]),
    # cells
    "formula": (lambda: book(put("B3", "=1+1")), [("[claims]:3:B", "text: a formula: argmap computes nothing")]),
    "error": (lambda: book(put("B2", "#REF!")), [("[claims]:2:B", "text: the cell shows the error #REF!")]),
    "merged cells": (
        lambda: book(lambda made: made["claims"].merge_cells("B2:B3")),
        [("[claims]:2:B", "text: merged cells (B2:B3)")],
    ),
    "unknown column": (lambda: book(put("C1", "tier")), [("[claims]:1:C", "unknown column 'tier'")]),
    "cell beyond the last column": (
        lambda: book(put("F3", "x")),
        [("[claims]:3:F", "a cell too many ('x'): the header has 2 columns")],
    ),
    "date without a year": (
        lambda: book(
            put("C2", datetime.date(2024, 4, 3), "positions", "d-mmm"), positions=[POSITIONS, ["ada", "build"]]
        ),
        [("[positions]:2:C", "date: the spreadsheet has made a date without a year of what was typed")],
    ),
    "time": (
        lambda: book(positions=[POSITIONS, ["ada", "build", datetime.time(12, 30)]]),
        [("[positions]:2:C", "date: the spreadsheet has made a time of day of what was typed")],
    ),
    "date where none is due": (
        lambda: book(positions=[POSITIONS, ["ada", "build", None, datetime.date(2024, 4, 3)]]),
        [("[positions]:2:D", "locator: the spreadsheet has made a date of it (2024-04-03)")],
    ),
    "no such day": (
        lambda: book(positions=[POSITIONS, ["ada", "build", "2018-02-29"], ["zed", "build", 2018]]),
        [("[positions]:2:C", "date: '2018-02-29' is no date"), ("[positions]:3:A", "party: no party 'zed'")],
    ),
    "dangling": (
        lambda: book(positions=[["source", *POSITIONS], ["S1", "ada", "bild"]]),
        [("[positions]:2:A", "source: no source 'S1'"), ("[positions]:2:C", "target: no claim or argument 'bild'")],
    ),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_broken_workbooks(name: str, tmp_path: Path) -> None:
    made, expected = WORKBOOKS[name]
    path = tmp_path / "pier.xlsx"
    path.write_bytes(made())
    with pytest.raises((am.ParseError, am.ReadError)) as error:
        am.read(path)
    check(faults_of(error), expected, str(path))


def test_the_good_workbook_is_good() -> None:
    assert len(am.parse(book(), format="xlsx").claims) == 2


def test_a_text_is_no_workbook() -> None:
    with pytest.raises(am.ParseError, match="a workbook is bytes"):
        am.parse("id,text", format="xlsx")


# -- JSON --------------------------------------------------------------------------------------------------------------


def native(**members: str) -> str:
    return '{"argmap": 1' + "".join(f',\n"{name}": {value}' for name, value in members.items()) + "}"


# Where a fault is expected stands a mark, which is taken out before the text is read.
MARK = "¦"

NATIVE: dict[str, tuple[str | bytes, list[str]]] = {
    "nothing": ("¦", ["no JSON: Expecting value"]),
    "another JSON": ('¦{"nodes": []}', ['no argmap file: expected an object with "argmap": 1']),
    "a list": ("¦[1]", ["no argmap file"]),
    "torn": ('{"argmap": 1,\n"claims": [¦', ["no JSON: Expecting value"]),
    "comma": ('{"argmap": 1,¦}', ["no JSON"]),
    "version": ('{"argmap": ¦2}', ['"argmap": 2 is a version that this argmap does not read']),
    "version by truth": ('{"argmap": ¦true}', ["is a version"]),
    "UTF-16": (f"¦{native()}".encode("utf-16"), ["UTF-16, expected UTF-8"]),
    "Latin-1": (native(title='"¦Über"').encode("latin-1"), ["not UTF-8 (byte 0xDC)"]),
    "NaN": (native(title='"NaN"', data='{"x": ¦NaN}'), ["NaN is no JSON number"]),
    "infinity by size": (native(data='¦{"x": 1e999}'), ["data: inf is no JSON number"]),
    "too long a number": (native(data=f'{{"x": ¦{"9" * 5000}}}'), ["a number that is too long"]),
    "key twice": (
        native(claims='[{"id": "x",\n "text": "a", ¦"text": "b"}]'),
        ["the key 'text' stands twice in one object"],
    ),
    "nested too deeply": (f'¦{{"argmap": 1, "data": {{"x": {"[" * 100_000}', ["nested too deeply"]),
    "nested rather deeply": (native(data=f'¦{{"x": {"[" * 200}{"]" * 200}}}'), ["data: is nested more than 100 deep"]),
    "unknown list": (native(clams="¦[]"), ["unknown key 'clams': did you mean 'claims'?"]),
    "no list": (native(claims='¦{"id": "x"}'), ["claims: expected a list of records"]),
    "no record": (native(claims='[¦"x"]'), ["claims[0]: expected an object with the fields of a claim"]),
    "title": (native(title="¦[1]"), ["title: "]),
    "data": (native(data="¦[]"), ["data: must be a mapping"]),
    "no id": (native(claims='[¦{"text": "x"}]'), ["claims[0]: the field 'id' is missing"]),
    "unknown field": (
        native(claims='[{"id": "x", "txt": ¦"y"}]'),
        ["claims[0]: unknown field 'txt': did you mean 'text'?"],
    ),
    "number for a text": (native(claims='[{"id": "x", "text": ¦5}]'), ["text: "]),
    "text for a list": (native(claims='[{"id": "x", "tags": ¦"y"}]'), ["tags: expected a list"]),
    "list for a text": (native(claims='[{"id": "x", "text": ¦["y"]}]'), ["text: expected a single value"]),
    "number in a list": (native(claims='[{"id": "x", "tags": ["a",\n¦5]}]'), ["tags: expected a list of texts"]),
    "truth": (native(claims='[{"id": "x", "implicit": ¦"yes"}]'), ["implicit: "]),
    "stance": (
        native(positions='[{"id": "p", "party": "a", "target": "x", "stance": ¦"assert"}]'),
        ["unknown stance 'assert': did you mean 'asserts'?"],
    ),
    "date": (
        native(positions='[{"id": "p", "party": "a", "target": "x", "date": ¦"2018-02-29"}]'),
        ["'2018-02-29' is no date"],
    ),
    "date in parts": (
        native(positions='[{"id": "p", "party": "a", "target": "x", "date": {"edtf": "2018", "text": ¦5}}]'),
        ["date: expected a text"],
    ),
    "literal": (
        native(arguments='[{"id": "a", "premises": ¦["x y"], "target": "x"}]'),
        ["premises: 'x y' is no claim"],
    ),
    "literal as an object": (
        native(arguments='[{"id": "a", "premises": [¦{"id": "x"}], "target": "x"}]'),
        ["premises: expected a list of texts"],
    ),
    "no premises": (native(arguments='[{"id": "a", "premises": ¦[], "target": "x"}]'), ["no premise"]),
    "quote": (
        native(positions='[{"id": "p", "party": "a", "target": "x", "evidence": [{}, {"quote": {"exact": ¦""}}]}]'),
        ["an empty quote"],
    ),
    "hop": (
        native(
            memberships='[{"id": "m", "agent": "a", "principal": "b", "evidence": [{"via": [{}, ¦{}]}]}]'.replace(
                "{}, ", ""
            )
        ),
        ["a hop is either a party or a source"],
    ),
    "lone surrogate": (native(title='¦"\\ud800"'), ["title: "]),
    "dangling": (
        native(claims='[{"id": "x"}]', positions='[\n{"id": "p1", "party": ¦"ada", "target": ¦"y"}]'),
        ["party: no party 'ada'", "target: no claim or argument 'y'"],
    ),
    "doubled id": (native(claims='[{"id": "x"},\n{"id": ¦"x"}]'), ["id: already the id of a claim"]),
    "two records": (
        native(claims='[{"id": ¦"a b"},\n{"id": "c"},\n{"id": "d", "lang": ¦7}]'),
        ["claims[0]: id 'a b'", "claims[2]: "],
    ),
}


def unmarked(text: str) -> tuple[str, list[str]]:
    """The text without its marks, and the places where they stood."""
    places = []
    while (at := text.find(MARK)) >= 0:
        text = text[:at] + text[at + 1 :]
        places.append(f":{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}")
    return text, places


@pytest.mark.parametrize("name", NATIVE)
def test_broken_native(name: str, tmp_path: Path) -> None:
    content, words = NATIVE[name]
    encoding = "utf-8"
    if isinstance(content, bytes):
        encoding = name.lower()
        content = content.decode(encoding)
    text, places = unmarked(content)
    expected = list(zip(places, words, strict=True))
    path = tmp_path / "pier.argmap.json"
    path.write_bytes(text.encode(encoding))
    with pytest.raises((am.ParseError, am.ReadError)) as error:
        am.read(path)
    check(faults_of(error), expected, str(path))


# -- bytes at random ---------------------------------------------------------------------------------------------------

_FULL = {format: am.render(full_map(), format=format) for format in ("native", "tables", "xlsx")}
_NATIVE: bytes = _FULL["native"].encode()
_TABLES: dict[str, bytes] = {name: text.encode() for name, text in _FULL["tables"].items()}
_BOOK = _FULL["xlsx"]
with zipfile.ZipFile(io.BytesIO(_BOOK)) as _archive:
    _PARTS = {info.filename: _archive.read(info) for info in _archive.infolist()}

_BITS = [
    b"\0",
    b'"',
    b"'",
    b",",
    b";",
    b"\n",
    b"\r",
    b"\\",
    b"{",
    b"[",
    b"]",
    b"}",
    b"<",
    b">",
    b"&",
    b"~",
    b"=",
    b"\xff",
    b"\xc3",
    b"9" * 5000,
    b"\xe2\x80\xa8",
]
edits = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 30), st.sampled_from(_BITS) | st.binary(max_size=4)),
    min_size=1,
    max_size=4,
)


def edited(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """The bytes with some of them taken out and others put in."""
    for place, gone, new in changes:
        at = int(place * len(data))
        data = data[:at] + new + data[at + gone :]
    return data


def only_ours(read: Callable[[], am.ArgumentMap]) -> None:
    """Either a whole map or an error of ours, whose faults have a place."""
    try:
        m = read()
    except am.ArgmapError as error:
        for fault in getattr(error, "errors", [error]):
            assert fault.source.startswith("pier")
            assert fault.message
    else:
        assert m._store.rebuilt().referrers == m._store.referrers


@settings(max_examples=1500, deadline=None)
@given(edits)
def test_mutated_json(changes: list[tuple[float, int, bytes]]) -> None:
    only_ours(lambda: am.parse(edited(_NATIVE, changes), format="native", source="pier"))


@settings(max_examples=1500, deadline=None)
@given(st.sampled_from(sorted(_TABLES)), edits)
def test_mutated_tables(file: str, changes: list[tuple[float, int, bytes]]) -> None:
    files = {**_TABLES, file: edited(_TABLES[file], changes)}
    only_ours(lambda: am.parse(files, format="tables", source="pier"))


@settings(max_examples=1500, deadline=None)
@given(edits)
@example([(0.99, 8, b"\xff\xff\xff\xff")])
def test_mutated_workbook(changes: list[tuple[float, int, bytes]]) -> None:
    only_ours(lambda: am.parse(edited(_BOOK, changes), format="xlsx", source="pier"))


@settings(max_examples=1500, deadline=None)
@given(st.sampled_from(sorted(_PARTS)), edits)
def test_mutated_parts_of_a_workbook(name: str, changes: list[tuple[float, int, bytes]]) -> None:
    data = repacked(_BOOK, **{name: edited(_PARTS[name], changes)})
    only_ours(lambda: am.parse(data, format="xlsx", source="pier"))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["native", "tables"]))
def test_any_text(text: str, format: str) -> None:
    data = {"claims.csv": text.encode("utf-8", "surrogatepass")} if format == "tables" else text
    only_ours(lambda: am.parse(data, format=format, source="pier"))
