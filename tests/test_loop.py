"""The loop: what comes first is done first, and no failure stops it."""

import datetime as real_datetime
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from datetime import time as time_of_day
from types import SimpleNamespace

import pytest
import schedule

from tests.desktop.stage import PATIENCE, until
from tests.fakes import Clocks
from tests.life import MONDAY_NINE
from unsit.loop import GAP, Loop, Timer


@pytest.fixture
def loop() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.close()


@pytest.fixture
def clocks() -> Iterator[Clocks]:
    clocks = Clocks()
    yield clocks
    clocks.close()


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ends = socket.socketpair()
    yield ends
    for end in ends:
        end.close()


# --- deadlines ----------------------------------------------------------------------------------


def test_timers_run_in_the_order_of_their_deadlines(clocks: Clocks) -> None:
    ran: list[str] = []
    for seconds, name in ((3, "third"), (1, "first"), (2, "second")):
        clocks.later(seconds, ran.append, name)
    clocks.passes(2)
    assert ran == ["first", "second"]
    clocks.passes(1)
    assert ran == ["first", "second", "third"]


def test_a_deadline_months_ahead_is_waited_for(
    loop: Loop, pair: tuple[socket.socket, socket.socket]
) -> None:
    heard: list[bytes] = []
    loop.later(90 * 24 * 60 * 60, heard.append, b"too early")
    loop.reader(pair[0].fileno(), lambda: heard.append(pair[0].recv(9)))
    pair[1].send(b"now")
    loop.once()
    assert heard == [b"now"]


def test_timers_of_one_moment_run_in_the_order_in_which_they_were_set(clocks: Clocks) -> None:
    ran: list[int] = []
    for number in range(5):
        clocks.later(1, ran.append, number)
    clocks.passes(1)
    assert ran == [0, 1, 2, 3, 4]


def test_a_cancelled_timer_never_runs(clocks: Clocks) -> None:
    ran: list[str] = []
    clocks.later(1, ran.append, "kept")
    clocks.later(1, ran.append, "cancelled").cancel()
    clocks.passes(2)
    assert ran == ["kept"]


def test_a_timer_may_cancel_another_of_the_same_moment(clocks: Clocks) -> None:
    ran: list[str] = []
    others: list[Timer] = []

    def cancels() -> None:
        others[0].cancel()

    clocks.later(1, cancels)
    others.append(clocks.later(1, ran.append, "second"))
    clocks.passes(2)
    assert ran == []


def test_a_cancelled_timer_wakes_nobody_up(loop: Loop) -> None:
    loop.later(0, print).cancel()
    before = time.monotonic()
    loop.once(0.05)
    # No load makes a wait shorter; the clock of Windows goes in steps of 16 ms.
    assert time.monotonic() - before >= 0.03


def test_a_deadline_in_the_past_is_now(clocks: Clocks) -> None:
    ran: list[str] = []
    clocks.later(-5, ran.append, "late")
    clocks.once(0)
    assert ran == ["late"]


def test_the_loop_waits_until_the_first_deadline_and_no_longer(loop: Loop) -> None:
    ran: list[float] = []
    before = loop.waking()  # its own clock, and its own sum: two clocks part by some billionths
    loop.later(0.02, lambda: ran.append(loop.waking()))
    loop.later(60, ran.append, before + 60)
    until("callback", lambda: ran, loop)
    assert before + 0.02 <= ran[0] < before + 60


def test_a_deadline_does_not_come_nearer_while_the_machine_sleeps(clocks: Clocks) -> None:
    ran: list[str] = []
    clocks.later(60, ran.append, "ran")
    clocks.sleeps(3600)
    assert ran == []
    clocks.passes(60)
    assert ran == ["ran"]


# --- what can be read ---------------------------------------------------------------------------


def test_what_can_be_read_is_told_until_it_is_forgotten(
    loop: Loop, pair: tuple[socket.socket, socket.socket]
) -> None:
    near, far = pair
    heard: list[bytes] = []
    loop.reader(near, lambda: heard.append(near.recv(10)))
    far.send(b"one")
    until("word", lambda: heard, loop)
    loop.forget(near)
    loop.forget(near)
    far.send(b"two")
    loop.once(0)
    assert heard == [b"one"]


