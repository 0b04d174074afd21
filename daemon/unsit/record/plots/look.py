"""How the pictures look: the session window's colours, its type, and quiet axes."""

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from matplotlib.patches import FancyBboxPatch

from unsit.window.palette import PALETTES, Palette

SMALL, PLAIN, LARGE = 8.5, 10.0, 13.0
"""Points of the type."""


@dataclass(frozen=True)
class Look:
    """The session window's palette and what it has no word for, as #rrggbb.

    Against the ground each has a contrast of 3 to 1 at least, as WCAG 2.2 (1.4.11) asks of what is
    no text; a test measures them.
    """

    palette: Palette
    sitting: str
    hurt: str

    @property
    def on_sitting(self) -> str:
        """What is read on a sitting."""
        return self.palette.ground


LOOKS = {
    name: Look(PALETTES[name], sitting, hurt)
    for name, sitting, hurt in (
        ("light", "#53766b", "#c2410c"),
        ("dark", "#5f8d80", "#ff9a76"),
        ("contrast", "#ffffff", "#ff8a8a"),
    )
}


def quiet(axes: Axes, look: Look) -> None:
    """Leave of the axes only the words on them."""
    axes.set_facecolor("none")
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0, colors=look.palette.dim, labelsize=SMALL, pad=6)


def note(figure: Figure | SubFigure, look: Look, words: str) -> None:
    """Write a sentence into the middle of a picture that has nothing to show."""
    figure.text(
        0.5, 0.5, words, ha="center", va="center", color=look.palette.dim, fontsize=LARGE, wrap=True
    )


def rounded(
    axes: Axes,
    at: tuple[float, float],
    size: tuple[float, float],
    colour: str,
    corner: float = 3.0,
    zorder: float = 1.0,
) -> None:
    """Draw a bar with round corners (`corner` in points), narrow ones less round."""
    x, y = at
    width, height = size
    figure = axes.figure
    box = axes.get_window_extent()
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    across = abs(right - left) / max(1.0, box.width) * figure.dpi / 72
    up = abs(high - low) / max(1.0, box.height) * figure.dpi / 72
    round_x = min(corner * across, abs(width) / 2, abs(height) / 2 / up * across)
    if round_x <= 0:
        return
    axes.add_patch(
        FancyBboxPatch(
            (x, y),
            width,
            height,
            boxstyle=f"round,pad=0,rounding_size={round_x}",
            mutation_aspect=up / across,
            facecolor=colour,
            edgecolor="none",
            zorder=zorder,
        )
    )


def fits(axes: Axes, words: str, width: float) -> bool:
    """Say whether small words have room in a `width` of the axis that runs across."""
    left, right = axes.get_xlim()
    points = axes.get_window_extent().width / axes.figure.dpi * 72
    return len(words) * SMALL * 0.58 + 6 <= points * width / (right - left)
