"""Coding sheets: what is found in whose column, what each cell means, and that nothing is guessed or passed over."""

from __future__ import annotations

import contextlib
import datetime
import io
import re
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import argmap as am
from argmap.formats.coding import dating, headings
from argmap.formats.coding.decoding import repaired
from argmap.formats.coding.stances import StanceColumn


def read(text: str | bytes, **options: Any) -> am.ArgumentMap:
    return am.parse(text, format="coding", source="sheet.csv", **options)


def told(text: str | bytes, **options: Any) -> tuple[am.ArgumentMap, list[str]]:
    """The map, and what its report says, of a sheet that is not read without a word."""
    with pytest.warns(am.ReadWarning):
        m = read(text, **options)
    assert m.report
    return m, [str(one) for one in m.report]


def faults(text: str | bytes, **options: Any) -> list[str]:
    with pytest.raises((am.ReadError, am.ParseError)) as error:
        read(text, **options)
    several = error.value.errors if isinstance(error.value, am.ReadError) else [error.value]
    return [str(one) for one in several]


def said(m: am.ArgumentMap) -> list[tuple[Any, ...]]:
    return [(p.party, p.stance, p.target) for p in m.positions.values()]


def book(*sheets: tuple[str, list[list[Any]]], change: Callable[[Any], None] | None = None) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    if change is not None:
        change(made)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


# -- columns -----------------------------------------------------------------------------------------------------------


def test_a_whole_sheet() -> None:
    m = read(
        "Person;Organisation;Concept;Agreement;Date;Document Title;Source;Text;Page;Coder;Framing\n"
        "Ada Rowan;Port Company;The pier should be built.;yes;2018-03-07;Pier opens;Gazette;we  want it;12;K;trade\n"
        ";Town Council;The pier should be built.;no;;Minutes;;;;;\n"
        "Bo;;It blocks the view.;;2018;Pier opens;Gazette;;;;\n"
    )
    assert m.report == ()
    assert m.positions["p1"] == am.Position(
        "p1",
        "ada-rowan",
        "the-pier-should-be-built",
        "asserts",
        date="2018-03-07",
        evidence=am.Evidence("pier-opens", quote="we  want it", locator="12"),
        on_behalf_of="port-company",
        coder="K",
        data={"Framing": "trade"},
    )
    assert m.positions["p2"] == am.Position(
        "p2", "town-council", "the-pier-should-be-built", "denies", evidence="minutes"
    )
    assert (m.positions["p3"].party, m.positions["p3"].stance) == ("bo", "mentions")
    # The same title in another year may be another document; nothing says that it is the same.
    assert [(s.id, s.title, s.publisher) for s in m.sources.values()] == [
        ("pier-opens", "Pier opens", "Gazette"),
        ("minutes", "Minutes", None),
        ("pier-opens-2", "Pier opens", "Gazette"),
    ]
    assert [(p.id, p.name, p.kind) for p in m.parties.values()] == [
        ("port-company", "Port Company", "organization"),
        ("ada-rowan", "Ada Rowan", "person"),
        ("town-council", "Town Council", "organization"),
        ("bo", "Bo", "person"),
    ]


@pytest.mark.parametrize(
    ("party", "claim", "stance"),
    [
        ("party", "claim", "stance"),
        ("Actor", "CONCEPT", "Agreement"),
        (" Speaker ", "category", "position"),
        ("Organisation(s)", "Topic", "alignment"),
        ("actor_name", "Target", "Stance:"),
        ("Person", "con-cept", "agreement?"),
    ],
)
def test_headings(party: str, claim: str, stance: str) -> None:
    m = read(f"{party},{claim},{stance}\nAda,Build it.,no\n")
    assert said(m) == [("ada", "denies", "build-it")]
    assert not m.positions["p1"].data


def test_messy_headings_are_named() -> None:
    text = "Who said it?;Belief, in short;Yes/No\nAda;Build it.;no\n"
    m = read(text, columns={"party": "who said it", "claim": "Belief, in short", "agreement": 3})
    assert said(m) == [("ada", "denies", "build-it")]
    assert faults(text, columns={"party": "Who sayd it?", "claim": 9}) == [
        "sheet.csv:1: columns['party']: no column 'Who sayd it?' for the party: did you mean 'Who said it?'?",
        "sheet.csv:1: columns['claim']: no column 9: there are 3",
    ]


def test_several_columns_together_and_none() -> None:
    text = "id,first,last,claim,mode,year,month\n7,Ada, Rowan,Build it.,car,2018,3\n"
    m = read(text, columns={"person": ["first", "last"], "id": None, "mode": None, "date": ["year", "month"]})
    (one,) = m.positions.values()
    assert (one.id, one.party, str(one.date), one.data.to_json()) == (
        *("p1", "ada-rowan", "2018-03"),
        {"id": "7", "mode": "car"},
    )
    assert faults(text, columns={"person": "last"}) == [
        "sheet.csv:2:5: mode: unknown mode 'car' (one of direct, paraphrase, nested, act, imputed, own); "
        'columns={"mode": None} leaves that column to free data'
    ]


