"""Writes what a desktop looks for outside of the program: ``python3 -m installers.linux.share FOLDER``.

FOLDER is the `share` of an installation, such as /usr/share: the desktop entry, the metainfo, the icons
and what shells complete. All of it is made from what the program itself says, nothing is written twice.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from installers.linux import changelog, entry, icons, metainfo
from unsit.cli.completing import script
from unsit.cli.main import cli

COMPLETIONS = {
    "bash": "bash-completion/completions/unsit",
    "zsh": "zsh/vendor-completions/_unsit",
    "fish": "fish/vendor_completions.d/unsit.fish",
}
"""Where shells look, in Debian."""


def files() -> Iterator[tuple[str, bytes]]:
    """Yield each file: its path in `share`, and what is in it."""
    yield f"applications/{entry.FILE}", entry.entry().encode()
    today = changelog.day_of(changelog.epoch())
    known = changelog.releases(changelog.FILE.read_text(encoding="utf-8"), today)
    days = [(release.version, release.day) for release in known]
    yield f"metainfo/{metainfo.FILE}", metainfo.metainfo(days, metainfo.urls())
    for path, picture in icons.icons():
        yield f"icons/{path}", picture
    for shell, path in COMPLETIONS.items():
        yield path, script(shell, cli).encode()


def main(arguments: list[str]) -> int:
    """Write them all; return the exit code."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    for path, content in files():
        file = Path(arguments[0], path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
