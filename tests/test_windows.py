"""Windows of time over a debate: which statement is in which window, kernels by hand, and what has no date."""

from __future__ import annotations

import datetime
import itertools
import math
import random
from typing import Any

import pytest

import argmap as am
from tests.test_matrices import small


def debate(seed: int, number: int = 60) -> am.ArgumentMap:
    draw = random.Random(seed)
    first = datetime.date(2017, 11, 20)
    return small(
        *(
            (
                draw.choice("abcde"),
                draw.choice("vwxyz"),
                draw.choice(("asserts", "denies")),
                (first + datetime.timedelta(days=draw.randrange(150))).isoformat(),
            )
            for _ in range(number)
        ),
        parties="abcde",
        claims="vwxyz",
    )


def edges(net: am.Network) -> dict[tuple[str, str], float]:
    return {(row.a, row.b): row.weight for row in net.edges()}


@pytest.mark.parametrize("network", ["congruence", "conflict", "subtract", "two-mode"])
@pytest.mark.parametrize(
    ("width", "unit", "step"), [(10, "days", 3), (2, "weeks", 1), (1, "months", 1), (2, "months", 2)]
)
def test_a_window_is_the_network_of_its_days(network: str, width: int, unit: str, step: int) -> None:
    m = debate(1)
    make = {"congruence": am.congruence, "conflict": am.conflict, "subtract": am.subtract, "two-mode": am.two_mode}
    series = am.windows(m, width=width, unit=unit, step=step, network=network)
    assert len(series) > 2
    for start, end, net in series:
        same = make[network](m, since=start.isoformat(), until=end.isoformat())
        assert edges(net) == edges(same)
        assert net.nodes == same.nodes
    days = sorted(p.date.earliest for p in m.positions.values() if p.date)
    assert series[0].start <= days[0]
    assert series[-1].end >= days[-1]
    assert series[-2].end < days[-1]  # none more than are needed


def test_windows_begin_where_the_calendar_does() -> None:
    m = small(("a", "x", "asserts", "2020-12-30"), ("b", "x", "asserts", "2021-02-03"))
    spans = {unit: [(w.start.isoformat(), w.end.isoformat()) for w in am.windows(m, width=1, unit=unit)]
             for unit in ("weeks", "months", "years")}  # fmt: skip
    assert spans["years"] == [("2020-01-01", "2020-12-31"), ("2021-01-01", "2021-12-31")]
    assert spans["months"] == [("2020-12-01", "2020-12-31"), ("2021-01-01", "2021-01-31"), ("2021-02-01", "2021-02-28")]
    assert spans["weeks"][0] == ("2020-12-28", "2021-01-03")
    assert spans["weeks"][-1] == ("2021-02-01", "2021-02-07")
    assert len(spans["weeks"]) == 6
    # A month without a statement is a window, too.
    assert am.windows(m, width=1, unit="months").overview().column("statements") == [1, 0, 1]


def test_what_has_no_date_or_too_wide_a_one_is_told() -> None:
    m = small(
        ("a", "x", "asserts", "2018-01"),
        ("b", "x", "asserts", "2018-03-05"),
        ("c", "x", "asserts", "2018"),
        ("d", "x", "asserts"),
        ("d", "y", "asserts", "../2017"),
    )
    series = am.windows(m, width=1, unit="months")
    table = series.overview()
    assert table.column("statements") == [1, 0, 1]
    assert table.column("possible") == [1, 1, 1]
    assert series.note == (
        "1 statement without a date: in no window. 2 statements are in no window: their dates do not decide which."
    )
    assert series[0].network.note.startswith("1 statement may belong to this window: not counted")
    years = am.windows(m, width=1, unit="years")
    assert years.overview().column("statements") == [3]
    assert edges(years[0].network) == {("a", "b"): 1, ("a", "c"): 1, ("b", "c"): 1}
    # A kernel needs the day.
    assert am.windows(m, width=1, unit="years", kernel="uniform").overview().column("statements") == [1]


def test_windows_of_statements_keep_all_of_one_day() -> None:
    days = ["2018-01-01", "2018-01-02", "2018-01-02", "2018-01-05", "2018-01-05", "2018-01-09", "2018-01"]
    m = small(*(("abc"[i % 3], "x", "asserts", day) for i, day in enumerate(days)))
    series = am.windows(m, width=2, unit="positions")
    found = [(w.start.day, w.end.day, row.statements) for w, row in zip(series, series.overview(), strict=True)]
    assert found == [(1, 2, 3), (2, 2, 2), (2, 5, 4), (5, 5, 2), (5, 9, 3)]
    assert "1 statement is in no window: its date does not decide which." in series.note
    assert [(w.start.day, w.end.day) for w in am.windows(m, width=9, unit="positions")] == [(1, 9)]


KERNELS: dict[str, Any] = {
    "uniform": lambda d: 0.5,
    "triangular": lambda d: 1 - abs(d),
    "epanechnikov": lambda d: 0.75 * (1 - d * d),
    "gaussian": lambda d: math.exp(-d * d / 2) / math.sqrt(2 * math.pi),
}


