"""Floor mode: the session for somebody who lies three metres away and cannot reach the screen.

The window is as large as the screen and holds few words, a huge number and the figure. All of it is
one button, to pause and go on, but for one red corner; and it can be turned for who lies beside it.

Rules of this room: what is written comes from `unsit.core.floor`; words are never smaller than
`pad.LEAST`. It is imported when it is entered: most sessions do without.
"""

from unsit.window.floor.mode import Mode

__all__ = ["Mode"]
