"""The other kinds of values that are a text: clock times, ranges, days, budgets."""

from datetime import time

import pytest

from unsit.core import rules
from unsit.schema.kinds import (
    WHEN_IGNORED,
    MisreadError,
    budget,
    clock_time,
    days,
    opening,
    time_range,
)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("after 20 s", 20),
        ("After 1 min", 60),
        ("at once", 0),
        ("on click", None),
        (" on  click ", None),
        ("after 0 s", 0),
        ("when ignored", WHEN_IGNORED),
    ],
)
def test_when_the_window_opens(text: str, seconds: float | None) -> None:
    assert opening(text) == seconds


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("20 s", "after 20 s"),
        ("in 20 s", "after 20 s"),
        ("20", "after 20 s"),
        ("after 1h30", "after 1 h 30 min"),
        ("after lunch", ""),
        ("click", "on click"),
        ("never", "on click"),
        ("now", "at once"),
        ("immediately", "at once"),
        ("sometimes", ""),
        ("if ignored", "when ignored"),
    ],
)
def test_when_the_window_opens_is_guessed(text: str, meant: str) -> None:
    with pytest.raises(MisreadError) as caught:
        opening(text)
    assert caught.value.meant == meant


@pytest.mark.parametrize(("text", "seconds"), [("off", None), (" OFF ", None), ("30 min", 1800)])
def test_a_budget_is_a_length_or_none(text: str, seconds: float | None) -> None:
    assert budget(text) == seconds


@pytest.mark.parametrize(
    ("text", "meant"), [("never", "off"), ("1h30", "1 h 30 min"), ("sometimes", "")]
)
def test_a_budget_is_guessed(text: str, meant: str) -> None:
    with pytest.raises(MisreadError) as caught:
        budget(text)
    assert caught.value.meant == meant
    assert "off" in caught.value.allowed


def test_the_window_opens_when_ignored_by_the_core_s_own_word() -> None:
    assert WHEN_IGNORED == rules.WHEN_IGNORED


def test_a_time_of_the_day() -> None:
    assert [clock_time(text) for text in ("11:00", "9:05", "00:00", "23:59", " 7:30 ")] == [
        *(time(11), time(9, 5), time(0), time(23, 59), time(7, 30))
    ]
    assert clock_time("24:00") == clock_time("00:00")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("9.30", "09:30"),
        ("9h30", "09:30"),
        ("9", "09:00"),
        ("3 pm", "15:00"),
        ("12 am", "00:00"),
        ("12:30pm", "12:30"),
        ("11:00:00", "11:00"),
        ("25:00", ""),
        ("12:60", ""),
        ("noon", ""),
        ("24:01", ""),
        ("", ""),
    ],
)
def test_a_time_that_is_none_is_refused_with_a_guess(text: str, meant: str) -> None:
    with pytest.raises(MisreadError) as caught:
        clock_time(text)
    assert caught.value.meant == meant


def test_a_range_of_the_day() -> None:
    assert time_range("09:00-12:30") == (time(9), time(12, 30))
    assert time_range("9:00 – 12:30") == (time(9), time(12, 30))
    assert time_range("18:00-24:00") == (time(18), time.max)
    assert time_range("00:00-24:00") == (time(0), time.max)


@pytest.mark.parametrize(
    ("text", "allowed", "meant"),
    [
        ("12:00-09:00", "ends after it begins; for a night write two", ""),
        ("09:00-09:00", "ends after it begins", ""),
        ("22:00-00:00", "ends after it begins", "22:00-24:00"),
        ("9-17", 'a range of the day such as "09:00-12:30"', "09:00-17:00"),
        ("9am-5pm", "a range of the day", "09:00-17:00"),
        ("09:00", "a range of the day", ""),
        ("morning-evening", "a range of the day", ""),
        ("09:00-12:00-13:00", "a range of the day", ""),
        ("25:00-26:00", "a range of the day", ""),
    ],
)
def test_a_range_that_is_none_is_refused(text: str, allowed: str, meant: str) -> None:
    with pytest.raises(MisreadError) as caught:
        time_range(text)
    assert allowed in caught.value.allowed
    assert caught.value.meant == meant


def test_days_by_name_and_from_to() -> None:
    assert days("mon") == {0}
    assert days("mon-fri") == {0, 1, 2, 3, 4}
    assert days("sat-sun") == {5, 6}
    assert days("sat-mon") == {5, 6, 0}
    assert days("every-day") == set(range(7))


@pytest.mark.parametrize("text", ["Mon", "monday", "mon-", "mon-tue-wed", "", "weekdays"])
def test_days_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(MisreadError, match="mon-fri"):
        days(text)
