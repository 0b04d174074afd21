"""Draws the icons: every face of the tray at every size into one file, and the program's own.

Run as ``python -m unsit.painter FILE`` by the daemon when its cache is empty, and with ``--app`` by
hand for icons/app.png. Pillow stays out of the daemon that way.
"""

from unsit.painter.faces import app, face
from unsit.painter.palette import png
from unsit.painter.pixels import SIZES, argb, file_of_faces

__all__ = ["SIZES", "app", "argb", "face", "file_of_faces", "png"]
