"""What the port Presence promises, asked of everything that sees somebody at the keys."""

from collections.abc import Callable

import pytest

from tests.desktop.quiet import for_a_while
from tests.desktop.stage import until
from unsit.core.events import Event, Idle, Input, Lull
from unsit.desktop import Presence, Tell
from unsit.loop import Loop

AN_HOUR = 3600.0
MOMENT = 0.2
"""Seconds in which something would have come that must not come."""
CLOSE = 1.0
"""Seconds by which what is told may miss the truth, on a machine that is busy."""

Opens = Callable[[Tell, float], Presence]


class Room:
    """Somebody, or nobody, and what presence tells of it."""

    def __init__(self, loop: Loop, touches: Callable[[], object], opens: Opens) -> None:
        self.loop, self._touches, self._opens = loop, touches, opens
        self.told: list[Event] = []
        self.touched = loop.at()
        self.presence: Presence

    def watches(self, idle_after: float) -> None:
        """Open presence just after a touch."""
        self.touches()
        self.presence = self._opens(self.told.append, idle_after)

    def touches(self) -> None:
        self._touches()
        self.touched = self.loop.at()

    def hears(self, kind: type[Event]) -> Event:
        """Wait for the next event, which must be of this kind, and return it."""
        until(kind.__name__, lambda: self.told, self.loop)
        event = self.told.pop(0)
        assert type(event) is kind, f"told {event} instead of {kind.__name__}"
        return event

    def hears_nothing(self, seconds: float = MOMENT) -> None:
        for_a_while(self.loop, seconds)
        assert self.told == []

    def close(self) -> None:
        if hasattr(self, "presence"):
            self.presence.close()


def since(event: Event) -> float:
    assert isinstance(event, Idle)
    return event.since


class PresenceContract:
    """For whoever brings the fixture `room`."""

    def test_it_says_what_it_listens_to(self, room: Room) -> None:
        room.watches(AN_HOUR)
        assert room.presence.source

    def test_somebody_at_the_start_is_told_once(self, room: Room) -> None:
        room.watches(AN_HOUR)
        room.hears(Input)
        room.touches()
        room.hears_nothing()

    def test_idle_and_return_are_told_in_turn_with_the_time_of_the_last_input(
        self, room: Room
    ) -> None:
        room.watches(0.5)
        room.hears(Input)
        for _ in range(2):
            idle = room.hears(Idle)
            assert since(idle) == pytest.approx(room.touched, abs=CLOSE)
            assert idle.at == pytest.approx(room.touched + 0.5, abs=CLOSE)
            room.hears_nothing()
            room.touches()
            assert room.hears(Input).at == pytest.approx(room.touched, abs=CLOSE)

    def test_input_puts_idle_off(self, room: Room) -> None:
        room.watches(1.0)
        room.hears(Input)
        for _ in range(4):
            room.touches()
            room.hears_nothing(0.4)
        assert since(room.hears(Idle)) == pytest.approx(room.touched, abs=CLOSE)

    def test_another_threshold_holds_at_once_for_one_who_is_there(self, room: Room) -> None:
        room.watches(AN_HOUR)
        room.hears(Input)
        room.touches()
        room.presence.watch(0.4)
        idle = room.hears(Idle)
        assert idle.at == pytest.approx(room.touched + 0.4, abs=CLOSE)

    def test_another_threshold_holds_from_the_next_input_for_one_who_is_away(
        self, room: Room
    ) -> None:
        room.watches(0.3)
        room.hears(Input)
        room.hears(Idle)
        room.presence.watch(AN_HOUR)
        room.hears_nothing()
        room.touches()
        room.hears(Input)
        room.hears_nothing(0.5)

    def test_looking_again_tells_the_very_next_input_once(self, room: Room) -> None:
        room.watches(AN_HOUR)
        room.hears(Input)
        for_a_while(room.loop, MOMENT)
        room.presence.look_again()
        room.hears_nothing()
        room.touches()
        room.hears(Input)
        room.touches()
        room.hears_nothing()

    def test_looking_again_does_not_forget_the_threshold(self, room: Room) -> None:
        room.watches(0.6)
        room.hears(Input)
        for_a_while(room.loop, MOMENT)
        room.presence.look_again()
        room.hears(Idle)
        room.touches()
        room.hears(Input)
        room.hears_nothing()

    def test_looking_again_while_away_changes_nothing(self, room: Room) -> None:
        room.watches(0.2)
        room.hears(Input)
        room.hears(Idle)
        room.presence.look_again()
        room.hears_nothing()
        room.touches()
        room.hears(Input)

    def test_a_lull_is_told_once_when_it_has_come(self, room: Room) -> None:
        room.watches(AN_HOUR)
        room.hears(Input)
        room.touches()
        room.presence.await_lull(0.4)
        lull = room.hears(Lull)
        assert lull.at == pytest.approx(room.touched + 0.4, abs=CLOSE)
        room.touches()
        room.hears_nothing(0.6)

    def test_input_puts_a_lull_off(self, room: Room) -> None:
        room.watches(AN_HOUR)
        room.hears(Input)
        room.presence.await_lull(1.0)
        for _ in range(4):
            room.touches()
            room.hears_nothing(0.4)
        assert room.hears(Lull).at == pytest.approx(room.touched + 1.0, abs=CLOSE)

    def test_a_lull_that_is_there_already_is_told_at_once(self, room: Room) -> None:
        room.watches(0.8)
        room.hears(Input)
        room.hears(Idle)
        asked = room.loop.at()
        room.presence.await_lull(0.7)
        assert room.told == [], "not while it is being asked for"
        assert room.hears(Lull).at - asked < 0.5
        room.touches()
        room.hears(Input)

    def test_asking_again_for_a_lull_takes_the_place_of_the_one_before(self, room: Room) -> None:
        room.watches(AN_HOUR)
        room.hears(Input)
        room.presence.await_lull(AN_HOUR)
        room.presence.await_lull(0.3)
        room.hears(Lull)
        room.presence.await_lull(0.3)
        room.presence.await_lull(AN_HOUR)
        room.hears_nothing(0.6)

    def test_closing_silences_it_and_may_be_done_twice(self, room: Room) -> None:
        room.watches(0.3)
        room.hears(Input)
        room.presence.await_lull(0.2)
        room.presence.close()
        room.presence.close()
        room.presence.watch(0.1)
        room.presence.look_again()
        room.presence.await_lull(0.1)
        room.touches()
        room.hears_nothing(0.6)
