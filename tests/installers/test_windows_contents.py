"""What goes into the program for Windows, and what its setup does to the search path: asked here."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from installers.windows import build, contents, searchpath

ROOT = Path(__file__).parents[2]
MODULES = set(contents.modules(ROOT / "daemon"))


def heads(file: Path) -> Iterator[str]:
    """Yield what of Unsit a file loads as it is loaded."""
    for line in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(line, ast.Import):
            yield from (name.name for name in line.names if name.name.startswith("unsit."))
        elif isinstance(line, ast.ImportFrom) and (line.module or "").startswith("unsit."):
            yield str(line.module)


def test_what_goes_in_loads_nothing_at_its_start_that_stays_out() -> None:
    for file in (ROOT / "daemon" / "unsit").rglob("*.py"):
        name = ".".join(file.relative_to(ROOT / "daemon").with_suffix("").parts)
        if name.removesuffix(".__init__") in MODULES:
            assert set(heads(file)) <= MODULES, name


def test_every_window_and_the_rooms_of_windows_go_in_and_no_icon_for_old_trays() -> None:
    assert {"unsit", "unsit.window", "unsit.window.__main__", "unsit.panel.__main__"} <= MODULES
    assert {"unsit.painter", "unsit.painter.__main__", "unsit.desktop.windows.desk"} <= MODULES
    assert not any(name.startswith("unsit.xembed") for name in MODULES)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (r"unsit\config\languages\de.mo", True),
        (r"unsit\config\languages\de.po", False),
        ("PySide6/Qt6Widgets.dll", True),
        ("PySide6/Qt6Quick.dll", False),
        ("PySide6/Qt6Svg.dll", True),  # matplotlib loads it with its canvas
        ("PySide6/opengl32sw.dll", False),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/plugins/styles/qwindowsvistastyle.dll", True),
        ("PySide6/plugins/imageformats/qwebp.dll", False),
        ("PySide6/translations/qt_de.qm", False),
        ("matplotlib/mpl-data/fonts/ttf/DejaVuSans.ttf", True),
        (r"matplotlib\mpl-data\fonts\afm\phvr8a.afm", False),
        ("python311.dll", True),
    ],
)
def test_of_qt_and_the_catalogues_only_what_is_used_goes_in(name: str, wanted: bool) -> None:
    assert contents.wanted(name) is wanted


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("0.1.0", (0, 1, 0, 0)), ("1.2.3rc4", (1, 2, 3, 0)), ("2.0", (2, 0, 0, 0))],
)
def test_windows_has_four_numbers_for_a_version(
    version: str, numbers: tuple[int, int, int, int]
) -> None:
    assert contents.numbers(version) == numbers


def test_what_the_properties_of_a_program_say_can_be_read() -> None:
    text = contents.version_resource("unsit", "0.1.0", "Unsit on the command line")
    assert isinstance(ast.parse(text.strip(), mode="eval").body, ast.Call)


def test_the_version_is_that_of_the_checkout() -> None:
    from unsit import __version__

    assert build.version() == __version__
    assert build.setup_file(Path("out")).name == f"unsit-{__version__}-setup.exe"


@pytest.mark.parametrize(
    ("path", "on", "after"),
    [
        ("", True, r"C:\Unsit"),
        (r"%USERPROFILE%\bin;C:\b", True, r"%USERPROFILE%\bin;C:\b;C:\Unsit"),
        (r"C:\a;c:\unsit\;C:\b", True, r"C:\a;C:\b;C:\Unsit"),
        (r"C:\a;c:\unsit\;C:\b", False, r"C:\a;C:\b"),
        (r"C:\Unsit", False, ""),
        (r"C:\Unsit2", False, r"C:\Unsit2"),
    ],
)
def test_the_search_path_keeps_all_that_is_not_ours(path: str, on: bool, after: str) -> None:
    assert searchpath.changed(path, r"C:\Unsit", on) == after
