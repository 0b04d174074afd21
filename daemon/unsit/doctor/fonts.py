"""Can the language that is spoken be read? Without a font that has its letters it is a row of boxes."""

import shutil
import subprocess

from unsit.core.language import N_, SPOKEN, _
from unsit.doctor.findings import Finding

PATIENCE = 3.0
"""Seconds; fontconfig's first look at many fonts takes one or two."""
LETTERS = {
    "ar": ("ar", "fonts-noto-core"),
    "ja": ("ja", "fonts-noto-cjk"),
    "zh_CN": ("zh-cn", "fonts-noto-cjk"),
}
"""For each language whose letters not every font has: what fontconfig calls it, and the Debian package
that has them."""
NOTHING = Finding(True, "")

INSTALL = N_("Install a font that has them (on Debian: `{command}`).")


def check() -> Finding:
    """Ask fontconfig for a font; nothing is told of other letters, or where it cannot be asked."""
    if SPOKEN.name not in LETTERS:
        return NOTHING
    language, package = LETTERS[SPOKEN.name]
    found = _fonts(language)
    if found is None:
        return NOTHING
    if found:
        return Finding(True, _("there is a font with the letters of this language"))
    command = f"sudo apt install {package}"
    lacking = _("no font here has the letters of this language")
    return Finding(True, lacking, _(INSTALL).format(command=command))


def _fonts(language: str) -> bool | None:
    """Say whether any font has the letters of a language; None = nobody knows."""
    program = shutil.which("fc-list")
    if program is None:
        return None
    try:
        said = subprocess.run(
            [program, f":lang={language}", "family"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return bool(said.stdout.strip())
