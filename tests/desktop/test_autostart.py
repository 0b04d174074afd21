"""Started at login: what the session managers of Debian make of our entry, and what is left alone."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.contracts.autostart import AutostartContract
from tests.desktop.stage import PATIENCE, tool
from unsit import places
from unsit.cli import starting
from unsit.cli.main import call
from unsit.desktop import AtLogin, StillStartedError, autostart
from unsit.desktop.linux import starters
from unsit.desktop.linux.autostart import LinuxAutostart

ODD = 'a "b" $c `d`'
"""What a path may have and the quoting of an entry must get past a desktop; systemd 252 itself cannot
read a backslash or a % in one."""


@pytest.fixture(autouse=True)
def out_of_sight(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Keep the entries that this machine has for everybody out of sight."""
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(home / "shared"))


def program(folder: Path) -> Path:
    """Return a program that writes down that it was started."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "unsit"
    path.write_text(f'#!/bin/sh\necho "$@" >{folder.parent}/started\n')
    path.chmod(0o755)
    return path


def starts(file: Path) -> AtLogin:
    """Return what is found of a file that starts something else than Unsit."""
    return AtLogin(True, str(file), "/bin/sh", doubtful=True)


@pytest.fixture
def port(home: Path) -> LinuxAutostart:
    return LinuxAutostart([str(program(home / "bin"))])


class TestAutostart(AutostartContract):
    def wrote(self, home: Path, argv: list[str]) -> LinuxAutostart:
        return LinuxAutostart(argv)

    def program(self, folder: Path) -> Path:
        return program(folder)


def test_switched_off_it_leaves_nothing_behind(port: LinuxAutostart) -> None:
    port.on()
    port.off()
    assert not list(port.place.parent.iterdir())


@pytest.mark.parametrize("folder", ["bin", "my programs", ODD])
def test_systemd_and_dex_start_what_the_entry_names(home: Path, folder: str) -> None:
    path = program(home / folder)
    port = LinuxAutostart([str(path), "--odd arg"])
    port.on()
    units = home / "units"
    units.mkdir()
    generator = tool("systemd-xdg-autostart-generator")
    around = {**os.environ, "XDG_CONFIG_HOME": str(port.place.parents[1])}
    subprocess.run([generator, units, units, units], env=around, check=True, timeout=PATIENCE)
    (unit,) = units.glob("*unsit*.service")
    assert "unsit" in unit.read_text()
    assert port.state() == AtLogin(True, str(port.place), str(path))
    if folder != ODD:  # dex undoes neither escapes nor %%
        subprocess.run([tool("dex"), "-w", port.place], env=around, check=True, timeout=PATIENCE)
        assert (home / "started").read_text() == "--odd arg\n"


def test_the_entry_is_a_valid_one(port: LinuxAutostart) -> None:
    port.on()
    subprocess.run([tool("desktop-file-validate"), port.place], check=True, timeout=PATIENCE)


def test_what_is_there_for_everybody_is_hidden_and_not_removed(
    port: LinuxAutostart, home: Path
) -> None:
    shared = home / "shared/autostart/unsit.desktop"
    places.write_whole(shared, "[Desktop Entry]\nExec=/bin/sh\n")
    assert port.state() == starts(shared)
    port.off()
    assert shared.exists()
    assert not port.state().on
    port.on()
    assert port.state().on


@pytest.mark.parametrize(
    "text",
    [
        "[Desktop Entry]\nExec=/nowhere/unsit\n",
        "[Desktop Entry]\nHidden=true\nX-Unsit=true\n",
        "",
    ],
)
def test_what_others_wrote_and_what_was_removed_stays(port: LinuxAutostart, text: str) -> None:
    if text:
        places.write_whole(port.place, text)
    assert not port.mend()
    assert (port.place.read_text() if text else "") == text
    assert port.place.exists() == bool(text)


def test_a_unit_that_is_enabled_starts_it_and_only_systemd_can_end_that(
    port: LinuxAutostart,
) -> None:
    unit = Path(os.environ["XDG_CONFIG_HOME"], "systemd/user/unsit.service")
    places.write_whole(unit, "[Service]\nExecStart=/bin/sh\n")
    assert not port.state().on
    enabled()
    port.on()
    assert port.state() == starts(unit)
    assert not port.place.exists()
    with pytest.raises(StillStartedError, match=f"^{unit} still starts Unsit: .*--user disable"):
        port.off()


def enabled() -> Path:
    """Return a unit of the person's own that systemd starts."""
    unit = Path(os.environ["XDG_CONFIG_HOME"], "systemd/user/unsit.service")
    places.write_whole(unit, "[Service]\nExecStart=/bin/sh\n")
    (unit.parent / "default.target.wants").mkdir()
    (unit.parent / "default.target.wants" / unit.name).symlink_to(unit)
    return unit


