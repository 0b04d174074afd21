"""What goes on at the desk besides input, put together from sources that know one thing each.

Rules of this room: a source is open only while its sign is followed. A sign holds when any of its
sources says so; one that is missing, fails or stays silent says no and harms nobody. What is told
comes from the loop, never from inside `follow`.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from unsit.core.events import Signalled
from unsit.desktop import Tell
from unsit.loop import Loop, Timer

log = logging.getLogger(__name__)

PATIENCE = 1.0
"""Seconds that the first answer waits for sources; who is silent until then counts as a no."""


class Closable(Protocol):
    """What is open and can be closed."""

    def close(self) -> None:
        """Tell nothing any more, and let go of everything."""


Opener = Callable[[Callable[[bool], object]], Closable]
"""Opens a source of a sign. The source tells whether the sign holds, first as soon as it knows and
then at each change, at once or later, and repeats do no harm. Raises OSError with a plain reason
when the source is not there."""


class GatheredSigns:
    """Tells `Signalled`. `openers` maps a sign of `core.signs` to its sources."""

    def __init__(self, loop: Loop, tell: Tell, openers: Mapping[str, Sequence[Opener]]) -> None:
        self._loop, self._tell, self._openers = loop, tell, openers
        self.reasons: dict[str, list[str]] = {}
        """For each sign that was followed lately: why sources of it were not there, in words."""
        self._sources: dict[str, list[_Source]] = {}
        self._kinds: frozenset[str] = frozenset()
        self._told: frozenset[str] | None = None
        self._deadline: Timer | None = None
        """Runs while the first answer waits for sources."""
        self._looking = self._closed = False
        self._complained: set[str] = set()

    def told_reasons(self) -> list[tuple[str, str]]:
        """Return `reasons` one by one, as the port `Desktop` tells them: the sign, and a sentence why."""
        return [(sign, why) for sign, all_ in self.reasons.items() for why in all_]

    def follow(self, kinds: frozenset[str]) -> None:
        """Follow these signs and let go of all others; see the port."""
        if self._closed or kinds == self._kinds:
            return
        self._kinds, self._told = kinds, None
        for kind in self._sources.keys() - kinds:
            self._let_go(kind)
        for kind in sorted(kinds - self._sources.keys()):
            self._open(kind)
        self._stop_waiting()
        if kinds:
            self._deadline = self._loop.later(PATIENCE, self._enough)
            self._look_soon()

    def renew(self) -> None:
        """Open every source of what is followed anew: something that they stand on came or went."""
        kinds = self._kinds
        self.follow(frozenset())
        self.follow(kinds)

    def close(self) -> None:
        """Stop telling and let go of every source. May be called twice."""
        self.follow(frozenset())
        self._closed = True

    # --- sources --------------------------------------------------------------------------------

    def _open(self, kind: str) -> None:
        self.reasons[kind] = []
        sources = self._sources[kind] = []
        for opener in self._openers.get(kind, ()):
            source = _Source(self._look_soon)
            try:
                source.open(opener)
            except Exception as problem:  # noqa: BLE001  no source may take the daemon with it
                source.close()
                self._missing(kind, problem)
            else:
                sources.append(source)

    def _let_go(self, kind: str) -> None:
        for source in self._sources.pop(kind):
            try:
                source.close()
            except Exception as problem:  # noqa: BLE001  as above
                self._complain(kind, problem)

    def _missing(self, kind: str, problem: Exception) -> None:
        expected = isinstance(problem, OSError)
        self.reasons[kind].append(_in_words(problem) if expected else repr(problem))
        self._complain(kind, problem)

    def _complain(self, kind: str, problem: Exception) -> None:
        cause = f"{kind}: {problem!r}"
        if cause in self._complained:
            return
        self._complained.add(cause)
        if isinstance(problem, OSError):
            log.info("a source of the sign %s is not there: %s", kind, _in_words(problem))
        else:
            log.warning("a source of the sign %s failed", kind, exc_info=problem)

    # --- telling --------------------------------------------------------------------------------

    def _look_soon(self) -> None:
        if not self._looking:
            self._looking = True
            self._loop.soon(self._look)

    def _look(self) -> None:
        self._looking = False
        if self._kinds and not (self._deadline is not None and self._somebody_is_silent()):
            self._stop_waiting()
            self._say()

    def _say(self) -> None:
        holds = frozenset(
            kind
            for kind, sources in self._sources.items()
            if any(source.says for source in sources)
        )
        if holds != self._told:
            self._told = holds
            self._tell(Signalled(self._loop.at(), self._loop.wall(), holds, self._kinds))

    def _somebody_is_silent(self) -> bool:
        return any(source.says is None for sources in self._sources.values() for source in sources)

    def _enough(self) -> None:
        self._deadline = None
        self._look()

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class _Source:
    """One source, and what it said last; None = nothing yet."""

    def __init__(self, changed: Callable[[], object]) -> None:
        self.says: bool | None = None
        self._changed = changed
        self._closed = False
        self._open: Closable | None = None

    def open(self, opener: Opener) -> None:
        """Open it; raises whatever it raises."""
        self._open = opener(self._told)

    def close(self) -> None:
        """Hear nothing of it any more, and close it; raises whatever it raises."""
        self._closed = True
        if self._open is not None:
            self._open.close()

    def _told(self, holds: bool) -> None:
        if not self._closed and holds is not self.says:
            self.says = holds
            self._changed()


def _in_words(problem: Exception) -> str:
    return getattr(problem, "strerror", None) or str(problem)
