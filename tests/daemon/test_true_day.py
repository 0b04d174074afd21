"""The sitting clock against the truth: a day of five hundred turns, lived by a fast clock."""

import pytest

from tests.daemon.house import House
from tests.daemon.person import lives_a_day

OFF_AT_MOST = 2.0
"""Seconds by which a whole day may be wrong."""


@pytest.mark.parametrize("seed", range(3))
def test_after_a_day_of_five_hundred_turns_the_clock_is_true(house: House, seed: int) -> None:
    day = lives_a_day(house, seed)
    assert len(day.turns) == 7, "a day with everything in it"
    assert 6 <= day.lived / 3600 <= 10
    assert day.off <= OFF_AT_MOST
