"""Coding sheets, written: a row a position, what is lost is said, and what is written reads back the same."""

from __future__ import annotations

import csv
import dataclasses
import io
import warnings
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings

import argmap as am
from argmap.formats import coding
from argmap.formats.coding.writing import rows_on_claims
from argmap.model.references import COLLECTIONS
from tests.strategies import full_map, maps

WAYS: list[dict[str, Any]] = [{}, {"delimiter": ";"}, {"delimiter": "\t"}, {"as_workbook": True}]


def pier() -> am.ArgumentMap:
    m = am.ArgumentMap()
    m.add_claim("Build it.", id="build")
    m.add_party("Ada Rowan", id="ada")
    m.add_party("Port Company", id="port")
    m.add_source("S1", title="Minutes", publisher="Town", date="2018")
    return m


def written(m: am.ArgumentMap, **options: Any) -> Any:
    return am.render(m, format="coding", on_loss="ignore", **options)


def again(m: am.ArgumentMap, **options: Any) -> am.ArgumentMap:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", am.ReadWarning)  # names in a map may well look alike
        return am.parse(written(m, **options), format="coding")


def carried(position: am.Position) -> am.Position:
    """A position as a sheet can hold it: the first piece of its evidence, without the chain."""
    pieces = []
    for piece in position.evidence[:1]:
        quote = piece.quote if piece.quote is not None and piece.quote.exact.strip() else None
        pieces.append(dataclasses.replace(piece, via=(), quote=quote))
    date = position.date
    if date is not None and date.edtf is not None and "/" not in date.edtf:
        date = am.Date(date.edtf.removesuffix("T00:00:00"), text=date.text)
    return dataclasses.replace(position, evidence=tuple(pieces), date=date, after=(), replies_to=None)


def compare(m: am.ArgumentMap, **options: Any) -> None:
    found = again(m, **options)
    positions = [carried(one) for one in rows_on_claims(m)]
    assert list(found.positions.values()) == positions
    for one in found.parties.values():
        assert one == am.Party(one.id, m.parties[one.id].name)
    for claim in found.claims.values():
        assert claim == am.Claim(claim.id, m.claims[claim.id].text)
    for source in found.sources.values():
        given = m.sources[source.id]
        for name in ("title", "publisher", "authors", "date", "kind", "citation"):
            if name != "date" or given.date is None or not str(given.date.edtf).endswith("T00:00:00"):
                assert getattr(source, name) == getattr(given, name)


@pytest.mark.parametrize("options", WAYS, ids=str)
def test_every_field(options: dict[str, Any]) -> None:
    assert rows_on_claims(full_map())
    compare(full_map(), **options)


@pytest.mark.parametrize("options", WAYS, ids=str)
@settings(max_examples=60)
@given(m=maps())
def test_any_map(options: dict[str, Any], m: am.ArgumentMap) -> None:
    compare(m, **options)


@settings(max_examples=40)
@given(m=maps())
def test_what_does_not_come_back_is_said(m: am.ArgumentMap) -> None:
    """A map of which nothing is said to be lost comes back whole; a record that does not is named among the losses."""
    found = again(m)
    try:
        am.render(m, format="coding", on_loss="raise")
        losses: tuple[str, ...] = ()
    except am.LossyWriteError as error:
        losses = error.losses
    if not losses:
        assert found == m
    for name, kind in COLLECTIONS.items():
        word = kind.__name__.lower()
        for record in m._store.collections[name].values():
            if found._store.collections[name].get(record.id) != record:
                assert any(loss.startswith(f"{word} {record.id!r}") for loss in losses), record


def test_the_columns() -> None:
    m = pier()
    m.add_position("ada", "build", "denies", on_behalf_of="port", source="S1", quote="no, never", date="2018-03")
    m.add_position("port", "build", mode="imputed", imputed_by="ada", value=2, data={"frame": "trade", " ": [1]})
    rows = list(csv.DictReader(io.StringIO(written(m))))
    assert rows[0] == {
        "id": "p1",
        "party": "Ada Rowan",
        "party_id": "ada",
        "imputed_to": "",
        "imputed_to_id": "",
        "imputed_by": "",
        "imputed_by_id": "",
        "on_behalf_of": "Port Company",
        "on_behalf_of_id": "port",
        "claim": "Build it.",
        "claim_id": "build",
        "stance": "denies",
        "value": "",
        "date": "2018-03",
        "title": "Minutes",
        "source": "Town",
        "source_id": "S1",
        "document_date": "2018",
        "quote": "no, never",
        "basis": "explicit",
        "mode": "",
        "data.frame": "",
        "data (JSON)": "",
    }
    # What is imputed to a party does not stand among what it holds.
    assert (rows[1]["party"], rows[1]["imputed_to"], rows[1]["imputed_by"]) == ("", "Port Company", "Ada Rowan")
    assert (rows[1]["data.frame"], rows[1]["data (JSON)"]) == ("trade", '{" ": [1]}')


