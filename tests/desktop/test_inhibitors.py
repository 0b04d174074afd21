"""Whether a program keeps the session from being idle, told by services on a bus of our own."""

from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

import pytest

from tests.desktop.fake_inhibitors import (
    COMMON,
    FakeBlocks,
    FakeGnomeSession,
    FakePowerdevil,
    FakePowerManager,
    FakeService,
)
from tests.desktop.quiet import for_a_while
from tests.desktop.servers import SessionBus
from tests.desktop.stage import until
from unsit.desktop.linux import asked
from unsit.desktop.linux.bus import DAEMON, Bus
from unsit.desktop.linux.inhibitors import open_inhibitors, open_logind_inhibitors
from unsit.desktop.signs import Closable
from unsit.loop import Loop

MOMENT = 0.1
"""Seconds in which something would have come that must not come."""

Service = TypeVar("Service", bound=FakeService)


class Ear:
    """Whether the session is kept from being idle, as it is told."""

    def __init__(self, loop: Loop, opened: Callable[[Callable[[bool], object]], Closable]) -> None:
        self.told: list[bool] = []
        self.loop = loop
        self.source = opened(self.told.append)

    def hears(self, *told: bool) -> None:
        """Wait for these and no others."""
        until(f"{told}", lambda: len(self.told) >= len(told), self.loop)
        for_a_while(self.loop, MOMENT)
        assert tuple(self.told) == told
        self.told.clear()


class Runs(Protocol):
    def __call__(self, kind: Callable[[str, Loop], Service]) -> Service: ...


@pytest.fixture
def runs(own_bus: SessionBus, loop: Loop) -> Iterator[Runs]:
    """Start a service, which ends with the test."""
    services: list[FakeService] = []

    def run(kind: Callable[[str, Loop], Service]) -> Service:
        service = kind(own_bus.address, loop)
        services.append(service)
        return service

    yield run
    for service in services:
        service.ends()


@pytest.fixture
def peer(own_bus: SessionBus, loop: Loop) -> Iterator[Bus]:
    bus = own_bus.peer(loop)
    yield bus
    bus.close()


Listening = Callable[[], Ear]


@pytest.fixture
def listens(peer: Bus, loop: Loop) -> Iterator[Listening]:
    ears: list[Ear] = []

    def listen() -> Ear:
        ears.append(Ear(loop, lambda tell: open_inhibitors(peer, loop, tell)))
        return ears[-1]

    yield listen
    for ear in ears:
        ear.source.close()


# --- the services of the session ----------------------------------------------------------------------


def test_where_nobody_knows_of_inhibitors_there_are_none(listens: Listening) -> None:
    listens().hears(False)


def test_gnome_tells_who_keeps_the_session_from_being_idle(runs: Runs, listens: Listening) -> None:
    gnome = runs(FakeGnomeSession)
    ear = listens()
    ear.hears(False)
    gnome.keeps(8)
    ear.hears(True)
    gnome.keeps(0)
    ear.hears(False)


def test_gnome_is_not_asked_about_sleep(runs: Runs, listens: Listening) -> None:
    gnome = runs(FakeGnomeSession)
    ear = listens()
    ear.hears(False)
    gnome.keeps(4)
    ear.hears()
    gnome.keeps(4 | 8)
    ear.hears(True)


@pytest.mark.parametrize("name", [COMMON, f"{COMMON}.Inhibit"])
def test_the_common_interface_tells_it(runs: Runs, listens: Listening, name: str) -> None:
    manager = runs(lambda address, loop: FakePowerManager(address, loop, name))
    ear = listens()
    ear.hears(False)
    manager.keeps(True)
    ear.hears(True)
    manager.keeps(False)
    ear.hears(False)


def test_one_that_never_tells_is_asked_again(
    runs: Runs, listens: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked, "ASK_AGAIN", 0.2)
    manager = runs(lambda address, loop: FakePowerManager(address, loop, tells=False))
    ear = listens()
    ear.hears(False)
    manager.keeps(True)
    ear.hears(True)
    manager.keeps(False)
    ear.hears(False)


def test_one_that_has_told_is_not_asked_again(
    runs: Runs, listens: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked, "ASK_AGAIN", 0.2)
    manager = runs(FakePowerManager)
    ear = listens()
    ear.hears(False)
    manager.keeps(True)
    ear.hears(True)
    questions = len(manager.asked)
    for_a_while(ear.loop, 0.5)
    assert len(manager.asked) == questions


def test_those_who_tell_are_never_asked_again(
    runs: Runs, listens: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked, "ASK_AGAIN", 0.05)
    gnome, plasma = runs(FakeGnomeSession), runs(FakePowerdevil)
    listens().hears(False)
    assert (gnome.asked, plasma.asked) == ([8], [4])


def test_plasma_is_asked_about_the_screen_and_not_about_downloads(
    runs: Runs, listens: Listening
) -> None:
    plasma = runs(FakePowerdevil)
    ear = listens()
    ear.hears(False)
    plasma.inhibits(1)
    ear.hears()
    plasma.inhibits(4)
    ear.hears(True)
    plasma.inhibits(0)
    ear.hears(False)
    assert "common" not in plasma.asked


