"""The control line: one JSON line to the daemon, one JSON line back, and one daemon a user.

Rules of this room: the socket lies in a folder that only its owner may enter, and whoever else
gets through is turned away; a line is short, versioned JSON, never pickle; nobody who connects and
says nothing can hold anything up. A line is hung up after its reply, but for those of hosts: a
conversation may follow there. A lock that dies with its holder says whether a daemon runs, so
a socket left by a crash is no daemon.
"""

import json
import os
import socket
import struct
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unsit import places
from unsit.core.language import N_, _

if TYPE_CHECKING:
    from unsit.loop import Loop, Timer  # the command line asks, and needs no loop

if sys.platform != "win32":
    pass

VERSION = 1
ABSENT = N_("there is no control line on Windows yet")
LONGEST = 64 * 1024
"""Bytes of a line; a wish is a hundred or so."""
PATIENCE = 2.0
"""Seconds that either side waits for the other."""

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
    """Answers requests on the socket.

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
        self._path = path or places.socket_path()
        self._path.unlink(missing_ok=True)  # the lock is ours, so nobody answers there
        self._socket = _unix_socket()
        self._socket.setblocking(False)
        before = os.umask(0o177)
        try:
            self._socket.bind(str(self._path))
        finally:
            os.umask(before)
        self._socket.listen(8)
        loop.reader(self._socket, self._accept)

    def close(self) -> None:
        """Stop listening and remove the socket."""
        self._loop.forget(self._socket)
        self._socket.close()
        self._path.unlink(missing_ok=True)

    def _accept(self) -> None:
        try:
            peer, _ = self._socket.accept()
        except OSError:
            return  # they hung up before we came
        if _is_ours(peer):
            _Call(self._loop, peer, self._answer)
        else:
            peer.close()

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
    end = _unix_socket()
    try:
        reply, rest = _asked(end, request, path)
    except BaseException:
        end.close()
        raise
    return reply, rest, end


def _asked(end: socket.socket, request: Request, path: Path | None) -> tuple[Reply, bytes]:
    line = json.dumps({"v": VERSION, **request}).encode() + b"\n"
    end.settimeout(PATIENCE)
    try:
        end.connect(str(path or places.socket_path()))
    except (FileNotFoundError, ConnectionRefusedError, places.TooLongError) as problem:
        raise NoDaemonError from problem
    except OSError as problem:
        words = _("The daemon cannot be reached: {problem}.")
        raise TroubleError(words.format(problem=problem)) from problem
    try:
        end.sendall(line)
        answer, rest = _line(end)
    except OSError as problem:
        words = _("The daemon does not answer: {problem}.")
        raise TroubleError(words.format(problem=problem)) from problem
    return _understood(answer), rest


def _unix_socket() -> socket.socket:
    if sys.platform == "win32":
        raise OSError(_(ABSENT))
    return socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)


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
    if request.pop("v", None) != VERSION and request["verb"] != "quit":
        sentence = _("This daemon speaks version {version}; restart it with `unsit quit`.")
        return _refusal(sentence.format(version=VERSION)), None
    reply, take = host(request)
    return {"v": VERSION, **reply}, take


def _refusal(sentence: str) -> Reply:
    return {"v": VERSION, "ok": False, "error": sentence}


def _is_ours(peer: socket.socket) -> bool:
    if sys.platform != "linux":
        return True  # the folder is closed to others there, too
    credentials = peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    uid: int = struct.unpack("3i", credentials)[1]
    return uid == os.getuid()
