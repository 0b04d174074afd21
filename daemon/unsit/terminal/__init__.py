"""A session in a terminal: over ssh, in tmux, where no window can be opened.

Rules of this room: as in the window, the player is the only state, and what is shown is a picture of
it; it tells what the window tells. It needs no Qt. Whatever ends it, a key, a signal or an error, the
terminal is left as it was found. What is no screen (a file, a pipe, TERM=dumb, NO_COLOR) gets lines
of plain text, each when its time comes, and no control character.
"""
