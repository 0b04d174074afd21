"""One Qt for all window tests, without a screen; what goes wrong inside Qt fails the test."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

import pytest
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from tests.window.bench import SECONDS, Bench
from tests.window.heard import Heard
from tests.window.shop import Shop
from tests.window.stand import LUNGE, Stand
from unsit.core.session import Plan
from unsit.window.stage import Drawing
from unsit.window.voice import Engine
from unsit.window.voice.prompter import Voice

LINUX = (
    "calm",
    "preflight",
    "process_unix",
    "real_hold",
    "voice_heard",
    "voice_program",
    "voice_reader",
    "voice_ssip",
    "voice_tongues",
)
"""Tests with a bus, a screen, a speech server, signals or programs of shell, which Windows has not."""

collect_ignore = [f"test_{name}.py" for name in LINUX] if sys.platform == "win32" else []

FONT = "DejaVu Sans"
"""What Debian shows where nothing was chosen."""


@pytest.fixture(scope="session")
def qt_app() -> QApplication:
    """Start Qt's offscreen platform once; there can only be one application.

    The platform is told by the environment for that one moment: windows of other tests are real.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QT_QPA_PLATFORM", "offscreen")
        app = QApplication.instance() or QApplication(["unsit-session"])
    assert isinstance(app, QApplication)
    if sys.platform == "win32" and FONT in QFontDatabase.families():
        app.setFont(QFont(FONT))  # wine may have no sans serif by default
    return app


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

    def stand(
        plan: Plan = LUNGE, drawing: Drawing | None = None, voice: Voice | None = None
    ) -> Stand:
        made.append(Stand(plan, drawing, voice))
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
def benches(qt_app: QApplication) -> Iterator[Callable[..., Bench]]:
    """Give a test buttons to hold down, each in a window of its own."""
    made: list[Bench] = []

    def bench(seconds: float = SECONDS) -> Bench:
        made.append(Bench(seconds))
        return made[-1]

    yield bench
    for one in made:
        one.room.close()
        one.room.deleteLater()


@pytest.fixture
def bench(benches: Callable[..., Bench]) -> Bench:
    """Give a test a button that wants to be held for four seconds."""
    return benches()


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """Give a test a PATH without any player but those it puts there."""
    monkeypatch.setenv("PATH", "")
    return Shop(tmp_path)


@pytest.fixture
def opened(qt_app: QApplication) -> Iterator[Callable[[Engine], Heard]]:
    """Give a test engines that are opened; they are closed after it."""
    made: list[Heard] = []

    def open_one(engine: Engine) -> Heard:
        made.append(Heard(engine))
        return made[-1]

    yield open_one
    for one in made:
        one.engine.close()
