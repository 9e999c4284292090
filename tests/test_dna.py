"""Databases of Discourse Network Analyzer: the two versions as one map, and what hostile files come to."""

from __future__ import annotations

import csv
import gzip
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import argmap as am
from argmap.formats import dna
from argmap.formats.dna.database import Database, opened
from argmap.formats.dna.offsets import Offsets
from argmap.formats.dna.schema import COLUMNS, COUNTED, VERSION_2, VERSION_3

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus" / "debates_csv"
needs_samples = pytest.mark.skipif(
    not (CORPUS / "dna2_sample.dna.gz").is_file(), reason="DNA's own samples ../shared/corpus/debates_csv are not here"
)

DAY = 1107302400  # 2005-02-02, midnight UTC, in seconds
TEXT = "Mr Smith said that we need the pier. 🌊 Ms Jones of Trade said that we do not 🚢 need it at all."


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    """Where the words stand, in UTF-16 units, as DNA counts."""
    start = text.index(words)

    def units(part: str) -> int:
        return len(part.encode("utf-16-le")) // 2

    return units(text[:start]), units(text[: start + len(words)])


Rows = dict[str, list[tuple[Any, ...]]]

TABLES: Rows = {
    "SETTINGS": [("version", "3.0.7")],
    "CODERS": [(1, "Admin", "ENCRYPTED-SECRET"), (2, "Cora", "ENCRYPTED-SECRET")],
    "DOCUMENTS": [
        (1, "Hearing", TEXT, 2, "Clerk", "Gazette", "Page 2", "typed", "minutes", DAY),
        (2, "Unread", "Nobody coded this.", 2, "", "", "", "", "", DAY + 52200),
    ],
    "STATEMENTTYPES": [(1, "DNA Statement"), (2, "Annotation")],
    "VARIABLES": [
        (1, "person", "short text", 1),
        (2, "organization", "short text", 1),
        (3, "concept", "short text", 1),
        (4, "agreement", "boolean", 1),
        (5, "note", "long text", 2),
    ],
    "STATEMENTS": [
        (1, 1, 1, *span("we need the pier"), 2),
        (2, 1, 1, *span("we do not 🚢 need it"), 2),
        (3, 2, 1, *span("Mr Smith"), 1),
    ],
    "DATABOOLEAN": [(1, 4, 1), (2, 4, 0)],
    "DATAINTEGER": [],
    "DATALONGTEXT": [(3, 5, "Who is he?")],
}
ENTITIES = [  # id, variable, value, colour, attributes
    (1, 1, "", (0, 0, 0), {}),
    (2, 1, "Ann Smith", (255, 0, 51), {"Type": "Citizen", "Alias": "A. Smith", "Notes": "mayor"}),
    (3, 1, "Jo Jones", (0, 0, 0), {}),
    (4, 2, "Board of Trade", (0, 204, 0), {"Type": "NGO", "Alias": "BoT, Trade"}),
    (5, 2, "", (0, 0, 0), {}),
    (6, 3, "Build the pier.", (0, 0, 0), {}),
    (7, 2, "Harbour Office", (0, 0, 0), {}),
]
VALUES = [(1, 1, 2), (1, 2, 5), (1, 3, 6), (2, 1, 3), (2, 2, 4), (2, 3, 6)]  # statement, variable, entity


def tables_of(version: int, changes: dict[str, Any] | None = None) -> Rows:
    """The tables of a small database; `changes` has other rows for some."""
    tables = dict(TABLES)
    if version == 3:
        kinds = ("Type", "Alias", "Notes")
        tables["ENTITIES"] = [(id, variable, value, *color, None) for id, variable, value, color, _ in ENTITIES]
        tables["ATTRIBUTEVARIABLES"] = [(at, name) for at, name in enumerate(kinds, 1)]
        tables["ATTRIBUTEVALUES"] = [
            (id, at, attributes.get(name, ""))
            for id, _, _, _, attributes in ENTITIES
            for at, name in enumerate(kinds, 1)
        ]
        tables["DATASHORTTEXT"] = list(VALUES)
    else:
        tables["SETTINGS"] = [("version", "2.0 beta 25")]
        tables["DOCUMENTS"] = [(*row[:-1], 1000 * row[-1]) for row in tables["DOCUMENTS"]]
        tables["ATTRIBUTES"] = [
            (id, variable, value, *color, *(attributes.get(name, "") for name in ("Type", "Alias", "Notes")), "")
            for id, variable, value, color, attributes in ENTITIES
        ]
        names = {entity[0]: entity[2] for entity in ENTITIES}
        tables["DATASHORTTEXT"] = [(statement, variable, names[entity]) for statement, variable, entity in VALUES]
    return {**tables, **(changes or {})}


