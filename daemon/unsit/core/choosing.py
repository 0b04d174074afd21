"""Which pose is next, and why this one.

What may be offered comes first: the settings, what is at hand, the place, what hurt lately. A pose
that cannot be done gives way to its stand-in, so that no reminder is useless. Among what is left the
muscle group that was stretched least this week has its turn, then what was offered longest ago.

Rules of this room: `never` and `avoid` hold always; all else gives way before nothing is offered.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from unsit.core import dose, shelf
from unsit.core.dose import Doses
from unsit.core.language import N_, _
from unsit.core.poses import Pose, safe
from unsit.core.rules import PoseRules
from unsit.core.shelf import Shelf
from unsit.core.value import Value, field, replace
from unsit.core.words import length

ON_THE_FLOOR = {"floor", "knee pad"}
"""What a pose needs that cannot be done in an office."""
UPRIGHT = {"office": ("standing", "chair"), "standing": ("standing",)}
"""From what a pose may start in a place; on the floor from anything."""
ALIKE = 5.0
"""Seconds; sides that differ by less have had the same."""
VARIETY = 3
"""One of so many poses was offered lately, and is not offered again at once."""
NOTHING_YET = {
    # Translators: {group} is a group of muscles, such as "hip flexors".
    "": N_("{group} got nothing yet this week"),
    "right": N_("right {group} got nothing yet this week"),
    "left": N_("left {group} got nothing yet this week"),
}
SOME = {
    # Translators: "hip flexors got 3 of 10 minutes this week"; {got} may also be "40 s".
    "": N_("{group} got {got} of {goal} minutes this week"),
    "right": N_("right {group} got {got} of {goal} minutes this week"),
    "left": N_("left {group} got {got} of {goal} minutes this week"),
}
"""What a group of muscles had on both sides, or on the one that had less."""
LONGEST_AGO, NEW = N_("it was offered longest ago"), N_("it was not offered lately")


class Choice(Value):
    """A pose, and why it is this one: half a sentence."""

    pose: Pose
    because: str
    telling: bool = False
    """Whether that is worth a place on the reminder."""


class Past(Value):
    """What the choice goes by: the ids offered lately (newest last), the doses, what hurt."""

    lately: tuple[str, ...] = ()
    doses: Doses = ()
    shelf: Shelf = ()


class Budget(Value):
    """How much time there is (seconds), and how long each pose takes and is held by side."""

    seconds: float
    takes: Callable[[Pose], float]
    held: Callable[[Pose], Mapping[str, float]] = field(default_factory=lambda: lambda _: {})


def choose(
    poses: Sequence[Pose], rules: PoseRules, past: Past, wall: datetime, place: str = ""
) -> Choice | None:
    """Return the pose to offer at this local moment; None when the settings forbid every one.

    `place` is another than that of the settings.
    """
    return pick(candidates(poses, rules, past.shelf, wall, place), past, wall)


def series(
    poses: Sequence[Pose], rules: PoseRules, past: Past, wall: datetime, budget: Budget
) -> tuple[Choice, ...]:
    """Return poses to do one after the other in the time there is: each once, at least one."""
    left = list(candidates(poses, rules, past.shelf, wall))
    rest, chosen = budget.seconds, list[Choice]()
    while fitting := [pose for pose in left if budget.takes(pose) <= rest]:
        best = pick(fitting, past, wall)
        assert best is not None
        chosen.append(best)
        left.remove(best.pose)
        rest -= budget.takes(best.pose)
        doses = dose.add(past.doses, wall.date(), best.pose, budget.held(best.pose))
        past = Past((*past.lately, best.pose.id), doses, past.shelf)
    if chosen or not left:
        return tuple(chosen)
    return (Choice(min(left, key=budget.takes), _("it is the shortest; nothing fits the time")),)


# --- what may be offered -----------------------------------------------------------------------


def candidates(
    poses: Sequence[Pose], rules: PoseRules, hurt: Shelf, wall: datetime, place: str = ""
) -> tuple[Pose, ...]:
    """Return the poses to choose from: at least one, unless `never` and `avoid` leave none."""
    place = place or rules.place_at(wall)
    on_shelf = shelf.names(hurt, wall)
    good = tuple(pose for pose in poses if safe(pose, rules))
    sound = tuple(pose for pose in good if pose.id not in on_shelf)
    return (
        _wished(poses, sound, rules, place)
        or _wished(poses, sound, replace(rules, only=()), place)
        or tuple(pose for pose in sound if _fits(pose, place) and _offered_here(pose, place))
        or sound
        or tuple(pose for pose in good if pose.id == on_shelf[0])
        or good[:1]
    )


def instead(
    poses: Iterable[Pose], pose: Pose, rules: PoseRules, hurt: Shelf, wall: datetime
) -> Pose | None:
    """Return what can be done in the place of a pose; None when nothing is known."""
    on_shelf = shelf.names(hurt, wall)
    sound = {one.id: one for one in poses if safe(one, rules) and one.id not in on_shelf}
    chain = _chain({one.id: one for one in poses}, pose)
    return next((one for one in chain if one.id in sound and one.id != pose.id), None)


def _wished(
    poses: Sequence[Pose], sound: Sequence[Pose], rules: PoseRules, place: str
) -> tuple[Pose, ...]:
    """Return each pose that is wished for, or what stands in for it; each once."""
    by_id = {pose.id: pose for pose in poses}
    doable = {
        pose.id for pose in sound if set(pose.needs) <= set(rules.at_hand) and _fits(pose, place)
    }
    found = dict[str, Pose]()
    for pose in poses:
        named = pose.id in rules.only if rules.only else _offered_here(pose, place)
        if named and pose.id not in rules.never:
            first = next((one for one in _chain(by_id, pose) if one.id in doable), None)
            found |= {} if first is None else {first.id: first}
    return tuple(found.values())


def _offered_here(pose: Pose, place: str) -> bool:
    return pose.kind != "stand-in" or place in UPRIGHT


def _fits(pose: Pose, place: str) -> bool:
    """Say whether a pose can be done in such a place."""
    if place not in UPRIGHT:
        return True
    return pose.position in UPRIGHT[place] and not ON_THE_FLOOR & set(pose.needs)


def _chain(by_id: Mapping[str, Pose], pose: Pose) -> Iterator[Pose]:
    """Yield a pose, its stand-in, the stand-in of that, and so on."""
    seen = set[str]()
    while pose.id not in seen:
        seen.add(pose.id)
        yield pose
        pose = by_id.get(pose.stand_in, pose)


# --- which of them is next ---------------------------------------------------------------------


def pick(choice: Sequence[Pose], past: Past, wall: datetime) -> Choice | None:
    """Return which of these is next, and why; None when there is none."""
    if not choice:
        return None
    doses = dose.week(past.doses, wall.date())
    last = {pose_id: place for place, pose_id in enumerate(past.lately)}
    fresh = _fresh(choice, last)
    had = dose.sums(doses)
    best = min(fresh, key=lambda pose: (_need(pose, had)[0], last.get(pose.id, -1)))
    share, group, sides = _need(best, had)
    if not doses:
        return Choice(best, _(LONGEST_AGO if best.id in last else NEW))
    if share >= 1:
        enough = _("each of its muscle groups has its 10 minutes this week")
        return Choice(best, enough, telling=True)
    return Choice(best, _words(doses, group, sides), telling=bool(best.works))


def _fresh(choice: Sequence[Pose], last: Mapping[str, int]) -> list[Pose]:
    """Leave out what was offered last, so that a pose that is skipped does not come for ever."""
    count = max(1, len(choice) // VARIETY) if len(choice) > 1 else 0
    known = sorted((pose for pose in choice if pose.id in last), key=lambda pose: last[pose.id])
    stale = {pose.id for pose in known[len(known) - min(count, len(known)) :]}
    return [pose for pose in choice if pose.id not in stale]


def _need(pose: Pose, had: Mapping[tuple[str, str], float]) -> tuple[float, str, tuple[str, ...]]:
    """Return how much (0 to 1) of its week the neediest group of a pose has had: it, and where.

    `had` is the seconds of each group on each side.
    """
    needs = []
    for group in dose.groups(pose):
        by_side = {side: had.get((group, side), 0.0) for side in dose.SIDES}
        least = min(by_side.values())
        sides = tuple(side for side, seconds in by_side.items() if seconds < least + ALIKE)
        needs.append((min(1.0, least / dose.GOAL), group, sides))
    return min(needs, key=lambda need: need[0])


def _words(doses: Doses, group: str, sides: tuple[str, ...]) -> str:
    """Return what a group had this week: "right hip flexors got 1 of 10 minutes this week"."""
    had = dose.seconds(doses, group, sides[0])
    side = sides[0] if len(sides) == 1 else ""
    if had < 1:
        return _(NOTHING_YET[side]).format(group=_(group))
    got, goal = f"{had // 60:.0f}" if had >= 60 else length(had), f"{dose.GOAL // 60:.0f}"
    return _(SOME[side]).format(group=_(group), got=got, goal=goal)
