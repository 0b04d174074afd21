"""Being the only one of its kind of this user: one daemon, one session window.

A lock dies with its holder, so what a crash leaves behind keeps nobody out. `hold` and `let_go` are that
lock for any open file.
"""

import os
import sys

from unsit import places

if sys.platform == "win32":
    from unsit.windows.locking import hold, let_go
else:
    import fcntl

    def hold(end: int, wait: bool) -> None:
        """Lock an open file. Raises BlockingIOError when another holds it, unless it is waited for."""
        fcntl.flock(end, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))

    def let_go(end: int) -> None:
        """Unlock it."""
        fcntl.flock(end, fcntl.LOCK_UN)


__all__ = ["Lock", "hold", "let_go"]


class Lock:
    """Held until closed, or until the process ends. Raises BlockingIOError when another holds it.

    With `wait` it is waited for instead: only for what everybody holds for a moment.
    """

    def __init__(self, name: str, wait: bool = False) -> None:
        self._end = os.open(places.runtime_dir() / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            hold(self._end, wait)
        except OSError:
            os.close(self._end)
            raise

    def close(self) -> None:
        """Let another be the one."""
        let_go(self._end)
        os.close(self._end)
