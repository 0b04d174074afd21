"""Somebody who lives a day in a house, and keeps an account of their own sitting.

The truth is reckoned here from what the person does, without a word of the core: hands on the keys
are sitting; so is a gap of less than `idle_after`, a film for all of its length, and a lock that is
shorter than its grace; all else is not.
"""

import random
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.daemon.house import House
from unsit.core import events as ev
from unsit.core.rules import Rules

TURNS = 500
"""How often a person turns to something in a day of about eight hours."""
RULES = Rules(remind_after=24 * 3600.0, open_window=None)
"""The clock alone: nobody is reminded."""


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


class Lived(NamedTuple):
    """A day afterwards (seconds): how long it was, what was sat, what the clock says of that."""

    lived: float
    sat: float
    counted: float
    sittings: int
    """How many of its sittings have ended; each is written down in tenths of a second."""
    turns: dict[str, int]
    """How often the person did what."""

    @property
    def off(self) -> float:
        """Seconds by which the clock is wrong."""
        return abs(self.counted - self.sat)


def lives_a_day(house: House, seed: int) -> Lived:
    """Live a day in a new house: always the same one for a seed."""
    house.opens(RULES)
    person = Person(house, random.Random(seed))
    for _ in range(TURNS):
        person.turns_to_something()
    ended = house.records("sitting")
    counted = sum(row["sat_s"] for row in ended) + house.daemon.status().sat
    return Lived(person.lived, person.sat, counted, len(ended), person.turns)