def test_what_may_be_two_columns_is_asked() -> None:
    assert faults("speaker,party,claim\nMerkel,CDU,x\n") == [
        "sheet.csv:1:1: 'party' and 'speaker' may each be who holds the position: say "
        'columns={"person": \'speaker\', "organization": \'party\'}, or columns={"party": …}'
    ]
    m = read("speaker,party,claim\nMerkel,CDU,x\n", columns={"person": "speaker", "organization": "party"})
    assert (m.positions["p1"].party, m.positions["p1"].on_behalf_of) == ("merkel", "cdu")
    m = read("speaker,party,claim\nMerkel,CDU,x\n", columns={"party": "party"})
    assert (m.positions["p1"].party, m.positions["p1"].data.to_json()) == ("cdu", {"speaker": "Merkel"})
    (fault,) = faults("claim,actor,Actor\nx,a,b\n")
    assert fault.startswith("sheet.csv:1:3: 'actor' (column 2) and 'Actor' (column 3) may each be the party: say which")
    (fault,) = faults("party,concept,proposition\na,b,c\n")
    assert "may each be the claim" in fault


def test_an_earlier_word_goes_first_and_the_other_is_kept() -> None:
    m = read("party,claim,category,date,time,text,quote\na,x,economy,2018,12:30,long,short\n")
    (one,) = m.positions.values()
    assert (one.target, str(one.date), one.quote) == ("x", "2018", "short")
    assert one.data.to_json() == {"category": "economy", "time": "12:30", "text": "long"}


def test_free_data_under_its_heading() -> None:
    m = read('party,claim,Note,,note ,Note,data.n,data (JSON)\na,x,one,two,three, four ,[1],"{""k"": null}"\n')
    assert m.positions["p1"].data.to_json() == {
        "Note": "one",
        "column 4": "two",
        "note": "three",
        "Note (2)": "four",
        "n": [1],
        "k": None,
    }


def test_what_is_missing_and_which_row_looks_like_a_header() -> None:
    text = "A study of piers, 2018;;\n;;\nActor;Concept;Agreement\nAda;x;yes\n"
    found = faults(text)
    assert [one.split(":")[1] for one in found] == ["1", "1"]
    assert "no column for the party" in found[0]
    assert "no column for the claim" in found[1]
    assert "  row 3 ('Actor', 'Concept', 'Agreement') looks like a header: say header=3" in found[0]
    assert said(read(text, header=3)) == [("ada", "asserts", "x")]
    assert faults(text, header=2) == ["sheet.csv:2: nothing in row 2: expected a row with the headings"]


def test_a_default_is_said_not_guessed() -> None:
    text = "Tweet,Stance,Party\nno pier!,AGAINST,\nbuild!,FAVOR,Bo\n"
    m = read(text, default={"party": "a user", "claim": "the pier", "coder": "K"}, columns={"quote": "Tweet"})
    assert said(m) == [("a-user", "denies", "the-pier"), ("bo", "asserts", "the-pier")]
    assert {p.coder for p in m.positions.values()} == {"K"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"collumns": {}}, "coding takes no option 'collumns': did you mean 'columns'? (it takes columns, agreement,"),
        ({"columns": ["party"]}, "expected a mapping such as"),
        ({"columns": {"prty": "x"}}, "'prty' is nothing that a column may hold: did you mean 'party'?"),
        ({"columns": {"party": 0}}, "expected a heading, the number of a column"),
        ({"columns": {"party": True}}, "expected a heading, the number of a column"),
        ({"default": {"party": " "}}, "expected a text"),
        ({"agreement": {"ja": "assert"}}, "no stance: did you mean 'asserts'?"),
        ({"agreement": {1.5: "asserts"}}, "expected a word or a whole number"),
        ({"aliases": {"A": "B", "B": "C"}}, "'A' stands for 'B', which is itself an alias"),
        ({"dayfirst": "yes"}, "dayfirst='yes': expected True or False"),
        ({"dayfirst": 1}, "dayfirst=1: expected True or False"),
        ({"bad_rows": "skip"}, "expected 'raise' or 'report'"),
        ({"delimiter": "|"}, "expected ',' or ';' or"),
        ({"quoting": "all"}, "expected 'csv' or 'none'"),
        ({"encoding": "klingon"}, "no such encoding"),
        ({"encoding": "hex"}, "no encoding of texts"),
        ({"encoding": 8}, "no such encoding"),
        ({"header": 0}, "expected the number of a row, from 1"),
        ({"sheet": 1.5}, "expected a text"),
        ({"mojibake": "mend"}, "expected 'report' or 'repair'"),
    ],
)
def test_options_are_checked(options: dict[str, Any], words: str) -> None:
    with pytest.raises(am.ValueRefused) as error:
        read("party,claim\na,x\n", **options)
    assert words in str(error.value)


