"""Figures as tables of Markdown: what was measured, on each desktop, and the goal."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

NONE = "–"
"""Stands where there is no figure."""


class Row(NamedTuple):
    """One figure: what was measured, the outcome, the goal, the last two with their unit."""

    what: str
    found: str
    goal: str = ""


def side_by_side(columns: Mapping[str, Sequence[Row]]) -> str:
    """Return one table for several desktops; a row that not all have comes where the first has it."""
    lines = ["| what | " + " | ".join(columns) + " | goal |", "|---" * (len(columns) + 2) + "|"]
    for what in _merged([[row.what for row in rows] for rows in columns.values()]):
        having = {name: _row(what, rows) for name, rows in columns.items()}
        cells = [NONE if row is None else row.found for row in having.values()]
        goal = next((row.goal for row in having.values() if row is not None and row.goal), "")
        lines.append(f"| {what} | {' | '.join(cells)} | {goal and f'<= {goal}'} |")
    return "\n".join(lines)


def foot(notes: Mapping[str, str]) -> str:
    """Return what stands below a table, one line each."""
    return "\n".join(f"- {name}: {note}" for name, note in notes.items())


def _row(what: str, rows: Sequence[Row]) -> Row | None:
    return next((row for row in rows if row.what == what), None)


def _merged(lists: Sequence[Sequence[str]]) -> list[str]:
    merged: list[str] = []
    for names in lists:
        at = 0
        for name in names:
            if name in merged:
                at = merged.index(name) + 1
            else:
                merged.insert(at, name)
                at += 1
    return merged
