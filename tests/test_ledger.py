"""The history as rows: what belongs to some days, and what the first and last of them are."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from unsit import history, journal, ledger
from unsit.core.rows import Rows, Span

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MONDAY = Span(NOON.date(), NOON.date())


def note(kind: str, hours: float = 0, **facts: Any) -> None:
    journal.append(kind, NOON + timedelta(hours=hours), facts)


def hold(side: str, seconds: float, complete: bool = True) -> dict[str, Any]:
    return {"side": side, "step": 1, "seconds": seconds, "complete": complete}


def rows(span: Span = MONDAY) -> Rows:
    with history.opened() as book:
        return ledger.read(book, span)


def test_a_session_has_what_was_held_by_side_and_how_it_felt() -> None:
    holds = [hold("right", 30), hold("left", 20, False), hold("right", 10, False)]
    note("session", pose="pigeon", outcome="done", holds=holds, feel_before=7, feel_after=3)
    note("session", 1, pose="lizard", outcome="stopped", holds=[])
    first, second = rows().sessions
    assert (first.pose, first.outcome, first.before, first.after) == ("pigeon", "done", 7, 3)
    assert first.held == {"right": 40, "left": 20}
    assert first.counts
    assert (second.held, second.before, second.counts) == ({}, None, False)


def test_a_feeling_that_is_none_is_not_taken_for_one() -> None:
    note("session", pose="pigeon", outcome="done", holds=[], feel_before=70, feel_after="good")
    (session,) = rows().sessions
    assert (session.before, session.after) == (None, None)


def test_of_one_that_hurt_the_side_is_known() -> None:
    note("session", pose="pigeon", outcome="ouch", holds=[], side="left", step=3)
    note("session", 1, pose="pigeon", outcome="done", holds=[], side="right", step=3)
    assert [each.side for each in rows().sessions] == ["left", ""]


def test_sittings_and_reminders_come_from_the_oldest_on() -> None:
    note("sitting", 2, sat_s=60, ended_by="away")
    note("sitting", 1, sat_s=30.5, ended_by="session")
    note("reminder", 1, outcome="skipped", pose="garland", sat_s=9)
    found = rows()
    assert [(each.seconds, each.by) for each in found.sittings] == [(30.5, "session"), (60, "away")]
    assert [(each.outcome, each.pose) for each in found.reminders] == [("skipped", "garland")]


def test_what_is_far_from_the_days_is_not_read() -> None:
    for days in range(-30, 30):
        note("sitting", 24 * days, sat_s=60, ended_by="away")
    assert 1 < len(rows().sittings) < 7


def test_the_bounds_are_the_first_and_last_day_of_any_kind() -> None:
    with history.opened() as book:
        assert ledger.bounds(book) is None
    note("sitting", -48, sat_s=60, ended_by="away")
    note("reminder", 72, outcome="skipped")
    with history.opened() as book:
        assert ledger.bounds(book) == Span(date(2026, 2, 28), date(2026, 3, 5))


def test_days_come_once_each_from_the_newest_on() -> None:
    for hours in (0, 1, 24, 25, 72):
        note("sitting", hours, sat_s=60, ended_by="away")
    note("session", 24, pose="pigeon", outcome="done", holds=[hold("both", 30)])
    note("session", 48, pose="pigeon", outcome="stopped", holds=[hold("both", 9, False)])
    with history.opened() as book:
        assert [day.day for day in ledger.sat_days(book)] == [5, 3, 2]
        assert [day.day for day in ledger.stretched_days(book)] == [3]


def test_what_is_reckoned_is_found_by_an_index_that_holds_it_all() -> None:
    columns = {
        "sittings": "at, sat_s, ended_by",
        "reminders": "at, outcome, pose",
        "sessions": "id, at, pose, outcome, feel_before, feel_after",
    }
    with history.opened() as book:
        for table, wanted in columns.items():
            plan = book.select(
                f"EXPLAIN QUERY PLAN SELECT {wanted} FROM {table} WHERE moment BETWEEN 1 AND 2"
            )
            assert any("COVERING INDEX" in row[3] for row in plan)