def test_options_of_other_formats(tmp_path: Path) -> None:
    with pytest.raises(am.ValueRefused, match="native takes no option 'columns'"):
        am.parse('{"argmap": 1}', format="native", columns={})
    am.write(am.ArgumentMap(), tmp_path / "m")
    with pytest.raises(am.ValueRefused, match="tables takes no option 'header'"):
        am.read(tmp_path / "m", header=1)
    with pytest.raises(am.ValueRefused, match="xlsx takes no option 'hader': did you mean 'header'"):
        am.parse(b"", format="xlsx", hader=1)
    assert "@prefix" in am.render(am.ArgumentMap(), format="turtle", base="https://example.org/")


# -- agreement ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "meanings"),
    [
        ("yes No", "asserts denies"),
        ("TRUE false", "asserts denies"),
        ("y N", "asserts denies"),
        ("1 0", "asserts denies"),
        ("1", "asserts"),
        ("1.0 0.0", "asserts denies"),
        ("+ -", "asserts denies"),
        ("+ −", "asserts denies"),
        ("1 0 -1", "asserts:1 mentions:0 denies:-1"),
        ("−1 +1", "denies:-1 asserts:1"),
        ("-3 0 2", "denies:-3 mentions:0 asserts:2"),
        ("agree Disagrees", "asserts denies"),
        ("FAVOR AGAINST NONE", "asserts denies mentions:NONE"),
        ("pro contra", "asserts denies"),
        ("support oppose", "asserts denies"),
        ("asserts concedes Questions reserves", "asserts concedes questions reserves"),
        ("strongly_agree disagree neutral", "asserts:strongly_agree denies mentions:neutral"),
        ("in_favour against", "asserts denies"),
        ("1 yes 0 no", "asserts asserts denies denies"),
    ],
)
def test_agreement(texts: str, meanings: str) -> None:
    cells = [text.replace("_", " ") for text in texts.split()]
    m = read("party,claim,agreement\n" + "".join(f"a,x,{cell}\n" for cell in cells))
    found = [p.stance if p.value is None else f"{p.stance}:{p.value}" for p in m.positions.values()]
    assert found == [meaning.replace("_", " ") for meaning in meanings.split()]
    assert all(isinstance(p.value, int) for p in m.positions.values() if re.fullmatch(r"-?\d", str(p.value)))


def test_a_scale_without_negative_numbers_has_no_middle() -> None:
    text = "party,claim,agreement\na,x,1\na,y,5\n"
    m, report = told(text)
    assert [(p.stance, p.value) for p in m.positions.values()] == [("mentions", 1), ("mentions", 5)]
    assert report == [
        "sheet.csv:1:3: agreement: numbers from 1 to 5, none of them negative: kept as value, with the stance "
        '\'mentions\'; agreement={"1": "denies", …} says what they mean'
    ]
    m = read(text, agreement={1: "denies", "5": "asserts"})
    assert [(p.stance, p.value) for p in m.positions.values()] == [("denies", 1), ("asserts", 5)]


def test_zero_alone_may_mean_two_things() -> None:
    text = "party,claim,agreement\na,x,0\nb,x,0\n"
    found = faults(text)
    assert len(found) == 2
    assert "somebody denies, or takes no side" in found[0]
    assert said(read(text, agreement={0: "denies"})) == [("a", "denies", "x"), ("b", "denies", "x")]


def test_words_of_other_languages_are_told_by_the_user() -> None:
    text = "party,claim,agreement\na,x,Ja\nb,x,nein\nc,x,jein\n"
    m, report = told(text)
    assert [(p.stance, p.value) for p in m.positions.values()] == [
        ("mentions", "Ja"),
        ("mentions", "nein"),
        ("mentions", "jein"),
    ]
    assert "no word of agreement that is known ('Ja', 'nein', 'jein'): kept as categories" in report[0]
    assert faults(text, agreement={"ja": "asserts", "nein": "denies"}) == [
        "sheet.csv:4:3: agreement: unknown agreement 'jein': did you mean 'nein'?"
    ]


def test_a_word_that_may_be_misspelt() -> None:
    assert faults("party,claim,agreement\na,x,agree\nb,x,dissagree\nc,x,-\n") == [
        "sheet.csv:3:3: agreement: unknown agreement 'dissagree': did you mean 'disagree'?",
        "sheet.csv:4:3: agreement: unknown agreement '-'",
    ]


def test_a_stance_and_a_value() -> None:
    m = read('party,claim,stance,value\na,x,denies,3\na,x,asserts,strong\na,x,mentions,"""3"""\n')
    assert [p.value for p in m.positions.values()] == [3, "strong", "3"]
    m = read("party,claim,agreement,value\na,x,-2,high\na,x,1,\n")
    assert [(p.stance, p.value, p.data.to_json()) for p in m.positions.values()] == [
        ("denies", "high", {"agreement": "-2"}),
        ("asserts", 1, {}),
    ]


