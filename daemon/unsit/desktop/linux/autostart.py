"""Started at login: an entry of the desktop, or a unit of systemd that somebody has enabled.

Rules of this room: what the person removed stays removed, what they wrote themselves is theirs; only an
entry that Unsit wrote and that no longer starts anything is mended.

Sources: Desktop Application Autostart Specification 0.5, Desktop Entry Specification 1.5 (quoting of
Exec); systemd.service(5), systemd.unit(5).
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from unsit import places
from unsit.core.language import _
from unsit.desktop import AtLogin

ENTRY, UNIT = "unsit.desktop", "unsit.service"
FOR_EVERYBODY = ("/etc/systemd/user", "/usr/lib/systemd/user")
"""Where units are that came with a package, or from whoever looks after the machine."""
UNIT_PREFIXES = "@-:+!"
"""What may stand before a command in a unit."""
OURS = "X-Unsit"
"""The key by which an entry is known as written by Unsit."""
TEXT = """\
[Desktop Entry]
Type=Application
Name=Unsit
Comment=Knows how long you sit, and offers a hip stretch
Exec={command}
TryExec={program}
Icon=unsit
Terminal=false
StartupNotify=false
X-GNOME-Autostart-enabled=true
{ours}=true
"""
HIDDEN = "[Desktop Entry]\nType=Application\nName=Unsit\nHidden=true\n{ours}=true\n"
"""What takes the place of an entry for everybody on this machine: nothing is started."""
BY_THEMSELVES = ("sway", "i3", "hyprland", "river", "niri", "bspwm", "awesome", "dwm", "qtile")
"""Desktops that start no entries; what is to be started stands in their own configuration."""


class LinuxAutostart:
    """The entry in the person's own folder, and what else starts Unsit."""

    def __init__(self, argv: Sequence[str]) -> None:
        """`argv` is what is to be started."""
        self._argv = argv

    @property
    def place(self) -> Path:
        """Where the entry is, or would be."""
        return config() / "autostart" / ENTRY

    def state(self) -> AtLogin:
        """Return whether, where and by which program it is started."""
        for file in entries():
            said = values(file)
            if said.get("Hidden", "").lower() == "true":
                return AtLogin(False, str(file))
            if said.get("X-GNOME-Autostart-enabled", "").lower() == "false":
                return AtLogin(False, str(file))
            return _judged(file, said.get("Exec", ""))
        for file in units():
            if is_enabled(file):
                return _judged(file, values(file).get("ExecStart", "").lstrip(UNIT_PREFIXES))
        return AtLogin(False, "")

    def on(self) -> None:
        """Have it started from the next login on. Raises OSError when that cannot be written."""
        state = self.state()
        if state.on and not state.broken:
            return
        places.write_whole(self.place, self._text(), mode=0o644)

    def off(self) -> None:
        """Have it started no more. Raises OSError when it cannot be, with a sentence where we know."""
        for unit in units():
            if is_enabled(unit):
                words = _("systemd starts it: systemctl --user disable {unit}")
                raise OSError(words.format(unit=UNIT))
        self.place.unlink(missing_ok=True)
        if any(entries()):  # for everybody on this machine
            places.write_whole(self.place, HIDDEN.format(ours=OURS), mode=0o644)

    def mend(self) -> bool:
        """Put our own entry right if its program has gone; say whether it was. Never makes one."""
        if not self.place.is_file():
            return False
        said = values(self.place)
        if OURS not in said or said.get("Hidden") == "true":
            return False
        if not _judged(self.place, said.get("Exec", "")).broken:
            return False
        places.write_whole(self.place, self._text(), mode=0o644)
        return True

    def by_hand(self) -> str:
        """Return the line that a desktop wants in its own configuration; "" where entries will do."""
        around = os.environ.get("XDG_CURRENT_DESKTOP", "").lower().split(":")
        command = " ".join(map(_in_a_shell, self._argv))
        if "hyprland" in around:
            return f"exec-once = {command}"
        return f"exec {command}" if set(around) & set(BY_THEMSELVES) else ""

    def _text(self) -> str:
        command = " ".join(map(_quoted, self._argv))
        program = self._argv[0].replace(chr(92), 2 * chr(92))
        return TEXT.format(command=command, program=program, ours=OURS)


def entries() -> Iterator[Path]:
    """Yield the entries that are there; the first counts."""
    shared = os.environ.get("XDG_CONFIG_DIRS") or "/etc/xdg"
    for folder in (config(), *map(Path, shared.split(":"))):
        if (file := folder / "autostart" / ENTRY).is_file():
            yield file


def units() -> Iterator[Path]:
    """Yield the units that are there, the person's own first."""
    for folder in (config() / "systemd/user", *FOR_EVERYBODY):
        if (file := Path(folder, UNIT)).is_file():
            yield file


def is_own(unit: Path) -> bool:
    """Say whether it is the person who has put a unit there, and not a package."""
    return unit.is_relative_to(config())


def is_enabled(unit: Path) -> bool:
    """Say whether a session starts a unit: for this person, or for everybody."""
    folders = {unit.parent, config() / "systemd/user", Path("/etc/systemd/user")}
    return any(True for folder in folders for _ in folder.glob(f"*.wants/{UNIT}"))


def values(file: Path) -> dict[str, str]:
    """Return the keys of a file with sections; the first of a name counts."""
    found: dict[str, str] = {}
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return found
    for line in lines:
        key, is_one, value = line.partition("=")
        if is_one and not line.startswith("#"):
            found.setdefault(key.strip(), value.strip())
    return found


def config() -> Path:
    """Return the folder of the person's configuration, of all programs."""
    return places.config_dir().parent


def _judged(file: Path, command: str) -> AtLogin:
    program = _first(command)
    return AtLogin(True, str(file), program, broken=not program or not _is_there(program))


def _first(command: str) -> str:
    """Return the program of a command as Exec has it; "" when it names none."""
    if not command.startswith(chr(34)):
        return command.partition(" ")[0].replace("%%", "%")
    words = command[1:].replace(2 * chr(92), chr(92))
    found, escaped = "", False
    for letter in words:
        if letter == chr(34) and not escaped:
            return found.replace("%%", "%")
        escaped = letter == chr(92) and not escaped
        found += "" if escaped else letter
    return ""


def _is_there(program: str) -> bool:
    """Say whether a program can be started; by hand, since `shutil` is too heavy for the daemon."""
    if "/" in program:
        return os.access(program, os.X_OK)
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return any(os.access(os.path.join(folder, program), os.X_OK) for folder in folders)  # noqa: PTH118


def _in_a_shell(word: str) -> str:
    return word if _is_plain(word) else "'" + word.replace("'", "'" + chr(92) + "''") + "'"


def _is_plain(word: str) -> bool:
    return all(letter.isalnum() or letter in "/-_.+" for letter in word)


def _quoted(word: str) -> str:
    """Return a word as Exec wants it: quoted unless it is plain, and no % is a field code."""
    word = word.replace("%", "%%")
    if _is_plain(word):
        return word
    for special in (chr(92), chr(34), "`", "$"):
        word = word.replace(special, chr(92) + special)
    # the file's own escapes come on top of those of the quoting
    return chr(34) + word.replace(chr(92), 2 * chr(92)) + chr(34)
