"""From falling due to being said, again and louder: the part of a step that speaks.

A reminder falls due, is held while it must be (`core.holding`), is given, is taken back when what
holds reminders begins anew, opens its window, and is repeated when nobody answers. One notification
stands at a time, however often it is given.
"""

from unsit.core import day as days
from unsit.core import holding, offering, reminders, standing
from unsit.core.day import Nudge, SitAgain, Withdraw
from unsit.core.holding import Held, Listener
from unsit.core.language import _, pgettext
from unsit.core.reminders import Due, Reminder, Snoozed
from unsit.core.rules import WHEN_IGNORED, Rules
from unsit.core.signs import CALL, ELSEWHERE
from unsit.core.sitting import Cause
from unsit.core.standing import Stand
from unsit.core.step import Step
from unsit.core.value import replace
from unsit.core.words import clauses, length, sign


def speak(step: Step) -> None:
    """Say what is to be said at this moment, if anything."""
    _fall_due(step)
    _pull_back(step)
    _say(step)
    _insist(step)
    _ask_to_sit(step)


def _fall_due(step: Step) -> None:
    reminder, rules, at = step.day.reminder, step.setup.rules, step.event.at
    if not offering.there(step):
        return
    if not reminders.falls_due(reminder, step.way, step.sat, at, rules):
        return
    step.decide(_("due"), _due_because(step, reminder))
    step.remind(reminders.hold(reminder, at))


def _due_because(step: Step, reminder: Reminder) -> str:
    if isinstance(reminder.phase, Snoozed):
        return _("the snooze is over")
    if reminder.owed:
        return _("a fixed time has come, or it had to be taken back before")
    return _("you sat for {length}").format(length=length(step.sat))


def _pull_back(step: Step) -> None:
    """Take back what was given when something begins that holds reminders."""
    phase = step.day.reminder.phase
    if not isinstance(phase, Due) or not _listener(step).here:
        return
    holds = set(step.day.holds.intersection(step.setup.rules.hold_for))
    if ELSEWHERE in days.holds(step.day) and not _listener(step).typing:
        holds.add(ELSEWHERE)
    if holds and (not phase.quiet or holds & {CALL, ELSEWHERE}):
        step.actions.append(Withdraw())
        step.remind(replace(step.day.reminder, phase=Held(phase.since, phase.pose)))


def _say(step: Step) -> None:
    held = step.day.reminder.phase
    if not isinstance(held, Held):
        return
    at, here = step.event.at, _listener(step)
    held = _weighed(step, held, here)
    step.remind(replace(step.day.reminder, phase=held))
    if not offering.there(step):
        return
    if holding.may_be_said(held, here, at):
        free = _("nothing stands in the way")
        _give(step, free if held.blocked else _("now is a good moment"))
    elif holding.must_be_said(held, here, at, step.setup.rules):
        late = _("it was held for {length}").format(length=length(at - held.since))
        _give(step, late, quiet=True)


def _weighed(step: Step, held: Held, here: Listener) -> Held:
    """Weigh it anew, and keep what has changed as a decision."""
    day, rules = step.day, step.setup.rules
    now = holding.weigh(held, here, days.holds(day), day.asked, step.event.at, rules)
    if now.by and now.by != held.by:
        step.decide(_("held"), clauses(map(sign, now.by)))
    elif held.by and here.here and not now.by:
        step.decide(pgettext("nothing holds it", "free"), _("what held it has ended"))
    return now


def _give(step: Step, because: str, quiet: bool = False) -> None:
    rules, at, reminder = step.setup.rules, step.event.at, step.day.reminder
    pose = offering.next_pose(step)
    step.offered(pose)
    step.remind(reminders.give(reminder, pose, at, rules, quiet))
    step.day = replace(step.day, let_go=None)
    # Translators: which stretch was shown, and why: "Pigeon Pose: now is a good moment".
    why = _("{pose}: {because}").format(pose=offering.name(step, pose), because=because)
    step.decide(_("shown quietly") if quiet else _("shown"), why)
    may_snooze = reminders.may_snooze(reminder, rules)
    step.actions.append(Nudge(pose, step.sat, may_snooze, quiet, because=step.day.because))


def _insist(step: Step) -> None:
    """Open the window of what stands due, or give it once more."""
    phase, rules, at, free = step.day.reminder.phase, step.setup.rules, step.event.at, step.way
    if not isinstance(phase, Due) or not (free.seated or free.blind):
        return
    if phase.window_at is not None and at >= phase.window_at:
        offering.start(step, phase.pose, asked=False, because=_window_because(rules))
    elif at >= phase.asked + rules.repeat_after:
        _repeat(step, phase)


def _window_because(rules: Rules) -> str:
    """Return why the window of what stands due opens before it is given once more."""
    wait = rules.open_window
    if wait is None or wait == WHEN_IGNORED:
        return _("nothing can be shown as a notification")
    if wait <= 0:
        return _("the settings want the window at once")
    return _("the settings want the window after {length}").format(length=length(wait))


def _repeat(step: Step, phase: Due) -> None:
    rules, at = step.setup.rules, step.event.at
    step.outcome(phase, "ignored", step.sat)
    if step.way.blind and phase.times > rules.max_snoozes:
        # Nobody can say whether anybody is there to be asked.
        step.actions.append(Withdraw())
        step.decide(_("given up"), _("nobody answers, and presence cannot be seen"))
        step.remind(Reminder())
        return
    again = reminders.repeat(phase, at, rules)
    step.remind(replace(step.day.reminder, phase=again))
    step.day = replace(step.day, let_go=None)
    ignored = _("nobody answered for {length}").format(length=length(rules.repeat_after))
    step.decide(_("shown again"), ignored)
    may_snooze = reminders.may_snooze(step.day.reminder, rules)
    because = step.day.because
    again_said = Nudge(phase.pose, step.sat, may_snooze, phase.quiet, again.times, because)
    step.actions.append(again_said)
    if again.window_at is not None and at >= again.window_at:
        offering.start(step, phase.pose, asked=False, because=ignored)


def _listener(step: Step) -> Listener:
    return days.listener(step.day, step.event, step.setup.rules)


# --- standing ----------------------------------------------------------------------------------


def _ask_to_sit(step: Step) -> None:
    stand, rules, at = step.day.stand, step.setup.rules, step.event.at
    since = step.day.sitting.absent.get(Cause.STANDING)
    if since is None:
        if stand.asked is not None:
            step.actions.append(Withdraw("standing"))
        if stand != Stand():
            step.day = replace(step.day, stand=Stand())
        return
    here = days.upright(step.day, step.event, rules)
    due_at = standing.due_at(stand, since, rules)
    if due_at is None or not here.here or at < due_at:
        step.day = replace(step.day, stand=replace(stand, held=None))
        return
    held = holding.weigh(
        stand.held or Held(at), here, days.holds(step.day), step.day.asked, at, rules
    )
    step.day = replace(step.day, stand=replace(stand, held=held))
    if holding.may_be_said(held, here, at) or holding.must_be_said(held, here, at, rules):
        step.day = replace(step.day, stand=Stand(asked=at))
        stood = _("you stood for {length}").format(length=length(at - since))
        step.decide(_("asked to sit"), stood)
        step.actions.append(SitAgain(at - since))
