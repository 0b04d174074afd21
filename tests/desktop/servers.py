"""The session of a private desktop: message bus, window manager, panel, notification servers."""

import functools
import os
from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

from tests.desktop.screen import SIZE, Box, Display, Hands, OpenMenu
from tests.desktop.stage import Program, tool, until
from unsit.core.status import FACES
from unsit.desktop.linux.bus import Bus
from unsit.loop import Loop
from unsit.painter import SIZES, face

WATCHER = "org.kde.StatusNotifierWatcher"
NOTIFICATIONS = "org.freedesktop.Notifications"

LIKE_ENOUGH = 30.0
"""Sum of the three colours' mean differences; two faces of ours differ by more than 60."""

BUS_SETTINGS = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={run}/bus</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""

PANEL_SETTINGS = """\
<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="{size}"/>
      <property name="background-style" type="uint" value="1"/>
      <property name="background-rgba" type="array">
        <value type="double" value="{red}"/>
        <value type="double" value="{green}"/>
        <value type="double" value="{blue}"/>
        <value type="double" value="1"/>
      </property>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="systray">
      <property name="icon-size" type="int" value="{icon}"/>
      <property name="square-icons" type="bool" value="true"/>
    </property>
  </property>
</channel>
"""


def private_environment(folder: Path) -> dict[str, str]:
    """Return an environment for programs of a desktop, everything of theirs kept in `folder`."""
    run = folder / "run"
    run.mkdir(mode=0o700, exist_ok=True)
    homes = {f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in HOMES}
    return {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(run),
        "GSETTINGS_BACKEND": "memory",
        "GTK_THEME": "Adwaita",
        "NO_AT_BRIDGE": "1",
        **homes,
    }


HOMES = ("CONFIG", "CACHE", "DATA", "STATE")


