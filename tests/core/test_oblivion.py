"""What the day forgets, in the daemon's head and on disk."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.life import MONDAY_NINE, Life
from unsit.core import memory, oblivion
from unsit.core.day import Day, Decision
from unsit.core.dose import Dosed
from unsit.core.events import Forgot, Ticked
from unsit.core.rules import Rules
from unsit.core.shelf import Shelved

TODAY = MONDAY_NINE.date()
DAYS = [TODAY - timedelta(days=n) for n in (3, 2, 1, 0)]


def remembering() -> Day:
    """Return a day that remembers something of four days."""
    return Day(
        why=tuple(
            Decision(MONDAY_NINE - timedelta(days=n), f"decision {n}", "") for n in (3, 2, 1, 0)
        ),
        doses=tuple(Dosed(day, "glutes", "left", 30.0) for day in DAYS),
        lately=("pigeon", "lizard"),
        shelf=(Shelved("pigeon", MONDAY_NINE + timedelta(days=5)),),
        settled=MONDAY_NINE - timedelta(hours=1),
    )


def kept() -> dict[str, Any]:
    """Return the same as it is kept on disk, an hour into a sitting."""
    event = Ticked(4000.0, MONDAY_NINE)
    document: dict[str, Any] = json.loads(json.dumps(memory.keep(remembering(), event)))
    return {**document, "sat_s": 3600.0, "began": MONDAY_NINE.isoformat()}


def test_decisions_and_doses_of_the_day_and_later_stay() -> None:
    left = oblivion.without(remembering(), DAYS[2], TODAY)
    assert [each.what for each in left.why] == ["decision 1", "decision 0"]
    assert [each.day for each in left.doses] == DAYS[2:]
    assert (left.lately, left.shelf) == (remembering().lately, remembering().shelf)


@pytest.mark.parametrize("before", [None, TODAY + timedelta(days=1)])
def test_with_everything_what_hurt_is_forgotten_as_well(before: date | None) -> None:
    left = oblivion.without(remembering(), before, TODAY)
    assert left == Day()


def test_the_sitting_that_goes_on_is_no_memory() -> None:
    life = Life(Rules())
    life.works(20)
    sat = life.status.sat
    life.happens(Forgot, None)
    assert life.status.sat == pytest.approx(sat, abs=60)
    assert life.day.why == ()


def test_what_is_kept_on_disk_forgets_the_same() -> None:
    left = oblivion.kept_without(kept(), DAYS[2], TODAY)
    assert [each[1] for each in left["why"]] == ["decision 1", "decision 0"]
    assert [each[0] for each in left["doses"]] == [day.isoformat() for day in DAYS[2:]]
    assert left["sat_s"] == 3600.0
    assert oblivion.kept_without(left, DAYS[2], TODAY) == left


def test_nothing_of_the_past_is_left_on_disk_when_all_is_forgotten() -> None:
    left = json.dumps(oblivion.kept_without(kept(), None, TODAY))
    assert "decision" not in left
    assert "T08:00" not in left  # when the last stretch ended
    assert "pigeon" not in left
    event = Ticked(4000.0, MONDAY_NINE + timedelta(days=1))
    assert memory.ended(json.loads(left), event, Rules()) == ()
    assert memory.recall(json.loads(left), event, Rules()).doses == ()


def test_a_sitting_and_a_session_that_were_not_yet_written_down_go_with_their_time() -> None:
    began = (MONDAY_NINE - timedelta(hours=1)).isoformat()
    document = {**kept(), "session": {"began": began, "facts": {"pose": "lizard"}}}
    left = oblivion.kept_without(document, TODAY + timedelta(days=1), TODAY + timedelta(days=2))
    assert (left["session"], left["sat_s"]) == (None, 0.0)


@pytest.mark.parametrize("wrong", [None, [], "", {"why": 3}, {"why": [["not a day", "", ""]]}, {}])
def test_what_cannot_be_read_goes_whole(wrong: Any) -> None:
    assert oblivion.kept_without(wrong, date(2026, 1, 1), TODAY) is None


def test_days_are_those_of_the_place_where_they_were_lived() -> None:
    late = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    day = Day(why=(Decision(late, "late", ""),))
    assert oblivion.without(day, date(2026, 3, 2), TODAY).why == ()
