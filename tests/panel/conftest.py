"""Qt without a screen, as the tests of the session window have it, and panels on it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from tests.panel.board import Board, document
from tests.window.conftest import nothing_raises_in_qt, qt_app
from unsit.panel.document import Document

__all__ = ["nothing_raises_in_qt", "qt_app"]


@pytest.fixture
def boards(qt_app: QApplication) -> Iterator[Callable[..., Board]]:
    """Give a test panels on the screen; they are taken down after it."""
    made: list[Board] = []

    def board(shown: Document | None = None, room: QSize | None = None) -> Board:
        made.append(Board(shown or document(), room))
        return made[-1].open()

    yield board
    for one in made:
        one.panel.close()
        one.panel.deleteLater()


@pytest.fixture
def board(boards: Callable[..., Board]) -> Board:
    """Give a test the panel of an ordinary moment."""
    return boards()
