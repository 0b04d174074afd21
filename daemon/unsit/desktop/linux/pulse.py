"""A call: something listens to a microphone, as the sound server tells (PulseAudio, pipewire-pulse).

What listens is a *source output* to the server. Not counted are those that listen to what the
speakers play (the *monitor* of a sink), that are paused (corked), that only measure how loud it is,
and that are no program but a part of the server. Nothing is asked again without cause: the server
tells when a source output comes, changes or goes. Names of programs and devices pass through and
are neither kept nor logged.

Fields of a source output, in this order (`source_output_fill_tagstruct` of PulseAudio's
protocol-native.c and `fill_source_output_info` of PipeWire's pulse-server.c): index, name, owner
module, client, source, sample spec, channel map, latency twice, resample method, driver; from version
13 properties; from 19 whether it is corked; from 22 volumes, muted, has volumes, volumes may be
written, format. Of a source: index, name, description, sample spec, channel map, owner module,
volumes, muted, the sink that it monitors, and more.
"""

from collections.abc import Callable, Iterator

from unsit.desktop.linux import pulsewire
from unsit.desktop.linux.following import Following, Say
from unsit.desktop.linux.pulsewire import NONE, Packet, PulseWire, Values, granted, number
from unsit.loop import Loop

OWNER, CLIENT, SOURCE, RESAMPLE = 2, 3, 4, 9
"""Where these stand in what is said of a source output."""
SINCE_FIRST, SINCE_13, SINCE_19, SINCE_22 = 11, 1, 1, 6
"""How many fields came with which version (a format is read as two)."""
PROPERTIES, CORKED = 11, 12
MONITORED = 8
"""Where the sink that it monitors stands in what is said of a source."""

RECORDINGS = 0x0008
"""The kind of things to hear of: PA_SUBSCRIPTION_MASK_SOURCE_OUTPUT."""
METER = {"resample.peaks": b"true\0"}
"""What pipewire-pulse notes on a stream that measures; PulseAudio names its resample method so."""

OURSELVES = pulsewire.properties(application_name="Unsit")


def open_call(loop: Loop, tell: Say) -> Following:
    """Tell whether something listens to a microphone: the first answer soon, then each change.

    Raises OSError in a plain sentence when no sound server of this machine answers; none is ever
    started. One that dies later is told as False, and followed again when it is back.
    """
    return Following(loop, tell, _Talk)


def server_name(timeout: float) -> str:
    """Return the sound server's own words for itself. Raises OSError when it says none.

    This waits, at most `timeout` seconds: it is for the command line.
    """
    wire = PulseWire(pulsewire.server_path(), timeout)
    try:
        pulsewire.version_of(wire.answer(wire.introduce()))
        wire.answer(wire.ask(pulsewire.SET_CLIENT_NAME, OURSELVES))
        said = wire.answer(wire.ask(pulsewire.GET_SERVER_INFO, b""))
    finally:
        wire.close()
    names = [word for word in said[:2] if isinstance(word, str)]
    if not names:
        raise OSError("the sound server does not say its name")
    # pipewire-pulse puts its own version in its name: what follows is the one that it stands in for.
    return names[0] if "(" in names[0] else " ".join(names)


class _Talk:
    """One conversation: one question at a time, and another whenever something has changed."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._wire = PulseWire(pulsewire.server_path())
        self._version = pulsewire.NEWEST
        self._changed = False
        """Whether something has happened since we last asked."""
        self._asked: list[int] = []
        """The sources that are listened to and have yet to be asked about."""
        self._then: Callable[[Packet], None] | None = self._met
        """What to do with the answer that is waited for; None = none is."""
        try:
            self._tag = self._wire.introduce()
        except BaseException:
            self._wire.close()
            raise

    def fileno(self) -> int:
        return self._wire.fileno()

    def close(self) -> None:
        self._wire.close()

    def read(self) -> None:
        for packet in self._wire.take():
            if packet.command == pulsewire.SUBSCRIBE_EVENT:
                self._changed = True
            elif packet.tag == self._tag and self._then is not None:
                then, self._then = self._then, None
                then(packet)
        if self._changed and self._then is None:
            self._look()

    def _ask(self, then: Callable[[Packet], None], command: int, arguments: bytes = b"") -> None:
        self._then = then
        self._tag = self._wire.ask(command, arguments)

    # --- becoming acquainted --------------------------------------------------------------------

    def _met(self, packet: Packet) -> None:
        self._version = pulsewire.version_of(granted(packet))
        self._ask(self._named, pulsewire.SET_CLIENT_NAME, OURSELVES)

    def _named(self, packet: Packet) -> None:
        granted(packet)
        self._ask(self._subscribed, pulsewire.SUBSCRIBE, number(RECORDINGS))

    def _subscribed(self, packet: Packet) -> None:
        granted(packet)
        self._changed = True

    # --- looking --------------------------------------------------------------------------------

    def _look(self) -> None:
        self._changed = False
        self._ask(self._listed, pulsewire.GET_SOURCE_OUTPUT_INFO_LIST)

    def _listed(self, packet: Packet) -> None:
        self._asked = sorted(set(listened_to(granted(packet), self._version)))
        self._next()

    def _next(self) -> None:
        if self._asked:
            which = number(self._asked.pop()) + b"N"  # by its index, not by its name
            self._ask(self._described, pulsewire.GET_SOURCE_INFO, which)
        else:
            self._say(False)

    def _described(self, packet: Packet) -> None:
        # A source may have gone since it was listed; then nobody listens to it.
        if packet.command != pulsewire.ERROR and is_microphone(granted(packet)):
            self._say(True)
        else:
            self._next()


def listened_to(values: Values, version: int) -> Iterator[int]:
    """Return the sources that somebody hears, from a list of source outputs. Raises OSError."""
    size = SINCE_FIRST + SINCE_13
    size += (SINCE_19 if version >= 19 else 0) + (SINCE_22 if version >= 22 else 0)
    if len(values) % size:
        raise ConnectionAbortedError("the sound server lists recordings that cannot be read")
    for at in range(0, len(values), size):
        output = values[at : at + size]
        if _listens(output, corked=version >= 19 and output[CORKED] is True):
            yield output[SOURCE]


def is_microphone(values: Values) -> bool:
    """Say whether a source is none that plays back what a sink does. Raises OSError."""
    if len(values) <= MONITORED:
        raise ConnectionAbortedError("the sound server tells of a source in words of its own")
    return bool(values[MONITORED] == NONE)


def _listens(output: Values, corked: bool) -> bool:
    somewhere = isinstance(output[SOURCE], int) and output[SOURCE] != NONE
    # A module of the server itself listens, too, as one that takes the echo out does.
    by_the_server = output[OWNER] != NONE and output[CLIENT] == NONE
    return somewhere and not (corked or by_the_server or _only_measures(output))


def _only_measures(output: Values) -> bool:
    noted = output[PROPERTIES]
    marked = isinstance(noted, dict) and noted.items() >= METER.items()
    return marked or output[RESAMPLE] == "peaks"
