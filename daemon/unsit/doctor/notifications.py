"""Does somebody show notifications, and with buttons?"""

from contextlib import closing

from unsit import prepare
from unsit.core.language import N_, _
from unsit.core.signs import DO_NOT_DISTURB
from unsit.core.words import sign
from unsit.desktop.linux.bus import Bus, BusError
from unsit.desktop.linux.notify import NAME, PATH
from unsit.desktop.linux.quiet import DoNotDisturb
from unsit.doctor import buses, daemon, later
from unsit.doctor.buses import ANSWER
from unsit.doctor.findings import Finding

BUTTONLESS = {
    "dunst": N_(
        "without buttons: a middle click starts the stretch, `dunstctl context` has the rest"
    ),
    "mako": N_("without buttons: a click starts the stretch, `makoctl menu` has the rest"),
}
"""Servers that have actions but draw no buttons, and how to reach the actions there."""

INSTALL = N_("Install and start a notification server: dunst, mako, or that of your desktop.")
ELSEWHERE = N_("not asked from here ({problem}), but the daemon has them shown")
UNSTARTED = N_("the notification server is not there, and could not be started")
RESTART = N_("Start your notification server anew.")


def check() -> Finding:
    """Ask whoever shows notifications who it is and what it can."""
    try:
        with buses.session() as bus:
            return _asked(bus)
    except BusError as refusal:
        words = _("the notification server refuses to answer ({problem})")
        return Finding(False, words.format(problem=refusal), _(RESTART))
    except TimeoutError:
        return Finding(False, _("the notification server does not answer"), _(RESTART))
    except OSError as problem:
        said = daemon.word()
        if daemon.has("notifications", said) and said.get("heard", True):
            return Finding(True, _(ELSEWHERE).format(problem=problem))
        return Finding(False, str(problem), buses.remedy())


def _asked(bus: Bus) -> Finding:
    if not buses.owner(bus, NAME):
        if buses.can_start(bus, NAME):
            if daemon.word().get("heard") is False:
                return Finding(False, _(UNSTARTED), _(RESTART))
            return Finding(True, _("a server will be started with the first notification"))
        return Finding(False, _("nobody shows notifications"), _(INSTALL))
    name, __, version, __ = bus.ask(NAME, PATH, NAME, "GetServerInformation", timeout=ANSWER)
    (able,) = bus.ask(NAME, PATH, NAME, "GetCapabilities", timeout=ANSWER)
    # Translators: {server} is such as "dunst 1.9"; {buttons} is such as "with buttons".
    first = _("{server}, {buttons}").format(
        server=f"{name} {version}", buttons=_buttons(name, able)
    )
    detail = "\n".join((first, _("it can: {abilities}").format(abilities=_listed(able))))
    if DO_NOT_DISTURB in prepare.in_force().rules.hold_for and _off():
        words = sign(DO_NOT_DISTURB)
        held = _("{reason}: reminders are held").format(reason=words)
        return Finding(True, f"{detail}\n{held}", _(later.QUIET), words)
    return Finding(True, detail)


def _off() -> bool:
    """Say whether notifications are switched off, as far as the server says so in time."""
    told: list[bool] = []
    try:
        with (
            buses.session_heard() as (bus, loop),
            closing(DoNotDisturb(bus, loop, told.append)),
        ):
            end = loop.waking() + ANSWER
            while not told and (left := end - loop.waking()) > 0:
                loop.once(left)
    except (OSError, BusError):
        return False
    return bool(told) and told[-1]


def _buttons(name: str, able: list[str]) -> str:
    if "actions" not in able:
        return _("without answers: there are the tray and `unsit` verbs for that")
    return _(BUTTONLESS.get(name.lower(), N_("with buttons")))


def _listed(able: list[str]) -> str:
    return ", ".join(sorted(able)) or _("nothing")