@pytest.mark.parametrize("duplicates", ["once", "all"])
@pytest.mark.parametrize("network", ["congruence", "conflict"])
@pytest.mark.parametrize("kernel", KERNELS)
def test_kernels_weigh_pairs_by_the_root_of_the_product(kernel: str, network: str, duplicates: str) -> None:
    m = debate(2)
    series = am.windows(m, width=3, unit="weeks", step=2, kernel=kernel, network=network, duplicates=duplicates)
    for start, end, net in series:
        width, middle = (end - start).days + 1, (start.toordinal() + end.toordinal()) / 2
        said: dict[tuple[str, str, bool], list[float]] = {}
        for p in m.positions.values():
            assert p.date is not None
            assert p.date.earliest is not None
            day = p.date.earliest
            if kernel == "gaussian" or start <= day <= end:
                weight = KERNELS[kernel](2 * (day.toordinal() - middle) / width)
                said.setdefault((p.party, p.target, p.stance == "asserts"), []).append(math.sqrt(weight))
        x = {key: max(roots) if duplicates == "once" else sum(roots) for key, roots in said.items()}
        wanted: dict[tuple[str, str], float] = {}
        for (a, claim, yes), (b, other, too) in itertools.product(x, x):
            if a < b and claim == other and (yes == too) == (network == "congruence"):
                wanted[a, b] = wanted.get((a, b), 0) + x[a, claim, yes] * x[b, other, too]
        assert edges(net) == pytest.approx(wanted)
    assert "the root of the product" in series.rules


def test_a_kernel_leaves_no_dust_where_weights_cancel() -> None:
    m = small(*((p, c, v, f"2018-01-{d:02}") for p, c, v, d in [("a", "x", 1, 3), ("a", "y", 4, 9), ("b", "x", 1, 7),
              ("b", "y", 4, 20), ("c", "x", 4, 5)]))  # fmt: skip
    (window,) = am.windows(m, width=1, unit="months", qualifier="integer", network="conflict", kernel="epanechnikov")
    assert set(edges(window.network)) == {("a", "c"), ("b", "c")}
    (window,) = am.windows(m, width=1, unit="months", qualifier="category", network="conflict", kernel="gaussian")
    assert set(edges(window.network)) == {("a", "c"), ("b", "c")}


def test_one_scale_and_one_set_of_minima_for_the_whole_series() -> None:
    m = small(("a", "x", 1, "2018"), ("b", "x", 3, "2018"), ("a", "x", 5, "2019"), ("c", "x", 5, "2019"))
    series = am.windows(m, width=1, unit="years", qualifier="integer")
    assert [edges(net) for _, _, net in series] == [{("a", "b"): 0.5}, {("a", "c"): 1.0}]
    assert "on a scale from 1 to 5" in series.rules
    assert [net.nodes for _, _, net in am.windows(m, width=1, unit="years", qualifier="integer", min_positions=2)] == [
        ("a",),
        ("a",),
    ]
    everybody = am.windows(m, width=1, unit="years", qualifier="integer", isolates="all")
    assert {net.nodes for _, _, net in everybody} == {tuple("abcd")}


def test_the_long_table_opens_as_networks_do() -> None:
    m = small(("a", "x", "asserts", "2018"), ("b", "x", "asserts", "2018"), ("b", "x", "denies", "2019"),
              ("a", "x", "asserts", "2019"))  # fmt: skip
    table = am.windows(m, width=1, unit="years", network="subtract").edges()
    assert [(row.start.year, row.a, row.b, row.weight, row.claims, row.positions) for row in table] == [
        (2018, "a", "b", 1, ("x",), ("p1", "p2")),
        (2019, "a", "b", -1, ("x",), ("p3", "p4")),
    ]
    assert table.to_pandas().shape == (2, 6)
    assert am.windows(m, width=1, unit="years", network="two-mode").edges().columns[-1] == "positions"


def test_nothing_dated_is_no_window() -> None:
    series = am.windows(small(("a", "x", "asserts")), width=1, unit="years")
    assert list(series) == []
    assert series.note == "1 statement without a date: in no window."
    assert series.edges().rows == []
    assert list(am.windows(am.ArgumentMap(), width=3, unit="positions")) == []


def test_the_ends_of_the_calendar() -> None:
    m = small(("a", "x", "asserts", "9999-12-31"), ("b", "x", "asserts", "9999-12-30"))
    assert am.windows(m, width=3, unit="years")[0].end == datetime.date.max
    assert am.windows(m, width=2, unit="weeks")[0].start == datetime.date(9999, 12, 27)
    m = small(("a", "x", "asserts", "0001-01-01"))
    assert am.windows(m, width=1, unit="weeks", kernel="gaussian")[0].start == datetime.date.min


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"width": 0, "unit": "days"}, "width=0"),
        ({"width": 1, "unit": "day"}, "did you mean 'days'"),
        ({"width": 1, "unit": "days", "step": 1.5}, "step=1.5"),
        ({"width": 1, "unit": "days", "network": "agreement"}, "network='agreement': expected one of 'congruence'"),
        ({"width": 1, "unit": "days", "kernel": "gauss"}, "did you mean 'gaussian'"),
        ({"width": 1, "unit": "positions", "kernel": "gaussian"}, "weighs by time"),
        ({"width": 1, "unit": "days"}, "36525 windows of 1 days: give a greater unit or step"),
    ],
)
def test_what_is_wrong_is_refused(options: dict[str, Any], message: str) -> None:
    m = small(("a", "x", "asserts", "1900-01-01"), ("b", "x", "asserts", "2000-01-01"))
    with pytest.raises(am.ValueRefused, match=message):
        am.windows(m, **options)
