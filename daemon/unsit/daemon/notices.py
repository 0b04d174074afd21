"""What the notifications say. The words are made here, what shows them is another matter."""

from collections.abc import Sequence

from unsit.core import session
from unsit.core.poses import Pose
from unsit.core.rules import SessionRules
from unsit.core.words import left, length
from unsit.desktop import Notice

MOST = 5
"""Problems in one notification; more would not fit on it."""
REMINDER = "reminder"
WORD = "word"
"""The key of all that is only to be read."""
PROBLEMS = "problems"
"""The key of what is wrong with the files: it stays until it has been read or put right."""
READ = 12.0
"""Seconds to read a sentence and be done with it."""


def reminder(pose: Pose, sat: float, may_snooze: bool, rules: SessionRules) -> Notice:
    """Return the reminder: how long you sat, and what to do about it."""
    snooze = (("snooze", "Snooze"),) if may_snooze else ()
    return Notice(
        REMINDER,
        f"You have sat for {length(sat)}" if sat >= 1 else "Time for a stretch",
        body(pose, rules),
        actions=(("start", "Start"), *snooze, ("skip", "Skip")),
        default="Start",
    )


def body(pose: Pose, rules: SessionRules) -> str:
    """Return a sentence on a pose: its name, how long it takes, and what it needs."""
    takes = left(session.seconds(session.plan(pose, rules)))
    sides = "both sides" if pose.sides == "each" else "both sides at once"
    needs = f" You need: {', '.join(pose.needs)}." if pose.needs else ""
    return f"{pose.name}: {takes}, {sides}.{needs}"


def problems(sentences: Sequence[str]) -> Notice:
    """Return the notice on files that could not be used as they are."""
    told = [*sentences[:MOST]]
    if len(sentences) > MOST:
        told.append(f"… and {len(sentences) - MOST} more: see `unsit settings check`.")
    told.append("What was good before stays in force.")
    return Notice(PROBLEMS, "Your settings or poses need a look", "\n".join(told))


def word(title: str, text: str, urgency: int = 1) -> Notice:
    """Return a notice that is only to be read, and goes by itself."""
    return Notice(WORD, title, text, urgency=urgency, expires=READ)
