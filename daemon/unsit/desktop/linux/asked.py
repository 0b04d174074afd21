"""Services of the session that are asked a question, to be answered by yes or no.

Rules of this room: a service is asked only while it is there, for nobody is to be started by us. A
change is told by a signal, and what holds then is asked for.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from unsit.desktop.linux.bus import Bus, BusError, Signal
from unsit.desktop.linux.properties import PROPERTIES
from unsit.desktop.linux.served import Values
from unsit.desktop.linux.votes import Votes
from unsit.loop import Loop, Timer

ASK_AGAIN = 120.0
"""Seconds; less than it takes to count as gone from the keys, so that a film is known by then."""


class Service(NamedTuple):
    """One who knows: a question that is answered by yes or no, and what tells of a change."""

    name: str
    path: str
    interface: str
    question: str
    signature: str
    body: Values
    told_by: tuple[str, ...]
    keeps_its_word: bool = True
    """Whether each change is told; if not, it is asked again, until something was told after all."""


class Asked:
    """Services that know the same thing: the first of them that is there is asked."""

    def __init__(
        self, bus: Bus, loop: Loop, votes: Votes, voter: str, services: Sequence[Service]
    ) -> None:
        self._bus, self._loop, self._services = bus, loop, services
        self._votes, self._voter = votes, voter
        self._owners: dict[str, str] = {}
        """Who has the names that have been looked up so far; "" is nobody."""
        self._question = 0
        self._tells = False
        """Whether a signal has come, so that more may be expected."""
        self._again: Timer | None = None
        votes.expects(voter)
        self._undo = [undo for service in services for undo in self._listen(service)]

    def close(self) -> None:
        """Ask for nothing any more."""
        self._ask_no_more()
        for undo in self._undo:
            undo()

    def _listen(self, service: Service) -> list[Callable[[], None]]:
        hear = partial(self._bus.subscribe, self._changed, path=service.path, sender=service.name)
        return [
            self._bus.watch_name(service.name, partial(self._owned, service.name)),
            *(hear(interface=service.interface, member=member) for member in service.told_by),
            hear(interface=PROPERTIES, member="PropertiesChanged", arg0=service.interface),
        ]

    def _owned(self, name: str, owner: str) -> None:
        self._owners[name] = owner
        self._tells = False
        self._ask()

    def _changed(self, signal: Signal) -> None:
        self._tells = True
        self._ask()

    def _ask(self) -> None:
        self._question += 1
        self._ask_no_more()
        if len(self._owners) < len(self._services):
            return  # a better one to ask may yet be found
        there = [service for service in self._services if self._owners[service.name]]
        if not there:
            self._votes.hears(self._voter, False)
            return
        first = there[0]
        self._bus.call(
            self._owners[first.name],
            first.path,
            first.interface,
            first.question,
            first.signature,
            first.body,
            partial(self._answered, self._question),
        )
        if not (first.keeps_its_word or self._tells):
            self._again = self._loop.later(ASK_AGAIN, self._ask)

    def _ask_no_more(self) -> None:
        if self._again is not None:
            self._again.cancel()
            self._again = None

    def _answered(self, question: int, problem: BusError | None, body: tuple[Any, ...]) -> None:
        if question == self._question:
            self._votes.hears(self._voter, body == (True,))
