"""Notices by way of whoever owns `org.freedesktop.Notifications`.

For each key this room knows two things, what is wanted and what the server has, and brings the
second in line with the first whenever the server is free to be told. So replacing or withdrawing a
notice that is still on its way, and a server that restarts, need no rules of their own.

Rules: the first call of a method starts the server where the bus can do that; a server that does
not answer counts as none until it does. One that dies while a notice is up is started again, once
for each notice shown; one that dies of a notice is not, or it would be started and die for ever.
Ids die with the server, and no signal says so. After an action whatever the server says of that
notice is of no interest. When a notice ends is for us to say (GNOME never lets one expire, others
do after a time of their own), and none outlives us.
Source: Desktop Notifications Specification 1.2; what the servers differ in was tried on each.
"""

import logging
from collections.abc import Callable

from unsit.desktop import Answer, Notice
from unsit.desktop.linux.bus import DAEMON, Bus, BusError, Signal
from unsit.desktop.linux.connection import Reply
from unsit.desktop.linux.served import Values
from unsit.desktop.linux.wording import APPLICATION, Traits, offered, worded
from unsit.loop import Loop, Timer

log = logging.getLogger(__name__)

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
CLOSED, EXPIRED = "closed", "expired"
BY_HAND = 2
"""The reason of NotificationClosed for a notice that the person has closed."""
NEVER = 0
"""The `expire_timeout` that asks the server to leave the end to us."""

PATIENCE = 5.0
"""Seconds until a server that does not answer counts as none; starting one may take a few."""
REVIVE_AFTER = 1.0
"""Seconds that whoever replaces a server that has gone gets before we have one started."""


class Place:
    """What is wanted under a key, and what the server has of it."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.wanted: Notice | None = None
        self.answer: Answer | None = None
        self.sent: Notice | None = None
        """What the server was last told to show; None = nothing."""
        self.id = 0
        """The server's number for it; 0 = none yet."""
        self.busy = False
        """Whether the server has yet to answer."""
        self.token = ""
        self.expiry: Timer | None = None

    def want(self, notice: Notice | None, answer: Answer | None = None) -> None:
        """Change what is wanted."""
        self.wanted, self.answer, self.token = notice, answer, ""
        if self.expiry is not None:
            self.expiry.cancel()
            self.expiry = None

    def forget(self) -> None:
        """The server is another, or none: it has nothing of this."""
        self.sent, self.id, self.busy, self.token = None, 0, False, ""


