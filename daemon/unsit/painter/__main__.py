"""``python -m unsit.painter FILE``: draw the faces of the tray, or with ``--app`` the program's icon."""

import argparse
import sys
from pathlib import Path

from unsit import catalogue, places
from unsit.core.language import _
from unsit.painter import app, file_of_faces, png


def main() -> int:
    """Draw; 0 when the file is written, 1 with a sentence when it cannot be."""
    parser = argparse.ArgumentParser(prog="python -m unsit.painter", description="Draw the icons.")
    parser.add_argument("file", type=Path, help="where to write the faces of the tray")
    parser.add_argument("--app", action="store_true", help="write the program's icon, a PNG")
    wanted = parser.parse_args()
    catalogue.speak(catalogue.asked())
    try:
        if wanted.app:
            places.write_whole(wanted.file, png(app()))
        else:
            places.write_whole(wanted.file, file_of_faces())
    except OSError as problem:
        reason = problem.strerror or problem
        words = _("the icons cannot be written to {file}: {reason}")
        print(f"unsit: {words.format(file=wanted.file, reason=reason)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
