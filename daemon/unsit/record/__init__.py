"""The history to look at: figures, plots, a window, files to take along.

Rules of this room: it runs for one call or as a process of its own, never in the daemon; it shows what
`core.reckoning` has worked out; matplotlib is loaded by `plots` alone, Qt by the window alone, and
where matplotlib is missing one sentence says how to have it.
"""

from unsit import qt

qt.door()
