"""Starting and ending the daemon: one a user, with what this desktop has and without what not."""

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial

from unsit import catalogue, control, places, prepare, settings
from unsit.core.language import N_, _, in_a_row
from unsit.daemon import closing, files, greeting, keeping, logs
from unsit.daemon.daemon import Daemon
from unsit.daemon.desk import DESKTOP, Desk
from unsit.daemon.followers import Followers
from unsit.daemon.wishes import wish
from unsit.desktop import autostart, here
from unsit.lock import Lock
from unsit.loop import NO_CONSOLE, Loop
from unsit.prepare import Prepared
from unsit.watch import Watch

log = logging.getLogger(__name__)

AGAIN = -1
"""In place of an exit code: the daemon is to be started anew."""
ENDINGS = [signal.SIGTERM, signal.SIGINT]
if sys.platform == "win32":
    from unsit.windows.endings import Endings

    ENDINGS.append(signal.SIGBREAK)
else:
    ENDINGS.append(signal.SIGHUP)  # the terminal it was started in is closed
FAREWELL = 0.1
"""Seconds the last messages get."""
RUNNING = N_("Unsit runs already.")


def run() -> int:
    """Be the daemon until told to stop; return the exit code."""
    logs.begin()
    catalogue.speak()
    try:
        lock = Lock("daemon")
    except BlockingIOError:
        print(_already(), file=sys.stderr)
        return 0
    except OSError as problem:
        _complain(problem)
        return 1
    try:
        code = _run()
    finally:
        lock.close()
    return code if code != AGAIN else _begin_again()


def _begin_again() -> int:
    from unsit.daemon import upgraded

    try:
        upgraded.become()
    except OSError as problem:
        _complain(problem)
        return 1
    return 0


def prepared() -> Prepared:
    """Return settings and poses, checked by a child if they are not yet."""
    ready = prepare.load()
    if ready is None:
        nothing = subprocess.DEVNULL
        subprocess.run(prepare.command(), check=False, stdin=nothing, creationflags=NO_CONSOLE)
        # Where the cache cannot be written, or files change as we look, we read for ourselves.
        ready = prepare.load() or prepare.read()
    return ready


def _run() -> int:
    loop = Loop()
    closing.close_to_others()
    try:
        first = _first_settings()
        changes: list[Callable[[], object]] = []
        watched = [places.settings_file(), places.own_poses_dir()]
        # Watched before they are read, so that no save falls in between.
        watch = Watch(loop, watched, lambda: [change() for change in changes])
        ready = prepared()
        catalogue.speak(ready.settings.language)
        daemon = Daemon(loop, ready, keeping.begin())
        changes.append(partial(files.look, daemon))
        followers = Followers(daemon)
        line = control.Control(
            loop,
            lambda request: wish(daemon, request),
            hosts={
                "play": lambda request: host(daemon, request),
                "follow": followers.host,
            },
        )
    except OSError as problem:
        _complain(problem)
        return 1
    for number in ENDINGS:
        signal.signal(number, lambda *_: loop.stop())
    loop.wake_on_signals()
    desktop = here(loop)
    if sys.platform == "win32":
        endings = Endings(loop.stop)
    desk = Desk(daemon, desktop, followers)
    _mend_autostart()
    greeting.greet(daemon, first)

    def life() -> None:
        loop.run()
        watch.close()
        line.close()
        daemon.close()
        loop.once(FAREWELL)  # what is still on its way to the notification server
        desk.close()
        loop.close()

    desktop.run(life)
    if sys.platform == "win32":
        endings.close()
    return AGAIN if daemon.again else 0


def _mend_autostart() -> None:
    """Have the next login start this Unsit, where it was to start one that has gone."""
    port = autostart()
    try:
        if port is not None and port.mend():
            log.info("what starts Unsit at login named a program that was gone; it is this one now")
    except OSError as problem:
        log.warning("%s: %s", _("what starts Unsit at login cannot be put right"), problem)


def host(daemon: Daemon, request: control.Request) -> tuple[control.Reply, control.Take | None]:
    """Let a terminal play a session; what that takes is loaded when one asks."""
    gone = daemon.removal.look()
    try:
        from unsit.daemon import guest
    except ImportError:
        if not gone:
            raise
        return {"ok": False, "error": places.absent()}, None
    return guest.host(daemon, request)


def _first_settings() -> bool:
    """Put the documented defaults where there are none yet; without them the defaults hold, too.

    Say whether that was done: this is the first start then.
    """
    try:
        return settings.write_defaults_if_absent(places.settings_file())
    except OSError as problem:
        log.warning(_("the settings file cannot be written: %s"), places.why(problem))
        return False


def _already() -> str:
    """Have the daemon that runs open its panel, or take this desktop over; say what became of it."""
    around = {name: os.environ[name] for name in DESKTOP if name in os.environ}
    try:
        reply = control.ask({"verb": "open", "desktop": around})
    except (control.NoDaemonError, control.TroubleError):
        return _(RUNNING)
    if not reply.get("ok"):
        return _(RUNNING)
    if reply["opened"] == "desktop":
        done = _("It looks after this desktop now.")
    else:
        done = _("Its panel opens.")
    return in_a_row(_(RUNNING), done, _("{sentence}.").format(sentence=reply["sentence"]))


def _complain(problem: OSError) -> None:
    """Say why we cannot start; in the log, too, where we may have no console to say it in."""
    said = _("the daemon cannot start: {problem}").format(problem=places.why(problem))
    if sys.platform == "win32":
        log.error("%s", said)
    else:
        print(f"unsit: {said}", file=sys.stderr)
