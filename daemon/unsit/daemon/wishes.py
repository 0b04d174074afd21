"""What may be asked of the daemon: one verb, one function.

The control line, the command line and the tray's menu all come through here. A reply has `ok`; a
wish that was met also has `sentence` (how things stand now), one that was not has `error`.
"""

import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from unsit import __version__, places
from unsit.core import events as ev
from unsit.core import until
from unsit.core.day import Decision
from unsit.core.language import _
from unsit.core.menu import Request
from unsit.core.reminders import RefusedError
from unsit.core.words import listed
from unsit.daemon import notices
from unsit.daemon.daemon import Daemon
from unsit.daemon.followers import told
from unsit.desktop import autostart, refusal

Reply = dict[str, Any]

EDITORS: dict[str, tuple[tuple[str, ...], ...]] = {
    "linux": (("xdg-open",), ("gio", "open")),
    "darwin": (("open", "-t"),),
    "win32": (("notepad",),),
}
"""What opens a text file, by sys.platform, best first."""
IN_SESSION = ("pause", "next", "back", "again", "ouch", "floor", "turn", "stop", "continue")
"""What a session can be told; "pause" also goes on, "floor" leads back, too, and "continue" takes up one
that was broken off."""
SAME = "off-hours", "paused"
"""States in which nothing may be said, whatever the person does: the sentence is of them alone."""
LONGEST_SNOOZE = 12 * 3600.0
"""Seconds; as in `reminder.snooze` of the settings. What is longer is a pause."""


def wish(daemon: Daemon, request: Request, token: str = "") -> Reply:
    """Carry out one request and return the reply. Never raises on what the request says."""
    verb = VERBS.get(str(request.get("verb")))
    if verb is None:
        unknown = _("The daemon knows no verb {verb}.").format(verb=repr(request.get("verb")))
        return {"ok": False, "error": unknown}
    gone = daemon.removal.look()
    try:
        more = verb(daemon, request, token)
    except (RefusedError, ValueError) as refusal:
        return {"ok": False, "error": str(refusal)}
    except ImportError:  # of what is loaded when it is first wanted
        if not gone:
            raise
        return {"ok": False, "error": places.absent()}
    return {"ok": True, "sentence": daemon.status().sentence, **(more or {})}


def _plain(kind: type[ev.Event]) -> Callable[[Daemon, Request, str], Reply]:
    """Return the verb whose wish is an event without any facts."""

    def verb(daemon: Daemon, __: Request, token: str) -> Reply:
        before = daemon.day.why
        daemon.happen(daemon.now(kind), token)
        return _noted(daemon, before)

    return verb


def _noted(daemon: Daemon, before: tuple[Decision, ...]) -> Reply:
    """Return the sentence with what was done, where how things stand is the same with it or without."""
    status, why = daemon.status(), daemon.day.why
    if status.state not in SAME or why == before:
        return {}
    return {"sentence": listed((status.sentence, why[-1].what))}


def _ready(daemon: Daemon, __: Request, ___: str) -> None:
    daemon.sessions.ahead.look()


def _status(daemon: Daemon, __: Request, ___: str) -> Reply:
    return {**told(daemon), **_itself(daemon)}


def _itself(daemon: Daemon) -> Reply:
    """Return which daemon this is: the command line may be of another version by now."""
    return {"version": __version__, "began": daemon.began.isoformat()}


def _stretch(daemon: Daemon, request: Request, token: str) -> None:
    facts = (str(request.get("pose", "")), _minutes(request))
    daemon.happen(daemon.now(ev.Wanted, *facts), token, floor=request.get("floor") is True)


def _minutes(request: Request) -> float | None:
    """Return the seconds there are for a series, None when it is to be one pose."""
    minutes = request.get("minutes")
    if minutes is None:
        return None
    if isinstance(minutes, bool) or not isinstance(minutes, int | float) or not 0 < minutes <= 120:
        sentence = _("A series of stretches takes 1 to 120 minutes, not {minutes}.")
        raise ValueError(sentence.format(minutes=repr(minutes)))
    if request.get("pose"):
        raise ValueError(_("Name a pose, or the minutes there are: not both."))
    return minutes * 60.0


def _unshelve(daemon: Daemon, request: Request, __: str) -> None:
    daemon.happen(daemon.now(ev.Unshelved, str(request.get("pose", ""))))


def _pause(daemon: Daemon, request: Request, __: str) -> None:
    daemon.happen(daemon.now(ev.Paused, _end(request, daemon.loop.wall())))


def _snooze(daemon: Daemon, request: Request, __: str) -> None:
    held = request.get("held", 0.0)
    if isinstance(held, bool) or not isinstance(held, int | float):
        sentence = _("A button is held down for a number of seconds, not {held}.")
        raise ValueError(sentence.format(held=repr(held)))
    seconds = _seconds(request)
    if seconds is not None and seconds > LONGEST_SNOOZE:
        raise ValueError(_("A snooze is at most 12 h; `unsit pause` is for longer."))
    daemon.happen(daemon.now(ev.Snoozed, seconds, float(held)))