def test_beside_a_unit_the_entry_is_removed_before_it_is_said_what_remains(
    port: LinuxAutostart,
) -> None:
    port.on()
    unit = enabled()
    assert port.state().also == str(unit)
    ends = "`systemctl --user disable unsit.service` ends that"
    words = f"^{port.place} is removed. {unit} still starts Unsit: {ends}.$"
    with pytest.raises(StillStartedError, match=words):
        port.off()
    assert not port.place.exists()
    assert port.state() == starts(unit)


def test_a_unit_that_everybody_has_is_masked_and_counts_no_more(
    port: LinuxAutostart, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, own = home / "units", Path(os.environ["XDG_CONFIG_HOME"], "systemd/user")
    monkeypatch.setattr(starters, "FOR_EVERYBODY", (str(shared),))
    places.write_whole(shared / "unsit.service", "[Service]\nExecStart=/bin/sh\n")
    (shared / "default.target.wants").mkdir()
    (shared / "default.target.wants/unsit.service").symlink_to("../unsit.service")
    with pytest.raises(StillStartedError, match="systemctl --user mask"):
        port.off()
    own.mkdir(parents=True)
    (own / "unsit.service").symlink_to(os.devnull)
    port.off()
    assert port.state() == AtLogin(False, "")


@pytest.mark.parametrize("text", ["Hidden=true\nExec=/bin/sh", "Exec=/nowhere/unsit"])
def test_where_the_entry_starts_nothing_the_unit_counts(port: LinuxAutostart, text: str) -> None:
    places.write_whole(port.place, f"[Desktop Entry]\n{text}\n")
    assert port.state().file == str(port.place)
    unit = enabled()
    assert port.state() == starts(unit)


@pytest.mark.parametrize(
    ("key", "around", "elsewhere"),
    [
        ("OnlyShowIn=KDE;", "GNOME", "GNOME"),
        ("OnlyShowIn=KDE;GNOME", "ubuntu:GNOME", ""),
        ("OnlyShowIn=KDE;", "", ""),
        ("OnlyShowIn=", "GNOME", ""),
        ("NotShowIn=GNOME;", "ubuntu:GNOME", "GNOME"),
        ("NotShowIn=KDE;", "GNOME", ""),
    ],
)
def test_an_entry_for_other_desktops_starts_nothing_here(
    port: LinuxAutostart, monkeypatch: pytest.MonkeyPatch, key: str, around: str, elsewhere: str
) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", around)
    places.write_whole(port.place, f"[Desktop Entry]\nExec=/bin/sh\n{key}\n")
    assert port.state().elsewhere == elsewhere
    assert port.state().on is not bool(elsewhere)
    if elsewhere:
        with pytest.raises(OSError, match=f"not for this desktop, {elsewhere}; it was not written"):
            port.on()


@pytest.mark.parametrize(
    "text", ["Exec=/bin/sh", "Exec=/nowhere/unsit", "Exec=/bin/sh\nHidden=true"]
)
def test_an_entry_that_the_person_wrote_is_neither_removed_nor_written_over(
    port: LinuxAutostart, text: str
) -> None:
    written = f"[Desktop Entry]\n{text}\n"
    places.write_whole(port.place, written)
    for do, starts in ((port.on, text == "Exec=/bin/sh"), (port.off, "Hidden" in text)):
        if starts:  # it is as wished
            do()
        else:
            with pytest.raises(OSError, match="it was not written by Unsit"):
                do()
    assert port.place.read_text() == written


def test_what_a_settings_window_hid_is_switched_on_again(port: LinuxAutostart) -> None:
    places.write_whole(port.place, "[Desktop Entry]\nHidden=true\n")
    port.on()
    assert port.state().on


def test_one_of_ours_that_was_switched_off_is_not_mended(port: LinuxAutostart) -> None:
    off = "X-Unsit=true\nExec=/nowhere/unsit\nX-GNOME-Autostart-enabled=false\n"
    places.write_whole(port.place, f"[Desktop Entry]\n{off}")
    assert not port.mend()


def test_a_folder_of_somebody_else_is_named_with_its_repair(
    port: LinuxAutostart, monkeypatch: pytest.MonkeyPatch
) -> None:
    port.place.parent.mkdir(parents=True)

    def closed(path: str, *_others: object) -> int:
        raise PermissionError(13, "Permission denied", path)

    folder = port.place.parent
    words = f"^you may not write into {folder}: `sudo chown .* {folder} && chmod .* {folder}` mends"
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", closed)  # for root nothing is closed
        with pytest.raises(OSError, match=words):
            port.on()


@pytest.mark.parametrize("what", ["status", "on", "off"])
@pytest.mark.parametrize("shut", ["autostart", "autostart/unsit.desktop", ""])
def test_what_may_not_be_read_is_named_with_its_repair_and_not_taken_for_nothing(
    port: LinuxAutostart,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    shut: str,
    what: str,
) -> None:
    port.on()
    closed = port.place.parents[1] / shut
    access, exists = os.access, os.path.exists  # for root nothing is closed

    def may(path: str | Path, mode: int) -> bool:
        return Path(path) != closed and access(path, mode)

    def is_seen(path: str | Path) -> bool:
        return closed not in Path(path).parents and exists(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "access", may)
        patch.setattr(os.path, "exists", is_seen)
        assert call(["autostart", what]) == 1
    told = capfd.readouterr().err
    assert f'{closed} may not be read: `sudo chown "$USER" {closed} && chmod u+rw' in told
    assert told.count("\n") == 1
    assert port.place.exists()


def test_whoever_has_systemd_start_it_needs_no_line(
    port: LinuxAutostart, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "sway")
    port.on()
    unit = enabled()
    assert port.by_hand() is None
    assert port.state() == starts(unit)


def test_an_appimage_is_started_by_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APPIMAGE", "/home/me/Unsit.AppImage")
    monkeypatch.setenv("APPDIR", "/tmp/.mount_other")
    first = autostart()
    monkeypatch.setenv("APPDIR", str(Path(places.__file__).parents[1]))
    second = autostart()
    assert first is not None
    assert second is not None
    first.on()
    assert "AppImage" not in first.state().program
    first.off()
    second.on()
    assert "Exec=/home/me/Unsit.AppImage\n" in Path(second.state().file).read_text()


# --- the command line -----------------------------------------------------------------------------


def test_the_command_line_says_how_it_stands(capfd: pytest.CaptureFixture[str]) -> None:
    assert call(["autostart"]) == 0
    assert capfd.readouterr().out == "Unsit is not started at login.\n"
    assert call(["autostart", "on"]) == 0
    assert "autostart/unsit.desktop" in capfd.readouterr().out
    assert call(["autostart", "status", "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["on"] is True
    assert call(["autostart", "off"]) == 0
    assert capfd.readouterr().out == "Unsit is not started at login.\n"


def test_what_cannot_be_written_is_said_in_one_sentence(
    port: LinuxAutostart, capfd: pytest.CaptureFixture[str]
) -> None:
    places.write_whole(port.place.parent, "a file where a folder should be")
    assert call(["autostart", "on"]) == 1
    problem = f"{port.place.parent} should be a folder and is none: move it away"
    assert capfd.readouterr().err == f"unsit: That could not be done: {problem}.\n"
    assert call(["autostart", "off"]) == 0


def test_what_is_left_that_starts_it_is_told_with_what_was_removed(
    port: LinuxAutostart, capfd: pytest.CaptureFixture[str]
) -> None:
    port.on()
    unit = enabled()
    assert call(["autostart", "off"]) == 1
    ends = "`systemctl --user disable unsit.service` ends that"
    said = f"unsit: {port.place} is removed. {unit} still starts Unsit: {ends}.\n"
    assert capfd.readouterr() == ("", said)


def test_two_that_start_it_are_both_named(
    port: LinuxAutostart, capfd: pytest.CaptureFixture[str]
) -> None:
    port.on()
    unit = enabled()
    assert call(["autostart"]) == 0
    said = capfd.readouterr().out
    assert said.startswith(f"Unsit is started at login, by {port.place} and by {unit}. Take one of")


@pytest.mark.parametrize("what", ["on", "status"])
def test_an_entry_that_this_desktop_does_not_read_is_not_said_to_start_it(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], what: str
) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "sway")
    assert call(["autostart"]) == 0
    assert "exec " in capfd.readouterr().out
    call(["autostart", "on"])
    capfd.readouterr()
    assert call(["autostart", what]) == 0
    said = capfd.readouterr().out
    assert "unsit.desktop is there, but this desktop does not read it." in said
    assert "exec " in said
    assert "is started" not in said


@pytest.mark.parametrize(
    ("command", "program"),
    [
        ('sh -c "BIN/unsit run"', "BIN/unsit"),
        ('sh -c "sleep 5; exec BIN/unsit >/dev/null 2>&1 &"', "BIN/unsit"),
        ("env QT_SCALE_FACTOR=2 BIN/unsit", "BIN/unsit"),
        ('bash -lc "(sleep 5 && $HOME/bin/unsit)"', "$HOME/bin/unsit"),
        ("sh -c 'python3 -m unsit'", "python3 -m unsit"),
    ],
)
def test_an_entry_by_hand_is_told_by_the_program_that_its_shell_starts(
    port: LinuxAutostart,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    command: str,
    program: str,
) -> None:
    monkeypatch.setenv("HOME", str(home))
    bin_ = str(home / "bin")
    places.write_whole(port.place, f"[Desktop Entry]\nExec={command.replace('BIN', bin_)}\n")
    assert port.state().says() == f"{port.place} starts {program.replace('BIN', bin_)}"
    assert call(["autostart"]) == 0
    assert capfd.readouterr().out == f"Unsit is started at login, by {port.place}.\n"


@pytest.mark.parametrize(
    "command", ['sh -c "unsit status; pkill unsit"', "sh /home/me/start.sh", 'sh -c "unsit', "sh"]
)
def test_of_a_command_in_which_unsit_is_not_seen_the_whole_is_told(
    port: LinuxAutostart, capfd: pytest.CaptureFixture[str], command: str
) -> None:
    places.write_whole(port.place, f"[Desktop Entry]\nExec={command}\n")
    assert call(["autostart"]) == 0
    seen = f"{port.place} starts {command}; whether that starts Unsit cannot be seen from here."
    assert capfd.readouterr().out == f"{seen}\n"


def test_what_is_switched_off_is_told_with_its_reason(
    port: LinuxAutostart, capfd: pytest.CaptureFixture[str]
) -> None:
    places.write_whole(port.place, "[Desktop Entry]\nHidden=true\nX-Unsit=true\n")
    assert call(["autostart"]) == 0
    reason = f"{port.place} says that it is not to be started"
    assert capfd.readouterr().out == f"Unsit is not started at login: {reason}.\n"


class Overruled(LinuxAutostart):
    """Switched on, and something else on this machine still keeps it from being started."""

    def state(self) -> AtLogin:
        return AtLogin(False, "/etc/xdg/autostart/unsit.desktop")


def test_switched_on_it_is_read_back_and_what_overrules_it_is_named(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(starting, "autostart", lambda: Overruled(["unsit"]))
    assert call(["autostart", "on"]) == 1
    sentence = "/etc/xdg/autostart/unsit.desktop keeps it from being started at login."
    assert capfd.readouterr() == ("", f"unsit: {sentence}\n")
