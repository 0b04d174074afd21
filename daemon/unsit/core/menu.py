"""What the tray's menu says, as a tree of values. What draws it is another matter."""

from dataclasses import dataclass
from typing import Any

Request = dict[str, Any]
"""A wish, in the words of the control line: ``{"verb": "stretch", "pose": "pigeon"}``."""


@dataclass(frozen=True)
class Entry:
    """One line of a menu. Without a request and children it is only text."""

    label: str = ""
    request: Request | None = None
    enabled: bool = True
    checked: bool | None = None
    radio: bool = False
    default: bool = False
    children: "tuple[Entry, ...]" = ()
    separator: bool = False
