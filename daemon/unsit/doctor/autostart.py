"""Is Unsit started at login, by the desktop or by systemd?"""

from pathlib import Path

from unsit.core.language import N_, _
from unsit.desktop import AtLogin, autostart
from unsit.desktop.linux import autostart as linux
from unsit.doctor.findings import Finding, shown

ADD = N_("To have it started at login: `unsit autostart on`.")
BROKEN = N_("Put right its command, or remove it: `unsit autostart off`, then `on`.")
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
    file = shown(Path(state.file))
    if not state.program:
        return Finding(True, _("{file} names no program").format(file=file), _(BROKEN))
    if state.broken:
        gone = _("{file} starts {program}, which is not there")
        return Finding(True, gone.format(file=file, program=state.program), _(BROKEN))
    hint = _(BY_HAND).format(line=line) if line and "systemd" not in state.file else ""
    starts = _("{file} starts {program}")
    return Finding(True, starts.format(file=file, program=state.program), hint)


def _off(state: AtLogin, line: str) -> Finding:
    if state.file:
        says = _("{file} says that it is not to be started")
        return Finding(True, says.format(file=shown(Path(state.file))), _(ADD))
    # One that came with a package is only an offer; their own, somebody wanted.
    for unit in filter(linux.is_own, linux.units()):
        there = _("{file} is there, but is not enabled")
        return Finding(True, there.format(file=shown(unit)), _(ENABLE))
    hint = _(BY_HAND).format(line=line) if line else _(ADD)
    return Finding(True, _("it is not started at login"), hint)
