"""Started at login on Windows: the Run key, and the switch that Task Manager has beside it."""

import sys

assert sys.platform == "win32"

import ctypes
import subprocess
import winreg
from collections.abc import Iterator
from ctypes import wintypes
from pathlib import Path

import pytest

from tests.contracts.autostart import AutostartContract
from unsit.desktop import AtLogin
from unsit.desktop.windows import autostart
from unsit.desktop.windows.autostart import NAME, WHERE, WindowsAutostart

SWITCHED_OFF = bytes((3, 0, 0, 0)) + bytes(8)
SWITCHED_ON = bytes((2, 0, 0, 0)) + bytes(8)
HKCU = winreg.HKEY_CURRENT_USER


def written(path: str, value: str | bytes) -> None:
    kind = winreg.REG_SZ if isinstance(value, str) else winreg.REG_BINARY
    with winreg.CreateKey(HKCU, path) as key:
        winreg.SetValueEx(key, NAME, 0, kind, value)


def read(path: str) -> object:
    try:
        with winreg.OpenKey(HKCU, path) as key:
            return winreg.QueryValueEx(key, NAME)[0]
    except FileNotFoundError:
        return None


@pytest.fixture(autouse=True)
def registry() -> Iterator[None]:
    def forget() -> None:
        for path in (autostart.RUN, autostart.APPROVED):
            with winreg.CreateKey(HKCU, path) as key:
                try:
                    winreg.DeleteValue(key, NAME)
                except FileNotFoundError:
                    continue

    forget()
    yield
    forget()


def program(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "unsitw.exe"
    path.write_bytes(b"MZ")
    return path


@pytest.fixture
def port(home: Path) -> WindowsAutostart:
    return WindowsAutostart([str(program(home / "my programs"))])


class TestAutostart(AutostartContract):
    def wrote(self, home: Path, argv: list[str]) -> WindowsAutostart:
        return WindowsAutostart(argv)

    def program(self, folder: Path) -> Path:
        return program(folder)


def test_the_value_is_a_command_line_that_windows_reads_as_we_meant_it(home: Path) -> None:
    argv = [str(program(home / "a b")), "-m", "un sit", 'a "b"']
    WindowsAutostart(argv).on()
    split = ctypes.windll.shell32.CommandLineToArgvW
    split.restype = ctypes.POINTER(wintypes.LPWSTR)
    count = ctypes.c_int()
    words = split(str(read(autostart.RUN)), ctypes.byref(count))
    assert words[: count.value] == argv
    assert WindowsAutostart(argv).state() == AtLogin(True, WHERE, argv[0])


def test_who_switched_it_off_in_task_manager_has_it_off(port: WindowsAutostart) -> None:
    port.on()
    written(autostart.APPROVED, SWITCHED_ON)
    assert port.state().on
    written(autostart.APPROVED, SWITCHED_OFF)
    assert port.state() == AtLogin(False, WHERE)
    assert not port.mend()
    assert read(autostart.APPROVED) == SWITCHED_OFF


def test_a_value_that_starts_nothing_and_is_switched_off_is_left_alone(
    port: WindowsAutostart,
) -> None:
    written(autostart.RUN, r"C:\gone\unsitw.exe")
    written(autostart.APPROVED, SWITCHED_OFF)
    assert not port.mend()
    assert read(autostart.RUN) == r"C:\gone\unsitw.exe"


def test_to_ask_for_it_again_undoes_what_task_manager_had_switched_off(
    port: WindowsAutostart,
) -> None:
    port.on()
    written(autostart.APPROVED, SWITCHED_OFF)
    port.on()
    assert port.state().on
    assert read(autostart.APPROVED) is None


def test_a_value_that_something_changes_at_once_is_told(
    port: WindowsAutostart, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autostart, "_value", lambda path: "another")
    with pytest.raises(OSError, match="Run"):
        port._write()


@pytest.mark.parametrize("odd", ["", '"', "   ", "unsit"])
def test_a_value_that_names_no_program_is_broken_and_mended(
    port: WindowsAutostart, odd: str
) -> None:
    written(autostart.RUN, odd)
    assert port.state().broken
    assert port.mend()
    assert not port.state().broken


def test_windows_starts_what_the_value_names(home: Path) -> None:
    file = home / "started"
    argv = [sys.executable, "-c", f"open({str(file)!r}, 'w').write('yes')"]
    WindowsAutostart(argv).on()
    subprocess.run(str(read(autostart.RUN)), check=True, timeout=60)
    assert file.read_text() == "yes"
