"""Which Qt the windows run on: PySide6, or PyQt6 where there is no PySide6, as on Debian 12.

Every room says `from PySide6.QtWidgets import ...`. Where PyQt6 is what there is, those names are
found in it: a finder answers for PySide6, and makes each of its modules from PyQt6's names and the
few that are called otherwise there. So the rooms are written, and checked, for one of the two.

Rules of this room: each room that uses Qt opens the door in its `__init__`, before any module of it
is loaded. To open it loads nothing, and looks for nothing until Qt is asked for. Never are there two
Qts in one process.

UNSIT_QT=pyside6 or UNSIT_QT=pyqt6 takes that one, and no other: for tests, and to look for a fault.
"""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, NoReturn

PYSIDE, PYQT = "PySide6", "PyQt6"

ASKED = "UNSIT_QT"

OTHERWISE = {
    "Signal": "pyqtSignal",
    "SignalInstance": "pyqtBoundSignal",
    "Slot": "pyqtSlot",
    "Property": "pyqtProperty",
}
"""What PySide6 calls something of QtCore, and what PyQt6 does."""


class Door:
    """Finds PySide6, and in its place PyQt6: of the kind that Python's import asks."""

    def __init__(self) -> None:
        self._chosen: str | None = None

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Answer for PySide6 and its modules where PyQt6 stands in; else leave it to the others."""
        if name.partition(".")[0] != PYSIDE or self.chosen() == PYSIDE:
            return None
        if not self.chosen():
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        loader: Any = self  # without the class that typing asks for, which takes a while to load
        return ModuleSpec(name, loader, is_package=name == PYSIDE)

    def chosen(self) -> str:
        """Return which of the two it is; "" = there is none, or not the one that was asked for."""
        if self._chosen is None:
            asked = os.environ.get(ASKED, "").lower()
            wanted = (one for one in (PYSIDE, PYQT) if asked in ("", one.lower()))
            self._chosen = next((one for one in wanted if self._is_whole(one)), "")
        return self._chosen

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Leave it to Python to make the module."""
        return None

    def exec_module(self, module: ModuleType) -> None:
        """Fill a module with what PyQt6 has under that name."""
        original = import_module(module.__name__.replace(PYSIDE, PYQT, 1))
        names = vars(original)
        found = {name: value for name, value in names.items() if not name.startswith("__")}
        for name, theirs in OTHERWISE.items():
            if theirs in names:
                found[name] = names[theirs]
        vars(module).update(found)
        if sys.excepthook is sys.__excepthook__:
            sys.excepthook = _told

    def _is_whole(self, package: str) -> bool:
        """Say whether it can show windows: Debian ships PySide6 in pieces."""
        spec = self._found(package, None)
        return spec is not None and bool(
            self._found(f"{package}.QtWidgets", spec.submodule_search_locations)
        )

    def _found(self, name: str, path: Sequence[str] | None) -> ModuleSpec | None:
        others = (finder for finder in sys.meta_path if finder is not self)
        return next((spec for one in others if (spec := one.find_spec(name, path))), None)


def _told(*error: Any) -> None:
    """Print what was raised in code that Qt called: left to its own hook, PyQt6 ends the process."""
    sys.__excepthook__(*error)


def door() -> Door:
    """Open the door, once for the whole process, and return it."""
    there = next((finder for finder in sys.meta_path if isinstance(finder, Door)), None)
    if there is None:
        there = Door()
        sys.meta_path.insert(0, there)
    return there


def leave(code: int) -> NoReturn:
    """End a program whose windows are closed.

    What Python would do yet is take Qt's objects apart in an order of its own, at which Qt crashes
    now and then. On Windows `os._exit`, too, has every library take leave, when its threads have ended
    wherever they were: under wine a panel hung in that, its window closed, and its process never ended.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, AttributeError):  # a program without a console has none
            stream.flush()
    if sys.platform == "win32":
        import ctypes

        this_process = ctypes.c_void_p(-1)
        ctypes.WinDLL("kernel32").TerminateProcess(this_process, code)
    os._exit(code)


def chosen() -> str:
    """Return the name of the package that Qt comes from; "" = there is none."""
    return door().chosen()
