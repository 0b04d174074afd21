"""What is different on each weekday: hours, and the place."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from unsit.core.language import _
from unsit.handbook import Setting
from unsit.preferences.editors import Editor, Slip
from unsit.preferences.parts import Combo, Field
from unsit.preferences.words import label
from unsit.schema.kinds import DAYS, MisreadError, days, spans
from unsit.window.palette import Palette


def by_day(value: Any, nothing: Any) -> list[Any]:
    """Return what a table by weekdays says of each day; a shorter span goes before a longer one."""
    week = [nothing] * 7
    named: dict[str, Any] = value if isinstance(value, dict) else {}
    known: dict[str, frozenset[int]] = {}
    for name in named:
        try:
            known[name] = days(name)
        except MisreadError:
            continue
    for name in sorted(known, key=lambda name: -len(known[name])):
        for day in known[name]:
            week[day] = named[name]
    return week


class WeekEditor(Editor):
    """Something for each weekday, one below the other."""

    wide = True

    def lay_out(self, parts: Sequence[QWidget], share: int = 0) -> None:
        """Put the part of each day beside its name; of three thirds of the room they take `share`."""
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(16)
        for row, (day, part) in enumerate(zip(DAYS, parts, strict=True)):
            words = QLabel(label(day))
            words.setBuddy(part)
            self.name(part, label(day))
            grid.addWidget(words, row, 0)
            grid.addWidget(part, row, 1)
        grid.setColumnStretch(1, share)
        grid.setColumnStretch(2, 3 - share)
        self.row.addWidget(holder, 1)
        self.setFocusProxy(parts[0])


class HoursEditor(WeekEditor):
    """The hours of each weekday, as text: "09:00-12:30, 13:30-18:00"."""

    def __init__(self, setting: Setting, slip: Slip, palette: Palette) -> None:
        super().__init__(setting, slip)
        self.fields = [Field(220) for _day in DAYS]
        for field in self.fields:
            field.setMaximumWidth(340)
            field.timer.timeout.connect(self._typed)
        self.lay_out(self.fields, share=2)

    def show_value(self, value: Any) -> None:
        """Show the ranges of each day; days that are named twice have both, as everywhere."""
        week: list[list[str]] = [[] for _ in DAYS]
        for name, ranges in (value if isinstance(value, dict) else {}).items():
            for day in days(name) if _is_days(name) and isinstance(ranges, list) else ():
                week[day] += [each for each in map(str, ranges) if each not in week[day]]
        rest = _("off") if any(week) else _("any time")
        for field, ranges in zip(self.fields, week, strict=True):
            field.setPlaceholderText(rest)
            typing = field.timer.isActive() or (field.hasFocus() and field.isModified())
            if not typing:
                field.settle(", ".join(ranges))

    def _typed(self) -> None:
        week = [[part.strip() for part in field.text().split(",")] for field in self.fields]
        said = [[part for part in ranges if part] for ranges in week]
        wrong = [self.slip({day: ranges}) for day, ranges in zip(DAYS, said, strict=True)]
        for field, sentence in zip(self.fields, wrong, strict=True):
            field.mark(bool(sentence))
        self.slipped.emit(next(filter(None, wrong), ""))
        if not any(wrong):
            for field in self.fields:
                field.setModified(False)
            self.changed.emit(spans(said))


class PlacesEditor(WeekEditor):
    """One of a few words for each weekday, or none."""

    def __init__(self, setting: Setting, slip: Slip, palette: Palette) -> None:
        super().__init__(setting, slip)
        self.combos = [Combo(palette) for _day in DAYS]
        for combo in self.combos:
            combo.addItem(_("As above"), "")
            for word in setting.choices:
                combo.addItem(label(word), word)
            combo.activated.connect(self._chosen)
        self.lay_out(self.combos)

    def show_value(self, value: Any) -> None:
        """Show the word of each day."""
        for combo, word in zip(self.combos, by_day(value, ""), strict=True):
            combo.setCurrentIndex(max(0, combo.findData(word)))

    def _chosen(self) -> None:
        self.changed.emit(spans([combo.currentData() for combo in self.combos]))


def _is_days(name: str) -> bool:
    try:
        return bool(days(name))
    except MisreadError:
        return False
