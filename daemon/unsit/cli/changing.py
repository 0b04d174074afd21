"""The verbs that read and change one setting, or open all of them."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Mapping

from unsit import amend, handbook, places, prepare
from unsit.amend import Amender, RefusedError
from unsit.cli import asking, holding, listing, values
from unsit.control import NoDaemonError, TroubleError, ask
from unsit.core.language import _
from unsit.daemon import preferences

OPENERS = (("xdg-open",), ("gio", "open"))
"""What opens a text file where there is no terminal to edit it in."""


def get(key: str, as_json: bool) -> int:
    """Print what holds for a setting, as the file would write it; return the exit code."""
    setting = _found(key)
    found = holding.held()
    _print(setting, values.value(found.settings, setting), as_json)
    holding.mention(found)
    return 0


def _print(setting: handbook.Setting, value: str, as_json: bool) -> None:
    if as_json:
        facts = {"key": setting.key, "value": amend.meant(setting, value)}
        facts |= {"default": setting.default, "about": setting.about, "since": setting.since}
        print(json.dumps(facts, ensure_ascii=False))
    else:
        print(value)


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
    if not sys.stdin.isatty():
        return _open(str(file))
    for editor in editors(os.environ):
        try:
            code = subprocess.run([*editor, str(file)], check=False).returncode
        except OSError:
            continue
        if code:
            asking.fail(_("{editor} ended with {code}.").format(editor=editor[0], code=code))
        return listing.check()
    return _unopened(str(file))


def open_() -> int:
    """Open the settings window: the daemon's, else one of our own; return the exit code."""
    try:
        reply = ask({"verb": "settings"})
    except NoDaemonError:
        return _window()
    except (TroubleError, OSError) as problem:
        asking.fail(str(problem), asking.NO_DAEMON)
    if not reply.get("ok"):
        asking.fail(str(reply.get("error")))
    return 0


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
                _open(str(places.settings_file()))
            elif event["event"] == "failed":
                asking.fail(event["reason"])
    return child.returncode


def editors(environ: Mapping[str, str]) -> list[list[str]]:
    """Return the command lines of the editors to try, the person's own first."""
    own = environ.get("VISUAL") or environ.get("EDITOR") or ""
    try:
        words = shlex.split(own)
    except ValueError:
        words = []  # an open quote: no command of ours
    return [*([words] if words else []), ["sensible-editor"], ["nano"], ["vi"]]


def _open(file: str) -> int:
    """Have the desktop open the file; what is wrong in it, the daemon tells when it is saved."""
    for opener in OPENERS:
        try:
            done = subprocess.run([*opener, file], check=False, capture_output=True)
        except OSError:
            continue
        if done.returncode == 0:
            print(file)
            return 0
    return _unopened(file)


def _unopened(file: str) -> int:
    asking.fail(_("nothing here can open {file}; set $EDITOR.").format(file=file))


def _found(key: str) -> handbook.Setting:
    setting = handbook.find(key)
    if setting is None:
        asking.fail(amend.unknown(key))
    if key != setting.key:
        sentence = _("{old} is called {new} now.").format(old=key, new=setting.key)
        print(sentence, file=sys.stderr)
    return setting
