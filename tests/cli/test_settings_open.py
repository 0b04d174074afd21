"""`unsit settings open` and `edit`: who shows the settings."""

import io
import os
import sys
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from unsit import places
from unsit.daemon import preferences


class Screen(io.StringIO):
    """Somebody sits at a terminal and types nothing."""

    def isatty(self) -> bool:
        return True


def test_the_file_is_edited_in_the_persons_own_editor_and_then_checked(
    terminal: Terminal, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = home / "my editor"
    editor.write_text('#!/bin/sh\nsed -i "s/45 min/45/" "$2"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", f"'{editor}' --wait")
    monkeypatch.setattr(sys, "stdin", Screen())
    assert terminal.runs("settings", "edit") == 1
    assert "sitting.remind_after: found" in terminal.err


def test_without_a_terminal_the_desktop_opens_the_file(
    terminal: Terminal, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener = home / "xdg-open"
    opener.write_text(f'#!/bin/sh\necho "$1" > {home}/opened\n')
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", str(home), prepend=os.pathsep)
    for variable in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(variable, raising=False)
    assert terminal.prints("settings", "edit") == f"{places.settings_file()}\n"
    assert (home / "opened").read_text() == f"{places.settings_file()}\n"
    opener.write_text("#!/bin/sh\nexit 3\n")
    monkeypatch.setenv("PATH", str(home))
    assert terminal.runs("settings", "edit") == 1
    assert terminal.err == f"unsit: nothing here can open {places.settings_file()}; set $EDITOR.\n"


def test_an_editor_that_is_named_comes_before_the_desktop_unless_it_needs_a_terminal(
    terminal: Terminal, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = home / "opened"
    for name in ("xdg-open", "editor"):
        (home / name).write_text(f'#!/bin/sh\necho "{name} $1" > {opened}\n')
        (home / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(home))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "editor")
    assert terminal.runs("settings", "edit") == 0
    assert opened.read_text() == f"editor {places.settings_file()}\n"
    (home / "editor").write_text("#!/bin/sh\nexit 1\n")
    assert terminal.prints("settings", "edit") == f"{places.settings_file()}\n"
    assert opened.read_text() == f"xdg-open {places.settings_file()}\n"


@pytest.mark.parametrize("variable", ["VISUAL", "EDITOR"])
def test_an_editor_that_cannot_be_started_is_named_and_no_other_taken(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv(variable, "/nope/ed --wait")
    monkeypatch.setattr(sys, "stdin", Screen())
    said = terminal.fails("settings", "edit")
    assert said == f"${variable} cannot be started: /nope/ed (No such file or directory)."


def test_without_a_daemon_the_settings_window_is_shown_all_the_same(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = (
        'read first; echo "$first" >&2; echo \'{"event": "shown"}\'; echo \'{"event": "closed"}\''
    )
    monkeypatch.setattr(preferences, "command", lambda: ["/bin/sh", "-c", script])
    assert terminal.runs("settings", "open") == 0


def test_a_settings_window_that_cannot_open_is_told_in_its_own_words(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = 'echo \'{"event": "failed", "reason": "There is no display."}\'; exit 69'
    monkeypatch.setattr(preferences, "command", lambda: ["/bin/sh", "-c", script])
    assert terminal.runs("settings", "open") == 1
    assert terminal.err == "unsit: There is no display.\n"
