"""What a stretch of time came to."""

from datetime import date, datetime, timedelta, timezone

import pytest

from unsit.core import reckoning, rows
from unsit.core.poses import Hold, Pose
from unsit.core.reckoning import Reckoning, reckon
from unsit.core.rows import NOW, Reminded, Rows, Sat, Span, Stretched

HOME = timezone(timedelta(hours=1))
MONDAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 12, tzinfo=HOME)


def pose(name: str, *works: str, across: tuple[str, ...] = ()) -> Pose:
    return Pose(name, name.title(), Hold(30), (), works=works, across=across)


POSES = (
    pose("pigeon", "hip flexors", "glutes", across=("hip flexors",)),
    pose("garland", "inner thighs", "glutes"),
)


def sat(hours: float, minutes: float, by: str = "away") -> Sat:
    return Sat(AT + timedelta(hours=hours), minutes * 60, by)


def stretched(
    hours: float, outcome: str = "done", name: str = "pigeon", **held: float
) -> Stretched:
    whole = any(seconds >= 30 for seconds in held.values())
    return Stretched(AT + timedelta(hours=hours), name, outcome, held, whole=whole)


def day(*found: Sat | Reminded | Stretched, span: Span | None = None) -> Reckoning:
    """Reckon up Monday, or some other days, of what happened then."""
    made = Rows(
        tuple(each for each in found if isinstance(each, Sat)),
        tuple(each for each in found if isinstance(each, Reminded)),
        tuple(each for each in found if isinstance(each, Stretched)),
    )
    return reckon(made, span or rows.day(MONDAY), POSES)


def test_nothing_comes_to_nothing() -> None:
    found = day()
    assert (found.sat, found.sittings, found.longest, found.kept) == (0, 0, None, (0, 0))
    assert (found.breaks, found.reminders, found.stretches, found.doses) == ({}, {}, {}, {})


def test_sittings_are_added_up_and_the_longest_is_named() -> None:
    found = day(sat(-2, 20), sat(0, 50, "session"), sat(1, 30))
    assert found.sat == 100 * 60
    assert found.longest == sat(0, 50, "session")
    assert found.breaks == {"away": 2, "session": 1}


def test_the_sitting_that_goes_on_counts_and_is_no_break() -> None:
    found = reckon(rows.going_on(Rows(), 1200, AT), rows.day(MONDAY), POSES)
    assert (found.sat, found.breaks) == (1200, {})
    assert found.longest is not None
    assert found.longest.by == NOW
    assert rows.going_on(Rows(), 0.5, AT).empty


def test_a_sitting_past_midnight_belongs_to_both_days() -> None:
    late = Sat(datetime(2026, 3, 3, 0, 30, tzinfo=HOME), 2 * 3600, "away")
    assert day(late).sat_on == {MONDAY: 5400}
    tuesday = rows.day(MONDAY + timedelta(days=1))
    assert day(late, span=tuesday).sat_on == {tuesday.first: 1800}
    assert day(late).longest is None
    assert day(late, span=tuesday).longest == late


@pytest.mark.parametrize(("minutes", "days"), [(12 * 60, 1), (12 * 60 + 1, 2), (60 * 24 * 2, 3)])
def test_days_of_a_sitting_add_up_to_all_of_it(minutes: float, days: int) -> None:
    parts = rows.by_day(sat(0, minutes))
    assert len(parts) == days
    assert sum(seconds for _, seconds in parts) == minutes * 60


def test_a_sitting_that_cannot_be_is_cut_to_a_week() -> None:
    assert sum(seconds for _, seconds in rows.by_day(sat(0, 1e12))) == rows.LONGEST


def test_days_are_those_of_the_place_where_they_were_lived() -> None:
    far = datetime(2026, 3, 1, 23, tzinfo=timezone(timedelta(hours=-10)))  # Monday at home
    assert day(Sat(far, 60, "away")).sat == 0


