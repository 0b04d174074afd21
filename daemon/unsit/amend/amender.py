"""One change of the settings file: read, changed, checked, written."""

import os
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from unsit import handbook, library, places, settings
from unsit.amend.document import ABSENT, Document
from unsit.amend.file import BOM, RefusedError, backup, defaults, read, write
from unsit.core.language import _
from unsit.handbook import Setting
from unsit.lock import Lock
from unsit.schema import Problem, Report, serious
from unsit.schema.renamed import moved
from unsit.schema.report import dotted
from unsit.schema.syntax import in_words

__all__ = ["Amender", "RefusedError", "unknown"]


class Amender:
    """Changes one settings file, by default the user's."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file or places.settings_file()

    @property
    def backup(self) -> Path:
        """Where the state before the last change is."""
        return backup(self.file)

    @cached_property
    def shelf(self) -> library.Library:
        """The poses there are, read once."""
        return library.load()

    def values(self) -> dict[str, Any]:
        """Return what the file says, each setting by its key, old names as the new ones.

        Raises RefusedError when it cannot be read.
        """
        document = moved(self.document(), Report(self.file.name, "", handbook.document()))
        found = {each.key: _get(document, each) for each in handbook.settings()}
        return {key: value for key, value in found.items() if value is not ABSENT}

    def document(self) -> dict[str, Any]:
        """Return what the file says, as TOML has it, nothing when there is none. Raises RefusedError."""
        return self._parsed(read(self.file).removeprefix(BOM))

    def get(self, setting: Setting) -> Any:
        """Return what the file says of a setting, `ABSENT` when nothing. Raises RefusedError."""
        return _get(self.document(), setting)

    def set(self, setting: Setting, value: Any) -> None:
        """Let a setting have a value from now on.

        Raises RefusedError, with the sentence of the check when the value is wrong.
        """
        with _one_at_a_time():
            before = read(self.file)
            if not before and not os.path.lexists(self.file):
                self._change(defaults(), setting, change=partial(_put, setting, value), on_disk="")
            else:
                self._change(before, setting, change=partial(_put, setting, value))

    def unset(self, setting: Setting) -> None:
        """Let a setting have its default again. Raises RefusedError.

        Its line goes; in a file that explains it, the default takes its place, under the explanation.
        """
        with _one_at_a_time():
            before = read(self.file)
            explained = f"# {setting.about[:40]}" in before

            def change(document: Document) -> None:
                for path in _old(setting):
                    document.remove(path)
                if explained and setting.key != "hours" and not setting.within:
                    if document.get(setting.path) is not ABSENT:
                        _put(setting, setting.default, document)
                elif setting.key == "hours":
                    _put(setting, {}, document)
                else:
                    document.remove(setting.path)

            self._change(before, setting, change)

    def refusal(self, setting: Setting, value: Any) -> str:
        """Return what the check says of a value, "" when it is good; nothing is changed."""
        try:
            before = read(self.file)
            after = self._changed(before, partial(_put, setting, value))
            self._refuse(before, after, setting)
        except RefusedError as refused:
            return str(refused)
        return ""

    # --- one change ---------------------------------------------------------------------------------

    def _change(
        self,
        before: str,
        setting: Setting,
        change: Callable[[Document], None],
        on_disk: str | None = None,
    ) -> None:
        """Change a text and write it; `on_disk` is what is there, when that is not the text."""
        after = self._changed(before, change)
        if after == before:
            return
        self._refuse(before, after, setting)
        write(self.file, before if on_disk is None else on_disk, after)

    def _changed(self, before: str, change: Callable[[Document], None]) -> str:
        mark, text = (BOM, before[1:]) if before.startswith(BOM) else ("", before)
        self._parsed(text)
        try:
            document = Document(text)
            change(document)
            return mark + str(document)
        except Exception as problem:  # the library fails in many ways on rare texts
            raise RefusedError(self._by_hand()) from problem

    def _refuse(self, before: str, after: str, setting: Setting) -> None:
        """Raise RefusedError where a change makes a problem that was not there, or changes more."""
        was, now = (
            settings.read(text.removeprefix(BOM), self.shelf.poses, self.shelf.broken)[1]
            for text in (before, after)
        )
        known = {(problem.key, problem.found) for problem in was}
        new = [each for each in serious(now) if (each.key, each.found) not in known]
        if new:
            raise RefusedError("\n".join(_without_place(problem) for problem in new))
        if _others(self._parsed(before), setting) != _others(self._parsed(after), setting):
            raise RefusedError(self._by_hand())

    def _parsed(self, text: str) -> dict[str, Any]:
        try:
            return tomllib.loads(text.removeprefix(BOM))
        except (ValueError, RecursionError) as problem:
            raise RefusedError(str(in_words(self.file.name, text, str(problem)))) from problem

    def _by_hand(self) -> str:
        sentence = _("{file} is written in a way that only you can change; open it in an editor.")
        return sentence.format(file=self.file)


def unknown(key: str) -> str:
    """Return the sentence for a key that no setting has."""
    like = handbook.like(key)
    if like:
        return _("There is no setting {key}. Did you mean {like}?").format(key=key[:60], like=like)
    return _("There is no setting {key}; `unsit settings list` has them all.").format(key=key[:60])


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Keep two from changing the file at once: the second would undo the first."""
    try:
        lock = Lock("settings", wait=True)
    except OSError as problem:
        raise RefusedError(f"{problem.strerror or problem}.") from problem
    try:
        yield
    finally:
        lock.close()


def _put(setting: Setting, value: Any, document: Document) -> None:
    for path in _old(setting):
        document.remove(path)
    if setting.key == "hours" and isinstance(value, dict):
        beside = document.get(("hours",))
        kept = (
            {key: beside[key] for key in _beside() if key in beside} if beside is not ABSENT else {}
        )
        value = {**value, **kept}
    document.set(setting.path, value)


def _old(setting: Setting) -> list[tuple[str, ...]]:
    return [tuple(key.split(".")) for key in setting.renamed_from]


def _beside() -> tuple[str, ...]:
    """Return the settings that stand in the table of the hours, among the days."""
    return tuple(handbook.document()["properties"]["hours"]["properties"])


def _get(document: dict[str, Any], setting: Setting) -> Any:
    value: Any = document
    for key in setting.path:
        if not isinstance(value, dict) or key not in value:
            return ABSENT
        value = value[key]
    return _own(setting, value)


def _own(setting: Setting, value: Any) -> Any:
    if setting.key == "hours" and isinstance(value, dict):
        return {key: inner for key, inner in value.items() if key not in _beside()}
    return value


def _others(document: dict[str, Any], setting: Setting) -> dict[str, Any]:
    """Return everything that a change of a setting must leave alone, without empty sections."""
    found: dict[str, Any] = {}

    def walk(table: dict[str, Any], path: tuple[str, ...]) -> None:
        for key, value in table.items():
            here = (*path, key)
            if (here == setting.path and setting.key != "hours") or here in _old(setting):
                continue
            if isinstance(value, dict):
                walk(value, here)
            elif not (setting.key == "hours" and path == ("hours",) and key not in _beside()):
                found[dotted(here)] = value

    walk(document, ())
    return found


def _without_place(problem: Problem) -> str:
    return str(replace(problem, file="", line=None, column=None))
