"""Days that are foretold: the real core, by blocks of time."""

from datetime import date, datetime, time, timedelta

import pytest

from tests.life import MONDAY_NINE, POSES
from unsit.core import simulating
from unsit.core.rules import Hours, PoseRules, Rules, SessionRules
from unsit.core.simulating import TYPICAL, By, DayError, Outcome

MONDAY = MONDAY_NINE.date()


def lives(*lines: str, rules: Rules | None = None, answer: str = "start", days: int = 1) -> Outcome:
    """Live a day so often; return what came of the last."""
    by = By(rules or Rules(), PoseRules(), POSES, SessionRules(), answer)
    dates = [MONDAY + timedelta(days=number) for number in range(days)]
    zone = MONDAY_NINE.tzinfo
    return simulating.live([(on, simulating.described(lines, on, zone)) for on in dates], by)[-1]


def clock(moments: list[datetime]) -> list[str]:
    return [f"{moment:%H:%M}" for moment in moments]


def reminders(day: Outcome) -> list[str]:
    return clock([each.at for each in day.reminders])


def test_a_reminder_comes_at_the_interval_and_the_stretch_ends_the_sitting() -> None:
    day = lives("09:00-10:40 sit")
    assert reminders(day) == ["09:45", "10:31"]
    assert day.longest < 46 * 60


def test_what_lies_between_two_blocks_is_a_break() -> None:
    assert reminders(lives("09:00-09:40 sit", "09:50-10:30 sit")) == []


def test_a_call_holds_a_reminder_until_it_is_over() -> None:
    day = lives("09:00-09:40 sit", "09:40-10:00 call", "10:00-10:20 sit")
    assert reminders(day) == ["10:00"]
    assert ("held", "the microphone is in use") in [(d.what, d.because) for d in day.decisions]


def test_a_film_is_sitting_and_reading_without_a_sign_is_not() -> None:
    assert reminders(lives("09:00-09:30 sit", "09:30-10:00 film")) == ["09:45"]
    assert reminders(lives("09:00-09:30 sit", "09:30-10:00 read")) == []


def test_a_locked_screen_sleep_and_standing_are_no_sitting() -> None:
    for kind in ("lock", "sleep", "stand", "lunch"):
        assert reminders(lives("09:00-09:30 sit", f"09:30-10:30 {kind}", "10:30-11:00 sit")) == []


def test_whoever_snoozes_is_asked_again_and_again() -> None:
    day = lives("09:00-10:30 sit", answer="snooze")
    assert reminders(day) == ["09:45", "09:55", "10:05", "10:15"]


def test_whoever_skips_is_asked_after_a_whole_interval() -> None:
    day = lives("09:00-10:40 sit", answer="skip")
    assert reminders(day) == ["09:45", "10:30"]
    assert day.longest == pytest.approx(100 * 60, abs=2)


def test_whoever_ignores_it_sees_the_window_and_closes_it() -> None:
    day = lives("09:00-10:00 sit", answer="ignore")
    assert [each.what for each in day.told] == ["nudge", "window"]
    assert day.longest > 55 * 60


def test_each_day_begins_with_a_rested_body() -> None:
    assert reminders(lives(*TYPICAL)) == reminders(lives(*TYPICAL, days=6))[:9]


def test_decisions_are_told_once_each_however_many() -> None:
    day = lives("08:00-20:00 sit", answer="snooze")
    assert len(day.decisions) > 60
    assert [each.what for each in day.decisions].count("due") >= len(day.reminders)
    assert sorted(day.decisions, key=lambda each: each.at) == list(day.decisions)


def test_a_day_without_blocks_is_a_day_off() -> None:
    by = By(Rules(), PoseRules(), POSES, SessionRules())
    (day,) = simulating.live([(date(2026, 11, 23), ())], by)
    assert (day.reminders, day.sat) == ((), 0.0)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["09:00-10:00 sleeep"], "'sleeep' is none of sit, call"),
        (["9-10 sit"], "no span of time"),
        (["sit"], "'' is none of"),
        (["10:00-09:00 sit"], "ends before it begins"),
        (["09:00-10:00 sit", "09:30-11:00 call"], "begins before 10:00"),
    ],
)
def test_a_day_that_cannot_be_is_told_in_a_sentence(lines: list[str], said: str) -> None:
    with pytest.raises(DayError, match=r".") as wrong:
        simulating.described(lines, MONDAY, None)
    assert said in str(wrong.value)


def test_off_hours_and_fixed_times_are_kept() -> None:
    week = (((time(9), time(10)),),) * 7
    day = lives("08:30-11:00 sit", rules=Rules(hours=Hours(week)))
    assert reminders(day) == ["09:45"]
    day = lives("08:30-11:00 sit", rules=Rules(remind_after=86400, times=(time(9), time(10, 30))))
    assert reminders(day) == ["09:00", "10:30"]
