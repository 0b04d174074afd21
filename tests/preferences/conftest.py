"""Qt without a screen, and settings windows on it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from tests.preferences.desk import Desk
from tests.window.conftest import nothing_raises_in_qt, qt_app
from unsit import catalogue
from unsit.window.direction import direction

__all__ = ["nothing_raises_in_qt", "qt_app"]


@pytest.fixture(params=[9, 14])
def font(qt_app: QApplication, request: pytest.FixtureRequest) -> Iterator[int]:
    """Let the desktop have a font of so many points."""
    before = qt_app.font()
    qt_app.setFont(QFont(before.family(), request.param))
    yield request.param
    qt_app.setFont(before)


@pytest.fixture(params=["de", "ja", "ar"])
def tongue(qt_app: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    """Let a language be spoken, and written from where it begins."""
    catalogue.speak_in(request.param)
    qt_app.setLayoutDirection(direction())
    yield request.param
    catalogue.speak_in("en")
    qt_app.setLayoutDirection(direction())


@pytest.fixture
def desks(qt_app: QApplication) -> Iterator[Callable[..., Desk]]:
    """Give a test windows on the screen; they are taken down after it."""
    made: list[Desk] = []

    def desk(text: str | None = None, theme: str = "light") -> Desk:
        made.append(Desk(text, theme))
        return made[-1]

    yield desk
    for one in made:
        one.close()


@pytest.fixture
def desk(desks: Callable[..., Desk]) -> Desk:
    """Give a test the window of somebody who has changed nothing yet."""
    return desks()