def test_who_was_forgotten_in_this_very_round_is_not_called_any_more(
    loop: Loop, pair: tuple[socket.socket, socket.socket]
) -> None:
    called: list[socket.socket] = []

    def first_of_both(mine: socket.socket, other: socket.socket) -> None:
        called.append(mine)
        loop.forget(other)

    near, far = pair
    loop.reader(near, lambda: first_of_both(near, far))
    loop.reader(far, lambda: first_of_both(far, near))
    near.send(b"!")
    far.send(b"!")
    loop.once(0)
    assert len(called) == 1


def test_what_was_closed_before_it_was_forgotten_does_no_harm(loop: Loop) -> None:
    near, far = socket.socketpair()
    loop.reader(near, print)
    near.close()
    far.close()
    loop.forget(near)
    loop.once(0)


# --- posts --------------------------------------------------------------------------------------


def goes_round(loop: Loop) -> None:
    """Go one round, which something must end before the only deadline there is."""
    late: list[str] = []
    limit = loop.later(PATIENCE, late.append, "late")
    loop.once()
    limit.cancel()
    assert not late, "nothing woke the loop"


def test_a_post_from_another_thread_wakes_the_loop(loop: Loop) -> None:
    ran: list[str] = []
    thread = threading.Timer(0.02, loop.soon, (ran.append, "posted"))
    thread.start()
    goes_round(loop)
    thread.join()
    assert ran == ["posted"]


def test_posts_run_in_order_and_what_they_post_runs_in_the_next_round(loop: Loop) -> None:
    ran: list[str] = []
    loop.soon(lambda: loop.soon(ran.append, "posted by the first"))
    loop.soon(ran.append, "second")
    loop.once(0)
    assert ran == ["second"]
    loop.once()
    assert ran == ["second", "posted by the first"]


def test_more_posts_than_the_wake_up_line_holds_are_all_carried_out(loop: Loop) -> None:
    count: list[int] = []
    for number in range(20_000):
        loop.soon(count.append, number)
    until("last post", lambda: len(count) == 20_000, loop)
    assert count == sorted(count)
    before = time.monotonic()
    for _ in range(8):  # the line is empty again: nothing wakes the loop any more
        loop.once(0.02)
    # No load makes a wait shorter; the clock of Windows goes in steps of 16 ms.
    assert time.monotonic() - before >= 0.05


def test_stopping_ends_the_run_after_what_was_posted_before(loop: Loop) -> None:
    ran: list[str] = []
    loop.soon(ran.append, "before")
    loop.stop()
    loop.run()
    assert ran == ["before"]


# --- failures -----------------------------------------------------------------------------------


def test_a_failing_callback_is_logged_once_per_cause_and_the_loop_goes_on(
    loop: Loop, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(cause: str) -> None:
        raise ValueError(cause)

    ran: list[str] = []
    for cause in ("one", "one", "two"):
        loop.soon(fails, cause)
    loop.soon(ran.append, "afterwards")
    loop.later(0, fails, "one")
    until("callback", lambda: ran, loop)
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]
    assert "fails: ValueError('one')" in caplog.text
    assert "fails: ValueError('two')" in caplog.text
    assert "Traceback" in caplog.text


# --- children -----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [0, 7], ids=["ends well", "ends badly"])
def test_the_end_of_a_child_is_told_once_with_its_exit_status(loop: Loop, code: int) -> None:
    codes: list[int] = []
    loop.child(subprocess.Popen([sys.executable, "-c", f"exit({code})"]), codes.append)
    until("end of the child", lambda: codes, loop)
    loop.once(0)
    assert codes == [code]


# --- fixed times of the day ---------------------------------------------------------------------


