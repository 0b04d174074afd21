"""The only way forward through a day: an event goes in, the next day and what to do come out.

A wish that cannot be met as things stand raises `RefusedError` and leaves the day as it was. The
order of a step is always the same: the clock, the wish, what freezes the clock, what to say.
"""

from collections.abc import Callable
from typing import Any

from unsit.core import events, playing, poses, reminders, sitting
from unsit.core.day import (
    Action,
    Day,
    Nudge,
    OpenWindow,
    Pause,
    Session,
    Setup,
    Withdraw,
)
from unsit.core.events import (
    Changed,
    Ended,
    Event,
    Moved,
    Paused,
    Playing,
    Resumed,
    Skipped,
    Struck,
    Unheard,
    Wanted,
)
from unsit.core.reminders import Due, Quiet, RefusedError, Reminder, Snoozed
from unsit.core.sitting import Cause
from unsit.core.step import Step
from unsit.core.value import replace


def advance(day: Day, event: Event, setup: Setup) -> tuple[Day, tuple[Action, ...]]:
    """Return the day after this event, and what is to be done. Raises `RefusedError`."""
    step = Step(day, event, setup)
    _clock(step)
    _wishes(step)
    _freeze(step)
    _speak(step)
    return step.day, tuple(step.actions)


# --- the parts of a step ------------------------------------------------------------------------


def _clock(step: Step) -> None:
    rules, at = step.setup.rules, step.event.at
    stretching = step.day.session is not None
    gone = not stretching and sitting.long_gone(step.day.sitting, at, rules)
    clock, over = sitting.advance(step.day.sitting, step.event, rules, stretching)
    gone = gone or (not stretching and sitting.long_gone(clock, at, rules))
    gone = gone or isinstance(step.event, Moved)
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


def _wishes(step: Step) -> None:
    answer = _WISHES.get(type(step.event))
    if answer is not None:
        answer(step, step.event)


def _paused(step: Step, event: Paused) -> None:
    step.day = replace(step.day, pause=Pause(event.until))


def _resumed(step: Step, _: Resumed) -> None:
    step.day = replace(step.day, pause=None)


def _snoozed(step: Step, event: events.Snoozed) -> None:
    rules = step.setup.rules
    put_off = reminders.snooze(step.day.reminder, event.seconds, event.at, rules)
    step.answered("snoozed")
    step.remind(put_off)


def _skipped(step: Step, _: Skipped) -> None:
    let_go = reminders.skip(step.day.reminder, step.sat)
    step.answered("skipped")
    step.remind(let_go)


def _struck(step: Step, _: Struck) -> None:
    # Who is away at a fixed time has moved already.
    if step.way.seated or step.way.blind:
        step.remind(replace(step.day.reminder, owed=True))


def _unheard(step: Step, event: Unheard) -> None:
    phase = step.day.reminder.phase
    if isinstance(phase, Due):
        alone = reminders.unheard(phase, event.at)
        step.remind(replace(step.day.reminder, phase=alone))


def _changed(step: Step, _: Changed) -> None:
    """A pose may go while it is being offered; its reminder is then given with another."""
    phase = step.day.reminder.phase
    if isinstance(phase, Due) and not _is_there(step, phase.pose):
        step.answered("withdrawn")
        step.remind(replace(step.day.reminder, phase=Quiet(), owed=True))


def _wanted(step: Step, event: Wanted) -> None:
    _start(step, event.pose or _next_pose(step), asked=True)


def _freeze(step: Step) -> None:
    """Stop the clock while nothing may be said, and take back what was being said."""
    frozen = step.way.silent
    rules = step.setup.rules
    clock = sitting.freeze(step.day.sitting, frozen, step.event, rules)
    step.day = replace(step.day, sitting=clock)
    standing = Cause.STANDING in clock.absent
    if (frozen or standing) and isinstance(step.day.reminder.phase, Due):
        step.answered("withdrawn")
        step.remind(replace(step.day.reminder, phase=Quiet(), owed=True))


def _speak(step: Step) -> None:
    rules, at = step.setup.rules, step.event.at
    reminder, free = step.day.reminder, step.way
    there = poses.offered(step.setup.poses, step.setup.choice)
    if there and reminders.falls_due(reminder, free, step.sat, at, rules):
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
        if free.blind and phase.times > rules.max_snoozes:
            # Nobody can say whether anybody is there to be asked.
            step.actions.append(Withdraw())
            step.remind(Reminder())
            return
        again = reminders.repeat(phase, at)
        step.remind(replace(step.day.reminder, phase=again))
        may_snooze = reminders.may_snooze(step.day.reminder, rules)
        step.actions.append(Nudge(phase.pose, step.sat, may_snooze))


def _next_pose(step: Step) -> str:
    """Return the pose that is due, or the next to offer. Raises `RefusedError` when none can be."""
    phase = step.day.reminder.phase
    if isinstance(phase, Due | Snoozed) and _is_there(step, phase.pose):
        return phase.pose
    there = poses.offered(step.setup.poses, step.setup.choice)
    chosen = poses.choose(there, step.day.lately)
    if chosen is None:
        raise RefusedError("There is no pose to offer: see `unsit settings check`.")
    return chosen.id


def _is_there(step: Step, pose: str) -> bool:
    return pose in {each.id for each in step.setup.poses}


def _start(step: Step, pose: str, asked: bool) -> None:
    if step.day.session is not None:
        raise RefusedError("A session window is open already.")
    if not _is_there(step, pose):
        raise RefusedError(f"There is no pose called {pose!r}.")
    rules = step.setup.rules
    due = reminders.due_in(step.day.reminder, step.sat, step.event.at, rules) <= 0
    may_snooze = due and reminders.may_snooze(step.day.reminder, rules)
    step.answered("started", pose=pose)
    step.offered(pose)
    step.remind(replace(step.day.reminder, phase=Quiet(), owed=False))
    session = Session(pose, asked, step.event.wall, answers=due or not asked)
    step.day = replace(step.day, session=session)
    step.actions.append(OpenWindow(pose, asked, may_snooze))


_WISHES: dict[type[Event], Callable[[Step, Any], None]] = {
    Paused: _paused,
    Resumed: _resumed,
    events.Snoozed: _snoozed,
    Skipped: _skipped,
    Struck: _struck,
    Unheard: _unheard,
    Changed: _changed,
    Wanted: _wanted,
    Playing: playing.told,
    Ended: playing.ended,
}
