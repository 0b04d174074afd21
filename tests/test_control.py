"""The control line: one line each way, one daemon a user, and nobody can hold it up."""

import json
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fakes import Clocks
from unsit import control, places
from unsit.control import (
    LONGEST,
    PATIENCE,
    VERSION,
    Control,
    NoDaemonError,
    Reply,
    Request,
    Take,
    TroubleError,
    ask,
)
from unsit.lock import Lock

if sys.platform == "win32":
    from unsit.line import windows as way
else:
    from unsit.line import unix as way

WORD = {"v": VERSION, "verb": "status"}


class Daemon:
    """What listens on the line: it keeps each request, and answers with what the test set."""

    def __init__(self, loop: Clocks) -> None:
        self.loop = loop
        self.heard: list[Request] = []
        self.answer: Reply = {"ok": True, "sentence": "Sitting 3 min"}
        self.line = Control(loop, self.listen)

    def listen(self, request: Request) -> Reply:
        self.heard.append(request)
        return self.answer


class Caller:
    """Somebody on the line, with or without manners."""

    def __init__(self, loop: Clocks) -> None:
        self._loop = loop
        self.end = way.connect(places.socket_path(), PATIENCE)
        self.end.setblocking(False)

    def sends(self, line: bytes) -> None:
        """Say it all, however little the socket takes at a time."""
        while line:
            try:
                line = line[self.end.send(line) :]
            except BlockingIOError:
                self._loop.once(0.05)
            except (BrokenPipeError, ConnectionResetError):
                return

    def hears(self) -> bytes:
        """Return all that comes until the daemon hangs up."""
        heard: list[bytes] = []

        def hung_up() -> bool:
            try:
                heard.append(self.end.recv(4096))
            except BlockingIOError:
                return False
            except ConnectionResetError:
                heard.append(b"")
            return not heard[-1]

        self._loop.until("end of the call", hung_up)
        return b"".join(heard)

    def is_told(self) -> dict[str, Any]:
        """Return the one line that comes back."""
        line, _, rest = self.hears().partition(b"\n")
        assert rest == b""
        reply: dict[str, Any] = json.loads(line)
        return reply

    def hangs_up(self) -> None:
        self.end.close()


@pytest.fixture
def loop() -> Iterator[Clocks]:
    loop = Clocks()
    yield loop
    loop.close()


@pytest.fixture
def daemon(loop: Clocks) -> Iterator[Daemon]:
    daemon = Daemon(loop)
    yield daemon
    daemon.line.close()


@pytest.fixture
def call(loop: Clocks, daemon: Daemon) -> Iterator[Callable[[], Caller]]:
    callers: list[Caller] = []

    def new() -> Caller:
        callers.append(Caller(loop))
        return callers[-1]

    yield new
    for caller in callers:
        caller.hangs_up()


def asked(loop: Clocks, request: Request) -> Reply:
    """Ask as the command line does, while the loop answers."""
    found: list[Reply | Exception] = []

    def client() -> None:
        try:
            found.append(ask(request))
        except (NoDaemonError, TroubleError) as problem:
            found.append(problem)

    thread = threading.Thread(target=client)
    thread.start()
    loop.until("answer", lambda: found)
    thread.join()
    if isinstance(found[0], Exception):
        raise found[0]
    return found[0]


def line(**request: object) -> bytes:
    return json.dumps(request).encode() + b"\n"


# --- one line each way --------------------------------------------------------------------------


def test_a_request_is_answered_with_the_daemons_words(loop: Clocks, daemon: Daemon) -> None:
    reply = asked(loop, {"verb": "stretch", "pose": "pigeon"})
    assert reply == {"v": VERSION, "ok": True, "sentence": "Sitting 3 min"}
    assert daemon.heard == [{"verb": "stretch", "pose": "pigeon"}]


