"""Writes the files of an export into a folder: all that is ours whole, nothing that is not ours."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from unsit import places
from unsit.core import reckoning
from unsit.core.language import _
from unsit.core.rows import Rows, Span
from unsit.record import needed, views
from unsit.record.export import page, tables
from unsit.record.source import Source

PAGE, DOCUMENT = "unsit-history.html", "unsit-history.json"
KINDS = ("csv", "json", "html")


class NotOursError(Exception):
    """A file of this name is there and was not written by us; says so in a sentence."""


def export(source: Source, kinds: Iterable[str], span: Span) -> dict[str, str]:
    """Return the files of an export by their names."""
    rows: Rows = source.rows(span)
    found = reckoning.reckon(rows, span, source.poses)
    files: dict[str, str] = {}
    for kind in kinds:
        if kind == "csv":
            files.update(tables.tables(rows, found))
        elif kind == "json":
            files[DOCUMENT] = tables.document(rows, found)
        else:
            drawn = _pictures(source, span.last)
            files[PAGE] = page.page(source, rows, found, drawn)
    return files


def write(files: Mapping[str, str], folder: Path) -> list[Path]:
    """Write the files and return where they are. Raises NotOursError, before anything is written, and
    OSError, with what stood there before in its place.
    """
    for name in files:
        if not _is_ours(folder / name):
            raise NotOursError(
                _(
                    "{file} is there already and was not written by Unsit, so nothing was written; move"
                    " it away, or name another folder."
                ).format(file=folder / name)
            )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, content in files.items():
        places.write_whole(folder / name, content)
    return [folder / name for name in files]


def _is_ours(file: Path) -> bool:
    """Say whether a file may be replaced: there is none, or its beginning says that it is ours."""
    try:
        with file.open("rb") as begun:
            start = begun.read(400).decode(errors="replace")
    except FileNotFoundError:
        return True
    if file.name == PAGE:
        return page.MARK in start
    if file.name == DOCUMENT:
        return json.dumps(tables.MARK).strip("{}") in start
    return start.startswith(",".join(tables.HEADS[file.name]))


def _pictures(source: Source, last: date) -> tuple[page.Picture, ...]:
    """Draw the last weeks and the dose of the last week; nothing where nothing can be drawn."""
    try:
        needed.plots()
        from unsit.record.plots import picture
    except (needed.NoPlotsError, ImportError):
        return ()
    shown = (views.weeks(source, last), views.week_dose(source, last))
    titled = ((view, f"{view.title}. {view.text}") for view in shown)
    return tuple(page.Picture(picture.svg(view), text) for view, text in titled)