class SessionBus(Program):
    """A message bus on which nothing can be activated but what a test allows."""

    def __init__(self, folder: Path, display: Display | None = None) -> None:
        self.folder = folder
        self.environment = private_environment(folder)
        if display is not None:
            self.environment.update(display.environment)
        self._services = folder / "services"
        self._services.mkdir(exist_ok=True)
        settings = folder / "bus.conf"
        run = self.environment["XDG_RUNTIME_DIR"]
        settings.write_text(BUS_SETTINGS.format(run=run, services=self._services))
        self.address = f"unix:path={run}/bus"
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self.address
        reading, writing = os.pipe()
        super().__init__(
            folder,
            "dbus-daemon",
            f"--config-file={settings}",
            "--nofork",
            "--nopidfile",
            f"--print-address={writing}",
            environment=self.environment,
            pass_fds=(writing,),
        )
        os.close(writing)
        with os.fdopen(reading) as said:
            said.readline()
        self.must_run()

    def activatable(self, name: str, command: str) -> None:
        """Let the bus start a program when somebody first speaks to a name."""
        text = f"[D-BUS Service]\nName={name}\nExec={command}\n"
        (self._services / f"{name}.service").write_text(text)
        loop = Loop()
        peer = self.peer(loop)
        peer.ask("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "ReloadConfig")
        peer.close()
        loop.close()

    def peer(self, loop: Loop) -> Bus:
        """Return a place of ours on this bus; to be closed by the test."""
        return Bus(self.address, loop)

    def wait_for_name(self, name: str, there: bool = True) -> str:
        """Wait until somebody has a name (or nobody) and return the owner."""
        loop = Loop()
        peer = self.peer(loop)
        owners: list[str] = []
        peer.watch_name(name, owners.append)
        wanted = f"{name} on the bus" if there else f"end of {name}"
        until(wanted, lambda: owners and bool(owners[-1]) == there, loop)
        peer.close()
        loop.close()
        return owners[-1]


class Server:
    """A program of the desktop that can be started, stopped and killed again and again."""

    def __init__(self, bus: SessionBus, command: tuple[str, ...], name: str) -> None:
        self._bus, self._command, self._name = bus, command, name
        self.program: Program | None = None

    def start(self) -> None:
        """Start it and wait until it has its name on the bus."""
        self.program = Program(self._bus.folder, *self._command, environment=self._environment())
        self._bus.wait_for_name(self._name)

    def stop(self) -> None:
        """Ask it to end and wait until its name is free; harmless when it does not run."""
        self._end(crash=False)

    def kill(self) -> None:
        """End it as a crash does."""
        self._end(crash=True)

    def restart(self) -> None:
        """Crash and come back."""
        self.kill()
        self.start()

    def _environment(self) -> Mapping[str, str]:
        return self._bus.environment

    def _end(self, crash: bool) -> None:
        if self.program is not None:
            if crash:
                self.program.kill()
            else:
                self.program.stop()
            self.program = None
            self._bus.wait_for_name(self._name, there=False)


class Panel(Server):
    """xfce4-panel along the top edge, with a tray and nothing else."""

    HEIGHT = 30

    def __init__(
        self,
        bus: SessionBus,
        display: Display,
        hands: Hands,
        paper: tuple[int, int, int] = (240, 240, 240),
        icon: int = 22,
    ) -> None:
        super().__init__(bus, ("xfce4-panel",), WATCHER)
        self._display, self._hands, self.paper, self.icon_size = display, hands, paper, icon
        red, green, blue = (part / 255 for part in paper)
        settings = Path(bus.environment["XDG_CONFIG_HOME"], "xfce4/xfconf/xfce-perchannel-xml")
        settings.mkdir(parents=True)
        text = PANEL_SETTINGS.format(size=self.HEIGHT, red=red, green=green, blue=blue, icon=icon)
        (settings / "xfce4-panel.xml").write_text(text)
        bus.activatable("org.xfce.Xfconf", tool("xfconfd"))

    def bar(self) -> Box:
        """Return where the panel is."""
        return Box(0, 0, SIZE[0], self.HEIGHT)

    def start(self) -> None:
        """Start it and wait until it is drawn and takes items."""
        self._hands.rest()
        super().start()
        until(
            "panel on the screen", lambda: self._display.image().getpixel((1000, 4)) == self.paper
        )

    def icon(self) -> Box | None:
        """Return the box of all that is drawn on the panel; None = it is empty."""
        bar = self._display.image(self.bar())
        paper = bar.copy()
        paper.paste(self.paper, (0, 0, *bar.size))
        # The lowest row is the panel's own border.
        drawn = ImageChops.difference(bar, paper).crop((0, 1, bar.width, bar.height - 1)).getbbox()
        if drawn is None or drawn[2] - drawn[0] < 4:  # the panel's own frame, while it is drawn
            return None
        return Box(drawn[0], drawn[1] + 1, drawn[2], drawn[3] + 1)

    def face(self) -> str | None:
        """Return which face of ours the panel shows; None = none that we know.

        This panel scales the largest picture to its own size, so the likest face counts, if it is
        like enough.
        """
        where = self.icon()
        if where is None:
            return None
        size = self.icon_size
        x, y = where.middle[0] - size // 2, where.middle[1] - size // 2
        around = self._display.image(Box(x - 1, y - 1, x + size + 1, y + size + 1))
        seen = [
            around.crop((right, down, right + size, down + size))
            for right in (0, 1, 2)
            for down in (0, 1, 2)
        ]
        unlike = {
            name: min(_difference(_scaled(name, size, self.paper), each) for each in seen)
            for name in FACES
        }
        likest = min(unlike, key=unlike.__getitem__)
        return likest if unlike[likest] < LIKE_ENOUGH else None

    def click(self) -> None:
        """Left-click the icon."""
        where = self.icon()
        assert where, "there is no icon to click"
        self._hands.click(*where.middle)
        self._hands.rest()

    def open_menu(self, loop: Loop | None = None) -> OpenMenu:
        """Right-click the icon and return the menu that comes; `loop` is the tray's, if ours."""
        where = self.icon()
        assert where, "there is no icon to click"
        # Some panels' menus touch the panel: the whole of the arrow must stay above them.
        self._hands.move(where.middle[0], self.bar().top + 3)
        before = self._display.image()  # with the arrow where it will be
        while True:
            self._hands.press(3)
            box = self._display.settled("menu", before, loop, below=self.HEIGHT)
            if box.left < where.middle[0]:
                return OpenMenu(self._display, self._hands, box)
            # The panel shows an icon a moment before it has its menu; until then a right click is
            # meant for the panel, whose menu comes up beside the arrow and not under the icon.
            self._hands.move(
                SIZE[0] - 10, self.bar().top + 3
            )  # off the icon: it would be explained

            def gone() -> bool:
                self._hands.key("Escape")  # again, where the menu has not listened yet
                return not self._display.changed(before, below=self.HEIGHT)

            until("end of the panel's menu", gone, loop, every=0.2)
            self._hands.move(where.middle[0], self.bar().top + 3)


@functools.cache
def _scaled(name: str, size: int, paper: tuple[int, int, int]) -> Image.Image:
    picture = face(name, max(SIZES)).resize((size, size), Image.Resampling.BILINEAR)
    whole = Image.new("RGB", picture.size, paper)
    whole.paste(picture, mask=picture)
    return whole


def _difference(one: Image.Image, other: Image.Image) -> float:
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def dunst(bus: SessionBus) -> Server:
    """Return dunst, not yet started; its settings are in `dunstrc` of the bus's folder, if any."""
    settings = bus.folder / "dunstrc"
    settings.touch()
    return Server(bus, ("dunst", "-conf", str(settings)), NOTIFICATIONS)


def notifyd(bus: SessionBus) -> Server:
    """Return xfce4-notifyd, not yet started; it needs xfconfd, see `Panel`."""
    return Server(bus, ("xfce4-notifyd",), NOTIFICATIONS)


def window_manager(bus: SessionBus) -> Program:
    """Return openbox, ready when it has said so on the root window."""
    return Program(bus.folder, "openbox", environment=bus.environment)
