"""Sound servers that misbehave, are old, or are not there."""

import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.fake_pulse import (
    AUTH,
    ERROR,
    EVENT,
    LIST,
    NONE,
    SET_NAME,
    SOURCE,
    SUBSCRIBE,
    TEXT,
    FakePulse,
    Instead,
    Output,
    answer,
    frame,
    u32,
)
from tests.desktop.hasty import HastySocket
from tests.desktop.quiet import for_a_while
from tests.desktop.sound import descriptors
from tests.desktop.stage import PATIENCE, until
from unsit.desktop.linux import pulse
from unsit.desktop.linux.following import Following
from unsit.desktop.linux.line import Line
from unsit.desktop.linux.pulsewire import cookie
from unsit.loop import Loop, Timer

assert sys.platform == "linux"

MIC, MONITOR = 1, 2
"""The sources of the fake server."""


@pytest.fixture
def place(home: Path) -> Path:
    folder = home / "run" / "pulse"
    folder.mkdir()
    return folder / "native"


@pytest.fixture
def server(place: Path, loop: Loop) -> Iterator[FakePulse]:
    server = FakePulse(place, loop)
    server.monitors = {MIC: NONE, MONITOR: 0}
    yield server
    server.close()


class Ear:
    """What was told, in its order."""

    def __init__(self, loop: Loop) -> None:
        self.told: list[bool] = []
        self.loop = loop
        self.call = pulse.open_call(loop, self.told.append)

    def hears(self, *answers: bool) -> None:
        until(f"{answers}", lambda: len(self.told) >= len(answers), self.loop)
        for_a_while(self.loop, 0.05)
        assert tuple(self.told) == answers
        self.told.clear()


@pytest.fixture
def ear(server: FakePulse, loop: Loop) -> Iterator[Ear]:
    ear = Ear(loop)
    yield ear
    ear.call.close()


@pytest.mark.parametrize("version", [13, 18, 19, 21, 22, 32, 35])
def test_servers_of_every_age_are_understood(server: FakePulse, ear: Ear, version: int) -> None:
    server.version = version
    server.outputs = [Output(MONITOR), Output(MONITOR, corked=True), Output(MIC)]
    ear.hears(True)
    server.outputs = [Output(MONITOR), Output(MIC, method=b"peaks"), Output(NONE)]
    server.tells_of_a_change()
    ear.hears(False)


@pytest.mark.parametrize("version", [19, 22, 35])
def test_a_pause_is_known_since_version_19(server: FakePulse, ear: Ear, version: int) -> None:
    server.version = version
    server.outputs = [Output(MIC, corked=True)]
    ear.hears(False)


def test_a_part_of_the_server_is_no_program(server: FakePulse, ear: Ear) -> None:
    server.outputs = [Output(MIC, owner=4, client=NONE)]
    ear.hears(False)
    server.outputs = [Output(MIC, owner=4, client=8)]  # PulseAudio's module for programs
    server.tells_of_a_change()
    ear.hears(True)


def test_a_source_that_went_meanwhile_is_no_microphone(server: FakePulse, ear: Ear) -> None:
    server.outputs = [Output(MIC), Output(77)]
    ear.hears(True)
    server.outputs = [Output(77)]
    server.tells_of_a_change()
    ear.hears(False)


def test_many_changes_at_once_are_looked_at_once(server: FakePulse, ear: Ear) -> None:
    ear.hears(False)
    server.asked.clear()
    server.tells_of_a_change(times=200)
    for_a_while(ear.loop, 0.2)
    assert 1 <= server.asked.count(LIST) <= 2


def test_a_change_while_looking_is_looked_at_afterwards(server: FakePulse, ear: Ear) -> None:
    event = answer(NONE, u32(0x11) + u32(3), EVENT)

    def changes_meanwhile(tag: int) -> bytes:
        del server.instead[LIST]
        server.outputs = [Output(MIC)]
        return event + answer(tag)

    server.instead[LIST] = changes_meanwhile
    ear.hears(False, True)


