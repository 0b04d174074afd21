"""Windows, from version 10 on: each part of the desktop by what Windows itself offers.

Rules of this room: what calls Windows begins with `assert sys.platform == "win32"`, the logic beside it
does not; threads of ours only listen, and tell the loop by `Loop.soon` with the moment at which they
heard it; nothing is polled that can tell; every call of Windows stands in `win32`, with its types.
"""
