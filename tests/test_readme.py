"""The README's code in a fresh notebook kernel, and its facts against the code."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks() -> list[str]:
    """The README's Python, a block a cell, prompts and outputs left out."""
    cells = []
    for block in re.findall(r"^```(?:python|pycon)\n(.*?)^```", README, re.DOTALL | re.MULTILINE):
        if ">>>" in block:
            block = "".join(example.source for example in doctest.DocTestParser().get_examples(block))
        cells.append(block)
    return cells


def test_a_fresh_kernel_runs_the_readme() -> None:
    nbclient = pytest.importorskip("nbclient", reason='needs pip install "argmap[notebook]"')
    nbformat = pytest.importorskip("nbformat")
    cells = blocks()
    assert len(cells) >= 4
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    client = nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(ROOT)}})
    client.execute()
    shown = [output for cell in notebook.cells for output in cell.outputs]
    assert not [output for output in shown if output.output_type == "error"]
    assert any("image/png" in output.get("data", {}) for output in shown), "am.plot shows no picture in a notebook"
    assert any("<table class='argmap'>" in output.get("data", {}).get("text/html", "") for output in shown)


def test_formats_in_the_readme_are_those_of_the_registry() -> None:
    import argmap as am

    rows = []
    for name in am.format_names():
        module = am.get_format(name)
        suffixes = ", ".join(f"`{suffix}`" for suffix in module.SUFFIXES) or "a folder"
        read, write = ("yes" if hasattr(module, verb) else "" for verb in ("parse", "render"))
        rows.append((name, suffixes, read, write))
    found = re.findall(r"^\| (\w+) \| ([^|]+) \| (\w*) ?\| ?(\w*) ?\|", README, re.MULTILINE)
    assert found.pop(0)[0] == "format"
    assert [tuple(cell.strip() for cell in row) for row in found] == rows


def test_the_picture_is_there() -> None:
    (path,) = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)[:1]
    assert (ROOT / path).read_bytes()[:4] == b"\x89PNG"
