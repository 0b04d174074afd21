"""What goes on besides input: a call by the registry as Windows writes it, and Windows's own judgement.

Wine has no program that uses a microphone and judges that any time is one for notifications: the test
writes what Windows would write, and judges in its place.
"""

import sys

assert sys.platform == "win32"

import itertools
import winreg
from collections.abc import Iterator
from functools import partial

import pytest

from tests.contracts.signs import Ear, Room, SignsContract
from tests.desktop.stage import until
from unsit.core.signs import CALL, DO_NOT_DISTURB, FULLSCREEN, MEDIA
from unsit.desktop.signs import GatheredSigns
from unsit.desktop.windows import call, fullscreen
from unsit.desktop.windows.call import Call
from unsit.desktop.windows.sources import openers
from unsit.loop import Loop

TALKER = rf"{call.STORE}\microphone\{call.PLAIN}\C:#Programs#talk.exe"
STORE_APP = rf"{call.STORE}\webcam\Somebody.Talks_8wekyb3d8bbwe"
NOW, LATER = 133_770_000_000_000_000, 133_770_000_600_000_000
"""Hundreds of nanoseconds since 1601, as Windows counts them."""
OFTEN = 0.02
"""Seconds between two questions, for tests."""


def record(program: str, started: int, stopped: int) -> None:
    """Write what Windows keeps of a program."""
    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, program) as key:
        winreg.SetValueEx(key, call.STARTED, 0, winreg.REG_QWORD, started)
        winreg.SetValueEx(key, call.STOPPED, 0, winreg.REG_QWORD, stopped)


def remove(path: str) -> None:
    """Remove a key with all below it."""
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, path) as key:
            below = [winreg.EnumKey(key, n) for n in range(winreg.QueryInfoKey(key)[0])]
    except FileNotFoundError:
        return
    for name in below:
        remove(rf"{path}\{name}")
    winreg.DeleteKey(winreg.HKEY_CURRENT_USER, path)


@pytest.fixture(autouse=True)
def registry() -> Iterator[None]:
    remove(call.STORE)
    for name in call.CAPABILITIES:
        winreg.CreateKey(winreg.HKEY_CURRENT_USER, rf"{call.STORE}\{name}").Close()
    yield
    remove(call.STORE)


class WindowsAround:
    """What goes on around a desk with Windows."""

    def __init__(self, loop: Loop, ear: Ear) -> None:
        self._state = 5  # QUNS_ACCEPTS_NOTIFICATIONS
        judged = {FULLSCREEN: fullscreen.FULLSCREEN, DO_NOT_DISTURB: fullscreen.QUIET}
        sources = {
            sign: (
                partial(
                    self._judgement,
                    loop,
                    states,
                ),
            )
            for sign, states in judged.items()
        }
        self.signs = GatheredSigns(loop, ear, {**openers(loop), **sources})

    def begins(self, kind: str) -> None:
        if kind == CALL:
            record(TALKER, NOW, 0)
        else:
            self._state = fullscreen.BUSY if kind == FULLSCREEN else fullscreen.QUIET_TIME

    def ends(self, kind: str) -> None:
        if kind == CALL:
            record(TALKER, NOW, LATER)
        else:
            self._state = 5

    def _judgement(self, loop: Loop, states: frozenset[int], say: call.Say) -> fullscreen.Judgement:
        return fullscreen.Judgement(loop, say, states, lambda: self._state, OFTEN)


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def room(loop: Loop, ear: Ear) -> Iterator[Room]:
    around = WindowsAround(loop, ear)
    yield Room(around, ear, loop)
    around.signs.close()


class TestSigns(SignsContract):
    ONE, OTHER, THIRD = CALL, DO_NOT_DISTURB, FULLSCREEN


# --- the call, by itself ----------------------------------------------------------------------------


@pytest.fixture
def told(loop: Loop) -> Iterator[list[bool]]:
    told: list[bool] = []
    source = Call(loop, told.append)
    until("the first word", lambda: told, loop)
    yield told
    source.close()
    source.close()


def test_a_program_from_the_store_and_a_camera_count_too(loop: Loop, told: list[bool]) -> None:
    record(STORE_APP, NOW, 0)
    until("the call", lambda: told[-1], loop)
    record(STORE_APP, NOW, LATER)
    until("its end", lambda: not told[-1], loop)


def test_two_that_use_it_are_one_call_until_both_have_stopped(loop: Loop, told: list[bool]) -> None:
    record(TALKER, NOW, 0)
    record(STORE_APP, NOW, 0)
    until("the call", lambda: told[-1], loop)
    record(TALKER, NOW, LATER)
    told.clear()
    until("a further look", lambda: told, loop)
    assert told[-1]
    record(STORE_APP, NOW, LATER)
    until("its end", lambda: not told[-1], loop)


def test_one_who_was_allowed_and_never_used_it_is_no_call(loop: Loop, told: list[bool]) -> None:
    record(TALKER, 0, 0)
    until("a further look", lambda: len(told) > 1, loop)
    assert not told[-1]


def test_a_record_that_is_removed_is_an_end(loop: Loop, told: list[bool]) -> None:
    record(TALKER, NOW, 0)
    until("the call", lambda: told[-1], loop)
    remove(call.STORE)
    until("its end", lambda: not told[-1], loop)


def test_a_windows_without_a_record_says_so(loop: Loop, ear: Ear) -> None:
    remove(call.STORE)
    signs = GatheredSigns(loop, ear, openers(loop))
    signs.follow(frozenset({CALL, MEDIA}))
    assert all(len(why) == 1 for why in signs.reasons.values())
    until("an answer", lambda: ear.told, loop)
    assert ear.told == [(set(), {CALL, MEDIA})]
    signs.close()


# --- Windows's judgement ----------------------------------------------------------------------------


def test_windows_is_asked_for_its_own_judgement(loop: Loop, ear: Ear) -> None:
    signs = GatheredSigns(loop, ear, openers(loop))
    signs.follow(frozenset({FULLSCREEN, DO_NOT_DISTURB}))
    until("an answer", lambda: ear.told, loop)
    assert ear.told == [(set(), {FULLSCREEN, DO_NOT_DISTURB})]
    signs.close()


def test_a_judgement_is_asked_for_only_while_it_is_followed(loop: Loop) -> None:
    asked = itertools.count()
    judged: list[bool] = []
    states = fullscreen.FULLSCREEN
    source = fullscreen.Judgement(loop, judged.append, states, lambda: next(asked), OFTEN)
    until("a game, and its end", lambda: judged[-1:] == [False] and True in judged, loop)
    source.close()
    source.close()
    before = next(asked)
    loop.once(5 * OFTEN)
    assert next(asked) == before + 1
