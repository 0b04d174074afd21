"""A real Plasma desktop with nobody before it: KWin without a screen, its shell, and a pointer.

Looking is asked of KWin (its ScreenShot2), touching goes through its fake input: a click takes the way
of a real one. Each program has its own log in the folder of the bus.
"""

import os
import shutil
import time
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

from jeepney import DBusAddress, new_method_call  # type: ignore[import-untyped]
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]
from PIL import Image, ImageChops

from tests.desktop.heavy.fake_input import FakePointer
from tests.desktop.screen import SIZE, Box, OpenMenu
from tests.desktop.servers import Server, SessionBus
from tests.desktop.stage import PATIENCE, tool, until
from unsit.loop import Loop

WATCHER = "org.kde.StatusNotifierWatcher"
SHOTS = "org.kde.KWin.ScreenShot2"
PANEL = 44
"""Pixels of the panel at the lower edge."""
SETTLED = 0.3
"""Seconds without a change after which all has been drawn: Qt's slowest fade is shorter."""
SETTINGS = """\
[KDE]
AnimationDurationFactor=0
"""


class Plasma:
    """KWin, the shell and what these two need. `shell` and `watcher` can be killed and started."""

    def __init__(self, bus: SessionBus) -> None:
        self.bus = bus
        self._socket = Path(bus.environment["XDG_RUNTIME_DIR"], "wayland-unsit")
        bus.environment |= {
            "DBUS_SYSTEM_BUS_ADDRESS": bus.address,  # where nobody of the machine is to be found
            "KDE_FULL_SESSION": "true",
            "KDE_SESSION_VERSION": "5",
            "KWIN_COMPOSE": "O2",
            "KWIN_SCREENSHOT_NO_PERMISSION_CHECKS": "1",
            "KWIN_WAYLAND_NO_PERMISSION_CHECKS": "1",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "QT_QPA_PLATFORM": "wayland",
            "WAYLAND_DISPLAY": self._socket.name,
            "XDG_CURRENT_DESKTOP": "KDE",
            "XDG_SESSION_TYPE": "wayland",
        }
        settings = Path(bus.environment["XDG_CONFIG_HOME"], "kdeglobals")
        settings.parent.mkdir(exist_ok=True)
        settings.write_text(SETTINGS)
        self.kwin = Server(bus, self._kwin(), "org.kde.KWin")
        activities = (tool("kactivitymanagerd"),)
        self.activities = Server(bus, activities, "org.kde.ActivityManager")
        self.watcher = Server(bus, ("kded5",), WATCHER)
        self.shell = Server(bus, ("plasmashell", "--no-respawn"), "org.kde.plasmashell")
        self._running = ExitStack()

    def _kwin(self) -> tuple[str, ...]:
        # A copy, because the file's own capabilities are not to be had in every container.
        copy = self.bus.folder / "kwin_wayland"
        shutil.copyfile(tool("kwin_wayland"), copy)
        copy.chmod(0o700)
        width, height = map(str, SIZE)
        screen = ("--virtual", "--width", width, "--height", height)
        session = ("--no-lockscreen", "--no-global-shortcuts", "--socket", self._socket.name)
        return (str(copy), *screen, *session)

    # --- looking and touching -------------------------------------------------------------------------

    def image(self, box: Box | None = None) -> Image.Image:
        """Return what is on the screen now (RGB)."""
        reading, writing = os.pipe()
        address = DBusAddress("/" + SHOTS.replace(".", "/"), SHOTS, SHOTS)
        body: tuple[Any, ...] = (0, 0, *SIZE, {}, writing)
        call = new_method_call(address, "CaptureArea", "iiuua{sv}h", body)
        with open_dbus_connection(self.bus.address, enable_fds=True) as connection:
            (facts,) = connection.send_and_get_reply(call, timeout=PATIENCE).body
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            data = pipe.read()
        whole = Image.frombuffer("RGB", SIZE, data, "raw", "BGRX", facts["stride"][1], 1)
        return whole.crop(box) if box else whole

    def changed(self, before: Image.Image) -> Box | None:
        """Return where the screen above the panel differs from how it was, None = nowhere."""
        area = (0, 0, SIZE[0], SIZE[1] - PANEL)
        found = ImageChops.difference(before.crop(area), self.image().crop(area)).getbbox()
        return Box(*found) if found else None

    def settled(self, what: str, before: Image.Image, loop: Loop) -> Box:
        """Return where the screen above the panel has changed, once it stays as it is."""
        last: list[tuple[Image.Image, float]] = []

        def settled() -> Box | None:
            box, image, now = self.changed(before), self.image(), time.monotonic()
            if not last or image != last[0][0]:
                last[:] = [(image, now)]
            return box if now - last[0][1] >= SETTLED else None

        found = until(what, settled, loop)
        assert found
        return found

    def icon(self, colour: tuple[int, int, int]) -> Box | None:
        """Return where something of about this colour is in the tray, None = nowhere."""
        tray = Box(SIZE[0] // 2, SIZE[1] - PANEL, *SIZE)
        return self._like(tray, colour, tolerance=12)

    def menu(self, before: Image.Image, loop: Loop) -> OpenMenu:
        """Return the menu that has come up, without its shadow."""
        box = self.settled("menu", before, loop)
        paper = max(self.image(box).getcolors(1_000_000) or [])[1]
        inside = self._like(box, paper, tolerance=6)
        assert inside
        # It asks a display for pictures and hands for clicks; here both are one.
        return OpenMenu(cast(Any, self), cast(Any, self), inside)

    def buttons(self, popup: Box) -> list[Box]:
        """Return the buttons of a notice from left to right: what is white in its lower half."""
        half = Box(popup.left, sum(popup[1::2]) // 2, popup.right, popup.bottom)
        white = self.image(half).convert("L").point(lambda value: 255 if value > 245 else 0)
        filled = [
            bool(white.crop((x, 0, x + 1, white.height)).getbbox()) for x in range(white.width)
        ]
        found, left = [], half.left
        for is_button, columns in groupby(filled):
            right = left + len(list(columns))
            if is_button and right - left > 20:
                found.append(Box(left, half.top, right, half.bottom))
            left = right
        return found

    def _like(self, where: Box, colour: Any, tolerance: int) -> Box | None:
        image = self.image(where)
        parts = ImageChops.difference(image, Image.new("RGB", image.size, colour)).split()
        unlike = ImageChops.lighter(ImageChops.lighter(parts[0], parts[1]), parts[2])
        found = unlike.point(lambda value: 255 if value <= tolerance else 0).getbbox()
        if found is None:
            return None
        left, top, right, bottom = found
        x, y = where.left, where.top
        return Box(left + x, top + y, right + x, bottom + y)

    def click(self, x: float, y: float, button: int = 1) -> None:
        """Click at a place."""
        self.hand.move(x, y)
        self.hand.press(button)

    # --- coming and going -----------------------------------------------------------------------------

    def crash(self) -> None:
        """Have KWin die, and with it all that shows something."""
        self.hand.close()
        self.kwin.kill()
        for server in (self.shell, self.watcher, self.activities):
            server.stop()

    def come_back(self) -> None:
        """Start again what is gone."""
        for server in (self.kwin, self.activities, self.watcher, self.shell):
            server.start()
        self._is_up()

    def _is_up(self) -> None:
        self.bus.wait_for_name("org.freedesktop.Notifications")
        self.hand = FakePointer(self._socket, PATIENCE)

    def _rest(self) -> None:
        self.hand.close()

    def __enter__(self) -> Self:
        try:
            for server in (self.kwin, self.activities, self.watcher, self.shell):
                self._running.callback(server.stop)
                server.start()
            self._is_up()
            self._running.callback(self._rest)
        except BaseException:
            self._running.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._running.close()
