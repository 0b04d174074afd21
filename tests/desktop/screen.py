"""A private screen: its server, what can be seen on it, and a mouse and keys."""

import os
import struct
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops

from tests.desktop.stage import PATIENCE, Program, tool, until
from unsit.loop import Loop

SIZE = (1280, 800)
SETTLED = 0.2
"""Seconds without a change, after which GTK has drawn what it wanted to draw: five frames would do,
were it not for a machine that is busy with something else.
"""


class Box(NamedTuple):
    """A rectangle on the screen, in pixels; right and bottom lie outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def middle(self) -> tuple[int, int]:
        return (self.left + self.right) // 2, (self.top + self.bottom) // 2

    @property
    def height(self) -> int:
        return self.bottom - self.top


class Display(Program):
    """An X server that nobody looks at but us.

    It keeps its screen in a file (`-fbdir`, the format is xwd's), so that looking costs no
    program and no request: a test may look a hundred times a second.
    """

    def __init__(self, folder: Path, *options: str, name: str | None = None) -> None:
        """Start one; `name` is the one it must have, as `name_to_keep`."""
        reading, writing = os.pipe()
        self._frame = folder / "Xvfb_screen0"
        width, height = SIZE
        super().__init__(
            folder,
            "Xvfb",
            *([] if name is None else [name]),
            "-displayfd",
            str(writing),
            *("-screen", "0", f"{width}x{height}x24"),
            *("-fbdir", str(folder)),
            *("-noreset", *(options or ("-nolisten", "tcp"))),
            environment=os.environ,
            pass_fds=(writing,),
        )
        os.close(writing)
        with os.fdopen(reading) as number:
            self.name_of_display = f":{number.readline().strip()}"
        self.must_run()
        self.environment = {"DISPLAY": self.name_of_display}

    def image(self, box: Box | None = None) -> Image.Image:
        """Return what is on the screen now (RGB)."""
        data = self._frame.read_bytes()
        fields = struct.unpack(">25I", data[:100])
        header, width, height, line, colours = (fields[at] for at in (0, 4, 5, 12, 19))
        pixels = data[header + 12 * colours :]
        whole = Image.frombuffer("RGB", (width, height), pixels, "raw", "BGRX", line, 1)
        return whole.crop(box) if box else whole

    def save(self, path: Path, box: Box | None = None) -> None:
        """Write a PNG of the screen."""
        self.image(box).save(path)

    def changed(self, before: Image.Image, below: int = 0, beside: int = 0) -> Box | None:
        """Return where the screen differs from how it was, None = nowhere.

        Only what lies at or below row `below` and at or to the right of column `beside` counts.
        """
        area = Box(beside, below, *SIZE)
        difference = ImageChops.difference(before.crop(area), self.image(area)).getbbox()
        if difference is None:
            return None
        left, top, right, bottom = difference
        return Box(left + beside, top + below, right + beside, bottom + below)

    def settled(
        self,
        what: str,
        before: Image.Image,
        loop: Loop | None = None,
        below: int = 0,
        beside: int = 0,
    ) -> Box:
        """Return where the screen has changed, once it stays as it is for a moment."""
        last: list[tuple[Box, Image.Image, float]] = []

        def settled() -> list[Box]:
            box, now = self.changed(before, below, beside), time.monotonic()
            image = self.image(box)
            if box is None or not last or (box, image) != last[0][:2]:
                last[:] = [(box, image, now)] if box else []
            return [box] if box and last and now - last[0][2] >= SETTLED else []

        return until(what, settled, loop)[0]


def name_to_keep() -> str:
    """Return the name of a display that nobody else takes while it is gone for a moment.

    A server that may choose takes the lowest number that is free, which would be this one's.
    """
    return f":{1000 + os.getpid() % 50_000}"


class Hands:
    """The mouse and the keys of a display."""

    def __init__(self, display: Display) -> None:
        self._environment = {**os.environ, **display.environment}

    def move(self, x: int, y: int) -> None:
        self.do("mousemove", str(x), str(y))

    def rest(self) -> None:
        """Take the mouse out of the way: its arrow is on the screen as all else is."""
        self.move(SIZE[0] - 1, SIZE[1] - 1)

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Click at a place: 1 left, 2 middle, 3 right."""
        self.move(x, y)
        self.press(button)

    def press(self, button: int) -> None:
        """Click where the mouse is."""
        self.do("click", str(button))

    def key(self, *keys: str) -> None:
        """Press keys by their X names: Return, Escape, space, ctrl+q."""
        self.do("key", *keys)

    def type(self, text: str) -> None:
        self.do("type", text)

    def windows(self, name: str) -> list[int]:
        """Return the ids of the windows to be seen whose title has `name` in it."""
        said = self.do("search", "--onlyvisible", "--name", name)
        return [int(line) for line in said.split()]

    def do(self, *words: str) -> str:
        """Have xdotool do something, and return what it says."""
        done = self._run(*words)
        while words[0] == "search" and "BadWindow" in done.stderr:
            done = self._run(*words)  # one that it looked at has gone meanwhile
        # A search that finds nothing ends with 1, and says nothing.
        assert done.returncode == 0 or not done.stderr, f"xdotool {words}: {done.stderr}"
        return done.stdout

    def _run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [tool("xdotool"), *words],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )


class OpenMenu:
    """A menu as it is to be seen: its lines of text from top to bottom, separators left out."""

    def __init__(self, display: Display, hands: Hands, box: Box) -> None:
        self._display, self._hands, self.box = display, hands, box

    def lines(self) -> list[Box]:
        """Return where the lines of text are."""
        inside = Box(self.box.left + 3, self.box.top + 3, self.box.right - 3, self.box.bottom - 3)
        grey = self._display.image(inside).convert("L")
        paper = max(grey.getcolors(65_536) or [(0, 255)])[1]
        ink = grey.point(lambda value: 255 if abs(value - paper) > 40 else 0)
        rows = [ink.crop((0, y, ink.width, y + 1)).getbbox() for y in range(ink.height)]
        return [
            Box(inside.left, inside.top + first, inside.right, inside.top + last)
            for first, last in _runs([row is not None for row in rows])
            if last - first > 3
        ]

    def click(self, line: int) -> None:
        """Click a line, counted from 0."""
        self._hands.click(*self.lines()[line].middle)

    def open_submenu(self, line: int, loop: Loop | None = None) -> "OpenMenu":
        """Click a line that has a submenu, and return that."""
        before = self._display.image()
        self.click(line)
        box = self._display.settled("submenu", before, loop, beside=self.box.right)
        return OpenMenu(self._display, self._hands, box)


def _runs(rows: list[bool]) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for at, filled in enumerate([*rows, False]):
        if filled and start is None:
            start = at
        elif not filled and start is not None:
            yield start, at
            start = None
