"""Is Unsit started at login, by the desktop or by systemd?"""

from pathlib import Path

from unsit.core.language import N_, _
from unsit.desktop import AtLogin, autostart
from unsit.desktop.linux import starters
from unsit.doctor.findings import Finding, shown

ADD = N_("To have it started at login: `unsit autostart on`.")
BROKEN = N_("Put right its command, or remove it: `unsit autostart off`, then `on`.")
THEIRS = N_("It was not written by Unsit: change it yourself, or remove it.")
ONE_OF_TWO = N_(
    "Take one of the two: `unsit autostart off` removes the entry, "
    "`systemctl --user disable unsit.service` has systemd start it no more."
)
ENABLE = N_("Enable it: `systemctl --user enable unsit.service`.")
BY_HAND = N_("This desktop starts nothing by itself. Put this line into its configuration: {line}")


def check() -> Finding:
    """Look for an entry of the desktop, then for a unit of systemd."""
    port = autostart()
    if port is None:
        return Finding(True, _("nobody here knows how"))
    state, line = port.state(), port.by_hand()
    if not state.on:
        return _off(state, line)
    if state.broken:
        return Finding(True, state.says(shown), _(THEIRS if state.theirs else BROKEN))
    if line:
        unread = _("{file} is there, but this desktop does not read it")
        detail = unread.format(file=shown(Path(state.file)))
        return Finding(True, detail, _(BY_HAND).format(line=line))
    return Finding(True, state.says(shown), _(ONE_OF_TWO) if state.also else "")


def _off(state: AtLogin, line: str) -> Finding:
    if state.opening:
        detail = _("{file} may not be read").format(file=shown(Path(state.file)))
        return Finding(True, detail, _("`{command}` mends that.").format(command=state.opening))
    if state.file:
        return Finding(True, state.says(shown), _(THEIRS if state.theirs else ADD))
    # One that came with a package is only an offer; their own, somebody wanted.
    for unit in filter(starters.is_own, starters.units()):
        there = _("{file} is there, but is not enabled")
        return Finding(True, there.format(file=shown(unit)), _(ENABLE))
    return Finding(True, state.says(), _(BY_HAND).format(line=line) if line else _(ADD))
