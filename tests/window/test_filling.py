"""What is to be seen of a button that fills, and how often it looks at the clock."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QEventLoop, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from tests.window.bench import LIGHT, Bench, Benches, Counter
from tests.window.stand import Stand
from unsit.window import filling
from unsit.window.calm import wants_calm


@pytest.mark.parametrize("share", [0.25, 0.5, 0.75])
def test_it_fills_from_left_to_right(bench: Bench, share: float) -> None:
    assert bench.columns == []
    bench.down()
    bench.go(4 * share)
    columns = bench.columns
    assert bench.share == pytest.approx(share, abs=0.1)
    assert columns == list(range(columns[0], columns[-1] + 1))
    assert columns[0] < 20


def test_from_right_to_left_it_fills_from_the_right(bench: Bench) -> None:
    bench.button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    bench.down()
    bench.go(2)
    assert bench.share == pytest.approx(0.5, abs=0.1)
    assert bench.columns[-1] > bench.button.width() - 20


def test_it_is_seen_to_empty(bench: Bench) -> None:
    bench.down()
    bench.go(3)
    bench.up()
    seen = [bench.share]
    for _ in range(4):
        bench.go(0.1)
        seen.append(bench.share)
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) >= 4
    assert seen[-1] == 0


def test_it_says_for_how_many_seconds_more(benches: Benches) -> None:
    bench = benches(2.5)
    said = [bench.button.word()]
    bench.down()
    for seconds in (0, 1, 1, 0.25):
        bench.go(seconds)
        said.append(bench.button.word())
    assert said == [f"Later (hold {left} s)" for left in ("2.5", "2.5", "2", "1", "1")]
    bench.go(0.25)
    assert bench.button.word() == "Later"
    bench.up()
    assert bench.button.word() == "Later (hold 2.5 s)"


def test_it_looks_at_the_clock_only_while_it_fills_or_empties(bench: Bench) -> None:
    found = [bench.looks_in]
    bench.down()
    found.append(bench.looks_in)
    bench.go(2)
    found.append(bench.looks_in)
    bench.up()
    found.append(bench.looks_in)
    bench.go(0.2)
    found.append(bench.looks_in)
    bench.go(0.3)
    found.append(bench.looks_in)
    assert found == [None, 33, 33, 33, 33, None]


def test_it_looks_by_itself(bench: Bench) -> None:
    bench.down()
    bench.at += 4
    Stand.until("look", lambda: bench.times)
    bench.up()
    bench.at += 1
    Stand.until("rest", lambda: bench.looks_in is None)
    assert bench.button.full == 0


@pytest.fixture
def calm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a test a desktop where less is to move."""
    monkeypatch.setattr(filling, "wants_calm", lambda _: True)


def test_where_less_should_move_it_fills_once_a_second_and_is_empty_at_once(
    bench: Bench, calm: None
) -> None:
    bench.down()
    seen, looks = [], []
    for seconds in (0, 0.75, 0.25, 1):
        bench.go(seconds)
        seen.append(round(bench.share, 1))
        looks.append(bench.looks_in)
    assert seen == pytest.approx([0, 0, 0.25, 0.5], abs=0.1)
    assert looks == [1000, 250, 1000, 1000]
    bench.up()
    assert (bench.button.full, bench.looks_in, bench.columns) == (0, None, [])


def test_where_less_should_move_a_key_lets_go_as_soon(bench: Bench, calm: None) -> None:
    bench.button.setFocus()
    bench.key(QEvent.Type.KeyPress, Qt.Key.Key_Space)
    bench.go(1)
    bench.key(QEvent.Type.KeyRelease, Qt.Key.Key_Space)
    looks = [bench.looks_in]
    bench.go(0.2)
    assert (bench.button.full, [*looks, bench.looks_in]) == (0, [33, None])


def ground(bench: Bench) -> QColor:
    """The colour beside the word, at its end."""
    image = bench.button.grab().toImage()
    return image.pixelColor(image.width() - 6, image.height() // 2)


def test_while_it_fills_its_ground_does_not_tell_that_it_is_down(bench: Bench) -> None:
    bench.down()
    bench.go(0.1)
    assert ground(bench) == QColor(LIGHT.button)
    bench.go(3.9)
    bench.up()
    assert ground(bench) != QColor(LIGHT.button), "all of it is full"


def test_it_is_painted_anew_when_it_looks_and_not_while_it_rests(bench: Bench) -> None:
    paints = Counter(bench.button, QEvent.Type.Paint)
    bench.down()
    QApplication.processEvents()
    before = paints.count
    bench.go(1)
    Stand.until("picture", lambda: paints.count > before)
    bench.up()
    bench.at += 1
    Stand.until("rest", lambda: bench.looks_in is None)
    QApplication.processEvents()
    before = paints.count
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 100)
    assert paints.count == before


def test_where_less_should_move_it_takes_as_long(bench: Bench, calm: None) -> None:
    bench.down()
    bench.go(3.9)
    assert bench.times == 0
    bench.go(0.1)
    assert bench.times == 1


class Told:
    """An answer of Qt's: the name of one of its values."""

    def __init__(self, name: str) -> None:
        self.name = name


class Hints:
    """A desktop's hints as Qt 6.12 gives them; by `motion` None as 6.10 does."""

    def __init__(self, motion: str | None) -> None:
        if motion:
            self.motionPreference = lambda: Told(motion)

    def accessibility(self) -> "Hints":
        return self


@pytest.mark.parametrize(
    ("hints", "calm"),
    [
        (Hints("ReducedMotion"), True),
        (Hints("NoPreference"), False),
        (Hints(None), False),
        (object(), False),
    ],
    ids=["less", "no matter", "Qt 6.10", "Qt 6.8"],
)
def test_whether_less_should_move_is_asked_of_the_desktop(hints: Any, calm: bool) -> None:
    assert wants_calm(hints) is calm


def test_the_real_hints_can_be_asked(qt_app: QApplication) -> None:
    assert wants_calm(qt_app.styleHints()) in (True, False)
