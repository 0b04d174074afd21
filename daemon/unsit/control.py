"""The control line: one JSON line to the daemon, one JSON line back, and one daemon a user.

Rules of this room: the way to us (`unsit.line`) is open to our user alone, and whoever else gets
through is turned away; a line is short, versioned JSON, never pickle; nobody who connects and
says nothing can hold anything up. A line is hung up after its reply, but for those of hosts: a
conversation may follow there. A lock that dies with its holder says whether a daemon runs, so
a socket left by a crash is no daemon.
"""

import json
import socket
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unsit import places
from unsit.core.language import _

if TYPE_CHECKING:
    from unsit.loop import Loop, Timer  # the command line asks, and needs no loop

if sys.platform == "win32":
    from unsit.line import windows as way
else:
    from unsit.line import unix as way

VERSION = 1
LONGEST = 64 * 1024
"""Bytes of a line; a wish is a hundred or so."""
PATIENCE = 2.0
"""Seconds that either side waits for the other."""

ENDS = ("quit", "restart")
"""What is understood in any version: a daemon that is too old must be able to go."""

Request = dict[str, Any]
Reply = dict[str, Any]
Listener = Callable[[Request], Reply]
Take = Callable[[socket.socket, bytes], object]
"""Takes a line over after the reply, with what has come on it since the request."""
Host = Callable[[Request], tuple[Reply, Take | None]]
"""Answers a request on a line that may stay open: None hangs it up as any other."""


class NoDaemonError(Exception):
    """No daemon of this user runs."""


class TroubleError(Exception):
    """The daemon runs but does not answer as it should; the text says how, in a sentence."""


class Control:
    """Answers requests on the line.

    `listener` gets each and returns the reply; it must not raise and must return at once. So must
    the `hosts`, by their verbs.
    """

    def __init__(
        self,
        loop: "Loop",
        listener: Listener,
        path: Path | None = None,
        hosts: Mapping[str, Host] | None = None,
    ) -> None:
        self._loop, self._listener, self._hosts = loop, listener, hosts or {}
        self._way = way.Listener(loop, path or places.socket_path(), self._begin)

    def close(self) -> None:
        """Stop listening."""
        self._way.close()

    def _begin(self, peer: socket.socket) -> None:
        _Call(self._loop, peer, self._answer)

    def _answer(self, request: Request) -> tuple[Reply, Take | None]:
        host = self._hosts.get(request["verb"])
        return (self._listener(request), None) if host is None else host(request)


class _Call:
    """One request on its way in, and its reply on the way out."""

    def __init__(self, loop: "Loop", peer: socket.socket, host: Host) -> None:
        self._loop, self._peer, self._host = loop, peer, host
        self._said = b""
        peer.setblocking(False)
        loop.reader(peer, self._hear)
        self._timer: Timer = loop.later(PATIENCE, self._hang_up)

    def _hear(self) -> None:
        try:
            more = self._peer.recv(LONGEST)
        except OSError:
            more = b""
        self._said += more
        if b"\n" in self._said:
            line, _, rest = self._said.partition(b"\n")
            reply, take = _reply(line, self._host)
            self._answer(reply)
            self._part(take, rest)
        elif not more or len(self._said) > LONGEST:
            self._hang_up()

    def _answer(self, reply: Reply) -> None:
        try:
            # A reply fits the socket's buffer; who does not read it has only themselves to blame.
            self._peer.send(json.dumps(reply, ensure_ascii=False).encode() + b"\n")
        except OSError:
            pass

    def _part(self, take: Take | None, rest: bytes) -> None:
        """Hand the line over, or hang it up."""
        if take is None:
            self._hang_up()
            return
        self._timer.cancel()
        self._loop.forget(self._peer)
        take(self._peer, rest)

    def _hang_up(self) -> None:
        self._timer.cancel()
        self._loop.forget(self._peer)
        self._peer.close()


def ask(request: Request, path: Path | None = None) -> Reply:
    """Send a request to the daemon and return its reply.

    Raises NoDaemonError when none runs, and TroubleError when it does not answer in time or not in
    our words.
    """
    reply, _, end = call(request, path)
    end.close()
    return reply


def call(request: Request, path: Path | None = None) -> tuple[Reply, bytes, socket.socket]:
    """Ask as `ask` does, and keep the line: the reply, what came after it, and the line."""
    end = _connected(path)
    try:
        reply, rest = _asked(end, request)
    except BaseException:
        end.close()
        raise
    return reply, rest, end


def _connected(path: Path | None) -> socket.socket:
    try:
        return way.connect(path or places.socket_path(), PATIENCE)
    except (FileNotFoundError, ConnectionRefusedError, places.TooLongError) as problem:
        raise NoDaemonError from problem
    except OSError as problem:
        words = _("The daemon cannot be reached: {problem}.")
        raise TroubleError(words.format(problem=problem)) from problem


def _asked(end: socket.socket, request: Request) -> tuple[Reply, bytes]:
    line = json.dumps({"v": VERSION, **request}).encode() + b"\n"
    try:
        end.sendall(line)
        answer, rest = _line(end)
    except OSError as problem:
        words = _("The daemon does not answer: {problem}.")
        raise TroubleError(words.format(problem=problem)) from problem
    return _understood(answer), rest


def _line(end: socket.socket) -> tuple[bytes, bytes]:
    """Wait for a line; return it, and what came with it."""
    said = b""
    while b"\n" not in said and (more := end.recv(LONGEST)):
        said += more
    line, _, rest = said.partition(b"\n")
    return line, rest


def _understood(line: bytes) -> Reply:
    try:
        reply = json.loads(line)
    except ValueError:
        reply = None
    if not isinstance(reply, dict):
        raise TroubleError(_("The daemon hung up without an answer."))
    return reply


def _reply(line: bytes, host: Host) -> tuple[Reply, Take | None]:
    try:
        request = json.loads(line)
    except (ValueError, RecursionError):
        request = None
    if not isinstance(request, dict) or not isinstance(request.get("verb"), str):
        return _refusal(_("A request is one JSON object with a verb.")), None
    if request.pop("v", None) != VERSION and request["verb"] not in ENDS:
        sentence = _("This daemon is of another version: start it anew with `unsit restart`.")
        return _refusal(sentence), None
    reply, take = host(request)
    return {"v": VERSION, **reply}, take


def _refusal(sentence: str) -> Reply:
    return {"v": VERSION, "ok": False, "error": sentence}
