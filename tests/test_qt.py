"""The door of Qt: which of the two it is, and that nothing but the door can tell."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.panel.board import line
from tests.window.stand import LUNGE
from unsit.doctor import window
from unsit.window import preflight

TOLD = """
import sys
from unsit import qt
door = qt.door()
assert qt.door() is door, "one door a process"
print(qt.chosen())
"""


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Give a test a folder in which packages lie that are found first."""
    return tmp_path


def package(shelf: Path, name: str, **modules: str) -> None:
    """Put a package there, and its modules with what they say."""
    (shelf / name).mkdir()
    (shelf / name / "__init__.py").touch()
    for module, text in modules.items():
        (shelf / name / f"{module}.py").write_text(text)


def python(shelf: Path, program: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run a program of a Python that has no packages but those of the shelf."""
    return subprocess.run(
        [sys.executable, "-S", "-c", program],
        env={"PYTHONPATH": f"{shelf}:{ROOT / 'daemon'}", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def chosen(shelf: Path, **environment: str) -> str:
    ran = python(shelf, TOLD, **environment)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def test_pyside_is_taken_where_both_are(shelf: Path) -> None:
    for name in ("PySide6", "PyQt6"):
        package(shelf, name, QtWidgets="")
    assert chosen(shelf) == "PySide6"


@pytest.mark.parametrize("name", ["PySide6", "PyQt6"])
def test_the_only_one_is_taken(shelf: Path, name: str) -> None:
    package(shelf, name, QtWidgets="")
    assert chosen(shelf) == name


def test_a_pyside_without_its_widgets_is_none(shelf: Path) -> None:
    package(shelf, "PySide6", QtCore="")
    package(shelf, "PyQt6", QtCore="", QtWidgets="")
    assert chosen(shelf) == "PyQt6"


def test_another_can_be_asked_for_and_then_it_is_that_or_none(shelf: Path) -> None:
    package(shelf, "PySide6", QtWidgets="")
    assert chosen(shelf, UNSIT_QT="PyQt6") == ""
    ran = python(shelf, TOLD + "import PySide6", UNSIT_QT="PyQt6")
    assert ran.stderr.endswith("ModuleNotFoundError: No module named 'PySide6'\n")
    package(shelf, "PyQt6", QtWidgets="")
    assert chosen(shelf, UNSIT_QT="PyQt6") == "PyQt6"


def test_names_of_pyside_are_found_in_pyqt_and_pyqt_is_left_as_it_is(shelf: Path) -> None:
    core = "pyqtSignal = 'a signal'\npyqtSlot = 'a slot'\nQObject = 'an object'\n"
    package(shelf, "PyQt6", QtCore=core, QtWidgets="")
    found = python(
        shelf,
        TOLD + "from PySide6.QtCore import QObject, Signal, Slot\nimport PyQt6.QtCore as theirs\n"
        "print(QObject, Signal, Slot, hasattr(theirs, 'Signal'))",
    )
    assert found.stdout.splitlines()[1:] == ["an object a signal a slot False"]


def test_never_are_there_modules_of_both(shelf: Path) -> None:
    package(shelf, "PySide6", QtCore="", QtWidgets="")
    package(shelf, "PyQt6", QtCore="", QtDBus="", QtWidgets="")
    assert (
        "No module named 'PySide6.QtDBus'" in python(shelf, TOLD + "import PySide6.QtDBus").stderr
    )


def test_what_is_raised_in_code_that_pyqt_called_is_printed(shelf: Path) -> None:
    package(shelf, "PyQt6", QtCore="", QtWidgets="")
    program = (
        TOLD + "before = sys.excepthook\nimport PySide6.QtCore\n"
        "assert sys.excepthook is not before, 'PyQt6 would end the process'\n"
        "sys.excepthook(ValueError, ValueError('heard'), None)"
    )
    ran = python(shelf, program)
    assert (ran.returncode, ran.stderr) == (0, "ValueError: heard\n")


def test_to_open_the_door_loads_nothing_and_looks_for_nothing(shelf: Path) -> None:
    package(shelf, "PySide6", QtWidgets="raise RuntimeError")
    program = "import sys, unsit.window\nprint([one for one in sys.modules if 'Qt' in one])"
    ran = python(shelf, program)
    assert (ran.stdout, ran.stderr) == ("[]\n", "")


@pytest.mark.parametrize(
    ("words", "who"),
    [
        (("unsit.window",), "The session window"),
        (("unsit.panel",), "The panel"),
        (("unsit.preferences",), "The settings window"),
        (("unsit.record",), "The history window"),
        (("unsit", "poses", "show", "garland", "--png", "garland.png"), "A picture of a pose"),
        (("unsit.doctor.trial",), "The session window"),
    ],
)
def test_without_any_qt_one_sentence_says_what_to_install(
    words: tuple[str, ...], who: str, tmp_path: Path
) -> None:
    told = {"unsit.window": json.dumps(LUNGE.to_json()).encode(), "unsit.panel": line()}
    ran = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=tmp_path,
        env={**os.environ, "UNSIT_QT": "none", "PYTHONPATH": str(ROOT / "daemon")},
        input=told.get(words[0], b""),
        capture_output=True,
        check=False,
    )
    said = (ran.stdout + ran.stderr).decode()
    assert f"{who} needs PySide6 or PyQt6: `{preflight.bringing()}`." in said
    assert (ran.returncode > 0, said.count("\n")) == (True, 1)


FROZEN = (
    "import runpy, sys; sys.frozen = True; runpy.run_module(sys.argv.pop(1), run_name='__main__')"
)


def test_a_built_program_without_qt_names_the_setup_that_has_it_and_no_pip() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FROZEN, "unsit.window"],
        env={**os.environ, "UNSIT_QT": "none", "PYTHONPATH": str(ROOT / "daemon")},
        input=json.dumps(LUNGE.to_json()).encode(),
        capture_output=True,
        check=False,
    )
    assert json.loads(ran.stdout)["reason"] == (
        "The session window is not in this Unsit, which was built without Qt: the larger setup program "
        "has it. `unsit stretch --terminal` plays it in a terminal."
    )


def test_the_doctor_knows_a_built_program_without_qt() -> None:
    found = window._refused(preflight.BUILT_WITHOUT)
    assert "has no windows" in found.detail
    assert "larger setup program" in found.remedy