def test_a_request_may_come_in_pieces(daemon: Daemon, call: Callable[[], Caller]) -> None:
    caller = call()
    for piece in (b'{"v": 1, ', b'"verb": "sta', b'tus"}', b"\n"):
        caller.sends(piece)
        daemon.loop.settles()
    assert caller.is_told()["ok"]
    assert daemon.heard == [{"verb": "status"}]


def test_only_the_first_line_of_a_call_counts(daemon: Daemon, call: Callable[[], Caller]) -> None:
    caller = call()
    caller.sends(line(**WORD) + line(v=VERSION, verb="quit"))
    assert caller.is_told()["ok"]
    assert daemon.heard == [{"verb": "status"}]


def test_words_of_every_language_come_through(loop: Clocks, daemon: Daemon) -> None:
    daemon.answer = {"ok": True, "sentence": "Hüftöffner – 鳩のポーズ"}
    assert asked(loop, {"verb": "status"})["sentence"] == "Hüftöffner – 鳩のポーズ"


def test_callers_do_not_wait_for_each_other(daemon: Daemon, call: Callable[[], Caller]) -> None:
    slow, quick = call(), call()
    slow.sends(b'{"v": 1, "verb"')
    quick.sends(line(**WORD))
    assert quick.is_told()["ok"]
    slow.sends(b': "status"}\n')
    assert slow.is_told()["ok"]


# --- what is not understood ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "garbage",
    [
        b"\n",
        b"hello\n",
        b"\xff\xfe\x00\n",
        b"[1, 2]\n",
        b'"status"\n',
        b'{"v": 1}\n',
        b'{"v": 1, "verb": 7}\n',
        b"[" * 20_000 + b"\n",
    ],
    ids=["empty", "prose", "bytes", "list", "text", "no verb", "odd verb", "abyss"],
)
def test_garbage_is_refused_in_a_sentence_and_never_heard(
    daemon: Daemon, call: Callable[[], Caller], garbage: bytes
) -> None:
    caller = call()
    caller.sends(garbage)
    error = "A request is one JSON object with a verb."
    assert caller.is_told() == {"v": VERSION, "ok": False, "error": error}
    assert daemon.heard == []


@pytest.mark.parametrize("version", [0, VERSION + 1, "1", None])
def test_another_version_is_refused_and_told_what_to_do(
    daemon: Daemon, call: Callable[[], Caller], version: object
) -> None:
    caller = call()
    caller.sends(line(v=version, verb="pause"))
    reply = caller.is_told()
    assert not reply["ok"]
    assert reply["error"] == (
        "This daemon is of another version: start it anew with `unsit restart`."
    )
    assert daemon.heard == []


def test_quit_is_understood_in_every_version(daemon: Daemon, call: Callable[[], Caller]) -> None:
    caller = call()
    caller.sends(line(v=99, verb="quit"))
    assert caller.is_told()["ok"]
    assert daemon.heard == [{"verb": "quit"}]


def test_a_line_without_an_end_is_cut_off(daemon: Daemon, call: Callable[[], Caller]) -> None:
    caller = call()
    caller.sends(b"x" * (4 * LONGEST))
    assert caller.hears() == b""
    assert daemon.heard == []


# --- who says nothing ---------------------------------------------------------------------------


def test_a_caller_who_says_nothing_is_hung_up_on(
    daemon: Daemon, call: Callable[[], Caller]
) -> None:
    caller = call()
    daemon.loop.settles()
    daemon.loop.passes(PATIENCE - 0.1)
    with pytest.raises(BlockingIOError):
        caller.end.recv(1)
    daemon.loop.passes(0.2)
    assert caller.hears() == b""


def test_a_caller_who_does_not_wait_for_the_answer_does_no_harm(
    daemon: Daemon, call: Callable[[], Caller]
) -> None:
    caller = call()
    caller.sends(line(**WORD))
    caller.hangs_up()
    daemon.loop.settles()
    assert daemon.heard == [{"verb": "status"}]
    assert asked(daemon.loop, {"verb": "status"})["ok"]


