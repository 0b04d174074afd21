"""The window that nobody sees: who hears what, and that it goes."""

import sys

assert sys.platform == "win32"

import threading

import pytest

from tests.windows.other import sends
from unsit.desktop.windows import win32
from unsit.desktop.windows.window import Window

OURS = win32.WM_USER + 1


def test_who_hears_a_message_may_answer_it(window: Window) -> None:
    heard: list[tuple[int, int]] = []
    window.on(OURS, lambda wparam, lparam: heard.append((wparam, lparam)))
    undo = window.on(OURS, lambda wparam, lparam: wparam + lparam)
    assert sends(window.handle, OURS, 40, 2) == 42
    assert heard == [(40, 2)]
    undo()
    assert sends(window.handle, OURS, 40, 2) == 0
    assert len(heard) == 2


def test_numbers_of_64_bits_come_through_whole(window: Window) -> None:
    heard: list[tuple[int, int]] = []
    window.on(OURS, lambda wparam, lparam: heard.append((wparam, lparam)))
    sends(window.handle, OURS, 1 << 40, -(1 << 40))
    assert heard == [(1 << 40, -(1 << 40))]


def test_who_fails_to_hear_is_logged_and_harms_nobody(
    window: Window, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(wparam: int, lparam: int) -> int:
        raise RuntimeError("somebody tripped")

    window.on(OURS, fails)
    window.on(OURS, lambda *__: 7)
    assert sends(window.handle, OURS, 0, 0) == 7
    assert len(caplog.records) == 1


def test_several_windows_live_side_by_side_and_leave_no_thread_behind() -> None:
    before = threading.active_count()
    windows = [Window() for _ in range(3)]
    assert len({each.handle for each in windows}) == 3
    for each in windows:
        each.close()
        each.close()
        assert each.handle == 0
    assert threading.active_count() == before
