"""The end of a pause as people say it: "tomorrow", "14:00", "friday", "friday 9:00", "12-24".

Rules of this room: it is told what time it is; what it cannot read it names, with what it could.
"""

from datetime import date, datetime, time, timedelta

from unsit.core.language import _

MORNING = time(5)
"""When a day begins that is named without a time: who works past midnight calls it still today."""
NIGHT = timedelta(hours=3)
"""A morning nearer than this is not what somebody up before it means by tomorrow."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NAMED = {"midnight": time(), "noon": time(12)}


def moment(words: str, now: datetime) -> datetime:
    """Return the moment (local time) after `now` that the words name.

    By the calendar, not by adding hours: one night a year has an hour more, one less. Raises
    ValueError with a sentence.
    """
    day, clock = _read(words.casefold().split(), now)
    if day is None:
        assert clock is not None
        return _next(now, clock)
    if words.casefold().split()[0] == "tomorrow" and clock is None:
        return _morning(now)
    found = datetime.combine(day, clock or MORNING).astimezone()
    if found <= now:
        raise ValueError(_("{moment} has been already.").format(moment=" ".join(words.split())))
    return found


def _read(words: list[str], now: datetime) -> tuple[date | None, time | None]:
    """Return the day and the time of the day that are named; None = not named, and never both."""
    day = _day(words[0], now) if words else None
    rest = words if day is None else words[1:]
    clock = _clock("".join(rest)) if rest else None
    if not words or (rest and clock is None):
        raise ValueError(_not_read(" ".join(words)))
    return day, clock


def _not_read(words: str) -> str:
    return _(
        'A pause lasts until a time ("14:00"), "tomorrow", a day of the week ("fri"), both ("fri 9:00") '
        'or a date ("2026-12-24"), not until "{words}".'
    ).format(words=words[:40])


def _next(now: datetime, clock: time) -> datetime:
    """Return the next moment at which a clock shows this time."""
    found = datetime.combine(now.date(), clock).astimezone()
    if found <= now:
        found = datetime.combine(now.date() + timedelta(days=1), clock).astimezone()
    return found


def _morning(now: datetime) -> datetime:
    found = _next(now, MORNING)
    if found - now < NIGHT:
        found = datetime.combine(found.date() + timedelta(days=1), MORNING).astimezone()
    return found


def _day(word: str, now: datetime) -> date | None:
    """Return the day that a word names: a weekday is the next one, never today."""
    if word in ("today", "tomorrow"):
        return now.date() + timedelta(days=word == "tomorrow")
    named = [
        number for number, name in enumerate(WEEKDAYS) if len(word) >= 2 and name.startswith(word)
    ]
    if len(named) == 1:
        return now.date() + timedelta(days=(named[0] - now.weekday() - 1) % 7 + 1)
    try:
        return date.fromisoformat(word)
    except ValueError:
        return _yearly(word, now.date())


def _yearly(word: str, today: date) -> date | None:
    """Return the next day that is written 12-24."""
    if len(word) != 5 or word[2] != "-":
        return None
    for year in (today.year, today.year + 1):
        try:
            found = date.fromisoformat(f"{year}-{word}")
        except ValueError:
            continue
        if found > today:
            return found
    return None


def _clock(text: str) -> time | None:
    """Return the time of the day of "14:00", "14", "2pm" or "noon", None when it is none."""
    if text in NAMED:
        return NAMED[text]
    half = text[-2:] if text.endswith(("am", "pm")) else ""
    hours, _colon, minutes = text.removesuffix(half).partition(":")
    digits = hours + minutes
    if not (digits.isascii() and digits.isdecimal()) or len(hours) not in (1, 2):
        return None
    if len(minutes) != (2 if _colon else 0):
        return None
    return _at(int(hours), int(minutes or 0), half)


def _at(hour: int, minute: int, half: str) -> time | None:
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour == 24 and minute == 0:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None
