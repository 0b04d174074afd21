"""A session without a terminal: a clock that a test turns, and what was shown, told and sounded."""

from typing import Any

from tests.fakes import Clocks
from tests.window.stand import LUNGE
from unsit.core.session import Plan
from unsit.core.value import replace
from unsit.terminal.page import Signs, page
from unsit.terminal.play import Moment, Session
from unsit.terminal.sound import Sound


class Mouth:
    """A voice that says what it is told; `speaks` is for a test to set."""

    def __init__(self, speaks: bool = False) -> None:
        self.speaks, self.missing = speaks, False
        self.said: list[str] = []
        self.loud = "off"

    def say(self, phrase: str) -> None:
        self.said.append(phrase)

    def hush(self) -> None:
        self.said.append("(hush)")

    def cycle(self) -> str:
        self.loud = "on" if self.loud == "off" else "off"
        return self.loud


class Pit:
    """Plays one plan. `shown` has each moment that was shown."""

    def __init__(self, plan: Plan = LUNGE, voice: Mouth | None = None) -> None:
        self.loop = Clocks()
        self.voice = voice or Mouth()
        self.shown: list[Moment] = []
        self.told: list[dict[str, Any]] = []
        self.bells = 0
        sound = Sound(self.loop, None, self._ring)
        self.session = Session(plan, self.loop, self, self.told.append, sound, self.voice)
        self.session.begin()

    def show(self, moment: Moment) -> None:
        self.shown.append(moment)

    def lines(self, width: int = 60, height: int = 20) -> list[str]:
        """Return the page as it is read, empty lines left out."""
        rows = page(self.shown[-1], width, height, Signs())
        return [row.plain.strip() for row in rows if row.plain.strip()]

    @property
    def kinds(self) -> list[str]:
        return [event["kind"] for event in self.told if event["event"] == "at"]

    def close(self) -> None:
        self.session.stop()
        self.loop.close()

    def _ring(self) -> None:
        self.bells += 1


COSTLY = replace(LUNGE, snooze_hold=5.0)
