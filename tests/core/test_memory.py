"""What one daemon leaves for the next: after a restart, a crash, a reboot, or a long night."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.life import MONDAY_NINE, POSES, Life
from unsit.core import events as ev
from unsit.core.day import Day, Setup, next_look
from unsit.core.memory import VERSION, ended, keep, recall
from unsit.core.reminders import Quiet, Snoozed
from unsit.core.rules import Rules
from unsit.core.sitting import Cause
from unsit.core.status import as_json, describe
from unsit.core.turn import advance


def kept_of(life: Life) -> dict[str, Any]:
    """Return what is on the disk: it has been through JSON."""
    document: dict[str, Any] = json.loads(json.dumps(keep(life.day, ev.Ticked(life.at, life.wall))))
    return document


def again(life: Life, minutes: float = 1, *, reboots: bool = False) -> Life:
    """Return the day as the next daemon takes it up, so many minutes later."""
    kept = kept_of(life)
    after = Life(life.rules, at=12.0 if reboots else life.at + minutes * 60, seen=False)
    after.wall = life.wall + timedelta(minutes=minutes)
    after.day = recall(kept, ev.Ticked(after.at, after.wall), life.rules)
    after.heard.clear()
    after.happens(ev.Input)
    return after


@pytest.mark.parametrize("reboots", [False, True], ids=["restart", "reboot"])
def test_the_clock_goes_on_where_it_stood(reboots: bool) -> None:
    life = Life()
    life.works(30)
    after = again(life, reboots=reboots)
    assert after.sat_minutes() == 30
    after.works(14.9)
    assert after.nudges() == []
    after.works(0.2)
    assert len(after.nudges()) == 1


def test_the_time_without_a_daemon_is_not_sitting() -> None:
    life = Life()
    life.works(30)
    assert again(life, minutes=4).sat_minutes() == 30


def test_a_natural_break_without_a_daemon_starts_from_zero() -> None:
    life = Life()
    life.works(45)
    after = again(life, minutes=5)
    assert after.sat_minutes() == 0
    assert after.nudges() == []


def test_a_wall_clock_that_went_back_starts_from_zero() -> None:
    life = Life()
    life.works(30)
    assert again(life, minutes=-1).sat_minutes() == 0


def test_nobody_is_taken_to_sit_there_before_they_are_seen() -> None:
    life = Life()
    life.works(30)
    event = ev.Ticked(life.at + 60, life.wall + timedelta(minutes=1))
    day = recall(kept_of(life), event, life.rules)
    assert day.sitting.running is None
    assert describe(day, event, life.setup).state == "blind"


def test_the_sitting_is_dated_to_its_real_beginning() -> None:
    life = Life()
    life.works(30)
    after = again(life)
    assert after.status.tip.startswith("Sitting since 09:00")


@pytest.mark.parametrize("reboots", [False, True], ids=["restart", "reboot"])
def test_a_snooze_lasts_to_the_moment_that_was_asked_for(reboots: bool) -> None:
    life = Life()
    life.works(45)
    life.says(ev.Snoozed)
    life.works(3)
    after = again(life, minutes=2, reboots=reboots)
    assert after.status.reminder == "snoozed"
    after.works(4.9)
    assert after.nudges() == []
    after.works(0.2)
    assert len(after.nudges()) == 1


def test_the_snoozes_of_before_are_counted() -> None:
    life = Life(Rules(max_snoozes=1, open_window=None))
    life.works(45)
    life.says(ev.Snoozed)
    after = again(life)
    after.works(9)
    assert after.status.reminder == "due"
    refusal = after.is_refused(ev.Snoozed)
    assert refusal is not None
    assert "snoozed once already" in refusal


def test_what_was_due_is_given_again_as_soon_as_somebody_is_seen() -> None:
    life = Life()
    life.works(45)
    after = again(life)
    assert [heard.what for heard in after.heard] == ["nudge"]


def test_a_fixed_time_that_a_pause_held_back_is_still_held() -> None:
    life = Life()
    life.says(ev.Paused, None)
    life.happens(ev.Struck)
    after = again(life)
    assert after.status.reminder == "held"
    after.says(ev.Resumed)
    assert len(after.nudges()) == 1


def test_a_skip_counts_from_where_it_was_said() -> None:
    life = Life()
    life.works(45)
    life.says(ev.Skipped)
    life.works(10)
    after = again(life)
    assert after.sat_minutes() == 55
    assert after.status.remind_in == pytest.approx(35 * 60)


@pytest.mark.parametrize("minutes", [1, 60 * 12], ids=["soon", "long after"])
def test_a_pause_and_the_poses_offered_outlast_any_gap(minutes: float) -> None:
    life = Life()
    life.works(45)
    until = life.wall + timedelta(days=1)
    life.says(ev.Paused, until)
    after = again(life, minutes)
    assert after.status.paused_until == until
    assert after.day.lately == ("pigeon",)


def test_a_pause_without_an_end_is_still_one() -> None:
    life = Life()
    life.says(ev.Paused, None)
    after = again(life, 600)
    assert after.status.state == "paused"
    assert after.status.paused_until is None


def test_a_pause_that_ended_meanwhile_is_over() -> None:
    life = Life()
    life.says(ev.Paused, life.wall + timedelta(hours=1))
    assert again(life, 61).status.state == "sitting"


def test_who_stood_is_still_standing_after_a_restart() -> None:
    life = Life()
    life.works(10)
    life.says(ev.Stood)
    after = again(life)
    assert after.status.state == "standing"
    assert after.sat_minutes() == 10
    assert again(life, 60).status.state == "sitting"


def test_an_open_session_is_not_taken_up_again_but_its_sitting_is() -> None:
    life = Life()
    life.works(45.5)
    assert life.day.session is not None
    after = again(life)
    assert after.day.session is None
    assert [heard.what for heard in after.heard] == ["nudge"]


# --- what cannot be read ------------------------------------------------------------------------


@dataclass
class Now:
    event: ev.Event
    setup: Setup

    def goes_well(self, kept: Any) -> Day:
        """Take it up, look at it in every way, and go on with it."""
        day = recall(kept, self.event, self.setup.rules)
        as_json(describe(day, self.event, self.setup))
        next_look(day, self.event, self.setup)
        seen = ev.Input(self.event.at + 1, self.event.wall + timedelta(seconds=1))
        day, _ = advance(day, seen, self.setup)
        json.dumps(as_json(describe(day, seen, self.setup)), allow_nan=False)
        json.dumps(keep(day, seen), allow_nan=False)
        return day


NOW = Now(ev.Ticked(50.0, MONDAY_NINE), Setup(poses=POSES))
BLANK = Day(sitting=NOW.goes_well(None).sitting)


def busy() -> dict[str, Any]:
    life = Life()
    life.works(45)
    life.says(ev.Snoozed)
    life.says(ev.Paused, life.wall + timedelta(hours=1))
    return {**kept_of(life), "at": (MONDAY_NINE - timedelta(minutes=1)).isoformat()}


@pytest.mark.parametrize(
    "garbage", [None, [], "day", 7, {}, {"v": VERSION}, {"v": VERSION, "at": "yesterday"}]
)
def test_garbage_is_as_if_nothing_had_been_kept(garbage: Any) -> None:
    assert NOW.goes_well(garbage) == BLANK


def test_what_another_version_kept_is_left_alone() -> None:
    assert NOW.goes_well({**busy(), "v": VERSION + 1}) == BLANK


def test_what_this_version_kept_is_not() -> None:
    day = NOW.goes_well(busy())
    assert day.pause is not None
    assert isinstance(day.reminder.phase, Snoozed)
    assert day.sitting.banked == 2700


LATER = {"doses", "left_off", "session", "settled", "shelf", "watched_s", "why"}
"""What the first days that were kept did not have yet."""


@pytest.mark.parametrize("key", sorted(busy().keys() - LATER))
def test_without_any_one_of_its_facts_it_is_as_if_nothing_had_been_kept(key: str) -> None:
    document = busy()
    del document[key]
    assert NOW.goes_well(document) == BLANK


@pytest.mark.parametrize("key", sorted(LATER))
def test_a_day_that_was_kept_before_there_was_such_a_fact_is_taken_up(key: str) -> None:
    document = busy()
    del document[key]
    assert NOW.goes_well(document).sitting.banked == 2700


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("pause", {"until": "2026-11-23T12:00:00"}),
        ("began", "2026-11-23T08:00:00"),
        ("snoozed_until", "2026-11-23T09:05:00"),
        ("lately", [["pigeon"]]),
        ("lately", "pigeon"),
        ("sat_s", float("inf")),
        ("sat_s", float("nan")),
        ("base_s", float("inf")),
        ("base_s", float("nan")),
        ("watched_s", float("nan")),
        ("why", [["2026-11-23T08:00:00", "due", "you sat"]]),
        ("why", [["2026-11-23T08:00:00+01:00", "due"]]),
        ("why", [["2026-11-23T08:00:00+01:00", 1, "you sat"]]),
    ],
)
def test_a_fact_that_cannot_be_is_garbage(key: str, value: Any) -> None:
    assert NOW.goes_well({**busy(), key: value}) == BLANK


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.just(MONDAY_NINE.isoformat())
    | st.just("2026-11-23T09:30:00"),
    lambda inner: st.lists(inner) | st.dictionaries(st.just("until") | st.text(), inner),
    max_leaves=4,
)


@settings(deadline=None)
@given(key=st.sampled_from(sorted(busy())), value=JSON)
def test_whatever_stands_in_the_file_a_day_begins(key: str, value: Any) -> None:
    NOW.goes_well({**busy(), key: value})


@pytest.mark.parametrize("build", [list, dict, str], ids=["list", "object", "text"])
def test_what_is_no_day_at_all_begins_a_blank_one(build: Callable[[], Any]) -> None:
    day = NOW.goes_well(build())
    assert isinstance(day.reminder.phase, Quiet)
    assert Cause.BLIND not in day.sitting.absent


# --- what ended while no daemon ran --------------------------------------------------------------


def test_a_sitting_that_ended_with_the_machine_is_written_down_the_next_morning() -> None:
    life = Life(Rules(open_window=None))
    life.works(46)
    then = ev.Ticked(life.at, life.wall)
    kept = keep(life.day, then)
    morning = ev.Ticked(30.0, life.wall + timedelta(hours=15))
    reminder, sitting = ended(kept, morning, life.rules)
    assert (reminder.kind, reminder.facts["outcome"]) == ("reminder", "withdrawn")
    assert (sitting.kind, sitting.at, sitting.facts) == (
        "sitting",
        then.wall,
        {"sat_s": 46 * 60, "ended_by": "away"},
    )


def test_what_is_taken_up_again_has_not_ended() -> None:
    life = Life()
    life.works(20)
    kept = keep(life.day, ev.Ticked(life.at, life.wall))
    assert ended(kept, ev.Ticked(30.0, life.wall + timedelta(minutes=1)), life.rules) == ()


def test_from_garbage_nothing_has_ended() -> None:
    assert ended({"at": "yesterday"}, ev.Ticked(0, MONDAY_NINE), Rules()) == ()
