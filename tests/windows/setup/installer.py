"""The setup program, as a test runs it, and what it installs."""

import shutil
import subprocess
from pathlib import Path

from tests.desktop.stage import until
from tests.windows.hosted import Desktop, told
from tests.windows.living import Unsit

PROGRAMS = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Unsit"
RUN = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Run"
ENVIRONMENT = r"HKCU\Environment"
TOASTS = r"HKCU\Software\Classes\AppUserModelId\Unsit"
MENU = "users/*/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Unsit.lnk"


class Setup:
    """The setup program, and what it installs."""

    def __init__(self, windows: Desktop) -> None:
        self.windows, self.wine = windows, windows.wine
        self.file = next(Path(told("UNSIT_WINE_BUILD")).glob("*-setup.exe"))
        self.folder = self.wine.local / "Programs" / "Unsit"

    def install(self, *options: str) -> None:
        self.wine.run("wine", str(self.file), "/S", *options)

    def uninstall(self) -> None:
        """Remove it: the uninstaller goes on as a copy of itself, which takes away the folder last."""
        self.wine.run("wine", str(self.folder / "uninstall.exe"), "/S")
        until("end of the uninstaller", lambda: not self.folder.exists())

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run the installed command line."""
        return self.wine.run("wine", str(self.folder / "unsit.exe"), *words, check=False)

    def unsit(self) -> Unsit:
        """Return the installed Unsit."""
        command = ["wine", str(self.folder / "unsit.exe")]
        return Unsit(self.windows, [str(self.folder / "unsitw.exe")], command)

    def registry(self, key: str) -> dict[str, str]:
        """Return the values of a key, none where it is not there."""
        said = self.wine.run("wine", "reg", "query", key, check=False).stdout
        rows = [line.split(None, 2) for line in said.splitlines() if line.startswith("    ")]
        return {row[0]: (row[2] if len(row) > 2 else "") for row in rows}

    def menu(self) -> list[Path]:
        """Return its entry in the Start menu."""
        return list(self.wine.disk.glob(MENU))

    def files(self) -> set[Path]:
        """Return every file and folder on the disk C."""
        return {path.relative_to(self.wine.disk) for path in self.wine.disk.rglob("*")}

    def forget(self) -> None:
        """Remove what the person and the program wrote, as if neither had ever been there."""
        for folder in (self.wine.local, self.wine.local.with_name("Roaming")):
            shutil.rmtree(folder / "unsit", ignore_errors=True)
