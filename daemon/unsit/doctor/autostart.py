"""Is Unsit started at login, by the desktop or by systemd?"""

from pathlib import Path

from unsit.core.language import N_, _, in_a_row
from unsit.desktop import AtLogin, ByHand, autostart
from unsit.desktop.linux import starters
from unsit.doctor.findings import Finding, shown

ADD = N_("To have it started at login: `unsit autostart on`.")
BROKEN = N_("Put right its command, or remove it: `unsit autostart off`, then `on`.")
THEIRS = N_("It was not written by Unsit: change it yourself, or remove it.")
MENDS = N_("`{command}` mends that.")
LINE = N_("Put right this line of it, or take it out: {line}")
ONE_OF_TWO = N_(
    "Take one of the two: `unsit autostart off` removes the entry of the desktop, and says what ends the rest."
)
ENABLE = N_("Enable it: `systemctl --user enable unsit.service`.")
UNSEEN = N_("Whether that starts Unsit cannot be seen from here.")
BY_HAND = N_("This desktop starts nothing by itself.")
"""What is said before the line for its own configuration."""


def check() -> Finding:
    """Look for an entry of the desktop, then for a unit of systemd."""
    port = autostart()
    if port is None:
        return Finding(True, _("nobody here knows how"))
    state, hand = port.state(), port.by_hand()
    if not state.on:
        return _off(state, hand)
    if state.broken:
        return Finding(True, state.says(shown), _repair(state))
    if hand:
        unread = _("{file} is there, but this desktop does not read it")
        detail = unread.format(file=shown(Path(state.file)))
        return Finding(True, detail, hand.says(shown))
    remedy = ONE_OF_TWO if state.also else UNSEEN if state.doubtful else ""
    return Finding(True, state.says(shown), remedy and _(remedy))


def _repair(state: AtLogin) -> str:
    if state.mending:
        return _(MENDS).format(command=state.mending)
    remedy = LINE if state.line else THEIRS if state.theirs else BROKEN
    return _(remedy).format(line=state.line)


def _off(state: AtLogin, hand: ByHand | None) -> Finding:
    if state.opening:
        detail = _("{file} may not be read").format(file=shown(Path(state.file)))
        return Finding(True, detail, _(MENDS).format(command=state.opening))
    if state.file:
        return Finding(True, state.says(shown), _(THEIRS if state.theirs else ADD))
    # One that came with a package is only an offer; their own, somebody wanted.
    for unit in filter(starters.is_own, starters.units()):
        there = _("{file} is there, but is not enabled")
        return Finding(True, there.format(file=shown(unit)), _(ENABLE))
    return Finding(True, state.says(), in_a_row(_(BY_HAND), hand.says(shown)) if hand else _(ADD))
