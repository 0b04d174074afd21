"""Presence on a real X server, with real input."""

import os
import socket
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

import pytest

from tests.contracts.presence import AN_HOUR, GRAIN, SOON, counts
from tests.desktop.quiet import for_a_while, rounds_while
from tests.desktop.screen import Display as Screen
from tests.desktop.screen import Hands
from tests.desktop.stage import Program, until
from unsit.core.events import Blind, Event, Idle, Input, Lull
from unsit.desktop.linux.desk import LinuxDesktop
from unsit.desktop.linux.x11 import CREATE_ALARM, DESTROY_ALARM, X11Presence
from unsit.desktop.linux.xwire import COOKIE, Display, Messages, cookie, parse_display
from unsit.loop import Loop

assert sys.platform == "linux"


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    with Screen(tmp_path_factory.mktemp("screen")) as screen:
        yield screen


@pytest.fixture(scope="module")
def person(screen: Screen) -> Hands:
    return Hands(screen)


class Watch:
    """What presence told, in its order."""

    def __init__(self, loop: Loop, idle_after: float, display: str) -> None:
        self.told: list[Event] = []
        self.ends: list[list[Event]] = []
        """What had been told each time that the session's end was told."""
        self.loop = loop
        self.presence = X11Presence(loop, self.told.append, idle_after, display, self._ended)

    def _ended(self) -> None:
        self.ends.append(self.told.copy())

    def hears(self, kind: type[Event]) -> Event:
        """Wait for the next event, which must be of this kind."""
        until(kind.__name__, lambda: self.told, self.loop)
        event = self.told.pop(0)
        assert type(event) is kind, f"told {event} instead of {kind.__name__}"
        return event

    def idle(self) -> Idle:
        event = self.hears(Idle)
        assert isinstance(event, Idle)
        return event


@pytest.fixture
def watching(loop: Loop, screen: Screen) -> Iterator[Callable[[float], Watch]]:
    made: list[Watch] = []

    def watch(idle_after: float) -> Watch:
        made.append(Watch(loop, idle_after, screen.name_of_display))
        return made[-1]

    yield watch
    for each in made:
        each.presence.close()


def idle_for(loop: Loop, person: Hands, seconds: float) -> float:
    """Press a key, then wait; return a moment before which it was not pressed."""
    before = loop.at()
    person.key("a")
    for_a_while(loop, seconds)
    return before


def sits(person: Hands, watching: Callable[[float], Watch], idle_after: float) -> Watch:
    """Watch somebody who is there; the threshold comes then, so that a slow start is no absence."""
    person.key("a")
    watch = watching(AN_HOUR)
    watch.hears(Input)
    watch.presence.watch(idle_after)
    return watch


# --- what is told ---------------------------------------------------------------------------------


def test_somebody_who_is_there_at_the_start_is_told(
    person: Hands, watching: Callable[[float], Watch]
) -> None:
    person.key("a")
    watching(AN_HOUR).hears(Input)


def test_nobody_there_at_the_start_is_told_with_the_time_of_the_last_input(
    loop: Loop, person: Hands, watching: Callable[[float], Watch]
) -> None:
    touched = idle_for(loop, person, 0.6)
    counts(watching(0.3).idle(), touched, 0.6)


def test_idle_is_told_at_the_threshold_and_counts_from_the_last_input(
    loop: Loop, person: Hands, watching: Callable[[float], Watch]
) -> None:
    def soon() -> bool:
        touched = loop.at()
        watch = sits(person, watching, 1.0)
        counts(watch.idle(), touched, 1.0)
        return loop.at() - touched < 1.0 + SOON

    until("idle at the threshold", soon)


@pytest.mark.parametrize(
    "touch",
    [lambda hands: hands.key("a"), lambda hands: hands.move(7, 7), lambda hands: hands.click(9, 9)],
    ids=["key", "mouse", "button"],
)
def test_the_first_touch_after_idle_is_told_once(
    loop: Loop, person: Hands, watching: Callable[[float], Watch], touch: Callable[[Hands], None]
) -> None:
    idle_for(loop, person, 0.4)
    watch = watching(0.3)
    watch.idle()
    touch(person)
    watch.hears(Input)
    touch(person)
    watch.idle()


def test_each_turn_is_told_once_and_in_its_order(
    loop: Loop, person: Hands, watching: Callable[[float], Watch]
) -> None:
    idle_for(loop, person, 0.4)
    watch = watching(0.3)
    for _ in range(3):
        watch.idle()
        person.key("a")
        watch.hears(Input)


