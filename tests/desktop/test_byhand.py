"""Window managers that are told by hand what to start: the line that each gets, and that it is seen there."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desktop.stage import tool
from unsit import places
from unsit.cli.main import call
from unsit.core.value import replace
from unsit.desktop import StillStartedError
from unsit.desktop.linux import byhand
from unsit.desktop.linux.autostart import LinuxAutostart
from unsit.desktop.linux.managers import MANAGERS
from unsit.doctor.autostart import check

LineOf = Callable[[str, str, str], None]
RESTARTS = "UNSIT status >/dev/null 2>&1 || UNSIT"
"""In a file that is run again at each reload."""
HOOK = (
    "import subprocess; from libqtile import hook; "
    'hook.subscribe.startup_once(lambda: subprocess.Popen("UNSIT", shell=True))'
)
LINES = {
    "sway": ("sway/config", "exec UNSIT"),
    "i3": ("i3/config", "exec UNSIT"),
    "Hyprland": ("hypr/hyprland.conf", "exec-once = UNSIT"),
    "river": ("river/init", "riverctl spawn UNSIT"),
    "bspwm": ("bspwm/bspwmrc", f"{RESTARTS} &"),
    "awesome": ("awesome/rc.lua", f'awful.spawn.with_shell("{RESTARTS}")'),
    "qtile": ("qtile/config.py", HOOK),
    "dwm": ("../.xprofile", "UNSIT &"),
    "xmonad": ("../.xprofile", "UNSIT &"),
    "herbstluftwm": ("herbstluftwm/autostart", f"{RESTARTS} &"),
    "labwc:wlroots": ("labwc/autostart", "UNSIT &"),
    "Wayfire": ("wayfire.ini", "unsit = UNSIT"),
    "openbox": ("openbox/autostart", "UNSIT &"),
}


@pytest.fixture(autouse=True)
def config(monkeypatch: pytest.MonkeyPatch, home: Path) -> Path:
    """Return the folder of configurations; what this machine has for everybody is out of sight."""
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(home / "shared"))
    monkeypatch.setenv("HOME", str(home))
    bare = {name: replace(row, origin="", examples=(), heeds="") for name, row in MANAGERS.items()}
    monkeypatch.setattr(byhand, "MANAGERS", bare)
    return Path(os.environ["XDG_CONFIG_HOME"])


@pytest.fixture
def unsit(home: Path) -> str:
    """Return a program called unsit."""
    path = home / "bin/unsit"
    places.write_whole(path, "#!/bin/sh\n", mode=0o755)
    return str(path)


@pytest.fixture
def port(unsit: str) -> LinuxAutostart:
    return LinuxAutostart([unsit])


def on(monkeypatch: pytest.MonkeyPatch, desktop: str) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", desktop)


@pytest.fixture
def line_of(config: Path, unsit: str, monkeypatch: pytest.MonkeyPatch) -> LineOf:
    """Let a desktop have a line, or several, in a file of its own; UNSIT in it is our program."""

    def write(desktop: str, name: str, line: str) -> None:
        on(monkeypatch, desktop)
        places.write_whole(config / name, line.replace("UNSIT", unsit) + "\n", mode=0o755)

    return write


@pytest.mark.parametrize("desktop", LINES)
def test_each_gets_a_line_for_its_own_file_which_is_seen_there_and_not_in_a_comment(
    port: LinuxAutostart, config: Path, unsit: str, monkeypatch: pytest.MonkeyPatch, desktop: str
) -> None:
    on(monkeypatch, desktop)
    name, line = LINES[desktop]
    file, line = Path(os.path.normpath(config / name)), line.replace("UNSIT", unsit)
    hand = port.by_hand()
    assert hand is not None
    assert (hand.file, hand.line) == (str(file), line)
    assert hand.says().endswith(f": {line}")
    comment = "--" if file.suffix == ".lua" else "#"
    places.write_whole(file, f"{comment} {line}\n", mode=0o755)
    assert not port.state().on
    places.write_whole(file, f"{comment} at login\n{line}\n", mode=0o755)
    state = port.state()
    assert (state.on, state.broken, state.file) == (True, False, str(file))
    assert (state.program, state.line) == (unsit, line)
    assert port.by_hand() is None


@pytest.mark.parametrize("desktop", ["GNOME", "niri", "", "KDE"])
def test_who_starts_entries_gets_none(
    port: LinuxAutostart, monkeypatch: pytest.MonkeyPatch, desktop: str
) -> None:
    on(monkeypatch, desktop)
    assert port.by_hand() is None


@pytest.mark.parametrize(
    ("desktop", "name", "line"),
    [
        ("sway", "sway/config", "exec_always --no-startup-id 'UNSIT run'"),
        ("i3", "../.i3/config", "exec \\\n UNSIT"),
        ("Hyprland", "hypr/hyprland.lua", '  hl.exec_cmd("UNSIT &")'),
        ("river", "river/init", "UNSIT >/dev/null 2>&1 &"),
        ("river", "river/init", 'riverctl spawn "UNSIT run"'),
        ("awesome", "awesome/rc.lua", "awful.spawn.once('UNSIT')"),
        ("qtile", "qtile/config.py", '    subprocess.Popen(["UNSIT", "run"])'),
        ("xmonad", "xmonad/xmonad.hs", '    spawnOnce "UNSIT"'),
        ("dwm", "../.xinitrc", "(sleep 2; UNSIT) &\nexec dwm"),
        ("bspwm", "bspwm/bspwmrc", "pgrep -x unsit >/dev/null || UNSIT &"),
        ("Hyprland", "hypr/hyprland.conf", "exec-once = [workspace special silent] UNSIT"),
        ("Hyprland", "hypr/hyprland.conf", "exec-once = uwsm app -- UNSIT"),
        ("Hyprland", "hypr/hyprland.conf", "exec-once = uwsm app -s b -t service -- UNSIT run"),
        ("Hyprland", "hypr/hyprland.conf", "exec-once = uwsm-app UNSIT"),
        ("sway", "sway/config", "exec nice -n 5 UNSIT"),
        ("sway", "sway/config", "exec nice -5 UNSIT"),
        ("sway", "sway/config", "exec /usr/bin/env -u A B=c UNSIT"),
        ("sway", "sway/config", "exec systemd-cat -t unsit UNSIT"),
        ("sway", "sway/config", "exec systemd-run --user --scope UNSIT"),
        ("dwm", "../.xprofile", "setsid -f /usr/bin/nohup UNSIT &"),
        ("sway", "sway/config", "exec systemctl --user start unsit"),
        ("sway", "sway/config", "exec systemctl restart --user mako.service unsit.service"),
        ("sway", "sway/config", "exec {\n    mako\n    UNSIT\n}"),
        ("sway", "sway/config", "exec_always {\n}\nexec_always {\n    # mine\n    'UNSIT run'\n}"),
    ],
)
def test_other_words_that_start_it_are_seen_as_well(
    port: LinuxAutostart, line_of: LineOf, desktop: str, name: str, line: str
) -> None:
    line_of(desktop, name, line)
    assert port.state().on


@pytest.mark.parametrize(
    ("desktop", "name", "line"),
    [
        ("sway", "sway/config", "bindsym $mod+u exec UNSIT"),
        ("sway", "sway/config", "exec UNSIT status"),
        ("sway", "sway/config", 'for_window [app_id="unsit"] floating enable'),
        ("Hyprland", "hypr/hyprland.conf", "bind = SUPER, U, exec, UNSIT"),
        ("river", "river/init", "riverctl map normal Super U spawn UNSIT"),
        ("awesome", "awesome/rc.lua", '    awful.spawn("UNSIT")'),
        ("qtile", "qtile/config.py", 'Key([mod], "u", lazy.spawn("UNSIT"))'),
        ("herbstluftwm", "herbstluftwm/autostart", "hc keybind Mod1-u spawn UNSIT"),
        ("Wayfire", "wayfire.ini", "command_unsit = UNSIT"),
        ("dwm", "../.xinitrc", "pkill unsit"),
        ("dwm", "../.xprofile", "command -v unsit"),
        ("sway", "sway/config", "exec systemctl --user stop unsit"),
        ("sway", "sway/config", "exec systemctl start unsit"),
        ("sway", "sway/config", "exec systemctl --user"),
        ("sway", "sway/config", "exec {\n    mako\n}\nUNSIT"),
        ("sway", "sway/config", "bindsym {\n    $mod+u exec UNSIT\n}"),
        ("dwm", "../.xprofile", "systemd-cat -t UNSIT"),
        ("Hyprland", "hypr/hyprland.conf", "exec-once = uwsm start UNSIT"),
        ("Hyprland", "hypr/hyprland.conf", "exec-once = uwsm app"),
    ],
)
def test_a_key_that_calls_it_is_no_start_at_login(
    port: LinuxAutostart, line_of: LineOf, desktop: str, name: str, line: str
) -> None:
    line_of(desktop, name, line)
    assert not port.state().on
    assert port.by_hand() is not None


@pytest.mark.parametrize(
    ("desktop", "name", "line", "start"),
    [
        ("sway", "sway/config", "include config.d/*", "exec UNSIT"),
        ("sway", "sway/config", 'include "$XDG_CONFIG_HOME/sway/config.d/*.conf"', "exec UNSIT"),
        ("i3", "i3/config", "include ~/config/i3/config.d/mine.conf", "exec UNSIT"),
        ("Hyprland", "hypr/hyprland.conf", "source = ./config.d/*", "exec-once=UNSIT"),
    ],
)
def test_a_file_that_the_configuration_brings_in_is_read_as_well(
    port: LinuxAutostart,
    line_of: LineOf,
    config: Path,
    unsit: str,
    desktop: str,
    name: str,
    line: str,
    start: str,
) -> None:
    line_of(desktop, name, line)
    mine = (config / name).parent / "config.d/mine.conf"
    places.write_whole(mine.with_name(".mine.conf.swp"), start.replace("UNSIT", unsit))
    assert not port.state().on
    places.write_whole(mine, start.replace("UNSIT", unsit))
    assert port.state().file == str(mine)


@pytest.mark.parametrize("path", ["**.conf", '""', "$(echo mine)", "/", "/nowhere/*", "a\0b/*"])
def test_what_cannot_be_brought_in_is_passed_over(
    port: LinuxAutostart, line_of: LineOf, path: str
) -> None:
    line_of("sway", "sway/config", f"include {path}\nexec UNSIT")
    assert port.state().on


def test_a_line_of_words_with_spaces_and_quotes_is_seen_as_what_it_starts(
    config: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = home / 'my "own" $programs/unsit'
    places.write_whole(odd, "#!/bin/sh\n", mode=0o755)
    port = LinuxAutostart([str(odd)])
    for desktop in ("dwm", "labwc", "bspwm"):
        on(monkeypatch, desktop)
        hand = port.by_hand()
        assert hand is not None
        subprocess.run(["sh", "-n", "-c", hand.line], check=True)
        places.write_whole(Path(hand.file), hand.line, mode=0o755)
        assert port.state().on


def test_without_the_name_of_the_desktop_the_session_is_asked(
    port: LinuxAutostart, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_CURRENT_DESKTOP", raising=False)
    monkeypatch.delenv("XDG_SESSION_DESKTOP", raising=False)
    monkeypatch.setenv("DESKTOP_SESSION", "/usr/share/xsessions/i3-with-shmlog")
    hand = port.by_hand()
    assert hand is not None
    assert hand.file.endswith("i3/config")


def test_who_has_no_configuration_yet_is_told_what_to_copy(
    port: LinuxAutostart, config: Path, home: Path, unsit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, "sway")
    shared = home / "etc/sway/config"
    places.write_whole(shared, "include config.d/*\n")
    rows = {"sway": replace(MANAGERS["sway"], origin=str(shared))}
    monkeypatch.setattr(byhand, "MANAGERS", rows)
    hand = port.by_hand()
    assert hand is not None
    mine = config / "sway/config"
    copied = f"Copy {shared} to {mine}, and put this line into the copy: exec {unsit}"
    assert hand.says() == copied
    places.write_whole(shared.parent / "config.d/everybody", f"exec {unsit}\n")
    assert port.state().file.endswith("config.d/everybody")


@pytest.mark.parametrize(("desktop", "name"), [("river", "river/init"), ("bspwm", "bspwm/bspwmrc")])
def test_an_example_is_what_to_copy_and_is_not_read(
    port: LinuxAutostart,
    config: Path,
    home: Path,
    unsit: str,
    monkeypatch: pytest.MonkeyPatch,
    desktop: str,
    name: str,
) -> None:
    on(monkeypatch, desktop)
    example = home / "examples" / name
    places.write_whole(example, f"#!/bin/sh\n{unsit} &\n", mode=0o755)
    rows = {desktop: replace(MANAGERS[desktop], examples=("/nowhere/init", str(example)))}
    monkeypatch.setattr(byhand, "MANAGERS", rows)
    hand = port.by_hand()
    assert hand is not None
    copied = f"Copy {example} to {config / name}, and put this line into the copy: {hand.line}"
    assert hand.says() == copied
    assert not port.state().on


@pytest.mark.parametrize(
    ("desktop", "name"),
    [
        ("river", "river/init"),
        ("bspwm", "bspwm/bspwmrc"),
        ("herbstluftwm", "herbstluftwm/autostart"),
    ],
)
def test_a_file_that_is_run_as_a_program_starts_nothing_until_it_is_executable(
    config: Path,
    unsit: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    desktop: str,
    name: str,
) -> None:
    on(monkeypatch, desktop)
    file = config / name
    places.write_whole(file, f"#!/bin/sh\n{unsit} &\n", mode=0o644)
    unread, mends = f"{file} may not be run, so it starts nothing", f"chmod +x {file}"
    for verb in (["autostart"], ["autostart", "on"]):
        assert call(verb) == 1
        assert capfd.readouterr().err == f"unsit: {unread}. `{mends}` mends that.\n"
    found = check()
    assert found.detail.endswith(f"{name} may not be run, so it starts nothing")
    assert found.remedy == f"`{mends}` mends that."
    subprocess.run(["sh", "-c", mends], check=True)
    assert call(["autostart"]) == 0
    assert capfd.readouterr().out == f"Unsit is started at login, by {file}.\n"


def test_a_file_that_is_not_run_has_no_entries_read(
    port: LinuxAutostart, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool("dex")
    on(monkeypatch, "bspwm")
    file = config / "bspwm/bspwmrc"
    places.write_whole(file, "#!/bin/sh\ndex -a &\n", mode=0o644)
    assert port.by_hand() is not None
    file.chmod(0o755)
    assert port.by_hand() is None


@pytest.mark.parametrize(
    "line", ["exec --no-startup-id dex --autostart --environment i3", "exec dex -ae i3"]
)
def test_where_dex_is_called_the_entry_is_read(
    port: LinuxAutostart, config: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    tool("dex")
    on(monkeypatch, "i3")
    places.write_whole(config / "i3/config", "exec dex some.desktop\n")
    assert port.by_hand() is not None
    places.write_whole(config / "i3/config", f"{line}\n")
    assert port.by_hand() is None
    port.on()
    assert port.state().file == str(port.place)


def test_openbox_reads_entries_where_its_own_reader_can(
    port: LinuxAutostart, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, "openbox")
    (home / "xdg").mkdir()
    rows = {"openbox": replace(MANAGERS["openbox"], heeds=str(home / "x*").lstrip("/"))}
    monkeypatch.setattr(byhand, "MANAGERS", rows)
    assert port.by_hand() is None


def test_off_removes_the_entry_and_names_the_line_that_is_left(
    port: LinuxAutostart, config: Path, unsit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, "sway")
    port.on()
    places.write_whole(config / "sway/config", f"  exec {unsit}\n")
    line = f"by a line that is for you to take out: `exec {unsit}`."
    words = f"{port.place} is removed. {config}/sway/config still starts Unsit, {line}"
    with pytest.raises(StillStartedError) as left:
        port.off()
    assert str(left.value) == words
    assert not port.place.exists()


def test_a_line_whose_program_is_gone_is_told_as_such(
    config: Path, line_of: LineOf, capfd: pytest.CaptureFixture[str]
) -> None:
    line_of("sway", "sway/config", "exec /nowhere/unsit")
    assert call(["autostart"]) == 1
    broken = f"{config}/sway/config starts /nowhere/unsit, which is not there."
    remedy = "Put right this line of it, or take it out: exec /nowhere/unsit"
    assert capfd.readouterr().err == f"unsit: {broken} {remedy}\n"


def test_scripts_are_told_the_line_and_where_it_belongs(
    config: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    on(monkeypatch, "river")
    assert call(["autostart", "--json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert told["line"].startswith("riverctl spawn ")
    assert told["line_in"] == f"{config}/river/init"
