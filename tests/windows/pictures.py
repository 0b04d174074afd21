"""A face for the tray of the tests, without the painter: a square with a hole."""

from unsit.desktop import Pixmap

SIZES = (16, 32)
CORAL, CLEAR = bytes((255, 0xDC, 0x4E, 0x3A)), bytes(4)


def pictures(face: str) -> list[Pixmap]:
    """Return it at two sizes, whatever the face."""
    return [(size, size, b"".join(_row(size, y) for y in range(size))) for size in SIZES]


def _row(size: int, y: int) -> bytes:
    inside = range(size // 4, size - size // 4)
    return b"".join(CLEAR if x in inside and y in inside else CORAL for x in range(size))
