"""Waiting for what Qt does by itself."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from tests.desktop import stage


def until(what: str, condition: Callable[[], object]) -> None:
    """Let Qt work until something is true, or fail and name what did not come."""

    def true() -> bool:
        QApplication.processEvents()
        return bool(condition())

    stage.until(what, true)
