"""A panel on a board: no screen, ears for what it tells, and what stands on it in words."""

import json
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest

from tests.window.waiting import until
from unsit.core.menu import SEPARATOR, Entry, entry_json
from unsit.panel.document import Document, read
from unsit.panel.panel import Panel
from unsit.panel.rows import AnyRow
from unsit.window.palette import PALETTES

SENTENCE = "Sitting for 23 min"
POSES = tuple(
    Entry(name, {"verb": "stretch", "pose": name.casefold()})
    for name in ("Low Lunge", "Pigeon", "Seated Twist")
)
PAUSE = Entry(
    "Pause",
    children=(
        Entry("30 minutes", {"verb": "pause", "seconds": 1800}),
        Entry("Until I resume", {"verb": "pause"}),
    ),
)


def document(
    sentence: str = SENTENCE,
    standing: bool = False,
    extra: tuple[Entry, ...] = (),
    free: bool = True,
    face: str = "fresh",
    theme: str = "light",
) -> Document:
    """Return what the daemon would tell, through JSON and back."""
    return read(line(sentence, standing, extra, free, face, theme))


def line(
    sentence: str = SENTENCE,
    standing: bool = False,
    extra: tuple[Entry, ...] = (),
    free: bool = True,
    face: str = "fresh",
    theme: str = "light",
) -> bytes:
    """Return the line that the daemon would write."""
    entries = (
        Entry(sentence, enabled=False),
        SEPARATOR,
        Entry("Stretch now", {"verb": "stretch"}, enabled=free, default=True),
        Entry("Stretch…", enabled=free, children=POSES),
        *extra,
        Entry("I am standing", {"verb": "sit" if standing else "stand"}, checked=standing),
        SEPARATOR,
        PAUSE,
        Entry("Quit", {"verb": "quit"}),
    )
    told = {
        "entries": [entry_json(entry) for entry in entries],
        "sentence": sentence,
        "face": face,
        "theme": theme,
    }
    return json.dumps(told).encode() + b"\n"


class Board:
    """Holds one panel."""

    def __init__(self, shown: Document, room: QSize | None = None) -> None:
        self.told: list[dict[str, Any]] = []
        room = room or QSize(1280, 760)
        self.panel = Panel(shown, PALETTES[shown.theme], self._hear, room)

    def open(self) -> "Board":
        """Put the panel on the screen, wait for its first frame and give it the keyboard."""
        self.panel.show()
        self.panel.activateWindow()
        self.until("first frame", lambda: self.told and self.panel.isActiveWindow())
        return self

    def press(self, *keys: Any) -> None:
        """Press keys where the focus is."""
        for key in keys:
            QTest.keyClick(self.panel.focusWidget(), key)

    def click(self, label: str) -> None:
        """Click a row."""
        row = self.row(label)
        assert self.sees(label), f"{label} is not to be seen"
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)

    def row(self, label: str) -> AnyRow:
        """Return the row with these words."""
        (row,) = (row for row in self.panel.rows.values() if row.text() == label)
        return row

    def sees(self, label: str) -> bool:
        """Say whether a row is to be seen."""
        return self.row(label).isVisible()

    @property
    def labels(self) -> list[str]:
        """The words of all rows to be seen, from the top."""
        return [row.text() for row in self.panel.rows.values() if row.isVisible()]

    @property
    def focus(self) -> str:
        """The words of the row that has the keyboard."""
        return next((row.text() for row in self.panel.rows.values() if row.hasFocus()), "")

    @property
    def sentence(self) -> str:
        """What stands at the top."""
        return self.panel.head.sentence.text()

    @property
    def requests(self) -> list[dict[str, Any]]:
        """What was asked for so far."""
        return [event["request"] for event in self.told if event["event"] == "request"]

    until = staticmethod(until)

    def _hear(self, event: dict[str, Any]) -> None:
        self.told.append(json.loads(json.dumps(event)))
