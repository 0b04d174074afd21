"""The settings window and the first-run page: the settings file for those who do not edit files.

Rules of this room: everything shown comes from `handbook`, everything changed goes through `amend`, at
once, and nothing else is written; whatever changes the file meanwhile is shown. All can be done by the
keyboard alone, everything has a name for a screen reader, and what is painted by hand mirrors itself.
"""

from unsit import qt

qt.door()