@given(st.lists(st.text(max_size=6)))
def test_every_text_of_a_stance_column_is_told(texts: list[str]) -> None:
    column = StanceColumn(dict.fromkeys(texts), {})
    for text in texts:
        assert (text in column.meanings) + (text in column.unknown) == 1 or not text.strip()


# -- dates -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2018", "2018"),
        ("2018.0", "2018"),
        ("2018-03", "2018-03"),
        ("2018-3-7", "2018-03-07"),
        ("2018/03/07", "2018-03-07"),
        ("2018/03", "2018-03"),
        ("03/2018", "2018-03"),
        ("20180307", "2018-03-07"),
        ("13.04.2018", "2018-04-13"),
        ("04/13/2018", "2018-04-13"),
        ("3. 3. 2018", "2018-03-03"),
        ("7 March 2018", "2018-03-07"),
        ("March 7th, 2018", "2018-03-07"),
        ("7-Mar-2018", "2018-03-07"),
        ("Sept. 2018", "2018-09"),
        ("2016/2018", "2016/2018"),
        ("2018~", "2018~"),
        ("2018-21", "2018-21"),
        ("2018-03-07 00:00:00", "2018-03-07"),
        ("2018-03-07T00:00:00", "2018-03-07"),
        ("2018-03-07T12:30:00Z", "2018-03-07T12:30:00Z"),
        ("\u00a02018\u00a0", "2018"),
    ],
)
def test_dates(text: str, date: str) -> None:
    m = read(f'party,claim,date\na,x,"{text}"\n')
    assert str(m.positions["p1"].date) == date
    assert not m.positions["p1"].data


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("03/04/2018", "may be 3 April or 4 March: say dayfirst=True or dayfirst=False"),
        ("03.04.2018", "may be 3 April or 4 March"),
        ("03/04/18", "its century is not told"),
        ("31/02/2018", "2018-02 has the days 01 to 28"),
        ("2018-02-29", "2018-02 has the days 01 to 28"),
        ("13/13/2018", "there is no month 13"),
        ("2018-13", "there is no month 13"),
        ("2018/21", "there is no month 21"),
        ("2011/12", "may be a month, or two years"),
        ("43166", "a spreadsheet's number for a day?"),
        ("last week", "expected 2018, 2018-03"),
        ("March", "its year is not told"),
        ("7. März 2018", "expected 2018, 2018-03"),
        ("1" * 500, "is no date"),
    ],
)
def test_no_date_is_guessed(text: str, words: str) -> None:
    (fault,) = faults(f"party,claim,When\na,x,{text}\n", columns={"date": "When"})
    assert fault.startswith("sheet.csv:2:3: When: ")
    assert words in fault


def test_the_day_first_or_the_month() -> None:
    # Another date of the column does not decide: who typed it may not have typed the first.
    text = "party,claim,date\na,x,03/04/2018\na,y,13/04/2018\n"
    assert len(faults(text)) == 1
    m = read(text, dayfirst=True)
    assert [str(p.date) for p in m.positions.values()] == ["2018-04-03", "2018-04-13"]
    (fault,) = faults(text, dayfirst=False)
    assert "sheet.csv:3:3: date: '13/04/2018' is no date: there is no month 13" in fault


def test_blank_dates_undated_and_times() -> None:
    m = read("party,claim,created_at\na,x,\na,x, n.d.\na,x,2016-07-02 17:40:43 UTC\n")
    one, two, three = m.positions.values()
    assert one.date is None
    assert two.date == am.Date(text="n.d.")
    assert (three.date, three.data.to_json()) == (am.Date("2016-07-02"), {"created_at": "2016-07-02 17:40:43 UTC"})


