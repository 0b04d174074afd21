"""Presence on GNOME, told by an idle monitor of our own; the real one is in heavy/test_gnome.py."""

import sys
from collections.abc import Iterator

import pytest

from tests.desktop.fake_mutter import FakeMutter
from tests.desktop.quiet import for_a_while
from tests.desktop.servers import SessionBus
from tests.desktop.stage import until
from unsit.core.events import Blind, Event, Idle, Input, Lull
from unsit.desktop.linux.bus import Bus
from unsit.desktop.linux.mutter import MutterPresence
from unsit.loop import Loop

assert sys.platform == "linux"

MOMENT = 0.05
"""Seconds in which something would have come that must not come."""
MINUTE = 60_000
"""The threshold of these tests in the monitor's milliseconds, and in our seconds 60."""


class Ear:
    """Our side: a presence, and what it tells."""

    def __init__(self, bus: Bus, loop: Loop) -> None:
        self.loop, self.events = loop, list[Event]()
        self.presence = MutterPresence(bus, loop, self.events.append, idle_after=60.0)

    def hears(self, *kinds: type[Event]) -> list[Event]:
        """Wait for these, see that no more follow, and return them."""
        until(f"{kinds}", lambda: len(self.events) >= len(kinds), self.loop)
        for_a_while(self.loop, MOMENT)
        heard, self.events[:] = self.events[:], []
        assert tuple(type(event) for event in heard) == kinds
        return heard


@pytest.fixture
def bus(own_bus: SessionBus, loop: Loop) -> Iterator[Bus]:
    bus = own_bus.peer(loop)
    yield bus
    bus.close()


@pytest.fixture
def shell(own_bus: SessionBus, loop: Loop) -> Iterator[FakeMutter]:
    shell = FakeMutter(own_bus.address, loop)
    yield shell
    shell.bus.close()


@pytest.fixture
def ear(shell: FakeMutter, bus: Bus, loop: Loop) -> Iterator[Ear]:
    ear = Ear(bus, loop)
    ear.hears(Input)
    yield ear
    ear.presence.close()


# --- who is there ---------------------------------------------------------------------------------


def test_somebody_who_is_there_at_the_start_is_told(
    shell: FakeMutter, bus: Bus, loop: Loop
) -> None:
    shell.idle = MINUTE - 1
    Ear(bus, loop).hears(Input)


def test_somebody_who_was_away_before_the_start_is_told_with_the_time(
    shell: FakeMutter, bus: Bus, loop: Loop
) -> None:
    shell.idle = 2 * MINUTE
    (idle,) = Ear(bus, loop).hears(Idle)
    assert isinstance(idle, Idle)
    assert idle.at - idle.since == pytest.approx(120.0)


def test_going_and_coming_back_are_told_each_time(shell: FakeMutter, ear: Ear) -> None:
    for _ in range(2):
        shell.rests(MINUTE)
        (idle,) = ear.hears(Idle)
        assert isinstance(idle, Idle)
        assert idle.at - idle.since == pytest.approx(60.0)
        shell.types()
        ear.hears(Input)


