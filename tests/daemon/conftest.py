"""A house for each test of the daemon."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.daemon.house import House
from unsit.daemon import coach


@pytest.fixture
def house(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    house = House(home / "stage")
    monkeypatch.setattr(coach, "command", lambda: house.command)
    yield house
    if hasattr(house, "daemon"):
        house.closes()
    house.is_left()