@given(st.text(max_size=30) | st.from_regex(r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}( \d\d:\d\d)?", fullmatch=True))
def test_a_date_or_one_clear_error(text: str) -> None:
    for dayfirst in (None, True, False):
        try:
            date, _ = dating.date_of(text, dayfirst)
        except am.DateError:
            continue
        assert isinstance(date, am.Date)


# -- names -------------------------------------------------------------------------------------------------------------


def test_stray_blanks_are_no_other_party() -> None:
    m = read("party,claim\nEFF,Build it.\n EFF\u00a0,Build  it. \n\u2003EFF,\u00a0Build it.\n")
    assert (len(m.parties), len(m.claims), m.report) == (1, 1, ())


def test_spellings_are_reported_not_merged() -> None:
    m, report = told("party,claim\nO'Brien,Build it.\nO’Brien,build it\nO'BRIEN,x\n")
    assert len(m.parties) == 3
    assert report == [
        "sheet.csv:3:1: party: \"O'Brien\" (row 2) and 'O’Brien' (row 3) and \"O'BRIEN\" (row 4) differ in case or "
        'signs only: they are 3 parties; aliases={"…": "…"} makes them one',
        "sheet.csv:3:2: claim: 'Build it.' (row 2) and 'build it' (row 3) differ in case or signs only: they are 2 "
        "claims",
    ]


def test_aliases() -> None:
    text = "party,organization,claim\nCloudfare,,x\nAda,Cloudflare,x\nCloud  Flare,,y\n"
    m = read(text, aliases={"Cloudfare": "Cloudflare", "Cloud Flare": " Cloudflare", "unused": "Nobody"})
    assert said(m) == [("cloudflare", "mentions", "x"), ("ada", "mentions", "x"), ("cloudflare", "mentions", "y")]
    assert m.positions["p2"].on_behalf_of == "cloudflare"
    assert m.parties["cloudflare"].aliases == ("Cloudfare", "Cloud Flare")
    assert "nobody" not in m.parties


def test_a_party_with_a_key_of_the_sheet() -> None:
    text = "author/id,author/name,claim\n7,Ada,x\n8,Ada,y\n7,A. Rowan,z\n"
    m, report = told(text, columns={"party": "author/name"})
    assert [(p.id, p.name, p.aliases, p.data.to_json()) for p in m.parties.values()] == [
        ("ada", "Ada", ("A. Rowan",), {"author/id": "7"}),
        ("ada-2", "Ada", (), {"author/id": "8"}),
    ]
    assert any("'Ada' stands for 2 parties, by their keys" in one for one in report)
    assert any("'Ada' and 'A. Rowan' have one key" in one for one in report)
    (fault,) = faults(text + ",Ada,w\n", columns={"party": "author/name"})
    assert "'Ada' may be any of 2, which differ by their keys" in fault


def test_ids_are_those_that_a_map_makes() -> None:
    texts = ["Build it.", "Build it!", "Build it?", "👍", "👍👍", "Build it 2", "build-it-2"]
    m = am.ArgumentMap()
    made = [m.add_claim(text).id for text in texts]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", am.ReadWarning)
        found = read("party,claim\n" + "".join(f"a,{text}\n" for text in texts))
    assert list(found.claims) == made


def test_ids_of_the_sheet() -> None:
    # Two claims with one text and an id each are two on purpose: no word of that in the report.
    m = read("ID,party,claim,claim_id,party_id\n10,Ada,Build it.,c9,ada-1\n,Bo,Build it.,c8,\n11,,,c9,ada-1\n")
    assert [(p.id, p.party, p.target) for p in m.positions.values()] == [
        ("10", "ada-1", "c9"),
        ("p1", "bo", "c8"),
        ("11", "ada-1", "c9"),
    ]
    found = faults("id,party,claim\n10,a,x\n10,b,x\na b,c,x\n")
    assert found == [
        "sheet.csv:3:1: id: the id '10' stands in row 2 as well; "
        'columns={"id": None} leaves that column to free data',
        "sheet.csv:4:1: id: id 'a b': white space may not stand in an id",
    ]


def test_documents() -> None:
    m = read("party,claim,source\na,x,Gazette\na,y,Gazette\na,z,\n")
    assert [(s.id, s.title) for s in m.sources.values()] == [("gazette", "Gazette")]
    assert m.positions["p3"].evidence == ()
    m = read(
        "party,claim,url,author,publication date,document type,citation,title\n"
        "a,x,https://e.org/1,Rowan; Bo,2018,letter,Rowan 2018,Pier\n"
        "a,x,https://e.org/2,,,,,Pier\n"
    )
    assert list(m.sources.values()) == [
        am.Source(
            "pier",
            "Pier",
            kind="letter",
            authors=["Rowan", "Bo"],
            date="2018",
            url="https://e.org/1",
            citation="Rowan 2018",
        ),
        am.Source("pier-2", "Pier", url="https://e.org/2"),
    ]


def test_a_document_of_which_rows_differ() -> None:
    m, report = told("party,claim,document_id,document_title,author\na,x,1,Pier,Bo\na,y,1,Pier,Cy\n")
    (source,) = m.sources.values()
    assert (source.title, source.authors, source.data.to_json()) == ("Pier", ("Bo",), {"document_id": "1"})
    assert report == ["sheet.csv:2: 1 documents of which rows say different things (authors): the first is kept"]


def test_imputed_is_marked() -> None:
    m = read("party,imputed_to,imputed_by,claim\n,Cloudflare,ALS Scan,x\nALS Scan,,,y\n")
    one, two = m.positions.values()
    assert (one.party, one.mode, one.imputed_by) == ("cloudflare", "imputed", "als-scan")
    assert (two.party, two.mode) == ("als-scan", None)
    assert "imputed_to beside a party" in faults("party,imputed_to,claim\na,b,x\n")[0]


# -- bad rows ----------------------------------------------------------------------------------------------------------

BAD = (
    "Actor,Concept,Agreement,Date\n"
    "Ada,x,yes,2018\n"
    ",x,yes,2018\n"
    "Bo,,yes,2018\n"
    "Cy,x,maybe,soon\n"
    '"Di\n","only\nthis",no,\n'
    "Ed,y,no,2018,extra\n"
    "\n"
    ",,,\n"
    "Fay,z,no,2019\n"
)
REASONS = [
    "sheet.csv:3:1: Actor: blank; every row needs a party",
    "sheet.csv:4:2: Concept: blank; every row needs a claim",
    "sheet.csv:5:4: Date: 'soon' is no date: expected 2018, 2018-03, 2018-03-07 or 7 March 2018",
    "sheet.csv:5:3: Agreement: unknown agreement 'maybe'",
    "sheet.csv:9: row 7: a cell too many ('extra'): the header has 4 columns",
]


def test_every_bad_row_is_reported() -> None:
    assert faults(BAD) == REASONS


def test_good_rows_are_kept_when_asked() -> None:
    m, report = told(BAD, bad_rows="report")
    assert report == REASONS
    assert [p.party for p in m.positions.values()] == ["ada", "di", "fay"]
    # Who and what is named in bad rows only is not there.
    assert list(m.parties) == ["ada", "di", "fay"]
    assert list(m.claims) == ["x", "only-this", "z"]
    with pytest.raises(am.ParseError) as error:
        read(BAD, bad_rows="report", strict=True)
    assert str(error.value) == REASONS[0]


def test_the_warning_points_to_the_caller() -> None:
    with pytest.warns(am.ReadWarning) as caught:
        am.parse("party,claim\na,x\nA,x\n", format="coding")
    assert caught[0].filename == __file__


# -- files -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters(sign: str, end: str) -> None:
    rows = [
        ['"Who, exactly; or what"', "Concept", "Agreement", "Text"],
        ["Ada", '"one, two; three"', "yes", '"say ""no"""'],
        ["Bo", "plain", "no", ""],
    ]
    text = end.join(sign.join(row) for row in rows) + end
    m = read(text, columns={"party": "Who, exactly; or what"})
    assert [c.text for c in m.claims.values()] == ["one, two; three", "plain"]
    assert m.positions["p1"].quote == 'say "no"'


def test_a_first_line_with_other_signs_in_its_cells() -> None:
    m = read("Actor;Concept;Remarks, notes, and so on, at length\nAda;x;a\nBo;y;b\n")
    assert [p.data.to_json() for p in m.positions.values()] == [
        {"Remarks, notes, and so on, at length": "a"},
        {"Remarks, notes, and so on, at length": "b"},
    ]
    assert len(read("Actor;Concept\na;x\n", delimiter=";").positions) == 1
    assert "no column for the party" in faults("Actor;Concept\na;x\n", delimiter=",")[0]


def test_tabs_with_marks_that_enclose_nothing() -> None:
    text = 'ID\tParty\tTarget\tTweet\n1\ta\tx\t"Never" she said\n2\tb\tx\t"open\n3\tc\tx\tshut"\n4\td\tx\t"all of it"\n'
    m = read(text)
    assert [p.quote for p in m.positions.values()] == ['"Never" she said', '"open', 'shut"', '"all of it"']
    # As a spreadsheet program writes it, they enclose.
    m = read('Party\tTarget\tText\na\tx\t"say ""no"", then\tgo"\nb\ty\tplain\n')
    assert m.positions["p1"].quote == 'say "no", then\tgo'
    m = read('Party\tTarget\tText\na\tx\t"all of it"\n', quoting="none")
    assert m.positions["p1"].quote == '"all of it"'


def test_a_mark_out_of_place_is_one_clear_error() -> None:
    (fault,) = faults('party,claim\na,say "no" now\n')
    assert fault.startswith("sheet.csv:2:2: a quotation mark within a cell")
    assert fault.endswith("quoting='none'")
    assert read('party,claim\na,say "no" now\n', quoting="none").claims["say-no-now"].text == 'say "no" now'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    data = "party;claim\nJosé “Pepe” – x;Ü\n".encode(encoding)
    if encoding == "cp1252":
        m, report = told(data)
        assert report == [
            "sheet.csv: not UTF-8 (byte 0xE9 in line 2): read as Windows-1252; encoding='…' names another"
        ]
    else:
        m = read(data)
    assert [p.name for p in m.parties.values()] == ["José “Pepe” – x"]
    assert [p.name for p in read(data, encoding=encoding).parties.values()] == ["José “Pepe” – x"]


def test_utf_16_without_a_mark() -> None:
    data = "party,claim\na,x\n".encode("utf-16-le")
    assert "UTF-16 without a mark (encoding='utf-16-le')" in faults(data)[0] or "NUL" in faults(data)[0]
    assert len(read(data, encoding="utf-16-le").positions) == 1


def test_mojibake_is_reported_and_mended_only_when_asked() -> None:
    text = "party,claim\nMÃ¼ller,naÃ¯ve â€œxâ€\u009d\nlost\ufffd,Ã alone\n"
    m, report = told(text)
    assert next(iter(m.parties.values())).name == "MÃ¼ller"
    assert report[0].startswith("sheet.csv:2:1: party: mojibake: 'MÃ¼ller', and 2 cells more")
    m, report = told(text, mojibake="repair")
    assert next(iter(m.parties.values())).name == "Müller"
    assert next(iter(m.claims.values())).text == "naïve “x”"
    assert report == ["sheet.csv:3:1: party: characters that were lost before (U+FFFD): 'lost\ufffd'; left as they are"]


@given(st.text())
def test_repair_undoes_what_it_says(text: str) -> None:
    broken = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
    if not any("\u0080" <= char <= "\u00ff" or char in broken for char in text if not char.isascii()):
        assert repaired(broken) == text
    assert repaired("plain text, café, Ünï") == "plain text, café, Ünï"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "an empty file"),
        (b"\n \n", "an empty file"),
        (b"\xef\xbb\xbf", "an empty file"),
        (bytes(range(256)) * 40, "no text: a binary file"),
        (b"party,claim\na\0,x\n", "sheet.csv:2: a NUL character"),
        ("party,claim\na\0,x\n", "sheet.csv:2: a NUL character"),
        (b"party,claim\n\x81\xff,x\n", "neither UTF-8 (line 2) nor Windows-1252 (byte 0x81)"),
        (b"PK\x03\x04 torn", "a broken workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel file (.xls)"),
        ("party,claim\na\ud800,x\n", "sheet.csv:2:1: party: the character U+D800 may not stand in a text"),
        ("party,claim,note\na,x,\x01\n", "sheet.csv:2:3: note: the character U+0001 may not stand in a text"),
        ("party,cl\x01aim\na,x\n", "the character U+0001 may not stand in a heading"),
        ('party,claim\n"a,x\n', "a quotation mark that is never closed"),
        ("party,party,claim\na,b,x\n", "'party' (column 1) and 'party' (column 2) may each be the party"),
    ],
)
def test_hostile_files(data: str | bytes, words: str) -> None:
    assert any(words in fault for fault in faults(data)), faults(data)


