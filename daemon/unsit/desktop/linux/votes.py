"""Several who are asked the same question: whether any of them says yes."""

from collections.abc import Callable

from unsit.loop import Loop

PATIENCE = 0.5
"""Seconds after which nobody waits any more for who has not answered."""


class Votes:
    """Tells whether anybody says yes: at the first yes, and otherwise when all have answered.

    Who has not answered in `PATIENCE` seconds counts as a no until they do. After that each change
    of the outcome is told, from within `hears` or `forgets`.
    """

    def __init__(self, loop: Loop, tell: Callable[[bool], object]) -> None:
        self._tell = tell
        self._said: dict[str, bool | None] = {}
        self._told: bool | None = None
        self._closed = False
        self._deadline = loop.later(PATIENCE, self._enough)

    def __contains__(self, voter: object) -> bool:
        return voter in self._said

    def expects(self, voter: str) -> None:
        """Wait for somebody's first answer; nothing new for who has given one."""
        self._said.setdefault(voter, None)

    def hears(self, voter: str, yes: bool) -> None:
        """Take an answer, in place of the same voter's last."""
        self._said[voter] = yes
        self._count()

    def forgets(self, voter: str) -> None:
        """Count somebody no more; harmless for who is unknown."""
        self._said.pop(voter, None)
        self._count()

    def close(self) -> None:
        """Tell nothing any more. May be called twice."""
        self._closed = True
        self._deadline.cancel()

    def _count(self) -> None:
        anybody = any(self._said.values())
        known = anybody or self._told is not None or None not in self._said.values()
        if known and not self._closed and anybody != self._told:
            self._told = anybody
            self._tell(anybody)

    def _enough(self) -> None:
        if self._told is None:
            self._said = {voter: bool(yes) for voter, yes in self._said.items()}
            self._count()
