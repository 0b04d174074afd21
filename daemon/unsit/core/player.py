"""Plays a plan: where a session is at a moment, what to sound, and what was really held.

A `Player` is a frozen value. Every function is told the time (`at`, seconds of a clock that does
not step and may stand still while the machine sleeps) and returns the player of that moment.

Rules of this room: only time that was played counts as held; what was skipped never does. A hold
is complete when all of it was played in one go; of one that was begun in a session before, the rest.
A segment that waits ends only when it is left. A cue is due once, in the order of the day. Where
a voice speaks, a hold first waits for its words: that time counts for nothing.
"""

from collections.abc import Callable
from typing import NamedTuple

from unsit.core.breathing import Breath, breath, fullness
from unsit.core.cues import LONGEST_LEAD, lead
from unsit.core.session import Plan, Segment, length, skipped
from unsit.core.value import Value, replace

NEARLY = 0.5
"""Seconds that may be missing from a complete hold (never more than a tenth of it)."""

LAST_SECONDS = 3
"""How many seconds are ticked before a hold ends."""

CUES = {"move": "step", "hold": "start", "out": "step", "switch": "switch", "done": "done"}
"""The sound that opens a segment. The lead-in opens in silence: the notice has just spoken."""


class Player(Value):
    """A session being played. Make one with `begin`.

    `into` is the seconds of segment `index` that had been played at the moment `since`, or for
    good while paused (`since` is None); it is negative while a hold waits for its words. `played`
    has the seconds played of each segment, all rounds together; `furthest` how far each was played
    in one go. `voiced` says whether holds wait at all, `waited` how long this one has waited.
    """

    plan: Plan
    index: int
    into: float
    since: float | None
    played: tuple[float, ...]
    furthest: tuple[float, ...]
    over: bool = False
    """The last words have been shown, too."""
    voiced: bool = False
    waited: float = 0.0

    @property
    def segment(self) -> Segment:
        """The segment being played."""
        return self.plan.segments[self.index]

    @property
    def paused(self) -> bool:
        """Whether the time stands still."""
        return self.since is None and not self.over


Step = Callable[[Player, float], Player]
"""What moves a session on: `advance`, `pause`, `play`, `onward`, `back` and `again`."""


class Kept(NamedTuple):
    """What was kept of one hold: seconds really held, and whether that was all of it.

    It goes to the daemon as it is, and becomes `core.events.Held` there; the window does without
    the day's events, whose many classes take 15 ms to load.
    """

    side: str
    step: int
    seconds: float
    complete: bool


class Frame(Value):
    """What to show at a moment.

    `before` is the segment the body comes from (None at the start); `into` is the seconds since it
    left that; `left` (0 where it waits for the person) and `session_left` are seconds,
    `session_left` with what holds will wait for their words; `fraction` is how much of the segment
    is played, 0 to 1; `breath` is there in holds counted in breaths; `full` (0 to 1) lets the figure
    breathe in every hold.
    """

    segment: Segment
    before: Segment | None
    index: int
    into: float
    left: float
    session_left: float
    fraction: float
    breath: Breath | None
    full: float

    @property
    def rests(self) -> bool:
        """Whether it waits for the person, and nothing moves any more."""
        return self.segment.waits and self.fraction >= 1.0


def begin(plan: Plan, at: float) -> Player:
    """Start playing a plan from its first segment."""
    nothing = (0.0,) * len(plan.segments)
    return Player(plan, 0, skipped(plan, 0), at, nothing, nothing)


def advance(player: Player, at: float) -> Player:
    """Play on until `at`, through as many segments as have passed."""
    if player.since is None or player.over:
        return player
    spent = max(0.0, at - player.since)
    while not player.segment.waits and (rest := player.segment.seconds - player.into) <= spent:
        player = _enter(_credit(player, rest), player.index + 1, at)
        if player.over:
            return player
        spent -= rest
    return replace(_credit(player, spent), since=at)


def pause(player: Player, at: float) -> Player:
    """Let the time stand still; nothing changes when it does already."""
    return player if player.over else replace(advance(player, at), since=None)


def play(player: Player, at: float) -> Player:
    """Let the time run again."""
    return replace(player, since=at) if player.paused else advance(player, at)


def toggle(player: Player, at: float) -> Player:
    """Let the time stand still, or run again; go on where it waits for the person."""
    if player.paused:
        return play(player, at)
    return onward(player, at) if player.segment.waits else pause(player, at)


def onward(player: Player, at: float) -> Player:
    """Leave the rest of this segment out. A paused session stays paused."""
    player = advance(player, at)
    return player if player.over else _enter(player, player.index + 1, at)


