"""One body at two machines: what is sat, said and settled, told as stories of a laptop and a desktop."""

from datetime import timedelta

import pytest

from tests.life import MONDAY_NINE, ON_CLICK, Life
from unsit.core import elsewhere, events, memory
from unsit.core.machines import Machine
from unsit.core.rules import Rules
from unsit.core.sitting import sat


class Two:
    """Two machines that tell each other how they stand, each time that it changes."""

    def __init__(self, rules: Rules = ON_CLICK) -> None:
        self.laptop, self.desktop = Life(rules, seen=True), Life(rules, seen=True)
        self.parted = False
        self._told: dict[str, Machine] = {}
        self.desktop.idle = True
        self.desktop.happens(events.Idle, self.desktop.at)

    def works_at(self, one: Life, minutes: float) -> None:
        """Sit at one of them; the other is left alone."""
        other = self.desktop if one is self.laptop else self.laptop
        for _ in range(round(minutes * 2)):
            one.works(0.5)
            other.leaves(0.5)
            self.tell()

    def leaves_both(self, minutes: float) -> None:
        """Be at neither."""
        for _ in range(round(minutes * 2)):
            self.laptop.leaves(0.5)
            self.desktop.leaves(0.5)
            self.tell()

    def tell(self) -> None:
        """Exchange what is new, until there is nothing new."""
        for _ in range(8):
            news = [self._tells("laptop", self.laptop, self.desktop)]
            news.append(self._tells("desktop", self.desktop, self.laptop))
            if not any(news):
                return
        raise AssertionError("the two never stop telling each other news")

    def _tells(self, name: str, one: Life, other: Life) -> bool:
        said = elsewhere.said(name, one.day, one._now(), one.rules)
        origin = said.sat - (one.at if said.runs else 0.0)
        shape = replace_times(said, sat=round(origin), heard=0.0)
        if self.parted or self._told.get(name) == shape:
            return False
        self._told[name] = shape
        other.happens(events.Elsewhere, (replace_times(said, heard=other.at),))
        return True


def replace_times(said: Machine, **facts: object) -> Machine:
    return Machine(**{**said.__dict__, **facts})


def test_sitting_at_one_counts_at_the_other() -> None:
    two = Two()
    two.works_at(two.laptop, 20)
    two.works_at(two.desktop, 10)
    assert two.desktop.sat_minutes() == pytest.approx(30, abs=0.6)
    assert two.laptop.sat_minutes() == pytest.approx(30, abs=0.6)


def test_the_reminder_comes_where_the_person_is() -> None:
    two = Two()
    two.works_at(two.laptop, 30)
    two.works_at(two.desktop, 20)
    assert two.desktop.nudges()
    assert not two.laptop.nudges()
    assert two.laptop.status.held_by == ("elsewhere",)


def test_whoever_comes_back_to_the_first_machine_is_asked_there() -> None:
    two = Two()
    two.works_at(two.laptop, 30)
    two.works_at(two.desktop, 20)
    two.works_at(two.laptop, 6)
    assert two.laptop.nudges()


def test_a_stretch_at_one_settles_both() -> None:
    two = Two()
    two.works_at(two.laptop, 30)
    two.works_at(two.desktop, 16)
    two.desktop.says(events.Wanted)
    two.desktop.stretches()
    two.tell()
    assert two.laptop.sat_minutes() == 0
    assert two.laptop.sittings()[-1][1] == "elsewhere"
    assert not two.laptop.status.held_by
    two.works_at(two.laptop, 10)
    assert two.laptop.sat_minutes() == pytest.approx(10, abs=0.6)
    assert two.desktop.sat_minutes() <= 11


def test_what_was_said_before_the_stretch_is_not_believed_after_it() -> None:
    two = Two()
    two.works_at(two.laptop, 30)
    two.works_at(two.desktop, 10)
    before = elsewhere.said("laptop", two.laptop.day, two.laptop._now(), ON_CLICK)
    two.desktop.says(events.Moved)
    two.desktop.happens(events.Elsewhere, (before,))  # it was on its way
    assert two.desktop.sat_minutes() == 0


