"""Windows's record of the last input and its raw input, with input as Windows itself makes it."""

import sys

assert sys.platform == "win32"

import ctypes
from collections.abc import Iterator

import pytest

from tests.contracts.presence import AN_HOUR, PresenceContract, Room
from unsit.core.events import Idle, Input
from unsit.desktop import Presence, Tell
from unsit.desktop.polling import PolledPresence
from unsit.desktop.windows import win32
from unsit.desktop.windows.keys import WindowsKeys, idle
from unsit.desktop.windows.window import Window
from unsit.loop import Loop

MOVE, WHEEL = 0x0001, 0x0800
"""MOUSEEVENTF_MOVE and MOUSEEVENTF_WHEEL."""


def touches() -> None:
    ctypes.windll.user32.mouse_event(MOVE, 1, 0, 0, 0)


class Question:
    """How long there has been no input, and a count of how often that was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> float:
        self.asked += 1
        return idle()


@pytest.fixture
def question() -> Question:
    return Question()


@pytest.fixture
def room(loop: Loop, window: Window, question: Question) -> Iterator[Room]:
    def opens(tell: Tell, idle_after: float) -> Presence:
        keys = WindowsKeys(loop, window)
        asked = (question, keys.source, pytest.fail, keys.next_input)
        return PolledPresence(loop, tell, idle_after, *asked)

    room = Room(loop, touches, opens)
    yield room
    room.close()


class TestPresence(PresenceContract):
    """The port."""


def test_while_nobody_is_there_the_next_input_is_told_and_not_looked_for(
    room: Room, question: Question
) -> None:
    room.sits(0.3)
    room.hears(Idle)
    asked = question.asked
    room.hears_nothing(1.0)
    assert question.asked == asked
    room.touches()
    room.hears(Input)


def test_somebody_who_is_there_wakes_nobody_by_moving_the_mouse(
    room: Room, question: Question
) -> None:
    room.watches(AN_HOUR)
    room.hears(Input)
    asked = question.asked
    for _ in range(50):
        room.touches()
        room.loop.once(0.005)
    assert question.asked == asked


def test_the_wheel_is_input_too(room: Room) -> None:
    room.sits(0.3)
    room.hears(Idle)
    ctypes.windll.user32.mouse_event(WHEEL, 0, 0, 120, 0)
    room.hears(Input)


def test_a_count_of_milliseconds_that_has_begun_anew_is_no_long_absence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    touches()
    last = win32.LASTINPUTINFO(cbSize=ctypes.sizeof(win32.LASTINPUTINFO))
    win32.GetLastInputInfo(ctypes.byref(last))
    monkeypatch.setattr(win32, "GetTickCount", lambda: (last.dwTime + 500) % (1 << 32))
    assert idle() == 0.5
