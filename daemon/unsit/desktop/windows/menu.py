"""The menu of the day as one of pystray's, made anew each time that somebody opens it."""

import sys

assert sys.platform == "win32"

from collections.abc import Callable, Sequence
from typing import Any

from pystray import Menu, MenuItem

from unsit.core.menu import Entry, Request, clicked

Chosen = Callable[[Request], object]


def menu(entries: Sequence[Entry], chosen: Chosen) -> Any:
    """Return the menu; `chosen` is told what a line asks for, from the thread of the icon."""
    return Menu(*(_item(entry, chosen) for entry in entries))


def default(entries: Sequence[Entry]) -> Request | None:
    """Return what a click on the icon itself asks for; None = nothing."""
    for entry in entries:
        if entry.default and entry.enabled:
            return clicked(entry)
    return None


def _item(entry: Entry, chosen: Chosen) -> Any:
    if entry.separator:
        return Menu.SEPARATOR

    def act(*__: Any) -> None:
        request = clicked(entry)
        if request is not None:
            chosen(request)

    return MenuItem(
        _plain(entry.label),
        menu(entry.children, chosen) if entry.children else act,
        checked=None if entry.checked is None else lambda __: entry.checked is True,
        radio=entry.radio,
        default=entry.default,
        enabled=entry.enabled,
    )


def _plain(label: str) -> str:
    """Keep Windows from taking a part of the words for a key (&) or a second column (tab)."""
    return label.replace("&", "&&").replace("\t", " ")
