"""What stands beside an Argdown text: sheets in its front matter, tables that it names, files that it includes."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

import pytest

import argmap as am

TEXT = """
# The pier

[build]: We should build the pier.
  + [trade]: It brings trade.

<view>: It blocks the view.

(1) [high]: The pier is 9 m high.
----
(2) [blocked]: The view is blocked.
  -> [build]
"""


def front(sheets: str, text: str = TEXT) -> str:
    """A text with what stands under `argmap:`, one level deep."""
    lines = "\n".join(f"  {line}" for line in sheets.strip("\n").split("\n"))
    return f"===\nargmap:\n{lines}\n===\n{text}"


def read(sheets: str, **beside: str) -> am.ArgumentMap:
    """The map of the text with these sheets, which are without faults."""
    files = {"": front(sheets), **{f"{name}.csv": text for name, text in beside.items()}}
    return am.parse(files, format="argdown", source="pier.argdown", strict=True)


def faults(data: str | dict[str, str]) -> list[str]:
    """What is wrong, as `file:line:column: message`."""
    with pytest.warns(am.ReadWarning):
        m = am.parse(data, format="argdown", source="pier.argdown")
    assert "build" in m.claims or not isinstance(data, str) or "[build]" not in data
    return [str(one).split("\n")[0] for one in m.report]


# -- in the front matter -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sheets",
    [
        "parties:\n  ada: Ada Rowan\n  port:\n",
        "parties:\n  ada: {name: Ada Rowan}\n  port: {}\n",
        "parties:\n  - {id: ada, name: Ada Rowan}\n  - id: port\n",
        "parties: {ada: Ada Rowan, port: null}",
    ],
)
def test_rows_by_id_or_in_a_list(sheets: str) -> None:
    assert list(read(sheets).parties.values()) == [am.Party("ada", "Ada Rowan"), am.Party("port")]


def test_all_kinds_of_sheets() -> None:
    m = read(
        """
parties:
  ada: {name: Ada Rowan, aliases: [A. Rowan, Mrs R], kind: person}
  port: Port Company
  court: {kind: court, data.seat: The Hague}
sources:
  S1: {title: Minutes, date: 2018-03-07, authors: [ada, Somebody Else]}
  S2: A letter
cases:
  k1: {title: Rowan v. Port, court: court, roles: "ada: plaintiff"}
issues:
  town: {title: The town, tags: [sea]}
claims:
  apart: {text: A claim of its own., kind: fact, implicit: true, tags: [a, b]}
memberships:
  - {agent: ada, principal: port, since: 2017}
relations:
  - {a: build, b: apart, kind: tension}
positions:
  - {party: A. Rowan, target: build, stance: denies, date: 2018-03, source: S1, quote: Never., locator: p. 3}
  - {party: port, target: view, weight: 0.5}
  - {party: port, target: trade-supports-build}
outcomes:
  - {text: Permit refused, by: court, final: yes, effects: "build: rejected"}
arguments:
  - {id: more, premises: apart, target: build, kind: attack, by: ada}
evidence:
  - {of: view, kind: argument, source: S2, quote: the view}
order:
  - {source: S2, after: S1}