def test_nothing_more_is_asked_while_an_answer_is_waited_for(server: FakePulse, ear: Ear) -> None:
    ear.hears(False)
    server.asked.clear()
    server.instead[LIST] = lambda _: b""
    for _ in range(5):
        server.tells_of_a_change()
        for_a_while(ear.loop, 0.02)
    assert server.asked == [LIST]


def test_what_holds_already_is_not_told_again(server: FakePulse, ear: Ear) -> None:
    server.outputs = [Output(MIC)]
    ear.hears(True)
    server.outputs = [Output(MIC), Output(MIC)]
    server.tells_of_a_change()
    ear.hears()


# --- misbehaviour -----------------------------------------------------------------------------------

RECORD = Output(MIC).written(32)
NONSENSE: dict[str, Instead] = {
    "garbage": lambda _: b"\xff" * 64,
    "words": lambda _: b"HTTP/1.1 400 Bad Request\r\n\r\n",
    "an announcement of four gigabytes": lambda _: frame(b"")[4:].rjust(20, b"\xff"),
    "a hang-up": lambda _: None,
    "an empty packet": lambda _: frame(b""),
    "half a head": lambda _: frame(b"L\0\0"),
    "texts for numbers": lambda _: frame(TEXT + TEXT),
    "an unknown tag": lambda tag: answer(tag, b"?"),
    "a text without end": lambda tag: answer(tag, b"tnever"),
    "a number cut off": lambda tag: answer(tag, b"L\0"),
    "bytes cut off": lambda tag: answer(tag, b"x\xff\xff\xff\xff"),
    "a map cut off": lambda tag: answer(tag, b"m\xff"),
    "a map without length": lambda tag: answer(tag, b"m"),
    "properties without end": lambda tag: answer(tag, b"Pta\0L\0\0\0\x01x\0\0\0\x01b"),
    "properties of numbers": lambda tag: answer(tag, b"Pta\0L\0\0\0\x01L\0\0\0\x01bN"),
    "a thousand formats in each other": lambda tag: answer(tag, b"f" * 100_000 + b"?"),
    "an error": lambda tag: answer(tag, u32(1), ERROR),
    "an error without number": lambda tag: answer(tag, b"", ERROR),
    "a command of its own": lambda tag: answer(tag, u32(1), 1234),
}
ONLY_HERE: dict[tuple[str, int], Instead] = {
    ("a record cut off", LIST): lambda tag: answer(tag, RECORD[:-1]),
    ("a record and a half", LIST): lambda tag: answer(tag, RECORD + RECORD[:5]),
    ("a source of few words", SOURCE): lambda tag: answer(tag, u32(1)),
    ("no version", AUTH): answer,
    ("a version in words", AUTH): lambda tag: answer(tag, TEXT),
    ("version 12", AUTH): lambda tag: answer(tag, u32(12)),
    ("version 0 with shared memory", AUTH): lambda tag: answer(tag, u32(0xC000_0000)),
}
CASES = ONLY_HERE | {
    (name, command): said
    for name, said in NONSENSE.items()
    for command in (AUTH, SET_NAME, SUBSCRIBE, LIST, SOURCE)
    # Of a source that it does not know the server says so by an error.
    if not (command == SOURCE and "error" in name)
}


@pytest.mark.parametrize("case", list(CASES), ids=lambda case: f"{case[0]}-{case[1]}")
def test_a_server_that_talks_nonsense_is_given_up_and_tried_again(
    server: FakePulse, loop: Loop, monkeypatch: pytest.MonkeyPatch, case: tuple[str, int]
) -> None:
    monkeypatch.setattr("unsit.desktop.linux.following.SOONEST", 0.02)
    server.outputs = [Output(MIC)]
    server.instead[case[1]] = CASES[case]
    ear = Ear(loop)
    until("no", lambda: ear.told == [False], loop)
    del server.instead[case[1]]
    until("call", lambda: ear.told == [False, True], loop)
    ear.call.close()


