"""A count of seconds that must be asked for: how rarely it is, and what it may get wrong."""

from collections.abc import Iterator

import pytest

from tests.fakes import Clocks
from unsit.core.events import Event, Idle, Input, Lull
from unsit.desktop.polling import EAGER, SLOW, PolledPresence

MINUTE = 60.0


class Counter:
    """Somebody at the keys, and how often it was asked for how long there was nobody."""

    def __init__(self, clocks: Clocks, counts_sleep: bool = False) -> None:
        self._clocks, self._counts_sleep = clocks, counts_sleep
        self.asked = 0
        self.broken = ""
        self.types()

    def types(self) -> None:
        self._last = self._now()

    def __call__(self) -> float:
        self.asked += 1
        if self.broken:
            raise OSError(self.broken)
        return self._now() - self._last

    def _now(self) -> float:
        return self._clocks.at() if self._counts_sleep else self._clocks.waking()


class Desk:
    def __init__(self, clocks: Clocks, counter: Counter) -> None:
        self.clocks, self.counter = clocks, counter
        self.told: list[Event] = []
        self.lost: list[str] = []
        self.presence = PolledPresence(
            clocks, self.told.append, 2 * MINUTE, counter, "a counter", self.lost.append
        )
        clocks.settles()

    def kinds(self) -> list[type[Event]]:
        kinds = [type(event) for event in self.told]
        self.told.clear()
        return kinds


@pytest.fixture
def clocks() -> Iterator[Clocks]:
    clocks = Clocks()
    yield clocks
    clocks.close()


@pytest.fixture
def desk(clocks: Clocks) -> Desk:
    return Desk(clocks, Counter(clocks))


@pytest.fixture(params=[False, True], ids=["awake", "always"])
def sleeper(request: pytest.FixtureRequest, clocks: Clocks) -> Desk:
    """A desk whose counter stands still while the machine sleeps, or does not."""
    return Desk(clocks, Counter(clocks, request.param))


def test_somebody_who_types_on_is_looked_at_once_in_every_threshold(desk: Desk) -> None:
    for _ in range(600):
        desk.counter.types()
        desk.clocks.passes(1)
    assert desk.kinds() == [Input]
    assert desk.counter.asked <= 2 + 600 / (2 * MINUTE - 1)


def test_idle_is_told_to_the_moment(desk: Desk) -> None:
    desk.clocks.passes(50)
    desk.counter.types()
    began = desk.clocks.at()
    desk.clocks.passes(2 * MINUTE)
    idle = desk.told[-1]
    assert isinstance(idle, Idle)
    assert (idle.at, idle.since) == pytest.approx((began + 2 * MINUTE, began))


def test_who_has_gone_for_longer_is_waited_for_more_slowly(desk: Desk) -> None:
    desk.clocks.passes(2 * MINUTE)
    before = desk.counter.asked
    desk.clocks.passes(MINUTE)
    soon, before = desk.counter.asked - before, desk.counter.asked
    desk.clocks.passes(60 * MINUTE)
    assert soon <= MINUTE / 2
    assert desk.counter.asked - before <= 1.01 * 60 * MINUTE / SLOW + 60


def test_a_return_is_seen_soon_after_leaving_and_in_a_few_seconds_much_later(desk: Desk) -> None:
    for away, within in ((2 * MINUTE, 2 * MINUTE / 60), (600 * MINUTE, SLOW)):
        desk.clocks.passes(away)
        desk.counter.types()
        desk.clocks.passes(max(within, EAGER))
        assert desk.kinds()[-1] is Input


def test_a_sleep_is_no_input_whether_the_counter_counts_it_or_not(sleeper: Desk) -> None:
    sleeper.clocks.passes(3 * MINUTE)
    assert sleeper.kinds() == [Input, Idle]
    sleeper.clocks.sleeps(60 * MINUTE)
    sleeper.clocks.passes(MINUTE)
    assert sleeper.kinds() == []
    sleeper.counter.types()
    sleeper.clocks.passes(SLOW)
    assert sleeper.kinds() == [Input]


def test_who_wakes_the_machine_is_seen_by_the_next_touch_and_by_none_before(
    sleeper: Desk,
) -> None:
    sleeper.counter.types()
    sleeper.clocks.sleeps(MINUTE)
    sleeper.kinds()
    sleeper.presence.look_again()
    sleeper.clocks.passes(10)
    assert sleeper.kinds() == []
    sleeper.counter.types()
    sleeper.clocks.passes(EAGER)
    assert sleeper.kinds() == [Input]


def test_nobody_after_the_machine_woke_is_idle_in_the_end(desk: Desk) -> None:
    desk.presence.look_again()
    desk.clocks.passes(3 * MINUTE)
    assert desk.kinds() == [Input, Idle]


def test_a_count_that_fails_loses_presence_once(desk: Desk) -> None:
    desk.counter.broken = "the counter is gone"
    desk.clocks.passes(10 * MINUTE)
    assert desk.lost == ["the counter is gone"]
    assert desk.kinds() == [Input]


def test_a_count_that_fails_at_the_start_is_no_presence(clocks: Clocks) -> None:
    counter = Counter(clocks)
    counter.broken = "there is no counter"
    with pytest.raises(OSError, match="no counter"):
        Desk(clocks, counter)


def test_a_lull_that_is_told_may_close_it(clocks: Clocks) -> None:
    counter = Counter(clocks)
    told: list[Event] = []

    def tell(event: Event) -> None:
        told.append(event)
        if isinstance(event, Idle):
            presence.close()

    presence = PolledPresence(clocks, tell, MINUTE, counter, "a counter", pytest.fail)
    presence.await_lull(MINUTE)
    clocks.passes(10 * MINUTE)
    assert [type(event) for event in told] == [Input, Idle]
    assert Lull not in {type(event) for event in told}
