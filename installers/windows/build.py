"""Build Unsit for Windows: a folder with two programs, and the setup program that brings it.

    python installers/windows/build.py [--without-qt] [--out FOLDER]           FOLDER/unsit-VERSION-setup.exe
    python installers/windows/build.py folder [--without-qt] [--out FOLDER]    only FOLDER/unsit
    python installers/windows/build.py setup [--out FOLDER]                    of the FOLDER/unsit that is there

The folder is built on Windows (or under wine), by a Python with requirements/run.txt and program.txt; the
setup program wherever NSIS runs. With the same SOURCE_DATE_EPOCH two builds are equal bit for bit.
Without Qt it is for the tray and the terminal.

Signed with osslsigncode, if UNSIT_SIGN_WITH names a certificate (PKCS#12); its password is in
UNSIT_SIGN_PASSWORD, and a server that says when, in UNSIT_SIGN_TIME.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "daemon")]

from installers import needed  # found by the line above
from installers.windows import contents

HERE = Path(__file__).resolve().parent
PROGRAMS = {"unsit": "Unsit on the command line", "unsitw": "Unsit: a sitting reminder"}
"""What each is called where Windows shows programs, by its name."""

ICON_SIZES = (256, 64, 48, 40, 32, 24, 20, 16)
"""Pixels: what Windows asks for at its usual scales."""

OLDEST = 315532800
"""The first moment that a zip file can name (1980), where SOURCE_DATE_EPOCH says nothing."""

NSIS = r"C:\Program Files (x86)\NSIS\makensis.exe"
"""Where its own setup puts it, outside of the search path."""


def version() -> str:
    """Return the version of the checkout."""
    text = (ROOT / "daemon" / "unsit" / "__init__.py").read_text(encoding="utf-8")
    found: list[str] = re.findall(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    return found[0]


def moment() -> int:
    """Return when all of it was made, in seconds since 1970."""
    return int(os.environ.get("SOURCE_DATE_EPOCH", OLDEST))


def setup_file(out: Path) -> Path:
    """Return where the setup program is put."""
    return out / f"unsit-{version()}-setup.exe"


def draw_icon(file: Path) -> None:
    """Draw the program's icon, each size by itself, so that the small ones are sharp."""
    from unsit import painter

    pictures = [painter.app(size) for size in ICON_SIZES]
    sizes = [picture.size for picture in pictures]
    pictures[0].save(file, "ICO", sizes=sizes, append_images=pictures[1:])


def build_folder(out: Path, made: Path, *, without_qt: bool) -> Path:
    """Build the programs into out/unsit, and return it; `made` is a folder for what lies on the way.

    Raises CalledProcessError.
    """
    draw_icon(made / "unsit.ico")
    for program, about in PROGRAMS.items():
        text = contents.version_resource(program, version(), about)
        (made / f"{program}.version").write_text(text, encoding="utf-8")
    steady = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": str(moment())}
    where = ("--distpath", out, "--workpath", made / "work", "--noconfirm", "--log-level", "WARN")
    ours = (*(("--without-qt",) if without_qt else ()), made)
    command = (sys.executable, "-m", "PyInstaller", *where, HERE / "unsit.spec", "--", *ours)
    subprocess.run([str(word) for word in command], check=True, env=os.environ | steady)
    folder = out / "unsit"
    shutil.copy(made / "unsit.ico", folder)
    for path in folder.rglob("*"):
        os.utime(path, (moment(), moment()))  # the setup program gives each file this time again
    return folder


def build_setup(folder: Path, out: Path) -> Path:
    """Pack the folder of the programs into a setup program, and return it; raises CalledProcessError."""
    target = setup_file(out)
    for program in PROGRAMS:
        sign(folder / f"{program}.exe")
    values = {
        "VERSION": version(),
        "NUMBERS": ".".join(map(str, contents.numbers(version()))),
        "FOLDER": folder,
        "OUT": target,
        "KILOBYTES": sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        // 1024,
        # Debian's NSIS can make a setup program of 64 bits, that of Windows has none.
        **({"TARGET": "amd64-unicode"} if sys.platform == "linux" else {}),
        **({"SIGN": f'"{sys.executable}" "{__file__}" sign'} if to_sign_with() else {}),
    }
    given = [f"-D{name}={value}" for name, value in values.items()]
    steady = {"SOURCE_DATE_EPOCH": str(moment())}
    command = [
        needed.program("makensis", NSIS),
        "-V2",
        "-INPUTCHARSET",
        "UTF8",
        *given,
        str(HERE / "unsit.nsi"),
    ]
    subprocess.run(command, check=True, env=os.environ | steady)
    sign(target)
    return target


def to_sign_with() -> str:
    """Return the certificate, "" = none."""
    return os.environ.get("UNSIT_SIGN_WITH", "")


def sign(file: Path) -> None:
    """Sign a program, if there is a certificate; raises CalledProcessError."""
    if not to_sign_with():
        return
    signed = file.with_suffix(".signed")
    server = os.environ.get("UNSIT_SIGN_TIME", "")
    command = [
        needed.program("osslsigncode"),
        "sign",
        "-pkcs12",
        to_sign_with(),
        "-h",
        "sha256",
        "-n",
        "Unsit",
    ]
    command += ["-readpass", "-", *(("-ts", server) if server else ())]
    password = os.environ.get("UNSIT_SIGN_PASSWORD", "")
    files = ["-in", str(file), "-out", str(signed)]
    subprocess.run([*command, *files], check=True, input=password, text=True)
    signed.replace(file)


def main(arguments: list[str]) -> int:
    """Build what was asked for; return the exit code. The last line is where it is."""
    parser = argparse.ArgumentParser(
        prog="build.py", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument(
        "what", nargs="?", choices=("all", "folder", "setup", "sign"), default="all"
    )
    parser.add_argument("file", nargs="?", type=Path, help="what is to be signed")
    parser.add_argument(
        "--without-qt", action="store_true", help="for the tray and the terminal only"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where it is put")
    asked = parser.parse_args(arguments)
    out = asked.out.resolve()
    try:
        if asked.what == "sign":
            sign(asked.file)
            return 0
        if asked.what != "setup":
            needed.libraries("PIL", "PyInstaller")
        if asked.what != "folder":
            needed.program("makensis", NSIS)
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".build-", dir=out) as scratch:
            made = Path(scratch)
            folder = (made if asked.what == "all" else out) / "unsit"
            if asked.what != "setup":
                print(build_folder(folder.parent, made, without_qt=asked.without_qt), flush=True)
            if asked.what != "folder":
                print(build_setup(folder, out))
    except subprocess.CalledProcessError as failure:
        print(f"build: {failure.cmd[0]} failed; what it said stands above", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
