"""A desktop for the daemon's tests, with the behaviour of a real one and none of its parts.

`Clocks` is a loop whose time moves only when a test says so. `FakeDesktop` has somebody at the keys, a
lid, a notification server with a person before it, and a panel to click in; a part named in `absent`
is not there. The rules are those of the ports in `unsit.desktop`, which `tests/desktop/test_ports.py`
asks of the fakes and of the real ones alike.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from datetime import time as time_of_day

from tests.desktop.stage import until
from tests.life import MONDAY_NINE
from unsit.core import events as ev
from unsit.core.menu import OPENED, Entry
from unsit.desktop import Answer, Choose, Entries, Lost, Notice, Playback, Tell
from unsit.loop import Callback, Loop, Timer


class Clocks(Loop):
    """A loop with clocks of its own; children, descriptors and posts are as real as ever."""

    def __init__(self, wall: datetime = MONDAY_NINE) -> None:
        self._began, self._waking, self._slept = wall, 10_000.0, 0.0
        self._set: list[Timer] = []
        self._daily: list[_Daily] = []
        super().__init__()

    def at(self) -> float:  # type: ignore[override]  # one clock each, where the real ones are shared
        return self._waking + self._slept

    def waking(self) -> float:  # type: ignore[override]
        return self._waking

    def wall(self) -> datetime:  # type: ignore[override]
        return self._began + timedelta(seconds=self.at() - 10_000.0)

    def later(self, seconds: float, callback: Callback, *args: object) -> Timer:
        self._set.append(super().later(seconds, callback, *args))
        return self._set[-1]

    def daily(self, moment: time_of_day, callback: Callback, *args: object) -> None:
        self._daily.append(_Daily(moment, self.wall(), callback, args))

    def forget_daily(self) -> None:
        self._daily.clear()

    def passes(self, seconds: float) -> None:
        """Let so much time go by, from deadline to deadline, and do what falls due."""
        end = self._waking + seconds
        self.settles()
        while (due := self._next_due()) <= end:
            self._waking = due
            self.settles()
        self._waking = end
        self.settles()

    def sleeps(self, seconds: float) -> None:
        """Suspend the machine: no deadline comes nearer, and the loop wakes up afterwards."""
        self._slept += seconds
        self.settles()

    def settles(self) -> None:
        """Do what there is to do at this moment."""
        for each in self._daily:
            if each.is_due(self.wall()):
                self.soon(each.callback, *each.args)
        for _ in range(8):  # a question to the desktop, its answer, and what follows from that
            self.once(0)

    def until(self, what: str, condition: Callable[[], object]) -> None:
        """Go round, with the clocks standing still, until something real has come."""
        until(what, condition, self)

    def _next_due(self) -> float:
        now = self._waking
        self._set = [each for each in self._set if each.due > now and not each.cancelled]
        dues = [each.due for each in self._set]
        dues += [now + (each.next - self.wall()).total_seconds() for each in self._daily]
        return min(dues, default=float("inf"))


class _Daily:
    """A time of the day; it comes late when the machine slept through it, and then only once."""

    def __init__(
        self, moment: time_of_day, wall: datetime, callback: Callback, args: tuple[object, ...]
    ) -> None:
        self.callback, self.args = callback, args
        self.next = datetime.combine(wall.date(), moment, wall.tzinfo)
        self.is_due(wall)

    def is_due(self, wall: datetime) -> bool:
        """Say whether it has come, and wait for the next."""
        due = self.next <= wall
        while self.next <= wall:
            self.next += timedelta(days=1)
        return due


class FakePresence:
    """Somebody at the keys, or not."""

    source = "a person of the tests"

    def __init__(self, loop: Loop, tell: Tell, idle_after: float) -> None:
        self._loop, self._tell, self.idle_after = loop, tell, idle_after
        self._last, self._idle, self._looks, self.closed = loop.at(), False, False, False
        self.looks = 0
        self._timer: Timer | None = None
        self._lull: tuple[Timer, float] | None = None
        self.types()

    def watch(self, idle_after: float) -> None:
        self.idle_after = idle_after
        self._wait()

    def look_again(self) -> None:
        self.looks += 1
        self._looks = True

    def await_lull(self, seconds: float) -> None:
        if self._lull is not None:
            self._lull[0].cancel()
        self._lull = None
        if not self.closed:
            left = self._last + seconds - self._loop.at()
            self._lull = self._loop.later(left, self._quiet), seconds

    def close(self) -> None:
        self.closed = True
        if self._timer is not None:
            self._timer.cancel()
        if self._lull is not None:
            self._lull[0].cancel()

    def types(self) -> None:
        """Touch a key now, and then no more."""
        self._last = self._loop.at()
        if not self.closed:
            if self._idle or self._looks or self._timer is None:
                self._tell(ev.Input(self._last, self._loop.wall()))
            self._idle = self._looks = False
            self._wait()
            if self._lull is not None:
                self.await_lull(self._lull[1])

    def goes_blind(self, reason: str) -> None:
        """Lose the screen."""
        self.close()
        self._tell(ev.Blind(self._loop.at(), self._loop.wall(), reason))

    def _wait(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if not self.closed:
            left = self._last + self.idle_after - self._loop.at()
            self._timer = self._loop.later(left, self._nobody)

    def _nobody(self) -> None:
        if not self._idle:
            self._idle, self._looks = True, False
            self._tell(ev.Idle(self._loop.at(), self._loop.wall(), self._last))

    def _quiet(self) -> None:
        self._lull = None
        self._tell(ev.Lull(self._loop.at(), self._loop.wall()))


class FakePower:
    """A lid and a lock."""

    def __init__(self, loop: Loop, tell: Tell) -> None:
        self._loop, self._tell, self.closed = loop, tell, False

    def happens(self, kind: type[ev.Event]) -> None:
        """Let the lid or the lock move: Locked, Unlocked, Slept, Woke."""
        if not self.closed:
            self._tell(kind(self._loop.at(), self._loop.wall()))

    def close(self) -> None:
        self.closed = True


class FakeSigns:
    """What goes on around the desk, followed or not."""

    def __init__(self, loop: Loop, tell: Tell) -> None:
        self._loop, self._tell = loop, tell
        self.followed: frozenset[str] = frozenset()
        self._goes_on: frozenset[str] = frozenset()
        self._told: frozenset[str] | None = None
        self._answers = 0
        """First answers that are still to come."""
        self.closed = False

    def follow(self, kinds: frozenset[str]) -> None:
        if kinds != self.followed and not self.closed:
            self.followed, self._told = kinds, None
            self._answers += 1
            self._loop.soon(self._answer)

    def begins(self, kind: str) -> None:
        """Let a sign of `core.signs` hold from now on."""
        self._goes_on |= {kind}
        self._say()

    def ends(self, kind: str) -> None:
        """Let it hold no more."""
        self._goes_on -= {kind}
        self._say()

    def close(self) -> None:
        self.follow(frozenset())
        self.closed = True

    def _answer(self) -> None:
        self._answers -= 1
        self._say()

    def _say(self) -> None:
        holds = self._goes_on & self.followed
        if self.followed and not self._answers and holds != self._told:
            self._told = holds
            self._tell(ev.Signalled(self._loop.at(), self._loop.wall(), holds, self.followed))


class FakeNotifier:
    """A notification server and the person before it: a notice is answered once, and is gone then."""

    def __init__(
        self, loop: Loop, on_server: Callable[[bool], object], served: bool = True
    ) -> None:
        self._loop, self._on_server = loop, on_server
        self._open: dict[str, tuple[Notice, Answer, Timer | None]] = {}
        self.log: list[Notice] = []
        """All that was ever shown, in order."""
        self.closed = False
        on_server(served)

    @property
    def notices(self) -> dict[str, Notice]:
        """What is to be seen now, by key."""
        return {key: notice for key, (notice, _, _) in self._open.items()}

    def show(self, notice: Notice, answer: Answer) -> None:
        assert not self.closed, "shown after closing"
        self.log.append(notice)
        self.withdraw(notice.key)
        over = None
        if notice.expires is not None:
            over = self._loop.later(notice.expires, self.expires, notice.key)
        self._open[notice.key] = (notice, answer, over)

    def withdraw(self, key: str) -> None:
        _, _, over = self._open.pop(key, (None, None, None))
        if over is not None:
            over.cancel()

    def close(self) -> None:
        self.closed = True
        for key in list(self._open):
            self.withdraw(key)

    def comes(self) -> None:
        """Be started after us."""
        self._on_server(True)

    def crashes(self) -> None:
        """Be gone, and all that was to be seen with it."""
        self._open.clear()
        self._on_server(False)

    def chooses(self, action: str, token: str = "", key: str = "reminder") -> None:
        """Click an action of a notice ("default" for the notice itself)."""
        notice = self._open[key][0]
        offered = {name for name, _ in notice.actions} | ({"default"} if notice.default else set())
        assert action in offered, f"{action} is not among {sorted(offered)}"
        self._answered(key, action, token)

    def dismisses(self, key: str = "reminder") -> None:
        """Close a notice without choosing anything."""
        self._answered(key, "closed", "")

    def expires(self, key: str = "reminder") -> None:
        """Let a notice go by itself."""
        self._answered(key, "expired", "")

    def _answered(self, key: str, action: str, token: str) -> None:
        answer = self._open[key][1]
        self.withdraw(key)
        self._loop.soon(answer, action, token)


class FakeTray:
    """A panel that shows our icon, and a person who opens its menu."""

    def __init__(
        self, loop: Loop, entries: Entries, choose: Choose, on_host: Callable[[bool], object]
    ) -> None:
        self._loop, self._entries, self._choose = loop, entries, choose
        self.faces: list[str] = []
        self.tip = ""
        self.refreshed = 0
        self.closed = False
        self.is_shown = on_host
        """To be called with whether the panel shows the icon."""
        on_host(True)

    @property
    def face(self) -> str:
        return self.faces[-1]

    def show(self, face: str, tip: str) -> None:
        assert not self.closed, "shown after closing"
        self.faces.append(face)
        self.tip = tip

    def refresh(self) -> None:
        self.refreshed += 1

    def close(self) -> None:
        self.closed = True

    def menu(self) -> list[str]:
        """Open the menu: every line of text in it, those of its submenus too."""
        return [entry.label for entry in _lines(self._entries())]

    def is_opened(self) -> None:
        """Have somebody open the menu, and choose nothing yet."""
        self._loop.soon(self._choose, OPENED, "")

    def clicks(self, label: str, token: str = "") -> None:
        """Open the menu and click a line of it."""
        (entry,) = (entry for entry in _lines(self._entries()) if entry.label == label)
        assert entry.enabled, f"{label} is greyed out"
        assert entry.request is not None, f"{label} is only text"
        self._loop.soon(self._choose, entry.request, token)


class FakeRemote:
    """A headset, and what it is shown."""

    def __init__(self, loop: Loop, command: Callable[[str], object]) -> None:
        self._loop, self._command = loop, command
        self.shown: list[Playback] = []
        self.closed = False

    def show(self, playback: Playback) -> None:
        assert not self.closed, "shown after closing"
        self.shown.append(playback)

    def close(self) -> None:
        self.closed = True

    def presses(self, command: str) -> None:
        """Press a button: pause, next, back, stop."""
        if not self.closed:
            self._loop.soon(self._command, command)


class FakeAwake:
    """A screen that is kept awake until this is closed."""

    def __init__(self) -> None:
        self.closed = False

    def close(self) -> None:
        self.closed = True


class FakeDesktop:
    """All the parts; each is there once it was opened. `absent` maps a part to why it is missing."""

    def __init__(
        self, loop: Loop, absent: dict[str, str] | None = None, served: bool = True
    ) -> None:
        self._loop, self._absent, self._served = loop, {**(absent or {})}, served
        self._lost: dict[str, Lost] = {}
        self.closed = False
        self.tries: list[str] = []
        """Each part that was asked for, in order."""
        self.person: FakePresence
        self.lid: FakePower
        self.around: FakeSigns
        self.server: FakeNotifier
        self.panel: FakeTray
        self.headset: FakeRemote
        self.awakes: list[FakeAwake] = []
        """Each time that the screen was kept awake."""

    def loses(self, part: str, reason: str) -> None:
        """Let a part go, and not be there any more."""
        self._absent[part] = reason
        lost = self._lost.pop(part)
        self._loop.soon(lost, reason)

    def brings(self, part: str) -> None:
        """Let a part be there from now on, for whoever asks."""
        del self._absent[part]

    def run(self, life: Callable[[], object]) -> None:
        life()

    def presence(self, tell: Tell, idle_after: float, lost: Lost) -> FakePresence:
        self._must_be_there("presence", lost)
        self.person = FakePresence(self._loop, tell, idle_after)
        return self.person

    def power(self, tell: Tell, lost: Lost) -> FakePower:
        self._must_be_there("power", lost)
        self.lid = FakePower(self._loop, tell)
        return self.lid

    def signs(self, tell: Tell, lost: Lost) -> FakeSigns:
        self._must_be_there("signs", lost)
        self.around = FakeSigns(self._loop, tell)
        return self.around

    def notifier(self, on_server: Callable[[bool], object], lost: Lost) -> FakeNotifier:
        self._must_be_there("notifications", lost)
        self.server = FakeNotifier(self._loop, on_server, self._served)
        return self.server

    def tray(
        self, entries: Entries, choose: Choose, on_host: Callable[[bool], object], lost: Lost
    ) -> FakeTray:
        self._must_be_there("tray", lost)
        self.panel = FakeTray(self._loop, entries, choose, on_host)
        return self.panel

    def remote(self, command: Callable[[str], object], lost: Lost) -> FakeRemote:
        self._must_be_there("remote", lost)
        self.headset = FakeRemote(self._loop, command)
        return self.headset

    def awake(self) -> FakeAwake:
        if "awake" in self._absent:
            raise OSError(self._absent["awake"])
        self.awakes.append(FakeAwake())
        return self.awakes[-1]

    def reasons(self) -> Sequence[tuple[str, str]]:
        return [("presence", why) for part, why in self._absent.items() if part == "presence"]

    def close(self) -> None:
        self.closed = True

    def _must_be_there(self, part: str, lost: Lost) -> None:
        self.tries.append(part)
        if part in self._absent:
            raise OSError(self._absent[part])
        self._lost[part] = lost


def _lines(entries: Sequence[Entry]) -> Iterator[Entry]:
    for entry in entries:
        if not entry.separator:
            yield entry
        yield from _lines(entry.children)
