"""Signs of what goes on at the desk besides input: names only, the same in settings, code and words.

A sign may say that somebody still sits here without touching anything (a film, a call), or that now
is no time to speak (a call, a shared screen). Which sign means what is for the settings to say.
"""

MEDIA = "media"
"""A media player plays."""
CALL = "call"
"""Something listens to the microphone."""
INHIBITOR = "inhibitor"
"""A program keeps the session from being idle, as players do while they show a film."""
FULLSCREEN = "fullscreen"
"""The window in front fills the screen."""
SHARING = "sharing"
"""The screen is being shared or recorded."""
DO_NOT_DISTURB = "do-not-disturb"
"""Notifications are switched off on the desktop."""
ELSEWHERE = "elsewhere"
"""Somebody is at another machine that shares its sitting clock with this one. It always counts as
sitting, and holds a reminder back here: it is not in the settings, but follows from sharing."""

SIGNS = (MEDIA, CALL, INHIBITOR, FULLSCREEN, SHARING, DO_NOT_DISTURB)
"""Those that the desktop tells of and the settings may name."""
