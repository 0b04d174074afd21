"""What the port Presence promises, asked of everything that sees somebody at the keys."""

from collections.abc import Callable

from tests.desktop.quiet import for_a_while
from tests.desktop.stage import until
from unsit.core.events import Event, Idle, Input, Lull
from unsit.desktop import Presence, Tell
from unsit.loop import Loop

AN_HOUR = 3600.0
MOMENT = 0.2
"""Seconds in which something would have come that must not come."""
GRAIN = 0.05
"""Seconds by which what is told may miss the truth: that of Windows goes in steps of 16 ms.

Nothing here must come soon, since on a busy machine it may not; it must not come too early, and where
it must come at once, it does so sooner or later.
"""
SOON = 0.5
"""Seconds within which something has to come once, if it is asked for often enough."""

Opens = Callable[[Tell, float], Presence]


class Room:
    """Somebody, or nobody, and what presence tells of it."""

    def __init__(self, loop: Loop, touches: Callable[[], object], opens: Opens) -> None:
        self.loop, self._touches, self._opens = loop, touches, opens
        self.told: list[Event] = []
        self.touched = loop.at()
        """A moment before which the last touch was not."""
        self.presence: Presence

    def watches(self, idle_after: float) -> None:
        """Open presence just after a touch."""
        self.touches()
        self.presence = self._opens(self.told.append, idle_after)

    def sits(self, idle_after: float) -> None:
        """Be there; the threshold comes when that was told, so that a slow start is no absence."""
        self.watches(AN_HOUR)
        self.hears(Input)
        self.presence.watch(idle_after)

    def touches(self) -> None:
        self.touched = self.loop.at()
        self._touches()

    def touches_again_and_again(self) -> bool:
        """Touch four times in more than a second; say whether nothing was told of it."""
        self.told.clear()
        for _ in range(4):
            self.touches()
            for_a_while(self.loop, 0.4)
        return self.told == []

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


def counts(idle: Event, touched: float, seconds: float) -> None:
    """See that it counts from no earlier than a touch, and has lasted for at least so long."""
    assert isinstance(idle, Idle)
    assert touched - GRAIN <= idle.since <= idle.at - seconds + GRAIN


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
        room.sits(0.5)
        for _ in range(2):
            counts(room.hears(Idle), room.touched, 0.5)
            room.hears_nothing()
            room.touches()
            assert room.hears(Input).at >= room.touched - GRAIN

    def test_idle_is_told_soon_after_the_threshold(self, room: Room) -> None:
        room.sits(1.0)

        def soon() -> bool:
            room.hears(Idle)
            took = room.loop.at() - room.touched
            room.presence.watch(AN_HOUR)
            room.touches()
            room.hears(Input)
            room.presence.watch(1.0)
            return took < 1.0 + SOON

        until("idle soon after the threshold", soon)

    def test_input_puts_idle_off(self, room: Room) -> None:
        room.sits(1.0)
        until("touches that put it off", room.touches_again_and_again)
        counts(room.hears(Idle), room.touched, 1.0)

    def test_another_threshold_holds_at_once_for_one_who_is_there(self, room: Room) -> None:
        room.watches(AN_HOUR)
        room.hears(Input)
        room.touches()
        room.presence.watch(0.4)
        counts(room.hears(Idle), room.touched, 0.4)

    def test_another_threshold_holds_from_the_next_input_for_one_who_is_away(
        self, room: Room
    ) -> None:
        room.sits(0.3)
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
        room.sits(0.6)
        for_a_while(room.loop, MOMENT)
        room.presence.look_again()
        room.hears(Idle)
        room.presence.watch(AN_HOUR)
        room.touches()
        room.hears(Input)
        room.hears_nothing()

    def test_looking_again_while_away_changes_nothing(self, room: Room) -> None:
        room.sits(0.2)
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
        assert room.hears(Lull).at >= room.touched + 0.4 - GRAIN
        room.touches()
        room.hears_nothing(0.6)

    def test_input_puts_a_lull_off(self, room: Room) -> None:
        room.watches(AN_HOUR)
        room.hears(Input)

        def is_put_off() -> bool:
            room.presence.await_lull(1.0)
            return room.touches_again_and_again()

        until("touches that put it off", is_put_off)
        assert room.hears(Lull).at >= room.touched + 1.0 - GRAIN

    def test_a_lull_that_is_there_already_is_told_at_once(self, room: Room) -> None:
        room.sits(0.8)
        room.hears(Idle)

        def at_once() -> bool:
            asked = room.loop.at()
            room.presence.await_lull(0.7)
            assert room.told == [], "not while it is being asked for"
            return room.hears(Lull).at - asked < SOON

        until("lull at once", at_once)
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
        room.sits(0.3)
        room.presence.await_lull(0.2)
        room.presence.close()
        room.presence.close()
        room.presence.watch(0.1)
        room.presence.look_again()
        room.presence.await_lull(0.1)
        room.touches()
        room.hears_nothing(0.6)
