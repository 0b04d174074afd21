"""Sitting without touching anything: films, calls and inhibitors, told as stories.

Minutes count from nine on a Monday, with the rules of `Rules()`: idle after 3 minutes, a natural
break after 5, signs that count are media, a call and an inhibitor, for three hours at most.
"""

import pytest

from tests.life import Life
from unsit.core import events as ev
from unsit.core.memory import keep, recall
from unsit.core.rules import Rules
from unsit.core.value import replace

PATIENT = Rules(remind_after=10 * 3600)


@pytest.mark.parametrize("sign", ["media", "call", "inhibitor"])
def test_who_watches_or_talks_sits_though_they_touch_nothing(sign: str) -> None:
    life = Life(PATIENT)
    life.works(38)
    life.begins(sign)
    life.leaves(16)
    assert life.sat_minutes() == 54
    assert life.status.state == "sitting"
    assert life.sittings() == []


def test_the_status_tells_typing_from_watching() -> None:
    life = Life(PATIENT)
    life.works(38)
    life.begins("inhibitor")
    life.leaves(16)
    assert life.status.sentence.startswith("Sitting 54 min (38 min at the keys, 16 min watching)")
    life.works(10)
    assert life.status.watched == 16 * 60
    assert life.sat_minutes() == 64


def test_under_a_minute_of_watching_is_not_worth_a_word() -> None:
    life = Life(PATIENT)
    life.works(20)
    assert "watching" not in life.status.sentence


@pytest.mark.parametrize("sign", ["fullscreen", "sharing", "do-not-disturb"])
def test_a_sign_that_does_not_count_is_no_evidence(sign: str) -> None:
    life = Life(PATIENT)
    life.works(20)
    life.begins(sign)
    life.leaves(4)
    assert life.sat_minutes() == 20
    assert life.status.state == "away"


def test_which_signs_count_is_for_the_settings_to_say() -> None:
    life = Life(replace(PATIENT, count=("fullscreen",)))
    life.works(20)
    life.begins("media")
    life.leaves(4)
    assert life.sat_minutes() == 20
    life.works(1)
    life.begins("fullscreen")
    life.leaves(20)
    assert life.sat_minutes() == 41


def test_signs_are_asked_for_when_idle_begins_and_not_before() -> None:
    life = Life(PATIENT)
    life.begins("media")
    life.works(30)
    assert life.followed == frozenset()
    life.leaves(3.5)
    assert life.followed == {"media", "call", "inhibitor"}
    life.works(1)
    assert life.followed == frozenset()


def test_when_the_film_has_ended_it_counts_for_idle_after_more_as_after_the_last_key() -> None:
    life = Life(PATIENT)
    life.begins("media")
    life.leaves(20)
    life.ends("media")
    life.leaves(2)
    assert life.sat_minutes() == 22
    life.leaves(2)
    assert life.sat_minutes() == 20, "and then it is taken back to the film's end"
    life.leaves(2)
    assert life.sittings() == [(20, "away")]


def test_a_gap_between_two_films_is_no_gap_in_the_sitting() -> None:
    life = Life(PATIENT)
    life.begins("media")
    life.leaves(20)
    life.ends("media")
    life.leaves(2)
    life.begins("media")
    life.leaves(20)
    assert life.sat_minutes() == 42


def test_a_film_that_begins_after_a_while_counts_from_there() -> None:
    life = Life(PATIENT)
    life.works(10)
    life.leaves(4)
    life.begins("media")
    life.leaves(6)
    assert life.sat_minutes() == 16


def test_once_the_sitting_has_ended_a_film_begins_none() -> None:
    life = Life(PATIENT)
    life.works(10)
    life.leaves(6)
    assert life.followed == frozenset()
    life.begins("media")
    life.leaves(30)
    assert life.sat_minutes() == 0


def test_no_film_is_believed_for_ever() -> None:
    life = Life(replace(PATIENT, count_at_most=3600.0))
    life.works(10)
    life.begins("media")
    life.leaves(59)
    assert life.sat_minutes() == 69
    life.leaves(60)
    assert life.sittings() == [(70, "away")]
    assert life.sat_minutes() == 0


def test_a_lock_says_more_than_a_film() -> None:
    life = Life(PATIENT)
    life.works(10)
    life.begins("media")
    life.locks(7)
    assert life.sittings() == [(10, "away")]


def test_whoever_sleeps_does_not_watch() -> None:
    life = Life(PATIENT)
    life.works(10)
    life.begins("media")
    life.leaves(5)
    life.sleeps(30)
    life.works(1)
    assert life.sittings() == [(15, "away")]
    assert life.sat_minutes() == 1


def test_a_break_as_long_as_the_idle_time_waits_for_word_of_a_film() -> None:
    life = Life(replace(PATIENT, idle_after=300, reset_after=300))
    life.works(10)
    life.begins("inhibitor")
    life.leaves(20)
    assert life.sat_minutes() == 30
    assert life.sittings() == []


def test_a_reminder_comes_while_somebody_watches() -> None:
    life = Life(Rules(open_window=None))
    life.begins("media")
    life.leaves(50)
    assert life.nudges() == [45]


def test_a_stretch_sets_what_was_watched_to_zero_as_well() -> None:
    life = Life(PATIENT)
    life.begins("media")
    life.leaves(20)
    life.says(ev.Wanted)
    life.stretches()
    life.works(1)
    assert life.status.watched == 0
    assert life.sat_minutes() == 1


def test_a_pause_stops_the_counting_of_a_film_as_well() -> None:
    life = Life(PATIENT)
    life.begins("media")
    life.leaves(20)
    life.says(ev.Paused, None)
    life.leaves(20)
    life.says(ev.Resumed)
    life.leaves(5)
    assert life.sat_minutes() == 25
    assert life.status.watched == 25 * 60


def test_a_film_counts_no_time_before_the_daemon_s_own_start_twice() -> None:
    life = Life(PATIENT)
    life.begins("media")
    life.leaves(2)
    now = ev.Ticked(life.at, life.wall)
    life.day = recall(keep(life.day, now), now, life.rules)
    life.followed = frozenset()
    life.happens(ev.Input)
    life.leaves(1)
    assert life.sat_minutes() == 3
