"""The session window: a process of its own that plays one plan and ends.

Rules of this room: it is handed all that it shows (one JSON document on stdin) and tells what
happened by JSON lines on stdout; it reads no settings and no history. Only here may Qt be
imported, and only after `preflight` has said that Qt will not abort. The time comes from one
clock, handed to the card; nothing on the card needs a click to go on.
"""

from unsit import qt

qt.door()