def _why(daemon: Daemon, __: Request, ___: str) -> Reply:
    decisions = [
        {"at": each.at.isoformat(timespec="seconds"), "what": each.what, "because": each.because}
        for each in reversed(daemon.day.why)
    ]
    return {"why": decisions}


def _open(daemon: Daemon, request: Request, token: str) -> Reply:
    """Open the panel; when a desktop was lost and the request names another, go there instead."""
    around = request.get("desktop")
    if isinstance(around, dict):
        named = {str(name): str(value) for name, value in around.items()}
        if daemon.take_over(named):
            return {"opened": "desktop"}
    daemon.open_panel(token)
    return {"opened": "panel"}


def _history(daemon: Daemon, __: Request, token: str) -> None:
    daemon.open_history(token)


def _forget(daemon: Daemon, request: Request, __: str) -> None:
    before = request.get("before")
    daemon.happen(daemon.now(ev.Forgot, None if before is None else _day(before)))


def _day(word: Any) -> date:
    """Return the day that was written. Raises ValueError with a sentence."""
    try:
        return date.fromisoformat(str(word))
    except ValueError:
        sentence = _("A day is written like 2026-03-31, not {word}.")
        raise ValueError(sentence.format(word=repr(word))) from None


def _doctor(daemon: Daemon, __: Request, ___: str) -> Reply:
    return {**daemon.found(), **_itself(daemon)}


def _session(daemon: Daemon, request: Request, token: str) -> None:
    do = str(request.get("do"))
    if do not in IN_SESSION:
        sentence = _("A session takes {verbs}, not {verb}.")
        raise ValueError(sentence.format(verbs=listed(IN_SESSION), verb=repr(do)))
    if do == "continue":
        daemon.happen(daemon.now(ev.Continued), token)
    else:
        daemon.sessions.tell(do)


def _settings(daemon: Daemon, request: Request, token: str) -> None:
    """Open the settings window, or, when that is asked for, the file in an editor."""
    if not request.get("file"):
        daemon.open_settings(token)
    elif not _opened(daemon, EDITORS[sys.platform]):
        raise ValueError(_unopened())


def _opened(daemon: Daemon, editors: tuple[tuple[str, ...], ...]) -> bool:
    """Have the settings file opened by the first editor that starts; False when none does."""
    for place, editor in enumerate(editors):
        try:
            child = subprocess.Popen(
                [*editor, str(places.settings_file())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            continue
        daemon.loop.child(child, partial(_editor_ended, daemon, editors[place + 1 :]))
        return True
    return False


def _editor_ended(daemon: Daemon, others: tuple[tuple[str, ...], ...], code: int) -> None:
    if code != 0 and not _opened(daemon, others):
        daemon.say(notices.word(_("Settings"), _unopened()))


def _unopened() -> str:
    sentence = _("The settings are in {file}; nothing here can open it for you.")
    return sentence.format(file=places.settings_file())


def _autostart(_daemon: Daemon, request: Request, __: str) -> None:
    port = autostart()
    if port is None:
        raise ValueError(_("On this system Unsit cannot have itself started at login yet."))
    try:
        if request.get("on"):
            port.on()
        else:
            port.off()
    except OSError as problem:
        raise ValueError(refusal(problem)) from problem


def _quit(daemon: Daemon, __: Request, ___: str) -> None:
    daemon.loop.stop()


def _restart(daemon: Daemon, __: Request, ___: str) -> Reply:
    if daemon.removal.look():
        raise ValueError(places.absent())
    if daemon.start_again():
        return _itself(daemon)
    return {"put_off": _("Unsit restarts when the stretch has ended.")}


def _end(request: Request, now: datetime) -> datetime | None:
    if "until" in request:
        end = until.moment(str(request["until"]), now)
        if (end - now).total_seconds() > ev.LONGEST:
            raise ValueError(_("A pause is at most a year."))
        return end
    seconds = _seconds(request)
    return None if seconds is None else now + timedelta(seconds=seconds)


def _seconds(request: Request) -> float | None:
    """Return the length asked for, None when none was. Raises ValueError with a sentence."""
    seconds = request.get("seconds")
    if seconds is None:
        return None
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        sentence = _("A length is a number of seconds, not {seconds}.")
        raise ValueError(sentence.format(seconds=repr(seconds)))
    if not 1 <= seconds <= ev.LONGEST:
        raise ValueError(_("A length is at least a second and at most a year."))
    return float(seconds)


VERBS: dict[str, Callable[[Daemon, Request, str], Reply | None]] = {
    "status": _status,
    "stretch": _stretch,
    "pause": _pause,
    "resume": _plain(ev.Resumed),
    "snooze": _snooze,
    "unshelve": _unshelve,
    "skip": _plain(ev.Skipped),
    "undo": _plain(ev.Undone),
    "why": _why,
    "open": _open,
    "history": _history,
    "forget": _forget,
    "ready": _ready,
    "doctor": _doctor,
    "moved": _plain(ev.Moved),
    "stand": _plain(ev.Stood),
    "sit": _plain(ev.Sat),
    "session": _session,
    "settings": _settings,
    "autostart": _autostart,
    "restart": _restart,
    "quit": _quit,
}
