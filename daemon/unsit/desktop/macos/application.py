"""The main thread, which AppKit wants for itself, and the daemon's loop beside it in another.

AppKit's own way to end a program, `exit`, leaves no time for last words: a wish to quit (logging out, the
Activity Monitor) is put off until the loop has come to its end. Sources: NSApplication and
NSApplicationDelegate in Apple's AppKit reference; signal.set_wakeup_fd.
"""

import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import AppKit
import Foundation
from PyObjCTools import AppHelper

from unsit.loop import Loop


class Application:
    """The program as macOS sees it: an icon in the menu bar, and neither a Dock icon nor a menu."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self._quits = False
        """Whether macOS waits for our word that it may end us."""
        self._problem: BaseException | None = None
        self._app = AppKit.NSApplication.sharedApplication()
        self._app.setActivationPolicy_(AppKit.NSApplicationActivationPolicyAccessory)
        self._delegate = UnsitDelegate.alloc().init()
        self._delegate.quit = self._quit
        self._delegate.reopen = self._reopen
        self.on_reopen: Callable[[], object] | None = None
        """Called, from the loop, when somebody starts the program that runs."""
        self._app.setDelegate_(self._delegate)

    def soon(self, call: Callable[..., object], *args: Any) -> None:
        """Call in the main thread, later; may be called from any thread, and before `run`."""
        AppHelper.callAfter(call, *args)

    def run(self, life: Callable[[], object]) -> None:
        """Run the loop's life in a thread of its own until it ends; raises what it raised.

        Main thread only.
        """
        thread = threading.Thread(target=self._live, args=(life,), name="loop")
        with self._signals_heard():
            thread.start()
            self._app.run()
            thread.join()
        if self._problem is not None:
            raise self._problem

    def _live(self, life: Callable[[], object]) -> None:
        try:
            life()
        except BaseException as problem:  # noqa: BLE001  it is raised where somebody waits for it
            self._problem = problem
        finally:
            self.soon(self._leave)

    def _leave(self) -> None:
        if self._quits:
            self._app.replyToApplicationShouldTerminate_(True)  # macOS ends the process
        self._app.stop_(None)
        self._app.postEvent_atStart_(_event(), True)  # it stops after an event only

    def _quit(self) -> int:
        self._quits = True
        self._loop.stop()
        return int(AppKit.NSTerminateLater)

    def _reopen(self) -> None:
        if self.on_reopen is not None:
            self._loop.soon(self.on_reopen)

    @contextmanager
    def _signals_heard(self) -> Iterator[None]:
        """Have Python's signal handlers run: they do in the main thread, once that runs any Python.

        AppKit's run loop rests outside of Python, so the loop hears of each signal and calls it.
        """
        ours, theirs = socket.socketpair()
        for end in (ours, theirs):
            end.setblocking(False)

        def heard() -> None:
            ours.recv(4096)
            self.soon(int)  # anything at all

        self._loop.reader(ours, heard)
        signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(-1)
            for end in (ours, theirs):
                end.close()


class UnsitDelegate(Foundation.NSObject):  # type: ignore[misc]  # pyobjc has no types
    """What AppKit asks the program. (Objective-C knows a class by its name alone.)"""

    quit: Callable[[], int]
    reopen: Callable[[], object]

    def applicationShouldTerminate_(self, app: Any) -> int:  # noqa: N802  AppKit's name
        """Say that we end as soon as the loop has."""
        return self.quit()

    def applicationShouldHandleReopen_hasVisibleWindows_(self, app: Any, windows: bool) -> bool:  # noqa: N802  as above
        """Show the panel, and have AppKit open nothing."""
        self.reopen()
        return False


def _event() -> Any:
    make = AppKit.NSEvent.otherEventWithType_location_modifierFlags_timestamp_windowNumber_context_subtype_data1_data2_
    kind = AppKit.NSEventTypeApplicationDefined
    return make(kind, (0.0, 0.0), 0, 0.0, 0, None, 0, 0, 0)
