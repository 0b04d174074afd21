"""Who can tell whether somebody is at the keys? Each source is opened for a moment, the best first.

To answer is not enough: a counter that stands still would never let anybody be idle, so it is read
twice. A Wayland compositor has no counter to be read; there an answer has to do.
"""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from importlib import import_module
from typing import Any, NamedTuple

from unsit.core.events import Event, Idle, Input
from unsit.core.language import N_, _
from unsit.desktop import Presence, Tell
from unsit.desktop.linux.bus import BusError
from unsit.desktop.linux.presence import FORCED
from unsit.doctor import buses, daemon
from unsit.doctor.findings import Finding
from unsit.loop import Loop

AT_ONCE = 0.001
"""Seconds without input after which a counter is asked to say so: its reading comes with that."""
BETWEEN = 0.3
"""Seconds between two readings."""
SOON = 0.1
PATIENCE = 1.0
"""Seconds that a source gets to say what it was asked."""

MUTTER = ("org.gnome.Mutter.IdleMonitor", "/org/gnome/Mutter/IdleMonitor/Core")

MOVES = N_("{source} answers and moves")
ANSWERS = N_("{source} answers")
STANDS_STILL = N_("{source}: it answers, but stands still")

NO_DISPLAY = N_("Run Unsit inside a desktop session, where DISPLAY or WAYLAND_DISPLAY is set.")
NO_PROTOCOL = N_(
    "Use a desktop that tells programs of idleness (ext-idle-notify, GNOME, or any on X11); fixed "
    "`times` in the settings work without."
)
NO_SERVER = N_("See that DISPLAY and XAUTHORITY are those of the session you sit at.")
STILL = N_("Log out and in again; if it stays so, use fixed `times` in the settings.")
UNFORCE = N_("Start the daemon without {variable}, or with one of these.")

Opener = Callable[[Loop, Tell, float], Presence]


class Source(NamedTuple):
    """One way to see somebody: its class, and how it is found out that what it tells is true."""

    name: str
    module: str
    kind: str
    on_bus: bool
    """Whether it lives on the session bus, which is its first argument then."""
    look: Callable[[Opener], tuple[str, str]]
    """Opens it; returns what it calls itself and how it did. Raises OSError in a plain sentence."""


def check() -> Finding:
    """Try the sources in the daemon's order."""
    refused, still = [], False
    for source in SOURCES:
        try:
            name, how = _look(source)
        except OSError as problem:
            # Translators: what could not be asked, and why not.
            words = _("{source}: {problem}").format(source=_(source.name), problem=problem)
            refused.append(words)
            continue
        said = _(how).format(source=_(name or source.name))
        if how != STANDS_STILL:
            return _seen(said, refused)
        refused.append(said)
        still = True
    return _unseen(refused, still)


def _seen(first: str, refused: list[str]) -> Finding:
    """Tell who sees, and that the daemon was told to ask somebody whom it does not know."""
    slips = daemon.reasons(FORCED, daemon.word())
    return Finding(
        True,
        "\n".join((first, *slips, *refused)),
        _(UNFORCE).format(variable=FORCED) if slips else "",
    )


def _unseen(refused: list[str], still: bool) -> Finding:
    source = daemon.sees_by(daemon.word())
    if source:
        words = _("not seen from here, but the daemon sees you by {source}")
        return _seen(words.format(source=_(source)), [])
    detail = "\n".join((_("nobody can be seen at the keys"), *refused))
    if still:
        return Finding(False, detail, _(STILL))
    if os.environ.get("WAYLAND_DISPLAY"):
        return Finding(False, detail, _(NO_PROTOCOL))
    return Finding(False, detail, _(NO_SERVER if os.environ.get("DISPLAY") else NO_DISPLAY))


def _look(source: Source) -> tuple[str, str]:
    if not source.on_bus:
        return source.look(partial(_open, source))
    with buses.session() as bus:
        return source.look(partial(_open, source, bus))


def _open(source: Source, *given: Any) -> Presence:
    """Load a source's class, now that it is wanted, and open it. Raises OSError."""
    try:
        kind = getattr(import_module(source.module), source.kind)
    except ImportError as problem:
        raise OSError(_("it cannot be loaded ({problem})").format(problem=problem)) from problem
    opened: Presence = kind(*given)
    return opened


# --- how each is put to the test ------------------------------------------------------------------


def _wayland(opens: Opener) -> tuple[str, str]:
    """Open it; that it can be opened means that the compositor has answered."""
    if not os.environ.get("WAYLAND_DISPLAY"):
        raise OSError(_("this is no Wayland session (WAYLAND_DISPLAY is not set)"))
    with _opened(opens, SOON) as (name, loop, told):
        _turn(loop, PATIENCE / 2, lambda: any(isinstance(event, Idle) for event in told))
        return name, MOVES if any(isinstance(event, Idle) for event in told) else ANSWERS


def _mutter(opens: Opener) -> tuple[str, str]:
    """Open it, and read the monitor's own count twice."""
    with _opened(opens, PATIENCE) as (name, __, ___), buses.session() as bus:

        def idle() -> int:
            monitor, path = MUTTER
            try:
                (milliseconds,) = bus.ask(monitor, path, monitor, "GetIdletime", timeout=PATIENCE)
            except BusError as refusal:
                words = _("the idle monitor refuses to be read: {problem}")
                raise OSError(words.format(problem=refusal)) from refusal
            return int(milliseconds)

        first = idle()
        threading.Event().wait(BETWEEN)
        return name, MOVES if idle() != first else STANDS_STILL


def _x11(opens: Opener) -> tuple[str, str]:
    """Open it twice: each time it tells what the counter says, or that it was just set back."""
    name, first = _x11_idle(opens)
    if first is not None:
        threading.Event().wait(BETWEEN)
        name, second = _x11_idle(opens)
        if second is not None and abs(second - first) < AT_ONCE:
            return name, STANDS_STILL
    return name, MOVES


def _x11_idle(opens: Opener) -> tuple[str, float | None]:
    """Return its name and the counter in seconds; None when input came just now and it grew since."""
    with _opened(opens, AT_ONCE) as (name, loop, told):
        _turn(loop, PATIENCE, lambda: any(isinstance(event, Idle) for event in told))
        idle = next((event for event in told if isinstance(event, Idle)), None)
        if idle is None:
            return name, 0.0  # it stands at zero, or somebody types without a pause
        if any(isinstance(event, Input) for event in told):
            return name, None
        return name, idle.at - idle.since


@contextmanager
def _opened(opens: Opener, idle_after: float) -> Iterator[tuple[str, Loop, list[Event]]]:
    told: list[Event] = []
    with closing(Loop()) as loop, closing(opens(loop, told.append, idle_after)) as presence:
        yield getattr(presence, "source", ""), loop, told


def _turn(loop: Loop, seconds: float, done: Callable[[], bool]) -> None:
    end = loop.waking() + seconds
    while not done() and (left := end - loop.waking()) > 0:
        loop.once(left)


ROOM = "unsit.desktop.linux"
SOURCES = (
    Source("Wayland", f"{ROOM}.wayland", "WaylandPresence", False, _wayland),
    Source(N_("GNOME's idle monitor"), f"{ROOM}.mutter", "MutterPresence", True, _mutter),
    Source(N_("X11's idle counter"), f"{ROOM}.x11", "X11Presence", False, _x11),
)
"""The daemon's order; Wayland's source tries its own protocols, the newest first."""