def database(
    version: int = 3, then: Callable[[sqlite3.Connection], Any] | None = None, encoding: str = "UTF-8", **changes: Any
) -> bytes:
    """A database of DNA; `then` does to it what no DNA would."""
    columns = {**COLUMNS, **(VERSION_3 if version == 3 else VERSION_2)}
    columns["CODERS"] = {"ID": int, "Name": str, "Password": str}
    columns |= {table: {column: str if column == "Label" else int} for table, (column, _, _) in COUNTED.items()}
    connection = sqlite3.connect(":memory:")
    connection.execute(f"PRAGMA encoding='{encoding}'")
    for table, kinds in columns.items():
        made = [
            f"{name} {'TEXT' if kind is str else 'INTEGER'}{' PRIMARY KEY' * (name == 'ID')}"
            for name, kind in kinds.items()
        ]
        connection.execute(f"CREATE TABLE {table}({', '.join(made)})")
    for table, rows in tables_of(version, changes).items():
        for row in rows:
            connection.execute(f"INSERT INTO {table} VALUES({', '.join('?' * len(row))})", row)
    connection.commit()
    if then is not None:
        then(connection)
        connection.commit()
    data = connection.serialize()
    connection.close()
    return data


def read(data: bytes, **options: Any) -> am.ArgumentMap:
    return dna.parse(data, source="sample.dna", **options)


def told(m: am.ArgumentMap) -> list[str]:
    return [str(fault).removeprefix("sample.dna: ") for fault in m.report]


def refused(data: bytes) -> str:
    with pytest.raises((am.ParseError, am.ReadError)) as error:
        read(data)
    assert "\n" not in str(error.value)
    return str(error.value).removeprefix("sample.dna: ")


UTC: dict[int, dict[str, Any]] = {2: {"timezone": "UTC"}, 3: {}}
both = pytest.mark.parametrize("version", [2, 3])

ANNOTATION = "statement 3: of the type 'Annotation', which has no variable for a party or a claim"


# -- the map -----------------------------------------------------------------------------------------------------------


@both
def test_positions(version: int) -> None:
    m = read(database(version), **UTC[version])
    assert told(m) == [ANNOTATION]
    assert m.positions["p1"] == am.Position(
        "p1",
        "ann-smith",
        "build-the-pier",
        "asserts",
        date="2005-02-02",
        evidence=am.Evidence("hearing", quote=am.Quote("we need the pier", start=19, end=35)),
        coder="Cora",
        data={"dna": {"id": 1, "statement_type": "DNA Statement"}},
    )
    second = m.positions["p2"]
    assert (second.party, second.on_behalf_of, second.stance) == ("jo-jones", "board-of-trade", "denies")
    assert second.quote == "we do not 🚢 need it"
    assert am.verify(m).note == "2 quotes: 2 exact."
    assert m.positions(party="board-of-trade", rollup=True).column("principal") == ["board-of-trade"]


@both
def test_parties_and_claims(version: int) -> None:
    m = read(database(version))
    assert list(m.parties) == ["ann-smith", "jo-jones", "board-of-trade", "harbour-office"]
    ann = m.parties["ann-smith"]
    assert (ann.kind, ann.aliases) == ("person", ("A. Smith",))
    assert ann.data.to_json() == {
        "color": "#ff0033",
        "Type": "Citizen",
        "Alias": "A. Smith",
        "Notes": "mayor",
        "dna": {"variable": "person", "id": 2},
    }
    trade = m.parties["board-of-trade"]
    assert (trade.kind, trade.aliases, trade.data["Alias"]) == ("organization", (), "BoT, Trade")
    assert m.claims["build-the-pier"].text == "Build the pier."
    assert m.party("A. Smith") is ann


@both
def test_sources(version: int) -> None:
    m = read(database(version), **UTC[version])
    hearing, unread = m.sources.values()
    assert (hearing.title, hearing.kind, hearing.publisher) == ("Hearing", "minutes", "Gazette")
    assert (hearing.authors, str(hearing.date)) == (("Clerk",), "2005-02-02")
    assert hearing.data.to_json() == {"section": "Page 2", "notes": "typed", "coder": "Cora", "dna": {"id": 1}}
    # A document without statements is a source all the same.
    assert (unread.id, str(unread.date), unread.data["time"]) == ("unread", "2005-02-02", "14:30:00")
    assert m.texts == {"hearing": TEXT, "unread": "Nobody coded this."}


def test_both_versions_are_one_map() -> None:
    two, three = read(database(2), timezone="UTC"), read(database(3))
    assert (two.data["dna"]["version"], three.data["dna"]["version"]) == ("2.0 beta 25", "3.0.7")
    same = am.ArgumentMap(data=three.data)
    for kind in ("parties", "sources", "claims", "positions"):
        same.extend(getattr(two, kind).values())
    assert same == three


def test_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "pier.dna"
    path.write_bytes(database())
    with pytest.warns(am.ReadWarning, match="Annotation"):
        m = am.read(path)
    assert len(m.positions) == 2
    am.write(m, tmp_path / "pier.argmap.json")
    assert am.read(tmp_path / "pier.argmap.json") == m
    assert am.read(path, statement_type="DNA Statement", strict=True) == m
    with pytest.raises(am.ValueRefused, match="colour"):
        am.read(path, colour="red")


def test_what_is_not_carried_is_told() -> None:
    data = database(REGEXES=[("CO2",), ("pier",)], STATEMENTLINKS=[(1,)])
    assert told(read(data))[1:] == ["not carried: 2 regular expressions, 1 link of statements"]


