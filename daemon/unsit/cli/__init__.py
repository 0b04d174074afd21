"""The command line: one verb, one function.

Rules of this room: it asks or tells the daemon, and does by itself what needs none; what a verb
does not need is not imported. Exit codes: 0 done, 1 what was asked is wrong or cannot be done (one
line on stderr says why), 2 the command line itself is wrong, 4 no daemon runs. No traceback reaches
a person.
"""

from unsit.cli.main import call

__all__ = ["call"]
