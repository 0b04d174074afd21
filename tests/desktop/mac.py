"""A Mac of the tests: the few of Apple's modules that Unsit calls, as far as it calls them.

They behave as Apple's documentation has it: the main thread rests in `NSApplication.run`, deaf to
signals, until a call is posted to it; whatever belongs to AppKit may be touched from there alone; a menu
asks its delegate for its lines just before it opens; a notification centre tells who asked for a name.
None of it was held against a Mac.
"""

# ruff: noqa: N802  Apple's names

import queue
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType, SimpleNamespace
from typing import Any, ClassVar, Self

from tests.desktop.stage import PATIENCE, until
from unsit.loop import Loop


class NSObject:
    @classmethod
    def alloc(cls) -> Self:
        return cls()

    def init(self) -> Self:
        return self


class Main(NSObject):
    """What belongs to the main thread: any call of one of its methods from another is a failure."""

    def __getattribute__(self, name: str) -> Any:
        if not name.startswith("_") and (name.endswith("_") or name in {"button", "itemArray"}):
            Mac.now.must_be_main(name)
        return super().__getattribute__(name)


def perform(target: Any, selector: str | bytes, *arguments: Any) -> None:
    """Send a message, to the method of that name or to the one that was given the selector."""
    if isinstance(selector, str):
        getattr(target, selector.replace(":", "_"))(*arguments)
        return
    methods = (getattr(target, name) for name in dir(type(target)) if not name.startswith("__"))
    next(one for one in methods if getattr(one, "selector", b"") == selector)(*arguments)


# --- AppKit ---------------------------------------------------------------------------------------


class NSApplication(Main):
    def __init__(self) -> None:
        self.policy: int | None = None
        self.delegate: Any = None
        self.replied: list[bool] = []
        self.events: list[Any] = []
        self.stopped = False
        self.on_reply: Callable[[], object] = lambda: None

    @classmethod
    def sharedApplication(cls) -> "NSApplication":
        return Mac.now.app

    def setActivationPolicy_(self, policy: int) -> None:
        self.policy = policy

    def setDelegate_(self, delegate: Any) -> None:
        self.delegate = delegate

    def run(self) -> None:
        """Do what is posted; who sleeps in a run loop runs no Python, so signals go to others."""
        Mac.now.thread = threading.get_ident()
        deaf = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
        try:
            while not (self.stopped and self.events):
                call, arguments = Mac.now.posted.get()
                try:
                    call(*arguments)
                except Exception as problem:  # noqa: BLE001  the test raises it
                    Mac.now.problems.append(problem)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, deaf)

    def stop_(self, sender: object) -> None:
        self.stopped = True

    def postEvent_atStart_(self, event: object, start: bool) -> None:
        self.events.append(event)

    def replyToApplicationShouldTerminate_(self, yes: bool) -> None:
        self.replied.append(yes)
        self.on_reply()


class NSButton(Main):
    def __init__(self) -> None:
        self.hidden, self.image, self.tip = False, None, ""

    def setTarget_(self, target: object) -> None: ...

    def setAction_(self, action: object) -> None: ...

    def setHidden_(self, hidden: bool) -> None:
        self.hidden = hidden

    def setImage_(self, image: Any) -> None:
        self.image = image

    def setToolTip_(self, tip: str) -> None:
        self.tip = tip


class NSStatusItem(Main):
    def __init__(self) -> None:
        self.face = NSButton()
        self.menu: Any = None

    def button(self) -> NSButton:
        return self.face

    def setMenu_(self, menu: Any) -> None:
        self.menu = menu


class NSStatusBar(Main):
    def __init__(self) -> None:
        self.items: list[NSStatusItem] = []

    @classmethod
    def systemStatusBar(cls) -> "NSStatusBar":
        return Mac.now.bar

    def statusItemWithLength_(self, length: int) -> NSStatusItem:
        self.items.append(NSStatusItem())
        return self.items[-1]

    def removeStatusItem_(self, item: NSStatusItem) -> None:
        if item in self.items:
            self.items.remove(item)


class NSMenu(Main):
    def initWithTitle_(self, title: str) -> Self:
        self.items: list[NSMenuItem] = []
        self.delegate: Any = None
        return self

    def setAutoenablesItems_(self, yes: bool) -> None: ...

    def setDelegate_(self, delegate: Any) -> None:
        self.delegate = delegate

    def addItem_(self, item: "NSMenuItem") -> None:
        assert item.menu is None, "an item is in one menu only"
        item.menu = self
        self.items.append(item)

    def removeAllItems(self) -> None:
        for item in self.items:
            item.menu = None
        self.items.clear()