def test_losses_are_said_one_by_one() -> None:
    m = pier()
    m.add_claim("It blocks the view.", id="view", tags=["sea"])
    m.add_attack("view", "build", id="a1", by="ada")
    m.add_source("S2")
    m.add_position("ada", "build", evidence=[am.Evidence("S1", quote=" "), am.Evidence("S1", quote="x")])
    m.add_position("ada", "build", evidence=am.Evidence("S1", via=[am.Hop(party="port")]))
    with pytest.raises(am.LossyWriteError) as error:
        am.render(m, format="coding", on_loss="raise")
    assert error.value.losses == (
        "argument 'a1'",
        "claim 'view': tags",
        "position 'a1-by-ada': it is on the argument 'a1'",
        "position 'p1': a quote of blanks",
        "position 'p1': its evidence but for the first piece",
        "position 'p2': via",
        "party 'port': no position in the sheet names it",
        "source 'S2': no position in the sheet names it",
        "claim 'view': no position in the sheet names it",
    )
    with pytest.warns(am.LossyWriteWarning, match="coding cannot carry 9 things"):
        am.render(m, format="coding")


def test_nothing_is_lost_of_a_coding_sheet() -> None:
    text = "party,claim,agreement,date,title,text,frame\nAda,x,-2,2018,Pier,no way,sea\nBo,y,1,,Pier,,\n"
    m = am.parse(text, format="coding")
    assert am.parse(am.render(m, format="coding", on_loss="raise"), format="coding") == m


def test_suffixes(tmp_path: Path) -> None:
    m = pier()
    m.add_position("ada", "build", "denies", source="S1")
    m.remove("port")
    for name in ("out.csv", "out.tsv", "out.tab"):
        am.write(m, tmp_path / name)
        assert am.read(tmp_path / name) == m
    assert (tmp_path / "out.tsv").read_text().startswith("id\tparty\tparty_id\t")
    assert (tmp_path / "out.csv").read_text().startswith("id,party,party_id,")
    am.write(m, tmp_path / "out.xlsx", format="coding")
    assert am.read(tmp_path / "out.xlsx") == am.read(tmp_path / "out.xlsx", format="coding") == m
    made = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert made.sheetnames == ["coding"]
    assert next(iter(made["coding"].data_validations.dataValidation)).formula1.startswith('"asserts,denies')
    am.write(m, tmp_path / "out.xlsx")  # without format=, the whole map
    assert am.read(tmp_path / "out.xlsx") == m
    with pytest.raises(am.ValueRefused, match="coding takes no option 'delimeter': did you mean 'delimiter'"):
        am.write(m, tmp_path / "out.csv", delimeter=";")
    with pytest.raises(am.ValueRefused, match=r"delimiter='\|': expected a comma"):
        am.write(m, tmp_path / "out.csv", delimiter="|")


def test_formulas() -> None:
    m = pier()
    texts = ["=1+1", "+49", "-2.5", "-x", "@SUM(A1)", "\t=1", "plain"]
    for text in texts:
        m.add_position("ada", "build", source="S1", quote=text)
    rows = list(csv.DictReader(io.StringIO(written(m))))
    assert [row["quote"] for row in rows] == texts
    rows = list(csv.DictReader(io.StringIO(written(m, guard=True))))
    assert [row["quote"] for row in rows] == ["'=1+1", "+49", "-2.5", "'-x", "'@SUM(A1)", "'\t=1", "plain"]
    made = openpyxl.load_workbook(io.BytesIO(written(m, as_workbook=True)))["coding"]
    assert {cell.data_type for row in made.iter_rows() for cell in row if cell.value is not None} <= {"s", "inlineStr"}


def test_a_map_without_positions() -> None:
    assert written(am.ArgumentMap()) == "party,claim,stance,date,title,quote\n"
    assert am.parse(written(am.ArgumentMap()), format="coding") == am.ArgumentMap()


def test_pandas_has_the_statements() -> None:
    m = am.parse("party,claim,agreement,year\nAda,Build it.,no,2018\n", format="coding")
    frame = am.to_pandas(m)["positions"]
    assert frame[["party", "target", "stance", "date"]].values.tolist() == [["ada", "build-it", "denies", "2018"]]


def test_what_the_format_says_it_loses_are_fields() -> None:
    for entry in coding.LOSES:
        collection, _, field = entry.partition(".")
        if collection != "map":
            kind = COLLECTIONS[collection]
            assert not field or field in {one.name for one in dataclasses.fields(kind)}
