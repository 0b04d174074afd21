"""Which pose is offered as things stand, and how a session begins."""

from unsit.core import holding, poses, reminders
from unsit.core.day import OpenWindow, Session
from unsit.core.holding import Held
from unsit.core.poses import Pose
from unsit.core.reminders import Due, Quiet, RefusedError, Snoozed
from unsit.core.step import Step
from unsit.core.value import replace


def there(step: Step) -> tuple[Pose, ...]:
    """Return the poses that may be offered."""
    return poses.offered(step.setup.poses, step.setup.choice)


def is_there(step: Step, pose: str) -> bool:
    """Say whether there is such a pose."""
    return pose in {each.id for each in step.setup.poses}


def name(step: Step, pose: str) -> str:
    """Return what a pose is called."""
    return next((each.name for each in step.setup.poses if each.id == pose), pose)


def next_pose(step: Step) -> str:
    """Return the pose that is due, or the next to offer. Raises `RefusedError` when none can be."""
    phase = step.day.reminder.phase
    if isinstance(phase, Due | Held | Snoozed) and is_there(step, phase.pose):
        return phase.pose
    choice = there(step)
    if isinstance(phase, Held) and holding.after_long_calls(phase):
        # The next call may come any moment: nobody should have to get up from the floor for it.
        choice = tuple(pose for pose in choice if pose.position == "standing") or choice
    chosen = poses.choose(choice, step.day.lately)
    if chosen is None:
        raise RefusedError("There is no pose to offer: see `unsit settings check`.")
    return chosen.id


def start(step: Step, pose: str, asked: bool) -> None:
    """Begin a session. Raises `RefusedError` when one is open, or there is no such pose."""
    if step.day.session is not None:
        raise RefusedError("A session window is open already.")
    if not is_there(step, pose):
        raise RefusedError(f"There is no pose called {pose!r}.")
    rules, before = step.setup.rules, step.day.reminder
    due = reminders.due_in(before, step.sat, step.event.at, rules) <= 0
    may_snooze = due and reminders.may_snooze(before, rules)
    hold = reminders.snooze_cost(before, rules) if due else 0.0
    step.answered("started", pose=pose)
    step.offered(pose)
    step.remind(replace(before, phase=Quiet(), owed=False))
    session = Session(pose, asked, step.event.wall, answers=due or not asked)
    step.day = replace(step.day, session=session)
    step.decide(f"started {name(step, pose)}", "you asked for it" if asked else "nobody answered")
    step.actions.append(OpenWindow(pose, asked, may_snooze, hold))
