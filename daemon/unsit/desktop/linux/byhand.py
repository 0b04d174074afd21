"""What a person has written into the configuration of their window manager to start Unsit, or is to write there.

Rules of this room: such a file is read, never written. One level of files that it brings in is followed.
"""

import os
import re
from collections.abc import Iterator
from glob import glob
from pathlib import Path

from unsit.core.value import replace
from unsit.desktop import AtLogin, ByHand
from unsit.desktop.linux import commands, quoting, starters
from unsit.desktop.linux.managers import COPIED, MANAGERS, Manager, Place

READERS = ("dex", "lxsession-xdg-autostart", "openbox-xdg-autostart", "xdg-autostart")
"""What starts the desktop's entries where a window manager does not; i3's own configuration calls dex."""


def manager() -> Manager | None:
    """Return the window manager of this session, None where it is none of those that are told by hand."""
    names = starters.around()
    if not names:  # a display manager that sets no XDG_CURRENT_DESKTOP names the session
        session = os.environ.get("XDG_SESSION_DESKTOP") or os.environ.get("DESKTOP_SESSION", "")
        names = [session.rpartition("/")[2].partition("-")[0]]
    known = (MANAGERS.get(name.lower()) for name in names)
    return next(filter(None, known), None)


def reads_none() -> bool:
    """Say whether this desktop reads no entries, nor has anything started that does."""
    here = manager()
    if here is None or (here.heeds and any(Path("/").glob(here.heeds))):
        return False
    heeded = (command for file, _line, command in _commands(here) if not _mending(here, file))
    words = (words for command in heeded for words in commands.parted(command))
    return not any(map(_reads_entries, words))


def found() -> Iterator[AtLogin]:
    """Yield what starts Unsit by a line of this window manager's own configuration."""
    if (here := manager()) is None:
        return
    for file, line, command in _commands(here):
        if commands.ours(command):
            one = starters.by_command(file, command)
            mending = "" if one.broken else _mending(here, file)
            broken = one.broken or bool(mending)
            yield replace(one, theirs=True, line=line, broken=broken, mending=mending)


def wanted(command: str) -> ByHand | None:
    """Return the line that this window manager wants; None where entries will do. `command` is for a shell."""
    here = manager()
    if here is None or not reads_none():
        return None
    places = [place for place in here.places if place.line]
    there = [place for place in places if starters.is_file(_path(place))]
    place = (there or places[-1:])[0]
    text = command.replace(chr(92), 2 * chr(92)).replace(chr(34), chr(92) + chr(34))
    line = place.line.format(command=command, word=quoting.in_a_shell(command), text=text)
    origins = [name for name in (here.origin, *here.examples) if starters.is_file(Path(name))]
    if not there and origins:
        return ByHand(str(_path(place)), line, COPIED, origins[0])
    return ByHand(str(_path(place)), line, place.where)


def _path(place: Place) -> Path:
    if place.file.startswith("~"):
        return Path(os.path.expanduser(place.file))  # noqa: PTH111  without a home it stays as it is
    return starters.config() / place.file


def _mending(here: Manager, file: Path) -> str:
    """Return the command that has a window manager run a file that it passes over as it is; "" where it runs it."""
    passed_over = here.runs and not os.access(file, os.X_OK)
    return f"chmod +x {quoting.in_a_shell(str(file))}" if passed_over else ""


def _reads_entries(words: list[str]) -> bool:
    """Say whether a command starts what entries name; dex may be called for a single one, too."""
    program = words[0] if words else ""
    name = os.path.basename(program)  # noqa: PTH119  a word, and no path yet
    asked = name != "dex" or any(word.startswith("-") and "a" in word for word in words)
    return name in READERS and asked and starters.is_there(program)


def _commands(here: Manager) -> Iterator[tuple[Path, str, str]]:
    """Yield each file, line and command by which a window manager starts something."""
    files = [(place, _path(place)) for place in here.places]
    if here.origin and not any(starters.is_file(file) for _place, file in files):
        files = [(here.places[-1], Path(here.origin))]
    for place, file in files:
        for read in (file, *_included(place, file)):
            for line, meant in _meant(place, _lines(place, read)):
                if starts := re.match(rf"\s*(?:{place.starts})", meant):
                    yield read, line.strip(), starts["command"]


def _meant(place: Place, lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each line, and what it means with the head of the block in which it stands."""
    head = ""
    for line in lines:
        yield line, head + line
        if place.block and (opens := re.fullmatch(place.block, line.strip())):
            head = f"{opens['head']} "
        elif line.strip() == "}":
            head = ""


def _included(place: Place, file: Path) -> Iterator[Path]:
    for line in _lines(place, file) if place.include else ():
        if brings := re.match(rf"\s*{place.include}", line):
            path = os.path.expandvars(os.path.expanduser(brings["path"].strip("\"' ")))  # noqa: PTH111
            # As a shell does it: what is hidden is not meant by a star.
            yield from map(Path, sorted(glob(str(file.parent / path))))  # noqa: PTH207


def _lines(place: Place, file: Path) -> list[str]:
    """Return the lines of a file that are no comments, each whole; [] where it cannot be read."""
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    lines = text.replace("\0", "").replace(chr(92) + "\n", " ").splitlines()
    return [line for line in lines if not line.lstrip().startswith(place.comment)]
