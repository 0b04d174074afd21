"""What the window shows and changes: the values in the file, and how to take a change back."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from unsit import handbook
from unsit.amend import Amender, RefusedError
from unsit.amend.document import ABSENT
from unsit.core.poses import Pose
from unsit.handbook import Setting
from unsit.preferences.words import beside
from unsit.schema import Report, check

Change = tuple[Setting, Any]


class Store:
    """The values of one settings file. `changed` is called when any may be another."""

    def __init__(self, amender: Amender) -> None:
        self._amender = amender
        self._undo: list[Change] = []
        self._said: dict[str, Any] = {}
        self.problem = ""
        """Why the file as a whole cannot be used; "" when it can."""
        self.changed: Callable[[], object] = _nothing
        self.read()

    @property
    def file(self) -> str:
        """Where the settings are."""
        return str(self._amender.file)

    def places(self) -> list[str]:
        """Return what to watch: the file, where it really lies, and the folders of both."""
        file = self._amender.file
        real = Path(os.path.realpath(file))
        wanted = (file, real, file.parent, real.parent)
        return sorted({str(path) for path in wanted if path.exists()})

    @property
    def poses(self) -> tuple[Pose, ...]:
        """The poses there are."""
        return self._amender.shelf.poses

    @property
    def last(self) -> Setting | None:
        """The setting whose change would be taken back; None = nothing has been changed."""
        return self._undo[-1][0] if self._undo else None

    def read(self) -> bool:
        """Look at the file again; say whether anything is another."""
        before = (self._said, self.problem)
        try:
            self._said, self.problem = self._amender.values(), ""
        except RefusedError as refused:
            self._said, self.problem = {}, str(refused)
        return before != (self._said, self.problem)

    def value(self, setting: Setting) -> Any:
        """Return what the file says, or the default; a value that is wrong, too."""
        return self._said.get(setting.key, setting.default)

    def is_default(self, setting: Setting) -> bool:
        """Say whether a setting is as it is when nothing is said."""
        return bool(self.value(setting) == setting.default)

    def slip(self, setting: Setting, value: Any) -> str:
        """Return what is wrong with a value by itself, "" when nothing is. Quick: for each key."""
        report = Report("", "", handbook.document())
        check(value, setting.described, report, setting.path)
        return "\n".join(beside(str(problem), setting) for problem in report.problems)

    def set(self, setting: Setting, value: Any) -> str:
        """Write a value; return why it was refused, "" when it was not."""
        if value == self.value(setting):
            return ""
        return self._do(setting, lambda: self._amender.set(setting, value))

    def reset(self, setting: Setting) -> str:
        """Give a setting its default again; return why that was refused, "" when it was not."""
        return self._do(setting, lambda: self._amender.unset(setting))

    def undo(self) -> str:
        """Take the last change back; return why that was refused, "" when it was not."""
        if not self._undo:
            return ""
        setting, before = self._undo.pop()
        if before is ABSENT:
            return self._write(setting, lambda: self._amender.unset(setting))
        return self._write(setting, lambda: self._amender.set(setting, before))

    def _do(self, setting: Setting, change: Callable[[], None]) -> str:
        before = self._said.get(setting.key, ABSENT)
        refusal = self._write(setting, change)
        if not refusal:
            self._undo.append((setting, before))
            self.changed()
        return refusal

    def _write(self, setting: Setting, change: Callable[[], None]) -> str:
        try:
            change()
        except RefusedError as refused:
            return "\n".join(beside(each, setting) for each in str(refused).split("\n"))
        self.read()
        self.changed()
        return ""


def _nothing() -> None:
    """Do nothing, for whom nobody waits."""
