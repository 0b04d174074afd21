"""The way on Linux and macOS: a Unix socket in a folder that only its owner may enter."""

import os
import socket
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unsit.loop import Loop  # the command line asks, and needs no loop

assert sys.platform != "win32"


class Listener:
    """Listens at a path; `come` gets each line that a process of ours opens. Raises OSError.

    What lies there is removed: whoever asks for this holds the lock of the one daemon.
    """

    def __init__(self, loop: "Loop", path: Path, come: Callable[[socket.socket], object]) -> None:
        self._loop, self._path, self._come = loop, path, come
        path.unlink(missing_ok=True)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.setblocking(False)
        before = os.umask(0o177)
        try:
            self._socket.bind(str(path))
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
            self._come(peer)
        else:
            peer.close()


def connect(path: Path, patience: float) -> socket.socket:
    """Return a line to whoever listens, on which either side waits for `patience` seconds.

    Raises FileNotFoundError or ConnectionRefusedError when nobody listens, and other OSErrors.
    """
    end = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    end.settimeout(patience)
    try:
        end.connect(str(path))
    except BaseException:
        end.close()
        raise
    return end


def _is_ours(peer: socket.socket) -> bool:
    if sys.platform != "linux":
        return True  # the folder is closed to others there, too
    credentials = peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    uid: int = struct.unpack("3i", credentials)[1]
    return uid == os.getuid()
