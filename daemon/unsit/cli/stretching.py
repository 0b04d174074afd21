"""`unsit stretch`: by the daemon when there is one, else alone; `--plan` only tells what it says."""

import json
import logging
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from unsit import history, places
from unsit.cli import asking
from unsit.cli.columns import padded, widest
from unsit.cli.nearest import meant
from unsit.control import NoDaemonError, Request, TroubleError, ask
from unsit.core import choosing, cues, dose, offering, session
from unsit.core.cues import Cue
from unsit.core.language import N_, _, in_a_row
from unsit.core.poses import Pose
from unsit.core.reminders import RefusedError
from unsit.core.rules import SessionRules
from unsit.core.words import length
from unsit.daemon.alone import Opener, stretch
from unsit.daemon.main import prepared
from unsit.prepare import Prepared

KINDS = {
    # Translators: what happens at a moment of a stretch, in one short word.
    "ready": N_("ready"),
    "move": N_("move"),
    "hold": N_("hold"),
    "half": N_("half"),
    "count": N_("count"),
    "out": N_("out"),
    "switch": N_("switch"),
    "done": N_("done"),
}
SIDES = {"right": N_("right"), "left": N_("left"), "both": N_("both")}


def start(
    word: str, minutes: float | None = None, floor: bool = False, terminal: bool = False
) -> int:
    """Start the stretch called `word` ("" = the next one), or as many as fit into `minutes`.

    With `terminal` it is played here, else in a window; `floor` has that open in floor mode. Returns
    the exit code.
    """
    ready = prepared()
    pose = find(word, ready.poses).id if word else ""
    request: Request = {"verb": "stretch", "pose": pose}
    if minutes is not None:
        request["minutes"] = minutes
    if terminal:
        from unsit.cli import playing

        return playing.play(request, partial(_alone, ready, pose, minutes, False))
    if floor:
        request["floor"] = True
    try:
        reply = ask(request)
    except NoDaemonError:
        return _alone(ready, pose, minutes, floor)
    except TroubleError as trouble:
        asking.fail(str(trouble), asking.NO_DAEMON)
    if not reply.get("ok"):
        asking.fail(str(reply.get("error")))
    print(reply["sentence"])
    return 0


def show_plan(word: str, minutes: float | None, as_json: bool) -> None:
    """Print all that a session of `word` ("" = the next one) would say, and when.

    With `minutes` it is that of each pose of the series that would fit into them, from its own start.
    """
    ready = prepared()
    if minutes is not None:
        _show_series(_series(ready, minutes * 60), ready.settings.session, as_json)
        return
    pose = find(word, ready.poses) if word else _next(ready)
    found = cues.cues(session.plan(pose, ready.settings.session))
    if as_json:
        print(json.dumps([cue.to_json() for cue in found], ensure_ascii=False))
    else:
        print("\n".join(map(_line, found)))


def _show_series(poses: Sequence[Pose], rules: SessionRules, as_json: bool) -> None:
    """Print the plans of some poses, one after the other."""
    plans = [session.plan(pose, rules) for pose in poses]
    said = [(plan, cues.cues(plan)) for plan in plans]
    if as_json:
        each = [
            {"pose": plan.pose["id"], "cues": [cue.to_json() for cue in found]}
            for plan, found in said
        ]
        print(json.dumps(each, ensure_ascii=False))
        return
    parts = []
    for number, (plan, found) in enumerate(said, 1):
        # Translators: above what is said in a stretch of a series: "1 of 2: Pigeon Pose, 2 min".
        title = _("{number} of {all}: {pose}, {length}").format(
            number=number,
            all=len(plans),
            pose=plan.pose["name"],
            length=length(session.seconds(plan)),
        )
        parts.append("\n".join((title, *map(_line, found))))
    print("\n\n".join(parts))


def _line(cue: Cue) -> str:
    """Return a moment in minutes and seconds, its kind and side, and what is said."""
    minutes, seconds = divmod(round(cue.at), 60)
    said = cue.say or cue.text
    kind = padded(_(KINDS.get(cue.kind, cue.kind)), max(6, widest(map(_, KINDS.values()))))
    side = padded(_(SIDES.get(cue.side, cue.side)), max(5, widest(map(_, SIDES.values()))))
    return f"{minutes:2}:{seconds:02}  {kind}  {side}  {said}"


def _next(ready: Prepared) -> Pose:
    """Return the pose that would be offered now; end when there is none."""
    past, now = _past(ready)
    choice = choosing.choose(ready.poses, ready.settings.poses, past, now)
    return _chosen(() if choice is None else (choice,))[0]


def _series(ready: Prepared, seconds: float) -> list[Pose]:
    """Return the poses that would fit into so much time now; end when there is none."""
    past, now = _past(ready)
    budget = offering.budget(seconds, ready.settings.session)
    return _chosen(choosing.series(ready.poses, ready.settings.poses, past, now, budget))


def _chosen(choices: Sequence[choosing.Choice]) -> list[Pose]:
    if not choices:
        asking.fail(_("there is no pose to offer: see `unsit settings check`."))
    return [choice.pose for choice in choices]


def _past(ready: Prepared) -> tuple[choosing.Past, datetime]:
    """Return what a choice goes by, as far as it has been written down, and the moment it is made."""
    from unsit.cli import shelving

    now = datetime.now().astimezone()
    lately, held = _history()
    doses = dose.total(ready.poses, held, now.date())
    return choosing.Past(lately, doses, shelving.shelved()), now


def _history() -> tuple[tuple[str, ...], Sequence[dose.Held]]:
    """Return the poses done so far, newest last, and what was held in the last week."""
    since = datetime.now().astimezone() - timedelta(days=dose.DAYS)
    try:
        with history.opened() as record:
            return tuple(record.lately()), record.held(since)
    except history.HistoryError:
        return (), []


def find(word: str, shelf: tuple[Pose, ...]) -> Pose:
    """Return the pose of this id or name, in any spelling of case; end when there is none.

    The name may be the English one or that of the language that is spoken.
    """
    names = {
        name.lower(): pose
        for pose in shelf
        for name in (_(pose.name), pose.id, pose.name, *pose.also)
    }
    pose = names.get(word.lower().strip())
    if pose is None:
        _fail_if_broken(word)
        there = _("There are: {poses}.").format(poses=", ".join(each.id for each in shelf))
        wrong = _("there is no pose {pose}.").format(pose=repr(word))
        asking.fail(in_a_row(wrong, meant(word, names) or there))
    return pose


def _fail_if_broken(word: str) -> None:
    """End with what is so, where there is a file of this pose that could not be read as one."""
    for file in places.toml_files(places.own_poses_dir()):
        if file.stem.lower() == word.lower().strip():
            broken = _("{file} is broken: `unsit poses check {pose}` says what is wrong with it.")
            asking.fail(broken.format(file=file.name, pose=file.stem))


def _alone(
    ready: Prepared,
    pose: str,
    minutes: float | None,
    floor: bool,
    stage: Opener | None = None,
) -> int:
    # What goes wrong comes back as a sentence; the daemon's log would say it a second time.
    logging.getLogger("unsit").addHandler(logging.NullHandler())
    lately, held = _history()
    seconds = None if minutes is None else minutes * 60
    try:
        trouble = stretch(ready, pose, lately, seconds, held, floor, stage)
    except RefusedError as refusal:
        trouble = str(refusal)
    if trouble:
        print(f"unsit: {trouble}", file=sys.stderr)
    return 1 if trouble else 0
