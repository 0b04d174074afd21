"""What goes into the built program and what stays out: for unsit.spec and build.py.

Rules of this room: the standard library only, and nothing of Windows, so that a test asks it anywhere.
"""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

NOT_WINDOWS = {"unsit.desktop.macos", "unsit.xembed"}
"""Rooms that another system needs, and nobody else asks for anything: the doctor has words of Linux's."""

NEVER = [
    "PIL._avif",
    "PIL._imagingcms",
    "PIL._imagingft",
    "PIL._imagingtk",
    "PIL._webp",
    "Xlib",
    "_pytest",
    "hypothesis",
    "idlelib",
    "lib2to3",
    "matplotlib.backends._backend_pdf_ps",
    "matplotlib.backends.backend_pdf",
    "numpy.f2py",
    "pip",
    "pydoc_data",
    "pytest",
    "setuptools",
    "tkinter",
]
"""What a package names, or what lies beside it where the program is built, and nobody runs. Of Pillow we
draw and write PNG, GIF and ICO; its other formats alone are 11 MB."""

PICTURES = ["PySide6", "matplotlib", "numpy", "shiboken6"]
"""All that draws a window: left out of the small program, which is for the tray and the terminal."""

LATE = ["matplotlib.backends.backend_svg"]
"""What is loaded by the ending of a file's name, which no analysis sees."""

PLUGINS = {"platforms/qoffscreen.dll", "platforms/qwindows.dll", "styles/*"}
"""What Qt is asked for here. It reads PNG by itself."""

PLOTS_UNUSED = {"afm", "images", "pdfcorefonts", "sample_data"}
"""Folders of matplotlib's data: the fonts of its other formats, the buttons of its own windows, its examples."""

QT_UNUSED = re.compile(
    r"opengl32sw|d3dcompiler|qt6(dbus|network|opengl|pdf|qml|quick|virtualkeyboard)|"
    r"qt(dbus|network|opengl)\b",
    re.IGNORECASE,
)
"""What PyInstaller takes along with Qt, and a window of widgets never loads: 20 MB of it draws 3D."""


def modules(shelf: Path) -> Iterator[str]:
    """Yield the modules of Unsit that Windows may need: most are loaded only when they are wanted."""
    for file in sorted((shelf / "unsit").rglob("*.py")):
        parts = file.relative_to(shelf).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if not any(name == room or name.startswith(f"{room}.") for room in NOT_WINDOWS):
            yield name


def excluded(without_qt: bool) -> list[str]:
    """Return the packages that stay out."""
    return [*NEVER, *sorted(NOT_WINDOWS), *(PICTURES if without_qt else [])]


def wanted(name: str) -> bool:
    """Say whether a file goes into the program, by its path there."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.parts[:2] == ("unsit", "config"):
        return path.suffix not in (".po", ".pot")  # what is spoken is compiled of them
    if path.parts[:2] == ("matplotlib", "mpl-data"):
        return not PLOTS_UNUSED & set(path.parts)
    if path.parts[:1] != ("PySide6",):
        return True
    if "plugins" in path.parts:
        return any(path.match(f"plugins/{kept}") for kept in PLUGINS)
    return "translations" not in path.parts and not QT_UNUSED.match(path.name)


def numbers(version: str) -> tuple[int, int, int, int]:
    """Return a version as Windows has it: four numbers, in which "0.2.0rc1" is 0.2.0.0."""
    found = [int(part) for part in re.findall(r"\d+", re.split(r"[a-z+-]", version)[0])]
    first, second, third, fourth, *_ = [*found, 0, 0, 0, 0]
    return first, second, third, fourth


def version_resource(program: str, version: str, about: str) -> str:
    """Return what the properties of a program say, in the form that PyInstaller reads."""
    said = {
        "CompanyName": "The Unsit authors",
        "FileDescription": about,
        "FileVersion": version,
        "InternalName": program,
        "LegalCopyright": "MIT License",
        "OriginalFilename": f"{program}.exe",
        "ProductName": "Unsit",
        "ProductVersion": version,
    }
    strings = ", ".join(f"StringStruct({name!r}, {text!r})" for name, text in said.items())
    four = numbers(version)
    # 0409 is English, 04B0 is Unicode: the same again as numbers in the translation.
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={four}, prodvers={four}), kids=["
        f"StringFileInfo([StringTable('040904B0', [{strings}])]), "
        "VarFileInfo([VarStruct('Translation', [0x0409, 0x04B0])])])\n"
    )
