"""What must hold whatever happens, in whatever order: Hypothesis tries to break it."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.life import POSES, Heard, Life
from unsit.core import events as ev
from unsit.core import remainder
from unsit.core.day import way
from unsit.core.leftoff import LASTS
from unsit.core.memory import keep, recall
from unsit.core.reminders import ROUNDING, Due
from unsit.core.rules import Rules, SessionRules
from unsit.core.session import plan
from unsit.core.signs import CALL, SIGNS
from unsit.core.status import FACES, as_json

WHOLE = plan(POSES[0], SessionRules())
MINUTES = st.floats(min_value=0.05, max_value=90)


class AnyDay(RuleBasedStateMachine):
    """Any string of work, absence, locks, sleeps, clock changes, wishes and windows."""

    @initialize(
        window=st.sampled_from([None, 0.0, 20.0, 600.0]),
        repeat=st.sampled_from([60.0, 600.0]),
        seen=st.booleans(),
    )
    def begin(self, window: float | None, repeat: float, seen: bool) -> None:
        self.life = Life(Rules(open_window=window, repeat_after=repeat), seen=seen)
        self.asked: set[int] = set()

    @rule(minutes=MINUTES)
    def work(self, minutes: float) -> None:
        before = len(self.life.nudges())
        self.life.works(minutes)
        given = self.life.nudges()[before:]
        least = min(self.life.rules.repeat_after, self.life.rules.remind_after) / 60
        for earlier, later in pairwise(given):
            assert later - earlier >= least - 0.02, "reminders keep their distance"

    @rule(minutes=MINUTES)
    def leave(self, minutes: float) -> None:
        before = len(self.life.nudges())
        watching = self.life.around.intersection(self.life.rules.count)
        gone_long = minutes * 60 >= self.life.rules.reset_after + 3 and not watching
        self.life.leaves(minutes)
        if gone_long and self.life.seen and self.life.day.session is None:
            assert self.life.sat_minutes() == 0, "a long absence starts the clock at zero"
            assert not isinstance(self.life.day.reminder.phase, Due)
        # Before idleness is known one reminder and its repetitions may come, not more.
        ceiling = 1 + self.life.rules.idle_after / self.life.rules.repeat_after
        if self.life.seen and not watching:
            assert len(self.life.nudges()) - before <= ceiling + 1

    @rule(minutes=MINUTES)
    def lock(self, minutes: float) -> None:
        self.life.locks(minutes)

    @rule(minutes=MINUTES)
    def sleep(self, minutes: float) -> None:
        before = len(self.life.heard)
        self.life.sleeps(minutes)
        loud = [each.what for each in self.life.heard[before:] if each.what != "withdraw"]
        if self.life.seen:
            assert loud == [], "waking up says nothing"

    @rule(minutes=st.floats(min_value=-600, max_value=600))
    def set_the_clock(self, minutes: float) -> None:
        sat = self.life.sat_minutes()
        self.life.sets_the_clock(minutes)
        assert self.life.sat_minutes() == sat

    @rule(minutes=st.one_of(st.none(), MINUTES))
    def pause(self, minutes: float | None) -> None:
        until = None if minutes is None else self.life.wall + timedelta(minutes=minutes)
        self.life.says(ev.Paused, until)

    @rule(sign=st.sampled_from(SIGNS))
    def something_begins(self, sign: str) -> None:
        self.life.begins(sign)

    @rule(sign=st.sampled_from(SIGNS))
    def something_ends(self, sign: str) -> None:
        self.life.ends(sign)

    @rule(pauses=st.booleans())
    def type_on(self, pauses: bool) -> None:
        self.life.pauses = pauses

    @rule(kind=st.sampled_from([ev.Resumed, ev.Moved, ev.Stood, ev.Sat, ev.Struck, ev.Unheard]))
    def say(self, kind: type[ev.Event]) -> None:
        self.life.says(kind)

    @rule(
        kind=st.sampled_from([ev.Snoozed, ev.Skipped, ev.Wanted, ev.Undone, ev.Ouch, ev.Continued])
    )
    def ask(self, kind: type[ev.Event]) -> None:
        before = self.life.day
        refused = self.life.is_refused(kind)
        if refused is not None:
            assert refused.endswith(".")
            assert self.life.day == before, "a refusal changes nothing"

    @precondition(lambda self: self.life.day.session is None)
    @rule(seconds=st.floats(1, 900))
    def stretch_on(self, seconds: float) -> None:
        self.life.says(ev.Wanted, "", seconds)

    @precondition(lambda self: self.life.day.session is not None)
    @rule(
        segment=st.integers(min_value=0, max_value=len(WHOLE.segments) - 1),
        into=st.floats(min_value=0, max_value=40),
        paused=st.booleans(),
    )
    def play(self, segment: int, into: float, paused: bool) -> None:
        now, place = WHOLE.segments[segment], remainder.place(WHOLE, segment, into)
        self.life.says(ev.Playing, now.side, now.step, now.kind, 60.0, paused, False, place, ())

    @precondition(lambda self: self.life.day.session is not None)
    @rule()
    def crash(self) -> None:
        self.life.says(ev.Ended, "failed")

    @precondition(lambda self: self.life.day.session is not None)
    @rule(complete=st.booleans(), answer=st.sampled_from([None, "snooze"]))
    def stretch(self, complete: bool, answer: str | None) -> None:
        self.life.stretches(complete=complete, answer=answer)
        if complete:
            assert self.life.sat_minutes() == 0, "a whole hold ends the sitting"

    @rule()
    def start_again(self) -> None:
        now = ev.Ticked(self.life.at, self.life.wall)
        sat = self.life.status.sat
        session = self.life.day.session
        self.life.day = recall(keep(self.life.day, now), now, self.life.rules)
        self.life.followed = frozenset()
        self.life.heard.append(Heard(0, "withdraw"))  # the notification died with the daemon
        assert self.life.day.session is None
        assert abs(self.life.status.sat - sat) < 0.001 or session is not None
        self.life.happens(
            ev.Input if self.life.seen else ev.Blind, *([] if self.life.seen else ["x"])
        )
        self.life.idle = False

    @invariant()
    def the_clock_is_never_negative_and_never_ahead_of_time(self) -> None:
        lived = self.life.at - self.life.start
        assert 0 <= self.life.status.sat <= lived + 0.001
        assert -0.001 <= self.life.status.watched <= self.life.status.sat + 0.001

    @invariant()
    def nobody_is_interrupted_in_a_call(self) -> None:
        if CALL in self.life.around and isinstance(self.life.day.reminder.phase, Due):
            free = way(self.life.day, self.life._now(), self.life.rules)
            assert not free.seated, "a call takes the reminder back"

    @invariant()
    def who_is_paused_or_in_a_session_hears_nothing(self) -> None:
        day = self.life.day
        if self.life.status.state == "paused" or day.session is not None:
            assert not isinstance(day.reminder.phase, Due)
            assert day.sitting.running is None

    @invariant()
    def a_notice_stands_exactly_while_the_reminder_is_due(self) -> None:
        shown = False
        for each in self.life.heard:
            shown = each.what.endswith("nudge") or (shown and each.what != "withdraw")
        if not isinstance(self.life.day.reminder.phase, Due):
            assert not shown or self.life.day.reminder.owed

    @invariant()
    def what_can_be_continued_is_a_part_of_a_hold_and_not_old(self) -> None:
        left_off = self.life.day.left_off
        if self.life.status.left_off is not None:
            assert left_off is not None
            untouched = left_off.nth > 1 and left_off.rest == 0
            assert untouched or 0 < left_off.rest <= 30
            assert 0 < left_off.until - self.life.at <= LASTS + ROUNDING
            assert self.life.day.session is None

    @invariant()
    def the_status_can_always_be_said(self) -> None:
        status = self.life.status
        assert status.face in FACES
        assert status.sentence
        assert not status.sentence.endswith(".")
        assert as_json(status)["sitting_s"] == round(status.sat)
        assert status.remind_in is None or 0 <= status.remind_in <= self.life.rules.remind_after + 1


TestAnyDay = AnyDay.TestCase
TestAnyDay.settings = settings(
    max_examples=150,
    stateful_step_count=30,
    deadline=None,  # a busy machine is no bug
    suppress_health_check=[HealthCheck.too_slow],
)
