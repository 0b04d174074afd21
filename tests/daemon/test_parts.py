"""Parts of the desktop that are lost and come back, and those that were never there."""

from collections.abc import Callable, Iterator

import pytest

from tests.fakes import Clocks
from unsit.daemon.parts import Part


class Screen:
    """Something that can be opened, and breaks when it is told to."""

    def __init__(self, lost: Callable[[str], None]) -> None:
        self.lost, self.closed = lost, False

    def close(self) -> None:
        self.closed = True


class Shop:
    """Where screens come from: `out` says why there is none."""

    def __init__(self, loop: Clocks) -> None:
        self.loop, self.out, self.tries = loop, "", 0
        self.opened: list[Screen] = []
        self.gone = 0
        self.part = Part(loop, "no screen", self.sells, self.opened.append, self.goes)

    def sells(self, lost: Callable[[str], None]) -> Screen:
        self.tries += 1
        if self.out:
            raise OSError(self.out)
        return Screen(lost)

    def goes(self) -> None:
        self.gone += 1

    def breaks(self, reason: str) -> None:
        self.opened[-1].lost(reason)


@pytest.fixture
def loop() -> Iterator[Clocks]:
    loop = Clocks()
    yield loop
    loop.close()


@pytest.fixture
def shop(loop: Clocks) -> Shop:
    return Shop(loop)


def test_what_is_there_is_opened_once(shop: Shop) -> None:
    assert shop.part.open()
    assert shop.part.open()
    assert shop.tries == 1
    assert shop.part.now is shop.opened[0]
    assert shop.part.missing == ""


def test_what_was_never_there_is_not_waited_for(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    shop.out = "there is none"
    assert not shop.part.open()
    shop.loop.passes(3600)
    assert shop.tries == 1
    assert shop.part.missing == "there is none"
    assert caplog.messages == ["no screen: there is none"]


def test_what_was_lost_is_closed_and_opened_again(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    shop.part.open()
    shop.breaks("it broke")
    assert shop.opened[0].closed
    assert shop.part.missing == "it broke"
    assert shop.gone == 1
    shop.loop.passes(1)
    assert shop.part.now is shop.opened[1]
    assert shop.part.missing == ""
    assert caplog.messages == ["no screen: it broke", "no screen: that is over, it is back"]


def test_the_wait_for_it_grows_to_a_minute_and_no_further(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    shop.part.open()
    shop.out = "still none"
    shop.breaks("it broke")
    shop.loop.passes(63)  # 1 + 2 + 4 + ... + 32 seconds
    assert shop.tries == 7
    shop.loop.passes(10 * 60)
    assert shop.tries == 17
    assert len(caplog.messages) == 2, "each reason is told once"


def test_one_that_breaks_again_and_again_is_not_opened_again_and_again(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    shop.part.open()
    for _ in range(10 * 60):
        if shop.part.now is not None:
            shop.breaks("it broke")
        shop.loop.passes(1)
    assert shop.tries < 20


def test_one_that_held_for_long_is_opened_again_at_once(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    shop.part.open()
    for _ in range(5):
        shop.loop.passes(61)
        tries = shop.tries
        shop.breaks("it broke")
        shop.loop.passes(1)
        assert shop.tries == tries + 1


def test_the_last_word_of_a_former_one_is_not_heard(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    shop.part.open()
    former = shop.opened[0]
    shop.breaks("it broke")
    shop.loop.passes(1)
    former.lost("it broke again")
    assert shop.part.now is not None


def test_opening_it_by_hand_does_not_wait(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    shop.part.open()
    shop.out = "still none"
    shop.breaks("it broke")
    shop.loop.passes(100)
    shop.out = ""
    assert shop.part.open()


def test_what_was_closed_stays_closed(shop: Shop) -> None:
    shop.part.open()
    shop.part.close()
    shop.part.close()
    assert shop.opened[0].closed
    shop.breaks("it broke")
    shop.loop.passes(100)
    assert not shop.part.open()
    assert shop.tries == 1
