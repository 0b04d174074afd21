"""Sleep, lock and the end of the session: Windows's own messages, posted by another process."""

import sys

assert sys.platform == "win32"

import threading
from collections.abc import Iterator

import pytest

from tests.desktop.stage import until
from tests.windows.other import Other, sends
from unsit.core.events import Event, Locked, Slept, Unlocked, Woke
from unsit.desktop.windows import power, win32
from unsit.desktop.windows.desk import WindowsDesktop
from unsit.desktop.windows.power import WindowsPower
from unsit.desktop.windows.window import Window
from unsit.loop import Loop

SESSION, POWER = win32.WM_WTSSESSION_CHANGE, win32.WM_POWERBROADCAST
LOGON = 0x5
"""WTS_SESSION_LOGON: a change of the session that is neither."""


@pytest.fixture
def told() -> list[Event]:
    return []


@pytest.fixture
def port(loop: Loop, window: Window, told: list[Event]) -> Iterator[WindowsPower]:
    port = WindowsPower(loop, told.append, window)
    yield port
    port.close()


def kinds(told: list[Event]) -> list[type[Event]]:
    return [type(event) for event in told]


def test_lock_and_unlock_are_told(
    port: WindowsPower, window: Window, other: Other, loop: Loop, told: list[Event]
) -> None:
    for change in (power.LOCK, LOGON, power.UNLOCK):
        other.posts(window.handle, SESSION, change)
    until("word of both", lambda: len(told) == 2, loop)
    assert kinds(told) == [Locked, Unlocked]


def test_sleep_is_told_once_though_windows_tells_it_twice(
    port: WindowsPower, window: Window, other: Other, loop: Loop, told: list[Event]
) -> None:
    for change in (power.SUSPEND, power.SUSPEND, power.RESUMED, power.RESUMED_BY_PERSON):
        other.posts(window.handle, POWER, change)
    other.posts(window.handle, SESSION, power.LOCK)
    until("the lock", lambda: kinds(told)[-1:] == [Locked], loop)
    assert kinds(told) == [Slept, Woke, Locked]


def test_an_event_carries_the_moment_at_which_windows_told_it(
    port: WindowsPower, window: Window, other: Other, loop: Loop, told: list[Event]
) -> None:
    before = loop.at()
    heard = threading.Event()
    window.on(POWER, lambda *__: heard.set())
    other.posts(window.handle, POWER, power.SUSPEND)
    assert heard.wait(20)
    after = loop.at()
    loop.once(1)  # a loop that comes to it only now, as after a sleep
    assert [before <= event.at <= after for event in told] == [True]


def test_after_closing_nothing_is_told_and_it_may_be_done_twice(
    port: WindowsPower, window: Window, other: Other, loop: Loop, told: list[Event]
) -> None:
    other.posts(window.handle, SESSION, power.LOCK)
    port.close()
    port.close()
    other.posts(window.handle, SESSION, power.UNLOCK)
    loop.once(0.1)
    assert told == []


# --- the end of the session -----------------------------------------------------------------------


@pytest.fixture
def desktop(loop: Loop) -> Iterator[WindowsDesktop]:
    desktop = WindowsDesktop(loop)
    yield desktop
    desktop.close()


def handle_of(desktop: WindowsDesktop) -> int:
    return desktop._window().handle


def test_the_end_of_the_session_waits_until_the_day_is_written(
    desktop: WindowsDesktop, loop: Loop
) -> None:
    handle, answered = handle_of(desktop), threading.Event()

    def ends() -> None:
        assert sends(handle, win32.WM_QUERYENDSESSION, 0, 0) == 1
        sends(handle, win32.WM_ENDSESSION, 1, 0)
        answered.set()

    windows = threading.Thread(target=ends)
    windows.start()
    loop.run()  # it ends by itself
    assert not answered.is_set()
    desktop.close()  # the day has been written by now
    assert answered.wait(20)
    windows.join()


def test_a_session_that_does_not_end_after_all_ends_nothing(
    desktop: WindowsDesktop, loop: Loop
) -> None:
    assert sends(handle_of(desktop), win32.WM_ENDSESSION, 0, 0) == 0
    loop.later(0.1, loop.stop)
    began = loop.at()
    loop.run()
    assert loop.at() - began >= 0.09
