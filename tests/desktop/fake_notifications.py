"""A notification server that keeps its word and remembers what it was told."""

from dataclasses import dataclass
from itertools import count
from typing import Any

from unsit.desktop.linux.bus import Bus, BusError, Served
from unsit.desktop.linux.served import Interface, Method
from unsit.loop import Loop

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
EXPIRED, DISMISSED, BY_CALL = 1, 2, 3
"""Reasons for closing, as in the specification."""


@dataclass
class Popup:
    """One notification on the screen that is not there."""

    application: str
    icon: str
    title: str
    body: str
    actions: list[str]
    hints: dict[str, Any]
    timeout: int


class NotificationServer:
    """Shows what it is asked to. `popups` are those open now, `log` all it was asked."""

    def __init__(
        self,
        address: str,
        loop: Loop,
        name: str = "Fake",
        capabilities: tuple[str, ...] = ("actions", "body", "body-markup"),
        owns_name: bool = True,
    ) -> None:
        self.popups: dict[int, Popup] = {}
        self.log: list[str] = []
        self.refuses: set[str] = set()
        """Methods that are answered with an error."""
        self._ids = count(1)
        self._traits = (name, "Unsit's tests", "1", "1.2")
        self._capabilities = list(capabilities)
        self.bus = Bus(address, loop)
        methods = {
            "Notify": Method("susssasa{sv}i", "u", self._notify),
            "CloseNotification": Method("u", "", self._close),
            "GetCapabilities": Method("", "as", self._get_capabilities),
            "GetServerInformation": Method("", "ssss", self._get_information),
        }
        self.bus.export(PATH, Served((Interface(NAME, methods=methods),)))
        if owns_name:
            daemon = "org.freedesktop.DBus"
            self.bus.ask(daemon, "/org/freedesktop/DBus", daemon, "RequestName", "su", (NAME, 0))

    def only(self) -> Popup:
        """Return the one popup there is."""
        assert len(self.popups) == 1, self.popups
        return next(iter(self.popups.values()))

    def number(self) -> int:
        """Return the number of the one popup there is."""
        assert len(self.popups) == 1, self.popups
        return next(iter(self.popups))

    def click(self, action: str, token: str = "") -> None:
        """Click an action of the one popup; it is told, and closes."""
        number = self.number()
        if token:
            self.bus.signal(PATH, NAME, "ActivationToken", "us", (number, token))
        self.bus.signal(PATH, NAME, "ActionInvoked", "us", (number, action))
        self._end(number, DISMISSED)

    def dismiss(self, reason: int = DISMISSED) -> None:
        """Close the one popup by hand, or for another reason."""
        self._end(self.number(), reason)

    def _end(self, number: int, reason: int) -> None:
        if self.popups.pop(number, None):
            self.bus.signal(PATH, NAME, "NotificationClosed", "uu", (number, reason))

    def _notify(
        self, application: str, replaces: int, icon: str, title: str, body: str, *rest: Any
    ) -> tuple[int]:
        self.log.append(f"notify {title}")
        self._consider("Notify")
        number = replaces or next(self._ids)
        self.popups[number] = Popup(application, icon, title, body, *rest)
        return (number,)

    def _consider(self, method: str) -> None:
        if method in self.refuses:
            raise BusError(f"{NAME}.Error.Refused", f"not in the mood for {method}")

    def _close(self, number: int) -> None:
        self.log.append(f"close {number}")
        self._end(number, BY_CALL)

    def _get_capabilities(self) -> tuple[list[str]]:
        self.log.append("capabilities")
        self._consider("GetCapabilities")
        return (self._capabilities,)

    def _get_information(self) -> tuple[str, ...]:
        return self._traits