# -- qualifiers, and variables of the user's ---------------------------------------------------------------------------


def with_qualifier(kind: str, version: int = 3, **changes: Any) -> bytes:
    variables = [*TABLES["VARIABLES"][:3], (4, "agreement", kind, 1), TABLES["VARIABLES"][4]]
    return database(version, **{"VARIABLES": variables, "DATABOOLEAN": [], **changes})


@both
def test_integer_qualifier(version: int) -> None:
    statements = [(id, 1, 1, 0, 8, 2) for id in (1, 2, 4)]
    shorts = tables_of(version)["DATASHORTTEXT"]
    more = [(4, variable, value) for statement, variable, value in shorts if statement == 1]
    m = read(
        with_qualifier(
            "integer",
            version,
            STATEMENTS=statements,
            DATAINTEGER=[(1, 4, 3), (2, 4, -128), (4, 4, 0)],
            DATASHORTTEXT=[*shorts, *more],
        )
    )
    assert [(one.value, one.stance) for one in m.positions.values()] == [
        (3, "asserts"),
        (-128, "denies"),
        (0, "mentions"),
    ]


def test_category_as_qualifier() -> None:
    entities = tables_of(3)["ENTITIES"]
    data = with_qualifier(
        "short text", ENTITIES=[*entities, (8, 4, "strongly", 0, 0, 0, None)], DATASHORTTEXT=[*VALUES, (1, 4, 8)]
    )
    m = read(data)
    assert [(one.value, one.stance) for one in m.positions.values()] == [("strongly", "mentions"), (None, "mentions")]
    assert "statement 2: no agreement: read as 'mentions'" in told(m)


def test_no_qualifier() -> None:
    variables = [TABLES["VARIABLES"][at] for at in (0, 1, 2, 4)]
    m = read(database(VARIABLES=variables, DATABOOLEAN=[]))
    assert [one.stance for one in m.positions.values()] == ["mentions", "mentions"]
    assert told(m) == [ANNOTATION]
    # One that is there can be left aside; it is kept as data.
    aside = read(database(), agreement="")
    assert [(one.stance, one.data["agreement"]) for one in aside.positions.values()] == [
        ("mentions", True),
        ("mentions", False),
    ]


def test_variables_that_play_no_part_are_kept() -> None:
    variables = [
        *TABLES["VARIABLES"],
        (6, "frame", "short text", 1),
        (7, "strength", "integer", 1),
        (8, "dna", "long text", 1),
    ]
    m = read(
        database(
            VARIABLES=variables,
            ENTITIES=[*tables_of(3)["ENTITIES"], (8, 6, "costs", 0, 0, 0, None)],
            DATASHORTTEXT=[*VALUES, (1, 6, 8)],
            DATAINTEGER=[(1, 7, 5)],
            DATALONGTEXT=[(1, 8, "a helix")],
        )
    )
    assert m.positions["p1"].data.to_json() == {
        "frame": "costs",
        "strength": 5,
        "dna (variable 8)": "a helix",
        "dna": {"id": 1, "statement_type": "DNA Statement"},
    }
    assert any("list of 1 values of 'frame'" in line for line in told(m))


STORIES: dict[str, Any] = {
    "STATEMENTTYPES": [*TABLES["STATEMENTTYPES"], (4, "Story")],
    "VARIABLES": [
        *TABLES["VARIABLES"],
        (11, "narrator", "short text", 4),
        (12, "plot", "short text", 4),
        (13, "Organisation", "short text", 4),
    ],
    "ENTITIES": [
        *tables_of(3)["ENTITIES"],
        (21, 11, "Ann Smith", 0, 0, 0, None),
        (22, 12, "A hero builds a pier.", 0, 0, 0, None),
        (23, 13, "Board of Trade", 0, 204, 0, None),
    ],
    "STATEMENTS": [*TABLES["STATEMENTS"], (9, 4, 1, 0, 8, 1)],
    "DATASHORTTEXT": [*VALUES, (9, 11, 21), (9, 12, 22), (9, 13, 23)],
}


def test_options_name_the_variables() -> None:
    data = database(**STORIES)
    plain = read(data)
    assert "statement 9: of the type 'Story', which has no variable for a claim" in told(plain)
    m = read(data, party="narrator", claim="plot", statement_type="Story")
    assert all(line.startswith("not carried: the list of ") for line in told(m))
    (only,) = m.positions.values()
    assert (only.party, only.on_behalf_of, only.target) == ("ann-smith", "board-of-trade", "a-hero-builds-a-pier")
    assert m.parties["ann-smith"].kind is None  # a narrator may be a person or not
    assert m.parties["board-of-trade"].kind == "organization"


def test_one_value_of_two_types_is_one_record() -> None:
    shared = [*STORIES["VARIABLES"][:-2], (12, "concept", "short text", 4), STORIES["VARIABLES"][-1]]
    entities = [*STORIES["ENTITIES"][:-2], (22, 12, "Build the pier.", 0, 0, 0, None), STORIES["ENTITIES"][-1]]
    m = read(database(**{**STORIES, "VARIABLES": shared, "ENTITIES": entities}))
    assert [one.target for one in m.positions.values()] == ["build-the-pier"] * 3
    assert m.positions["p9"].party == "board-of-trade"
    assert m.parties["board-of-trade"].data["dna"].to_json() == {"variable": "organization", "id": 4, "also": [23]}


