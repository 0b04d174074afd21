"""The end of a pause in words."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import settings as drive
from hypothesis import strategies as st

from unsit.core import until

WEDNESDAY = datetime(2026, 11, 25, 15, 30).astimezone()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("16:00", "2026-11-25 16:00"),
        ("14:00", "2026-11-26 14:00"),
        ("24:00", "2026-11-26 00:00"),
        ("midnight", "2026-11-26 00:00"),
        ("noon", "2026-11-26 12:00"),
        ("17", "2026-11-25 17:00"),
        ("5 pm", "2026-11-25 17:00"),
        ("5:15pm", "2026-11-25 17:15"),
        ("tomorrow", "2026-11-26 05:00"),
        ("tomorrow 9:00", "2026-11-26 09:00"),
        ("today 18:00", "2026-11-25 18:00"),
        ("fri", "2026-11-27 05:00"),
        ("Friday 9:30", "2026-11-27 09:30"),
        ("wednesday", "2026-12-02 05:00"),
        ("mon", "2026-11-30 05:00"),
        ("2026-12-24", "2026-12-24 05:00"),
        ("12-24 12:00", "2026-12-24 12:00"),
        ("01-02", "2027-01-02 05:00"),
    ],
)
def test_an_end_is_the_next_moment_that_is_called_so(words: str, expected: str) -> None:
    assert f"{until.moment(words, WEDNESDAY):%Y-%m-%d %H:%M}" == expected


@pytest.mark.parametrize(
    "words",
    ["", "later", "25:00", "14:60", "t", "fri sat", "13 pm", "14:00 fri", "2026-02-30", "\u0661"],
)
def test_what_is_no_end_is_answered_with_what_would_be(words: str) -> None:
    with pytest.raises(ValueError, match=r'A pause lasts until a time \("14:00"\), "tomorrow"'):
        until.moment(words, WEDNESDAY)


@pytest.mark.parametrize("words", ["2026-11-25", "2020-01-01", "today", "today 15:30"])
def test_a_day_that_is_over_is_no_end(words: str) -> None:
    with pytest.raises(ValueError, match="has been already"):
        until.moment(words, WEDNESDAY)


@drive(deadline=None)
@given(st.text(max_size=30))
def test_whatever_is_said_the_end_is_ahead_or_there_is_a_sentence(words: str) -> None:
    try:
        end = until.moment(words, WEDNESDAY)
    except ValueError:
        return
    assert end > WEDNESDAY
