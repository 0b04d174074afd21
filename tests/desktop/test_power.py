"""Sleep and the lock from all their sources: what the port promises, and each source by itself."""

import sys
from collections.abc import Callable, Iterator
from typing import Protocol

import pytest

from tests.desktop.fake_logind import FakeLogind
from tests.desktop.mocks import SAVER, LogindMock, SaverMock
from tests.desktop.quiet import for_a_while
from tests.desktop.servers import SessionBus
from tests.desktop.stage import until
from tests.fakes import FakePower
from unsit.core.events import Event, Locked, Slept, Unlocked, Woke
from unsit.desktop import Power, Tell
from unsit.desktop.linux.bus import Bus
from unsit.desktop.linux.power import LOGIND, NO_BUS, LinuxPower
from unsit.desktop.linux.power import SAVER as SAVER_SOURCE
from unsit.desktop.linux.screensaver import SAVERS, ScreenSaver
from unsit.loop import Loop

assert sys.platform == "linux"

MOMENT = 0.1
"""Seconds in which something would have come that must not come."""


class Ear:
    """What was told, in its order; `lost` is each reason why the system bus was lost."""

    def __init__(self, loop: Loop) -> None:
        self.loop = loop
        self.events: list[Event] = []
        self.lost: list[str] = []

    @property
    def told(self) -> tuple[type[Event], ...]:
        return tuple(type(event) for event in self.events)

    def hears(self, *kinds: type[Event]) -> None:
        """Wait for these and no others."""
        until(f"{kinds}", lambda: len(self.events) >= len(kinds), self.loop)
        for_a_while(self.loop, MOMENT)
        assert self.told == kinds
        self.events.clear()


@pytest.fixture
def ear(loop: Loop) -> Ear:
    return Ear(loop)


# --- what the port promises, of the fake and of the real ones alike -----------------------------


class Machine(Protocol):
    """A lid and a lock, and the port that tells of them."""

    def listen(self, tell: Tell) -> Power: ...

    def sleeps(self, sleeps: bool) -> None: ...

    def locks(self, locked: bool) -> None: ...

    def close(self) -> None: ...


class FakeMachine:
    def __init__(self, bus: SessionBus, loop: Loop) -> None:
        self._loop = loop

    def listen(self, tell: Tell) -> Power:
        self._power = FakePower(self._loop, tell)
        return self._power

    def sleeps(self, sleeps: bool) -> None:
        self._power.happens(Slept if sleeps else Woke)

    def locks(self, locked: bool) -> None:
        self._power.happens(Locked if locked else Unlocked)

    def close(self) -> None:
        """Nothing is left of it."""


class OurLogind:
    """logind as our own fake plays it, and no session bus."""

    def __init__(self, bus: SessionBus, loop: Loop) -> None:
        self._loop, self._logind = loop, FakeLogind(bus.address, loop)

    def listen(self, tell: Tell) -> Power:
        return LinuxPower(self._loop, tell, None)

    def sleeps(self, sleeps: bool) -> None:
        self._logind.sleeps(sleeps)

    def locks(self, locked: bool) -> None:
        self._logind.locker_says(locked)

    def close(self) -> None:
        self._logind.bus.close()


class MockedLogind:
    """logind as dbusmock plays it, and no session bus."""

    def __init__(self, bus: SessionBus, loop: Loop) -> None:
        self._loop, self._logind = loop, LogindMock(bus)
        self._logind.start()

    def listen(self, tell: Tell) -> Power:
        return LinuxPower(self._loop, tell, None)

    def sleeps(self, sleeps: bool) -> None:
        self._logind.sleeps(sleeps)

    def locks(self, locked: bool) -> None:
        self._logind.locker_says(locked)

    def close(self) -> None:
        self._logind.stop()


class MockedSaver:
    """logind for the lid and a screen saver for the lock, both as dbusmock plays them."""

    def __init__(self, bus: SessionBus, loop: Loop) -> None:
        self._loop, self._logind, self._saver = loop, LogindMock(bus), SaverMock(bus)
        self._logind.start()
        self._saver.start()
        self._peer = bus.peer(loop)

    def listen(self, tell: Tell) -> Power:
        return LinuxPower(self._loop, tell, self._peer)

    def sleeps(self, sleeps: bool) -> None:
        self._logind.sleeps(sleeps)

    def locks(self, locked: bool) -> None:
        self._saver.locks(locked)

    def close(self) -> None:
        self._peer.close()
        self._saver.stop()
        self._logind.stop()