class NSMenuItem(Main):
    label = ""
    state, enabled = 0, True
    menu: NSMenu | None = None
    submenu: NSMenu | None = None

    @classmethod
    def separatorItem(cls) -> "NSMenuItem":
        return cls()

    def initWithTitle_action_keyEquivalent_(self, title: str, action: bytes, key: str) -> Self:
        self.label, self.action = title, action
        return self

    def setSubmenu_(self, submenu: NSMenu) -> None:
        self.submenu = submenu

    def setAction_(self, action: bytes) -> None:
        self.action = action

    def setTarget_(self, target: object) -> None:
        self.target = target

    def setTag_(self, tag: int) -> None:
        self._tag = tag

    def setState_(self, state: int) -> None:
        self.state = state

    def setEnabled_(self, enabled: bool) -> None:
        self.enabled = enabled

    def tag(self) -> int:
        return self._tag


class NSImage(Main):
    def initWithData_(self, data: bytes) -> Self:
        self.data = data
        return self

    def setSize_(self, size: tuple[float, float]) -> None:
        self.points = size


class NSNotificationCenter:
    def __init__(self) -> None:
        self.observers: list[tuple[Any, str, str]] = []

    def addObserver_selector_name_object_(
        self, observer: Any, selector: str, name: str, thing: None
    ) -> None:
        self.observers.append((observer, selector, name))

    def removeObserver_(self, observer: Any) -> None:
        self.observers = [one for one in self.observers if one[0] is not observer]

    def posts(self, name: str) -> None:
        """Tell, in the main thread, who asked for this name."""
        Mac.now.must_be_main("a notice")
        for observer, selector, wanted in tuple(self.observers):
            if wanted == name:
                perform(observer, selector, SimpleNamespace(name=lambda: name))


class NSDistributedNotificationCenter(NSNotificationCenter):
    """Keeps its notices back from a program that is not in front, unless told otherwise."""

    @classmethod
    def defaultCenter(cls) -> "NSDistributedNotificationCenter":
        return Mac.now.session

    def addObserver_selector_name_object_suspensionBehavior_(
        self, observer: Any, selector: str, name: str, thing: None, behaviour: int
    ) -> None:
        assert behaviour == 4, "it would never hear of it"
        self.observers.append((observer, selector, name))


NOTICES = (
    "NSWorkspaceWillSleepNotification",
    "NSWorkspaceDidWakeNotification",
    "NSWorkspaceSessionDidResignActiveNotification",
    "NSWorkspaceSessionDidBecomeActiveNotification",
)


# --- the machine ------------------------------------------------------------------------------------


