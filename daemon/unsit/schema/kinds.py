"""Times as people write them: "45 min", "after 20 s", "11:00", "09:00-12:30", "mon-fri".

Each kind has a function that reads it and raises `MisreadError` with what would have been right; where
we can guess what was meant, the guess is offered and not taken.
"""

import re
from collections.abc import Sequence
from datetime import date, time
from typing import TypeVar

from unsit.core.language import N_, _

Value = TypeVar("Value")
DAY = 86400.0
UNITS = {"h": 3600.0, "min": 60.0, "s": 1.0}
# Translators: what a settings file may hold. What stands in "quotes" is written there just so,
# in English: leave it as it is.
LENGTH = N_('a length of time such as "45 min", "1 h 30 min" or "20 s"')
CLOCK = N_('a time of the day such as "11:00"')
RANGE = N_('a range of the day such as "09:00-12:30"')
OPENING = N_('"after 20 s", "at once", "when ignored" or "on click"')
BUDGET = N_('"off", or a length of time such as "30 min"')
DATES = N_(
    'a date such as "2026-12-24", several as "2026-12-24..2026-12-31", every year as "12-24"'
)
SPAN = N_("a day (mon, tue, ... sun), days such as mon-fri, or every-day")
WHEN_IGNORED = -1.0
"""What "when ignored" means to `core.rules`, which this leaf does not know."""
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_PIECE = re.compile(
    r"([0-9]{1,9}(?:\.[0-9]{1,6})?)\s*"
    r"(d|days?|h|hrs?|hours?|m|mins?|minutes?|s|secs?|seconds?)(?![a-z])(?:\s*,?\s*and\s+|\s*,\s*|\s*)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s*[0-9]+(?:[.,][0-9]+)?\s*")
_DATE = re.compile(r"([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})")
_DATE_SPAN = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\s*[-\u2013]\s*([0-9]{4}-[0-9]{2}-[0-9]{2})")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_NEARLY_CLOCK = re.compile(
    r"([0-9]{1,2})(?:[:.h]([0-9]{2}))?(?::[0-9]{2})?\s*(am|pm)?", re.IGNORECASE
)


class MisreadError(ValueError):
    """A value is not what it should be. `allowed` says what is; `meant` may be a guess."""

    def __init__(self, allowed: str, meant: str = "") -> None:
        super().__init__(allowed)
        self.allowed, self.meant = allowed, meant


def duration(text: str) -> float:
    """Return the seconds in a length such as "1 h 30 min" or "90 s"."""
    total, place, last = 0.0, 0, float("inf")
    stripped = text.strip()
    while piece := _PIECE.match(stripped, place):
        unit = {**UNITS, "days": DAY}[_unit(piece[2])]
        if unit >= last:
            words = _("{length}, the largest unit first")
            raise MisreadError(words.format(length=_(LENGTH)))
        total, place, last = total + float(piece[1]) * unit, piece.end(), unit
    if place < len(stripped) or not stripped or stripped.endswith(","):
        raise MisreadError(_(LENGTH), _nearly_duration(stripped))
    return round(total, 6)


def written(seconds: float) -> str:
    """Write a length so that `duration` reads it back: 5400 is "1 h 30 min", a week "7 days"."""
    if seconds >= 2 * DAY and seconds % DAY == 0:
        return (
            f"{seconds / DAY:.0f} days"  # what is no whole number of days is easier read in hours
        )
    left, parts = round(seconds * 1_000_000), []
    for unit, size in UNITS.items():
        count, rest = divmod(left, int(size) * 1_000_000)
        if unit == "s" and left:
            parts.append(f"{left / 1_000_000:.6f}".rstrip("0").rstrip(".") + " s")
        elif count:
            parts.append(f"{count} {unit}")
        left = rest
    return " ".join(parts) or "0 s"


def guess_unit(number: str, like: str) -> str:
    """Return the bare number with the unit of `like`: "45" and "30 min" give "45 min"."""
    pieces = list(_PIECE.finditer(like))
    return f"{number.strip().replace(',', '.')} {_unit(pieces[-1][2]) if pieces else 'min'}"


def is_bare(text: str) -> bool:
    """True when the text is a number and nothing else."""
    return _NUMBER.fullmatch(text) is not None


def opening(text: str) -> float | None:
    """Return after how many seconds the window opens by itself: 0 = at once, None = on a click,
    `WHEN_IGNORED` = with the second asking.
    """
    words = " ".join(text.lower().split())
    fixed = {"on click": None, "at once": 0.0, "when ignored": WHEN_IGNORED}
    if words in fixed:
        return fixed[words]
    if words.startswith("after "):
        try:
            return duration(words.removeprefix("after "))
        except MisreadError as problem:
            raise MisreadError(_(OPENING), problem.meant and f"after {problem.meant}") from None
    raise MisreadError(_(OPENING), _nearly_opening(words))


def budget(text: str) -> float | None:
    """Return the seconds of a length, None for "off"."""
    if text.strip().lower() == "off":
        return None
    try:
        return duration(text)
    except MisreadError as problem:
        never = text.strip().lower() in {"never", "no", "none", ""}
        raise MisreadError(_(BUDGET), "off" if never else problem.meant) from None


def clock_time(text: str) -> time:
    """Return the time of the day; "24:00" is the same as "00:00"."""
    found = _clock(text)
    return time.min if found == time.max else found


