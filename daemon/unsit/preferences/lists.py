"""What a list is changed with: chips to choose from, or chips that are typed and taken away."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from unsit.core.language import _
from unsit.handbook import Setting
from unsit.preferences.editors import Editor, Slip
from unsit.preferences.flow import Flow
from unsit.preferences.parts import Chip, Field
from unsit.preferences.words import label
from unsit.schema.kinds import DAYS, MisreadError, days, spans
from unsit.window.palette import Palette

Words = Sequence[tuple[str, str]]
"""Words of the file, each with its label."""


class ChipsEditor(Editor):
    """Any of a few words, in the order in which they are offered."""

    wide = True

    def __init__(self, setting: Setting, slip: Slip, palette: Palette, words: Words = ()) -> None:
        super().__init__(setting, slip)
        holder = QWidget()
        flow = Flow(holder)
        offered = words or [(word, label(word)) for word in setting.choices]
        self.chips = [Chip(word, words_) for word, words_ in offered]
        for chip in self.chips:
            self.name(chip, chip.accessibleName())
            chip.clicked.connect(self._chosen)
            flow.addWidget(chip)
        self.row.addWidget(holder, 1)
        self._others: list[Any] = []
        if self.chips:
            self.setFocusProxy(self.chips[0])

    def show_value(self, value: Any) -> None:
        """Show what is chosen; what is not offered here is kept as it is."""
        chosen = value if isinstance(value, list) else []
        known = {chip.word for chip in self.chips}
        self._others = [each for each in chosen if each not in known]
        for chip in self.chips:
            chip.setChecked(chip.word in chosen)

    def chosen(self) -> list[Any]:
        """Return what is chosen now."""
        return [*(chip.word for chip in self.chips if chip.isChecked()), *self._others]

    def _chosen(self) -> None:
        self.changed.emit(self.chosen())


class DaysEditor(ChipsEditor):
    """Days of the week, written as spans."""

    def __init__(self, setting: Setting, slip: Slip, palette: Palette) -> None:
        super().__init__(setting, slip, palette, [(day, label(day)) for day in DAYS])

    def show_value(self, value: Any) -> None:
        """Show the days that are meant by "mon-fri"."""
        named: set[int] = set()
        for word in value if isinstance(value, list) else ():
            try:
                named |= days(word) if isinstance(word, str) else set()
            except MisreadError:
                continue
        super().show_value([DAYS[day] for day in sorted(named)])

    def chosen(self) -> list[Any]:
        """Return the days as spans."""
        return [*spans([chip.isChecked() for chip in self.chips])]


class TagsEditor(Editor):
    """Texts of the person's own: each is a chip that a click takes away; a field adds one."""

    wide = True

    def __init__(self, setting: Setting, slip: Slip, palette: Palette) -> None:
        super().__init__(setting, slip)
        column = QVBoxLayout()
        column.setSpacing(8)
        self._value: list[Any] = []
        self.holder = QWidget()
        self.flow = Flow(self.holder)
        self.field = Field()
        example = setting.described.get("x-example", [""])[0]
        self.field.setPlaceholderText(_("Add one, e.g. {example}").format(example=example))
        self.name(self.field, _("add one"))
        self.field.editingFinished.connect(self._add)
        self.field.timer.timeout.connect(self._check)
        column.addWidget(self.holder)
        column.addWidget(self.field)
        self.row.addLayout(column, 1)
        self.setFocusProxy(self.field)

    def show_value(self, value: Any) -> None:
        """Show the texts."""
        self._value = list(value) if isinstance(value, list) else []
        while (item := self.flow.takeAt(0)) is not None:
            widget = item.widget()
            assert widget is not None
            widget.hide()  # it is deleted only when its click has been dealt with
            widget.deleteLater()
        for each in self._value:
            self.flow.addWidget(self._tag(each))
        self.holder.setVisible(bool(self._value))
        self.holder.updateGeometry()

    def tags(self) -> list[QPushButton]:
        """Return the chips."""
        items = (self.flow.itemAt(at) for at in range(self.flow.count()))
        widgets = [item.widget() for item in items if item is not None]
        return [widget for widget in widgets if isinstance(widget, QPushButton)]

    def _tag(self, value: Any) -> QPushButton:
        tag = QPushButton(f"{value}  ✕")
        tag.setObjectName("chip")
        tag.setAutoDefault(False)
        tag.setCursor(Qt.CursorShape.PointingHandCursor)
        self.name(tag, _("{value}, take it away").format(value=value))
        tag.clicked.connect(lambda: self._remove(value))
        return tag

    def _remove(self, value: Any) -> None:
        self.field.setFocus()
        self.changed.emit([each for each in self._value if each != value])

    def _check(self) -> None:
        text = self.field.text().strip()
        sentence = self.slip([text]) if text else ""
        self.field.mark(bool(sentence))
        self.slipped.emit(sentence)

    def _add(self) -> None:
        text = self.field.text().strip()
        self._check()
        if text and not self.slip([*self._value, text]):
            self.field.timer.stop()
            self.field.settle("")
            self.changed.emit([*self._value, text])
