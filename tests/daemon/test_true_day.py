"""The sitting clock against the truth: a day of five hundred turns, lived by a fast clock.

The truth is reckoned here from what the person does, without a word of the core: hands on the keys
are sitting; so is a gap of less than `idle_after`, a film for all of its length, and a lock that is
shorter than its grace; all else is not.
"""

import random
from dataclasses import dataclass, field

import pytest

from tests.daemon.house import House
from unsit.core import events as ev
from unsit.core.rules import Rules

TURNS = 500
OFF_AT_MOST = 2.0
"""Seconds by which a day may be wrong."""
RULES = Rules(remind_after=24 * 3600.0, open_window=None)


@dataclass
class Person:
    """Lives in a house, and keeps an account of their sitting (seconds)."""

    house: House
    chance: random.Random
    sat: float = 0.0
    lived: float = 0.0
    turns: dict[str, int] = field(default_factory=dict)

    def turns_to_something(self) -> None:
        does = self.chance.choices(
            [
                self.types,
                self.thinks,
                self.leaves,
                self.watches,
                self.locks,
                self.blinks,
                self.sleeps,
            ],
            weights=[60, 22, 7, 4, 3, 3, 1],
        )[0]
        self.turns[does.__name__] = self.turns.get(does.__name__, 0) + 1
        does()
        self.house.desktop.person.types()

    def types(self) -> None:
        seconds = self._some(5, 40)
        for _ in range(int(seconds // 20)):
            self._pass(20)
            self.house.desktop.person.types()
        self._pass(seconds % 20)
        self.sat += seconds

    def thinks(self) -> None:
        self.sat += self._pass(self._some(1, 110))

    def leaves(self) -> None:
        self._pass(self._some(181, 480))

    def watches(self) -> None:
        self.house.desktop.around.begins("media")
        self.sat += self._pass(self._some(190, 420))
        self.house.desktop.around.ends("media")

    def locks(self) -> None:
        self.house.desktop.lid.happens(ev.Locked)
        self._pass(self._some(16, 170))
        self.house.desktop.lid.happens(ev.Unlocked)

    def blinks(self) -> None:
        self.house.desktop.lid.happens(ev.Locked)
        self.sat += self._pass(self._some(1, 14))
        self.house.desktop.lid.happens(ev.Unlocked)

    def sleeps(self) -> None:
        self.house.sleeps_until_a_key(self._some(60, 900) / 60)

    def _some(self, least: float, most: float) -> float:
        return self.chance.uniform(least, most)

    def _pass(self, seconds: float) -> float:
        self.house.loop.passes(seconds)
        self.lived += seconds
        return seconds


@pytest.mark.parametrize("seed", range(3))
def test_after_a_day_of_five_hundred_turns_the_clock_is_true(house: House, seed: int) -> None:
    house.opens(RULES)
    person = Person(house, random.Random(seed))
    for _ in range(TURNS):
        person.turns_to_something()
    assert len(person.turns) == 7, "a day with everything in it"
    assert 6 <= person.lived / 3600 <= 10
    counted = sum(row["sat_s"] for row in house.records("sitting")) + house.daemon.status().sat
    sittings = len(house.records("sitting"))
    assert (
        abs(counted - person.sat) <= OFF_AT_MOST + sittings / 2
    )  # each is written in whole seconds
