"""Which part of a Linux desktop is asked who is at the keys.

They are tried in one order, the first that answers is taken, and why the others did not is kept:
the daemon tells it to whoever asks. UNSIT_IDLE names one that must be taken instead.
"""

import os
from collections.abc import Callable

from unsit.core.language import _
from unsit.core.words import clauses, listed
from unsit.desktop import Presence, Tell
from unsit.loop import Loop

WAYLAND, MUTTER, X11 = "wayland", "mutter", "x11"
FORCED = "UNSIT_IDLE"

Gone = Callable[[], object]
Reasons = tuple[tuple[str, str], ...]
"""Sources that did not answer, and why, each in a sentence without a full stop."""


def choose(
    loop: Loop,
    tell: Tell,
    idle_after: float,
    on_gone: Gone,
    bus_presence: Callable[[], Presence] | None,
) -> tuple[Presence, Reasons]:
    """Return what sees somebody at the keys, and why what comes before it does not.

    `bus_presence` opens GNOME's idle monitor; None = there is no session bus. Raises OSError with
    all the reasons in one sentence when nothing answers.
    """
    forced = os.environ.get(FORCED, "")

    def wayland() -> Presence:
        return _wayland(loop, tell, idle_after, on_gone)

    def mutter() -> Presence:
        if bus_presence is None:
            raise OSError(_("there is no session bus to ask GNOME on"))
        return bus_presence()

    def x11() -> Presence:
        return _x11(loop, tell, idle_after, on_gone, forced == X11)

    return _first({WAYLAND: wayland, MUTTER: mutter, X11: x11}, forced)


def _first(sources: dict[str, Callable[[], Presence]], forced: str) -> tuple[Presence, Reasons]:
    reasons = []
    if forced in sources:
        sources = {forced: sources[forced]}
    elif forced:
        said = _("{variable} is {value}, which is none of {sources}")
        reasons.append(
            (FORCED, said.format(variable=FORCED, value=repr(forced), sources=listed(sources)))
        )
    for source, opens in sources.items():
        try:
            return opens(), tuple(reasons)
        except OSError as problem:
            reasons.append((source, str(problem)))
    raise OSError(clauses(why for __, why in reasons))


def _wayland(loop: Loop, tell: Tell, idle_after: float, on_gone: Gone) -> Presence:
    if not os.environ.get("WAYLAND_DISPLAY"):  # asked first, so as not to load it for nothing
        raise OSError(_("this is no Wayland session (WAYLAND_DISPLAY is not set)"))
    from unsit.desktop.linux.wayland import WaylandPresence

    return WaylandPresence(loop, tell, idle_after, on_gone=on_gone)


def _x11(loop: Loop, tell: Tell, idle_after: float, on_gone: Gone, forced: bool) -> Presence:
    from unsit.desktop.linux.x11 import X11Presence

    # Named by us, a display is taken even under Wayland.
    display = os.environ.get("DISPLAY") if forced else None
    return X11Presence(loop, tell, idle_after, display, on_gone)
