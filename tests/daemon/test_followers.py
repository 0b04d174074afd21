"""Whoever follows: told when what they see changes, at no other time, and let go when they leave."""

import json
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from tests.daemon.house import ON_CLICK, House
from unsit.core.rules import Rules
from unsit.daemon.followers import MOST


class Bar:
    """A bar on a screen: what it has been told."""

    def __init__(self, house: House) -> None:
        self._end, other = socket.socketpair()
        self._end.setblocking(False)
        reply, take = house.desk.followers.host({"verb": "follow"})
        self._first = [reply]
        if take is None:
            other.close()
        else:
            take(other, b"")
        house.loop.settles()

    def hears(self) -> list[dict[str, Any]]:
        """Return what it was told since it was last asked."""
        first, self._first, said = self._first, [], b""
        try:
            while more := self._end.recv(1 << 16):
                said += more
        except BlockingIOError:
            pass
        return [*first, *(json.loads(line) for line in said.splitlines())]

    def shorts(self) -> list[str]:
        return [told["shown"]["short"] for told in self.hears()]

    def hangs_up(self) -> None:
        self._end.close()


@pytest.fixture
def bars() -> Iterator[list[Bar]]:
    bars: list[Bar] = []
    yield bars
    for bar in bars:
        bar.hangs_up()


def bar(house: House, bars: list[Bar]) -> Bar:
    bars.append(Bar(house))
    return bars[-1]


def timers(house: House) -> int:
    return sum(1 for each in house.loop._timers if not each[2].cancelled)


def test_a_follower_is_told_at_once_how_things_stand(house: House, bars: list[Bar]) -> None:
    house.opens(ON_CLICK).works(38)
    (told,) = bar(house, bars).hears()
    assert told["sentence"] == told["status"]["sentence"]
    assert told["shown"] == {
        "state": "sitting",
        "class": "half",
        "glyph": "◐",
        "short": "38 min",
        "sat": "38 min",
        "remaining": "7 min",
        "pose": "",
        "side": "",
        "sentence": "Sitting 38 min, next stretch in 7 min",
        "tip": "Sitting since 09:00, next stretch about 09:45",
        "percentage": "84",
    }


def test_a_follower_is_told_each_minute_and_no_more_often(house: House, bars: list[Bar]) -> None:
    house.opens(ON_CLICK).works(2)
    screen = bar(house, bars)
    screen.hears()
    house.works(5.01)
    assert screen.shorts() == ["3 min", "4 min", "5 min", "6 min", "7 min"]


def test_nothing_is_waited_for_while_nobody_follows(house: House, bars: list[Bar]) -> None:
    house.opens(ON_CLICK).works(2)
    before = timers(house)
    screen = bar(house, bars)
    assert timers(house) == before + 1
    screen.hangs_up()
    house.loop.settles()
    assert timers(house) == before


def test_nothing_is_waited_for_where_nothing_passes(house: House, bars: list[Bar]) -> None:
    house.opens(ON_CLICK).works(2)
    house.wishes("pause")
    house.leaves(30)
    screen = bar(house, bars)
    screen.hears()
    house.leaves(4 * 60)
    assert screen.hears() == []


def test_midnight_changes_the_words_of_a_pause(house: House, bars: list[Bar]) -> None:
    house.opens(ON_CLICK).works(2)
    house.wishes("pause", until="tomorrow")
    house.leaves(30)
    screen = bar(house, bars)
    house.loop.passes(16 * 3600)
    sentences = [told["sentence"] for told in screen.hears()]
    assert sentences == ["Paused until tomorrow 05:00", "Paused until 05:00"]


def test_a_reminder_and_its_answer_are_told_as_they_come(house: House, bars: list[Bar]) -> None:
    house.opens(ON_CLICK).works(44.5)
    screen = bar(house, bars)
    screen.hears()
    house.works(1)
    due = screen.hears()[-1]["shown"]
    assert (due["class"], due["short"], due["percentage"]) == ("due", "Pigeon", "100")
    house.chooses("skip")
    assert screen.shorts() == ["45 min"]


def test_the_seconds_of_a_stretch_are_told_as_they_pass(house: House, bars: list[Bar]) -> None:
    house.opens(Rules(open_window=None)).works(2)
    house.wishes("stretch", pose="pigeon")
    window = house.window()
    window.is_in(2)
    house.loop.until("side", lambda: house.daemon.status().session.left)  # type: ignore[union-attr]
    screen = bar(house, bars)
    screen.hears()
    house.loop.passes(3.1)
    told = screen.hears()
    assert [each["shown"]["state"] for each in told] == ["session"] * len(told)
    assert [each["shown"]["remaining"] for each in told] == ["59 s", "58 s", "57 s"]
    window.ends()
    house.session_ends()


def test_one_who_does_not_read_is_let_go_and_the_others_are_told(
    house: House, bars: list[Bar]
) -> None:
    house.opens(ON_CLICK).works(2)
    deaf, screen = bar(house, bars), bar(house, bars)
    heard = 0
    for _ in range(600):
        house.wishes("pause")
        house.wishes("resume")
        heard += len(screen.hears())
    assert heard == 1 + 2 * 600
    assert 0 < len(deaf.hears()) < 600
    assert len(house.desk.followers._lines) == 1


def test_more_followers_than_any_desk_has_are_refused(house: House, bars: list[Bar]) -> None:
    house.opens(ON_CLICK)
    for _ in range(MOST):
        bar(house, bars)
    (refused,) = bar(house, bars).hears()
    assert refused["ok"] is False
    assert "follow Unsit already" in refused["error"]
