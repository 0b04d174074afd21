"""The pictures in words: what stands below them, and what a screen reader says of them."""

from datetime import date, timedelta

from unsit.core import dose, reckoning
from unsit.core.language import _, in_a_row, ngettext
from unsit.core.poses import Pose
from unsit.core.reckoning import Felt, Reckoning
from unsit.core.rows import Rows, Span
from unsit.core.timeline import Timeline
from unsit.core.words import clauses, length, listed
from unsit.record import words


def day(found: Timeline, names: dict[str, str], when: str) -> str:
    """Return a day in words."""
    if found.empty:
        return _("{day}: nothing is known of this day.").format(day=when)
    sat = sum(each.block.seconds for each in found.sittings)
    longest = max((each.block.seconds for each in found.sittings), default=0.0)
    number = len(found.sittings)
    parts = [
        ngettext(
            "{day}: sat for {length} in one go.",
            "{day}: sat for {length} in {number} goes, the longest {longest}.",
            number,
        ).format(day=when, length=length(sat), number=number, longest=length(longest))
    ]
    sessions = [each.session for each in found.stretches if each.session]
    done = [names.get(each.pose, each.pose) for each in sessions if each.counts]
    short = [names.get(each.pose, each.pose) for each in sessions if not each.counts]
    if done:
        form = ngettext("{number} stretch: {poses}.", "{number} stretches: {poses}.", len(done))
        parts.append(form.format(number=len(done), poses=listed(dict.fromkeys(done))))
    if short:
        # Translators: stretches that ended before one whole hold; they do not count as stretches.
        form = ngettext(
            "{number} broken off: {poses}.", "{number} broken off: {poses}.", len(short)
        )
        parts.append(form.format(number=len(short), poses=listed(dict.fromkeys(short))))
    if found.reminders:
        number = len(found.reminders)
        parts.append(
            ngettext("{number} reminder.", "{number} reminders.", number).format(number=number)
        )
    return in_a_row(*parts)


def weeks(found: Reckoning) -> str:
    """Return weeks in words."""
    if not (found.sat_on or found.stretches):
        return _("Nothing is known of these weeks.")
    number = found.stretched
    each = length(found.sat / max(1, len(found.sat_on)))
    return _(
        "Sat for {length} a day, on average. {stretches}; one at least on {kept} with sitting."
    ).format(length=each, stretches=words.stretches(number), kept=words.kept(found))


def doses(found: Reckoning, poses: tuple[Pose, ...]) -> str:
    """Return the doses in words: all of them, the neglected muscles first."""
    said = [
        _("{group} left {left}, right {right}").format(
            group=words.group(group),
            left=_held(found, group, "left"),
            right=_held(found, group, "right"),
        )
        for group in reckoning.groups(poses, found.doses)
    ]
    goal = length(dose.GOAL)
    return _("Of {goal} for each side and week: {groups}.").format(goal=goal, groups=clauses(said))


def _held(found: Reckoning, group: str, side: str) -> str:
    seconds = found.doses.get((group, side), 0.0)
    return length(seconds) if seconds else _("nothing")


def each_week(rows: Rows, span: Span) -> list[tuple[date, Felt]]:
    """Return how the hips felt on average, by the Monday of the week, where it was said."""
    found: dict[date, list[tuple[int, int]]] = {}
    for each in rows.sessions:
        if span.holds(each.at) and each.before is not None and each.after is not None:
            day = each.at.date()
            monday = day - timedelta(days=day.weekday())
            found.setdefault(monday, []).append((each.before, each.after))
    return [(monday, _mean(said)) for monday, said in sorted(found.items())]


def _mean(said: list[tuple[int, int]]) -> Felt:
    before, after = (sum(one) / len(said) for one in zip(*said, strict=True))
    return Felt(before, after, len(said))
