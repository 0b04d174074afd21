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
from unsit.cli import asking, holding, pictures, shelving, stretching, values
from unsit.cli.columns import padded, widest
from unsit.core import session
from unsit.core.language import N_, _, ngettext, pgettext
from unsit.core.playing import OUTCOMES
from unsit.core.poses import Pose
from unsit.core.words import length, listed, weekday
from unsit.schema import serious

ANSWERS = {
    # Translators: what became of a reminder: "Pigeon Pose: snoozed after 45 min".
    "started": N_("started"),
    "snoozed": N_("snoozed"),
    "skipped": N_("skipped"),
    "ignored": N_("ignored"),
    "withdrawn": N_("withdrawn"),
}
ENDS = {
    # Translators: what ended a sitting: "45 min, ended by session".
    "session": N_("session"),
    "away": N_("away"),
    "standing": N_("standing"),
    "elsewhere": N_("elsewhere"),
}
HELD = {
    # Translators: for how long a side was held: "held right 30 s, left 30 s".
    "right": N_("right {seconds} s"),
    "left": N_("left {seconds} s"),
    "both": N_("both {seconds} s"),
}
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
    """Print the poses, then what stands in for them, what was replaced, and what is shelved."""
    from unsit.cli import posing

    columns = (_("Pose"), "", _("Works"), pgettext("how long", "Hold"), _("Sides"), _("Needs"))
    _table(columns, [_pose_row(pose) for pose in shelf if pose.kind != "stand-in"])
    others = [_pose_row(pose) for pose in shelf if pose.kind == "stand-in"]
    if others:
        print()
        _table((_("Stand-in"), *columns[1:]), others)
    for line in (*posing.replaced(), *shelving.lines(shelf)):
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
    from unsit.window import preflight

    try:
        preflight.load()
    except preflight.NoWindowError as problem:
        # Its sentences are about the window that is opened most.
        asking.fail(str(problem).replace(_("The session window"), _("A picture of a pose")))
    from unsit.window import picture

    for kind, file in files.items():
        pictures.ready(file, pictures.FILM if kind == "gif" else pictures.STILL)
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
    for file in files.values():
        print(file)
    return 0


def check() -> int:
    """Print every problem of the settings and pose files; return 1 when there is one."""
    __, problems = prepare.read_settings()
    shelf = library.load()
    flawed = list(undrawable(shelf.poses))
    if not serious(problems) and not shelf.problems and not flawed:
        file = places.settings_file()
        good, absent = _("{file}: good"), _("{file}: not there; the defaults are used")
        print((good if file.exists() else absent).format(file=file))
        count = len(shelf.poses)
        print(ngettext("{count} pose: good", "{count} poses: good", count).format(count=count))
    return _complain((*problems, *shelf.problems, *flawed))


def undrawable(poses: Sequence[Pose]) -> Iterator[str]:
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
    held = holding.held()
    found = values.listed(held.settings)
    if as_json:
        _json([asdict(setting) for setting in found])
    else:
        rows = [(setting.key, setting.value, _(setting.about)) for setting in found]
        _table((_("Setting"), pgettext("its value", "Now"), _("What it does")), rows)
    holding.mention(held)
    return _complain(held.problems)


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
        print(_("Nothing then.") if days else _("Nothing yet. It begins with your first sitting."))
    else:
        names = {pose.id: _(pose.name) for pose in library.load().poses}
        _table((_("When"), _("What"), ""), [_history_row(row, names) for row in rows])
    return 0


def hold_words(found: Pose) -> str:
    """Return how long a pose is held, in words."""
    if found.hold.breaths is not None:
        least, most = found.hold.breaths
        words = ngettext("{count} breath", "{count} breaths", most)
        return words.format(count=f"{least}–{most}" if least != most else least)
    return length(found.hold.seconds or 0)


def _pose_row(found: Pose) -> tuple[str, ...]:
    works, needs = listed(map(_, found.works)), listed(map(_, found.needs)) or _("nothing")
    return found.id, _(found.name), works, hold_words(found), _sides(found), needs


def _sides(found: Pose) -> str:
    return _("each side") if found.sides == "each" else _("both at once")


def _told(found: Pose) -> str:
    lines = [f"{_(found.name)} ({found.id})"]
    facts = [(name, value) for name, value in _facts(found).items() if value]
    wide = max(11, widest(name for name, __ in facts)) + 2
    lines += [f"{padded(f'{name}:', wide)}{value}" for name, value in facts]
    steps = [session.said(step.say, "right") for step in found.steps]
    return "\n".join((*lines, *(f"{number:2}. {say}" for number, say in enumerate(steps, 1))))


def _facts(found: Pose) -> dict[str, str]:
    """Return what is known of a pose by the name of the fact; what it loads as the settings have it."""
    return {
        _("Also called"): ", ".join(found.also),
        _("Credit"): found.credit,
        _("Works"): listed(map(_, found.works)),
        _("Loads"): ", ".join(found.load),
        _("Starts"): pgettext("starting position", found.position),
        _("Needs"): listed(map(_, found.needs)) or _("nothing"),
        pgettext("how long", "Hold"): listed((hold_words(found), _sides(found))),
        _("Caution"): _(found.caution),
        _("Easier"): _(found.easier),
        _("Stand-in"): found.stand_in,
        _("Deeper"): _(found.deeper),
        _("Note"): _(found.note),
        _("Ours"): ", ".join(found.ours),
    }


def _history_row(row: dict[str, Any], names: Mapping[str, str]) -> tuple[str, ...]:
    """Return a record in words; a pose that is no longer there has only its id."""
    at = datetime.fromisoformat(row["at"])
    when = _("{weekday} {time}").format(weekday=weekday(at), time=f"{at:%Y-%m-%d %H:%M}")
    if row["kind"] == "session":
        return when, pgettext("a record", "session"), _session_row(row, names)
    sat = length(row["sat_s"])
    if row["kind"] == "reminder":
        words = _("{pose}: {outcome} after {length}")
        outcome = _(ANSWERS.get(row["outcome"], row["outcome"]))
        pose = names.get(row["pose"], row["pose"])
        what = words.format(pose=pose, outcome=outcome, length=sat)
        return when, pgettext("a record", "reminder"), what
    by = _(ENDS.get(row["ended_by"], row["ended_by"]))
    # Translators: how long a sitting was, and what ended it: "45 min, ended by session".
    words = _("{length}, ended by {what}").format(length=sat, what=by)
    return when, pgettext("a record", "sitting"), words


def _session_row(row: dict[str, Any], names: Mapping[str, str]) -> str:
    pose = names.get(row["pose"], row["pose"])
    outcome = _(OUTCOMES.get(row["outcome"], row["outcome"]))
    held = listed(
        _(HELD.get(side, "{seconds} s")).format(seconds=f"{seconds:.0f}")
        for side, seconds in row["held_s"].items()
    )
    if not held:
        return _("{pose}: {outcome}").format(pose=pose, outcome=outcome)
    words = _("{pose}: {outcome}, held {lengths}")
    return words.format(pose=pose, outcome=outcome, lengths=held)


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, column in enumerate(columns):
        table.add_column(column, overflow="fold", no_wrap=place == 0)
    for row in rows:
        table.add_row(*row)
    Console(highlight=False, markup=False).print(table)


def _json(document: Any) -> None:
    print(json.dumps(document, ensure_ascii=False, indent=2))


def _complain(problems: Sequence[object]) -> int:
    """Print what is wrong; return 1 when that is more than what is only to be told."""
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if any(not getattr(problem, "mild", False) for problem in problems) else 0
