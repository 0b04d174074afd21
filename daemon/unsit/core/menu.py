"""What the tray's menu says, as a tree of values. What draws it is another matter."""

from collections.abc import Sequence
from typing import Any

from unsit.core import sentences
from unsit.core.language import N_, _, pgettext
from unsit.core.poses import Pose
from unsit.core.status import Status
from unsit.core.value import Value

Request = dict[str, Any]
"""A wish, in the words of the control line: ``{"verb": "stretch", "pose": "pigeon"}``."""

OPENED: Request = {"verb": "ready"}
"""What is asked for when somebody opens the menu: that a stretch could begin at once."""


class Entry(Value):
    """One line of a menu. Without a request and children it is only text."""

    label: str = ""
    request: Request | None = None
    enabled: bool = True
    checked: bool | None = None
    radio: bool = False
    default: bool = False
    children: "tuple[Entry, ...]" = ()
    separator: bool = False
    hold: float = 0.0
    """For how many seconds it must be held down; 0 = a click. What can only be clicked opens the panel
    instead."""


def clicked(entry: Entry) -> Request | None:
    """Return what a click on an entry asks for: of one that must be held down, the panel."""
    return {"verb": "open"} if entry.hold else entry.request


def entry_json(entry: Entry) -> dict[str, Any]:
    """Return an entry, with those below it, as an object that JSON can write."""
    facts = {name: getattr(entry, name) for name in Entry._names}
    return {**facts, "children": [entry_json(child) for child in entry.children]}


SEPARATOR = Entry(separator=True)
PAUSES: tuple[tuple[str, Request], ...] = (
    (N_("30 minutes"), {"seconds": 30 * 60}),
    (N_("1 hour"), {"seconds": 60 * 60}),
    (N_("2 hours"), {"seconds": 2 * 60 * 60}),
    (N_("4 hours"), {"seconds": 4 * 60 * 60}),
    (N_("Until tomorrow"), {"until": "tomorrow"}),
    (N_("Until Monday"), {"until": "monday"}),
    (N_("Until I resume"), {}),
)


def entries(
    status: Status, poses: Sequence[Pose], at_login: bool | None = None, installed: str = ""
) -> tuple[Entry, ...]:
    """Return the menu as things stand. The status sentence is its first line.

    `at_login` says whether Unsit is started at login, None where nobody can have it so; `installed` is
    another version that has been installed meanwhile, "" = none.
    """
    return (
        Entry(status.sentence, enabled=False),
        SEPARATOR,
        *_continuing(status),
        *_stretches(status, poses),
        *_answers(status),
        Entry(_("I just moved"), {"verb": "moved"}),
        _standing(status),
        SEPARATOR,
        _pause(status),
        Entry(_("History"), {"verb": "history"}),
        Entry(_("Settings"), {"verb": "settings"}),
        *_login(at_login),
        SEPARATOR,
        *_restarting(installed),
        Entry(_("Quit"), {"verb": "quit"}),
    )


def _login(at_login: bool | None) -> tuple[Entry, ...]:
    if at_login is None:
        return ()
    request = {"verb": "autostart", "on": not at_login}
    return (Entry(_("Start at login"), request, checked=at_login),)


def _restarting(installed: str) -> tuple[Entry, ...]:
    if not installed:
        return ()
    words = _("Restart as version {version}").format(version=installed)
    return (Entry(words, {"verb": "restart"}),)


def _continuing(status: Status) -> tuple[Entry, ...]:
    if status.left_off is None:
        return ()
    words = sentences.left_off_words(status.left_off)
    return (Entry(words, {"verb": "session", "do": "continue"}),)


def _stretches(status: Status, poses: Sequence[Pose]) -> tuple[Entry, ...]:
    free = status.session is None
    by_name = tuple(
        Entry(_(pose.name), {"verb": "stretch", "pose": pose.id}, enabled=free)
        for pose in poses
        if pose.kind != "stand-in"
    )
    return (
        Entry(_("Stretch now"), {"verb": "stretch"}, enabled=free, default=True),
        Entry(_("Stretch…"), enabled=free, children=by_name),
        *(() if free else (Entry(_("Stop this stretch"), {"verb": "session", "do": "stop"}),)),
    )


def _answers(status: Status) -> tuple[Entry, ...]:
    back = (Entry(_("Bring the reminder back"), {"verb": "undo"}),) if status.may_undo else ()
    silent = status.state in ("paused", "off-hours")  # what these hold back cannot be answered yet
    if status.reminder not in ("due", "held", "snoozed") or (status.reminder == "held" and silent):
        return back
    skip = Entry(_("Skip this one"), {"verb": "skip"})
    if status.reminder == "snoozed":
        return (skip, *back)
    cost = status.snooze_hold
    return (Entry(_snooze(cost), {"verb": "snooze"}, hold=cost), skip)


def _snooze(cost: float) -> str:
    if not cost:
        return _("Snooze")
    # Translators: the panel cuts the brackets off, so they stand last: "Snooze (...)".
    return _("Snooze (hold it down for {seconds} s)").format(seconds=f"{cost:g}")


def _standing(status: Status) -> Entry:
    verb = "sit" if status.standing else "stand"
    return Entry(_("I am standing"), {"verb": verb}, checked=status.standing)


def _pause(status: Status) -> Entry:
    if status.state == "paused":
        return Entry(pgettext("after a pause", "Resume"), {"verb": "resume"})
    children = tuple(Entry(_(label), {"verb": "pause", **how}) for label, how in PAUSES)
    return Entry(pgettext("reminders", "Pause"), children=children)
