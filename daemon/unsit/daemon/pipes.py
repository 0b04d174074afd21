"""The pipes of a child: what it says is heard as it comes, and what it is told holds nobody up.

Elsewhere the loop waits for the pipe itself. On Windows it can wait for sockets only, and a pipe knows no
"not now": there a thread reads and another writes, and both post to the loop what it should know.
"""

import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from typing import IO

from unsit.loop import Loop

MOST = 1 << 16
"""Bytes that are taken at a time."""
SOON = 0.5
"""Seconds from a child's end to that of its pipe; a child of its own may hold it for ever (Windows)."""

Hear = Callable[[bytes], object]

if sys.platform == "win32":
    import queue

    class Ear:
        """Calls `hear` with each piece of what a child says. The pipe is its own from here on."""

        def __init__(self, loop: Loop, pipe: IO[bytes], hear: Hear) -> None:
            self._loop, self._pipe, self._hear = loop, pipe, hear
            self._pieces: deque[bytes] = deque()
            self._closed = False
            self._thread = threading.Thread(target=self._listen, daemon=True)
            self._thread.start()

        def rest(self) -> bytes:
            """Return what has been said and not heard; for a child that has ended."""
            self._thread.join(SOON)
            said = b"".join(self._pieces)
            self._pieces.clear()
            return said

        def see_out(self, child: "subprocess.Popen[bytes]", seconds: float) -> bytes:
            """Wait for its end, and return what it said until then.

            Raises subprocess.TimeoutExpired.
            """
            child.wait(seconds)
            return self.rest()

        def close(self) -> None:
            """Hear no more. The thread closes the pipe: nobody else could while it reads."""
            self._closed = True

        def _listen(self) -> None:
            try:
                while piece := os.read(self._pipe.fileno(), MOST):
                    self._pieces.append(piece)
                    self._loop.soon(self._tell)
            except OSError:
                pass
            self._pipe.close()

        def _tell(self) -> None:
            while self._pieces and not self._closed:
                self._hear(self._pieces.popleft())

    class Mouth:
        """Tells a child something. The pipe is its own from here on."""

        def __init__(self, pipe: IO[bytes]) -> None:
            self._pipe = pipe
            self._words: queue.SimpleQueue[bytes] = queue.SimpleQueue()
            threading.Thread(target=self._speak, daemon=True).start()

        def say(self, words: bytes) -> None:
            """Say it when there is room for it. One that no longer listens is no error here."""
            self._words.put(words)

        def close(self) -> None:
            """Say no more: the child finds the end."""
            self._words.put(b"")

        def _speak(self) -> None:
            try:
                while words := self._words.get():
                    self._pipe.write(words)
                    self._pipe.flush()
            except OSError:
                pass
            _shut(self._pipe)

else:

    class Ear:
        """Calls `hear` with each piece of what a child says. The pipe is its own from here on."""

        def __init__(self, loop: Loop, pipe: IO[bytes], hear: Hear) -> None:
            self._loop, self._pipe, self._hear = loop, pipe, hear
            self._end = pipe.fileno()
            os.set_blocking(self._end, False)
            loop.reader(self._end, self._read)

        def rest(self) -> bytes:
            """Return what has been said and not heard; for a child that has ended."""
            said = b""
            try:
                while more := os.read(self._end, MOST):
                    said += more
            except OSError:
                pass  # a child of its own may hold the pipe yet
            return said

        def see_out(self, child: "subprocess.Popen[bytes]", seconds: float) -> bytes:
            """Wait for its end, and return what it said until then.

            Raises subprocess.TimeoutExpired.
            """
            os.set_blocking(self._end, True)
            try:
                return child.communicate(timeout=seconds)[0] or b""
            finally:
                if not self._pipe.closed:
                    os.set_blocking(self._end, False)

        def close(self) -> None:
            """Hear no more. To be called once: then its number may be that of another's pipe."""
            self._loop.forget(self._end)
            self._pipe.close()

        def _read(self) -> None:
            try:
                piece = os.read(self._end, MOST)
            except BlockingIOError:
                return
            except OSError:
                piece = b""
            if piece:
                self._hear(piece)
            else:
                self._loop.forget(self._end)

    class Mouth:
        """Tells a child something. The pipe is its own from here on."""

        def __init__(self, pipe: IO[bytes]) -> None:
            self._pipe = pipe
            os.set_blocking(pipe.fileno(), False)  # one that hangs must not stop us

        def say(self, words: bytes) -> None:
            """Say it. Raises OSError or ValueError when it no longer listens."""
            self._pipe.write(words)
            self._pipe.flush()

        def close(self) -> None:
            """Say no more: the child finds the end."""
            _shut(self._pipe)


def _shut(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:
        pass  # what was not read any more is lost, as it should be
