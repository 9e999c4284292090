"""Tables as they are handed in: every format has the same cells and the rule under them, and obeys no text."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import argmap as am
from tests.strategies import AWKWARD_TEXTS, full_map, texts

EVIL = (
    "\\ { } $ & # % _ ^ ~ ` ' \" < > | [ ] * - -- --- ,, '' `` ?` !` « » “curly” ‘so’ … – — é ß € ™ → ≤ −"
    "\u00a0n\u2011b 1\u202f000 e\u0301 =SUM(A1) <script>alert(1)</script> &amp; \\input{x} %\n[new line\n*star"
)
RULE = "Counts statements | of 5 % & more."


def table_of(*items: tuple[Any, ...], columns: str = "name number", **options: Any) -> am.Table:
    return am.Table(columns.split(), items, lambda item: item, rules=RULE, **options)


WRITERS = ("to_markdown", "to_latex", "to_html", "to_csv", "to_xlsx", "to_json")


def cells_of_workbook(data: bytes) -> list[list[Any]]:
    sheet: Any = openpyxl.load_workbook(io.BytesIO(data)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


# -- what all have in common -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("writer", WRITERS)
def test_the_rule_and_the_note_stand_under_the_table(writer: str) -> None:
    table = am.Table(["name"], [("ada",)], lambda item: item, rules="All that is counted.", note="One left out.")
    written = getattr(table, writer)()
    if isinstance(written, bytes):
        written = json.dumps(cells_of_workbook(written))
    assert written.index("ada") < written.index("One left out.") < written.index("All that is counted.")


@pytest.mark.parametrize("writer", WRITERS)
def test_a_file_holds_what_the_text_does(writer: str, tmp_path: Path) -> None:
    table = table_of(("“quoted” – naïve", 1), (EVIL, None))
    path = tmp_path / "deep" / "table"
    assert getattr(table, writer)(path) is None
    written = path.read_bytes()
    options = {"page": True} if writer == "to_html" else {}
    expected = getattr(table, writer)(**options)
    if isinstance(expected, str):
        expected = expected.encode()
    assert written == (b"\xef\xbb\xbf" if writer == "to_csv" else b"") + expected
    assert [entry.name for entry in path.parent.iterdir()] == ["table"], "nothing half-written is left behind"


@pytest.mark.parametrize("writer", WRITERS)
def test_a_file_that_cannot_be_written_is_one_error_of_ours(writer: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for wrong in (tmp_path, tmp_path / "file" / "table", "a\0b"):
        with pytest.raises(am.FormatError):
            getattr(table_of(("a", 1)), writer)(wrong)
    assert (tmp_path / "file").read_text() == "x"


@pytest.mark.parametrize("writer", WRITERS)
def test_every_table_of_a_map_is_written(writer: str) -> None:
    m = full_map()
    for number, text in enumerate(AWKWARD_TEXTS):
        m.add_claim(text, id=f"awkward-{number}")
    for table in (m.claims(), m.positions(mode="any", rollup=True), m.arguments(), m.outcomes(), m.sources()):
        assert getattr(table, writer)() == getattr(table, writer)()


@pytest.mark.parametrize("writer", WRITERS)
def test_nothing_is_said_to_be_nothing(writer: str) -> None:
    written = getattr(table_of(), writer)()
    if isinstance(written, bytes):
        assert cells_of_workbook(written)[1][0] == "(nothing)"
    elif writer not in ("to_csv", "to_json"):
        assert "(nothing)" in written


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    script = (
        "import argmap as am, hashlib, sys\n"
        "t = am.Table(['a', 'b'], [({'x', 'y', 'z'}, 1.5), (('p', 'q'), None)], lambda i: i, rules='All.')\n"
        f"print([hashlib.sha256(x if isinstance(x, bytes) else x.encode()).hexdigest() for x in "
        f"(getattr(t, w)() for w in {WRITERS!r})])"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", script], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


def test_headings_and_caption() -> None:
    table = table_of(("a", 1), caption="The table", heads={"number": "how many"})
    assert "| name | how many |" in table.to_markdown()
    assert table.to_markdown().startswith("**The table**\n\n")
    assert "| who | how many |" in table.to_markdown(heads={"name": "who"}, caption="")
    assert "The table" not in table.to_markdown(caption="")
    assert "<caption>Other</caption>" in table.to_html(caption="Other")
    assert r"\caption{The table}\label{tab:x}\\" in table.to_latex(label="tab:x")
    assert cells_of_workbook(table.to_xlsx())[0][0] == "The table"
    assert table.to_csv().startswith("name,number\n"), "a program finds the columns by their names"
    with pytest.raises(am.UnknownIdError, match="no column 'nmae': there are name, number"):
        table.to_html(heads={"nmae": "x"})


# -- Markdown ----------------------------------------------------------------------------------------------------------


def unescaped(cell: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", cell).replace("<br>", "\n")


def test_markdown_has_one_line_a_row_and_as_many_pipes() -> None:
    lines = table_of((EVIL, 1), ("b\r\nc\u2028d", 2.5)).to_markdown().splitlines()
    assert lines[1] == "| --- | ---: |"
    assert [len(re.findall(r"(?<!\\)\|", line)) for line in lines[:4]] == [3, 3, 3, 3]
    assert unescaped(lines[2][2:-6]) == EVIL
    assert lines[3] == "| b<br>c<br>d | 2.5 |"
    assert lines[5] == "*Counting rule:* Counts statements \\| of 5 % & more."


@given(texts)
def test_markdown_shows_any_text(text: str) -> None:
    lines = table_of((text, 1)).to_markdown().split("\n")
    assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", lines[2])) == 3
    assert lines[3] == ""
    assert not re.search(r"(?<!\\)(?:\\\\)*[<*_`](?!br>)", lines[2])


# -- HTML --------------------------------------------------------------------------------------------------------------


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.cells: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.seen.append(tag)
        assert {name for name, _ in attrs} <= {"class", "scope", "colspan", "lang", "charset"}
        if tag in ("td", "th"):
            self.cells.append("")
            self.inside = True
        elif tag == "br" and self.inside:
            self.cells[-1] += "\n"

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.cells[-1] += data


@pytest.mark.parametrize("page", [True, False])
def test_html_shows_a_text_and_obeys_none(page: bool) -> None:
    found = _Page()
    found.feed(table_of((EVIL, 1), caption=EVIL, note=EVIL).to_html(page=page))
    found.close()
    assert found.cells == ["name", "number", EVIL, "1"]
    whole = {"html", "head", "meta", "title", "style", "body"} if page else set()
    assert set(found.seen) == {"table", "caption", "thead", "tbody", "tr", "th", "td", "p", "em", "br"} | whole


# -- LaTeX -------------------------------------------------------------------------------------------------------------


def test_latex_sets_what_is_written() -> None:
    text = table_of(("5 % of A_B & C#1 {x} \\y ~z^2 $", 1)).to_latex()
    assert r"5 \% of A\_B \& C\#1 \{x\} \textbackslash{}y \textasciitilde{}z\textasciicircum{}2 \$ & 1 \\" in text
    assert r"{[}option{]} & 1" in table_of(("[option]", 1)).to_latex(), "a row would end with an option"
    assert r"-{}-{}- & 1" in table_of(("---", 1)).to_latex()
    assert r"“so” \symbol{34}so\symbol{34} it\textquotesingle{}s" in table_of(('“so” "so" it\'s', 1)).to_latex()
    assert r"\begin{longtable}" in text
    assert text.count(r"\toprule") == 2, "the heading comes again on the next page"


def test_latex_says_which_signs_need_another_engine() -> None:
    assert "LuaLaTeX or XeLaTeX, and a font" not in table_of(("naïve “é” …", 1)).to_latex()
    text = table_of(("Δ 中", 1)).to_latex()
    assert text.startswith(
        "% Compile with LuaLaTeX or XeLaTeX, and a font that has them: pdfLaTeX does not set U+0394,"
    )
    assert "Δ 中" in text


@given(st.lists(st.tuples(texts, texts, st.integers()), min_size=1, max_size=3))
def test_latex_widths_fill_no_more_than_the_line(items: list[tuple[str, str, int]]) -> None:
    text = table_of(*items, columns="a b c").to_latex()
    shares = [float(share) for share in re.findall(r"dimexpr ([0-9.]+)\\linewidth", text)]
    assert len(shares) == 3
    assert all(share > 0 for share in shares)
    assert sum(shares) <= 1.003


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed here")
@pytest.mark.parametrize("columns", [2, 9])
def test_latex_compiles(columns: int, tmp_path: Path) -> None:
    rows = [(EVIL, *["labels-argument-to-be-rejected/a_b.c:d?e=f&g"] * (columns - 1))] * 3
    table = table_of(*rows, columns=" ".join(f"c_{n}" for n in range(columns)), caption=EVIL.split("\n")[0], note="5 %")
    table.to_latex(tmp_path / "table.tex", document=True, label="tab:x")
    am.Table(["a"], [], lambda item: item, rules="All.").to_latex(tmp_path / "none.tex", document=True)
    for name in ("table", "none"):
        done = subprocess.run(
            ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", f"{name}.tex"],
            cwd=tmp_path,
            capture_output=True,
            check=False,
        )
        log = done.stdout.decode("utf-8", "replace")
        assert done.returncode == 0, log[-2000:]
        assert "Missing character" not in log


# -- CSV ---------------------------------------------------------------------------------------------------------------


def test_csv_holds_every_text_to_the_letter() -> None:
    items = [(EVIL, 1), ('a,b "c"\r\nd', -2.5), ("", None), ("yes", True)]
    text = table_of(*items).to_csv(rules=False, guard=False)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows == [["name", "number"], [EVIL, "1"], ['a,b "c"\r\nd', "-2.5"], ["", ""], ["yes", "yes"]]


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")'])
def test_csv_runs_no_formula(evil: str) -> None:
    rows = list(csv.reader(io.StringIO(table_of((evil, -1)).to_csv())))
    assert rows[1] == [f"'{evil}", "-1"], "a text is guarded, a number is a number"
    assert rows[2:] == [[], [f"Counting rule: {RULE}"]]


# -- XLSX --------------------------------------------------------------------------------------------------------------


def test_a_workbook_holds_texts_and_numbers_never_formulas() -> None:
    evil = ["=1+1", "#N/A", "#REF!", "'so", "007", "1e5", "TRUE", "2018-03-07", "“curly”", EVIL, " x "]
    table = table_of(*((text, number) for number, text in enumerate(evil)))
    book = openpyxl.load_workbook(io.BytesIO(table.to_xlsx()))
    sheet: Any = book.active
    cells = [row[0] for row in sheet.iter_rows(min_row=2, max_row=len(evil) + 1)]
    assert [cell.value for cell in cells] == evil
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert [row[1].value for row in sheet.iter_rows(min_row=2, max_row=len(evil) + 1)] == list(range(len(evil)))
    assert sheet.cell(len(evil) + 3, 1).value == f"Counting rule: {RULE}"


def test_a_workbook_has_what_looks_like_an_escape_as_spreadsheets_write_it() -> None:
    rows = cells_of_workbook(table_of(("_x000D_ a\r\nb", 1)).to_xlsx())
    assert rows[1][0] == "_x005F_x000D_ a_x000D_\nb"


def test_a_workbook_holds_what_a_sheet_cannot_count() -> None:
    values = [2**60, float("inf"), True, None, am.Date("2018-03"), ("a", "b"), "nul \x00 bell \x07 half \ud800"]
    table = am.Table(["value"], values, lambda item: [item], rules="All.")
    rows = cells_of_workbook(table.to_xlsx())
    half = "\N{REPLACEMENT CHARACTER}"
    shown = [str(2**60), "inf", "yes", None, "2018-03", "a; b", f"nul {half} bell {half} half {half}"]
    assert [row[0] for row in rows[1:8]] == shown


def test_numbers_of_numpy_are_numbers() -> None:
    import numpy

    items = [("a", numpy.int64(3)), ("b", numpy.float64(0.5))]
    assert [row[1] for row in cells_of_workbook(table_of(*items).to_xlsx())[1:3]] == [3, 0.5]
    assert [row["number"] for row in json.loads(table_of(*items).to_json())["rows"]] == [3, 0.5]


def test_a_text_too_long_for_a_cell_is_refused_not_cut() -> None:
    assert len(cells_of_workbook(table_of(("x" * 32_767, 1)).to_xlsx())[1][0]) == 32_767
    with pytest.raises(
        am.FormatError, match=r"row 2, name: 32,768 characters; a cell of a workbook holds at most 32,767"
    ):
        table_of(("a", 1), ("x" * 32_768, 1)).to_xlsx()


# -- JSON --------------------------------------------------------------------------------------------------------------


def test_json_is_an_object_with_its_rule() -> None:
    table = table_of((EVIL, 1), (("a", am.Date("2018")), float("nan")), (None, True), note="A note.", caption="Here")
    assert json.loads(table.to_json()) == {
        "caption": "Here",
        "columns": ["name", "number"],
        "rows": [
            {"name": EVIL, "number": 1},
            {"name": ["a", "2018"], "number": "nan"},
            {"name": None, "number": True},
        ],
        "note": "A note.",
        "rules": RULE,
    }


@given(st.lists(st.tuples(texts, st.integers(-(2**53), 2**53)), max_size=4))
def test_csv_json_and_workbook_have_the_same_cells(items: list[tuple[str, int]]) -> None:
    table = table_of(*items)
    expected = [list(item) for item in items]
    assert [list(row.values()) for row in json.loads(table.to_json())["rows"]] == expected
    read = csv.reader(io.StringIO(table.to_csv(rules=False, guard=False), newline=""))
    assert list(read)[1:] == [[text, str(number)] for text, number in items]
    if items:
        rows = cells_of_workbook(table.to_xlsx())[1 : len(items) + 1]
        read_back = [[(row[0] or "").replace("_x000D_", "\r").replace("_x005F_", "_"), row[1]] for row in rows]
        assert read_back == expected
