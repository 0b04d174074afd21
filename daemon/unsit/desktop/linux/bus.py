"""Our place on a D-Bus message bus: calls out, signals in, objects served, names watched.

Rules of this room: everything is called from the loop's thread. Nothing waits except `ask` and the
constructor, both with a time limit. A message that cannot be read is passed over. Once the bus is
lost nothing raises but `ask`: calls are answered with an error, signals go nowhere, and `on_lost`
is told once. What is asked for can be taken back: from then on nothing more of it is told, not even
what has come in already.
"""

import itertools
from collections.abc import Callable
from functools import partial
from typing import TypeGuard

from unsit.core.language import _
from unsit.desktop.linux.address import places, session_address, system_address
from unsit.desktop.linux.connection import Connection, Reply
from unsit.desktop.linux.listening import Signal, Subscription, Undo, Watched, Watcher
from unsit.desktop.linux.message import Kind, Message
from unsit.desktop.linux.served import BusError, Call, Served, Shelf, Values
from unsit.loop import Loop

__all__ = ["Bus", "BusError", "Served", "Signal", "Undo", "session_address", "system_address"]

DAEMON = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
"""Name, path and interface of the bus itself."""

FAILED = "org.freedesktop.DBus.Error.Failed"


class Bus:
    """A place on a bus. Values are in the form that `served` describes."""

    def __init__(
        self, address: str, loop: Loop, on_lost: Callable[[], object] | None = None
    ) -> None:
        """Connect and say hello; OSError with a plain reason when that cannot be done."""
        self._loop = loop
        self._numbers = itertools.count()
        """Each thing that was asked for has a number, by which it is taken back."""
        self._subscriptions: dict[int, Subscription] = {}
        self._names: dict[str, Watched] = {}
        self._shelf = Shelf()
        try:
            self._connection = Connection(places(address), loop, self._heard, on_lost)
        except OSError as problem:
            reason = problem.strerror or problem
            words = _("the message bus at {address} cannot be reached: {problem}")
            raise OSError(words.format(address=address, problem=reason)) from problem
        self.name = self._hello()
        """Our unique name, such as ``:1.42``."""

    @property
    def lost(self) -> bool:
        """Whether the connection is over, by us or by the bus."""
        return self._connection.lost

    def call(
        self,
        destination: str,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        body: Values = (),
        reply: Reply | None = None,
    ) -> None:
        """Call a method; `reply(error, values)` comes from the loop, with values () on an error."""
        message = _call(destination, path, interface, member, signature, body)
        if reply is None:
            self._connection.post(message._replace(no_reply=True))
        else:
            self._connection.request(message, reply)

    def ask(
        self,
        destination: str,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        body: Values = (),
        timeout: float = 2.0,
    ) -> Values:
        """Call a method and wait for its values: for the start and for tools, not for callbacks.

        Raises BusError when refused, TimeoutError after `timeout` seconds, ConnectionError when
        the bus is gone.
        """
        message = _call(destination, path, interface, member, signature, body)
        return self._connection.ask(message, timeout)

    def subscribe(
        self,
        callback: Callable[[Signal], object],
        interface: str,
        member: str | None = None,
        path: str | None = None,
        sender: str | None = None,
        arg0: str | None = None,
        arg0namespace: str | None = None,
    ) -> Undo:
        """Hear signals; None = any. Of a well-known `sender` only its present owner is heard."""
        wanted = Subscription(callback, interface, member, path, sender, arg0, arg0namespace)
        number = next(self._numbers)
        self._subscriptions[number] = wanted
        if _is_well_known(sender):
            # Asked before the rule is set: the bus answers in order, so the owner is known by the
            # time that its first signal arrives.
            self._watched(sender).users.add(number)
        self.call(*DAEMON, "AddMatch", "s", (wanted.rule(),))
        return partial(self._unsubscribe, number)

    def watch_name(self, name: str, callback: Callable[[str], object]) -> Undo:
        """Tell the owner of a name, now and at each change; "" is nobody."""
        watched = self._watched(name)
        number = next(self._numbers)
        watched.users.add(number)
        watched.watchers[number] = Watcher(callback)
        if watched.owner is not None:
            self._loop.soon(lambda: watched.tell(number, watched.owner))
        return partial(self._unwatch, name, number)

    def export(self, path: str, served: Served) -> None:
        """Let others call an object, in place of the one at this path before."""
        self._shelf.put(path, served)

    def signal(
        self, path: str, interface: str, member: str, signature: str = "", body: Values = ()
    ) -> None:
        """Send a signal to whoever listens."""
        message = Message(Kind.SIGNAL, path=path, interface=interface, member=member)
        self._connection.post(message._replace(signature=signature, body=body))

    def close(self) -> None:
        """Leave the bus; nothing is told any more. May be called twice."""
        self._connection.close()

    def _hello(self) -> str:
        try:
            return str(self.ask(*DAEMON, "Hello")[0])
        except (BusError, OSError) as problem:
            self.close()
            words = _("the message bus does not let us in: {problem}")
            raise OSError(words.format(problem=problem)) from problem

    # --- names ----------------------------------------------------------------------------------

    def _watched(self, name: str) -> Watched:
        if name in self._names:
            return self._names[name]
        watched = self._names[name] = Watched()
        told = partial(self._owned, watched)
        watched.forget = self.subscribe(
            lambda signal: told(signal.body[2]),
            DAEMON[2],
            "NameOwnerChanged",
            sender=DAEMON[0],
            arg0=name,
        )
        self.call(
            *DAEMON,
            "GetNameOwner",
            "s",
            (name,),
            lambda problem, body: told("" if problem else body[0]),
        )
        return watched

    def _owned(self, watched: Watched, owner: str) -> None:
        if owner != watched.owner and not self.lost:
            watched.owner = owner
            self._connection.first(
                partial(watched.tell, number, owner) for number in watched.watchers
            )

    def _unsubscribe(self, number: int) -> None:
        wanted = self._subscriptions.pop(number, None)
        if wanted is not None:
            # The bus counts equal rules, so that this takes away one of ours and no other.
            self.call(*DAEMON, "RemoveMatch", "s", (wanted.rule(),))
            if _is_well_known(wanted.sender):
                self._leave(wanted.sender, number)

    def _unwatch(self, name: str, number: int) -> None:
        watched = self._names.get(name)
        if watched is not None and watched.watchers.pop(number, None) is not None:
            self._leave(name, number)

    def _leave(self, name: str, number: int) -> None:
        watched = self._names[name]
        watched.users.discard(number)
        if not watched.users:
            del self._names[name]
            watched.forget()

    def _owner(self, name: str | None) -> str | None:
        return self._names[name].owner if name in self._names else None

    # --- what comes in --------------------------------------------------------------------------

    def _heard(self, message: Message) -> None:
        if message.kind is Kind.CALL:
            self._serve(message)
        else:
            self._listen(message)

    def _listen(self, message: Message) -> None:
        where = message.path, message.interface, message.member
        signal = Signal(message.sender, *where, message.body)
        self._connection.first(
            partial(self._tell, number, signal)
            for number, wanted in self._subscriptions.items()
            if wanted.wants(signal, self._owner(wanted.sender))
        )

    def _tell(self, number: int, signal: Signal) -> None:
        wanted = self._subscriptions.get(number)
        if wanted is not None:
            wanted.callback(signal)

    def _serve(self, message: Message) -> None:
        where = message.path, message.interface, message.member
        try:
            signature, values = self._shelf.answer(Call(*where, message.signature, message.body))
            self._answer(message, signature, values)
        except BusError as refusal:
            self._answer(message, "s", (str(refusal),), refusal.name)
        except Exception as problem:
            self._answer(message, "s", (repr(problem),), FAILED)
            raise

    def _answer(self, call: Message, signature: str, values: Values, error: str = "") -> None:
        if not call.no_reply:
            kind = Kind.ERROR if error else Kind.RETURN
            answer = Message(kind, answers=call.serial, destination=call.sender, error=error)
            self._connection.post(answer._replace(signature=signature, body=values))


def _is_well_known(sender: str | None) -> TypeGuard[str]:
    return sender is not None and sender != DAEMON[0] and not sender.startswith(":")


def _call(
    destination: str, path: str, interface: str, member: str, signature: str, body: Values
) -> Message:
    message = Message(Kind.CALL, destination=destination, path=path, interface=interface)
    return message._replace(member=member, signature=signature, body=body)
