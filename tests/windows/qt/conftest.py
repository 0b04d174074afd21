"""Qt inside a Windows Python, without a screen."""

from tests.window.conftest import nothing_raises_in_qt, opened, qt_app, stand, stands

__all__ = ["nothing_raises_in_qt", "opened", "qt_app", "stand", "stands"]