"""
    )
    assert m.parties["ada"].aliases == ("A. Rowan", "Mrs R")
    assert dict(m.parties["court"].data) == {"seat": "The Hague"}
    assert (str(m.sources["S1"].date), m.sources["S1"].authors) == ("2018-03-07", ("ada", "Somebody Else"))
    assert [one.id for one in m.sources["S2"].after] == ["S1"]
    assert (m.cases["k1"].court, m.cases["k1"].roles) == ("court", (am.Role("ada", "plaintiff"),))
    assert list(m.issues) == ["the-pier", "town"]
    assert (m.claims["apart"].kind, m.claims["apart"].implicit, m.claims["apart"].tags) == ("fact", True, ("a", "b"))
    assert [(one.agent, one.principal, str(one.since)) for one in m.memberships.values()] == [("ada", "port", "2017")]
    assert [(one.a.id, one.b.id, one.kind) for one in m.relations.values()] == [("build", "apart", "tension")]
    assert [(one.party, one.target, one.stance) for one in m.positions()] == [
        ("ada", "build", "denies"),
        ("port", "view", "asserts"),
        ("port", "trade-supports-build", "asserts"),
        ("ada", "more", "asserts"),
    ]
    (piece,) = m.positions["p1"].evidence
    assert (piece.source, piece.locator, piece.quote and piece.quote.exact) == ("S1", "p. 3", "Never.")
    (outcome,) = m.outcomes.values()
    assert (outcome.by, outcome.final, outcome.effects) == (("court",), True, (am.Effect("build", "rejected"),))
    view = m["view"]
    assert isinstance(view, am.Argument)
    assert [piece.source for piece in view.evidence] == ["S2"]


def test_a_text_means_what_its_sheet_mostly_tells() -> None:
    m = read("sources: {S1: Minutes}\ncases: {k: A v. B}\nissues: {i: The i}\nclaims: {c: It is c.}\nparties: {p: P}")
    assert (m.sources["S1"].title, m.cases["k"].title, m.issues["i"].title) == ("Minutes", "A v. B", "The i")
    assert (m.claims["c"].text, m.parties["p"].name) == ("It is c.", "P")


STANCES = "asserts, denies, questions, concedes, reserves, withdraws, mentions"
FAULTY_SHEETS: dict[str, tuple[str, list[str]]] = {
    "unknown sheet": (
        "partys:\n  ada: Ada",
        ["pier.argdown:4:5: argmap: unknown key 'partys': did you mean 'parties'?"],
    ),
    "nothing near": (
        "zzz: 1",
        [
            "pier.argdown:3:8: argmap: unknown key 'zzz': there are tables, data, issues, cases, parties, memberships, "
            "sources, claims, arguments, relations, positions, outcomes, evidence, order"
        ],
    ),
    "unknown column": (
        "parties:\n  ada: {nme: Ada}",
        [
            "pier.argdown:4:5: argmap: parties: unknown column 'nme': did you mean 'name'?"
            " (of your own: data.nme); left out"
        ],
    ),
    "no rows": ("parties: 3", ["pier.argdown:3:12: argmap: parties: expected a list of rows, or rows by id"]),
    "no row": (
        "parties:\n  - ada\n  - {id: port}",
        ["pier.argdown:4:7: argmap: parties: expected a row such as {id: x}; left out"],
    ),
    "no row by id": (
        "positions:\n  p1: ada denies",
        ["pier.argdown:4:9: argmap: positions: expected a row such as {id: x}; left out"],
    ),
    "unknown party": (
        "parties: {ada: Ada}\npositions:\n  - {party: ada, target: build}\n  - {party: adda, target: build}",
        ["pier.argdown:6: party: no party 'adda': did you mean 'ada'?"],
    ),
    "unknown target": (
        "parties: {ada: Ada}\npositions:\n  - {party: ada, target: biuld}",
        ["pier.argdown:5: target: no claim or argument 'biuld': did you mean 'build'?"],
    ),
    "unknown stance": (
        "parties: {ada: Ada}\npositions:\n  - {party: ada, target: build, stance: denis}",
        [f"pier.argdown:5: stance: unknown stance 'denis': did you mean 'denies'? (one of {STANCES})"],
    ),
    "missing column": (
        "positions:\n  - {target: build}",
        ["pier.argdown:4: the column 'party' is missing"],
    ),
    "missing in a row": (
        "parties: {ada: Ada}\npositions:\n  - {party: ada, target: build}\n  - {target: build}",
        ["pier.argdown:6: party: empty; every row needs it"],
    ),
    "another argument without premises": (
        "arguments:\n  - {id: sea, by: ada}\nparties: {ada: Ada}",
        ["pier.argdown:4: the column 'premises' is missing", "pier.argdown:4: the column 'target' is missing"],
    ),
    "told otherwise": (
        "claims:\n  - {id: build, text: Leave it.}\nissues: {}",
        ["pier.argdown:4: text: the text tells 'build' otherwise; the text counts"],
    ),
    "told twice": (
        "claims:\n  - {id: build, kind: fact}\n  - {id: build, kind: legal}",
        ["pier.argdown:5: id: 'build' is taken, by pier.argdown:4"],
    ),
    "more that is wrong": (
        "claims:\n  - {id: build, implicit: perhaps}",
        ["pier.argdown:4: implicit: 'perhaps': expected yes, no or nothing"],
    ),
    "a circle": (
        "parties: {a: A, b: B}\nmemberships:\n  - {agent: a, principal: b}\n  - {agent: b, principal: a}",
        [],
    ),
    "no date": (
        "sources:\n  S1: {date: 2018-02-30}",
        ["pier.argdown:4: date: '2018-02-30' is no date: 2018-02 has the days 01 to 28"],
    ),
}


@pytest.mark.parametrize("name", FAULTY_SHEETS)
def test_faults_of_sheets(name: str) -> None:
    sheets, expected = FAULTY_SHEETS[name]
    found = faults(front(sheets))
    if expected:
        assert found == expected
    else:
        assert found
        assert all(one.startswith("pier.argdown:") for one in found)


def test_argmap_without_sheets() -> None:
    assert faults("===\nargmap: [1]\n===\n\n[build]") == [
        "pier.argdown:2:9: argmap: expected sheets such as parties, or tables"
    ]
    assert am.parse("===\nargmap:\n===\n\n[build]", format="argdown", strict=True).claims.keys() == {"build"}


# -- tables ------------------------------------------------------------------------------------------------------------

PARTIES = "id,name\nada,Ada Rowan\n"
POSITIONS = "party,target,stance\nAda Rowan,build,denies\n"


@pytest.mark.parametrize(
    "named", ["tables: [parties.csv, positions.csv]", "tables:\n  - parties.csv\n  - positions.csv"]
)
def test_tables_beside(named: str) -> None:
    m = read(named, parties=PARTIES, positions=POSITIONS)
    assert [(one.party, one.target, one.stance) for one in m.positions()] == [("ada", "build", "denies")]


def test_one_table_and_sheets_in_the_front_matter() -> None:
    m = read("tables: positions.csv\nparties: {ada: Ada Rowan}", positions=POSITIONS)
    assert [one.party for one in m.positions()] == ["ada"]


def test_tables_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "pier.argdown").write_text(front("tables: [more/parties.csv, positions.csv]"))
    (tmp_path / "more" / "parties.csv").write_text(PARTIES)
    (tmp_path / "positions.csv").write_text(POSITIONS)
    assert [one.party for one in am.read(tmp_path / "pier.argdown", strict=True).positions()] == ["ada"]


def test_a_workbook_beside(tmp_path: Path) -> None:
    book = am.parse(
        {"parties.csv": PARTIES, "claims.csv": "id,text\nbuild,x\n", "positions.csv": POSITIONS}, format="tables"
    )
    am.write(am.ArgumentMap(), tmp_path / "empty.xlsx")
    parties = am.ArgumentMap()
    parties.extend([*book.parties.values()])
    am.write(parties, tmp_path / "book.xlsx")
    (tmp_path / "pier.argdown").write_text(front("tables: [book.xlsx, positions.csv]"))
    (tmp_path / "positions.csv").write_text(POSITIONS)
    assert [one.party for one in am.read(tmp_path / "pier.argdown", strict=True).positions()] == ["ada"]


FAULTY_TABLES: dict[str, tuple[str, dict[str, str], list[str]]] = {
    "not there": (
        "tables: positions.csv",
        {},
        ["pier.argdown:3:11: argmap: tables: 'positions.csv': no such file beside this one"],
    ),
    "second not there": (
        "tables:\n  - parties.csv\n  - positions.csv",
        {"parties.csv": PARTIES},
        ["pier.argdown:5:7: argmap: tables: 'positions.csv': no such file beside this one"],
    ),
    "no table": (
        "tables: [pier.txt]",
        {},
        ["pier.argdown:3:12: argmap: tables: 'pier.txt': expected a .csv or .xlsx file"],
    ),
    "no sheet": (
        "tables: [pier.csv]",
        {"pier.csv": "id\n"},
        [
            "pier.argdown:3:12: argmap: tables: 'pier.csv': no sheet of a map: there are map, issues, cases, parties, "
            "memberships, sources, claims, arguments, relations, positions, outcomes, evidence, order "
            "(a name that begins with _ or notes is left alone)"
        ],
    ),
    "no names": ("tables: {a: b}", {}, ["pier.argdown:3:11: argmap: tables: expected names of files"]),
    "twice": (
        "parties: {port: Port}\ntables: [parties.csv]",
        {"parties.csv": PARTIES},
        ["pier.argdown:4:12: argmap: the sheet parties is there twice; the first counts"],
    ),
    "faults in a table": (
        "tables: [parties.csv, positions.csv]",
        {"parties.csv": PARTIES, "positions.csv": "party,target,stance\nada,build,denis\nada,biuld,denies\n"},
        [
            f"positions.csv:2:3: stance: unknown stance 'denis': did you mean 'denies'? (one of {STANCES})",
            "positions.csv:3:2: target: no claim or argument 'biuld': did you mean 'build'?",
        ],
    ),
    "missing column": (
        "tables: positions.csv",
        {"positions.csv": "party,stance\nada,denies\n"},
        ["positions.csv:1: the column 'target' is missing"],
    ),
}


@pytest.mark.parametrize("name", FAULTY_TABLES)
def test_faults_of_tables(name: str) -> None:
    sheets, beside, expected = FAULTY_TABLES[name]
    assert faults({"": front(sheets), **beside}) == expected


# -- what leads out of the folder --------------------------------------------------------------------------------------

OUTSIDE = [
    "../parties.csv",
    "a/../../parties.csv",
    "{folder}/parties.csv",
    "C:\\parties.csv",
    "..\\parties.csv",
    "link.csv",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for a map, in one that holds a table that is none of its business; with a link out."""
    inside = tmp_path / "inside"
    (inside / "a").mkdir(parents=True)
    (tmp_path / "parties.csv").write_text("id,name\nspy,Spy\n")
    (tmp_path / "spy.argdown").write_text("[spy]: Secret.\n")
    (inside / "link.csv").symlink_to(tmp_path / "parties.csv")
    (inside / "link.argdown").symlink_to(tmp_path / "spy.argdown")
    (inside / "up").symlink_to(tmp_path)
    return inside


