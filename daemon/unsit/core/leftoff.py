"""Where a session is in its plan, and what is kept of one that was broken off: values only."""

from unsit.core.value import Value

LASTS = 30 * 60.0
"""Seconds for which a session that was broken off can be continued."""


class Place(Value):
    """Where a session is in its plan, as its window told it last (lengths are seconds)."""

    segment: int
    """The place of the segment among those of the plan."""
    into: float
    """How much of the segment has been played; negative while a hold waits for its words."""
    left: float
    """How much of it is left; 0 when it waits to be told that the person is ready."""
    side: str
    """The side of the hold that goes on, or that comes next."""
    step: int
    """The step of that hold."""
    rest: float
    """What is left of that hold; 0 = no hold is left."""
    first: str
    """The side that its plan begins with: right, left or both."""


class LeftOff(Value):
    """What is left of a session that was broken off; see `Place` for what the words mean.

    Of a series this may be a pose of which nothing was held yet: its `rest` is 0, and it is played whole.
    """

    pose: str
    side: str
    step: int
    rest: float
    first: str
    until: float
    """When (`at`) it is too old to be continued."""
    seen: bool = False
    """Whether somebody has come back to the keys since: a break that begins after that is one of its
    own, and no part of what the session was broken off for."""
    nth: int = 1
    """Its number in a series of poses."""
    series: tuple[str, ...] = ()
    """The poses of the series that come after it."""
