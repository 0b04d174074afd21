"""Sleep and lock, told by a logind of our own on a bus of our own."""

import sys
from collections.abc import Callable, Iterator

import pytest

from tests.desktop.fake_logind import LOGIND, MANAGER, SESSION, FakeLogind
from tests.desktop.quiet import for_a_while
from tests.desktop.servers import SessionBus
from tests.desktop.stage import until
from unsit.core.events import Event, Locked, Slept, Unlocked, Woke
from unsit.desktop.linux.bus import Bus
from unsit.desktop.linux.logind import Logind
from unsit.loop import Loop

assert sys.platform == "linux"


@pytest.fixture
def address(own_bus: SessionBus) -> str:
    return own_bus.address


@pytest.fixture
def machine(address: str, loop: Loop) -> Iterator[FakeLogind]:
    machine = FakeLogind(address, loop)
    yield machine
    machine.bus.close()


class Ear:
    """What was told, in its order."""

    def __init__(self, loop: Loop, address: str) -> None:
        self.told: list[type[Event]] = []
        self.loop = loop
        self.logind = Logind(loop, lambda event: self.told.append(type(event)), address)

    def hears(self, *kinds: type[Event]) -> None:
        """Wait for these and no others."""
        until(f"{kinds}", lambda: len(self.told) >= len(kinds), self.loop)
        for_a_while(self.loop, 0.05)
        assert tuple(self.told) == kinds
        self.told.clear()


Listening = Callable[[], Ear]


@pytest.fixture
def listening(loop: Loop, address: str) -> Iterator[Listening]:
    ears: list[Ear] = []

    def listen() -> Ear:
        ears.append(Ear(loop, address))
        for_a_while(loop, 0.1)
        return ears[-1]

    yield listen
    for ear in ears:
        ear.logind.close()


def test_sleep_and_waking_are_told(machine: FakeLogind, listening: Listening) -> None:
    ear = listening()
    machine.sleeps(True)
    ear.hears(Slept)
    machine.sleeps(False)
    ear.hears(Woke)


def test_the_lock_is_told_when_the_locker_says_so(
    machine: FakeLogind, listening: Listening
) -> None:
    ear = listening()
    machine.locker_says(True)
    ear.hears(Locked)
    machine.something_else_changes()
    machine.locker_says(False)
    ear.hears(Unlocked)


def test_a_change_without_its_value_is_asked_for(machine: FakeLogind, listening: Listening) -> None:
    ear = listening()
    machine.locker_says(True, tells_value=False)
    ear.hears(Locked)


def test_a_wish_and_the_lock_that_follows_are_told_once(
    machine: FakeLogind, listening: Listening
) -> None:
    ear = listening()
    machine.wishes(True)
    machine.wishes(True)
    machine.locker_says(True)
    ear.hears(Locked)
    machine.wishes(False)
    machine.locker_says(False)
    ear.hears(Unlocked)


def test_a_wish_that_no_locker_takes_up_is_taken_back(
    machine: FakeLogind, listening: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unsit.desktop.linux.logind.TAKEN_UP", 0.2)
    ear = listening()
    machine.wishes(True)
    until("doubt", lambda: ear.told == [Locked, Unlocked], ear.loop)


def test_a_lock_that_was_taken_up_stays(
    machine: FakeLogind, listening: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unsit.desktop.linux.logind.TAKEN_UP", 0.2)
    ear = listening()
    machine.wishes(True)
    machine.locker_says(True)
    for_a_while(ear.loop, 0.3)
    ear.hears(Locked)


def test_a_screen_that_is_locked_at_the_start_is_told(
    machine: FakeLogind, listening: Listening
) -> None:
    machine.locker_says(True)
    listening().hears(Locked)


def test_nothing_is_told_of_a_quiet_start(machine: FakeLogind, listening: Listening) -> None:
    assert listening().told == []


def test_others_cannot_speak_for_logind(
    machine: FakeLogind, listening: Listening, loop: Loop, address: str
) -> None:
    ear = listening()
    stranger = Bus(address, loop)
    stranger.signal(MANAGER, f"{LOGIND}.Manager", "PrepareForSleep", "b", (True,))
    stranger.signal(SESSION, f"{LOGIND}.Session", "Lock")
    for_a_while(loop, 0.1)
    assert ear.told == []
    stranger.close()


def test_the_session_named_by_the_environment_is_followed(
    address: str, loop: Loop, listening: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_SESSION_ID", "2")
    machine = FakeLogind(address, loop, display=False)
    ear = listening()
    assert machine.asked == ["session 2"]
    machine.locker_says(True)
    ear.hears(Locked)
    machine.bus.close()


def test_the_session_of_our_process_is_followed(
    address: str, loop: Loop, listening: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_SESSION_ID", "unknown")
    machine = FakeLogind(address, loop, display=False)
    ear = listening()
    assert machine.asked == ["session unknown", "process"]
    machine.locker_says(True)
    ear.hears(Locked)
    machine.bus.close()


def test_sleep_is_told_even_without_a_session(
    address: str, loop: Loop, listening: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_SESSION_ID", raising=False)
    machine = FakeLogind(address, loop, display=False, by_pid=False)
    ear = listening()
    machine.locker_says(True)
    machine.sleeps(True)
    ear.hears(Slept)
    machine.bus.close()


def test_a_logind_that_restarts_is_heard_again(
    machine: FakeLogind, listening: Listening, loop: Loop, address: str
) -> None:
    ear = listening()
    machine.bus.close()
    for_a_while(loop, 0.1)
    again = FakeLogind(address, loop)
    for_a_while(loop, 0.1)
    again.locker_says(True)
    again.sleeps(True)
    ear.hears(Locked, Slept)
    again.bus.close()


def test_after_closing_nothing_is_told(machine: FakeLogind, listening: Listening) -> None:
    ear = listening()
    ear.logind.close()
    ear.logind.close()
    machine.sleeps(True)
    for_a_while(ear.loop, 0.1)
    assert ear.told == []


def test_a_lock_does_not_outlive_the_bus(
    machine: FakeLogind,
    listening: Listening,
    own_bus: SessionBus,
    caplog: pytest.LogCaptureFixture,
) -> None:
    ear = listening()
    machine.locker_says(True)
    ear.hears(Locked)
    own_bus.kill()
    ear.hears(Unlocked)


def test_no_system_bus_is_said_plainly(loop: Loop) -> None:
    with pytest.raises(OSError, match="cannot be reached"):
        Logind(loop, print)


def test_no_logind_is_said_plainly(listening: Listening) -> None:
    assert listening().logind.missing == "logind is not on the system bus"
