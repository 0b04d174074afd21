"""A pause until a moment, and over a restart."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as drive
from hypothesis import strategies as st

from tests.daemon.house import House
from tests.life import MONDAY_NINE
from unsit import control
from unsit.core import events as ev
from unsit.core import memory
from unsit.core.rules import Rules
from unsit.daemon.wishes import wish

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
SAFE = (
    "status",
    "pause",
    "resume",
    "snooze",
    "skip",
    "undo",
    "why",
    "moved",
    "stand",
    "sit",
    "unshelve",
)
REQUESTS = st.fixed_dictionaries(
    {"verb": st.sampled_from(SAFE) | JSON},
    optional=dict.fromkeys(("until", "seconds", "held", "pose", "minutes", "do"), JSON),
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("14:00", "Paused until 14:00"),
        ("tomorrow 9:00", "Paused until tomorrow 09:00"),
        ("fri", "Paused until Fri 05:00"),
    ],
)
def test_a_pause_lasts_until_what_was_said(house: House, words: str, expected: str) -> None:
    house.opens()
    assert house.wishes("pause", until=words)["sentence"] == expected


@pytest.mark.parametrize("until", ["later", "", None, [], {}, "2099-01-01"])
def test_an_end_that_is_none_is_refused_with_a_sentence(house: House, until: object) -> None:
    house.opens()
    reply = house.wishes("pause", until=until)
    assert not reply["ok"]
    assert reply["error"].startswith("A pause ")


def test_a_pause_survives_a_restart_and_ends_when_it_was_to_end(house: House) -> None:
    house.opens()
    house.wishes("pause", until="14:00")
    kept = memory.keep(house.daemon.day, house.daemon.now(ev.Ticked))
    house.closes()
    house.opens(kept=kept, wall=MONDAY_NINE + timedelta(hours=2))
    assert house.daemon.status().sentence == "Paused until 14:00"
    house.closes()
    house.opens(kept=kept, wall=MONDAY_NINE + timedelta(hours=6))
    assert house.daemon.status().state == "sitting"


def test_a_holiday_begins_and_ends_at_midnight(house: House) -> None:
    eve = datetime(2026, 12, 23, 23, 59).astimezone()
    house.opens(Rules(holidays=(("2026-12-24", "2026-12-24"),)), wall=eve)
    assert house.daemon.status().state == "sitting"
    house.works(2)
    assert house.daemon.status().sentence == "Holiday, off until tomorrow 00:00"
    house.closes()
    house.opens(Rules(quiet_days=(3,)), wall=eve + timedelta(minutes=2))
    assert house.daemon.status().sentence == "Quiet day, off until tomorrow 00:00"


@drive(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(REQUESTS)
def test_whatever_is_asked_there_is_an_answer(house: House, request: control.Request) -> None:
    if not hasattr(house, "daemon"):
        house.opens()
    reply = wish(house.daemon, request)
    assert reply["ok"] or reply["error"].endswith((".", "?"))
