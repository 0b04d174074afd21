"""The message buses, for a few questions each."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from unsit.core.language import N_, _
from unsit.desktop.linux.bus import DAEMON, Bus, BusError, session_address, system_address
from unsit.loop import Loop

ANSWER = 1.5
"""Seconds that anybody on a bus gets for an answer."""

NO_SESSION_BUS = N_("there is no session bus (DBUS_SESSION_BUS_ADDRESS is not set)")
IN_A_SESSION = N_("Run Unsit in a desktop session, or below `dbus-run-session`.")
LOG_IN = N_("Log out and in again, so that your session has its bus, and start Unsit there.")


@contextmanager
def session() -> Iterator[Bus]:
    """Give a place on the session's bus. Raises OSError in a plain sentence."""
    address = session_address()
    if address is None:
        raise OSError(_(NO_SESSION_BUS))
    with _open(address) as bus:
        yield bus


@contextmanager
def session_heard() -> Iterator[tuple[Bus, Loop]]:
    """Give a place on the session's bus, and the loop that hears what is told there. Raises OSError."""
    with closing(Loop()) as loop, closing(Bus(session_address() or "", loop)) as bus:
        yield bus, loop


@contextmanager
def system() -> Iterator[Bus]:
    """Give a place on the machine's bus. Raises OSError in a plain sentence."""
    with _open(system_address()) as bus:
        yield bus


def remedy() -> str:
    """Return what to do where the session's bus cannot be reached: it has no address, or is dead."""
    return _(IN_A_SESSION if session_address() is None else LOG_IN)


def owner(bus: Bus, name: str) -> str:
    """Return the unique name of whoever has a name, "" for nobody. Nobody is started by it."""
    try:
        return str(bus.ask(*DAEMON, "GetNameOwner", "s", (name,), ANSWER)[0])
    except BusError:
        return ""


def can_start(bus: Bus, name: str) -> bool:
    """Say whether the bus would start somebody for this name."""
    return name in bus.ask(*DAEMON, "ListActivatableNames", timeout=ANSWER)[0]


def program(bus: Bus, name: str) -> str:
    """Return what the program that has a name is called, "" where nobody says."""
    try:
        (pid,) = bus.ask(*DAEMON, "GetConnectionUnixProcessID", "s", (name,), ANSWER)
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except (BusError, OSError):
        return ""


@contextmanager
def _open(address: str) -> Iterator[Bus]:
    loop = Loop()
    try:
        bus = Bus(address, loop)
        try:
            yield bus
        finally:
            bus.close()
    finally:
        loop.close()
