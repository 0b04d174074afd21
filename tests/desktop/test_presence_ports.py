"""What the port Presence promises, asked of everything that sees somebody at the keys."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.desktop.compositors import Sway
from tests.desktop.fake_compositor import KDE, V1, V2, FakeCompositor
from tests.desktop.quiet import for_a_while
from tests.desktop.screen import Display, Hands
from tests.desktop.stage import until
from tests.fakes import FakePresence
from unsit.core.events import Event, Idle, Input, Lull
from unsit.desktop import Presence, Tell
from unsit.desktop.linux.wayland import WaylandPresence
from unsit.desktop.linux.x11 import X11Presence
from unsit.desktop.polling import PolledPresence
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


@pytest.fixture(scope="module")
def sway() -> Iterator[Sway]:
    with Sway() as sway:
        yield sway


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Hands]]:
    with Display(tmp_path_factory.mktemp("screen")) as screen:
        yield screen.name_of_display, Hands(screen)


WAYS = {"v2": V2, "v1": V1, "kde": KDE}


@pytest.fixture(params=["fake", "polled", "x11", "sway", *WAYS])
def room(request: pytest.FixtureRequest, loop: Loop, home: Path) -> Iterator[Room]:
    with ExitStack() as stack:
        if request.param == "fake":
            room = fake_room(loop)
        elif request.param == "polled":
            room = polled_room(loop)
        elif request.param == "x11":
            room = x11_room(loop, *request.getfixturevalue("person"))
        elif request.param == "sway":
            room = wayland_room(loop, request.getfixturevalue("sway"))
        else:
            compositor = FakeCompositor(home, WAYS[request.param])
            room = wayland_room(loop, stack.enter_context(compositor))
        stack.callback(room.close)
        yield room


def fake_room(loop: Loop) -> Room:
    made: list[FakePresence] = []

    def opens(tell: Tell, idle_after: float) -> Presence:
        made.append(FakePresence(loop, tell, idle_after))
        return made[-1]

    def touches() -> None:
        for each in made:
            each.types()

    return Room(loop, touches, opens)


def polled_room(loop: Loop) -> Room:
    last = [loop.waking()]

    def touches() -> None:
        last[0] = loop.waking()

    def opens(tell: Tell, idle_after: float) -> Presence:
        idle_for = lambda: loop.waking() - last[0]  # noqa: E731
        return PolledPresence(loop, tell, idle_after, idle_for, "a count", pytest.fail)

    return Room(loop, touches, opens)


def x11_room(loop: Loop, display: str, hands: Hands) -> Room:
    def opens(tell: Tell, idle_after: float) -> Presence:
        return X11Presence(loop, tell, idle_after, display)

    return Room(loop, lambda: hands.key("a"), opens)


def wayland_room(loop: Loop, compositor: Sway | FakeCompositor) -> Room:
    def opens(tell: Tell, idle_after: float) -> Presence:
        return WaylandPresence(loop, tell, idle_after, compositor.display)

    return Room(loop, compositor.touches, opens)


def since(event: Event) -> float:
    assert isinstance(event, Idle)
    return event.since


def test_it_says_what_it_listens_to(room: Room) -> None:
    room.watches(AN_HOUR)
    assert room.presence.source


def test_somebody_at_the_start_is_told_once(room: Room) -> None:
    room.watches(AN_HOUR)
    room.hears(Input)
    room.touches()
    room.hears_nothing()


def test_idle_and_return_are_told_in_turn_with_the_time_of_the_last_input(room: Room) -> None:
    room.watches(0.5)
    room.hears(Input)
    for _ in range(2):
        idle = room.hears(Idle)
        assert since(idle) == pytest.approx(room.touched, abs=CLOSE)
        assert idle.at == pytest.approx(room.touched + 0.5, abs=CLOSE)
        room.hears_nothing()
        room.touches()
        assert room.hears(Input).at == pytest.approx(room.touched, abs=CLOSE)


def test_input_puts_idle_off(room: Room) -> None:
    room.watches(1.0)
    room.hears(Input)
    for _ in range(4):
        room.touches()
        room.hears_nothing(0.4)
    assert since(room.hears(Idle)) == pytest.approx(room.touched, abs=CLOSE)


def test_another_threshold_holds_at_once_for_one_who_is_there(room: Room) -> None:
    room.watches(AN_HOUR)
    room.hears(Input)
    room.touches()
    room.presence.watch(0.4)
    idle = room.hears(Idle)
    assert idle.at == pytest.approx(room.touched + 0.4, abs=CLOSE)


def test_another_threshold_holds_from_the_next_input_for_one_who_is_away(room: Room) -> None:
    room.watches(0.3)
    room.hears(Input)
    room.hears(Idle)
    room.presence.watch(AN_HOUR)
    room.hears_nothing()
    room.touches()
    room.hears(Input)
    room.hears_nothing(0.5)


def test_looking_again_tells_the_very_next_input_once(room: Room) -> None:
    room.watches(AN_HOUR)
    room.hears(Input)
    for_a_while(room.loop, MOMENT)
    room.presence.look_again()
    room.hears_nothing()
    room.touches()
    room.hears(Input)
    room.touches()
    room.hears_nothing()


def test_looking_again_does_not_forget_the_threshold(room: Room) -> None:
    room.watches(0.6)
    room.hears(Input)
    for_a_while(room.loop, MOMENT)
    room.presence.look_again()
    room.hears(Idle)
    room.touches()
    room.hears(Input)
    room.hears_nothing()


def test_looking_again_while_away_changes_nothing(room: Room) -> None:
    room.watches(0.2)
    room.hears(Input)
    room.hears(Idle)
    room.presence.look_again()
    room.hears_nothing()
    room.touches()
    room.hears(Input)


def test_a_lull_is_told_once_when_it_has_come(room: Room) -> None:
    room.watches(AN_HOUR)
    room.hears(Input)
    room.touches()
    room.presence.await_lull(0.4)
    lull = room.hears(Lull)
    assert lull.at == pytest.approx(room.touched + 0.4, abs=CLOSE)
    room.touches()
    room.hears_nothing(0.6)


def test_input_puts_a_lull_off(room: Room) -> None:
    room.watches(AN_HOUR)
    room.hears(Input)
    room.presence.await_lull(1.0)
    for _ in range(4):
        room.touches()
        room.hears_nothing(0.4)
    assert room.hears(Lull).at == pytest.approx(room.touched + 1.0, abs=CLOSE)


def test_a_lull_that_is_there_already_is_told_at_once(room: Room) -> None:
    room.watches(0.8)
    room.hears(Input)
    room.hears(Idle)
    asked = room.loop.at()
    room.presence.await_lull(0.7)
    assert room.told == [], "not while it is being asked for"
    assert room.hears(Lull).at - asked < 0.5
    room.touches()
    room.hears(Input)


def test_asking_again_for_a_lull_takes_the_place_of_the_one_before(room: Room) -> None:
    room.watches(AN_HOUR)
    room.hears(Input)
    room.presence.await_lull(AN_HOUR)
    room.presence.await_lull(0.3)
    room.hears(Lull)
    room.presence.await_lull(0.3)
    room.presence.await_lull(AN_HOUR)
    room.hears_nothing(0.6)


def test_closing_silences_it_and_may_be_done_twice(room: Room) -> None:
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
