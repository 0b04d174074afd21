"""Which pose is offered as things stand, and how a session begins."""

from unsit.core import choosing, holding, poses, reminders, session, shelf
from unsit.core.choosing import Budget, Choice, Past
from unsit.core.day import OpenWindow, Session
from unsit.core.holding import Held
from unsit.core.language import _
from unsit.core.leftoff import LeftOff
from unsit.core.poses import Pose
from unsit.core.reminders import Due, Quiet, RefusedError, Snoozed
from unsit.core.rules import SessionRules
from unsit.core.step import Step
from unsit.core.value import replace


def there(step: Step) -> bool:
    """Say whether there is any pose to offer."""
    return poses.some_offered(step.setup.poses, step.setup.choice)


def is_there(step: Step, pose: str) -> bool:
    """Say whether there is such a pose."""
    return pose in {each.id for each in step.setup.poses}


def name(step: Step, pose: str) -> str:
    """Return what a pose is called."""
    return next((_(each.name) for each in step.setup.poses if each.id == pose), pose)


def next_pose(step: Step) -> str:
    """Return the pose that is due, or the next to offer. Raises `RefusedError` when none can be."""
    phase = step.day.reminder.phase
    if isinstance(phase, Due | Held | Snoozed) and _still_good(step, phase.pose):
        return phase.pose
    # The next call may come any moment: nobody should have to get up from the floor for it.
    place = "standing" if isinstance(phase, Held) and holding.after_long_calls(phase) else ""
    wall, setup = step.event.wall, step.setup
    chosen = choosing.choose(setup.poses, setup.choice, past(step), wall, place)
    if chosen is None:
        raise RefusedError(_("There is no pose to offer: see `unsit settings check`."))
    _tell(step, chosen)
    return chosen.pose.id


def series(step: Step, seconds: float) -> tuple[str, ...]:
    """Return the poses that fit into so much time. Raises `RefusedError` when none can be offered."""
    wall, setup = step.event.wall, step.setup
    chosen = choosing.series(
        setup.poses, setup.choice, past(step), wall, budget(seconds, setup.session)
    )
    if not chosen:
        raise RefusedError(_("There is no pose to offer: see `unsit settings check`."))
    for choice in chosen:
        _tell(step, choice)
    return tuple(choice.pose.id for choice in chosen)


def budget(seconds: float, rules: SessionRules) -> Budget:
    """Return so much time, for a series of sessions that go by these rules."""

    def takes(pose: Pose) -> float:
        return session.seconds(session.plan(pose, rules))

    def held(pose: Pose) -> dict[str, float]:
        each = session.held(pose.hold, rules)[0]
        return {"both": each} if pose.sides == "both" else {"right": each, "left": each}

    return Budget(seconds, takes, held)


def instead(step: Step, pose: str) -> Pose | None:
    """Return what can be done in the place of a pose that hurt."""
    hurt = next((each for each in step.setup.poses if each.id == pose), None)
    if hurt is None:
        return None
    setup, day = step.setup, step.day
    return choosing.instead(setup.poses, hurt, setup.choice, day.shelf, step.event.wall)


def past(step: Step) -> Past:
    """Return what a choice goes by."""
    return Past(step.day.lately, step.day.doses, step.day.shelf)


def _still_good(step: Step, pose: str) -> bool:
    """Say whether the pose that was to be offered is there, and has not hurt since."""
    return is_there(step, pose) and pose not in shelf.names(step.day.shelf, step.event.wall)


def _tell(step: Step, choice: Choice) -> None:
    step.decide(_("chose {pose}").format(pose=_(choice.pose.name)), choice.because)
    step.day = replace(step.day, because=choice.because if choice.telling else "")


def start(
    step: Step,
    pose: str,
    asked: bool,
    rest: tuple[str, ...] = (),
    nth: int = 1,
    resumed: LeftOff | None = None,
    because: str = "",
) -> None:
    """Begin a session, the `nth` of a series with this `rest`, or go on with one (`resumed`).

    `because` says why it begins unasked. Raises `RefusedError` when one is open, or there is no such
    pose.
    """
    if step.day.session is not None:
        raise RefusedError(_("A stretch is being played already."))
    if not is_there(step, pose):
        raise RefusedError(_("There is no pose called {pose}.").format(pose=repr(pose)))
    rules, before = step.setup.rules, step.day.reminder
    due = reminders.due_in(before, step.sat, step.event.at, rules) <= 0
    may_snooze = due and reminders.may_snooze(before, rules)
    hold = reminders.snooze_cost(before, rules) if due else 0.0
    step.answered("started", pose=pose)
    step.offered(pose)
    step.remind(replace(before, phase=Quiet(), owed=False))
    begun = Session(pose, asked, step.event.wall, answers=due or not asked, nth=nth, rest=rest)
    step.day = replace(step.day, session=replace(begun, resumed=resumed))
    hurt = pose in shelf.names(step.day.shelf, step.event.wall)
    did = _("started {pose}") if resumed is None else _("continued {pose}")
    step.decide(did.format(pose=name(step, pose)), because or _("you asked for it"))
    series = nth, nth + len(rest)
    step.actions.append(OpenWindow(pose, asked, may_snooze, hold, resumed, hurt, *series))