def _clock(text: str) -> time:
    """Return the time of the day; "24:00", the end of the day, is ``time.max``."""
    found = _CLOCK.fullmatch(text.strip())
    hour, minute = (int(found[1]), int(found[2])) if found else (99, 99)
    if (hour, minute) == (24, 0):
        return time.max
    if hour > 23 or minute > 59:
        raise MisreadError(_(CLOCK), _nearly_clock(text.strip()))
    return time(hour, minute)


def time_range(text: str) -> tuple[time, time]:
    """Return both ends of "09:00-12:30"; the second is after the first, "24:00" is midnight."""
    ends = re.split(r"\s*[-\u2013]\s*", text.strip())
    if len(ends) != 2:
        raise MisreadError(_(RANGE))
    try:
        start, end = _clock(ends[0]), _clock(ends[1])
    except MisreadError:
        guesses = [_nearly_clock(end) or end for end in ends]
        fine = all(_CLOCK.fullmatch(guess) for guess in guesses) and guesses != ends
        raise MisreadError(_(RANGE), "-".join(guesses) if fine else "") from None
    if end == time.min and start != end:
        raise MisreadError(_("a range that ends after it begins"), f"{ends[0]}-24:00")
    if end <= start:
        raise MisreadError(
            _(
                "a range that ends after it begins; for a night write two, one to 24:00 and one on "
                "the next day from 00:00"
            )
        )
    return start, end


def days(text: str) -> frozenset[int]:
    """Return the weekdays (0 = Monday) of "mon", "mon-fri" or "every-day"."""
    if text == "every-day":
        return frozenset(range(7))
    ends = text.split("-")
    if len(ends) > 2 or any(end not in DAYS for end in ends):
        raise MisreadError(_(SPAN))
    first, last = DAYS.index(ends[0]), DAYS.index(ends[-1])
    return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))


def spans(week: Sequence[Value]) -> dict[str, Value]:
    """Return what holds on each day as a table would say it: equal days in a row as one span.

    Days with nothing (an empty value) are left out.
    """
    found: dict[str, Value] = {}
    first = 0
    for day in range(1, len(week) + 1):
        if day < len(week) and week[day] == week[first]:
            continue
        if week[first]:
            name = DAYS[first] if day - first == 1 else f"{DAYS[first]}-{DAYS[day - 1]}"
            found[name] = week[first]
        first = day
    return found


def dates(text: str) -> tuple[str, str]:
    """Return the first and the last day of "2026-12-24..2026-12-31" or "05-01", as they are written."""
    ends = [end.strip() for end in text.split("..")]
    first, last = ends[0], ends[-1]
    if len(ends) > 2 or len(first) != len(last) or not (_is_date(first) and _is_date(last)):
        raise MisreadError(_(DATES), _nearly_dates(ends))
    if len(first) == len("2026-12-24") and last < first:
        raise MisreadError(_("the first day before the last"), f"{last}..{first}")
    return first, last


def _is_date(text: str) -> bool:
    """True for a day of the calendar; one without a year may be the 29th of February."""
    try:
        return (
            date.fromisoformat(f"2024-{text}" if len(text) == 5 else text).isoformat()[-len(text) :]
            == text
        )
    except ValueError:
        return False


def _nearly_dates(ends: list[str]) -> str:
    """Return what was meant by 24.12.2026, 2026-12-24 - 2026-12-26 or 2026-12-24..12-26, or nothing."""
    found = [_DATE.fullmatch(end) for end in ends]
    if len(ends) == 1 and (span := _DATE_SPAN.fullmatch(ends[0])):
        return f"{span[1]}..{span[2]}"
    if len(ends) == 2 and len(ends[0]) == 10 and len(ends[1]) == 5:
        guess = f"{ends[0]}..{ends[0][:5]}{ends[1]}"
        return guess if _is_date(guess[12:]) and _is_date(ends[0]) else ""
    parts = [match and f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}" for match in found]
    return (
        "..".join(part for part in parts if part)
        if all(part and _is_date(part) for part in parts)
        else ""
    )


def _unit(word: str) -> str:
    short = word[0].lower()
    return {"m": "min", "d": "days"}.get(short, short)


def _nearly_duration(text: str) -> str:
    dotted = re.sub(r"([0-9]),([0-9])", r"\1.\2", text)
    spaced = re.sub(r"(h|hours?)\s*([0-9]{1,2})$", r"\1 \2 min", dotted, flags=re.IGNORECASE)
    clock = re.sub(r"^([0-9]{1,2}):([0-9]{2})$", r"\1 h \2 min", spaced)
    if clock == text:
        return ""
    try:
        return written(duration(clock))
    except MisreadError:
        return ""


def _nearly_opening(words: str) -> str:
    try:
        return f"after {written(duration(words.removeprefix('in ')))}"
    except MisreadError as problem:
        if is_bare(words):
            return f"after {words.strip()} s"
        if problem.meant:
            return f"after {problem.meant}"
    if "click" in words or words in {"never", "off", "no"}:
        return "on click"
    if "ignor" in words:
        return "when ignored"
    return "at once" if words in {"now", "immediately", "once", "always", "yes"} else ""


def _nearly_clock(text: str) -> str:
    found = _NEARLY_CLOCK.fullmatch(text)
    if not found:
        return ""
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    guess = f"{hour:02}:{minute:02}"
    return guess if hour < 24 and minute < 60 and guess != text else ""
