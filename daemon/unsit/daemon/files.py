"""Settings and poses on disk: a child checks what has changed, and the daemon uses what it leaves."""

import subprocess

from unsit import prepare
from unsit.daemon.daemon import Daemon
from unsit.loop import NO_CONSOLE


def look(daemon: Daemon, again: bool = True) -> None:
    """Have changed settings and poses checked by a child, and use what it leaves."""
    child = subprocess.Popen(prepare.command(), creationflags=NO_CONSOLE)
    daemon.loop.child(child, lambda code: _checked(daemon, again=again and code == 0))


def _checked(daemon: Daemon, again: bool) -> None:
    ready = prepare.load()
    if ready is None and again:  # they changed while they were read
        look(daemon, again=False)
    else:
        # Where the child could leave nothing, we read for ourselves.
        daemon.adopt(ready or prepare.read(good=daemon.prepared.settings))
