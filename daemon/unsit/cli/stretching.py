"""`unsit stretch`: by the daemon when there is one, else alone."""

import logging
import sys

from unsit import history
from unsit.cli import asking
from unsit.cli.nearest import meant
from unsit.control import NoDaemonError, Request, TroubleError, ask
from unsit.core.poses import Pose
from unsit.core.reminders import RefusedError
from unsit.daemon.alone import stretch
from unsit.daemon.main import prepared
from unsit.prepare import Prepared


def start(word: str) -> int:
    """Start the stretch called `word` ("" = the next one); return the exit code."""
    ready = prepared()
    pose = find(word, ready.poses).id if word else ""
    request: Request = {"verb": "stretch", "pose": pose}
    try:
        reply = ask(request)
    except NoDaemonError:
        return _alone(ready, pose)
    except TroubleError as trouble:
        asking.fail(str(trouble), asking.NO_DAEMON)
    if not reply.get("ok"):
        asking.fail(str(reply.get("error")))
    print(reply["sentence"])
    return 0


def find(word: str, poses: tuple[Pose, ...]) -> Pose:
    """Return the pose of this id or name, in any spelling of case; end when there is none."""
    names = {name.lower(): pose for pose in poses for name in (pose.id, pose.name, *pose.also)}
    pose = names.get(word.lower().strip())
    if pose is None:
        hint = meant(word, names) or f" There are: {', '.join(each.id for each in poses)}."
        asking.fail(f"there is no pose {word!r}.{hint}")
    return pose


def _alone(ready: Prepared, pose: str) -> int:
    # What goes wrong comes back as a sentence; the daemon's log would say it a second time.
    logging.getLogger("unsit").addHandler(logging.NullHandler())
    try:
        with history.opened() as record:
            lately = tuple(record.lately())
    except history.HistoryError:
        lately = ()
    try:
        problem = stretch(ready, pose, lately)
    except RefusedError as refusal:
        problem = str(refusal)
    if problem:
        print(f"unsit: {problem}", file=sys.stderr)
    return 1 if problem else 0
