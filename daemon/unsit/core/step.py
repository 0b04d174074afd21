"""One step of the day while it is being taken.

`core.turn` and `core.playing` take it; it only keeps the day so far and what is to be done together.
"""

from datetime import datetime
from typing import Any

from unsit.core import sitting
from unsit.core.day import Action, Day, Decision, Record, Setup, Withdraw, way
from unsit.core.events import Event
from unsit.core.reminders import Due, Reminder, Way
from unsit.core.sitting import Over
from unsit.core.value import replace

REMEMBERED = 40
"""How many of the poses offered lately are kept, to choose the next one by."""


DECISIONS = 50
"""How many decisions are kept."""


class Step:
    """One step of the day while it is being taken: the day so far, and what is to be done."""

    def __init__(self, day: Day, event: Event, setup: Setup) -> None:
        self.day, self.event, self.setup = day, event, setup
        self.actions: list[Action] = []
        self._way: tuple[Day, Way] | None = None
        """Whether the way was free on a day that differs in nothing that counts for it."""

    @property
    def sat(self) -> float:
        """Seconds sat so far."""
        return sitting.sat(self.day.sitting, self.event.at)

    @property
    def way(self) -> Way:
        """Whether the way is free for a reminder."""
        day = self.day  # asked at every turn of a step, which mostly changes nothing that counts
        if self._way is None or not _same_way(self._way[0], day):
            self._way = day, way(day, self.event, self.setup.rules)
        return self._way[1]

    def remind(self, reminder: Reminder) -> None:
        """Let the reminder stand like this."""
        self.day = replace(self.day, reminder=reminder)

    def record(self, kind: str, at: datetime, **facts: Any) -> None:
        """Have this written down."""
        self.actions.append(Record(kind, at, facts))

    def decide(self, what: str, because: str) -> None:
        """Keep what is being done, and why, for whoever asks."""
        decision = Decision(self.event.wall, what, because)
        self.day = replace(self.day, why=(*self.day.why, decision)[-DECISIONS:])

    def answered(self, outcome: str, sat: float | None = None, pose: str = "") -> None:
        """Take the notification back and write down what became of it, if it was given.

        `pose` is the one that was started, if it is another than the one it named.
        """
        phase = self.day.reminder.phase
        if isinstance(phase, Due):
            self.actions.append(Withdraw())
            due = replace(phase, pose=pose or phase.pose)
            self.outcome(due, outcome, self.sat if sat is None else sat)

    def outcome(self, due: Due, outcome: str, sat: float) -> None:
        """Write down what became of a reminder."""
        facts = {"outcome": outcome, "pose": due.pose, "sat_s": round(sat)}
        self.record("reminder", self.event.wall, **facts)

    def over(self, over: Over) -> None:
        """Write down a sitting that has ended."""
        self.record("sitting", over.until, sat_s=round(over.sat, 1), ended_by=over.by)

    def offered(self, pose: str) -> None:
        """Remember that this pose was offered."""
        lately = (*(p for p in self.day.lately if p != pose), pose)
        self.day = replace(self.day, lately=lately[-REMEMBERED:])


def _same_way(one: Day, other: Day) -> bool:
    return (
        one.sitting is other.sitting and one.session is other.session and one.pause is other.pause
    )
