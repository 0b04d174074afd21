"""What somebody listens for on the bus: signals of a certain kind, and who has a name."""

from collections.abc import Callable
from typing import NamedTuple

from unsit.desktop.linux.served import Values

Undo = Callable[[], None]
"""Takes back what it was returned for. May be called twice, and after the bus is lost."""


class Signal(NamedTuple):
    """A signal that came. `sender` is a unique name such as ``:1.42``."""

    sender: str
    path: str
    interface: str
    member: str
    body: Values


class Subscription(NamedTuple):
    """Which signals somebody wants; None = any."""

    callback: Callable[[Signal], object]
    interface: str
    member: str | None = None
    path: str | None = None
    sender: str | None = None
    arg0: str | None = None
    arg0namespace: str | None = None
    """The first argument is this name, or one that continues it after a dot."""

    def rule(self) -> str:
        """Return it as a match rule of the bus."""
        keys = ("interface", "member", "path", "sender", "arg0", "arg0namespace")
        wanted = [f"{key}='{value}'" for key in keys if (value := getattr(self, key)) is not None]
        return ",".join(["type='signal'", *wanted])

    def wants(self, signal: Signal, owner: str | None) -> bool:
        """Say whether a signal is meant. `owner` has the wanted sender's name now; None = unknown.

        The bus sends a signal once if any rule of ours fits, so each listener chooses again here.
        """
        return (
            self.interface == signal.interface
            and self.member in (None, signal.member)
            and self.path in (None, signal.path)
            and self.sender in (None, signal.sender, _name_of(signal.sender, owner, self.sender))
            and (self.arg0 is None or signal.body[:1] == (self.arg0,))
            and (self.arg0namespace is None or _is_within(self.arg0namespace, signal.body))
        )


class Watcher:
    """One who wants to know the owner of a name, and what they were told last."""

    def __init__(self, callback: Callable[[str], object]) -> None:
        self.callback = callback
        self.told: str | None = None


class Watched:
    """A name on the bus: who has it, and who wants to know."""

    def __init__(self) -> None:
        self.owner: str | None = None
        self.watchers: dict[int, Watcher] = {}
        self.users: set[int] = set()
        """The watchers, and the subscriptions to signals of this name; without any it is let go."""
        self.forget: Undo = lambda: None

    def tell(self, number: int, owner: str | None) -> None:
        """Tell one watcher, if it still wants to know and does not know yet."""
        watcher = self.watchers.get(number)
        if watcher is not None and owner is not None and watcher.told != owner:
            watcher.told = owner
            watcher.callback(owner)


def _name_of(sender: str, owner: str | None, name: str | None) -> str | None:
    return name if owner is not None and owner == sender else sender


def _is_within(namespace: str, body: Values) -> bool:
    first = body[0] if body else None
    return isinstance(first, str) and f"{first}.".startswith(f"{namespace}.")
