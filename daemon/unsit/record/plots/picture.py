"""A picture in a file, or as a piece of SVG for a page; no display is needed."""

import io
import re
from pathlib import Path

from matplotlib.figure import Figure, SubFigure

from unsit import places
from unsit.record.plots import day, dose, weeks
from unsit.record.plots.look import LOOKS
from unsit.record.plots.script import letters
from unsit.record.views import Day, Dose, View, Weeks

SIZE = (9.6, 5.4)
"""Inches."""
DPI = 150
KINDS = ("png", "svg")
BARE = {"Creator": None, "Date": None, "Format": None, "Type": None}
"""What SVG says of itself: nothing, so that one picture is always the same file."""


def draw(figure: Figure | SubFigure, view: View, theme: str) -> None:
    """Draw a view into a figure of any size."""
    look = LOOKS[theme]
    figure.clear()
    figure.set_facecolor(look.palette.ground)
    with letters():
        match view:
            case Day():
                day.draw(figure, view.timeline, look, view.names)
            case Weeks():
                weeks.draw(figure, view.reckoning, look)
            case Dose():
                dose.draw(figure, view.reckoning, look, view.poses)


def titled(view: View, theme: str) -> Figure:
    """Return a figure of its own, with a title."""
    figure = Figure(figsize=SIZE, dpi=DPI)
    palette = LOOKS[theme].palette
    figure.set_facecolor(palette.ground)
    head, body = figure.subfigures(2, 1, squeeze=False, height_ratios=(0.09, 0.91))[:, 0]
    head.set_facecolor("none")
    with letters():
        head.text(
            0.03, 0.35, view.title, va="center", color=palette.text, fontsize=15, fontweight="bold"
        )
    draw(body, view, theme)
    return figure


def save(view: View, file: Path, theme: str) -> None:
    """Write a PNG or an SVG by the file's ending. Raises OSError; ValueError for any other ending."""
    kind = file.suffix.lower().removeprefix(".")
    if kind not in KINDS:
        raise ValueError(file.suffix)
    places.write_whole(file, _rendered(titled(view, theme), kind, view.name), 0o644)


def svg(view: View, theme: str = "light") -> str:
    """Return the picture as an <svg> element to stand in a page: on the page's own ground, as wide as
    there is room, its names and its rules its own.
    """
    figure = Figure(figsize=SIZE, dpi=72)
    draw(figure, view, theme)
    figure.set_facecolor("none")
    whole = _rendered(figure, "svg", view.name).decode()
    element = whole[whole.index("<svg") :]
    element = re.sub(r"<metadata>.*?</metadata>", "", element, flags=re.DOTALL)
    element = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>", "", element, flags=re.DOTALL)
    element = re.sub(r' (width|height)="[\d.]+pt"', "", element)
    element = re.sub(r'( id="|xlink:href="#|url\(#)', rf"\g<1>{view.name}-", element)
    return element.replace("<svg ", '<svg stroke-linejoin="round" ', 1).strip()


def _rendered(figure: Figure, kind: str, name: str) -> bytes:
    memory = io.BytesIO()
    with letters(**{"svg.hashsalt": f"unsit-{name}", "svg.fonttype": "path"}):
        if kind == "svg":
            figure.savefig(memory, format="svg", metadata=BARE, facecolor=figure.get_facecolor())
        else:
            figure.savefig(memory, format="png", metadata={"Software": None})
    return memory.getvalue()
