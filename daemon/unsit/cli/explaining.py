"""The verb `why`: the last decisions of the daemon, in plain words with their times."""

from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table

from unsit.cli import asking
from unsit.core.language import _
from unsit.core.words import weekday


def why(as_json: bool) -> None:
    """Print the decisions, newest first; end when no daemon runs."""
    decisions: list[dict[str, str]] = asking.tell({"verb": "why"})["why"]
    if as_json:
        asking.show(decisions, as_json, "")
    elif not decisions:
        print(_("Nothing has been decided yet."))
    else:
        _print(decisions)


def _print(decisions: list[dict[str, Any]]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, column in enumerate((_("When"), _("What"), _("Why"))):
        table.add_column(column, overflow="fold", no_wrap=place == 0)
    today = datetime.now().astimezone().date()
    for each in decisions:
        at = datetime.fromisoformat(each["at"])
        when = f"{at:%H:%M:%S}"
        if at.date() != today:
            when = _("{weekday} {time}").format(weekday=weekday(at), time=when)
        table.add_row(when, each["what"], each["because"])
    Console(highlight=False, markup=False).print(table)
