"""The verbs that read and change one setting, or open all of them."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from unsit import amend, handbook, places, prepare, settings
from unsit.amend import Amender, RefusedError
from unsit.cli import asking, holding, listing, values
from unsit.core.language import _
from unsit.daemon import preferences

OPENERS = (("open", "-t"),) if sys.platform == "darwin" else (("xdg-open",), ("gio", "open"))
"""What opens a text file where there is no terminal to edit it in."""
EDITORS = ("sensible-editor", "nano", "vi")
"""What edits a text file in a terminal where the person has named nothing."""
NOTEPAD = "notepad"
"""What edits one on Windows, whatever .toml files are opened by there; it waits for its end."""


def get(key: str, as_json: bool) -> int:
    """Print what holds for a setting, as the file would write it; return the exit code."""
    setting = _found(key)
    found = holding.held()
    _print(setting, values.value(found.settings, setting), as_json)
    holding.mention(found)
    return 0


def _print(setting: handbook.Setting, value: str, as_json: bool) -> None:
    if as_json:
        meant = settings.parsed(f"value = {value}")["value"] if value else None
        facts = {"key": setting.key, "value": meant}
        facts |= {"default": setting.default, "about": setting.about, "since": setting.since}
        print(json.dumps(facts, ensure_ascii=False))
    else:
        print(values.said(value, setting))


def set_(key: str, words: str) -> int:
    """Change one setting in the file; return the exit code."""
    setting = _found(key)
    value = amend.meant(setting, words)
    try:
        Amender().set(setting, value)
    except RefusedError as refused:
        asking.fail(str(refused))
    return _written(setting)


def unset(key: str) -> int:
    """Give one setting its default again; return the exit code."""
    setting = _found(key)
    try:
        Amender().unset(setting)
    except RefusedError as refused:
        asking.fail(str(refused))
    return _written(setting)


def _written(setting: handbook.Setting) -> int:
    """Print what holds once a setting is written; a mistake elsewhere may keep it from holding."""
    found = holding.held()
    value = values.value(found.settings, setting)
    if found.mistakes and value != values.value(found.asked, setting):
        words = _("written, but it does not hold yet: {problems}")
        asking.fail(words.format(problems="\n".join(map(str, found.mistakes))))
    _print(setting, value, as_json=False)
    holding.mention(found)
    return 0


def edit() -> int:
    """Open the file in the person's editor, then say what is wrong; return the exit code."""
    from unsit.amend.file import first_copy

    file = places.settings_file()
    try:
        first_copy(file)
    except RefusedError as refused:
        asking.fail(str(refused))
    variable, own = _own_editor(os.environ)
    if own:
        try:
            return _edited(own, file)
        except OSError as problem:
            words = _("${variable} cannot be started: {editor} ({why}).")
            why = problem.strerror or str(problem)
            asking.fail(words.format(variable=variable, editor=own[0], why=why))
    if not sys.stdin.isatty():
        return 0 if _opens(str(file)) else _unopened(file)
    for editor in (NOTEPAD,) if sys.platform == "win32" else EDITORS:
        try:
            return _edited([editor], file)
        except OSError:
            continue
    return _unopened(file)


def _edited(editor: list[str], file: Path) -> int:
    """Wait for an editor, then say what is wrong with the file. Raises OSError when it cannot start.

    One that fails without a terminal, as when a key of the desktop asks, leaves it to the desktop.
    """
    code = subprocess.run([*editor, str(file)], check=False).returncode
    if code:
        if not sys.stdin.isatty() and _opens(str(file)):
            return 0
        asking.fail(_("{editor} ended with {code}.").format(editor=editor[0], code=code))
    return listing.check()


def open_() -> int:
    """Open the settings window: the daemon's, else one of our own; return the exit code."""
    return 0 if asking.opened("settings") else _window()


def _window() -> int:
    """Show the window until it is closed, and do what is chosen in it."""
    theme = (prepare.load() or prepare.read()).settings.session.theme
    around = {**os.environ, "UNSIT_FOCUS": "1"}
    pipe = subprocess.PIPE
    first = json.dumps({"page": "settings", "theme": theme}).encode() + b"\n"
    with subprocess.Popen(preferences.command(), stdin=pipe, stdout=pipe, env=around) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            os.write(child.stdin.fileno(), first)
        except OSError:
            pass  # one that no longer listens says why
        for line in child.stdout:
            event = json.loads(line)
            if event["event"] == "file":
                if not _opens(str(places.settings_file())):
                    _unopened(places.settings_file())
            elif event["event"] == "failed":
                asking.fail(event["reason"])
    return child.returncode


def _own_editor(environ: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the variable that names the person's own editor, and its command line; or nothing."""
    variable = "VISUAL" if environ.get("VISUAL") else "EDITOR"
    own = environ.get(variable, "")
    try:
        return variable, shlex.split(own)
    except ValueError:
        return variable, [own]  # an open quote: no program is called so


def _opens(file: str) -> bool:
    """Have the desktop open the file; what is wrong in it, the daemon tells when it is saved."""
    if sys.platform == "win32":
        subprocess.Popen([NOTEPAD, file])
        print(file)
        return True
    for opener in OPENERS:
        try:
            done = subprocess.run([*opener, file], check=False, capture_output=True)
        except OSError:
            continue
        if done.returncode == 0:
            print(file)
            return True
    return False


def _unopened(file: Path) -> int:
    asking.fail(_("nothing here can open {file}; set $EDITOR.").format(file=file))


def _found(key: str) -> handbook.Setting:
    setting = handbook.find(key)
    if setting is None:
        asking.fail(amend.unknown(key))
    if key != setting.key:
        sentence = _("{old} is called {new} now.").format(old=key, new=setting.key)
        print(sentence, file=sys.stderr)
    return setting
