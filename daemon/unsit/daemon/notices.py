"""What the notifications say. The words are made here, what shows them is another matter."""

from collections.abc import Sequence

from unsit.core import session
from unsit.core.day import Nudge
from unsit.core.poses import Pose
from unsit.core.rules import SessionRules
from unsit.core.words import left, length
from unsit.desktop import Notice

MOST = 5
"""Problems in one notification; more would not fit on it."""
REMINDER, STANDING, INSTEAD = "reminder", "standing", "instead"
"""The keys by which the core takes a notice back, see `core.day.Withdraw`."""
WORD = "word"
"""The key of all that is only to be read."""
PROBLEMS = "problems"
"""The key of what is wrong with the files: it stays until it has been read or put right."""
READ = 12.0
"""Seconds to read a sentence and be done with it."""


def reminder(pose: Pose, nudge: Nudge, rules: SessionRules) -> Notice:
    """Return the reminder: how long you sat, and what to do about it."""
    snooze = (("snooze", "Snooze"),) if nudge.may_snooze else ()
    again = f" Asked {nudge.times} times." if nudge.times > 1 else ""
    return Notice(
        REMINDER,
        f"You have sat for {length(nudge.sat)}" if nudge.sat >= 1 else "Time for a stretch",
        body(pose, rules) + _why(nudge.because) + again,
        actions=(("start", "Start"), *snooze, ("skip", "Skip")),
        default="Start",
        urgency=0 if nudge.quiet else 1,
    )


def instead(pose: Pose, hurt: Pose, rules: SessionRules, until: str) -> Notice:
    """Return the offer of something easier after a pose that hurt; `until` when that is shelved."""
    shelved = f" {hurt.name} is shelved until {until}." if until else ""
    return Notice(
        INSTEAD,
        f"Try {pose.name} instead?",
        f"{body(pose, rules)}{shelved} If the pain stays, ask a professional.",
        actions=(("start", "Start"),),
        default="Start",
        expires=5 * READ,
    )


def _why(because: str) -> str:
    return f" {because[0].upper()}{because[1:]}." if because else ""


def sit_again(stood: float) -> Notice:
    """Return the question to somebody who has stood for long (seconds)."""
    return Notice(
        STANDING,
        f"You have stood for {length(stood)}",
        "Sit down again for a while; standing all day is no better than sitting.",
        actions=(("sit", "I sit again"),),
        default="I sit again",
    )


def no_tray() -> Notice:
    """Return what is told once where nothing shows our icon."""
    return Notice(
        WORD,
        "There is no tray here for Unsit's icon",
        "Reminders come all the same. Start Unsit once more to open its panel, which has all that "
        "the tray's menu would have. (On GNOME the extension AppIndicator brings a tray.)",
        expires=2 * READ,
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
