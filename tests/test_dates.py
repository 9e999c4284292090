"""Dates known in part: what is refused, which days a date can mean, and yes, no or possibly."""

from __future__ import annotations

import calendar
import copy
import datetime
import io
import pickle
import subprocess
import sys
from contextlib import redirect_stdout

import pytest
from hypothesis import given
from hypothesis import strategies as st

import argmap as am
from argmap.dates import as_date, compare
from tests.strategies import dates, edtf, edtf_plain, quoted

D = datetime.date


# -- what is no date ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "2018-02-29",
        "1900-02-29",
        "2018-02-30",
        "2018-04-31",
        "2018-13",
        "2018-00",
        "2018-00-05",
        "2018-03-00",
        "2018-03-32",
        "2018-20",
        "2018-25",
        "2018-99",
        "2018-21-01",
        "0000",
        "0000-01-01",
        "0000/2018",
        "201",
        "20188",
        "2018-3",
        "2018-3-7",
        "18-03-07",
        "2018/03/07",
        "2018.03.07",
        "20180307",
        "2018-03-07-01",
        "07-03-2018",
        "March 2018",
        "this week",
        "2018~~",
        "~2018",
        "2018-XX-07",
        "201X-03",
        "20X8",
        "X018",
        "2018-1X",
        "2018-03-0X",
        "2018-XX-31",
        "/",
        "..",
        "../..",
        "../",
        "/..",
        "2018//2019",
        "2016/2017/2018",
        "2018/2016",
        "2018-03-08/2018-03-07",
        "2018-03/2018-02-28",
        "2018/2018-13",
        "2018-02-29/2019",
        "...2018",
        "2018/...",
        "2018-03-07T",
        "2018-03-07T24:00:00",
        "2018-03-07T12:60:00",
        "2018-03-07T12:30:60",
        "2018-03-07T12:30:00+24:00",
        "2018-03-07T12:30",
        "2018-02-29T12:30:00",
        "2018-03T12:30:00",
        "Y12018",
        "Y-17000",
        "-0044",
        "-0044-03-15",
        "10000",
        "９９９９",
        "2018-03\u00ad",
        "2018\n-03",
        "=2018",
        "[2018,2019]",
        "{2018}",
        "2018E3",
        "y170000002",
        "2018-03-07/today",
        "9" * 5000,
    ],
)
def test_what_is_no_date_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(am.DateError) as caught:
        am.Date(text)
    message = str(caught.value)
    assert message.startswith(repr(text)[:50])
    assert "is no date: " in message
    assert "\n" not in message
    assert len(message) < 250


@pytest.mark.parametrize("value", [2018, 2018.0, True, b"2018", ["2018"], object()])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(am.DateError, match="is no date"):
        am.Date(value)
    with pytest.raises(am.ValueRefused):
        am.Position("p", "ada", "pier", date=value)
    with pytest.raises(am.DateError, match="must be a string"):
        am.Date("2018", text=value)


@pytest.mark.parametrize("given", [{}, {"edtf": ""}, {"edtf": "  "}, {"text": " \n"}, {"edtf": "", "text": ""}])
def test_an_empty_date_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(am.DateError, match="an empty date"):
        am.Date(**given)


