"""What the tray's menu says, as a tree of values. What draws it is another matter."""

from collections.abc import Sequence
from typing import Any

from unsit.core.poses import Pose
from unsit.core.status import Status
from unsit.core.value import Value

Request = dict[str, Any]
"""A wish, in the words of the control line: ``{"verb": "stretch", "pose": "pigeon"}``."""


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


SEPARATOR = Entry(separator=True)
PAUSES: tuple[tuple[str, Request], ...] = (
    ("30 minutes", {"seconds": 30 * 60}),
    ("1 hour", {"seconds": 60 * 60}),
    ("2 hours", {"seconds": 2 * 60 * 60}),
    ("Until tomorrow", {"until": "tomorrow"}),
    ("Until I resume", {}),
)


def entries(status: Status, poses: Sequence[Pose], may_snooze: bool) -> tuple[Entry, ...]:
    """Return the menu as things stand. The status sentence is its first line."""
    return (
        Entry(status.sentence, enabled=False),
        SEPARATOR,
        *_stretches(status, poses),
        *_answers(status, may_snooze),
        Entry("I just moved", {"verb": "moved"}),
        _standing(status),
        SEPARATOR,
        _pause(status),
        Entry("Settings", {"verb": "settings"}),
        SEPARATOR,
        Entry("Quit", {"verb": "quit"}),
    )


def _stretches(status: Status, poses: Sequence[Pose]) -> tuple[Entry, ...]:
    free = status.session is None
    by_name = tuple(
        Entry(pose.name, {"verb": "stretch", "pose": pose.id}, enabled=free) for pose in poses
    )
    return (
        Entry("Stretch now", {"verb": "stretch"}, enabled=free, default=True),
        Entry("Stretch…", enabled=free, children=by_name),
        *(() if free else (Entry("Stop this stretch", {"verb": "session", "do": "stop"}),)),
    )


def _answers(status: Status, may_snooze: bool) -> tuple[Entry, ...]:
    if status.reminder not in ("due", "snoozed"):
        return ()
    skip = Entry("Skip this one", {"verb": "skip"})
    if status.reminder == "due" and may_snooze:
        return (Entry("Snooze", {"verb": "snooze"}), skip)
    return (skip,)


def _standing(status: Status) -> Entry:
    verb = "sit" if status.standing else "stand"
    return Entry("I am standing", {"verb": verb}, checked=status.standing)


def _pause(status: Status) -> Entry:
    if status.state == "paused":
        return Entry("Resume", {"verb": "resume"})
    children = tuple(Entry(label, {"verb": "pause", **how}) for label, how in PAUSES)
    return Entry("Pause", children=children)
