"""The voice that says the cues: what the system has to speak with, or nothing.

`speaker` is what the window talks to; it takes the first engine of `choose` that answers, and the
next one when that is lost. `ssip` (with `wire` and `spawning`) is Speech Dispatcher, `program` any
program that says what it reads, `windows` System.Speech.

Rules of this room: nothing waits; whatever an engine does, hang, lie or die, is no error, and the
session goes on in silence. A speech server is the user's: its voice and its speed are left alone,
and it is never ended.
"""

from collections.abc import Callable
from typing import NamedTuple, Protocol


class Ear(NamedTuple):
    """What an engine tells. After `lost`, with a reason for people, it tells no more."""

    ready: Callable[[], None]
    ended: Callable[[], None]
    """The newest phrase has been said to its end: never for one that was stopped or replaced."""
    lost: Callable[[str], None]


class Engine(Protocol):
    """Something that speaks. All of it returns at once and raises nothing."""

    name: str
    """For people."""

    def open(self, ear: Ear) -> None:
        """See whether it can speak; answer once by `ready` or `lost`, now or later."""

    def say(self, phrase: str, quiet: bool) -> None:
        """Say a phrase in place of what is being said. Only while it is ready."""

    def stop(self) -> None:
        """Be silent at once; harmless when it is."""

    def close(self) -> None:
        """Be silent and let everything go; harmless when that is done."""