@pytest.mark.parametrize("name", [*OUTSIDE, "up/parties.csv"])
def test_no_table_outside_the_folder_is_read(folder: Path, name: str) -> None:
    name = name.format(folder=folder.parent)
    (folder / "pier.argdown").write_text(front(f"tables: ['{name}']"))
    with pytest.warns(am.ReadWarning):
        m = am.read(folder / "pier.argdown")
    assert not m.parties
    assert [
        (one.line, "folder" in one.message or "no such file" in one.message or "sheet" in one.message)
        for one in m.report
    ] == [(3, True)]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("../spy.argdown", "leads out of the map's folder"),
        ("a/../../spy.argdown", "leads out of the map's folder"),
        ("{folder}/spy.argdown", "leads out of the map's folder"),
        ("..\\spy.argdown", "leads out of the map's folder"),
        ("C:\\spy.argdown", "leads out of the folder"),
        ("link.argdown", "a link that leads out of the folder"),
        ("up/spy.argdown", "a link that leads out of the folder"),
        ("https://example.org/spy.argdown", "never an address"),
        ("http:spy.argdown", "never an address"),
        ("file://{folder}/spy.argdown", "never an address"),
        ("//example.org/spy.argdown", "never an address"),
        ("a", "a folder, not a file"),
        (".", "a folder, not a file"),
        ("none.argdown", "no such file"),
    ],
)
def test_no_file_outside_the_folder_is_included(folder: Path, name: str, message: str) -> None:
    name = name.format(folder=folder.parent)
    (folder / "pier.argdown").write_text(f"[build]: x\n\n@include({name})\n\n[last]: y\n")
    with pytest.warns(am.ReadWarning):
        m = am.read(folder / "pier.argdown")
    assert list(m.claims) == ["build", "last"]
    (fault,) = m.report
    assert (fault.source, fault.line, fault.column) == (str(folder / "pier.argdown"), 3, 1)
    assert message in fault.message
    assert fault.fix
    assert fault.excerpt.startswith("@include(")


