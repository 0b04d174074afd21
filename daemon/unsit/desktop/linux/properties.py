"""Properties of objects on the bus: asking for one, and what a change of them says.

Rules of this room: what another program sends may have any shape; what is not as it should be is
no news.
"""

from collections.abc import Callable
from typing import Any

from unsit.desktop.linux.bus import Bus, BusError, Signal

PROPERTIES = "org.freedesktop.DBus.Properties"


def get(
    bus: Bus, owner: str, path: str, interface: str, name: str, take: Callable[[Any], object]
) -> None:
    """Ask for a property; `take(value)` comes from the loop, with None when it cannot be read.

    `owner` should be a unique name: asking a well-known one may start the program that has it.
    """

    def reply(problem: BusError | None, body: tuple[Any, ...]) -> None:
        take(None if problem or not body else _value(body[0]))

    bus.call(owner, path, PROPERTIES, "Get", "ss", (interface, name), reply)


def news(signal: Signal, name: str) -> tuple[bool, Any]:
    """Return whether a PropertiesChanged tells of a property, and its value; None = ask for it."""
    if len(signal.body) != 3:
        return False, None
    _, changes, stale = signal.body
    if isinstance(changes, dict) and name in changes:
        return True, _value(changes[name])
    return isinstance(stale, list) and name in stale, None


def _value(variant: Any) -> Any:
    return variant[1] if isinstance(variant, tuple) and len(variant) == 2 else None
