"""The poses that hurt: what is shelved until when, and taking a pose off the shelf."""

from collections.abc import Sequence
from datetime import datetime

from unsit import library
from unsit.cli import asking, stretching
from unsit.control import NoDaemonError, TroubleError, ask
from unsit.core import memory, shelf
from unsit.core.language import _
from unsit.core.poses import Pose
from unsit.core.shelf import Shelf
from unsit.core.words import moment
from unsit.daemon import keeping


def shelved() -> Shelf:
    """Return what is on the shelf now, whether a daemon runs or not: it keeps its day on disk."""
    try:
        kept = memory.body(keeping.read())["shelf"]
    except (TypeError, ValueError, AttributeError):
        return ()
    return shelf.still(kept, datetime.now().astimezone())


def lines(poses: Sequence[Pose]) -> list[str]:
    """Return a sentence for each pose that is on the shelf."""
    names, now = {pose.id: _(pose.name) for pose in poses}, datetime.now().astimezone()
    words = _(
        "{pose} hurt and is shelved until {moment}: `unsit poses unshelve {id}` takes it back."
    )
    return [
        words.format(
            pose=names.get(each.pose, each.pose), moment=moment(each.until, now), id=each.pose
        )
        for each in shelved()
    ]


def unshelve(word: str) -> int:
    """Offer a pose again that was shelved; return the exit code."""
    pose = stretching.find(word, library.load().poses)
    try:
        reply = ask({"verb": "unshelve", "pose": pose.id})
    except NoDaemonError:
        return _alone(pose)
    except TroubleError as trouble:
        asking.fail(str(trouble), asking.NO_DAEMON)
    if not reply.get("ok"):
        asking.fail(str(reply.get("error")))
    return _done(pose)


def _alone(pose: Pose) -> int:
    left = shelved()
    if pose.id not in {each.pose for each in left}:
        asking.fail(_("{pose} is not shelved.").format(pose=_(pose.name)))
    kept = {**keeping.read(), "shelf": shelf.as_json(shelf.take(left, pose.id))}
    return _done(pose) if keeping.write(kept) else 1


def _done(pose: Pose) -> int:
    print(_("{pose} is offered again.").format(pose=_(pose.name)))
    return 0
