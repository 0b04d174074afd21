"""Every path Unsit reads or writes, and the one way in which it writes a file.

Rules of this room: nothing is made by asking where it is (but for the runtime folder, which must
be checked before it can be trusted); a file is written whole or not at all.

On Linux the folders are those of the XDG Base Directory Specification 0.8, in which a relative path
counts as unset. There we read the variables ourselves: `platformdirs` gives the same answers (a test
compares them) but takes 0.7 MB and 15 ms of the daemon for the modules that it loads. On Windows it would
ask the shell for folders that stand in the environment of every program, so we read them there, too:
what the user writes lies in the roaming %APPDATA%, everything else in %LOCALAPPDATA%. On macOS, and
wherever a variable is missing, `platformdirs` knows best.
"""

import errno
import fnmatch
import os
import stat
import sys
import time
from pathlib import Path
from typing import Literal

from unsit.core.language import N_, _

APP = "unsit"
LONGEST_SOCKET = 107 if sys.platform == "linux" else 103
"""Bytes of the path of a socket: sun_path in unix(7), less the zero at its end."""
if sys.platform == "win32":
    BYTES = os.O_BINARY
else:
    BYTES = 0
"""The flag of `os.open` for a file whose ends of line are left as they are."""
LARGEST = 1_000_000
"""Bytes of a file that a person wrote."""
ALL, WRITING = 0o077, 0o022
"""What everybody but the owner may do with a file, by its mode: anything, and change it."""
STUBBORN = 1.0
"""Seconds for which a file may be kept from being replaced (Windows)."""
ABSENT = N_("Unsit's files are not there at the moment")
"""What is told while `there` is false: an upgrade may take them away for a moment."""

WINDOWS = {
    "config": ("APPDATA", ""),
    "data": ("LOCALAPPDATA", ""),
    "state": ("LOCALAPPDATA", ""),
    "cache": ("LOCALAPPDATA", "Cache"),
}
"""By what Windows names its folders, and where in ours each of our own is."""


class TooLongError(OSError):
    """No socket can have this path."""


def shipped(what: Literal["config", "icons"]) -> Path:
    """Return the folder that came with Unsit: beside the modules in a wheel, else the checkout's."""
    package = Path(__file__).parent
    installed = package / what
    return installed if installed.is_dir() else package.parents[1] / what


def there() -> bool:
    """Say whether what runs is still where it was started from."""
    if is_frozen():
        return Path(sys.executable).exists()
    return Path(__file__).with_name("__init__.py").exists()


def absent() -> str:
    """Return the sentence for when our files are gone."""
    return _("{sentence}.").format(sentence=_(ABSENT))


def appimage() -> str:
    """Return the AppImage that we run from, "" when we do not.

    What AppImage sets, APPIMAGE and APPDIR, is handed on to all that is started: a terminal that came
    as one has it, too, hence the look at where we are.
    """
    image, mounted = os.environ.get("APPIMAGE", ""), os.environ.get("APPDIR", "")
    return image if mounted and Path(__file__).is_relative_to(mounted) else ""


def is_frozen() -> bool:
    """Say whether we run as a program of our own, with Python inside, as PyInstaller builds it."""
    return bool(getattr(sys, "frozen", False))


def config_dir() -> Path:
    """Return the folder of what the user writes: settings and own poses."""
    return _user("config", "XDG_CONFIG_HOME", ".config")


def settings_file() -> Path:
    """Return the user's settings file."""
    return config_dir() / "settings.toml"


def own_poses_dir() -> Path:
    """Return the folder of the user's own poses, which need not exist."""
    return config_dir() / "poses"


def data_dir() -> Path:
    """Return the folder of what must not be lost: the history."""
    return _user("data", "XDG_DATA_HOME", ".local/share")


def state_dir() -> Path:
    """Return the folder of what should survive a restart: the running clock, the log."""
    return _user("state", "XDG_STATE_HOME", ".local/state")


def cache_dir() -> Path:
    """Return the folder of what can be made again: drawn icons, checked settings."""
    return _user("cache", "XDG_CACHE_HOME", ".cache")


def runtime_dir() -> Path:
    """Make and return the private folder of the control socket.

    Without XDG_RUNTIME_DIR it is a folder in the temporary one, named by the user's number; but
    macOS clears that of all that nobody has read in three days, the socket of a daemon, too. Raises
    PermissionError with a sentence when somebody else was there first.
    """
    if sys.platform == "win32":
        return private(cache_dir() / "runtime")
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    if given.startswith("/"):
        return private(Path(given) / APP)
    if sys.platform == "darwin":
        return private(state_dir() / "runtime")
    temporary = os.environ.get("TMPDIR", "")
    base = Path(temporary if temporary.startswith("/") else "/tmp")
    return private(base / f"{APP}-{os.getuid()}")


def socket_path() -> Path:
    """Return the path of the control line, in a folder that is ours alone.

    Raises TooLongError with a sentence when no socket can have a path so long.
    """
    path = runtime_dir() / "control.sock"
    if sys.platform != "win32" and len(os.fsencode(path)) > LONGEST_SOCKET:
        raise TooLongError(
            _(
                "the path of its socket, {path}, has more than the {most} bytes that a socket's path "
                "may have; set XDG_RUNTIME_DIR to a shorter one"
            ).format(path=path, most=LONGEST_SOCKET)
        )
    return path