def test_any_of_them_is_enough(runs: Runs, listens: Listening) -> None:
    gnome, manager = runs(FakeGnomeSession), runs(FakePowerManager)
    manager.keeps(True)
    ear = listens()
    ear.hears(True)
    gnome.keeps(8)
    manager.keeps(False)
    ear.hears()
    gnome.keeps(0)
    ear.hears(False)


def test_a_service_that_comes_later_is_asked(runs: Runs, listens: Listening) -> None:
    ear = listens()
    ear.hears(False)
    gnome = runs(FakeGnomeSession)
    gnome.keeps(8)
    ear.hears(True)


def test_what_a_service_kept_ends_with_it(runs: Runs, listens: Listening) -> None:
    gnome = runs(FakeGnomeSession)
    gnome.keeps(8)
    ear = listens()
    ear.hears(True)
    gnome.ends()
    ear.hears(False)


def test_a_service_that_refuses_says_no(runs: Runs, listens: Listening) -> None:
    gnome = runs(FakeGnomeSession)
    gnome.keeps(8)
    gnome.refuses = True
    listens().hears(False)
    assert gnome.asked


def test_nobody_is_started_by_being_asked(own_bus: SessionBus, listens: Listening) -> None:
    trap = own_bus.folder / "trap"
    for name in ("org.gnome.SessionManager", COMMON):
        own_bus.activatable(name, f"/usr/bin/touch {trap}")
    ear = listens()
    ear.hears(False)
    assert not trap.exists()


def test_a_service_that_hangs_counts_as_a_no(
    runs: Runs, listens: Listening, own_bus: SessionBus, loop: Loop
) -> None:
    sleeping = Loop()
    hung = FakeGnomeSession(own_bus.address, sleeping)
    listens().hears(False)
    assert hung.asked == []
    hung.ends()
    sleeping.close()


def test_after_closing_nothing_is_told_and_the_bus_sends_nothing(
    runs: Runs, listens: Listening, peer: Bus
) -> None:
    manager = runs(lambda address, loop: FakePowerManager(address, loop, tells=False))
    ear = listens()
    ear.hears(False)
    ear.source.close()
    ear.source.close()
    manager.keeps(True)
    ear.hears()
    stats = "org.freedesktop.DBus.Debug.Stats"
    (found,) = peer.ask(*DAEMON[:2], stats, "GetConnectionStats", "s", (peer.name,))
    assert found["MatchRules"][1] == 0


# --- logind -------------------------------------------------------------------------------------------


@pytest.fixture
def hears_logind(
    own_bus: SessionBus, loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Listening]:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", own_bus.address)
    ears: list[Ear] = []

    def listen() -> Ear:
        ears.append(Ear(loop, lambda tell: open_logind_inhibitors(loop, tell)))
        return ears[-1]

    yield listen
    for ear in ears:
        ear.source.close()


def test_logind_tells_when_idle_is_blocked(runs: Runs, hears_logind: Listening) -> None:
    logind = runs(FakeBlocks)
    ear = hears_logind()
    ear.hears(False)
    logind.blocks("shutdown:idle:handle-power-key")
    ear.hears(True)
    logind.something_else_changes()
    ear.hears()
    logind.blocks("sleep:handle-lid-switch")
    ear.hears(False)


def test_logind_is_asked_at_the_start(runs: Runs, hears_logind: Listening) -> None:
    runs(FakeBlocks).blocks("idle")
    hears_logind().hears(True)


def test_a_change_without_its_value_is_asked_for(runs: Runs, hears_logind: Listening) -> None:
    logind = runs(FakeBlocks)
    ear = hears_logind()
    ear.hears(False)
    logind.blocks("idle", tells_value=False)
    ear.hears(True)


def test_what_logind_blocked_ends_with_it_and_a_new_one_is_heard(
    runs: Runs, hears_logind: Listening
) -> None:
    logind = runs(FakeBlocks)
    logind.blocks("idle")
    ear = hears_logind()
    ear.hears(True)
    logind.ends()
    ear.hears(False)
    runs(FakeBlocks).blocks("idle")
    ear.hears(True)


def test_a_block_does_not_outlive_the_system_bus(
    runs: Runs, hears_logind: Listening, own_bus: SessionBus
) -> None:
    runs(FakeBlocks).blocks("idle")
    ear = hears_logind()
    ear.hears(True)
    own_bus.kill()
    ear.hears(False)


def test_a_bus_that_was_given_is_left_open(runs: Runs, peer: Bus, loop: Loop) -> None:
    runs(FakeBlocks).blocks("idle")
    ear = Ear(loop, lambda tell: open_logind_inhibitors(loop, tell, peer))
    ear.hears(True)
    ear.source.close()
    ear.source.close()
    assert not peer.lost
    ear.hears()


def refusal(loop: Loop) -> str:
    with pytest.raises(OSError) as refused:  # noqa: PT011  the sentence is what is looked at
        open_logind_inhibitors(loop, print)
    return str(refused.value)


def test_no_system_bus_is_said_plainly(loop: Loop) -> None:
    assert "cannot be reached" in refusal(loop)


def test_no_logind_is_said_plainly(
    loop: Loop, own_bus: SessionBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", own_bus.address)
    assert refusal(loop) == "logind is not on the system bus"
