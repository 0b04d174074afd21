"""The way between a daemon and whoever asks it, as each system has it: a socket to both, always.

Rules of this room: whoever does not belong to our user is turned away; nobody else learns here what a
line says. A way is named by a path (`places.socket_path`), though on Windows no file lies there.
"""