def test_a_header_only() -> None:
    assert read("party,claim\n") == am.ArgumentMap()


def test_ten_thousand_columns() -> None:
    names = [f"c{number}" for number in range(10_000)]
    m = read(",".join(["party", "claim", *names]) + "\na,x" + ",1" * 10_000 + "\n")
    assert len(m.positions["p1"].data) == 10_000
    m = read("party,claim" + ",c" * 10_000 + "\na,x" + ",1" * 10_000 + "\n")
    assert m.positions["p1"].data["c (10000)"] == "1"


def test_a_cell_of_a_million_characters() -> None:
    m = read('party,claim,quote\na,x,"' + "long, " * 200_000 + '"\n')
    assert len(m.positions["p1"].quote or "") == 1_200_000


def test_too_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("argmap.formats.coding.opening._MOST_CELLS", 10)
    assert faults("party,claim\n" + "a,x\n" * 6) == ["sheet.csv:7: more than 10 cells"]


def test_a_table_of_a_map_still_says_so(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text("party,claim\na,x\n")
    with pytest.raises(am.UnknownFormatError, match=r"is one table of a map: read its folder, .*format='coding'"):
        am.read(path)
    assert len(am.read(path, format="coding").positions) == 1


def test_suffixes(tmp_path: Path) -> None:
    for name in ("a.csv", "a.TSV", "a.tab"):
        (tmp_path / name).write_text("party\tclaim\na\tx\n")
        assert len(am.read(tmp_path / name).positions) == 1


@given(st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=3)), max_size=5))
def test_mutated_sheets(changes: list[tuple[float, bytes]]) -> None:
    data = bytearray(BAD.replace("maybe,soon", "yes,2018").encode())
    for at, piece in changes:
        index = int(at * len(data))
        data[index : index + len(piece)] = piece
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", am.ReadWarning)
        with contextlib.suppress(am.FormatError):  # and nothing else
            am.parse(bytes(data), format="coding", bad_rows="report")


