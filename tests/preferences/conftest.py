"""Qt without a screen, and settings windows on it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.preferences.desk import Desk
from tests.window.conftest import nothing_raises_in_qt, qt_app

__all__ = ["nothing_raises_in_qt", "qt_app"]


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
