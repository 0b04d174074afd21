"""A Windows of wine for tests on Linux, with its desktop, and a Unsit on it.

- `windows`  a `Desktop` of tests/windows/hosted.py: display, mouse and keys, programs
- `unsit`    the Unsit of this checkout in the Windows Python, see tests/windows/living.py; not started

installers/windows/wine_test.py makes it and starts these tests.
"""

from collections.abc import Iterator

import pytest

from tests.windows.hosted import Desktop, desktop
from tests.windows.living import Unsit


@pytest.fixture(scope="session")
def windows() -> Iterator[Desktop]:
    with desktop() as made:
        yield made


@pytest.fixture
def unsit(windows: Desktop) -> Iterator[Unsit]:
    pythonw = str(windows.wine.python_folder / "pythonw.exe")
    unsit = Unsit(windows, [pythonw, "-m", "unsit"], windows.wine.python("-m", "unsit"))
    unsit.begin()
    yield unsit
    unsit.quit()
    unsit.forget()
