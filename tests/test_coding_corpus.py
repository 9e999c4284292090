"""Coding sheets and stance data that others have made, each as it was found: that all are read, and counted right.

The numbers were counted with pandas and the csv module, by themselves.
"""

from __future__ import annotations

import warnings
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import argmap as am

FOLDER = Path(__file__).parent.parent.parent / "shared" / "corpus" / "debates_csv"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the files ../shared/corpus/debates_csv are not here")

TWEETS = {"format": "coding", "default": {"party": "a user of Twitter"}}

# How each is read; positions, parties, claims; stances; values; the beginning of each line of the report.
FILES: dict[str, tuple[dict[str, Any], tuple[int, int, int], dict[str, int], dict[Any, int], list[str]]] = {
    "dna_domestic_heating_statements.xlsx": ({}, (559, 94, 69), {"asserts": 385, "denies": 174}, {}, []),
    "derived_dna_sample_eventlist.csv": ({}, (40, 14, 6), {"asserts": 29, "denies": 11}, {}, []),
    "semeval2016_AT_test.txt": (
        *(TWEETS, (220, 1, 1), {"denies": 160, "asserts": 32, "mentions": 28}, {"NONE": 28}, []),
    ),
    "semeval2016_HC_test.txt": (
        *(TWEETS, (295, 1, 1), {"denies": 172, "mentions": 78, "asserts": 45}, {"NONE": 78}, []),
    ),
    "semeval2016_LA_test.txt": (
        *(TWEETS, (280, 1, 1), {"denies": 189, "asserts": 46, "mentions": 45}, {"NONE": 45}, []),
    ),
    "semeval2016_HC_preprocessed.csv": (
        {
            "columns": {"quote": "Original Tweet"},
            "default": {"party": "a user of Twitter", "claim": "Hillary Clinton"},
        },
        *((295, 1, 1), {"denies": 172, "mentions": 78, "asserts": 45}, {"NONE": 78}, []),
    ),
    "mpchi_EC_test.txt": (
        {"format": "coding", "default": {"party": "the author of a page"}},
        *((124, 1, 1), {"denies": 47, "mentions": 44, "asserts": 33}, {"NONE": 44}),
        ["3:3: Tweet: characters that were lost before (U+FFFD): 'm the U.K.\ufffds Royal So', and 12 cells more"],
    ),
    "vast_first120rows.csv": (
        {"columns": {"party": "author", "claim": "new_topic", "quote": "post", "stance": "label"}},
        *((120, 69, 81), {"asserts": 120}, {}, []),
    ),
    "ukparl_opinion_dataset.csv": (
        {
            "columns": {"stance": "target"},
            "default": {"party": "a member of Parliament", "claim": "(no claim was coded)"},
        },
        *((60, 1, 1), {"mentions": 60}, {"non_opinionated": 30, "opinion": 30}),
        [
            "3:1: text: mojibake: 'â€\\x9dThe Europ', and one cell more; left as it is",
            "1:2: target: no word of agreement that is known ('non_opinionated', 'opinion'): kept as categories",
        ],
    ),
    "decidim_barcelona_comments.csv": (
        {
            "columns": {
                "party": "author/name",
                "organization": "user_group/name",
                "claim": "root_commentable_url",
                "quote": "body",
            }
        },
        (87, 65, 57),
        {"mentions": 76, "denies": 6, "asserts": 5},
        {0: 76, -1: 6, 1: 5},
        ["141:6: row 75: author/name: 'Toni Pérez Carnicer' stands for 2 parties, by their keys"],
    ),
    "dkg_have_your_say.csv": (
        {"columns": {"person": ["first_name", "surname"], "claim": "publication", "quote": "feedback"}},
        *((5, 9, 4), {"mentions": 5}, {}, []),
    ),
    "orange3_arguments_processed.csv": (
        {
            "columns": {"claim": "argument", "value": "score"},
            "default": {"party": "anonymous reviewer"},
            "bad_rows": "report",
        },
        *((370, 1, 368), {"mentions": 370}, {5: 256, 4: 54, 3: 38, 1: 13, 2: 9}),
        ["28:2: row 27: argument: blank; every row needs a claim", "403:2: row 360: argument: 'excelente' (row 4) and"],
    ),
}


