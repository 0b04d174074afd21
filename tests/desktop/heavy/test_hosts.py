"""The item in the panels of other desktops: MATE's, LXQt's, and Cinnamon's watcher, each as installed."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from tests.desktop.hosts import likest, old_desk
from tests.desktop.screen import Box, Display, Hands
from tests.desktop.servers import SessionBus
from tests.desktop.stage import Program, until
from tests.desktop.test_tray import Person
from unsit.desktop import Pixmap
from unsit.desktop.linux._sni import SniTray
from unsit.desktop.linux.bus import Bus
from unsit.loop import Loop

CORAL = (0xDC, 0x4E, 0x3A)
"""The colour of the face *due*, which no panel has."""

PANEL = Box(0, 0, 1280, 40)
LXQT = """\
[General]
__userfile__=true
panels=panel1

[panel1]
alignment=-1
animation-duration=0
desktop=0
hidable=false
iconSize=22
lineCount=1
panelSize=30
plugins=statusnotifier
position=Top
width=100
width-percent=true

[statusnotifier]
alignment=Left
type=statusnotifier
"""
MATE_APPLETS = "org.mate.panel.applet.NotificationAreaAppletFactory"
STATUS_ICON = "org.x.StatusIcon"
ICON, ICON_PATH = f"{STATUS_ICON}.xapp_sn_watcher", "/org/x/StatusIcon/Icon"


class Street:
    """A display with a bus and a panel of another desktop."""

    def __init__(self, name: str, display: Display, bus: SessionBus) -> None:
        self.name, self.display, self.bus = name, display, bus
        self.hands = Hands(display)
        self.hands.rest()
        self.program: Program | None = None

    def start(self) -> None:
        """Start the panel."""
        environment = {**self.bus.environment, "XDG_CURRENT_DESKTOP": "X-Cinnamon"}
        self.program = Program(self.bus.folder, self.name, environment=environment)

    def kill(self) -> None:
        """End it as a crash does."""
        assert self.program is not None
        self.program.kill()

    def icon(self) -> Box | None:
        """Return where the icon is, by its colour; it must show *due*."""
        image = self.display.image(PANEL)
        masks = [
            band.point([255 * (abs(value - part) < 12) for value in range(256)])
            for band, part in zip(image.split(), CORAL, strict=True)
        ]
        white = Image.new("L", image.size, 255)
        for mask in masks:
            white.paste(0, mask=mask.point(lambda value: 255 - value))
        found = white.getbbox()
        return None if found is None or found[2] - found[0] < 12 else Box(*found)

    def shows_due(self) -> bool:
        """Say whether our icon is there, in full."""
        box = self.icon()
        paper = self.display.image().getpixel((640, 4))
        assert isinstance(paper, tuple)
        red, green, blue = paper
        image = self.display.image()
        return box is not None and likest(image, box, (red, green, blue)) == "due"

    def right_click(self) -> None:
        """Click the icon with the right button."""
        box = self.icon()
        assert box is not None
        self.hands.click(*box.middle, 3)

    def open_menu(self, click: Callable[[], None], loop: Loop) -> Box:
        """Click until the menu is there, whole, and return where.

        An icon is there a moment before its menu: a click that comes too early is lost, or brings
        up an empty one.
        """
        below = PANEL.height + 10
        before = self.display.image()
        turns = 0

        def opened() -> Box | None:
            nonlocal turns
            turns += 1
            if turns % 100 == 1:
                self.hands.key("Escape")
                click()
            seen = self.display.changed(before, below)
            return seen if seen is not None and 60 < seen.height < 300 else None

        until("menu", opened, loop)
        return self.display.settled("menu", before, loop, below)

    def choose_last(self, menu: Box, person: Person, loop: Loop) -> None:
        """Click the last line of a menu until that is heard.

        GTK heeds no click in the first half second of a menu.
        """
        self.hands.move(menu.left + 40, menu.bottom - 16)
        turns = 0

        def heard() -> bool:
            nonlocal turns
            turns += 1
            if turns % 60 == 1 and not person.chosen:
                self.hands.press(1)
            return bool(person.chosen)

        until("wish", heard, loop)


def prepare(name: str, bus: SessionBus) -> None:
    """Put there what a panel needs of a session."""
    if name == "mate-panel":
        bus.activatable(MATE_APPLETS, "/usr/lib/mate-panel/notification-area-applet")
    if name == "lxqt-panel":
        folder = Path(bus.environment["XDG_CONFIG_HOME"], "lxqt")
        folder.mkdir(parents=True)
        (folder / "panel.conf").write_text(LXQT)


@pytest.fixture
def street(request: pytest.FixtureRequest, home: Path) -> Iterator[Street]:
    folder = home / "street"
    folder.mkdir()
    with old_desk(folder) as display, SessionBus(folder, display) as bus:
        prepare(request.param, bus)
        street = Street(request.param, display, bus)
        yield street
        if street.program is not None:
            street.program.stop()


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture
def tray(
    street: Street, loop: Loop, person: Person, pictures: Callable[[str], list[Pixmap]]
) -> Iterator[SniTray]:
    address = street.bus.address
    tray = SniTray(address, loop, person.entries, person.choose, pictures, person.hosts.append)
    tray.show("due", "Time to stretch")
    yield tray
    tray.close()


PANELS = pytest.mark.parametrize("street", ["mate-panel", "lxqt-panel"], indirect=True)


@PANELS
@pytest.mark.usefixtures("tray")
def test_the_panel_shows_the_icon_and_its_menu_and_both_can_be_clicked(
    street: Street, person: Person, loop: Loop
) -> None:
    street.start()
    until("icon", street.shows_due, loop, seconds=30)
    assert person.hosts[-1] is True
    box = street.icon()
    assert box is not None
    street.hands.click(*box.middle)
    until("wish", lambda: person.chosen, loop)
    assert person.takes() == {"verb": "stretch"}
    menu = street.open_menu(street.right_click, loop)
    street.choose_last(menu, person, loop)
    assert person.takes() == {"verb": "quit"}


@PANELS
@pytest.mark.usefixtures("tray")
def test_a_panel_that_restarts_has_the_icon_again(
    street: Street, person: Person, loop: Loop
) -> None:
    street.start()
    until("icon", street.shows_due, loop, seconds=30)
    street.kill()
    until("word that it is gone", lambda: person.hosts[-1] is False, loop, seconds=30)
    street.start()
    until("icon", street.shows_due, loop, seconds=30)
    assert person.hosts[-1] is True


class Monitor:
    """What Cinnamon's own panel is to its watcher: a name on the bus, and who clicks the icons."""

    def __init__(self, bus: SessionBus, loop: Loop) -> None:
        self._loop = loop
        self.peer: Bus = bus.peer(loop)
        self._bus = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
        self.peer.ask(*self._bus, "RequestName", "su", ("org.x.StatusIconMonitor.tests", 0))

    def offers(self) -> bool:
        """Say whether there is an icon."""
        (names,) = self.peer.ask(*self._bus, "ListNames")
        return any(name.startswith(f"{STATUS_ICON}.") for name in names)

    def tells(self, name: str) -> str:
        """Return a property of the icon."""
        properties = "org.freedesktop.DBus.Properties"
        place = (ICON, ICON_PATH, properties, "Get", "ss", (STATUS_ICON, name))
        return str(self.peer.ask(*place)[0][1])

    def clicks(self, button: int) -> None:
        """Click the icon, which lies in the upper left of a panel along the upper edge."""
        for verb in ("ButtonPress", "ButtonRelease"):
            where = (20, 30, button, 0, 2)
            self.peer.call(ICON, ICON_PATH, STATUS_ICON, verb, "iiuui", where, _nothing)


def _nothing(*_: object) -> None:
    """Wait for no answer: the watcher gives it after ours."""


@pytest.mark.parametrize("street", ["xapp-sn-watcher"], indirect=True)
@pytest.mark.usefixtures("tray")
def test_cinnamons_watcher_offers_icon_and_menu_and_passes_clicks_on(
    street: Street, person: Person, loop: Loop
) -> None:
    monitor = Monitor(street.bus, loop)
    street.start()
    until("icon", monitor.offers, loop, seconds=30)
    until("word that it is shown", lambda: person.hosts[-1:] == [True], loop)
    until("tip", lambda: monitor.tells("TooltipText") == "Time to stretch", loop)
    with Image.open(monitor.tells("IconName")) as picture:
        whole = Image.new("RGB", picture.size, (240, 240, 240))
        whole.paste(picture, mask=picture.getchannel("A"))
    box = Box(0, 0, *picture.size)
    assert likest(whole, box) == "due"
    monitor.clicks(1)
    until("wish", lambda: person.chosen, loop)
    assert person.takes() == {"verb": "stretch"}
    menu = street.open_menu(partial(monitor.clicks, 3), loop)
    street.choose_last(menu, person, loop)
    assert person.takes() == {"verb": "quit"}
    monitor.peer.close()
