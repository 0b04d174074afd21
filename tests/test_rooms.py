"""The house rules of ARCHITECTURE.md: who imports whom, and what the daemon carries all day."""

import ast
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "daemon" / "unsit"
FILES = sorted(PACKAGE.rglob("*.py"))
CORE = sorted((PACKAGE / "core").rglob("*.py"))

LEAVES = {"core", "lock", "places", "qt", "schema", "windows"}
# All speak: whatever a person reads goes through `core.language`, which is open to every room.
# Above the leaves: what waits and tells the time. Everything that runs in the daemon may ask it.
GROUND = LEAVES | {"loop"}
# Shelves do not import each other, but for what stands here.
SHELVES = {
    "amend": {"handbook", "library", "settings"},
    "catalogue": set[str](),
    "coach": set[str](),
    "control": {"line"},
    "desktop": set[str](),
    "edition": set[str](),
    "forgetting": {"history"},
    "handbook": set[str](),
    "history": {"journal", "taking"},
    "journal": set[str](),
    "ledger": {"history", "journal"},
    "library": set[str](),
    "line": set[str](),
    "notices": {"desktop"},
    "painter": {"catalogue"},
    "prepare": {"catalogue", "history", "journal", "library", "settings"},
    "settings": set[str](),
    "talk": set[str](),
    "taking": set[str](),
    "watch": set[str](),
}
EVERYTHING = GROUND | {
    *SHELVES,
    "__init__",
    "cli",
    "daemon",
    "doctor",
    "panel",
    "sync",
    "terminal",
    "record",
    "preferences",
    "window",
    "xembed",
}
MAY_IMPORT = {
    "__init__": set[str](),
    **{leaf: set[str]() for leaf in LEAVES},
    "lock": {"places", "windows"},
    "loop": LEAVES,
    **{shelf: GROUND | others for shelf, others in SHELVES.items()},
    "window": {"catalogue", "core", "edition", "lock", "places", "qt"},
    "panel": {"catalogue", "core", "painter", "places", "qt", "window"},
    "preferences": {*LEAVES, "amend", "catalogue", "handbook", "window"},
    "sync": {"catalogue", "edition", "places"},
    "terminal": GROUND | {"catalogue", "desktop", "talk", "window"},
    "xembed": {"core", "painter"},
    "record": GROUND
    | {"catalogue", "control", "edition", "history", "ledger", "prepare", "window"},
    "daemon": GROUND | {*SHELVES},
    # It runs for one call and looks at everything.
    "doctor": EVERYTHING - {"cli"},
    "cli": EVERYTHING,
    "__main__": EVERYTHING,
}
PURE = {
    "bisect",
    "collections",
    "dataclasses",
    "datetime",
    "enum",
    "functools",
    "itertools",
    "json",
    "math",
    "operator",
    "random",
    "re",
    "typing",
}
CLOCKS = {"now", "utcnow", "today", "fromtimestamp", "clock_gettime", "monotonic", "perf_counter"}
DOORS = {
    "AppKit": {"desktop/macos/"},
    "Foundation": {"desktop/macos/"},
    "PIL": {
        "cli/moving.py",
        "desktop/macos/tray.py",
        "desktop/windows/icon.py",
        "painter/",
        "xembed/",
    },
    "PyObjCTools": {"desktop/macos/application.py"},
    "Quartz": {"desktop/macos/"},
    # Each of these rooms opens `unsit.qt` first, behind which may be PyQt6.
    "PySide6": {"doctor/trial.py", "panel/", "preferences/", "record/", "window/"},
    "click": {"cli/"},
    "matplotlib": {"cli/plotting.py", "record/plots/"},
    "jeepney": {"desktop/linux/message.py"},
    "paho": {"sync/"},
    "platformdirs": {"places.py"},
    "plyer": {"desktop/portable.py"},
    "pystray": {
        "desktop/linux/_sni.py",
        "desktop/macos/tray.py",
        "desktop/windows/",
        "xembed/backend.py",
    },
    "rich": {"cli/", "terminal/"},
    "schedule": {"loop.py"},
    "sqlite3": {"doctor/history.py", "history.py"},
    "winrt": {"desktop/windows/winrt.py"},
    "tomlkit": {"amend/document.py"},
    "tomllib": {"amend/", "catalogue.py", "settings.py", "library.py"},
}
IMPORT_NAMES = {
    "pillow": "PIL",
    "pyobjc-framework-cocoa": "AppKit",
    "pyobjc-framework-quartz": "Quartz",
    "pyside6-essentials": "PySide6",
}
TOO_HEAVY = {
    "PIL",
    "PySide6",
    "argparse",
    "asyncio",
    "click",
    "ctypes",
    "dataclasses",
    "matplotlib",
    "rich",
    "sqlite3",
    "ssl",
    "tomlkit",
    "tomllib",
}


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def tree(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def imports(path: Path) -> Iterator[str]:
    """Return the dotted name of each import, those inside functions included."""
    for node in tree(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)} has a relative import"
            module = node.module or ""
            yield from (f"{module}.{alias.name}" for alias in node.names)


