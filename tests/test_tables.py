"""Tables and rows: made when looked at, printed plainly, shown safely, the same in pandas."""

from __future__ import annotations

import copy
import pickle
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import argmap as am
from tests.strategies import AWKWARD_TEXTS, full_map, texts


def table_of(*items: tuple[Any, ...], columns: str = "name number") -> am.Table:
    return am.Table(columns.split(), items, lambda item: item, rules="All.")


def test_cells_are_made_when_they_are_first_looked_at_and_once() -> None:
    calls: list[Any] = []

    def cells(item: int) -> tuple[int]:
        calls.append(item)
        return (item,)

    table = am.Table(["n"], range(3), cells, rules="All.", note=lambda: "late")
    assert (len(table), table.columns, table.records, table.rules) == (3, ("n",), [0, 1, 2], "All.")
    assert bool(table) is True
    assert calls == []
    assert [row.n for row in table] == table.column("n") == [0, 1, 2]
    assert str(table).endswith("late")
    assert calls == [0, 1, 2]


def test_a_table_is_a_sequence() -> None:
    table = table_of(("a", 1), ("b", 2), ("c", 3))
    assert [row.name for row in table] == [row.name for row in table[:]] == ["a", "b", "c"]
    assert table[-1].number == 3
    assert [row.name for row in reversed(table)] == ["c", "b", "a"]
    assert [row.name for row in table[::2]] == ["a", "c"]
    assert table[1] in table
    assert table.index(table[1]) == 1
    with pytest.raises(IndexError):
        table[3]
    with pytest.raises(TypeError):
        table[0] = table[1]
    rows = table.rows
    rows.clear()
    assert len(table.rows) == 3


def test_a_row_has_cells_and_a_record() -> None:
    claim = am.Claim("pier", "Build it.")
    table = am.Table(["text", "n"], [claim], lambda one: (one.text.upper(), 1), rules="All.")
    row = table[0]
    assert (row.text, row["text"], row.id, row.record) == ("BUILD IT.", "BUILD IT.", "pier", claim)
    assert row.as_dict() == {"text": "BUILD IT.", "n": 1}
    assert {"text", "n", "id", "record", "wordings"} <= set(dir(row))
    assert repr(row) == "Row(text='BUILD IT.', n=1)"
    assert row == am.Row({"text": "BUILD IT.", "n": 1})
    assert row != am.Row({"text": "BUILD IT.", "n": 2})
    assert row != {"text": "BUILD IT.", "n": 1}
    row.as_dict()["n"] = 2
    assert row.n == 1
    for wrong in ("colour", "_cells_", "__len__"):
        with pytest.raises(AttributeError):
            getattr(row, wrong)
    with pytest.raises(AttributeError, match="no column 'colour': there are text, n"):
        row.colour
    with pytest.raises(AttributeError, match="no column 'id'"):
        am.Row({"n": 1}).id
    with pytest.raises(KeyError, match="no column 'colour'"):
        row["colour"]
    for twin in (copy.copy(row), copy.deepcopy(row), pickle.loads(pickle.dumps(row))):
        assert twin == row
        assert twin.record == claim


def test_a_column_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(am.ArgmapError) as caught:
        table_of(("a", 1)).column("nmae")
    assert str(caught.value) == "no column 'nmae': there are name, number"


def test_cells_and_columns_must_agree() -> None:
    with pytest.raises(ValueError, match="argument"):
        table_of(("a",)).rows


def test_print() -> None:
    table = am.Table(
        ["name", "number", "parts", "sure", "date"],
        [
            ("a\n  b", 5, ("x", "y"), True, am.Date("2018~")),
            ("long " * 20, 10.5, (), False, am.Date(text="this week")),
            (None, -3, None, None, None),
        ],
        lambda item: item,
        rules="All.",
        note="A note.",
    )
    lines = str(table).splitlines()
    assert lines[2].split("  ")[0] == "a b"
    assert len(lines[3].split("…")[0]) < 40
    assert lines[-1] == "A note."
    assert "long " * 10 in table.to_text(width=None)
    assert str(table_of()) == "(nothing)"
    assert repr(table) == str(table)


@given(st.lists(st.tuples(texts, st.integers(-9, 9)), max_size=3), st.integers(2, 60))
def test_any_text_is_one_line_of_a_table(items: list[tuple[str, int]], width: int) -> None:
    table = table_of(*items)
    shown = table.to_text(width=width)
    assert len(shown.split("\n")) == (len(items) + 2 if items else 1)
    assert not any(ord(character) in range(0x7F, 0xA0) for character in shown), "a terminal would obey it"
    assert max(map(len, shown.split("\n"))) <= max(width, 9) + 2 + 6


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.cells: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.seen.add(tag)
        assert all(name == "class" for name, _ in attrs)
        if tag == "td":
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "tbody":
            self.done, self.cells = self.cells, []


@given(texts)
def test_html_shows_a_text_and_obeys_none(text: str) -> None:
    evil = f"{text}<script>alert('1')</script><img src=x onerror=\"a\">&amp;"
    table = am.Table([evil, "b"], [(evil, None)], lambda item: item, rules=evil, note=evil)
    page = _Tags()
    page.feed(table._repr_html_())
    assert page.seen == {"table", "thead", "tbody", "tr", "th", "td", "p", "small"}
    assert len(page.done) == 2
    assert "onerror" in page.done[0]


def test_pandas_has_the_same_cells() -> None:
    m = full_map()
    for table in (m.positions(mode="any"), m.arguments(), m.claims(), m.sources(), m.stances("view"), table_of()):
        frame = table.to_pandas()
        assert list(frame.columns) == list(table.columns)
        assert len(frame) == len(table)
        for name in table.columns:
            shown = [None if cell is None or cell != cell else cell for cell in frame[name].tolist()]
            assert shown == table.column(name)
        assert frame.attrs == {"rules": table.rules, "note": table.note}


def test_every_table_of_a_map_states_its_rule_and_shows_itself() -> None:
    m = full_map()
    for id, text in enumerate(AWKWARD_TEXTS):
        m.add_claim(text, id=f"awkward-{id}")
    tables = [getattr(m, name)() for name in ("issues", "claims", "arguments", "relations", "parties", "memberships")]
    tables += [m.cases(), m.sources(), m.positions(), m.outcomes(), m.find("pier"), m.undercuts()]
    tables += [m.stances("build"), m.holders("build"), m.arguments_for("~build"), m.arguments_against("build")]
    for table in tables:
        assert table.rules.endswith(".")
        assert "\n" not in table.rules
        assert str(table)
        assert table._repr_html_()
        assert all(dir(row) for row in table)


def test_a_table_outlives_what_it_shows() -> None:
    """A table is an answer given once: to remove a record later breaks nothing."""
    m = full_map()
    names = ("issues", "claims", "arguments", "relations", "parties", "memberships", "cases", "sources", "positions")
    tables = [getattr(m, name)() for name in (*names, "outcomes")]
    tables += [m.stances("build"), m.holders("view"), m.arguments_for("~build"), m.undercuts()]
    m.remove(*(record for name in (*names, "outcomes") for record in getattr(m, name).values()))
    for table in tables:
        assert str(table)
        assert table.note is not None
