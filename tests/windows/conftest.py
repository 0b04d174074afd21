"""For the tests of Windows, beside what tests/conftest.py does for all.

Those in this folder run inside a Windows Python, those in `desktop` and `setup` on Linux, with wine before
them. installers/windows/wine_test.py starts them all; the ordinary run passes them over.
"""

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":

    @pytest.fixture(autouse=True)
    def folders(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Make `home` the place of what Windows keeps for a person, too."""
        for name, folder in (("APPDATA", "roaming"), ("LOCALAPPDATA", "local")):
            (home / folder).mkdir()
            monkeypatch.setenv(name, str(home / folder))
            monkeypatch.setenv(f"WIN_PD_OVERRIDE_{'LOCAL_' * (folder == 'local')}APPDATA", str(home / folder))
