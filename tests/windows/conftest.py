"""Windows's own tests: they run in a Windows Python (under wine: installers/windows/wine_test.py)."""

import sys
from collections.abc import Iterator

import pytest

from unsit.loop import Loop

if sys.platform == "win32":
    from tests.windows.other import Other
    from unsit.desktop.windows.window import Window

    @pytest.fixture(scope="session")
    def other() -> Iterator[Other]:
        other = Other()
        yield other
        other.close()

    @pytest.fixture
    def window() -> Iterator[Window]:
        window = Window()
        yield window
        window.close()

else:
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture
def loop() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.close()