def read(name: str, **options: Any) -> am.ArgumentMap:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", am.ReadWarning)
        return am.read(FOLDER / name, **options)


def test_every_file_is_here() -> None:
    assert {path.name for path in FOLDER.iterdir() if path.suffix in (".csv", ".txt", ".xlsx")} == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_read(name: str) -> None:
    options, counts, stances, values, report = FILES[name]
    m = read(name, **options)
    assert (len(m.positions), len(m.parties), len(m.claims)) == counts
    assert Counter(one.stance for one in m.positions.values()) == stances
    assert Counter(one.value for one in m.positions.values() if one.value is not None) == values
    told = [str(one).removeprefix(f"{FOLDER / name}:") for one in m.report]
    if name.startswith("orange3"):
        told = told[: len(report)]  # the rest are spellings of `Perfect`
    assert len(told) == len(report)
    assert all(one.startswith(begins) for one, begins in zip(told, report, strict=True)), told


@pytest.mark.parametrize("name", FILES)
def test_written_and_read_again(name: str) -> None:
    m = read(name, **FILES[name][0])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", am.ReadWarning)
        again = am.parse(am.render(m, format="coding", on_loss="ignore"), format="coding")
    assert list(again.positions.values()) == list(m.positions.values())


def test_without_a_word_it_is_asked_who_holds_what() -> None:
    for name in FILES:
        if not name.startswith(("dna", "derived")):
            with pytest.raises(am.ReadError, match=r"no column for the (party|claim): expected"):
                am.read(FOLDER / name, format="coding")


def test_the_heating_sheet() -> None:
    m = read("dna_domestic_heating_statements.xlsx", columns={"quote": "sequence"})
    assert len(m.sources) == 250
    assert {s.publisher for s in m.sources.values()} >= {"Welt Online"}
    assert Counter(str(p.date) for p in m.positions.values()) == {
        "2019": 206,
        "2015": 149,
        "2016": 76,
        "2017": 64,
        "2018": 64,
    }
    sides: dict[tuple[str, str], set[str]] = {}
    for one in m.positions.values():
        sides.setdefault((one.party, one.target), set()).add(one.stance)
    assert len(sides) == 324
    assert sum(len(both) == 2 for both in sides.values()) == 20
    assert all(party.name == " ".join(party.name.split()) for party in m.parties.values())
    assert all(one.quote for one in m.positions.values())
    assert sum("framing" in one.data for one in m.positions.values()) == 559 - 112


def test_the_event_list() -> None:
    m = read("derived_dna_sample_eventlist.csv")
    assert list(m.positions)[:2] == ["1", "2"]
    one = m.positions["1"]
    assert (one.party, one.on_behalf_of) == ("joel-bluestein", "energy-and-environmental-analysis-inc")
    assert (str(one.date), one.coder, one.source) == ("2005-01-26", "2", "109-876-bluestein-joel-bus-y")
    assert one.data.to_json() == {"start_position": "6351", "stop_position": "7213", "document_section": "876"}
    assert m.sources[one.source].data.to_json() == {"document_id": "1"}
    assert Counter(party.kind for party in m.parties.values()) == {"person": 7, "organization": 7}


def test_tweets_keep_their_quotation_marks() -> None:
    m = read("semeval2016_HC_test.txt", **TWEETS)
    lines = (FOLDER / "semeval2016_HC_test.txt").read_text(encoding="utf-8").splitlines()[1:]
    assert [p.quote for p in m.positions.values()] == [line.split("\t")[2] for line in lines]
    assert sum('"' in (p.quote or "") for p in m.positions.values()) == sum('"' in line for line in lines) > 0
