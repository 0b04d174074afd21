"""The screen kept awake: asked for in a thread of its own, and let go."""

import sys

assert sys.platform == "win32"

import threading

import pytest

from unsit.desktop.windows import awake, win32
from unsit.desktop.windows.awake import WindowsAwake


def test_it_holds_for_a_thread_and_lets_go_when_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, str]] = []
    real = win32.SetThreadExecutionState

    def state(flags: int) -> int:
        asked.append((flags, threading.current_thread().name))
        return int(real(flags))

    monkeypatch.setattr(win32, "SetThreadExecutionState", state)
    before = threading.active_count()
    held = WindowsAwake()
    assert threading.active_count() == before + 1
    held.close()
    held.close()
    assert asked == [(awake.WANTED, "UnsitAwake"), (win32.ES_CONTINUOUS, "UnsitAwake")]
    assert threading.active_count() == before


def test_a_refusal_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(win32, "SetThreadExecutionState", lambda flags: 0)
    with pytest.raises(OSError, match="awake"):
        WindowsAwake()
