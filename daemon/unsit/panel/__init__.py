"""The panel: a small window that holds the whole menu, for trays that have none and for no tray.

Rules of this room: it is handed all that it shows (JSON lines on stdin, each the whole of it) and
tells what was chosen (JSON lines on stdout); it decides nothing and keeps nothing. Everything can be
done by the keyboard alone, and everything has a name for a screen reader.
"""

from unsit import qt

qt.door()
