"""What the daemon says of itself, and what is made of it."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from unsit import __version__, lock
from unsit.control import Control
from unsit.doctor import Finding, daemon, presence
from unsit.loop import Loop

assert sys.platform == "linux"


@contextmanager
def answering(reply: dict[str, Any]) -> Iterator[None]:
    """Have a daemon on the line that knows the verb doctor, and answers so."""
    loop = Loop()
    held = lock.Lock("daemon")
    status = {"ok": True, "status": {"state": "sitting"}}
    line = Control(loop, lambda asked: reply if asked["verb"] == "doctor" else status)
    thread = threading.Thread(target=loop.run)
    thread.start()
    try:
        yield
    finally:
        loop.stop()
        thread.join()
        line.close()
        loop.close()
        held.close()


def test_a_daemon_tells_of_its_parts() -> None:
    with answering({"ok": True, "presence": "X11", "missing": {"tray": "no panel"}}):
        assert daemon.check() == Finding(
            True, "it runs and sees you by X11\nit has no tray: no panel"
        )


def test_a_daemon_of_another_version_is_to_be_started_anew() -> None:
    with answering({"ok": True, "presence": "X11", "version": "0.0.1"}):
        found = daemon.check()
    assert found.ok
    assert found.detail.endswith(f"as version 0.0.1, while this is {__version__}")
    assert found.remedy == daemon.RESTART


def test_a_daemon_that_sees_nobody_is_no_good() -> None:
    missing = {"presence": "there is no display"}
    with answering({"ok": True, "presence": None, "missing": missing}):
        found = daemon.check()
    assert not found.ok
    assert found.detail == "it runs, but cannot see you\nit has no presence: there is no display"


def test_what_the_daemon_sees_counts_where_we_see_nobody() -> None:
    with answering({"ok": True, "presence": "X11"}):
        assert presence.check() == Finding(
            True, "not seen from here, but the daemon sees you by X11"
        )


@pytest.mark.parametrize("reply", [{"ok": False}, {"ok": True}, {"ok": True, "missing": [1]}])
def test_a_daemon_that_says_little_of_itself_still_runs(reply: dict[str, Any]) -> None:
    with answering(reply):
        assert daemon.check() == Finding(True, "it runs")
