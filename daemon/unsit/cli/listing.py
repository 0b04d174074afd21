"""The verbs that print lists: poses, settings, history. They need no daemon."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from unsit import history as record
from unsit import library, places, prepare
from unsit.cli import asking, shelving, stretching, values
from unsit.core.poses import Pose
from unsit.core.words import length

PICTURE, FILM = 512, 320
"""Pixels that a picture, or a film, is wide and high when nobody says."""


def poses(as_json: bool) -> int:
    """Print the poses; return the exit code."""
    shelf = library.load()
    if as_json:
        _json([library.as_public(pose) for pose in shelf.poses])
    else:
        _tables(shelf.poses)
    return _complain(shelf.problems)


def _tables(shelf: Sequence[Pose]) -> None:
    """Print the poses, then what stands in for them, then what is shelved."""
    columns = ("Pose", "", "Works", "Hold", "Sides", "Needs")
    _table(columns, [_pose_row(pose) for pose in shelf if pose.kind != "stand-in"])
    others = [_pose_row(pose) for pose in shelf if pose.kind == "stand-in"]
    if others:
        print()
        _table(("Stand-in", *columns[1:]), others)
    for line in shelving.lines(shelf):
        print(f"\n{line}")


def pose(word: str) -> int:
    """Tell all about one pose; return the exit code."""
    print(_told(stretching.find(word, library.load().poses)))
    return 0


def draw(
    word: str, files: Mapping[str, Path], theme: str, figure: str | None, size: int | None
) -> int:
    """Draw a pose into files: png (the hold), sheet (each step), gif (all of it, moving).

    `figure` is who shows it, None as the settings say; `size` is pixels, None as is usual. Return
    the exit code.
    """
    from unsit.window import picture

    document = library.to_json(stretching.find(word, library.load().poses))
    look = figure or (prepare.load() or prepare.read()).settings.session.figure
    try:
        if "png" in files:
            picture.hold_png(document, files["png"], size or PICTURE, theme, look)
        if "sheet" in files:
            picture.sheet_png(document, files["sheet"], size or PICTURE, theme, look)
        if "gif" in files:
            from unsit.cli import moving

            moving.write(picture.film(document, size or FILM, theme, look), files["gif"])
    except (ValueError, OSError) as problem:
        asking.fail(str(problem))
    return 0


def check() -> int:
    """Print every problem of the settings and pose files; return 1 when there is one."""
    _, problems = prepare.read_settings()
    shelf = library.load()
    undrawable = list(_undrawable(shelf.poses))
    if not problems and not shelf.problems and not undrawable:
        file = places.settings_file()
        print(f"{file}: good" if file.exists() else f"{file}: not there; the defaults are used")
        print(f"{len(shelf.poses)} poses: good")
    return _complain((*problems, *shelf.problems, *undrawable))


def _undrawable(poses: Sequence[Pose]) -> Iterator[str]:
    """Yield what keeps figures from being drawn; nothing where Qt cannot be loaded to try it."""
    try:
        from unsit.window.figure import Figure, FigureError
    except ImportError:
        return
    for pose in poses:
        try:
            if pose.figure is not None:
                Figure(pose.figure, "light")
        except FigureError as wrong:
            yield from (f"{pose.id}.toml: {problem}" for problem in wrong.problems)


def settings(as_json: bool) -> int:
    """Print every setting as it holds now, and its sentence; return the exit code.

    A file with problems does not hold: they are told beside what does.
    """
    found = values.listed((prepare.load() or prepare.read()).settings)
    _, problems = prepare.read_settings()
    if as_json:
        _json([asdict(setting) for setting in found])
    else:
        rows = [(setting.key, setting.value, setting.about) for setting in found]
        _table(("Setting", "Now", "What it does"), rows)
    return _complain(problems)


def history(as_json: bool, limit: int | None, days: int | None) -> int:
    """Print what happened, newest first; return the exit code.

    `days` are so many times 24 hours back from now. With neither, people get the last 40 records.
    """
    since = datetime.now().astimezone() - timedelta(days=days) if days else None
    if not (as_json or limit or days):
        limit = 40
    try:
        with record.opened() as book:
            rows = book.records(limit, since)
    except record.HistoryError as problem:
        asking.fail(str(problem))
    if as_json:
        _json(rows)
    elif not rows:
        print("Nothing then." if days else "Nothing yet. It begins with your first sitting.")
    else:
        _table(("When", "What", ""), [_history_row(row) for row in rows])
    return 0


def hold_words(found: Pose) -> str:
    """Return how long a pose is held, in words."""
    if found.hold.breaths is not None:
        least, most = found.hold.breaths
        return f"{least}–{most} breaths" if least != most else f"{least} breaths"
    return length(found.hold.seconds or 0)


def _pose_row(found: Pose) -> tuple[str, ...]:
    sides = "each side" if found.sides == "each" else "both at once"
    works, needs = ", ".join(found.works), ", ".join(found.needs) or "nothing"
    return found.id, found.name, works, hold_words(found), sides, needs


def _told(found: Pose) -> str:
    lines = [f"{found.name} ({found.id})"]
    facts = {
        "Also called": ", ".join(found.also),
        "Credit": found.credit,
        "Works": ", ".join(found.works),
        "Loads": ", ".join(found.load),
        "Starts": found.position,
        "Needs": ", ".join(found.needs) or "nothing",
        "Hold": f"{hold_words(found)}, {'each side' if found.sides == 'each' else 'both at once'}",
        "Caution": found.caution,
        "Easier": found.easier,
        "Stand-in": found.stand_in,
        "Deeper": found.deeper,
        "Note": found.note,
        "Ours": ", ".join(found.ours),
    }
    lines += [f"{name + ':':13}{value}" for name, value in facts.items() if value]
    steps = [step.say for step in found.steps]
    lines += [f"{number:2}. {say}" for number, say in enumerate(steps, 1)]
    return "\n".join(lines).replace("{side}", "right").replace("{other}", "left")


def _history_row(row: dict[str, Any]) -> tuple[str, ...]:
    when = datetime.fromisoformat(row["at"]).strftime("%a %Y-%m-%d %H:%M")
    if row["kind"] == "session":
        held = ", ".join(f"{side} {seconds:.0f} s" for side, seconds in row["held_s"].items())
        return (
            when,
            "session",
            f"{row['pose']}: {row['outcome']}" + (f", held {held}" if held else ""),
        )
    if row["kind"] == "reminder":
        return when, "reminder", f"{row['pose']}: {row['outcome']} after {length(row['sat_s'])}"
    return when, "sitting", f"{length(row['sat_s'])}, ended by {row['ended_by']}"


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column == columns[0])
    for row in rows:
        table.add_row(*row)
    Console(highlight=False, markup=False).print(table)


def _json(document: Any) -> None:
    print(json.dumps(document, ensure_ascii=False, indent=2))


def _complain(problems: Sequence[object]) -> int:
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0
