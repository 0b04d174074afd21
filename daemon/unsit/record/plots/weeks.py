"""Weeks as bars: hours sat on each day, and how many stretches there were."""

import itertools
from datetime import date, timedelta

from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from unsit.core.language import _
from unsit.core.reckoning import Reckoning
from unsit.core.words import length, weekday
from unsit.record import words
from unsit.record.plots.look import PLAIN, SMALL, Look, note, quiet, rounded

LEAST = 6.0
"""Hours that the axis shows at least."""
WIDE = 0.66
"""Of a bar, where the next day is 1 away."""
DOTS = 6
"""As many stretches a day are shown as dots; where there are more on any, all are shown as bars."""


def draw(figure: Figure | SubFigure, weeks: Reckoning, look: Look) -> None:
    """Draw these days, a bar each; they begin on a Monday."""
    if not (weeks.sat_on or weeks.stretches):
        note(figure, look, _("Nothing is known of these weeks."))
        return
    bars = figure.add_axes((0.07, 0.43, 0.91, 0.49))
    below = figure.add_axes((0.07, 0.05, 0.91, 0.22))
    _bars(bars, weeks, look)
    _stretches(below, weeks, look)


def _bars(axes: Axes, weeks: Reckoning, look: Look) -> None:
    quiet(axes, look)
    days = weeks.span.each()
    hours = [weeks.sat_on.get(day, 0.0) / 3600 for day in days]
    top = max(LEAST, *hours) * 1.08
    axes.set_xlim(-0.6, len(days) - 0.4)
    axes.set_ylim(0, top)
    step = 2 if top <= 13 else 4
    ticks = range(0, int(top) + 1, step)
    axes.set_yticks(ticks, [_("{hours} h").format(hours=hour) for hour in ticks])
    for line in axes.get_yticks():
        axes.axhline(float(line), color=look.palette.track, linewidth=0.8, zorder=0)
    for place, each in enumerate(hours):
        if each > 0:
            rounded(axes, (place - WIDE / 2, 0), (WIDE, each), look.sitting)
    _day_names(axes, weeks, look)
    for start in range(0, len(days), 7):
        _week(axes, start, weeks, look)


def _day_names(axes: Axes, weeks: Reckoning, look: Look) -> None:
    days = weeks.span.each()
    few = len(days) <= 35
    axes.set_xticks(range(len(days)), [shortest(day) if few else "" for day in days])
    for day, label in zip(days, axes.get_xticklabels(), strict=True):
        label.set_color(look.palette.dim if day.weekday() < 5 else look.palette.text)


def shortest(day: date) -> str:
    """Return a weekday in as few letters as tell all seven from each other, two at least."""
    names = (weekday(day + timedelta(days=number)) for number in range(7))
    week = [name.removeprefix("ال") for name in names]  # in Arabic the article stands before each
    letters = next(n for n in itertools.count(2) if len({name[:n] for name in week}) == len(week))
    return week[0][:letters]


def _week(axes: Axes, start: int, weeks: Reckoning, look: Look) -> None:
    """Write above a week when it began and how long somebody sat in it."""
    days = weeks.span.each()[start : start + 7]
    sat = [weeks.sat_on[day] for day in days if day in weeks.sat_on]
    if start:
        axes.axvline(start - 0.5, color=look.palette.track, linewidth=1.2, zorder=0)
    axes.text(
        start - 0.4,
        1.02,
        words.short(days[0]),
        transform=axes.get_xaxis_transform(),
        color=look.palette.text,
        fontsize=PLAIN,
        fontweight="bold",
        va="bottom",
    )
    if sat:
        mean = _("{length} a day").format(length=length(sum(sat) / len(sat)))
        axes.text(
            start + len(days) - 0.72,
            1.02,
            mean,
            transform=axes.get_xaxis_transform(),
            color=look.palette.dim,
            fontsize=SMALL,
            ha="right",
            va="bottom",
        )


def _stretches(axes: Axes, weeks: Reckoning, look: Look) -> None:
    """Show the stretches of each day: a dot for each, or bars where they are too many to count."""
    quiet(axes, look)
    days = weeks.span.each()
    most = max(weeks.stretched_on.values(), default=0)
    top = max(most, DOTS)
    axes.set_xlim(-0.6, len(days) - 0.4)
    axes.set_ylim(0, top * 1.22 + 0.5)
    axes.set_xticks([])
    axes.set_yticks([])
    for start in range(7, len(days), 7):
        axes.axvline(start - 0.5, color=look.palette.track, linewidth=1.2, zorder=0)
    for place, day in enumerate(days):
        number = weeks.stretched_on.get(day, 0)
        if not number:
            continue
        if most > DOTS:
            rounded(axes, (place - WIDE / 2, 0), (WIDE, number), look.palette.accent)
        else:
            marks = [place] * number, [n - 0.3 for n in range(1, number + 1)]
            axes.plot(*marks, "o", color=look.palette.accent, markersize=7)
        _number(axes, place, number + 0.3, number, look)
    axes.text(
        -0.4,
        1.04,
        _("Stretches"),
        transform=axes.get_xaxis_transform(),
        color=look.palette.text,
        fontsize=PLAIN,
        fontweight="bold",
        va="bottom",
    )


def _number(axes: Axes, place: float, height: float, number: int, look: Look) -> None:
    axes.text(
        place,
        height,
        str(number),
        ha="center",
        va="bottom",
        color=look.palette.dim,
        fontsize=SMALL,
    )
