"""What the notifications say. The words are made here, what shows them is another matter."""

from collections.abc import Sequence

from unsit.core import sentences, session
from unsit.core.day import Nudge
from unsit.core.language import _, in_a_row, ngettext
from unsit.core.poses import Pose
from unsit.core.rules import SessionRules
from unsit.core.status import LeftOffStatus
from unsit.core.words import left, length, listed
from unsit.desktop import Notice

MOST = 5
"""Problems in one notification; more would not fit on it."""
REMINDER, STANDING, INSTEAD = "reminder", "standing", "instead"
"""The keys by which the core takes a notice back, see `core.day.Withdraw`."""
BROKEN_OFF = "broken-off"
"""The key of the offer to go on with a session whose window has gone."""
WORD = "word"
"""The key of all that is only to be read."""
PROBLEMS = "problems"
"""The key of what is wrong with the files: it stays until it has been read or put right."""
READ = 12.0
"""Seconds to read a sentence and be done with it."""


def reminder(pose: Pose, nudge: Nudge, rules: SessionRules) -> Notice:
    """Return the reminder: how long you sat, and what to do about it."""
    snooze = (("snooze", _("Snooze")),) if nudge.may_snooze else ()
    again = ""
    if nudge.times > 1:
        again = ngettext("Asked {times} time.", "Asked {times} times.", nudge.times)
    title = _("You have sat for {length}").format(length=length(nudge.sat))
    return Notice(
        REMINDER,
        title if nudge.sat >= 1 else _("Time for a stretch"),
        in_a_row(body(pose, rules), _why(nudge.because), again.format(times=nudge.times)),
        actions=(("start", _("Start")), *snooze, ("skip", _("Skip"))),
        default=_("Start"),
        urgency=0 if nudge.quiet else 1,
    )


def instead(pose: Pose, hurt: Pose, rules: SessionRules, until: str) -> Notice:
    """Return the offer of something easier after a pose that hurt; `until` when that is shelved."""
    shelved = _("{pose} is shelved until {moment}.").format(pose=_(hurt.name), moment=until)
    pain = _("If the pain stays, ask a professional.")
    return Notice(
        INSTEAD,
        _("Try {pose} instead?").format(pose=_(pose.name)),
        in_a_row(body(pose, rules), shelved if until else "", pain),
        actions=(("start", _("Start")),),
        default=_("Start"),
        expires=5 * READ,
    )


def broken_off(reason: str, left_off: LeftOffStatus) -> Notice:
    """Return why a session was broken off, and the offer to go on with it."""
    # Translators: {sentence} is such as "Continue Pigeon Pose, 22 s"; the verb stays as it is.
    offer = _("{sentence}: unsit session continue")
    offer = offer.format(sentence=sentences.left_off_words(left_off))
    go_on = _("Continue")
    return Notice(
        BROKEN_OFF,
        "Unsit",
        f"{reason}\n{offer}",
        actions=(("continue", go_on),),
        default=go_on,
        expires=2 * READ,
    )


def _why(because: str) -> str:
    if not because:
        return ""
    return _("{sentence}.").format(sentence=f"{because[0].upper()}{because[1:]}")


def sit_again(stood: float) -> Notice:
    """Return the question to somebody who has stood for long (seconds)."""
    return Notice(
        STANDING,
        _("You have stood for {length}").format(length=length(stood)),
        _("Sit down again for a while; standing all day is no better than sitting."),
        actions=(("sit", _("I sit again")),),
        default=_("I sit again"),
    )


def no_tray() -> Notice:
    """Return what is told once where nothing shows our icon."""
    return Notice(
        WORD,
        _("There is no tray here for Unsit's icon"),
        _(
            "Reminders come all the same. Start Unsit once more to open its panel, which has all that "
            "the tray's menu would have. (On GNOME the extension AppIndicator brings a tray.)"
        ),
        expires=2 * READ,
    )


def body(pose: Pose, rules: SessionRules) -> str:
    """Return a sentence on a pose: its name, how long it takes, and what it needs."""
    takes = left(session.seconds(session.plan(pose, rules)))
    # Translators: a stretch, and how long it takes: "Pigeon Pose: 4 min, both sides."
    each, both = _("{pose}: {length}, both sides."), _("{pose}: {length}, both sides at once.")
    sentence = (each if pose.sides == "each" else both).format(pose=_(pose.name), length=takes)
    if not pose.needs:
        return sentence
    # Translators: {things} are such as "floor, wall".
    needs = _("You need: {things}.").format(things=listed(map(_, pose.needs)))
    return in_a_row(sentence, needs)


def problems(found: Sequence[str]) -> Notice:
    """Return the notice on files that could not be used as they are."""
    told = [*found[:MOST]]
    if len(found) > MOST:
        more = len(found) - MOST
        words = ngettext(
            "… and {count} more: see `unsit settings check`.",
            "… and {count} more: see `unsit settings check`.",
            more,
        )
        told.append(words.format(count=more))
    told.append(_("What was good before stays in force."))
    return Notice(PROBLEMS, _("Your settings or poses need a look"), "\n".join(told))


def word(title: str, text: str, urgency: int = 1) -> Notice:
    """Return a notice that is only to be read, and goes by itself."""
    return Notice(WORD, title, text, urgency=urgency, expires=READ)
