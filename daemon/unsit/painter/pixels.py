"""The file of faces: every one at every size, as `unsit.desktop.pixmaps` reads it."""

import json

from PIL import Image

from unsit.core.status import FACES
from unsit.painter.faces import face

SIZES = (16, 22, 24, 32, 48, 64)
"""Pixels: what panels ask for, so that none has to scale."""
VERSION = 1


def argb(image: Image.Image) -> bytes:
    """Return an RGBA image as ARGB32 in network byte order, not premultiplied."""
    red, green, blue, alpha = image.split()
    return Image.merge("RGBA", (alpha, red, green, blue)).tobytes()


def file_of_faces() -> bytes:
    """Return what `desktop.pixmaps` reads: a line of JSON, and raw pixels after it."""
    faces: dict[str, list[tuple[int, int, int]]] = {}
    pixels = bytearray()
    for name in FACES:
        faces[name] = []
        for size in SIZES:
            faces[name].append((size, size, len(pixels)))
            pixels += argb(face(name, size))
    head = json.dumps({"v": VERSION, "faces": faces}).encode()
    return head + b"\n" + pixels
