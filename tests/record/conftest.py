"""A terminal, a history that somebody lived, and one that is empty."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.cli.conftest import house
from tests.cli.terminal import Terminal
from unsit import journal

__all__ = ["house"]

Note = Callable[..., None]


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Give a test a terminal of 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    return Terminal(capsys)


@pytest.fixture
def now() -> datetime:
    """Return this moment, at noon: no test of a day depends on the hour at which it runs."""
    return datetime.now().astimezone().replace(hour=12, minute=0, second=0, microsecond=0)


@pytest.fixture
def note(now: datetime) -> Note:
    """Give a test a pen: it writes down what happened so many hours before today's noon."""

    def write(kind: str, hours: float, **facts: Any) -> None:
        journal.append(kind, now - timedelta(hours=hours), facts)

    return write


def holds(*sides: str, seconds: float = 30.0) -> list[dict[str, Any]]:
    """Return whole holds on these sides."""
    return [{"side": side, "step": 4, "seconds": seconds, "complete": True} for side in sides]


@pytest.fixture
def morning(note: Note) -> None:
    """Live a morning: two sittings, two reminders, a stretch on both sides."""
    note("sitting", 2.5, sat_s=3600, ended_by="away")
    note("reminder", 1, outcome="snoozed", pose="garland", sat_s=2700)
    note("reminder", 0.5, outcome="started", pose="pigeon", sat_s=3000)
    note("session", 0.5, pose="pigeon", outcome="done", holds=holds("right", "left"))
    note("sitting", 0.5, sat_s=3000, ended_by="session")