def private(folder: Path) -> Path:
    """Make the folder if need be, and return it once it is known to be ours and closed to others.

    Raises PermissionError with a sentence when it is somebody else's, or no folder but a link.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if sys.platform != "win32":
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
            raise PermissionError(
                _("{folder} is not a folder of yours; remove it, or set XDG_RUNTIME_DIR").format(
                    folder=folder
                )
            )
        if stat.S_IMODE(found.st_mode) & 0o077:
            folder.chmod(0o700)
    return folder


def close_to_others(*paths: Path, rights: int = ALL) -> None:
    """Take the rights to these from everybody but their owner, where that can be done.

    What is not there is passed over, and so is what is not ours or lies where there are no rights.
    """
    for path in paths if sys.platform != "win32" else ():
        try:
            mode = stat.S_IMODE(path.stat().st_mode)
            if mode & rights:
                path.chmod(mode & ~rights)
        except OSError:
            continue


def toml_files(folder: Path) -> list[Path]:
    """Return the TOML files of a folder by name, hidden ones left out; none of one that `shut` names."""
    try:
        names = os.listdir(folder)  # noqa: PTH208  Path.glob raises on some Pythons only
    except OSError:
        return []
    return sorted(folder / name for name in fnmatch.filter(names, "*.toml") if name[0] != ".")


def shut(folder: Path) -> OSError | None:
    """Return why what is in a folder cannot be listed; None where it can be, or nothing is there."""
    try:
        os.scandir(folder).close()
    except FileNotFoundError:
        return None
    except OSError as problem:
        return problem
    return None


def print_of(file: Path) -> list[int] | None:
    """Return what tells whether a file has changed since, or None when there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return [found.st_mtime_ns, found.st_size, found.st_ino]


def read_file(path: Path) -> bytes:
    """Return what is in a file that a person wrote.

    Raises OSError; for a pipe or a device, too, which may never end, and beyond `LARGEST` bytes.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        raise OSError(errno.EINVAL, _("it is a pipe or a device"))
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        sentence = _("it has {size} MB, and nobody writes more than one by hand")
        raise OSError(errno.EFBIG, sentence.format(size=f"{path.stat().st_size / 1e6:.1f}"))
    return content


def is_not(path: Path, content: bytes) -> bool:
    """Say whether a file is missing, or holds anything else."""
    try:
        return path.stat().st_size != len(content) or path.read_bytes() != content
    except OSError:
        return True


def why(problem: OSError) -> str:
    """Return what went wrong, for a sentence: the file, where it is known, and no number."""
    if not problem.strerror:
        return str(problem)
    return f"{problem.filename}: {problem.strerror}" if problem.filename else problem.strerror


def write_whole(path: Path, content: str | bytes, mode: int = 0o600) -> None:
    """Put `content` (text as UTF-8) in the place of the file: a reader sees the old or the new.

    A file that is there keeps its permissions, a new one gets `mode`; a link stays a link and
    what it points to is replaced. Missing folders are made. Raises OSError that names the file, which is
    then as it was.
    """
    target = Path(os.path.realpath(path))
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        mode = stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        pass
    draft = target.with_name(f".{target.name}.{os.getpid()}.{os.urandom(4).hex()}")
    try:
        _write_draft(draft, content.encode() if isinstance(content, str) else content, mode)
        _move(draft, target)
    except BaseException as problem:
        draft.unlink(missing_ok=True)
        if isinstance(problem, OSError):  # nobody knows the draft
            problem.filename = str(target)
            del problem.filename2  # with None it would be told, too
        raise
    sync_folder(target.parent)


def _move(draft: Path, target: Path) -> None:
    """Put one file in the place of another.

    On Windows a file that somebody has open just then (a reader of ours, a virus scanner) cannot be
    replaced: it is tried again, for `STUBBORN` seconds at most.
    """
    until = time.monotonic() + STUBBORN
    while True:
        try:
            draft.replace(target)
        except PermissionError:
            if sys.platform != "win32" or time.monotonic() > until:
                raise
            _pause()
        else:
            return


def _pause() -> None:
    import threading

    threading.Event().wait(0.02)


def sync_folder(folder: Path) -> None:
    """Have the folder's names on the disk, so that a new file outlives a power cut."""
    if sys.platform == "win32":
        return  # a folder cannot be opened there
    end = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(end)
    finally:
        os.close(end)


def _write_draft(draft: Path, content: bytes, mode: int) -> None:
    end = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(end, "wb") as file:
        if sys.platform != "win32":
            os.fchmod(end, mode)  # the umask has had its say in os.open
        file.write(content)
        file.flush()
        os.fsync(end)


def _user(what: Literal["config", "data", "state", "cache"], variable: str, home: str) -> Path:
    if sys.platform == "linux":
        given = os.environ.get(variable, "")
        return (Path(given) if given.startswith("/") else Path.home() / home) / APP
    if sys.platform == "win32" and (base := os.environ.get(WINDOWS[what][0])):
        return Path(base) / APP / WINDOWS[what][1]
    import platformdirs

    folders = platformdirs.PlatformDirs(APP, appauthor=False, roaming=what == "config")
    return {
        "config": folders.user_config_path,
        "data": folders.user_data_path,
        "state": folders.user_state_path,
        "cache": folders.user_cache_path,
    }[what]
