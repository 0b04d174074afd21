"""A Windows Python in a folder, made on Linux, to run under wine.

    python3 installers/windows/winpy.py FOLDER             make it
    python3 installers/windows/winpy.py FOLDER --plots     add what draws the history to one that was made

panda3d (BSD) builds games for Windows on any system, and so its wheel carries python.org's own signed
pythonXY.dll and extension modules. With them go the standard library of the Python that runs this file
(hence the same X.Y), a python.exe and a pythonw.exe from python.c, and a python3.dll: the name that
extensions for any Python 3 are linked against. Into it go what Unsit needs and what its tests need, as
requirements/ pins it, but for Qt and numpy: those are ones that wine can run.

It is for tests: a released program is built with the Python of python.org, on Windows. Needs pip, a
C compiler for Windows (Debian's gcc-mingw-w64-x86-64-win32), and no wine.
"""

import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from installers.windows import locked  # found by the line above

HERE = Path(__file__).parent
PANDA = "panda3d==1.10.16"
HASHES = {
    (3, 11): "37acfb92655c4226879f95c988e2ef1449a53c54486d6c1ebc00e2772429af82",
    (3, 12): "f6493e2ecc0d1b7c1556a999556e5278cbc9484fe5fe1e159a1ccc02b870b18f",
    (3, 13): "0e505261bb58d8402d0099c291f1a3459acfdd38f3e7d666e72aa2e1ea5dc46f",
}
"""sha256 of panda3d's wheel for win_amd64; in it are Python 3.11.9, 3.12.10 and 3.13.11."""

PYTHON = (sys.version_info.major, sys.version_info.minor)
DLL = "python{}{}.dll".format(*PYTHON)
LIBRARIES = ("libffi", "libcrypto", "libssl", "sqlite3", "zlib1")
"""What the extension modules of the standard library load, by the start of the name."""

COMPILER = "x86_64-w64-mingw32-gcc"
TESTED_WITH = {locked.UNSIT, "hypothesis", "pyinstaller", "pytest"}
# Qt is that of qt-for-wine.txt, and few tests look at the history's pictures.
LEFT_OUT = {"matplotlib", "pyside6-essentials"}
NOT_COPIED = {"dist-packages", "ensurepip", "idlelib", "lib-dynload", "site-packages", "test"}


def main(arguments: list[str]) -> int:
    """Make the folder anew; return the exit code."""
    if not arguments or arguments[0].startswith("-") or arguments[1:] not in ([], ["--plots"]):
        print((__doc__ or "").partition("\n\npanda3d")[0], file=sys.stderr)
        return 2
    if PYTHON not in HASHES:
        known = ", ".join("{}.{}".format(*version) for version in HASHES)
        print(f"winpy: there is a Windows Python for {known} only", file=sys.stderr)
        return 2
    folder = Path(arguments[0]).resolve()
    if arguments[1:]:
        add_plots(folder)
    else:
        make(folder)
    return 0


def make(folder: Path) -> None:
    """Make a Windows Python with its packages, in the place of what is there.

    Raises CalledProcessError when a wheel cannot be had, or is not the one that was pinned.
    """
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "DLLs").mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        take_apart(wheel(Path(scratch)), folder)
        compile_starters(folder)
        compile_forwarder(folder, Path(scratch))
    copy_library(folder / "Lib")
    wanted = [pin.line() for pin in locked.needed(TESTED_WITH, PYTHON, without=LEFT_OUT)]
    install(folder, wanted + old_enough("qt"))


def add_plots(folder: Path) -> None:
    """Add matplotlib to a Windows Python; raises CalledProcessError."""
    without = {"packaging", "pillow", *(["numpy"] if PYTHON < (3, 12) else [])}  # two are there
    wanted = [pin.line() for pin in locked.needed({"matplotlib"}, PYTHON, without=without)]
    install(folder, wanted + old_enough("numpy"))


