"""The voice of Windows, by a program that talks as its PowerShell should: on every system."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.window.heard import Heard
from tests.window.stand import Stand
from unsit.core.language import SPOKEN
from unsit.window.voice import Engine, windows
from unsit.window.voice.windows import SCRIPT, SystemSpeech

FAKE = Path(__file__).with_name("fake_powershell.py")

Opener = Callable[[Engine], Heard]
until = Stand.until


class PowerShell:
    """A program in the place of PowerShell, and what it heard."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def started(self, kind: str = "ready") -> SystemSpeech:
        """Return the voice that starts one of a kind."""
        return SystemSpeech([sys.executable, str(FAKE), str(self._file), kind])

    @property
    def script(self) -> str:
        """The script that it was handed."""
        return self._parts[0]

    @property
    def lines(self) -> list[str]:
        """What was written to it, and "gone" when it has ended."""
        return self._parts[1].splitlines()

    @property
    def _parts(self) -> tuple[str, str]:
        all_of_it = self._file.read_bytes().decode() if self._file.exists() else ""
        end = all_of_it.rfind("}\n") + 2
        return all_of_it[:end], all_of_it[end:]


@pytest.fixture
def shell(tmp_path: Path) -> PowerShell:
    """Give a test a program in the place of PowerShell."""
    return PowerShell(tmp_path / "said")


def test_it_is_handed_the_script_and_a_line_for_each_phrase(
    opened: Opener, shell: PowerShell
) -> None:
    one = opened(shell.started())
    until("answer", lambda: one.told == ["ready"])
    one.engine.say("Sink.", False)
    until("end", lambda: one.told == ["ready", "ended"])
    one.engine.say("Müde\nlines, that never end.", True)
    one.engine.stop()
    one.engine.stop()
    one.engine.close()
    until("its end", lambda: shell.lines[-1:] == ["gone"])
    assert shell.script == SCRIPT.replace("{culture}", "")
    assert shell.lines == ["100 Sink.", "35 Müde lines, that never end.", "stop", "gone"]
    assert one.told == ["ready", "ended"]


def test_a_language_is_asked_for_by_the_name_that_windows_has_for_it(
    opened: Opener, shell: PowerShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SPOKEN, "name", "de")
    one = opened(shell.started())
    until("answer", lambda: one.told == ["ready"])
    assert "$culture = 'de-DE'" in shell.script


def test_one_that_ends_is_lost(opened: Opener, shell: PowerShell) -> None:
    one = opened(shell.started("broken"))
    until("loss", lambda: one.told == ["it ended"])


def test_one_that_says_nothing_is_lost(
    opened: Opener, shell: PowerShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "PATIENCE", 1)
    one = opened(shell.started("deaf"))
    until("loss", lambda: one.told == ["it does not answer"])


def test_where_it_is_missing_windows_is_silent(opened: Opener, tmp_path: Path) -> None:
    one = opened(SystemSpeech([str(tmp_path / "powershell.exe")]))
    until("loss", lambda: one.told == ["PowerShell cannot be started"])


def test_it_is_looked_for_in_the_folder_of_windows_and_nowhere_else() -> None:
    program, *options = windows.command({"SystemRoot": "W"})
    assert Path(program) == Path("W", "System32", "WindowsPowerShell", "v1.0", "powershell.exe")
    assert options[-1] == "-EncodedCommand"
