"""`%load_ext argmap` and `%%argdown` in a real kernel."""

from __future__ import annotations

import base64
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

nbclient = pytest.importorskip("nbclient", reason='needs pip install "argmap[notebook]"')
nbformat = pytest.importorskip("nbformat", reason='needs pip install "argmap[notebook]"')

PIER = """\
===
title: The pier
argmap:
  parties: {ada: Ada, bo: Bo}
  positions:
    - {party: ada, target: pier, stance: asserts, date: 2018-03}
    - {party: bo, target: pier, stance: denies}
  tables: sources.csv
===

# Costs

[pier]: Build the pier.
  + <trade>: Trade will grow.
  - <view>: It blocks the view.

# Peace

[war]: There will be war.
"""
FAULTY = "[pier]: Build it.\n+ [trade]: Trade grows.\n\n[war]: No war.\n\n@include(../secret.argdown)\n"

CELLS = {
    "load": "%load_ext argmap",
    "named": f"%%argdown pier\n{PIER}",
    "positions": "print([(p.party, p.stance, str(p.date)) for p in pier.positions.values()], list(pier.sources))",
    "value": f"%%argdown\n{FAULTY}",
    "underscore": "print(list(_.claims), len(_.report))",
    "no plot": "%%argdown pier2 --no-plot\n[a]: A.",
    "stored": "print(pier2, len(pier.claims))",
    "issue": f"%%argdown --issue peace\n{PIER}",
    "unknown issue": f"%%argdown --issue piece\n{PIER}",
    "no name": "%%argdown 2x\n[a]: A.",
    "unknown option": "%%argdown --polt\n[a]: A.",
    "keyword": "%%argdown class\n[a]: A.",
    "include": "%%argdown\n@include(part.argdown)",
    "many": "%%argdown crowd --no-plot\n" + "[x]: a\n+ [y]\n\n" * 30,
    "empty": "%%argdown nothing\n// to do",
}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """What each cell shows, from one run in a folder of its own."""
    folder = tmp_path_factory.mktemp("notebook") / "map"
    folder.mkdir()
    (folder.parent / "secret.argdown").write_text("[secret]: Not for this notebook.")
    (folder / "sources.csv").write_text("id,title\nS1,Minutes\n")
    (folder / "part.argdown").write_text("[part]: A part.\n\nfoo {a: [}\n")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS.values()])
    client = nbclient.NotebookClient(
        notebook, timeout=120, allow_errors=True, resources={"metadata": {"path": str(folder)}}
    )
    client.execute()
    return dict(zip(CELLS, (cell.outputs for cell in notebook.cells), strict=True))


@pytest.fixture
def texts(outputs: dict[str, list[Any]]) -> Callable[..., str]:
    def found(cell: str, stream: str = "stdout") -> str:
        return "".join(one.text for one in outputs[cell] if one.output_type == "stream" and one.name == stream)

    return found


def pictures(shown: list[Any]) -> list[bytes]:
    return [base64.b64decode(one.data["image/png"]) for one in shown if "image/png" in one.get("data", {})]


def test_no_cell_shows_a_traceback(outputs: dict[str, list[Any]]) -> None:
    for cell, shown in outputs.items():
        assert [one for one in shown if one.output_type == "error"] == [], cell
        assert "Traceback" not in str(shown), cell


def test_a_named_map_is_stored_and_shown_once(outputs: dict[str, list[Any]], texts: Callable[..., str]) -> None:
    assert outputs["load"] == []
    (only,) = outputs["named"]  # one picture and nothing else: with a name it is an assignment
    assert only.output_type == "display_data"
    assert pictures([only])[0][:4] == b"\x89PNG"
    assert texts("positions") == "[('ada', 'asserts', '2018-03'), ('bo', 'denies', 'None')] ['S1']\n"


def test_without_a_name_the_map_is_the_value_of_the_cell(
    outputs: dict[str, list[Any]], texts: Callable[..., str]
) -> None:
    (value,) = [one for one in outputs["value"] if one.output_type == "execute_result"]
    assert value.data["text/plain"].startswith("<ArgumentMap: ")
    assert len(pictures(outputs["value"])) == 1
    assert texts("underscore") == "['pier', 'trade', 'war'] 2\n"


def test_faults_are_told_with_their_line_in_the_cell_a_caret_and_a_fix(texts: Callable[..., str]) -> None:
    told = texts("value", "stderr").splitlines()
    assert told[:4] == [
        "cell:3:1: a relation must be indented",
        "    + [trade]: Trade grows.",
        "    ^",
        "  put two blanks before it, or write \\+ where text is meant",
    ]
    assert told[4] == "cell:7:1: @include(../secret.argdown) leads out of the map's folder"
    assert "Not for this notebook" not in str(told)


def test_many_faults_are_cut(texts: Callable[..., str]) -> None:
    assert texts("many", "stderr").count("a relation must be indented") == 20
    assert texts("many", "stderr").endswith("… and 10 more in the map's report\n")


def test_options(outputs: dict[str, list[Any]], texts: Callable[..., str]) -> None:
    assert outputs["no plot"] == []
    assert texts("stored") == "<ArgumentMap: 1 claim> 4\n"
    assert len(pictures(outputs["issue"])) == 1
    assert pictures(outputs["issue"]) != pictures(outputs["named"])
    assert texts("unknown issue", "stderr") == "UsageError: %%argdown: no issue 'piece': did you mean 'peace'?\n"
    assert texts("no name", "stderr") == "UsageError: %%argdown: '2x' is no name for a variable\n"
    assert texts("keyword", "stderr") == "UsageError: %%argdown: 'class' is no name for a variable\n"
    assert "UsageError: unrecognized arguments: --polt" in texts("unknown option", "stderr")
    assert outputs["empty"] == []


def test_files_in_the_working_directory_are_read(outputs: dict[str, list[Any]], texts: Callable[..., str]) -> None:
    assert len(pictures(outputs["include"])) == 1
    assert "part.argdown:3:" in texts("include", "stderr")


def test_the_face_stays_light() -> None:
    script = (
        "import sys, argmap; argmap.load_ipython_extension;"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'IPython', 'matplotlib', 'pandas', 'numpy'}))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_help_tells_the_options() -> None:
    pytest.importorskip("IPython", reason='needs pip install "argmap[notebook]"')
    from argmap.notebook import _magic

    assert "%argdown [--issue ID] [--no-plot] [name]" in (_magic(None).__doc__ or "")