def old_enough(what: str) -> list[str]:
    """Return the lines of one of our files about versions that wine runs."""
    return (HERE / f"{what}-for-wine.txt").read_text(encoding="utf-8").splitlines()


def pip(verb: str, wanted: list[str], *options: str) -> None:
    """Have pip fetch wheels for Windows: these and no others, each checked by its hash."""
    target = ("--platform", "win_amd64", "--python-version", "{}.{}".format(*PYTHON))
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\n".join(wanted))
        file.flush()
        quiet = ("--disable-pip-version-check", "--quiet", "--quiet")
        exactly = ("--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", file.name)
        command = (sys.executable, "-m", "pip", verb, *quiet, *exactly)
        subprocess.run([*command, *target, "--implementation", "cp", *options], check=True)


def install(folder: Path, wanted: list[str]) -> None:
    """Put packages into a Windows Python."""
    pip("install", wanted, "--target", str(folder / "Lib" / "site-packages"))


def wheel(scratch: Path) -> Path:
    """Fetch the wheel that holds a Python, and return where it is."""
    pip("download", [f"{PANDA} --hash=sha256:{HASHES[PYTHON]}"], "--dest", str(scratch))
    return next(scratch.glob("panda3d-*.whl"))


def take_apart(archive: Path, folder: Path) -> None:
    """Take the DLLs and extension modules out of the wheel."""
    with zipfile.ZipFile(archive) as parts:
        for name in parts.namelist():
            part = PurePosixPath(name)
            # What Windows has itself, and what is for a Python without its lock, stays there.
            if part.parent.name != "deploy_libs" or ".cp313t-" in part.name:
                continue
            if part.name == DLL or part.name.lower().startswith("vcruntime"):
                (folder / part.name).write_bytes(parts.read(name))
            elif part.suffix == ".pyd" or part.name.startswith(LIBRARIES):
                (folder / "DLLs" / part.name).write_bytes(parts.read(name))


def compile_starters(folder: Path) -> None:
    """Build python.exe and pythonw.exe."""
    name = f'-DPYTHON_DLL=L"{DLL}"'
    for program, options in (("python.exe", ()), ("pythonw.exe", ("-DWINDOWED", "-mwindows"))):
        built = ("-o", folder / program, HERE / "python.c")
        subprocess.run([COMPILER, "-O2", "-s", "-municode", name, *options, *built], check=True)


def compile_forwarder(folder: Path, scratch: Path) -> None:
    """Build python3.dll, in which each name leads to the same one of pythonXY.dll."""
    dump = subprocess.run(
        [COMPILER.replace("gcc", "objdump"), "-p", folder / DLL],
        check=True,
        capture_output=True,
        text=True,
    )
    stem = DLL.removesuffix(".dll")
    led = "".join(f" {name}={stem}.{name}\n" for name in exported(dump.stdout))
    empty, definitions = scratch / "empty.c", scratch / "python3.def"
    empty.write_text("", encoding="utf-8")
    definitions.write_text(f"LIBRARY python3.dll\nEXPORTS\n{led}", encoding="utf-8")
    shell = ("-shared", "-nostdlib", "-Wl,--entry=0", "-o", folder / "python3.dll")
    subprocess.run([COMPILER, *shell, empty, definitions], check=True)


def exported(dump: str) -> Iterator[str]:
    """Yield the names that a DLL exports, from what objdump tells of it."""
    table = dump.partition("[Ordinal/Name Pointer] Table")[2].partition("\n\n")[0]
    for line in table.splitlines()[1:]:
        yield line.split()[-1]


def copy_library(target: Path) -> None:
    """Copy the standard library, what is compiled of it too: the code is the same on every system."""

    def unwanted(_folder: str, names: list[str]) -> list[str]:
        return [name for name in names if name in NOT_COPIED or name.startswith("config-")]

    shutil.copytree(sysconfig.get_path("stdlib"), target, ignore=unwanted)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