def test_whoever_says_twice_that_they_moved_starts_from_zero_twice() -> None:
    two = Two()
    two.works_at(two.laptop, 10)
    for _ in range(2):
        two.laptop.says(events.Moved)
        assert two.laptop.sat_minutes() == 0
        two.tell()
        two.works_at(two.laptop, 2)
        two.desktop.says(events.Moved)
        assert two.desktop.sat_minutes() == 0
        two.tell()
        assert two.laptop.sat_minutes() == 0
        two.works_at(two.laptop, 2)


def test_a_break_from_both_ends_the_sitting_on_both() -> None:
    two = Two()
    two.works_at(two.laptop, 20)
    two.works_at(two.desktop, 10)
    two.leaves_both(6)
    assert two.laptop.sat_minutes() == two.desktop.sat_minutes() == 0
    minutes, by = two.desktop.sittings()[-1]
    assert minutes == pytest.approx(30, abs=0.6)
    assert by == "away"
    assert two.laptop.sittings()[-1][0] == pytest.approx(30, abs=0.6)


def test_two_idle_machines_do_not_keep_each_other_awake() -> None:
    two = Two()
    two.works_at(two.laptop, 10)
    two.leaves_both(60)
    assert two.laptop.status.state == two.desktop.status.state == "away"


def test_a_lost_broker_changes_nothing_here() -> None:
    two = Two()
    two.works_at(two.laptop, 20)
    two.parted = True
    two.works_at(two.laptop, 20)
    assert two.laptop.sat_minutes() == 40
    assert two.desktop.status.state in ("away", "sitting")


def test_a_machine_that_is_gone_counts_until_a_break_later() -> None:
    life = Life(ON_CLICK)
    gone = Machine("desktop", False, 1200.0, False, life.at, left=life.at)
    life.happens(events.Elsewhere, (gone,))
    assert life.sat_minutes() == 20
    other = Life(ON_CLICK)
    old = replace_times(gone, left=other.at - ON_CLICK.reset_after)
    other.happens(events.Elsewhere, (old,))
    assert other.sat_minutes() == 0


def test_the_settling_of_a_stretch_lasts_over_a_restart() -> None:
    two = Two()
    two.works_at(two.laptop, 20)
    two.laptop.says(events.Moved)
    kept = memory.keep(two.laptop.day, two.laptop._now())
    day = memory.recall(kept, two.laptop._now(), ON_CLICK)
    assert day.settled == two.laptop.day.settled is not None


def test_a_settling_cuts_only_what_was_sat_before_it() -> None:
    life = Life(ON_CLICK)
    life.works(30)
    since = life.wall - timedelta(minutes=5)
    there = Machine("desktop", False, 0.0, False, life.at, left=life.at, settled=since)
    life.happens(events.Elsewhere, (there,))
    assert life.sat_minutes() == 5
    assert life.sittings() == [(25.0, "elsewhere")]


def test_a_settling_that_was_known_changes_nothing() -> None:
    life = Life(ON_CLICK)
    life.works(30)
    old = Machine("desktop", False, 0.0, False, life.at, settled=MONDAY_NINE - timedelta(hours=2))
    life.happens(events.Elsewhere, (old,))
    assert life.sat_minutes() == 30


def test_a_stretch_here_goes_on_whatever_is_said_elsewhere() -> None:
    life = Life(ON_CLICK)
    life.works(10)
    life.says(events.Wanted)
    there = Machine("desktop", True, 3000.0, True, life.at, settled=life.wall)
    life.happens(events.Elsewhere, (there,))
    assert life.day.session is not None
    assert sat(life.day.sitting, life.at) == pytest.approx(600, abs=1)
