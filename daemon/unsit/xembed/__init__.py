"""The old tray: our icon in panels that know only XEmbed (tint2, trayer, i3bar, ...).

A program of its own, so that Pillow and python-xlib stay out of the daemon; it is started where no
panel hosts a StatusNotifierItem. Rules of this room: it decides nothing, it shows the face that it
is told (JSON lines on stdin) and tells clicks (JSON lines on stdout); one thread; it waits for the
display and for stdin, and for a time only once after docking. The old tray has no menu, so either
button is one click.
Sources: System Tray Protocol Specification 0.3 and XEmbed Protocol Specification 0.5, freedesktop.org.
"""