def test_organizations_only() -> None:
    m = read(database(), party="organization")
    assert [one.id for one in m.positions.values()] == ["p2"]
    assert (m.positions["p2"].party, m.positions["p2"].on_behalf_of) == ("board-of-trade", None)
    assert m.positions["p2"].data["person"] == "Jo Jones"
    assert "statement 1: no organization: left out" in told(m)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"party": "persn"}, "party='persn': no such variable: did you mean 'person'?"),
        ({"claim": "agreement"}, "claim='agreement': a boolean, expected a short text"),
        ({"claim": "person", "party": "person"}, "claim='person': is the party already"),
        ({"agreement": "note"}, "agreement='note': a long text, expected a boolean or integer or short text"),
        ({"statement_type": "DNA statement"}, "no such type: did you mean 'DNA Statement'?"),
        ({"party": 3}, "party=3: expected the name of a variable"),
        ({"timezone": "Europe/Berlin"}, "timezone: DNA 3 stores dates as they were entered"),
    ],
)
def test_options_that_name_nothing(options: dict[str, Any], message: str) -> None:
    with pytest.raises(am.ValueRefused) as error:
        read(database(), **options)
    assert message in str(error.value)


# -- dates -------------------------------------------------------------------------------------------------------------


def test_midnight_of_another_time_zone() -> None:
    # 2005-02-02 00:00 in Berlin is 2005-02-01 23:00 UTC.
    documents = [(*row[:-1], 1000 * (DAY - 3600)) for row in TABLES["DOCUMENTS"]]
    data = database(2, DOCUMENTS=documents)
    m = read(data)
    assert str(m.positions["p1"].date) == "2005-02-01"
    assert any("2 of 2 documents are not dated at midnight UTC" in line for line in told(m))
    m = read(data, timezone="Europe/Berlin")
    assert str(m.positions["p1"].date) == "2005-02-02"
    assert told(m) == [ANNOTATION]
    for zone in ("Europe/Berlim", "../etc/passwd", "", "Europe", 5):
        with pytest.raises(am.ValueRefused, match="no such time zone"):
            read(data, timezone=zone)


@both
@pytest.mark.parametrize("date", [2**62, -(2**62), None])
def test_dates_beyond_the_calendar(version: int, date: int | None) -> None:
    m = read(database(version, DOCUMENTS=[(*TABLES["DOCUMENTS"][0][:-1], date)]))
    assert m.sources["hearing"].date is None
    assert m.positions["p1"].date is None
    assert any("lies beyond the calendar" in line for line in told(m)) == (date is not None)


def test_dates_before_the_epoch() -> None:
    m = read(database(DOCUMENTS=[(*TABLES["DOCUMENTS"][0][:-1], -86400 * 365)]))
    assert str(m.sources["hearing"].date) == "1969-01-01"


# -- statements that are no positions, and those that are but for their words ------------------------------------------


def test_a_statement_without_what_it_needs() -> None:
    statements = [*TABLES["STATEMENTS"], (4, 1, 1, 0, 8, 2), (5, 1, 9, 0, 8, 2), (6, 8, 1, 0, 8, 2)]
    values = [*VALUES, (4, 1, 1), (4, 2, 5), (5, 1, 2), (5, 3, 6)]
    m = read(database(STATEMENTS=statements, DATASHORTTEXT=values, DATABOOLEAN=[*TABLES["DATABOOLEAN"], (5, 4, 1)]))
    assert told(m) == [
        "statement 4: no person or organization, no concept: left out",
        "statement 5: its document 9 is not there: left out",
        ANNOTATION,
        "statement 6: the type of statement 8 is not there: left out",
    ]
    assert list(m.positions) == ["p1", "p2"]


@pytest.mark.parametrize(
    ("start", "stop"),
    [(90, 200), (-1, 5), (5, 5), (8, 3), (None, 4), (2**62, 2**63 - 1), (0, span("🌊")[0] + 1)],
)
def test_a_span_that_is_none(start: Any, stop: Any) -> None:
    m = read(database(STATEMENTS=[(1, 1, 1, start, stop, 2)]))
    (only,) = m.positions.values()
    assert (only.source, only.quote) == ("hearing", None)
    assert (only.data["dna"]["start"], only.data["dna"]["stop"]) == (start, stop)
    assert any(line.startswith(f"statement 1: {start} to {stop} is no span of document 1") for line in told(m))


def test_values_that_cannot_be() -> None:
    m = read(
        database(
            DATABOOLEAN=[(1, 4, 1), (1, 4, 0), (2, 4, 7), (77, 4, 1)],
            DATAINTEGER=[(1, 4, 1)],
            DATASHORTTEXT=[row for row in VALUES if row != (2, 2, 4)] + [(2, 2, 99)],
        )
    )
    assert told(m) == [
        "statement 1: agreement has two values: left out",
        "statement 2: agreement is 7, expected 0 or 1, organization names the entity 99, which it doesn't have: "
        "left out",
        ANNOTATION,
        "not read: 2 values of no statement, or of no variable of its type",
    ]