@pytest.mark.parametrize("character", ["\0", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_the_words_of_a_date_follow_the_rules_of_texts(character: str) -> None:
    with pytest.raises(am.DateError, match=f"U\\+{ord(character):04X} may not stand"):
        am.Date(text=f"this{character}week")


def test_the_words_of_a_date_may_have_marks_that_do_not_print() -> None:
    assert am.Date(text="\u202e this\u00a0\n week \u200d").text == "\u202e this week \u200d"


def test_the_error_says_where_the_date_stands() -> None:
    with pytest.raises(
        am.DateError, match=r"position 'p1': date: '2018-02-29' is no date: 2018-02 has the days 01 to 28"
    ):
        am.Position("p1", "ada", "pier", date="2018-02-29")


# -- which days it can mean --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2018", D(2018, 1, 1), D(2018, 12, 31)),
        ("2018-02", D(2018, 2, 1), D(2018, 2, 28)),
        ("2016-02", D(2016, 2, 1), D(2016, 2, 29)),
        ("2000-02-29", D(2000, 2, 29), D(2000, 2, 29)),
        ("2018-12", D(2018, 12, 1), D(2018, 12, 31)),
        ("0001", D(1, 1, 1), D(1, 12, 31)),
        ("9999-12-31", D(9999, 12, 31), D(9999, 12, 31)),
        ("2016~", D(2016, 1, 1), D(2016, 12, 31)),
        ("2016-02?", D(2016, 2, 1), D(2016, 2, 29)),
        ("2016-02-03%", D(2016, 2, 3), D(2016, 2, 3)),
        ("201X", D(2010, 1, 1), D(2019, 12, 31)),
        ("20XX", D(2000, 1, 1), D(2099, 12, 31)),
        ("000X", D(1, 1, 1), D(9, 12, 31)),
        ("201X?", D(2010, 1, 1), D(2019, 12, 31)),
        ("2018-XX", D(2018, 1, 1), D(2018, 12, 31)),
        ("2018-XX-XX", D(2018, 1, 1), D(2018, 12, 31)),
        ("2016-02-XX", D(2016, 2, 1), D(2016, 2, 29)),
        # North or south of the equator is not said, so nor is the quarter.
        ("2018-21", D(2018, 3, 1), D(2018, 12, 31)),
        ("2018-22", D(2017, 12, 1), D(2019, 3, 31)),
        ("2018-23", D(2018, 3, 1), D(2018, 12, 31)),
        ("2018-24", D(2017, 12, 1), D(2019, 3, 31)),
        ("0001-24", D(1, 1, 1), D(2, 3, 31)),
        ("9999-22", D(9998, 12, 1), D(9999, 12, 31)),
        ("2016/2018", D(2016, 1, 1), D(2018, 12, 31)),
        ("2018/2018", D(2018, 1, 1), D(2018, 12, 31)),
        ("2018-03-07/2018-03-07", D(2018, 3, 7), D(2018, 3, 7)),
        ("2018/2018-03-07", D(2018, 1, 1), D(2018, 3, 7)),
        ("2016~/2018-02", D(2016, 1, 1), D(2018, 2, 28)),
        ("201X/2018", D(2010, 1, 1), D(2018, 12, 31)),
        ("../2018", None, D(2018, 12, 31)),
        ("/2018", None, D(2018, 12, 31)),
        ("2018/..", D(2018, 1, 1), None),
        ("2018/", D(2018, 1, 1), None),
        ("2018-03-07T12:30:00", D(2018, 3, 7), D(2018, 3, 7)),
        ("2018-03-07T23:30:00Z", D(2018, 3, 7), D(2018, 3, 7)),
        ("2018-03-07T00:30:00-11:00", D(2018, 3, 7), D(2018, 3, 7)),
        ("2018-03-07T00:30:00+02", D(2018, 3, 7), D(2018, 3, 7)),
        ("  2018-03  ", D(2018, 3, 1), D(2018, 3, 31)),
    ],
)
def test_bounds(text: str, earliest: D | None, latest: D | None) -> None:
    date = am.Date(text)
    assert (date.earliest, date.latest) == (earliest, latest)
    assert date.edtf == text.strip()


def test_words_alone_have_no_bounds() -> None:
    date = am.Date(text="  this \n week ")
    assert (date.edtf, date.text, date.earliest, date.latest) == (None, "this week", None, None)
    assert str(date) == '"this week"'


@given(st.integers(1, 9999), st.integers(0, 99), st.integers(0, 99))
def test_a_day_is_accepted_when_the_calendar_has_it(year: int, month: int, day: int) -> None:
    text = f"{year:04d}-{month:02d}-{day:02d}"
    try:
        expected = D(year, month, day)
    except ValueError:
        with pytest.raises(am.DateError):
            am.Date(text)
    else:
        assert am.Date(text).earliest == am.Date(text).latest == expected


@given(edtf)
def test_bounds_are_in_order_and_written_form_is_kept(text: str) -> None:
    date = am.Date(text)
    assert date.edtf == text
    assert date.earliest is not None or date.latest is not None
    if date.earliest is not None and date.latest is not None:
        assert date.earliest <= date.latest