class Mac:
    """The machine, and somebody before it. `loop` is turned while they wait."""

    now: ClassVar["Mac"]

    def __init__(self, loop: Loop | None = None) -> None:
        self.loop = loop
        self.posted: queue.SimpleQueue[tuple[Callable[..., object], Any]] = queue.SimpleQueue()
        self.problems: list[Exception] = []
        """What failed in the main thread."""
        self.thread = threading.get_ident()
        self.app, self.bar = NSApplication(), NSStatusBar()
        self.machine, self.session = NSNotificationCenter(), NSDistributedNotificationCenter()
        self.idle: Callable[[], float] = lambda: 0.0
        self.windows: list[dict[str, Any]] = []
        """What is on the screens, the foremost first."""
        self.screens = [(0.0, 0.0, 1440.0, 900.0)]
        Mac.now = self

    def must_be_main(self, what: str) -> None:
        assert threading.get_ident() == self.thread, f"{what} from another thread than the main one"

    def does(self, call: Callable[[], Any]) -> Any:
        """Do something in the main thread, and turn the loop until it is done."""
        done: list[Any] = []
        self.posted.put((lambda: done.append(call()), ()))
        until("the main thread", lambda: done or self.problems, self.loop)
        if self.problems:
            raise self.problems.pop(0)
        return done[0]

    @property
    def item(self) -> NSStatusItem | None:
        """What is in the menu bar."""
        (found,) = self.bar.items or (None,)
        return found

    def opens(self) -> list[str]:
        """Open the menu; every line of text in it, those of its submenus too."""
        lines: list[str] = self.does(self.opened)
        return lines

    def clicks(self, label: str) -> None:
        """Click a line of the menu as it was last opened."""
        self.does(lambda: self.clicked(label))

    # --- the same, in the main thread -----------------------------------------------------------

    def opened(self) -> list[str]:
        assert self.item is not None
        menu: Any = self.item.menu
        menu.delegate.menuNeedsUpdate_(menu)
        menu.delegate.menuWillOpen_(menu)
        return [item.label for item in _lines(menu)]

    def clicked(self, label: str) -> None:
        assert self.item is not None
        (found,) = (one for one in _lines(self.item.menu) if one.label == label)
        assert found.enabled, f"{label} is greyed out"
        perform(found.target, found.action, found)

    # --- what our code imports ------------------------------------------------------------------

    def modules(self) -> dict[str, ModuleType]:
        """Return Apple's modules by their names."""
        workspace = SimpleNamespace(notificationCenter=lambda: self.machine)
        kinds: tuple[type, ...] = (NSApplication, NSStatusBar, NSMenu, NSMenuItem, NSImage)
        event = {EVENT: lambda *facts: facts}
        return {
            "AppKit": _module(
                "AppKit",
                **{kind.__name__: kind for kind in kinds},
                **{name: name for name in NOTICES},
                NSWorkspace=SimpleNamespace(sharedWorkspace=lambda: workspace),
                NSEvent=SimpleNamespace(**event),
                NSApplicationActivationPolicyAccessory=1,
                NSEventTypeApplicationDefined=15,
                NSTerminateLater=2,
                NSVariableStatusItemLength=-1,
                NSOnState=1,
                NSOffState=0,
            ),
            "Foundation": _module(
                "Foundation",
                NSObject=NSObject,
                NSData=SimpleNamespace(dataWithBytes_length_=lambda data, length: data[:length]),
                NSDistributedNotificationCenter=NSDistributedNotificationCenter,
                NSNotificationSuspensionBehaviorDeliverImmediately=4,
            ),
            "Quartz": self._quartz(),
            "objc": _module("objc", namedSelector=_named),
            "PyObjCTools": _module("PyObjCTools", AppHelper=self._helper()),
            "PyObjCTools.AppHelper": self._helper(),
            "PyObjCTools.MachSignals": _module("PyObjCTools.MachSignals"),
        }

    def _helper(self) -> ModuleType:
        def call_after(call: Callable[..., object], *arguments: object) -> None:
            self.posted.put((call, arguments))

        return _module("PyObjCTools.AppHelper", callAfter=call_after)

    def _quartz(self) -> ModuleType:
        def rectangle(number: int) -> Any:
            x, y, width, height = self.screens[number]
            size = SimpleNamespace(width=width, height=height)
            return SimpleNamespace(origin=SimpleNamespace(x=x, y=y), size=size)

        return _module(
            "Quartz",
            kCGEventSourceStateHIDSystemState=1,
            kCGAnyInputEventType=0xFFFFFFFF,
            kCGWindowListOptionOnScreenOnly=1,
            kCGWindowListExcludeDesktopElements=16,
            kCGNullWindowID=0,
            CGEventSourceSecondsSinceLastEventType=lambda state, kind: self.idle(),
            CGWindowListCopyWindowInfo=lambda which, window: tuple(self.windows),
            CGGetActiveDisplayList=lambda most, _, __: (
                0,
                tuple(range(len(self.screens))),
                len(self.screens),
            ),
            CGDisplayBounds=rectangle,
        )


EVENT = (
    "otherEventWithType_location_modifierFlags_timestamp_windowNumber_context_subtype_data1_data2_"
)


def window(layer: int, *place: float) -> dict[str, Any]:
    """Return a window as the list of windows has it: x, y, width, height."""
    sides = zip(("X", "Y", "Width", "Height"), place, strict=True)
    return {"kCGWindowLayer": layer, "kCGWindowBounds": dict(sides)}


@contextmanager
def imported(mac: Mac) -> Iterator[None]:
    """Have Apple's modules there to be imported, and forget afterwards who has imported them."""
    from unsit.desktop.linux import _sni  # noqa: F401  it imports pystray without a display

    ours = mac.modules()
    sys.modules.update(ours)
    try:
        yield
    finally:
        for name in list(sys.modules):
            if name in ours or name.startswith("unsit.desktop.macos"):
                del sys.modules[name]
        if sys.modules.pop("pystray._darwin", None) is not None:
            del sys.modules["pystray"].__dict__["_darwin"]


@contextmanager
def running(mac: Mac) -> Iterator[None]:
    """Have a thread that is the main one, as far as AppKit knows; the test's has the loop."""
    ready = threading.Event()
    mac.posted.put((ready.set, ()))
    main = threading.Thread(target=mac.app.run, name="AppKit")
    main.start()
    ready.wait(PATIENCE)
    try:
        yield
    finally:
        mac.posted.put((lambda: mac.app.stop_(None), ()))
        mac.posted.put((mac.app.events.append, (None,)))
        main.join(PATIENCE)
    assert not main.is_alive()
    assert mac.problems == []


def _lines(menu: Any) -> Iterator[NSMenuItem]:
    for item in menu.items:
        if item.label:
            yield item
        if item.submenu is not None:
            yield from _lines(item.submenu)


def _module(name: str, **has: object) -> ModuleType:
    module = ModuleType(name)
    module.__dict__.update(has)
    return module


def _named(selector: bytes) -> Callable[[Callable[..., object]], Callable[..., object]]:
    def named(method: Callable[..., object]) -> Callable[..., object]:
        method.selector = selector  # type: ignore[attr-defined]  # as the bridge marks it
        return method

    return named
