"""Is Unsit started at login, by the desktop or by systemd?

Sources: Desktop Application Autostart Specification 0.5; systemd.service(5), systemd.unit(5).
"""

import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from unsit.doctor.findings import Finding, shown

ENTRY, UNIT = "unsit.desktop", "unsit.service"
UNIT_PREFIXES = "@-:+!"
"""What may stand before a command in a unit."""

NONE = "it is not started at login"
ADD = "Have your desktop start `{}` at login, in its settings for the session."
BROKEN = "Put right its command, or remove it."
ENABLE = "Enable it: `systemctl --user enable unsit.service`."


def check() -> Finding:
    """Look for an entry of the desktop, then for a unit of systemd."""
    for file in _entries():
        return _entry(file)
    for file in _units():
        return _unit(file)
    return Finding(True, NONE, ADD.format(_command()))


def _entry(file: Path) -> Finding:
    said = _values(file)
    if said.get("Hidden", "").lower() == "true":
        return Finding(True, f"{shown(file)} says that it is not to be started", BROKEN)
    return _judged(file, said.get("Exec", ""))


def _unit(file: Path) -> Finding:
    found = _judged(file, _values(file).get("ExecStart", "").lstrip(UNIT_PREFIXES))
    if not found.remedy and not any(file.parent.glob(f"*.wants/{UNIT}")):
        return Finding(True, f"{shown(file)} is there, but is not enabled", ENABLE)
    return found


def _judged(file: Path, command: str) -> Finding:
    try:
        program = shlex.split(command)[0]
    except (ValueError, IndexError):
        return Finding(True, f"{shown(file)} names no program", BROKEN)
    if shutil.which(program) is None:
        return Finding(True, f"{shown(file)} starts {program}, which is not there", BROKEN)
    return Finding(True, f"{shown(file)} starts {program}")


def _entries() -> Iterator[Path]:
    """Yield the entries that are there; the first counts."""
    shared = os.environ.get("XDG_CONFIG_DIRS") or "/etc/xdg"
    for folder in (_config(), *map(Path, shared.split(":"))):
        if (file := folder / "autostart" / ENTRY).is_file():
            yield file


def _units() -> Iterator[Path]:
    for folder in (_config() / "systemd/user", "/etc/systemd/user", "/usr/lib/systemd/user"):
        if (file := Path(folder, UNIT)).is_file():
            yield file


def _values(file: Path) -> dict[str, str]:
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


def _config() -> Path:
    given = os.environ.get("XDG_CONFIG_HOME", "")
    return Path(given) if given.startswith("/") else Path.home() / ".config"


def _command() -> str:
    beside = Path(sys.executable).with_name("unsit")
    return shown(beside) if beside.exists() else f"{sys.executable} -m unsit"
