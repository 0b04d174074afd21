"""`unsit simulate`: when reminders would come, and why, by days that are made up or were lived."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from unsit import amend, handbook, history, library, places, prepare, settings
from unsit.cli import asking, uneventful
from unsit.core import simulating
from unsit.core.language import _, ngettext, pgettext
from unsit.core.rules import Rules
from unsit.core.simulating import TYPICAL, Block, By, DayError, Outcome
from unsit.core.words import length, total
from unsit.handbook import as_toml
from unsit.settings import Settings

FULL = 3
"""Days that are told decision by decision; of more, each has a line."""
WEEK = 7

Days = list[tuple[date, tuple[Block, ...]]]


def simulate(
    days: int | None,
    source: str,
    changes: Sequence[str],
    answer: str,
    as_json: bool,
    plot: Path | None,
) -> int:
    """Live the days by the settings, and once more by changed ones; print both. Return the code."""
    now = datetime.now().astimezone()
    plan = _plan(source, days, now)
    poses = tuple(pose for pose in library.load().poses)
    by = (prepare.load() or prepare.read()).settings
    lived = {"": _live(plan, by, poses, answer)}
    if changes:
        by = _changed(changes, poses)
        lived[", ".join(changes)] = _live(plan, by, poses, answer)
    last = [*lived.values()][-1]
    if plot is not None:
        from unsit.cli import plotting

        plotting.write(lived, plot)
    if as_json:
        documents = {
            name or "settings": [_json(day) for day in days] for name, days in lived.items()
        }
        print(json.dumps(documents, ensure_ascii=False, indent=2))
    else:
        _print(last, _untold(poses), by.rules)
        _compare(lived)
        if plot is not None:
            print(plot)
    return 0


# --- which days -------------------------------------------------------------------------------------


def _plan(source: str, days: int | None, now: datetime) -> Days:
    if source == "history":
        return _from_history(days or WEEK, now)
    lines = TYPICAL if source == "typical" else _read(Path(source))
    monday = now.date() - timedelta(days=now.weekday())
    dates = [monday + timedelta(days=number) for number in range(days or 1)]
    try:
        return [(on, simulating.described(lines, on, now.tzinfo)) for on in dates]
    except DayError as wrong:
        asking.fail(f"{source}: {wrong}.")


def _read(file: Path) -> list[str]:
    """Return the lines of a described day: day = ["09:00-10:30 sit", ...]."""
    from unsit.schema.syntax import decoded, in_words

    try:
        content = places.read_file(file)
    except OSError as problem:
        asking.fail(
            _("{file} cannot be read ({reason}). A day is typical, history, or a file.").format(
                file=file, reason=problem.strerror
            )
        )
    text, undecodable = decoded(file.name, content)
    if undecodable:
        asking.fail(str(undecodable))
    try:
        document = settings.parsed(text)
    except (ValueError, RecursionError) as problem:
        asking.fail(str(in_words(file.name, text, str(problem))))
    lines = document.get("day")
    if set(document) != {"day"} or not _are_lines(lines):
        example = 'day = ["09:00-10:30 sit", "10:30-11:00 call", "12:00-13:00 lunch"]'
        asking.fail(
            _("{file} describes no day; a day looks like this: {example}").format(
                file=file, example=example
            )
        )
    return list(lines or ())


def _are_lines(lines: Any) -> bool:
    return isinstance(lines, list) and bool(lines) and all(isinstance(each, str) for each in lines)


def _from_history(days: int, now: datetime) -> Days:
    first = datetime.combine((now - timedelta(days=days - 1)).date(), time(), now.tzinfo)
    try:
        with history.opened() as book:
            rows = book.records(None, first)
    except history.HistoryError as problem:
        asking.fail(str(problem))
    sat = [row for row in reversed(rows) if row["kind"] == "sitting"]
    if not sat:
        asking.fail(_("The history has no sitting in these days; try --from typical."))
    found: Days = []
    for number in range(days):
        on = first.date() + timedelta(days=number)
        found.append((on, _sittings(sat, on, now.tzinfo)))
    return found


def _sittings(rows: Sequence[dict[str, Any]], on: date, zone: tzinfo | None) -> tuple[Block, ...]:
    """Return when somebody sat on a day. What a sitting's clock left out is taken off its beginning."""
    blocks: list[Block] = []
    midnight = datetime.combine(on, time(), zone)
    for row in rows:
        end = datetime.fromisoformat(row["at"]).astimezone(zone)
        start = max(end - timedelta(seconds=row["sat_s"]), midnight)
        if end.date() == on:
            start = max(start, blocks[-1].end) if blocks else start
            if start < end:
                blocks.append(Block("sit", start, end))
    return tuple(blocks)


