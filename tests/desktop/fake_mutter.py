"""An idle monitor that keeps Mutter's word, with somebody before it who does as the test says.

As in Mutter: a watch for idleness rings whenever its time is reached, at once when it is reached
already; a watch for input rings once; all programs hear all rings; no watch for idleness rings while
an inhibitor holds, though the counter runs on. Its clock moves only when a test says so.
"""

from collections.abc import Callable
from itertools import count
from typing import Any

from unsit.desktop.linux.bus import DAEMON, Bus, BusError, Served
from unsit.desktop.linux.idlemonitor import NAME, NO_IDLE, PATH, PROPERTIES, SESSION, SESSION_PATH
from unsit.desktop.linux.served import Interface, Method, Property
from unsit.loop import Loop


class FakeSession:
    """A session manager that tells what is inhibited, and nothing else."""

    def __init__(self, bus: Bus) -> None:
        self._bus, self.inhibited = bus, 0

    def comes(self) -> None:
        """Take the name."""
        actions = Property("u", lambda: self.inhibited)
        manager = Interface(SESSION, properties={"InhibitedActions": actions})
        self._bus.export(SESSION_PATH, Served((manager,)))
        self._bus.ask(*DAEMON, "RequestName", "su", (SESSION, 0))

    def goes(self) -> None:
        """Let go of the name."""
        self._bus.ask(*DAEMON, "ReleaseName", "s", (SESSION,))

    def inhibits(self, actions: int) -> None:
        """Let programs keep the session from some actions (flags; 0 = from none)."""
        self.inhibited = actions
        body: tuple[Any, ...] = (SESSION, {"InhibitedActions": ("u", actions)}, [])
        self._bus.signal(SESSION_PATH, PROPERTIES, "PropertiesChanged", "sa{sv}as", body)


class FakeMutter:
    """The monitor. `log` is what it was asked, in order."""

    def __init__(self, address: str, loop: Loop, idle: int = 0) -> None:
        self.idle = idle
        """Milliseconds without input."""
        self.idle_watches: dict[int, int] = {}
        """What each waits for, in milliseconds."""
        self.input_watches: set[int] = set()
        self.log: list[str] = []
        self.refuses: set[str] = set()
        """Methods that are answered with an error."""
        self.first: dict[str, Callable[[], object]] = {}
        """What happens just before a method is answered the next time."""
        self._ids = count(1)
        self._loop = loop
        self.bus = Bus(address, loop)
        self.session = FakeSession(self.bus)
        self.bus.export(PATH, Served((self._monitor(),)))
        self.comes()

    # --- the shell ------------------------------------------------------------------------------------

    def comes(self) -> None:
        """Take the name."""
        self.bus.ask(*DAEMON, "RequestName", "su", (NAME, 0))

    def goes(self) -> None:
        """Be gone, and every watch with it."""
        self.idle_watches.clear()
        self.input_watches.clear()
        self.bus.ask(*DAEMON, "ReleaseName", "s", (NAME,))

    def manages_session(self) -> None:
        """Be a session manager as well."""
        self.session.comes()

    def inhibits(self, holds: bool, actions: int = NO_IDLE) -> None:
        """Let a program keep the session from being idle (or from something else), or no longer."""
        self.session.inhibits(actions if holds else 0)
        self._ring_for_idleness(-1)

    # --- the person -----------------------------------------------------------------------------------

    def types(self) -> None:
        """Touch a key."""
        self.idle = 0
        # Mutter's order is that of a hash table: newest first is the order that would show a mistake.
        for number in sorted(self.input_watches, reverse=True):
            self.rings(number)
        self.input_watches.clear()

    def rests(self, milliseconds: int) -> None:
        """Touch nothing for so long."""
        before, self.idle = self.idle, self.idle + milliseconds
        self._ring_for_idleness(before)

    def rings(self, number: int) -> None:
        """Tell everybody that a watch has rung."""
        self.bus.signal(PATH, NAME, "WatchFired", "u", (number,))

    def _ring_for_idleness(self, before: int) -> None:
        for number, wanted in sorted(self.idle_watches.items()):
            if before < wanted <= self.idle and not self.session.inhibited & NO_IDLE:
                self.rings(number)

    # --- what it answers ------------------------------------------------------------------------------

    def _monitor(self) -> Interface:
        methods = {
            "GetIdletime": Method("", "t", self._get_idletime),
            "AddIdleWatch": Method("t", "u", self._add_idle_watch),
            "AddUserActiveWatch": Method("", "u", self._add_input_watch),
            "RemoveWatch": Method("u", "", self._remove_watch),
        }
        return Interface(NAME, methods=methods, signals={"WatchFired": "u"})

    def _get_idletime(self) -> tuple[int]:
        self._consider("GetIdletime")
        return (self.idle,)

    def _add_idle_watch(self, milliseconds: int) -> tuple[int]:
        self._consider(f"AddIdleWatch {milliseconds}")
        number = next(self._ids)
        self.idle_watches[number] = milliseconds
        if milliseconds <= self.idle and not self.session.inhibited & NO_IDLE:
            # The answer goes out first; Mutter rings from its main loop, too.
            self._loop.soon(self.rings, number)
        return (number,)

    def _add_input_watch(self) -> tuple[int]:
        self._consider("AddUserActiveWatch")
        number = next(self._ids)
        self.input_watches.add(number)
        return (number,)

    def _remove_watch(self, number: int) -> None:
        self._consider("RemoveWatch")
        self.idle_watches.pop(number, None)
        self.input_watches.discard(number)

    def _consider(self, asked: str) -> None:
        self.log.append(asked)
        method = asked.split(maxsplit=1)[0]
        self.first.pop(method, lambda: None)()
        if method in self.refuses:
            raise BusError(f"{NAME}.Refused", "not today")
