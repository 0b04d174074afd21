"""The settings file as bytes: where it really lies, whether it may be written, and its backup."""

import os
import stat
from pathlib import Path

from unsit import places, settings
from unsit.core.language import _
from unsit.schema.syntax import decoded

BOM = "\ufeff"


class RefusedError(ValueError):
    """The settings were not changed; the text says why, in one sentence or one for each problem."""


def backup(file: Path) -> Path:
    """Return where the state before the last change is kept: beside the file, or its link."""
    return file.with_name(file.name + ".bak")


def read(file: Path) -> str:
    """Return the text of the file, its byte order mark with it, "" when there is none.

    Raises RefusedError when it cannot be read.
    """
    try:
        content = places.read_file(file)
    except FileNotFoundError:
        return ""
    except OSError as problem:
        sentence = _("{file} cannot be read: {why}.")
        raise RefusedError(sentence.format(file=file, why=_why(problem))) from problem
    text, undecodable = decoded(file.name, content)
    if undecodable is not None:
        raise RefusedError(str(undecodable))
    return BOM + text if content.startswith(BOM.encode()) else text


def write(file: Path, before: str, after: str) -> None:
    """Put a text in the place of another, which becomes the backup. Raises RefusedError."""
    _may_be_written(file)
    try:
        if before:
            places.write_whole(backup(file), before)
        places.write_whole(file, after, mode=0o644)
    except OSError as problem:
        sentence = _("{file} cannot be written and is as it was: {why}.")
        raise RefusedError(sentence.format(file=file, why=_why(problem))) from problem
    try:
        settings.keep_schema_beside(file)
    except OSError:
        pass  # it only helps editors


def first_copy(file: Path) -> None:
    """Put the documented defaults where there are no settings. Raises RefusedError."""
    if read(file) == "" and not file.exists():
        write(file, "", defaults())


def defaults() -> str:
    """Return the documented defaults, which a file begins with."""
    return (places.shipped("config") / "settings.toml").read_text(encoding="utf-8")


def _may_be_written(file: Path) -> None:
    """Raise RefusedError for what somebody has closed to writing; replacing it would open it again."""
    target = Path(os.path.realpath(file))
    if file.is_symlink() and not target.parent.is_dir():
        sentence = _("{file} is a link to {target}, whose folder is not there.")
        raise RefusedError(sentence.format(file=file, target=target))
    try:
        found = target.stat()
    except OSError:
        return  # it is not there yet, or writing will say what is wrong
    if not stat.S_ISREG(found.st_mode):
        raise RefusedError(_("{file} is no file that can be written.").format(file=file))
    if not found.st_mode & 0o222 or not os.access(target, os.W_OK):
        sentence = _(
            "{file} is read-only; allow writing (chmod u+w), or change it where it is made."
        )
        raise RefusedError(sentence.format(file=target))


def _why(problem: OSError) -> str:
    return problem.strerror or str(problem)