def test_moving_about_tells_nothing_and_wakes_nobody(
    loop: Loop, person: Hands, watching: Callable[[float], Watch]
) -> None:
    watch = watching(AN_HOUR)
    watch.hears(Input)
    assert rounds_while(loop, lambda step: person.move(100 + step, 100)) == 0
    assert watch.told == []


# --- another threshold ------------------------------------------------------------------------------


def test_a_shorter_threshold_counts_from_the_last_input_too(
    loop: Loop, person: Hands, watching: Callable[[float], Watch]
) -> None:
    watch = watching(AN_HOUR)
    watch.hears(Input)
    touched = idle_for(loop, person, 0.6)
    watch.presence.watch(0.4)
    counts(watch.idle(), touched, 0.6)


def test_a_longer_threshold_puts_off_the_telling(
    loop: Loop, person: Hands, watching: Callable[[float], Watch]
) -> None:
    touched = loop.at()
    watch = sits(person, watching, 0.5)
    watch.presence.watch(1.2)
    counts(watch.idle(), touched, 1.2)


def test_a_new_threshold_while_away_holds_from_the_next_input(
    loop: Loop, person: Hands, watching: Callable[[float], Watch]
) -> None:
    idle_for(loop, person, 0.3)
    watch = watching(0.2)
    watch.idle()
    watch.presence.watch(AN_HOUR)
    for_a_while(loop, 0.3)
    assert watch.told == []
    person.key("a")
    watch.hears(Input)
    for_a_while(loop, 0.3)
    assert watch.told == []


# --- after sleep ----------------------------------------------------------------------------------


def test_looking_again_tells_the_very_next_input(
    loop: Loop, person: Hands, watching: Callable[[float], Watch]
) -> None:
    watch = watching(AN_HOUR)
    watch.hears(Input)
    idle_for(loop, person, 0.2)
    watch.presence.look_again()
    for_a_while(loop, 0.2)
    assert watch.told == []
    person.key("a")
    watch.hears(Input)
    person.key("b")
    for_a_while(loop, 0.2)
    assert watch.told == []


def test_looking_again_while_somebody_types_tells_it_at_once(
    loop: Loop, person: Hands, watching: Callable[[float], Watch]
) -> None:
    watch = watching(AN_HOUR)
    watch.hears(Input)
    # The counter may have passed "about 0" before we read it on a busy machine; the next key
    # tells it then.
    for _ in range(20):
        person.key("a")
        watch.presence.look_again()
        for_a_while(loop, 0.03)
        if watch.told:
            break
    watch.hears(Input)


def test_looking_again_does_not_forget_the_threshold(
    loop: Loop, person: Hands, watching: Callable[[float], Watch]
) -> None:
    watch = sits(person, watching, 0.6)
    for_a_while(loop, 0.2)
    watch.presence.look_again()
    watch.idle()
    person.key("a")
    watch.hears(Input)


def test_looking_again_while_away_changes_nothing(
    loop: Loop, person: Hands, watching: Callable[[float], Watch]
) -> None:
    idle_for(loop, person, 0.3)
    watch = watching(0.2)
    watch.idle()
    watch.presence.look_again()
    for_a_while(loop, 0.2)
    assert watch.told == []
    person.key("a")
    watch.hears(Input)


# --- a lull -----------------------------------------------------------------------------------------


def test_a_lull_is_told_once_as_soon_as_it_has_come(
    loop: Loop, person: Hands, watching: Callable[[float], Watch]
) -> None:
    watch = watching(AN_HOUR)
    watch.hears(Input)
    touched = loop.at()
    person.key("a")
    watch.presence.await_lull(0.5)
    assert watch.hears(Lull).at >= touched + 0.5 - GRAIN
    person.key("a")
    for_a_while(loop, 0.7)
    assert watch.told == []


def test_a_lull_that_is_there_already_is_told_at_once_though_nobody_is_idle_yet(
    loop: Loop, person: Hands, watching: Callable[[float], Watch]
) -> None:
    watch = watching(AN_HOUR)
    watch.hears(Input)
    idle_for(loop, person, 0.5)

    def at_once() -> bool:
        asked = loop.at()
        watch.presence.await_lull(0.4)
        return watch.hears(Lull).at - asked < 0.2

    until("lull at once", at_once)  # not at the first time, perhaps, on a busy machine


def test_a_lull_and_idleness_are_told_both(
    loop: Loop, person: Hands, watching: Callable[[float], Watch]
) -> None:
    watch = sits(person, watching, AN_HOUR)
    watch.presence.await_lull(0.3)
    watch.hears(Lull)
    watch.presence.watch(0.6)
    watch.idle()
    watch.presence.await_lull(0.9)
    watch.hears(Lull)
    person.key("a")
    watch.hears(Input)


