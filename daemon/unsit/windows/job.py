"""A child with all that it starts, as a process group is it elsewhere: a job object (Windows).

What a process of a job starts belongs to the job, too (Microsoft, *Job Objects*). What it had started
before it was put there does not, which leaves a moment.
"""

import ctypes
import subprocess
import sys
from ctypes import wintypes

assert sys.platform == "win32"

_kernel = ctypes.WinDLL("kernel32")
_kernel.CreateJobObjectW.restype = wintypes.HANDLE
ENDED = 1
"""The exit code of what is ended."""


class Job:
    """Holds a child; one that cannot be held is ended alone."""

    def __init__(self, child: "subprocess.Popen[bytes]") -> None:
        self._child = child
        self._job = wintypes.HANDLE(_kernel.CreateJobObjectW(None, None))
        process = wintypes.HANDLE(int(child._handle))  # type: ignore[attr-defined]
        self._held = bool(_kernel.AssignProcessToJobObject(self._job, process))

    def end(self) -> None:
        """End them all, at once. Nothing happens when they have ended."""
        if self._held:
            _kernel.TerminateJobObject(self._job, ENDED)
        else:
            self._child.kill()

    def close(self) -> None:
        """Let go of them: they live on."""
        _kernel.CloseHandle(self._job)
        self._job, self._held = wintypes.HANDLE(), False
