"""Fullscreen on a real X server: with a real window manager, and with what one leaves behind."""

import os
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.quiet import for_a_while, rounds_while
from tests.desktop.screen import Display, Hands
from tests.desktop.stage import Program, until
from unsit.desktop.linux.x11full import ANY_TYPE, GET_PROPERTY, X11Fullscreen
from unsit.desktop.linux.xwire import Wire
from unsit.loop import Loop

CREATE_WINDOW, DESTROY_WINDOW, MAP_WINDOW, CONFIGURE_WINDOW = 1, 4, 8, 12
CHANGE_PROPERTY, SEND_EVENT = 18, 25
CLIENT_MESSAGE = 33
TO_THE_WINDOW_MANAGER = 0x180000
ATOM, WINDOW = 4, 33
GONE = 0x1234567
"""A name that no window has."""


class Client:
    """A program with windows, which asks the window manager for things, or plays one itself."""

    def __init__(self, display: str) -> None:
        self._display, self._wire = display, Wire(display)
        self._active, self._state, self._full, self._managed = (
            self._wire.atom(name)
            for name in (
                *(b"_NET_ACTIVE_WINDOW", b"_NET_WM_STATE", b"_NET_WM_STATE_FULLSCREEN"),
                b"WM_STATE",
            )
        )
        self.root = self._wire.root

    def window(self) -> int:
        """Open a window."""
        new = self._wire.new_id()
        shape = struct.pack("<IIhhHHHHII", new, self.root, 10, 10, 200, 100, 0, 1, 0, 0)
        self._wire.request(CREATE_WINDOW, 0, shape)
        self._wire.request(MAP_WINDOW, 0, struct.pack("<I", new))
        return new

    def managed_window(self) -> int:
        """Open a window, and wait until the window manager heeds what is asked of it."""
        new = self.window()
        until("window manager", lambda: self._has_state(new))
        return new

    def asks_to_fill(self, window: int, full: bool) -> None:
        self._asks(window, self._state, int(full), self._full, 0, 1)

    def asks_for_the_front(self, window: int) -> None:
        self._asks(window, self._active, 2, 0, 0)

    def moves(self, window: int, x: int) -> None:
        self._wire.request(CONFIGURE_WINDOW, 0, struct.pack("<IHxxI", window, 1, x))

    def closes(self, window: int) -> None:
        self._wire.request(DESTROY_WINDOW, 0, struct.pack("<I", window))

    def says_in_front(self, window: int) -> None:
        """Name the window in front, as a window manager does."""
        self._sets(self.root, self._active, WINDOW, window)

    def says_full(self, window: int, full: bool) -> None:
        """Name the states of a window, as a window manager does."""
        self._sets(window, self._state, ATOM, *([self._full] if full else []))

    def says_nonsense(self) -> None:
        """Name the window in front in bytes."""
        what = struct.pack("<IIIBxxxI", self.root, self._active, ATOM, 8, 3) + b"abc"
        self._wire.request(CHANGE_PROPERTY, 0, what)

    def close(self) -> None:
        self._wire.close()

    def _asks(self, window: int, kind: int, *words: int) -> None:
        data = struct.pack("<5I", *words, *[0] * (5 - len(words)))
        event = struct.pack("<BBHII", CLIENT_MESSAGE, 32, 0, window, kind) + data
        what = struct.pack("<II", self.root, TO_THE_WINDOW_MANAGER) + event
        self._wire.request(SEND_EVENT, 0, what)

    def _has_state(self, window: int) -> bool:
        what = struct.pack("<IIIII", window, self._managed, ANY_TYPE, 0, 1)
        wire = Wire(self._display)  # one is patient for so long, and then no more
        (length,) = struct.unpack_from("<I", wire.reply(wire.request(GET_PROPERTY, 0, what)), 4)
        wire.close()
        return bool(length)

    def _sets(self, window: int, atom: int, kind: int, *words: int) -> None:
        what = struct.pack("<IIIBxxxI", window, atom, kind, 32, len(words))
        self._wire.request(CHANGE_PROPERTY, 0, what + struct.pack(f"<{len(words)}I", *words))


class Full:
    """What was told of the window in front."""

    def __init__(self, loop: Loop, display: str) -> None:
        self.told: list[bool] = []
        self.loop = loop
        self.sign = X11Fullscreen(loop, self.told.append, display)

    def is_told(self, *answers: bool) -> None:
        """Wait for these answers, and see that no more follow."""
        until(f"{answers}", lambda: len(self.told) >= len(answers), self.loop)
        for_a_while(self.loop, 0.1)
        assert tuple(self.told) == answers
        self.told.clear()