def test_values_that_dna_2_never_listed() -> None:
    values = [(1, 1, "Zoe Zed"), (1, 3, "Build the pier.")]
    m = read(database(2, DATASHORTTEXT=values), timezone="UTC")
    assert m.parties["zoe-zed"].data.to_json() == {"dna": {"variable": "person"}}
    assert m.positions["p1"].party == "zoe-zed"


# -- names -------------------------------------------------------------------------------------------------------------


def entities(*rows: tuple[int, int, str], then: list[tuple[Any, ...]] | None = None) -> bytes:
    return database(
        ENTITIES=[*tables_of(3)["ENTITIES"], *((*row, 0, 0, 0, None) for row in rows)],
        ATTRIBUTEVALUES=then or [],
    )


def test_a_person_and_an_organization_of_one_name() -> None:
    m = read(entities((8, 2, "Ann Smith")))
    assert (m.parties["ann-smith"].kind, m.parties["ann-smith-2"].kind) == ("person", "organization")


def test_names_that_differ_in_blanks() -> None:
    m = read(entities((8, 2, "Board of Trade "), (9, 2, " \t")))
    assert m.parties["board-of-trade-2"].name == "Board of Trade"
    assert m.parties["board-of-trade-2"].data["dna"]["value"] == "Board of Trade "
    assert "'Board of Trade' and 'Board of Trade ' differ in blanks only: kept as two parties" in told(m)
    assert len(m.parties) == 5


@pytest.mark.parametrize("alias", ["Jo Jones", "jo-jones", "board of trade", "BoT; Trade", "Ann Smith"])
def test_an_alias_that_is_not_safe(alias: str) -> None:
    m = read(entities(then=[(2, 2, alias)]))
    assert m.parties["ann-smith"].aliases == ()
    assert m.parties["ann-smith"].data["Alias"] == alias


def test_an_alias_of_two() -> None:
    m = read(entities(then=[(2, 2, "The Mayor"), (3, 2, "the mayor"), (4, 2, "BoT")]))
    assert [party.aliases for party in m.parties.values()] == [(), (), ("BoT",), ()]


def test_attributes_that_are_named_as_ours() -> None:
    names = [(1, "dna"), (2, "color")]
    m = read(database(ATTRIBUTEVARIABLES=names, ATTRIBUTEVALUES=[(2, 1, "helix"), (2, 2, "shy")]))
    assert m.parties["ann-smith"].data.to_json() == {
        "color": "shy",
        "dna (attribute)": "helix",
        "dna": {"variable": "person", "id": 2, "color": "#ff0033"},
    }


def test_children_in_a_circle() -> None:
    rows = [(*row[:-1], {2: 3, 3: 2, 4: 4, 6: 99}.get(row[0])) for row in tables_of(3)["ENTITIES"]]
    m = read(database(ENTITIES=rows))
    assert [party.data["dna"].get("child_of") for party in m.parties.values()] == [3, 2, 4, None]
    assert len(m.memberships) == 0


# -- texts -------------------------------------------------------------------------------------------------------------


def raw(connection: sqlite3.Connection, table: str, column: str, data: bytes, id: int = 1) -> None:
    """Put bytes into a column, as a text."""
    connection.execute(f"UPDATE {table} SET {column} = CAST(? AS TEXT) WHERE ID = {id}", (data,))


@pytest.mark.parametrize(
    ("data", "text", "character"),
    [
        (b"one\0two three", "one\ufffdtwo three", "U+0000 at 3"),
        (b"one\x0ctwo three", "one two three", "U+000C at 3"),
        (b"one\xed\xa0\x80two three", "one\ufffdtwo three", "U+D800 at 3"),
        (b"one\xef\xbf\xbftwo\x0bthree", "one\ufffdtwo three", "U+FFFF at 3 and 1 more"),
    ],
)
def test_characters_that_no_text_may_have(data: bytes, text: str, character: str) -> None:
    content = database(STATEMENTS=[(1, 1, 1, 3, 7, 2)], then=lambda db: raw(db, "DOCUMENTS", "Text", data))
    m = read(content)
    assert m.texts["hearing"] == text
    assert m.positions["p1"].quote == text[3:7]
    assert am.verify(m).note == "1 quote: 1 exact."
    assert f"document 1: text: {character} may not stand in a text: replaced, one for one" in told(m)


def test_every_name_may_have_such_characters() -> None:
    def spoil(db: sqlite3.Connection) -> None:
        for table, column, id in (
            ("DOCUMENTS", "Title", 1),
            ("CODERS", "Name", 2),
            ("STATEMENTTYPES", "Label", 1),
            ("ENTITIES", "Value", 2),
            ("ENTITIES", "Value", 6),
            ("ATTRIBUTEVARIABLES", "AttributeVariable", 1),
        ):
            raw(db, table, column, b"a\0b", id)

    m = read(database(then=spoil))
    bad = "a\ufffdb"
    assert m.positions["p1"].coder == bad
    assert m.positions["p1"].data["dna"]["statement_type"] == bad
    assert [m.sources["a-b"].title, m.parties["a-b"].name, m.claims["a-b"].text] == [bad] * 3
    assert m.parties["a-b"].data[bad] == "Citizen"
    am.parse(am.render(m, format="native"), format="native")


