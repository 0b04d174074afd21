"""The only way forward through a day: an event goes in, the next day and what to do come out.

A wish that cannot be met as things stand raises `RefusedError` and leaves the day as it was. The
order of a step is always the same: the clock, the wish, what freezes the clock, what to say.
"""

from collections.abc import Callable
from typing import Any

from unsit.core import day as days
from unsit.core import (
    events,
    hurting,
    oblivion,
    offering,
    playing,
    presence,
    reminders,
    resuming,
    sitting,
)
from unsit.core.day import Action, Day, Nudge, Pause, Setup
from unsit.core.events import (
    Changed,
    Closed,
    Continued,
    Ended,
    Event,
    Lull,
    Ouch,
    Paused,
    Playing,
    Resumed,
    Signalled,
    Skipped,
    Stopped,
    Struck,
    Undone,
    Unheard,
    Unshelved,
    Wanted,
)
from unsit.core.holding import Held
from unsit.core.language import _
from unsit.core.reminders import Due, Quiet, RefusedError, Reminder
from unsit.core.sitting import Cause
from unsit.core.speaking import speak
from unsit.core.step import Step
from unsit.core.value import replace
from unsit.core.words import length, moment


def advance(day: Day, event: Event, setup: Setup) -> tuple[Day, tuple[Action, ...]]:
    """Return the day after this event, and what is to be done. Raises `RefusedError`."""
    step = Step(day, event, setup)
    presence.go_on(step)
    _wishes(step)
    _freeze(step)
    speak(step)
    _freeze(step)  # a window may have opened
    _forget_signs(step)
    return step.day, tuple(step.actions)


# --- the parts of a step ------------------------------------------------------------------------


def _wishes(step: Step) -> None:
    answer = _WISHES.get(type(step.event))
    if answer is not None:
        answer(step, step.event)


def _paused(step: Step, event: Paused) -> None:
    step.day = replace(step.day, pause=Pause(event.until))
    if event.until is None:
        because = _("you asked for it, until you resume")
    else:
        until = moment(event.until, event.wall)
        because = _("you asked for it, until {moment}").format(moment=until)
    step.decide(_("paused"), because)


def _resumed(step: Step, __: Resumed) -> None:
    if step.day.pause is not None:
        step.decide(_("resumed"), _("you asked for it"))
    step.day = replace(step.day, pause=None)


def _signalled(step: Step, event: Signalled) -> None:
    step.day = replace(step.day, holds=event.holds, asked=event.asked)


def _lulled(step: Step, _: Lull) -> None:
    reminder, stand = step.day.reminder, step.day.stand
    if isinstance(reminder.phase, Held):
        step.remind(replace(reminder, phase=replace(reminder.phase, lull=True)))
    if stand.held is not None:
        held = replace(stand.held, lull=True)
        step.day = replace(step.day, stand=replace(stand, held=held))


def _snoozed(step: Step, event: events.Snoozed) -> None:
    rules, before = step.setup.rules, step.day.reminder
    put_off = reminders.snooze(before, event.seconds, event.at, rules, event.held)
    step.answered("snoozed")
    _let_go(step, before)
    step.remind(put_off)
    seconds = rules.snooze if event.seconds is None else event.seconds
    step.decide(_("snoozed"), _("you asked for {length} more").format(length=length(seconds)))


def _skipped(step: Step, __: Skipped) -> None:
    before = step.day.reminder
    skipped = reminders.skip(before, step.sat)
    step.answered("skipped")
    _let_go(step, before)
    step.remind(skipped)
    step.decide(_("skipped"), _("you asked for it"))


def _closed(step: Step, __: Closed) -> None:
    """Whoever closes the notification has seen it: no window comes by itself, the tray says it on."""
    before = step.day.reminder
    if isinstance(before.phase, Due):
        _let_go(step, before)
        phase = replace(before.phase, window_at=None)
        step.remind(replace(before, phase=phase))
        step.decide(_("closed"), _("you closed the notification; the tray says it on"))


def _let_go(step: Step, before: Reminder) -> None:
    if isinstance(before.phase, Due | Held | reminders.Snoozed):
        gone = reminders.let_go(before, before.phase.pose, step.event.at)
        step.day = replace(step.day, let_go=gone)


def _undone(step: Step, event: Undone) -> None:
    gone, rules = step.day.let_go, step.setup.rules
    if gone is None and isinstance(step.day.reminder.phase, Due):
        raise RefusedError(_("A reminder is due already."))
    if gone is None or event.at > gone.until:
        raise RefusedError(_("No reminder was dismissed in the last 10 minutes."))
    if step.day.session is not None:
        raise RefusedError(_("A stretch is being played already."))
    step.remind(replace(gone.reminder, phase=reminders.Snoozed(event.at, gone.pose)))
    pose = offering.next_pose(step)
    step.day = replace(step.day, let_go=None)
    step.remind(reminders.give(step.day.reminder, pose, event.at, rules))
    step.decide(_("brought back"), _("you asked for it"))
    may_snooze = reminders.may_snooze(step.day.reminder, rules)
    step.actions.append(Nudge(pose, step.sat, may_snooze, because=step.day.because))


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
    if isinstance(phase, Due) and not offering.is_there(step, phase.pose):
        step.answered("withdrawn")
        step.remind(replace(step.day.reminder, phase=Quiet(), owed=True))


def _wanted(step: Step, event: Wanted) -> None:
    if event.seconds is None:
        offering.start(step, event.pose or offering.next_pose(step), asked=True)
    else:
        first, *rest = offering.series(step, event.seconds)
        offering.start(step, first, asked=True, rest=tuple(rest))


def _freeze(step: Step) -> None:
    """Stop the clock while nothing may be said, and take back what was being said."""
    frozen = step.way.silent
    rules = step.setup.rules
    clock = sitting.freeze(step.day.sitting, frozen, step.event, rules)
    step.day = replace(step.day, sitting=clock)
    standing = Cause.STANDING in clock.absent
    phase = step.day.reminder.phase
    if (frozen or standing) and isinstance(phase, Due | Held):
        step.answered("withdrawn")
        step.remind(replace(step.day.reminder, phase=Quiet(), owed=True))


def _forget_signs(step: Step) -> None:
    """Keep no word of signs that are no longer followed: it would be old when it is next of use."""
    wanted = days.signs_wanted(step.day, step.event, step.setup.rules)
    if not step.day.asked <= wanted:
        asked = step.day.asked & wanted
        step.day = replace(step.day, asked=asked, holds=step.day.holds & asked)


_WISHES: dict[type[Event], Callable[[Step, Any], None]] = {
    Paused: _paused,
    Resumed: _resumed,
    Signalled: _signalled,
    Lull: _lulled,
    events.Snoozed: _snoozed,
    Skipped: _skipped,
    Closed: _closed,
    Undone: _undone,
    Struck: _struck,
    Unheard: _unheard,
    Changed: _changed,
    Wanted: _wanted,
    Continued: resuming.start,
    Playing: playing.told,
    Ended: playing.ended,
    Stopped: playing.stopped,
    Ouch: hurting.ouch,
    Unshelved: hurting.unshelved,
    events.Forgot: oblivion.forgot,
}