def test_waiting_for_a_lull_wakes_nobody_while_somebody_moves_about(
    loop: Loop, person: Hands, watching: Callable[[float], Watch]
) -> None:
    watch = watching(AN_HOUR)
    watch.hears(Input)
    watch.presence.await_lull(60.0)
    assert rounds_while(loop, lambda step: person.move(200 + step, 100)) == 0


# --- the end ----------------------------------------------------------------------------------------


def test_a_server_that_goes_is_told_once(
    loop: Loop, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with x_server(home) as display:
        watch = Watch(loop, AN_HOUR, display)
        watch.hears(Input)
    blind = watch.hears(Blind)
    assert isinstance(blind, Blind)
    assert blind.reason == "the X server is gone"
    assert watch.ends == [[blind]], "the session has ended, and that comes last"
    watch.presence.watch(5)
    watch.presence.look_again()
    watch.presence.close()
    for_a_while(loop, 0.1)
    assert watch.told == []
    assert len(watch.ends) == 1


def test_a_server_that_is_found_gone_when_something_is_asked_ends_the_session_too(
    loop: Loop, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with x_server(home) as display:
        watch = Watch(loop, AN_HOUR, display)
        watch.hears(Input)
    watch.presence.watch(5)
    blind = watch.hears(Blind)
    assert watch.ends == [[blind]]


def test_the_desktop_tells_that_its_x_server_is_lost(
    loop: Loop, home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[Event] = []
    lost: list[str] = []
    desktop = LinuxDesktop(loop)
    with x_server(home) as display:
        monkeypatch.setenv("DISPLAY", display)
        desktop.presence(told.append, AN_HOUR, lost.append)
        until("first state", lambda: told, loop)
        assert lost == []
    until("loss", lambda: lost, loop)
    assert lost == ["the display server is gone"]
    assert [type(event) for event in told] == [Input, Blind]
    desktop.close()


def test_after_closing_nothing_is_told(
    loop: Loop, person: Hands, watching: Callable[[float], Watch]
) -> None:
    watch = watching(0.3)
    watch.presence.close()
    watch.presence.close()
    for_a_while(loop, 0.5)
    assert watch.told == []
    assert watch.ends == [], "we have left, not the server"


@contextmanager
def x_server(folder: Path, *options: str) -> Iterator[str]:
    """Start an X server with options of its own, and yield its display."""
    reading, writing = os.pipe()
    command = ("Xvfb", "-displayfd", str(writing), "-noreset", *options)
    with Program(folder, *command, environment=os.environ, pass_fds=(writing,)) as program:
        os.close(writing)
        with os.fdopen(reading) as number:
            display = f":{number.readline().strip()}"
        assert program.must_run()
        yield display


class Scripted:
    """An X server that lets everybody in and answers each request with the next of its lines."""

    def __init__(self, socket_file: Path, *answers: bytes) -> None:
        self.display = str(socket_file)
        self._answers = answers
        self.asked: list[int] = []
        """The minor codes of the requests that came."""
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(self.display)
        self._door.listen()
        self._open = [self._door]
        self._at_work = threading.Thread(target=self._serve)
        self._over = threading.Event()

    def __enter__(self) -> Self:
        self._at_work.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        # A test that failed has left its end open: hang up on it, or we would wait for ever.
        for each in self._open:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._at_work.join()
        self._door.close()

    def _serve(self) -> None:
        with suppress(OSError):
            line = self._door.accept()[0]
            self._open.append(line)
            self._talk(line)

    def _talk(self, line: socket.socket) -> None:
        with line:
            line.recv(4096)
            line.sendall(WELCOME)
            answers = iter(self._answers)
            for request in self._requests_from(line):
                self.asked.append(request[1])
                answer = next(answers, QUIET)
                if answer == DEAF:
                    self._over.wait()
                if answer in (HANG_UP, DEAF):
                    return
                line.sendall(answer)

    @staticmethod
    def _requests_from(line: socket.socket) -> Iterator[bytes]:
        rest = b""
        while chunk := line.recv(4096):
            rest += chunk
            while len(rest) >= 4 and len(rest) >= (length := 4 * rest[2]):
                yield rest[:length]
                rest = rest[length:]


def numbered(sequence: int, length: int = 0) -> bytes:
    """Return the head of a reply."""
    return struct.pack("<BxHI", 1, sequence, length)


WELCOME = struct.pack("<BxHHH", 1, 11, 0, 8) + bytes(32)
EXTENSION = numbered(1) + bytes([1, 134, 83, 137]) + bytes(20)
KEYBOARD_CHANGED = bytes([34]) + bytes(31)
QUIET, HANG_UP, DEAF = b"", b"hang up", b"deaf"
NO_EXTENSION = numbered(1) + bytes(24)
INITIALIZED = numbered(2) + bytes([3, 1]) + bytes(22)


def counting(sequence: int, milliseconds: int) -> bytes:
    """Return the reply that says where the counter is."""
    return numbered(sequence) + struct.pack("<iI", 0, milliseconds) + bytes(16)


def listing(*names: bytes) -> bytes:
    """Return the reply that lists these system counters."""
    counters = b""
    for number, name in enumerate(names, 50):
        entry = struct.pack("<IiIH", number, 0, 4, len(name)) + name
        counters += entry + bytes(-len(entry) % 4)
    return numbered(3, len(counters) // 4) + struct.pack("<I", len(names)) + bytes(20) + counters


# --- no way in --------------------------------------------------------------------------------------


def refusal(loop: Loop, display: str | None = None) -> str:
    with pytest.raises(OSError) as refused:  # noqa: PT011  the sentence is what is looked at
        X11Presence(loop, print, 60, display)
    return str(refused.value)


def test_no_display_is_said_plainly(loop: Loop) -> None:
    assert refusal(loop) == "there is no display (DISPLAY is not set)"


def test_a_wayland_session_is_said_plainly(
    loop: Loop, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", screen.name_of_display)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert refusal(loop) == "under Wayland an X server does not see all input"


def test_a_display_nobody_serves_is_said_plainly(loop: Loop) -> None:
    assert refusal(loop, ":987654").startswith("no X server answers on display :987654 (")


def test_a_name_that_is_no_display_is_said_plainly(loop: Loop) -> None:
    assert "'nonsense' does not look like :0" in refusal(loop, "nonsense")


def test_a_server_that_says_nothing_is_given_up(
    loop: Loop, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unsit.desktop.linux.xwire.PATIENCE", 0.1)
    with socket.socket(socket.AF_UNIX) as mute:
        mute.bind(str(home / "X1"))
        mute.listen()
        assert refusal(loop, str(home / "X1")) == "the X server does not answer"


def test_a_server_without_sync_is_said_plainly(loop: Loop, home: Path) -> None:
    with Scripted(home / "X1", NO_EXTENSION) as server:
        assert "has no SYNC extension" in refusal(loop, server.display)


def test_a_server_that_counts_no_idle_time_is_said_plainly(loop: Loop, home: Path) -> None:
    with Scripted(home / "X1", EXTENSION, INITIALIZED, listing(b"SERVERTIME")) as server:
        assert "does not count idle time" in refusal(loop, server.display)


def test_a_server_that_hangs_up_while_setting_up_is_said_plainly(loop: Loop, home: Path) -> None:
    with Scripted(home / "X1", EXTENSION, HANG_UP) as server:
        assert refusal(loop, server.display) == "the X server hung up"


def test_an_error_of_the_server_is_told_as_blindness(
    loop: Loop, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    answers = (
        EXTENSION,
        INITIALIZED,
        listing(b"SERVERTIME", b"IDLETIME"),
        bytes([0, 11]) + bytes(30),
    )
    with Scripted(home / "X1", *answers) as server:
        watch = Watch(loop, AN_HOUR, server.display)
        blind = watch.hears(Blind)
    assert isinstance(blind, Blind)
    assert blind.reason == "the X server answered with error 11"
    assert watch.ends == [], "only our sight is gone"


def test_a_server_that_has_stopped_listening_is_told_as_blindness(
    loop: Loop, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    answers = (EXTENSION, INITIALIZED, listing(b"IDLETIME"), counting(4, 100), DEAF)
    with Scripted(home / "X1", *answers) as server:
        watch = Watch(loop, AN_HOUR, server.display)
        watch.hears(Input)
        for _ in range(100_000):  # a line holds a few thousand
            watch.presence.watch(60)
        blind = watch.hears(Blind)
    assert isinstance(blind, Blind)
    assert blind.reason == "the X server has stopped listening"
    assert watch.ends == []


def test_what_does_not_concern_us_is_passed_over(loop: Loop, home: Path) -> None:
    late_alarm = bytes([84]) + bytes(31)
    reading = KEYBOARD_CHANGED + late_alarm + counting(4, 100)
    answers = (EXTENSION, INITIALIZED, listing(b"IDLETIME"), reading)
    with Scripted(home / "X1", *answers) as server:
        watch = Watch(loop, AN_HOUR, server.display)
        watch.hears(Input)
        watch.presence.close()


def test_looking_again_at_a_counter_of_about_nothing_tells_at_once(loop: Loop, home: Path) -> None:
    readings = (counting(4, 9000), QUIET, counting(6, 20))
    with Scripted(home / "X1", EXTENSION, INITIALIZED, listing(b"IDLETIME"), *readings) as server:
        watch = Watch(loop, AN_HOUR, server.display)
        watch.hears(Input)
        watch.presence.look_again()
        watch.hears(Input)
        watch.presence.close()


def test_an_alarm_that_is_replaced_does_not_stay_with_the_server(loop: Loop, home: Path) -> None:
    answers = (EXTENSION, INITIALIZED, listing(b"IDLETIME"), counting(4, 9000))
    with Scripted(home / "X1", *answers) as server:
        watch = Watch(loop, AN_HOUR, server.display)
        watch.hears(Input)
        watch.presence.watch(60)
        until("alarms", lambda: len(server.asked) == 7, loop)
        assert server.asked[4:] == [CREATE_ALARM, DESTROY_ALARM, CREATE_ALARM]
        watch.presence.close()


# --- ways in ----------------------------------------------------------------------------------------


def write_cookie(file: Path, number: str, secret: bytes, host: str | None = None) -> None:
    """Write a file as xauth does."""
    address = (host or socket.gethostname()).encode()
    fields = (address, number.encode(), COOKIE, secret)
    entry = b"".join(struct.pack(">H", len(field)) + field for field in fields)
    file.write_bytes(struct.pack(">H", 256) + entry)


def test_the_cookie_opens_a_server_that_asks_for_one(
    loop: Loop, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = home / "keys"
    write_cookie(keys, "", os.urandom(16))
    with x_server(home, "-auth", str(keys)) as display:
        assert "refused us" in refusal(loop, display)
        monkeypatch.setenv("XAUTHORITY", str(keys))
        told: list[Event] = []
        presence = X11Presence(loop, told.append, AN_HOUR, display)
        until("first state", lambda: told, loop)
        presence.close()


def test_the_cookie_is_also_found_in_the_home_folder(home: Path, loop: Loop) -> None:
    write_cookie(home / ".Xauthority", "", os.urandom(16))
    with x_server(home, "-auth", str(home / ".Xauthority")) as display:
        X11Presence(loop, print, AN_HOUR, display).close()


def test_the_cookie_of_this_machine_and_display_is_taken(home: Path) -> None:
    file, parts = home / "keys", []
    for number, secret, host in (("7", b"other", "here"), ("3", b"ours", None)):
        write_cookie(file, number, secret, host)
        parts.append(file.read_bytes())
    file.write_bytes(b"".join(parts))
    assert cookie(Display(3), file) == b"ours"
    assert cookie(Display(7), file) == b"other", "the name of the machine may have changed"
    assert cookie(Display(7, "elsewhere"), file) == b""
    assert cookie(Display(8), file) == b""


def test_a_broken_cookie_file_is_as_good_as_none(home: Path) -> None:
    (home / "keys").write_bytes(b"\1\0\0")
    assert cookie(Display(0), home / "keys") == b""


def test_every_form_of_a_display_name_reaches_the_server(loop: Loop, home: Path) -> None:
    with x_server(home, "-listen", "tcp", "-ac") as display:
        number = display[1:]
        path = f"/tmp/.X11-unix/X{number}"
        forms = (f":{number}.0", f"unix:{number}", f"localhost:{number}", path, f"unix:{path}.0")
        for form in forms:
            X11Presence(loop, print, AN_HOUR, form).close()


def test_a_server_on_the_abstract_socket_only_is_reached(loop: Loop, home: Path) -> None:
    with x_server(home, "-nolisten", "unix") as display:
        X11Presence(loop, print, AN_HOUR, display).close()


def test_display_names_are_read() -> None:
    assert parse_display(":1.0") == Display(1)
    assert parse_display("host:12") == Display(12, "host")
    assert parse_display("[::1]:2") == Display(2, "::1")


# --- the stream --------------------------------------------------------------------------------------


def test_messages_come_out_whole_however_they_arrive() -> None:
    event = bytes([83]) + bytes(31)
    reply = struct.pack("<BBHI", 1, 0, 7, 2) + bytes(24 + 8)
    generic = struct.pack("<BBHI", 35, 0, 7, 1) + bytes(24 + 4)
    stream = event + reply + generic + event
    for size in (1, 5, 31, 32, 33, 64, len(stream)):
        messages, whole = Messages(), []
        for start in range(0, len(stream), size):
            whole += messages.feed(stream[start : start + size])
        assert whole == [event, reply, generic, event], f"in pieces of {size} bytes"