MACHINES: tuple[Callable[[SessionBus, Loop], Machine], ...] = (
    FakeMachine,
    OurLogind,
    MockedLogind,
    MockedSaver,
)


@pytest.fixture
def system_bus(own_bus: SessionBus, monkeypatch: pytest.MonkeyPatch) -> SessionBus:
    """Give a test a bus that stands for the system's, too."""
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", own_bus.address)
    return own_bus


@pytest.fixture(params=MACHINES)
def machine(
    request: pytest.FixtureRequest, system_bus: SessionBus, loop: Loop
) -> Iterator[Machine]:
    machine = request.param(system_bus, loop)
    yield machine
    machine.close()


@pytest.fixture
def power(machine: Machine, ear: Ear) -> Iterator[Power]:
    power = machine.listen(ear.events.append)
    for_a_while(ear.loop, MOMENT)
    yield power
    power.close()


def test_of_a_quiet_machine_nothing_is_told(power: Power, ear: Ear) -> None:
    ear.hears()


def test_sleep_and_waking_are_told_in_their_order(machine: Machine, power: Power, ear: Ear) -> None:
    machine.sleeps(True)
    machine.sleeps(False)
    ear.hears(Slept, Woke)


def test_a_lock_is_told_when_it_begins_and_when_it_ends(
    machine: Machine, power: Power, ear: Ear
) -> None:
    machine.locks(True)
    ear.hears(Locked)
    machine.locks(False)
    ear.hears(Unlocked)


def test_what_is_told_carries_the_time_of_our_clocks(
    machine: Machine, power: Power, ear: Ear
) -> None:
    before = ear.loop.at(), ear.loop.wall()
    machine.locks(True)
    until("lock", lambda: ear.events, ear.loop)
    (event,) = ear.events
    assert before[0] <= event.at <= ear.loop.at()
    assert before[1] <= event.wall <= ear.loop.wall()


def test_a_closed_one_tells_nothing_and_may_be_closed_twice(
    machine: Machine, power: Power, ear: Ear
) -> None:
    power.close()
    power.close()
    machine.sleeps(True)
    machine.locks(True)
    ear.hears()


# --- logind, as dbusmock plays it ---------------------------------------------------------------


@pytest.fixture
def logind(system_bus: SessionBus) -> Iterator[LogindMock]:
    logind = LogindMock(system_bus)
    logind.start()
    yield logind
    if system_bus.runs():
        logind.stop()
    elif logind.program is not None:
        logind.program.stop()


@pytest.fixture
def heard(system_bus: SessionBus, ear: Ear) -> Iterator[LinuxPower]:
    power = LinuxPower(ear.loop, ear.events.append, None, ear.lost.append)
    for_a_while(ear.loop, MOMENT)
    yield power
    power.close()


def test_a_wish_to_lock_is_told_before_the_locker_takes_it_up(
    logind: LogindMock, heard: LinuxPower, ear: Ear
) -> None:
    logind.wishes(True)
    logind.locker_says(True)
    ear.hears(Locked)
    logind.wishes(False)
    logind.locker_says(False)
    ear.hears(Unlocked)


def test_a_screen_that_is_locked_at_the_start_is_told(logind: LogindMock, ear: Ear) -> None:
    logind.locker_says(True)
    power = LinuxPower(ear.loop, ear.events.append, None)
    ear.hears(Locked)
    power.close()


def test_a_lock_does_not_outlive_logind_and_the_next_one_is_followed(
    logind: LogindMock, heard: LinuxPower, ear: Ear, system_bus: SessionBus
) -> None:
    logind.locker_says(True)
    ear.hears(Locked)
    logind.kill()
    ear.hears(Unlocked)
    assert heard.reasons[0] == (LOGIND, "logind is not on the system bus")
    again = LogindMock(system_bus, session="c7")
    again.start()
    until("logind", lambda: len(heard.reasons) == 1, ear.loop)
    until("session", lambda: _follows(again, ear), ear.loop)
    again.locker_says(False)
    again.sleeps(True)
    ear.hears(Unlocked, Slept)
    again.stop()
    ear.hears(Woke)


