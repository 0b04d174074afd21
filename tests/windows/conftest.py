"""For the tests of Windows, beside what tests/conftest.py does for all.

Those in this folder run inside a Windows Python, those in `desktop` and `setup` on Linux, with a Windows
of wine before them, which stands for the whole run: the fixture `windows`, a `Desktop` of hosted.py.
installers/windows/wine_test.py starts them all; the ordinary run passes them over.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.windows.hosted import Desktop

if sys.platform == "win32":

    @pytest.fixture(autouse=True)
    def folders(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Make `home` the place of what Windows keeps for a person, too."""
        for name, folder in (("APPDATA", "roaming"), ("LOCALAPPDATA", "local")):
            (home / folder).mkdir()
            monkeypatch.setenv(name, str(home / folder))

else:

    @pytest.fixture(scope="session")
    def windows() -> Iterator["Desktop"]:
        from tests.windows.hosted import desktop

        with desktop() as made:
            yield made
