"""Why a day that `unsit simulate` foretells has nothing to tell."""

from unsit.core.language import N_, _
from unsit.core.rules import Rules
from unsit.core.simulating import Outcome
from unsit.core.words import length

REST = {
    "holiday": N_("A holiday (`hours.holidays`): Unsit says nothing all day."),
    "quiet day": N_("A quiet day (`hours.quiet_days`): Unsit says nothing all day."),
}


def reason(day: Outcome, rules: Rules) -> str:
    """Return why no reminder comes on this day, as one sentence; "" when one does."""
    rest = rules.rest_on(day.date)
    if day.reminders:
        return ""
    if rest:
        return _(REST[rest])
    if not day.blocks:
        return _("Nobody sits on this day.")
    if not _within_hours(day, rules):
        return _("Off hours (`[hours]`): nothing of this day lies within them.")
    return _("No reminder comes: the longest sitting is {length}.").format(
        length=length(day.longest)
    )


def _within_hours(day: Outcome, rules: Rules) -> bool:
    spans = None if rules.hours is None else rules.hours.days[day.date.weekday()]
    return spans is None or any(
        start < block.end.time() and block.start.time() < end
        for start, end in spans
        for block in day.blocks
    )
