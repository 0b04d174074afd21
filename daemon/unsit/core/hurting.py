"""A pose that hurts: it goes on the shelf at once, and something easier is offered afterwards."""

from datetime import timedelta

from unsit.core import offering, resuming, shelf
from unsit.core.day import Instead
from unsit.core.events import Ouch, Unshelved
from unsit.core.language import _
from unsit.core.reminders import RefusedError
from unsit.core.step import Step
from unsit.core.value import replace
from unsit.core.words import moment


def ouch(step: Step, event: Ouch) -> None:
    """Shelve the pose that is being played. The session goes on until its window has closed.

    Raises `RefusedError` when none is played.
    """
    session = step.day.session
    if session is None:
        raise RefusedError(_("No session window is open."))
    if session.hurt:
        return
    held = resuming.held(session, event.at)
    on_the_way = replace(session, left=None, paused=False, waits=False, place=None)
    step.day = replace(step.day, session=replace(on_the_way, hurt=True, rest=(), held=held))
    if step.day.left_off is not None and step.day.left_off.pose == session.pose:
        step.day = replace(step.day, left_off=None)
    name, seconds = offering.name(step, session.pose), step.setup.choice.shelve_for
    if seconds <= 0:
        step.decide(_("stopped {pose}").format(pose=name), _("you said that it hurts"))
        return
    until = event.wall + timedelta(seconds=seconds)
    kept = shelf.put(shelf.still(step.day.shelf, event.wall), session.pose, until)
    step.day = replace(step.day, shelf=kept)
    did = _("shelved {pose} until {moment}").format(pose=name, moment=moment(until, event.wall))
    step.decide(did, _("you said that it hurts"))


def unshelved(step: Step, event: Unshelved) -> None:
    """Take a pose off the shelf. Raises `RefusedError` when it is not there."""
    if event.pose not in shelf.names(step.day.shelf, event.wall):
        raise RefusedError(_("{pose} is not shelved.").format(pose=offering.name(step, event.pose)))
    step.day = replace(step.day, shelf=shelf.take(step.day.shelf, event.pose))
    did = _("took {pose} off the shelf").format(pose=offering.name(step, event.pose))
    step.decide(did, _("you asked for it"))


def offer_instead(step: Step, pose: str) -> None:
    """Offer what can be done in the place of a pose that hurt."""
    other = offering.instead(step, pose)
    if other is not None:
        name = offering.name(step, pose)
        did = _("offered {pose}").format(pose=_(other.name))
        step.decide(did, _("it stands in for {pose}, which hurt").format(pose=name))
        wall = step.event.wall
        on = {each.pose: moment(each.until, wall) for each in shelf.still(step.day.shelf, wall)}
        step.actions.append(Instead(other.id, pose, on.get(pose, "")))
