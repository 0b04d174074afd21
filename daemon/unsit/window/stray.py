"""Stray keys: a window that comes by itself gets those that were meant for another one."""

from collections.abc import Callable

STRAY = 1.0
"""Seconds after the window first has the focus in which keys are taken for stray typing."""


class Stray:
    """Knows since when keys are heeded; `clock` returns seconds and never steps back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._heeds_at: float | None = None

    def begin(self) -> None:
        """Heed keys in a moment; once that was begun it is not begun anew."""
        if self._heeds_at is None:
            self._heeds_at = self._clock() + STRAY

    @property
    def now(self) -> bool:
        """Whether a key that comes now is a stray one."""
        return self._heeds_at is None or self._clock() < self._heeds_at
