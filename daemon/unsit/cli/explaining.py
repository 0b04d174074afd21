"""The verb `why`: the last decisions of the daemon, in plain words with their times."""

from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table

from unsit.cli import asking


def why(as_json: bool) -> None:
    """Print the decisions, newest first; end when no daemon runs."""
    decisions: list[dict[str, str]] = asking.tell({"verb": "why"})["why"]
    if as_json:
        asking.show(decisions, as_json, "")
    elif not decisions:
        print("Nothing has been decided yet.")
    else:
        _print(decisions)


def _print(decisions: list[dict[str, Any]]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("When", "What", "Why"):
        table.add_column(column, overflow="fold", no_wrap=column == "When")
    today = datetime.now().astimezone().date()
    for each in decisions:
        at = datetime.fromisoformat(each["at"])
        when = f"{at:%H:%M:%S}" if at.date() == today else f"{at:%a %H:%M:%S}"
        table.add_row(when, each["what"], each["because"])
    Console(highlight=False, markup=False).print(table)
