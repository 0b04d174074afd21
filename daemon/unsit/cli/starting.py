"""`unsit autostart`: have Unsit started at login, see that it would be, or have it started no more."""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from unsit.cli import asking
from unsit.core.language import _, in_a_row
from unsit.desktop import AtLogin, Autostart, ByHand, autostart, refusal
from unsit.doctor.autostart import BY_HAND, LINE, MENDS, ONE_OF_TWO

GENERATOR = Path("/usr/lib/systemd/user-generators/systemd-xdg-autostart-generator")
"""What turns entries into units on desktops that are started by systemd; it can be asked any time."""
PATIENCE = 10


def do(what: str, as_json: bool) -> int:
    """Switch it on or off, or tell how it stands; return the exit code."""
    port = autostart()
    if port is None:
        asking.fail(_("On this system Unsit cannot have itself started at login yet."))
    try:
        if what == "on":
            port.on()
        elif what == "off":
            port.off()
    except OSError as problem:
        asking.fail(refusal(problem))
    if as_json:
        state = port.state()
        told = {"on": state.on, "file": state.file, "broken": state.broken}
        hand = port.by_hand()
        line = {"line": hand.line, "line_in": hand.file} if hand else {"line": "", "line_in": ""}
        print(json.dumps({**told, "program": state.program, "also": state.also, **line}))
        return 0
    return _told(port, what)


def _told(port: Autostart, what: str) -> int:
    state, hand = port.state(), port.by_hand()
    if not state.on:
        return _told_off(state, hand, what)
    if state.broken:
        asking.fail(_broken(state))
    if hand:
        words = _("{file} is there, but this desktop does not read it.")
        print(in_a_row(words.format(file=state.file), hand.says()))
    elif state.doubtful:
        words = _("{finding}; whether that starts Unsit cannot be seen from here.")
        print(words.format(finding=state.says()))
    elif state.also:
        words = _("Unsit is started at login, by {file} and by {also}.")
        print(in_a_row(words.format(file=state.file, also=state.also), _(ONE_OF_TWO)))
    else:
        print(_("Unsit is started at login, by {file}.").format(file=state.file))
    if what == "on" and not accepted(Path(state.file)):
        asking.fail(
            _("systemd does not take {file} for a program to start.").format(file=state.file)
        )
    return 0


def _told_off(state: AtLogin, hand: ByHand | None, what: str) -> int:
    if what == "on":
        asking.fail(_("{file} keeps it from being started at login.").format(file=state.file))
    if state.opening:
        words = _("It cannot be seen whether Unsit is started at login: {reason}.")
        asking.fail(words.format(reason=state.says()))
    if state.file:
        print(_("Unsit is not started at login: {reason}.").format(reason=state.says()))
    else:
        print(_("Unsit is not started at login."))
    if hand and what != "off":
        print(in_a_row(_(BY_HAND), hand.says()))
    return 0


def _broken(state: AtLogin) -> str:
    words = _("{file} starts nothing that is there. `unsit autostart off`, then `on` mends it.")
    if state.line:
        finding = _("{sentence}.").format(sentence=state.says())
        remedy = _(MENDS if state.mending else LINE)
        return in_a_row(finding, remedy.format(command=state.mending, line=state.line))
    if state.theirs:
        words = _(
            "{file} starts nothing that is there. It was not written by Unsit: "
            "change it yourself, or remove it."
        )
    return words.format(file=state.file)


def accepted(entry: Path) -> bool:
    """Say whether the session manager would start an entry, where there is one to be asked."""
    if entry.suffix != ".desktop":
        return True
    return _by_generator(entry) and _by_dex(entry)


def _by_generator(entry: Path) -> bool:
    if not GENERATOR.exists():
        return True
    with tempfile.TemporaryDirectory() as folder:
        around = {**os.environ, "XDG_CONFIG_HOME": str(entry.parents[1]), "XDG_CONFIG_DIRS": folder}
        _run([str(GENERATOR), folder, folder, folder], around)
        return any(Path(folder).rglob(f"*{entry.stem}*.service"))


def _by_dex(entry: Path) -> bool:
    dex = shutil.which("dex")
    return dex is None or _run([dex, "--dry-run", str(entry)], dict(os.environ))


def _run(command: list[str], around: dict[str, str]) -> bool:
    try:
        done = subprocess.run(
            command, env=around, capture_output=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return True  # nobody is there to judge
    return done.returncode == 0