# -- includes ----------------------------------------------------------------------------------------------------------


def included(text: str, **files: str) -> am.ArgumentMap:
    """The map of a text with files beside it; a name with two underscores has a folder."""
    beside = {f"{name.replace('__', '/')}.argdown": content for name, content in files.items()}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", am.ReadWarning)
        return am.parse({"": text, **beside}, format="argdown", source="pier.argdown")


def places(m: am.ArgumentMap) -> list[tuple[str, int | None, int | str | None]]:
    return [(one.source, one.line, one.column) for one in m.report]


def test_files_are_put_in_their_places() -> None:
    m = included("[a]: x\n@include(b.argdown)\n\n[c]: y\n", b="  + [b]: z\n")
    assert [(one.id, one.text) for one in m.claims.values()] == [("a", "x"), ("b", "z"), ("c", "y")]
    assert list(m.arguments) == ["b-supports-a"]
    assert not m.report


def test_paths_are_seen_from_the_file_that_includes() -> None:
    m = included("@include(d/a.argdown)", d__a="@include(b.argdown)\n\n@include(../c.argdown)", d__b="[b]\n", c="[c]\n")
    assert list(m.claims) == ["b", "c"]
    assert not m.report


@pytest.mark.parametrize(
    "comment", ["// @include(b.argdown)", "/* @include(b.argdown) */", "<!--\n@include(b.argdown)\n-->"]
)
def test_an_include_in_a_comment_is_none(comment: str) -> None:
    m = included(f"[a]\n\n{comment}\n", b="[b]")
    assert list(m.claims) == ["a"]
    assert not m.report


