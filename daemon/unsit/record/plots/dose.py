"""The dose of each muscle group: left against right, and how far it is to a week's dose."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from unsit.core import dose, reckoning
from unsit.core.language import _
from unsit.core.poses import Pose
from unsit.core.reckoning import Reckoning
from unsit.core.words import length
from unsit.record import words
from unsit.record.plots.look import LARGE, PLAIN, SMALL, Look, quiet, rounded

THICK = 0.34
LEAST = 1.25
"""Weeks' doses that the axis shows at least."""


def draw(figure: Figure | SubFigure, week: Reckoning, look: Look, poses: tuple[Pose, ...]) -> None:
    """Draw what was held in these days, all that our poses work, the neglected at the top."""
    groups = reckoning.groups(poses, week.doses)
    goal = dose.GOAL / 60
    most = max([goal * LEAST, *(seconds / 60 * 1.12 for seconds in week.doses.values())])
    axes = figure.add_axes((0.04, 0.09, 0.92, 0.80))
    quiet(axes, look)
    axes.set_xlim(-most, most)
    axes.set_ylim(len(groups) - 0.35, -0.65)
    axes.set_yticks([])
    _minutes(axes, most, goal, look)
    for place, group in enumerate(groups):
        _group(axes, place, group, week, look)
    for at, side in ((-most / 2, "left"), (most / 2, "right")):
        _heading(axes, at, words.sides()[side].capitalize(), look)


def _minutes(axes: Axes, most: float, goal: float, look: Look) -> None:
    step = 5 if most <= 30 else 10 if most <= 60 else 30 if most <= 240 else 120
    ticks = [n for n in range(-int(most), int(most) + 1) if n % step == 0]
    axes.set_xticks(ticks, [_("{minutes} min").format(minutes=abs(n)) if n else "0" for n in ticks])
    axes.axvline(0, color=look.palette.dim, linewidth=1.2)
    for side in (-goal, goal):
        axes.axvline(side, color=look.palette.text, linewidth=1.2, dashes=(4, 3), zorder=0.6)
    axes.text(
        0,
        1.015,
        _("dashed: {goal}, the dose of a week").format(goal=length(goal * 60)),
        transform=axes.get_xaxis_transform(),
        ha="center",
        va="bottom",
        color=look.palette.dim,
        fontsize=SMALL,
    )


def _group(axes: Axes, place: int, group: str, week: Reckoning, look: Look) -> None:
    axes.text(
        0,
        place - THICK / 2 - 0.2,
        words.group(group),
        ha="center",
        va="center",
        color=look.palette.text,
        fontsize=PLAIN,
        fontweight="bold",
        bbox={"facecolor": look.palette.ground, "edgecolor": "none", "pad": 2},
    )
    low, high = axes.get_xlim()
    for way, side in ((-1, "left"), (1, "right")):
        edge = low if way < 0 else high
        start = min(0.0, edge)
        rounded(
            axes,
            (start, place - THICK / 2 + 0.1),
            (abs(edge), THICK),
            look.palette.track,
            zorder=0.2,
        )
        seconds = week.doses.get((group, side), 0.0)
        minutes = seconds / 60
        if seconds:
            start = min(0.0, way * minutes)
            box = (start, place - THICK / 2 + 0.1)
            rounded(axes, box, (minutes, THICK), look.palette.accent)
        _length(axes, way * minutes, place + 0.1, way, seconds, look)


def _length(axes: Axes, at: float, place: float, way: int, seconds: float, look: Look) -> None:
    """Write how long it was held: inside of a long bar, else beside it."""
    low, high = axes.get_xlim()
    inside = abs(at) > (high - low) * 0.09
    axes.annotate(
        length(seconds) if seconds else _("nothing yet"),
        (at, place),
        xytext=((-8 if inside else 8) * way, 0),
        textcoords="offset points",
        ha="right" if (way > 0) == inside else "left",
        va="center",
        color=look.palette.on_accent if inside else look.palette.text,
        fontsize=SMALL,
        fontweight="bold" if inside else "normal",
    )


def _heading(axes: Axes, at: float, side: str, look: Look) -> None:
    axes.text(
        at,
        1.015,
        side,
        transform=axes.get_xaxis_transform(),
        ha="center",
        va="bottom",
        color=look.palette.text,
        fontsize=LARGE,
        fontweight="bold",
    )
