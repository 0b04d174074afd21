"""What installers/windows/wine_test.py has built, on the desktop of a Windows of wine: `windows`, `setup`."""

from collections.abc import Iterator

import pytest

from tests.windows.hosted import Desktop, desktop
from tests.windows.setup.installer import Setup


@pytest.fixture(scope="session")
def windows() -> Iterator[Desktop]:
    with desktop() as made:
        yield made


@pytest.fixture(scope="session")
def setup(windows: Desktop) -> Setup:
    return Setup(windows)
