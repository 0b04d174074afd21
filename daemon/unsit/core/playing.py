"""What the session window tells, and what its end means for the sitting and the reminder."""

from typing import Any

from unsit.core import dose, hurting, offering, reminders, resuming, sitting
from unsit.core.day import Session
from unsit.core.events import Ended, Held, Playing, Stopped
from unsit.core.language import N_, _
from unsit.core.reminders import Reminder
from unsit.core.sitting import Over
from unsit.core.step import Step
from unsit.core.value import replace

OUTCOMES = {
    # Translators: how a stretch ended: "done; the clock starts from zero".
    "done": N_("done"),
    "stopped": N_("stopped"),
    "ouch": N_("it hurt"),
    "failed": N_("failed"),
}


def told(step: Step, event: Playing) -> None:
    """Keep where the session is. The way out of a pose that hurts is no place of its plan."""
    session = step.day.session
    if session is not None:
        step.day = replace(
            step.day,
            session=replace(
                session,
                side=event.side,
                step=event.step,
                kind=event.kind,
                left=event.left,
                told=event.at,
                paused=event.paused,
                waits=event.waits,
                place=None if session.hurt else event.place,
                held=session.held if session.hurt else event.held,
            ),
        )


def ended(step: Step, event: Ended) -> None:
    """The window closed. A whole hold ends the sitting; less lets the reminder go, or waits."""
    session = step.day.session
    if session is None:
        return
    rules = step.setup.rules
    due = reminders.due_in(step.day.reminder, step.sat, event.at, rules) <= 0
    left_off = resuming.kept(session, event.at) or step.day.left_off
    step.day = replace(step.day, session=None)
    event = _whole(session, event)
    _count(step, session.pose, event)
    if session.hurt:
        event = replace(event, outcome="ouch", answer=None)
    step.day = replace(step.day, left_off=None if event.outcome == "done" else left_off)
    _explain(step, session.pose, event)
    if event.outcome == "failed":
        if session.told:  # it had been playing when it crashed
            crashed = Ended(event.at, event.wall, "stopped", event.held)
            step.record("session", session.began, **facts(session, crashed))
        if session.answers:
            later = reminders.Snoozed(event.at + rules.repeat_after, session.pose)
            step.remind(replace(step.day.reminder, phase=later))
        return
    step.record("session", session.began, **facts(session, event))
    if any(hold.complete for hold in event.held):
        sat = step.sat
        clock = sitting.clear(step.day.sitting, event)
        step.day = replace(step.day, sitting=clock, settled=event.wall)
        step.remind(Reminder())
        step.day = replace(step.day, let_go=None)
        if sat >= 1:
            step.over(Over(sat, session.began, "session"))
    elif event.answer == "snooze":
        gone = reminders.let_go(step.day.reminder, session.pose, event.at)
        step.day = replace(step.day, let_go=gone)
        later = reminders.Snoozed(event.at + rules.snooze, session.pose)
        snoozes = step.day.reminder.snoozes + 1
        step.remind(replace(step.day.reminder, phase=later, snoozes=snoozes))
    elif due:
        gone = reminders.let_go(step.day.reminder, session.pose, event.at)
        step.day = replace(step.day, let_go=gone)
        step.remind(Reminder(base=step.sat))
    _go_on(step, session, event)


def stopped(step: Step, _: Stopped) -> None:
    """Let the session that is open be the last one."""
    if step.day.session is not None:
        step.day = replace(step.day, session=replace(step.day.session, rest=()))


def _whole(session: Session, event: Ended) -> Ended:
    """Return the end with what was held, where the window could not tell it any more."""
    if event.outcome != "failed" or event.held or not session.told:
        return event
    return replace(event, held=resuming.held(session, event.at))


def _count(step: Step, pose: str, event: Ended) -> None:
    """Count what was held for the muscle groups of the pose."""
    known = next((each for each in step.setup.poses if each.id == pose), None)
    if known is not None and event.held:
        doses = dose.add(step.day.doses, event.wall.date(), known, _by_side(event))
        step.day = replace(step.day, doses=doses)


def _go_on(step: Step, session: Session, event: Ended) -> None:
    """Begin what comes after this session: the rest of its series, or something easier."""
    if session.hurt:
        hurting.offer_instead(step, session.pose)
    elif session.rest and (event.outcome == "done" or session.kind == "done"):
        pose, *rest = session.rest
        if offering.is_there(step, pose):
            step.day = replace(step.day, left_off=None)
            offering.start(step, pose, asked=True, rest=tuple(rest), nth=session.nth + 1)


def _explain(step: Step, pose: str, event: Ended) -> None:
    """Keep how the session ended as a decision."""
    name = offering.name(step, pose)
    ended = _("ended {pose}").format(pose=name)
    if event.outcome == "ouch":
        step.decide(ended, _("it hurt"))
    elif event.outcome == "failed":
        failed = _("{pose} failed").format(pose=name)
        step.decide(failed, _("its window could not go on; see `unsit doctor`"))
    elif any(hold.complete for hold in event.held):
        outcome = _(OUTCOMES.get(event.outcome, event.outcome))
        step.decide(ended, _("{outcome}; the clock starts from zero").format(outcome=outcome))
    elif event.answer == "snooze":
        step.decide(_("snoozed"), _("you asked for it in the window"))
    else:
        step.decide(ended, _("it was closed before a whole hold; the clock runs on"))


def _by_side(event: Ended) -> dict[str, float]:
    by_side: dict[str, float] = {}
    for hold in event.held:
        by_side[hold.side] = round(by_side.get(hold.side, 0.0) + hold.seconds, 1)
    return by_side


def facts(session: Session, event: Ended) -> dict[str, Any]:
    """Return what the history keeps of a session."""
    return {
        "pose": session.pose,
        "outcome": event.outcome,
        "held_s": _by_side(event),
        "holds": [_hold(hold) for hold in event.held],
        "asked": session.asked,
        **({} if event.answer is None else {"answer": event.answer}),
        **({} if event.feel_before is None else {"feel_before": event.feel_before}),
        **({} if event.feel_after is None else {"feel_after": event.feel_after}),
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
