"""The homes of the programs that Unsit is compared with, and its own: each as on every other day.

Each function prepares a home, for a program that has not run yet, in the folders that the environment
names, and returns the command that starts the program.

Safe Eyes needs gir1.2-ayatanaappindicator3-0.1 for its tray icon, xprintidle to tell who is away, and
a system bus, without which it ends by an exception.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.bench.daemon import CALM
from tests.bench.measuring import copied, installed, own_python
from tests.desktop.stage import tool
from tests.desktop.whole import Unsit

PACKAGES = ("workrave", "safeeyes", "gir1.2-ayatanaappindicator3-0.1", "xprintidle", "rsibreak")
"""The Debian packages of what we are compared with."""

WORKRAVE = """\
[org/workrave/gui/main-window]
enabled=false

[org/workrave/breaks/micro-pause]
enabled=false
"""
RSIBREAK = """\
[General]
AutoStart=false

[Notification Messages]
dont_show_welcome_again_for_001=false
"""


def unsit(folder: Path, environment: Mapping[str, str]) -> list[str]:
    """Prepare a home for our daemon, all drawn and checked; return how it is started."""
    python, around = own_python(folder / "python")
    program = Unsit(folder, {**environment, **around})
    program.settings(CALM)
    program.start()
    program.stop()
    assigned = [f"{name}={value}" for name, value in around.items()]
    return [tool("env"), *assigned, str(python), "-m", "unsit"]


def workrave(folder: Path, environment: Mapping[str, str]) -> list[str]:
    """Prepare a home for Workrave, whose settings are GSettings in a file."""
    _write(Path(environment["XDG_CONFIG_HOME"]) / "glib-2.0/settings/keyfile", WORKRAVE)
    return [tool("env"), "GSETTINGS_BACKEND=keyfile", _installed("workrave")]


def safeeyes(folder: Path, environment: Mapping[str, str]) -> list[str]:
    """Prepare a home for Safe Eyes, which looks for its folder at `~/.config` while it makes it."""
    for where in ("style", "plugins"):
        (Path(environment["XDG_CONFIG_HOME"]) / "safeeyes" / where).mkdir(parents=True)
    python = Path("/usr/bin/python3").resolve()
    copy = copied(python, folder / "python")
    (folder / "python/pyvenv.cfg").write_text(f"home = {python.parent}\n")
    path = "PYTHONPATH=/usr/lib/python3/dist-packages"
    _installed("xprintidle")
    return [tool("env"), path, str(copy), _installed("safeeyes")]


def rsibreak(folder: Path, environment: Mapping[str, str]) -> list[str]:
    """Prepare a home for RSIBreak."""
    _write(Path(environment["XDG_CONFIG_HOME"]) / "rsibreakrc", RSIBREAK)
    return [_installed("rsibreak")]


PROGRAMS: dict[str, Callable[[Path, Mapping[str, str]], list[str]]] = {
    "Unsit": unsit,
    "Workrave": workrave,
    "Safe Eyes": safeeyes,
    "RSIBreak": rsibreak,
}


def _installed(name: str) -> str:
    return installed(name, *PACKAGES)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