def test_a_reminder_that_was_started_came_to_what_its_session_did() -> None:
    found = day(
        Reminded(AT, "started", "pigeon"),
        stretched(0, "ouch", right=4),
        Reminded(AT + timedelta(hours=1), "started", "pigeon"),
        Reminded(AT + timedelta(hours=2), "snoozed", "pigeon"),
    )
    assert found.reminders == {"ouch": 1, "started": 1, "snoozed": 1}


def test_what_is_held_is_counted_for_its_muscles_on_the_side_that_feels_it() -> None:
    found = day(stretched(0, right=30, left=20), stretched(1, name="garland", both=10))
    assert found.doses == {
        ("hip flexors", "left"): 30,
        ("hip flexors", "right"): 20,
        ("glutes", "right"): 40,
        ("glutes", "left"): 30,
        ("inner thighs", "right"): 10,
        ("inner thighs", "left"): 10,
    }
    assert found.held == 60


def test_a_step_that_was_skipped_is_no_dose_and_no_stretch() -> None:
    found = day(sat(0, 10), stretched(0, "stopped", right=0.4))
    assert (found.doses, found.kept) == ({}, (0, 1))


def test_a_pose_that_is_gone_is_told_and_not_guessed() -> None:
    found = day(stretched(0, name="my own", both=30))
    assert (found.doses, found.unknown) == ({}, ("my own",))
    assert [each.pose for each in found.practised] == ["my own"]


def test_poses_are_told_by_how_long_they_were_held() -> None:
    found = day(
        stretched(0, name="garland", both=10), stretched(1, right=30), stretched(2, "stopped")
    )
    assert [(each.pose, each.begun, each.done) for each in found.practised] == [
        ("pigeon", 2, 1),
        ("garland", 1, 1),
    ]


def test_groups_are_those_of_the_poses_the_neglected_first() -> None:
    found = day(stretched(0, right=30))
    assert reckoning.groups(POSES, found.doses) == ("inner thighs", "glutes", "hip flexors")


def test_a_feeling_counts_where_it_was_told_both_times() -> None:
    found = day(
        stretched(0)._replace(before=6, after=3),
        stretched(1)._replace(before=8, after=4),
        stretched(2)._replace(before=1),
    )
    assert found.felt == reckoning.Felt(7, 3.5, 2)
    assert day(stretched(2)._replace(before=1)).felt is None


def test_what_was_closed_before_a_whole_hold_is_no_stretch_and_its_seconds_count() -> None:
    found = day(stretched(0, right=30), stretched(1, "stopped", right=5), stretched(2, "stopped"))
    assert (found.stretched, found.held) == (1, 35)
    assert found.stretches == {"done": 1, "stopped": 2}


def test_days_with_a_stretch_are_of_the_days_with_a_sitting() -> None:
    week = rows.week(MONDAY + timedelta(days=6))
    found = day(sat(0, 10), stretched(0, right=30), sat(24, 10), stretched(48, right=30), span=week)
    assert found.kept == (1, 2)


@pytest.mark.parametrize(
    ("sat_on", "stretched_on", "days"),
    [
        ([], [], 0),
        ([9, 8, 7], [9, 8, 7], 3),
        ([9, 9, 6, 5], [9, 6, 5], 3),  # two days off between
        ([9, 8, 7], [9, 7], 1),
        ([9, 8], [8], 1),  # today is not over
        ([8, 7], [9, 9, 8, 7], 2),  # stretched on a day without any sitting
        ([9, 8], [], 0),
    ],
)
def test_a_day_off_breaks_no_row(sat_on: list[int], stretched_on: list[int], days: int) -> None:
    def dates(numbers: list[int]) -> list[date]:
        return [date(2026, 3, number) for number in numbers]

    assert reckoning.run(dates(sat_on), dates(stretched_on), date(2026, 3, 9)) == days


def test_spans_are_those_of_the_calendar() -> None:
    thursday = date(2026, 3, 5)
    assert rows.week(thursday) == Span(MONDAY, thursday)
    assert rows.month(thursday) == Span(date(2026, 3, 1), thursday)
    assert rows.last(7, thursday) == Span(date(2026, 2, 27), thursday)
    assert rows.last(7, thursday).days == len(rows.last(7, thursday).each()) == 7
