"""What is there that would start Unsit at login: entries, units, and whether this desktop heeds them.

Sources: Desktop Application Autostart Specification 0.5, Desktop Entry Specification 1.5 (OnlyShowIn,
NotShowIn); systemd.service(5), systemd.unit(5).
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from unsit import places
from unsit.desktop import AtLogin
from unsit.desktop.linux import opening, quoting

OURS = "X-Unsit"
"""The key by which an entry is known as written by Unsit."""
ENTRY, UNIT = "unsit.desktop", "unsit.service"
FOR_EVERYBODY = ("/etc/systemd/user", "/usr/lib/systemd/user")
"""Where units are that came with a package, or from whoever looks after the machine."""
UNIT_PREFIXES = "@-:+!"
"""What may stand before a command in a unit."""


def entries() -> Iterator[Path]:
    """Yield the entries that are there; the first counts."""
    shared = os.environ.get("XDG_CONFIG_DIRS") or "/etc/xdg"
    for folder in (config(), *map(Path, shared.split(":"))):
        if is_file(file := folder / "autostart" / ENTRY):
            yield file


def closed() -> Path | None:
    """Return what may not be read of the person's own entry and its folders; None where all is open."""
    return opening.closed(config() / "autostart" / ENTRY)


def units() -> Iterator[Path]:
    """Yield the units that are there, the person's own first; none where the person has masked it."""
    if os.path.realpath(config() / "systemd/user" / UNIT) == os.devnull:
        return
    for folder in (config() / "systemd/user", *FOR_EVERYBODY):
        if is_file(file := Path(folder, UNIT)):
            yield file


def is_own(unit: Path) -> bool:
    """Say whether it is the person who has put a unit there, and not a package."""
    return unit.is_relative_to(config())


def is_enabled(unit: Path) -> bool:
    """Say whether a session starts a unit: for this person, or for everybody."""
    return _is_wanted_in(config() / "systemd/user") or _is_for_everybody(unit)


def ending(unit: Path) -> str:
    """Return the command by which the person has systemd start a unit no more."""
    return f"systemctl --user {'mask' if _is_for_everybody(unit) else 'disable'} {UNIT}"


def _is_for_everybody(unit: Path) -> bool:
    folders = {unit.parent, Path("/etc/systemd/user")} - {config() / "systemd/user"}
    return any(map(_is_wanted_in, folders))


def _is_wanted_in(folder: Path) -> bool:
    return any(folder.glob(f"*.wants/{UNIT}"))


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


def enabled_unit() -> Iterator[AtLogin]:
    """Yield what the first unit starts that is enabled, if there is one."""
    for file in filter(is_enabled, units()):
        yield by_command(file, values(file).get("ExecStart", "").lstrip(UNIT_PREFIXES))
        return


def judged(file: Path, said: Mapping[str, str]) -> AtLogin:
    """Return what an entry with these keys does on this desktop."""
    if is_hidden(said):
        return AtLogin(False, str(file))
    if elsewhere := _elsewhere(said):
        return AtLogin(False, str(file), elsewhere=elsewhere)
    command = said.get("Exec", "")
    return _by_ours(file, command) if OURS in said else by_command(file, command)


def is_hidden(said: Mapping[str, str]) -> bool:
    """Say whether an entry with these keys is switched off."""
    switch = said.get("X-GNOME-Autostart-enabled", "").lower()
    return said.get("Hidden", "").lower() == "true" or switch == "false"


def _elsewhere(said: Mapping[str, str]) -> str:
    """Return the name of this desktop when the entry is only for others; where it has none, ""."""
    only, never = (said.get(key, "").split(";") for key in ("OnlyShowIn", "NotShowIn"))
    here = around()
    for name in here:
        if name in only:
            return ""
        if name in never:
            return name
    return here[0] if here and any(only) else ""


def around() -> list[str]:
    """Return the names of this desktop, the most special first."""
    return [name for name in os.environ.get("XDG_CURRENT_DESKTOP", "").split(":") if name]


def _by_ours(file: Path, command: str) -> AtLogin:
    program = quoting.first(command)
    return AtLogin(True, str(file), program, broken=not program or not is_there(program))


def by_command(file: Path, command: str) -> AtLogin:
    """Return what a file starts by a command that we did not write: Unsit where it is seen in it, else the whole."""
    from unsit.desktop.linux import commands  # only where there is one

    first = quoting.first(command)
    if words := commands.ours(command.replace(2 * chr(92), chr(92)).replace("%%", "%")):
        return AtLogin(True, str(file), " ".join(words), broken=not is_there(words[0]))
    program = command if first else ""
    there = bool(first) and is_there(first)
    return AtLogin(True, str(file), program, broken=not there, doubtful=there)


def is_file(path: Path) -> bool:
    """Say whether a file is there, and not in a folder that is closed to us."""
    return os.path.isfile(path)  # noqa: PTH113  Path.is_file raises there


def is_there(program: str) -> bool:
    """Say whether a program can be started; by hand, since `shutil` is too heavy for the daemon.

    One that is named by a variable that we have not is believed.
    """
    program = os.path.expandvars(os.path.expanduser(program))  # noqa: PTH111  as a shell does it
    if "$" in program or "`" in program:
        return True
    if "/" in program:
        return os.access(program, os.X_OK)
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return any(os.access(os.path.join(folder, program), os.X_OK) for folder in folders)  # noqa: PTH118