def _follows(logind: LogindMock, ear: Ear) -> bool:
    """Say whether its lock is heard by now; one that is heard is taken off the ear."""
    logind.locker_says(True)
    for_a_while(ear.loop, MOMENT)
    if ear.told == (Locked,):
        ear.events.clear()
        return True
    return False


def test_a_logind_that_comes_late_is_followed(
    heard: LinuxPower, ear: Ear, system_bus: SessionBus
) -> None:
    assert heard.reasons == (
        (LOGIND, "logind is not on the system bus"),
        (SAVER_SOURCE, NO_BUS),
    )
    late = LogindMock(system_bus)
    late.start()
    until("session", lambda: _follows(late, ear), ear.loop)
    assert [source for source, _ in heard.reasons] == [SAVER_SOURCE]
    late.stop()
    ear.hears(Unlocked)


def test_a_sleep_whose_end_nobody_will_tell_ends_with_logind(
    logind: LogindMock, heard: LinuxPower, ear: Ear
) -> None:
    logind.sleeps(True)
    ear.hears(Slept)
    logind.kill()
    ear.hears(Woke)


def test_the_next_session_is_followed_when_ours_has_ended(
    logind: LogindMock, heard: LinuxPower, ear: Ear
) -> None:
    logind.locker_says(True)
    ear.hears(Locked)
    logind.logs_out()
    ear.hears(Unlocked)
    logind.logs_in("c9")
    for_a_while(ear.loop, MOMENT)
    logind.locker_says(True)
    ear.hears(Locked)


def test_a_lost_system_bus_ends_the_lock_and_is_told_once_with_its_reason(
    logind: LogindMock,
    heard: LinuxPower,
    ear: Ear,
    system_bus: SessionBus,
    caplog: pytest.LogCaptureFixture,
) -> None:
    logind.locker_says(True)
    ear.hears(Locked)
    system_bus.kill()
    ear.hears(Unlocked)
    assert ear.lost == ["the system bus is gone"]
    assert heard.reasons[0] == (LOGIND, "the system bus is gone")


def test_a_system_bus_that_comes_back_is_heard_again(
    logind: LogindMock,
    heard: LinuxPower,
    ear: Ear,
    system_bus: SessionBus,
    caplog: pytest.LogCaptureFixture,
) -> None:
    system_bus.kill()
    until("word of the loss", lambda: ear.lost, ear.loop)
    with SessionBus(system_bus.folder) as back:
        again = LogindMock(back)
        again.start()
        until("logind", lambda: len(heard.reasons) == 1, ear.loop)
        until("session", lambda: _follows(again, ear), ear.loop)
        again.stop()
        ear.hears(Unlocked)


# --- screen savers ------------------------------------------------------------------------------


@pytest.fixture
def peer(own_bus: SessionBus, loop: Loop) -> Iterator[Bus]:
    peer = own_bus.peer(loop)
    yield peer
    peer.close()


Saver = Callable[..., SaverMock]


@pytest.fixture
def saver(own_bus: SessionBus) -> Iterator[Saver]:
    """Start one of these names and paths; they are ended for the test."""
    savers: list[SaverMock] = []

    def started(*which: str) -> SaverMock:
        savers.append(SaverMock(own_bus, *which))
        savers[-1].start()
        return savers[-1]

    yield started
    for each in savers:
        each.stop()


@pytest.fixture
def savers(peer: Bus, ear: Ear) -> Iterator[ScreenSaver]:
    savers = ScreenSaver(peer, ear.loop, ear.events.append)
    for_a_while(ear.loop, MOMENT)
    yield savers
    savers.close()


PLACES = [(name, path) for name, paths in SAVERS.items() for path in paths]


@pytest.mark.parametrize(("name", "path"), PLACES)
def test_each_saver_is_heard_and_asked_where_it_is(
    saver: Saver, peer: Bus, ear: Ear, name: str, path: str
) -> None:
    active = saver(name, path)
    active.locks(True)
    savers = ScreenSaver(peer, ear.loop, ear.events.append)
    ear.hears(Locked)
    active.locks(False)
    ear.hears(Unlocked)
    assert savers.missing == ""