def test_surrogate_pairs_as_old_drivers_wrote_them() -> None:
    data = b"a \xed\xa0\xbd\xed\xba\xa2 sails"  # a ship, as two surrogates
    m = read(database(STATEMENTS=[(1, 1, 1, 2, 10, 2)], then=lambda db: raw(db, "DOCUMENTS", "Text", data)))
    assert m.texts["hearing"] == "a 🚢 sails"
    assert m.positions["p1"].quote == "🚢 sails"


@pytest.mark.parametrize("encoding", ["UTF-16le", "UTF-16be"])
def test_databases_in_utf_16(encoding: str) -> None:
    m = read(database(encoding=encoding))
    assert m == read(database())
    assert m.texts["hearing"] == TEXT


def test_carriage_returns() -> None:
    text = "One.\r\nTwo."
    m = read(database(DOCUMENTS=[(1, "Hearing", text, *TABLES["DOCUMENTS"][0][3:])], STATEMENTS=[(1, 1, 1, 6, 10, 2)]))
    assert m.positions["p1"].quote == "Two."
    assert any("carriage returns" in line for line in told(m))


@given(st.text(st.sampled_from("ab🌊\U0010ffff"), max_size=12))
def test_offsets(text: str) -> None:
    units = [at for at, one in enumerate(text) for _ in range(2 if one > "\uffff" else 1)]
    offsets = Offsets(text)
    assert offsets.length == len(units)
    inside = {at + 1 for at in range(len(units) - 1) if units[at] == units[at + 1]}
    for unit in range(-2, len(units) + 3):
        expected = None if unit in inside or not 0 <= unit <= len(units) else ([*units, len(text)])[unit]
        assert offsets.place(unit) == expected


# -- what a hostile file comes to --------------------------------------------------------------------------------------


def test_passwords_are_never_read() -> None:
    data = database()
    assert b"ENCRYPTED-SECRET" in data
    m = read(data)
    held = [repr(one) for kind in ("parties", "sources", "claims", "positions") for one in getattr(m, kind).values()]
    assert "SECRET" not in "".join([*held, repr(m.data), *m.texts.values(), *told(m)])
    with opened(data, "sample.dna", None) as database_:
        assert list(database_.rows("CODERS", COLUMNS["CODERS"])) == [(1, "Admin"), (2, "Cora")]
        for query in (
            "SELECT Password FROM CODERS",
            "SELECT * FROM CODERS",
            "SELECT ID FROM CODERS WHERE Password > ''",
            "SELECT ID FROM CODERS ORDER BY Password",
        ):
            with pytest.raises(sqlite3.DatabaseError, match=r"access to CODERS\.Password is prohibited"):
                database_._connection.execute(query)
    # And not even then, when somebody adds the column to what is wanted: the schema doesn't name it.
    assert "Password" not in COLUMNS["CODERS"]


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM DOCUMENTS",
        "CREATE TABLE x(y)",
        "ATTACH ':memory:' AS other",
        "PRAGMA writable_schema=ON",
        "SELECT load_extension('x')",
        "SELECT zeroblob(1000000000)",
        "SELECT count(*) FROM sqlite_master, DOCUMENTS",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n",
        "SELECT name FROM pragma_database_list",
    ],
)
def test_nothing_runs_but_reading(query: str) -> None:
    with opened(database(), "sample.dna", None) as database_:
        list(database_.rows("DOCUMENTS", COLUMNS["DOCUMENTS"]))
        with pytest.raises((sqlite3.DatabaseError, sqlite3.OperationalError), match=r"not authorized|prohibited"):
            database_._connection.execute(query)


def test_a_view_or_a_trigger_for_a_table() -> None:
    def view(db: sqlite3.Connection) -> None:
        db.execute("ALTER TABLE CODERS RENAME TO HIDDEN")
        db.execute("CREATE VIEW CODERS AS SELECT ID, Password AS Name FROM HIDDEN")

    assert refused(database(then=view)) == "CODERS is a view, expected a plain table"

    def trigger(db: sqlite3.Connection) -> None:
        db.execute("CREATE TRIGGER t AFTER UPDATE ON DOCUMENTS BEGIN DELETE FROM STATEMENTS; END")
        db.execute("CREATE VIEW other AS SELECT * FROM CODERS")

    assert len(read(database(then=trigger)).positions) == 2  # neither is ever run


def test_a_virtual_table() -> None:
    def virtual(db: sqlite3.Connection) -> None:
        db.execute("DROP TABLE REGEXES")
        db.execute("PRAGMA writable_schema=ON")
        db.execute(
            "INSERT INTO sqlite_master "
            "VALUES('table', 'REGEXES', 'REGEXES', 0, 'CREATE VIRTUAL TABLE REGEXES USING x(y)')"
        )

    assert refused(database(then=virtual)) == "REGEXES is a virtual table, expected a plain table"


