"""Completions in real shells, and the manual page: both are what the commands say."""

import os
import pty
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from installers import manual
from tests.cli.terminal import Terminal
from tests.desktop.stage import PATIENCE, tool
from unsit import places
from unsit.cli import completing
from unsit.cli.main import cli

WIPE = "\x15"
"""Ctrl+U: the line is empty again."""
BEGINNINGS = [
    ("unsit str", {"stretch"}),
    ("unsit poses sho", {"show"}),
    ("unsit poses show pig", {"pigeon"}),
    ("unsit poses show my-o", {"my-own"}),
    ("unsit status --format way", {"waybar"}),
    ("unsit status --fol", {"--follow"}),
    ("unsit session ou", {"ouch"}),
    ("unsit simulate --set sitting.rem", {"sitting.remind_after"}),
    ("unsit poses show pigeon --theme d", {"dark"}),
    ("unsit rules s", {"sway"}),
    ("unsit pause unt", {"until"}),
    (
        "unsit pause until ",
        {"tomorrow", "noon", "midnight", "mon", "tue", "wed", "thu", "fri", "sat", "sun"},
    ),
    ("unsit snooze t", set()),
    ("unsit settings set session.voi", {"session.voice"}),
    ("unsit settings set session.voice ", {"on", "quiet", "off"}),
    ("unsit settings set session.sound ", {"true", "false"}),
    ("unsit settings set reminder.open_window ", {"at once", "when ignored", "on click"}),
    ("unsit settings set sitting.remind_after s", set()),
    ("unsit settings get hou", {"hours", "hours.quiet_days", "hours.holidays"}),
    ("unsit nonsense ", None),
]
"""What is typed, and what may come of it; None = anything but a failure."""


@pytest.fixture
def own(home: Path) -> Path:
    """Give a person a pose of their own; return the folder with the scripts."""
    places.write_whole(places.own_poses_dir() / "my-own.toml", "")
    for shell in completing.SHELLS:
        (home / f"unsit.{shell}").write_text(completing.script(shell, cli))
    return home


def asks(*words: str) -> set[str]:
    """Run a shell; return the words that it offers."""
    done = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.stderr == ""
    return {line.split("\t")[0] for line in done.stdout.splitlines() if line}


@pytest.mark.parametrize(("typed", "offered"), BEGINNINGS)
def test_bash_offers_what_there_is(own: Path, typed: str, offered: set[str] | None) -> None:
    program = (
        f"source {own}/unsit.bash; IFS=' ' read -ra COMP_WORDS <<< '{typed}'; "
        f"[[ '{typed}' == *' ' ]] && COMP_WORDS+=(''); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); "
        'COMPREPLY=(); _unsit; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    found = asks(tool("bash"), "--norc", "-c", program)
    assert offered is None or found == offered


@pytest.mark.parametrize(("typed", "offered"), BEGINNINGS)
def test_fish_offers_what_there_is(own: Path, typed: str, offered: set[str] | None) -> None:
    found = asks(tool("fish"), "-N", "-c", f"source {own}/unsit.fish; complete -C '{typed}'")
    assert offered is None or found == offered


class Shell:
    """A shell at a terminal, and a person who types."""

    def __init__(self, *words: str) -> None:
        self._end, other = pty.openpty()
        environment = {**os.environ, "TERM": "dumb", "PS1": "> ", "LANG": "C.UTF-8"}
        self._process = subprocess.Popen(
            words, stdin=other, stdout=other, stderr=other, env=environment, start_new_session=True
        )
        os.close(other)
        self._seen = ""

    def types(self, text: str) -> None:
        os.write(self._end, text.encode())

    def shows(self, text: str) -> None:
        """Wait until it shows this, after what it showed before."""
        while text not in self._seen:
            ready = select.select([self._end], [], [], PATIENCE)[0]
            assert ready, f"no {text!r} in {self._seen!r}"
            self._seen += os.read(self._end, 4096).decode(errors="replace")
        self._seen = self._seen.partition(text)[2]

    def ends(self) -> None:
        self._process.kill()
        self._process.wait(PATIENCE)
        os.close(self._end)


@pytest.fixture(params=["bash", "zsh"])
def shell(request: pytest.FixtureRequest, own: Path) -> Iterator[Shell]:
    """Give an interactive shell that has learnt its completions as the page says."""
    words = {"bash": ("bash", "--norc"), "zsh": ("zsh", "-f")}[request.param]
    shell = Shell(tool(words[0]), *words[1:], "-i")
    if request.param == "zsh":
        shell.types("autoload -Uz compinit; compinit -D -u\n")
    shell.types(f'eval "$(cat {own}/unsit.{request.param})"; echo lear""nt\n')
    shell.shows("learnt")
    yield shell
    shell.ends()


def test_a_press_of_tab_completes(shell: Shell) -> None:
    shell.types("unsit poses sho\tpige\t--the\tda\t")
    for word in ("poses", "show", "pigeon", "--theme", "dark"):
        shell.shows(word)
    shell.types(f"{WIPE}unsit simulate --set sitting.rem\t")
    shell.shows("sitting.remind_after")
    shell.types(f"{WIPE}unsit poses show my-o\t")
    shell.shows("my-own")
    shell.types(f"{WIPE}unsit settings set session.voi\tq\t")
    shell.shows("session.voice")
    shell.shows("quiet")
    shell.types(f"{WIPE}unsit settings set reminder.open_window w\t")
    shell.shows("when\\ ignored")


def test_a_script_starts_no_python(own: Path) -> None:
    for shell in completing.SHELLS:
        assert "python" not in (own / f"unsit.{shell}").read_text().lower()


def test_printing_a_script_loads_neither_qt_nor_pictures() -> None:
    program = (
        "import sys; from unsit.cli import call; call(['completion', 'bash']); "
        "print({'PySide6', 'PIL', 'rich', 'sqlite3'} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stderr == "set()\n"
    assert done.stdout.startswith("# Completion of unsit for bash")


# --- help -----------------------------------------------------------------------------------------


def test_the_help_has_the_verbs_in_groups_and_examples(terminal: Terminal) -> None:
    told = terminal.prints("--help")
    assert told.index("Stretch:") < told.index("Reminders:") < told.index("Examples:")
    assert "  pause       Say nothing for LENGTH" in told


# --- the manual -----------------------------------------------------------------------------------


def test_the_manual_says_what_the_commands_say() -> None:
    written = manual.PAGE.read_text(encoding="utf-8")
    assert written == manual.page(), "write it anew: .venv/bin/python installers/manual.py"


def test_the_manual_is_good_man() -> None:
    lint = subprocess.run(
        [tool("mandoc"), "-T", "lint", "-W", "warning", str(manual.PAGE)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (lint.returncode, lint.stdout) == (0, "")
    man = subprocess.run(
        ["man", "--warnings", "-E", "UTF-8", "-l", str(manual.PAGE)],
        env={**os.environ, "MANWIDTH": "100"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert man.stderr == ""
    assert "unsit status --follow --format waybar" in man.stdout
