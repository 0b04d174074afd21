"""Presence on X11: the server's IDLETIME counter tells both edges, and nothing is polled.

One alarm of the SYNC extension is set at a time, and each rings once. While somebody is there it
waits for the counter to reach the threshold; while nobody is, for it to fall below. So a moving
mouse wakes no one. A lull that is asked for has a further alarm of its own. Alarms of the *comparison* kind are used because they also ring when what they
wait for has already come true, so nothing slips through between reading the counter and setting
the alarm. Each alarm has a name of its own, so that a late ring of a replaced one is known as such.
Source: X Synchronization Extension Protocol, version 3.1, and xserver's Xext/sync.c.

Not seen from here: IDLETIME stands still while the machine sleeps (see `look_again`), players that
reset the screen saver look like input, and under Wayland it misses what goes to Wayland windows.
"""

import logging
import os
import struct
from collections.abc import Callable

from unsit.core.events import Blind, Event, Idle, Input, Lull
from unsit.core.language import N_, _
from unsit.desktop import Tell
from unsit.desktop.linux.xwire import ERROR, REPLY, Wire, display_named
from unsit.loop import Loop

log = logging.getLogger(__name__)

INITIALIZE, LIST_COUNTERS, QUERY_COUNTER, CREATE_ALARM, DESTROY_ALARM = 0, 1, 5, 8, 11
ALARM_NOTIFY = 1
AT_LEAST, AT_MOST = 2, 3
"""Kinds of test: PositiveComparison and NegativeComparison."""
AWAY, BACK, LULL = "away", "back", "lull"
"""What an alarm is for: the threshold, the next input, a lull."""
ATTRIBUTES = 0b111111
"""Counter, value type, value, test type, delta and events are all given."""
JUST_NOW = 50
"""Milliseconds of idleness that count as none when asked to look again."""


