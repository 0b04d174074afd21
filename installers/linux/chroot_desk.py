"""What happens inside the chroot: ``python3 chroot_desk.py FOLDER COMMAND...`` starts a desktop, and Unsit.

With COMMAND alone (`--tray`) it ends once the tray item is there; else it also asks the doctor, plays a
stretch, waits for a whole reminder, and leaves a picture of each in FOLDER. Each thing that was seen is
one line on stdout; the first that does not come ends it with exit code 1 and a sentence.

Rules of this file: the standard library only, for the Python of whichever Debian; nothing of the package
is imported, since it is tried as people have it: by its command.
"""

import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

PATIENCE = 60.0
"""Seconds for what takes one or two, on a machine that is busy with something else."""
SET_UP = 500.0
"""Seconds for a start that has to fetch a hundred megabytes first."""
PANEL = """\
<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="30"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="systray"/>
  </property>
</channel>
"""
SETTINGS = """\
[sitting]
remind_after = "3 s"

[reminder]
open_window = "at once"
hold_for = []
"""
WATCHER = "org.kde.StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
Found = TypeVar("Found")


class MissingError(Exception):
    """Something that was to come did not; the text is the sentence."""


def until(what: str, look: Callable[[], Found], patience: float = PATIENCE) -> Found:
    """Return what `look` finds, once it is something. Raises MissingError after so many seconds."""
    end = time.monotonic() + patience
    while not (found := look()):
        if time.monotonic() > end:
            raise MissingError(f"{what} did not come within {patience:g} s")
        time.sleep(0.05)
    return found


@contextmanager
def started(folder: Path, *command: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a program, what it says in a log in `folder`; end it afterwards."""
    with (
        (folder / f"{Path(command[0]).name}.log").open("ab") as log,
        subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL) as child,
    ):
        try:
            yield child
        finally:
            child.terminate()


def display(stack: ExitStack, folder: Path) -> None:
    """Start an X server and name it in DISPLAY."""
    told, tell = os.pipe()
    os.set_inheritable(tell, True)
    with (folder / "Xvfb.log").open("wb") as log:
        command = ("Xvfb", "-displayfd", str(tell), "-screen", "0", "1280x800x24")
        server = subprocess.Popen(command, pass_fds=(tell,), stdout=log, stderr=log)
    stack.callback(server.terminate)
    os.close(tell)
    with os.fdopen(told) as number:
        os.environ["DISPLAY"] = f":{number.readline().strip()}"


def bus(stack: ExitStack) -> None:
    """Start a session bus and name it in DBUS_SESSION_BUS_ADDRESS."""
    command = ("dbus-daemon", "--session", "--nofork", "--print-address=1")
    daemon = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    stack.callback(daemon.terminate)
    assert daemon.stdout is not None
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = daemon.stdout.readline().decode().strip()


def desk(stack: ExitStack, folder: Path) -> None:
    """Start a desktop: a display, a bus, a panel with a tray, notifications."""
    run = Path.home() / "run"
    run.mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(run)
    settings = Path.home() / ".config/xfce4/xfconf/xfce-perchannel-xml"
    settings.mkdir(parents=True)
    (settings / "xfce4-panel.xml").write_text(PANEL)
    display(stack, folder)
    bus(stack)
    stack.enter_context(started(folder, "dunst"))
    stack.enter_context(started(folder, "xfce4-panel"))
    until("the panel's tray", lambda: asked(WATCHER, "/StatusNotifierWatcher", WATCHER, "Items"))


def asked(name: str, path: str, interface: str, what: str) -> str:
    """Return a property of something on the bus as dbus-send prints it; "" when there is none."""
    key = {"Items": "RegisteredStatusNotifierItems"}.get(what, what)
    command = ["dbus-send", "--session", "--print-reply", f"--dest={name}", path]
    command += ["org.freedesktop.DBus.Properties.Get", f"string:{interface}", f"string:{key}"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def item() -> str:
    """Return the tray item that calls itself unsit, as the panel knows it; "" = none."""
    for known in re.findall(
        r'string "(.+)"', asked(WATCHER, "/StatusNotifierWatcher", WATCHER, "Items")
    ):
        name, slash, path = known.partition("/")
        if 'string "unsit"' in asked(name, slash + path or "/StatusNotifierItem", ITEM, "Id"):
            return str(known)
    return ""


def window(name: str) -> str:
    """Return a window that is shown and has this in its name; "" = none."""
    command = ("xdotool", "search", "--onlyvisible", "--name", name)
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def picture(file: Path) -> None:
    """Take a picture of the display."""
    from PIL import ImageGrab  # python3-pil, which the package brings

    ImageGrab.grab(xdisplay=os.environ["DISPLAY"]).save(file)


def unsit(*words: str) -> str:
    """Run a verb; return what it printed. Raises MissingError when it fails."""
    done = subprocess.run(("unsit", *words), capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr + done.stdout).strip()
        raise MissingError(f"unsit {' '.join(words)} ended with {done.returncode}: {said}")
    return done.stdout.strip()


def tray(stack: ExitStack, folder: Path, command: list[str]) -> None:
    """Start Unsit and wait for its tray item."""
    begun = time.monotonic()
    stack.enter_context(started(folder, *command))
    known = until("the tray item", item, PATIENCE if command == ["unsit"] else SET_UP)
    print(f"the tray item is there after {time.monotonic() - begun:.1f} s: {known}", flush=True)


def stretch(folder: Path) -> None:
    """Play a stretch and look at its window."""
    begun = time.monotonic()
    unsit("stretch", "pigeon")
    until("the session window", lambda: window("Pigeon"))
    print(f"the session window is there after {time.monotonic() - begun:.1f} s", flush=True)
    time.sleep(1.0)  # for the eyes that look at the picture: its words fade in
    picture(folder / "session.png")
    unsit("session", "stop")
    until("the end of the session", lambda: not window("Pigeon"))


def sit() -> None:
    """Let three seconds of sitting be enough for a reminder, and begin to sit."""
    (Path.home() / ".config/unsit/settings.toml").write_text(SETTINGS)
    subprocess.run(("xdotool", "mousemove_relative", "30", "30"), check=False)


def reminder(folder: Path) -> None:
    """Wait for the reminder; its window opens by itself."""
    until("a reminder and its window", lambda: window(" – "))
    print("three seconds of sitting brought a reminder, and it opened its window", flush=True)
    time.sleep(1.0)
    picture(folder / "reminder.png")
    unsit("session", "stop")


def main(arguments: list[str]) -> int:
    """Do it; return the exit code."""
    only_tray = arguments[:1] == ["--tray"]
    folder, command = Path(arguments[only_tray]), shlex.split(arguments[only_tray + 1])
    with ExitStack() as stack:
        try:
            desk(stack, folder)
            tray(stack, folder, command)
            if not only_tray:
                stretch(folder)
                sit()
                print("unsit doctor:", unsit("doctor"), sep="\n", flush=True)
                reminder(folder)
                unsit("quit")
        except MissingError as missing:
            print(missing, file=sys.stderr)
            if not only_tray:
                subprocess.run(("unsit", "why"), stdout=sys.stderr, check=False)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
