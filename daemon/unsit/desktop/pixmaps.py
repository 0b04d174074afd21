"""The tray's pictures as the painter left them in the cache, read without Pillow.

The file is one line of JSON, ``{"v": 1, "faces": {"due": [[width, height, offset], ...]}}``, and
then raw ARGB32 in network byte order, `offset` bytes after that line. `unsit.painter` writes it
whole, or not at all.
"""

import json
from pathlib import Path
from typing import BinaryIO

from unsit.core.status import FACES
from unsit.desktop import Pixmap

VERSION = 1
LONGEST_HEAD = 65_536
"""Bytes; the painter's is below 2,000. A cache that holds something else need not be read whole."""

Places = dict[str, list[tuple[int, int, int]]]


def complete(path: Path) -> bool:
    """Say whether the file has every face in full; if not, let the painter write it."""
    try:
        with path.open("rb") as file:
            faces = _faces(file)
            ends = [
                at + 4 * width * height for all_ in faces.values() for width, height, at in all_
            ]
            return faces.keys() >= set(FACES) and file.tell() + max(ends) == path.stat().st_size
    except (OSError, ValueError):
        return False


def pixmaps(path: Path, face: str) -> list[Pixmap]:
    """Return a face at every size, smallest first; [] when the file does not have it."""
    try:
        with path.open("rb") as file:
            places = _faces(file).get(face, [])
            start = file.tell()
            found = [_read(file, start + at, width, height) for width, height, at in places]
    except (OSError, ValueError):
        return []
    return sorted(pixmap for pixmap in found if len(pixmap[2]) == 4 * pixmap[0] * pixmap[1])


def _faces(file: BinaryIO) -> Places:
    head = json.loads(file.readline(LONGEST_HEAD))
    if not isinstance(head, dict) or head.get("v") != VERSION:
        raise ValueError("these pictures are of another version")
    try:
        return {
            name: [(int(width), int(height), int(at)) for width, height, at in places]
            for name, places in head["faces"].items()
        }
    except (AttributeError, KeyError, TypeError) as problem:
        raise ValueError("this is no file of pictures") from problem


def _read(file: BinaryIO, start: int, width: int, height: int) -> Pixmap:
    file.seek(start)
    return width, height, file.read(4 * width * height)
