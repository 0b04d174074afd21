"""The history to take along: tables, JSON, and one page that a physiotherapist can read.

Rules of this room: all that is written is made before the first file is touched; a file of ours is
replaced whole and one that is not ours is never touched; text never becomes a formula in somebody's
spreadsheet; the page holds everything that it shows.
"""
