"""What a setting of one value is changed with: a switch, a choice, a number, a text, a length."""

import shlex
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from unsit.amend import command
from unsit.core.language import _
from unsit.handbook import WORDS, Setting
from unsit.preferences.parts import Combo, Field, Spin, Switch
from unsit.preferences.words import about, label
from unsit.window.palette import Palette

UNTIL_LEFT = 3_600_000
"""Milliseconds: what is typed is taken as said by Enter, or when the field is left."""
Slip = Callable[[Any], str]
"""Says what is wrong with a value, "" when nothing is."""


class Editor(QWidget):
    """Shows one value and tells when the person wants another.

    `changed` carries the value that is wanted, `slipped` what is wrong with what is being typed.
    """

    changed = Signal(object)
    slipped = Signal(str)
    wide = False
    """Whether it stands below the words, and not beside them."""

    def __init__(self, setting: Setting, slip: Slip) -> None:
        super().__init__()
        self.setting, self.slip = setting, slip
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)

    def show_value(self, value: Any) -> None:
        """Show a value; what is being typed is left alone."""
        raise NotImplementedError

    def name(self, widget: QWidget, more: str = "") -> None:
        """Give a part its name and its sentence, for screen readers."""
        title = _(self.setting.title)
        widget.setAccessibleName(f"{title}, {more}" if more else title)
        widget.setAccessibleDescription(about(self.setting))

    def ask(self, field: Field, value: Any) -> None:
        """Want what was typed, unless it is wrong."""
        sentence = self.slip(value)
        field.mark(bool(sentence))
        self.slipped.emit(sentence)
        if not sentence:
            self.changed.emit(value)


class SwitchEditor(Editor):
    """On or off."""

    def __init__(self, setting: Setting, slip: Slip, palette: Palette) -> None:
        super().__init__(setting, slip)
        self.switch = Switch(palette)
        self.name(self.switch)
        self.switch.clicked.connect(lambda: self.changed.emit(self.switch.isChecked()))
        self.row.addWidget(self.switch)
        self.setFocusProxy(self.switch)

    def show_value(self, value: Any) -> None:
        """Show on or off."""
        self.switch.setChecked(value is True)


class ChoiceEditor(Editor):
    """One of a few words."""

    def __init__(self, setting: Setting, slip: Slip, palette: Palette) -> None:
        super().__init__(setting, slip)
        self.combo = Combo(palette)
        for word in setting.choices:
            self.combo.addItem(label(word), word)
        self.name(self.combo)
        self.combo.activated.connect(lambda at: self.changed.emit(self.combo.itemData(at)))
        self.row.addWidget(self.combo)
        self.setFocusProxy(self.combo)

    def show_value(self, value: Any) -> None:
        """Show the word that holds."""
        self.combo.setCurrentIndex(self.combo.findData(value))


class NumberEditor(Editor):
    """A whole number."""

    def __init__(self, setting: Setting, slip: Slip, palette: Palette) -> None:
        super().__init__(setting, slip)
        self.spin = Spin()
        self.spin.setRange(setting.described["minimum"], setting.described["maximum"])
        self.name(self.spin)
        self.spin.valueChanged.connect(self.changed.emit)
        self.row.addWidget(self.spin)
        self.setFocusProxy(self.spin)

    def show_value(self, value: Any) -> None:
        """Show the number."""
        self.spin.blockSignals(True)
        self.spin.setValue(value if isinstance(value, int) else 0)
        self.spin.blockSignals(False)


class TextEditor(Editor):
    """A length of time, or another text with a meaning, checked while it is typed."""

    def __init__(self, setting: Setting, slip: Slip, palette: Palette) -> None:
        super().__init__(setting, slip)
        free = setting.kind == "string"
        self.field = Field(240 if free else 120)
        if free:
            self.field.timer.setInterval(UNTIL_LEFT)  # half an address may be one, too
        self.name(self.field)
        self.field.textEdited.connect(self._typing)
        self.field.timer.timeout.connect(lambda: self.ask(self.field, self.field.text().strip()))
        self.row.addWidget(self.field)
        self.setFocusProxy(self.field)

    def show_value(self, value: Any) -> None:
        """Show the text."""
        if not self.field.timer.isActive():
            self.field.settle(str(value))

    def _typing(self, text: str) -> None:
        """Take a complaint away as soon as there is no reason for it; make none while typing."""
        if not self.slip(text.strip()):
            self.field.mark(False)
            self.slipped.emit("")


BEFORE = {"opening": "after ", "budget": ""}
LENGTH = {"opening": "20 s", "budget": "30 min"}
"""What stands in the field when a length is chosen first."""


class CommandEditor(Editor):
    """A program and its arguments, as they would be typed in a terminal."""

    wide = True

    def __init__(self, setting: Setting, slip: Slip, palette: Palette) -> None:
        super().__init__(setting, slip)
        self.field = Field(240)
        self.field.timer.setInterval(UNTIL_LEFT)
        example = shlex.join(setting.described.get("x-example", []))
        self.field.setPlaceholderText(
            _("For example {example}").format(example=example) if example else ""
        )
        self.name(self.field)
        self.field.timer.timeout.connect(lambda: self.ask(self.field, command(self.field.text())))
        self.row.addWidget(self.field)
        self.setFocusProxy(self.field)

    def show_value(self, value: Any) -> None:
        """Show the words as one line."""
        words = shlex.join(map(str, value)) if isinstance(value, list) else str(value)
        if not self.field.timer.isActive():
            self.field.settle(words)


class MomentEditor(Editor):
    """A few words, or a length of time: "at once", "after 20 s"; "off", "30 min"."""

    def __init__(self, setting: Setting, slip: Slip, palette: Palette) -> None:
        super().__init__(setting, slip)
        self._before = BEFORE[setting.kind]
        self.combo, self.field = Combo(palette), Field(90)
        self.combo.addItem(_("After"), "")
        for word in WORDS[setting.kind]:
            self.combo.addItem(label(word), word)
        self.name(self.combo)
        self.name(self.field, _("how long"))
        self.field.setMaximumWidth(130)  # beside the choice the words need the room
        self.combo.activated.connect(self._chosen)
        self.field.timer.timeout.connect(self._typed)
        self.row.addWidget(self.combo)
        self.row.addWidget(self.field)
        self.setFocusProxy(self.combo)

    def show_value(self, value: Any) -> None:
        """Show the word, or the length."""
        at = max(0, self.combo.findData(" ".join(str(value).split()).lower()))
        self.combo.setCurrentIndex(at)
        self.field.setVisible(at == 0)
        if at == 0 and not self.field.timer.isActive():
            self.field.settle(str(value).strip().removeprefix(self._before))

    def _chosen(self, at: int) -> None:
        self.field.setVisible(at == 0)
        if at:
            self.changed.emit(self.combo.itemData(at))
        else:
            self.field.setText(LENGTH[self.setting.kind])
            self.field.setFocus()
            self.field.selectAll()
            self._typed()

    def _typed(self) -> None:
        self.ask(self.field, self._before + self.field.text().strip())
