"""The session window from a click on the icon, on a desktop where we can click."""

import time

from tests.bench.measuring import spread, tree
from tests.bench.seats import Screen
from tests.desktop.stage import until
from tests.desktop.whole import Unsit

SESSIONS = 5
TITLES = "side|Pose|Lunge|Flexor|Baby|Twist|Rotation"
"""What a window of ours has in its title."""


def from_click_to_frame(unsit: Unsit, screen: Screen) -> str:
    """Measure from the click on the icon to the window's own word of its first painted frame."""
    found = []
    for _ in range(SESSIONS):
        icon = screen.panel.icon()
        assert icon is not None
        screen.hands.move(*icon.middle)
        time.sleep(0.5)
        started = time.perf_counter()
        screen.hands.click(*icon.middle)
        until("window", lambda: (unsit.status()["session"] or {}).get("left_s") is not None)
        found.append((time.perf_counter() - started) * 1000)
        (window,) = until("title", lambda: screen.hands.windows(TITLES))
        screen.hands.do("windowactivate", "--sync", str(window))
        screen.hands.key("alt+F4")
        until("end", lambda: unsit.status()["session"] is None)
        until("end of the window", lambda: tree(unsit.pid) == [unsit.pid])
    return spread(found)
