"""What the person has asked of Windows, said to it as its settings do."""

import ctypes
import sys
from collections.abc import Iterator

import pytest

from unsit.places import shipped
from unsit.window import windows
from unsit.window.chimes import Chimes
from unsit.windows import foreground

SET_SCREEN_READER, SET_ANIMATION = 0x0047, 0x1043


def say(what: int, number: int, pointer: int) -> None:
    """Say it to Windows, until the end of this session of it."""
    if sys.platform == "win32":
        ask = ctypes.WinDLL("user32").SystemParametersInfoW
        ask.argtypes = (ctypes.c_uint, ctypes.c_uint, ctypes.c_void_p, ctypes.c_uint)
        ask(what, number, pointer, 0)


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Take it all back."""
    yield
    say(SET_SCREEN_READER, 0, 0)
    say(SET_ANIMATION, 0, 1)


def test_a_screen_reader_that_has_said_so_is_known() -> None:
    say(SET_SCREEN_READER, 1, 0)
    assert windows.reads()


def test_animations_that_are_turned_off_are_known() -> None:
    say(SET_ANIMATION, 0, 0)
    assert windows.is_calm()


def test_a_chime_is_begun_and_ended_without_a_player() -> None:
    chimes = Chimes(shipped("icons") / "chimes", True)
    chimes.play("start")
    assert not chimes.look()
    chimes.hush()
    assert not chimes.lost


def test_windows_takes_what_it_is_told() -> None:
    windows.belong()
    foreground.allow()