# --- by which settings ------------------------------------------------------------------------------


def _live(plan: Days, by: Settings, poses: tuple[Any, ...], answer: str) -> tuple[Outcome, ...]:
    return simulating.live(plan, By(by.rules, by.poses, poses, by.session, answer))


def _changed(changes: Sequence[str], poses: tuple[Any, ...]) -> Settings:
    """Return the settings of the file with some changed, each as "section.key=value"."""
    document = _given()
    for change in changes:
        name, equals, value = change.partition("=")
        if not equals:
            asking.fail(
                _(
                    "{change} is no change; it looks like this: sitting.remind_after='30 min'"
                ).format(change=repr(change))
            )
        setting = handbook.find(name.strip())
        if setting is None:
            asking.fail(amend.unknown(name.strip()))
        _put(document, setting.path, amend.meant(setting, value.strip()))
    found, problems = settings.read(_toml(document), poses, file="--set")
    if problems:
        placed = (replace(problem, line=None, column=None) for problem in problems)
        asking.fail("\nunsit: ".join(map(str, placed)))
    return found


def _given() -> dict[str, Any]:
    try:
        document = settings.parsed(places.settings_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if settings.read(_toml(document))[1]:
        asking.fail(_("The settings have mistakes: see `unsit settings check`."))
    return document


def _put(document: dict[str, Any], path: Sequence[str], value: Any) -> None:
    *sections, key = path
    for section in sections:
        document = document.setdefault(section, {})
    document[key] = value


def _toml(document: dict[str, Any]) -> str:
    lines: list[str] = []
    for section, pairs in document.items():
        if not isinstance(pairs, dict):
            lines.insert(0, f"{section} = {as_toml(pairs)}")
            continue
        lines.append(f"[{json.dumps(section)}]")
        for key, value in pairs.items():
            lines.append(f"{json.dumps(key)} = {as_toml(value)}")
    return "\n".join(lines)


# --- what is printed --------------------------------------------------------------------------------


def _untold(poses: tuple[Any, ...]) -> set[str]:
    """Return what is decided without a word about reminders, as the core calls it."""
    chosen = {_("chose {pose}").format(pose=_(pose.name)) for pose in poses}
    return {*chosen, _("no input"), pgettext("somebody is", "back"), _("still sitting")}


def _print(days: Sequence[Outcome], untold: set[str], rules: Rules) -> None:
    if len(days) > FULL:
        _table(
            (_("Day"), _("Reminders"), pgettext("for how long", "Sat"), _("Longest sitting"), ""),
            [_row(day, rules) for day in days],
        )
        return
    for day in days:
        print(f"{day.date:%A %Y-%m-%d}")
        rows = [
            (f"{each.at:%H:%M}", each.what, each.because)
            for each in day.decisions
            if each.what not in untold
        ]
        if rows:
            _table((_("When"), _("What"), _("Why")), rows)
        nothing = uneventful.reason(day, rules)
        if nothing:
            print(nothing)
        print()


def _row(day: Outcome, rules: Rules) -> tuple[str, ...]:
    times = " ".join(f"{each.at:%H:%M}" for each in day.reminders)
    number = str(len(day.reminders))
    return (
        f"{day.date:%a %Y-%m-%d}",
        number,
        length(day.sat),
        length(day.longest),
        times or uneventful.reason(day, rules),
    )


def _compare(lived: dict[str, tuple[Outcome, ...]]) -> None:
    for name, days in lived.items():
        number = sum(len(day.reminders) for day in days)
        told = ngettext("{number} reminder", "{number} reminders", number).format(number=number)
        sat = total(sum(day.sat for day in days))
        longest = length(max((day.longest for day in days), default=0.0))
        sentence = _("{settings}: {reminders}; sat {sat} in all, {longest} at the longest.")
        by = _("With {changes}").format(changes=name) if name else _("With your settings")
        print(sentence.format(settings=by, reminders=told, sat=sat, longest=longest))


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column == columns[0])
    for row in rows:
        table.add_row(*row)
    Console(highlight=False, markup=False).print(table)


def _json(day: Outcome) -> dict[str, Any]:
    return {
        "date": day.date.isoformat(),
        "sat_s": round(day.sat),
        "longest_s": round(day.longest),
        "reminders": [
            {
                "at": each.at.isoformat(timespec="seconds"),
                "pose": each.pose,
                "sat_s": round(each.sat),
                "quiet": each.quiet,
            }
            for each in day.reminders
        ],
        "why": [
            {
                "at": each.at.isoformat(timespec="seconds"),
                "what": each.what,
                "because": each.because,
            }
            for each in day.decisions
        ],
    }