# --- whose line it is ---------------------------------------------------------------------------


# --- one daemon ---------------------------------------------------------------------------------


def test_where_no_daemon_ever_ran_there_is_none(home: Path) -> None:
    with pytest.raises(NoDaemonError):
        ask({"verb": "status"})


def test_only_one_can_be_the_daemon_at_a_time() -> None:
    first = Lock("daemon")
    with pytest.raises(BlockingIOError):
        Lock("daemon")
    first.close()
    second = Lock("daemon")
    with pytest.raises(BlockingIOError):
        Lock("daemon")
    second.close()


# --- a daemon that does not answer well ---------------------------------------------------------


def test_a_daemon_that_hangs_does_not_hang_the_asker(
    daemon: Daemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(control, "PATIENCE", 0.05)
    with pytest.raises(TroubleError, match=r"^The daemon does not answer: timed out\.$"):
        ask({"verb": "status"})


@pytest.mark.parametrize("answer", [b"", b"hello\n", b"[1]\n", b'{"ok": tr'])
def test_an_answer_that_is_none_is_said_to_be_none(loop: Clocks, answer: bytes) -> None:
    def answers(peer: socket.socket) -> None:
        with peer:
            peer.setblocking(True)
            peer.recv(4096)
            peer.sendall(answer)

    odd = way.Listener(loop, places.socket_path(), answers)
    with pytest.raises(TroubleError, match=r"^The daemon hung up without an answer\.$"):
        asked(loop, {"verb": "status"})
    odd.close()


# --- a line that stays ----------------------------------------------------------------------------


def test_a_host_may_keep_the_line_and_gets_what_came_after_the_request(loop: Clocks) -> None:
    kept: list[tuple[socket.socket, bytes]] = []

    def host(request: Request) -> tuple[Reply, Take | None]:
        assert request == {"verb": "play", "pose": "garland"}
        return {"ok": True}, lambda end, rest: kept.append((end, rest))

    daemon_line = Control(loop, lambda _: {"ok": False}, hosts={"play": host})
    caller = Caller(loop)
    caller.sends(line(v=VERSION, verb="play", pose="garland") + b"more")
    loop.until("line", lambda: kept)
    (end, rest) = kept[0]
    assert rest == b"more"
    loop.passes(2 * PATIENCE)
    caller.end.settimeout(PATIENCE)  # what was sent may come a moment later (Windows)
    assert json.loads(caller.end.recv(4096)) == {"v": VERSION, "ok": True}
    end.send(b"still here\n")
    assert caller.end.recv(4096) == b"still here\n"
    end.close()
    caller.hangs_up()
    daemon_line.close()


def test_a_host_that_refuses_hangs_up_as_after_any_reply(loop: Clocks) -> None:
    daemon_line = Control(loop, lambda _: {}, hosts={"play": lambda _: ({"ok": False}, None)})
    caller = Caller(loop)
    caller.sends(line(v=VERSION, verb="play"))
    assert caller.is_told() == {"v": VERSION, "ok": False}
    caller.hangs_up()
    daemon_line.close()


def test_whoever_calls_keeps_the_line_and_what_came_with_the_reply(loop: Clocks) -> None:
    kept: list[socket.socket] = []

    def take(end: socket.socket, _: bytes) -> None:
        kept.append(end)
        end.send(b"a first word\n")

    def host(_: Request) -> tuple[Reply, Take | None]:
        return {"ok": True}, take

    daemon_line = Control(loop, lambda _: {}, hosts={"play": host})
    found: list[tuple[Reply, bytes, socket.socket]] = []
    thread = threading.Thread(target=lambda: found.append(control.call({"verb": "play"})))
    thread.start()
    loop.until("answer", lambda: found)
    thread.join()
    reply, rest, end = found[0]
    assert reply == {"v": VERSION, "ok": True}
    assert rest + (b"" if rest else end.recv(4096)) == b"a first word\n"
    end.close()
    kept[0].close()
    daemon_line.close()
