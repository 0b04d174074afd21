"""What Unsit knows, as values and functions.

Rules of this room: nothing here reads a clock, a file, a socket or the environment. Time comes
in with each event; what is to be done goes out as a value. Only `core` itself and a short list
of pure standard modules may be imported (`tests/test_rooms.py` holds the list).
"""
