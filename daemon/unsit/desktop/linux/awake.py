"""The screen kept awake while a session plays, by whoever can do it here: see `Awake`.

Everybody who can is asked, since each may blank the screen for itself: the services of the desktop
(`awakebus`), the X server (`awakex11`), the compositor (`awakewayland`). Whatever holds ends with a
connection of ours, so that a crash lets go of it, too. Nothing here looks like input.
"""

import logging
import os
from collections.abc import Callable, Mapping
from typing import Protocol

from unsit.core.language import _
from unsit.loop import Loop

log = logging.getLogger(__name__)


class Keeper(Protocol):
    """One who keeps the screen awake until closed."""

    def close(self) -> None:
        """Let go. May be called twice."""


class Awake:
    """Keeps the screen awake until closed. Raises OSError when nobody here can do that.

    `address` is that of the session bus, None = there is none; `environ` names the displays.
    """

    def __init__(
        self, loop: Loop, address: str | None, environ: Mapping[str, str] = os.environ
    ) -> None:
        self._keepers: list[Keeper] = []
        missing = []
        for opened in _openers(loop, address, environ):
            try:
                self._keepers.append(opened())
            except OSError as problem:
                missing.append(str(problem))
                log.info("the screen is not kept awake this way: %s", problem)
        if not self._keepers:
            raise OSError("; ".join(missing) or _("there is no screen"))

    def close(self) -> None:
        """Let the screen go dark as it wants. May be called twice."""
        for keeper in self._keepers:
            keeper.close()


def _openers(
    loop: Loop, address: str | None, environ: Mapping[str, str]
) -> list[Callable[[], Keeper]]:
    def bus() -> Keeper:
        from unsit.desktop.linux.awakebus import AwakeBus

        return AwakeBus(loop, address or "")

    def wayland() -> Keeper:
        from unsit.desktop.linux.awakewayland import AwakeWayland

        return AwakeWayland(loop, environ["WAYLAND_DISPLAY"])

    def x11() -> Keeper:
        from unsit.desktop.linux.awakex11 import AwakeX11

        return AwakeX11(loop, environ["DISPLAY"])

    found: list[Callable[[], Keeper]] = [bus] if address else []
    if environ.get("WAYLAND_DISPLAY"):
        return [*found, wayland]
    return [*found, x11] if environ.get("DISPLAY") else found
