"""One Qt for all window tests, without a screen; what goes wrong inside Qt fails the test."""

import os
import sys
from collections.abc import Iterator
from types import TracebackType

import pytest
from PySide6.QtWidgets import QApplication


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
