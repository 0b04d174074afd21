"""The look of the pages: one style sheet in the colours of the card."""

from PySide6.QtCore import QLibraryInfo, QVersionNumber
from PySide6.QtGui import QColor

from unsit.window.palette import Palette


def mix(one: str, other: str, part: float) -> str:
    """Return the colour of which `part` (0 to 1) is `one` and the rest `other`."""
    a, b = QColor(one), QColor(other)
    pairs = ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    return "#" + "".join(f"{round(x * part + y * (1 - part)):02x}" for x, y in pairs)


def ground_of_cards(palette: Palette) -> str:
    """Return the colour that rows lie on: a shade nearer to the light than the window."""
    if palette.name == "contrast":
        return palette.ground
    return mix("#ffffff", palette.ground, 0.75 if palette.name == "light" else 0.05)


def warning(palette: Palette) -> str:
    """Return the colour of what is wrong, at least 4.5 to 1 on the cards."""
    return {"light": "#a4281c", "dark": "#ff9d8a"}.get(palette.name, "#ffd400")


def _placeholder(palette: Palette) -> str:
    """Return what colours the words in an empty field: a style sheet can since Qt 6.5."""
    known = QLibraryInfo.version() >= QVersionNumber(6, 5)
    return f"placeholder-text-color: {palette.dim};" if known else ""


def sheet(palette: Palette) -> str:
    """Return the style sheet of a page."""
    card = ground_of_cards(palette)
    if palette.name == "contrast":
        line = edge = palette.edge
    else:
        line, edge = mix(palette.dim, card, 0.35), mix(palette.dim, palette.ground, 0.18)
    hover = mix(palette.accent, card, 0.12)
    return f"""
* {{ color: {palette.text}; outline: none; }}
QWidget#page, QScrollArea, QScrollArea > QWidget > QWidget {{ background: {palette.ground}; }}
QFrame#card {{ background: {card}; border: 1px solid {edge}; border-radius: 12px; }}
QFrame#line {{ background: {edge}; border: none; max-height: 1px; min-height: 1px; }}
QLabel {{ background: transparent; }}
QLabel#about, QLabel#hint {{ color: {palette.dim}; }}
QLabel#problem {{ color: {warning(palette)}; font-weight: 600; }}
QFrame#banner {{ background: {card}; border: 2px solid {warning(palette)}; border-radius: 10px; }}
QLineEdit, QSpinBox, QComboBox {{
  background: {palette.ground}; border: 1px solid {line}; border-radius: 8px; padding: 6px 10px;
  min-height: 20px; {_placeholder(palette)} selection-background-color: {palette.accent}; selection-color: {palette.on_accent};
}}
QLineEdit:hover, QSpinBox:hover, QComboBox:hover {{ border-color: {palette.accent}; }}
QLineEdit:focus, QSpinBox:focus, QComboBox:focus {{
  border: 2px solid {palette.accent}; padding: 5px 9px;
}}
QLineEdit[wrong="true"] {{ border: 2px solid {warning(palette)}; padding: 5px 9px; }}
QLineEdit#search {{ border-radius: 18px; padding: 8px 16px; background: {card}; }}
QLineEdit#search:focus {{ padding: 7px 15px; }}
QSpinBox QLineEdit, QSpinBox QLineEdit:focus {{
  border: none; background: transparent; padding: 0; min-height: 0;
}}
QSpinBox::up-button, QSpinBox::down-button {{ width: 0; border: none; }}
QComboBox::drop-down {{ width: 28px; border: none; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{
  background: {card}; border: 1px solid {line}; padding: 4px;
  selection-background-color: {palette.accent}; selection-color: {palette.on_accent};
}}
QPushButton {{
  background: {palette.button}; border: 1px solid {edge}; border-radius: 8px; padding: 7px 14px;
}}
QPushButton:hover {{ background: {hover}; border-color: {palette.accent}; }}
QPushButton:focus {{ border: 2px solid {palette.accent}; padding: 6px 13px; }}
QPushButton:disabled {{ color: {palette.dim}; background: transparent; border: 1px dashed {edge}; }}
QPushButton#strong {{
  background: {palette.accent}; color: {palette.on_accent}; border-color: {palette.accent};
  font-weight: 600; padding: 10px 22px;
}}
QPushButton#strong:hover {{ background: {mix(palette.text, palette.accent, 0.15)}; }}
QPushButton#strong:focus {{ border: 3px solid {palette.text}; padding: 8px 20px; }}
QPushButton#quiet {{
  background: transparent; border-color: transparent; color: {palette.accent}; font-size: 18px;
  padding: 2px;
}}
QPushButton#quiet:hover {{ background: {hover}; }}
QPushButton#quiet:focus {{ border: 2px solid {palette.accent}; padding: 1px; }}
QPushButton#chip {{
  border-radius: 14px; padding: 4px 12px; min-height: 20px; background: {palette.ground};
  border-color: {line};
}}
QPushButton#chip:checked {{
  background: {palette.accent}; color: {palette.on_accent}; border-color: {palette.accent};
}}
QPushButton#chip:focus {{ border: 2px solid {palette.text}; padding: 3px 11px; }}
QListWidget {{ background: transparent; border: none; }}
QListWidget::item {{ padding: 10px 14px; border-radius: 8px; margin: 1px 0; }}
QListWidget::item:hover {{ background: {hover}; }}
QListWidget::item:selected {{ background: {palette.accent}; color: {palette.on_accent}; }}
QListWidget:focus {{ border: none; }}
QListWidget::item:selected:focus {{ border: 2px solid {palette.text}; }}
QScrollArea {{ border: none; }}
QScrollBar:vertical {{ width: 10px; background: transparent; margin: 2px; }}
QScrollBar::handle:vertical {{ background: {line}; border-radius: 3px; min-height: 40px; }}
QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical {{ height: 0; }}
QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical {{ background: none; }}
QToolTip {{ background: {card}; color: {palette.text}; border: 1px solid {line}; padding: 4px; }}
"""
