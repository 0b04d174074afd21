"""Everything that sees somebody at the keys on Linux, held to the port Presence."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.contracts.presence import PresenceContract, Room
from tests.desktop.compositors import Sway
from tests.desktop.fake_compositor import KDE, V1, V2, FakeCompositor
from tests.desktop.screen import Display, Hands
from tests.fakes import FakePresence
from unsit.desktop import Presence, Tell
from unsit.desktop.linux.wayland import WaylandPresence
from unsit.desktop.linux.x11 import X11Presence
from unsit.desktop.polling import PolledPresence
from unsit.loop import Loop


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


class TestPresence(PresenceContract):
    """The port."""
