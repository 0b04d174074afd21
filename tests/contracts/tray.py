"""What the port Tray promises, asked of everything that shows our icon."""

from typing import Any, Protocol

import pytest

from tests.desktop.quiet import for_a_while
from tests.desktop.stage import until
from unsit.core.menu import Entry
from unsit.desktop import Tray
from unsit.loop import Loop

MOMENT = 0.05
"""Seconds in which something would have come that must not come."""


class Day:
    """What the menu says, and what was chosen in it."""

    def __init__(self) -> None:
        self.minutes = 1
        self.chosen: list[dict[str, Any]] = []

    def entries(self) -> tuple[Entry, ...]:
        return (
            Entry(f"Sitting {self.minutes} min", enabled=False),
            Entry("Stretch now", {"verb": "stretch"}, default=True),
            Entry("Pause", children=(Entry("1 hour", {"verb": "pause", "seconds": 3600}),)),
        )

    def choose(self, request: dict[str, Any], token: str) -> None:
        self.chosen.append(request)


class Panel(Protocol):
    """Where the icon is, and a person who opens its menu."""

    @property
    def tray(self) -> Tray: ...

    def opens(self) -> list[str]: ...

    def clicks(self, label: str) -> None: ...


class TrayContract:
    """For whoever brings the fixture `panel_of_ours`, which asks for `day` and `hosts`."""

    @pytest.fixture
    def day(self) -> Day:
        return Day()

    @pytest.fixture
    def hosts(self) -> list[bool]:
        return []

    def test_it_is_told_that_a_panel_shows_the_icon(
        self, panel_of_ours: Panel, hosts: list[bool]
    ) -> None:
        assert hosts == [True]

    def test_the_menu_is_made_anew_each_time_it_is_opened(
        self, panel_of_ours: Panel, day: Day
    ) -> None:
        assert panel_of_ours.opens() == ["Sitting 1 min", "Stretch now", "Pause", "1 hour"]
        day.minutes = 2
        assert panel_of_ours.opens()[0] == "Sitting 2 min"

    def test_a_click_asks_for_what_the_line_says(
        self, panel_of_ours: Panel, day: Day, loop: Loop
    ) -> None:
        panel_of_ours.opens()
        panel_of_ours.clicks("1 hour")
        until("wish", lambda: day.chosen, loop)
        for_a_while(loop, MOMENT)
        assert day.chosen == [{"verb": "pause", "seconds": 3600}]

    def test_closing_the_tray_may_be_done_twice(self, panel_of_ours: Panel) -> None:
        panel_of_ours.tray.close()
        panel_of_ours.tray.close()
