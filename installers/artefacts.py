"""What a release consists of: who builds each part, twice, and the proof that both are the same.

Both builds start from clones of the released commit, in two folders and in two time zones, with the
commit's own time as SOURCE_DATE_EPOCH: whatever of the machine finds its way into a file shows as a
difference. A builder is one line of `BUILDERS`: a command that puts the files it makes into a folder.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from installers import agreeing

PLACES = (("one", "UTC"), ("the-other-one", "Pacific/Kiritimati"))
"""The folder and the time zone of each build."""


SYSTEMS = {"darwin": "macOS", "linux": "Linux", "win32": "Windows"}


class UnbuiltError(Exception):
    """A part cannot be built, or not twice the same; the text says which and why."""


@dataclass(frozen=True)
class Builder:
    """One part of a release. `files` is how many it makes, `needs` the programs it cannot do without."""

    name: str
    command: tuple[str, ...]
    """What follows the name of the Python that builds; `{out}` is an empty folder of its own."""
    files: int = 1
    needs: tuple[str, ...] = ()
    system: str = ""
    """The only `sys.platform` on which it can be built; "" = any."""

    def lacks(self, root: Path) -> str:
        """Return why it cannot be built here, "" when it can."""
        if self.system not in ("", sys.platform):
            return f"needs {SYSTEMS[self.system]}"
        if self.command[0] != "-m" and not (root / self.command[0]).is_file():
            return f"{self.command[0]} is not there"
        missing = [program for program in self.needs if shutil.which(program) is None]
        return f"needs {', '.join(missing)}" if missing else ""


BUILDERS = (
    Builder("wheel and sdist", ("-m", "build", "--no-isolation", "--outdir", "{out}", "."), 2),
    Builder(
        "Debian package",
        ("installers/linux/deb.py", "{out}"),
        needs=("dpkg-query", "apt-get"),
        system="linux",
    ),
    Builder(
        "Windows setup without Qt, under wine",
        ("installers/windows/wine_build.py", "{out}"),
        needs=("wine", "makensis", "x86_64-w64-mingw32-gcc"),
        system="linux",
    ),
)
ELSEWHERE = ("Windows setup with Qt", "macOS disk image", "AppImage", "Flatpak")
"""What only .github/workflows/release.yml makes, on the system that can."""


def commit_time(root: Path) -> str:
    """Return when the commit was made, in seconds of the epoch."""
    return agreeing.git(root, "show", "-s", "--format=%ct", "HEAD")


def build(root: Path, builder: Builder, scratch: Path) -> list[Path]:
    """Build a part twice; return its files once they are known to be equal. Raises UnbuiltError."""
    first, second = (_built(root, builder, scratch, *place) for place in PLACES)
    if [file.name for file in first] != [file.name for file in second]:
        raise UnbuiltError(f"{builder.name}: the two builds made files of different names")
    for one, other in zip(first, second, strict=True):
        if digest(one) != digest(other):
            raise UnbuiltError(
                f"{builder.name}: two builds of {one.name} differ; look at {one} and {other}, "
                "for example with diffoscope"
            )
    return first


def digest(file: Path) -> str:
    """Return the SHA-256 of a file, as `sha256sum` prints it."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def sums(files: Sequence[Path]) -> str:
    """Return the checksums of files by name, in the form that `sha256sum --check` reads."""
    named = sorted(files, key=lambda file: file.name)
    return "".join(f"{digest(file)}  {file.name}\n" for file in named)


def _built(root: Path, builder: Builder, scratch: Path, name: str, zone: str) -> list[Path]:
    checkout = scratch / name / "unsit"
    if not checkout.exists():
        agreeing.git(root, "clone", "--quiet", str(root), str(checkout))
    out = scratch / name / builder.name.replace(" ", "-")
    out.mkdir()
    words = [word.format(out=out) for word in builder.command]
    around = {
        **os.environ,
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "1",  # PyInstaller writes sets
        "SOURCE_DATE_EPOCH": commit_time(root),
        "TZ": zone,
    }
    done = subprocess.run(
        [sys.executable, *words],
        cwd=checkout,
        env=around,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise UnbuiltError(f"{builder.name}: {(done.stderr or done.stdout).strip()}")
    made = sorted(file for file in out.iterdir() if file.is_file())
    if len(made) != builder.files:
        raise UnbuiltError(
            f"{builder.name}: it made {len(made)} files, {builder.files} were wanted"
        )
    return made
