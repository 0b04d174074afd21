"""The parts of a Mac's desktop, before Apple's few modules as `tests.desktop.mac` has them."""

import ctypes
import io
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
from PIL import Image

from tests.desktop.mac import Mac, imported, window
from tests.desktop.quiet import for_a_while
from tests.desktop.stage import until
from unsit.core.events import Event, Idle, Input, Locked, Signalled, Slept, Unlocked, Woke
from unsit.core.menu import OPENED, Entry
from unsit.desktop import Desktop, Notice, Pixmap
from unsit.loop import Loop
from unsit.painter import argb, face

assert sys.platform == "linux"

MOMENT = 0.05


@pytest.fixture
def desk(mac: Mac, loop: Loop) -> Desktop:
    from unsit.desktop.macos.desk import MacDesktop

    desk = MacDesktop(loop)
    mac.does(desk._main)
    return desk


def never(*_: object) -> None:
    pytest.fail("called")


# --- the main thread ----------------------------------------------------------------------------


@pytest.fixture
def alone(loop: Loop) -> Iterator[Mac]:
    """A Mac whose main thread is this one, and nothing runs yet."""
    mac = Mac()
    with imported(mac):
        yield mac


def application(loop: Loop) -> Any:
    from unsit.desktop.macos.application import Application

    return Application(loop)


def test_the_loop_lives_beside_the_main_thread_until_it_is_stopped(alone: Mac, loop: Loop) -> None:
    lived: list[str] = []
    main = application(loop)

    def life() -> None:
        lived.append(threading.current_thread().name)
        loop.later(0, loop.stop)
        loop.run()
        lived.append("farewell")

    main.run(life)
    assert lived == ["loop", "farewell"]
    assert alone.app.replied == []
    assert alone.app.policy == 1, "neither a Dock icon nor a menu"


def test_a_signal_is_heard_though_the_main_thread_rests(alone: Mac, loop: Loop) -> None:
    before = signal.signal(signal.SIGTERM, lambda *_: loop.stop())
    try:
        rests = partial(loop.later, 0.2, os.kill, os.getpid(), signal.SIGTERM)
        alone.posted.put((loop.soon, (rests,)))
        application(loop).run(loop.run)
    finally:
        signal.signal(signal.SIGTERM, before)


def test_what_fails_in_the_loop_is_raised_where_it_was_started(alone: Mac, loop: Loop) -> None:
    def life() -> None:
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        application(loop).run(life)


def test_logging_out_waits_for_the_last_words_of_the_loop(alone: Mac, loop: Loop) -> None:
    main = application(loop)
    answers: list[int] = []
    happened: list[str] = []
    alone.app.on_reply = lambda: happened.append("end")

    def life() -> None:
        main.soon(lambda: answers.append(alone.app.delegate.applicationShouldTerminate_(alone.app)))
        loop.run()
        happened.append("farewell")

    main.run(life)
    assert answers == [2], "NSTerminateLater"
    assert happened == ["farewell", "end"]


# --- the tray -----------------------------------------------------------------------------------


def pictures(name: str) -> list[Pixmap]:
    return [(size, size, argb(face(name, size))) for size in (16, 64)]


class Bar:
    """Our icon in the menu bar."""

    def __init__(self, mac: Mac, loop: Loop, desk: Any) -> None:
        from unsit.desktop.macos.tray import MacTray

        self.mac, self.loop = mac, loop
        self.painted = True
        self.entries: list[Entry] = [Entry("Stretch now", {"verb": "stretch"}, default=True)]
        self.chosen: list[Any] = []
        self.hosts: list[bool] = []
        self.tray = MacTray(
            desk._main(),
            loop,
            lambda: tuple(self.entries),
            lambda request, token: self.chosen.append(request),
            lambda name: pictures(name) if self.painted else [],
            self.hosts.append,
        )

    def settles(self) -> None:
        self.mac.does(lambda: None)

    @property
    def button(self) -> Any:
        self.settles()
        assert self.mac.item is not None
        return self.mac.item.face


