"""One Qt for all window tests, without a screen; what goes wrong inside Qt fails the test."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

import pytest
from PySide6.QtWidgets import QApplication

from tests.window.shop import Shop
from tests.window.stand import LUNGE, Stand
from unsit.core.session import Plan
from unsit.window.stage import Drawing


@pytest.fixture(scope="session")
def qt_app() -> Iterator[QApplication]:
    """Start Qt's offscreen platform once; there can only be one application."""
    before = os.environ.get("QT_QPA_PLATFORM")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication.instance() or QApplication(["unsit-session"])
    assert isinstance(app, QApplication)
    yield app
    if before is None:
        del os.environ["QT_QPA_PLATFORM"]
    else:
        os.environ["QT_QPA_PLATFORM"] = before


@pytest.fixture(autouse=True)
def nothing_raises_in_qt(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test when code called by Qt raised: Qt itself only prints it and goes on."""
    raised: list[BaseException] = []

    def keep(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        raised.append(error)

    monkeypatch.setattr(sys, "excepthook", keep)
    yield
    assert raised == []


@pytest.fixture
def stands(qt_app: QApplication) -> Iterator[Callable[..., Stand]]:
    """Give a test cards on the screen, of any plan; they are taken down after it."""
    made: list[Stand] = []

    def stand(plan: Plan = LUNGE, drawing: Drawing | None = None) -> Stand:
        made.append(Stand(plan, drawing))
        return made[-1].open()

    yield stand
    for one in made:
        one.card.close()
        one.card.deleteLater()


@pytest.fixture
def stand(stands: Callable[..., Stand]) -> Stand:
    """Give a test the card of a pose for each side, with no figure."""
    return stands()


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """Give a test a PATH without any player but those it puts there."""
    monkeypatch.setenv("PATH", "")
    return Shop(tmp_path)