def test_an_address_begins_no_comment_before_an_include() -> None:
    assert list(included("[a]: see http://x.org\n\n@include(b.argdown)", b="[b]").claims) == ["a", "b"]


@pytest.mark.parametrize(
    ("files", "where"),
    [
        ({"b": "@include(b.argdown)"}, "b.argdown"),
        ({"b": "@include(c.argdown)", "c": "@include(b.argdown)"}, "c.argdown"),
        ({"b": "@include(pier.argdown)", "pier": "[spy]"}, "b.argdown"),
        ({"b": "@include(./x/../b.argdown)"}, "b.argdown"),
    ],
)
def test_circles_are_refused(files: dict[str, str], where: str) -> None:
    m = included("[a]\n\n@include(b.argdown)\n\n[z]", **files)
    assert list(m.claims) == ["a", "z"]
    assert places(m) == [(where, 1, 1)]
    assert "goes round in a circle" in m.report[0].message


def test_each_file_is_included_once() -> None:
    m = included("@include(b.argdown)\n\n@include(c.argdown)\n\n@include(b.argdown)\n", b="[b]: x\n", c="[c]: y\n")
    assert places(m) == [("pier.argdown", 5, 1)]
    assert m.claims["b"].text == "x"


def test_faults_are_placed_in_the_files_in_which_they_stand() -> None:
    m = included(
        "[a]: [x] one\n\n@include(d/b.argdown)\n\n[c]: see [y] two @include(no.argdown) [z] three\n  + [e]: [w] four\n",
        d__b="[b]: first\n\n[f]: the [v] second\n@include(g.argdown)\n\n[h]: [u] third",
        d__g="  - [g]: [t] fourth\n",
    )
    assert places(m) == [
        ("pier.argdown", 1, 6),
        ("d/b.argdown", 3, 10),
        ("d/g.argdown", 1, 10),
        ("d/b.argdown", 6, 6),
        ("pier.argdown", 5, 10),
        ("pier.argdown", 5, 18),
        ("pier.argdown", 5, 39),
        ("pier.argdown", 6, 10),
    ]