@pytest.fixture
def bar(mac: Mac, loop: Loop, desk: Desktop) -> Bar:
    return Bar(mac, loop, desk)


def test_the_face_has_all_its_pixels_in_the_size_of_the_menu_bar(bar: Bar) -> None:
    bar.tray.show("due", "Sitting since 10:00")
    shown = bar.button.image
    drawn = Image.open(io.BytesIO(shown.data))
    assert shown.points == (18.0, 18.0)
    assert drawn.tobytes() == face("due", 64).tobytes()
    assert bar.button.tip == "Sitting since 10:00"
    assert not bar.button.hidden


def test_a_face_that_is_painted_late_is_shown_then(bar: Bar) -> None:
    bar.painted = False
    bar.tray.show("due", "")
    bar.settles()
    assert bar.mac.item is None
    bar.painted = True
    bar.tray.refresh()
    assert bar.button.image is not None
    until("host", lambda: bar.hosts == [True], bar.loop)


def test_another_face_and_another_tip_take_the_place_of_those_before(bar: Bar) -> None:
    bar.tray.show("fresh", "one")
    first = bar.button.image
    bar.tray.show("fresh", "two")
    assert bar.button.image is first
    assert bar.button.tip == "two"
    bar.tray.show("due", "two")
    assert bar.button.image is not first
    assert len(bar.mac.bar.items) == 1


def test_who_opens_the_menu_is_told_of_and_reads_what_holds_now(bar: Bar) -> None:
    bar.tray.show("fresh", "")
    bar.entries[:] = [Entry("Sitting 7 min", enabled=False), Entry(separator=True)]
    assert bar.mac.opens() == ["Sitting 7 min"]
    until("opening", lambda: bar.chosen == [OPENED], bar.loop)


def test_a_menu_that_is_read_does_not_change_under_the_hand(bar: Bar) -> None:
    bar.entries.append(Entry("Quit", {"verb": "quit"}))
    bar.tray.show("fresh", "")
    bar.mac.opens()
    bar.entries.insert(0, Entry("Skip this one", {"verb": "skip"}))
    bar.tray.refresh()
    bar.mac.clicks("Quit")
    until("choice", lambda: bar.chosen == [OPENED, {"verb": "quit"}], bar.loop)


def test_check_marks_grey_lines_and_submenus_are_as_they_are_said(bar: Bar) -> None:
    bar.entries[:] = [
        Entry("I am standing", {"verb": "sit"}, checked=True),
        Entry("Start at login", {"verb": "autostart"}, checked=False),
        Entry("Snooze", {"verb": "snooze"}, enabled=False),
        Entry("Pause", children=(Entry("1 hour", {"verb": "pause"}),)),
    ]
    bar.tray.show("fresh", "")
    assert bar.mac.opens()[-2:] == ["Pause", "1 hour"]
    assert bar.mac.item is not None
    lines = bar.mac.item.menu.items
    assert [line.state for line in lines] == [1, 0, 0, 0]
    assert [line.enabled for line in lines] == [True, True, False, True]


def test_a_loop_that_is_kept_busy_leaves_the_menu_its_last_words(
    bar: Bar, monkeypatch: pytest.MonkeyPatch
) -> None:
    from unsit.desktop.macos import tray

    bar.tray.show("fresh", "")
    assert bar.mac.opens() == ["Stretch now"]
    monkeypatch.setattr(tray, "PATIENCE", 0.01)
    bar.mac.loop = None
    bar.entries.clear()
    assert bar.mac.opens() == ["Stretch now"]


def test_a_line_that_must_be_held_down_opens_the_panel(bar: Bar) -> None:
    bar.entries[:] = [Entry("Snooze", {"verb": "snooze"}, hold=3.0)]
    bar.tray.show("fresh", "")
    bar.mac.opens()
    bar.mac.clicks("Snooze")
    until("choice", lambda: {"verb": "open"} in bar.chosen, bar.loop)


