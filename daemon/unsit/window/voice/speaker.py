"""Speaks by the first engine that can, as loud as wished, and not beside a screen reader."""

from collections.abc import Callable, Sequence

from unsit.core.cues import length
from unsit.window.voice import Ear, Engine
from unsit.window.voice.ground import Ground

LOUDNESS = ("on", "quiet", "off")
"""What the voice can be, in the order in which a key goes round."""

SLOW = 2.0
"""How many times longer than usual a phrase takes with the slowest voice."""

START = 2.0
"""Seconds a phrase may wait for a voice that is just being found."""


class Speaker:
    """The voice of a session. `loudness` is one of `LOUDNESS`.

    `engines` makes them when the voice is first wanted. `ended` is called when the newest phrase
    has been said, or so much time has passed that it must have been.
    """

    def __init__(
        self, ground: Ground, engines: Callable[[], Sequence[Engine]], loudness: str
    ) -> None:
        self.loudness = loudness if loudness in LOUDNESS else "on"
        self.ended: Callable[[], None] = _nobody
        self.found: Callable[[bool], None] = _no_matter
        """Called with True when an engine can speak; with False when there is none, or none any more."""
        self.reasons: list[str] = []
        """Why engines could not be used, in sentences."""
        self.reader: object = None
        """What tells of a screen reader, kept as long as the voice."""
        self._make = engines
        self._left: list[Engine] | None = None
        self._engine: Engine | None = None
        self._ready = self._silenced = False
        self._phrase = ""
        self._longest = ground.alarm(self._end)

    @property
    def speaks(self) -> bool:
        """Whether a phrase would be heard now."""
        return self._ready and not self._silenced and self.loudness != "off"

    @property
    def missing(self) -> bool:
        """Whether there is nothing to speak with, though it is wanted."""
        return self._left == [] and self._engine is None and self.loudness != "off"

    def open(self) -> None:
        """Find an engine, unless the voice is off; harmless when that has been done."""
        if self._left is None and self.loudness != "off" and not self._silenced:
            self._left = list(self._make())
            self._try_next()

    def say(self, phrase: str) -> None:
        """Say a phrase in place of what is being said; soon, when an engine is just being found."""
        self._phrase = ""
        nobody = self._engine is None and self._left is not None
        if self.loudness == "off" or self._silenced or nobody or not phrase:
            self.hush()
            return
        self._phrase = phrase
        self._longest.start(round(1000 * (SLOW * length(phrase) + START)))
        if self._engine is not None and self._ready:
            self._engine.say(phrase, self.loudness == "quiet")

    def hush(self) -> None:
        """Be silent at once."""
        self._phrase = ""
        self._longest.stop()
        if self._engine is not None and self._ready:
            self._engine.stop()

    def silence(self, reads: bool) -> None:
        """Be silent while a screen reader reads, and speak again when none does."""
        self._silenced = reads
        if reads:
            self.hush()
        else:
            self.open()

    def cycle(self) -> str:
        """Be as loud as comes next in `LOUDNESS`, and return what that is."""
        place = LOUDNESS.index(self.loudness) + 1
        self.loudness = LOUDNESS[place % len(LOUDNESS)]
        if self.loudness == "off":
            self.hush()
        self.open()
        return self.loudness

    def close(self) -> None:
        """Be silent for good."""
        self.loudness, self._phrase = "off", ""
        self._longest.stop()
        engine, self._engine, self._ready, self._left = self._engine, None, False, []
        if engine is not None:
            engine.close()

    def _try_next(self) -> None:
        self._ready = False
        self._engine = self._left.pop(0) if self._left else None
        if self._engine is None:
            self._end()
            self.found(False)
            return
        engine = self._engine
        engine.open(
            Ear(
                lambda: self._is_ready(engine),
                lambda: self._has_ended(engine),
                lambda why: self._is_lost(engine, why),
            )
        )

    def _is_ready(self, engine: Engine) -> None:
        if engine is self._engine:
            self._ready = True
            if self._phrase:
                engine.say(self._phrase, self.loudness == "quiet")
            self.found(True)

    def _has_ended(self, engine: Engine) -> None:
        if engine is self._engine:
            self._end()

    def _is_lost(self, engine: Engine, why: str) -> None:
        """Go on with the next one; it says anew what this one has not said to its end."""
        if engine is self._engine:
            self.reasons.append(f"{engine.name}: {why}.")
            _log(self.reasons[-1])
            engine.close()
            self._try_next()

    def _end(self) -> None:
        spoke, self._phrase = bool(self._phrase), ""
        self._longest.stop()
        if spoke:
            self.ended()


def _log(reason: str) -> None:
    import logging  # takes a while, and the window's first frame does not wait for it

    logging.getLogger(__name__).info("%s", reason)


def _nobody() -> None:
    """Nobody waits to be told."""


def _no_matter(found: bool) -> None:
    """Nobody waits to be told that either."""