def test_the_screen_is_locked_while_any_saver_is_active(
    saver: Saver, savers: ScreenSaver, ear: Ear
) -> None:
    assert savers.missing == "no screen saver that tells of a lock is on the session bus"
    gnome, kde = saver(), saver(SAVER)
    gnome.locks(True)
    kde.locks(True)
    gnome.locks(False)
    ear.hears(Locked)
    kde.locks(False)
    ear.hears(Unlocked)


def test_a_saver_that_dies_while_it_is_active_is_active_no_more(
    saver: Saver, savers: ScreenSaver, ear: Ear
) -> None:
    gnome = saver()
    gnome.locks(True)
    ear.hears(Locked)
    gnome.kill()
    ear.hears(Unlocked)
    gnome.start()
    gnome.locks(True)
    ear.hears(Locked)


def test_a_saver_that_cannot_say_counts_as_not_active(own_bus: SessionBus, ear: Ear) -> None:
    stranger = own_bus.peer(ear.loop)
    _take_name(stranger, SAVER)  # and serves nothing, as GNOME's proxy does
    peer = own_bus.peer(ear.loop)
    savers = ScreenSaver(peer, ear.loop, ear.events.append)
    for_a_while(ear.loop, MOMENT)
    stranger.signal("/anywhere", SAVER, "ActiveChanged", "s", ("maybe",))
    stranger.signal("/anywhere", SAVER, "ActiveChanged")
    ear.hears()
    stranger.signal("/anywhere", SAVER, "ActiveChanged", "b", (True,))
    ear.hears(Locked)
    savers.close()
    peer.close()
    stranger.close()


def test_nobody_else_can_speak_for_a_saver(
    saver: Saver, savers: ScreenSaver, own_bus: SessionBus, ear: Ear
) -> None:
    saver()
    stranger = own_bus.peer(ear.loop)
    stranger.signal(
        "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", "b", (True,)
    )
    ear.hears()
    stranger.close()


def test_no_saver_is_started_to_be_asked(own_bus: SessionBus, ear: Ear) -> None:
    started = own_bus.folder / "started"
    for name in SAVERS:
        own_bus.activatable(name, f"/usr/bin/touch {started}")
    peer = own_bus.peer(ear.loop)
    savers = ScreenSaver(peer, ear.loop, ear.events.append)
    for_a_while(ear.loop, 3 * MOMENT)
    ear.hears()
    assert not started.exists()
    savers.close()
    peer.close()


def test_the_bus_that_is_shared_stays_open(savers: ScreenSaver, peer: Bus) -> None:
    savers.close()
    assert not peer.lost


# --- both -----------------------------------------------------------------------------------------


def test_two_who_tell_of_the_same_lock_are_told_once(
    logind: LogindMock, saver: Saver, peer: Bus, ear: Ear
) -> None:
    gnome = saver()
    power = LinuxPower(ear.loop, ear.events.append, peer)
    for_a_while(ear.loop, MOMENT)
    assert power.reasons == ()
    gnome.locks(True)
    logind.locker_says(True)
    ear.hears(Locked)
    gnome.locks(False)
    ear.hears()
    logind.locker_says(False)
    ear.hears(Unlocked)
    power.close()


def test_without_a_system_bus_the_savers_are_heard(saver: Saver, peer: Bus, ear: Ear) -> None:
    gnome = saver()
    power = LinuxPower(ear.loop, ear.events.append, peer)
    for_a_while(ear.loop, MOMENT)
    ((source, reason),) = power.reasons
    assert source == LOGIND
    assert "cannot be reached" in reason
    gnome.locks(True)
    ear.hears(Locked)
    power.close()


def test_without_any_bus_it_says_why_of_both(loop: Loop) -> None:
    with pytest.raises(OSError, match=r"cannot be reached.*; there is no session bus"):
        LinuxPower(loop, print, None)


def _take_name(bus: Bus, name: str) -> None:
    daemon = "org.freedesktop.DBus"
    bus.ask(daemon, "/org/freedesktop/DBus", daemon, "RequestName", "su", (name, 0))