def test_one_who_types_on_wakes_nobody(shell: FakeMutter, ear: Ear) -> None:
    assert (list(shell.idle_watches.values()), shell.input_watches) == ([MINUTE], set())
    shell.log.clear()
    for _ in range(5):
        shell.rests(MINUTE // 2)
        shell.types()
    ear.hears()
    assert shell.log == []


def test_an_input_between_the_watch_and_the_question_is_not_missed(
    shell: FakeMutter, ear: Ear
) -> None:
    shell.first["GetIdletime"] = shell.types
    shell.rests(MINUTE)
    ear.hears(Input)
    shell.rests(MINUTE)
    ear.hears(Idle)


def test_a_ring_that_came_too_late_sends_nobody_away(shell: FakeMutter, ear: Ear) -> None:
    shell.rests(MINUTE)
    shell.types()
    ear.hears()
    assert shell.input_watches == set()


def test_rings_of_others_and_of_watches_given_up_mean_nothing(shell: FakeMutter, ear: Ear) -> None:
    (before,) = shell.idle_watches
    ear.presence.watch(30.0)
    for_a_while(ear.loop, MOMENT)
    shell.log.clear()
    shell.rings(before)
    shell.rings(before + 100)
    ear.hears()
    assert shell.log == []


def test_others_cannot_ring(shell: FakeMutter, ear: Ear, own_bus: SessionBus, loop: Loop) -> None:
    stranger = FakeMutter.__new__(FakeMutter)
    stranger.bus = own_bus.peer(loop)
    shell.log.clear()
    for number in list(shell.idle_watches):
        stranger.rings(number)
    ear.hears()
    assert shell.log == []
    stranger.bus.close()


# --- another threshold ----------------------------------------------------------------------------


def test_a_shorter_threshold_that_has_passed_already_is_told_at_once(
    shell: FakeMutter, ear: Ear
) -> None:
    shell.rests(MINUTE // 2)
    ear.presence.watch(20.0)
    (idle,) = ear.hears(Idle)
    assert isinstance(idle, Idle)
    assert idle.at - idle.since == pytest.approx(30.0)


def test_a_longer_threshold_is_waited_for(shell: FakeMutter, ear: Ear) -> None:
    ear.presence.watch(120.0)
    for_a_while(ear.loop, MOMENT)
    shell.rests(MINUTE)
    ear.hears()
    shell.rests(MINUTE)
    ear.hears(Idle)
    assert list(shell.idle_watches.values()) == [2 * MINUTE]


def test_one_who_is_away_stays_away_whatever_the_threshold(shell: FakeMutter, ear: Ear) -> None:
    shell.rests(MINUTE)
    ear.hears(Idle)
    ear.presence.watch(600.0)
    ear.hears()
    ear.presence.watch(30.0)
    ear.hears()
    shell.types()
    ear.hears(Input)
    shell.rests(MINUTE // 2)
    ear.hears(Idle)


# --- looking again --------------------------------------------------------------------------------


def test_after_a_wake_the_very_next_input_is_told_once(shell: FakeMutter, ear: Ear) -> None:
    ear.presence.look_again()
    ear.hears()
    shell.types()
    ear.hears(Input)
    shell.types()
    ear.hears()


def test_looking_again_while_away_tells_the_next_input_once(shell: FakeMutter, ear: Ear) -> None:
    shell.rests(MINUTE)
    ear.hears(Idle)
    ear.presence.look_again()
    shell.types()
    ear.hears(Input)


def test_one_who_stays_away_after_a_wake_is_told_to_be_idle(shell: FakeMutter, ear: Ear) -> None:
    ear.presence.look_again()
    for_a_while(ear.loop, MOMENT)
    shell.rests(MINUTE)
    ear.hears(Idle)
    shell.types()
    ear.hears(Input)


# --- a lull ---------------------------------------------------------------------------------------


def test_a_lull_is_told_once_when_it_comes(shell: FakeMutter, ear: Ear) -> None:
    ear.presence.await_lull(5.0)
    ear.hears()
    shell.rests(5000)
    ear.hears(Lull)
    shell.types()
    shell.rests(5000)
    ear.hears()
    assert list(shell.idle_watches.values()) == [MINUTE]


def test_a_lull_that_is_there_already_is_told_at_once(shell: FakeMutter, ear: Ear) -> None:
    shell.rests(6000)
    ear.presence.await_lull(5.0)
    ear.hears(Lull)


def test_asking_again_takes_the_place_of_what_was_asked(shell: FakeMutter, ear: Ear) -> None:
    ear.presence.await_lull(5.0)
    ear.presence.await_lull(10.0)
    for_a_while(ear.loop, MOMENT)
    shell.rests(5000)
    ear.hears()
    shell.rests(5000)
    ear.hears(Lull)


def test_a_lull_asked_for_at_once_is_told_after_the_first_state(
    shell: FakeMutter, bus: Bus, loop: Loop
) -> None:
    shell.idle = 6000
    ear = Ear(bus, loop)
    ear.presence.await_lull(5.0)
    ear.hears(Input, Lull)


def test_one_who_is_away_already_is_in_a_lull(shell: FakeMutter, ear: Ear) -> None:
    shell.rests(MINUTE)
    ear.hears(Idle)
    ear.presence.await_lull(5.0)
    ear.hears(Lull)


# --- inhibited ------------------------------------------------------------------------------------


@pytest.fixture
def film(shell: FakeMutter, ear: Ear) -> FakeMutter:
    """Have a film keep the session from being idle, with a threshold of a quarter of a second."""
    shell.manages_session()
    shell.inhibits(True)
    ear.presence.watch(0.25)
    until("question", lambda: "AddIdleWatch 250" in shell.log, ear.loop)
    for_a_while(ear.loop, MOMENT)
    return shell


def test_one_who_goes_during_a_film_is_told_all_the_same(film: FakeMutter, ear: Ear) -> None:
    film.rests(200)
    for_a_while(ear.loop, 0.3)
    ear.hears()
    film.rests(200)
    ear.hears(Idle)
    film.types()
    ear.hears(Input)


def test_when_the_film_is_over_nothing_is_asked_any_more(film: FakeMutter, ear: Ear) -> None:
    film.inhibits(False)
    for_a_while(ear.loop, MOMENT)
    film.log.clear()
    for_a_while(ear.loop, 0.4)
    assert film.log == []
    film.rests(250)
    ear.hears(Idle)


def test_a_lull_during_a_film_is_told_all_the_same(film: FakeMutter, ear: Ear) -> None:
    ear.presence.watch(60.0)
    ear.presence.await_lull(0.15)
    for_a_while(ear.loop, 0.2)
    ear.hears()
    film.rests(150)
    ear.hears(Lull)


def test_a_film_that_begins_while_a_lull_is_waited_for_does_not_hide_it(
    shell: FakeMutter, ear: Ear
) -> None:
    shell.manages_session()
    ear.presence.await_lull(0.15)
    for_a_while(ear.loop, MOMENT)
    shell.inhibits(True)
    shell.rests(150)
    ear.hears(Lull)


def test_inhibitors_of_other_things_cost_nothing(shell: FakeMutter, ear: Ear) -> None:
    shell.manages_session()
    ear.presence.watch(0.1)
    for_a_while(ear.loop, MOMENT)
    shell.log.clear()
    shell.inhibits(True, actions=1 | 2 | 4)
    for_a_while(ear.loop, 0.2)
    assert shell.log == []


def test_a_session_manager_that_goes_inhibits_nothing(film: FakeMutter, ear: Ear) -> None:
    film.session.goes()
    for_a_while(ear.loop, MOMENT)
    film.log.clear()
    for_a_while(ear.loop, 0.4)
    assert film.log == []


# --- the shell comes and goes ---------------------------------------------------------------------


def test_a_shell_that_goes_is_told_and_what_is_so_when_it_comes_back(
    shell: FakeMutter, ear: Ear, caplog: pytest.LogCaptureFixture
) -> None:
    shell.goes()
    (blind,) = ear.hears(Blind)
    assert isinstance(blind, Blind)
    assert blind.reason == "GNOME Shell is gone"
    ear.presence.watch(30.0)
    ear.presence.look_again()
    ear.presence.await_lull(5.0)
    ear.hears()
    shell.idle = 0
    shell.comes()
    ear.hears(Input)
    shell.rests(MINUTE // 2)
    assert {type(event) for event in ear.hears(Lull, Idle)} == {Lull, Idle}
    shell.types()
    ear.hears(Input)


def test_a_shell_that_comes_back_to_an_empty_chair_says_so(
    shell: FakeMutter, ear: Ear, caplog: pytest.LogCaptureFixture
) -> None:
    shell.goes()
    ear.hears(Blind)
    shell.idle = MINUTE
    shell.comes()
    ear.hears(Idle)


@pytest.mark.parametrize("refused", ["GetIdletime", "AddIdleWatch", "AddUserActiveWatch"])
def test_a_monitor_that_refuses_is_told_once(
    shell: FakeMutter, bus: Bus, loop: Loop, refused: str, caplog: pytest.LogCaptureFixture
) -> None:
    shell.refuses = {refused}
    ear = Ear(bus, loop)
    until("blindness", lambda: any(isinstance(each, Blind) for each in ear.events), loop)
    for_a_while(loop, MOMENT)
    (blind,) = [each for each in ear.events if isinstance(each, Blind)]
    assert blind.reason == "GNOME's idle monitor refuses to answer (not today)"


def test_a_bus_that_is_lost_is_for_its_owner_to_tell(ear: Ear, own_bus: SessionBus) -> None:
    ear.presence.await_lull(5.0)
    own_bus.kill()
    ear.hears()
    ear.presence.await_lull(5.0)
    ear.presence.look_again()
    ear.hears()


def test_without_the_shell_one_sentence_says_so(bus: Bus, loop: Loop) -> None:
    with pytest.raises(OSError, match=r"^GNOME's idle monitor is not on the session bus$"):
        MutterPresence(bus, loop, print, 60.0)


def test_a_bus_that_is_gone_is_said_plainly(bus: Bus, own_bus: SessionBus, loop: Loop) -> None:
    own_bus.kill()
    with pytest.raises(OSError, match=r"^the session bus does not answer: "):
        MutterPresence(bus, loop, print, 60.0)


# --- closing --------------------------------------------------------------------------------------


def test_closing_gives_up_every_watch_and_leaves_the_bus_open(
    shell: FakeMutter, ear: Ear, bus: Bus
) -> None:
    ear.presence.await_lull(5.0)
    ear.presence.look_again()
    for_a_while(ear.loop, MOMENT)
    assert (len(shell.idle_watches), len(shell.input_watches)) == (2, 1)
    ear.presence.close()
    ear.presence.close()
    ear.presence.watch(1.0)
    ear.presence.look_again()
    for_a_while(ear.loop, MOMENT)
    assert (shell.idle_watches, shell.input_watches) == ({}, set())
    shell.rests(MINUTE)
    shell.types()
    ear.hears()
    assert not bus.lost


def test_a_watch_that_is_given_up_before_it_has_its_number_is_taken_away(
    shell: FakeMutter, ear: Ear
) -> None:
    ear.presence.look_again()
    ear.presence.await_lull(5.0)
    ear.presence.close()
    until("taking away", lambda: shell.log.count("RemoveWatch") >= 3, ear.loop)
    until("end", lambda: not shell.idle_watches and not shell.input_watches, ear.loop)