class Wall:
    """The wall clock that the clock times go by: the real one, set to another time."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def is_set_to(self, hour: int, minute: int = 0, second: float = 0) -> None:
        moment = MONDAY_NINE.replace(hour=hour, minute=minute, tzinfo=None)
        self.ahead = moment + timedelta(seconds=second) - self._real()

    def now(self, zone: object = None) -> datetime:
        assert zone is None
        return self._real() + self.ahead

    @staticmethod
    def _real() -> datetime:
        return Loop.wall().replace(tzinfo=None)  # `schedule` has no time zones


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    wall = Wall()
    wall.is_set_to(9)

    class Datetime(datetime):
        now = wall.now  # type: ignore[assignment]

    names = {**vars(real_datetime), "datetime": Datetime}
    monkeypatch.setattr(schedule, "datetime", SimpleNamespace(**names))
    return wall


ELEVEN = time_of_day(11)


def test_what_is_daily_happens_at_its_time_each_day(loop: Loop, wall: Wall) -> None:
    struck: list[str] = []
    loop.daily(ELEVEN, struck.append, "eleven")
    wall.is_set_to(10, 59, 50)
    loop.once(0)
    assert struck == []
    wall.is_set_to(11)
    loop.once(0)
    loop.once(0)
    assert struck == ["eleven"]
    wall.ahead += timedelta(hours=23)
    loop.once(0)
    assert struck == ["eleven"]
    wall.ahead += timedelta(hours=1)
    loop.once(0)
    assert struck == ["eleven", "eleven"]


def test_the_loop_wakes_up_for_a_fixed_time_by_itself(loop: Loop, wall: Wall) -> None:
    struck: list[str] = []
    loop.daily(ELEVEN, struck.append, "eleven")
    wall.is_set_to(10, 59, 59.95)
    rounds = 0
    while not struck:
        goes_round(loop)
        rounds += 1
    assert struck == ["eleven"]
    assert rounds < 10, "it waits, and does not look again and again"


def test_what_is_forgotten_does_not_happen(loop: Loop, wall: Wall) -> None:
    struck: list[str] = []
    loop.daily(ELEVEN, struck.append, "eleven")
    loop.forget_daily()
    wall.is_set_to(11)
    loop.once(0)
    assert struck == []


def test_a_fixed_time_that_fails_keeps_no_other_from_its_turn_and_is_over(
    loop: Loop, wall: Wall, caplog: pytest.LogCaptureFixture
) -> None:
    struck: list[str] = []
    tried: list[str] = []

    def fails() -> None:
        tried.append("eleven")
        raise ValueError("not today")

    loop.daily(ELEVEN, fails)
    loop.daily(ELEVEN, struck.append, "also eleven")
    wall.is_set_to(11)
    for _ in range(3):
        loop.once(0)
    assert tried == ["eleven"]
    assert struck == ["also eleven"]
    assert "fails: ValueError('not today')" in caplog.text


# --- sleep --------------------------------------------------------------------------------------


def test_sleep_is_seen_by_the_clocks_moving_apart_and_dated_to_its_beginning(
    clocks: Clocks,
) -> None:
    slept: list[float] = []
    clocks.on_gap = slept.append
    clocks.passes(100)
    fell_asleep = clocks.at()
    clocks.sleeps(3600)
    assert slept == [fell_asleep]
    clocks.passes(10)
    assert slept == [fell_asleep]


def test_being_awake_for_long_is_no_sleep(clocks: Clocks) -> None:
    slept: list[float] = []
    clocks.on_gap = slept.append
    clocks.passes(8 * 3600)
    assert slept == []


def test_clocks_that_drift_apart_by_a_little_are_no_sleep(clocks: Clocks) -> None:
    slept: list[float] = []
    clocks.on_gap = slept.append
    for _ in range(10):
        clocks.sleeps(GAP * 0.9)
    assert slept == []


def test_sleep_is_told_before_what_woke_the_loop(clocks: Clocks) -> None:
    told: list[str] = []
    clocks.on_gap = lambda _: told.append("slept")
    clocks.later(60, told.append, "timer")
    clocks.passes(59)
    clocks.soon(told.append, "post")
    clocks.sleeps(600)
    assert told == ["slept", "post"]
