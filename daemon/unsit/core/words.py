"""Lengths and moments as people say them."""

import math
from collections.abc import Iterable
from datetime import date, datetime

from unsit.core.holding import SETTLING, TYPING
from unsit.core.language import N_, _, ngettext, pgettext
from unsit.core.signs import CALL, DO_NOT_DISTURB, ELSEWHERE, FULLSCREEN, INHIBITOR, MEDIA, SHARING

SIGN_WORDS = {
    # Translators: these are halves of sentences: "A reminder waits: media is playing".
    MEDIA: N_("media is playing"),
    CALL: N_("the microphone is in use"),
    INHIBITOR: N_("a program keeps the screen awake"),
    FULLSCREEN: N_("a window fills the screen"),
    SHARING: N_("the screen is shared"),
    DO_NOT_DISTURB: N_("do not disturb is on"),
    ELSEWHERE: N_("you are at another machine"),
    TYPING: N_("you are typing"),
    SETTLING: N_("the way has only just become free"),
    "paused": N_("Unsit is paused"),
    "off-hours": N_("these are off hours"),
}
"""What holds a reminder back, or counts as sitting, as half a sentence."""

DAYS = (
    # Translators: the days of the week, shortened, as they stand before a time: "Fri 08:30".
    *(N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")),
)


def sign(name: str) -> str:
    """Return what it means that a sign holds, as half a sentence."""
    return _(SIGN_WORDS[name])


def listed(words: Iterable[str]) -> str:
    """Return words one after the other, as a sentence lists them."""
    # Translators: what stands between the words of a list: "floor, wall, knee pad".
    return pgettext("between words", ", ").join(words)


def clauses(halves: Iterable[str]) -> str:
    """Return halves of sentences one after the other."""
    # Translators: what stands between halves of a sentence that follow each other.
    return pgettext("between clauses", "; ").join(halves)


def weekday(then: date) -> str:
    """Return the day of the week, shortened: "Fri"."""
    return _(DAYS[then.weekday()])


def length(seconds: float) -> str:
    """Return a length of time in words: "40 s", "38 min", "1 h 05 min", "30 days"."""
    days, hours = divmod(int(seconds) // 3600, 24)
    if days < 2:
        return total(seconds)
    if not hours:
        return ngettext("{days} day", "{days} days", days).format(days=days)
    # Translators: how long something lasts: "3 days 4 h".
    form = ngettext("{days} day {hours} h", "{days} days {hours} h", days)
    return form.format(days=days, hours=hours)


def total(seconds: float) -> str:
    """Return the same with hours as the largest unit, as working hours are summed up: "160 h"."""
    whole = int(seconds)
    if whole < 60:
        return _("{seconds} s").format(seconds=whole)
    hours, minutes = divmod(whole // 60, 60)
    if not hours:
        return _("{minutes} min").format(minutes=minutes)
    if not minutes:
        return _("{hours} h").format(hours=hours)
    # Translators: minutes have two digits here: "1 h 05 min".
    return _("{hours} h {minutes} min").format(hours=hours, minutes=f"{minutes:02d}")


def left(seconds: float) -> str:
    """Return what is left in words; a part of a minute counts as one, as on a kitchen timer."""
    # What lies below a millisecond comes from counting in floats.
    whole = max(0, math.ceil(round(seconds, 3)))
    return length(whole if whole < 60 else math.ceil(whole / 60) * 60)


def moment(then: datetime, now: datetime) -> str:
    """Return a local moment in words, as seen from now: "14:05", "tomorrow 08:30", "Fri 08:30"."""
    days = (then.date() - now.date()).days
    clock = then.strftime("%H:%M")
    if days == 0:
        return clock
    if days == 1:
        # Translators: a moment, also after "until": "tomorrow 08:30".
        return _("tomorrow {time}").format(time=clock)
    if days < 7:
        # Translators: a moment, also after "until": "Fri 08:30".
        return _("{weekday} {time}").format(weekday=weekday(then), time=clock)
    return then.strftime("%Y-%m-%d %H:%M")
