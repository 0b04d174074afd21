"""A day as a timeline: sittings and breaks, stretches, reminders."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from unsit.core.language import _
from unsit.core.timeline import Mark, Sitting, Timeline
from unsit.core.words import length
from unsit.record.plots.look import PLAIN, SMALL, Look, fits, note, quiet, rounded

SITTING, STRETCHES, REMINDERS = 2.0, 1.0, 0.0
"""The heights at which they are drawn."""
THICK = 0.56
"""Of a sitting, where the next line is 1 away."""
MARKS = {
    "done": "o",
    "started": ">",
    "stopped": "o",
    "ouch": "X",
    "snoozed": "D",
    "skipped": "s",
    "ignored": "v",
    "withdrawn": "^",
}
FILLED = {"done", "started"}


def draw(figure: Figure | SubFigure, day: Timeline, look: Look, names: dict[str, str]) -> None:
    """Draw the day; `names` are those of the poses by id."""
    if day.empty:
        note(figure, look, _("Nothing is known of this day."))
        return
    axes = figure.add_axes((0.11, 0.17, 0.86, 0.79))
    quiet(axes, look)
    _hours(axes, day, look)
    axes.set_ylim(-0.45, 2.6)
    axes.set_yticks([SITTING, STRETCHES, REMINDERS], [_("Sitting"), _("Stretches"), _("Reminders")])
    for label in axes.get_yticklabels():
        label.set(color=look.palette.text, fontsize=PLAIN)
    for each in day.sittings:
        _sitting(axes, each, look)
    for each in day.breaks:
        _break(axes, each, look)
    for line in (STRETCHES, REMINDERS):
        axes.axhline(line, color=look.palette.track, linewidth=1, zorder=0)
    _stretches(axes, day, look, names)
    for mark in day.reminders:
        _mark(axes, mark, REMINDERS, look)
    _key(axes, day, look)


def _hours(axes: Axes, day: Timeline, look: Look) -> None:
    first, last = day.hours
    margin = (last - first) * 0.01
    axes.set_xlim(first - margin, last + margin)
    step = 1 if last - first <= 12 else 2 if last - first <= 18 else 3
    hours = range(int(first), int(last) + 1, step)
    axes.set_xticks(list(hours), [f"{hour % 24}:00" for hour in hours])
    for hour in hours:
        axes.axvline(hour, color=look.palette.track, linewidth=0.8, zorder=0)


def _sitting(axes: Axes, sitting: Sitting, look: Look) -> None:
    start, end = sitting.block
    rounded(axes, (start, SITTING - THICK / 2), (end - start, THICK), look.sitting, 5)
    words = _folded(axes, length(sitting.block.seconds), end - start)
    if words:
        _words(axes, (start + end) / 2, SITTING, words, look.on_sitting, bold=True)


def _break(axes: Axes, pause: Sitting, look: Look) -> None:
    start, end = pause.block
    words = _folded(axes, length(pause.block.seconds), end - start)
    if words:
        _words(axes, (start + end) / 2, SITTING, words, look.palette.dim)


def _folded(axes: Axes, words: str, width: float) -> str:
    """Return a length on one line or, hours over minutes, on two; "" where neither has room."""
    parts = words.split(" ")
    halves = [" ".join(parts[:2]), " ".join(parts[2:])]
    if fits(axes, words, width):
        return words
    return "\n".join(halves) if all(fits(axes, half, width) for half in halves) else ""


def _stretches(axes: Axes, day: Timeline, look: Look, names: dict[str, str]) -> None:
    """Mark the stretches, each with its name where the one before leaves room for it."""
    free = [float("-inf"), float("-inf")]
    for mark in day.stretches:
        _mark(axes, mark, STRETCHES, look, 11)
        assert mark.session is not None
        name = names.get(mark.session.pose, mark.session.pose)
        half = len(name) * 0.0042 * _room(axes)
        line = next((line for line in (0, 1) if mark.at - half > free[line]), None)
        if line is not None:
            free[line] = mark.at + half
            height = STRETCHES + (0.36 if line == 0 else -0.36)
            first, last = axes.get_xlim()
            at = min(max(mark.at, first + half), last - half)
            _words(axes, at, height, name, look.palette.text)


def _mark(axes: Axes, mark: Mark, line: float, look: Look, size: float = 9) -> None:
    colour = look.hurt if mark.outcome == "ouch" else look.palette.accent
    filled = mark.outcome in FILLED or mark.outcome == "ouch"
    axes.plot(
        [mark.at],
        [line],
        MARKS.get(mark.outcome, "o"),
        markersize=size,
        color=colour,
        markerfacecolor=colour if filled else look.palette.ground,
        markeredgewidth=2,
        clip_on=False,
    )


def _key(axes: Axes, day: Timeline, look: Look) -> None:
    """Say below what the marks of this day mean."""
    said = {
        "done": _("done"),
        "stopped": _("stopped early"),
        "ouch": _("it hurt"),
        "snoozed": _("snoozed"),
        "skipped": _("skipped"),
        "ignored": _("not answered"),
        "withdrawn": _("let go"),
        "started": _("started"),
    }
    there = {mark.outcome for mark in (*day.stretches, *day.reminders)}
    handles = [
        axes.plot(
            [],
            [],
            MARKS[outcome],
            color=look.hurt if outcome == "ouch" else look.palette.accent,
            markerfacecolor=None if outcome in FILLED or outcome == "ouch" else look.palette.ground,
            markeredgewidth=2,
            markersize=8,
            label=words,
        )[0]
        for outcome, words in said.items()
        if outcome in there
    ]
    if handles:
        axes.legend(
            handles=handles,
            loc="upper center",
            bbox_to_anchor=(0.5, -0.08),
            ncols=len(handles),
            frameon=False,
            fontsize=SMALL,
            labelcolor=look.palette.dim,
            handletextpad=0.2,
            columnspacing=1.6,
        )


def _words(axes: Axes, x: float, y: float, words: str, colour: str, *, bold: bool = False) -> None:
    axes.text(
        x,
        y,
        words,
        ha="center",
        va="center",
        color=colour,
        fontsize=SMALL,
        fontweight="bold" if bold else "normal",
    )


def _room(axes: Axes) -> float:
    first, last = axes.get_xlim()
    return last - first
