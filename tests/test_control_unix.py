"""The control line where it is a socket: whose it is, and what is left of it."""

import gc
import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fakes import Clocks
from tests.test_control import WORD, Caller, Daemon, asked, call, daemon, line, loop  # noqa: F401
from unsit import places
from unsit.control import PATIENCE, Control, NoDaemonError, TroubleError, ask
from unsit.lock import Lock


def descriptors() -> int:
    gc.collect()  # what earlier tests let go of
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def test_a_caller_who_hangs_up_early_leaves_nothing_behind(
    daemon: Daemon, call: Callable[[], Caller]
) -> None:
    caller = call()
    caller.sends(b'{"v": 1')
    daemon.loop.settles()
    before = descriptors()
    caller.hangs_up()
    daemon.loop.settles()
    assert descriptors() == before - 2  # theirs and ours
    daemon.loop.passes(2 * PATIENCE)
    assert daemon.heard == []


def test_socket_and_folder_are_for_their_owner_alone(daemon: Daemon) -> None:
    path = places.socket_path()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.stat().st_uid == path.parent.stat().st_uid == os.getuid()


def test_making_the_socket_leaves_the_umask_as_it_was(daemon: Daemon) -> None:
    before = os.umask(0o022)
    os.umask(before)
    Control(daemon.loop, daemon.listen, places.runtime_dir() / "another.sock").close()
    after = os.umask(0o022)
    os.umask(after)
    assert after == before


def test_somebody_else_is_turned_away(
    daemon: Daemon, call: Callable[[], Caller], monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = call()
    me = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: me + 1)
    daemon.loop.settles()
    monkeypatch.undo()
    caller.sends(line(**WORD))
    assert caller.hears() == b""
    assert daemon.heard == []


def test_the_socket_left_by_a_crash_is_no_daemon(daemon: Daemon) -> None:
    path = places.socket_path()
    daemon.line.close()
    left = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    left.bind(str(path))
    left.close()
    assert path.exists()
    with pytest.raises(NoDaemonError):
        ask({"verb": "status"})


def test_the_next_daemon_takes_the_place_of_a_socket_left_by_a_crash(loop: Clocks) -> None:
    path = places.socket_path()
    left = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    left.bind(str(path))
    left.close()
    daemon = Daemon(loop)
    assert asked(loop, {"verb": "status"})["ok"]
    daemon.line.close()


def test_closing_removes_the_socket_and_may_find_it_gone_already(daemon: Daemon) -> None:
    daemon.line.close()
    assert not places.socket_path().exists()
    with pytest.raises(NoDaemonError):
        ask({"verb": "status"})


def test_a_lock_that_is_refused_leaves_nothing_open() -> None:
    first = Lock("daemon")
    before = descriptors()
    for _ in range(3):
        with pytest.raises(BlockingIOError):
            Lock("daemon")
    assert descriptors() == before
    first.close()


def test_a_folder_that_is_not_ours_is_named(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    (home / "run" / "unsit").symlink_to("/tmp")
    with pytest.raises(TroubleError, match="is not a folder of yours"):
        ask({"verb": "status"})
