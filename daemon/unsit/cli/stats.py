"""The verb `stats`: today, this week, this month, and the dose of the last seven days."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from unsit.cli import asking
from unsit.core import dose, reckoning, rows
from unsit.core.language import _, ngettext, pgettext
from unsit.core.reckoning import Reckoning
from unsit.core.rows import NOW, Span
from unsit.core.words import length, total
from unsit.history import HistoryError
from unsit.record import figures, words
from unsit.record.source import Source, reading

WIDE = 80
"""Columns that are filled at most."""
BAR = 14
"""Characters of a bar of a week's dose on one side."""
PARTS = " ▏▎▍▌▋▊▉█"


def stats(days: int | None, as_json: bool) -> int:
    """Print what the days came to; return the exit code. `days`: of so many up to today as well."""
    try:
        with reading() as source:
            if as_json:
                print(json.dumps(_document(source, days), ensure_ascii=False, indent=2))
            elif source.empty:
                print(_("Nothing yet. It begins with your first sitting."))
            else:
                _print(source, days)
    except HistoryError as problem:
        asking.fail(str(problem))
    return 0


def _spans(source: Source, days: int | None) -> dict[str, Span]:
    today = source.today
    found = {"today": rows.day(today), "week": rows.week(today), "month": rows.month(today)}
    return found if days is None else {**found, "days": rows.last(days, today)}


def _reckoned(source: Source, spans: Mapping[str, Span]) -> dict[str, Reckoning]:
    whole = Span(min(span.first for span in spans.values()), source.today)
    found = source.rows(whole)
    return {name: reckoning.reckon(found, span, source.poses) for name, span in spans.items()}


def _week(source: Source) -> Reckoning:
    span = rows.last(dose.DAYS, source.today)
    return reckoning.reckon(source.rows(span), span, source.poses)


# --- for people ---------------------------------------------------------------------------------


def _print(source: Source, days: int | None) -> None:
    console = Console(highlight=False, markup=False)
    console = Console(highlight=False, markup=False, width=min(WIDE, console.width))
    found = _reckoned(source, _spans(source, days))
    console.print(_columns(found, _heads(days)))
    for line in _notes(source, found["month"]):
        console.print(Text(line))
    console.print()
    console.print(_doses(source, _week(source), console.is_terminal))


def _heads(days: int | None) -> dict[str, str]:
    heads = {"today": _("Today"), "week": _("This week"), "month": _("This month")}
    if days is not None:
        last = ngettext("Last {days} day", "Last {days} days", days).format(days=days)
        heads["days"] = last
    return heads


def _columns(found: Mapping[str, Reckoning], heads: Mapping[str, str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 3, 0, 0))
    table.add_column("", no_wrap=True)
    for head in heads.values():
        table.add_column(head, justify="right", no_wrap=True)

    def row(label: str, cell: Callable[[Reckoning], str], style: str = "") -> None:
        cells = [cell(each) or "–" for each in found.values()]
        if any(each != "–" for each in cells):
            table.add_row(label, *cells, style=style)

    def counted(
        label: str, pick: Callable[[Reckoning], Mapping[str, int]], known: Mapping[str, str]
    ) -> None:
        row(label, lambda each: _number(sum(pick(each).values())))
        for key, word in known.items():
            row(f"  {word}", partial(_one, pick, key), style="dim")

    row(pgettext("for how long", "Sat"), lambda each: total(each.sat) if each.sat >= 1 else "")
    row(_("Longest sitting"), lambda each: length(each.longest.seconds) if each.longest else "")
    counted(_("Got up"), lambda each: each.breaks, words.ends())
    counted(_("Reminders"), lambda each: each.reminders, words.outcomes())
    row(_("Stretches"), lambda each: _number(each.stretched))
    row(_("Held"), lambda each: total(each.held) if each.held >= 1 else "")
    row(_("Days with a stretch"), lambda each: words.kept(each) if each.kept[1] else "")
    row(_("Hips, before and after"), _felt)
    return table


def _one(pick: Callable[[Reckoning], Mapping[str, int]], key: str, found: Reckoning) -> str:
    return _number(pick(found).get(key, 0))


def _number(count: int) -> str:
    return str(count) if count else ""


def _felt(found: Reckoning) -> str:
    felt = found.felt
    if felt is None:
        return ""
    return _("{before:.1f} to {after:.1f}").format(before=felt.before, after=felt.after)


def _notes(source: Source, month: Reckoning) -> list[str]:
    """Return what else is worth a line; what was not is not mentioned."""
    notes = []
    in_a_row = source.run()
    if in_a_row > 1:
        notes.append(
            _(
                "A stretch on each of the last {days} days that you sat. Days off do not count."
            ).format(days=in_a_row)
        )
    if month.longest is not None and month.longest.by == NOW:
        notes.append(_("The longest sitting of this month is the one that goes on now."))
    return notes


def _doses(source: Source, week: Reckoning, bars: bool) -> Table:
    """Return the table of the last seven days: left beside right, a bar for each on a terminal."""
    goal = length(dose.GOAL)
    table = Table(
        box=None,
        pad_edge=False,
        header_style="bold",
        padding=(0, 2, 0, 0),
        caption=_("The bars end at {goal} a week, beyond which little is gained.").format(goal=goal)
        if bars
        else None,
        caption_justify="left",
    )
    table.add_column(_("Held in 7 days, of {goal}").format(goal=goal), no_wrap=True)
    for side in reversed(dose.SIDES):
        table.add_column(words.sides()[side].capitalize(), justify="right", no_wrap=True)
        if bars:
            table.add_column("", no_wrap=True)
    for group in reckoning.groups(source.poses, week.doses):
        cells: list[str | Text] = [words.group(group)]
        for side in reversed(dose.SIDES):
            seconds = week.doses.get((group, side), 0.0)
            cells.append(length(seconds) if seconds else "–")
            if bars:
                cells.append(_bar(seconds / dose.GOAL))
        table.add_row(*cells)
    return table


def _bar(part: float) -> Text:
    """Return a bar of which `part` (0 to 1 and more) is filled, an eighth of a character exact."""
    eighths = round(min(1.0, part) * BAR * 8)
    whole, rest = divmod(eighths, 8)
    full = "█" * whole + (PARTS[rest] if rest else "")
    return Text.assemble((full, "cyan"), ("·" * (BAR - len(full)), "dim"))


# --- for programs -------------------------------------------------------------------------------


def _document(source: Source, days: int | None) -> dict[str, Any]:
    found = _reckoned(source, _spans(source, days))
    week = _week(source)
    return {
        "at": source.now.isoformat(timespec="seconds"),
        "days_in_a_row": source.run(),
        "spans": {name: figures.as_json(each) for name, each in found.items()},
        "dose": {
            "days": dose.DAYS,
            "goal_s": dose.GOAL,
            "held_s": figures.held(source.poses, week),
        },
    }
