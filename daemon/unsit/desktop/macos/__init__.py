"""The desktop of macOS. Experimental: written by Apple's documentation, and never run on a Mac.

Rules of this room: AppKit belongs to the main thread and the daemon's loop to another one
(`application`); what goes from the one to the other is posted and never waited for, but for the words of
the menu, which the main thread asks the loop for and soon does without. What Apple gives no public way to is left
out, and the sentence of the OSError, or the head of `signs`, says so.
"""
