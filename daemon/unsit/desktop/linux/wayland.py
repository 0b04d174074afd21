"""Presence on Wayland: the compositor tells both edges, and nothing is polled.

One notification (see `idlenotify`) of the threshold stands all the time and tells idle and return.
Short-lived ones beside it answer single questions: has there been a lull, has the machine that woke
been touched. While somebody types or moves the mouse none of them says a word.

The older protocols are silenced while a program inhibits idleness, as players do: they tell neither
edge then (seen with sway 1.7 and KWin 5.27). Somebody who is there stays there, which is right: they
watch a film. But an *idle* one stays idle too, whatever they type, when the inhibitor came while
they were away. So while idle, and only then, it is asked now and then whether that still holds, by
a short notification. Answered, it does: nobody is there. Unanswered, somebody types or the state is
frozen by an inhibitor; either way somebody is taken to be there, and the notification that froze is
replaced. The input-only protocol (version 2) does not know inhibitors and needs none of this.

Not seen from here: a compositor gives no idle time, so what was before we asked is unknown, and its
clocks stand still while the machine sleeps (see `look_again`).
"""

import logging
from collections.abc import Callable

from unsit.core.events import Blind, Event, Idle, Input, Lull
from unsit.core.language import _
from unsit.desktop import Tell
from unsit.desktop.linux.idlenotify import IDLED, RESUMED, IdleNotifier
from unsit.desktop.linux.wlwire import BrokenError, Message, Wire
from unsit.loop import Loop, Timer

log = logging.getLogger(__name__)

AWAY, LULL, WAKING, STILL = "away", "lull", "waking", "still"
"""What a notification is for: the threshold, a lull, the first input after waking, and whether one
who is idle still is."""
SHORTEST = 0.001
PROOF = 1.0
"""Seconds without input that prove that nobody types just now, and how much later an answer may come."""
RECHECK_FIRST, RECHECK_MOST = 60.0, 300.0
"""Seconds until we ask whether one who is idle still is; doubled from one time to the next."""


