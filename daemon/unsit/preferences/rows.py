"""One setting on the page: its title, its sentence, its editor, what is wrong, and the way back."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from unsit.core.language import _
from unsit.handbook import COMMAND, WEEK, Setting, as_toml
from unsit.preferences.editors import (
    ChoiceEditor,
    CommandEditor,
    Editor,
    MomentEditor,
    NumberEditor,
    Slip,
    SwitchEditor,
    TextEditor,
)
from unsit.preferences.lists import ChipsEditor, DaysEditor, TagsEditor
from unsit.preferences.store import Store
from unsit.preferences.week import HoursEditor, PlacesEditor
from unsit.preferences.words import about
from unsit.window.palette import Palette

LEAST = 150
"""Pixels that are left to the words beside an editor."""
Kind = Callable[[Setting, Slip, Palette], Editor]
KINDS: dict[str, Kind] = {
    "boolean": SwitchEditor,
    "choice": ChoiceEditor,
    "integer": NumberEditor,
    COMMAND: CommandEditor,
    "opening": MomentEditor,
    "budget": MomentEditor,
}


def editor(setting: Setting, store: Store, palette: Palette) -> Editor:
    """Return what fits the setting."""
    slip: Slip = lambda value: store.slip(setting, value)  # noqa: E731  # it has a type this way
    if setting.kind == WEEK:
        kind: Kind = PlacesEditor if setting.choices else HoursEditor
        return kind(setting, slip, palette)
    if setting.kind == "array":
        return _list(setting, slip, store, palette)
    return KINDS.get(setting.kind, TextEditor)(setting, slip, palette)


def _list(setting: Setting, slip: Slip, store: Store, palette: Palette) -> Editor:
    if setting.choices:
        return ChipsEditor(setting, slip, palette)
    if setting.items.get("x-kind") == "days":
        return DaysEditor(setting, slip, palette)
    if setting.items.get("x-kind"):
        return TagsEditor(setting, slip, palette)
    poses = [(pose.id, _(pose.name)) for pose in store.poses]
    return ChipsEditor(setting, slip, palette, poses)


class Row(QWidget):
    """One setting. `said` carries what came of a change: a reason for a refusal, or ""."""

    said = Signal(object, str)

    def __init__(self, setting: Setting, store: Store, palette: Palette) -> None:
        super().__init__()
        self.setting, self._store = setting, store
        self.editor = editor(setting, store, palette)
        self.title, self.about = QLabel(_(setting.title)), QLabel(about(setting))
        self.problem = QLabel()
        self.reset = QPushButton("↺")
        self._lay_out()
        self.editor.changed.connect(self._change)
        self.editor.slipped.connect(self.complain)
        self.reset.clicked.connect(self._reset)
        self.refresh()

    def refresh(self) -> None:
        """Show what the file says now."""
        self.editor.show_value(self._store.value(self.setting))
        self.editor.setEnabled(not self._store.problem)
        self.reset.setVisible(not self._store.is_default(self.setting))
        self.reset.setEnabled(not self._store.problem)
        slip = self._store.slip(self.setting, self._store.value(self.setting))
        if slip or not self._typing():
            self.complain(slip)

    def complain(self, sentence: str) -> None:
        """Show what is wrong, or that nothing is."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.editor.setAccessibleDescription(sentence)

    def matches(self, words: list[str]) -> bool:
        """Say whether each of the words stands in the key, the title or the sentence."""
        setting = self.setting
        text = f"{setting.key} {_(setting.title)} {_(setting.about)} {' '.join(setting.choices)}"
        found = text.casefold()
        return all(word in found for word in words)

    def _typing(self) -> bool:
        field = getattr(self.editor, "field", None)
        return bool(field is not None and field.property("wrong"))

    def _change(self, value: Any) -> None:
        refusal = self._store.set(self.setting, value)
        if not refusal:
            self.editor.show_value(self._store.value(self.setting))  # it may have been so already
        self.complain(refusal)
        self.said.emit(self, refusal)

    def _reset(self) -> None:
        refusal = self._store.reset(self.setting)
        self.complain(refusal)
        self.said.emit(self, refusal)
        if not refusal:
            self.editor.setFocus()

    def _lay_out(self) -> None:
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.about.setObjectName("about")
        self.problem.setObjectName("problem")
        for label in (self.title, self.about, self.problem):
            label.setWordWrap(True)
            label.setMinimumWidth(LEAST)  # a long word must not push all else out of the window
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.hide()
        self.reset.setObjectName("quiet")
        self.reset.setFixedWidth(40)
        self.reset.setAutoDefault(False)
        default = as_toml(self.setting.default)
        tip = _("Back to the default: {value}").format(value=default)
        self.reset.setToolTip(tip)
        self.reset.setAccessibleName(f"{_(self.setting.title)}, {tip}")
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(policy)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self.title)
        words.addWidget(self.about)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addLayout(words, 1)
        if not self.editor.wide:
            self.editor.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
            line.addWidget(self.editor, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(8)
        column.addLayout(line)
        if self.editor.wide:
            column.addWidget(self.editor)
        column.addWidget(self.problem)
