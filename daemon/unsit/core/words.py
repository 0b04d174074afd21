"""Lengths and moments as people say them."""

import math
from datetime import datetime

from unsit.core.holding import SETTLING, TYPING
from unsit.core.signs import CALL, DO_NOT_DISTURB, ELSEWHERE, FULLSCREEN, INHIBITOR, MEDIA, SHARING

SIGN_WORDS = {
    MEDIA: "media is playing",
    CALL: "the microphone is in use",
    INHIBITOR: "a program keeps the screen awake",
    FULLSCREEN: "a window fills the screen",
    SHARING: "the screen is shared",
    DO_NOT_DISTURB: "do not disturb is on",
    ELSEWHERE: "you are at another machine",
    TYPING: "you are typing",
    SETTLING: "the way has only just become free",
    "paused": "Unsit is paused",
    "off-hours": "these are off hours",
}
"""What holds a reminder back, or counts as sitting, as half a sentence."""


def length(seconds: float) -> str:
    """Return a length of time in words: "40 s", "38 min", "1 h 05 min"."""
    whole = int(seconds)
    if whole < 60:
        return f"{whole} s"
    hours, minutes = divmod(whole // 60, 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes:02d} min" if minutes else f"{hours} h"


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
        return f"tomorrow {clock}"
    return f"{then.strftime('%a')} {clock}" if days < 7 else then.strftime("%Y-%m-%d %H:%M")
