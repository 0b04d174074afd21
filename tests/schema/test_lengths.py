"""Lengths of time, as people write them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from unsit.schema.kinds import (
    MisreadError,
    budget,
    clock_time,
    days,
    duration,
    guess_unit,
    opening,
    time_range,
    written,
)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("45 min", 2700),
        ("45min", 2700),
        ("45 minutes", 2700),
        ("1 minute", 60),
        ("45 m", 2700),
        ("20 s", 20),
        ("20sec", 20),
        ("90 seconds", 90),
        ("1 h 30 min", 5400),
        ("1h30min", 5400),
        ("1 hour and 30 minutes", 5400),
        ("1 h, 30 min", 5400),
        ("1 hour, and 30 minutes", 5400),
        ("2 hours", 7200),
        ("2 hrs", 7200),
        ("1.5 h", 5400),
        ("0.5 s", 0.5),
        ("  45   MIN ", 2700),
        ("1 h 2 min 3 s", 3723),
        ("0 s", 0),
        ("1 h 20 s", 3620),
    ],
)
def test_a_length_of_time_is_read_as_people_write_it(text: str, seconds: float) -> None:
    assert duration(text) == seconds


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", ""),
        ("   ", ""),
        ("45", ""),
        ("min", ""),
        ("a while", ""),
        ("-5 min", ""),
        ("5 min ago", ""),
        ("5 ms", ""),
        ("5 mins.", ""),
        ("1e3 s", ""),
        ("inf s", ""),
        ("٤٥ min", ""),
        ("1,5 h", "1 h 30 min"),
        ("1h30", "1 h 30 min"),
        ("1:30", "1 h 30 min"),
        ("1 h and", ""),
        ("1 h,", ""),
    ],
)
def test_a_length_that_is_none_is_refused_with_a_guess(text: str, meant: str) -> None:
    with pytest.raises(MisreadError) as caught:
        duration(text)
    assert caught.value.meant == meant
    assert caught.value.allowed == 'a length of time such as "45 min", "1 h 30 min" or "20 s"'


@pytest.mark.parametrize("text", ["30 min 1 h", "5 min 5 min", "5 s 1 h"])
def test_units_come_once_and_the_largest_first(text: str) -> None:
    with pytest.raises(MisreadError, match="the largest unit first"):
        duration(text)


@given(st.integers(0, 10**9))
@example(86400)
def test_whole_seconds_are_written_and_read_back(seconds: int) -> None:
    assert duration(written(seconds)) == seconds


@given(st.integers(0, 10**11).map(lambda millionths: millionths / 1_000_000))
def test_parts_of_seconds_are_written_and_read_back(seconds: float) -> None:
    assert duration(written(seconds)) == seconds


@given(st.text(max_size=30))
def test_no_text_makes_the_reader_fail_otherwise(text: str) -> None:
    for read in (duration, opening, budget, clock_time, time_range, days):
        try:
            read(text)
        except MisreadError:
            pass


def test_lengths_are_written_short() -> None:
    lengths = [0, 20, 60, 90, 2700, 3600, 5400, 3723, 0.5]
    assert [written(seconds) for seconds in lengths] == [
        *("0 s", "20 s", "1 min", "1 min 30 s", "45 min", "1 h", "1 h 30 min", "1 h 2 min 3 s"),
        "0.5 s",
    ]


def test_a_bare_number_gets_the_unit_that_its_neighbours_have() -> None:
    assert guess_unit("45", like="30 min") == "45 min"
    assert guess_unit("20", like="8 s") == "20 s"
    assert guess_unit("1,5", like="1 h") == "1.5 h"
