"""Telling when the user's TOML files have changed, without looking again and again.

On Linux the kernel tells by a signal (fcntl(2), F_NOTIFY): the folders are watched and not the files,
since many editors write a new file and rename it over the old. The signal says only that something
happened, so the files are compared as `places.print_of` sees them, and nobody is told of an editor's
swap file. The room listens to SIGIO for the whole process: one `Watch` is all there can be. Windows
watches folders in the same way, with a thread of ours that it tells (`unsit.windows.folders`).

Where the kernel cannot tell (no F_NOTIFY on the system, turned off by fs.dir-notify-enable, or no main
thread to take the signal), the files are compared once a minute: a change takes that long there.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from unsit import places
from unsit.loop import Loop, Timer

if sys.platform == "win32":
    from unsit.windows.folders import Folders

SETTLE = 0.2
"""Seconds from the first sign of a change to the look at the files: a save is several steps."""
SLOWLY = 60.0
"""Seconds between looks where nobody tells us: about a wake-up a minute is the least to be felt."""

Print = dict[Path, list[int]]


class Watch:
    """Calls `changed` when one of the TOML files is new, different or gone.

    What is watched is a TOML file itself, or a folder for all that are in it (hidden ones left out).
    Create it before reading the files, so that no change falls in between. Nothing need exist yet; a
    file that is a link is watched where it really lies.
    """

    def __init__(
        self, loop: Loop, watched: Path | Sequence[Path], changed: Callable[[], object]
    ) -> None:
        self._loop, self._changed = loop, changed
        self._watched = (watched,) if isinstance(watched, Path) else tuple(watched)
        self._timer: Timer | None = None
        self._armed: dict[Path, tuple[int, tuple[int, int]]] = {}
        self._before: Any = None
        if sys.platform == "win32":
            self._folders: Folders | None = None
        self._hears = False
        """Whether a change is to be looked at."""
        self.told = self._listen()
        """True when the kernel tells of changes, False when they are looked for once a minute."""
        self._print = _prints(self._watched)
        if not self.told:
            self._timer = loop.later(SLOWLY, self._look)

    @property
    def listens_at(self) -> set[Path]:
        """The folders of which we are told."""
        if sys.platform == "win32":
            return set(self._folders.watched if self._folders is not None else ())
        return set(self._armed)

    def close(self) -> None:
        """Stop watching."""
        if self._timer is not None:
            self._timer.cancel()
        self._hears = False
        if sys.platform == "win32":
            if self._folders is not None:
                self._folders.close()
                self._folders = None
        elif sys.platform == "linux" and self._before is not None:
            for end, _ in self._armed.values():
                os.close(end)
            self._armed.clear()
            signal.signal(signal.SIGIO, self._before)
            self._before = None

    def _listen(self) -> bool:
        if sys.platform not in ("linux", "win32"):
            return False
        self._hears = True
        try:
            if sys.platform == "linux":
                # The signal's own default is to end the process: take it before asking for it.
                self._before = signal.signal(signal.SIGIO, self._signalled)
            self._arm()
        except (OSError, ValueError):
            self.close()
            return False
        return True

    def _listens_on(self) -> bool:
        """Listen at what is there now; False, and nothing more is heard, where we are shut out of it."""
        try:
            self._arm()
        except OSError:
            self.close()
            return False
        return True

    def _signalled(self, *_: object) -> None:
        self._loop.soon(self._settle)

    def _settle(self) -> None:
        if self._timer is None and self._hears:
            self._timer = self._loop.later(SETTLE, self._look)

    def _look(self) -> None:
        self._timer = None
        self.told = self.told and self._listens_on()
        if not self.told:
            self._timer = self._loop.later(SLOWLY, self._look)
        now = _prints(self._watched)
        if now != self._print:
            self._print = now
            self._changed()

    def _arm(self) -> None:
        """Have every folder watched that matters now: they come, go and are replaced."""
        wanted = set(_where(self._watched))
        if sys.platform == "win32":
            self._watch_all(wanted)
            return
        for folder in set(self._armed) - wanted:
            os.close(self._armed.pop(folder)[0])
        for folder in wanted:
            self._arm_one(folder)

    def _watch_all(self, wanted: set[Path]) -> None:
        """Watch them anew: one may be another now, by the same name."""
        if sys.platform == "win32":
            before, self._folders = self._folders, Folders(wanted, self._signalled)
            if before is not None:
                before.close()

    def _arm_one(self, folder: Path) -> None:
        if sys.platform != "linux":
            return
        import fcntl

        end = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        found = os.fstat(end)
        identity = (found.st_dev, found.st_ino)
        old = self._armed.pop(folder, None)
        if old is not None:
            stale = end if old[1] == identity else old[0]
            end = old[0] if old[1] == identity else end
            os.close(stale)
        self._armed[folder] = (end, identity)
        if old is None or old[1] != identity:
            news = fcntl.DN_MODIFY | fcntl.DN_CREATE | fcntl.DN_DELETE | fcntl.DN_RENAME
            fcntl.fcntl(end, fcntl.F_NOTIFY, news | fcntl.DN_MULTISHOT)


def _is_file(path: Path) -> bool:
    return path.suffix == ".toml"  # it need not exist yet


def _files(watched: Sequence[Path]) -> Iterator[Path]:
    for path in watched:
        yield from [path] if _is_file(path) else places.toml_files(path)


def _where(watched: Sequence[Path]) -> Iterator[Path]:
    """Return the folders to listen at: for one that is missing, the nearest that it could be in."""
    for path in watched:
        near = path.parent if _is_file(path) else path
        while not os.path.isdir(near):  # noqa: PTH112  Path.is_dir raises in a folder that is closed
            near = near.parent
        yield near.resolve()
    for file in _files(watched):
        if file.is_symlink() and file.resolve().parent.is_dir():
            yield file.resolve().parent


def _prints(watched: Sequence[Path]) -> Print:
    prints = {file: places.print_of(file) for file in _files(watched)}
    # A link to nowhere, or a file gone since it was listed, is none.
    return {file: found for file, found in prints.items() if found is not None}