class BusNotifier:
    """Shows notices; `icon` is a name of the icon theme or the path of a picture.

    An answer is given once for each notice shown: the key of the action that was clicked,
    "default" for a click on the notice itself, "closed" when somebody closed it without either,
    "expired" when it went away by itself. A notice that was replaced or withdrawn is not answered.
    """

    def __init__(
        self, bus: Bus, loop: Loop, on_server: Callable[[bool], object], icon: str = ""
    ) -> None:
        self._bus, self._loop, self._on_server, self._icon = bus, loop, on_server, icon
        self._there: bool | None = None
        self._owner = ""
        self._traits: Traits | None = None
        self._learning = False
        self._generation = 0
        """Counts the owners of the name, so that a late answer of a former one is known as such."""
        self._failed = self._revived = False
        """The last try to show failed; the server was started again since the last `show`."""
        self._places: dict[str, Place] = {}
        self._closed = False
        # Only the owner is heard: GNOME's shell broadcasts each action a second time.
        bus.subscribe(self._hear, NAME, path=PATH, sender=NAME)
        bus.watch_name(NAME, self._owned)

    def show(self, notice: Notice, answer: Answer) -> None:
        """Show a notice, in place of the one with the same key."""
        if self._closed:
            return
        place = self._places.setdefault(notice.key, Place(notice.key))
        place.want(notice, answer)
        if notice.expires is not None:
            place.expiry = self._loop.later(notice.expires, self._finish, place, EXPIRED)
        self._revived = False
        self._deliver(place)

    def withdraw(self, key: str) -> None:
        """Take a notice back; unknown keys are fine, and nothing is answered."""
        if key in self._places:
            self._places[key].want(None)
            self._deliver(self._places[key])

    def close(self) -> None:
        """Withdraw everything and show no more; what the server is just being told to show is
        withdrawn as soon as the loop hears that it is shown. May be called twice.
        """
        self._closed = True
        for key in list(self._places):
            self.withdraw(key)

    # --- bringing the server in line --------------------------------------------------------------

    def _deliver(self, place: Place) -> None:
        if place.busy:
            return
        if place.wanted is None:
            self._places.pop(place.key, None)
            if place.id:
                self._bus.call(NAME, PATH, NAME, "CloseNotification", "u", (place.id,))
        elif self._traits is None:
            self._learn()
        elif place.wanted is not place.sent:
            self._send(place, place.wanted, self._traits)

    def _send(self, place: Place, notice: Notice, traits: Traits) -> None:
        def reply(problem: BusError | None, body: Values) -> None:
            place.busy = False
            if problem is None:
                place.id, self._failed = body[0], False
                self._say(True)
                self._deliver(place)
            else:
                place.sent = None
                self._fail(problem)

        place.busy, place.sent = True, notice
        body = (APPLICATION, place.id, self._icon, *worded(notice, traits), NEVER)
        self._call("Notify", "susssasa{sv}i", body, reply)

    def _finish(self, place: Place, action: str) -> None:
        answer, token = place.answer, place.token
        place.want(None)
        self._deliver(place)
        if answer is not None:
            answer(action, "" if action in (CLOSED, EXPIRED) else token)

    # --- the server ---------------------------------------------------------------------------------

    def _owned(self, owner: str) -> None:
        if self._owner and not owner:
            self._failed |= self._learning or any(place.busy for place in self._places.values())
        self._owner = owner
        self._generation += 1
        self._traits, self._learning = None, False
        for place in self._places.values():
            place.forget()
        if owner:
            self._say(True)
            self._revive()
        else:
            self._bus.call(*DAEMON, "ListActivatableNames", reply=self._listed)

    def _listed(self, problem: BusError | None, body: Values) -> None:
        if self._owner:
            return
        wanted = any(place.wanted for place in self._places.values())
        dies = self._failed or (wanted and self._revived)
        self._say(problem is None and NAME in body[0] and not dies)
        if self._there and wanted:
            self._revived = True
            self._loop.later(REVIVE_AFTER, self._start_again)

    def _start_again(self) -> None:
        if not self._failed:  # by now another may have come by itself, and died of it
            self._revive()

    def _revive(self) -> None:
        for place in list(self._places.values()):
            self._deliver(place)

    def _learn(self) -> None:
        def informed(problem: BusError | None, body: Values) -> None:
            if problem is not None:
                self._fail(problem)
            else:
                name = body[0]
                self._call("GetCapabilities", "", (), lambda *said: learned(name, *said))

        def learned(name: str, problem: BusError | None, body: Values) -> None:
            if problem is not None:
                self._fail(problem)
            else:
                self._traits, self._learning = Traits(name, frozenset(body[0])), False
                self._say(True)
                self._revive()

        if not self._learning:
            self._learning = True
            self._call("GetServerInformation", "", (), informed)

    def _call(self, member: str, signature: str, body: Values, then: Reply) -> None:
        generation = self._generation

        def late() -> None:
            if generation == self._generation:
                log.info("the notification server does not answer %s", member)
                self._say(False)

        def reply(problem: BusError | None, values: Values) -> None:
            timer.cancel()
            if generation == self._generation:
                then(problem, values)

        timer = self._loop.later(PATIENCE, late)
        self._bus.call(NAME, PATH, NAME, member, signature, body, reply)

    def _fail(self, problem: BusError) -> None:
        log.info("notifications cannot be shown: %s", problem)
        self._learning, self._failed = False, True
        self._say(False)

    def _say(self, there: bool) -> None:
        if there is not self._there and not self._closed:
            self._there = there
            self._on_server(there)

    # --- what it tells ------------------------------------------------------------------------------

    def _hear(self, signal: Signal) -> None:
        number = signal.body[0]
        place = next((each for each in self._places.values() if each.id == number), None)
        if place is None or place.wanted is None:
            return  # not ours, or no longer wanted
        if signal.member == "ActivationToken":
            place.token = signal.body[1]
        elif signal.member == "ActionInvoked" and signal.body[1] in offered(place.wanted):
            self._finish(place, signal.body[1])
        elif signal.member == "NotificationClosed" and not place.busy:
            # While busy it is what we are replacing that has been closed, not what will be shown.
            place.forget()
            self._finish(place, CLOSED if signal.body[1:] == (BY_HAND,) else EXPIRED)
