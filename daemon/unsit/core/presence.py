"""The first part of a step: the sitting clock goes on, and what became of presence is kept as a decision.

Other machines are heard here, too: what ends a sitting there ends it here.
"""

from unsit.core import elsewhere, events, reminders, resuming, sitting
from unsit.core.events import Elsewhere, Event, Input, Moved, Signalled, Unlocked, Woke
from unsit.core.holding import Held
from unsit.core.language import N_, _, pgettext
from unsit.core.machines import settled
from unsit.core.reminders import Due, Reminder
from unsit.core.sitting import Cause, Over, Sitting
from unsit.core.step import Step
from unsit.core.value import replace
from unsit.core.words import clauses, length, listed, sign


def go_on(step: Step) -> None:
    """Let the clock go on to the event, and take note of what that means for the day."""
    rules, at = step.setup.rules, step.event.at
    stretching = step.day.session is not None
    gone = not stretching and sitting.long_gone(step.day.sitting, at, rules)
    clock, over = sitting.advance(step.day.sitting, step.event, rules, stretching)
    if isinstance(step.event, Moved):  # before others are heard, who do not know of it yet
        step.day = replace(step.day, settled=step.event.wall)
    clock, over = _together(step, clock, over)
    gone = gone or (isinstance(over, Over) and over.by == "elsewhere")
    gone = gone or (not stretching and sitting.long_gone(clock, at, rules))
    gone = gone or isinstance(step.event, Moved)
    if over is not None or gone:
        step.answered("withdrawn", None if over is None else over.sat)
        if isinstance(step.day.reminder.phase, Due | Held):
            because = _("you have moved, or were away for long")
            if over is not None and over.by == "elsewhere":
                because = _("you stretched at another machine")
            step.decide(_("withdrawn"), because)
        step.remind(Reminder())
        step.day = replace(step.day, let_go=None)
    broke = over is not None or gone
    step.day = replace(step.day, left_off=resuming.still(step.day.left_off, step.event, broke))
    if over is not None:
        step.over(over)
    was_seated, before = step.way.seated, step.day.sitting
    step.day = replace(step.day, sitting=clock)
    _awake(step, before)
    _explain(step, before)
    if step.way.seated and not was_seated and isinstance(step.event, Input | Unlocked | Woke):
        step.day = replace(step.day, back=at if _was_away(before) else step.day.back)
    phase = step.day.reminder.phase
    if isinstance(phase, Due) and step.way.seated and not was_seated:
        back = reminders.returned(phase, at, rules)
        step.remind(replace(step.day.reminder, phase=back))
    pause = step.day.pause
    if pause is not None and pause.until is not None and step.event.wall >= pause.until:
        step.day = replace(step.day, pause=None)


def _together(step: Step, clock: Sitting, over: Over | None) -> tuple[Sitting, Over | None]:
    """Return the clock in the light of other machines, and the sitting that was ended there."""
    event, day, rules = step.event, step.day, step.setup.rules
    if isinstance(event, Elsewhere):
        known = settled(event.machines, day.settled)
        step.day = replace(day, machines=event.machines, settled=known)
        if known is not None and known != day.settled and day.session is None:
            before, clock = sitting.sat(clock, event.at), elsewhere.cut(clock, known, event)
            ended = before - sitting.sat(clock, event.at)
            over = Over(ended, known, "elsewhere") if ended >= 1 else over
    if day.session is None:
        told = step.day.machines, step.day.settled
        clock = elsewhere.joined(clock, *told, event, rules.reset_after)
    return clock, over


def _awake(step: Step, before: sitting.Sitting) -> None:
    """Let a session go on from where it was when the machine fell asleep."""
    asleep = before.absent.get(Cause.ASLEEP)
    if isinstance(step.event, Woke) and asleep is not None and step.day.session is not None:
        slept = resuming.after_sleep(step.day.session, step.event.at - asleep)
        step.day = replace(step.day, session=slept)


def _was_away(before: sitting.Sitting) -> bool:
    return before.unseen is not None or bool({Cause.LOCKED, Cause.ASLEEP} & set(before.absent))


def _explain(step: Step, before: sitting.Sitting) -> None:
    """Keep what became of presence as a decision."""
    rules, event, now = step.setup.rules, step.event, step.day.sitting
    was, causes = before.absent, sitting.causes(now, event.at, rules)
    if Cause.BLIND in now.absent and (Cause.BLIND not in was or now.blind != before.blind):
        step.decide(_("blind"), _(now.blind))
    elif isinstance(event, Signalled) and now.watching is not None and before.watching is None:
        counted = [sign(each) for each in rules.count if each in event.holds]
        step.decide(_("still sitting"), clauses(counted))
    elif isinstance(event, Elsewhere) and now.watching is not None and before.watching is None:
        there = listed(each.name for each in step.day.machines if each.here)
        # Translators: {machines} are names of computers.
        step.decide(_("still sitting"), _("you are at {machines}").format(machines=there))
    elif isinstance(event, events.Idle) and before.unseen is None:
        since = length(event.at - event.since)
        # Translators: for how long there has been no input.
        step.decide(_("no input"), _("for {length}").format(length=since))
    elif isinstance(event, Input) and not causes and _was_away(before):
        step.decide(pgettext("somebody is", "back"), _("there is input again"))
    elif type(event) in _SAID:
        what, because = _SAID[type(event)]
        step.decide(_(what), _(because))


_SAID: dict[type[Event], tuple[str, str]] = {
    # Translators: what Unsit took note of, and why; both stand in the table of `unsit why`.
    events.Locked: (N_("locked"), N_("the screen was locked")),
    Unlocked: (N_("unlocked"), N_("the screen was unlocked")),
    events.Slept: (N_("asleep"), N_("the machine sleeps")),
    Woke: (N_("awake"), N_("the machine woke up")),
    events.Stood: (N_("standing"), N_("you said so")),
    events.Sat: (N_("sitting"), N_("you said so")),
    Moved: (N_("started from zero"), N_("you said that you moved")),
}
