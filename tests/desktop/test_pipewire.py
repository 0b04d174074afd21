"""A shared screen, as a real PipeWire tells it, and some that misbehave."""

import os
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.fake_pipewire import (
    CORE,
    CORE_LISTED,
    DONE,
    DONE_MESSAGE,
    ERROR,
    GLOBAL,
    GLOBAL_REMOVE,
    NODE,
    PING,
    REGISTRY,
    FakePipeWire,
    gone,
    listed,
    message,
    number,
    pod,
    text,
)
from tests.desktop.hasty import HastySocket
from tests.desktop.quiet import comes_to_rest, for_a_while
from tests.desktop.sound import PipeWire, descriptors
from tests.desktop.stage import PATIENCE, tool, until
from unsit.desktop.linux import pipewire
from unsit.desktop.linux.pod import integer, properties, read_properties, read_structure, structure
from unsit.loop import Loop

assert sys.platform == "linux"

CAST, WATCHED = "Stream/Output/Video", "Stream/Input/Video"


@pytest.fixture(scope="module")
def running(stage: Path) -> Iterator[PipeWire]:
    folder = stage / "pictures"
    folder.mkdir()
    server = PipeWire(folder)
    server.start_bare()
    yield server
    server.stop()


@pytest.fixture
def server(running: PipeWire, monkeypatch: pytest.MonkeyPatch) -> PipeWire:
    """Give a test a real PipeWire, to be found as programs find theirs."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", running.environment["XDG_RUNTIME_DIR"])
    return running


class Ear:
    """What was told, in its order."""

    def __init__(self, loop: Loop) -> None:
        self.told: list[bool] = []
        self.loop = loop
        self.sharing = pipewire.open_sharing(loop, self.told.append)

    def hears(self, *answers: bool) -> None:
        """Wait for these and no others."""
        until(f"{answers}", lambda: len(self.told) >= len(answers), self.loop)
        for_a_while(self.loop, 0.05)
        assert tuple(self.told) == answers
        self.told.clear()


@pytest.fixture
def ear(server: PipeWire, loop: Loop) -> Iterator[Ear]:
    ear = Ear(loop)
    ear.hears(False)
    yield ear
    ear.sharing.close()


class Node:
    """A node of a class: there while pw-cli is, which made it."""

    def __init__(self, server: PipeWire, media_class: str) -> None:
        self._process = subprocess.Popen(
            [tool("pw-cli")],
            env=server.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdin is not None
        self._words = self._process.stdin
        facts = (
            f"factory.name = support.node.driver media.class = {media_class} node.name = pictures"
        )
        self._words.write(f"create-node spa-node-factory {{ {facts} }}\n")
        self._words.flush()

    def goes(self) -> None:
        self._words.close()
        self._process.terminate()
        self._process.wait(PATIENCE)


def dump(server: PipeWire) -> str:
    """Return all that the server knows of everybody."""
    done = subprocess.run(
        [tool("pw-dump")],
        env=server.environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("media_class", [CAST, WATCHED])
def test_pictures_that_flow_are_sharing(ear: Ear, server: PipeWire, media_class: str) -> None:
    node = Node(server, media_class)
    ear.hears(True)
    node.goes()
    ear.hears(False)


def test_a_cast_and_who_watches_it_are_one_sharing(ear: Ear, server: PipeWire) -> None:
    cast = Node(server, CAST)
    ear.hears(True)
    watcher = Node(server, WATCHED)
    until("both", lambda: WATCHED in dump(server), ear.loop)
    cast.goes()
    until("one", lambda: CAST not in dump(server), ear.loop)
    ear.hears()
    watcher.goes()
    ear.hears(False)


def test_sharing_that_was_there_before_is_the_first_thing_told(
    server: PipeWire, loop: Loop
) -> None:
    node = Node(server, CAST)
    until("cast", lambda: CAST in dump(server))
    ear = Ear(loop)
    until("told", lambda: ear.told, loop)
    ear.sharing.close()
    node.goes()
    ear.hears(True)


@pytest.mark.parametrize("media_class", ["Video/Source", "Stream/Output/Audio"])
def test_a_camera_that_nobody_watches_is_no_sharing(
    ear: Ear, server: PipeWire, media_class: str
) -> None:
    node = Node(server, media_class)
    until("node", lambda: f'"{media_class}"' in dump(server), ear.loop)
    ear.hears()
    node.goes()


def test_we_are_known_by_our_name(ear: Ear, server: PipeWire) -> None:
    assert '"application.name": "Unsit"' in dump(server)


def test_following_costs_nothing_while_nothing_happens(ear: Ear) -> None:
    comes_to_rest(ear.loop)


def test_a_server_that_dies_ends_the_sharing_and_is_followed_again(
    ear: Ear, server: PipeWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unsit.desktop.linux.following.SOONEST", 0.05)
    node = Node(server, CAST)
    ear.hears(True)
    server.kill()
    ear.hears(False)
    node.goes()
    server.start_bare()
    node = Node(server, CAST)
    ear.hears(True)
    node.goes()
    ear.hears(False)


def test_closing_lets_go_of_everything(server: PipeWire, loop: Loop) -> None:
    before = descriptors()
    ear = Ear(loop)
    ear.hears(False)
    assert len(descriptors()) == len(before) + 1
    ear.sharing.close()
    ear.sharing.close()
    assert descriptors() == before


def test_the_server_is_found_where_its_variables_say(
    server: PipeWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = os.environ["XDG_RUNTIME_DIR"]
    pipewire.reachable(timeout=PATIENCE)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nowhere")
    monkeypatch.setenv("PIPEWIRE_RUNTIME_DIR", folder)
    pipewire.reachable(timeout=PATIENCE)
    monkeypatch.setenv("PIPEWIRE_REMOTE", "pipewire-1")
    with pytest.raises(OSError, match="no PipeWire server answers"):
        pipewire.reachable(timeout=PATIENCE)
    monkeypatch.delenv("PIPEWIRE_RUNTIME_DIR")
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    with pytest.raises(OSError, match="XDG_RUNTIME_DIR is not set"):
        pipewire.reachable(timeout=PATIENCE)
    monkeypatch.setenv("PIPEWIRE_REMOTE", f"{folder}/pipewire-0")
    pipewire.reachable(timeout=PATIENCE)


# --- what only a fake can do --------------------------------------------------------------------------


@pytest.fixture
def place(home: Path) -> Path:
    return home / "run" / "pipewire-0"


@pytest.fixture
def fake(place: Path, loop: Loop) -> Iterator[FakePipeWire]:
    fake = FakePipeWire(place, loop)
    yield fake
    fake.close()


@pytest.fixture
def fake_ear(fake: FakePipeWire, loop: Loop) -> Iterator[Ear]:
    ear = Ear(loop)
    ear.hears(False)
    yield ear
    ear.sharing.close()


def test_nothing_is_told_before_all_has_been_heard(fake: FakePipeWire, loop: Loop) -> None:
    fake.parcels = (listed(40, CAST), gone(40), listed(41, WATCHED))
    ear = Ear(loop)
    for_a_while(loop, 0.1)
    ear.hears()
    fake.says(DONE_MESSAGE)
    ear.hears(True)
    ear.sharing.close()


def test_a_registry_that_opens_after_the_end_is_heard_out(fake: FakePipeWire, loop: Loop) -> None:
    fake.parcels = (DONE_MESSAGE,)  # one in forty conversations with PipeWire 0.3.65 begins so
    ear = Ear(loop)
    until("a guest", lambda: fake.heard, loop)
    for_a_while(loop, 0.1)
    ear.hears()
    fake.heard = b""
    fake.says(CORE_LISTED, listed(40, CAST))
    until("asked again", lambda: fake.heard, loop)
    ear.hears()
    fake.says(DONE_MESSAGE)
    ear.hears(True)
    ear.sharing.close()


def test_only_nodes_count(fake: FakePipeWire, fake_ear: Ear) -> None:
    fake.says(listed(40, CAST, kind="PipeWire:Interface:Device"), gone(7))
    fake_ear.hears()


def test_footers_and_unknown_words_are_passed_over(fake: FakePipeWire, fake_ear: Ear) -> None:
    object_pod = pod(15, b"whatever")
    fake.says(message(CORE, 77, object_pod), message(99, 0, number(1)), message(REGISTRY, 9))
    fake.says(listed(40, CAST)[:-1], listed(40, CAST)[-1:])
    fake_ear.hears(True)
    fake.says(message(REGISTRY, GLOBAL_REMOVE, number(40), footer=pod(14, object_pod)))
    fake_ear.hears(False)


def test_a_ping_is_answered(fake: FakePipeWire, fake_ear: Ear) -> None:
    fake.heard = b""
    fake.says(message(CORE, PING, number(5), number(17)))
    until("pong", lambda: fake.heard, fake_ear.loop)
    assert fake.heard[:8] == struct.pack("=II", CORE, 3 << 24 | 40)
    assert fake.heard[16:] == pod(14, number(5) + number(17))


def test_descriptors_that_come_along_are_closed(fake: FakePipeWire, fake_ear: Ear) -> None:
    before = descriptors()
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    fake.passes(message(CORE, 6, number(1), number(2), fds=100), *[writing] * 100)
    os.close(writing)
    fake.says(listed(40, CAST))
    fake_ear.hears(True)
    assert os.read(reading, 1) == b""  # nobody has the other end
    os.close(reading)
    assert descriptors() == before


DEEP = b""
for _ in range(2_000):
    DEEP = pod(14, DEEP)

NONSENSE = {
    "garbage": b"\xff" * 64,
    "words": b"HTTP/1.1 400 Bad Request\r\n\r\n".ljust(64),
    "no struct": struct.pack("=4I", CORE, DONE << 24 | 16, 0, 0) + number(1),
    "nothing in it": struct.pack("=4I", CORE, DONE << 24, 0, 0),
    "a struct that is longer than its message": struct.pack("=6I", CORE, 8, 0, 0, 999, 14),
    "a number of no bytes": message(CORE, DONE, pod(4, b"")),
    "structs without end": message(CORE, DONE, DEEP),
    "half a value": message(CORE, DONE, b"\x04\0\0\0"),
    "16 megabytes": struct.pack("=4I", CORE, 0xFF_FFFF, 0, 0),
    "an error": message(CORE, ERROR, number(0), number(3), number(-1), text("no")),
    "a thing without words": message(REGISTRY, GLOBAL),
    "a thing with a number for words": message(
        REGISTRY, GLOBAL, number(1), number(7), text(NODE), number(3), number(0)
    ),
    "the end of nothing": message(REGISTRY, GLOBAL_REMOVE),
    "a ping of words": message(CORE, PING, text("you"), text("there")),
}


@pytest.mark.parametrize("hangs_up", [False, True])
@pytest.mark.parametrize("name", list(NONSENSE))
def test_a_server_that_talks_nonsense_is_given_up_and_tried_again(
    fake: FakePipeWire, loop: Loop, monkeypatch: pytest.MonkeyPatch, name: str, hangs_up: bool
) -> None:
    monkeypatch.setattr("unsit.desktop.linux.following.SOONEST", 0.02)
    fake.parcels, fake.hangs_up = (listed(40, CAST), DONE_MESSAGE, NONSENSE[name]), hangs_up
    ear = Ear(loop)
    until("no", lambda: ear.told[-1:] == [False], loop)
    fake.parcels, fake.hangs_up = (listed(40, CAST), DONE_MESSAGE), False
    until("sharing", lambda: ear.told[-1:] == [True], loop)
    ear.sharing.close()


def test_a_server_that_hangs_is_silent(
    place: Path, loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "socket", HastySocket)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(place))
        door.listen(8)  # and nobody ever opens
        ear = Ear(loop)
        ear.hears()
        ear.sharing.close()


def test_a_server_that_pings_and_never_listens_is_given_up(
    fake: FakePipeWire, loop: Loop, fake_ear: Ear
) -> None:
    assert fake.guest is not None
    loop.forget(fake.guest)
    fake.says(listed(40, CAST))
    fake_ear.hears(True)
    ping = message(CORE, PING, number(0), number(0)) * 1000

    def given_up() -> bool:
        if not fake_ear.told:
            fake.says(ping)
        return bool(fake_ear.told)

    until("end", given_up, loop)
    fake_ear.hears(False)


def test_no_server_is_said_plainly(loop: Loop) -> None:
    before = descriptors()
    with pytest.raises(
        OSError, match=r"^no PipeWire server answers \(No such file or directory\)$"
    ):
        pipewire.open_sharing(loop, print)
    with pytest.raises(OSError, match="no PipeWire server answers"):
        pipewire.reachable(timeout=1)
    assert descriptors() == before


def test_an_answer_that_never_comes_is_waited_for_as_long_as_was_said(place: Path) -> None:
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(place))
        door.listen(8)
        began = time.monotonic()
        with pytest.raises(OSError, match="the PipeWire server does not answer"):
            pipewire.reachable(timeout=0.2)
        assert time.monotonic() - began > 0.15  # no load makes a wait shorter


def test_what_is_said_can_be_read_again() -> None:
    said = structure(integer(-5), properties({"a": "b", "media.class": "ä"}), integer(7))
    first, noted, last = read_structure(said + b"a footer")
    assert (first, last) == (-5, 7)
    assert read_properties(noted) == {"a": "b", "media.class": "ä"}
    assert len(said) % 8 == 0