def test_a_column_that_is_computed() -> None:
    def computed(db: sqlite3.Connection) -> None:
        db.execute("DROP TABLE REGEXES")
        db.execute("CREATE TABLE REGEXES(n INTEGER, Label TEXT AS (hex(zeroblob(n * 1000000000))))")
        db.execute("INSERT INTO REGEXES VALUES(0)")

    assert refused(database(then=computed)) == "table REGEXES: column 'Label' is computed, expected what was stored"


def test_an_index_that_is_not_its_table() -> None:
    def index(db: sqlite3.Connection) -> None:
        db.execute("CREATE INDEX some ON REGEXES(Label) WHERE Label > 'm'")

    assert "2 regular expressions" in told(read(database(REGEXES=[("a",), ("z",)], then=index)))[-1]


def test_more_than_a_file_can_hold() -> None:
    def swell(db: sqlite3.Connection) -> None:
        db.execute("DROP TABLE REGEXES")
        db.execute("CREATE TABLE REGEXES(n INTEGER)")
        db.executemany("INSERT INTO REGEXES VALUES(?)", [(n,) for n in range(3000)])
        db.execute(f"ALTER TABLE REGEXES ADD COLUMN Label TEXT DEFAULT '{'x' * 3000}'")

    assert refused(database(then=swell)) == (
        "table REGEXES yields more than the file can hold: the database is damaged"
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"DOCUMENTS": [(1, b"\0\1", "x", 1, "", "", "", "", "", DAY)]}, "table DOCUMENTS, ID 1: Title is binary data"),
        ({"DOCUMENTS": [(1, "x", "x", 1, "", "", "", "", "", "Monday")]}, "table DOCUMENTS, ID 1: Date is a text"),
        ({"DOCUMENTS": [(1, "x", "x", 1, "", "", "", "", "", 1.5)]}, "Date is a number with a fraction (1.5)"),
        ({"STATEMENTS": [(1, 1, 1, b"\1", 5, 2)]}, "table STATEMENTS, ID 1: Start is binary data"),
        (
            {"DATABOOLEAN": [(1, 4, "yes")]},
            "table DATABOOLEAN, row 1: Value is a text ('yes'), expected a whole number",
        ),
        ({"DATASHORTTEXT": [(1, 1, "Ann Smith")]}, "table DATASHORTTEXT, row 1: Entity is a text"),
        ({"SETTINGS": [("version", "2.0 beta 25")]}, "written by DNA 2.0 beta 25, but with the tables of DNA 3"),
    ],
)
def test_values_of_the_wrong_type(changes: dict[str, Any], message: str) -> None:
    assert message in refused(database(**changes))


