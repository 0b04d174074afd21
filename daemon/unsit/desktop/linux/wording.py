"""A notice in the words of the Desktop Notifications Specification, as they suit each server."""

from typing import Any, NamedTuple

from unsit.desktop import Notice

APPLICATION = "Unsit"
DESKTOP_ENTRY = "unsit"
CATEGORY = "x-unsit.reminder"
DEFAULT = "default"
SHOWS_DEFAULT_AS_BUTTON = "Xfce Notify Daemon"
"""The server that would draw one more button for the click on the notice itself."""

ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


class Traits(NamedTuple):
    """What a server says of itself."""

    name: str
    capabilities: frozenset[str]


def offered(notice: Notice) -> set[str]:
    """Return the keys of the actions that a notice has."""
    keys = {key for key, _ in notice.actions}
    return keys if notice.default is None else keys | {DEFAULT}


def worded(notice: Notice, traits: Traits) -> tuple[str, str, list[str], dict[str, Any]]:
    """Return title, body, actions and hints as the method Notify takes them.

    A title never has markup; a body has it when the server says so, and then ours is escaped.
    """
    body = notice.body
    if "body-markup" in traits.capabilities:
        body = body.translate(ESCAPES)
    hints = {
        "urgency": ("y", notice.urgency),
        "desktop-entry": ("s", DESKTOP_ENTRY),
        "category": ("s", CATEGORY),
    }
    return notice.title, body, _actions(notice, traits), hints


def _actions(notice: Notice, traits: Traits) -> list[str]:
    """Return keys and labels by turns."""
    if "actions" not in traits.capabilities:
        return []
    actions = [word for action in notice.actions for word in action]
    if notice.default is None or traits.name == SHOWS_DEFAULT_AS_BUTTON:
        return actions
    return [DEFAULT, notice.default, *actions]
