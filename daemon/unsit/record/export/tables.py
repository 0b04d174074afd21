"""The history as CSV (RFC 4180, UTF-8) and as JSON."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from unsit import __version__
from unsit.core import dose
from unsit.core.reckoning import Reckoning
from unsit.core.rows import NOW, Rows, Span
from unsit.record import figures

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""With what a spreadsheet takes a text for a formula, as OWASP lists it ("CSV Injection")."""
MARK = {"generator": "Unsit"}
"""What a JSON file of ours says first."""

HEADS = {
    "unsit-sittings.csv": ("ended_at", "seconds", "ended_by"),
    "unsit-reminders.csv": ("at", "outcome", "pose"),
    "unsit-stretches.csv": (
        *("began_at", "pose", "outcome", "left_s", "right_s", "both_sides_s"),
        *("feel_before", "feel_after", "hurt_on"),
    ),
    "unsit-muscles.csv": ("muscles", "left_s", "right_s", "left_s_per_week", "right_s_per_week"),
}
"""The files and their columns."""


def tables(rows: Rows, found: Reckoning) -> dict[str, str]:
    """Return the CSV files by their names."""
    span = found.span
    bodies = (
        _sittings(rows, span),
        _reminders(rows, span),
        _stretches(rows, span),
        _muscles(found),
    )
    named = zip(HEADS.items(), bodies, strict=True)
    return {name: _csv(head, body) for (name, head), body in named}


def document(rows: Rows, found: Reckoning) -> str:
    """Return the JSON file: what happened, and what it came to."""
    span = found.span
    lists = {
        name.removeprefix("unsit-").removesuffix(".csv"): [
            dict(zip(HEADS[name], row, strict=True)) for row in body
        ]
        for name, body in zip(
            HEADS,
            (
                _sittings(rows, span),
                _reminders(rows, span),
                _stretches(rows, span),
                _muscles(found),
            ),
            strict=True,
        )
    }
    whole = {**MARK, "version": __version__, "summary": figures.as_json(found), **lists}
    return json.dumps(whole, ensure_ascii=False) + "\n"  # with indents it takes five times as long


def safe(cell: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula; numbers are what they are."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA):
        return f"'{cell}"
    return cell


def _sittings(rows: Rows, span: Span) -> list[Sequence[Any]]:
    return [
        (each.until.isoformat(), round(each.seconds, 1), each.by)
        for each in rows.sittings
        if span.holds(each.until) and each.by != NOW
    ]


def _reminders(rows: Rows, span: Span) -> list[Sequence[Any]]:
    found = (each for each in rows.reminders if span.holds(each.at))
    return [(each.at.isoformat(), each.outcome, each.pose) for each in found]


def _stretches(rows: Rows, span: Span) -> list[Sequence[Any]]:
    return [
        (
            each.at.isoformat(),
            each.pose,
            each.outcome,
            *(each.held.get(side, 0.0) for side in ("left", "right", "both")),
            *(each.before, each.after, each.side),
        )
        for each in rows.sessions
        if span.holds(each.at)
    ]


def _muscles(found: Reckoning) -> list[Sequence[Any]]:
    weeks = max(1.0, found.span.days / dose.DAYS)
    return [
        (group, *held, *(round(seconds / weeks, 1) for seconds in held))
        for group in sorted({group for group, _side in found.doses})
        for held in [[round(found.doses.get((group, side), 0.0), 1) for side in ("left", "right")]]
    ]


def _csv(head: Sequence[str], body: Iterable[Sequence[Any]]) -> str:
    memory = io.StringIO(newline="")
    lines = csv.writer(memory)
    lines.writerow(head)
    lines.writerows([safe(cell) for cell in row] for row in body)
    return memory.getvalue()
