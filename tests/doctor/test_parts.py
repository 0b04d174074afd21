"""Each subject by itself, where it is there and where it is not."""

import os
import socket
import sqlite3
import stat
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.desktop.mocks import SAVER, LogindMock, SaverMock
from tests.desktop.screen import Display
from tests.desktop.servers import SessionBus
from tests.desktop.stage import Program, until
from tests.doctor.test_daemon import answering
from unsit import history as record
from unsit import journal, places, prepare
from unsit.core.language import SPOKEN
from unsit.desktop.linux import starters
from unsit.doctor import (
    Finding,
    autostart,
    buses,
    fonts,
    history,
    hooks,
    lock,
    notifications,
    settings,
    sleep,
    sound,
    speech,
    tray,
)
from unsit.doctor.examining import examine
from unsit.doctor.findings import shown
from unsit.doctor.subjects import Subject

assert sys.platform == "linux"


@pytest.fixture
def bus(own_bus: SessionBus, monkeypatch: pytest.MonkeyPatch) -> SessionBus:
    """Be in a session of this bus, which is the system's, too."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", own_bus.address)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", own_bus.address)
    return own_bus


def program(folder: Path, name: str, text: str = "") -> Path:
    """Put a program into a folder."""
    folder.mkdir(exist_ok=True, parents=True)
    file = folder / name
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(stat.S_IRWXU)
    return file


# --- notifications --------------------------------------------------------------------------------


def test_a_server_that_can_be_started_counts(bus: SessionBus) -> None:
    assert notifications.check().remedy == notifications.INSTALL
    bus.activatable("org.freedesktop.Notifications", "/bin/false")
    found = notifications.check()
    assert found == Finding(True, "a server will be started with the first notification")


def test_a_server_that_could_not_be_started_does_not_count(bus: SessionBus) -> None:
    bus.activatable("org.freedesktop.Notifications", "/bin/false")
    with answering({"ok": True, "heard": False}):
        assert notifications.check() == Finding(
            False, notifications.UNSTARTED, notifications.RESTART
        )
    with answering({"ok": True, "heard": True}):
        assert notifications.check().ok


@pytest.mark.parametrize(
    ("name", "able", "words"),
    [
        ("Plasma", ["actions", "body"], "with buttons"),
        ("mako", ["actions"], "`makoctl menu` has the rest"),
        ("dunst", ["actions"], "`dunstctl context` has the rest"),
        ("Plain", [], "the tray and `unsit` verbs"),
    ],
)
def test_what_each_server_does_with_buttons_is_told(name: str, able: list[str], words: str) -> None:
    assert words in notifications._buttons(name, able)


# --- the tray -------------------------------------------------------------------------------------


def test_an_old_tray_is_seen(bus: SessionBus, monkeypatch: pytest.MonkeyPatch) -> None:
    with Display(bus.folder) as display:
        monkeypatch.setenv("DISPLAY", display.environment["DISPLAY"])
        assert tray.check().remedy == tray.PANEL
        with Program(bus.folder, "trayer", environment={**bus.environment, **display.environment}):
            until("old tray", lambda: not tray.check().remedy)
            assert tray.check().detail.startswith("there is an old tray (XEmbed)")


def test_without_a_session_bus_the_panel_is_not_to_blame(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tray.check().remedy == buses.IN_A_SESSION
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={home}/gone")
    assert tray.check().remedy == notifications.check().remedy == buses.LOG_IN


def test_on_gnome_the_extension_is_named(bus: SessionBus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "ubuntu:GNOME")
    assert tray.check().remedy == tray.GNOME


# --- sleep and lock -------------------------------------------------------------------------------


def test_logind_and_savers_are_found(bus: SessionBus) -> None:
    assert sleep.check().remedy == sleep.INSTALL
    assert lock.check() == Finding(True, lock.NOBODY, lock.LOCKER)
    logind, saver = LogindMock(bus), SaverMock(bus, SAVER)
    logind.start()
    assert sleep.check() == Finding(True, "logind tells of it")
    assert lock.check() == Finding(True, "logind can tell of it")
    saver.start()
    assert lock.check() == Finding(True, "python3 can tell of it; logind can tell of it")
    logind.stop()
    assert lock.check() == Finding(True, "python3 can tell of it")
    saver.stop()


# --- files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("shut", ["", "settings.toml", "poses"])
def test_settings_that_may_not_be_read_are_named_with_their_repair(
    monkeypatch: pytest.MonkeyPatch, shut: str
) -> None:
    places.write_whole(places.settings_file(), "[sitting]\n")
    places.own_poses_dir().mkdir()
    closed = places.config_dir() / shut
    access, exists = os.access, os.path.exists  # for root nothing is closed
    monkeypatch.setattr(os, "access", lambda path, how: path != closed and access(path, how))
    monkeypatch.setattr(
        os.path, "exists", lambda path: closed not in Path(path).parents and exists(path)
    )
    found = settings.check()
    assert not found.ok
    assert found.detail.endswith(f"{closed.name} may not be read")
    rights = "rw" if shut == "settings.toml" else "rwx"
    assert found.remedy == f'`sudo chown "$USER" {closed} && chmod u+{rights} {closed}` mends that.'


def test_good_settings_and_none_are_both_fine() -> None:
    assert "so the defaults hold; 17 poses" in settings.check().detail
    places.write_whole(places.settings_file(), "[sitting]\n")
    assert settings.check().detail.endswith("settings.toml is good; 17 poses")


def test_a_whole_history_is_counted() -> None:
    with record.opened():
        pass
    assert history.check().detail.endswith("is whole; stretches in it: 0")


def test_a_damaged_history_is_to_be_moved_away() -> None:
    places.write_whole(record.path(), b"nonsense" * 1000)
    found = history.check()
    assert not found.ok
    assert found.remedy == history.MOVE


def test_a_history_that_is_damaged_within_is_found_out() -> None:
    with record.opened() as book:
        book.take_in()
    with closing(sqlite3.connect(record.path())) as database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute("UPDATE sqlite_master SET rootpage = 2 WHERE name = 'sessions'")
        database.commit()
    found = history.check()
    assert not found.ok
    assert found.remedy == history.MOVE


def test_a_history_of_a_newer_unsit_is_left_alone() -> None:
    with record.opened():
        pass
    with closing(sqlite3.connect(record.path())) as database:
        database.execute("PRAGMA user_version = 99")
    assert history.check() == Finding(
        False, f"{shown(record.path())} is of version 99", history.UPDATE
    )


def test_a_journal_that_cannot_be_written_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    places.write_whole(places.data_dir(), "a file where the folder should be")
    found = history.check()
    assert not found.ok
    assert "should be a folder, and is none" in found.detail
    places.data_dir().unlink()
    monkeypatch.setattr(os, "access", lambda *_: False)  # whom everything is allowed is told this
    assert history.check().remedy == history.FREE


def test_a_place_that_holds_no_files_is_not_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/proc/x")
    monkeypatch.setattr(os, "access", lambda *_: True)  # as for whom everything is allowed
    assert history.check() == Finding(False, "/proc can hold no files", history.ELSEWHERE)


@pytest.mark.parametrize("path", [record.path, journal.path])
def test_a_folder_where_a_file_should_be_is_to_be_moved_away(path: Callable[[], Path]) -> None:
    path().mkdir(parents=True)
    assert history.check() == Finding(
        False, f"{shown(path())} should be a file, and is none", history.MOVE
    )


def test_a_history_that_another_program_holds_is_to_be_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(history, "PATIENCE", 0.0)
    with record.opened() as book:
        book.take_in()
    with closing(sqlite3.connect(record.path())) as database:
        database.execute("PRAGMA journal_mode = DELETE")
        database.execute("BEGIN EXCLUSIVE")
        assert history.check().remedy == history.AGAIN


def test_looking_at_the_history_takes_nothing_in() -> None:
    file = journal.path()
    places.write_whole(file, '{"kind": "session"}\n')
    assert history.check() == Finding(True, "nothing is written down yet")
    assert file.exists()
    assert not record.path().exists()


def test_the_home_itself_is_told_as_what_it_is_called(home: Path) -> None:
    assert [shown(path) for path in (home, home / "a/b", home.parent)] == [
        "~",
        str(Path("~/a/b")),
        str(home.parent),
    ]


# --- at login -------------------------------------------------------------------------------------


@pytest.fixture
def entry(monkeypatch: pytest.MonkeyPatch, home: Path) -> Path:
    """Return where the desktop's entry stands; the machine's own are out of sight."""
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(home / "shared"))
    return Path(os.environ["XDG_CONFIG_HOME"], "autostart", "unsit.desktop")


def test_without_an_entry_it_is_said_how_to_have_one(entry: Path) -> None:
    found = autostart.check()
    assert found.ok
    assert found.remedy == autostart.ADD


def test_an_entry_whose_program_is_there_is_good(entry: Path, home: Path) -> None:
    unsit = program(home / "my programs", "unsit")
    places.write_whole(entry, f'[Desktop Entry]\nType=Application\nExec="{unsit}" --quiet\n')
    found = autostart.check()
    assert found == Finding(True, f"~/config/autostart/unsit.desktop starts {unsit}")


def test_of_a_script_it_is_said_that_nobody_can_see_what_it_starts(entry: Path, home: Path) -> None:
    script = program(home, "login.sh")
    places.write_whole(entry, f"[Desktop Entry]\nType=Application\nExec={script}\n")
    detail = f"~/config/autostart/unsit.desktop starts {script}"
    assert autostart.check() == Finding(True, detail, autostart.UNSEEN)


@pytest.mark.parametrize(
    ("text", "words", "remedy"),
    [
        ("Exec=/nowhere/unsit", "starts /nowhere/unsit, which is not there", autostart.THEIRS),
        ("Exec=/nowhere/unsit\nX-Unsit=true", "which is not there", autostart.BROKEN),
        ("Exec=", "names no program", autostart.BROKEN),
        ('Exec="unsit', "names no program", autostart.THEIRS),
        ("Exec=sh\nHidden=true", "is not to be started", autostart.THEIRS),
        ("Hidden=true", "is not to be started", autostart.ADD),
        ("Exec=sh\nOnlyShowIn=KDE;", "is not for this desktop, GNOME", autostart.THEIRS),
    ],
)
def test_an_entry_that_starts_nothing_is_to_be_put_right(
    entry: Path, monkeypatch: pytest.MonkeyPatch, text: str, words: str, remedy: str
) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "GNOME")
    places.write_whole(entry, f"[Desktop Entry]\n{text}\n")
    found = autostart.check()
    assert found.ok
    assert words in found.detail
    assert found.remedy == remedy


def test_an_entry_that_may_not_be_read_is_not_taken_for_none(
    entry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places.write_whole(entry, "[Desktop Entry]\nExec=/bin/sh\n")
    monkeypatch.setattr(os, "access", lambda path, _: path != entry)  # for root nothing is closed
    remedy = f'`sudo chown "$USER" {entry} && chmod u+rw {entry}` mends that.'
    detail = "~/config/autostart/unsit.desktop may not be read"
    assert autostart.check() == Finding(True, detail, remedy)


def test_with_an_entry_and_a_unit_both_are_named(entry: Path) -> None:
    places.write_whole(entry, "[Desktop Entry]\nExec=/bin/sh\n")
    unit = entry.parents[1] / "systemd/user/unsit.service"
    places.write_whole(unit, "[Service]\nExecStart=/bin/sh\n")
    (unit.parent / "default.target.wants").mkdir()
    (unit.parent / "default.target.wants" / unit.name).symlink_to(unit)
    starts = "~/config/autostart/unsit.desktop starts /bin/sh"
    also = "and ~/config/systemd/user/unsit.service starts it, too"
    assert autostart.check() == Finding(True, f"{starts}, {also}", autostart.ONE_OF_TWO)


def test_an_entry_that_the_desktop_does_not_read_is_not_said_to_start_anything(
    entry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "sway")
    places.write_whole(entry, "[Desktop Entry]\nExec=/bin/sh\n")
    found = autostart.check()
    assert found.detail.endswith("unsit.desktop is there, but this desktop does not read it")
    assert "exec " in found.remedy


def test_a_unit_counts_when_it_is_enabled(entry: Path) -> None:
    unit = Path(os.environ["XDG_CONFIG_HOME"], "systemd/user/unsit.service")
    places.write_whole(unit, "[Service]\nExecStart=-/bin/sh\n")
    assert autostart.check().remedy == autostart.ENABLE
    wants = unit.parent / "default.target.wants"
    wants.mkdir()
    (wants / unit.name).symlink_to(unit)
    detail = "~/config/systemd/user/unsit.service starts /bin/sh"
    assert autostart.check() == Finding(True, detail, autostart.UNSEEN)


def test_a_unit_that_came_with_a_package_is_only_an_offer(
    entry: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places.write_whole(home / "units" / "unsit.service", "[Service]\nExecStart=/bin/sh\n")
    monkeypatch.setattr(starters, "FOR_EVERYBODY", (str(home / "units"),))
    assert autostart.check().remedy == autostart.ADD


# --- sound and speech -----------------------------------------------------------------------------


@pytest.fixture
def programs(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the only folder in the PATH."""
    folder = home / "programs"
    monkeypatch.setenv("PATH", str(folder))
    return folder


