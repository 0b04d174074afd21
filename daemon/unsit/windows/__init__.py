"""What Windows itself is asked for, by what runs on every system: clocks, locks, the owner, the end.

Rules of this room: nothing of it is loaded on another system; each module calls a few functions of
Windows, declared beside their use, with Microsoft's own words for what they do.
"""
