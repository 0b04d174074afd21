"""Where it is measured: private desktops, each with a hand whose input is input to that desktop.

All are real programs without a screen. Nobody but us is at them, and each stands alone: one is closed
before the next one opens.
"""

import itertools
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.bench.measuring import installed
from tests.desktop import servers
from tests.desktop.compositors import Sway
from tests.desktop.heavy.gnome import Gnome
from tests.desktop.heavy.plasma import Plasma
from tests.desktop.screen import Display, Hands
from tests.desktop.servers import NOTIFICATIONS, WATCHER, Panel, Server, SessionBus

BAR = '{"modules-right": ["tray"]}'
"""The settings of waybar: a tray and nothing else."""


class Screen(NamedTuple):
    """What can be seen and touched, where that is X11."""

    display: Display
    hands: Hands
    panel: Panel


class Seat(NamedTuple):
    """A desktop with a message bus, a tray and a notification server."""

    about: str
    """What runs there, for the foot of a table."""
    bus: SessionBus
    environment: dict[str, str]
    """What a program needs to run here."""
    touch: Callable[[], object]
    """Moves the pointer a little."""
    screen: Screen | None = None


Desk = Callable[[], AbstractContextManager[Seat]]


def places(left: int, width: int = 40) -> Iterator[int]:
    """Go to and fro: a place for the pointer, never twice the same."""
    return itertools.cycle(range(left, left + width))


@contextmanager
def stage() -> Iterator[Path]:
    """Give a desktop a folder with a short path: a socket's may have 107 bytes."""
    name = "unsit-bench-"
    with tempfile.TemporaryDirectory(prefix=name, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def x11() -> Iterator[Seat]:
    """Open a desktop of small programs on X11."""
    with stage() as folder, Display(folder) as display, SessionBus(folder, display) as bus:
        hands, across = Hands(display), places(600)
        with servers.window_manager(bus):
            panel = Panel(bus, display, hands)
            panel.start()
            dunst = servers.dunst(bus)
            dunst.start()
            yield Seat(
                "Xvfb, openbox, xfce4-panel, dunst",
                bus,
                {**bus.environment, **display.environment},
                lambda: hands.move(next(across), 600),
                Screen(display, hands, panel),
            )
            dunst.stop()
            panel.stop()


@contextmanager
def sway() -> Iterator[Seat]:
    """Open sway with a bar and with mako."""
    with stage() as folder, SessionBus(folder) as bus, Sway() as compositor:
        bus.environment["WAYLAND_DISPLAY"] = compositor.display
        settings = folder / "waybar"
        settings.write_text(BAR)
        bar = (installed("waybar", "waybar"), "--config", str(settings), "--style", os.devnull)
        programs = [Server(bus, ("mako",), NOTIFICATIONS), Server(bus, bar, WATCHER)]
        for program in programs:
            program.start()
        yield Seat(
            "sway, waybar, mako, no X server", bus, dict(bus.environment), compositor.touches
        )
        for program in programs:
            program.stop()


@contextmanager
def kwin() -> Iterator[Seat]:
    """Open KWin with the shell of Plasma, which is tray and notification server."""
    with stage() as folder, SessionBus(folder) as bus, Plasma(bus) as plasma:
        across = places(600)
        yield Seat(
            "kwin_wayland, plasmashell, kded, no X server",
            bus,
            dict(bus.environment),
            lambda: plasma.hand.move(next(across), 400),
        )


@contextmanager
def mutter() -> Iterator[Seat]:
    """Open GNOME Shell with an extension for the tray."""
    with stage() as folder, SessionBus(folder) as bus, Gnome(bus) as gnome:
        across = places(600)
        (socket,) = Path(bus.environment["XDG_RUNTIME_DIR"]).glob("wayland-[0-9]")
        yield Seat(
            "gnome-shell with the AppIndicator extension, no X server",
            bus,
            {**gnome.environment, "WAYLAND_DISPLAY": socket.name},
            lambda: gnome.move(next(across), 400),
        )


SEATS: dict[str, Desk] = {"x11": x11, "sway": sway, "kwin": kwin, "mutter": mutter}
"""What can be measured on, by the name that `--on` takes."""
