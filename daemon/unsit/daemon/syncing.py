"""The clock shared with other machines: a child that talks to the broker, fed and listened to.

Rules of this room: a broker that is lost changes nothing here; it is looked for by the child, and said
in the log and by `unsit doctor`. What another machine says and is not understood is said once a machine.
"""

import logging
import os
import sys
from typing import Any

from unsit import places
from unsit.core import elsewhere
from unsit.core import events as ev
from unsit.core.language import N_, _
from unsit.core.machines import Machine
from unsit.core.rules import SyncRules
from unsit.core.value import asdict, replace
from unsit.daemon.child import Child
from unsit.daemon.daemon import Daemon
from unsit.loop import Timer

log = logging.getLogger(__name__)

NAME = N_("What shares the sitting clock")

FIRST_WAIT, LONGEST_WAIT = 5.0, 300.0
"""Seconds until a child that crashed is started anew: at first, and after many in vain."""
MOST = 16
"""How many other machines are listened to."""
DIFFERENT = 2.0
"""Seconds by which a clock must differ from what was said of it to be said anew."""
ENDED: dict[str, Any] = {"event": "ended"}


def command() -> list[str]:
    """Return the command line of the child."""
    return [sys.executable, "-m", "unsit.sync"]


class SyncDoor:
    """Shares the clock of a daemon where the settings want it."""

    def __init__(self, daemon: Daemon) -> None:
        self._daemon = daemon
        self._rules = SyncRules()
        self._child: Child | None = None
        self._machines: dict[str, Machine] = {}
        self._offline: set[str] = set()
        self._odd: set[str] = set()
        self._shape: object = None
        self._wait = FIRST_WAIT
        self._timer: Timer | None = None
        self.word = ""
        """How it stands with the broker, as half a sentence; "" = the clock is not shared."""
        self.lost = False

    def follow(self) -> None:
        """Do as the settings say now."""
        rules = self._daemon.prepared.settings.sync
        if rules == self._rules:
            return
        self._rules = rules
        self.close()
        self._machines.clear()
        self._tell_the_core()
        if rules.mqtt:
            self._open()

    def show(self) -> None:
        """Say how this machine stands, when that is news."""
        if self._child is None or not self._child.open:
            return
        event = self._daemon.now(ev.Ticked)
        rules = self._daemon.setup.rules
        said = elsewhere.said(self._name(), self._daemon.day, event, rules)
        origin = said.sat - (event.at if said.runs else 0.0)
        shape = replace(said, sat=0.0, heard=0.0), origin
        if not _same(shape, self._shape):
            self._shape = shape
            self._child.write(elsewhere.as_json(said, event))

    def close(self) -> None:
        """Let the child go. May be called twice."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._child is not None:
            self._child.close()
        self._child, self._shape, self.word, self.lost = None, None, "", False

    def _open(self) -> None:
        self._timer, self._shape = None, None
        first = {**asdict(self._rules), "machine": _machine_id(), "name": self._name()}
        self.word = _("looking for {broker}").format(broker=_shown(self._rules.mqtt))
        try:
            self._child = Child(
                self._daemon.loop,
                command(),
                first,
                self._hear,
                dict(os.environ),
                name=NAME,
                stopped=ENDED,
            )
        except OSError as problem:
            sentence = _("The sitting clock cannot be shared: {problem}.")
            self._daemon.complain(sentence.format(problem=problem))
        else:
            self.show()

    def _hear(self, line: dict[str, Any]) -> None:
        match line["event"]:
            case "connected":
                self._wait = FIRST_WAIT
                shared = _("shared by {broker}").format(broker=_shown(self._rules.mqtt))
                self.word, self.lost = shared, False
            case "lost":
                words = _("{broker}: {problem}")
                broker = _shown(self._rules.mqtt)
                self.word = words.format(broker=broker, problem=line["reason"])
                self.lost = True
                words = _("the sitting clock is not shared for now: {problem}")
                log.warning("%s", words.format(problem=self.word))
            case "said":
                self._said(line["machine"], line["said"], line["fresh"])
            case "online":
                self._is_online(line["machine"], line["online"])
            case "failed":
                self._failed(line["reason"], again="final" not in line)

    def _said(self, machine: str, said: Any, fresh: bool) -> None:
        if machine not in self._machines and len(self._machines) >= MOST:
            return
        event = self._daemon.now(ev.Ticked)
        try:
            heard = elsewhere.from_json(said, event, fresh)
        except ValueError as problem:
            if machine not in self._odd:
                self._odd.add(machine)
                log.warning("what the machine %.40s says is left out: %s", machine, problem)
            return
        self._machines[machine] = heard
        if fresh:
            self._offline.discard(machine)
        self._tell_the_core()

    def _is_online(self, machine: str, online: bool) -> None:
        if online:
            self._offline.discard(machine)
        else:
            self._offline.add(machine)
        self._tell_the_core()

    def _tell_the_core(self) -> None:
        machines = tuple(
            elsewhere.gone(said) if name in self._offline else said
            for name, said in sorted(self._machines.items())
        )
        if machines != self._daemon.day.machines:
            self._daemon.happen(self._daemon.now(ev.Elsewhere, machines))

    def _failed(self, reason: str, again: bool) -> None:
        self._child, self.lost, self.word = None, True, reason.rstrip(".。")
        self._daemon.complain(reason)
        if not again:
            return  # it would only fail again, until the settings are others
        self._timer = self._daemon.loop.later(self._wait, self._open)
        self._wait = min(LONGEST_WAIT, self._wait * 4)

    def _name(self) -> str:
        return self._rules.name or _machine_id()


def _same(one: Any, other: Any) -> bool:
    if other is None or one[0] != other[0]:
        return False
    return bool(abs(one[1] - other[1]) < DIFFERENT)


def _shown(address: str) -> str:
    """Return the address of a broker without the name and the password in it."""
    scheme, __, rest = address.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def _machine_id() -> str:
    """Return the word by which this machine is known, made up when it is first asked for."""
    path = places.state_dir() / "machine"
    try:
        known = path.read_text("ascii").strip()
    except (OSError, UnicodeError):
        known = ""
    if known.isalnum() and len(known) <= 32:
        return known
    made_up = os.urandom(4).hex()
    try:
        places.write_whole(path, made_up + "\n")
    except OSError as problem:
        log.warning("%s: %s", _("the name of this machine cannot be kept"), problem)
    return made_up