def test_front_matter_of_an_included_file_is_not_read() -> None:
    m = included("===\ntitle: Mine\n===\n\n@include(b.argdown)", b="===\ntitle: Other\nx: 1\n===\n\n[b]: [v] x\n")
    assert m.title == "Mine"
    assert places(m) == [("pier.argdown", 5, 1), ("b.argdown", 6, 6)]
    assert m.report[0].message == "@include(b.argdown): its front matter is not read"
    assert list(m.claims) == ["b"]


@pytest.mark.parametrize("content", ["\ufeff[b]: x\n", "[b]: x\r\n\r\n", "\n\n[b]: x"])
def test_marks_and_line_ends_of_included_files(content: str) -> None:
    m = included("[a]\n\n@include(b.argdown)\n\n[c]", b=content)
    assert (list(m.claims), m.claims["b"].text, m.report) == (["a", "b", "c"], "x", ())


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "pier.argdown").write_text("[a]\n\n@include(b.argdown)\n\n[c]")
    (tmp_path / "b.argdown").write_bytes(b"[b]: \xff\n")
    with pytest.warns(am.ReadWarning, match="not UTF-8"):
        m = am.read(tmp_path / "pier.argdown")
    assert list(m.claims) == ["a", "c"]


def test_files_in_folders_on_disk(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "pier.argdown").write_text("@include(d/b.argdown)\n")
    (tmp_path / "d" / "b.argdown").write_text("@include(c.argdown)\n\n[b]: [v] x\n")
    (tmp_path / "d" / "c.argdown").write_text("[c]\n")
    with pytest.warns(am.ReadWarning):
        m = am.read(tmp_path / "pier.argdown")
    assert list(m.claims) == ["c", "b"]
    assert m.report[0].source == os.path.join(tmp_path, "d/b.argdown")


def test_a_chain_of_two_thousand_files() -> None:
    files = {f"f{number}": f"[a{number}]\n\n@include(f{number + 1}.argdown)\n" for number in range(2000)}
    m = included("@include(f0.argdown)", **files)
    assert len(m.claims) == 2000
    assert places(m) == [("f1999.argdown", 3, 1)]


def test_all_files_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("argmap.formats.argdown.language.including._MOST", 100)
    m = included("@include(b.argdown)\n\n@include(c.argdown)\n\n[a]", b=f"[b]: {'x' * 80}", c=f"[c]: {'y' * 80}")
    assert list(m.claims) == ["b", "a"]
    assert "more than 100 characters in all" in m.report[0].message


# -- rows that tell more of what stands in the text --------------------------------------------------------------------


def test_a_row_tells_more_of_a_claim_and_of_an_argument() -> None:
    m = read(
        "tables: [claims.csv, arguments.csv, parties.csv, issues.csv]",
        claims=(
            "id,text,kind,tags,note\n"
            "build,We should build the pier.,normative,plan,as in 1890\n"
            "sea,The sea is cold.,,,\n"
        ),
        arguments="id,by,manner,premises,target\nview,ada,rebut,high,blocked\n",
        parties="id,name\nada,Ada\n",
        issues="id,question\ncost,What does it cost?\n",
    )
    build = m.claims["build"]
    assert (build.text, build.kind, build.tags, build.data) == (
        "We should build the pier.",
        "normative",
        ("plan",),
        {"note": "as in 1890"},
    )
    assert m.claims["sea"].text == "The sea is cold."  # a claim that only the table has
    assert m.issues["cost"].question == "What does it cost?"
    view = m["view"]
    assert isinstance(view, am.Argument)
    assert (view.manner, str(view.premises[0]), str(view.target)) == ("rebut", "high", "blocked")
    assert m.arguments(by="ada").column("id") == ["view"]


