"""The setup program that installers/windows/wine_test.py has built: the fixture `setup`."""

import pytest

from tests.windows.hosted import Desktop
from tests.windows.setup.installer import Setup


@pytest.fixture(scope="session")
def setup(windows: Desktop) -> Setup:
    return Setup(windows)
