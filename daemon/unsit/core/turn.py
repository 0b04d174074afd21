"""The only way forward through a day: an event goes in, the next day and what to do come out.

A wish that cannot be met as things stand raises `RefusedError` and leaves the day as it was. The
order of a step is always the same: the clock, the wish, what freezes the clock, what to say.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from unsit.core import poses, reminders, sitting
from unsit.core.day import (
    Action,
    Day,
    Nudge,
    OpenWindow,
    Pause,
    Record,
    Session,
    Setup,
    Withdraw,
    way,
)
from unsit.core.events import (
    Changed,
    Ended,
    Event,
    Held,
    Moved,
    Paused,
    Playing,
    Resumed,
    Skipped,
    Snoozed,
    Struck,
    Unheard,
    Wanted,
)
from unsit.core.reminders import Due, Quiet, RefusedError, Reminder, Way
from unsit.core.sitting import Cause, Over
from unsit.core.value import replace

REMEMBERED = 40
"""How many of the poses offered lately are kept, to choose the next one by."""


class _Step:
    """One step of the day while it is being taken: the day so far, and what is to be done."""

    def __init__(self, day: Day, event: Event, setup: Setup) -> None:
        self.day, self.event, self.setup = day, event, setup
        self.actions: list[Action] = []

    @property
    def sat(self) -> float:
        return sitting.sat(self.day.sitting, self.event.at)

    @property
    def way(self) -> Way:
        return way(self.day, self.event, self.setup.rules)

    def remind(self, reminder: Reminder) -> None:
        self.day = replace(self.day, reminder=reminder)

    def record(self, kind: str, at: datetime, **facts: Any) -> None:
        self.actions.append(Record(kind, at, facts))

    def answered(self, outcome: str, sat: float | None = None) -> None:
        """Take the notification back and write down what became of it, if it was given."""
        phase = self.day.reminder.phase
        if isinstance(phase, Due):
            self.actions.append(Withdraw())
            self.outcome(phase, outcome, self.sat if sat is None else sat)

    def outcome(self, due: Due, outcome: str, sat: float) -> None:
        facts = {"outcome": outcome, "pose": due.pose, "sat_s": round(sat)}
        self.record("reminder", self.event.wall, **facts)

    def over(self, over: Over) -> None:
        """Write down a sitting that has ended."""
        self.record("sitting", over.until, sat_s=round(over.sat), ended_by=over.by)

    def offered(self, pose: str) -> None:
        lately = (*(p for p in self.day.lately if p != pose), pose)
        self.day = replace(self.day, lately=lately[-REMEMBERED:])


def advance(day: Day, event: Event, setup: Setup) -> tuple[Day, tuple[Action, ...]]:
    """Return the day after this event, and what is to be done. Raises `RefusedError`."""
    step = _Step(day, event, setup)
    _clock(step)
    _wishes(step)
    _freeze(step)
    _speak(step)
    return step.day, tuple(step.actions)


# --- the parts of a step ------------------------------------------------------------------------


def _clock(step: _Step) -> None:
    rules, at = step.setup.rules, step.event.at
    gone = sitting.long_gone(step.day.sitting, at, rules)
    clock, over = sitting.advance(step.day.sitting, step.event, rules)
    gone = gone or sitting.long_gone(clock, at, rules) or isinstance(step.event, Moved)
    if over is not None or gone:
        step.answered("withdrawn", None if over is None else over.sat)
        step.remind(Reminder())
    if over is not None:
        step.over(over)
    was_seated = step.way.seated
    step.day = replace(step.day, sitting=clock)
    phase = step.day.reminder.phase
    if isinstance(phase, Due) and step.way.seated and not was_seated:
        back = reminders.returned(phase, at, rules)
        step.remind(replace(step.day.reminder, phase=back))
    pause = step.day.pause
    if pause is not None and pause.until is not None and step.event.wall >= pause.until:
        step.day = replace(step.day, pause=None)


def _wishes(step: _Step) -> None:
    answer = _WISHES.get(type(step.event))
    if answer is not None:
        answer(step, step.event)


def _paused(step: _Step, event: Paused) -> None:
    step.day = replace(step.day, pause=Pause(event.until))


def _resumed(step: _Step, _: Resumed) -> None:
    step.day = replace(step.day, pause=None)


def _snoozed(step: _Step, event: Snoozed) -> None:
    rules = step.setup.rules
    put_off = reminders.snooze(step.day.reminder, event.seconds, event.at, rules)
    step.answered("snoozed")
    step.remind(put_off)


def _skipped(step: _Step, _: Skipped) -> None:
    let_go = reminders.skip(step.day.reminder, step.sat)
    step.answered("skipped")
    step.remind(let_go)


def _struck(step: _Step, _: Struck) -> None:
    # Who is away at a fixed time has moved already.
    if step.way.seated or step.way.blind:
        step.remind(replace(step.day.reminder, struck=True))


def _unheard(step: _Step, event: Unheard) -> None:
    phase = step.day.reminder.phase
    if isinstance(phase, Due):
        alone = reminders.unheard(phase, event.at)
        step.remind(replace(step.day.reminder, phase=alone))


def _changed(step: _Step, _: Changed) -> None:
    """A pose may go while it is being offered; its reminder is then given with another."""
    phase = step.day.reminder.phase
    if isinstance(phase, Due) and phase.pose not in {pose.id for pose in step.setup.poses}:
        step.answered("withdrawn")
        step.remind(replace(step.day.reminder, phase=Quiet(), struck=True))


def _wanted(step: _Step, event: Wanted) -> None:
    _start(step, event.pose or _next_pose(step), asked=True)


def _freeze(step: _Step) -> None:
    """Stop the clock while nothing may be said, and take back what was being said."""
    frozen = step.way.silent
    rules = step.setup.rules
    clock = sitting.freeze(step.day.sitting, frozen, step.event, rules)
    step.day = replace(step.day, sitting=clock)
    standing = Cause.STANDING in clock.absent
    if (frozen or standing) and isinstance(step.day.reminder.phase, Due):
        step.answered("withdrawn")
        step.remind(replace(step.day.reminder, phase=Quiet()))


def _speak(step: _Step) -> None:
    rules, at = step.setup.rules, step.event.at
    reminder, free = step.day.reminder, step.way
    if step.setup.poses and reminders.falls_due(reminder, free, step.sat, at, rules):
        pose = _next_pose(step)
        step.offered(pose)
        step.remind(reminders.give(reminder, pose, at, rules))
        step.actions.append(Nudge(pose, step.sat, reminders.may_snooze(reminder, rules)))
    phase = step.day.reminder.phase
    if not isinstance(phase, Due) or not (free.seated or free.blind):
        return
    if phase.window_at is not None and at >= phase.window_at:
        _start(step, phase.pose, asked=False)
        _freeze(step)
    elif at >= phase.asked + rules.repeat_after:
        step.outcome(phase, "ignored", step.sat)
        again = reminders.repeat(phase, at)
        step.remind(replace(step.day.reminder, phase=again))
        may_snooze = reminders.may_snooze(step.day.reminder, rules)
        step.actions.append(Nudge(phase.pose, step.sat, may_snooze))


def _next_pose(step: _Step) -> str:
    """Return the pose that is due, or the next to offer. Raises `RefusedError` when none can be."""
    phase = step.day.reminder.phase
    if isinstance(phase, Due):
        return phase.pose
    allowed = poses.allowed(step.setup.poses, step.setup.choice)
    chosen = poses.choose(allowed or step.setup.poses, step.day.lately)
    if chosen is None:
        raise RefusedError("There is no pose to offer: no pose file could be read.")
    return chosen.id


def _start(step: _Step, pose: str, asked: bool) -> None:
    if step.day.session is not None:
        raise RefusedError("A session window is open already.")
    if pose not in {each.id for each in step.setup.poses}:
        raise RefusedError(f"There is no pose called {pose!r}.")
    rules = step.setup.rules
    due = reminders.due_in(step.day.reminder, step.sat, step.event.at, rules) <= 0
    may_snooze = due and reminders.may_snooze(step.day.reminder, rules)
    step.answered("started")
    step.offered(pose)
    step.remind(replace(step.day.reminder, phase=Quiet(), struck=False))
    step.day = replace(step.day, session=Session(pose, asked, step.event.wall))
    step.actions.append(OpenWindow(pose, asked, may_snooze))


def _playing(step: _Step, event: Playing) -> None:
    if step.day.session is not None:
        step.day = replace(
            step.day,
            session=replace(
                step.day.session,
                side=event.side,
                step=event.step,
                kind=event.kind,
                left=event.left,
                told=event.at,
                paused=event.paused,
            ),
        )


def _ended(step: _Step, event: Ended) -> None:
    """The window closed. A whole hold ends the sitting; less lets the reminder go, or waits."""
    session = step.day.session
    if session is None:
        return
    rules = step.setup.rules
    due = reminders.due_in(step.day.reminder, step.sat, event.at, rules) <= 0
    step.day = replace(step.day, session=None)
    if event.outcome == "failed":
        if due or not session.asked:
            later = reminders.Snoozed(event.at + rules.repeat_after)
            step.remind(replace(step.day.reminder, phase=later))
        return
    step.record("session", session.began, **_facts(session, event))
    if any(hold.complete for hold in event.held):
        sat = step.sat
        step.day = replace(step.day, sitting=sitting.clear(step.day.sitting, event))
        step.remind(Reminder())
        if sat >= 1:
            step.over(Over(sat, session.began, "session"))
    elif event.answer == "snooze":
        later = reminders.Snoozed(event.at + rules.snooze)
        snoozes = step.day.reminder.snoozes + 1
        step.remind(replace(step.day.reminder, phase=later, snoozes=snoozes))
    elif due:
        step.remind(Reminder(base=step.sat))


def _facts(session: Session, event: Ended) -> dict[str, Any]:
    by_side: dict[str, float] = {}
    for hold in event.held:
        by_side[hold.side] = round(by_side.get(hold.side, 0.0) + hold.seconds, 1)
    return {
        "pose": session.pose,
        "outcome": event.outcome,
        "held_s": by_side,
        "holds": [_hold(hold) for hold in event.held],
        "asked": session.asked,
        "side": session.side,
        "step": session.step,
    }


def _hold(hold: Held) -> dict[str, Any]:
    return {
        "side": hold.side,
        "step": hold.step,
        "seconds": round(hold.seconds, 1),
        "complete": hold.complete,
    }


_WISHES: dict[type[Event], Callable[[_Step, Any], None]] = {
    Paused: _paused,
    Resumed: _resumed,
    Snoozed: _snoozed,
    Skipped: _skipped,
    Struck: _struck,
    Unheard: _unheard,
    Changed: _changed,
    Wanted: _wanted,
    Playing: _playing,
    Ended: _ended,
}