def test_the_chimes_need_a_player_and_a_server(programs: Path, home: Path) -> None:
    assert sound.check().remedy == sound.PLAYER
    program(programs, "pw-play")
    assert sound.check().remedy == sound.SERVER
    Path(os.environ["XDG_RUNTIME_DIR"], "pulse").mkdir()
    with _listening(Path(os.environ["XDG_RUNTIME_DIR"], "pulse", "native")):
        assert sound.check() == Finding(True, "a sound server answers; pw-play plays the chimes")
    places.write_whole(places.settings_file(), "[session]\nsound = false\n")
    assert sound.check() == Finding(True, "switched off in the settings")


def test_the_server_that_the_environment_names_is_tried(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"{{machine}}unix:{home}/sound")
    assert not sound._answers()
    with _listening(home / "sound"):
        assert sound._answers()


def test_what_speaks_is_named(programs: Path, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    assert speech.check().remedy == speech.INSTALL
    program(programs, "espeak-ng")
    assert speech.check() == Finding(True, "there is espeak-ng")
    monkeypatch.setenv("SPEECHD_ADDRESS", f"unix_socket:{home}/speech")
    with _listening(home / "speech"):
        assert speech.check() == Finding(True, "there is Speech Dispatcher, espeak-ng")


# --- fonts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "package"),
    [("ja", "fonts-noto-cjk"), ("zh_CN", "fonts-noto-cjk"), ("ar", "fonts-noto-core")],
)
def test_where_no_font_has_the_letters_the_package_that_has_them_is_named(
    language: str, package: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = home / "fonts.conf"
    known.write_text(f"<fontconfig><cachedir>{home}/fonts</cachedir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(known))
    monkeypatch.setattr(SPOKEN, "name", language)
    install = f"Install a font that has them (on Debian: `sudo apt install {package}`)."
    lacking = "no font here has the letters of this language"
    assert fonts.check() == Finding(True, lacking, install)


def test_a_font_that_has_the_letters_is_enough(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(programs, "fc-list", "echo $1 has a font")
    monkeypatch.setattr(SPOKEN, "name", "ja")
    assert fonts.check() == Finding(True, "there is a font with the letters of this language")


def test_nothing_is_told_of_fonts_where_nobody_knows_or_all_have_the_letters(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fonts.check() == fonts.NOTHING
    monkeypatch.setattr(SPOKEN, "name", "ja")
    assert fonts.check() == fonts.NOTHING
    program(programs, "fc-list", "exit 1")
    assert fonts.check() == fonts.NOTHING
    subject = Subject("fonts", fonts.check)
    assert examine([subject]) == []


def _listening(place: Path) -> closing[socket.socket]:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(place))
    listener.listen(1)
    return closing(listener)


# --- hooks ----------------------------------------------------------------------------------------


def hooked(text: str) -> Finding:
    """Return what is found with these hooks in the settings."""
    places.write_whole(places.settings_file(), f"[hooks]\n{text}\n")
    return hooks.check()


def test_a_broken_file_leaves_the_hooks_to_be_looked_at_that_are_in_force() -> None:
    places.write_whole(places.settings_file(), '[hooks]\non_done = ["/nowhere/prog"]\n')
    prepare.make()
    places.write_whole(places.settings_file(), "[hooks\n")
    assert hooks.check().detail == "no such program: on_done (/nowhere/prog)"


def test_hooks_whose_programs_are_there_are_good() -> None:
    assert hooks.check() == (True, "none are set", "", "")
    found = hooked('on_due = ["sh", "-c", "true"]')
    assert found.ok
    assert found.detail == "every program is there: on_due"


def test_a_hook_without_its_program_is_named_with_the_remedy() -> None:
    found = hooked('on_due = ["sh"]\non_start = ["no-such-player", "pause"]')
    assert not found.ok
    assert found.detail == "no such program: on_start (no-such-player)"
    assert "[hooks]" in found.remedy
