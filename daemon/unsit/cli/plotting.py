"""The days of `unsit simulate` as a picture: what was done when, and when reminders would come."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from unsit.cli import asking, pictures
from unsit.core.language import _
from unsit.core.simulating import Outcome
from unsit.record import needed

MOST = 62
"""Days that fit into a picture in which they can be told apart."""
COLOURS = {
    "sit": "#3b6ea5",
    "call": "#8a5a9e",
    "share": "#8a5a9e",
    "film": "#6f8f4e",
    "read": "#6f8f4e",
    "stand": "#c9a227",
}
OTHER = "#d9d9d9"


def write(lived: Mapping[str, Sequence[Outcome]], file: Path) -> None:
    """Draw the days by each of the settings into a PNG or SVG file."""
    pictures.ready(file, pictures.PLOT)
    try:
        needed.plots()
        from matplotlib.figure import Figure
    except needed.NoPlotsError as problem:
        asking.fail(str(problem))

    rows = [(name, day) for name, days in lived.items() for day in days][: MOST * len(lived)]
    figure = Figure(figsize=(10, 1.2 + 0.35 * len(rows)), layout="constrained")
    axes = figure.subplots()
    for place, (_name, day) in enumerate(rows):
        for block in day.blocks:
            span = (_hour(block.start), block.minutes / 60)
            axes.broken_barh([span], (place - 0.35, 0.7), color=COLOURS.get(block.kind, OTHER))
        hours = [_hour(each.at) for each in day.reminders]
        axes.plot(hours, [place] * len(hours), "o", color="#c8501e", markersize=5)
    axes.set_yticks(range(len(rows)), [_label(name, day) for name, day in rows])
    axes.invert_yaxis()
    axes.set_xlabel(_("hour of the day; a dot is a reminder"))
    try:
        figure.savefig(file)
    except OSError as problem:
        asking.fail(f"{file}: {problem.strerror}.")


def _label(name: str, day: Outcome) -> str:
    return f"{day.date:%a %d.%m.} {name}".strip()


def _hour(moment: datetime) -> float:
    return moment.hour + moment.minute / 60 + moment.second / 3600