def room_of(dotted: str) -> str:
    """Return the room that an import from unsit leads to; `unsit.__version__` is in __init__."""
    first = [*dotted.split("."), ""][1]
    is_room = (PACKAGE / first).is_dir() or (PACKAGE / f"{first}.py").is_file()
    return first if first and is_room else "__init__"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_room_imports_only_what_lies_below_it(path: Path) -> None:
    home = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    assert home in MAY_IMPORT, f"{home} is a new room: say in this file where it belongs"
    for dotted in imports(path):
        if dotted.split(".")[0] == "unsit" and not dotted.startswith("unsit.core.language."):
            allowed = MAY_IMPORT[home] | {home, "__init__"}
            assert room_of(dotted) in allowed, f"{name_of(path)} imports {dotted}"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_what_comes_from_outside_comes_through_its_door(path: Path) -> None:
    for dotted in imports(path):
        top = dotted.split(".")[0]
        if top in DOORS:
            doors = DOORS[top]
            assert any(name_of(path).startswith(door) for door in doors), (
                f"{name_of(path)} imports {dotted}, which belongs in {sorted(doors)}"
            )
        else:
            known = top == "unsit" or top in sys.stdlib_module_names
            assert known, f"{name_of(path)} imports {dotted}, which has no door"


@pytest.mark.parametrize("room", sorted(DOORS["PySide6"] - {"doctor/trial.py"}))
def test_a_room_with_windows_opens_the_door_of_qt_before_any_module_of_it(room: str) -> None:
    first = ast.parse((PACKAGE / room / "__init__.py").read_text(encoding="utf-8")).body[1:3]
    assert [ast.unparse(line) for line in first] == ["from unsit import qt", "qt.door()"]


def test_every_dependency_is_used_behind_its_door() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {Requirement(line).name.lower() for line in project["dependencies"]}
    used = {dotted.split(".")[0] for path in FILES for dotted in imports(path)}
    assert {IMPORT_NAMES.get(name, name) for name in names} <= used


@pytest.mark.parametrize("path", CORE, ids=name_of)
def test_the_core_is_pure(path: Path) -> None:
    for dotted in imports(path):
        top = dotted.split(".")[0]
        assert top == "unsit" or top in PURE, f"{name_of(path)} imports {dotted}"


@pytest.mark.parametrize("path", CORE, ids=name_of)
def test_the_core_is_told_the_time_and_its_luck(path: Path) -> None:
    for node in tree(path):
        if isinstance(node, ast.Attribute):
            assert node.attr not in CLOCKS, f"{name_of(path)}:{node.lineno} reads a clock"
            if isinstance(node.value, ast.Name) and node.value.id == "random":
                where = f"{name_of(path)}:{node.lineno}"
                assert node.attr == "Random", f"{where} throws dice that nobody gave it"


def test_the_daemon_carries_nothing_heavy_all_day() -> None:
    linux = (PACKAGE / "desktop" / "linux").glob("[!_]*.py")
    modules = ["unsit.daemon", *(f"unsit.desktop.linux.{path.stem}" for path in linux)]
    modules.append("unsit.desktop.linux._sni")
    program = (
        "import importlib, json, sys\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    assert TOO_HEAVY.isdisjoint(json.loads(answer.stdout))