@given(st.text())
def test_any_text_at_all(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", am.ReadWarning)
        with contextlib.suppress(am.FormatError):  # and nothing else
            am.parse(f"party,claim,date\n{text}", format="coding", bad_rows="report")


def test_no_word_stands_for_two_things() -> None:
    words = [word for tiers in headings._WORDS.values() for tier in tiers for word in tier]
    assert len(words) == len(set(words))
    assert all(headings.plain(word) == word for word in words)


# -- workbooks ---------------------------------------------------------------------------------------------------------

ROWS: list[list[Any]] = [["Actor", "Concept", "Agreement", "Year"], ["Ada ", "x", 1, 2018], ["Bo", "x", 0, None]]


def test_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "coding.xlsx"
    path.write_bytes(book(("Empty", []), ("Sheet2", ROWS)))
    m = am.read(path)
    assert said(m) == [("ada", "asserts", "x"), ("bo", "denies", "x")]
    assert [p.date for p in m.positions.values()] == [am.Date("2018"), None]
    assert am.read(path, format="coding") == m
    assert am.read(path, columns={"date": None}).positions["p1"].data.to_json() == {"Year": "2018"}


def test_a_workbook_of_several_sheets() -> None:
    data = book(("Statements", ROWS), ("Codebook", [["concept", "means"], ["x", "y"]]))
    with pytest.warns(am.ReadWarning, match="not read: the sheets 'Codebook'"):
        m = am.parse(data, format="xlsx", source="b.xlsx")
    assert len(m.positions) == 2
    assert len(am.parse(data, format="xlsx", sheet="statements").positions) == 2
    with pytest.raises(am.ParseError, match="no sheet 'Statments': did you mean 'Statements'"):
        am.parse(data, format="xlsx", sheet="Statments")
    with pytest.raises(am.ReadError, match=r"b\.xlsx\[Codebook\]:1: no column for the party"):
        am.parse(data, format="xlsx", source="b.xlsx", sheet="Codebook")


def test_a_workbook_of_a_map_whose_sheet_is_misspelt_is_no_coding_sheet() -> None:
    data = book(("postions", [["party", "target"], ["ada", "build"]]))
    with pytest.raises(am.ReadError, match="did you mean 'positions'"):
        am.parse(data, format="xlsx")
    assert len(am.parse(data, format="coding").positions) == 1


def test_cells_of_a_workbook() -> None:
    def change(made: Any) -> None:
        sheet = made["S"]
        sheet["C4"].number_format = "mmm-yy"
        sheet["C5"].number_format = "yyyy-mm-dd hh:mm"
        sheet["C6"].number_format = "yyyy"

    rows = [
        ["party", "claim", "date", "agreement", "when"],
        ["a", "x", datetime.date(2018, 3, 7), True, datetime.date(2018, 3, 7)],
        ["a", "x", datetime.datetime(2018, 3, 7), False, None],
        ["a", "x", datetime.datetime(2018, 3, 1), True, None],
        ["a", "x", datetime.datetime(2018, 3, 7, 12, 30), False, 2.5],
        ["a", "x", datetime.datetime(2018, 1, 1), None, None],
    ]
    m = am.parse(book(("S", rows), change=change), format="xlsx")
    found = list(m.positions.values())
    assert [str(p.date) for p in found] == ["2018-03-07", "2018-03-07", "2018-03", "2018-03-07", "2018"]
    assert [p.stance for p in found] == ["asserts", "denies", "asserts", "denies", "mentions"]
    assert [p.data.to_json() for p in found] == [
        *({"when": "2018-03-07"}, {}, {}),
        {"when": "2.5", "date": "2018-03-07T12:30:00"},
        {},
    ]


def test_faults_of_a_workbook_have_letters() -> None:
    rows = [
        ["The title of the study"],
        ["party", "claim", "date", "sum"],
        ["a", datetime.date(2018, 3, 7), None, "=1+1"],
        ["=A3", "x", None, "=1+1"],
        ["b", "y", "03/04/2018", None],
        ["c", "z", None, "=1+1"],
        [None, "z", None, None],
    ]

    def change(made: Any) -> None:
        made["S"].merge_cells("A1:D1")
        made["S"].merge_cells("A6:A7")

    data = book(("S", rows), change=change)
    with pytest.raises(am.ReadError) as error:
        am.parse(data, format="xlsx", source="b", header=2)
    assert [str(fault) for fault in error.value.errors] == [
        "b[S]:3:B: claim: the spreadsheet has made a date of it (2018-03-07): format the cell as text",
        "b[S]:4:A: party: a formula: argmap computes nothing; copy the cell, and paste the value",
        "b[S]:5:C: date: '03/04/2018' may be 3 April or 4 March: say dayfirst=True or dayfirst=False, for the whole "
        "sheet",
        "b[S]:6:A: party: merged cells (A6:A7): unmerge them, and fill in each",
        "b[S]:7:A: party: blank; every row needs a party",
    ]
    with pytest.warns(am.ReadWarning):
        m = am.parse(data, format="xlsx", source="b", header=2, bad_rows="report", dayfirst=True)
    assert [str(p.date) for p in m.positions.values()] == ["2018-04-03"]
    assert str(m.report[-1]) == (
        "b[S]:3:D: sum: free data passed over: a formula: argmap computes nothing; copy the cell, and paste the value "
        "(and 2 cells more of this column)"
    )
