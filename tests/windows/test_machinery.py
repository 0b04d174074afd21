"""What Windows is asked for by what runs everywhere: clocks, locks, folders, the pipe, the end."""

import sys

assert sys.platform == "win32"

import ctypes
import os
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import platformdirs
import pytest

from tests.desktop.stage import PATIENCE
from unsit import lock, places
from unsit.line import windows as line
from unsit.loop import Loop
from unsit.windows import clock, console, owner
from unsit.windows.endings import Endings
from unsit.windows.job import Job
from unsit.windows.starting import by_shortcut

TICK = 0.05
"""Seconds: the clocks go in steps of some 16 ms."""


@pytest.fixture
def loop() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.close()


# --- clocks -------------------------------------------------------------------------------------


def test_the_clock_that_runs_on_in_sleep_is_that_since_the_start_of_windows() -> None:
    ticks = ctypes.WinDLL("kernel32").GetTickCount64
    ticks.restype = ctypes.c_uint64
    before, at, after = ticks() / 1000, clock.at(), ticks() / 1000  # nobody says how far apart
    assert before - TICK < at < after + TICK
    assert clock.waking() <= clock.at() + TICK


def test_both_clocks_go_on() -> None:
    at, waking = clock.at(), clock.waking()
    threading.Event().wait(0.2)
    assert clock.at() - at > 0.1
    assert clock.waking() - waking > 0.1


def test_the_wall_clock_knows_its_offset(loop: Loop) -> None:
    assert loop.wall().utcoffset() is not None
    before, at, after = time.time(), loop.wall().timestamp(), time.time()
    assert before - TICK < at < after + TICK
    assert loop.wall().utcoffset() < timedelta(days=1)  # type: ignore[operator]


# --- locks --------------------------------------------------------------------------------------


def test_a_locked_file_can_be_read_and_written_by_others(home: Path) -> None:
    file = home / "file"
    file.write_bytes(b"before")
    end = os.open(file, os.O_RDWR)
    lock.hold(end, wait=False)
    file.write_bytes(b"after")
    assert file.read_bytes() == b"after"
    lock.let_go(end)
    os.close(end)


def test_a_lock_dies_with_its_holder(home: Path) -> None:
    program = (
        "import sys; from unsit.lock import Lock; Lock('daemon'); print(1, flush=True); input()"
    )
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", program], stdin=pipe, stdout=pipe) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"1"
        with pytest.raises(BlockingIOError):
            lock.Lock("daemon")
        holder.kill()
    lock.Lock("daemon").close()


# --- folders ------------------------------------------------------------------------------------


def test_what_the_user_writes_roams_and_everything_else_stays(home: Path) -> None:
    assert places.config_dir() == home / "config" / "unsit"
    assert places.data_dir() == places.state_dir() == home / "data" / "unsit"
    assert places.cache_dir() == home / "data" / "unsit" / "Cache"


def test_where_a_variable_is_missing_the_shell_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("APPDATA", "LOCALAPPDATA"):
        monkeypatch.delenv(name)
    theirs = platformdirs.PlatformDirs("unsit", appauthor=False, roaming=True)
    assert places.config_dir() == theirs.user_config_path
    assert places.data_dir() == platformdirs.PlatformDirs("unsit", appauthor=False).user_data_path


def test_a_file_that_a_reader_has_open_is_replaced_as_soon_as_it_is_closed(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "STUBBORN", PATIENCE)  # the reader may be late
    file = home / "file"
    places.write_whole(file, "old")
    reader = file.open()
    closer = threading.Timer(0.1, reader.close)
    closer.start()
    places.write_whole(file, "new")
    closer.join()
    assert file.read_text() == "new"


def test_a_file_that_is_never_let_go_of_stays_as_it_was(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "STUBBORN", 0.05)
    file = home / "file"
    places.write_whole(file, "old")
    with file.open(), pytest.raises(PermissionError):
        places.write_whole(file, "new")
    assert file.read_text() == "old"
    assert [path.name for path in home.iterdir() if path.is_file()] == ["file"]


# --- the pipe -----------------------------------------------------------------------------------


def test_a_pipe_bears_our_name_and_belongs_to_us(loop: Loop, home: Path) -> None:
    listener = line.Listener(loop, home / "line", lambda peer: peer.close())
    assert owner.sid().startswith("S-1-")
    assert owner.sid() in line.name(home / "line")
    line.connect(home / "line", PATIENCE).close()
    listener.close()
    with pytest.raises(FileNotFoundError):
        line.connect(home / "line", PATIENCE)


def test_two_folders_have_two_pipes(home: Path) -> None:
    assert line.name(home / "one") != line.name(home / "other")
    assert line.name(home / "ONE") == line.name(home / "one")


def test_who_connects_says_nothing_to_another_users_program(
    loop: Loop, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listener = line.Listener(loop, home / "line", lambda peer: peer.close())
    monkeypatch.setattr(owner, "owner", lambda pipe: "S-1-5-21-1-2-3-1001")
    with pytest.raises(PermissionError, match="another user's program"):
        line.connect(home / "line", PATIENCE)
    listener.close()


def test_the_last_words_of_a_daemon_that_ends_arrive(loop: Loop, home: Path) -> None:
    said = b"x" * 200_000

    def says(peer: socket.socket) -> None:
        peer.setblocking(True)
        peer.sendall(said)
        peer.close()
        loop.stop()

    listener = line.Listener(loop, home / "line", says)
    heard: list[bytes] = []

    def listens() -> None:
        with line.connect(home / "line", PATIENCE) as end:
            while more := end.recv(1 << 16):
                heard.append(more)

    caller = threading.Thread(target=listens)
    caller.start()
    loop.run()
    listener.close()
    caller.join()
    assert b"".join(heard) == said


# --- the end, and the beginning -----------------------------------------------------------------


def test_a_console_that_is_closed_waits_for_our_end() -> None:
    told: list[str] = []
    ended = threading.Event()

    def end() -> None:
        told.append("end")
        ended.set()

    endings = Endings(end)
    answers: list[bool] = []
    # As Windows calls it: on a thread of its own.
    console_thread = threading.Thread(target=lambda: answers.append(endings._handler(2)))
    console_thread.start()
    assert ended.wait(PATIENCE)
    assert answers == []
    endings.close()
    console_thread.join()
    assert (told, answers) == (["end"], [True])


def test_ctrl_c_is_left_to_pythons_signals() -> None:
    endings = Endings(lambda: pytest.fail("it was told of Ctrl+C"))
    assert not endings._handler(0)
    endings.close()


def test_a_job_ends_a_child_and_what_it_has_started() -> None:
    inner = "import sys; print('here', flush=True); sys.stdin.read()"
    outer = f"import subprocess, sys; sys.exit(subprocess.call([sys.executable, '-c', {inner!r}]))"
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", outer], stdin=pipe, stdout=pipe) as child:
        job = Job(child)
        assert child.stdout is not None
        assert child.stdout.readline().strip() == b"here"
        job.end()
        assert child.wait(PATIENCE) == 1
        assert child.stdout.read() == b""  # nobody holds the pipe any more
        job.close()


def test_a_program_of_tests_was_not_started_by_a_click() -> None:
    assert not by_shortcut()


def test_neither_a_pipe_nor_nothing_is_a_console() -> None:
    reader, writer = os.pipe()
    nothing = os.open(os.devnull, os.O_RDWR)
    assert os.isatty(nothing)  # as Windows has it
    assert not any(console.is_one(end) for end in (reader, writer, nothing))
    for end in (reader, writer, nothing):
        os.close(end)
