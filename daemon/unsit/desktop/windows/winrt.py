"""Windows's own classes for toasts, by the packages of the extra `toasts` (PyWinRT).

Who shows toasts needs a name that Windows knows: it stands in the registry, as for every program without
a package. Clicks are told while we run, by events; they come in a thread of Windows's.
Source: "ToastNotificationManager" and "Send a local toast notification from other types of unpackaged
apps" of Microsoft's documentation. Nobody has seen it on a real Windows yet; where the classes are not
there (wine 8 has none) it says so.
"""

import sys

assert sys.platform == "win32"

import logging
import winreg
from typing import Any

from unsit import places
from unsit.core.language import _
from unsit.desktop.windows.toasts import CLOSED, DEFAULT, Heard
from unsit.loop import Loop

log = logging.getLogger(__name__)

NAME = "Unsit"
"""What Windows knows us by (the AppUserModelID), and what it shows."""
KNOWN = rf"Software\Classes\AppUserModelId\{NAME}"


class WinrtToaster:
    """The port `Toaster` of `toasts`. Raises OSError when Windows has no toasts for us."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self._toasts: dict[str, Any] = {}
        try:
            from winrt.windows.data.xml.dom import XmlDocument
            from winrt.windows.ui import notifications
        except ImportError as problem:
            words = _("toasts need the extra `toasts` of Unsit ({problem})")
            raise OSError(words.format(problem=problem)) from problem
        self._notifications, self._document = notifications, XmlDocument
        _be_known()
        try:
            manager = notifications.ToastNotificationManager
            self._notifier = manager.create_toast_notifier(NAME)
            there = self._notifier.setting == notifications.NotificationSetting.ENABLED
        except OSError as problem:  # such as REGDB_E_CLASSNOTREG, which comes without words
            words = _("this Windows shows no toasts for programs like this one ({code})")
            raise OSError(words.format(code=hex(problem.winerror & 0xFFFFFFFF))) from problem
        if not there:
            raise OSError(_("notifications are switched off in Windows’s settings"))

    def show(self, key: str, content: str, heard: Heard) -> None:
        """Show a toast, in place of the one with the same key."""
        try:
            document = self._document()
            document.load_xml(content)
            toast = self._notifications.ToastNotification(document)
            toast.tag = key
            toast.add_activated(lambda __, what: self._loop.soon(heard, self._clicked(what)))
            toast.add_dismissed(lambda __, why: self._dismissed(why, heard))
            self._notifier.show(toast)
        except OSError as problem:
            log.warning("%s: %s", _("a notification could not be shown"), problem)
        else:
            self._toasts[key] = toast

    def hide(self, key: str) -> None:
        """Take it from the screen and from the list; unknown keys are fine."""
        toast = self._toasts.pop(key, None)
        if toast is None:
            return
        try:
            self._notifier.hide(toast)
        except OSError as problem:
            log.info("a toast could not be taken back: %s", problem)

    def _clicked(self, what: Any) -> str:
        return what.as_(self._notifications.ToastActivatedEventArgs).arguments or DEFAULT

    def _dismissed(self, why: Any, heard: Heard) -> None:
        if why.reason == self._notifications.ToastDismissalReason.USER_CANCELED:
            self._loop.soon(heard, CLOSED)


def _be_known() -> None:
    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, KNOWN) as key:
        winreg.SetValueEx(key, "DisplayName", 0, winreg.REG_SZ, NAME)
        icon = str(places.shipped("icons") / "app.png")
        winreg.SetValueEx(key, "IconUri", 0, winreg.REG_SZ, icon)
