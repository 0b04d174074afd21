"""The whole program on a real Plasma desktop: from somebody at the keys to a click on the notice."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.desktop.heavy.plasma import PANEL, Plasma
from tests.desktop.heavy.test_plasma import NOTIFICATIONS_SERVER
from tests.desktop.screen import SIZE, Box
from tests.desktop.stage import until
from tests.desktop.whole import Unsit, due, held, playing
from unsit import painter
from unsit.loop import Loop

SOURCE = "ext-idle-notify v1"
PATIENT = 40.0
"""Seconds, for a desktop that has a busy machine's processor draw its screen."""
SETTLED = 1.0
"""Seconds without a change, after which the wallpaper has come up."""


def ring(face: str) -> tuple[int, int, int]:
    """Return the colour of the ring of a face."""
    colours: Any = painter.face(face, 22).getcolors()
    _, (red, green, blue, _) = max(each for each in colours if each[1][3] == 255)
    return red, green, blue


FRESH, DUE = ring("fresh"), ring("due")


@pytest.fixture
def bare(plasma: Plasma) -> Image.Image:
    """Return the screen before anything of ours is on it, once all has been drawn."""
    plasma.hand.move(400, 300)
    seen = [(plasma.image(), time.monotonic())]

    def settled() -> bool:
        if plasma.changed(seen[0][0]):
            seen[:] = [(plasma.image(), time.monotonic())]
        # Before the wallpaper there is one colour for a while.
        has_come = seen[0][0].getcolors(1000) is None
        return has_come and time.monotonic() - seen[0][1] > SETTLED

    until("wallpaper", settled, seconds=PATIENT)
    return seen[0][0]


@pytest.fixture
def unsit(plasma: Plasma, home: Path, bare: Image.Image) -> Iterator[Unsit]:
    around = plasma.bus.environment
    names = ("DBUS_SESSION_BUS_ADDRESS", "XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE", "LANG")
    screen = Path(around["XDG_RUNTIME_DIR"], around["WAYLAND_DISPLAY"])
    desktop = {**{name: around[name] for name in names}, "WAYLAND_DISPLAY": str(screen)}
    program = Unsit(home, {**os.environ, **desktop})
    yield program
    program.stop()
    plasma.hand.move(400, 300)
    until("empty screen", lambda: plasma.changed(bare) is None, seconds=PATIENT)


@pytest.fixture
def loop() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.close()


def hours(unsit: Unsit) -> None:
    """Have nothing fall due in this test."""
    unsit.change('remind_after = "3 s"', 'remind_after = "1 h"')


def icon(plasma: Plasma, colour: tuple[int, int, int]) -> Box:
    found = until("icon", lambda: plasma.icon(colour), seconds=PATIENT)
    assert found
    return found


def test_going_and_coming_back_are_seen(unsit: Unsit, plasma: Plasma) -> None:
    hours(unsit)
    unsit.change('idle_after = "1 min"', 'idle_after = "1 s"')
    unsit.start()
    unsit.until("absence", lambda status: status["state"] == "away")
    assert unsit.parts()["presence"] == SOURCE
    plasma.hand.move(420, 310)
    unsit.until("return", lambda status: status["state"] == "sitting")


def test_the_doctor_finds_all_that_a_reminder_needs(unsit: Unsit, plasma: Plasma) -> None:
    hours(unsit)
    unsit.start()
    icon(plasma, FRESH)
    found = unsit.doctor()
    assert found.first("daemon") == f"it runs and sees you by {SOURCE}"
    assert found.first("presence").startswith(f"{SOURCE} answers")
    assert found.first("notifications").startswith("Plasma ")
    assert found.first("notifications").endswith("with buttons")
    assert found.first("tray") == "kded5 shows icons (StatusNotifierItem)"
    assert "platform wayland" in found.first("window")
    assert found.code == 0


def test_the_menus_first_line_says_how_things_stand(
    unsit: Unsit, plasma: Plasma, bare: Image.Image, loop: Loop, picture: Path
) -> None:
    hours(unsit)
    unsit.start()
    place = icon(plasma, FRESH).middle
    plasma.click(*place, button=3)
    menu = plasma.menu(bare, loop)
    plasma.image().save(picture)
    assert len(menu.lines()) == 10
    menu.click(9)
    assert unsit.ends() == 0, "the last line is Quit"