@pytest.fixture(scope="module")
def managed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Display]:
    """Give the tests a screen with a window manager."""
    folder = tmp_path_factory.mktemp("screen")
    with Display(folder) as screen:
        environment = {**os.environ, **screen.environment}
        with Program(folder, "openbox", environment=environment) as openbox:
            yield screen
            openbox.must_run()


@pytest.fixture
def client(managed: Display) -> Iterator[Client]:
    client = Client(managed.name_of_display)
    yield client
    client.close()


@pytest.fixture
def full(loop: Loop, managed: Display) -> Iterator[Full]:
    full = Full(loop, managed.name_of_display)
    full.is_told(False)
    yield full
    full.sign.close()


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Display]:
    """Give a test a screen of its own on which it is the window manager."""
    with Display(tmp_path) as screen:
        yield screen


# --- a real window manager --------------------------------------------------------------------------


def test_a_window_that_fills_the_screen_is_told_and_its_return(client: Client, full: Full) -> None:
    film = client.managed_window()
    full.is_told()
    client.asks_to_fill(film, True)
    full.is_told(True)
    client.asks_to_fill(film, False)
    full.is_told(False)


def test_a_window_that_fills_the_screen_and_closes_is_told(client: Client, full: Full) -> None:
    film = client.managed_window()
    client.asks_to_fill(film, True)
    full.is_told(True)
    client.closes(film)
    full.is_told(False)


def test_only_the_window_in_front_counts(client: Client, full: Full) -> None:
    film = client.managed_window()
    client.asks_to_fill(film, True)
    full.is_told(True)
    letter = client.managed_window()
    client.asks_for_the_front(letter)
    full.is_told(False)
    client.asks_for_the_front(film)
    full.is_told(True)
    client.closes(film)
    full.is_told(False)


def test_a_window_that_fills_the_screen_at_the_start_is_told_first(
    loop: Loop, managed: Display, client: Client, full: Full
) -> None:
    client.asks_to_fill(client.managed_window(), True)
    full.is_told(True)
    later = Full(loop, managed.name_of_display)
    later.is_told(True)
    later.sign.close()
    later.sign.close()
    client.close()
    full.is_told(False)
    later.is_told()


def test_a_window_that_is_moved_about_wakes_nobody(client: Client, full: Full) -> None:
    letter = client.managed_window()
    full.is_told()
    assert rounds_while(full.loop, lambda step: client.moves(letter, step)) == 0


def test_a_mouse_that_moves_over_a_film_wakes_nobody(
    managed: Display, client: Client, full: Full
) -> None:
    hands = Hands(managed)
    client.asks_to_fill(client.managed_window(), True)
    full.is_told(True)
    assert rounds_while(full.loop, lambda step: hands.move(100 + step, 100)) == 0


# --- what a window manager leaves behind --------------------------------------------------------


def test_without_a_window_manager_no_window_is_in_front(loop: Loop, bare: Display) -> None:
    full = Full(loop, bare.name_of_display)
    full.is_told(False)
    full.sign.close()


def test_the_name_of_a_window_that_is_gone_means_no_and_following_goes_on(
    loop: Loop, bare: Display
) -> None:
    client = Client(bare.name_of_display)
    client.says_in_front(GONE)
    full = Full(loop, bare.name_of_display)
    full.is_told(False)
    film = client.window()
    client.says_full(film, True)
    client.says_in_front(film)
    full.is_told(True)
    client.says_in_front(GONE)
    full.is_told(False)
    client.says_in_front(film)
    full.is_told(True)
    client.says_in_front(0)
    full.is_told(False)
    client.says_nonsense()
    full.is_told()
    client.says_in_front(film)
    full.is_told(True)
    full.sign.close()
    client.close()


def test_a_window_that_goes_with_nobody_to_clear_up_means_no(loop: Loop, bare: Display) -> None:
    client = Client(bare.name_of_display)
    film, next_film = client.window(), client.window()
    client.says_full(film, True)
    client.says_in_front(film)
    full = Full(loop, bare.name_of_display)
    full.is_told(True)
    client.closes(film)
    full.is_told(False)
    client.says_in_front(next_film)
    client.says_full(next_film, True)
    full.is_told(True)
    full.sign.close()
    client.close()


def test_fullscreen_ends_with_the_server_and_is_silent_then(loop: Loop, bare: Display) -> None:
    client = Client(bare.name_of_display)
    film = client.window()
    client.says_full(film, True)
    client.says_in_front(film)
    full = Full(loop, bare.name_of_display)
    full.is_told(True)
    bare.kill()
    full.is_told(False)
    full.is_told()
    full.sign.close()
    client.close()


def test_no_display_is_said_plainly(loop: Loop) -> None:
    with pytest.raises(OSError, match="there is no display"):
        X11Fullscreen(loop, print)