def back(player: Player, at: float) -> Player:
    """Go to the beginning of the segment before; the first one begins anew."""
    player = advance(player, at)
    return player if player.over else _enter(player, max(0, player.index - 1), at)


def again(player: Player, at: float) -> Player:
    """Begin this segment anew."""
    player = advance(player, at)
    return player if player.over else _enter(player, player.index, at)


def voiced(player: Player, speaks: bool) -> Player:
    """Have holds wait for their words, or not; one that waits in vain begins."""
    if speaks == player.voiced:
        return player
    player = replace(player, voiced=speaks)
    return player if speaks else _let_begin(player)


def spoken(player: Player, at: float) -> Player:
    """Begin the hold that has waited for its words; a paused one, or another segment, stays."""
    return player if player.paused else _let_begin(advance(player, at))


def began(before: Player, after: Player) -> bool:
    """Say whether a segment began on the way from one moment to a later one."""
    if after.into < 0:
        return False
    return before.into < 0 or before.index != after.index or after.into < before.into


def frame(player: Player) -> Frame:
    """Return what to show at the moment the player was last told."""
    segments, segment = player.plan.segments, player.segment
    into = max(0.0, player.into)
    left = 0.0 if segment.waits else max(0.0, segment.seconds - into)
    later = sum(length(player.plan, n) for n in range(player.index + 1, len(segments)))
    return Frame(
        segment=segment,
        before=segments[player.index - 1] if player.index else None,
        index=player.index,
        into=player.waited + player.into - skipped(player.plan, player.index),
        left=left,
        session_left=0.0 if segment.kind == "done" else left + later + _waits(player),
        fraction=1.0 if segment.seconds <= 0 else min(1.0, into / segment.seconds),
        breath=breath(into / player.plan.breath, segment.breaths),
        full=fullness(into / player.plan.breath) if segment.kind == "hold" else 0.0,
    )


def cue(before: Player, after: Player) -> str | None:
    """Return the sound due on the way from one moment to a later one, or None.

    When several are due at once, as after a hang, only the newest is worth hearing.
    """
    if after.over:
        return None
    if began(before, after):
        return CUES.get(after.segment.kind)
    if after.segment.kind != "hold":
        return None
    marks = [after.segment.seconds - number for number in range(1, LAST_SECONDS + 1)]
    due = any(before.into < mark <= after.into for mark in marks if mark > 0)
    return "tick" if due else None


def holds(player: Player) -> tuple[Kept, ...]:
    """Return every hold of which something was played, in the order of the plan."""
    return tuple(
        Kept(segment.side, segment.step, round(seconds, 1), _complete(player, place))
        for place, (segment, seconds) in enumerate(
            zip(player.plan.segments, player.played, strict=True)
        )
        if segment.kind == "hold" and seconds > 0
    )


def outcome(player: Player) -> str:
    """Return done when every hold of the plan is complete, else stopped."""
    places = [i for i, segment in enumerate(player.plan.segments) if segment.kind == "hold"]
    return "done" if all(_complete(player, place) for place in places) else "stopped"


def _complete(player: Player, place: int) -> bool:
    length = player.plan.segments[place].seconds
    return player.furthest[place] >= length - min(NEARLY, length / 10)


def _credit(player: Player, spent: float) -> Player:
    """Count seconds played in the present segment."""
    place, into = player.index, player.into + spent
    played, furthest = list(player.played), list(player.furthest)
    played[place] += max(0.0, into) - max(0.0, player.into)
    furthest[place] = max(furthest[place], into)
    return replace(player, into=into, played=tuple(played), furthest=tuple(furthest))


def _enter(player: Player, index: int, at: float) -> Player:
    """Stand at the beginning of a segment, or after the last one."""
    if index >= len(player.plan.segments):
        return replace(player, since=None, over=True)
    since = None if player.paused else at
    if player.voiced and lead(player.plan, index) > 0:
        return replace(player, index=index, into=-LONGEST_LEAD, waited=LONGEST_LEAD, since=since)
    into = skipped(player.plan, index)
    return replace(player, index=index, into=into, waited=0.0, since=since)


def _let_begin(player: Player) -> Player:
    if player.into >= 0:
        return player
    return replace(player, into=0.0, waited=player.waited + player.into)


def _waits(player: Player) -> float:
    """Return how long holds are still likely to wait for their words, this one and later ones."""
    if not player.voiced:
        return 0.0
    here = max(0.0, lead(player.plan, player.index) - player.waited - player.into)
    later = range(player.index + 1, len(player.plan.segments))
    return sum((lead(player.plan, index) for index in later), here if player.into < 0 else 0.0)