def test_a_row_tells_more_of_a_line_with_an_id() -> None:
    text = TEXT.replace("It brings trade.", "It brings trade. {argmap: {argument: a1}}")
    files = {
        "": front("tables: [arguments.csv, sources.csv]", text),
        "arguments.csv": "id,source,quote\na1,S1,it brings trade\n",
        "sources.csv": "id\nS1\n",
    }
    m = am.parse(files, format="argdown", strict=True)
    a1 = m["a1"]
    assert isinstance(a1, am.Argument)
    assert (a1.source, a1.quote, str(a1.target)) == ("S1", "it brings trade", "build")


def test_an_id_made_of_words_is_no_name_for_a_row() -> None:
    untitled = front("claims:\n  - {id: the-sea-is-cold, text: Cold.}", "\nThe sea is cold.")
    m = am.parse(untitled, format="argdown", strict=True)
    assert {id: claim.text for id, claim in m.claims.items()} == {
        "the-sea-is-cold": "Cold.",
        "the-sea-is-cold-2": "The sea is cold.",
    }


# -- issues that ask ---------------------------------------------------------------------------------------------------


def test_a_heading_that_asks_is_the_question() -> None:
    m = am.parse("# Should it be built?\n\n[a]\n\n# Cost\n\n[b]", format="argdown")
    assert [(one.id, one.title, one.question) for one in m.issues.values()] == [
        ("should-it-be-built", None, "Should it be built?"),
        ("cost", "Cost", None),
    ]


@pytest.mark.parametrize(
    ("title", "question", "heading"),
    [
        (None, "Why?", "# Why? {argmap: {id: i}}"),
        (None, "why not", '# i {argmap: {question: why not, title: ""}}'),
        ("Why?", None, '# Why? {argmap: {title: "Why?", id: i}}'),
        ("A", "Why?", '# A {argmap: {question: "Why?", id: i}}'),
        ("A?", "Why?", '# A? {argmap: {question: "Why?", title: "A?", id: i}}'),
    ],
)
def test_titles_and_questions(title: str | None, question: str | None, heading: str) -> None:
    m = am.ArgumentMap()
    m.add_issue(title, id="i", question=question)
    text = am.render(m, format="argdown")
    assert text.strip() == heading
    assert am.parse(text, format="argdown", strict=True) == m


# -- where an argument belongs -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("issue", [None, "cost", "pier"])
@pytest.mark.parametrize("kind", ["support", "attack", "undercut"])
def test_the_heading_of_an_argument(issue: str | None, kind: str) -> None:
    m = am.ArgumentMap()
    m.add_issue("Pier", id="pier")
    m.add_issue("Cost", id="cost")
    m.add_claim("Build it.", id="build", issue="pier")
    m.add_claim("It is high.", id="high", issue="cost")
    m.add_claim("It pays.", id="pays")
    m.add_support("pays", "build", id="a0", weight=1)
    target = "a0" if kind == "undercut" else "build"
    m.extend([am.Argument("a1", ["high", "pays"], target, kind, issue=issue)])
    text = am.render(m, format="argdown")
    assert am.parse(text, format="argdown", strict=True) == m
    # Under the heading of its target, unless it is filed elsewhere.
    heading = "# Cost" if issue == "cost" else "# Pier"
    assert text.rindex(heading, 0, text.index("\n<a1>")) == max(text.rfind("# ", 0, text.index("\n<a1>")), 0)