@pytest.mark.parametrize("command", [AUTH, SET_NAME, SUBSCRIBE, LIST, SOURCE])
def test_a_server_that_hangs_is_silent(server: FakePulse, loop: Loop, command: int) -> None:
    server.outputs = [Output(MIC)]
    server.instead[command] = lambda _: b""
    ear = Ear(loop)
    for_a_while(loop, 0.1)
    assert server.asked[-1] == command
    ear.hears()
    ear.call.close()


@pytest.mark.parametrize("version", [8, 12])
def test_a_server_too_old_is_asked_for_nothing(server: FakePulse, loop: Loop, version: int) -> None:
    server.version = version
    ear = Ear(loop)
    ear.hears(False)
    assert server.asked == [AUTH]
    ear.call.close()


def test_a_server_that_takes_only_half_of_what_is_said_is_no_use(place: Path) -> None:
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(place))
        door.listen()
        line = Line(str(place), "sound server")
        with pytest.raises(OSError, match="the sound server takes nothing any more"):
            line.put(bytes(10_000_000))
        line.close()


def test_a_server_that_nobody_minds_does_not_hold_us_up(
    place: Path, loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "socket", HastySocket)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(place))
        door.listen(8)  # and nobody ever opens
        ear = Ear(loop)
        ear.hears()
        ear.call.close()


def test_a_server_with_a_queue_at_its_door_is_as_good_as_none(place: Path, loop: Loop) -> None:
    with socket.socket(socket.AF_UNIX) as door, socket.socket(socket.AF_UNIX) as guest:
        door.bind(str(place))
        door.listen(0)
        guest.connect(str(place))
        with pytest.raises(OSError, match="no sound server answers"):
            pulse.open_call(loop, print)


def test_answers_that_come_byte_by_byte_are_put_together(server: FakePulse, loop: Loop) -> None:
    whole = [bytes([byte]) for byte in answer(4, RECORD)]

    def first_byte(tag: int) -> bytes:
        assert tag == 4
        return whole.pop(0)

    server.instead[LIST] = first_byte
    ear = Ear(loop)
    until("question", lambda: LIST in server.asked, loop)
    for byte in whole:
        server.guests[0].line.sendall(byte)
        loop.once(0)
    ear.hears(True)
    ear.call.close()


def test_a_server_that_dies_is_told_as_no_and_only_once(server: FakePulse, ear: Ear) -> None:
    server.outputs = [Output(MIC)]
    ear.hears(True)
    server.close()
    ear.hears(False)


