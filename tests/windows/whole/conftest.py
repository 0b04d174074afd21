"""The setup program with Qt and the pictures of the history, on a desktop of wine; it takes minutes to build."""

from tests.windows.setup.conftest import setup, windows

__all__ = ["setup", "windows"]
