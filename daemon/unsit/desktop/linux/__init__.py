"""The Linux desktop, spoken to in its own protocols over plain sockets.

Rules of this room: one thread, no polling, no call that waits for another program to answer once
the daemon is up; what is not there is said by OSError in a constructor, never by a traceback.
"""
