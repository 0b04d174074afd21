"""Other panels that may show our icon: old trays (tint2, trayer), and where the icon is in them."""

import functools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

from tests.desktop.screen import SIZE, Box, Display, Hands
from tests.desktop.stage import Program, until
from unsit.core.status import FACES
from unsit.desktop.linux.trayowner import TrayOwner
from unsit.loop import Loop
from unsit.painter import SIZES, face

PAPER = (240, 240, 240)
HEIGHT = 30
LIKE_ENOUGH = 30.0
"""Sum of the three colours' mean differences; two faces of ours differ by more than 60."""

SMALLEST = 12
"""Pixels below which nothing is one of our faces."""

ROUNDED = 4
"""By how much a panel may miss its own colour."""

TINT2 = """\
rounded = 0
border_width = 0
background_color = #f0f0f0 100
panel_items = S
panel_position = {edge} center horizontal
panel_size = 100% {height}
panel_background_id = 1
panel_layer = top
strut_policy = none
systray_padding = 4 2 4
systray_icon_size = 22
systray_sort = left2right
wm_menu = 0
"""


@contextmanager
def old_desk(folder: Path) -> Iterator[Display]:
    """Give a display with a window manager, without which tint2 waits for one a long while."""
    with Display(folder) as display:
        environment = {**os.environ, **display.environment, "HOME": str(folder)}
        ready = folder / "openbox.ready"
        command = ("openbox", "--startup", f"touch {ready}")
        with Program(folder, *command, environment=environment):
            until("window manager", ready.exists)
            yield display


class OldTray:
    """A panel along an edge of a display that knows only XEmbed."""

    def __init__(self, name: str, folder: Path, display: Display, edge: str = "top") -> None:
        self.name, self._folder, self._display = name, folder, display
        top = 0 if edge == "top" else SIZE[1] - HEIGHT
        # The mouse rests in the right corner.
        self.bar = Box(0, top, SIZE[0] // 2, top + HEIGHT)
        self._command = {"tint2": _tint2, "trayer": _trayer}[name](folder, edge)
        self.environment = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "NO_AT_BRIDGE": "1",
            **display.environment,
        }
        self.program: Program | None = None

    def start(self) -> None:
        """Start it and wait until it takes icons; some are drawn only when they have one."""
        self.program = Program(self._folder, *self._command, environment=self.environment)
        loop = Loop()
        there: list[bool] = []
        owner = TrayOwner(loop, self._display.environment["DISPLAY"], there.append)
        until(self.name, lambda: there and there[-1], loop)
        owner.close()
        loop.close()

    def kill(self) -> None:
        """End it as a crash does."""
        assert self.program is not None
        self.program.kill()

    def stop(self) -> None:
        """Ask it to end; harmless when it has."""
        if self.program is not None:
            self.program.stop()

    def is_gone(self) -> None:
        """Wait until nothing is left of it on the screen: the server takes its time."""
        until("empty desk", lambda: not self._display.image(self.bar).getbbox())

    def icon(self) -> Box | None:
        """Return the box of all that is drawn on it; None = it is empty, or not there."""
        return drawn(self._display.image(self.bar), self.bar)

    def face(self) -> str | None:
        """Return which face of ours it shows; None = none that we know."""
        box = self.icon()
        return None if box is None else likest(self._display.image(), box)

    def press(self, hands: Hands, button: int = 1) -> None:
        """Click the icon."""
        box = self.icon()
        assert box, "there is no icon to click"
        hands.click(*box.middle, button)
        hands.rest()


def drawn(bar: Image.Image, where: Box, paper: tuple[int, int, int] = PAPER) -> Box | None:
    """Return the box of all that is drawn on a bar of one colour (its edges left out)."""
    clear = Image.new("RGB", bar.size, paper)
    inside = (0, 1, bar.width, bar.height - 1)
    unlike = ImageChops.difference(bar, clear).crop(inside)
    box = unlike.point(lambda value: value if value > ROUNDED else 0).getbbox()
    if box is None or box[2] - box[0] > where.height:  # not one icon: the bar itself is missing
        return None
    left, top, right, bottom = box
    return Box(left + where.left, top + where.top + 1, right + where.left, bottom + where.top + 1)


def likest(
    screen: Image.Image, box: Box, paper: tuple[int, int, int] = PAPER, size: int | None = None
) -> str | None:
    """Return the face that stands in a box, when one is like enough.

    Panels scale a picture as they like, and a tray's child paints one of the very size.
    """
    size = size or max(box.height, box.right - box.left)
    if size < SMALLEST:  # something that is being drawn
        return None
    x, y = box.middle[0] - size // 2, box.middle[1] - size // 2

    def at(right: int, down: int) -> Image.Image:
        return screen.crop((x + right, y + down, x + right + size, y + down + size))

    around = [at(right, down) for right in (-1, 0, 1) for down in (-1, 0, 1)]
    unlike = {
        name: min(
            _difference(_on_paper(name, size, paper, painted), each)
            for each in around
            for painted in (size, max(SIZES))
        )
        for name in FACES
    }
    best = min(unlike, key=unlike.__getitem__)
    return best if unlike[best] < LIKE_ENOUGH else None


def _tint2(folder: Path, edge: str) -> tuple[str, ...]:
    settings = folder / "tint2rc"
    settings.write_text(TINT2.format(edge=edge, height=HEIGHT))
    return ("tint2", "-c", str(settings))


def _trayer(folder: Path, edge: str) -> tuple[str, ...]:
    size = ("--widthtype", "percent", "--width", "100", "--heighttype", "pixel")
    look = ("--transparent", "true", "--alpha", "0", "--tint", "0xf0f0f0")
    place = ("--edge", edge, "--align", "left", "--height", str(HEIGHT))
    return ("trayer", *place, *size, *look)


@functools.cache
def _on_paper(name: str, size: int, paper: tuple[int, int, int], painted: int) -> Image.Image:
    picture = face(name, painted).resize((size, size), Image.Resampling.BILINEAR)
    whole = Image.new("RGB", picture.size, paper)
    whole.paste(picture, mask=picture)
    return whole


def _difference(one: Image.Image, other: Image.Image) -> float:
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean)
