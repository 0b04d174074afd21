"""The machine we sit at: what the daemon asks of a desktop, whatever system it is.

Every port is used from the loop's thread only, must return at once (a hung panel or server must
never hold up the daemon), and tells what happened by calling back, also from the loop's thread.
A constructor raises OSError with a plain reason when its part of the desktop is not there; after
that nothing here raises.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from unsit import places
from unsit.core.events import Event
from unsit.core.language import _
from unsit.core.menu import Entry, Request
from unsit.core.value import Value
from unsit.loop import Loop

Tell = Callable[[Event], None]
Answer = Callable[[str, str], None]
"""What became of a notice: the key of the action (or "default", or "closed" when the person closed it,
or "expired" when it went by itself), and an activation token ("" when the desktop gave none) that
lets the window opened by it take the focus."""

Entries = Callable[[], Sequence[Entry]]
"""The menu as things stand at the moment of asking."""

Choose = Callable[[Request, str], object]
"""What was chosen in the menu, and an activation token ("" when the desktop gave none).

A tray that can tell chooses `core.menu.OPENED` when the menu opens."""

Lost = Callable[[str], None]
"""Tells that a part of the desktop has gone, and why, in a sentence without a full stop."""

Pixmap = tuple[int, int, bytes]
"""Width, height (pixels) and ARGB32 in network byte order, rows from the top."""


class Notice(Value):
    """A desktop notification. `key` is ours: a notice with the same key replaces the one before."""

    key: str
    title: str
    body: str
    actions: tuple[tuple[str, str], ...] = ()
    default: str | None = None
    """What a click on the notice itself means, in words; None = nothing."""
    urgency: int = 1
    """0 low, 1 normal, 2 critical, as in the Desktop Notifications Specification."""
    expires: float | None = None
    """Seconds until we withdraw it ourselves; None = it stays until answered."""


class Playback(Value):
    """Where a session is, for a remote: one step of it is what a track is to a player of music."""

    pose: str
    words: str
    """The instruction of the step."""
    track: int
    """The place of the step in the session, from 0."""
    length: float
    """Seconds that the step takes; it says nothing where the step waits."""
    into: float
    """Seconds of it that had been played by `at` (`Loop.at`); it goes on unless `paused` or `waits`."""
    at: float
    paused: bool = False
    waits: bool = False
    """Whether it waits to be told that the person is ready."""


class AtLogin(Value):
    """Whether Unsit is started at login, by which file ("" = none), and by which program."""

    on: bool
    file: str
    program: str = ""
    broken: bool = False
    """Whether the file starts nothing as it is: it names nothing that is there, or there is `mending` to do."""
    also: str = ""
    """Another file that starts it as well."""
    elsewhere: str = ""
    """The name of this desktop, when the file is only for others."""
    theirs: bool = False
    """Whether the person wrote the file: it is left as it is."""
    line: str = ""
    """The line that starts it, where the file is the configuration of a window manager."""
    doubtful: bool = False
    """Whether it cannot be seen that what is started is Unsit; `program` is the whole command then."""
    opening: str = ""
    """The command that opens the file, or a folder, to us where it may not be read: nothing is known then."""
    mending: str = ""
    """The command that has the desktop heed the file, which it passes over as it is."""

    def says(self, shown: Callable[[Path], object] = str) -> str:
        """Return how it stands, in half a sentence; `shown` writes a path."""
        if not self.file:
            return _("it is not started at login")
        return self._words().format(
            file=shown(Path(self.file)),
            program=self.program,
            desktop=self.elsewhere,
            also=shown(Path(self.also)),
            command=self.opening,
        )

    def _words(self) -> str:
        if self.opening:
            return _("{file} may not be read: `{command}` mends that")
        if self.elsewhere:
            return _("{file} says that it is not for this desktop, {desktop}")
        if not self.on:
            return _("{file} says that it is not to be started")
        if not self.program:
            return _("{file} names no program")
        if self.mending:
            return _("{file} may not be run, so it starts nothing")
        if self.broken:
            return _("{file} starts {program}, which is not there")
        if self.also:
            return _("{file} starts {program}, and {also} starts it, too")
        return _("{file} starts {program}")


class ByHand(Value):
    """A line that a desktop wants in its own configuration, where it starts nothing by itself."""

    file: str
    line: str
    where: str
    """The sentence that says where it belongs."""
    origin: str = ""
    """What the file is to be a copy of."""

    def says(self, shown: Callable[[Path], object] = str) -> str:
        """Return that sentence; `shown` writes a path."""
        file, origin = shown(Path(self.file)), shown(Path(self.origin))
        return _(self.where).format(file=file, origin=origin, line=self.line)


class StillStartedError(OSError):
    """What Unsit could end is ended, and something else starts it: what, and what ends that, in whole sentences."""


class Autostart(Protocol):
    """Has Unsit started at login, or no more."""

    def state(self) -> AtLogin:
        """Return how it stands."""

    def on(self) -> None:
        """Have it started from the next login on. Raises OSError when that cannot be written."""

    def off(self) -> None:
        """Have it started no more. Raises OSError when it cannot be, StillStartedError when more is to be ended."""

    def mend(self) -> bool:
        """Put right what Unsit wrote itself and what starts nothing any more; say whether it did.

        What is not there is never made. Raises OSError when it cannot be written.
        """

    def by_hand(self) -> ByHand | None:
        """Return the line that this desktop wants in its own configuration; None where it wants none, or has it."""


class Presence(Protocol):
    """Tells `Input`, `Idle`, `Lull` and `Blind`; the present state once, soon after the start.

    `source` names what it listens to, in words for people.
    """

    source: str

    def watch(self, idle_after: float) -> None:
        """Use another threshold (seconds without input)."""

    def look_again(self) -> None:
        """Tell `Input` at the very next input, however recent the last: the machine just woke."""

    def await_lull(self, seconds: float) -> None:
        """Tell `Lull` once, as soon as there has been no input for so long: at once where that is
        so already. Asking again takes the place of what was asked before.
        """

    def close(self) -> None:
        """Stop telling. May be called twice."""


class Signs(Protocol):
    """Tells `Signalled`: what goes on besides input. Nothing is looked at unless it is followed."""

    def follow(self, kinds: frozenset[str]) -> None:
        """Follow these signs (of `core.signs`) and let go of all others.

        Tells what holds of them as soon as each has answered (a source that does not answer in a
        second counts as a no), and again at each change. No kinds: nothing is told any more.
        """

    def close(self) -> None:
        """Stop telling. May be called twice."""


class Power(Protocol):
    """Tells `Locked`, `Unlocked`, `Slept` and `Woke`."""

    def close(self) -> None:
        """Stop telling. May be called twice."""


class Notifier(Protocol):
    """Shows notices."""

    def show(self, notice: Notice, answer: Answer) -> None:
        """Show a notice, in place of the one with the same key."""

    def withdraw(self, key: str) -> None:
        """Take a notice back; unknown keys are fine, and nothing is answered."""

    def close(self) -> None:
        """Withdraw everything. May be called twice."""


class Tray(Protocol):
    """The icon in the tray and its menu."""

    def show(self, face: str, tip: str) -> None:
        """Show a face (see `core.status.FACES`) and a tooltip."""

    def refresh(self) -> None:
        """Say that the menu may have changed."""

    def close(self) -> None:
        """Take the icon away. May be called twice."""


class Remote(Protocol):
    """What leads through a session from afar: media keys, headset buttons, phone remotes."""

    def show(self, playback: Playback) -> None:
        """Show where the session is."""

    def close(self) -> None:
        """Be led by nobody any more. May be called twice."""


class Awake(Protocol):
    """Keeps the screen from going dark, until closed. It looks like input to nobody."""

    def close(self) -> None:
        """Let it go dark as it wants. May be called twice."""


class Desktop(Protocol):
    """All the parts of one desktop. Each may be opened again once it was lost or closed, and raises
    OSError when it is not there. `lost` is called once, from the loop, when an open part is gone by
    itself; the part is then closed, and asks to be opened anew when there is something to open.
    """

    def run(self, life: Callable[[], object]) -> None:
        """Run the loop's life (until it is stopped, and what it does at its end) and return then: here
        and now, or in another thread where the system wants the main one. Raises what it raises.
        """

    def presence(self, tell: Tell, idle_after: float, lost: Lost) -> Presence:
        """Open what sees somebody at the keys (`idle_after` in seconds)."""

    def power(self, tell: Tell, lost: Lost) -> Power:
        """Open what knows of sleep and of the lock."""

    def signs(self, tell: Tell, lost: Lost) -> Signs:
        """Open what tells of calls, films and the like."""

    def notifier(self, on_server: Callable[[bool], object], lost: Lost) -> Notifier:
        """Open what shows notices; `on_server` is told whether anybody would see them."""

    def tray(
        self, entries: Entries, choose: Choose, on_host: Callable[[bool], object], lost: Lost
    ) -> Tray:
        """Open the tray; `on_host` is told whether any panel shows our icon."""

    def remote(self, command: Callable[[str], object], lost: Lost) -> Remote:
        """Open what leads through a session, for as long as one is open; `command` is told pause (which
        goes on as well), next, back or stop.
        """

    def awake(self) -> Awake:
        """Keep the screen awake; what held is let go of by a crash of ours, too."""

    def reasons(self) -> Sequence[tuple[str, str]]:
        """Return what was tried and not there: what it was, and a sentence why."""

    def close(self) -> None:
        """Let go of what the parts share. May be called twice."""


def here(loop: Loop) -> Desktop:
    """Return the desktop we run on."""
    if sys.platform == "linux":
        from unsit.desktop.linux.desk import LinuxDesktop

        return LinuxDesktop(loop)
    if sys.platform == "win32":
        from unsit.desktop.windows.desk import WindowsDesktop

        return WindowsDesktop(loop)
    if sys.platform == "darwin":
        from unsit.desktop.macos.desk import MacDesktop

        return MacDesktop(loop)
    from unsit.desktop.portable import PortableDesktop

    return PortableDesktop()


def autostart() -> Autostart | None:
    """Return what starts Unsit at login on this system, None where that is not known."""
    if sys.platform == "linux":
        from unsit.desktop.linux.autostart import LinuxAutostart

        return LinuxAutostart(_program())
    if sys.platform == "win32":
        from unsit.desktop.windows.autostart import WindowsAutostart

        return WindowsAutostart(_program())
    if sys.platform == "darwin":
        from unsit.desktop.macos.autostart import MacAutostart

        return MacAutostart(_program())
    return None


def refusal(problem: OSError) -> str:
    """Return what is said of an `Autostart` that could not do as it was asked."""
    if isinstance(problem, StillStartedError):
        return str(problem)
    return _("That could not be done: {problem}.").format(problem=places.why(problem))


def _program() -> list[str]:
    """Return the command line of this very Unsit."""
    if sys.platform == "win32":
        return _without_console(Path(sys.executable))
    if image := places.appimage():
        return [image]  # where it is mounted now is gone after this run
    beside = Path(sys.executable).with_name("unsit")
    return [str(beside)] if beside.exists() else [sys.executable, "-m", "unsit"]


def _without_console(python: Path) -> list[str]:
    """Return the command line of a Unsit on Windows that has no console, which would be seen all day."""
    ours, plain = python.with_name("unsitw.exe"), python.with_name("pythonw.exe")
    if ours.exists():
        return [str(ours)]
    return [str(plain if plain.exists() else python), "-m", "unsit"]
