"""`unsit stretch`: by the daemon when there is one, else alone; `--plan` only tells what it says."""

import json
import logging
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta

from unsit import history
from unsit.cli import asking
from unsit.cli.nearest import meant
from unsit.control import NoDaemonError, Request, TroubleError, ask
from unsit.core import choosing, cues, dose, session
from unsit.core.cues import Cue
from unsit.core.poses import Pose
from unsit.core.reminders import RefusedError
from unsit.daemon.alone import stretch
from unsit.daemon.main import prepared
from unsit.prepare import Prepared


def start(word: str, minutes: float | None = None) -> int:
    """Start the stretch called `word` ("" = the next one), or as many as fit into `minutes`.

    Returns the exit code.
    """
    ready = prepared()
    pose = find(word, ready.poses).id if word else ""
    request: Request = {"verb": "stretch", "pose": pose}
    if minutes is not None:
        request["minutes"] = minutes
    try:
        reply = ask(request)
    except NoDaemonError:
        return _alone(ready, pose, None if minutes is None else minutes * 60)
    except TroubleError as trouble:
        asking.fail(str(trouble), asking.NO_DAEMON)
    if not reply.get("ok"):
        asking.fail(str(reply.get("error")))
    print(reply["sentence"])
    return 0


def show_plan(word: str, as_json: bool) -> None:
    """Print all that a session of `word` ("" = the next one) would say, and when."""
    ready = prepared()
    pose = find(word, ready.poses) if word else _next(ready)
    found = cues.cues(session.plan(pose, ready.settings.session))
    if as_json:
        print(json.dumps([cue.to_json() for cue in found], ensure_ascii=False))
    else:
        print("\n".join(_line(cue) for cue in found))


def _line(cue: Cue) -> str:
    """Return a moment in minutes and seconds, its kind and side, and what is said."""
    minutes, seconds = divmod(round(cue.at), 60)
    return f"{minutes:2}:{seconds:02}  {cue.kind:6}  {cue.side:5}  {cue.say or cue.text}"


def _next(ready: Prepared) -> Pose:
    """Return the pose that would be offered now; end when there is none."""
    now = datetime.now().astimezone()
    lately, held = _history()
    past = choosing.Past(lately, dose.total(ready.poses, held, now.date()))
    choice = choosing.choose(ready.poses, ready.settings.poses, past, now)
    if choice is None:
        asking.fail("there is no pose to offer: see `unsit settings check`.")
    return choice.pose


def _history() -> tuple[tuple[str, ...], Sequence[dose.Held]]:
    """Return the poses done so far, newest last, and what was held in the last week."""
    since = datetime.now().astimezone() - timedelta(days=dose.DAYS)
    try:
        with history.opened() as record:
            return tuple(record.lately()), record.held(since)
    except history.HistoryError:
        return (), []


def find(word: str, shelf: tuple[Pose, ...]) -> Pose:
    """Return the pose of this id or name, in any spelling of case; end when there is none."""
    names = {name.lower(): pose for pose in shelf for name in (pose.id, pose.name, *pose.also)}
    pose = names.get(word.lower().strip())
    if pose is None:
        hint = meant(word, names) or f" There are: {', '.join(each.id for each in shelf)}."
        asking.fail(f"there is no pose {word!r}.{hint}")
    return pose


def _alone(ready: Prepared, pose: str, seconds: float | None) -> int:
    # What goes wrong comes back as a sentence; the daemon's log would say it a second time.
    logging.getLogger("unsit").addHandler(logging.NullHandler())
    lately, held = _history()
    try:
        problem = stretch(ready, pose, lately, seconds, held)
    except RefusedError as refusal:
        problem = str(refusal)
    if problem:
        print(f"unsit: {problem}", file=sys.stderr)
    return 1 if problem else 0
