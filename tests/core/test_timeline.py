"""A day as it went, by the hours of its clock."""

from datetime import date, datetime, timedelta, timezone

from unsit.core.rows import Reminded, Rows, Sat, Stretched
from unsit.core.timeline import Timeline, timeline

HOME = timezone(timedelta(hours=1))
MONDAY = date(2026, 3, 2)


def at(hour: float, day: int = 2) -> datetime:
    return datetime(2026, 3, day, tzinfo=HOME) + timedelta(hours=hour)


def sat(until: float, minutes: float, by: str = "away", day: int = 2) -> Sat:
    return Sat(at(until, day), minutes * 60, by)


def lived(*sittings: Sat, **others: object) -> Timeline:
    return timeline(Rows(tuple(sittings), **others), MONDAY)  # type: ignore[arg-type]


def test_sittings_lie_where_they_were_with_breaks_between() -> None:
    day = lived(sat(10, 60), sat(11.5, 75, "session"))
    assert [each.block for each in day.sittings] == [(9, 10), (10.25, 11.5)]
    assert [(each.block, each.by) for each in day.breaks] == [((10, 10.25), "away")]


def test_a_night_and_a_moment_are_no_breaks() -> None:
    assert lived(sat(10, 60), sat(18, 60)).breaks == ()
    assert lived(sat(10, 60, "session"), sat(11, 60 - 0.5)).breaks == ()


def test_what_lasts_past_midnight_is_shown_as_far_as_the_day_goes() -> None:
    day = lived(sat(1, 120, day=2), sat(0.5, 60, day=3))
    assert [each.block for each in day.sittings] == [(0, 1), (23.5, 24)]
    assert [each.by for each in day.sittings] == ["away", ""]
    assert day.hours == (0, 24)


def test_other_days_are_not_shown() -> None:
    assert lived(sat(10, 60, day=1), sat(10, 60, day=3)).empty


def test_a_reminder_shows_what_became_of_its_session() -> None:
    day = lived(
        sessions=(Stretched(at(9.5), "pigeon", "ouch", {"right": 5}),),
        reminders=(Reminded(at(9.5), "started", "pigeon"), Reminded(at(9), "snoozed", "pigeon")),
    )
    assert [(mark.at, mark.outcome) for mark in day.reminders] == [(9.5, "ouch"), (9, "snoozed")]
    assert [(mark.at, mark.outcome) for mark in day.stretches] == [(9.5, "ouch")]


def test_a_working_day_is_shown_at_least_and_whole_hours_always() -> None:
    assert lived(sat(12, 60)).hours == (8, 18)
    assert lived(sat(20.1, 60), sat(7, 20)).hours == (6, 21)
