"""The whole program on a real GNOME Shell: from somebody at the keys to a click on the notice."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import ImageStat

from tests.desktop.heavy.gnome import TITLES, Gnome
from tests.desktop.heavy.test_gnome import BANNER, ICON, menu
from tests.desktop.servers import SessionBus
from tests.desktop.stage import Program, until
from tests.desktop.whole import Unsit, due, held, playing

SOURCE = "GNOME's idle monitor"
PLACE = """(() => {
    const shown = global.get_window_actors().filter(a => a.mapped).map(a => a.meta_window);
    const window = shown.find(w => w.get_wm_class()?.startsWith('unsit'));
    const {x, y, width, height} = window?.get_frame_rect() ?? {width: 0};
    if (!width) return null;
    const room = window.get_work_area_current_monitor();
    return {x, y, width, height, focused: window.has_focus(),
            top: room.y, right: room.x + room.width, bottom: room.y + room.height};
})()"""
"""Where the session window is, None = it is not to be seen."""
PATIENT = 40.0
"""Seconds, for a desktop that has a busy machine's processor draw its screen."""


class GnomeWithX(Gnome):
    """GNOME as people have it: X programs have a place on it, too."""

    @staticmethod
    def command() -> tuple[str, ...]:
        return tuple(word for word in Gnome.command() if word != "--no-x11")

    def screens(self) -> dict[str, str]:
        """Return what a program needs to find its screen."""
        wayland = Path(self.environment["XDG_RUNTIME_DIR"], "wayland-0")
        x = {name: str(self.eval(f"imports.gi.GLib.getenv('{name}')")) for name in X}
        return {"WAYLAND_DISPLAY": str(wayland), **x}


X = ("DISPLAY", "XAUTHORITY")


@pytest.fixture(scope="module")
def gnome(folder: Path) -> Iterator[GnomeWithX]:
    with SessionBus(folder) as bus, GnomeWithX(bus) as gnome:
        yield gnome


@pytest.fixture
def unsit(gnome: GnomeWithX, home: Path) -> Iterator[Unsit]:
    names = ("DBUS_SESSION_BUS_ADDRESS", "XDG_CONFIG_HOME", "GSETTINGS_BACKEND", "XDG_SESSION_TYPE")
    around = {name: gnome.environment[name] for name in names}
    desktop = {**gnome.screens(), "XDG_CURRENT_DESKTOP": "GNOME", "LANG": "C.UTF-8"}
    gnome.move(200, 300)
    program = Unsit(home, {**os.environ, **around, **desktop})
    yield program
    program.stop()
    until("end of the icon", lambda: not gnome.middle(ICON), seconds=PATIENT)


def notices(gnome: Gnome) -> list[str]:
    titles: list[str] = gnome.eval(TITLES)
    return titles


def hours(unsit: Unsit) -> None:
    """Have nothing fall due in this test."""
    unsit.change('remind_after = "3 s"', 'remind_after = "1 h"')


def test_going_and_coming_back_are_seen(unsit: Unsit, gnome: Gnome) -> None:
    hours(unsit)
    unsit.change('idle_after = "1 min"', 'idle_after = "1 s"')
    unsit.start()
    unsit.until("absence", lambda status: status["state"] == "away")
    assert unsit.parts()["presence"] == SOURCE
    gnome.move(220, 310)
    unsit.until("return", lambda status: status["state"] == "sitting")


def test_the_doctor_finds_all_that_a_reminder_needs(unsit: Unsit, gnome: Gnome) -> None:
    hours(unsit)
    unsit.start()
    until("icon", lambda: gnome.middle(ICON), seconds=PATIENT)
    found = unsit.doctor()
    assert found.first("daemon") == f"it runs and sees you by {SOURCE}"
    assert found.first("presence") == f"{SOURCE} answers and moves"
    assert found.first("notifications").startswith("gnome-shell ")
    assert found.first("notifications").endswith("with buttons")
    assert found.first("tray") == "gnome-shell shows icons (StatusNotifierItem)"
    assert "platform xcb" in found.first("window")
    assert found.code == 0


def test_the_menus_first_line_says_how_things_stand(
    unsit: Unsit, gnome: Gnome, picture: Path
) -> None:
    hours(unsit)
    unsit.start()
    until("icon", lambda: gnome.middle(ICON), seconds=PATIENT)
    until("menu", lambda: gnome.eval(f"({ICON}).menu.numMenuItems"), seconds=PATIENT)
    gnome.click_on("icon", ICON)
    gnome.picture(picture)

    def says_it() -> bool:
        first = menu(gnome)[0]
        return first.startswith("Sitting ") and first.endswith(", next stretch in 1 h")

    until("sentence", says_it, seconds=PATIENT)
    gnome.eval(f"({ICON}).menu.close()")


def test_a_reminder_is_answered_by_a_click_on_its_button(
    unsit: Unsit, gnome: Gnome, picture: Path
) -> None:
    unsit.start()
    unsit.until("reminder", due)
    until("notice", lambda: any("You have sat" in each for each in notices(gnome)), seconds=PATIENT)
    gnome.point_at("banner", BANNER)
    button = f"{BANNER}?._buttonBox?.get_children().find(b => b.label === 'Snooze')"
    gnome.point_at("button", button)
    gnome.picture(picture)
    gnome.press()
    unsit.until("snooze", lambda status: status["reminder"] == "snoozed")
    assert unsit.history("reminder")[0]["outcome"] == "snoozed"


