"""Whether Qt can open a window here, found out before Qt aborts the process."""

import ctypes
import sys
from collections.abc import Callable
from pathlib import Path

import PySide6
import pytest

from unsit.window import preflight
from unsit.window.preflight import NoWindowError, aborts, check, missing, platforms, trouble

NOT_FOUND = "cannot open shared object file: No such file or directory"


def loader(lacks: str) -> Callable[[str], ctypes.CDLL]:
    """Return a loader to which one library of Qt's platform plugins is missing."""

    def load(name: str) -> ctypes.CDLL:
        if "platforms" in name:
            raise OSError(f"{lacks}: {NOT_FOUND}")
        return ctypes.CDLL(name)

    return load


# --- where a window can be opened -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environ", "tried"),
    [
        ({"DISPLAY": ":0"}, ["xcb"]),
        ({"WAYLAND_DISPLAY": "wayland-0"}, ["wayland"]),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, ["xcb", "wayland"]),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "wayland;xcb"}, ["wayland", "xcb"]),
        ({}, []),
    ],
)
def test_x11_is_tried_first_unless_the_person_chose(
    environ: dict[str, str], tried: list[str]
) -> None:
    assert list(platforms(environ)) == tried


def test_a_platform_that_works_is_the_answer() -> None:
    assert check({"QT_QPA_PLATFORM": "offscreen"}, "linux") == "offscreen"


def test_a_wayland_display_that_is_gone_is_named_before_qt_aborts(tmp_path: Path) -> None:
    gone = {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(tmp_path)}
    with pytest.raises(NoWindowError, match="cannot reach the Wayland display wayland-7"):
        check(gone, "linux")


def test_a_platform_may_have_options() -> None:
    assert check({"QT_QPA_PLATFORM": "minimal:enable_fonts"}, "linux") == "minimal:enable_fonts"


def test_the_next_platform_is_tried_when_one_does_not_work() -> None:
    chosen = {"QT_QPA_PLATFORM": "nothing;offscreen"}
    assert check(chosen, "linux") == "offscreen"


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_other_systems_need_no_telling(system: str) -> None:
    assert check({}, system) is None


def test_a_plugin_of_an_older_qt_is_found_by_its_older_name(tmp_path: Path) -> None:
    (tmp_path / "libqwayland-generic.so").write_text("not a library")
    reason = trouble("wayland", tmp_path, {})
    assert reason is not None
    assert "not installed" not in reason


# --- where none can be ------------------------------------------------------------------------------


def refusal(environ: dict[str, str]) -> str:
    with pytest.raises(NoWindowError) as refused:
        check(environ, "linux")
    return str(refused.value)


def test_without_a_display_the_sentence_says_so() -> None:
    assert refusal({}) == (
        "The session window needs a display, but neither DISPLAY nor WAYLAND_DISPLAY is set."
    )


def test_a_display_that_does_not_answer_is_named() -> None:
    display = "unix:/no/such/socket"
    assert refusal({"DISPLAY": display}) == (
        f"The session window cannot reach the X display {display}."
    )


def test_a_missing_library_is_named_with_its_debian_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fake = type("Loader", (), {"CDLL": staticmethod(loader("libxcb-cursor.so.0"))})
    monkeypatch.setattr(preflight, "ctypes", fake)
    assert refusal({"DISPLAY": ":0"}) == (
        "The session window needs libxcb-cursor.so.0; on Debian: sudo apt install libxcb-cursor0"
    )


def test_a_platform_that_does_not_exist_is_named() -> None:
    assert refusal({"QT_QPA_PLATFORM": "nothing"}) == (
        "The session window cannot use Qt's platform 'nothing': it is not installed."
    )


def test_a_broken_plugin_is_told_in_the_loaders_words(tmp_path: Path) -> None:
    (tmp_path / "libqxcb.so").write_text("not a library")
    reason = trouble("xcb", tmp_path, {"DISPLAY": ":0"})
    assert reason is not None
    assert reason.startswith("The session window cannot load a part of Qt: ")
    assert "libqxcb.so" in reason


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libGL.so.1", "libgl1"),
        ("libX11.so.6", "libx11-6"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libxcb-render-util.so.0", "libxcb-render-util0"),
    ],
)
def test_the_loaders_complaint_becomes_a_package(library: str, package: str) -> None:
    assert missing(f"{library}: {NOT_FOUND}").endswith(f"sudo apt install {package}")


def test_an_unknown_library_is_told_in_the_loaders_words() -> None:
    assert missing(f"libnew.so.9: {NOT_FOUND}") == (
        f"The session window cannot load a part of Qt: libnew.so.9: {NOT_FOUND}."
    )


# --- the version that aborts ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pyside", "python", "does"),
    [
        ((6, 12, 0), (3, 11), True),
        ((6, 12, 0), (3, 12), False),
        ((6, 12, 1), (3, 11), False),
        ((6, 11, 3), (3, 11), False),
    ],
)
def test_one_version_aborts_older_pythons(
    pyside: tuple[int, ...], python: tuple[int, ...], does: bool
) -> None:
    assert aborts(pyside, python) is does


def test_the_version_that_aborts_is_refused_with_the_repair(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(PySide6, "__version_info__", (6, 12, 0, "", ""))
    monkeypatch.setattr(sys, "version_info", (3, 11, 7, "final", 0))
    command = f"{sys.executable} -m pip install 'PySide6-Essentials<6.12'"
    sentence = f"PySide6 6.12.0 aborts on this Python: {command}"
    assert refusal({"QT_QPA_PLATFORM": "offscreen"}) == sentence
