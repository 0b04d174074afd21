"""A card on a stand: no screen, a clock that a test turns, and ears for what the card tells."""

import json
from typing import Any

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter
from PySide6.QtTest import QTest

from tests.window.waiting import until
from unsit.core.poses import Hold, Pose, Step
from unsit.core.rules import SessionRules
from unsit.core.session import Plan, plan
from unsit.core.value import replace
from unsit.window.card import Card
from unsit.window.palette import PALETTES
from unsit.window.parts import Dots
from unsit.window.stage import Drawing
from unsit.window.stray import STRAY
from unsit.window.voice.prompter import Voice
from unsit.window.words import Chip, Words

POSE = Pose(
    id="lunge",
    name="Low Lunge",
    hold=Hold(seconds=30),
    steps=(
        Step("ready", "Kneel.", "kneel"),
        Step("move", "Slide the {side} foot.", "slide", 5),
        Step("hold", "Sink.", "sink"),
        Step("out", "Rise.", "kneel", 6),
    ),
    credit="A trainer",
    needs=("floor", "wall"),
    caution="Mind the knee.",
    easier="Use a chair.",
)
RULES = SessionRules(
    lead_in=20, switch=8, breath=8, breaths=3, sound=True, voice="off", theme="light"
)
LUNGE = plan(POSE, RULES)
"""Its segments begin at: ready 0, move 20, hold 25, out 55, switch 61, move 69, hold 74, out 104,
done 110; it is over at 115."""

INK = QColor("#ff00ff")
"""The colour of the body on an easel."""

BREATHS = plan(replace(POSE, hold=Hold(breaths=(3, 6)), sides="both"), RULES)
"""Its hold begins at 25 and has three breaths of 8 s."""


class Easel:
    """Draws no body but a bar, and keeps what it was asked for; `rocking` has the keyframes that do."""

    def __init__(self, *rocking: str) -> None:
        self.asked: list[tuple[tuple[str, str], tuple[str, str], float, float]] = []
        self.sways: list[float] = []
        self._rocking = rocking

    def rocks(self, place: tuple[str, str]) -> bool:
        return place[0] in self._rocking

    def paint(
        self,
        painter: QPainter,
        rect: QRectF,
        start: tuple[str, str],
        end: tuple[str, str],
        t: float,
        breath: float = 0.0,
        sway: float = 0.0,
    ) -> None:
        self.asked.append((start, end, t, breath))
        self.sways.append(sway)
        painter.fillRect(rect.adjusted(rect.width() / 3, 0, -rect.width() / 3, 0), INK)


class Stand:
    """Holds one card. `at` is the time in seconds that its clock shows."""

    def __init__(
        self, made: Plan = LUNGE, drawing: Drawing | None = None, voice: Voice | None = None
    ) -> None:
        self.at = 1000.0
        self.told: list[dict[str, Any]] = []
        self.sounds: list[str] = []
        self.hushes = 0
        colours = PALETTES["light"]
        sound, hush = self.sounds.append, self._hush
        self.card = Card(made, colours, drawing, lambda: self.at, self._hear, sound, hush, voice)

    def open(self) -> "Stand":
        """Put the card on the screen and wait for its first painted frame."""
        self.card.show()
        self.until("first frame", lambda: self.events("at"))
        return self

    def focus(self) -> "Stand":
        """Give the card the keyboard, and let pass the time in which keys may be stray."""
        self.card.activateWindow()
        self.until("focus", self.card.isActiveWindow)
        self.at += STRAY
        return self

    def go(self, seconds: float) -> None:
        """Let some time pass, and the card look at the clock."""
        self.at += seconds
        self.card.tick()

    def press(self, key: Any, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus of the card is, while others are held."""
        QTest.keyClick(self.card.focusWidget(), key, held)

    def events(self, kind: str = "") -> list[dict[str, Any]]:
        """Return what was told so far: all, or one kind of event."""
        return [event for event in self.told if kind in ("", event["event"])]

    @property
    def kinds(self) -> list[str]:
        """The kinds of segments told so far, one for each word of where the session is."""
        return [event["kind"] for event in self.events("at")]

    @property
    def where(self) -> list[Any]:
        """Where the session is by the last word of it: side, step, kind, paused."""
        return [self.events("at")[-1][key] for key in ("side", "step", "kind", "paused")]

    @property
    def last(self) -> dict[str, Any]:
        """The last event told."""
        return self.told[-1]

    @property
    def words(self) -> list[str]:
        """What stands on the card: name, heading, instruction, hint, credit."""
        return [label.whole for label in self.labels]

    @property
    def hint(self) -> str:
        """The small line under the instruction, with spaces that are like any other."""
        return self.words[3].replace("\N{NO-BREAK SPACE}", " ")

    @property
    def labels(self) -> list[Words]:
        """The labels of these words."""
        return self.card.findChildren(Words)

    @property
    def chip(self) -> str:
        """The side on the chip."""
        (chip,) = self.card.findChildren(Chip)
        assert isinstance(chip, Chip)
        return chip.text()

    @property
    def dots(self) -> str:
        """What the dots say to a screen reader."""
        (dots,) = self.card.findChildren(Dots)
        assert isinstance(dots, Dots)
        return dots.accessibleName()

    @property
    def looks_in(self) -> int | None:
        """Milliseconds between two looks at the clock; None when the card does not look."""
        (timer,) = self.card.findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
        assert isinstance(timer, QTimer)
        return timer.interval() if timer.isActive() else None

    until = staticmethod(until)

    def _hush(self) -> None:
        self.hushes += 1

    def _hear(self, event: dict[str, Any]) -> None:
        self.told.append(json.loads(json.dumps(event)))
