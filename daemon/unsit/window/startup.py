"""Gives a window on X11 the name under which its start was announced, where Qt cannot.

Qt reads DESKTOP_STARTUP_ID once, when the application is made; a window that was started ahead gets it
later. A window manager gives the focus to a window that has this name, since it comes from a click,
and the panel takes its hourglass away once it hears that the start is over.

Source: the Startup Notification Protocol 0.1 of freedesktop.org. It is spoken on a connection of our
own, before the window is shown; without the library for it, or without the display, nothing is done.
"""

import ctypes
from typing import Any

REPLACE, COPY_FROM_PARENT, INPUT_ONLY = 0, 0, 2
CLIENT_MESSAGE, PROPERTY_CHANGE = 33, 1 << 22
PIECE = 20
"""Bytes of a message that one event carries."""


class _Screens(ctypes.Structure):
    _fields_ = (
        ("data", ctypes.POINTER(ctypes.c_uint32)),
        ("rem", ctypes.c_int),
        ("index", ctypes.c_int),
    )


def name_window(window: int, token: str) -> None:
    """Say that a window of this number is the one whose start is called `token`."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return
    xcb.xcb_connect.restype = xcb.xcb_get_setup.restype = ctypes.c_void_p
    xcb.xcb_intern_atom_reply.restype = ctypes.POINTER(ctypes.c_uint32)
    xcb.xcb_setup_roots_iterator.restype = _Screens
    line = ctypes.c_void_p(xcb.xcb_connect(None, None))
    try:
        if not xcb.xcb_connection_has_error(line):
            _tell(xcb, line, window, token.encode())
    finally:
        xcb.xcb_disconnect(line)


def _tell(xcb: Any, line: ctypes.c_void_p, window: int, token: bytes) -> None:
    kind, text = _atom(xcb, line, b"_NET_STARTUP_ID"), _atom(xcb, line, b"UTF8_STRING")
    xcb.xcb_change_property(line, REPLACE, window, kind, text, 8, len(token), token)
    root = xcb.xcb_setup_roots_iterator(ctypes.c_void_p(xcb.xcb_get_setup(line))).data[0]
    sender = xcb.xcb_generate_id(line)
    xcb.xcb_create_window(
        line, 0, sender, root, 0, 0, 1, 1, 0, INPUT_ONLY, COPY_FROM_PARENT, 0, None
    )
    message = b"remove: ID=" + token.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b"\0"
    first = True
    for start in range(0, len(message), PIECE):
        name = b"_NET_STARTUP_INFO_BEGIN" if first else b"_NET_STARTUP_INFO"
        first = False
        piece = message[start : start + PIECE].ljust(PIECE, b"\0")
        head = (ctypes.c_uint8 * 4)(CLIENT_MESSAGE, 8, 0, 0)
        body = (ctypes.c_uint32 * 2)(sender, _atom(xcb, line, name))
        event = bytes(head) + bytes(body) + piece
        xcb.xcb_send_event(line, 0, root, PROPERTY_CHANGE, event)
    _atom(xcb, line, b"UTF8_STRING")  # its answer comes when all before it has been done


def _atom(xcb: Any, line: ctypes.c_void_p, name: bytes) -> int:
    cookie = xcb.xcb_intern_atom(line, 0, len(name), name)
    reply = xcb.xcb_intern_atom_reply(line, cookie, None)
    return int(reply[2]) if reply else 0
