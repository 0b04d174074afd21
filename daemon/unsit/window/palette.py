"""The colours of the card: light, dark and high contrast.

Every pair of text and ground has a contrast of at least 4.5 to 1, the least that WCAG 2.2
(1.4.3) asks of text; a test measures them.
"""

from typing import Any

from unsit.core.value import Value
from unsit.window import windows


class Palette(Value):
    """Colours as #rrggbb. `name` is also the name of the figure's theme."""

    name: str
    ground: str
    text: str
    dim: str
    accent: str
    on_accent: str
    track: str
    breath: str
    button: str
    edge: str
    """Outline of buttons and chip; the same as the button where none is needed."""

    @property
    def focus(self) -> str:
        """The ring of what has the focus: never the colour of the outline that is always there."""
        return self.accent if self.edge == self.text else self.text


PALETTES = {
    palette.name: palette
    for palette in (
        Palette(
            name="light",
            ground="#f4f7f5",
            text="#14302a",
            dim="#4f6a62",
            accent="#1b7767",
            on_accent="#ffffff",
            track="#dde7e3",
            breath="#d3e8e0",
            button="#e3ece8",
            edge="#e3ece8",
        ),
        Palette(
            name="dark",
            ground="#111b18",
            text="#eef5f2",
            dim="#9fb6ae",
            accent="#5fd0b5",
            on_accent="#0c1a16",
            track="#2a3a35",
            breath="#1d3a32",
            button="#24342f",
            edge="#24342f",
        ),
        Palette(
            name="contrast",
            ground="#000000",
            text="#ffffff",
            dim="#ffffff",
            accent="#ffd400",
            on_accent="#000000",
            track="#5a5a5a",
            breath="#262626",
            button="#000000",
            edge="#ffffff",
        ),
    )
}


def choose(wanted: str, hints: Any) -> Palette:
    """Return the palette for the theme of the plan; auto follows the desktop.

    `hints` is Qt's QStyleHints. A desktop that does not say is taken for a light one.
    """
    if wanted in PALETTES:
        return PALETTES[wanted]
    if _wants_contrast(hints):
        return PALETTES["contrast"]
    return PALETTES["dark" if _wants_dark(hints) else "light"]


def _wants_dark(hints: Any) -> bool:
    """Ask for the desktop's scheme; Qt can tell since 6.5, and before that its colours show it."""
    scheme = getattr(hints, "colorScheme", None)
    if scheme is not None:
        return bool(scheme().name == "Dark")
    from PySide6.QtGui import QGuiApplication  # pictures of the history are coloured without Qt

    colours = QGuiApplication.palette()
    return colours.window().color().lightness() < colours.windowText().color().lightness()


def _wants_contrast(hints: Any) -> bool:
    """Ask for the desktop's contrast; Qt can tell since 6.10, and Windows always."""
    if windows.wants_contrast():
        return True
    accessibility = getattr(hints, "accessibility", None)
    if accessibility is None:
        return False
    return bool(accessibility().contrastPreference().name == "HighContrast")
