"""The verb `export`: the history of some days as files to take along."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from unsit.cli import asking
from unsit.core.language import _
from unsit.core.rows import Span
from unsit.history import HistoryError
from unsit.record.export import writing
from unsit.record.source import reading

KINDS = writing.KINDS
"""What is written when nobody says."""


def export(folder: Path, kinds: Sequence[str], first: str, last: str) -> int:
    """Write the history from `first` to `last` ("" = all that is known); return the exit code."""
    since, until = day(first), day(last)
    try:
        with reading() as source:
            if source.empty:
                asking.fail(_("there is nothing to export yet."))
            known = source.bounds
            span = Span(since or known.first, until or known.last)
            if span.first > span.last:
                asking.fail(
                    _(
                        "from {first} to {last} there are no days: the first is the later one."
                    ).format(first=span.first, last=span.last)
                )
            files = writing.export(source, kinds, span)
        for file in writing.write(files, folder):
            print(file)
    except (HistoryError, writing.NotOursError) as problem:
        asking.fail(str(problem))
    except OSError as problem:
        asking.fail(
            _("{folder} cannot be written to: {problem}.").format(
                folder=folder, problem=problem.strerror or problem
            )
        )
    return 0


def day(word: str) -> date | None:
    """Return the day that was written, None for none; end when it is no day."""
    if not word:
        return None
    try:
        return date.fromisoformat(word)
    except ValueError:
        asking.fail(_("{word} is not a day; write it like 2026-03-31.").format(word=repr(word)))