@pytest.fixture(params=["X", "Wayland"])
def windows(request: pytest.FixtureRequest, unsit: Unsit) -> str:
    """Have the window be one of X, as it is wherever that can be had, and one of Wayland's own."""
    if request.param == "Wayland":
        for name in X:
            del unsit.environment[name]
    unsit.change('lead_in = "0.5 s"', 'lead_in = "1 min"')
    return str(request.param)


@pytest.fixture
def typing(gnome: GnomeWithX, folder: Path) -> Iterator[Program]:
    """Have somebody type in another window."""
    environment = {**gnome.environment, **gnome.screens()}
    command = ("foot", "--app-id", "typing", "--config", os.devnull, "sleep", "3600")
    with Program(folder, *command, environment=environment) as window:
        until("other window", lambda: focused(gnome) == "typing", seconds=PATIENT)
        yield window


def focused(gnome: Gnome) -> str:
    return str(gnome.eval("global.display.focus_window?.get_wm_class() ?? ''"))


def seen(gnome: Gnome, picture: Path) -> dict[str, Any]:
    """Wait until the window has been drawn; return where it is."""

    def drawn() -> dict[str, Any] | None:
        place: dict[str, Any] | None = gnome.eval(PLACE)
        if place is None:
            return None
        inside = (place["x"], place["y"], place["x"] + place["width"], place["y"] + place["height"])
        light = ImageStat.Stat(gnome.picture(picture).crop(inside).convert("L")).mean[0]
        return place if light > 150 else None  # all else on this screen is dark

    found = until("window", drawn, seconds=PATIENT)
    assert found
    return found


def is_whole(place: dict[str, Any]) -> None:
    assert place["x"] >= 0
    assert place["y"] >= place["top"]
    assert place["x"] + place["width"] <= place["right"]
    assert place["y"] + place["height"] <= place["bottom"]


def test_start_on_the_notice_opens_the_window_with_the_keyboard(
    unsit: Unsit, gnome: Gnome, picture: Path, windows: str, typing: Program
) -> None:
    unsit.start()
    unsit.until("reminder", due)
    until("notice", lambda: notices(gnome), seconds=PATIENT)
    gnome.point_at("banner", BANNER)
    button = f"{BANNER}?._buttonBox?.get_children().find(b => b.label === 'Start')"
    gnome.click_on("button", button)
    unsit.until("session", playing)
    is_whole(seen(gnome, picture))
    until("keyboard", lambda: focused(gnome).startswith("unsit"), seconds=PATIENT)
    unsit.does("quit")
    until("end of the window", lambda: gnome.eval(PLACE) is None, seconds=PATIENT)


def test_a_window_that_comes_by_itself_leaves_the_keyboard_where_it_is(
    unsit: Unsit, gnome: Gnome, picture: Path, windows: str, typing: Program
) -> None:
    unsit.change('"on click"', '"at once"')
    unsit.start()
    unsit.until("session", playing)
    place = seen(gnome, picture)
    is_whole(place)
    in_the_corner = place["right"] - place["x"] - place["width"] < 40
    assert in_the_corner == (windows == "X"), "GNOME places windows of Wayland's own itself"
    # To a window of Wayland's own GNOME hands the keyboard unasked, and nobody can decline.
    assert focused(gnome) == {"X": "typing", "Wayland": "unsit"}[windows]


def test_do_not_disturb_holds_the_reminder_and_its_end_brings_it(
    unsit: Unsit, gnome: Gnome
) -> None:
    gnome.set("org.gnome.desktop.notifications", "show-banners", "false")
    unsit.start()
    assert unsit.until("hold", held)["held_by"] == ["do-not-disturb"]
    assert notices(gnome) == []
    reasons = unsit.parts()["reasons"]
    assert [
        "wayland",
        "the Wayland compositor does not tell when you are idle (no ext-idle-notify)",
    ] in reasons
    assert any(sign == "fullscreen" and "does not tell" in why for sign, why in reasons), reasons
    gnome.set("org.gnome.desktop.notifications", "show-banners", "true")
    unsit.until("end", lambda status: status["held_by"] == ["just free"])
    until("reminder", lambda: due(unsit.status()), seconds=60)
    until("notice", lambda: notices(gnome), seconds=PATIENT)


def test_a_shell_that_crashes_and_comes_back_is_used_as_before(unsit: Unsit, gnome: Gnome) -> None:
    hours(unsit)
    unsit.start()
    until("icon", lambda: gnome.middle(ICON), seconds=PATIENT)
    gnome.kill()
    unsit.until("blindness", lambda status: status["state"] == "blind")
    unsit.rests()
    assert unsit.parts()["missing"]["presence"] == "GNOME Shell is gone"
    found = unsit.doctor()
    assert found.first("daemon") == "it runs, but cannot see you"
    assert not found.checks["presence"]["ok"]
    assert found.code == 1
    gnome.start()
    unsit.until("sight", lambda status: status["state"] != "blind")
    gnome.move(250, 320)
    unsit.until("somebody", lambda status: status["state"] == "sitting")
    until("icon", lambda: gnome.middle(ICON), seconds=PATIENT)
    unsit.change('remind_after = "1 h"', 'remind_after = "3 s"')
    unsit.until("reminder", due)
    until("notice", lambda: notices(gnome), seconds=PATIENT)
