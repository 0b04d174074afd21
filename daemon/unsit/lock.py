"""Being the only one of its kind of this user: one daemon, one session window.

A lock dies with its holder, so what a crash leaves behind keeps nobody out.
"""

import os
import sys

from unsit import places

if sys.platform != "win32":
    import fcntl


class Lock:
    """Held until closed, or until the process ends. Raises BlockingIOError when another holds it.

    With `wait` it is waited for instead: only for what everybody holds for a moment.
    """

    def __init__(self, name: str, wait: bool = False) -> None:
        self._end = os.open(places.runtime_dir() / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if sys.platform != "win32":
                fcntl.flock(self._end, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except OSError:
            os.close(self._end)
            raise

    def close(self) -> None:
        """Let another be the one."""
        os.close(self._end)
