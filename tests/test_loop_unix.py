"""The loop with what only Unix has: signals, and children that lie about when they have ended."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import datetime

import pytest

from tests.desktop.stage import until
from tests.test_loop import goes_round
from unsit.loop import Loop


@pytest.fixture
def loop() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.close()


def test_a_child_that_dies_by_a_signal_is_told_with_its_number(loop: Loop) -> None:
    codes: list[int] = []
    loop.child(subprocess.Popen(["/bin/sh", "-c", "kill -KILL $$"]), codes.append)
    until("end of the child", lambda: codes, loop)
    assert codes == [-signal.SIGKILL]


def test_a_signal_handler_wakes_the_loop_too(loop: Loop) -> None:
    ran: list[str] = []
    before = signal.signal(signal.SIGUSR1, lambda *_: loop.soon(ran.append, "signalled"))
    killer = threading.Timer(0.02, os.kill, (os.getpid(), signal.SIGUSR1))
    killer.start()
    try:
        goes_round(loop)
    finally:
        killer.join()
        signal.signal(signal.SIGUSR1, before)
    assert ran == ["signalled"]


def test_a_child_that_ended_long_ago_is_told_all_the_same(loop: Loop) -> None:
    codes: list[int] = []
    child = subprocess.Popen(["/bin/true"])
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    loop.child(child, codes.append)
    until("end of the child", lambda: codes, loop)
    assert codes == [0]


def test_where_the_kernel_has_no_word_for_it_a_thread_waits_for_the_child(
    loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes: list[int] = []
    child = subprocess.Popen(["/bin/sh", "-c", "exit 3"])
    monkeypatch.setattr(sys, "platform", "darwin")
    loop.child(child, codes.append)
    monkeypatch.undo()
    until("end of the child", lambda: codes, loop)
    assert codes == [3]


def test_the_real_clocks_agree_with_the_system() -> None:
    before, at = time.clock_gettime(time.CLOCK_BOOTTIME), Loop.at()
    assert before <= at <= time.clock_gettime(time.CLOCK_BOOTTIME)
    assert Loop.wall().utcoffset() is not None
    today, wall = datetime.now().astimezone(), Loop.wall()
    assert today <= wall <= datetime.now().astimezone()


def test_on_a_mac_the_clock_is_the_one_that_goes_on_in_sleep(
    loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(time, "clock_gettime", lambda clock: {time.CLOCK_MONOTONIC_RAW: 7.0}[clock])
    assert loop.at() == 7.0
