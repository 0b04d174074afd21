"""A person at a desk, for tests: `core.person` with poses of its own, and what they hear."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from unsit.core import day as days
from unsit.core import events as ev
from unsit.core.day import Instead, Nudge, OpenWindow, Record, SitAgain, Withdraw
from unsit.core.person import MINUTE, Person
from unsit.core.poses import Hold, Pose, Step
from unsit.core.reminders import RefusedError
from unsit.core.rules import PoseRules, Rules
from unsit.core.status import Status, describe

MONDAY_NINE = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=1)))
ON_CLICK = Rules(open_window=None)
"""No window opens by itself."""


def pose(pose_id: str, *, needs: tuple[str, ...] = (), sides: str = "each") -> Pose:
    steps = (
        Step("ready", "Stand."),
        Step("move", "Move.", seconds=5),
        Step("hold", "Hold."),
        Step("out", "Come back.", seconds=5),
    )
    return Pose(pose_id, pose_id.title(), Hold(seconds=30), steps, sides=sides, needs=needs)


POSES = (pose("pigeon", needs=("floor",)), pose("garland"), pose("wall", needs=("wall",)))


@dataclass(frozen=True)
class Heard:
    """One thing that came out of the core, and at which minute of the day's story."""

    minute: float
    what: str


@dataclass
class Life(Person):
    """One person's day. `heard` is what they saw, `recorded` what was written down."""

    rules: Rules = field(default_factory=Rules)
    choice: PoseRules = field(default_factory=PoseRules)
    poses: tuple[Pose, ...] = POSES
    wall: datetime = MONDAY_NINE

    def __post_init__(self) -> None:
        self.heard: list[Heard] = []
        self.recorded: list[Record] = []
        super().__post_init__()

    # --- what the person does -------------------------------------------------------------------

    def is_refused(self, kind: type[ev.Event]) -> str | None:
        """Wish for something, and return the refusal, or None when it was granted."""
        try:
            self.happens(kind)
        except RefusedError as refusal:
            return str(refusal)
        return None

    def sets_the_clock(self, minutes: float) -> None:
        """Move the wall clock, as a time server or a traveller does."""
        self.wall += timedelta(minutes=minutes)

    # --- what can be asked ----------------------------------------------------------------------

    @property
    def status(self) -> Status:
        return describe(self.day, self._now(), self.setup)

    def nudges(self) -> list[float]:
        """Return the minutes at which a reminder was given."""
        return [each.minute for each in self.heard if each.what in ("nudge", "quiet nudge")]

    def windows(self) -> list[float]:
        """Return the minutes at which the session window opened."""
        return [each.minute for each in self.heard if each.what == "window"]

    def outcomes(self) -> list[str]:
        """Return what became of each reminder."""
        return [str(r.facts["outcome"]) for r in self.recorded if r.kind == "reminder"]

    def sittings(self) -> list[tuple[float, str]]:
        """Return the minutes of each sitting that ended, and what ended it."""
        return [
            (round(r.facts["sat_s"] / MINUTE, 1), str(r.facts["ended_by"]))
            for r in self.recorded
            if r.kind == "sitting"
        ]

    def sat_minutes(self) -> float:
        """Return what the clock shows."""
        return round(self.status.sat / MINUTE, 2)

    def hears(self, action: days.Action) -> None:
        if isinstance(action, Record):
            self.recorded.append(action)
        else:
            minute = round((self.at - self.start) / MINUTE, 2)
            self.heard.append(Heard(minute, _what(action)))


def _what(action: days.Action) -> str:
    match action:
        case Nudge(quiet=True):
            return "quiet nudge"
        case Withdraw(what="standing"):
            return "withdraw sit again"
        case Instead(pose=pose):
            return f"instead {pose}"
    return {Nudge: "nudge", Withdraw: "withdraw", OpenWindow: "window", SitAgain: "sit again"}[
        type(action)
    ]