class X11Presence:
    """Tells `Input`, `Idle`, `Lull` and `Blind` of an X display; the first state soon after the start.

    `on_gone` is called once, after `Blind`, when the server has hung up: that is how a session
    ends. Raises OSError in a plain sentence when the display cannot say: none, no server, refused,
    no IDLETIME counter, or a Wayland session (unless `display` is given).
    """

    source = N_("X11's idle counter")

    def __init__(
        self,
        loop: Loop,
        tell: Tell,
        idle_after: float,
        display: str | None = None,
        on_gone: Callable[[], object] | None = None,
    ) -> None:
        self._loop, self._tell, self._on_gone = loop, tell, on_gone
        self._threshold = _milliseconds(idle_after)
        self._there: bool | None = None
        """Whether somebody was there when last told; None before the first telling."""
        self._open = True
        self._alarms: dict[str, int] = {}
        """The alarms that are set, by what they are for."""
        self._wire = Wire(_display() if display is None else display)
        try:
            self._opcode, self._event = self._sync()
            self._counter = self._find_counter()
            self._wire.request(self._opcode, QUERY_COUNTER, struct.pack("<I", self._counter))
            self._wire.settle()
        except BaseException:
            self._wire.close()
            raise
        loop.reader(self._wire, self._read)

    def watch(self, idle_after: float) -> None:
        """Use another threshold (seconds). One who is away stays away until the next input."""
        self._threshold = _milliseconds(idle_after)
        if self._there:
            self._set(AWAY, AT_LEAST, self._threshold)

    def look_again(self) -> None:
        """Tell `Input` at the very next input, however recent the last: the machine just woke."""
        if self._there:
            self._send(QUERY_COUNTER, struct.pack("<I", self._counter))

    def await_lull(self, seconds: float) -> None:
        """Tell `Lull` once, as soon as there has been no input for so long."""
        self._set(LULL, AT_LEAST, _milliseconds(seconds))

    def close(self) -> None:
        """Stop telling. May be called twice."""
        if self._open:
            self._open = False
            self._loop.forget(self._wire)
            self._wire.close()

    # --- setting up -------------------------------------------------------------------------------

    def _sync(self) -> tuple[int, int]:
        found = self._wire.extension(b"SYNC")
        if found is None:
            raise OSError(
                _("the X server has no SYNC extension, so it cannot tell when you are idle")
            )
        self._wire.reply(self._wire.request(found.opcode, INITIALIZE, bytes((3, 1, 0, 0))))
        return found.opcode, found.first_event + ALARM_NOTIFY

    def _find_counter(self) -> int:
        answer = self._wire.reply(self._wire.request(self._opcode, LIST_COUNTERS))
        (count,) = struct.unpack_from("<I", answer, 8)
        place = 32
        for __ in range(count):
            counter, length = struct.unpack_from("<I8xH", answer, place)
            if answer[place + 14 : place + 14 + length] == b"IDLETIME":
                return int(counter)
            place += (14 + length + 3) & ~3
        raise OSError(_("the X server does not count idle time (it has no IDLETIME counter)"))

    # --- what the server says -----------------------------------------------------------------------

    def _read(self) -> None:
        try:
            messages = self._wire.read()
        except OSError:
            self._hung_up()
            return
        for message in messages:
            if self._open:
                self._take(message)

    def _take(self, message: bytes) -> None:
        if message[0] == ERROR:
            self._lose(_("the X server answered with error {code}").format(code=message[1]))
        elif message[0] == REPLY:
            self._reckon(_number(message, 8))  # nothing else is asked once all is set up
        elif message[0] & 0x7F == self._event:
            (alarm,) = struct.unpack_from("<I", message, 4)
            if alarm == self._alarms.get(AWAY):
                self._gone(_number(message, 8))
            elif alarm == self._alarms.get(BACK):
                self._back()
            elif alarm == self._alarms.get(LULL):
                self._clear(LULL)
                self._say(Lull(self._loop.at(), self._loop.wall()))

    def _reckon(self, idle: int) -> None:
        """Act on a reading of the counter (milliseconds)."""
        if self._there is None and idle >= self._threshold:
            self._gone(idle)
        elif self._there is None or idle <= JUST_NOW:
            self._back()
        elif self._there:
            self._set(BACK, AT_MOST, idle - 1)

    def _gone(self, idle: int) -> None:
        self._there = False
        self._clear(AWAY)
        self._set(BACK, AT_MOST, self._threshold - 1)
        at = self._loop.at()
        self._say(Idle(at, self._loop.wall(), since=at - idle / 1000))

    def _back(self) -> None:
        self._there = True
        self._clear(BACK)
        self._set(AWAY, AT_LEAST, self._threshold)
        self._say(Input(self._loop.at(), self._loop.wall()))

    # --- what we ask of it ------------------------------------------------------------------------

    def _set(self, purpose: str, test: int, value: int) -> None:
        self._clear(purpose)
        alarm = self._alarms[purpose] = self._wire.new_id()
        high, low = divmod(value, 1 << 32)
        what = struct.pack("<IIII", alarm, ATTRIBUTES, self._counter, 0)
        self._send(CREATE_ALARM, what + struct.pack("<iIIiII", high, low, test, 0, 0, 1))

    def _clear(self, purpose: str) -> None:
        alarm = self._alarms.pop(purpose, None)
        if alarm is not None:
            self._send(DESTROY_ALARM, struct.pack("<I", alarm))

    def _send(self, minor: int, payload: bytes) -> None:
        if self._open:
            try:
                self._wire.request(self._opcode, minor, payload)
            except BlockingIOError:
                self._lose(_("the X server has stopped listening"))
            except OSError:
                self._hung_up()

    def _say(self, event: Event) -> None:
        if self._open:  # or the server has just gone, and that was the last word
            self._tell(event)

    def _hung_up(self) -> None:
        if self._open:
            self._lose(_("the X server is gone"))
            if self._on_gone is not None:
                self._on_gone()

    def _lose(self, reason: str) -> None:
        if self._open:
            self.close()
            self._there = None
            log.warning("%s: presence can no longer be seen", reason)
            self._tell(Blind(self._loop.at(), self._loop.wall(), reason))


def _display() -> str:
    # Under Wayland an X server sees no input over Wayland's windows: its counter would send somebody
    # away who is typing.
    if os.environ.get("WAYLAND_DISPLAY"):
        raise OSError(_("under Wayland an X server does not see all input"))
    return display_named()


def _milliseconds(seconds: float) -> int:
    return max(1, round(seconds * 1000))


def _number(message: bytes, place: int) -> int:
    """Read a 64-bit number: its upper half comes first, each half in our byte order."""
    high, low = struct.unpack_from("<iI", message, place)
    return (int(high) << 32) + int(low)