def test_a_closed_icon_is_gone_and_stays_so(bar: Bar) -> None:
    bar.tray.show("fresh", "")
    bar.settles()
    bar.tray.close()
    bar.tray.close()
    bar.tray.show("due", "")
    bar.settles()
    assert bar.mac.bar.items == []


def test_starting_the_program_that_runs_opens_its_panel(
    mac: Mac, loop: Loop, desk: Desktop, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen: list[Any] = []
    monkeypatch.setattr("unsit.desktop.faces.Faces.see_to", lambda *_: None)
    desk.tray(tuple, lambda request, token: chosen.append(request), never, never)
    reopen = mac.app.delegate.applicationShouldHandleReopen_hasVisibleWindows_
    assert mac.does(lambda: reopen(mac.app, False)) is False
    until("panel", lambda: chosen == [{"verb": "open"}], loop)


# --- sleep, the lock, input ---------------------------------------------------------------------

LOCK, UNLOCK = "com.apple.screenIsLocked", "com.apple.screenIsUnlocked"
LEFT = "NSWorkspaceSessionDidResignActiveNotification"
CAME = "NSWorkspaceSessionDidBecomeActiveNotification"


def test_sleep_and_the_lock_are_told_with_the_time_at_which_they_came(
    mac: Mac, loop: Loop, desk: Desktop
) -> None:
    told: list[Event] = []
    power = desk.power(told.append, never)
    for center, name in (
        (mac.session, LOCK),
        (mac.machine, "NSWorkspaceWillSleepNotification"),
        (mac.machine, "NSWorkspaceDidWakeNotification"),
        (mac.session, UNLOCK),
        (mac.session, "com.apple.something"),
    ):
        mac.does(partial(center.posts, name))
    until("four", lambda: len(told) == 4, loop)
    assert [type(event) for event in told] == [Locked, Slept, Woke, Unlocked]
    assert [event.at for event in told] == sorted(event.at for event in told)
    power.close()
    power.close()
    mac.does(lambda: mac.session.posts(LOCK))
    for_a_while(loop, MOMENT)
    assert len(told) == 4
    assert mac.session.observers == mac.machine.observers == []


def test_a_lock_and_another_persons_turn_are_one_absence(
    mac: Mac, loop: Loop, desk: Desktop
) -> None:
    told: list[type[Event]] = []
    desk.power(lambda event: told.append(type(event)), never)
    for center, name in (
        (mac.session, LOCK),
        (mac.machine, LEFT),
        (mac.machine, CAME),
        (mac.session, LOCK),
        (mac.session, UNLOCK),
        (mac.session, UNLOCK),
    ):
        mac.does(partial(center.posts, name))
    for_a_while(loop, MOMENT)
    assert told == [Locked, Unlocked]


def test_who_touches_nothing_is_idle_by_quartzs_count(mac: Mac, loop: Loop, desk: Desktop) -> None:
    told: list[Event] = []
    presence = desk.presence(told.append, 60.0, never)
    until("input", lambda: [type(event) for event in told] == [Input], loop)
    mac.idle = lambda: 61.0
    presence.watch(59.0)
    until("idle", lambda: type(told[-1]) is Idle, loop)
    presence.close()


# --- notices, the screen kept awake -------------------------------------------------------------

PROGRAM = """#!{python}
import json, os, sys
with open({said!r} + ".part", "w") as file:
    json.dump(sys.argv[1:], file)
os.replace({said!r} + ".part", {said!r})
{then}
"""


def program(folder: Path, name: str, then: str = "") -> Path:
    """Put a program on the PATH that writes down how it was called, and return where."""
    said = folder / f"{name}.said"
    path = folder / name
    path.write_text(PROGRAM.format(python=sys.executable, said=str(said), then=then))
    path.chmod(0o755)
    return said


@pytest.fixture
def tools(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = home / "tools"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


DUE = Notice("due", "You have sat", 'Say "when" \\', (("start", "Start"),))


class Shown:
    """A notifier, whether its notices are seen, and how each `osascript` ended."""

    def __init__(self, desk: Desktop, loop: Loop) -> None:
        self.seen: list[bool] = []
        self.codes: list[int] = []
        self._loop = loop
        self.notifier = cast("Any", desk.notifier(self.seen.append, never))
        self._ended, self.notifier._ended = self.notifier._ended, self._over

    def shows(self, notice: Notice) -> None:
        """Show a notice, and wait for the end of what shows it."""
        before = len(self.codes)
        self.notifier.show(notice, never)
        until("osascript", lambda: len(self.codes) > before, self._loop)

    def _over(self, code: int) -> None:
        self.codes.append(code)
        self._ended(code)


@pytest.fixture
def shown(tools: Path, desk: Desktop, loop: Loop) -> Shown:
    return Shown(desk, loop)


def test_a_notice_goes_to_osascript_as_arguments_and_says_where_it_is_answered(
    tools: Path, shown: Shown
) -> None:
    said = program(tools, "osascript")
    shown.shows(DUE)
    flag, script, first, title, body = json.loads(said.read_text())
    assert (flag, first, title) == ("-e", "Unsit", DUE.title)
    assert body == f"{DUE.body} Answer it in the menu of Unsit's icon."
    assert DUE.title not in script
    assert shown.seen == [True]
    shown.notifier.withdraw("due")
    shown.notifier.close()


def test_what_cannot_be_shown_is_told_once_and_taken_back_when_it_can(
    tools: Path, shown: Shown, caplog: pytest.LogCaptureFixture
) -> None:
    shown.notifier.show(DUE, never)
    assert shown.seen == [True, False], "there is no osascript"
    program(tools, "osascript", "sys.exit(1)")
    shown.shows(DUE)
    assert (shown.codes, shown.seen) == ([1], [True, False])
    program(tools, "osascript")
    shown.shows(DUE)
    assert (shown.codes, shown.seen) == ([1, 0], [True, False, True])
    assert len(caplog.records) == 1


def test_the_screen_is_kept_awake_until_closed_and_no_longer_than_we_live(
    tools: Path, desk: Desktop, loop: Loop
) -> None:
    said = program(tools, "caffeinate", "import time; time.sleep(60)")
    awake: Any = desk.awake()
    until("caffeinate", said.exists, loop)
    assert json.loads(said.read_text()) == ["-d", "-w", str(os.getpid())]
    awake.close()
    awake.close()
    until("end", lambda: not Path(f"/proc/{awake._child.pid}").exists(), loop)


def test_what_a_mac_lacks_is_said_in_a_sentence(tools: Path, desk: Desktop) -> None:
    with pytest.raises(OSError, match="caffeinate"):
        desk.awake()
    with pytest.raises(OSError, match="media keys"):
        desk.remote(never, never)


# --- signs --------------------------------------------------------------------------------------


def test_signs_are_looked_for_while_they_are_followed(mac: Mac, loop: Loop, desk: Desktop) -> None:
    told: list[Any] = []
    signs = desk.signs(told.append, never)
    mac.windows = [window(0, 0, 0, 1440, 900)]
    signs.follow(frozenset({"fullscreen", "call", "inhibitor", "sharing"}))
    until("signs", lambda: told, loop)
    assert isinstance(told[0], Signalled)
    assert told[0].holds == {"fullscreen"}
    reasons = dict(desk.reasons())
    assert {"call", "inhibitor", "sharing"} == set(reasons), "there is no Core Audio here"
    assert "macOS does not tell" in reasons["sharing"]
    signs.close()


SCREEN = (0.0, 0.0, 1440.0, 900.0)
SECOND = (1440.0, -100.0, 1920.0, 1080.0)


@pytest.mark.parametrize(
    ("windows", "fills"),
    [
        ([], False),
        ([window(0, *SCREEN)], True),
        ([window(0, *SECOND)], True),
        ([window(0, 0, 37, 1440, 863)], True),
        ([window(24, 0, 0, 1440, 37), window(0, 0, 37, 1440, 863)], False),
        ([window(24, 1440, -100, 1920, 25), window(0, 0, 37, 1440, 863)], True),
        ([window(0, 0, 25, 1440, 800)], False),
        ([window(25, *SCREEN), window(0, 10, 10, 300, 300), window(0, *SCREEN)], False),
    ],
    ids=[
        "nothing",
        "whole",
        "second",
        "below the notch",
        "below a menu bar",
        "a menu bar elsewhere",
        "above the Dock",
        "behind another",
    ],
)
def test_the_window_in_front_fills_its_screen_or_not(
    alone: Mac, windows: list[dict[str, Any]], fills: bool
) -> None:
    from unsit.desktop.macos.screens import fills_one

    alone.windows, alone.screens = windows, [SCREEN, SECOND]
    assert fills_one() is fills


class CoreAudio:
    """Devices by number, as AudioObjectGetPropertyData tells of them."""

    def __init__(self, chosen: int, running: dict[int, int]) -> None:
        self.chosen, self.running = chosen, running

    def AudioObjectGetPropertyData(  # noqa: N802  Core Audio's name
        self, thing: Any, address: Any, more: Any, data: None, size: Any, out: Any
    ) -> int:
        selector = address._obj.selector.to_bytes(4, "big")
        assert address._obj.scope.to_bytes(4, "big") == b"glob"
        assert size._obj.value == 4
        if (thing.value, selector) == (1, b"dIn "):
            out._obj.value = self.chosen
        elif selector == b"gone" and thing.value in self.running:
            out._obj.value = self.running[thing.value]
        else:
            return 0x77686F3F  # who?
        return 0


@pytest.mark.parametrize(
    ("audio", "listens"),
    [
        (CoreAudio(0, {}), False),
        (CoreAudio(7, {7: 0}), False),
        (CoreAudio(7, {7: 1, 8: 0}), True),
        (CoreAudio(7, {}), False),
    ],
    ids=["no device", "silent", "in a call", "just unplugged"],
)
def test_a_microphone_that_runs_is_a_call(alone: Mac, audio: CoreAudio, listens: bool) -> None:
    from unsit.desktop.macos.microphone import Microphone

    assert Microphone(audio).listens() is listens


class CoreFoundation:
    """A dictionary at address 1000 with one number in it, at 2000; `held` counts what is ours."""

    def __init__(self, level: int | None) -> None:
        self.level, self.held = level, 0

    def IOPMCopyAssertionsStatus(self, out: Any) -> int:  # noqa: N802  IOKit's name
        if self.level is None:
            return -1
        self.held += 1
        out._obj.value = 1000
        return 0

    def CFStringCreateWithCString(self, _: None, text: bytes, code: int) -> bytes:  # noqa: N802
        return text

    def CFDictionaryGetValue(self, found: Any, key: bytes) -> int | None:  # noqa: N802
        known = found.value == 1000 and key == b"PreventUserIdleDisplaySleep"
        return 2000 if known and self.level != -1 else None

    def CFNumberGetValue(self, number: int, kind: int, out: Any) -> bool:  # noqa: N802
        assert (number, kind) == (2000, 9)
        assert isinstance(out._obj, ctypes.c_int)
        out._obj.value = self.level or 0
        return True

    def CFRelease(self, found: Any) -> None:  # noqa: N802
        self.held -= 1


@pytest.mark.parametrize(("level", "holds"), [(None, False), (-1, False), (0, False), (255, True)])
def test_a_display_that_is_kept_awake_is_a_film(alone: Mac, level: int | None, holds: bool) -> None:
    from unsit.desktop.macos.assertions import Assertions

    core = CoreFoundation(level)
    assert Assertions(core, core).hold() is holds
    assert core.held == 0


# --- all of it ----------------------------------------------------------------------------------


def test_opening_the_desktop_loads_nothing_of_apples_before_it_is_wanted() -> None:
    code = (
        "import sys; sys.platform = 'darwin'\n"
        "from unsit.desktop import autostart, here; from unsit.loop import Loop\n"
        "here(Loop()); autostart()\n"
        "print(sorted({'AppKit', 'pystray', 'PIL', 'Quartz'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")
