"""From where to where a language is written: the windows are laid out that way.

What is painted by hand mirrors itself (`parts.mirrored`), and the arrow keys follow: "next" is where
the reading goes. A body is not mirrored: its right side is its right side in any language.
"""

from PySide6.QtCore import QLocale, Qt

from unsit.core.language import SPOKEN


def direction(language: str = "") -> Qt.LayoutDirection:
    """Return the direction of a language, as gettext names them; "" is the one that is spoken."""
    return QLocale(language or SPOKEN.name).textDirection()