@given(edtf_plain, edtf_plain)
def test_an_interval_has_the_bounds_of_its_ends(first: str, last: str) -> None:
    one, two = am.Date(first), am.Date(last)
    assert one.earliest is not None
    assert two.latest is not None
    if one.earliest > two.latest:
        with pytest.raises(am.DateError, match="ends before it begins"):
            am.Date(f"{first}/{last}")
    else:
        both = am.Date(f"{first}/{last}")
        assert (both.earliest, both.latest) == (one.earliest, two.latest)
        assert both.approximate == (one.approximate or two.approximate)


# What the edtf library gives in one breath with the calendar, and where it cannot be trusted.
_AGREED = ["2018", "2018-02", "2016-02", "2016-02-29", "2016~", "201X", "20XX", "2018-XX", "2016-02-XX", "2018-XX-XX"]


@pytest.mark.parametrize("text", _AGREED)
def test_the_edtf_library_agrees(text: str) -> None:
    edtf_library = pytest.importorskip("edtf", reason="the edtf library is an extra")
    parsed = edtf_library.parse_edtf(text)
    low, high = (D(*bound[:3]) for bound in (parsed.lower_strict(), parsed.upper_strict()))
    assert (am.Date(text).earliest, am.Date(text).latest) == (low, high)


def test_the_edtf_library_is_not_needed_because_it_errs() -> None:
    edtf_library = pytest.importorskip("edtf", reason="the edtf library is an extra")

    def bounds(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        parsed = edtf_library.parse_edtf(text)
        return parsed.lower_strict()[:3], parsed.upper_strict()[:3]

    # Winter is the last month of the year, spring is where the library was written.
    assert bounds("2018-24") == ((2018, 12, 1), (2018, 12, 31))
    assert bounds("2018-21") == ((2018, 3, 1), (2018, 5, 31))
    noise = io.StringIO()
    with redirect_stdout(noise), pytest.raises(AttributeError):
        bounds("2018-1X")
    assert "trying to" in noise.getvalue()


def test_no_date_loads_the_edtf_library() -> None:
    code = (
        "import argmap as am, sys\n"
        "for text in ('2018', '201X', '2018-21', '../2018~', '2018-03-07T12:30:00Z'): am.Date(text)\n"
        "assert not {'edtf', 'pyparsing', 'dateutil'} & set(sys.modules), 'loaded'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# -- yes, no, possibly -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "since", "until", "answer"),
    [
        ("2018", "2018", "2018", "yes"),
        ("2018", "2017", None, "yes"),
        ("2018", None, "2018", "yes"),
        ("2018", "2018-06", None, "possibly"),
        ("2018", None, "2018-06", "possibly"),
        ("2018", "2019", None, "no"),
        ("2018", None, "2017", "no"),
        ("2018-03-07", "2018-03-07", "2018-03-07", "yes"),
        ("2018-03-07", "2018-03-08", None, "no"),
        ("2018-03-07", None, "2018-03-06", "no"),
        ("../2018", None, "2018", "yes"),
        ("../2018", "2018", None, "possibly"),
        ("../2018", "2019", None, "no"),
        ("2018/..", "2018", None, "yes"),
        ("2018/..", None, "2018", "possibly"),
        ("2018/..", None, "2017", "no"),
        ("2016/2018", "2016", "2018", "yes"),
        ("2016/2018", "2017", "2017", "possibly"),
        ("2018-21", "2018", "2018", "yes"),
        ("2018-24", "2018", "2018", "possibly"),
        ("201X", "2010", "2019", "yes"),
        ("201X", "2018", None, "possibly"),
        # About: never yes, and no only when it is out by more than its own length.
        ("2018~", "2018", "2018", "possibly"),
        ("2018~", "2017", "2019", "possibly"),
        ("2018?", None, "2017", "possibly"),
        ("2018%", "2019", None, "possibly"),
        ("2018~", None, "2016", "no"),
        ("2018~", "2020", None, "no"),
        ("2018-03-07~", None, "2018-03-05", "no"),
        ("2018-03-07~", None, "2018-03-06", "possibly"),
        ("../2018~", "2025", None, "possibly"),
        ("2018~/..", None, "2010", "possibly"),
        ("0001~", None, "0001", "possibly"),
        ("9999~", "9999", None, "possibly"),
        # The days asked for, at their widest.
        ("2018-12-31", None, "2018", "yes"),
        ("2018-01-01", "2018", None, "yes"),
        ("2018-03", "2018-03-31", None, "possibly"),
        ("2018", "../2017", None, "yes"),
        ("2018", None, "2019/..", "yes"),
        ("2018", None, None, "yes"),
    ],
)
def test_within(text: str, since: str | None, until: str | None, answer: str) -> None:
    assert am.Date(text).within(since=since, until=until) == answer


def test_words_are_possibly_within_anything() -> None:
    assert am.Date(text="yesterday").within(since="2018", until="2018") == "possibly"


def test_a_span_must_be_one() -> None:
    with pytest.raises(am.DateError, match="since=2019 is later than until=2018"):
        am.Date("2018").within(since="2019", until="2018")
    with pytest.raises(am.DateError, match="words cannot be placed in the calendar"):
        am.Date("2018").within(since=am.Date(text="this week"))
    with pytest.raises(am.DateError, match="an empty date"):
        am.Date("2018").within(since="")


_days = st.dates(D(2016, 1, 1), D(2019, 12, 31))


@given(_days, _days, _days, _days)
def test_yes_means_every_day_and_no_means_none(a: D, b: D, c: D, d: D) -> None:
    first, last = sorted([a, b])
    since, until = sorted([c, d])
    inside = [first <= until and since <= last, since <= first and last <= until]
    expected = "yes" if inside[1] else "possibly" if inside[0] else "no"
    assert am.Date(f"{first}/{last}").within(since=since, until=until) == expected
    assert compare((first, last), (since, until)) == expected
    assert compare((None, last), (None, until)) in (("yes",) if last <= until else ("possibly",))


@given(dates, edtf_plain, edtf_plain)
def test_about_never_answers_yes(date: am.Date, since: str, until: str) -> None:
    try:
        answer = date.within(since=since, until=until)
    except am.DateError as error:
        assert "is later than" in str(error)  # noqa: PT017  # the other outcome is tested too
        return
    assert answer in ("no", "possibly") or not (date.approximate or date.edtf is None)


# -- what a date is as a value -----------------------------------------------------------------------------------------


@given(dates)
def test_dates_are_values(date: am.Date) -> None:
    twin = am.Date(date.edtf, text=date.text)
    assert twin == date
    assert hash(twin) == hash(date)
    for other in (pickle.loads(pickle.dumps(date)), copy.copy(date), copy.deepcopy(date), as_date(date)):
        assert other == date
        assert (other.earliest, other.latest) == (date.earliest, date.latest)
    if date.text is None:
        assert eval(repr(date), {"Date": am.Date}) == date


def test_equality_is_by_what_is_written() -> None:
    assert am.Date("2018") != am.Date("2018-XX-XX")
    assert am.Date("/2018") != am.Date("../2018")
    assert am.Date("2018") != am.Date("2018", text="last year")
    assert am.Date("2018") != "2018"
    assert {am.Date("2018"), am.Date("2018 ")} == {am.Date("2018")}


@pytest.mark.parametrize("name", ["edtf", "text", "earliest", "latest", "approximate", "new"])
def test_a_date_cannot_be_changed(name: str) -> None:
    date = am.Date("2018", text="last year")
    with pytest.raises(AttributeError):
        setattr(date, name, None)
    with pytest.raises(AttributeError):
        delattr(date, name)
    assert date == am.Date("2018", text="last year")


def test_days_and_times_of_python_are_taken() -> None:
    assert as_date(D(2018, 3, 7)) == am.Date("2018-03-07")
    assert as_date(datetime.datetime(2018, 3, 7, 12, tzinfo=datetime.UTC)) == am.Date("2018-03-07")
    assert as_date(D(1, 2, 3)).edtf == "0001-02-03"
    assert am.Position("p", "ada", "pier", date=D(2018, 3, 7)).date == am.Date("2018-03-07")


@given(quoted)
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    try:
        date = am.Date(text)
    except am.DateError:
        return
    assert date.edtf == text.strip()
    year = int((date.edtf or "").lstrip("./")[:4].replace("X", "0"))
    assert 0 <= year <= 9999
    assert calendar.isleap(year) in (True, False)