def test_ids_that_are_not_unique() -> None:
    def twice(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE twin AS SELECT * FROM STATEMENTS UNION ALL SELECT * FROM STATEMENTS")
        db.execute("DROP TABLE STATEMENTS")
        db.execute("ALTER TABLE twin RENAME TO STATEMENTS")

    assert refused(database(then=twice)) == "table STATEMENTS: two rows have the ID 1"

    def none(db: sqlite3.Connection) -> None:
        twice(db)
        db.execute("UPDATE STATEMENTS SET ID = NULL")

    assert refused(database(then=none)) == "table STATEMENTS: a row has no ID"


def test_tables_and_columns_that_are_not_there() -> None:
    assert refused(database(then=lambda db: db.execute("DROP TABLE STATEMENTS"))) == (
        "no table STATEMENTS: is it a database of DNA 2 or 3?"
    )
    assert refused(database(then=lambda db: db.execute("ALTER TABLE STATEMENTS DROP COLUMN Stop"))) == (
        "table STATEMENTS has no column Stop: is it a database of DNA 2 or 3?"
    )
    # What early versions did not have.
    fewer = database(2, then=lambda db: [db.execute(f"DROP TABLE {name}") for name in ("ATTRIBUTES", "SETTINGS")])
    assert len(read(fewer, timezone="UTC").positions) == 2
    other = sqlite3.connect(":memory:")
    other.execute("CREATE TABLE songs(title)")
    other.commit()
    assert refused(other.serialize()) == "a SQLite database, but none of DNA 2 or 3: it has no such tables"
    other.close()


def test_no_database() -> None:
    assert refused(b"") == "an empty file: expected a database of DNA 2 or 3"
    assert refused(b"PK\3\4" + bytes(600)) == "no SQLite database: expected a database of DNA 2 or 3"
    assert "a file of DNA 1" in refused(b'<?xml version="1.0"?><dna></dna>')
    assert refused(database()[:99]) == "the database is damaged: it ends early, after 99 bytes"
    with pytest.raises(am.ParseError, match="bytes, not a text"):
        dna.parse("SQLite format 3\0")


def test_texts_that_are_not_utf_8() -> None:
    data = database(then=lambda db: raw(db, "DOCUMENTS", "Title", b"caf\xe9 noir"))
    assert refused(data) == "table DOCUMENTS: a text is not UTF-8 (byte 0xE9)"


def test_files_that_another_program_has_open(tmp_path: Path) -> None:
    path = tmp_path / "pier.dna"
    data = database()
    path.write_bytes(data[:18] + b"\2\2" + data[20:])
    with pytest.warns(am.ReadWarning):
        m = am.read(path)
    assert m == read(data)
    (tmp_path / "pier.dna-wal").write_bytes(b"changes")
    with pytest.raises(am.ParseError, match=r"its newest changes stand in pier\.dna-wal"):
        am.read(path)
    path.write_bytes(data)
    (tmp_path / "pier.dna-journal").write_bytes(bytes(512))  # finished
    with pytest.warns(am.ReadWarning):
        am.read(path)
    (tmp_path / "pier.dna-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504))
    with pytest.raises(am.ParseError, match=r"pier\.dna-journal holds a change that was not finished"):
        am.read(path)


WHOLE = {version: database(version, **(STORIES if version == 3 else {})) for version in (2, 3)}


@both
def test_a_file_that_ends_early(version: int) -> None:
    whole = WHOLE[version]
    for size in range(0, len(whole), 1500):
        assert "damaged" in (message := refused(whole[:size])) or size == 0, message


@both
@settings(max_examples=300)
@given(data=st.data())
def test_a_file_with_wrong_bytes(version: int, data: st.DataObject) -> None:
    """A map or one of our own errors; never an error of SQLite's, and never without end."""
    spoilt = bytearray(WHOLE[version])
    for _ in range(data.draw(st.integers(1, 8))):
        page = data.draw(st.integers(0, len(spoilt) // 4096 - 1)) * 4096
        at = page + data.draw(st.one_of(st.integers(0, 120), st.integers(3000, 4095)))
        spoilt[at] = data.draw(st.integers(0, 255))
    try:
        m = read(bytes(spoilt))
    except am.ArgmapError:
        return
    am.parse(am.render(m, format="native"), format="native")


# -- DNA's own samples -------------------------------------------------------------------------------------------------


def sample(version: int, tmp_path: Path) -> am.ArgumentMap:
    path = tmp_path / f"dna{version}.dna"
    path.write_bytes(gzip.decompress((CORPUS / f"dna{version}_sample.dna.gz").read_bytes()))
    with pytest.warns(am.ReadWarning):
        return am.read(path)


@needs_samples
@both
def test_samples(version: int, tmp_path: Path) -> None:
    m = sample(version, tmp_path)
    assert repr(m) == "<ArgumentMap: 14 parties, 7 sources, 6 claims, 40 positions>"
    assert am.verify(m).note == "40 quotes: 40 exact."
    assert sum(one.stance == "asserts" for one in m.positions.values()) == 29
    assert sum(one.on_behalf_of is not None for one in m.positions.values()) == 40
    annotation, rest = told(m)[0], told(m)[1]
    assert f"statement {41 if version == 2 else 5}: of the type 'Annotation'" in annotation
    assert "not carried: 6 regular expressions" in rest


@needs_samples
def test_samples_are_one_map_but_for_their_numbers(tmp_path: Path) -> None:
    two, three = sample(2, tmp_path), sample(3, tmp_path)
    assert two.texts == three.texts
    assert two.sources == three.sources

    def without_numbers(m: am.ArgumentMap, kind: str) -> list[Any]:
        """Records without the numbers that DNA gave them, which its converter gave anew."""
        made = []
        for one in getattr(m, kind).values():
            data = one.data.to_json()
            del data["dna"]["id"]
            fields = {name: getattr(one, name) for name in one.__dataclass_fields__ if name not in ("id", "data")}
            made.append((one.id if kind != "positions" else "", sorted(fields.items()), data))
        return sorted(made, key=repr)

    for kind in ("parties", "claims", "positions"):
        assert without_numbers(two, kind) == without_numbers(three, kind), kind


@needs_samples
def test_the_sample_is_its_event_list(tmp_path: Path) -> None:
    m = sample(3, tmp_path)
    with (CORPUS / "derived_dna_sample_eventlist.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) == 40
    for row in rows:
        one = m.positions[f"p{row['statement_id']}"]
        assert m.parties[one.party].name == row["person"]
        assert m.parties[one.on_behalf_of or ""].name == row["organization"]
        assert m.claims[one.target].text == row["concept"]
        assert one.stance == ("asserts" if row["agreement"] == "1" else "denies")
        assert f"{one.date} 00:00:00" == row["time"]
        assert m.sources[one.source or ""].title == row["document_title"]


def test_the_authorizer_is_in_force_before_anything_is_read() -> None:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(database())
    database_ = Database(connection, "sample.dna", 1 << 20)
    with pytest.raises(sqlite3.DatabaseError, match="prohibited"):
        connection.execute("SELECT Title FROM DOCUMENTS")  # nobody has asked for it yet
    list(database_.rows("DOCUMENTS", {"ID": int}))
    with pytest.raises(sqlite3.DatabaseError, match="prohibited"):
        connection.execute("SELECT Title FROM DOCUMENTS")
    connection.close()