class WaylandPresence:
    """Tells `Input`, `Idle`, `Lull` and `Blind` of a Wayland session.

    At the start nobody can say how long there has been no input: somebody is taken to be there, and
    `Input` is told. For the same reason a threshold that is changed while somebody is there, and a
    lull that is asked for, count from the asking when the last input was before it.

    `display` is as WAYLAND_DISPLAY, which is the default. `on_gone` is called once, after `Blind`,
    when the compositor has hung up: that is how a session ends. Raises OSError in a plain sentence
    when the session cannot say: no display, no compositor, none of the protocols, no seat.
    """

    def __init__(
        self,
        loop: Loop,
        tell: Tell,
        idle_after: float,
        display: str | None = None,
        on_gone: Callable[[], object] | None = None,
    ) -> None:
        self._loop, self._tell, self._on_gone = loop, tell, on_gone
        self._threshold = idle_after
        self._idle_since: float | None = None
        """None while somebody is there."""
        self._open = True
        self._timers: dict[str, Timer] = {}
        self._recheck_in = RECHECK_FIRST
        self._answers: dict[tuple[str, int], Callable[[], object]] = {
            (AWAY, IDLED): self._gone,
            (AWAY, RESUMED): self._back,
            (WAKING, IDLED): lambda: self._cancel(WAKING),
            (WAKING, RESUMED): self._back,
            (LULL, IDLED): self._lulled,
            (STILL, IDLED): self._still_gone,
        }
        self._wire = Wire(display)
        try:
            self._notifier = IdleNotifier(self._wire)
            self._notifier.ask(AWAY, idle_after)
            early = self._wire.roundtrip()
        except BaseException:
            self._wire.close()
            raise
        self.source = self._notifier.protocol.source
        self._wire.settle()
        loop.reader(self._wire, self._read)
        loop.soon(self._begin, early)

    def watch(self, idle_after: float) -> None:
        """Use another threshold (seconds). One who is away stays away until the next input."""
        self._threshold = idle_after
        if self._idle_since is None:
            self._ask(AWAY, idle_after)

    def look_again(self) -> None:
        """Tell `Input` at the very next input, however recent the last: the machine just woke."""
        if self._idle_since is not None:
            self._recheck_from(RECHECK_FIRST)
            return
        self._ask(WAKING, SHORTEST)
        if self._notifier.protocol.freezes:
            self._later(WAKING, self._patience(SHORTEST), self._back)

    def await_lull(self, seconds: float) -> None:
        """Tell `Lull` once, as soon as there has been no input for `seconds`.

        None is told while an inhibitor silences the compositor.
        """
        self._drop(LULL)
        since = self._idle_since
        if since is not None and self._loop.at() - since >= seconds:
            self._later(LULL, 0, self._lulled)
        else:
            self._ask(LULL, seconds)

    def close(self) -> None:
        """Stop telling. May be called twice."""
        if self._open:
            self._open = False
            for timer in self._timers.values():
                timer.cancel()
            self._loop.forget(self._wire)
            self._wire.close()

    # --- what the compositor says -------------------------------------------------------------------

    def _begin(self, early: list[Message]) -> None:
        self._say(Input(self._loop.at(), self._loop.wall()))
        self._take(early)

    def _read(self) -> None:
        try:
            messages = self._wire.read()
        except BrokenError as problem:
            self._lose(str(problem))
        except OSError:
            self._hung_up()
        else:
            self._take(messages)

    def _take(self, messages: list[Message]) -> None:
        for message in messages:
            if self._open:
                answer = (self._notifier.purpose(message), message.opcode)
                self._answers.get(answer, _pass_over)()

    def _gone(self) -> None:
        self._drop(WAKING)
        at = self._loop.at()
        self._idle_since = at - self._notifier.seconds(AWAY)
        self._recheck_from(RECHECK_FIRST)
        self._say(Idle(at, self._loop.wall(), self._idle_since))

    def _back(self) -> None:
        self._drop(WAKING)
        self._drop(STILL)
        self._idle_since = None
        if self._notifier.seconds(AWAY) != self._threshold:
            self._ask(AWAY, self._threshold)
        self._say(Input(self._loop.at(), self._loop.wall()))

    def _lulled(self) -> None:
        self._drop(LULL)
        self._say(Lull(self._loop.at(), self._loop.wall()))

    # --- whether one who is idle still is -----------------------------------------------------------

    def _recheck_from(self, seconds: float) -> None:
        """Where the state may freeze: ask in so many seconds whether it still holds."""
        self._drop(STILL)
        if self._notifier.protocol.freezes:
            self._recheck_in = seconds
            self._later(STILL, seconds, self._recheck)

    def _recheck(self) -> None:
        self._ask(STILL, PROOF)
        self._later(STILL, self._patience(PROOF), self._not_gone)

    def _still_gone(self) -> None:
        self._recheck_from(min(2 * self._recheck_in, RECHECK_MOST))

    def _not_gone(self) -> None:
        self._ask(AWAY, self._threshold)
        self._back()

    def _patience(self, seconds: float) -> float:
        """Return how long an answer to a notification of so many seconds may take."""
        return max(seconds, self._notifier.protocol.least) + PROOF

    # --- what we ask of it ------------------------------------------------------------------------

    def _ask(self, purpose: str, seconds: float) -> None:
        self._send(lambda: self._notifier.ask(purpose, seconds))

    def _drop(self, purpose: str) -> None:
        self._cancel(purpose)
        self._send(lambda: self._notifier.drop(purpose))

    def _send(self, request: Callable[[], None]) -> None:
        if self._open:
            try:
                request()
            except BlockingIOError:
                self._lose(_("the Wayland compositor has stopped listening"))
            except OSError:
                pass  # it is gone: what it has left to read says why

    def _later(self, purpose: str, seconds: float, callback: Callable[[], None]) -> None:
        self._cancel(purpose)
        if self._open:
            self._timers[purpose] = self._loop.later(seconds, callback)

    def _cancel(self, purpose: str) -> None:
        timer = self._timers.pop(purpose, None)
        if timer is not None:
            timer.cancel()

    def _say(self, event: Event) -> None:
        if self._open:
            self._tell(event)

    def _hung_up(self) -> None:
        self._lose(_("the Wayland compositor is gone"))
        if self._on_gone is not None:
            self._on_gone()

    def _lose(self, reason: str) -> None:
        self.close()
        log.warning("%s: presence can no longer be seen", reason)
        self._tell(Blind(self._loop.at(), self._loop.wall(), reason))


def _pass_over() -> None:
    """Do nothing: a notification that we have let go of has spoken."""
