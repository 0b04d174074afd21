"""Unsit on a real GNOME Shell: who is at the keys, do not disturb, the tray and the notices."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.contracts.presence import counts
from tests.desktop.fake_mutter import FakeSession
from tests.desktop.heavy.gnome import TITLES, Gnome
from tests.desktop.quiet import for_a_while
from tests.desktop.stage import until
from tests.desktop.test_tray import Person
from unsit.core.events import Blind, Event, Idle, Input, Lull
from unsit.desktop import Notice, Pixmap
from unsit.desktop.linux._sni import SniTray
from unsit.desktop.linux.bus import Bus
from unsit.desktop.linux.idlemonitor import NO_IDLE
from unsit.desktop.linux.mutter import MutterPresence
from unsit.desktop.linux.notify import BusNotifier
from unsit.desktop.linux.quiet import DoNotDisturb
from unsit.loop import Loop

assert sys.platform == "linux"

ICON = (
    "Object.entries(Main.panel.statusArea).find(([name]) => name.startsWith('appindicator'))?.[1]"
)
BANNER = "Main.messageTray._banner"


@pytest.fixture
def bus(gnome: Gnome, loop: Loop) -> Iterator[Bus]:
    bus = gnome.bus.peer(loop)
    yield bus
    bus.close()


# --- who is at the keys ---------------------------------------------------------------------------


class Watching:
    """A presence, and what it tells."""

    def __init__(self, bus: Bus, loop: Loop, idle_after: float) -> None:
        self.events: list[Event] = []
        self.loop = loop
        self.presence = MutterPresence(bus, loop, self.events.append, idle_after)

    def hears(self, kind: type[Event]) -> Event:
        """Wait for the next event and return it; it must be of this kind."""
        until(kind.__name__, lambda: self.events, self.loop)
        event = self.events.pop(0)
        assert isinstance(event, kind), event
        return event


@pytest.fixture
def watching(gnome: Gnome, bus: Bus, loop: Loop) -> Iterator[Watching]:
    gnome.move(200, 300)
    watching = Watching(bus, loop, idle_after=60.0)
    watching.hears(Input)
    yield watching
    watching.presence.close()


def test_going_and_coming_back_are_seen(gnome: Gnome, watching: Watching, loop: Loop) -> None:
    moved = loop.at()
    gnome.move(210, 300)
    watching.presence.watch(1.0)
    counts(watching.hears(Idle), moved, 1.0)
    moved = loop.at()
    gnome.move(220, 300)
    assert watching.hears(Input).at >= moved


def test_one_who_was_away_before_the_start_is_told_at_once(bus: Bus, loop: Loop) -> None:
    for_a_while(loop, 0.3)
    watching = Watching(bus, loop, idle_after=0.2)
    watching.hears(Idle)
    watching.presence.close()


def test_a_moving_pointer_is_not_told_again_and_again(
    gnome: Gnome, watching: Watching, loop: Loop
) -> None:
    for x in range(20):
        gnome.move(300 + x, 300)
        loop.once(0.02)
    assert watching.events == []


def test_a_lull_is_told_while_the_person_is_still_there(gnome: Gnome, watching: Watching) -> None:
    gnome.move(230, 300)
    watching.presence.await_lull(0.5)
    watching.hears(Lull)


def test_the_input_after_a_wake_is_told(gnome: Gnome, watching: Watching, loop: Loop) -> None:
    watching.presence.look_again()
    for_a_while(loop, 0.1)
    assert watching.events == []
    gnome.move(240, 300)
    watching.hears(Input)


def test_one_who_goes_during_a_film_is_told_all_the_same(
    gnome: Gnome, watching: Watching, bus: Bus, loop: Loop
) -> None:
    session = FakeSession(bus)
    session.comes()
    session.inhibits(NO_IDLE)
    for_a_while(loop, 0.2)
    gnome.move(260, 300)
    watching.presence.watch(1.0)
    watching.hears(Idle)
    gnome.move(270, 300)
    watching.hears(Input)
    watching.presence.await_lull(0.3)
    watching.hears(Lull)
    watching.hears(Idle)
    session.goes()


# --- do not disturb -------------------------------------------------------------------------------


def test_the_switch_of_the_shell_is_followed(
    gnome: Gnome, bus: Bus, loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in gnome.environment.items():
        monkeypatch.setenv(name, value)
    told: list[bool] = []
    source = DoNotDisturb(bus, loop, told.append)
    until("answer", lambda: told == [False], loop)
    # As the switch in the calendar of the panel does it.
    gnome.eval("Main.panel.statusArea.dateMenu._messageList._dndSwitch.toggle()")
    until("quiet", lambda: told == [False, True], loop)
    gnome.set("org.gnome.desktop.notifications", "show-banners", "true")
    until("end of quiet", lambda: told == [False, True, False], loop)
    source.close()


# --- the tray -------------------------------------------------------------------------------------


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture
def tray(
    gnome: Gnome, loop: Loop, person: Person, pictures: Callable[[str], list[Pixmap]]
) -> Iterator[SniTray]:
    tray = SniTray(
        gnome.bus.address, loop, person.entries, person.choose, pictures, person.hosts.append
    )
    tray.show("fresh", "Sitting since 10:42")
    until("icon in the panel", lambda: gnome.middle(ICON), loop)
    # Until it has been asked for there is no menu to open, and a click is for nothing.
    until("menu", lambda: gnome.eval(f"({ICON}).menu.numMenuItems"), loop)
    yield tray
    tray.close()
    until("end of the icon", lambda: not gnome.middle(ICON), loop)


def test_the_panel_shows_the_icon_and_says_so(
    gnome: Gnome, tray: SniTray, person: Person, loop: Loop, picture: Path
) -> None:
    until("word of the panel", lambda: person.hosts == [True], loop)
    x, y = until("icon", lambda: gnome.middle(ICON), loop)
    gnome.move(x, 400)
    bar = gnome.picture(picture).crop((int(x) - 12, int(y) - 12, int(x) + 12, int(y) + 12))
    assert len(bar.getcolors(1000) or ()) > 4


def line(label: str) -> str:
    return f"({ICON}).menu._getMenuItems().find(i => i.label?.text === '{label}')"


def menu(gnome: Gnome) -> list[str]:
    """Return what the menu says, as the shell has it."""
    lines = gnome.eval(f"({ICON}).menu._getMenuItems().map(i => i.label?.text ?? '')")
    return [each for each in lines if each]


def test_a_click_opens_the_menu_as_it_is_now_and_a_line_of_it_is_chosen(
    gnome: Gnome, tray: SniTray, person: Person, loop: Loop, picture: Path
) -> None:
    person.minutes = 47
    gnome.click_on("icon", ICON, loop)
    whole = ["Sitting 47 min", "Stretch now", "Stretch…", "I am standing", "Quit"]
    until("fresh menu", lambda: menu(gnome) == whole, loop)
    gnome.point_at("line of the menu", line("I am standing"), loop)
    gnome.picture(picture)
    gnome.press()
    until("wish", lambda: person.chosen, loop)
    ((request, _),) = person.chosen
    assert request == {"verb": "stand"}


def test_a_line_of_a_submenu_is_chosen(
    gnome: Gnome, tray: SniTray, person: Person, loop: Loop
) -> None:
    gnome.click_on("icon", ICON, loop)
    gnome.click_on("submenu", line("Stretch…"), loop)
    below = f"{line('Stretch…')}.menu._getMenuItems().find(i => i.label.text === 'Pigeon Pose')"
    gnome.click_on("line of the submenu", below, loop)
    until("wish", lambda: person.chosen, loop)
    assert person.chosen[0][0] == {"verb": "stretch", "pose": "pigeon"}


def test_a_middle_click_does_what_comes_first_and_brings_a_token(
    gnome: Gnome, tray: SniTray, person: Person, loop: Loop
) -> None:
    gnome.point_at("icon", ICON, loop)
    gnome.press(2)
    until("wish", lambda: person.chosen, loop)
    ((request, token),) = person.chosen
    assert request == {"verb": "stretch"}
    assert token


# --- notices --------------------------------------------------------------------------------------


class Notices:
    """A notifier on this desktop, and what was answered."""

    def __init__(self, bus: Bus, loop: Loop) -> None:
        self.served: list[bool] = []
        self.answers: list[tuple[str, str]] = []
        self.notifier = BusNotifier(bus, loop, self.served.append)
        until("server", lambda: self.served == [True], loop)

    def shows(self, title: str) -> None:
        labels = (("start", "Start"), ("snooze", "Snooze"), ("skip", "Skip"))
        notice = Notice("due", title, "Pigeon Pose, about 2 minutes.", labels, default="Start")
        self.notifier.show(notice, lambda *answer: self.answers.append(answer))


@pytest.fixture
def notices(gnome: Gnome, bus: Bus, loop: Loop) -> Iterator[Notices]:
    notices = Notices(bus, loop)
    yield notices
    notices.notifier.close()
    until("end of the notices", lambda: gnome.eval(TITLES) == [], loop)


def test_a_button_of_a_notice_is_clicked(
    gnome: Gnome, notices: Notices, loop: Loop, picture: Path
) -> None:
    notices.shows("You have sat for 45 minutes")
    # The buttons unfold when the pointer is on the notice.
    gnome.point_at("banner", BANNER, loop)
    snooze = f"{BANNER}?._buttonBox?.get_children().find(b => b.label === 'Snooze')"
    gnome.point_at("button", snooze, loop)
    gnome.picture(picture)
    gnome.press()
    until("answer", lambda: notices.answers, loop)
    for_a_while(loop, 0.1)
    assert [action for action, _ in notices.answers] == ["snooze"]


def test_a_notice_with_the_same_key_takes_the_place_of_the_one_before(
    gnome: Gnome, notices: Notices, loop: Loop
) -> None:
    notices.shows("You have sat for 45 minutes")
    until("first", lambda: gnome.eval(TITLES) == ["You have sat for 45 minutes"], loop)
    notices.shows("You have sat for 55 minutes")
    until("second", lambda: gnome.eval(TITLES) == ["You have sat for 55 minutes"], loop)
    notices.notifier.withdraw("due")
    until("end", lambda: gnome.eval(TITLES) == [], loop)
    assert notices.answers == []


# --- the shell comes and goes -----------------------------------------------------------------------


def test_a_shell_that_crashes_and_comes_back_is_survived(
    gnome: Gnome,
    watching: Watching,
    tray: SniTray,
    person: Person,
    loop: Loop,
    caplog: pytest.LogCaptureFixture,
) -> None:
    until("word of the panel", lambda: person.hosts == [True], loop)
    gnome.kill()
    blind = watching.hears(Blind)
    assert isinstance(blind, Blind)
    assert blind.reason == "GNOME Shell is gone"
    until("loss of the panel", lambda: person.hosts == [True, False], loop)
    gnome.start()
    watching.hears(Input)
    until("panel", lambda: person.hosts == [True, False, True], loop)
    until("icon in the panel", lambda: gnome.middle(ICON), loop)
    watching.presence.watch(0.5)
    watching.hears(Idle)
    gnome.move(250, 300)
    watching.hears(Input)
