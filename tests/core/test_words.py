"""Lengths and moments as people say them."""

from datetime import datetime, timedelta

import pytest

from tests.life import MONDAY_NINE
from unsit.core.words import left, length, moment, total


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (0.9, "0 s"),
        (59.99, "59 s"),
        (60, "1 min"),
        (119, "1 min"),
        (38 * 60, "38 min"),
        (3599, "59 min"),
        (3600, "1 h"),
        (3900, "1 h 05 min"),
        (25 * 3600 + 59 * 60, "25 h 59 min"),
        (48 * 3600 - 1, "47 h 59 min"),
        (48 * 3600, "2 days"),
        (75 * 3600 + 59 * 60, "3 days 3 h"),
        (30 * 24 * 3600, "30 days"),
    ],
)
def test_a_length_counts_what_is_complete(seconds: float, words: str) -> None:
    assert length(seconds) == words


def test_working_hours_are_summed_up_in_hours() -> None:
    assert total(160 * 3600) == "160 h"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "0 s"),
        (0, "0 s"),
        (0.001, "1 s"),
        (1, "1 s"),
        (1.01, "2 s"),
        (59, "59 s"),
        (59.0001, "59 s"),
        (59.001, "1 min"),
        (59.5, "1 min"),
        (60, "1 min"),
        (60.0001, "1 min"),
        (60.1, "2 min"),
        (61, "2 min"),
        (119, "2 min"),
        (120, "2 min"),
        (2700.0000000001, "45 min"),
        (44 * 60 + 1, "45 min"),
        (3541, "1 h"),
        (3600, "1 h"),
        (3601, "1 h 01 min"),
    ],
)
def test_what_is_left_counts_what_has_begun(seconds: float, words: str) -> None:
    assert left(seconds) == words


@pytest.mark.parametrize(
    ("then", "words"),
    [
        (timedelta(minutes=5), "09:05"),
        (timedelta(hours=14, minutes=59), "23:59"),
        (timedelta(hours=15), "tomorrow 00:00"),
        (timedelta(days=1), "tomorrow 09:00"),
        (timedelta(days=2), "Wed 09:00"),
        (timedelta(days=4), "Fri 09:00"),
        (timedelta(days=6), "Sun 09:00"),
        (timedelta(days=7), "2026-11-30 09:00"),
    ],
)
def test_a_moment_is_named_as_near_as_it_is(then: timedelta, words: str) -> None:
    assert moment(MONDAY_NINE + then, MONDAY_NINE) == words


def test_a_moment_is_tomorrow_by_the_calendar_and_not_by_the_hours() -> None:
    before_midnight = MONDAY_NINE.replace(hour=23, minute=50)
    assert moment(before_midnight + timedelta(minutes=20), before_midnight) == "tomorrow 00:10"
    just_after: datetime = MONDAY_NINE.replace(hour=0, minute=10)
    assert moment(just_after + timedelta(hours=23), just_after) == "23:10"
