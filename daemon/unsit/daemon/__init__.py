"""The daemon: what ties the core to the desktop, all day and for next to nothing.

Rules of this room: one thread; whatever happens becomes an event with its time on it; nothing heavy
is imported (`tests/test_rooms.py` holds the list), what is heavy and rare is done by a child that
ends; a part of the desktop that is missing or breaks is said once and done without.
"""