class QuickLoop(Loop):
    """A loop whose hour passes in four seconds, and that remembers how long it was to wait."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float] = []

    def later(self, seconds: float, callback: object, *args: object) -> Timer:
        self.waits.append(seconds)
        return super().later(seconds / 1000, callback, *args)  # type: ignore[arg-type]


@pytest.fixture
def quick() -> Iterator[QuickLoop]:
    loop = QuickLoop()
    yield loop
    loop.close()


def test_a_server_that_stays_away_is_looked_for_less_and_less(
    place: Path, quick: QuickLoop
) -> None:
    server = FakePulse(place, quick)
    ear = Ear(quick)
    ear.hears(False)
    server.close()
    until("waits", lambda: len(quick.waits) >= 9, quick)
    assert quick.waits[:9] == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    ear.call.close()
    waited = len(quick.waits)
    for_a_while(quick, 0.2)
    assert len(quick.waits) == waited


def test_one_that_came_back_and_answered_is_looked_for_soon(place: Path, quick: QuickLoop) -> None:
    server = FakePulse(place, quick)
    ear = Ear(quick)
    ear.hears(False)
    server.close()
    until("waits", lambda: len(quick.waits) >= 4, quick)
    place.unlink()
    server = FakePulse(place, quick)
    server.outputs, server.monitors = [Output(MIC)], {MIC: NONE}
    ear.hears(True)
    quick.waits.clear()
    server.close()
    until("wait", lambda: quick.waits, quick)
    assert quick.waits[0] == 1
    ear.call.close()


def test_closing_from_what_is_told_is_fine(server: FakePulse, loop: Loop) -> None:
    before = descriptors()
    calls: list[Following] = []
    calls.append(pulse.open_call(loop, lambda _: calls[0].close()))
    until("end", lambda: server.guests and server.guests[0].line.fileno() < 0, loop)
    assert descriptors() == before


def test_closing_is_final_while_a_server_is_looked_for(
    server: FakePulse, loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unsit.desktop.linux.following.SOONEST", 0.02)
    ear = Ear(loop)
    ear.hears(False)
    server.dies()
    until("loss", lambda: not server.guests, loop)
    ear.call.close()
    for_a_while(loop, 0.1)
    assert not server.guests


# --- none there -------------------------------------------------------------------------------------


def test_no_server_is_said_plainly(loop: Loop, place: Path) -> None:
    with pytest.raises(OSError, match=r"^no sound server answers \(No such file or directory\)$"):
        pulse.open_call(loop, print)
    place.touch()
    with pytest.raises(OSError, match=r"^no sound server answers \(Connection refused\)$"):
        pulse.open_call(loop, print)


def test_a_failed_opening_leaves_nothing_open(loop: Loop, place: Path) -> None:
    before = descriptors()
    place.touch()
    with pytest.raises(OSError, match="no sound server"):
        pulse.open_call(loop, print)
    assert descriptors() == before


@pytest.mark.parametrize("name", ["tcp:far:4713", "far", "tcp4:127.0.0.1 tcp6:[::1]"])
def test_a_server_on_another_machine_is_not_asked(
    server: FakePulse, loop: Loop, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("PULSE_SERVER", name)
    with pytest.raises(OSError, match="on another machine"):
        pulse.open_call(loop, print)


def test_no_runtime_folder_is_said_plainly(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    with pytest.raises(OSError, match="XDG_RUNTIME_DIR is not set"):
        pulse.open_call(loop, print)


# --- for the command line -----------------------------------------------------------------------------


def test_a_name_that_never_comes_is_waited_for_as_long_as_was_said(place: Path) -> None:
    before = descriptors()
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(place))
        door.listen(8)
        began = time.monotonic()
        with pytest.raises(OSError, match="the sound server does not answer"):
            pulse.server_name(timeout=0.2)
        assert time.monotonic() - began > 0.15  # no load makes a wait shorter
    assert descriptors() == before


@pytest.fixture
def busy_server(server: FakePulse, loop: Loop) -> Iterator[FakePulse]:
    """Give a test a fake server that answers while the test itself waits."""
    thread = threading.Thread(target=loop.run)
    thread.start()
    yield server
    loop.stop()
    thread.join()


def test_a_server_without_a_name_is_said_plainly(busy_server: FakePulse) -> None:
    with pytest.raises(OSError, match="does not say its name"):
        pulse.server_name(timeout=PATIENCE)


def test_a_server_that_refuses_us_is_said_plainly(busy_server: FakePulse) -> None:
    busy_server.instead[AUTH] = lambda tag: answer(tag, u32(1), ERROR)
    with pytest.raises(OSError, match=r"refuses to answer \(error 1\)"):
        pulse.server_name(timeout=PATIENCE)


def test_a_server_that_dies_on_us_is_said_plainly(busy_server: FakePulse) -> None:
    busy_server.instead[SET_NAME] = lambda _: None
    with pytest.raises(OSError, match=r"the sound server is gone"):
        pulse.server_name(timeout=PATIENCE)


def test_the_cookie_is_looked_for_where_it_may_be(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cookie() == bytes(256)
    (home / ".pulse-cookie").write_bytes(b"old" + bytes(253))
    assert cookie()[:3] == b"old"
    folder = Path(os.environ["XDG_CONFIG_HOME"], "pulse")
    folder.mkdir(parents=True)
    (folder / "cookie").write_bytes(b"cut off")
    assert cookie()[:3] == b"old"
    (folder / "cookie").write_bytes(b"new" + bytes(253))
    assert cookie()[:3] == b"new"
    monkeypatch.setenv("PULSE_COOKIE", str(home / "mine"))
    (home / "mine").write_bytes(b"own" + bytes(253))
    assert cookie()[:3] == b"own"