def test_a_reminder_is_answered_by_a_click_on_its_button(
    unsit: Unsit, plasma: Plasma, bare: Image.Image, loop: Loop, picture: Path
) -> None:
    unsit.start()
    unsit.until("reminder", due)
    popup = plasma.settled("notice", bare, loop)
    plasma.image().save(picture)
    _, snooze, _ = plasma.buttons(popup)
    plasma.click(*snooze.middle)
    unsit.until("snooze", lambda status: status["reminder"] == "snoozed")
    assert unsit.history("reminder")[0]["outcome"] == "snoozed"


def test_the_window_opens_whole(
    unsit: Unsit, plasma: Plasma, bare: Image.Image, loop: Loop, picture: Path
) -> None:
    unsit.change('"on click"', '"at once"')
    unsit.change('lead_in = "0.5 s"', 'lead_in = "1 min"')
    unsit.start()
    unsit.until("session", playing)
    place = until("window", lambda: wide(plasma, bare), seconds=PATIENT)
    assert place
    plasma.image().save(picture)
    assert place.top >= 0
    assert place.bottom <= SIZE[1] - PANEL
    assert 380 <= place.right - place.left <= 560, "its own width, and a shadow"


def wide(plasma: Plasma, bare: Image.Image) -> Box | None:
    box = plasma.changed(bare)
    return box if box and box.height > 400 else None


def test_do_not_disturb_holds_the_reminder_and_its_end_brings_it(
    unsit: Unsit, plasma: Plasma, bare: Image.Image, loop: Loop
) -> None:
    peer = plasma.bus.peer(loop)
    (cookie,) = peer.ask(*NOTIFICATIONS_SERVER, "Inhibit", "ssa{sv}", ("tests", "a talk", {}))
    unsit.start()
    assert unsit.until("hold", held)["held_by"] == ["do-not-disturb"]
    assert plasma.changed(bare) is None
    reasons = unsit.parts()["reasons"]
    assert any(sign == "fullscreen" and "does not tell" in why for sign, why in reasons), reasons
    peer.ask(*NOTIFICATIONS_SERVER, "UnInhibit", "u", (cookie,))
    unsit.until("end", lambda status: status["held_by"] == ["just free"])
    until("reminder", lambda: due(unsit.status()), seconds=60)
    until("notice", lambda: plasma.changed(bare), seconds=PATIENT)
    peer.close()


def test_what_shows_the_icon_crashes_and_shows_it_again(unsit: Unsit, plasma: Plasma) -> None:
    hours(unsit)
    unsit.start()
    icon(plasma, FRESH)
    plasma.watcher.kill()
    until("end of the icon", lambda: plasma.icon(FRESH) is None, seconds=PATIENT)
    assert unsit.doctor().first("tray").startswith("no panel shows icons")
    plasma.watcher.start()
    icon(plasma, FRESH)


def test_a_shell_that_crashes_and_comes_back_shows_icon_and_reminder_again(
    unsit: Unsit, plasma: Plasma, bare: Image.Image
) -> None:
    unsit.start()
    unsit.until("reminder", due)
    until("notice", lambda: plasma.changed(bare), seconds=PATIENT)
    plasma.shell.kill()
    unsit.rests()
    assert unsit.status()["state"] == "sitting", "KWin tells who is there"
    plasma.shell.start()
    until("what came back", lambda: plasma.icon(DUE) or playing(unsit.status()), seconds=PATIENT)
    unsit.does("session", "stop") if playing(unsit.status()) else unsit.does("skip")


def test_a_compositor_that_crashes_leaves_the_daemon_blind_until_it_is_back(
    unsit: Unsit, plasma: Plasma
) -> None:
    hours(unsit)
    unsit.start()
    unsit.until("somebody", lambda status: status["state"] == "sitting")
    plasma.crash()
    blind = unsit.until("blindness", lambda status: status["state"] == "blind")
    assert blind["sentence"] == "Presence cannot be seen: the display server is gone"
    unsit.rests()
    assert unsit.doctor().first("daemon") == "it runs, but cannot see you"
    plasma.come_back()
    unsit.until("sight", lambda status: status["state"] != "blind")
    plasma.hand.move(410, 310)
    unsit.until("somebody", lambda status: status["state"] == "sitting")
    icon(plasma, FRESH)
