"""What happened, in words: the same in the terminal, in the window, for screen readers and on paper."""

from datetime import date

from unsit.core.language import N_, _, ngettext
from unsit.core.reckoning import Reckoning
from unsit.core.rows import Span
from unsit.core.words import weekday

MONTHS = (
    # Translators: the months as they stand in a date: "2 March 2026".
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June")),
    *(N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December")),
)
SHORT = (
    # Translators: the months, shortened, as they stand after a day: "2 Mar".
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")),
)


def ends() -> dict[str, str]:
    """Return what ends a sitting, in words, in the order in which it is told."""
    return {
        "away": _("away from the desk"),
        "session": _("a stretch"),
        "moved": _("moved, by your own word"),
        "standing": _("standing"),
        "elsewhere": _("a stretch at another machine"),
    }


def outcomes() -> dict[str, str]:
    """Return what became of reminders and sessions, in words, in the order in which it is told."""
    return {
        "done": _("done"),
        "stopped": _("stopped early"),
        "ouch": _("stopped, it hurt"),
        "snoozed": _("snoozed"),
        "skipped": _("skipped"),
        "ignored": _("not answered"),
        "withdrawn": _("let go: you had moved"),
        "started": _("started"),
    }


def sides() -> dict[str, str]:
    """Return the sides in words."""
    return {"left": _("left"), "right": _("right"), "both": _("both at once")}


def parts() -> dict[str, str]:
    """Return the muscle groups of our own poses in words; others are called as their file does."""
    return {
        "glutes": _("glutes"),
        "hamstrings": _("hamstrings"),
        "hip flexors": _("hip flexors"),
        "inner thighs": _("inner thighs"),
        "low back": _("low back"),
        "outer hips": _("outer hips"),
    }


def group(name: str) -> str:
    """Return a muscle group, or what a pose is counted by, in words."""
    return parts().get(name, name)


def stretches(number: int) -> str:
    """Return a number of stretches in words."""
    return ngettext("{number} stretch", "{number} stretches", number).format(number=number)


def kept(found: Reckoning) -> str:
    """Return on how many of the days with sitting there was a stretch."""
    some, of = found.kept
    return ngettext("{some} of {of} day", "{some} of {of} days", of).format(some=some, of=of)


def day(when: date, today: date) -> str:
    """Return a day in words: today, yesterday, or by the calendar."""
    if when == today:
        return _("Today")
    if (today - when).days == 1:
        return _("Yesterday")
    return on(when)


def on(when: date) -> str:
    """Return a day by the calendar: "Mon 2 March 2026"."""
    # Translators: a whole day: "Mon 2 March 2026".
    return _("{weekday} {day} {month} {year}").format(
        weekday=weekday(when), day=when.day, month=month(when), year=when.year
    )


def month(when: date) -> str:
    """Return the name of a month, as it stands in a date."""
    return _(MONTHS[when.month - 1])


def short(when: date) -> str:
    """Return a day as it stands above a week: "2 Mar"."""
    # Translators: the day on which a week begins; the month is shortened: "2 Mar".
    return _("{day} {month}").format(day=when.day, month=_(SHORT[when.month - 1]))


def span(found: Span) -> str:
    """Return some days in words: "2 March to 8 March 2026"."""
    first, last = found
    if first == last:
        return on(first)
    if first.year != last.year:
        form = _("{day} {month} {year} to {last_day} {last_month} {last_year}")
    elif first.month != last.month:
        form = _("{day} {month} to {last_day} {last_month} {last_year}")
    else:
        form = _("{day} to {last_day} {last_month} {last_year}")
    return form.format(
        day=first.day,
        month=month(first),
        year=first.year,
        last_day=last.day,
        last_month=month(last),
        last_year=last.year,
    )
