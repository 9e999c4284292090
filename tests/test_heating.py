"""The study in examples/heating: on a sheet of our own, and on the public one where it is at hand."""

from __future__ import annotations

import csv
import runpy
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import openpyxl
import pytest

import argmap as am

ROOT = Path(__file__).parent.parent
SHEET = ROOT.parent / "shared" / "corpus" / "debates_csv" / "dna_domestic_heating_statements.xlsx"

HEADER = ["actor", "concept", "agreement", "sequence", "title", "source", "year"]
ROWS = [
    ("Ada", "Pier", 1),
    ("Ada", "Tax", 0),
    ("Ada", "Ferry", 1),
    ("Bo ", "Pier", 1),
    ("Bo", "Tax", 0),
    ("Bo", "Ferry", 0),
    ("Cy", "Pier", 0),
    ("Cy", "Tax", 1),
    ("Cy", "Tax", 0),
    ("Di", "Pier", 1),
]


@pytest.fixture(scope="module")
def study() -> Callable[[Path, Path], str]:
    found: Callable[[Path, Path], str] = runpy.run_path(str(ROOT / "examples" / "heating" / "study.py"))["study"]
    return found


def test_a_small_sheet(study: Callable[[Path, Path], str], tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADER)
    for number, (actor, concept, agreement) in enumerate(ROWS):
        sheet.append(
            [actor, concept, agreement, f"words {number}", f"Article {number % 3}", "Gazette", 2015 + number % 2]
        )
    book.save(tmp_path / "sheet.xlsx")
    report = study(tmp_path / "sheet.xlsx", tmp_path / "out")
    assert report.startswith(
        "10 statements of 4 actors on 3 concepts.\n1 of 9 pairs of actor and concept are ambivalent: both stances.\n"
    )
    # Ada and Bo agree on the pier and the tax, Cy with both on the tax. Each says three things, Cy too (both stances).
    with (tmp_path / "out" / "congruence.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["a"], row["b"], float(row["weight"])) for row in csv.DictReader(file)]
    assert rows[:3] == [("ada", "bo", 2 / 3), ("ada", "cy", 1 / 3), ("bo", "cy", 1 / 3)]
    graph = nx.read_graphml(tmp_path / "out" / "congruence.graphml")
    assert sorted(graph) == ["ada", "bo", "cy"]  # Di says too little
    assert (tmp_path / "out" / "report.txt").read_text(encoding="utf-8") == report
    assert "divided by the mean of what the two say at all" in report


@pytest.mark.skipif(not SHEET.is_file(), reason="the sheet ../shared/corpus/debates_csv/dna_domestic_…xlsx is not here")
def test_the_public_sheet(study: Callable[[Path, Path], str], tmp_path: Path) -> None:
    report = study(SHEET, tmp_path)
    assert report.startswith(
        "559 statements of 94 actors on 69 concepts.\n"
        "20 of 324 pairs of actor and concept are ambivalent: both stances.\n"
    )
    # The same network, counted by plain loops over the cells of the sheet.
    held: dict[str, set[tuple[str, int]]] = {}
    said: dict[str, int] = {}
    for row in list(openpyxl.load_workbook(SHEET).active.iter_rows(values_only=True))[1:]:
        actor, concept, agreement = str(row[0]).strip(), str(row[2]).strip(), int(row[4])
        held.setdefault(actor, set()).add((concept, agreement))
        said[actor] = said.get(actor, 0) + 1
    actors = [actor for actor in held if said[actor] >= 3]
    wanted = {
        frozenset((a, b)): len(held[a] & held[b]) / ((len(held[a]) + len(held[b])) / 2)
        for number, a in enumerate(actors)
        for b in actors[number + 1 :]
        if held[a] & held[b]
    }
    m = am.read(SHEET, columns={"party": "actor", "claim": "concept", "agreement": "agreement", "date": "year"})
    with (tmp_path / "congruence.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {frozenset(m.parties[row[end]].name for end in "ab"): float(row["weight"]) for row in rows}
    assert found == pytest.approx(wanted)
    assert len(found) == 342
